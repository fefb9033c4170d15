"""An index of a folder's log, beside it: what stands of each report, by report and by day, and what shows copies.

One SQLite file, so that a part of the log is taken in whole or not at all, and so that memory holds no reports. It can
be lost at any time: it is made again from the log, which costs the time of reading it. Whether it is of this very log
is seen from the parts that it has taken in: each is known by its name, its size and the sixteen bytes at its end, which
an Avro container draws by chance.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from importlib.resources import files
from os import SEEK_END
from pathlib import Path
from typing import Final, Self

import msgspec
from backports import zstd

from connectors.avro_files import AvroLog, read_part
from pipelines.aggregation.days import Share, shares
from pipelines.aggregation.parts import bare
from pipelines.aggregation.versions import Standing
from pipelines.dedup.deliveries import Deliveries, KnownDeliveries, delivery_of
from pipelines.dedup.index import HORIZON, Seen
from pipelines.dedup.memory import CopyMemory
from schemas import CodedReport, versions

FORMAT: Final = "1"
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS parts (name TEXT PRIMARY KEY, mark BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS reports (report_id TEXT PRIMARY KEY, standing BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS shares (
  day TEXT, report_id TEXT, share BLOB NOT NULL, PRIMARY KEY (day, report_id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copies (at REAL NOT NULL, seen BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS copies_at ON copies (at);
CREATE TABLE IF NOT EXISTS deliveries (delivery INTEGER PRIMARY KEY, rank INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS waiting (report_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS written (state TEXT PRIMARY KEY);
"""
_NO_USE: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class _Packing:
    """Standings and shares as bytes: MessagePack, of which ``dictionary`` shows what mostly stands in it."""

    def __init__(self, dictionary: bytes) -> None:
        self._dictionary = zstd.ZstdDict(dictionary, is_raw=True)
        self._compressor = zstd.ZstdCompressor(zstd_dict=self._dictionary)

    def pack(self, value: Standing | Share) -> bytes:
        return self._compressor.compress(msgspec.msgpack.encode(value), mode=zstd.ZstdCompressor.FLUSH_FRAME)

    def standing(self, packed: bytes) -> Standing:
        return msgspec.msgpack.decode(zstd.decompress(packed, zstd_dict=self._dictionary), type=Standing)

    def share(self, packed: bytes) -> Share:
        return msgspec.msgpack.decode(zstd.decompress(packed, zstd_dict=self._dictionary), type=Share)


class _OtherFormatError(sqlite3.DatabaseError):
    """A file of another wirewatch."""


