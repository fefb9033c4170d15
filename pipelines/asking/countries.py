"""What was done by a country, to it and in it, and between two."""

from typing import Final, TypedDict

from pipelines.asking.days import SUMS
from pipelines.asking.store import Asked, Rows
from pipelines.asking.telling import COUNTED, Many, told
from pipelines.deployments.period import Period

NOBODY: Final = "-"
"""How the side is shown of which nobody is named, or somebody of no country."""
_WITHIN: Final = "day BETWEEN $first AND $last"
_OF_PAIR: Final = "(source = $one AND target = $other OR source = $other AND target = $one)"


class OfCountry(TypedDict):
    """``pairs``: by direction and type; ``place``: in the country, by type, nothing of a pair."""

    pairs: Rows
    place: Rows
    busiest_days: Rows
    events: Rows
    apart: Rows
    many: Many


def of_country(asked: Asked, code: str, when: Period, *, limit: int | None) -> OfCountry:
    """What a country did and what was done to it, and what happened in it; events have an actor or the place of it."""
    chosen = f"(e.place_country = $one OR {asked.dialect.party_countries.format(value='$ones')})"
    return {
        "pairs": _pairs(asked, "(source = $one OR target = $one)", code, code, when),
        "place": asked.rows(
            f"SELECT type, {SUMS} FROM daily WHERE series = 'place_type' AND place = $one AND {_WITHIN}"
            " GROUP BY type ORDER BY incidents DESC, mentions DESC, type",
            one=code,
            first=when.first,
            last=when.last,
        ),
        **_events(asked, chosen, code, code, when, limit),
    }


def of_pair(asked: Asked, one: str, other: str, when: Period, *, limit: int | None) -> OfCountry:
    """What two countries did to each other; "" stands for nobody named, or somebody of no country."""
    chosen = f"e.event_id IN (SELECT event_id FROM event_pairs WHERE {_OF_PAIR})"
    return {
        "pairs": _pairs(asked, _OF_PAIR, one, other, when),
        "place": [],
        **_events(asked, chosen, one, other, when, limit),
    }


class _Events(TypedDict):
    busiest_days: Rows
    events: Rows
    apart: Rows
    many: Many


def _pairs(asked: Asked, chosen: str, one: str, other: str, when: Period) -> Rows:
    return asked.rows(
        f"SELECT source, target, type, {SUMS} FROM daily WHERE series = 'pair_type' AND {_WITHIN} AND {chosen}"
        " GROUP BY source, target, type ORDER BY incidents DESC, mentions DESC, source, target, type",
        one=one,
        other=other,
        first=when.first,
        last=when.last,
    )


def _events(asked: Asked, chosen: str, one: str, other: str, when: Period, limit: int | None) -> _Events:
    within = f"m.event_date BETWEEN $first AND $last AND {chosen}"
    values = {"one": one, "ones": [one], "other": other, "first": when.first, "last": when.last}
    # Counted from the events: pairs may not be added, for an event of several countries is in each of theirs.
    days = asked.rows(
        "SELECT m.event_date AS day, count(DISTINCT event_id) AS events, count(*) AS mentions"
        " FROM mentions AS m JOIN events AS e USING (event_id)"
        f" WHERE {within} AND {COUNTED} GROUP BY m.event_date ORDER BY events DESC, mentions DESC, day",
        **values,
    )
    return {"busiest_days": days, **told(asked, within, limit=limit, **values)}
