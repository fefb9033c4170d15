"""One machine that keeps running: rounds of drains in one process that remembers what it saw."""
