"""The events of some mentions: those that daily rows count, and those apart, with the reason."""

from typing import Final, TypedDict

from pipelines.asking.store import Asked, Record, Rows

COUNTED: Final = "(NOT m.late AND m.uncounted IS NULL)"
"""The condition that rows count the mention ``m``."""
_OF_MENTION: Final = ("modality", "confidence", "report_id", "url", "publisher", "published_at", "story_id")


class Many(TypedDict):
    """How many there are, however many are shown."""

    events: int
    apart: int


class Told(TypedDict):
    """``events`` are whole, each with its number of mentions, the most told first; ``apart`` a row a mention.

    ``busiest_days``: the days with counted events, those with most first. An event is of one day.
    """

    events: Rows
    apart: Rows
    many: Many
    busiest_days: Rows


def told(asked: Asked, chosen: str, *, limit: int | None, **values: object) -> Told:
    """The events of the mentions ``m`` of events ``e`` that are ``chosen``, at most so many of each kind."""
    mentions = f"FROM mentions AS m JOIN events AS e USING (event_id) WHERE ({chosen})"
    most = "" if limit is None else f" LIMIT {limit:d}"
    # Chosen by few columns, and whole only then: a sentence is long.
    in_order = "mentions DESC, e.event_date, e.type, e.event_id"
    events = asked.rows(
        f"SELECT e.*, t.mentions FROM (SELECT event_id, count(*) AS mentions {mentions} AND {COUNTED}"
        f" GROUP BY event_id, e.event_date, e.type ORDER BY mentions DESC, e.event_date, e.type, event_id{most}) AS t"
        f" JOIN events AS e USING (event_id) ORDER BY {in_order}",
        **values,
    )
    of_mention = ", ".join(f"m.{name} AS m_{name}" for name in _OF_MENTION)
    in_order = "{0}uncounted NULLS LAST, {0}late, e.event_date, e.type, event_id, {0}{1}report_id"
    apart = asked.rows(
        f"SELECT e.*, t.* FROM (SELECT event_id AS id, m.uncounted, m.late, {of_mention} {mentions} AND NOT {COUNTED}"
        f" ORDER BY {in_order.format('m.', '')}{most}) AS t JOIN events AS e ON e.event_id = t.id"
        f" ORDER BY {in_order.format('t.', 'm_')}",
        **values,
    )
    days = asked.rows(
        f"SELECT m.event_date AS day, count(DISTINCT event_id) FILTER (WHERE {COUNTED}) AS events,"
        f" count(*) FILTER (WHERE {COUNTED}) AS mentions, count(*) FILTER (WHERE NOT {COUNTED}) AS apart {mentions}"
        " GROUP BY m.event_date ORDER BY events DESC, mentions DESC, day",
        **values,
    )
    return {
        "events": events,
        "apart": [_as_mentioned(row) for row in apart],
        "many": {"events": sum(day["events"] for day in days), "apart": sum(day["apart"] for day in days)},
        "busiest_days": [
            {name: day[name] for name in ("day", "events", "mentions")} for day in days if day["mentions"]
        ],
    }


def _as_mentioned(row: Record) -> Record:
    """The event with what the report says of it that the mention is of, in the place of what its origin says."""
    return {name: value for name, value in row.items() if not name.startswith("m_") and name != "id"} | {
        name: row[f"m_{name}"] for name in _OF_MENTION
    }
