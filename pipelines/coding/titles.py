"""The day of what a headline tells: that on which the text below it tells the same."""

from collections.abc import Sequence
from dataclasses import replace

from pipelines.coding.joining import Told, identified
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
    on_its_day = replace(headline, event_date=below.event_date, date_basis="relative")
    return replace(one, telling=identified(on_its_day))


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
