"""What one sentence of a report names, for the later ones that refer to it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.combining import sponsor
from pipelines.coding.who.entities import BODIES, ActorMatch
from pipelines.coding.who.pairs import pair_of, party
from pipelines.coding.who.reference_rules import Nouns, ReferenceRules
from pipelines.coding.who.shared_names import shared_name
from pipelines.coding.wordlists import word_list
from schemas import Actor

_NAMED = frozenset({"organisation", "group"})
_PARTIES = _NAMED | {"office", "person"}
_TIME = word_list("time")
_WORLDWIDE = frozenset({"MNC", "JRN"})
_PLACED = word_list("locative") | {"from", "to", "of"}


def says_which(match: ActorMatch) -> bool:
    """Whether a role noun is none that police and armies share: "officers", "forces"."""
    return match.kind == "role" and not (match.sectors == ("MIL",) and match.lent)


def classes_of(match: ActorMatch) -> Iterable[str]:
    """The sectors or classes that the code of a name holds."""
    return (match.code[i : i + 3] for i in range(0, len(match.code), 3)) if not match.country else match.sectors


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that may be meant later: ``country`` is None where the sentence does not say whose it is."""

    nouns: Nouns
    noun: str
    country: str | None


class Told:
    """The actors that one sentence names, by its words alone."""

    def __init__(self, words: Sequence[str], actors: ActorLexicon, rules: ReferenceRules, published: date) -> None:
        self.words = words
        self.found = actors.find(words, published)
        self._rules = rules

    @cached_property
    def names(self) -> dict[str, ActorMatch]:
        """Organisations and groups by name."""
        return {" ".join(self.words[m.start : m.end]): m for m in self.found if m.kind in _NAMED and m.code}

    @cached_property
    def parties(self) -> list[Actor]:
        """The persons in office, bodies and groups that it names in full."""
        named = [m for m in self.found if m.code and m.kind in _PARTIES]
        texts = [" ".join(self.words[m.start : m.end]) for m in named]
        return [
            Actor(text=text, code=m.code, country=m.country, sectors=m.sectors, role=m.role)
            for text, m in zip(texts, named, strict=True)
        ]

    def pair(self, noun: str, in_office: bool = False) -> tuple[Actor, ...]:
        """The two parties named, where they are two."""
        return pair_of(self.words, self.found, noun, in_office)

    def of_country(self, country: str, noun: str) -> Actor | None:
        """A country as one of the two that a ``noun`` takes up, if the sentence names it."""
        match = next((m for m in self.found if m.country == country), None)
        return None if match is None else party(self.words, match, noun)

    @cached_property
    def countries(self) -> frozenset[str]:
        """All countries named; a firm or a house of the press that is at home everywhere names none."""
        named = (m for m in self.found if m.country and _WORLDWIDE.isdisjoint(m.sectors))
        return frozenset(m.country for m in named if m.kind != "nationality" or not sponsor(self.words, m))

    @cached_property
    def sure_countries(self) -> frozenset[str]:
        """The countries named otherwise than by a body or party whose name those of other countries bear too."""
        told = (m for m in self.found if m.country in self.countries)
        return frozenset(m.country for m in told if m.kind not in BODIES or not shared_name(self.words, m))

    @cached_property
    def offices(self) -> frozenset[tuple[str, str]]:
        """The names of offices that several countries have, each with the country whose it is by itself."""
        told = (
            (shared_name(self.words, m), m) for m in self.found if m.kind == "office" and m.country in self.countries
        )
        return frozenset((name, match.country) for name, match in told if name)

    @cached_property
    def capitals(self) -> frozenset[str]:
        """The countries whose capitals are named, and not as part of a name: "the London Stock Exchange"."""
        towns = (m for m in self.found if m.kind == "city" and m.sectors)
        return frozenset(m.country for m in towns if not "".join(self.words[m.end : m.end + 1])[:1].isupper())

    @cached_property
    def actors(self) -> frozenset[str]:
        """The countries named otherwise than as the other side of something: "by Peru", "against Chile"."""
        return frozenset(m.country for m in self.found if m.country in self.countries and not self._is_aside(m))

    def _is_aside(self, match: ActorMatch) -> bool:
        before = [word.lower() for word in self.words[max(0, match.start - 2) : match.start]]
        if before[-1:] == ["the"]:
            before.pop()
        return bool(before) and before[-1] in self._rules.habits.aside

    @cached_property
    def mentions(self) -> list[Mention]:
        """Bodies and offices, each with its country; what only takes up another ("the army") is left out."""
        return list(self._mentions())

    def _mentions(self) -> Iterator[Mention]:
        for place, match in enumerate(self.found):
            if match.kind in ("person", "office") and match.role and (nouns := self._rules.of(match.role)):
                yield Mention(nouns, match.role, match.country or None)
            if match.kind == "office" and not match.role and match.country:
                noun = self.words[match.end - 1].lower()  # "the State Department", for "the department"
                nouns = self._rules.of(noun)
                if nouns is not None and not nouns.sectors:
                    yield Mention(nouns, noun, match.country)
            if match.kind != "role":
                continue
            noun = " ".join(self.words[match.start : match.end]).lower()
            nouns = self._rules.of(noun)
            if nouns is None or nouns.sectors:
                continue
            country = self._owner(place)
            if country is not None or not self._takes_up(match.start):
                yield Mention(nouns, noun, country)

    def _takes_up(self, start: int) -> bool:
        """Whether a role noun that begins at a word only comes back to one told before."""
        articles = self._rules.habits.articles
        return not articles or (start > 0 and self.words[start - 1] in articles)

    def of_sectors(self, sectors: Sequence[str]) -> set[str]:
        """The countries whose police or soldiers, by role nouns of some sectors, are named."""
        roles = (k for k, m in enumerate(self.found) if m.kind == "role" and m.sectors == sectors)
        return {owner for k in roles if (owner := self._owner(k))}

    def owners_of(self, noun: str) -> set[str]:
        """The countries whose a role noun is said to be."""
        named = (k for k, m in enumerate(self.found) if m.kind == "role")
        words = {k: " ".join(self.words[self.found[k].start : self.found[k].end]).lower() for k in named}
        return {owner for k, word in words.items() if word == noun and (owner := self._owner(k))}

    def _owner(self, place: int) -> str | None:
        """The country that stands right before a role noun, or behind it after "of" or "in"."""
        match = self.found[place]
        previous = self.found[place - 1] if place else None
        if previous is not None and previous.kind != "role" and previous.country:
            between = self.words[previous.end : match.start]
            if not between or between in (["'s"], ["’s"], ["'"]):
                return previous.country
        following = self.found[place + 1] if place + 1 < len(self.found) else None
        if following is None or not following.country:
            return None
        between = [word.lower() for word in self.words[match.end : following.start]]
        if not between and following.kind in self._rules.habits.beside:
            return following.country
        return following.country if between in (["of"], ["in"], ["of", "the"], ["in", "the"]) else None

    @cached_property
    def strangers(self) -> list[str]:
        """Names that no list knows and that no role noun before them explains."""
        covered = {
            token
            for match in self.found
            if match.kind != "role" or self.words[match.end : match.end + 1] not in (["of"], ["for"])
            for token in range(match.start, match.end)
        }
        found: list[str] = []
        for token, word in enumerate(self.words):
            before = self.words[token - 1] if token else ""
            if not token or not word[:1].isupper() or token in covered or word.lower() in _TIME:
                continue
            if token - 1 in covered or before.lower() in _PLACED or (found and found[-1] == before):
                continue
            found.append(word)
        return found


def office_in(told: Iterable[Told]) -> str:
    """The country of those in office whom sentences name, if they are of one."""
    held = {m.country for one in told for m in one.found if m.kind == "office" or m.role} - {""}
    return held.pop() if len(held) == 1 else ""


def governments_in(told: Iterable[Told]) -> frozenset[str]:
    """The countries whose governments sentences name as such: "the government of Mali"."""
    return frozenset(m.country for one in told for m in one.mentions if m.noun == "government" and m.country)


def force_in(told: Iterable[Told], sectors: Sequence[str]) -> str:
    """The one country whose police or soldiers sentences name."""
    named = {country for one in told for country in one.of_sectors(sectors)}
    return named.pop() if len(named) == 1 else ""
