"""Abbreviations of English written out as the parser knows them: "the S. African govt.", "F.A.R.D.C.'s 31st Bde."."""

import re
from functools import cache

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.sentence.capitals import is_place
from pipelines.coding.sentence.reading import Reading
from pipelines.coding.sentence.sentences import STARTERS
from pipelines.coding.wordlists import word_list

_PLACED = word_list("locative") | {"to", "from", "of"}
_GIVEN_NAMES = word_list("given_names")
_POINTS = {"N": "north", "S": "south", "E": "east", "W": "west"}
_PARTS = r"(?:suburbs?|outskirts|coast|border|provinces?|regions?|districts?|front|part|edge|side|shore)\b"
_LETTERS = r"(?<![\w.])(?P<letters>(?:[A-Z]\.){2,}[A-Z]\b\.?)"
_PREMIER = r"(?<![\d.] )(?<![\d.])\b(?P<premier>P\.M\.)(?!\w)"
_MEMBERS = r"\b(?P<members>M\.P\.)(?=s\b)"
_POINT = rf"(?<![\w.])(?P<point>[NS]?\.?[NSEW]\.)(?= (?:of\b|{_PARTS}|[A-Z][a-z]))"
_WITH = r"(?<=[a-z] )(?P<with>w\.)(?= [a-z])"
_AHEAD = 40
_BARE = re.compile(r"\W.*")  # what ends a word: "Chad's", "Darfur,"
_ENDS = re.compile(r"\s*(?:$|\n|[\"”’)]*\s+[\"“‘]*(?P<next>[A-Z][a-z]*)\b)")


def written_out(reading: Reading) -> Reading:
    """The text with its abbreviations written out; offsets stay those of the original."""
    text = reading.text
    if "." not in text:
        return reading
    found = [(m.start(), m.end(), words) for m in _pattern().finditer(text) if (words := _words(m)) is not None]
    return _edited(reading, found) if found else reading


def _edited(reading: Reading, found: list[tuple[int, int, str]]) -> Reading:
    """The reading with the pieces ``found`` of its text replaced."""
    kept = [(start, end, (first, last), reading.text[start:end]) for start, end, first, last in reading.edits]
    new = [(start, end, reading.span(start, end), words) for start, end, words in found]
    kept = [edit for edit in kept if not any(start < edit[1] and edit[0] < end for start, end, _, _ in new)]
    pieces: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    taken = length = 0
    for start, end, printed, words in sorted([*kept, *new]):
        pieces += (reading.text[taken:start], words)
        length += start - taken
        edits.append((length, length + len(words), *printed))
        length += len(words)
        taken = end
    return Reading("".join((*pieces, reading.text[taken:])), tuple(edits))


def _words(match: re.Match[str]) -> str | None:
    """What an abbreviation stands for; None where it is none."""
    group, printed = match.lastgroup or "", match.group()
    behind = match.string[match.end() : match.end() + _AHEAD]
    following = _ENDS.match(behind)
    ends = following is not None and following.group("next") in (None, *STARTERS)
    match group:
        case "letters":
            return printed.replace(".", "") + ("." if ends and printed[-1] == "." else "")
        case "premier":
            return "Prime Minister" + ("." if ends else "")
        case "members":
            return "MP"
        case "with":
            return "with"
        case "point":
            words = match.string[max(0, match.start() - _AHEAD) : match.start()].split()
            return None if _is_initial(words) else _point(printed, behind, bool(words) and words[-1] in _PLACED)
    words = _expansions()[printed.lower()].split()
    capitals = [part[:1].isupper() for part in printed.split()]
    capitals += capitals[-1:] * len(words)
    told = (word[0].upper() + word[1:] if capital else word for word, capital in zip(words, capitals, strict=False))
    return " ".join(told) + ("." if ends and printed[-1] == "." else "")


def _is_initial(words: list[str]) -> bool:
    """Whether a letter behind some words belongs to the name of a person: "George W. Bush"."""
    return bool(words) and words[-1][0].isupper() and words[-1][-1].isalpha() and words[-1] not in STARTERS


def _point(printed: str, behind: str, placed: bool) -> str | None:
    """A point of the compass: "North" in a name, else "north" or "northern"."""
    point = "".join(_POINTS[letter] for letter in printed if letter != ".")
    words = behind.split()
    if not words[0][0].isupper():
        return point if words[0] == "of" else point + "ern"
    bare = [_BARE.sub("", word) for word in words[:2]]
    for form in (point.capitalize(), point.capitalize() + "ern"):
        if any(is_place(f"{form} {' '.join(bare[:count])}") for count in (1, 2)):
            return form
    return point + "ern" if is_place(bare[0]) and (placed or bare[0].lower() not in _GIVEN_NAMES) else None


@cache
def _pattern() -> re.Pattern[str]:
    longest = sorted(_expansions(), key=len, reverse=True)
    short = "|".join(re.escape(one).replace(r"\ ", " ") for one in longest)
    return re.compile(
        rf"{_LETTERS}|{_PREMIER}|{_MEMBERS}|{_POINT}|{_WITH}|(?<![\w.@/-])(?P<short>(?i:{short}))(?![\w-])"
    )


@cache
def _expansions() -> dict[str, str]:
    return {row.cells[0]: row.cells[1] for row in read_rows(DATA / "expansions.tsv", 2, 2)}
