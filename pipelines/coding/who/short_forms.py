"""Whom a short form means: "the Commission", "Conaie", "the bloc" and "leaders", by what stood before in full."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.combining import SPEAKERS
from pipelines.coding.who.entities import ActorMatch
from pipelines.coding.wordlists import word_list
from schemas import Actor

_BODIES = word_list("short_bodies")  # by which a body goes for short: "the Commission", "the Forum"
_INSIDE = frozenset({"of", "and", "for", "the", "in", "on", "de", "des", "du", "la", "'s", "’s"})
_ARTICLED = frozenset({"the", "other", "its", "all", "some", "fellow"})
_STATES = frozenset({"states", "countries", "nations"})
_SIDES = frozenset({"opposition", "ruling", "rebel", "militant", "separatist"})  # "the opposition Reform Party (RP)"
_LED = re.compile(r"(?P<lead>[A-Z][\w.]{1,20}(?: [A-Z][\w.]{1,20})?)-led (?:[\w-]{1,20} ){0,2}(?:coalition|alliance)\b")
_LONGEST = 10  # words of a name that its letters in brackets follow
_WORLD = "UNO"  # whose leaders are not those of a bloc
_MINISTERS = frozenset({"ministers", "chiefs"})
_FIELDS = frozenset(
    "foreign finance defence defense trade energy interior agriculture economy health environment".split()
)


def in_brackets(words: Sequence[str], short: str, lexicon: ActorLexicon, on: date) -> Actor | None:
    """The actor whose name a sentence gives in full before its short form in brackets: "Union of Miners (Unomi)"."""
    place = next((k for k, word in enumerate(words) if word == short and words[k - 1] == "("), 0)
    start = end = place - 1
    while start > 0 and end - start < _LONGEST and _is_part(words[start - 1]):
        start -= 1
    start -= start > 0 and words[start - 1] in _SIDES
    name = words[start:end]
    head = next((k for k, word in enumerate(name) if k and word in ("of", "for")), len(name)) - 1
    return lexicon.resolve(name, head, on, short) if name and place > 1 else None


def _is_part(word: str) -> bool:
    return word[:1].isupper() or word in _INSIDE


def spoken_for(words: Sequence[str]) -> Sequence[str]:
    """The short form whose speaker a phrase names, else the phrase: "UPND" of "UPND spokesperson Ana Ruiz"."""
    speaker = next((k for k, word in enumerate(words) if k and word.lower() in SPEAKERS), 0)
    body = words[speaker - 1] if speaker else ""
    return [body] if len(body) > 1 and body.isalpha() and body.isupper() else words


def body_in(names: Iterable[Mapping[str, ActorMatch]], words: Sequence[str], text: str) -> Actor | None:
    """The one body of the sentences before that goes by the last of ``words``: "the Commission"."""
    if len(words) != 2 or words[0].lower() != "the" or not words[1][:1].isupper() or words[1].lower() not in _BODIES:
        return None
    found = {m.code: m for told in names for name, m in told.items() if words[1] in name.split()}
    return as_actor(next(iter(found.values())), text) if len(found) == 1 else None


def bloc_in(names: Sequence[Mapping[str, ActorMatch]], text: str) -> Actor | None:
    """The one bloc that the last sentence to name any names, for "the bloc"."""
    for told in reversed(names):
        found = {m.code: m for m in told.values() if is_bloc(m)}
        if found:
            return as_actor(next(iter(found.values())), text) if len(found) == 1 else None
    return None


def coalition_in(sentences: Iterable[str], lexicon: ActorLexicon, on: date) -> str:
    """The country of which sentences tell that it leads a coalition: "the Saudi-led coalition"; "" where of several."""
    leads = {found["lead"] for text in sentences if "-led " in text for found in _LED.finditer(text)}
    named = {match.country for lead in leads for match in lexicon.find(lead.split(), on)}
    return named.pop() if len(named) == 1 else ""


def is_bloc(match: ActorMatch) -> bool:
    """Whether a name is that of an organisation of states, the United Nations apart."""
    return "IGO" in match.code and _WORLD not in match.code


def are_leaders(words: Sequence[str]) -> bool:
    """Whether a phrase is one for those who meet in the name of their states: "leaders", "the foreign ministers"."""
    plain = [word.lower() for word in words if word.lower() != "the"]
    if plain[-1:] and plain[-1] in _MINISTERS:
        return len(plain) == 2 and plain[0] in _FIELDS
    return plain == ["leaders"] or (plain[:3] == ["heads", "of", "state"] and len(plain) in (3, 5))


def are_members(words: Sequence[str]) -> bool:
    """Whether a phrase is one for the states of a bloc: "members", "other member countries"."""
    plain = [word.lower() for word in words if word.lower() not in _ARTICLED]
    return plain in (["members"], ["allies"]) or (len(plain) == 2 and plain[0] == "member" and plain[1] in _STATES)


def as_actor(match: ActorMatch, text: str) -> Actor:
    """The actor that a name in full tells, under the words of its short form."""
    return Actor(text=text, code=match.code, country=match.country, sectors=match.sectors, role=match.role)
