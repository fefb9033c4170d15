"""Events and daily rows out of a deployment's tables, in one order, some days at a time.

A folder's store is closed between two portions: a reader that holds it would keep a writer waiting (decision D13), and
whoever reads our output may take its time.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from pipelines.asking.languages import Languages, daily, told_in
from pipelines.asking.regions import region_name
from pipelines.asking.store import Asked, Record, Store

What = Literal["events", "rows"]

_PORTION: Final = 5_000
_DAYS: Final = {
    "events": "SELECT event_date, count(*) AS held FROM events WHERE event_date BETWEEN $first AND $last"
    " GROUP BY event_date ORDER BY event_date",
    "rows": "SELECT day AS event_date, count(*) AS held FROM daily WHERE day BETWEEN $first AND $last"
    " GROUP BY day ORDER BY day",
}
_EVENTS: Final = """
  WITH told AS (
    SELECT event_id, count(*) AS mentions, count(*) FILTER (WHERE uncounted IS NULL) AS mentions_counted,
           count(DISTINCT coalesce(nullif(m.publisher, ''), m.source)) FILTER (WHERE uncounted IS NULL)
             AS publishers_counted,
           min(r.fetched_at) AS first_fetched_at
    FROM mentions AS m LEFT JOIN reports AS r USING (report_id)
    WHERE event_date BETWEEN $first AND $last{told_in} GROUP BY event_id
  )
  SELECT e.*, origin.language, coalesce(mentions, 0) AS mentions, coalesce(mentions_counted, 0) AS mentions_counted,
         coalesce(publishers_counted, 0) AS publishers_counted, first_fetched_at
  FROM events AS e {joined} told USING (event_id) LEFT JOIN reports AS origin ON origin.report_id = e.report_id
  WHERE event_date BETWEEN $first AND $last AND ($anywhere OR place_country = ANY($countries) OR {parties})
  ORDER BY event_date, event_id
"""
_ROWS: Final = """
  SELECT * FROM {daily}
  WHERE day BETWEEN $first AND $last AND (
    $anywhere OR source = ANY($countries) OR target = ANY($countries) OR place = ANY($countries)
  )
  ORDER BY day, series, source, target, place, type, quad_class
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which days, both included, which countries, and the languages of which reports; none is all."""

    first: date = date.min
    last: date = date.max
    countries: frozenset[str] = frozenset()
    languages: Languages = ()


def events(store: Store, choice: Choice) -> Iterator[Record]:
    """The events by day and id, each with how often it is told, and what its first-level region is called."""
    return (
        event | {"place_region": region_name(event["place_country"], event["place_admin1"]) or None}
        for event in _read(store, "events", choice)
    )


def rows(store: Store, choice: Choice) -> Iterator[Record]:
    """The daily rows by their key."""
    return _read(store, "rows", choice)


def _read(store: Store, what: What, choice: Choice) -> Iterator[Record]:
    with store.asked() as asked:  # now, so that a store that cannot be read is known before any line
        portions = _portions(asked, what, choice)
        query = _query(asked, what, choice)
    return (record for first, last in portions for record in _portion(store, query, first, last, choice))


def _query(asked: Asked, what: What, choice: Choice) -> str:
    if what == "rows":
        return _ROWS.format(daily=daily(asked.dialect, choice.languages))
    return _EVENTS.format(
        parties=asked.dialect.party_countries.format(value="$countries"),
        told_in=told_in(choice.languages),
        joined="JOIN" if choice.languages else "LEFT JOIN",
    )


def _portion(store: Store, query: str, first: date, last: date, choice: Choice) -> Iterator[Record]:
    countries = sorted(choice.countries)
    return store.each(
        query, first=first, last=last, countries=countries, anywhere=not countries, languages=list(choice.languages)
    )


def _portions(asked: Asked, what: What, choice: Choice) -> list[tuple[date, date]]:
    """Spans of whole days that hold about as many records as are read at once."""
    portions: list[tuple[date, date]] = []
    held = _PORTION
    for row in asked.rows(_DAYS[what], first=choice.first, last=choice.last):
        day, number = row["event_date"], row["held"]
        if held + number > _PORTION:
            portions.append((day, day))
            held = number
        else:
            portions[-1] = (portions[-1][0], day)
            held += number
    return portions
