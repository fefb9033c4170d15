"""What is known of a day, or of several: reports read, rows by type, pair and place."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, TypedDict

from pipelines.asking.languages import Languages, daily
from pipelines.asking.store import Asked, Record, Rows
from pipelines.deployments.period import Period
from schemas import Series

READ: Final = ("read", "read_coded", "read_no_event", "read_duplicate", "read_unsupported_language")
FIGURES: Final = (
    *("incidents", "stories", "mentions", "reports", "publishers", "score", "goldstein", "killed", "injured"),
)
"""Of a row of one day."""
_CELL: Final = ("quad_class", *FIGURES)
_APART: Final = ("mentions_denied", "mentions_planned", "mentions_historical")
SUMMED: Final = ("incidents", "mentions", "score", "killed", "injured")
"""Of a cell over several days: only what may be added."""
SUMS: Final = (
    "count(*) FILTER (WHERE incidents > 0) AS days,"
    " sum(incidents)::bigint AS incidents, sum(mentions)::bigint AS mentions,"
    " sum(score * incidents) / nullif(sum(incidents), 0) AS score,"
    " sum(killed)::bigint AS killed, sum(injured)::bigint AS injured"
)
CELLS: Final[dict[str, tuple[Series, tuple[str, ...]]]] = {
    "totals": ("total", ("type",)),
    "pairs": ("pair_type", ("source", "target", "type")),
    "places": ("place_type", ("place", "type")),
}
"""Each kind of rows: its series, and what tells its cells apart."""


class Days(TypedDict):
    """``read`` is one row, or none where nothing was read; ``days`` the row of all types of each day.

    Of the totals the row whose type is "" is that of all types.
    """

    read: Rows
    totals: Rows
    pairs: Rows
    places: Rows
    days: Rows


def one_day(asked: Asked, day: date, languages: Languages = ()) -> Days:
    """The rows of a day, those with most stories first; of some languages those with most incidents."""
    total = _total(asked, Period(day, day), languages)
    most = "incidents" if languages else "stories"
    totals = _only(("type", *_CELL, *_APART, "evidence"), total)
    return {
        "read": _only(READ, _of_all_types(total)),
        "totals": sorted(totals, key=lambda row: (-row[most], row["type"])),
        "pairs": _cells_of_day(asked, "pairs", day, languages),
        "places": _cells_of_day(asked, "places", day, languages),
        "days": _days(total),
    }


def several_days(asked: Asked, when: Period, languages: Languages = ()) -> Days:
    """The cells of a period, those with most incidents first."""
    total = _total(asked, when, languages)
    read = {name: _sum(row[name] for row in _of_all_types(total)) for name in READ}
    return {
        "read": [read] if read["read"] else [],
        "totals": sorted(_by_type(total), key=lambda row: (-row["incidents"], -row["mentions"], row["type"])),
        "pairs": _cells(asked, "pairs", when, languages),
        "places": _cells(asked, "places", when, languages),
        "days": _days(total),
    }


def all_types(asked: Asked, when: Period, languages: Languages = ()) -> Rows:
    """A row for each day of the period that has one: its figures over all types, and how many reports were read."""
    return _days(_total(asked, when, languages))


def last_days(asked: Asked, number: int) -> tuple[int, list[date]]:
    """How many days have rows, and the last of them, latest first."""
    (row,) = asked.rows("SELECT count(DISTINCT day) AS days FROM daily WHERE series = 'total'")
    days = asked.rows(f"SELECT DISTINCT day FROM daily WHERE series = 'total' ORDER BY day DESC LIMIT {number:d}")
    return row["days"], [day["day"] for day in days]


def _total(asked: Asked, when: Period, languages: Languages) -> Rows:
    """The rows of no pair and place, by day and type; read once for all that is told of them."""
    names = ", ".join(f'"{name}"' for name in ("day", "type", *_CELL, *_APART, "evidence", *READ))
    return asked.rows(
        f"SELECT {names} FROM {daily(asked.dialect, languages, 'total')}"
        " WHERE series = 'total' AND day BETWEEN $first AND $last ORDER BY day, type",
        first=when.first,
        last=when.last,
        languages=list(languages),
    )


def _only(names: Iterable[str], rows: Rows) -> Rows:
    names = tuple(names)
    return [{name: row[name] for name in names} for row in rows]


def _of_all_types(total: Rows) -> Rows:
    return [row for row in total if not row["type"]]


def _days(total: Rows) -> Rows:
    return _only(("day", *FIGURES, "read"), _of_all_types(total))


def _by_type(total: Rows) -> Iterator[Record]:
    """What ``SUMS`` are of the rows of each type."""
    for type_ in sorted({row["type"] for row in total}):
        rows = [row for row in total if row["type"] == type_]
        incidents = sum(row["incidents"] for row in rows)
        scores = [row["score"] * row["incidents"] for row in rows if row["score"] is not None]
        yield {
            "type": type_,
            "days": sum(row["incidents"] > 0 for row in rows),
            "incidents": incidents,
            "mentions": sum(row["mentions"] for row in rows),
            "score": sum(scores) / incidents if incidents else None,
            "killed": _sum(row["killed"] for row in rows),
            "injured": _sum(row["injured"] for row in rows),
        }


def _sum(figures: Iterable[int | None]) -> int | None:
    """The sum of those that are known, None where none is."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None


def _cells_of_day(asked: Asked, kind: str, day: date, languages: Languages) -> Rows:
    series, cell = CELLS[kind]
    key = ", ".join(cell)
    return asked.rows(
        f"SELECT {key}, {', '.join(_CELL)}, evidence"
        f" FROM {daily(asked.dialect, languages, series)} WHERE series = $series AND day BETWEEN $first AND $last"
        f" ORDER BY {'incidents' if languages else 'stories'} DESC, {key}",
        series=series,
        first=day,
        last=day,
        languages=list(languages),
    )


def _cells(asked: Asked, kind: str, when: Period, languages: Languages) -> Rows:
    series, cell = CELLS[kind]
    key = ", ".join(cell)
    return asked.rows(
        f"SELECT {key}, {SUMS} FROM {daily(asked.dialect, languages, series)}"
        " WHERE series = $series AND day BETWEEN $first AND $last"
        f" GROUP BY {key} ORDER BY incidents DESC, mentions DESC, {key}",
        series=series,
        first=when.first,
        last=when.last,
        languages=list(languages),
    )
