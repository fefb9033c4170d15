"""The day of what a headline tells: that on which the text below it tells the same, else that of its report's news."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from pipelines.coding.glosses import ENGLISH
from pipelines.coding.joining import Told, identified
from pipelines.coding.when_where.lateness import RECENT, days_late, has_headline
from schemas import Telling

_KIND = 3  # letters
_BELOW = 7  # sentences at the top of a report in which the news of its headline is told in full


def dated(told: Sequence[Told], sentences: Sequence[str], published: date) -> list[Told]:
    """The events of a report, those of its headline on their day."""
    if not has_headline(sentences):
        return list(told)
    return [_on_its_day(one, told, sentences, published) if one.place == 0 else one for one in told]


def _on_its_day(one: Told, told: Sequence[Told], sentences: Sequence[str], published: date) -> Told:
    headline = one.telling
    if headline.date_basis != "report" or headline.modality != "asserted":
        return one
    day = _day_below(headline, told)
    if day is None and one.parse.language == ENGLISH and not _opens_otherwise(headline, told):
        day = published - timedelta(days=days_late(sentences, published))
    if day is None or not 0 < (headline.event_date - day).days < RECENT:
        return one
    return replace(one, telling=identified(replace(headline, event_date=day, date_basis="relative")))


def _day_below(headline: Telling, told: Sequence[Told]) -> date | None:
    """The day that the text names for the same."""
    below = next(
        (other.telling for other in told if 0 < other.place < _BELOW and _is_same(headline, other.telling)), None
    )
    if below is None or below.date_basis not in ("relative", "explicit") or below.date_precision != "day":
        return None
    return below.event_date


def _opens_otherwise(headline: Telling, told: Sequence[Told]) -> bool:
    """Whether the sentence below a headline tells only what others did."""
    below = [other.telling for other in told if other.place == 1]
    return bool(below) and not any(_may_share(headline, other) for other in below)


def _is_same(headline: Telling, other: Telling) -> bool:
    """Whether an event may be that of the headline: of its type, and of a party of it where both name any."""
    return (other.type, other.modality) == (headline.type, "asserted") and _may_share(headline, other)


def _may_share(headline: Telling, other: Telling) -> bool:
    ours, theirs = _countries(headline), _countries(other)
    return not ours or not theirs or bool(ours & theirs)


def _countries(telling: Telling) -> set[str]:
    """The countries and bodies that have a part in an event; a bare kind (GOV) may be of any country."""
    actors = (*telling.sources, *telling.targets)
    return {actor.country or actor.code for actor in actors if actor.country or len(actor.code) > _KIND}
