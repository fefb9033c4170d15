"""A bounded memory of what was coded, so that an exact copy is coded once (decision D4)."""

import zlib
from collections import OrderedDict
from hashlib import blake2b

import msgspec

from pipelines.coding.document import Coding, Document
from schemas import Coder


class CodingCache:
    """The least recently used codings, by every input that coding uses: the coder and the whole document.

    A document is its text, character by character, its language and its published day. What is shared: copies with the
    same of all three, whatever their report, publisher or url; their tellings are equal in every field. What is not:
    texts that are equal only after normalisation, for offsets count characters of the raw text and a telling quotes it;
    the same text on another day, for an undated sentence takes the report's day; another coder's work. Fields that
    documents gain later enter the key by themselves.

    Holds at most ``size`` codings; keys hold the texts, so with news of 5,000 characters a size of 10,000 is about
    100 MB. For one thread.
    """

    def __init__(self, size: int) -> None:
        if size < 1:
            raise ValueError(f"size={size} must be at least 1 coding")
        self._size = size
        self._codings: OrderedDict[bytes, bytes] = OrderedDict()

    def __len__(self) -> int:
        return len(self._codings)

    def get(self, coder: Coder, document: Document) -> Coding | None:
        """What ``coder`` made of ``document``, if it is remembered."""
        key = _key(coder, document)
        packed = self._codings.get(key)
        if packed is None:
            return None
        self._codings.move_to_end(key)
        return msgspec.msgpack.decode(zlib.decompress(packed), type=Coding)

    def put(self, coder: Coder, document: Document, coding: Coding) -> None:
        """Remember what ``coder`` made of ``document``, in place of what was longest unused."""
        key = _key(coder, document)
        self._codings[key] = zlib.compress(msgspec.msgpack.encode(coding), level=1)
        self._codings.move_to_end(key)
        if len(self._codings) > self._size:
            self._codings.popitem(last=False)


def _key(coder: Coder, document: Document) -> bytes:
    """Of everything in both: their ``repr`` names each field, and escapes what UTF-8 has no bytes for."""
    return blake2b(repr((coder, document)).encode(), digest_size=16).digest()
