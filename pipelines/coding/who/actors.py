"""Who is named in a sentence, and the code of a noun phrase that names an actor, at the report's date.

The data files stand in ``data/actors`` and say at their top what their columns mean; docs/actors.md tells the rules.
Everything here works on plain tokens; nothing needs a parser.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Self

from pipelines.coding.datafiles import DATA, Row, read_rows
from pipelines.coding.sentence.phrases import PhraseTable, fold, parts_of, tokens_of
from schemas import Actor

Kind = Literal["state", "nationality", "people", "city", "region", "organisation", "group", "office", "person", "role"]

STATELESS = ("IGO", "NGO", "ISM", "IMG", "MNC")

_ENTITY_KINDS: dict[str, Kind] = {
    "organisation": "organisation",
    "group": "group",
    "office": "office",
    "person": "person",
}
_FORMER = frozenset(
    {"former", "ex", "ex-", "onetime", "then-former", "ousted", "deposed", "toppled", "retired", "late"}
)
# What links an actor to the country behind it: "rebels in Darfur", "the president of Chad".
LINKS = frozenset({"of", "in", "from", "across", "throughout", "inside", "within", "at", "near", "outside", "around"})
_BREAKS = frozenset({"to", "against", "on", "with", "for", "by", "over", "towards", "toward", "into", "about", "who"})
# "Iran-backed rebels" are not Iran's.
_SPONSORED = frozenset(
    "backed supported trained funded armed allied aligned occupied held controlled made born sponsored installed "
    "brokered style imposed annexed friendly".split()
)
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
_DAYS = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
# Names of states that are first names or surnames too.
_GIVEN_NAMES = frozenset({"Jordan", "Chad", "Georgia", "Israel", "Kenya", "Berlin", "Paris", "Sofia", "London", "Lima"})


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

    def distance(self, on: date) -> int:
        """How many days ``on`` lies outside of every term."""
        return min(term.distance(on) for term in self.terms)


class ActorLexicon:
    """All actors that the data files know, found by the longest phrase."""

    def __init__(
        self, countries: Iterable[Row], roles: Iterable[Row], regions: Iterable[Row], cities: Iterable[Row]
    ) -> None:
        self._names: PhraseTable[Entity] = PhraseTable()
        self._roles: PhraseTable[ActorMatch] = PhraseTable()
        self._entities: dict[tuple[str, str], Entity] = {}
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
        return lexicon

    def add_entities(self, rows: Iterable[Row]) -> None:
        """Add organisations, groups, offices and persons; rows with one name and kind are terms of one actor."""
        for row in rows:
            name, aliases, kind, code, role, first, last = row.cells
            if kind not in _ENTITY_KINDS:
                raise row.error(f"kind {kind!r} is not one of {', '.join(_ENTITY_KINDS)}")
            country, sectors = self._parse_code(code, row)
            if (name, kind) not in self._entities:
                self._entities[name, kind] = Entity(_ENTITY_KINDS[kind])
            entity = self._entities[name, kind]
            held = None if role == "-" else role
            term = Term(country, sectors, held, _day(first, row, date.min), _day(last, row, date.max))
            if term.first > term.last:
                raise row.error(f"from {term.first} is later than to {term.last}; exchange or correct them")
            entity.terms.append(term)
            for phrase in (name, *parts_of(aliases)):
                self._names.add_once(phrase, entity)

    def _parse_code(self, code: str, row: Row) -> tuple[str, tuple[str, ...]]:
        parts = [code[i : i + 3] for i in range(0, len(code), 3)]
        country = parts.pop(0) if parts and parts[0] in self.countries else ""
        if not (parts or country) or not all(len(p) == 3 and p.isupper() for p in parts):
            raise row.error(f"code {code!r} is no country (ISO 3166-1 alpha-3) followed by sectors of three letters")
        return country, tuple(parts)

    def find(self, words: Sequence[str], on: date) -> list[ActorMatch]:
        """The actors named in a tokenised sentence, left to right, the longest where several overlap."""
        folded = [w if w.isascii() else fold(w) for w in words]
        lowers = [w.lower() for w in folded]
        found: list[ActorMatch] = []
        i = 0
        while i < len(folded):
            known = folded[i] in self._names or lowers[i] in self._roles
            match = self._match(folded, lowers, i, on, found) if known else None
            if match is None:
                i += 1
            else:
                found.append(match)
                i = match.end
        return found

    def resolve(self, words: Sequence[str], head: int, on: date, text: str | None = None) -> Actor | None:
        """The actor that a noun phrase names, or None when nothing in it is known.

        ``head`` is the index of its head among ``words``; ``text`` is what stands in the report (default: the words
        with spaces). A country that the phrase leaves open ("the government") is "": the caller may know it.
        """
        matches = self.find(words, on)
        if not matches:
            return None
        core = next((m for m in matches if m.start <= head < m.end), None)
        start = core.start if core else head
        before = [m for m in matches if m.end <= start]
        behind = core.end if core else head + 1
        after = [
            m
            for m in matches
            if m.start >= behind and (words[head].lower() in LINKS or _linked(words, behind, m.start))
        ]
        country, sectors, role = _combine(words, core, before, after)
        if not country and not sectors:
            return None
        code = country + "".join(sectors)
        return Actor(text=text or " ".join(words), code=code, country=country, sectors=sectors, role=role)

    def _match(
        self, folded: Sequence[str], lowers: Sequence[str], i: int, on: date, found: Sequence[ActorMatch]
    ) -> ActorMatch | None:
        named = self._names.longest(folded, i)
        role = self._roles.longest(lowers, i)
        if named is not None and (role is None or named[0] >= role[0]):
            end, entities = named
            entity = min(entities, key=lambda e: e.distance(on)) if len(entities) > 1 else entities[0]
            term = entity.at(on)
            doubtful = entity.kind == "person" or (entity.kind == "city" and not term.sectors)
            if end == i + 1 and (doubtful or folded[i] in _GIVEN_NAMES) and self._other(folded, i, found):
                return None
            code = term.country + "".join(term.sectors)
            return ActorMatch(i, end, code, term.country, term.sectors, term.role, entity.kind)
        if role is not None:
            noun = role[1][0]
            return ActorMatch(i, role[0], noun.code, "", noun.sectors, noun.role, "role", noun.lent)
        return None

    def _other(self, folded: Sequence[str], i: int, found: Sequence[ActorMatch]) -> bool:
        """Whether a name of one word is part of somebody else's: "Jeb Bush", "Kim Hyun", "Michael Jordan"."""
        after = folded[i + 1] if i + 1 < len(folded) else ""
        if after[:1].isupper() and after.lower() not in self._roles and after not in self._names and after not in _DAYS:
            return True
        if i == 0 or (found and found[-1].end == i):
            return False
        previous = folded[i - 1]
        return previous[0].isupper() and previous not in _OPENERS

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


