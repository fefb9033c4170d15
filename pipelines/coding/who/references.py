"""What "they", "the ministry" and "the group" stand for in a report, where its earlier sentences leave one answer.

Nothing is guessed: where two actors fit, or a name that no list knows might, the word stays as it is.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Self

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.event.lexicon import Lexicon
from pipelines.coding.sentence.frames import dependents, is_time, phrase, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.sentence.phrases import parts_of
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.bearers import bare_surname, bearer_in
from pipelines.coding.who.entities import ActorMatch
from pipelines.coding.who.pairs import is_pair, pair_of
from pipelines.coding.wordlists import word_list
from schemas import Actor

PRONOUNS = {"it": "it", "they": "they", "he": "one", "she": "one"}
_OBJECTS = {"it": "it", "them": "they", "him": "one", "her": "one"}
_QUOTES = frozenset({'"', "``", "''"})
_NOT_THE_SAME = frozenset("other another rival second new different opposing former next last first latest".split())
_ARTICLES = frozenset({"the", "that", "this", "these", "those"})
_NAMED = frozenset({"organisation", "group"})
_OTHER_SIDE = frozenset({"by", "from", "against", "to", "with"})
_NEAR = 2  # sentences back within which a name must stand for "the group" to mean it
_TIME = word_list("time")
_PLACED = word_list("locative") | {"from", "to", "of"}
# Things that do harm or rule by themselves, and so may be what "it" or "they" is.
_HARMING = ("ATTACK", "WEAPON", "ACCIDENT", "SANCTIONS", "BAN")
_RULING = ("DEAL", "DEMAND", "INQUIRY", "PROTEST", "TALKS")
_DOCUMENTS = word_list("documents")


@dataclass(frozen=True, slots=True, eq=False)
class Nouns:
    """A row of ``data/actors/references.tsv``; two are never the same."""

    pronouns: frozenset[str]
    sectors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that may be meant later: ``country`` is None where the sentence does not say whose it is."""

    nouns: Nouns
    noun: str
    country: str | None


class ReferenceRules:
    """Which nouns take up which actors, and which things a pronoun may mean instead."""

    def __init__(self, nouns: dict[str, Nouns], persons: frozenset[str], things: dict[str, frozenset[str]]) -> None:
        self._nouns = nouns
        self.persons = persons
        self.things = things

    @classmethod
    def load(cls, lexicon: Lexicon, path: Path = DATA / "actors" / "references.tsv") -> Self:
        """The rules that ship with the coder; raises LexiconError naming file and line."""
        nouns: dict[str, Nouns] = {}
        for row in read_rows(path, 3, 3):
            pronouns, sectors = frozenset(parts_of(row.cells[1])), frozenset(parts_of(row.cells[2]))
            if not pronouns or not pronouns <= {"it", "they", "one"}:
                raise row.error(f"pronoun {row.cells[1]!r} is not it, they or one, or two of them")
            if not all(len(sector) == 3 and sector.isupper() for sector in sectors):
                raise row.error(f"sectors {row.cells[2]!r} are not three capital letters each")
            for noun in parts_of(row.cells[0]):
                if noun in nouns:
                    raise row.error(f"{noun!r} stands in the file already")
                nouns[noun] = Nouns(pronouns, sectors)
        harming = frozenset().union(*(lexicon.classes[name] for name in _HARMING))
        ruling = _DOCUMENTS.union(*(lexicon.classes[name] for name in _RULING))
        things = {"they": harming, "it": harming | ruling, "one": frozenset()}
        return cls(nouns, lexicon.classes["PERSON"] | lexicon.classes["OFFICIAL"], things)

    def of(self, noun: str) -> Nouns | None:
        """The row of a role noun, by all of it or by its last word."""
        return self._nouns.get(noun) or self._nouns.get(noun.rpartition(" ")[2])


