"""An index of a folder's log, beside it: what stands of each report, by report and by day, and what shows copies.

One SQLite file, so that a part of the log is taken in whole or not at all, and so that memory holds no reports. It can
be lost at any time: it is made again from the log, which costs the time of reading it. Whether it is of this very log
is seen from the parts that it has taken in: each is known by its name, its size and the sixteen bytes at its end, which
an Avro container draws by chance.
"""

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from importlib.resources import files
from os import SEEK_END
from pathlib import Path
from typing import Final, Self, TypeVar

import msgspec

from connectors.avro_files import AvroLog, read_part
from pipelines.aggregation.days import Share, shares
from pipelines.aggregation.parts import bare
from pipelines.aggregation.versions import Standing
from pipelines.dedup.deliveries import Deliveries, KnownDeliveries, delivery_of
from pipelines.dedup.index import HORIZON, Arrival, Seen
from pipelines.dedup.memory import CopyMemory
from schemas import CodedReport, versions

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
_DAMAGED: Final = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_CHECKED: Final = zlib.MAX_WBITS
"""With a checksum; of the same below zero without."""
P = TypeVar("P", Standing, Share)


class LogIndexError(Exception):
    """An index that cannot be read or written: the disk or a lock failed, nothing is lost; the message says why."""


class UnusableIndexError(Exception):
    """An index that is damaged, or of another wirewatch: it is made again from the log."""


# What msgspec 0.22 raises of bytes that are no MessagePack; of a string that is no UTF-8 it is none of its own errors.
_UNREADABLE = (msgspec.MsgspecError, UnicodeDecodeError)


@contextmanager
def errors_of(path: Path) -> Iterator[None]:
    """Tell of what SQLite raises: UnusableIndexError or LogIndexError."""
    try:
        yield
    except sqlite3.Error as e:
        if getattr(e, "sqlite_errorcode", 0) & 0xFF in _DAMAGED:
            raise UnusableIndexError(f"{path}: damaged ({e})") from e
        raise LogIndexError(
            f"{path}: {e}; the log beside it is whole: make room, or see who holds or owns the file, and run again"
        ) from e


class _Packing:
    """Standings and shares as bytes: MessagePack, of which ``dictionary`` shows what mostly stands in it.

    zlib and not zstd: of so little it makes as little, and opens it in a quarter of the time.
    """

    def __init__(self, dictionary: bytes) -> None:
        self._dictionary = dictionary
        self._standings, self._shares = msgspec.msgpack.Decoder(Standing), msgspec.msgpack.Decoder(Share)

    def pack(self, value: Standing | Share) -> bytes:
        packer = zlib.compressobj(wbits=_CHECKED, zdict=self._dictionary)
        return packer.compress(msgspec.msgpack.encode(value)) + packer.flush()

    def standing(self, packed: bytes) -> Standing:
        return self._unpacked(self._standings, packed)

    def share(self, packed: bytes) -> Share:
        return self._unpacked(self._shares, packed)

    def _unpacked(self, decoder: msgspec.msgpack.Decoder[P], packed: bytes) -> P:
        opened = zlib.decompressobj(wbits=_CHECKED, zdict=self._dictionary)
        try:
            value = decoder.decode(opened.decompress(packed))
        except (zlib.error, *_UNREADABLE) as e:
            raise UnusableIndexError(f"damaged ({e})") from e
        if not opened.eof:
            raise UnusableIndexError("damaged (not whole)")
        return value


