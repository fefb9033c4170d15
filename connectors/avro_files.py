"""Avro container files as a log (records appended, never changed) and as a sink (events, a file for each day)."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from connectors.tables import DayTables
from schemas import Alert, CodedReport, Event, Rejected, read_container, write_container

R = TypeVar("R", Alert, CodedReport, Rejected)
W = TypeVar("W", Alert, CodedReport, Rejected, Event)


class AvroLog(Generic[R]):
    """A folder of numbered Avro container files: the log of a deployment without a broker."""

    def __init__(self, folder: Path, cls: type[R]) -> None:
        self._folder = folder
        self._cls: type[R] = cls

    def parts(self) -> list[Path]:
        """The files of the log in the order in which they were appended."""
        return sorted(self._folder.glob("*.avro"))

    def append(self, records: Iterable[R]) -> None:
        """Add ``records`` as one file that is whole or not there at all."""
        last = max((int(part.stem) for part in self.parts()), default=0)
        _write_whole(self._folder / f"{last + 1:06d}.avro", self._cls, records)

    def read(self) -> Iterator[R]:
        """Every record of the log in order."""
        for part in self.parts():
            yield from read_part(part, self._cls)


def read_part(part: Path, cls: type[R]) -> Iterator[R]:
    """The records of one file of a log."""
    with part.open("rb") as stream:
        yield from read_container(stream, cls)


class RejectedFiles:
    """A RejectedSink: a log of dead letters with their original bytes."""

    def __init__(self, log: AvroLog[Rejected]) -> None:
        self._log = log

    def write_rejected(self, rejected: Sequence[Rejected]) -> None:
        """Append the dead letters that the log does not hold yet."""
        held = {letter.rejected_id for letter in self._log.read()}
        new = {letter.rejected_id: letter for letter in rejected if letter.rejected_id not in held}
        if new:
            self._log.append(new.values())


class EventFiles:
    """A DaySink for the events: ``events/YYYY-MM-DD.avro``; a day without events has no file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def held_days(self) -> set[date]:
        """The days that have a file."""
        return {date.fromisoformat(path.stem) for path in self._folder.glob("*.avro")}

    def replace_days(self, days: Sequence[DayTables]) -> None:
        """Write each day's file anew, whole or not at all; equal events leave the file alone."""
        for tables in days:
            path = self._folder / f"{tables.day.isoformat()}.avro"
            if not tables.events:
                path.unlink(missing_ok=True)
            elif not path.exists() or list(_read_events(path)) != list(tables.events):
                _write_whole(path, Event, tables.events)


def _read_events(path: Path) -> Iterator[Event]:
    with path.open("rb") as stream:
        yield from read_container(stream, Event)


def _write_whole(path: Path, cls: type[W], records: Iterable[W]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    with unfinished.open("wb") as stream:
        write_container(stream, cls, records)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)
