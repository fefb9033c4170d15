"""Whom a bare surname means: the person whose full form, with an office or a party, stood earlier in the report."""

import re
from collections.abc import Sequence
from datetime import date

from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.bodies import FORMER
from pipelines.coding.who.entities import ActorMatch
from schemas import Actor

_SIGNED = re.compile(r"[—–-]+ [^@]{3,60}\(@\w+\)[\w ,.]{0,30}")
_TITLES = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "sir", "lord", "lady", "baroness"})
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


def bare_surname(words: Sequence[str]) -> str | None:
    """The surname that a phrase is, with a title at most."""
    rest = words[1:] if words and words[0].lower() in _TITLES else words
    return rest[0] if len(rest) == 1 and rest[0][:1].isupper() and len(rest[0]) > 2 else None


def bearer_in(words: Sequence[str], surname: str, lexicon: ActorLexicon, on: date, text: str) -> Actor | None:
    """The actor of the first full form of ``surname`` in a sentence: "Home Secretary Ana Davis", "Mr Davis, an MP"."""
    for place, word in enumerate(words):
        if word != surname or not place or not words[place - 1][:1].isupper():
            continue
        start = place
        while start and place - start < _BEFORE and _belongs(words, start - 1, lexicon, on):
            start -= 1
        end = place + 3 if list(words[place + 1 : place + 2]) == ["of"] else place + 1
        front = words[start:end]
        actor = lexicon.resolve(front, place - start, on, text) or _aside(words, place + 1, lexicon, on, text)
        if actor is not None and (actor.sectors or actor.country):
            return actor
    return None


def _belongs(words: Sequence[str], place: int, lexicon: ActorLexicon, on: date) -> bool:
    """Whether a word before a name is part of it, or of the office in front of it."""
    word = words[place]
    if word in (",", ".", ";", ":", '"') or word.lower() in ("and", "by", "that", "with", "to"):
        return False
    return word[:1].isupper() or word.lower() in FORMER or bool(lexicon.find([word], on)) or word.lower() == "shadow"


def _aside(words: Sequence[str], start: int, lexicon: ActorLexicon, on: date, text: str) -> Actor | None:
    """The actor told between commas behind a name: ", the interior minister of Uganda,"."""
    if list(words[start : start + 1]) != [","]:
        return None
    if words[start + 1 : start + 2] and words[start + 1].isdigit():  # "Mary Davis, 58, MP for ..."
        return _aside(words, start + 2, lexicon, on, text)
    inner = list(words[start + 1 : start + 1 + _ASIDE])
    inner = inner[: inner.index(",")] if "," in inner else inner
    role = next((m for m in lexicon.find(inner, on) if m.kind == "role"), None)
    if role is None or (inner and inner[0].lower() in ("who", "which", "said", "whose")):
        return None
    return lexicon.resolve(inner, role.end - 1, on, text)
