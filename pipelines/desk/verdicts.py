"""What readers have said of events, for the pages: the file of verdicts, and what they say of each type."""

import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from connectors.duckdb import STORE_FILE, StoreError
from pipelines.asking.judging import Measured, measured
from pipelines.asking.store import Store
from pipelines.asking.verdicts import Held, Verdict, add_verdict, read_verdicts

_Stamp = tuple[int, int]
_SECONDS: Final = 60
"""For so long what a database holds of judged events is taken to be the same: it does not say when it changed."""


@dataclass(slots=True)
class Verdicts:
    """A file of verdicts, read again when it has changed; without a file nothing can be judged."""

    file: Path | None
    store: Store
    _stamp: _Stamp | None = None
    _held: Held = field(default_factory=lambda: Held([], []))
    _measured: Measured = field(default_factory=lambda: Measured(None, 0))
    _measured_of: tuple[_Stamp | None, _Stamp | int | None] | None = None

    def held(self) -> list[Verdict]:
        """The verdicts that stand."""
        self._read()
        return self._held.verdicts

    def measured(self) -> Measured:
        """What they say of what is told now; what they said last where the tables cannot be read."""
        self._read()
        of = (self._stamp, self._state())
        if of != self._measured_of:
            try:
                self._measured = self._measure()
            except StoreError:
                return self._measured
            self._measured_of = of
        return self._measured

    def measured_last(self) -> Measured:
        """The same as it was last found, without asking the tables."""
        return self._measured

    def unread(self) -> list[str]:
        """What of the file could not be read, and why."""
        self._read()
        return self._held.unread

    def add(self, verdict: Verdict) -> None:
        """Keep one more; raises OSError."""
        if self.file is None:
            raise FileNotFoundError("there is no file for verdicts")
        add_verdict(self.file, verdict)

    def _read(self) -> None:
        stamp = _stamp(self.file)
        if stamp == self._stamp:
            return
        try:
            self._held = read_verdicts(self.file) if self.file else Held([], [])
        except OSError as error:
            self._held = Held([], [f"{self.file}: {error.strerror}"])
        self._stamp = stamp

    def _measure(self) -> Measured:
        if not self._held.verdicts:
            return Measured(None, 0)
        with self.store.asked() as asked:
            return measured(asked, self._held.verdicts)

    def _state(self) -> _Stamp | int | None:
        """What changes with the tables."""
        folder = self.store.folder
        return int(time.monotonic() // _SECONDS) if folder is None else _stamp(folder / STORE_FILE)


def _stamp(file: Path | None) -> _Stamp | None:
    """What changes with the file: its size and when it was written."""
    try:
        status = file.stat() if file else None
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if status else None
