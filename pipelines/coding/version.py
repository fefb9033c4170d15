"""Which event coder this is; every record that it makes says so."""

from typing import Final

from schemas import Coder

RANKS: Final = 1_000
"""Ranks of one version: its own, and above it one for each calibration of its confidence (``calibration.py``)."""
IDENTITY: Final = Coder(name="wirewatch", version="13", rank=13 * RANKS)
