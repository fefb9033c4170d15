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
    """``events`` are whole, each with its number of mentions, the most told first; ``apart`` a row a mention."""

    events: Rows
    apart: Rows
    many: Many


def told(asked: Asked, chosen: str, *, limit: int | None, **values: object) -> Told:
    """The events of the mentions ``m`` of events ``e`` that are ``chosen``, at most so many of each kind."""
    mentions = f"FROM mentions AS m JOIN events AS e USING (event_id) WHERE ({chosen})"
    most = "" if limit is None else f" LIMIT {limit:d}"
    events = asked.rows(
        f"SELECT e.*, t.mentions FROM (SELECT event_id, count(*) AS mentions {mentions} AND {COUNTED}"
        " GROUP BY event_id) AS t JOIN events AS e USING (event_id)"
        f" ORDER BY t.mentions DESC, e.event_date, e.type, e.event_id{most}",
        **values,
    )
    of_mention = ", ".join(f"m.{name} AS m_{name}" for name in _OF_MENTION)
    apart = asked.rows(
        f"SELECT e.*, m.uncounted, m.late, {of_mention} {mentions} AND NOT {COUNTED}"
        f" ORDER BY m.uncounted NULLS LAST, m.late, e.event_date, e.type, e.event_id, m.report_id{most}",
        **values,
    )
    (many,) = asked.rows(
        f"SELECT count(DISTINCT event_id) FILTER (WHERE {COUNTED}) AS events,"
        f" count(*) FILTER (WHERE NOT {COUNTED}) AS apart {mentions}",
        **values,
    )
    return {
        "events": events,
        "apart": [_as_mentioned(row) for row in apart],
        "many": Many(events=many["events"], apart=many["apart"]),
    }


def _as_mentioned(row: Record) -> Record:
    """The event with what the report says of it that the mention is of, in the place of what its origin says."""
    return {name: value for name, value in row.items() if not name.startswith("m_")} | {
        name: row[f"m_{name}"] for name in _OF_MENTION
    }
