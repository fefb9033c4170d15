"""Avro container files as a log (records appended, never changed) and as a sink (events, a file for each day)."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final, Generic, TypeVar

from connectors.states import state_of_files
from connectors.tables import Changes, DayTables
from schemas import Alert, CodedReport, Event, Rejected, column_to_extend, read_container, read_header, write_container

R = TypeVar("R", Alert, CodedReport, Rejected)
_IDS: Final = "wirewatch.rejected_ids"
W = TypeVar("W", Alert, CodedReport, Rejected, Event)


class AvroLog(Generic[R]):
    """A folder of numbered Avro container files: the log of a deployment without a broker."""

    def __init__(self, folder: Path, cls: type[R]) -> None:
        self._folder = folder
        self._cls: type[R] = cls

    def parts(self) -> list[Path]:
        """The files of the log in the order in which they were appended."""
        return sorted(self._folder.glob("*.avro"))

    def append(self, records: Iterable[R], header: Mapping[str, str] | None = None) -> None:
        """Add ``records`` as one file that is whole or not there at all, with more in its ``header`` if there is."""
        last = max((int(part.stem) for part in self.parts()), default=0)
        _write_whole(self._folder / f"{last + 1:06d}.avro", self._cls, records, header=header)

    def read(self) -> Iterator[R]:
        """Every record of the log in order."""
        for part in self.parts():
            yield from read_part(part, self._cls)


def read_part(part: Path, cls: type[R]) -> Iterator[R]:
    """The records of one file of a log."""
    with part.open("rb") as stream:
        yield from read_container(stream, cls)


class RejectedFiles:
    """A RejectedSink: a log of dead letters with their original bytes. The header of a part holds their ids."""

    def __init__(self, log: AvroLog[Rejected]) -> None:
        self._log = log

    def write_rejected(self, rejected: Sequence[Rejected]) -> None:
        """Append the dead letters that the log does not hold yet."""
        held = {held for part in self._log.parts() for held in _ids_in(part)}
        new = {letter.rejected_id: letter for letter in rejected if letter.rejected_id not in held}
        if new:
            self._log.append(new.values(), header={_IDS: " ".join(new)})


def _ids_in(part: Path) -> Iterable[str]:
    with part.open("rb") as stream:
        ids = read_header(stream).get(_IDS)
    return ids.split() if ids is not None else (letter.rejected_id for letter in read_part(part, Rejected))


class EventFiles:
    """A DaySink for the events: ``events/YYYY-MM-DD.avro``; a day without events has no file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def held_days(self) -> set[date]:
        """The days that have a file."""
        return {date.fromisoformat(path.stem) for path in self._folder.glob("*.avro")}

    def state(self) -> str:
        """Other after any of the files was written or moved."""
        return state_of_files(self._folder.glob("*.avro"))

    def replace_days(self, days: Sequence[DayTables]) -> None:
        """Write each day's file anew, whole or not at all; equal events, in whatever order, leave the file alone."""
        for tables in days:
            events = {event.event_id: event for event in tables.events}
            self._replace(tables.day, events, _held(self._path(tables.day)))

    def change_day(self, day: date, changes: Changes) -> None:
        """Upsert the events of a day that ``changes`` hold and delete those that vanished, whole or not at all.

        Where nothing that the file holds changes, what is new is added behind it.
        """
        path = self._path(day)
        told = {event.event_id: event for event in changes.events}
        known = _to_extend(path)
        if known is not None and known.isdisjoint(told) and known.isdisjoint(changes.vanished_events):
            if told:
                _write_whole(path, Event, told.values(), behind=path if known else None)
            return
        held = _held(path)
        gone = set(changes.vanished_events)
        self._replace(day, {key: event for key, event in (held | told).items() if key not in gone}, held)

    def _replace(self, day: date, events: Mapping[str, Event], held: Mapping[str, Event]) -> None:
        path = self._path(day)
        if not events:
            path.unlink(missing_ok=True)
        elif held != events:
            _write_whole(path, Event, events.values())

    def _path(self, day: date) -> Path:
        return self._folder / f"{day.isoformat()}.avro"


def _to_extend(path: Path) -> set[str] | None:
    """The ids of the events in a file that more can be added to, or None."""
    if not path.exists():
        return set()
    with path.open("rb") as stream:
        known = column_to_extend(stream, Event, "event_id")
    return None if known is None else set(known)


def _held(path: Path) -> dict[str, Event]:
    """The events of a file, if there is one, by id."""
    if not path.exists():
        return {}
    with path.open("rb") as stream:
        return {event.event_id: event for event in read_container(stream, Event)}


def _write_whole(
    path: Path,
    cls: type[W],
    records: Iterable[W],
    *,
    behind: Path | None = None,
    header: Mapping[str, str] | None = None,
) -> None:
    """Write ``records``, behind a copy of the file ``behind`` where there is one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.unfinished")
    if behind:
        shutil.copyfile(behind, unfinished)
    with unfinished.open("a+b" if behind else "wb") as stream:
        write_container(stream, cls, records, header=header)
        stream.flush()
        os.fsync(stream.fileno())
    unfinished.replace(path)
