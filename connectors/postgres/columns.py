"""The columns of each table and what of a record stands in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any, Final

import msgspec
from psycopg.types.json import Jsonb

from connectors.tables import Mention, RowKey
from schemas import Alert, CodedReport, DailyRow, Event, Rejected

Column = Callable[[Any], object]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: how a record gives each column, and the columns of its primary key.

    ``day`` is the column of the day that a row belongs to; ``ignored`` the one that makes no difference between rows.
    """

    name: str
    columns: Mapping[str, Column]
    key: tuple[str, ...]
    day: str = ""
    ignored: str = ""

    def row(self, record: object) -> tuple[object, ...]:
        """The record's values, in the order of the columns."""
        return tuple(column(record) for column in self.columns.values())


def _own(cls: type[Any], *without: str) -> dict[str, Column]:
    """The fields that are columns as they are."""
    return {f.name: attrgetter(f.name) for f in fields(cls) if f.name not in without}


def _list(name: str) -> Column:
    return lambda record: list(getattr(record, name))


def _objects(name: str) -> Column:
    return lambda record: Jsonb(msgspec.to_builtins(getattr(record, name)))


def _of_place(name: str) -> Column:
    return lambda event: getattr(event.place, name, None)


_CODER: Final[dict[str, Column]] = {
    "coder": attrgetter("coder.name"),
    "coder_version": attrgetter("coder.version"),
    "coder_rank": attrgetter("coder.rank"),
}

REPORTS: Final = Table(
    "reports",
    _own(CodedReport, "tellings", "fingerprint", "sentence_hashes", "coder", "sentences")
    | _CODER
    | {"sentences": _objects("sentences")},
    key=("report_id",),
    day="published_day",
)
EVENTS: Final = Table(
    "events",
    _own(Event, "contexts", "sources", "targets", "place", "counts", "coder")
    | _CODER
    | {"contexts": _list("contexts"), "sources": _objects("sources"), "targets": _objects("targets")}
    | {f"place_{name}": _of_place(name) for name in ("name", "country", "admin1", "precision")}
    | {name: _of_place(name) for name in ("lat", "lon", "geonames_id")}
    | {name: attrgetter(f"counts.{name}") for name in ("killed", "injured", "arrested", "protesters", "troops")},
    key=("event_id",),
    day="event_date",
)
MENTIONS: Final = Table("mentions", _own(Mention), key=("event_id", "report_id"), day="event_date")
DAILY: Final = Table(
    "daily",
    _own(DailyRow, "evidence") | {"evidence": _list("evidence")},
    key=RowKey._fields,
    day="day",
    ignored="updated_at",
)
VANISHED: Final = Table(
    "vanished",
    {name: attrgetter(f"key.{name}") for name in RowKey._fields} | {"revision": attrgetter("revision")},
    key=RowKey._fields,
    day="day",
)
ALERTS: Final = Table(
    "alerts",
    _own(Alert, "evidence", "evidence_events")
    | {"evidence": _list("evidence"), "evidence_events": _objects("evidence_events")},
    key=("alert_id",),
    ignored="updated_at",
)
REJECTED: Final = Table(
    "rejected",
    {"rejected_id": attrgetter("rejected_id")} | _own(Rejected, "key", "headers"),
    key=("rejected_id",),
)
