"""The actors that a report itself makes known, by what it says that their names are."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

from pipelines.coding.sentence.phrases import tokens_of
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.at_home import names_at_home
from pipelines.coding.who.descriptions import GROUPS, NAMES, PLURALS, descriptions
from pipelines.coding.who.entities import BODIES, ActorMatch, Kind, Named
from pipelines.coding.who.firms import firms_for_short
from pipelines.coding.wordlists import word_list

_TIME = word_list("time")
# As what a body is taken; a description as anything else is none.
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("REB", "UAF", "CRM"), "group"),
    **dict.fromkeys(("PTY", "OPP", "LAB", "AGR", "EDU", "NGO", "REL", "BUS", "MNC", "JRN", "MED"), "organisation"),
    **dict.fromkeys(("COP", "MIL", "SPY", "JUD"), "office"),
}
# Of two ways to say one thing the more telling.
_NARROWER = {frozenset({"PTY", "OPP"}): "OPP", frozenset({"UAF", "REB"}): "REB", frozenset({"UAF", "CRM"}): "CRM"}
_RULING = frozenset({"ruling", "governing"})
_RULES = "RUL"  # a party in office, which is none of the opposition
_PERSONAL = frozenset({"ELI", "LEG", "GOV", "CVL"})
_OTHERS = frozenset({"person", "people"})
_BODIES = BODIES | {"group"}
_UNITS = frozenset({"MIL", "COP"})
_BACKING = ("ed", "led", "run", "style", "speaking")
_ARTICLES = frozenset({"a", "an", "the", "another"})
_PLACES = frozenset({"nationality", "people", "state", "city", "region"})
_MARKS = re.compile(r"[^\w\s'’&.-]+|\.(?=\s|$)")
Code = tuple[str, str]  # country and sector


def known_here(lexicon: ActorLexicon, sentences: Sequence[str], on: date) -> ActorLexicon:
    """The lexicon with the names that a report describes, or gives a meaning by its country.

    One described in two ways stays unknown.
    """
    names = [*names_at_home(lexicon, sentences, on), *Describing(lexicon, sentences, on).names()]
    return lexicon.with_names(names) if names else lexicon


class Describing:
    """What a report says of each name."""

    def __init__(self, lexicon: ActorLexicon, sentences: Sequence[str], on: date) -> None:
        self._lexicon = lexicon
        self._sentences = sentences
        self._on = on

    def names(self) -> Iterator[Named]:
        """The names that it makes known, and letters that it gives another meaning than the lists do."""
        told: dict[str, set[Code]] = {}
        shorts: dict[str, str] = {}
        for one in (one for text in self._sentences for one in descriptions(" ".join(text.split()))):
            name = self._trimmed(one.name)
            if not name:
                continue
            if one.short:
                shorts.setdefault(one.short, name)
            if one.words and (code := self._code_of(one.words)) is not None:
                told.setdefault(name, set()).add(code)
        for short, name in shorts.items():
            if both := told.get(name, set()) | told.pop(short, set()):
                told[name] = both
        letters: dict[str, list[str]] = {}
        for short, name in shorts.items():
            letters.setdefault(name, []).append(short)
        known: set[str] = set()
        settled = {name: _settled(codes) for name, codes in told.items()}
        yield from firms_for_short(self._sentences, settled, self._lexicon, self._on)
        for name, (country, sector) in settled.items():
            known.update([name] if sector and self._is_free(name, sector) else ())
            if name in known:
                country = country or ("" if self._known(name) else self._country_in(name))
                yield _named(name, country, sector)
                yield from (_named(short, country, sector) for short in letters.get(name, ()))
        for name in self._lexicon.namesakes:
            if name not in known and name not in shorts and any(name in text for text in self._sentences):
                yield self._borne_here(name)
        for short, name in shorts.items():
            if name not in told and (meant := self._by_its_own_words(short, name)) is not None:
                yield meant

    def _trimmed(self, name: str) -> str:
        """A name without what stands before it, or nothing where it is none of a body."""
        words = name.split()
        while words and self._leads(words[0]):
            words.pop(0)
        lowers = {word.lower() for word in words}
        if not words or len(words[0]) < 2 or not _TIME.isdisjoint(lowers):
            return ""
        if any("-" in word and word.endswith(_BACKING) for word in words):
            return ""  # "US-backed rebels"
        found = self._lexicon.find(words, self._on)
        titled = any(m.start == 0 and m.kind == "role" and (m.role or _PERSONAL.intersection(m.sectors)) for m in found)
        joined = "and" in words and any(m.kind in _BODIES | _PLACES for m in found)  # "Chad and Niger"
        others = joined or any(m.kind in _OTHERS or (m.kind == "nationality" and m.end == len(words)) for m in found)
        return "" if others or (titled and NAMES.isdisjoint(lowers)) else " ".join(words)

    def _leads(self, word: str) -> bool:
        """Whether a word only stands before a name: "Yesterday", "Kenya's", "Kenyan"."""
        if word in self._lexicon.openers or word.lower() in _ARTICLES or word.lower() in _TIME:
            return True
        own, *ending = tokens_of(word)
        kinds = _PLACES if ending in (["'s"], ["’s"]) else {"nationality", "people"}
        return any(m.kind in kinds for m in self._lexicon.find([own], self._on))

    def _code_of(self, words: str) -> Code | None:
        """What a description says, if it is one of a body: "an elite police unit"."""
        kept = [word for word in tokens_of(words) if word.lower() not in _ARTICLES]
        while "-" in kept:  # "the Iran-backed group"
            place = kept.index("-")
            del kept[max(0, place - 1) : place + 2]
        head = len(kept) - 1
        if head < 0:
            return None
        found = [m for m in self._lexicon.find(kept, self._on) if m.kind == "role"]
        telling = [m for m in found if m.start < head or kept[head] in PLURALS]
        cut = kept[head] in GROUPS and all(m.end <= head for m in telling)
        if cut:
            if not telling:
                return None
            kept, head = kept[: telling[-1].end], telling[-1].end - 1  # "a farmers' alliance"
        actor = self._lexicon.resolve(kept, head, self._on)
        if actor is None or len(actor.sectors) != 1 or actor.sectors[0] not in _KINDS:
            return None
        if cut and _UNITS.issuperset(actor.sectors):  # "a street patrol group"
            return None
        rules = actor.sectors == ("PTY",) and not _RULING.isdisjoint(kept)
        return actor.country, _RULES if rules else actor.sectors[0]

    def _known(self, name: str) -> ActorMatch | None:
        """The actor that all of a name names already."""
        words = tokens_of(name)
        found = self._lexicon.find(words, self._on)
        return next((m for m in found if m.start == 0 and m.end == len(words)), None)

    def _is_free(self, name: str, sector: str) -> bool:
        """Whether no list knows a name, or only as a party that the report calls one of the opposition."""
        known = self._known(name)
        if known is not None:
            return sector == "OPP" and known.kind == "organisation" and known.sectors == ("PTY",)
        within = self._lexicon.find(tokens_of(name), self._on)
        return not any(m.kind in _BODIES and m.start == 0 for m in within)  # "Samsung Electronics"

    def _borne_here(self, name: str) -> Named:
        """A name that several countries' bodies bear, as of the one of them that the report names."""
        bearers = self._lexicon.namesakes[name]
        here = [e for e in bearers if self._names_otherwise(e.terms[0].country, name)]
        if len({e.terms[0].country for e in here}) == 1:
            return Named(name, here[0].kind, here[0].at(self._on).country, here[0].at(self._on).sectors)
        alike = {e.at(self._on).sectors for e in here or bearers}
        return Named(name, bearers[0].kind, "", alike.pop() if len(alike) == 1 else ())

    def _country_in(self, name: str) -> str:
        """The country that a name holds: "Renewal for Chad"."""
        found = {m.country for m in self._lexicon.find(tokens_of(name), self._on) if m.country}
        return found.pop() if len(found) == 1 else ""

    def _by_its_own_words(self, short: str, name: str) -> Named | None:
        """What letters stand for whose name in full says what it is, or is none of those that the lists have."""
        known = self._known(short)
        if self._known(name) is not None or (known is not None and self._names_otherwise(known.country, short)):
            return None
        words = tokens_of(name)
        head = next((k for k, word in enumerate(words) if k and word in ("of", "for")), len(words)) - 1
        core = next((m for m in self._lexicon.find(words, self._on) if m.start <= head < m.end), None)
        if core is not None and core.kind == "role" and not core.role and not (core.lent and core.sectors == ("MIL",)):
            actor = self._lexicon.resolve(words, head, self._on)
            if actor is not None and len(actor.sectors) == 1 and actor.sectors[0] in _KINDS:
                return _named(short, actor.country, actor.sectors[0])
        return _named(short, "", "") if known is not None and known.kind in _BODIES else None

    def _names_otherwise(self, country: str, short: str) -> bool:
        """Whether the report names a country by more than some letters; what is of none it may name at any time."""
        return not country or bool(self._named.get(country, set()) - {short})

    @cached_property
    def _named(self) -> dict[str, set[str]]:
        """By which words the report names each country."""
        named: dict[str, set[str]] = {}
        for text in self._sentences:
            words = tokens_of(_MARKS.sub(" ", text))
            for match in self._lexicon.find(words, self._on):
                named.setdefault(match.country, set()).add(" ".join(words[match.start : match.end]))
        return named


def _settled(codes: set[Code]) -> Code:
    """The one country and sector of several descriptions; empty where they differ."""
    countries = {country for country, _ in codes} - {""}
    sectors = frozenset(sector for _, sector in codes)
    if _RULES in sectors and "OPP" not in sectors:
        sectors = sectors - {_RULES} | {"PTY"}
    sector = _NARROWER.get(sectors, "") if len(sectors) > 1 else next(iter(sectors))
    return (countries.pop() if len(countries) == 1 else ""), sector


def _named(name: str, country: str, sector: str) -> Named:
    return Named(name, _KINDS.get(sector, "organisation"), country, (sector,) if sector else ())
