"""What was seen, remembered on disk: how each feed stands, and its items by their keys.

It is no more than a memory: without it everything in the feeds is read again, and reports that come again are known.
"""

import fcntl
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final, Self

from connectors.feeds.errors import MemoryDamagedError, MemoryHeldError

_VERSION: Final = 2
_FORGOTTEN: Final = 90 * 86_400.0
"""Seconds after which an item that its feed no longer holds is forgotten."""
_SEEN_AGAIN: Final = 86_400.0
_TABLES: Final = """
CREATE TABLE IF NOT EXISTS feeds (
    url TEXT PRIMARY KEY, source TEXT NOT NULL, title TEXT, etag TEXT, modified TEXT, moved_to TEXT,
    first_read REAL, tried_at REAL, read_at REAL, next_at REAL NOT NULL, left_alone_until REAL NOT NULL,
    failures INTEGER NOT NULL, error TEXT, note TEXT, items INTEGER NOT NULL, reports INTEGER NOT NULL,
    news INTEGER NOT NULL, last_news REAL, longest_silence REAL NOT NULL, last_error TEXT, last_error_at REAL
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS items (
    url TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, updated TEXT NOT NULL, said TEXT NOT NULL,
    tries INTEGER NOT NULL, seen_at REAL NOT NULL, PRIMARY KEY (url, key)
) STRICT, WITHOUT ROWID;
"""


@dataclass(slots=True, kw_only=True)
class FeedState:
    """How a feed stands; times are seconds since 1970.

    ``url``: the address in the list. ``error``: why the last visit failed, if it did; ``last_error`` stays. ``items``:
    how many the feed held last; ``reports``: how many came of it in all; ``news``: how many readings brought any.
    ``longest_silence``: for how many seconds there was none at most, while the feed was read.
    """

    url: str
    source: str
    title: str | None = None
    etag: str | None = None
    modified: str | None = None
    moved_to: str | None = None
    first_read: float | None = None
    tried_at: float | None = None
    read_at: float | None = None
    next_at: float = 0.0
    left_alone_until: float = 0.0
    failures: int = 0
    error: str | None = None
    note: str | None = None
    items: int = 0
    reports: int = 0
    news: int = 0
    last_news: float | None = None
    longest_silence: float = 0.0
    last_error: str | None = None
    last_error_at: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An item that was seen: hashes of what the feed said of it and of what the report said, its time of change.

    ``said`` is empty and ``tries`` counts while its page could not be had.
    """

    content: str
    updated: str = ""
    said: str = ""
    tries: int = 0


class Memory:
    """The memory in one file; one process follows by it at a time, others may read it. For one thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._explained():
            self._db = sqlite3.connect(path, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            if version > _VERSION:
                raise MemoryDamagedError(f"{path}: written by a newer wirewatch: use that one")
            self._db.executescript(_TABLES)
            if version == 1:
                for column in ("last_error TEXT", "last_error_at REAL"):
                    self._db.execute(f"ALTER TABLE feeds ADD COLUMN {column}")
            self._db.execute(f"PRAGMA user_version = {_VERSION}")

    @classmethod
    @contextmanager
    def held(cls, path: Path) -> Iterator[Self]:
        """The memory, made where there is none, with others who follow kept out; raises MemoryHeldError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.with_name(f".{path.name}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise MemoryHeldError(f"{path}: another wirewatch follows by it") from error
            memory = cls(path)
            try:
                yield memory
            finally:
                memory.close()

    def states(self) -> dict[str, FeedState]:
        """How every feed stands, by address."""
        with self._explained():
            return _states(self._db)

    def state(self, url: str, source: str) -> FeedState:
        """How a feed stands; one that is listed under the address that it moved to is the same feed."""
        with self._explained():
            known = _states(self._db, "WHERE url = ? OR moved_to = ?", url, url)
        if url in known:
            return known[url]
        if not known:
            return FeedState(url=url, source=source)
        moved = next(iter(known.values()))
        with self._explained(), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("UPDATE feeds SET url = ?, moved_to = NULL WHERE url = ?", (url, moved.url))
            self._db.execute("UPDATE OR REPLACE items SET url = ? WHERE url = ?", (url, moved.url))
        moved.url, moved.moved_to = url, None
        return moved

    def seen(self, url: str) -> dict[str, Seen]:
        """What was seen in a feed, by the items' keys."""
        with self._explained():
            rows = self._db.execute("SELECT key, content, updated, said, tries FROM items WHERE url = ?", (url,))
            return {key: Seen(content=c, updated=u, said=s, tries=t) for key, c, u, s, t in rows.fetchall()}

    def remember(self, state: FeedState, changed: Mapping[str, Seen], there: list[str], now: float) -> None:
        """Take note of how a feed stands, of items that changed, and of all that are there, at once or not at all."""
        values = asdict(state)
        with self._explained(), self._db:
            self._db.execute("BEGIN IMMEDIATE")
            marks = ", ".join(f":{name}" for name in values)
            self._db.execute(f"REPLACE INTO feeds ({', '.join(values)}) VALUES ({marks})", values)  # noqa: S608
            self._db.executemany(
                "REPLACE INTO items (url, key, content, updated, said, tries, seen_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(state.url, key, s.content, s.updated, s.said, s.tries, now) for key, s in changed.items()],
            )
            self._db.executemany(
                "UPDATE items SET seen_at = ? WHERE url = ? AND key = ? AND seen_at < ?",
                [(now, state.url, key, now - _SEEN_AGAIN) for key in there],
            )
            if there:
                self._db.execute("DELETE FROM items WHERE url = ? AND seen_at < ?", (state.url, now - _FORGOTTEN))

    def close(self) -> None:
        """Let the file go."""
        self._db.close()

    def _explained(self) -> AbstractContextManager[None]:
        return _explained(self._path)


def read_states(path: Path) -> dict[str, FeedState]:
    """How every feed stands by a memory that another process may hold; nothing where there is none."""
    if not path.exists():
        return {}
    with _explained(path), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        return _states(db)


def _states(db: sqlite3.Connection, which: str = "", *values: str) -> dict[str, FeedState]:
    found = db.execute(f"SELECT * FROM feeds {which} ORDER BY url", values)  # noqa: S608
    columns = [column for column, *_ in found.description]
    rows = (dict(zip(columns, row, strict=True)) for row in found.fetchall())
    return {row["url"]: FeedState(**row) for row in rows}


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        raise MemoryDamagedError(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise MemoryDamagedError(
            f"{path}: not a memory of feeds ({error}): move it away, and what is in the feeds is read again"
        ) from error
