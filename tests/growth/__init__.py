"""No stage takes more than its share of time, whatever a feed holds: pathological texts, and how cost grows."""
