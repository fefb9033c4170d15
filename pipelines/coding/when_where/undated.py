"""The day of what a report tells without one: its own, or the recent day that its story is of.

Far down an article written the day after, nothing says again that it all was "on Tuesday".
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol, Self

from pipelines.coding.choices import FOLDER, Choice, Evidence
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.joining import Told, identified
from pipelines.coding.when_where.carried import named_days
from pipelines.coding.when_where.own_days import WORDS
from schemas import Telling

FILE = FOLDER / "undated.json"
_RECENT = 7  # days
_LEAD = 5  # sentences in which a report says when its news was
_OLD = 2  # days back beyond which a story is seldom told without its day
_STATED = ("relative", "explicit")


class Dating(Protocol):
    """What the coder needs to tell on which day something was."""

    def on_its_day(self, telling: Telling, evidence: Evidence) -> Telling:
        """The event on its day; ``evidence`` is of each number of days before that of its report."""


@dataclass(frozen=True, slots=True)
class Undated:
    """Gives an event without a day the likeliest, its report's where none is likely enough."""

    choice: Choice

    @classmethod
    def load(cls) -> Self:
        """As it ships with the coder; raises LexiconError."""
        return cls(Choice.load(FILE))

    def on_its_day(self, telling: Telling, evidence: Evidence) -> Telling:
        """The event on its day."""
        back = int(self.choice.best(evidence) or 0)
        if not back:
            return telling
        day = telling.event_date - timedelta(days=back)
        return identified(replace(telling, event_date=day, date_basis="relative"))


def settled_days(dating: Dating, told: Sequence[Told], sentences: Sequence[str], published: date) -> list[Told]:
    """The events of a report, those below its headline that have its day only for want of another with the likeliest.

    The weights are of English; in other languages, where they gain nothing, the events stay as they are.
    """
    if not any(_is_undated(one) for one in told):
        return list(told)
    days = _Days.of(told, sentences, published)
    return [
        replace(one, telling=dating.on_its_day(one.telling, _evidence_of(one, days))) if _is_undated(one) else one
        for one in told
    ]


def _is_undated(one: Told) -> bool:
    telling = one.telling
    news = telling.date_basis == "report" and telling.modality == "asserted"
    return news and one.place > 0 and one.parse.language == ENGLISH


@dataclass(frozen=True, slots=True)
class _Days:
    """The recent days of a report, as days before its own: those that each sentence names, and those of its events.

    ``naming`` are the sentences that name any, ``candidates`` all of them with the report's own.
    """

    named: Sequence[frozenset[int]]
    naming: Sequence[int]
    candidates: Sequence[int]
    told: Counter[int]
    lead: int | None
    today: bool

    @classmethod
    def of(cls, told: Sequence[Told], sentences: Sequence[str], published: date) -> Self:
        stated = [
            (published - one.telling.event_date).days
            for one in told
            if one.telling.date_basis in _STATED and one.telling.date_precision == "day"
        ]
        listed = [[(published - day).days for day in named_days(sentence, published)] for sentence in sentences]
        listed = [[back for back in days if 0 <= back < _RECENT] for days in listed]
        top = [back for days in listed[:_LEAD] for back in days]
        lead = next((back for back in top if back), None)
        recent = Counter(back for back in stated if 0 <= back < _RECENT)
        named = [frozenset(days) for days in listed]
        naming = [place for place, days in enumerate(named) if days]
        return cls(named, naming, sorted({0, *recent}.union(*named)), recent, lead, 0 in top)


def _evidence_of(one: Told, days: _Days) -> dict[str, dict[str, float]]:
    """What speaks for each number of days before the report's day as the day of an event."""
    place, named = one.place, days.named
    before, behind = bisect_left(days.naming, place), bisect_right(days.naming, place)
    latest = days.naming[before - 1] if before else None
    coming = days.naming[behind] if behind < len(days.naming) else None
    evidence = {}
    for back in days.candidates:
        near = latest is not None and back in named[latest]
        evidence[str(back)] = {
            "lead": float(back == days.lead),
            "lead and latest": float(near and back == days.lead),
            "near": 1 / (place - latest) if near and latest is not None else 0.0,
            "next": float(coming is not None and back in named[coming]),
            "sentence": float(back in named[place]),
            "share": days.told[back] / max(days.told.total(), 1),
            "yesterday": float(back == 1),
            "old": float(back > _OLD),
        }
    evidence["0"] |= {
        "report": 1.0,
        "today": float(days.today),
        "word": float(one.telling.type in WORDS),
        "deed": float(one.proposal.deed is not None),
        "top": float(place == 1),
        "depth": place / len(named),
    }
    return evidence
