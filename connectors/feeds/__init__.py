"""Feeds that are followed: RSS, Atom and JSON Feed, read as their servers ask, and what was seen is remembered."""
