"""Which of the events found stand, and how sure each is."""
