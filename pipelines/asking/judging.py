"""Events to be judged: a random sample of those that a search finds, drawn so that it can be drawn again."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from pipelines.asking.finding import Search, chosen
from pipelines.asking.precision import Precision, precision
from pipelines.asking.store import Asked, Record, Rows
from pipelines.asking.verdicts import Verdict, digest_of, stands_for

_OF_REPORT: Final = ("title", "text", "language")


def sampled(
    asked: Asked, search: Search, verdicts: Iterable[Verdict], *, number: int, reader: str, seed: int = 0
) -> Rows:
    """So many events in random order, without those that the reader has judged as they are; unread ones come first.

    Each is whole, with ``title``, ``text`` and ``language`` of the report that it comes from. The order is that of a
    hash of seed and id, so the same store and seed give the same sample, and a store that has grown a like one.
    """
    held = list(verdicts)
    own = {(one.event_id, one.judged) for one in held if one.reader == reader}
    of_others = sorted({one.event_id for one in held if one.reader != reader})
    found, values = chosen(search, asked.dialect)
    # More than are asked for: what the reader judged is left out here, by what was judged and not by id alone.
    rows = asked.rows(
        f"{found}, drawn AS (SELECT event_id,"
        " CASE WHEN event_id IN (SELECT unnest($of_others::text[])) THEN 1 ELSE 0 END AS read_before,"
        f" md5($seed || event_id) AS place FROM found ORDER BY read_before, place LIMIT {number + len(own):d})"
        " SELECT e.*, r.title, r.text, r.language FROM drawn JOIN events AS e USING (event_id)"
        " LEFT JOIN reports AS r ON r.report_id = e.report_id ORDER BY read_before, place",
        of_others=of_others,
        seed=f"{seed:d} ",
        **values,
    )
    return [row for row in rows if (row["event_id"], digest_of(row)) not in own][:number]


def judged_events(asked: Asked, verdicts: Iterable[Verdict]) -> dict[str, Record]:
    """The events of the verdicts as they are coded now, by id; those that are gone are left out."""
    wanted = sorted({one.event_id for one in verdicts})
    rows = asked.rows("SELECT * FROM events WHERE event_id IN (SELECT unnest($wanted::text[]))", wanted=wanted)
    return {row["event_id"]: row for row in rows}


class Measured(NamedTuple):
    """What verdicts say of what is told now, None of none; and how many are on what is coded otherwise, or gone."""

    precision: Precision | None
    left_out: int


def measured(asked: Asked, verdicts: Iterable[Verdict]) -> Measured:
    """How often is right what is coded as it was judged; as sure as it is now: a calibration may have come since."""
    held = list(verdicts)
    events = judged_events(asked, held)
    standing = [
        replace(one, confidence=event["confidence"])
        for one in held
        if (event := events.get(one.event_id)) is not None and stands_for(one, event)
    ]
    return Measured(precision(standing), len(held) - len(standing))
