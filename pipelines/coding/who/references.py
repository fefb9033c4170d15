"""What "they", "the ministry" and "the group" stand for in a report, where its earlier sentences leave one answer.

Nothing is guessed: where two actors fit, or a name that no list knows might, the word stays as it is.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import date
from functools import cached_property

from pipelines.coding.sentence.frames import (
    SUBJECTS,
    dependents,
    is_time,
    phrase,
    verb_over,
    with_conjuncts,
)
from pipelines.coding.sentence.heads import is_below
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.sentence.phrases import fold
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.bearers import bearer_in, is_signature, name_of, only_person
from pipelines.coding.who.described import known_here
from pipelines.coding.who.entities import ActorMatch
from pipelines.coding.who.fitting import competes, pronouns_of
from pipelines.coding.who.pairing import Pairing, may_pair
from pipelines.coding.who.people import is_person, may_act
from pipelines.coding.who.quoting import may_take_up, speaker_of, speaking, takes_up, unquoted
from pipelines.coding.who.reference_rules import Nouns, ReferenceRules
from pipelines.coding.who.report_home import ReportHome
from pipelines.coding.who.salience import OBJECTS, PRONOUNS, is_aboard, is_aside, is_where, leads, subject_form
from pipelines.coding.who.sections import Section, sections_of
from pipelines.coding.who.short_forms import are_leaders, are_members, as_actor, bloc_in, body_in, in_brackets, is_bloc
from pipelines.coding.who.strangers import by_aside
from pipelines.coding.who.told import Told, classes_of, says_which
from schemas import Actor

_QUOTES = frozenset({'"', "``", "''"})
_INNER = frozenset({"compound", "amod", "nmod", "appos"})
_PLACES = frozenset({"state", "region", "city"})
_GOVERNED = frozenset({"state", "organisation"})
_CHAIN = 3  # sentences in a row that go on about one whom another named before them
_TOP = 3  # sentences that tell whose "leaders" meet
_NEAR = 2  # sentences back within which "the group" stands for a name


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
        self._lexicon = actors
        self._rules = rules
        self._published = published
        self._told: dict[int, Told] = {}
        self._naming: list[int] = []
        self._looked = 0
        self._bearers: dict[tuple[str, ...], tuple[int, list[tuple[int, Actor]]]] = {}
        self._owners: dict[str, frozenset[str]] = {}
        self._parses = parses
        self._section: Section | None = None
        self._views: dict[int, Report] = {}

    def at(self, place: int) -> "Report":
        """The report as what a sentence refers to: of a round-up the section in which it stands."""
        section = next((one for one in self._sections if one.start <= place < one.end), None)
        if section is None:
            return self
        if section.start not in self._views:
            view = self._views[section.start] = copy(self)
            view._section, view._naming, view._looked = section, [], section.start
            vars(view).pop("home", None)  # a section has its own, whether or not that of the whole was asked before
        return self._views[section.start]

    @cached_property
    def _sections(self) -> list[Section]:
        english = self._rules.habits.described
        return sections_of(self.sentences, self._lexicon, self._published) if english else []

    @cached_property
    def actors(self) -> ActorLexicon:
        """The lexicon with the names that the report itself describes; found only where something is told."""
        described = self._rules.habits.described
        return known_here(self._lexicon, self.sentences, self._published) if described else self._lexicon

    def needed(self, place: int, parse: Parse, tokens: Iterable[int]) -> list[int]:
        """The sentences that must be parsed for the pronouns among ``tokens``, the nearest first."""
        if not place or not any(subject_form(parse, t) and self._is_first(parse, t) for t in tokens):
            return []
        first = place - 1
        while first and place - first <= _CHAIN and may_take_up(self.sentences[first]):
            first -= 1
        return list(range(place - 1, first - 1, -1))

    def pronoun(self, place: int, parse: Parse, token: int) -> Actor | None:
        """The one actor of the sentence before that a pronoun at the front of its sentence can mean."""
        word = subject_form(parse, token)
        organ = parse.tags[token] == "PRP$" and word == "it" and is_person(parse, parse.heads[token])
        return self._meant(place, word, _CHAIN, organ) if word and self._is_first(parse, token) else None

    def _meant(self, place: int, word: str, far: int, organ: bool) -> Actor | None:
        """Whom "he" means in a sentence, through those before that only go on about him."""
        if not place:
            return None
        before = self._parses.get(place - 1)
        if is_signature(signed := self.sentences[place - 1]):
            if PRONOUNS.get(word) != "one":
                return None
            words = self._words_of(signed)
            return only_person(words, self.actors.find(words, self._published))
        if before is None:
            return None
        if far and takes_up(before, word):
            return self._meant(place - 1, word, far - 1, organ)
        return self._salient(place - 1, before, word, organ) or (self._lone(before) if word == "he" else None)

    def _lone(self, parse: Parse) -> Actor | None:
        """The one person in office of a sentence, where "he" could mean nobody else in it."""
        named = self.actors.find(parse.words, self._published)
        fitting = [] if _QUOTES & {*parse.words} else range(len(parse.words))
        fitting = [t for t in fitting if self._fits(parse, named, t, "he")]
        persons = [m for m in named if m.kind == "person" and any(m.start <= t < m.end for t in fitting)]
        told = all(any(m.start <= t < m.end for m in persons) for t in fitting)
        return only_person(parse.words, persons) if told else None

    def description(self, place: int, parse: Parse, noun: int) -> tuple[Actor | None, frozenset[str] | None]:
        """The actor that "the ministry" or "the group" takes up, and the countries that it can be of.

        The countries are None where the phrase takes up nothing, and the place of the event may tell whose it is.
        """
        start, end = phrase(parse, noun)
        role = self._rules.definite(parse, start, end, noun)
        nouns = self._rules.of(role) if role else None
        if role is None or nouns is None:
            return None, None
        text = parse.text[parse.starts[start] : parse.end(end - 1)]
        if nouns.sectors:
            return self._named(place, parse.words[:start], nouns, text), None
        own = Told(parse.words[:start], self.actors, self._rules, self._published)
        told = [*self._before(place), own]
        named = [
            frozenset(m.country or "" for m in one.mentions if m.nouns is nouns and (m.noun == role or " " not in role))
            for one in told
        ]
        if "one" in nouns.pronouns:
            return None, self._holder(named, parse, noun)
        return None, frozenset().union(*named) or None

    def _holder(self, named: Sequence[frozenset[str]], parse: Parse, noun: int) -> frozenset[str] | None:
        """Of which country "the president" is: of several not the one beside him, else the one told of last."""
        every = frozenset().union(*named)
        if len(every) < 2:
            return every or None
        found = self.actors.find(parse.words, self._published)
        held = [m for m in found if m.kind in ("person", "office") and m.role and not m.start <= noun < m.end]
        clause = verb_over(parse, noun)
        left = every - {m.country for m in held if verb_over(parse, m.end - 1) == clause}
        last = next((countries & left for countries in reversed(named) if countries & left), left)
        if len(last) > 1:
            last -= {m.country for m in held if m.start > noun}
        return last if len(last) == 1 else every

    def bearer(self, place: int, words: Sequence[str], text: str) -> Actor | None:
        """Whom a name means, if a sentence up to ``place`` says who bears it; a headline is read with the text."""
        if not (name := name_of(words)):
            return None
        last = place or min(_TOP, len(self.sentences)) - 1
        looked, found = self._bearers.get(name, (0, []))
        while looked <= last and not (found and found[-1][1].country and not _is_elite(found[-1][1])):
            if fold(name[-1]) in fold(self.sentences[looked]):
                actor = bearer_in(self._words_of(self.sentences[looked]), name, self.actors, self._published, text)
                if actor is not None and ((actor.country and not _is_elite(actor)) or not found):
                    found.append((looked, actor))
            looked += 1
        self._bearers[name] = looked, found
        actor = next((actor for at, actor in reversed(found) if at <= last), None)
        return actor and replace(actor, text=text)

    def namesake(self, place: int, parse: Parse, noun: int) -> Actor | None:
        """The body or person whom a town's name means: "Brussels", "Lyon" behind "Mayor Ignacio Lyon"."""
        start, end = phrase(parse, noun)
        if end - start > 1 or [m.kind for m in self.actors.find(parse.words[start:end], self._published)] != ["city"]:
            return None
        actor = self.bearer(place, parse.words[start:end], parse.words[noun])
        if actor is not None and actor.role is not None:
            return actor
        seat = self.actors.body_at(parse.words[noun])
        named = seat is not None and parse.deps[noun] in SUBJECTS and self._names_code(seat.code)
        return as_actor(seat, parse.words[noun]) if seat is not None and named else None

    def _names_code(self, code: str) -> bool:
        """Whether a sentence names a body, or one of its, otherwise: the European Union beside "Brussels"."""
        return any(m.code.startswith(code) for k in self._parses for m in self.told(k).names.values())

    @cached_property
    def home(self) -> ReportHome:
        """The country that the report is about."""
        return ReportHome(self.sentences, self.told, self.actors, self._published, self._rules.habits, self._section)

    def nearby(self, place: int, far: int) -> list[Told]:
        """What the sentences up to ``far`` before ``place`` tell."""
        first = self._section.start if self._section else 0
        return [self.told(k) for k in range(max(first, place - far), place)]

    def sectors_told(self, place: int) -> set[str]:
        """The sectors of role nouns up to a sentence, those left out that several share."""
        return {sector for k in range(place + 1) for m in self.told(k).found if says_which(m) for sector in m.sectors}

    def states_in(self, words: Sequence[str]) -> list[ActorMatch]:
        """The states that ``words`` name."""
        return [match for match in self.actors.find(words, self._published) if match.kind == "state"]

    def pair(self, place: int, parse: Parse, noun: int, peaceful: bool) -> tuple[Actor, ...]:
        """The two parties that "the two sides" or "officers of both sides" takes up."""
        pairing = Pairing(self.told, len(self.sentences), self.home, self.actors, self._published)
        return pairing.pair(place, parse, noun, peaceful) if may_pair(parse, noun) else ()

    def allows(self, country: str, institution: str) -> bool:
        """Whether the report names a country, or none, and no other one beside the name of the institution."""
        if self._countries and country not in self._countries and country != self.home.dateline:
            return False
        if institution not in self._owners:
            self._owners[institution] = frozenset().union(*(self.told(k).owners_of(institution) for k in self._parses))
        return self._owners[institution] <= {country}

    @cached_property
    def _countries(self) -> frozenset[str]:
        return frozenset().union(*(self.told(k).countries for k in self._parses))

    def short_form(self, place: int, words: Sequence[str], text: str) -> Actor | None:
        """Whom "the Commission", "Conaie" or "leaders" means, by what a sentence up to ``place`` gives in full."""
        if are_leaders(words):
            blocs = {m.code: m for k in range(min(place, _TOP) + 1) for m in self.told(k).names.values() if is_bloc(m)}
            return as_actor(next(iter(blocs.values())), text) if len(blocs) == 1 else None
        if are_members(words):
            return bloc_in([self.told(k).names for k in range(max(0, place - 1), place + 1)], text)
        word = words[-1]
        if len(words) > 2 or not word[:1].isupper():
            return None
        body = body_in((self.told(k).names for k in range(place)), words, text)
        if body is not None or f"({word}" not in "".join(self.sentences[: place + 1]):
            return body
        full = (k for k in range(place + 1) if f"({word}" in self.sentences[k])
        found = (in_brackets(self._words_of(self.sentences[k]), word, self.actors, self._published) for k in full)
        return next((replace(one, text=text) for one in found if one is not None and one.sectors), None)

    def _named(self, place: int, before: Sequence[str], nouns: Nouns, text: str) -> Actor | None:
        own = Told(before, self.actors, self._rules, self._published)
        told = [*self._before(place), own]
        if "IGO" in nouns.sectors:
            return bloc_in([one.names for one in told], text)
        names = {n: m for one in told for n, m in one.names.items() if nouns.sectors.intersection(classes_of(m))}
        near = [*(self.told(k) for k in range(max(0, place - _NEAR), place)), own]
        if len(names) != 1 or any(one.strangers for one in near):
            return None
        ((known, name),) = names.items()
        if not any(known in one.names for one in near):
            return None
        return Actor(text=text, code=name.code, country=name.country, sectors=name.sectors, role=name.role)

    def _before(self, place: int) -> list[Told]:
        """What the sentences before ``place`` tell, without those that name no body, office or group."""
        for k in range(self._looked, place):
            if self.told(k).names or self.told(k).mentions:
                self._naming.append(k)
        self._looked = max(self._looked, place)
        return [self.told(k) for k in self._naming[: bisect_left(self._naming, place)]]

    def told(self, place: int) -> Told:
        """What a sentence names."""
        if (told := self._told.get(place)) is None:
            parse = self._parses.get(place)
            sentence = self.sentences[place]
            words = self._words_of(sentence[self._rules.habits.front_end(sentence) :]) if parse is None else parse.words
            told = self._told[place] = Told(words, self.actors, self._rules, self._published)
        return told

    def _is_first(self, parse: Parse, token: int) -> bool:
        """Whether nothing before ``token`` in its own sentence could be meant, and it stands in no quotation."""
        quotes = not _QUOTES.isdisjoint(parse.words[:token])
        told = unquoted(parse) if quotes else range(token)
        if quotes and (token := speaking(parse, token, told)) < 0:
            return False  # but '"...," he said, blaming Chad' is about whoever spoke
        nouns = [t for t in told if t < token and parse.tags[t].startswith("N") and not is_time(parse, t)]
        if parse.deps[token] == "dobj":  # whoever does it does it to somebody else
            doers = dependents(parse, parse.heads[token], *SUBJECTS)
            nouns = [t for t in nouns if not any(is_below(parse.heads, t, doer) for doer in doers)]
        if PRONOUNS.get(subject_form(parse, token)) == "one":
            places = self._places_in(parse.words[:token])
            nouns = [t for t in nouns if not (t in places and parse.deps[t] in ("pobj", "compound", "appos"))]
            nouns = [t for t in nouns if not is_aboard(parse, t)]
        return not any(parse.tags[t].startswith("NNP") or self._is_animate(parse, t) for t in nouns)

    def _places_in(self, words: Sequence[str]) -> set[int]:
        """The words that name places: "In Lima, he condemned Chad"."""
        found = (m for m in self.actors.find(words, self._published) if m.kind in _PLACES)
        return {t for match in found for t in range(match.start, match.end)}

    def _is_animate(self, parse: Parse, token: int) -> bool:
        known = self.actors.find(parse.words[token : token + 1], self._published)
        return bool(known) or parse.lowers[token] in self._rules.persons

    def _salient(self, place: int, parse: Parse, word: str, organ: bool) -> Actor | None:
        """The subject of a sentence, if it fits the pronoun and nothing else in the sentence does.

        Who has an ``organ`` ("its minister") is a state, or one of the bodies that states make.
        """
        pronoun = PRONOUNS[word]
        if not parse.words:
            return None
        if _QUOTES.intersection(parse.words):
            return self._quoted(place, parse) if pronoun == "one" else None
        root = next((t for t, label in enumerate(parse.deps) if label == "ROOT"), 0)
        subjects = dependents(parse, root, "nsubj", "nsubjpass")
        if len(subjects) != 1:
            return None
        group = with_conjuncts(parse, subjects[0])
        if len(group) > 1 or parse.tags[subjects[0]].startswith(("PRP", "W", "DT", "EX")):
            return None
        named = self.actors.find(parse.words, self._published)
        if pronoun not in pronouns_of(self._rules, parse, named, subjects[0]):
            return None
        start, end = phrase(parse, subjects[0])
        others = [token for token in range(len(parse.words)) if not start <= token < end]
        others = [token for token in others if not is_aside(parse, token, subjects[0])]
        rivals = [token for token in others if self._fits(parse, named, token, word)]
        if organ:  # no deal and no vote has a spokesman
            rivals = [token for token in rivals if may_act(parse, token) and not is_where(parse, named, token)]
        if organ and any(m.kind in _GOVERNED and m.start <= subjects[0] < m.end for m in named):
            rivals = [token for token in rivals if any(m.kind == "state" and m.start <= token < m.end for m in named)]
        if rivals and not (pronoun == "one" and leads(parse, named, subjects[0], rivals)):
            return None
        return self._actor(place, parse, subjects[0])

    def _quoted(self, place: int, parse: Parse) -> Actor | None:
        """Whose words a sentence quotes, if nobody else stands outside of the quotation."""
        if (speaker := speaker_of(parse)) is None:
            return None
        named = self.actors.find(parse.words, self._published)
        start, end = phrase(parse, speaker)
        outside = unquoted(parse)
        others = [token for token in outside if not start <= token < end and parse.deps[token] not in _INNER]
        rivals = [
            t for t in others if parse.tags[t].startswith("N") and "one" in pronouns_of(self._rules, parse, named, t)
        ]
        if rivals and not leads(parse, named, speaker, rivals):
            return None
        actor = self._actor(place, parse, speaker)
        if actor is not None and actor.code:
            return actor
        text = parse.text[parse.starts[start] : parse.end(end - 1)]
        return self.bearer(place, parse.words[start:end], text)

    def _fits(self, parse: Parse, named: Sequence[ActorMatch], token: int, word: str) -> bool:
        """Whether a word beside the subject may be what the pronoun means; as a subject, a pronoun is the subject."""
        pronoun = PRONOUNS[word]
        tag, label = parse.tags[token], parse.deps[token]
        if tag == "PRP":
            return label not in ("nsubj", "nsubjpass") and OBJECTS.get(parse.lowers[token]) == word
        if not tag.startswith("N") or label in ("compound", "amod", "nmod"):
            return False
        return pronoun in pronouns_of(self._rules, parse, named, token) or competes(self._rules, parse, token, pronoun)

    def _actor(self, place: int, parse: Parse, noun: int) -> Actor | None:
        start, end = phrase(parse, noun)
        text = parse.text[parse.starts[start] : parse.end(end - 1)]
        actor = self.actors.resolve(parse.words[start:end], noun - start, self._published, text)
        actor = actor or by_aside(parse, noun, self.actors, self._published, text)
        taken, countries = self.description(place, parse, noun)
        if taken is not None:
            return taken
        if actor is not None and not actor.country and countries is not None and len(countries) == 1:
            return owned(actor, next(iter(countries)))
        return actor


def _is_elite(actor: Actor) -> bool:
    """Whether an actor is one whose office nothing tells, or who may have been president once."""
    return actor.sectors == ("ELI",) or (actor.role or "").endswith("president")


def owned(actor: Actor, country: str) -> Actor:
    """The actor as one of a country that the report names as its own."""
    return replace(actor, code=country + "".join(actor.sectors), country=country)
