"""Whether an event is one of politics, by what its report is about, what its sentence says and who its parties are."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from pipelines.coding.datafiles import DATA
from pipelines.coding.event.genre import POLITICS, Genres
from pipelines.coding.event.powers import (
    abroad,
    among_firms,
    governs,
    is_charity,
    is_power,
    is_routine,
    names_power,
    parts,
)
from pipelines.coding.wordlists import word_list
from schemas import Actor, Telling

_FORCE = frozenset({"ASSAULT", "PROTEST", "MOBILIZE", "COERCE"})  # told of anybody, where nothing speaks against it
_SOVEREIGN = frozenset({"ASSAULT", "MOBILIZE", "COERCE", "SANCTION"})  # done by or to powers told in most reports
_VIOLENT = frozenset({"ASSAULT", "MOBILIZE"})  # of police as of soldiers
_AGAINST = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "PROTEST"})  # politics where it is said to a power
_WARNED_OFF = re.compile(r"warn(?:ed|s|ing)?\b.*\b(?:not to|against)\b")
_FORETOLD = re.compile(r"(?:regret|rue|pay|face|go un\w+|suffer|treat|regard|consider|view)\b")
_FORCEFUL = word_list("forceful_sectors")
_CRIMES = word_list("common_crimes")
_DRUGS = word_list("drug_crimes")
_LAWFUL = word_list("lawful_modes")
_LAW = word_list("law_words")  # marks of politics that stand in any news of police and courts
_PUBLIC = word_list("public_sectors")
_WORD = re.compile(r"(?:against )?[a-z-]+")
_FIRES = re.compile(r"\bstart(?:ed|ing)? (?:[a-z]+ )?(?:wild)?fires?\b")
_PRESS = "JRN"
_SEIZED = "seize"
_ELITE = "ELI"
_LABOUR = "LAB"
_STRONG = 2  # weight of a mark of politics that counts by itself
_GAMES = frozenset({"sport", "science", "culture"})  # of which those who govern are seldom part
_OF_STATE = ("world", "domestic", "conflict", "commentary")  # kinds of news, as the network calls them, of politics
_KINDS = {"business": "economy", "society": ""}  # those that the coder calls by another name
_SURELY_ELSE, _PERHAPS_ELSE = 0.4, 0.5  # a lead that is politics less likely than this
_SURELY_STATE = 0.8  # a lead that is politics more likely than this, whatever its words
_TOO_MANY = 12  # marks of politics by weight of a report that only opens with something else
_MASSACRE = 3  # dead of a crime that shakes a country, whoever did it
_OPENING = 3  # sentences that say which crime a report is about


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about: its genre, "" where it hardly says, and whether it opens with a common crime.

    ``doubted`` is one that opens with what is hardly politics.
    """

    genre: str
    crime: bool = False
    doubted: bool = False


