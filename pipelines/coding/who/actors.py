"""Who is named in a sentence, and the code of a noun phrase that names an actor, at the report's date.

The data files stand in ``data/actors`` and say at their top what their columns mean; docs/actors.md tells the rules.
Everything here works on plain tokens; nothing needs a parser.
"""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from typing import Self

from pipelines.coding.datafiles import DATA, Row, read_rows
from pipelines.coding.sentence.phrases import PhraseTable, fold, is_month_may, parts_of, tokens_of
from pipelines.coding.who.bodies import POSSESSIVE
from pipelines.coding.who.combining import LINKS, combine, is_placed, linked, names_treaty, sponsor
from pipelines.coding.who.entities import BODIES, ActorMatch, Entity, Kind, Named, Part, Term
from pipelines.coding.who.lists import JOINERS, listed_after, listed_before, persons_joined
from pipelines.coding.who.shared_names import with_its_land
from pipelines.coding.wordlists import word_list
from schemas import Actor

_ADJECTIVES = word_list("adjectives")
_PARTICLES = word_list("name_particles")  # "Salem al-Amri"
_SURNAMES = word_list("surnames")  # offices and callings that are surnames too: "Pat King"
_ENTITY_KINDS: dict[str, Kind] = {
    "organisation": "organisation",
    "group": "group",
    "office": "office",
    "person": "person",
}
# Words that may stand before a surname with a capital letter and are no first name.
_OPENERS = frozenset(
    "A After Also Although And As At Because Before Both But By Even For From Had Has How If In Instead Is It "
    "Later Like "
    "Meanwhile Mr Mr. Mrs Mrs. Ms Ms. Nor Now Of On Once Only Or Since So Still That The Then This Though Thus "
    "To Today "
    "Under Until What When Where Whether While Why With Would Yesterday Yet I Dr Dr. Sir Lord Gen. Gen Lt. "
    "Col. Col Maj. "
    "Capt. Sen. Rep. Gov. Saint Comrade Madam".split()
)
_SEATS = frozenset({"house", "street", "palace", "kremlin", "whitehall", "elysee", "pentagon"})
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
# Names of states that are first names or surnames too.
_GIVEN_NAMES = frozenset(name.capitalize() for name in word_list("given_names"))


