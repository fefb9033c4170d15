"""What was done by a country, to it and in it, and between two."""

from typing import Final

from pipelines.asking.days import SUMS
from pipelines.asking.languages import Languages, daily, told_in
from pipelines.asking.store import Asked, Rows
from pipelines.asking.telling import Told, told
from pipelines.deployments.period import Period

NOBODY: Final = "-"
"""How the side is shown of which nobody is named, or somebody of no country."""
_WITHIN: Final = "day BETWEEN $first AND $last"
_OF_DAYS: Final = "m.event_date BETWEEN $first AND $last"
_OF_PAIR: Final = "(source = $one AND target = $other OR source = $other AND target = $one)"


class OfCountry(Told):
    """``pairs``: by direction and type; ``place``: in the country, by type, nothing of a pair."""

    pairs: Rows
    place: Rows


def of_country(asked: Asked, code: str, when: Period, *, limit: int | None, languages: Languages = ()) -> OfCountry:
    """What a country did and what was done to it, and what happened in it; events have an actor or the place of it."""
    chosen = f"(e.place_country = $one OR {asked.dialect.party_countries.format(value='$ones')})"
    return {
        "pairs": _pairs(asked, "(source = $one OR target = $one)", code, code, when, languages),
        "place": asked.rows(
            f"SELECT type, {SUMS} FROM {daily(asked.dialect, languages, 'place_type')}"
            f" WHERE series = 'place_type' AND place = $one AND {_WITHIN}"
            " GROUP BY type ORDER BY incidents DESC, mentions DESC, type",
            one=code,
            first=when.first,
            last=when.last,
            languages=list(languages),
        ),
        **told(
            asked,
            f"{_OF_DAYS} AND {chosen}{told_in(languages)}",
            limit=limit,
            languages=list(languages),
            one=code,
            ones=[code],
            first=when.first,
            last=when.last,
        ),
    }


def of_pair(
    asked: Asked, one: str, other: str, when: Period, *, limit: int | None, languages: Languages = ()
) -> OfCountry:
    """What two countries did to each other; "" stands for nobody named, or somebody of no country."""
    # Found once: each of the questions that follow would find them again.
    found = asked.rows(
        f"SELECT DISTINCT event_id FROM event_pairs WHERE {_OF_PAIR} AND event_id IN"
        " (SELECT event_id FROM events WHERE event_date BETWEEN $first AND $last)",
        one=one,
        other=other,
        first=when.first,
        last=when.last,
        languages=list(languages),
    )
    chosen = "e.event_id IN (SELECT unnest($ids::text[]))"
    ids = [row["event_id"] for row in found]
    return {
        "pairs": _pairs(asked, _OF_PAIR, one, other, when, languages),
        "place": [],
        **told(
            asked,
            f"{_OF_DAYS} AND {chosen}{told_in(languages)}",
            limit=limit,
            languages=list(languages),
            ids=ids,
            first=when.first,
            last=when.last,
        ),
    }


def _pairs(asked: Asked, chosen: str, one: str, other: str, when: Period, languages: Languages) -> Rows:
    return asked.rows(
        f"SELECT source, target, type, {SUMS} FROM {daily(asked.dialect, languages, 'pair_type')}"
        f" WHERE series = 'pair_type' AND {_WITHIN} AND {chosen}"
        " GROUP BY source, target, type ORDER BY incidents DESC, mentions DESC, source, target, type",
        one=one,
        other=other,
        first=when.first,
        last=when.last,
        languages=list(languages),
    )
