"""How far ``wirewatch up`` is, in a small file of its folder: for whoever looks at the tables and asks no broker."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # it loads Beam, and who reads a stand needs none
    from pipelines.deployments.up.exporter import Exporter

FILE: Final = "up.json"
"""Its name in a deployment's folder."""
EVERY: Final = 5.0
"""Seconds from one writing to the next, whatever ``up`` is doing."""
_SILENT: Final = 6 * EVERY


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Times in seconds since 1970: ``at`` this was so, ``up_to`` all that was pushed is in the tables, if any is.

    ``waiting``: records left to read when it looked last; None when it has not looked yet.
    """

    at: float
    waiting: int | None
    up_to: float | None

    @property
    def runs(self) -> bool:
        """Whether ``up`` was alive a moment ago; one that was killed leaves its last stand behind."""
        return time.time() - self.at < _SILENT

    @property
    def behind(self) -> float | None:
        """Seconds by which the tables were behind what was pushed."""
        return None if self.up_to is None else max(0.0, self.at - self.up_to)


@contextmanager
def telling(file: Path, exporter: "Exporter") -> Iterator[None]:
    """Keep the file up while the block lasts, and take it away in the end."""
    over = threading.Event()

    def keep() -> None:
        while True:
            _write(file, Stand(at=time.time(), waiting=exporter.waiting, up_to=exporter.up_to))
            if over.wait(EVERY):
                return

    thread = threading.Thread(target=keep, name="stand", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        with suppress(OSError):
            file.unlink(missing_ok=True)


def read_stand(folder: Path) -> Stand | None:
    """How far ``up`` is in a folder; None where it was never, has ended, or nobody can say."""
    try:
        held = json.loads((folder / FILE).read_text(encoding="utf-8"))
        waiting, up_to = held["waiting"], held["up_to"]
        return Stand(
            at=float(held["at"]),
            waiting=None if waiting is None else int(waiting),
            up_to=None if up_to is None else float(up_to),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _write(file: Path, stand: Stand) -> None:
    """Whole or not at all. That a disk is full is told by what writes the tables."""
    beside = file.with_name(f".{file.name}.unfinished")
    with suppress(OSError):
        beside.write_text(json.dumps(asdict(stand)), encoding="utf-8")
        beside.replace(file)
