"""Which event coder this is; every record that it makes says so."""

from typing import Final

from schemas import Coder

IDENTITY: Final = Coder(name="wirewatch", version="5", rank=5)
