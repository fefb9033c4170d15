"""What is known of a day, or of several: reports read, rows by type, pair and place."""

from datetime import date
from typing import Final, TypedDict

from pipelines.asking.store import Asked, Rows
from pipelines.deployments.period import Period

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
CELLS: Final = {
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


def one_day(asked: Asked, day: date) -> Days:
    """The rows of a day, those with most stories first."""
    names = ", ".join(f'"{name}"' for name in READ)
    found: Days = {
        "read": asked.rows(
            f"SELECT {names} FROM daily WHERE series = 'total' AND type = '' AND day = $day",
            day=day,
        ),
        "totals": _cells_of_day(asked, "totals", day),
        "pairs": _cells_of_day(asked, "pairs", day),
        "places": _cells_of_day(asked, "places", day),
        "days": all_types(asked, Period(day, day)),
    }
    return found


def several_days(asked: Asked, when: Period) -> Days:
    """The cells of a period, those with most incidents first."""
    sums = ", ".join(f'sum("{name}")::bigint AS "{name}"' for name in READ)
    return {
        "read": asked.rows(
            f"SELECT {sums} FROM daily WHERE series = 'total' AND type = '' AND day BETWEEN $first AND $last"
            ' HAVING sum("read") > 0',
            first=when.first,
            last=when.last,
        ),
        "totals": _cells(asked, "totals", when),
        "pairs": _cells(asked, "pairs", when),
        "places": _cells(asked, "places", when),
        "days": all_types(asked, when),
    }


def all_types(asked: Asked, when: Period) -> Rows:
    """A row for each day of the period that has one: its figures over all types, and how many reports were read."""
    return asked.rows(
        f'SELECT day, {", ".join(FIGURES)}, "read" FROM daily'
        " WHERE series = 'total' AND type = '' AND day BETWEEN $first AND $last ORDER BY day",
        first=when.first,
        last=when.last,
    )


def last_days(asked: Asked, number: int) -> tuple[int, list[date]]:
    """How many days have rows, and the last of them, latest first."""
    (row,) = asked.rows("SELECT count(DISTINCT day) AS days FROM daily WHERE series = 'total'")
    days = asked.rows(f"SELECT DISTINCT day FROM daily WHERE series = 'total' ORDER BY day DESC LIMIT {number:d}")
    return row["days"], [day["day"] for day in days]


def _cells_of_day(asked: Asked, kind: str, day: date) -> Rows:
    series, cell = CELLS[kind]
    key = ", ".join(cell)
    apart = ", mentions_denied, mentions_planned, mentions_historical" if kind == "totals" else ""
    return asked.rows(
        f"SELECT {key}, quad_class, {', '.join(FIGURES)}{apart}, evidence FROM daily"
        f" WHERE series = $series AND day = $day ORDER BY stories DESC, {key}",
        series=series,
        day=day,
    )


def _cells(asked: Asked, kind: str, when: Period) -> Rows:
    series, cell = CELLS[kind]
    key = ", ".join(cell)
    return asked.rows(
        f"SELECT {key}, {SUMS} FROM daily WHERE series = $series AND day BETWEEN $first AND $last"
        f" GROUP BY {key} ORDER BY incidents DESC, mentions DESC, {key}",
        series=series,
        first=when.first,
        last=when.last,
    )
