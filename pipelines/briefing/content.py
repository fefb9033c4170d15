"""What a briefing says, as data: asked of the tables in one go, for page and Markdown alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pipelines.asking.alerts import alerts
from pipelines.asking.comparing import Change, PeriodError, compare
from pipelines.asking.days import all_types
from pipelines.asking.precision import Share, precision
from pipelines.asking.series import Day, Series, over_time
from pipelines.asking.store import Asked, Record, Rows
from pipelines.asking.telling import COUNTED, Told, told
from pipelines.asking.verdicts import Verdict
from pipelines.deployments.period import Period
from pipelines.desk.outstanding import Standing, outstanding

_BEFORE: Final = 28
"""Days that a longer period is compared with; a day has its expected figures from the month before."""
_CHARTED: Final = 60
_CELLS: Final = 10
_EVENTS: Final = 15
_LOOKED_AT: Final = 150
"""Events of which those are shown that say each something else: a sentence may tell several."""
_APART: Final = 5
_ALERTS: Final = 20
_PLACES: Final = 300
_EVIDENCE: Final = 3


class NothingToTellError(ValueError):
    """A period of which nothing was read and nothing is told; the message says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place and how many events are told of it."""

    name: str
    country: str
    lat: float | None
    lon: float | None
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """``standing`` is of a day, ``changes`` of longer periods against the four weeks before.

    ``carrying`` are the events that alerts rest on, by id.
    """

    period: Period
    country: str
    read: int
    total: Record
    alerts: Rows
    carrying: dict[str, Record]
    standing: list[Standing]
    changes: list[Change]
    series: list[Day]
    measure: str
    told: Told
    places: list[Place]
    unplaced: int
    sure: Share | None


def brief(asked: Asked, period: Period, country: str = "", verdicts: Iterable[Verdict] = ()) -> Briefing:
    """The briefing of a period, of one country where one is given; raises NothingToTellError."""
    days = all_types(asked, period)
    where = asked.dialect.party_countries.format(value="$countries")
    of_country = f"(e.place_country = ANY($countries) OR {where})" if country else "TRUE"
    within = f"m.event_date BETWEEN $first AND $last AND {of_country}"
    values = {"first": period.first, "last": period.last, "countries": [country]}
    events = told(asked, within, limit=_LOOKED_AT, **values)
    if not days and not events["many"]["events"] and not events["many"]["apart"]:
        raise NothingToTellError(f"{_named(period)}: nothing was read and nothing told of it")
    fired = alerts(asked, period, countries=(country,) if country else ())[:_ALERTS]
    series = Series(kind="country", one=country) if country else Series(kind="total")
    places, unplaced = _places(asked, within, values)
    found = precision(verdicts)
    return Briefing(
        period=period,
        country=country,
        read=sum(row["read"] or 0 for row in days),
        total=_total(days),
        alerts=fired,
        carrying=_carrying(asked, fired),
        standing=_standing(asked, period, country),
        changes=_changes(asked, period, country),
        series=over_time(asked, series, _charted(period)),
        measure=series.measure,
        told={
            "events": _each_sentence_once(events["events"], _EVENTS),
            "apart": _each_sentence_once(events["apart"], _APART),
            "many": events["many"],
            "busiest_days": events["busiest_days"],
        },
        places=places,
        unplaced=unplaced,
        sure=found["sure"] if found else None,
    )


def _each_sentence_once(events: Rows, most: int) -> Rows:
    first: dict[str, Record] = {}
    for event in events:
        first.setdefault(event["sentence"], event)
    return list(first.values())[:most]


def _named(period: Period) -> str:
    return str(period.first) if period.first == period.last else str(period)


def _total(days: Rows) -> Record:
    """Only what may be added over days."""
    return {name: sum(row[name] for row in days) for name in ("incidents", "mentions", "killed", "injured")}


def _charted(period: Period) -> Period:
    length = max(_CHARTED, (period.last - period.first).days + 1)
    earliest = date.min + timedelta(days=length)
    return Period(period.last - timedelta(days=length - 1) if period.last > earliest else period.first, period.last)


def _standing(asked: Asked, period: Period, country: str) -> list[Standing]:
    """The cells of a day that stand out most: above what was expected of them."""
    if period.first != period.last:
        return []
    cells = [cell for kind in outstanding(asked, period.first, 1_000).values() for cell in kind]
    of_country = [cell for cell in cells if not country or country in (cell.source, cell.target, cell.place)]
    above = [cell for cell in of_country if cell.score is not None and cell.score > 0]
    above.sort(key=lambda cell: (-(cell.score or 0), -cell.count, cell.series, cell.source, cell.target, cell.place))
    return above[:_CELLS]


def _changes(asked: Asked, period: Period, country: str) -> list[Change]:
    if period.first == period.last or period.first.toordinal() <= _BEFORE:
        return []
    before = Period(period.first - timedelta(days=_BEFORE), period.first - timedelta(days=1))
    try:
        found = compare(asked, before, period, country=country)
    except PeriodError:  # nothing was read before
        return []
    return [change for change in found["changes"] if change["clear"]][:_CELLS]


def _carrying(asked: Asked, fired: Rows) -> dict[str, Record]:
    wanted = sorted({event for alert in fired for event in alert["evidence"][:_EVIDENCE]})
    if not wanted:
        return {}
    rows = asked.rows("SELECT * FROM events WHERE event_id = ANY($wanted)", wanted=wanted)
    return {row["event_id"]: row for row in rows}


def _places(asked: Asked, within: str, values: dict[str, object]) -> tuple[list[Place], int]:
    """Where the counted events are, most first, and how many are of no place."""
    rows = asked.rows(
        "SELECT e.place_name, e.place_country, e.lat, e.lon, count(DISTINCT event_id) AS events"
        f" FROM mentions AS m JOIN events AS e USING (event_id) WHERE {within} AND {COUNTED}"
        " GROUP BY e.place_name, e.place_country, e.lat, e.lon ORDER BY events DESC, place_name, place_country",
        **values,
    )
    places = [
        Place(
            name=row["place_name"],
            country=row["place_country"] or "",
            lat=row["lat"],
            lon=row["lon"],
            events=row["events"],
        )
        for row in rows
        if row["place_name"]
    ]
    return places[:_PLACES], sum(row["events"] for row in rows if not row["place_name"])
