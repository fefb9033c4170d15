"""What ingest keeps in memory from one round to the next: the coder, codings, copies, and the count of rejected.

A pipeline's steps travel by pickle even within one process, and what they hold with them. These objects do not: what
arrives is the object itself.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, Final
from weakref import WeakValueDictionary

from pipelines.coding.document import Coding, Document, EventCoder
from pipelines.coding.pool import CoderPool
from pipelines.dedup.cache import CodingCache
from pipelines.dedup.memory import CopyMemory
from pipelines.steps.limit_rejected import RejectLimit
from schemas import CodedReport, Coder

_CODINGS: Final = 5_000


class Kept:
    """An object that stays itself when it is pickled and unpickled in the same process."""

    def __reduce__(self) -> Any:
        _kept[id(self)] = self
        return _find, (id(self),)


_kept: WeakValueDictionary[int, Kept] = WeakValueDictionary()


def _find(number: int) -> Kept:
    return _kept[number]


class KeptLimit(Kept, RejectLimit):
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


class Memory(Kept):
    """The coder that ``make_coder`` makes once, and the copies, which are recalled anew after ``forget``."""

    def __init__(self, make_coder: Callable[[], EventCoder]) -> None:
        self._make_coder = make_coder
        self._coder: KeptCoder | None = None
        self._loading: list[Future[list[Coding]]] = []
        self._copies: CopyMemory | None = None

    def coder(self) -> "KeptCoder":
        """The coder, for ingest's steps; processes that code begin to load theirs."""
        if self._coder is None:
            made = self._make_coder()
            if isinstance(made, CoderPool):
                self._coder, self._loading = KeptPool(made), made.load()
            else:
                self._coder = KeptCoder(made)
        return self._coder

    def wait_for_coder(self) -> None:
        """Wait until processes that code have loaded their coder; raises what hinders them."""
        self.coder()
        while self._loading:
            self._loading[-1].result()
            self._loading.pop()

    def copies(self, coded_before: Callable[[], Iterable[CodedReport]]) -> CopyMemory:
        """The memory of copies, for ingest's steps; filled from ``coded_before`` when there is none."""
        if self._copies is None:
            self._copies = CopyMemory.filled(coded_before)
        return self._copies

    def forget(self) -> None:
        """Forget the copies: what is remembered of a round that failed may not be written."""
        self._copies = None

    def end(self) -> None:
        """End the processes that code."""
        if isinstance(self._coder, KeptPool):
            self._coder.end()
        self._coder = None


class KeptCoder:
    """An EventCoder that goes on from round to round, with the codings that it gave last."""

    def __init__(self, coder: EventCoder) -> None:
        self._coder, self.codings = coder, CodingCache(_CODINGS)

    @property
    def identity(self) -> Coder:
        """The identity of the coder behind it."""
        return self._coder.identity

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        """The coding of each document."""
        return self._coder.code(documents)


class KeptPool(KeptCoder):
    """One whose processes go on as well."""

    def __init__(self, pool: CoderPool) -> None:
        super().__init__(pool)
        self._pool, self.workers = pool, pool.workers

    def begin(self, documents: Sequence[Document]) -> "Future[list[Coding]]":
        """Have documents coded by one process; their codings come."""
        return self._pool.begin(documents)

    def close(self) -> None:
        """A round is done: nothing ends with it."""

    def end(self) -> None:
        """End the processes."""
        self._pool.close()
