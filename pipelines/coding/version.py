"""Which event coder this is; every record that it makes says so."""

from typing import Final

from schemas import Coder

IDENTITY: Final = Coder(name="wirewatch", version="4", rank=4)
