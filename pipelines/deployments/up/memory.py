"""What ingest keeps in memory from one round to the next: the coder, codings, copies, and the count of rejected.

A pipeline's steps travel by pickle even within one process, and what they hold with them. These objects do not: what
arrives is the object itself.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, Final
from weakref import WeakValueDictionary

from pipelines.coding.document import Coding, Document, EventCoder
from pipelines.dedup.cache import CodingCache
from pipelines.dedup.memory import CopyMemory
from pipelines.metrics import CACHE_HITS, count
from pipelines.steps.limit_rejected import RejectLimit
from schemas import CodedReport, Coder

_CODINGS: Final = 5_000


class _Kept:
    """An object that stays itself when it is pickled and unpickled in the same process."""

    def __reduce__(self) -> Any:
        _kept[id(self)] = self
        return _find, (id(self),)


_kept: WeakValueDictionary[int, _Kept] = WeakValueDictionary()


def _find(number: int) -> _Kept:
    return _kept[number]


class KeptLimit(_Kept, RejectLimit):
    """A limit that counts over all rounds, and each record once however often its round is tried."""

    @contextmanager
    def one_round(self) -> Iterator[None]:
        """What is counted in a block that fails is not counted: the same records are read again."""
        before = deepcopy(self._counts)
        try:
            yield
        except BaseException:
            self._counts = before
            raise


class Memory(_Kept):
    """The coder that ``make_coder`` makes once, and the copies, which are recalled anew after ``forget``."""

    def __init__(self, make_coder: Callable[[], EventCoder]) -> None:
        self._make_coder = make_coder
        self._coder: CachingCoder | None = None
        self._copies: CopyMemory | None = None

    def coder(self) -> EventCoder:
        """The coder, for ingest's steps."""
        if self._coder is None:
            self._coder = CachingCoder(self._make_coder())
        return self._coder

    def copies(self, coded_before: Callable[[], Iterable[CodedReport]]) -> CopyMemory:
        """The memory of copies, for ingest's steps; filled from ``coded_before`` when there is none."""
        if self._copies is None:
            self._copies = CopyMemory.filled(coded_before)
        return self._copies

    def forget(self) -> None:
        """Forget the copies: what is remembered of a round that failed may not be written."""
        self._copies = None


class CachingCoder:
    """An EventCoder that codes a document once as long as it remembers it."""

    def __init__(self, coder: EventCoder) -> None:
        self._coder, self._cache = coder, CodingCache(_CODINGS)

    @property
    def identity(self) -> Coder:
        """The identity of the coder behind it."""
        return self._coder.identity

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        """The coding of each document."""
        held = {document: self._cache.get(self.identity, document) for document in documents}
        found = {document: coding for document, coding in held.items() if coding is not None}
        new = [document for document in held if document not in found]
        for document, coding in zip(new, self._coder.code(new) if new else [], strict=True):
            found[document] = coding
            self._cache.put(self.identity, document, coding)
        count(CACHE_HITS, "codings", len(held) - len(new))
        return [found[document] for document in documents]
