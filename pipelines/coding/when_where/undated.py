"""The day of what a report tells without one: its own, or the recent day that its story is of.

Far down an article written the day after, nothing says again that it all was "on Tuesday".
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol, Self

from pipelines.coding.choices import FOLDER, Choice, Evidence
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.joining import Told, identified
from pipelines.coding.when_where.carried import named_days
from pipelines.coding.when_where.lateness import RECENT, days_late
from pipelines.coding.when_where.own_days import WORDS
from schemas import Telling

FILE = FOLDER / "undated.json"
_LEAD = 5  # sentences in which a report says when its news was
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

    ``naming`` are the sentences that name any, ``count`` how many name each, ``candidates`` all of them with the
    report's own; ``types`` and ``codes`` are of the events dated on each, ``today`` is the first sentence that names
    the report's own, ``news`` the day of a story that is told without one.
    """

    named: Sequence[frozenset[int]]
    naming: Sequence[int]
    count: Counter[int]
    candidates: Sequence[int]
    types: Mapping[int, set[str]]
    codes: Mapping[int, set[str]]
    lead: int | None
    today: int | None
    news: int

    @classmethod
    def of(cls, told: Sequence[Told], sentences: Sequence[str], published: date) -> Self:
        types: defaultdict[int, set[str]] = defaultdict(set)
        codes: defaultdict[int, set[str]] = defaultdict(set)
        for telling in (one.telling for one in told):
            back = (published - telling.event_date).days
            if telling.date_basis in _STATED and telling.date_precision == "day" and 0 <= back < RECENT:
                types[back].add(telling.type)
                codes[back] |= _codes(telling)
        listed = [[(published - day).days for day in named_days(sentence, published)] for sentence in sentences]
        listed = [[back for back in days if 0 <= back < RECENT] for days in listed]
        lead = next((back for days in listed[:_LEAD] for back in days if back), None)
        named = [frozenset(days) for days in listed]
        naming = [place for place, days in enumerate(named) if days]
        count = Counter(back for days in named for back in days)
        today = next((place for place in naming if 0 in named[place]), None)
        news = max(days_late(sentences, published), 1)
        return cls(named, naming, count, sorted({0, *types, *count}), types, codes, lead, today, news)


def _evidence_of(one: Told, days: _Days) -> dict[str, dict[str, float]]:
    """What speaks for each number of days before the report's day as the day of an event."""
    place, named, codes = one.place, days.named, _codes(one.telling)
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
            "count": math.log1p(days.count[back]),
            "type": float(one.telling.type in days.types.get(back, ())),
            "party": float(not codes.isdisjoint(days.codes.get(back, ()))),
            "news": float(back == days.news),
            "old": float(back > days.news + 1),
        }
    evidence["0"] |= {
        "report": 1.0,
        "today": float(days.today is not None and days.today <= place),
        "word": float(one.telling.type in WORDS),
        "top": float(place == 1),
        "depth": place / len(named),
    }
    return evidence


def _codes(telling: Telling) -> frozenset[str]:
    return frozenset(actor.code for actor in (*telling.sources, *telling.targets) if actor.code)
