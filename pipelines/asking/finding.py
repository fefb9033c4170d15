"""Events found by words and by what they are, with how many there are of each kind, a page at a time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, TypedDict

from pipelines.asking.dialects import Dialect, word_patterns
from pipelines.asking.store import Asked, Rows

PAGE: Final = 1_000
_LONGEST: Final = 400
_WORDS: Final = 12
_AFTER: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([0-9a-zA-Z_-]{1,64})")
FACETS: Final = ("type", "country", "publisher", "language", "modality", "counted")
"""``country`` is that of the place, ``counted`` "yes" or why no daily row counts it; "" is none."""


class SearchError(ValueError):
    """What cannot be searched for; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """Which events; what is empty or None holds for all, of several values one must hold.

    ``words``: in the sentence, all of them. ``actors``: a code or its beginning (RUSMIL), a sector (MIL) or words of a
    name; ``countries``: of an actor or the place. Of one mention must hold together: publisher, language, modality,
    confidence at or above ``min_confidence``, and whether daily rows count it.
    """

    words: str = ""
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    min_confidence: float | None = None
    counted: bool | None = None
    first: date = date.min
    last: date = date.max


class Facet(TypedDict):
    """A value and how many of the events found have it."""

    value: str
    events: int


class Found(TypedDict):
    """``events`` are whole, latest first, each with its number of mentions; ``next`` is where the next page begins."""

    many: int
    events: Rows
    next: str | None
    facets: dict[str, list[Facet]]


def find(asked: Asked, search: Search, *, limit: int = PAGE, after: str = "", facets_too: bool = True) -> Found:
    """A page of the events found, from ``after`` on, and the facets of all; raises SearchError.

    Without ``facets_too`` only the page is looked for, and ``many`` is 0: whoever goes on has the rest already.
    """
    beyond, place = _beyond(after)
    if place and not facets_too and search.first <= place["after_day"] < search.last:
        search = replace(search, last=place["after_day"])  # what is later was on the pages before
    found, values = chosen(search, asked.dialect)
    page = _PAGE.format(beyond=beyond, limit=limit + 1)
    rows = asked.rows(f"{found}{page}{_COUNTS if facets_too else _ROWS}", **values, **place)
    facets: dict[str, list[Facet]] = {name: [] for name in FACETS}
    mentions: dict[str, int] = {}
    many = 0
    for row in rows:
        if row["facet"] == "all":
            many = row["events"]
        elif row["facet"] == "page":
            mentions[row["value"]] = row["events"]
        else:
            facets[row["facet"]].append({"value": row["value"] or "", "events": row["events"]})
    for values_of in facets.values():
        values_of.sort(key=lambda facet: (-facet["events"], facet["value"]))
    events = _whole(asked, mentions)
    more = events[limit - 1] if len(events) > limit else None
    return {
        "many": many,
        "events": events[:limit],
        "next": f"{more['event_date']}.{more['event_id']}" if more else None,
        "facets": facets,
    }


_PAGE: Final = """
  , page AS (SELECT event_id FROM found {beyond} ORDER BY event_date DESC, event_id LIMIT {limit:d})
"""
_ROWS: Final = """
  SELECT 'page' AS facet, event_id AS value, count(*) AS events FROM told
  WHERE event_id IN (SELECT event_id FROM page) GROUP BY event_id
"""
_COUNTS: Final = f"""{_ROWS}
  UNION ALL SELECT 'all', '', count(*) FROM found
  UNION ALL SELECT 'type', type, count(*) FROM found GROUP BY type
  UNION ALL SELECT 'country', coalesce(place_country, ''), count(*) FROM found GROUP BY coalesce(place_country, '')
  UNION ALL SELECT 'publisher', publisher, count(DISTINCT event_id) FROM told GROUP BY publisher
  UNION ALL SELECT 'language', language, count(DISTINCT event_id) FROM told GROUP BY language
  UNION ALL SELECT 'modality', modality, count(DISTINCT event_id) FROM told GROUP BY modality
  UNION ALL SELECT 'counted', counted, count(DISTINCT event_id) FROM told GROUP BY counted
"""
"""Page and facets at once: what is found is the dear part."""