class ActorLexicon:
    """All actors that the data files know, found by the longest phrase."""

    openers = _OPENERS

    def __init__(
        self, countries: Iterable[Row], roles: Iterable[Row], regions: Iterable[Row], cities: Iterable[Row]
    ) -> None:
        self._names: PhraseTable[Entity] = PhraseTable()
        self._roles: PhraseTable[ActorMatch] = PhraseTable()
        self._nobody: PhraseTable[bool] = PhraseTable()
        self._entities: dict[tuple[str, str], Entity] = {}
        self.at_home: dict[str, dict[str, Entity]] = {}  # what a name means in news of each of some countries
        self.countries: frozenset[str] = frozenset(self._add_countries(countries))
        self._add_regions(regions)
        for row in cities:
            self._add_constant([row.cells[0]], "city", row.cells[1], ())
        self._add_roles(roles)

    @classmethod
    def load(cls) -> Self:
        """Read the data files of the package. Raises LexiconError with file and line where one is wrong."""
        folder = DATA / "actors"
        lexicon = cls(
            read_rows(folder / "countries.tsv", 5, 5),
            read_rows(folder / "roles.tsv", 4, 4),
            read_rows(DATA / "places" / "regions.tsv", 7, 7),
            read_rows(DATA / "places" / "large_cities.tsv", 2, 2),
        )
        for name in ("organisations", "groups", "parties", "leaders"):
            lexicon.add_entities(read_rows(folder / f"{name}.tsv", 7, 7))
        lexicon._add_at_home(read_rows(folder / "names_at_home.tsv", 7, 7))
        for row in read_rows(folder / "not_actors.txt", 1, 1):
            lexicon.exclude(row.cells[0])
        return lexicon

    def with_names(self, names: Iterable[Named]) -> Self:
        """The lexicon with names of one report besides its own, before which they go."""
        known = copy(self)
        known._names = PhraseTable(self._names)
        for one in names:
            entity = Entity(one.kind)
            entity.terms.append(Term(one.country, one.sectors, None, date.min, date.max))
            known._names.add(one.name, entity)
        return known

    @cached_property
    def namesakes(self) -> dict[str, list[Entity]]:
        """The names that bodies, groups or parties of several countries bear."""
        found: dict[str, list[Entity]] = {}
        for words, entities in self._names.items():
            bodies = [e for e in entities if e.kind in BODIES | {"group"} and e.terms[0].country]
            if len({e.terms[0].country for e in bodies}) > 1 and len(bodies) == len(entities):
                found[" ".join(words)] = bodies
        return found

    def countries_of(self, name: str) -> frozenset[str]:
        """The countries of those who go by a name in any report."""
        return frozenset(e.terms[0].country for e in self._names.get(name) or ())

    def exclude(self, phrase: str) -> None:
        """Let a phrase in lower case name no actor, whatever its words name elsewhere."""
        self._nobody.add_words(tokens_of(phrase), True)

    def add_entities(self, rows: Iterable[Row]) -> None:
        """Add organisations, groups, offices and persons; rows with one name and kind are terms of one actor."""
        for row in rows:
            name, aliases, kind = row.cells[:3]
            term = self._term(row)
            entity = self._entities.setdefault((name, kind), Entity(_ENTITY_KINDS[kind]))
            entity.terms.append(term)
            for phrase in (name, *parts_of(aliases)):
                self._names.add_once(phrase, entity)

    def _add_at_home(self, rows: Iterable[Row]) -> None:
        """Add names that mean somebody only in news of a country; rows with one name and country are terms of one."""
        for row in rows:
            name, aliases, kind = row.cells[:3]
            term = self._term(row)
            entity = self.at_home.setdefault(name, {}).setdefault(term.country, Entity(_ENTITY_KINDS[kind]))
            entity.terms.append(term)
            for alias in parts_of(aliases):
                self.at_home.setdefault(alias, {})[term.country] = entity

    def _term(self, row: Row) -> Term:
        """What a row says of its actor, and from when to when."""
        _, _, kind, code, role, first, last = row.cells
        if kind not in _ENTITY_KINDS:
            raise row.error(f"kind {kind!r} is not one of {', '.join(_ENTITY_KINDS)}")
        country, sectors = self._parse_code(code, row)
        held = None if role == "-" else role
        term = Term(country, sectors, held, _day(first, row, date.min), _day(last, row, date.max))
        if term.first > term.last:
            raise row.error(f"from {term.first} is later than to {term.last}; exchange or correct them")
        return term

    def _parse_code(self, code: str, row: Row) -> tuple[str, tuple[str, ...]]:
        parts = [code[i : i + 3] for i in range(0, len(code), 3)]
        country = parts.pop(0) if parts and parts[0] in self.countries else ""
        if not (parts or country) or not all(len(p) == 3 and p.isupper() for p in parts):
            raise row.error(f"code {code!r} is no country (ISO 3166-1 alpha-3) followed by sectors of three letters")
        return country, tuple(parts)

    def find(self, words: Sequence[str], on: date) -> list[ActorMatch]:
        """The actors named in a tokenised sentence, left to right, the longest where several overlap."""
        folded = words if all(map(str.isascii, words)) else [fold(word) for word in words]
        if any(word[1:2] == "." or word[3:].isupper() for word in folded):
            folded = [self._as_known(word) for word in folded]
        lowers = list(map(str.lower, folded))
        names, roles, nobodies = self._names.first_words, self._roles.first_words, self._nobody.first_words
        found: list[ActorMatch] = []
        i = 0
        while i < len(folded):
            known = folded[i] in names or lowers[i] in roles
            excluded = lowers[i] in nobodies
            if not (known or excluded):
                i += 1
                continue
            match = self._match(folded, lowers, i, on, found) if known else None
            nobody = self._nobody.longest(lowers, i) if excluded else None
            if nobody is not None and (match is None or nobody[0] >= match.end):
                i = nobody[0]
            elif match is None:
                i += 1
            else:
                if found and (owned := with_its_land(folded, found[-1], match)) is not None:
                    found[-1] = match = owned
                else:
                    found.append(match)
                i = match.end
        return found

    def resolve(
        self, words: Sequence[str], head: int, on: date, text: str | None = None, acts: bool = True
    ) -> Actor | None:
        """The actor that a noun phrase names, or None when nothing in it is known.

        ``head`` is the index of its head among ``words``; ``text`` is what stands in the report (default: the words
        with spaces). A country that the phrase leaves open ("the government") is "": the caller may know it.
        """
        parts = self.resolve_each(words, head, on, acts)
        if not parts:
            return None
        country, sectors, role = parts[0].country, parts[0].sectors, parts[0].role
        code = country + "".join(sectors)
        return Actor(text=text or " ".join(words), code=code, country=country, sectors=sectors, role=role)

    def resolve_each(self, words: Sequence[str], head: int, on: date, acts: bool = True) -> list[Part]:
        """The actors of a noun phrase whose head belongs to one country or to each of several; none if unknown.

        What no known noun heads and cannot act (``acts``) belongs to nobody by being somewhere: "talks in Vienna".
        """
        if not (matches := self.find(words, on)):
            return []
        core = next((m for m in matches if m.start <= head < m.end), None)
        start = core.start if core else head
        before = [m for m in matches if m.end <= start and not _is_posted_to(words, m, matches)]
        if core is None:
            matches = [m for m in matches if not names_treaty(words, m, head)]
            before = [m for m in before if m in matches]
        behind = core.end if core else head + 1
        after = [
            m
            for m in matches
            if m.start >= behind
            and (words[head].lower() in LINKS or linked(words, behind, m.start) or _is_bearer(m, core))
        ]
        if core is None and not acts:
            before = [m for m in before if m.kind != "role" or words[m.end - 1].lower() not in _ADJECTIVES]
            before = [m.somewhere() if _is_scene(words, m) else m for m in before]
            after = [m for m in after if not is_placed(words, behind, m.start)]
        owners = persons_joined(words, core, matches)
        if not owners and (core is None or core.kind == "role"):
            owners = listed_before(words, [m for m in before if not sponsor(words, m)], head)
            if not owners:
                owners = listed_after(words, after)
                after = [m for m in after if m.kind == "role" or m in owners]
        if len(owners) > 1:
            return self._each(words, core, before, after, owners)
        country, sectors, role = combine(words, core, before, after)
        return [Part(0, len(words), country, sectors, role)] if country or sectors else []

    def _each(
        self, words: Sequence[str], core: ActorMatch | None, before: Sequence[ActorMatch],
        after: Sequence[ActorMatch], owners: Sequence[ActorMatch],
    ) -> list[Part]:  # fmt: skip
        """The actor of each of several ``owners`` of one head, with the words that are its own."""
        parts: list[Part] = []
        start = 0
        for owner in owners:
            others = [m for m in owners if m is not owner]
            rest = [m for m in before if m not in others], [m for m in after if m not in others]
            if owner.kind in ("organisation", "group", "person"):
                country, sectors, role = owner.country, owner.sectors, owner.role
            else:
                country, sectors, role = combine(words, core, *rest)
            end = len(words) if owner is owners[-1] else owner.end
            apart = bool(parts) and owner.kind == "person"
            while start < owner.start and (apart or words[start].lower() in JOINERS - {"the"}):
                start += 1
            parts.append(Part(start, end, country, sectors, role))
            start = owner.end
        return parts

    def body_at(self, name: str) -> ActorMatch | None:
        """The organisation that goes by the name of the town where it sits: "Brussels"."""
        bodies = [e for e in self._names.get(name) or [] if e.kind == "organisation"]
        if not bodies:
            return None
        term = bodies[0].terms[0]
        code = term.country + "".join(term.sectors)
        return ActorMatch(0, 1, code, term.country, term.sectors, term.role, "organisation")

    def _as_known(self, word: str) -> str:
        """A word as the names have it: "GRU" for "G.R.U.", "Chadian" for "CHADIAN"."""
        known = self._names.first_words
        if word in known or not word.isupper():
            return word
        plain = word.replace(".", "") if word.count(".") > 2 else word.title()
        return plain if plain in known else word

    def _match(
        self, folded: Sequence[str], lowers: Sequence[str], i: int, on: date, found: Sequence[ActorMatch]
    ) -> ActorMatch | None:
        named = self._names.longest(folded, i)
        role = self._roles.longest(lowers, i)
        if named is not None and (role is None or named[0] >= role[0]):
            end, entities = named
            entity = min(entities, key=lambda e: e.distance(on)) if len(entities) > 1 else entities[0]
            term = entity.at(on)
            if folded[i] == "May" and end == i + 1 and (entity.distance(on) or is_month_may(folded, i)):
                return None
            doubtful = entity.kind == "person" or (entity.kind == "city" and not term.sectors)
            if doubtful and entity.kind == "city" and end == i + 1 and _is_titled(found, i):
                return None
            if end == i + 1 and (doubtful or folded[i] in _GIVEN_NAMES) and self._other(folded, i, found):
                return None
            code = term.country + "".join(term.sectors)
            past = entity.past(on) if entity.kind == "person" and term.sectors == ("ELI",) else frozenset[str]()
            return ActorMatch(i, end, code, term.country, term.sectors, term.role, entity.kind, past=past)
        if role is not None and not _is_other_word(folded, i, role[0]) and not _is_hyphened(folded, role[0]):
            noun = role[1][0]
            return ActorMatch(i, role[0], noun.code, "", noun.sectors, noun.role, "role", noun.lent)
        return None

    def _bears(self, folded: Sequence[str], i: int) -> bool:
        """Whether a name behind a first name is a surname: that of somebody known, or a first name itself."""
        if folded[i] in _GIVEN_NAMES:
            return True
        longest = self._names.longest(folded, i)
        return longest is not None and longest[0] == i + 1 and all(e.kind == "person" for e in longest[1])

    def _other(self, folded: Sequence[str], i: int, found: Sequence[ActorMatch]) -> bool:
        """Whether a name of one word is part of somebody else's: "Jeb Bush", "Kim Hyun", "Michael Jordan"."""
        after = folded[i + 1] if i + 1 < len(folded) else ""
        named = bool(after) and (
            self._names.longest(folded, i + 1) is not None or after.lower() in self._roles.first_words
        )
        if folded[i] in _GIVEN_NAMES and named and after.lower() not in self._roles.first_words:
            named = not self._bears(folded, i + 1)
        if after.split("-")[0] in _PARTICLES or (after[:1].isupper() and not named and after not in _DAYS):
            return True
        if i == 0 or (found and found[-1].end == i):
            return False
        previous = folded[i - 1]
        return previous[:1].isupper() and previous not in self.openers

    def _add_countries(self, rows: Iterable[Row]) -> Iterator[str]:
        for row in rows:
            code, names, adjectives, people, capitals = row.cells
            if len(code) != 3 or not code.isupper():
                raise row.error(f"code {code!r} is not three capital letters")
            yield code
            self._add_constant(parts_of(names), "state", code, ())
            self._add_constant(parts_of(adjectives), "nationality", code, ())
            self._add_constant(parts_of(people), "people", code, ("CVL",))
            self._add_constant(parts_of(capitals), "city", code, ("GOV",))

    def _add_regions(self, rows: Iterable[Row]) -> None:
        for row in rows:
            name, aliases, people, country, *_ = row.cells
            if country not in self.countries:
                raise row.error(f"country {country!r} is not in countries.tsv")
            self._add_constant([name, *parts_of(aliases)], "region", country, ())
            self._add_constant(parts_of(people), "people", country, ("CVL",))

    def _add_constant(self, phrases: Iterable[str], kind: Kind, country: str, sectors: tuple[str, ...]) -> None:
        entity = Entity(kind)
        entity.terms.append(Term(country, sectors, None, date.min, date.max))
        for phrase in phrases:
            if self._names.get(phrase) is None:
                self._names.add(phrase, entity)

    def _add_roles(self, rows: Iterable[Row]) -> None:
        for row in rows:
            nouns, code, bond, office = row.cells
            if bond not in ("own", "lent") or office not in ("yes", "no"):
                raise row.error("bond must be own or lent, and office yes or no")
            _, sectors = self._parse_code(code, row)
            for noun in parts_of(nouns):
                role = noun if office == "yes" else None
                match = ActorMatch(0, 0, code, "", sectors, role, "role", lent=bond == "lent")
                self._roles.add_words(tokens_of(noun.lower()), match)