class Politics:
    """Refuses what clubs, firms, scientists, stars and people of no power do among themselves."""

    def __init__(self, genres: Genres, crimes: Iterable[str] = ()) -> None:
        self._genres = genres
        self._crimes = re.compile(rf"\b(?:{'|'.join(sorted(crimes)) or '(?!)'})\b")

    @classmethod
    def load(cls, folder: Path = DATA) -> Self:
        """With the marks that ship with the coder, and the crimes as the language of ``folder`` prints them."""
        mark = f"{folder.name}:"
        crimes = (word.removeprefix(mark).replace("_", " ") for word in _CRIMES if word.startswith(mark))
        return cls(Genres.load(folder / "genres.tsv"), crimes)

    def subject(self, texts: Sequence[str], lead: Mapping[str, float], *, enough: bool) -> Subject:
        """What a report of these sentences is about.

        ``lead`` is how likely each kind of news is: for its first sentences, or where these are not ``enough`` to take
        it for other news than politics, for the words that tell its events; empty where nothing says it.
        """
        opening = " ".join(texts[:_OPENING])
        crime = self._tells_crime(opening) and not self._is_strong(opening)
        weights = self._genres.weigh(texts)
        marked = self._genres.heaviest(weights)
        if not lead or marked not in (POLITICS, "") or weights[POLITICS] >= _TOO_MANY:
            return Subject(marked, crime)
        political = sum(lead[kind] for kind in _OF_STATE)
        if not marked and political >= _SURELY_STATE:
            return Subject(POLITICS, crime)
        if political >= _PERHAPS_ELSE or not enough:
            return Subject(marked, crime)
        if political >= _SURELY_ELSE:
            return Subject("", crime, doubted=True)
        kind = max((kind for kind in sorted(lead) if kind not in _OF_STATE), key=lambda kind: lead[kind])
        return Subject(_KINDS.get(kind, kind), crime, doubted=True)

    def _is_strong(self, text: str) -> bool:
        """Whether a text speaks of politics in more words than those of police and courts."""
        return self._politics_in(text) >= _STRONG

    def _politics_in(self, text: str) -> int:
        """What the marks of politics in a text weigh besides those that stand in any news of police and courts."""
        common = len(_LAW.intersection(_WORD.findall(text.lower())))
        return self._genres.weigh([text])[POLITICS] - common

    def refuse(self, telling: Telling, subject: Subject) -> str | None:
        """Why ``telling`` in a report of ``subject`` is no political event, or None where it is one."""
        genre = subject.genre
        if _advises(telling):
            return "warning"
        if telling.type == "CONSULT" and _with_the_press(telling):
            return "statement"
        if self._is_common_crime(telling, subject):
            return "crime"
        if genre == POLITICS:
            return None
        if (genre == "sport" and telling.counts.killed) or telling.counts.protesters:
            genre = ""  # nobody is killed in a match, and no shares march
        if not genre:
            return None if self._may_be_political(telling, doubted=subject.doubted) else "not_political"
        return None if self._stands_out(telling, genre, crime=subject.crime or genre == "crime") else genre

    def _is_common_crime(self, telling: Telling, subject: Subject) -> bool:
        """Whether police and courts deal with what any town has, and no power, public life or country else is in it."""
        if telling.mode not in _LAWFUL or any(map(names_power, telling.targets)) or _concerns_the_public(telling):
            return False
        sentence = telling.sentence.lower()
        if self._names_crime(sentence) or _FIRES.search(sentence):
            return True
        if telling.mode == _SEIZED or telling.counts.protesters:
            return False  # drugs and arms that are found are told
        return (subject.crime or self._tells_crime(telling.sentence)) and not self._is_strong(telling.sentence)

    def _tells_crime(self, text: str) -> bool:
        """Whether a text speaks of what police and courts deal with in any town."""
        lowered = text.lower()
        return self._names_crime(lowered) or not _DRUGS.isdisjoint(_WORD.findall(lowered))

    def _names_crime(self, lowered: str) -> bool:
        """Whether a text in lower case names a common crime."""
        return not _CRIMES.isdisjoint(_WORD.findall(lowered)) or self._crimes.search(lowered) is not None

    def _may_be_political(self, telling: Telling, *, doubted: bool) -> bool:
        """Whether an event may be one of politics in a report that hardly says what it is about."""
        parties = (*telling.sources, *telling.targets)
        codes = [actor.code for actor in parties if actor.code]
        powers = any(map(_may_rule, parties)) if doubted else any(map(is_power, codes))
        told = powers or any(map(_is_elite, parties)) or _calls_out(telling)
        told = told or telling.type in (_VIOLENT | {"PROTEST"} if doubted else _FORCE)
        told = told or self._genres.weigh([telling.sentence])[POLITICS] > 0 or _concerns_the_public(telling)
        return told and (_is_bodily(telling) or not among_firms(codes))

    def _stands_out(self, telling: Telling, genre: str, *, crime: bool) -> bool:
        """Whether an event is one of politics in a report of ``genre``, which is another kind of news."""
        acts = any(map(governs, telling.sources))
        strong = self._is_strong(telling.sentence)
        if genre not in _GAMES and self._is_said_of_state(telling, acts=acts or (strong and _has_elite(telling))):
            return True
        if genre != "sport" and telling.type in _SOVEREIGN:
            if acts or strong or any(map(governs, telling.targets)):
                return True
            if crime and telling.type == "ASSAULT" and (telling.counts.killed or 0) >= _MASSACRE:
                return True
            held = telling.type in _VIOLENT or _concerns_the_public(telling)
            if any(map(names_power, telling.sources)) and (held or (crime and telling.mode == _SEIZED)):
                return True
        powers = any(is_power(actor.code) for actor in (*telling.sources, *telling.targets) if actor.code)
        return strong and powers and (telling.type in _FORCE or self._leans(telling.sentence, genre))

    def _is_said_of_state(self, telling: Telling, *, acts: bool) -> bool:
        """Whether those who govern say something, or it is said to them, or people take to the streets."""
        if telling.type == "PROTEST":
            firms = among_firms([actor.code for actor in telling.sources])
            return bool(telling.sources) and not firms and telling.mode != "boycott"
        if _calls_out(telling):
            return True
        if telling.type not in _FORCE and acts:
            return True
        if telling.type not in _AGAINST:
            return False
        labour = any(_LABOUR in parts(actor.code) for actor in (*telling.sources, *telling.targets) if actor.code)
        return labour or any(map(names_power, telling.targets))

    def _leans(self, sentence: str, genre: str) -> bool:
        """Whether a sentence has more marks of politics than of ``genre``."""
        marks = self._genres.weigh([sentence])
        return marks[POLITICS] > marks[genre]


