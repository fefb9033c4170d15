"""Reports that look back over months: what they tell without a day is of the past, not of their own day.

The review of a quarter names one old day after the other, and its sentences between them have none.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from pipelines.coding.glosses import ENGLISH
from pipelines.coding.joining import Told, identified
from pipelines.coding.when_where.carried import ages_of
from pipelines.coding.when_where.lateness import RECENT

_MONTHS = 100  # days over which a review looks back
_ENOUGH = 5  # sentences that name an old day
_TIMES = 5  # as many as name a recent one


def of_the_past(told: Sequence[Told], sentences: Sequence[str], published: date) -> list[Told]:
    """The events of a report; those of a review that have its day only for want of another are of an open, past one."""
    undated = any(_is_undated(one) for one in told)
    if not undated or not _looks_back(sentences, published):
        return list(told)
    return [_put_back(one) if _is_undated(one) else one for one in told]


def _is_undated(one: Told) -> bool:
    telling = one.telling
    return telling.date_basis == "report" and telling.modality == "asserted" and one.parse.language == ENGLISH


def _put_back(one: Told) -> Told:
    return replace(one, telling=identified(replace(one.telling, date_basis="open", modality="historical")))


def _looks_back(sentences: Sequence[str], published: date) -> bool:
    """Whether many sentences name days of the months before, and hardly any a recent one."""
    ages = [ages_of(sentence, published) for sentence in sentences]
    recent = sum(any(age <= RECENT for age in named) for named in ages)
    old = sum(any(RECENT < age <= _MONTHS for age in named) for named in ages)
    return old >= max(_ENOUGH, _TIMES * recent)
