"""What is known of a named actor: its terms of office, and where and as what a sentence names it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

_LATELY = 366
_TITLES = frozenset({"president", "vice president"})
BODIES = frozenset({"organisation", "office"})  # kinds of names, beside those of groups
Kind = Literal["state", "nationality", "people", "city", "region", "organisation", "group", "office", "person", "role"]


@dataclass(frozen=True, slots=True)
class ActorMatch:
    """A named actor, nationality or role noun: tokens ``start`` up to ``end``, and its code at the asked date."""

    start: int
    end: int
    code: str
    country: str
    sectors: tuple[str, ...]
    role: str | None
    kind: Kind
    lent: bool = False
    past: frozenset[str] = frozenset()  # the offices that a person held before the asked date

    def somewhere(self) -> "ActorMatch":
        """A capital as the town that it is, not the government that sits in it: "the Kabul market"."""
        return replace(self, code=self.country, sectors=())


@dataclass(frozen=True, slots=True)
class Part:
    """An actor in the words ``start`` up to ``end`` of a noun phrase."""

    start: int
    end: int
    country: str
    sectors: tuple[str, ...]
    role: str | None


@dataclass(frozen=True, slots=True)
class Named:
    """A name that a report makes known, and as what."""

    name: str
    kind: Kind
    country: str
    sectors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """What holds of a named actor between two days, both included."""

    country: str
    sectors: tuple[str, ...]
    role: str | None
    first: date
    last: date

    def distance(self, on: date) -> int:
        """How many days ``on`` lies outside the term; 0 within it."""
        return max((self.first - on).days, (on - self.last).days, 0)


class Entity:
    """A named actor and all its terms."""

    __slots__ = ("kind", "terms")

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        self.terms: list[Term] = []

    def at(self, on: date) -> Term:
        """The term that holds on a day; outside of all, a person is of the elite, anything else as at the nearest."""
        term = self.terms[0] if len(self.terms) == 1 else min(self.terms, key=lambda t: t.distance(on))
        if self.kind == "person" and term.distance(on):
            return replace(term, sectors=("ELI",) if term.country else term.sectors, role=None)
        return term

    def past(self, on: date) -> frozenset[str]:
        """The offices of terms that ended over a year before a day, of those that go on as titles: "President Ruiz"."""
        return frozenset(term.role for term in self.terms if term.role in _TITLES and (on - term.last).days > _LATELY)

    def distance(self, on: date) -> int:
        """How many days ``on`` lies outside of every term."""
        return min(term.distance(on) for term in self.terms)
