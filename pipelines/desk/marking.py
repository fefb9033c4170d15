"""A sentence with its words marked: trigger, source, target, place, date, numbers.

An event holds where its trigger stands, and of its parties and place the words; those are looked for near the trigger.
What stands elsewhere in the report ("they") is not in the sentence and is not marked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from pipelines.desk.wording import lines

_DATES: Final = re.compile(
    r"\b(?:(?:last|next|this|early|late|on)\s+)*"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|tomorrow|tonight|overnight"
    r"|(?:\d{1,2}(?:st|nd|rd|th)?\s+)?(?:january|february|march|april|may|june|july|august|september|october|november"
    r"|december)(?:\s+\d{1,2}(?:st|nd|rd|th)?\b)?(?:,?\s+\d{4})?|\d{4}-\d{2}-\d{2}"
    r"|(?:last|this|next)\s+(?:week|month|year|weekend))(?:\s+(?:morning|afternoon|evening|night))?\b",
    re.IGNORECASE,
)
_UNDATED: Final = frozenset({"report", "open"})
_NUMBERS: Final = "one two three four five six seven eight nine ten eleven twelve".split()
_COUNTS: Final = ("killed", "injured", "arrested", "protesters", "troops")
ROLES: Final = ("trigger", "source", "target", "place", "date", "number")


@dataclass(frozen=True, slots=True)
class Part:
    """Some words of a sentence; ``role`` is what they are to the event, "" nothing."""

    text: str
    role: str = ""


def marked(event: dict[str, Any]) -> list[Part]:
    """The sentence of an event in parts."""
    sentence = lines(event["sentence"])
    begin, end = event["trigger_start"] - event["sentence_start"], event["trigger_end"] - event["sentence_start"]
    roles = [""] * len(sentence)
    for role, start, stop in _spans(sentence, event, begin, end):
        for place in range(max(start, 0), min(stop, len(sentence))):
            roles[place] = roles[place] or role
    parts, at = [], 0
    for role, together in groupby(roles):
        length = len(list(together))
        parts.append(Part(sentence[at : at + length], role))
        at += length
    return parts


def missing_parties(event: dict[str, Any], parts: list[Part]) -> set[str]:
    """The words of the parties that the sentence itself does not hold: the report names them elsewhere."""
    sentence = "".join(part.text for part in parts)
    parties = (*event["sources"], *event["targets"])
    return {party["text"] for party in parties if not _nearest(sentence, party["text"], 0)}


def _spans(sentence: str, event: dict[str, Any], begin: int, end: int) -> Iterator[tuple[str, int, int]]:
    """What is marked, the most telling first: it stands where two overlap."""
    yield "trigger", begin, end
    for role, parties in (("source", event["sources"]), ("target", event["targets"])):
        for party in parties:
            if span := _nearest(sentence, party["text"], begin):
                yield role, *span
    if span := _nearest(sentence, event["place_name"] or "", begin):
        yield "place", *span
    if event["date_basis"] not in _UNDATED:
        for date in _DATES.finditer(sentence):
            yield "date", *date.span()
    for count in _COUNTS:
        value = event[count]
        if value is not None:
            words = [f"{value:,}", str(value), *(_NUMBERS[value - 1 : value] if value else [])]
            for word in words:
                if span := _nearest(sentence, word, begin):
                    yield "number", *span
                    break


def _nearest(sentence: str, words: str, near: int) -> tuple[int, int] | None:
    """Where the words stand nearest to a place in the sentence, whatever the case and the spaces between them."""
    given = [re.escape(word) for word in lines(words).split()]
    if not given:
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(given) + r"(?!\w)", re.IGNORECASE)
    return min((match.span() for match in pattern.finditer(sentence)), key=lambda s: abs(s[0] - near), default=None)
