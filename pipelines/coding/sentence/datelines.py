"""What news agencies put before the first words of a report: place, day, agency, marks of the wire, bylines."""

import re

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.sentence.phrases import fold, parts_of
from pipelines.coding.wordlists import word_list

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_DAY = (
    rf"(?i:(?:{_WEEKDAY},? )?(?:{_MONTH} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH})(?:,? \d{{4}})?"
    rf"|\d{{4}}-\d\d-\d\d|\d{{1,2}}[./]\d{{1,2}}[./]\d{{4}}|{_WEEKDAY})"
)
_CAPITALS = r"[A-Z][A-Z.'’/-]+(?: [A-Z][A-Z.'’/-]+){0,3}"
_NAME = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
_PLACES = rf"(?:, (?!{_DAY})[A-Z][\w.'’ ]{{1,30}}?){{0,2}}"
_AGENCY = r"\([A-Z][\w/ .&’'-]{1,40}\)"
_HOUR = r"(?:[01]?\d|2[0-3])[.:h][0-5]\d(?: ?(?:GMT|UTC|[ap]\.?m\.?))?"
_DASH = r"(?: ?(?:--|[–—]) ?| - ?)(?=[\"“‘'(]?[A-Z0-9])"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # "KABUL, Afghanistan, May 14 (AP) --", "LONDON:", "BREMEN (Reuters) said" has no dash and is none
        rf"{_CAPITALS}{_PLACES}(?:,? {_DAY})?(?:,? ?{_AGENCY})?(?:,? {_DAY})?(?:{_DASH}| ?[-–—]{{1,2}} | ?: )",
        # "Kabul, May 14 (AP) -", "Baku, May 14, AZN -", "Doha, QNA –", "Geneva, 14 May 2024 –"
        rf"{_NAME}{_PLACES},? (?:\(?{_DAY}\)?(?:,? [A-Z]{{2,8}}\b)?|[A-Z]{{2,8}})(?:,? {_AGENCY})?(?:{_DASH}| ?: )",
        rf"{_NAME}{_PLACES},? {_AGENCY}(?:,? {_DAY})?(?: ?[-–—]{{1,2}} ?| ?: )",
        rf"{_DAY}(?:, |: |{_DASH})(?:{_NAME}{_PLACES}|{_AGENCY})(?:{_DASH}| ?: )",
        rf"{_DAY} ?(?:: |{_DASH}|\| )",
        rf"{_NAME}{_PLACES}, {_DAY}(?<=\.) (?=[A-Z])",  # "Lagos, 10 Nov. Gunmen ..."
        # the hour of an entry in a running report
        rf"{_HOUR}(?: ?(?:[-–—:|]|--) ?| )(?!{_DAY}\b)(?=[\"“‘']?[A-Z])",
        rf"{_AGENCY}(?:{_DASH}| ?: )",
        r"[A-Za-z]+\.(?:com|org|net|co\.uk)(?:: | ?[-–—]{1,2} )",
        # a byline before a place in capitals
        rf"By (?:[A-Z][\w.'’-]+ ){{1,3}}(?:and (?:[A-Z][\w.'’-]+ ){{2,3}})?(?:, [\w ]{{3,40}} )?(?={_CAPITALS}[ ,(:])",
        rf"By {_NAME}(?:, {_NAME})?(?: ?[-–—|]{{1,2}} |: )",
        r"\([A-Z][^()]{2,40}\) (?=[A-Z])",  # an editor's: "(Adds details) Chile recalled ..."
        r"(?:[*•‣▪●◦·]|\d{1,2}[.)]|\([a-z\d]\)|[-–—]) +",  # the mark of a list
    )
)
# "Geneva – Experts", "Apia: Police", "Amman, Petra -- Police": a known place, perhaps an agency behind it
_KNOWN_PLACE = re.compile(rf"(?P<place>{_NAME})(?:, [A-Z]\w+)?(?:{_DASH}|: (?=[\"“‘'(]?[A-Z0-9]))")
_AGENCY_FIRST = re.compile(rf"(?P<agency>{_NAME})(?: ?\| | ?: |{_DASH})")
_WIRE = re.compile(r"(?P<word>[A-Za-z]+(?:[ -][A-Za-z]+){0,2}?)(?: ?\d{1,2})?(?: ?[-–—:|]{1,2} ?)(?=[\"“‘'(]?[A-Z0-9])")
# What parts a piece from what follows; without it only bylines, notes and marks of a list can stand before a sentence.
_PARTING = re.compile(r"[–—|:]|--| -|-[ \"“‘'(A-Z0-9]|, \d+ [A-Z]\w+\. ")
_UNPARTED = frozenset("(*•‣▪●◦·0123456789")
_MOST = 4  # pieces before one sentence


def _rows() -> frozenset[str]:
    places = (parts_of(row.cells[4]) for row in read_rows(DATA / "actors" / "countries.tsv", 5, 5))
    cities = (row.cells[0] for row in read_rows(DATA / "places" / "large_cities.tsv", 2, 2))
    towns = (row.cells[0] for row in read_rows(DATA / "places" / "towns.tsv", 7, 7))
    return frozenset((*(fold(name) for names in places for name in names), *cities, *towns))


CITIES = _rows()
_AGENCIES = frozenset(name.replace("_", " ") for name in word_list("agencies"))
_WIRE_WORDS = frozenset(name.replace("_", " ") for name in word_list("wire_words"))


def dateline_end(sentence: str) -> int:
    """Where the text of an agency's sentence begins; 0 where nothing stands before it."""
    end = 0
    for _ in range(_MOST):
        step = _one(sentence, end)
        if step == end:
            break
        end = step
    return end


def _one(sentence: str, start: int) -> int:
    """The end of the piece of a dateline that begins at ``start``, else ``start``."""
    unparted = sentence[start : start + 1] in _UNPARTED or sentence.startswith("By ", start)
    if not unparted and _PARTING.search(sentence, start) is None:
        return start
    wire = _WIRE.match(sentence, start)
    if wire is not None and wire.group("word").lower() in _WIRE_WORDS:
        return wire.end()
    first = _AGENCY_FIRST.match(sentence, start)
    if first is not None and first.group("agency").lower() in _AGENCIES:
        return first.end()
    known = _KNOWN_PLACE.match(sentence, start)
    if known is not None and fold(known.group("place")) in CITIES:
        return known.end()
    return max((match.end() for form in _FORMS if (match := form.match(sentence, start))), default=start)
