"""Work on what strangers send, in a process of its own: whatever it does to the libraries, it costs only a while."""

import logging
import os
import queue
import resource
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import Any, Final, ParamSpec, TypeVar

from connectors.feeds.errors import NotAFeedError

_P = ParamSpec("_P")
_T = TypeVar("_T")
SECONDS: Final = 60.0
"""How long one piece of work may take."""


BYTES: Final = 4 << 30
"""How much memory a process may ask for, counted as the system counts addresses."""


class AsideError(Exception):
    """Work that was not done: it took too long, or the process did not survive it."""


class Aside:
    """Does work in at most so many other processes, for several threads; ``close`` ends them, and so does our end."""

    def __init__(self, processes: int = 2, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._idle: queue.SimpleQueue[_Worker] = queue.SimpleQueue()
        self._workers = [_Worker() for _ in range(processes)]
        for worker in self._workers:
            self._idle.put(worker)

    def do(self, work: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """What ``work``, a function of a module, gives; raises its NotAFeedError or ValueError, else AsideError."""
        worker = self._idle.get()
        try:
            done, result = worker.do((work, args, kwargs), self._seconds)
        finally:
            self._idle.put(worker)
        if not done:
            raise result
        given: _T = result
        return given

    def kill(self) -> None:
        """End work that is under way, from any thread: it is not done."""
        for worker in self._workers:
            worker.kill()

    def close(self) -> None:
        """End the processes; work under way is not done."""
        for worker in self._workers:
            worker.end()


class _Worker:
    """A process that is begun when there is work and ended when it does not come to an end."""

    def __init__(self) -> None:
        self._process: BaseProcess | None = None
        self._ours: Connection | None = None

    def do(self, work: tuple[Any, ...], seconds: float) -> tuple[bool, Any]:
        ours = self._connected()
        try:
            ours.send(work)
            if not ours.poll(seconds):
                raise AsideError(f"it took longer than {seconds:g} s")
            done, result = ours.recv()
        except (EOFError, OSError) as error:
            self.end()
            raise AsideError("the process that worked on it ended") from error
        except BaseException:
            self.end()
            raise
        return done, result

    def kill(self) -> None:
        process = self._process
        if process is not None:
            with suppress(ValueError):  # it was ended by the thread that used it
                process.kill()

    def end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.join()
        ours, self._ours = self._ours, None
        if ours is not None:
            ours.close()

    def _connected(self) -> Connection:
        if self._ours is None or self._process is None or not self._process.is_alive():
            self.end()
            context = get_context("spawn")
            self._ours, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        return self._ours


def _work(tasks: Connection) -> None:
    """Do what comes, one after the other, until nobody is left who could send any."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(ValueError, OSError):  # where less is allowed anyway
        resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    threading.Thread(target=_end_with_parent, daemon=True).start()
    logging.disable()  # the libraries' complaints of what strangers send; what matters is raised
    while True:
        try:
            work, args, kwargs = tasks.recv()
        except (EOFError, OSError):
            return
        tasks.send(_done(work, args, kwargs))


def _done(work: Callable[..., Any], args: Any, kwargs: Any) -> tuple[bool, Any]:
    """Whether it was done, and what came of it: an error is one that the other process can read."""
    try:
        return True, work(*args, **kwargs)
    except NotAFeedError as error:
        return False, error
    except ValueError as error:
        return False, ValueError(str(error))
    except Exception as error:  # noqa: BLE001  libraries raise whatever they like for what strangers send
        return False, AsideError(f"{type(error).__name__}: {error}")


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
