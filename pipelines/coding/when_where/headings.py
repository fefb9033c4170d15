"""The day on which the lines of a report stand: that of a dateline, or of the last heading that is a date."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pipelines.coding.sentence.fronts import front_end
from pipelines.coding.when_where.calendar import WEEKDAYS
from pipelines.coding.when_where.dates import find_dates
from pipelines.coding.when_where.days import DateMatch

_SHORTEST, _LONGEST = 4, 32  # characters of a heading: the cells of a table are shorter than any date
_FRONT = 80  # characters within which a dateline names its day
_TOKEN = re.compile(r"[^\W_]+(?:[./-]\d+)*\.?|[^\w\s]")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_REVIEWS = (["in", "review"], ["in", "pictures"], ["in", "brief"], ["at", "a"], ["timeline", "."], ["chronology", "."])
_ENTRY = re.compile(
    r"[\s*•]*([^\W_][\w.,]*(?: [\w.,]+){0,3}?)\**\s*(?::|\s[–—-])\**\s"
)  # "Thursday: Police arrest ..."
_SITED = frozenset({"in", "at", "near"})
_LOOSE = frozenset({",", ":", "-", "–", "—", ".", "*", "#", "•", "(", ")", "on", "the"})


@dataclass(frozen=True, slots=True)
class Frame:
    """The day from which a sentence is told; ``heading`` is the date that stands over it, if one does."""

    day: date
    heading: DateMatch | None = None


def frames_of(sentences: Sequence[str], published: date) -> list[Frame]:
    """For each sentence of a report the day from which it is told: the report's own where nothing else is said."""
    day = _dateline(sentences, published) or published
    heading: DateMatch | None = None
    frames = []
    entries = _entries(sentences, published)
    for place, sentence in enumerate(sentences):
        heading = entries.get(place, heading)
        if _SHORTEST <= len(sentence) <= _LONGEST and _may_be_day(sentence):
            heading = _heading(sentence, published) or heading
            if heading is not None and _reviews(sentence):
                day = date(heading.date.year, 12, 31)  # its months are those of that year
        frames.append(Frame(day, heading))
    stands = {(f.heading.date, f.heading.precision) for f in frames if f.heading is not None}
    if stands == {(published, "day")} and not entries:
        return [Frame(frame.day) for frame in frames]  # the page's own date heads no entry of a chronicle
    return frames


def _may_be_day(line: str) -> bool:
    return any(char.isdigit() for char in line) or any(word.lower() in WEEKDAYS for word in _TOKEN.findall(line))


def _entries(sentences: Sequence[str], published: date) -> dict[int, DateMatch]:
    """The days in front of the entries of a chronicle, by sentence; none where there is but one."""
    found: dict[int, DateMatch] = {}
    for place, sentence in enumerate(sentences):
        front = _ENTRY.match(sentence)
        day = _heading(front[1], published) if front is not None and _may_be_day(front[1]) else None
        if day is not None:
            found[place] = day
    return found if len(found) > 1 else {}


def _reviews(line: str) -> bool:
    """Whether a line heads the chronicle of a year: "2023 in review."."""
    words = [word.lower() for word in _TOKEN.findall(line.strip())]
    return bool(words) and _YEAR.fullmatch(words[0]) is not None and words[1:3] in _REVIEWS


def _heading(line: str, published: date) -> DateMatch | None:
    """The date that a line consists of."""
    words = _TOKEN.findall(line.strip())
    if _reviews(line) and int(words[0]) < published.year:
        return DateMatch(0, 1, date(int(words[0]), 1, 1), "year", "explicit")
    year = [word for word in words if word not in _LOOSE]
    if len(year) == 1 and _YEAR.fullmatch(year[0]) and int(year[0]) <= published.year:
        return DateMatch(0, 1, date(int(year[0]), 1, 1), "year", "explicit")
    for match in find_dates(words, published):
        rest = [*words[: match.start], *words[match.end :]]
        placed = match.start == 0 and all(word[:1].isupper() or word in _SITED for word in rest if word.isalpha())
        opens = match.precision != "year" and words[-1] == ":"  # "July 2017, in Hamburg:"
        alone = all(word.lower() in _LOOSE for word in rest) or (placed and (opens or match.precision == "day"))
        weekday = match.basis == "relative" and match.precision == "day" and words[0].lower() in WEEKDAYS
        named = match.basis == "explicit" or (weekday and all(word in _LOOSE for word in rest))
        if alone and match.date <= published and named:  # "24 June 2025. Hpakant, Kachin."
            return match
    return None


def _dateline(sentences: Sequence[str], published: date) -> date | None:
    """The day in the dateline of the first sentences: "LONDON, AUGUST 17:", "Lima, 3 May (EFE) -"."""
    for sentence in sentences[:3]:
        if not any(char.isdigit() for char in sentence[:_FRONT]):
            continue
        front = sentence[: front_end(sentence)]
        if not any(char.isdigit() for char in front):
            continue
        words = [w.title() if w.isupper() else w for w in _TOKEN.findall(front)]
        for match in find_dates(words, published):
            if match.precision == "day" and match.date <= published and words[match.start].lower() not in WEEKDAYS:
                return match.date
    return None
