"""The country that a report is about: what its dateline, its top and most of its sentences name."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import cached_property

from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.entities import BODIES
from pipelines.coding.who.habits import Habits
from pipelines.coding.who.homes import placed_in
from pipelines.coding.who.sections import Section
from pipelines.coding.who.shared_names import has_one, is_of_a_longer_name, shared_name
from pipelines.coding.who.told import Told
from schemas import Actor

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[,/]")
_BYLINE = re.compile(r"By [^,.]{3,40}, (?P<place>[A-Z][\w'’ -]{2,30})\Z")
_LABEL = re.compile(r"([^\W\d_][\w'’ -]{1,30}?) ?: ")
_FIRST = 3  # sentences in which a dateline may stand
_LONGEST = 40  # characters of a place that is a sentence of its own: "Chisinau."
_PLACES = frozenset({"state", "region", "city"})
_TOP = 2  # sentences, of which the headline may be one, that tell what a report is about
_MORE = 2  # what being named there, or in the dateline, counts more than in another sentence
_FOREMOST = 8  # countries that are weighed against one another
_PAIR = 2  # countries of a report on what is between them
_OFTEN, _MOSTLY = 4, (3, 5)  # sentences, and the share of all that name a country, of the one it is about


class ReportHome:
    """The country that one report is about; its sentences are looked at only when somebody asks.

    Of a round-up the sentences are those of a ``section``.
    """

    def __init__(
        self,
        sentences: Sequence[str],
        told: Callable[[int], Told],
        actors: ActorLexicon,
        published: date,
        habits: Habits,
        section: Section | None = None,
    ) -> None:
        self._first = section.start if section else 0
        self._label = section.country if section else ""
        self._sentences = sentences[section.start : section.end] if section else sentences
        self._told = told
        self._actors = actors
        self._published = published
        self._habits = habits

    def of(
        self, place: int, telling: Collection[int], label: str, others: Collection[str], firm: bool, state: bool = False
    ) -> str:
        """The country that the report is about, if a sentence names it otherwise than as the other side; else "".

        ``others`` are the countries on the other side of the event in the sentence at ``place``: where the country is
        one of them, another sentence must name it. Where only one sentence does, it must be the headline or one of
        those ``telling`` events. ``firm`` asks for one that the report names more than all others, ``state`` for the
        country of a government that faces another's. A ``label`` of the sentence goes before all.
        """
        if label:
            return label if label not in others else ""
        place -= self._first
        home = self.country
        if state and (not home or home in others) and (facing := self._counterpart(others)):
            return facing
        if not home:
            return ""
        if firm and not (
            home in (self._scene, self._labelled) or self._is_most_named(home) or self._is_headlined(home)
        ):
            return ""
        if home == self.dateline and home not in others:
            return home
        headline = not self._sentences[0].endswith((".", "!", "?", '"'))
        naming = self._naming
        if len(naming) < 2 and not self._habits.named_once:
            naming = [k for k in naming if k + self._first in telling or (headline and k == 0)]
        return home if any(k != place or home not in others for k in naming) else ""

    def may_tell_of(self, country: str, place: int) -> bool:
        """Whether a small town in a ``country`` can be meant: not where a report of another never names that."""
        return (
            country in self._at(place - self._first).countries
            or self.country in ("", country)
            or (country in self.weights)
        )

    def is_of_another(self, country: str, body: str) -> bool:
        """Whether the report is about and from another country than one, which has a ``body`` of a shared name too."""
        home = self.country
        return home not in ("", country) and self.dateline != country and (not body or has_one(home, body))

    @cached_property
    def town(self) -> str:
        """The country of the town from which the report is sent, unless the report is about another."""
        elsewhere = self.country not in ("", self.dateline) and self.weights[self.country] >= _OFTEN
        return "" if elsewhere else self.dateline

    @cached_property
    def dateline(self) -> str:
        """The country of the town from which the report is sent, if its first sentences say so."""
        if self._label or self._labelled:
            return self._label or self._labelled
        for sentence in self._sentences[:_FIRST]:
            front, alone = self._front(sentence)
            words = [word.capitalize() if word.isupper() else word for word in _WORD.findall(front)]
            places = [m for m in self._actors.find(words, self._published) if m.kind in _PLACES and m.country]
            if alone and sum(m.end - m.start for m in places) < len(words):
                continue  # a short sentence
            if len(countries := {match.country for match in places}) == 1:
                return countries.pop()
        return ""

    @cached_property
    def _labelled(self) -> str:
        """The country of the place that stands before the colon of the headline: "RDC : deux soldats tués"."""
        label = _LABEL.match(self._sentences[0]) if self._habits.labelled and self._sentences else None
        if label is None:
            return ""
        words = _WORD.findall(label.group(1))
        places = [m for m in self._actors.find(words, self._published) if m.kind in _PLACES and m.country]
        whole = sum(m.end - m.start for m in places) == len(words)
        return places[0].country if whole and len(places) == 1 else ""

    def _front(self, sentence: str) -> tuple[str, bool]:
        """What stands before the first words of a sentence; or one that may be no more than a dateline, and that."""
        byline = _BYLINE.match(sentence)
        if byline is not None:
            return byline.group("place"), False
        end = self._habits.front_end(sentence)
        alone = not end and len(sentence) <= _LONGEST and sentence.endswith(".") and len(sentence.split()) <= 3
        return (sentence, True) if alone else (sentence[:end], False)

    def _at(self, place: int) -> Told:
        """What a sentence names, counted from the first of its section."""
        return self._told(place + self._first)

    @cached_property
    def _sure(self) -> Counter[str]:
        """In how many sentences each country is named by what is its own alone."""
        return Counter(country for k in range(len(self._sentences)) for country in self._at(k).sure_countries)

    @cached_property
    def _by_offices(self) -> Counter[str]:
        """In how many more sentences an office names a country that no other which the report names has as well."""
        told = ((self._at(k), name, owner) for k in range(len(self._sentences)) for name, owner in self._at(k).offices)
        lone = (one for one in told if one[2] not in one[0].sure_countries)
        return Counter(owner for _, name, owner in lone if not self._other_bearers(self._sure, name, owner))

    def _other_bearers(self, named: Collection[str], name: str, owner: str) -> list[str]:
        """The countries among those ``named`` whose a shared name may be beside its owner."""
        return [country for country in named if country != owner and has_one(country, name)]

    def corrected(self, words: Sequence[str], actor: Actor, place: int) -> Actor:
        """The actor of a phrase at a ``place``, as of whose it is where it is a name that several bodies bear.

        "Congress" is that of the United States unless the report is about another country that has one.
        """
        every = self._actors.find(words, self._published)
        found = [m for m in every if m.country == actor.country]
        names = [shared_name(words, m) for m in found]
        if not found or not all(names) or not all(m.kind in BODIES for m in found):
            return actor  # nearly all: the report need not be read for them
        if any(is_of_a_longer_name(words, every, m) for m in found):
            return placed_in(actor, "")
        owner = self._bearer_at(place - self._first, actor.country, names[0], found[0].kind == "office")
        return actor if owner == actor.country else placed_in(actor, owner)

    def _bearer_at(self, place: int, owner: str, name: str, office: bool) -> str:
        """Whose a shared name is in a sentence: its ``owner``'s, or that of another country which the report names."""
        bearers = self._other_bearers(self._sure, name, owner)
        if not self._sure[owner]:
            able = self._naming and (not office or self.country in bearers)  # nobody lists all parties
            return self.country if able else bearers[0] if len(bearers) == 1 else owner
        here = self._at(place).sure_countries.intersection([owner, *bearers])
        if self.country in bearers:
            return owner if here == {owner} and owner in self._named_before(place) else self.country
        if self.country == owner:
            return owner
        near = here or self._named_before(place).intersection([owner, *bearers])
        return next(iter(near)) if len(near) == 1 else owner

    @cached_property
    def weights(self) -> Counter[str]:
        """How much the sentences name each country, those at the top more than others; the dateline as one of them.

        A dateline counts for nothing where the top names another country and no sentence names that of the town.
        """
        every = range(len(self._sentences))
        weights = Counter(
            self._sure + self._by_offices or (country for k in every for country in self._at(k).countries)
        )
        told = frozenset(weights)
        top = Counter(country for k in every[:_TOP] for country in self._at(k).actors & told)
        weights.update({country: _MORE * times for country, times in top.items()})
        if self.dateline and (self.dateline in told or not top or self._labelled):
            weights[self.dateline] += 1 if not self._labelled else 1 + _MORE
        return weights

    @cached_property
    def _naming(self) -> list[int]:
        """The first two sentences that name the country of the report otherwise than as the other side."""
        return [place - self._first for place in self.acting.get(self.country, [])[:2]]

    @cached_property
    def foremost(self) -> list[str]:
        """The countries that the report names most, the first of them first."""
        return sorted(self.weights, key=lambda country: (-self.weights[country], country))[:_FOREMOST]

    @cached_property
    def acting(self) -> dict[str, list[int]]:
        """The sentences that name each country otherwise than as the other side."""
        found: dict[str, list[int]] = {}
        for place in range(len(self._sentences)):
            for country in self._at(place).actors:
                found.setdefault(country, []).append(place + self._first)
        return found

    def named_before(self, place: int) -> frozenset[str]:
        """The countries of the last sentence before one that names any."""
        return self._named_before(place - self._first)

    def _named_before(self, place: int) -> frozenset[str]:
        at = bisect_left(self._naming_any, place)
        return self._at(self._naming_any[at - 1]).countries if at else frozenset()

    @cached_property
    def _naming_any(self) -> list[int]:
        return [place for place in range(len(self._sentences)) if self._at(place).countries]

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The countries of the capitals that the top of the report names."""
        return frozenset().union(*(self._at(k).capitals for k in range(len(self._sentences))[:_TOP]))

    @cached_property
    def country(self) -> str:
        """The country that the report is about; "" where it is about none or several."""
        weights = self.weights
        if self.dateline in weights:
            weights = weights + Counter({self.dateline: _MORE})
        most = max(weights.values(), default=0)
        first = [country for country, weight in weights.items() if weight == most]
        if self.dateline in first:
            return self.dateline
        if (scene := self._scene) in first:
            return scene
        if len(first) != 1:
            return ""
        return first[0] if self._is_most_named(first[0]) or self._is_headlined(first[0]) else ""

    @cached_property
    def _scene(self) -> str:
        """The country of the only capital that the top of the report names."""
        towns = self.capitals
        return next(iter(towns)) if len(towns) == 1 and self.dateline not in towns else ""

    def _counterpart(self, others: Collection[str]) -> str:
        """The other one of the two countries that a report is about, where one of them is the other side."""
        first = sorted(self.weights.items(), key=lambda told: (-told[1], told[0]))
        told, rest = first[:_PAIR], first[_PAIR:]
        many = bool(rest) and rest[0][1] * 2 > told[-1][1] and told[-1][0] != self.dateline
        if len(told) < _PAIR or told[-1][1] < _OFTEN or many:
            return ""
        left = {country for country, _ in told}.difference(others)
        return left.pop() if len(left) == 1 else ""

    @cached_property
    def between(self) -> tuple[str, ...]:
        """The two countries on what is between which a report is: its top names both, and it both much alike.

        Any other is named half as often at most.
        """
        first = sorted(self.weights.items(), key=lambda told: (-told[1], told[0]))
        (one, most), (other, least), (_, rest) = [*first, *[("", 0)] * 3][:3]
        alike = 2 * rest <= least and most <= 2 * least
        return (one, other) if other and alike and self._tops.issuperset((one, other)) else ()

    def _is_headlined(self, country: str) -> bool:
        """Whether the headline names a country alone, and no other counts half as much."""
        weight = self.weights[country]
        return weight > _MORE and self._is_clear(country, weight) and self._at(0).sure_countries == {country}

    def _is_most_named(self, country: str) -> bool:
        weights = self.weights
        often, every = weights[country], weights.total()
        if often == every or (often >= _OFTEN and often * _MOSTLY[1] >= every * _MOSTLY[0]):
            return True
        if self._habits.named_once and often > _MORE and self._is_clear(country, often):
            return True
        return country == self.dateline and self._is_clear(country, often + _MORE) and self._tops <= {country}

    def _is_clear(self, country: str, weight: int) -> bool:
        """Whether no other country counts more than half of a ``weight``."""
        return all(2 * other <= weight for name, other in self.weights.items() if name != country)

    @cached_property
    def _tops(self) -> frozenset[str]:
        """The countries that the top of the report names."""
        return frozenset().union(*(self._at(k).sure_countries for k in range(len(self._sentences))[:_TOP]))
