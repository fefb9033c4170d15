"""When, where and how many: days, places, numbers."""
