"""Splitting the text of a report into sentences, by rules for news."""

import re

from pipelines.coding.datafiles import DATA

# A place where a sentence may end: terminal marks with closing quotes or brackets, a paragraph mark, a line break.
_BREAK = re.compile(
    r"""[ \t]###(?=\s)|\s*\n\s*|(?<=[^\s.!?…])(?P<mark>[.!?…]+)(?P<close>["'”’»)\]]*)(?=[ \t\u00a0]|$)"""
)
_NEXT = re.compile(r"""\s*["'“‘«(\[]*(?P<word>\S+)""")
_INITIAL = re.compile(r"(?:^|[\s.(\"“])[A-Z]$")
_DOTTED = re.compile(r"(?:^|[^A-Za-z])(?:[A-Za-z]\.)+[A-Za-z]$")
_LAST_WORD = re.compile(r"[^\s(\"“‘'\[]+$")

_words = (DATA / "abbreviations.txt").read_text(encoding="utf-8").split("\n# starters\n")
_ABBREVIATIONS = frozenset(_words[0].split("\n", 1)[1].split())
_STARTERS = frozenset(_words[1].split())


def split_sentences(text: str) -> list[tuple[int, int]]:
    """The (start, end) offsets of the sentences of ``text``, in order, without white space around them.

    Abbreviations, initials and decimal points do not end a sentence; a blank line and `` ### `` always do; a single
    line break does, unless the line before stops in mid-sentence and the next goes on in lower case.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _BREAK.finditer(text):
        mark = match.group("mark")
        if mark is None:
            before, after = text[start : match.start()], text[match.end() : match.end() + 1]
            if match.group().count("\n") == 1 and after.islower() and before.rstrip()[-1:].isalpha():
                continue
            _add(spans, text, start, match.start())
            start = match.end()
        elif _ends_sentence(text, match.start("mark"), match.end(), mark):
            _add(spans, text, start, match.end())
            start = match.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    if piece:
        spans.append((start + left, start + left + len(piece)))


def _ends_sentence(text: str, mark_start: int, mark_end: int, mark: str) -> bool:
    following = _NEXT.match(text, mark_end)
    if following is None:
        return True
    word = following.group("word")
    if word[0].islower():
        return False
    if mark != ".":
        return True
    before = text[max(0, mark_start - 24) : mark_start]
    last = _LAST_WORD.search(before)
    if last is None:
        return True
    if _INITIAL.search(before) or _DOTTED.search(before):
        return word.rstrip(",") in _STARTERS
    return last.group().lower() not in _ABBREVIATIONS