def _calls_out(telling: Telling) -> bool:
    """Whether a threat is one of a strike or protest."""
    return telling.type == "THREATEN" and telling.cameo_code.startswith("133")


def _is_elite(actor: Actor) -> bool:
    """Whether a party is of the elite, and no head of a body that does its office."""
    return _ELITE in parts(actor.code) and not is_routine(actor)


def _may_rule(actor: Actor) -> bool:
    """Whether a party is a power, courts and police too, that does more than its office."""
    return names_power(actor) and not is_routine(actor) and not is_charity(actor.code)


def _has_elite(telling: Telling) -> bool:
    return any(map(_is_elite, telling.sources))


def _advises(telling: Telling) -> bool:
    """Whether who warns somebody off has no force behind the warning: a party, a union, an expert."""
    if telling.type != "THREATEN":
        return False
    at = telling.trigger_start - telling.sentence_start
    if _WARNED_OFF.search(telling.sentence, at) is None and _FORETOLD.match(telling.sentence, at) is None:
        return False
    codes = [actor.code for actor in telling.sources]
    return all(not code or (len(code) > 3 and _FORCEFUL.isdisjoint(parts(code))) for code in codes)


def _concerns_the_public(telling: Telling) -> bool:
    """Whether who suffers an event is of public life or of another country."""
    public = any(not _PUBLIC.isdisjoint(parts(actor.code)) for actor in telling.targets if actor.code)
    return public or abroad(telling.sources, telling.targets)


def _with_the_press(telling: Telling) -> bool:
    """Whether one side of a meeting is the press alone, so that it is an interview."""
    sides = [[actor.code for actor in side] for side in (telling.sources, telling.targets)]
    return any(codes and all(code and _PRESS in parts(code) for code in codes) for codes in sides)


def _is_bodily(telling: Telling) -> bool:
    """Whether a deed needs bodies, so that traders and drivers are people there and no firms."""
    shown = telling.place is not None or telling.mode is not None or telling.counts.killed is not None
    return telling.type in ("PROTEST", "ASSAULT") and shown and telling.mode != "boycott"
