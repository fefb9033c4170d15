"""The day of what a headline tells: that on which the text below it tells the same."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines import identity
from pipelines.coding.joining import Told
from schemas import Telling

_BELOW = 7  # sentences at the top of a report in which the news of its headline is told in full
_RECENT = 7
_STOPS = (".", "?", "!", ";", ":", '"', "”", ")")


def dated(told: Sequence[Told], sentences: Sequence[str]) -> list[Told]:
    """The events of a report, those of its headline with the day on which the sentences below tell them."""
    if not sentences or sentences[0].rstrip().endswith(_STOPS):
        return list(told)
    return [_as_below(one, told) if one.place == 0 else one for one in told]


def _as_below(one: Told, told: Sequence[Told]) -> Told:
    headline = one.telling
    if headline.date_basis != "report" or headline.modality != "asserted":
        return one
    below = next(
        (other.telling for other in told if 0 < other.place < _BELOW and _is_same(headline, other.telling)), None
    )
    if below is None or below.date_basis not in ("relative", "explicit") or below.date_precision != "day":
        return one
    if not 0 < (headline.event_date - below.event_date).days < _RECENT:
        return one
    return replace(one, telling=_on_the_day_of(headline, below))


def _is_same(headline: Telling, other: Telling) -> bool:
    """Whether an event may be that of the headline: of its type, and of a party of it where both name any."""
    if (other.type, other.modality) != (headline.type, "asserted"):
        return False
    ours, theirs = _countries(headline), _countries(other)
    return not ours or not theirs or bool(ours & theirs)


def _countries(telling: Telling) -> set[str]:
    return {
        actor.country or actor.code for actor in (*telling.sources, *telling.targets) if actor.country or actor.code
    }


def _on_the_day_of(headline: Telling, below: Telling) -> Telling:
    return replace(
        headline,
        event_date=below.event_date,
        date_basis="relative",
        event_id=identity.event_id(
            headline.sentence,
            trigger_start=headline.trigger_start - headline.sentence_start,
            event_date=below.event_date,
            event_type=headline.type,
            source_codes=[actor.code for actor in headline.sources if actor.code],
            target_codes=[actor.code for actor in headline.targets if actor.code],
        ),
    )