def _combine(
    words: Sequence[str], core: ActorMatch | None, before: Sequence[ActorMatch], after: Sequence[ActorMatch]
) -> tuple[str, tuple[str, ...], str | None]:
    """Country, sectors and role of a phrase from its head and what stands before and behind it."""
    if core is not None and core.kind != "role" and not (core.kind in ("person", "office") and _foreign(core, before)):
        title = next((m for m in reversed(before) if m.role is not None and m.kind == "role"), None)
        if (
            core.kind == "person"
            and core.sectors == ("ELI",)
            and title is not None
            and not _is_former(words[: core.start])
        ):
            return core.country, title.sectors, title.role
        return core.country, _people_or_state(words, core), core.role
    owner = next((m for m in reversed(before) if m.kind != "role" and not _sponsor(words, m)), None)
    owner = owner or next((m for m in after if m.kind != "role"), None)
    roles = [m for m in (*reversed(before), *after[:1]) if m.kind == "role"]
    if owner is not None and owner.sectors and owner.sectors[0] in STATELESS:
        return owner.country, owner.sectors, None
    sectors: tuple[str, ...] = ()
    role = None
    if core is not None and core.kind == "role":
        sectors, role = core.sectors, core.role
        if core.lent:
            sectors = _lender(core, owner, [m for m in roles if m is not core])
    elif core is not None and core.kind == "office":
        sectors = core.sectors
    elif roles:
        sectors, role = roles[0].sectors, roles[0].role
        if roles[0].lent:
            sectors = _lender(roles[0], owner, roles[1:])
    elif owner is not None and owner.kind in ("organisation", "group", "office", "person", "city"):
        sectors = owner.sectors
    if role is not None and _is_former(words[: core.start if core else len(words)]):
        sectors, role = ("ELI",), None
    return owner.country if owner else "", sectors, role


def _is_former(words: Sequence[str]) -> bool:
    return any(w.lower() in _FORMER for w in words)


def _lender(role: ActorMatch, owner: ActorMatch | None, others: Sequence[ActorMatch]) -> tuple[str, ...]:
    """The sectors of a role noun that takes them from its neighbours."""
    for other in others:
        if not other.lent:
            return other.sectors
    if owner is not None and owner.kind in ("organisation", "group", "office"):
        return owner.sectors
    if role.sectors == ("UNK",):
        return ()
    if role.sectors == ("ELI",) and owner is not None:
        return ("GOV",)
    return role.sectors


def _people_or_state(words: Sequence[str], core: ActorMatch) -> tuple[str, ...]:
    """ "The Palestinians" may be anyone of theirs; "two Palestinians" are people."""
    if core.kind == "people" and core.start > 0 and words[core.start - 1].lower() == "the":
        return ()
    return core.sectors


def _foreign(person: ActorMatch, before: Sequence[ActorMatch]) -> bool:
    """Whether a nationality before the name says that another bearer of it is meant."""
    near = [m for m in before if m.kind in ("nationality", "state")]
    return bool(near) and bool(person.country) and near[-1].country != person.country


def _sponsor(words: Sequence[str], match: ActorMatch) -> bool:
    """Whether a name only says who is behind or against the head: "Iran-backed rebels", "pro-Russian separatists"."""
    if match.start > 1 and words[match.start - 1] == "-" and words[match.start - 2].lower() in ("pro", "anti"):
        return True
    rest = [w.lower() for w in words[match.end : match.end + 2]]
    return rest[:1] == ["-"] and rest[-1] in _SPONSORED


def _linked(words: Sequence[str], start: int, end: int) -> bool:
    """Whether what stands at ``end`` belongs to the head before ``start``: "rebels in the north of Mali"."""
    between = [w.lower() for w in words[start:end]]
    return any(w in LINKS for w in between) and not any(w in _BREAKS for w in between)


def _day(cell: str, row: Row, default: date) -> date:
    if cell == "-":
        return default
    try:
        return date.fromisoformat(cell)
    except ValueError as error:
        raise row.error(f"{cell!r} is no day; write YYYY-MM-DD or -") from error
