"""Whom a surname or full name means: the person of whom the report says elsewhere what office or party is theirs."""

import re
from collections.abc import Sequence
from datetime import date

from pipelines.coding.sentence.phrases import fold
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.bodies import FORMER
from pipelines.coding.who.entities import ActorMatch
from pipelines.coding.wordlists import word_list
from schemas import Actor

_SIGNED = re.compile(r"[—–-]+ [^@]{3,60}\(@\w+\)[\w ,.]{0,30}")
_TITLES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "sir", "lord", "lady", "baroness"})
_TIME = word_list("time")
_BEING = frozenset({"is", "was", "has", "had", "been", "became", "now", "once", "also"})
_PAST = frozenset({"was", "had"})
_OPENING = frozenset("of a an the his her its their currently now then shadow senior leading veteran prominent".split())
_ARTICLES = frozenset({"the", "a", "an"})
_JOINING = frozenset({"the", "of", "'s", "’s"})
_LONGEST = 3  # words of a full name
_ASIDE = 9  # words behind a name's comma within which its office may stand
_BEFORE = 7  # words before a surname that may belong to its full form


def is_signature(sentence: str) -> bool:
    """Whether a sentence only says who wrote what stands before it: "— Ana Ruiz (@anaruiz) July 16, 2018"."""
    return _SIGNED.fullmatch(sentence.rstrip()) is not None


def only_person(words: Sequence[str], named: Sequence[ActorMatch]) -> Actor | None:
    """The one person in office among those named by ``words``."""
    persons = {m.code + (m.role or ""): m for m in named if m.kind == "person"}
    if len(persons) != 1 or any(m.kind == "person" and not m.role for m in named):
        return None
    (one,) = persons.values()
    text = " ".join(words[one.start : one.end])
    return Actor(text=text, code=one.code, country=one.country, sectors=one.sectors, role=one.role)


def name_of(words: Sequence[str]) -> tuple[str, ...]:
    """The surname or full name that a phrase is, without a title in front; empty where it is none of a person."""
    rest = tuple(words)
    while rest and rest[0].lower() in _TITLES | _TIME:  # "Monday Ana Ruiz", as the parser has it
        rest = rest[1:]
    if len(rest) == 1:
        return rest if rest[0][:1].isupper() and len(rest[0]) > 2 else ()
    apart = len(rest) > _LONGEST or rest[:1] == ("The",)
    return () if apart or not all(word[:1].isupper() and word.isalpha() for word in rest) else rest


def bearer_in(words: Sequence[str], name: Sequence[str], lexicon: ActorLexicon, on: date, text: str) -> Actor | None:
    """The actor of the first full form of a name in a sentence: "Home Secretary Ana Davis", "Mr Davis, an MP"."""
    plain = [fold(word) for word in name]
    for place, word in enumerate(words):
        start = place - len(plain) + 1
        if fold(word) != plain[-1] or start < 0 or [fold(w) for w in words[start : place + 1]] != plain:
            continue
        if len(plain) == 1 and (not place or not words[place - 1][:1].isupper()):
            continue
        start = place
        while start and place - start < _BEFORE and _belongs(words, start - 1, lexicon, on):
            start -= 1
        front = words[start : _end_of(words, place, lexicon, on)]
        actor = (
            lexicon.resolve(front, place - start, on, text)
            or _aside(words, place + 1, lexicon, on, text)
            or _ahead(words, start, place + 1, lexicon, on, text)
        )
        if actor is not None and (actor.sectors or actor.country):
            return actor
    return None


def _end_of(words: Sequence[str], place: int, lexicon: ActorLexicon, on: date) -> int:
    """Where a name ends with the body behind "of": "Ana Davis of the Ridge Party"."""
    behind = words[place + 2 : place + 2 + _ASIDE] if list(words[place + 1 : place + 2]) == ["of"] else ()
    first = next(iter(lexicon.find(behind, on)), None)
    if first is None or first.start > (behind[0].lower() in _ARTICLES):
        return place + 3 if behind else place + 1
    return place + 2 + first.end


def _belongs(words: Sequence[str], place: int, lexicon: ActorLexicon, on: date) -> bool:
    """Whether a word before a name is part of it, or of the office in front of it."""
    word = words[place]
    if word in (",", ".", ";", ":", '"') or word.lower() in ("and", "by", "that", "with", "to"):
        return False
    return word[:1].isupper() or word.lower() in FORMER or bool(lexicon.find([word], on)) or word.lower() == "shadow"


def _aside(words: Sequence[str], start: int, lexicon: ActorLexicon, on: date, text: str) -> Actor | None:
    """The actor told between commas behind a name: ", the interior minister of Uganda,", ", who is an MP"."""
    if list(words[start : start + 1]) != [","]:
        return None
    if words[start + 1 : start + 2] and words[start + 1].isdigit():  # "Mary Davis, 58, MP for ..."
        return _aside(words, start + 2, lexicon, on, text)
    inner = list(words[start + 1 : start + 1 + _ASIDE])
    inner = inner[: inner.index(",")] if "," in inner else inner
    if inner[:1] == ["who"]:
        if (being := _being(inner)) == 0:
            return None
        inner = [*(["former"] if inner[1] in _PAST else ()), *inner[being:]]
    role = next((m for m in lexicon.find(inner, on) if m.kind == "role"), None)
    if role is None or not _opens_aside(inner[0], role, lexicon, on):
        return None
    return lexicon.resolve(inner, role.end - 1, on, text)


def _being(inner: Sequence[str]) -> int:
    """How many words of "who is", "who has been" or "who was" stand before what somebody is; 0 for other deeds."""
    end = 1
    while end < len(inner) and inner[end] in _BEING:
        end += 1
    return end if end > 1 else 0


def _opens_aside(word: str, role: ActorMatch, lexicon: ActorLexicon, on: date) -> bool:
    """Whether a word may begin what a name is said to be, and is no verb: not ", dismissed the police chief"."""
    if role.start == 0 or word[:1].isupper() or word.lower() in _OPENING | FORMER:
        return True
    return bool(lexicon.find([word], on))


def _ahead(words: Sequence[str], start: int, end: int, lexicon: ActorLexicon, on: date, text: str) -> Actor | None:
    """The actor told before a name between commas: "Saxony's interior minister, Ana Davis,"."""
    comma = start - 1
    if start < 2 or words[comma] != "," or list(words[end : end + 1]) != [","]:
        return None
    first = comma
    while (
        first
        and comma - first < _BEFORE
        and (_belongs(words, first - 1, lexicon, on) or words[first - 1].lower() in _JOINING)
    ):
        first -= 1
    front = words[first:comma]
    role = next((m for m in lexicon.find(front, on) if m.kind == "role" and m.end == len(front)), None)
    return None if role is None else lexicon.resolve(front, len(front) - 1, on, text)