class Report:
    """The sentences of one report as far as later ones refer to them; looked at only when one does.

    ``parses`` holds the parses of sentences by their place; it may grow until the references are asked for.
    """

    def __init__(
        self, sentences: Sequence[str], parses: Mapping[int, Parse], words_of: Callable[[str], list[str]],
        actors: ActorLexicon, rules: ReferenceRules, published: date,
    ) -> None:  # fmt: skip
        self.sentences = sentences
        self._words_of = words_of
        self._actors = actors
        self._rules = rules
        self._published = published
        self._told: dict[int, _Told] = {}
        self._parses = parses

    def asks(self, place: int, parse: Parse, tokens: Iterable[int]) -> bool:
        """Whether one of ``tokens`` is a pronoun for which the sentence before must be parsed."""
        return place > 0 and any(_is_open(parse, token) and self._is_first(parse, token) for token in tokens)

    def pronoun(self, place: int, parse: Parse, token: int) -> Actor | None:
        """The one actor of the sentence before that a pronoun at the front of its sentence can mean."""
        before = self._parses.get(place - 1)
        if before is None or not _is_open(parse, token) or not self._is_first(parse, token):
            return None
        return self._salient(place - 1, before, PRONOUNS[parse.lowers[token]])

    def description(self, place: int, parse: Parse, noun: int) -> tuple[Actor | None, frozenset[str] | None]:
        """The actor that "the ministry" or "the group" takes up, and the countries that it can be of.

        The countries are None where the phrase takes up nothing, and the place of the event may tell whose it is.
        """
        start, end = phrase(parse, noun)
        role = self._definite(parse, start, end, noun)
        nouns = self._rules.of(role) if role else None
        if role is None or nouns is None:
            return None, None
        text = parse.text[parse.starts[start] : parse.end(end - 1)]
        if nouns.sectors:
            return self._named(place, parse.words[:start], nouns, text), None
        own = _Told(parse.words[:start], self._actors, self._rules, self._published)
        told = [*(self._at(k) for k in range(place)), own]
        if "one" in nouns.pronouns and any(one.persons for one in told):
            return None, None
        mentions = [m for one in told for m in one.mentions if m.nouns is nouns and (m.noun == role or " " not in role)]
        return None, frozenset(m.country or "" for m in mentions) or None

    def bearer(self, place: int, words: Sequence[str], text: str) -> Actor | None:
        """Whom a phrase that is a bare surname means, if a sentence up to ``place`` gives the full form."""
        surname = bare_surname(words)
        if surname is None:
            return None
        for sentence in self.sentences[: place + 1]:
            if surname in sentence:
                actor = bearer_in(self._words_of(sentence), surname, self._actors, self._published, text)
                if actor is not None:
                    return actor
        return None

    def home(self, telling: Collection[int], place: int, others: Collection[str]) -> str:
        """The only country that the report names, unless only as the other side ("the attack by Peru"); else "".

        ``telling`` are the sentences that tell events: one of them must name it. ``others`` are the countries of the
        other side of the event in the sentence at ``place``.
        """
        if len(self._countries) != 1:
            return ""
        (home,) = self._countries
        named = any(self._at(k).actors for k in telling if k != place or home not in others)
        return home if named else ""

    def pair(self, place: int, parse: Parse, noun: int) -> tuple[Actor, ...]:
        """The two parties that "the two sides" takes up, of its own sentence or of the one before it."""
        if not is_pair(parse, noun):
            return ()
        before = parse.words[:noun]
        own = pair_of(before, self._actors.find(before, self._published), parse.lowers[noun])
        return own or (self._at(place - 1).pair(parse.lowers[noun]) if place else ())

    @cached_property
    def _countries(self) -> frozenset[str]:
        return frozenset().union(*(self._at(k).countries for k in range(len(self.sentences))))

    def _definite(self, parse: Parse, start: int, end: int, noun: int) -> str | None:
        """The noun of a phrase that is "the" with a noun and nothing that says which; None for any other."""
        if parse.lowers[start] not in _ARTICLES or noun != end - 1 or dependents(parse, noun, "relcl", "acl", "appos"):
            return None
        words = parse.lowers[start + 1 : end]
        if any(word[:1].isupper() for word in parse.words[start + 1 : end]) or _NOT_THE_SAME.intersection(words):
            return None
        role = " ".join(words)
        known = self._rules.of(role)
        return role if known is None or not known.sectors else words[-1]

    def _named(self, place: int, before: Sequence[str], nouns: Nouns, text: str) -> Actor | None:
        own = _Told(before, self._actors, self._rules, self._published)
        told = [*(self._at(k) for k in range(place)), own]
        names = {n: m for one in told for n, m in one.names.items() if nouns.sectors.intersection(_classes(m))}
        near = told[-1 - _NEAR :]
        if len(names) != 1 or any(one.strangers for one in near):
            return None
        ((known, name),) = names.items()
        if not any(known in one.names for one in near):
            return None
        return Actor(text=text, code=name.code, country=name.country, sectors=name.sectors, role=name.role)

    def _at(self, place: int) -> "_Told":
        told = self._told.get(place)
        if told is None:
            words = self._words_of(self.sentences[place])
            told = self._told[place] = _Told(words, self._actors, self._rules, self._published)
        return told

    def _is_first(self, parse: Parse, token: int) -> bool:
        """Whether nothing before ``token`` in its own sentence could be meant, and it stands in no quotation."""
        if _QUOTES.intersection(parse.words[:token]):
            return False
        nouns = (t for t in range(token) if parse.tags[t].startswith("N") and not is_time(parse, t))
        return not any(parse.tags[t].startswith("NNP") or self._is_animate(parse, t) for t in nouns)

    def _is_animate(self, parse: Parse, token: int) -> bool:
        known = self._actors.find(parse.words[token : token + 1], self._published)
        return bool(known) or parse.lowers[token] in self._rules.persons

    def _salient(self, place: int, parse: Parse, pronoun: str) -> Actor | None:
        """The subject of a sentence, if it fits the pronoun and nothing else in the sentence does."""
        if _QUOTES.intersection(parse.words) or not parse.words:
            return None
        root = next((t for t, label in enumerate(parse.deps) if label == "ROOT"), 0)
        subjects = dependents(parse, root, "nsubj", "nsubjpass")
        if len(subjects) != 1:
            return None
        group = with_conjuncts(parse, subjects[0])
        if len(group) > 1 or parse.tags[subjects[0]].startswith(("PRP", "W", "DT", "EX")):
            return None
        named = self._actors.find(parse.words, self._published)
        if pronoun not in self._pronouns(parse, named, subjects[0]):
            return None
        start, end = phrase(parse, subjects[0])
        others = [token for token in range(len(parse.words)) if not start <= token < end]
        if any(self._fits(parse, named, token, pronoun) for token in others):
            return None
        return self._actor(place, parse, subjects[0])

    def _fits(self, parse: Parse, named: Sequence[ActorMatch], token: int, pronoun: str) -> bool:
        """Whether a word beside the subject may be what the pronoun means; as a subject, a pronoun is the subject."""
        tag, label = parse.tags[token], parse.deps[token]
        if tag == "PRP":
            return label not in ("nsubj", "nsubjpass") and _OBJECTS.get(parse.lowers[token]) == pronoun
        if not tag.startswith("N") or label in ("compound", "amod", "nmod"):
            return False
        return pronoun in self._pronouns(parse, named, token) or self._competes(parse, token, pronoun)

    def _actor(self, place: int, parse: Parse, noun: int) -> Actor | None:
        start, end = phrase(parse, noun)
        text = parse.text[parse.starts[start] : parse.end(end - 1)]
        actor = self._actors.resolve(parse.words[start:end], noun - start, self._published, text)
        taken, countries = self.description(place, parse, noun)
        if taken is not None:
            return taken
        if actor is not None and not actor.country and countries is not None and len(countries) == 1:
            return owned(actor, next(iter(countries)))
        return actor

    def _pronouns(self, parse: Parse, named: Sequence[ActorMatch], noun: int) -> frozenset[str]:
        """By which pronouns the actor at ``noun`` goes: none for what is no actor, more for an unknown name."""
        match = next((m for m in named if m.start <= noun < m.end), None)
        tag = parse.tags[noun]
        if match is None:
            if tag.startswith("NNP") and not is_time(parse, noun):
                return frozenset({"they"} if tag == "NNPS" else {"it", "one"})
            many = tag == "NNS" and parse.lowers[noun] in self._rules.persons
            return frozenset({"they"} if many else {"one"} if parse.lowers[noun] in self._rules.persons else ())
        if match.kind == "role":
            nouns = self._rules.of(" ".join(parse.lowers[match.start : match.end]))
            if nouns is not None:
                return nouns.pronouns
            return frozenset({"they"} if tag in ("NNS", "NNPS") else {"one", "it"})
        if match.kind == "person":
            return frozenset({"one"})
        if match.kind == "nationality":
            return frozenset()
        if match.kind == "people":
            return frozenset({"they"})
        return frozenset({"it", "they"} if match.kind == "group" else {"it"})

    def _competes(self, parse: Parse, token: int, pronoun: str) -> bool:
        """Whether a thing may be meant instead: "The court issued a ruling. It bars ..."."""
        many = parse.tags[token] == "NNS"
        return many == (pronoun == "they") and parse.lowers[token] in self._rules.things[pronoun]