class LogIndex:
    """What stands in the log of a folder, and which reports the tables do not hold yet as they stand.

    For one thread; close it in the end.
    """

    def __init__(self, path: Path, log: AvroLog[CodedReport]) -> None:
        self._path, self._log = path, log
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._db = self._opened()
        except UnusableIndexError:
            self.begin_anew()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()

    def _opened(self) -> sqlite3.Connection:
        with errors_of(self._path):
            return self._connected()

    def _connected(self) -> sqlite3.Connection:
        db = sqlite3.connect(self._path, isolation_level=None)
        try:
            found = db.execute("SELECT name FROM sqlite_master WHERE name = 'about'").fetchall()
            if found and db.execute("SELECT value FROM about WHERE name = 'format'").fetchall() != [(_format(),)]:
                raise UnusableIndexError(f"{self._path}: of another wirewatch")
            db.executescript(_TABLES)
            db.executemany(
                "INSERT OR IGNORE INTO about VALUES (?, ?)", [("format", _format()), ("dictionary", _dictionary())]
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
        try:
            with errors_of(self._path):
                self._take_parts()
        except UnusableIndexError:
            self.begin_anew()
            with errors_of(self._path):
                self._take_parts()

    def _take_parts(self) -> None:
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
                yield next(own for of, own in shares(self._standing_of(report_id)) if of == day)
            else:
                yield share

    def _standing_of(self, report_id: str) -> Standing:
        found = self._db.execute("SELECT standing FROM reports WHERE report_id = ?", [report_id]).fetchone()
        if found is None:
            raise UnusableIndexError(f"{self._path}: damaged (no report {report_id})")
        return self._packing.standing(found[0])

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
    """Deliveries that the index knows, and those of this run; where it cannot be read, the log tells."""

    def __init__(self, db: sqlite3.Connection, coded_before: Callable[[], Iterable[CodedReport]]) -> None:
        super().__init__()
        self._db, self._coded_before = db, coded_before
        self._readable = True

    def rank(self, key: int) -> int | None:
        """The rank that a delivery was coded with."""
        rank = super().rank(key)
        if rank is None and self._readable:
            try:
                found = self._db.execute("SELECT rank FROM deliveries WHERE delivery = ?", [_signed(key)]).fetchone()
            except sqlite3.Error:
                self._readable = False
                self._recall_all()
                return super().rank(key)
            return int(found[0]) if found else None
        return rank

    def _recall_all(self) -> None:
        for record in self._coded_before():
            self.add({delivery_of(record): record.coder.rank})


class _IndexedMemory(CopyMemory):
    """A memory of copies beside which the index knows what each report was given when it arrived."""

    def __init__(self, db: sqlite3.Connection, coded_before: Callable[[], Iterable[CodedReport]]) -> None:
        super().__init__()
        self.deliveries = Deliveries(_KnownInIndex(db, coded_before))
        self._db = db
        self._packing = _Packing(db.execute("SELECT value FROM about WHERE name = 'dictionary'").fetchone()[0])

    def given_before(self, report_id: str, content_hash: str, /) -> Arrival | None:
        """That of the report as it stands, if this is its text; None where the index cannot be read."""
        try:
            found = self._db.execute("SELECT standing FROM reports WHERE report_id = ?", [report_id]).fetchone()
            stands = self._packing.standing(found[0]).report if found else None
        except (sqlite3.Error, UnusableIndexError):
            return None
        if stands is None or stands.content_hash != content_hash:
            return None
        return Arrival(duplicate_of=stands.duplicate_of, story_id=stands.story_id)


def recall_from(path: Path, coded_before: Callable[[], Iterable[CodedReport]]) -> CopyMemory:
    """The memory of copies of the records that the index at ``path`` has taken in: of stories only the last days'.

    Older ones it would forget at once; a delivery is looked up when it comes again. Where the index cannot be read,
    that of all that was ``coded_before``.
    """
    try:
        return _recalled(path, coded_before)
    except (sqlite3.Error, *_UNREADABLE):
        return CopyMemory.filled(coded_before)


def _recalled(path: Path, coded_before: Callable[[], Iterable[CodedReport]]) -> CopyMemory:
    db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)
    memory = _IndexedMemory(db, coded_before)
    (newest,) = db.execute("SELECT max(at) FROM copies").fetchone()
    since = (newest or 0.0) - (HORIZON + timedelta(days=2)).total_seconds()
    for (seen,) in db.execute("SELECT seen FROM copies WHERE at >= ? ORDER BY rowid", [since]):
        memory.stories.recall(msgspec.msgpack.decode(seen, type=Seen))
    return memory


@cache
def _format() -> str:
    """What tells that standings and shares are laid out as this wirewatch reads them, and tables as it writes them."""
    layout = ["zlib", _TABLES, *msgspec.json.schema_components([Standing, Share, Seen])]
    return sha256(msgspec.json.encode(layout, order="deterministic")).hexdigest()


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