def _beyond(after: str) -> tuple[str, dict[str, Any]]:
    """The condition for what comes after a place, and its values."""
    if not after:
        return "", {}
    place = _AFTER.fullmatch(after)
    try:
        day = date.fromisoformat(place[1]) if place else None
    except ValueError:
        day = None
    if place is None or day is None:
        raise SearchError(f"{after!r} is no place in what was found: give what `next` said")
    condition = "WHERE event_date < $after_day OR event_date = $after_day AND event_id > $after_id"
    return condition, {"after_day": day, "after_id": place[2]}


def _whole(asked: Asked, mentions: Mapping[str, int]) -> Rows:
    """The events of these ids, each with its number of mentions."""
    if not mentions:
        return []
    rows = asked.rows(
        "SELECT * FROM events WHERE event_id IN (SELECT unnest($ids::text[])) ORDER BY event_date DESC, event_id",
        ids=sorted(mentions),
    )
    return [row | {"mentions": mentions[row["event_id"]]} for row in rows]


def chosen(search: Search, dialect: Dialect) -> tuple[str, dict[str, object]]:
    """The tables ``found`` (events) and ``told`` (their mentions that fit) as the beginning of a query."""
    if search.first > search.last:
        raise SearchError(f"{search.first} is after {search.last}: exchange them")
    of_event = ["e.event_date BETWEEN $first AND $last"]
    of_mention = ["m.event_date BETWEEN $first AND $last"]
    values: dict[str, object] = {"first": search.first, "last": search.last}
    for number, pattern in enumerate(_patterns(search.words, dialect)):
        name = f"word_{chr(ord('a') + number)}"
        of_event.append(dialect.matches.format(text="e.sentence", value=f"${name}"))
        values[name] = pattern
    for condition, name, wanted in (
        ("e.type = ANY($types)", "types", [kind.upper() for kind in search.types]),
        (
            f"(e.place_country = ANY($countries) OR {dialect.party_countries.format(value='$countries')})",
            "countries",
            [country.upper() for country in search.countries],
        ),
    ):
        if wanted:
            of_event.append(condition)
            values[name] = wanted
    for number, one_of in enumerate((search.actors, search.places)):
        conditions = []
        for nth, wanted_text in enumerate(one_of[:_WORDS]):
            name = f"{'ap'[number]}_{chr(ord('a') + nth)}"
            condition = (dialect.party, _PLACE)[number]
            conditions.append(condition.format(value=f"${name}"))
            values[name] = wanted_text
        if conditions:
            of_event.append(f"({' OR '.join(conditions)})")
    publisher = "coalesce(nullif(m.publisher, ''), m.source)"
    for condition, name, given in (
        (f"{publisher} = ANY($publishers)", "publishers", list(search.publishers)),
        ("r.language = ANY($languages)", "languages", list(search.languages)),
        ("m.modality = ANY($modalities)", "modalities", list(search.modalities)),
    ):
        if given:
            of_mention.append(condition)
            values[name] = given
    if search.min_confidence is not None:
        of_mention.append("m.confidence >= $min_confidence")
        values["min_confidence"] = search.min_confidence
    if search.counted is not None:
        of_mention.append(f"({'' if search.counted else 'NOT '}(m.uncounted IS NULL AND NOT m.late))")
    return (
        "WITH fit AS MATERIALIZED (SELECT e.event_id, e.event_date, e.type, e.place_country FROM events AS e"
        f" WHERE {' AND '.join(of_event)}), told AS MATERIALIZED (SELECT m.event_id, {publisher} AS publisher,"
        " coalesce(r.language, '') AS language, m.modality,"
        " coalesce(m.uncounted, CASE WHEN m.late THEN 'late' ELSE 'yes' END) AS counted"
        " FROM mentions AS m JOIN fit USING (event_id) LEFT JOIN reports AS r USING (report_id)"
        f" WHERE {' AND '.join(of_mention)}),"
        " found AS MATERIALIZED (SELECT * FROM fit WHERE event_id IN (SELECT event_id FROM told))",
        values,
    )


_PLACE: Final = "(lower(e.place_name) = lower({value}) OR e.place_country = upper({value}))"


def _patterns(words: str, dialect: Dialect) -> list[str]:
    if len(words) > _LONGEST:
        raise SearchError(f"{len(words):,} characters are too many to search for: at most {_LONGEST}")
    patterns = word_patterns(words, dialect.letter)
    if len(patterns) > _WORDS:
        raise SearchError(f"{len(patterns)} words are too many to search for: at most {_WORDS}")
    if words.strip() and not patterns:
        raise SearchError(f"no word to search for in {words!r}")
    return patterns