class _Told:
    """The actors that one sentence names, by its words alone."""

    def __init__(self, words: Sequence[str], actors: ActorLexicon, rules: ReferenceRules, published: date) -> None:
        self._words = words
        self._found = actors.find(words, published)
        self._rules = rules

    @cached_property
    def names(self) -> dict[str, ActorMatch]:
        """Organisations and groups by name."""
        return {" ".join(self._words[m.start : m.end]): m for m in self._found if m.kind in _NAMED and m.code}

    def pair(self, noun: str) -> tuple[Actor, ...]:
        """The two parties named, where they are two."""
        return pair_of(self._words, self._found, noun)

    @cached_property
    def countries(self) -> frozenset[str]:
        """All countries named; a company that deals everywhere names none."""
        return frozenset(m.country for m in self._found if m.country and "MNC" not in m.sectors)

    @cached_property
    def actors(self) -> frozenset[str]:
        """The countries named otherwise than as the other side of something: "by Peru", "against Chile"."""
        return frozenset(m.country for m in self._found if m.country in self.countries and not self._is_aside(m))

    def _is_aside(self, match: ActorMatch) -> bool:
        before = [word.lower() for word in self._words[max(0, match.start - 2) : match.start]]
        if before[-1:] == ["the"]:
            before.pop()
        return bool(before) and before[-1] in _OTHER_SIDE

    @cached_property
    def persons(self) -> list[ActorMatch]:
        """Persons who hold no office that is known, and may hold any."""
        return [m for m in self._found if m.kind == "person" and m.role is None]

    @cached_property
    def mentions(self) -> list[Mention]:
        """Bodies and offices, each with its country; what only takes up another ("the army") is left out."""
        return list(self._mentions())

    def _mentions(self) -> Iterator[Mention]:
        for place, match in enumerate(self._found):
            if match.kind in ("person", "office") and match.role and (nouns := self._rules.of(match.role)):
                yield Mention(nouns, match.role, match.country or None)
            if match.kind != "role":
                continue
            noun = " ".join(self._words[match.start : match.end]).lower()
            nouns = self._rules.of(noun)
            if nouns is None or nouns.sectors:
                continue
            country = self._owner(place)
            if country is not None or self._words[match.start - 1 : match.start] not in (["the"], ["The"]):
                yield Mention(nouns, noun, country)

    def _owner(self, place: int) -> str | None:
        """The country that stands right before a role noun, or behind it after "of" or "in"."""
        match = self._found[place]
        previous = self._found[place - 1] if place else None
        if previous is not None and previous.kind != "role" and previous.country:
            between = self._words[previous.end : match.start]
            if not between or between in (["'s"], ["’s"], ["'"]):
                return previous.country
        following = self._found[place + 1] if place + 1 < len(self._found) else None
        if following is None or not following.country:
            return None
        between = [word.lower() for word in self._words[match.end : following.start]]
        if not between and following.kind == "person":
            return following.country
        return following.country if between in (["of"], ["in"], ["of", "the"], ["in", "the"]) else None

    @cached_property
    def strangers(self) -> list[str]:
        """Names that no list knows and that no role noun before them explains."""
        covered = {
            token
            for match in self._found
            if match.kind != "role" or self._words[match.end : match.end + 1] not in (["of"], ["for"])
            for token in range(match.start, match.end)
        }
        found: list[str] = []
        for token, word in enumerate(self._words):
            before = self._words[token - 1] if token else ""
            if not token or not word[:1].isupper() or token in covered or word.lower() in _TIME:
                continue
            if token - 1 in covered or before.lower() in _PLACED or (found and found[-1] == before):
                continue
            found.append(word)
        return found


def owned(actor: Actor, country: str) -> Actor:
    """The actor as one of a country that the report names as its own."""
    return replace(actor, code=country + "".join(actor.sectors), country=country)


def _classes(match: ActorMatch) -> Iterable[str]:
    return (match.code[i : i + 3] for i in range(0, len(match.code), 3)) if not match.country else match.sectors


def _is_open(parse: Parse, token: int) -> bool:
    return parse.lowers[token] in PRONOUNS and parse.deps[token] in ("nsubj", "nsubjpass")
