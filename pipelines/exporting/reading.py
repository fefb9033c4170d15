"""Events and daily rows out of the embedded store, in one order, some days at a time.

The store is closed between two portions: a reader that holds it would keep a writer waiting (decision D13), and
whoever reads our output may take its time.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final, Literal

from connectors.duckdb import connect

What = Literal["events", "rows"]
Record = dict[str, Any]

_PORTION: Final = 5_000
_DAYS: Final = {
    "events": "SELECT event_date, count(*) FROM events WHERE event_date BETWEEN ? AND ? GROUP BY ALL ORDER BY ALL",
    "rows": "SELECT day, count(*) FROM daily WHERE day BETWEEN ? AND ? GROUP BY ALL ORDER BY ALL",
}
_EVENTS: Final = """
  WITH told AS (
    SELECT event_id, count(*) AS mentions, count(*) FILTER (uncounted IS NULL) AS mentions_counted,
           count(DISTINCT coalesce(nullif(m.publisher, ''), m.source)) FILTER (uncounted IS NULL)
             AS publishers_counted,
           min(r.fetched_at) AS first_fetched_at
    FROM mentions AS m LEFT JOIN reports AS r USING (report_id)
    WHERE event_date BETWEEN $first AND $last GROUP BY event_id
  )
  SELECT e.*, coalesce(mentions, 0) AS mentions, coalesce(mentions_counted, 0) AS mentions_counted,
         coalesce(publishers_counted, 0) AS publishers_counted, first_fetched_at
  FROM events AS e LEFT JOIN told USING (event_id)
  WHERE event_date BETWEEN $first AND $last AND (
    len($countries) = 0 OR list_contains($countries, place_country)
    OR list_has_any($countries, [actor.country FOR actor IN sources])
    OR list_has_any($countries, [actor.country FOR actor IN targets])
  )
  ORDER BY event_date, event_id
"""
_ROWS: Final = """
  SELECT * FROM daily
  WHERE day BETWEEN $first AND $last AND (
    len($countries) = 0 OR list_has_any($countries, [source, target, place])
  )
  ORDER BY day, series, source, target, place, type, quad_class
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which days, both included, and which countries; none is all."""

    first: date = date.min
    last: date = date.max
    countries: frozenset[str] = frozenset()


def events(store: Path, choice: Choice) -> Iterator[Record]:
    """The events by day and id, each with how often it is told."""
    return _read(store, "events", _EVENTS, choice)


def rows(store: Path, choice: Choice) -> Iterator[Record]:
    """The daily rows by their key."""
    return _read(store, "rows", _ROWS, choice)


def _read(store: Path, what: What, query: str, choice: Choice) -> Iterator[Record]:
    portions = _portions(store, what, choice)  # now, so that a store that cannot be read is known before any line
    return (record for portion in portions for record in _portion(store, query, portion, choice))


def _portion(store: Path, query: str, portion: tuple[date, date], choice: Choice) -> Iterator[Record]:
    values = {"first": portion[0], "last": portion[1], "countries": sorted(choice.countries)}
    with connect(store, read_only=True) as connection:
        table = connection.sql(query, params=values).to_arrow_table()
    for batch in table.to_batches(max_chunksize=500):
        for record in batch.to_pylist():
            yield {name: _plain(value) for name, value in record.items()}


def _portions(store: Path, what: What, choice: Choice) -> list[tuple[date, date]]:
    """Spans of whole days that hold about as many records as are read at once."""
    with connect(store, read_only=True) as connection:
        days = connection.execute(_DAYS[what], [choice.first, choice.last]).fetchall()
    portions: list[tuple[date, date]] = []
    held = _PORTION
    for day, number in days:
        if held + number > _PORTION:
            portions.append((day, day))
            held = number
        else:
            portions[-1] = (portions[-1][0], day)
            held += number
    return portions


def _plain(value: object) -> object:
    """Times in UTC; what is no number is none."""
    match value:
        case float() if not math.isfinite(value):
            return None
        case datetime():
            return value.astimezone(UTC)
    return value
