"""Deduplication without Beam: what makes copies alike, and what is remembered of them."""
