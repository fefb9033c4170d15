"""What readers have said of events, for the pages: the file of verdicts, and what they say of each type."""

from dataclasses import dataclass, field
from pathlib import Path

from pipelines.asking.precision import Precision, precision
from pipelines.asking.verdicts import Held, Verdict, add_verdict, read_verdicts

_Stamp = tuple[int, int]


@dataclass(slots=True)
class Verdicts:
    """A file of verdicts, read again when it has changed; without a file nothing can be judged."""

    file: Path | None
    _stamp: _Stamp | None = None
    _held: Held = field(default_factory=lambda: Held([], []))
    _precision: Precision | None = None

    def held(self) -> list[Verdict]:
        """The verdicts that stand."""
        self._read()
        return self._held.verdicts

    def precision(self) -> Precision | None:
        """What they say; None where nothing was judged."""
        self._read()
        return self._precision

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
        self._precision = precision(self._held.verdicts)
        self._stamp = stamp


def _stamp(file: Path | None) -> _Stamp | None:
    """What changes with the file: its size and when it was written."""
    try:
        status = file.stat() if file else None
    except OSError:
        return None
    return (status.st_size, status.st_mtime_ns) if status else None
