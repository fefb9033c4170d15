"""The same work by other houses' stream processors; each runs in an environment of its own."""
