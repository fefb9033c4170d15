"""Firms by the first word of their names: "Varlan" in a report that tells of "Varlan Air" or "Varlan Motor Company"."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from pipelines.coding.sentence.phrases import tokens_of
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.entities import Named
from pipelines.coding.wordlists import word_list

_TRADING = ("BUS", "MNC")
_ENDS = word_list("firm_names") | {"air", "airline", "motor", "company", "bank"}
_TIME = word_list("time")
_PLAIN = word_list("plain_names")  # words that begin many names and are none alone: "United", "First"
_ENDING = "|".join(sorted((re.escape(word.capitalize()) for word in _ENDS), key=len, reverse=True))
_FULL = re.compile(rf"(?<![\w-])(?P<short>[A-Z][a-z]{{2,20}})(?: (?:{_ENDING})(?!\w))+")
_BEFORE = re.compile(r"([A-Z][\w.]*) $")
_ALONE = r"\w,? {}(?:['’]s)?(?! [A-Z])\b"


def firms_for_short(
    sentences: Sequence[str], told: Mapping[str, tuple[str, str]], lexicon: ActorLexicon, on: date
) -> Iterator[Named]:
    """The firms that a report calls by the first word of their names; ``told`` says what it describes names as."""
    found: dict[str, Named] = {}
    for text in sentences:
        for match in _FULL.finditer(text):
            short = match["short"]
            if short in found or _is_common(short, lexicon, on) or _goes_on(text[: match.start()], lexicon, on):
                continue
            found[short] = _firm(short, match[0], told, lexicon, on)
    for short, firm in found.items():
        alone = re.compile(_ALONE.format(short))
        if any(short in text and alone.search(text) for text in sentences):
            yield firm


def _is_common(word: str, lexicon: ActorLexicon, on: date) -> bool:
    return word in lexicon.openers or word.lower() in _PLAIN or bool(lexicon.find([word], on))


def _goes_on(before: str, lexicon: ActorLexicon, on: date) -> bool:
    """Whether a name began before: not behind "On Friday" or "Iranian"."""
    last = _BEFORE.search(before)
    if last is None or last[1] in lexicon.openers or last[1].lower() in _TIME:
        return False
    return all(match.kind != "nationality" for match in lexicon.find([last[1]], on))


def _firm(short: str, name: str, told: Mapping[str, tuple[str, str]], lexicon: ActorLexicon, on: date) -> Named:
    """A firm as the report or the lists have it."""
    country, sector = told.get(name, ("", "BUS"))
    known = next((m for m in lexicon.find(tokens_of(name), on) if m.start == 0 and {*m.sectors} & {*_TRADING}), None)
    if known is not None:
        return Named(short, "organisation", known.country, known.sectors)
    return Named(short, "organisation", country, (sector or "BUS",))