def _is_titled(found: Sequence[ActorMatch], start: int) -> bool:
    """Whether a name stands right behind an office that a person holds: "Sheikh Rashid", "Mayor Lyon"."""
    return bool(found) and found[-1].end == start and found[-1].kind == "role" and found[-1].role is not None


def _is_scene(words: Sequence[str], match: ActorMatch) -> bool:
    """Whether a capital before a thing says where it is: "the Kabul market", not "the White House plan"."""
    return match.kind == "city" and words[match.end] not in POSSESSIVE and words[match.end - 1].lower() not in _SEATS


def _is_posted_to(words: Sequence[str], name: ActorMatch, found: Sequence[ActorMatch]) -> bool:
    """Whether a name before a head says where an envoy is sent: "Chad's ambassador to Niger Ana Ruiz"."""
    link = [word.lower() for word in words[max(0, name.start - 2) : name.start]]
    if link[-1:] == ["the"]:
        link.pop()
    first = name.start - (2 if words[name.start - 1 : name.start] == ["the"] else 1)
    return link[-1:] == ["to"] and any(m.kind == "role" and m.end == first for m in found)


def _is_bearer(person: ActorMatch, office: ActorMatch | None) -> bool:
    """Whether a person stands right behind the noun for an office: "special counsel Robert Mueller"."""
    return office is not None and office.kind == "role" and person.kind == "person" and person.start == office.end


def _is_hyphened(words: Sequence[str], end: int) -> bool:
    """Whether a word stands in the midst of a qualifier: "state-of-the-art radios", "a police-style raid"."""
    behind = [word.lower() for word in words[end : end + 2]]
    return behind[:1] == ["-"] and behind[-1] in ("of", "style", "like")


def _is_other_word(words: Sequence[str], start: int, end: int) -> bool:
    """Whether a short word is no office: "12:00 pm", "a major deal", "Pat King"."""
    if end > start + 1:
        return False
    word = words[start]
    if word.istitle() and word.lower() in _SURNAMES and start > 0 and words[start - 1] not in _OPENERS:
        behind = words[end] if end < len(words) else ""
        return words[start - 1].istitle() and not behind.istitle()
    return word == "major" or (word.lower() == "pm" and start > 0 and words[start - 1][-1:].isdigit())


def _day(cell: str, row: Row, default: date) -> date:
    if cell == "-":
        return default
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise row.error(f"{cell!r} is no day; write YYYY-MM-DD or -") from error
