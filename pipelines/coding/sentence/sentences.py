"""Splitting the text of a report into sentences, by rules for news."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.coding.datafiles import DATA
from pipelines.coding.wordlists import word_list

# A place where a sentence may end: a paragraph mark, a line break, a bullet, a semicolon, terminal marks with closing
# quotes or brackets, before a space or a capital that lacks its space.
_BREAK = re.compile(
    r"""(?P<line>[ \t]###(?=\s)|\n\s*)|(?P<bullet>[ \t](?=[*•‣▪●◦·][ \t]+\S))|(?P<clause>;)(?=\s+["'“‘«]?[A-ZА-Я])"""
    r"""|(?<=[^\s.!?…])(?P<mark>[.!?…]+)(?P<close>["'”’»)\]]*)"""
    r"""(?=[ \t\u00a0]|$|(?<=[.!?])["'“‘«]?(?:[A-Z][a-z]|[А-Я][а-я]))"""
)
# No more of a word than tells it: a text without spaces is one word, and has a mark every other letter.
_NEXT = re.compile(r"""\s*+["'“‘«(\[]*(?P<word>\S{1,40})""")
_INITIAL = re.compile(r"(?:^|[\s.(\"“«])[A-ZА-ЯЁ]$")
_DOTTED = re.compile(r"(?:^|[^A-Za-zА-яЁё])(?:[A-Za-zА-яЁё]\.)+[A-Za-zА-яЁё]$")
_DOTTED_SUBJECT = re.compile(r"(?:(?P<before>\w+)\s+)?(?P<the>\b[Tt]he\s+)?\b(?:[A-Za-z]\.)+[A-Za-z]$")
_LAST_WORD = re.compile(r"[^\s(\"“‘'\[]+$")
_ADDRESS = re.compile(r"[\w/-]\.[a-z]{2,4}$|www\.|@|//")
_PLAIN_END = re.compile(r"(?:[a-zа-яё]{2}|\d{3}|\d[a-z]{2}|%)[\"'”’)]*$")
_LEAST_CLAUSE = 4  # words on either side of a semicolon that parts two sentences
_WRAPPED = 3  # line breaks in mid-sentence that show a text to be wrapped
_LOOK_BACK, _LOOK_AHEAD = 60, 200


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What a full stop may follow inside a sentence: anywhere, before a number, as a title; and what begins one."""

    all: frozenset[str]
    numbered: frozenset[str]
    titles: frozenset[str]
    starters: frozenset[str]


@cache
def abbreviations_in(path: Path) -> Abbreviations:
    """The abbreviations of a file, in four groups with a comment before each."""
    groups = re.split(r"\n?(?:#[^\n]*\n)+", path.read_text(encoding="utf-8"))
    return Abbreviations(*(frozenset(group.split()) for group in groups[1:]))


_ENGLISH = abbreviations_in(DATA / "abbreviations.txt")
STARTERS = _ENGLISH.starters
"""Words that begin a sentence even after initials."""
_LINKS = word_list("label_links") - word_list("documents")
_INSIDE = word_list("locative") | {"to", "from", "of"}


def split_sentences(text: str, known: Abbreviations = _ENGLISH) -> list[tuple[int, int]]:
    """The (start, end) offsets of the sentences of ``text``, in order, without white space around them.

    Abbreviations, initials and decimal points do not end a sentence; a blank line and `` ### `` always do; a single
    line break does, unless the text goes on behind it.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    wrapped = _is_wrapped(text)
    for match in _BREAK.finditer(text):
        if match.start() < start:
            continue
        kind = match.lastgroup
        if kind == "line":
            if match.group().count("\n") == 1 and _goes_on(text, match.start(), match.end(), wrapped):
                continue
        elif kind == "clause":
            if not _parts_clauses(text, start, match.start(), match.end()):
                continue
        elif (mark := match.group("mark")) and not _ends_sentence(text, match.start("mark"), match.end(), mark, known):
            continue
        _add(spans, text, start, match.start() if kind == "line" else match.end())
        start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if piece:
        spans.append((start + left, start + left + len(piece)))


def _is_wrapped(text: str) -> bool:
    """Whether lines break in mid-sentence all over the text, so that a capital behind a break proves nothing."""
    broken = re.findall(r"[^\n.!?:;]\n(?=([a-z])|[^\n])", text)
    return len(broken) >= _WRAPPED and sum(map(bool, broken)) * 2 > len(broken)


def _goes_on(text: str, end: int, start: int, wrapped: bool) -> bool:
    """Whether the sentence before a line break goes on behind it."""
    before, after = text[max(0, end - _LOOK_BACK) : end].rstrip(), text[start : start + 1]
    if not before or before[-1] in ".!?:;…" or not after:
        return False
    last = before.split()[-1]
    if after.islower():
        return before[-1].isalnum() or before[-1] in ",-–—)”\"'’%"
    return (wrapped or last[-1] == "," or last in _LINKS) and after.isalnum()


def _parts_clauses(text: str, start: int, end: int, following: int) -> bool:
    """Whether a semicolon parts two sentences rather than the items of a list."""
    rest = re.split(r"[;.!?\n]", text[following : following + _LOOK_AHEAD], maxsplit=1)[0]
    return min(len(text[max(start, end - _LOOK_AHEAD) : end].split()), len(rest.split())) >= _LEAST_CLAUSE


def _ends_sentence(text: str, mark_start: int, mark_end: int, mark: str, known: Abbreviations) -> bool:
    following = _NEXT.match(text, mark_end)
    if following is None:
        return True
    word = following.group("word")
    if word[0].islower():
        return False
    before = text[max(0, mark_start - 24) : mark_start]
    last = _LAST_WORD.search(before)
    spaced = text[mark_end].isspace()
    if not spaced and (last is None or _ADDRESS.search(last.group()) or not _PLAIN_END.search(before)):
        return False
    if mark != ".":
        return True
    if last is None:
        return True
    low = last.group().lower()
    if low in known.numbered:
        return not word[0].isdigit()
    if _INITIAL.search(before) or _DOTTED.search(before):
        bare = word.rstrip(",")
        return bare in known.starters and not (bare in known.titles and _qualifies(text, mark_start))
    return low not in known.all


def _qualifies(text: str, mark_start: int) -> bool:
    """Whether initials belong to a title behind them, "The U.S. President", unlike "in the U.S. President Ito said"."""
    found = _DOTTED_SUBJECT.search(text[max(0, mark_start - _LOOK_BACK) : mark_start])
    return found is not None and not (found.group("the") and (found.group("before") or "").lower() in _INSIDE)
