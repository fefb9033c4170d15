"""What is known of a day, or of several: reports read, rows by type, pair and place."""

from datetime import date
from typing import Final, TypedDict

from pipelines.asking.languages import Languages, daily
from pipelines.asking.store import Asked, Rows
from pipelines.deployments.period import Period
from schemas import Series

READ: Final = ("read", "read_coded", "read_no_event", "read_duplicate", "read_unsupported_language")
FIGURES: Final = (
    *("incidents", "stories", "mentions", "reports", "publishers", "score", "goldstein", "killed", "injured"),
)
"""Of a row of one day."""
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
    names = ", ".join(f'"{name}"' for name in READ)
    return {
        "read": asked.rows(
            f"SELECT {names} FROM {daily(asked.dialect, languages, 'total')}"
            " WHERE series = 'total' AND type = '' AND day BETWEEN $first AND $last",
            first=day,
            last=day,
            languages=list(languages),
        ),
        "totals": _cells_of_day(asked, "totals", day, languages),
        "pairs": _cells_of_day(asked, "pairs", day, languages),
        "places": _cells_of_day(asked, "places", day, languages),
        "days": all_types(asked, Period(day, day), languages),
    }


def several_days(asked: Asked, when: Period, languages: Languages = ()) -> Days:
    """The cells of a period, those with most incidents first."""
    sums = ", ".join(f'sum("{name}")::bigint AS "{name}"' for name in READ)
    return {
        "read": asked.rows(
            f"SELECT {sums} FROM {daily(asked.dialect, languages, 'total')}"
            " WHERE series = 'total' AND type = '' AND day BETWEEN $first AND $last"
            ' HAVING sum("read") > 0',
            first=when.first,
            last=when.last,
            languages=list(languages),
        ),
        "totals": _cells(asked, "totals", when, languages),
        "pairs": _cells(asked, "pairs", when, languages),
        "places": _cells(asked, "places", when, languages),
        "days": all_types(asked, when, languages),
    }


def all_types(asked: Asked, when: Period, languages: Languages = ()) -> Rows:
    """A row for each day of the period that has one: its figures over all types, and how many reports were read."""
    return asked.rows(
        f'SELECT day, {", ".join(FIGURES)}, "read" FROM {daily(asked.dialect, languages, "total")}'
        " WHERE series = 'total' AND type = '' AND day BETWEEN $first AND $last ORDER BY day",
        first=when.first,
        last=when.last,
        languages=list(languages),
    )


def last_days(asked: Asked, number: int) -> tuple[int, list[date]]:
    """How many days have rows, and the last of them, latest first."""
    (row,) = asked.rows("SELECT count(DISTINCT day) AS days FROM daily WHERE series = 'total'")
    days = asked.rows(f"SELECT DISTINCT day FROM daily WHERE series = 'total' ORDER BY day DESC LIMIT {number:d}")
    return row["days"], [day["day"] for day in days]


def _cells_of_day(asked: Asked, kind: str, day: date, languages: Languages) -> Rows:
    series, cell = CELLS[kind]
    key = ", ".join(cell)
    apart = ", mentions_denied, mentions_planned, mentions_historical" if kind == "totals" else ""
    return asked.rows(
        f"SELECT {key}, quad_class, {', '.join(FIGURES)}{apart}, evidence"
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
