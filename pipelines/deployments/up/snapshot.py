"""What stands of every report, on disk, with the offsets up to which it was read: a copy of the log that may be lost.

One SQLite file, so that a round is taken whole or not at all, and so that memory holds no reports. Records are
MessagePack of plain data. A file that is missing, broken, of another format or of another topic is begun anew.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, Self

import msgspec

from connectors.kafka.plan import ReadPlan
from connectors.kafka.topic_ids import TopicId
from pipelines.aggregation.days import Share, shares
from pipelines.aggregation.parts import days_touched
from pipelines.aggregation.versions import Standing
from schemas import CodedReport

FORMAT: Final = "3"
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS offsets (partition INTEGER PRIMARY KEY, next INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS reports (report_id TEXT PRIMARY KEY, standing BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS days (day TEXT, report_id TEXT, PRIMARY KEY (day, report_id)) WITHOUT ROWID;
"""


class Snapshot:
    """The standing records of a topic by report and by day. For one thread; close it in the end."""

    def __init__(self, path: Path, topic: str) -> None:
        self._path, self._topic = path, topic
        self.begun_anew = False
        try:
            self._db = self._opened()
        except (sqlite3.DatabaseError, msgspec.MsgspecError, UnicodeDecodeError):
            remove(path)
            self._db = self._opened()

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, isolation_level=None)
        try:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA synchronous = NORMAL")
            db.executescript(_TABLES)
            wanted = {"format": FORMAT, "topic": self._topic}
            found = dict(db.execute("SELECT name, value FROM about").fetchall())
            if found and wanted != {name: found.get(name) for name in wanted}:
                raise sqlite3.DatabaseError(f"{self._path} is of {found}, not {wanted}")
            db.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", wanted.items())
            for (standing,) in db.execute("SELECT standing FROM reports LIMIT 1"):
                _decoded(standing)
        except BaseException:
            db.close()
            raise
        return db

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def begin(self) -> None:
        """Begin a round: nothing of it stays unless it is kept before the snapshot is closed."""
        self._db.execute("BEGIN IMMEDIATE")

    def keep(self) -> None:
        """End a round; on return no kill takes it back."""
        self._db.execute("COMMIT")

    def beyond(self, plan: ReadPlan) -> ReadPlan:
        """What is left to read of a plan over the whole topic.

        A topic of another id or with more partitions (D18), or one that ends before, or begins behind, what was read of
        it, is another one or has lost records: all that is held is then dropped, ``begun_anew`` is true, and the whole
        plan is left.
        """
        read: dict[int, int] = dict(self._db.execute("SELECT partition, next FROM offsets").fetchall())
        there = {part.partition: part for part in plan.ranges}
        self.begun_anew = self._of_another(plan.of) or any(
            number not in there or not there[number].begin <= reached <= (there[number].end or 0)
            for number, reached in read.items()
        )
        about = {"topic_id": plan.topic_id, "partitions": str(len(plan.ranges))}
        self._db.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", about.items())
        if self.begun_anew:
            for table in ("offsets", "reports", "days"):
                self._db.execute(f"DELETE FROM {table}")  # noqa: S608  our names
            return plan
        return replace(
            plan, ranges=tuple(replace(part, begin=read.get(part.partition, part.begin)) for part in plan.ranges)
        )

    def _of_another(self, now: TopicId) -> bool:
        about = dict(self._db.execute("SELECT name, value FROM about").fetchall())
        if "topic_id" not in about:
            return False
        before = TopicId(id=about["topic_id"], partitions=int(about["partitions"]))
        return now.is_another(before) or now.partitions != before.partitions

    def reached(self, ends: Iterable[tuple[int, int]]) -> None:
        """Note that every partition is read up to its offset."""
        self._db.executemany("INSERT OR REPLACE INTO offsets VALUES (?, ?)", ends)

    def take(self, record: CodedReport) -> Standing | None:
        """Take in a record of the log; what stands of its report now, None where that is what stood before."""
        found = self._db.execute("SELECT standing FROM reports WHERE report_id = ?", [record.report_id]).fetchone()
        held = _decoded(found[0]) if found else None
        now = held.joined(record) if held else Standing(record)
        if now == held:
            return None
        before = days_touched(held) if held else set()
        after = days_touched(now)
        self._db.execute(
            "INSERT OR REPLACE INTO reports VALUES (?, ?)", [record.report_id, msgspec.msgpack.encode(now)]
        )
        self._db.executemany("DELETE FROM days WHERE day = ? AND report_id = ?", _keys(before - after, record))
        self._db.executemany("INSERT INTO days VALUES (?, ?)", _keys(after - before, record))
        return now

    def standing_on(self, day: date) -> Iterator[Standing]:
        """What stands of every report that has to do with a day."""
        rows = self._db.execute("SELECT standing FROM days JOIN reports USING (report_id) WHERE day = ?", [str(day)])
        for (standing,) in rows:
            yield _decoded(standing)

    def shares_of(self, day: date) -> Iterator[Share]:
        """What every report has to do with a day."""
        for standing in self.standing_on(day):
            yield from (share for of, share in shares(standing) if of == day)

    def days(self) -> set[date]:
        """Every day that a report tells of or was published on."""
        return {date.fromisoformat(day) for (day,) in self._db.execute("SELECT DISTINCT day FROM days")}


def records_in(path: Path) -> Iterator[CodedReport]:
    """The records that stand in the snapshot at ``path``, through a connection of their own."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        for (standing,) in db.execute("SELECT standing FROM reports"):
            yield _decoded(standing).report


def remove(path: Path) -> None:
    """Remove the snapshot at ``path``."""
    for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        file.unlink(missing_ok=True)


def _keys(days: Iterable[date], record: CodedReport) -> list[tuple[str, str]]:
    return [(str(day), record.report_id) for day in days]


def _decoded(standing: bytes) -> Standing:
    return msgspec.msgpack.decode(standing, type=Standing)
