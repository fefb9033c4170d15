"""What the parser made of sentences that it has seen, so that a copied sentence is parsed once (decision D4)."""

from array import array
from collections import OrderedDict
from hashlib import blake2b
from typing import Final

import numpy as np
import numpy.typing as npt

SENTENCES: Final = 100_000


class ParseCache:
    """Tags, labels and heads of the last ``size`` sentences, by a 96-bit hash of their features; about 450 bytes each.

    The features of its tokens are all that the parser sees of a sentence, so what comes from here is what it would say
    again. Words and offsets are not kept: they are the caller's, and cost little to find anew. For one thread.
    """

    def __init__(self, size: int = SENTENCES) -> None:
        self._size = size
        self._tables: OrderedDict[bytes, array[int]] = OrderedDict()

    @staticmethod
    def key(features: npt.NDArray[np.uint64]) -> bytes:
        """The hash of a sentence's features."""
        return blake2b(features.tobytes(), digest_size=12).digest()

    def get(self, key: bytes) -> "array[int] | None":
        """The table of a sentence, if it is remembered."""
        table = self._tables.get(key)
        if table is not None:
            self._tables.move_to_end(key)
        return table

    def put(self, key: bytes, table: "array[int]") -> None:
        """Remember a table in place of what was longest unused."""
        self._tables[key] = table
        if len(self._tables) > self._size:
            self._tables.popitem(last=False)
