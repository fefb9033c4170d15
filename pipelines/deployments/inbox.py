"""The folder ``inbox`` of a deployment in a folder: reports wait there as JSON lines until they are coded.

Whatever else is put there, in any form that ``wirewatch run`` reads, is coded with them.
"""

import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

from connectors.files import InputError, expand

_CODED: Final = ".coded"
_UNFINISHED: Final = ".unfinished.jsonl"


class Inbox:
    """Takes reports in and tells what is not coded yet; for one process at a time.

    Reports are on the disk when ``take`` returns, in a hidden file that becomes a visible one with ``close``, or with
    the next start if this process does not come to that.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._open: IO[bytes] | None = None
        left = folder / _UNFINISHED
        if left.exists():
            _cut_broken_line(left)
            self._show(left)

    def take(self, reports: Sequence[Mapping[str, Any]]) -> None:
        """Write reports down."""
        if self._open is None:
            self._open = (self._folder / _UNFINISHED).open("ab")
        self._open.write(b"".join(map(_line, reports)))
        self._open.flush()
        os.fsync(self._open.fileno())

    def close(self) -> None:
        """Let what was taken be coded."""
        if self._open is not None:
            self._open.close()
            self._open = None
            self._show(self._folder / _UNFINISHED)

    def waiting(self) -> list[str]:
        """The files that are not coded yet, oldest first."""
        coded = self._coded()
        with suppress(InputError):  # a folder with nothing in it
            return [path for path in expand([str(self._folder)]) if os.path.relpath(path, self._folder) not in coded]
        return []

    def mark_coded(self, paths: Sequence[str]) -> None:
        """Take note that files are coded."""
        with (self._folder / _CODED).open("a", encoding="utf-8") as marks:
            marks.writelines(f"{os.path.relpath(path, self._folder)}\n" for path in paths)
            marks.flush()
            os.fsync(marks.fileno())

    def _coded(self) -> set[str]:
        try:
            return set((self._folder / _CODED).read_text(encoding="utf-8").splitlines())
        except FileNotFoundError:
            return set()

    def _show(self, written: Path) -> None:
        if written.stat().st_size == 0:
            written.unlink()
            return
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}.jsonl"
        written.rename(self._folder / name)
        folder = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _line(report: Mapping[str, Any]) -> bytes:
    try:
        return json.dumps(report, ensure_ascii=False).encode() + b"\n"
    except UnicodeEncodeError:  # half a pair of surrogates, which only an escape can write
        return json.dumps(report).encode() + b"\n"


def _cut_broken_line(path: Path) -> None:
    """Cut off a line that was not written to its end: its report is not remembered, so it comes again."""
    with path.open("rb+") as file:
        whole = file.read().rfind(b"\n") + 1
        file.truncate(whole)
