"""Several processes that code, so that all cores do: an event coder whose documents are coded beside the pipeline.

What a document gives depends on that document alone, so it does not matter which process coded it or when.
"""

import atexit
import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Lock, Thread
from typing import Final, Protocol, runtime_checkable

from pipelines.coding.calibration import Calibrated, Calibration
from pipelines.coding.document import Coding, Document, EventCoder
from pipelines.coding.version import IDENTITY
from schemas import Coder

CHUNK: Final = 12_000
"""Characters that one process codes in one go: enough sentences for the parser's batches, little to wait for."""
_TRIES: Final = 3
_GROUP: Final = Path("/sys/fs/cgroup")
_OWN_GROUP: Final = Path("/proc/self/cgroup")
_NEEDS: Final = 700 * 2**20  # bytes of memory that a coding process may take


class CodingError(RuntimeError):
    """Coding processes end before they are done, again and again."""


@runtime_checkable
class SpreadCoder(EventCoder, Protocol):
    """An event coder that codes beside its caller, in ``workers`` processes."""

    workers: int

    def begin(self, documents: Sequence[Document]) -> "Future[list[Coding]]":
        """Have documents coded; their codings come."""

    def close(self) -> None:
        """The caller is done."""


class CoderPool:
    """An event coder that codes in ``workers`` processes, which end with this one.

    A process that is killed costs its documents another try in a new one. Safe to use from several threads.
    """

    def __init__(self, load_coder: Callable[[], EventCoder], identity: Coder, workers: int) -> None:
        self._load_coder, self._identity, self.workers = load_coder, identity, workers
        self._lock = Lock()
        self._processes = self._started()
        self._waiting = ThreadPoolExecutor(workers + 1, thread_name_prefix="coding")

    @property
    def identity(self) -> Coder:
        """The identity of the coder that the processes load."""
        return self._identity

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        """The coding of each document, in order."""
        parts = [self.begin(part) for part in _parts(documents)]
        return [coding for part in parts for coding in part.result()]

    def begin(self, documents: Sequence[Document]) -> "Future[list[Coding]]":
        """Have documents coded by one process; their codings come."""
        return self._waiting.submit(self._code, documents)

    def load(self) -> "list[Future[list[Coding]]]":
        """Have the processes load their coder, which they else do when they are first needed; each is done when it has.

        What fails in one fails when it codes, too.
        """
        return [self.begin([]) for _ in range(self.workers)]

    def close(self) -> None:
        """End the processes; what was begun and not done is left."""
        self._waiting.shutdown(wait=False, cancel_futures=True)
        self._processes.shutdown(wait=True, cancel_futures=True)

    def _started(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.workers, get_context("spawn"), initializer=_begin_work, initargs=(self._load_coder,)
        )

    def _code(self, documents: Sequence[Document]) -> list[Coding]:
        for _ in range(_TRIES):
            processes = self._processes
            try:
                return processes.submit(_code, documents).result()
            except BrokenProcessPool:
                with self._lock:
                    if self._processes is processes:
                        processes.shutdown(wait=False)
                        self._processes = self._started()
        raise CodingError(
            f"processes that code ended {_TRIES} times before {len(documents)} report(s) were done;"
            " if memory was short, give fewer with --workers"
        )


def _parts(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """Documents in the order given, in parts that keep one process busy for a moment."""
    part: list[Document] = []
    size = 0
    for document in documents:
        part.append(document)
        size += len(document.text)
        if size >= CHUNK:
            yield part
            part, size = [], 0
    if part:
        yield part


def load_coder(calibration: Calibration | None = None) -> EventCoder:
    """The event coder that ships; imported where it codes, for that takes a second."""
    from pipelines.coding.languages import Coders

    return Coders() if calibration is None else Calibrated(Coders(), calibration)


def coder_for(workers: int, calibration: Calibration | None = None) -> "EventCoder | CoderPool":
    """The event coder that ships, in this process or, for more than one worker, in as many others."""
    if workers == 1:
        return load_coder(calibration)
    identity = IDENTITY if calibration is None else calibration.identity
    return CoderPool(partial(load_coder, calibration), identity, workers)


@dataclass(frozen=True, slots=True)
class MakeCoder:
    """Makes a deployment's event coder wherever it is called: what it needs travels with it, files do not.

    Equal ones make equal coders, so that a process that holds several needs one coder.
    """

    workers: int = 1
    calibration: Calibration | None = None

    def __call__(self) -> "EventCoder | CoderPool":
        return coder_for(self.workers, self.calibration)

    @property
    def identity(self) -> Coder:
        """That of the coder which it makes."""
        return IDENTITY if self.calibration is None else self.calibration.identity


def workers_that_fit() -> int:
    """How many processes this machine, or the part of it that our control groups leave, can bear; at least one."""
    try:
        cores = len(os.sched_getaffinity(0))
    except AttributeError:  # macOS has none
        cores = os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    for group in _groups():
        with suppress(OSError, ValueError):  # no such limit, or "max"
            memory = min(memory, int((group / "memory.max").read_text(encoding="ascii")))
        with suppress(OSError, ValueError):
            quota, period = map(int, (group / "cpu.max").read_text(encoding="ascii").split())
            cores = min(cores, -(-quota // period))
    return max(1, min(cores, memory // _NEEDS))


def _groups() -> Iterator[Path]:
    """Our control group and those that hold it; a container sees its own as the only one."""
    own = "/"
    with suppress(OSError):
        lines = _OWN_GROUP.read_text(encoding="utf-8").splitlines()
        own = next((line.removeprefix("0::") for line in lines if line.startswith("0::")), own)
    group = _GROUP / own.lstrip("/")
    yield from (place for place in (group, *group.parents) if place.is_relative_to(_GROUP))


_coder: EventCoder | Exception


def _begin_work(load_coder: Callable[[], EventCoder]) -> None:
    """Load the coder in a new process, which leaves an interrupt to its parent and ends when that does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    atexit.register(gc.freeze)  # the caller waits for the end, and to look for cycles in a coder takes a while
    Thread(target=_end_with_parent, daemon=True).start()
    global _coder
    try:
        _coder = load_coder()
    except Exception as error:  # noqa: BLE001  raised here it would only be told as a process that ended
        _coder = error


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _code(documents: Sequence[Document]) -> list[Coding]:
    if isinstance(_coder, Exception):
        raise _coder
    return _coder.code(documents)
