"""Where things happened in a period: by country, first-level region and place, and how many have none."""

from dataclasses import dataclass
from typing import Final

from pipelines.asking.store import Asked, Record, Rows
from pipelines.deployments.period import Period
from pipelines.desk.world import Land, Spot, lands, spots

_SHOWN: Final = 15
_SPOTS: Final = 600
_COUNTED: Final = (
    "e.event_date BETWEEN $first AND $last AND ($type = '' OR e.type = $type) AND e.event_id IN (SELECT event_id"
    " FROM mentions WHERE event_date BETWEEN $first AND $last AND uncounted IS NULL AND NOT late)"
)


@dataclass(frozen=True, slots=True)
class Placed:
    """What is drawn, and what stands beside it; ``nowhere`` are the events without a place."""

    lands: list[Land]
    spots: list[Spot]
    countries: Rows
    regions: Rows
    places: Rows
    events: int
    nowhere: int
    most: int


def placed(asked: Asked, when: Period, type_: str) -> Placed:
    """The counted events of a period, each once, by where they happened."""
    rows = asked.rows(
        "SELECT place_country, place_admin1, place_name, place_precision, lat, lon, count(*) AS events FROM events AS e"
        f" WHERE {_COUNTED} GROUP BY place_country, place_admin1, place_name, place_precision, lat, lon",
        first=when.first,
        last=when.last,
        type=type_,
    )
    somewhere = [row for row in rows if row["place_country"]]
    by_country = _sums(somewhere, "place_country")
    regions = _sums([row for row in somewhere if row["place_admin1"]], "place_country", "place_admin1")
    # What is told of a country alone lies in its middle, where nothing happened: it is shaded and no circle.
    exact = [row for row in somewhere if row["lat"] is not None and row["place_precision"] != "country"]
    exact.sort(key=lambda row: (-row["events"], row["place_name"] or ""))
    counts = {row["place_country"]: row["events"] for row in by_country}
    circles = [
        (row["lon"], row["lat"], row["place_name"], row["place_country"], row["events"]) for row in exact[:_SPOTS]
    ]
    return Placed(
        lands=lands(counts),
        spots=spots(circles),
        countries=by_country[:_SHOWN],
        regions=regions[:_SHOWN],
        places=exact[:_SHOWN],
        events=sum(row["events"] for row in rows),
        nowhere=sum(row["events"] for row in rows if not row["place_country"]),
        most=max(counts.values(), default=0),
    )


def _sums(rows: Rows, *key: str) -> Rows:
    found: dict[tuple[str, ...], Record] = {}
    for row in rows:
        names = tuple(row[name] for name in key)
        held = found.setdefault(names, {**{name: row[name] for name in key}, "events": 0})
        held["events"] += row["events"]
    return sorted(found.values(), key=lambda row: (-row["events"], *(row[name] for name in key)))
