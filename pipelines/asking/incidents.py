"""What else is told of the incident that an event is of, and in which languages."""

from collections import Counter, defaultdict
from typing import Final, TypedDict

from pipelines.asking.store import Asked, Record, Rows

_SHOWN: Final = 20


class OfLanguage(TypedDict):
    """How often an incident is told in a language; "" is none that is known."""

    language: str
    mentions: int
    reports: int


class Incident(TypedDict):
    """What rows count of an incident (decision D11): day, type, countries of both sides and place are the same.

    ``languages``: most mentions first. ``others``: the other events, each whole, with its mentions and languages, most
    told first and not more than twenty of them.
    """

    events: int
    mentions: int
    reports: int
    languages: list[OfLanguage]
    others: Rows


def incident_of(asked: Asked, event: Record) -> Incident | None:
    """The incident of an event, as the rows by type and place count it; None where no row counts the event."""
    alike = asked.rows(
        "SELECT event_id, sources, targets FROM events WHERE event_date = $day AND type = $type"
        " AND coalesce(place_country, '') = $country AND coalesce(place_admin1, '') = $region",
        day=event["event_date"],
        type=event["type"],
        country=event["place_country"] or "",
        region=event["place_admin1"] or "",
    )
    ids = [one["event_id"] for one in alike if _sides(one) == _sides(event)]
    told = asked.rows(
        "SELECT m.event_id, m.report_id, coalesce(r.language, '') AS language FROM mentions AS m"
        " LEFT JOIN reports AS r USING (report_id) WHERE m.event_id = ANY($ids) AND m.uncounted IS NULL",
        ids=ids,
    )
    mentions = Counter(one["event_id"] for one in told)
    if event["event_id"] not in mentions:
        return None
    by_language = defaultdict[str, set[str]](set)
    by_event = defaultdict[str, set[str]](set)
    for one in told:
        by_language[one["language"]].add(one["report_id"])
        by_event[one["event_id"]].add(one["language"])
    counts = Counter(one["language"] for one in told)
    others = sorted(mentions.keys() - {event["event_id"]}, key=lambda one: (-mentions[one], one))[:_SHOWN]
    rows = {row["event_id"]: row for row in asked.rows("SELECT * FROM events WHERE event_id = ANY($ids)", ids=others)}
    return {
        "events": len(mentions),
        "mentions": len(told),
        "reports": len({one["report_id"] for one in told}),
        "languages": [
            {"language": name, "mentions": number, "reports": len(by_language[name])}
            for name, number in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        ],
        "others": [rows[one] | {"mentions": mentions[one], "languages": sorted(by_event[one])} for one in others],
    }


def _sides(event: Record) -> tuple[frozenset[str], ...]:
    """The countries of each side; nobody, and somebody of no country, are one."""
    return tuple(frozenset(actor["country"] for actor in event[side]) or frozenset({""}) for side in _SIDES)


_SIDES: Final = ("sources", "targets")