class LogIndex:
    """What stands in the log of a folder, and which reports the tables do not hold yet as they stand.

    For one thread; close it in the end.
    """

    def __init__(self, path: Path, log: AvroLog[CodedReport]) -> None:
        self._path, self._log = path, log
        try:
            self._db = self._opened()
        except sqlite3.DatabaseError as e:
            if not is_no_use(e):
                raise
            self.begin_anew()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def _opened(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, isolation_level=None)
        try:
            found = db.execute("SELECT name FROM sqlite_master WHERE name = 'about'").fetchall()
            if found and db.execute("SELECT value FROM about WHERE name = 'format'").fetchall() != [(FORMAT,)]:
                raise _OtherFormatError
            db.executescript(_TABLES)
            db.executemany(
                "INSERT OR IGNORE INTO about VALUES (?, ?)", [("format", FORMAT), ("dictionary", _dictionary())]
            )
            ((dictionary,),) = db.execute("SELECT value FROM about WHERE name = 'dictionary'").fetchall()
            self._packing = _Packing(dictionary)
        except BaseException:
            db.close()
            raise
        return db

    def begin_anew(self) -> None:
        """Forget everything; the whole log is taken in again."""
        if hasattr(self, "_db"):
            self._db.close()
        self._path.unlink(missing_ok=True)
        self._path.with_name(f"{self._path.name}-journal").unlink(missing_ok=True)
        self._db = self._opened()

    def catch_up(self) -> None:
        """Take in the parts of the log that are not in yet, each whole or not at all."""
        known = dict(self._db.execute("SELECT name, mark FROM parts").fetchall())
        parts = {part.name: part for part in self._log.parts()}
        if any(name not in parts or _mark(parts[name]) != mark for name, mark in known.items()):
            self.begin_anew()
            known = {}
        for name, part in parts.items():
            if name not in known:
                with self._transaction():
                    for record in read_part(part, CodedReport):
                        self._take(record)
                    self._db.execute("INSERT INTO parts VALUES (?, ?)", [name, _mark(part)])

    def _take(self, record: CodedReport) -> None:
        self._note_copy(record)
        found = self._db.execute("SELECT standing FROM reports WHERE report_id = ?", [record.report_id]).fetchone()
        held = self._packing.standing(found[0]) if found else None
        now = held.joined(record) if held else Standing(record)
        if now == held:
            return
        report_id = record.report_id
        if held is not None:
            self._db.executemany(
                "DELETE FROM shares WHERE day = ? AND report_id = ?",
                [(str(day), report_id) for day, _ in shares(held)],
            )
        self._db.execute("INSERT OR REPLACE INTO reports VALUES (?, ?)", [report_id, self._packing.pack(now)])
        self._db.executemany(
            "INSERT INTO shares VALUES (?, ?, ?)",
            [
                (str(day), report_id, self._packing.pack(share))
                for day, share in shares(Standing(bare(now.report), now.trace))
            ],
        )
        self._db.execute("INSERT OR IGNORE INTO waiting VALUES (?)", [report_id])

    def _note_copy(self, record: CodedReport) -> None:
        seen = Seen.of(record)
        self._db.execute("INSERT INTO copies VALUES (?, ?)", [seen.at.timestamp(), msgspec.msgpack.encode(seen)])
        self._db.execute(
            "INSERT INTO deliveries VALUES (?, ?) ON CONFLICT DO UPDATE SET rank = max(rank, excluded.rank)",
            [_signed(delivery_of(record)), record.coder.rank],
        )

    def waiting(self) -> int:
        """How many reports the tables do not hold yet as they stand."""
        return int(self._db.execute("SELECT count(*) FROM waiting").fetchone()[0])

    def reports(self) -> int:
        """How many reports there are."""
        return int(self._db.execute("SELECT count(*) FROM reports").fetchone()[0])

    def news(self) -> Iterator[Standing]:
        """What stands of each report that waits."""
        for (standing,) in self._db.execute("SELECT standing FROM waiting JOIN reports USING (report_id)"):
            yield self._packing.standing(standing)

    def days(self) -> set[date]:
        """Every day that a report has to do with."""
        return {date.fromisoformat(day) for (day,) in self._db.execute("SELECT DISTINCT day FROM shares")}

    def bare_shares_of(self, day: date) -> Iterator[Share]:
        """What every report has to do with a day, without texts."""
        for (share,) in self._db.execute("SELECT share FROM shares WHERE day = ?", [str(day)]):
            yield self._packing.share(share)

    def shares_of(self, day: date) -> Iterator[Share]:
        """What every report has to do with a day."""
        rows = self._db.execute("SELECT report_id, share FROM shares WHERE day = ?", [str(day)])
        for report_id, packed in rows:
            share = self._packing.share(packed)
            if share.report is not None and share.report.published_day == day:
                (whole,) = self._db.execute("SELECT standing FROM reports WHERE report_id = ?", [report_id]).fetchone()
                yield next(own for of, own in shares(self._packing.standing(whole)) if of == day)
            else:
                yield share

    def written(self, state: str, min_confidence: float) -> bool:
        """Whether a sink of this state holds all but what waits, counted from ``min_confidence`` on."""
        found = self._db.execute("SELECT 1 FROM written WHERE state = ?", [_counted(state, min_confidence)])
        return found.fetchone() is not None

    def settle(self, states: Iterable[str], min_confidence: float) -> None:
        """Nothing waits any more: the sinks of these states, and no others, hold everything."""
        with self._transaction():
            self._db.execute("DELETE FROM waiting")
            self._db.execute("DELETE FROM written")
            counted = [(_counted(state, min_confidence),) for state in states]
            self._db.executemany("INSERT OR IGNORE INTO written VALUES (?)", counted)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


class _KnownInIndex(KnownDeliveries):
    """Deliveries that the index knows, and those of this run."""

    def __init__(self, db: sqlite3.Connection) -> None:
        super().__init__()
        self._db = db

    def rank(self, key: int) -> int | None:
        """The rank that a delivery was coded with."""
        rank = super().rank(key)
        if rank is None:
            found = self._db.execute("SELECT rank FROM deliveries WHERE delivery = ?", [_signed(key)]).fetchone()
            return int(found[0]) if found else None
        return rank


def recall_from(path: Path, _: object = None) -> CopyMemory:
    """The memory of copies of the records that the index at ``path`` has taken in: of stories only the last days'.

    Older ones it would forget at once; a delivery is looked up when it comes again.
    """
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    memory = CopyMemory()
    (newest,) = db.execute("SELECT max(at) FROM copies").fetchone()
    since = (newest or 0.0) - (HORIZON + timedelta(days=2)).total_seconds()
    for (seen,) in db.execute("SELECT seen FROM copies WHERE at >= ? ORDER BY rowid", [since]):
        memory.stories.recall(msgspec.msgpack.decode(seen, type=Seen))
    memory.deliveries = Deliveries(_KnownInIndex(db))
    return memory


def _dictionary() -> bytes:
    """A report that tells something, as it is packed; kept with what was packed by it."""
    newest = files("schemas") / "coded_report" / f"v{versions('coded_report')[-1]}.sample.json"
    return msgspec.msgpack.encode(Standing(msgspec.json.decode(newest.read_bytes(), type=CodedReport)))


def _mark(part: Path) -> bytes:
    with part.open("rb") as stream:
        size = stream.seek(0, SEEK_END)
        stream.seek(max(0, size - 16))
        return size.to_bytes(8, "big") + stream.read()


def _signed(key: int) -> int:
    return key - (1 << 64) if key >= 1 << 63 else key


def _counted(state: str, min_confidence: float) -> str:
    return f"{min_confidence!r} {state}"


def is_no_use(error: sqlite3.DatabaseError) -> bool:
    """Whether the file is damaged or of another format, so that it is made again; else the disk or a lock failed."""
    return isinstance(error, _OtherFormatError) or error.sqlite_errorcode in _NO_USE
