"""The news agency that a text names as its origin, apart from the publisher that carries it.

A portal that carries three wires is not one voice, and one wire on forty portals is not forty. Only what is said about
the text itself counts: its dateline, else its byline, else a credit. An agency that is quoted, or that took a
photograph, is not named. Names stand in ``data/agencies.tsv``.
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import chain
from pathlib import Path

_AGENCIES = Path(__file__).with_name("data") / "agencies.tsv"
_HEAD, _TAIL = 1200, 800
_LONGEST_BYLINE = 100


def _load_agencies(path: Path) -> dict[str, str]:
    """The agency by each form of its name."""
    agencies: dict[str, str] = {}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        name, _, forms = line.partition("\t")
        if not name or not all(forms.split("|")):
            raise ValueError(f"{path.name}, line {number}: {line!r} is not a name, a tab and forms parted by '|'")
        for form in forms.split("|"):
            if form in agencies:
                raise ValueError(f"{path.name}, line {number}: {form!r} already stands for {agencies[form]}")
            agencies[form] = name
    return agencies


_WORD = re.compile(r"\w+")
_AGENCY = _load_agencies(_AGENCIES)
_WORDS_OF_FORMS = {frozenset(_WORD.findall(form)) for form in _AGENCY}
_NAMED = r"(?P<form>" + "|".join(re.escape(form) for form in sorted(_AGENCY, key=len, reverse=True)) + r")"

_PARAGRAPH = re.compile(r"###|\n")
_DATELINES = (rf"\({_NAMED}(?:/[A-Za-z]+)*\)\s*[-–—:]", rf"(?<!\S)/{_NAMED}/")
_BYLINES = (
    rf"(?:[Tt]he )?{_NAMED}(?i: (?:staff|writers?|reporters?|correspondents?|news agency))*",
    rf"(?i:by|from|source|via)[ :]+(?:.*[\W_])?{_NAMED}(?:\W.*)?",
    rf"(?:[Tt]he )?{_NAMED}(?:\W+(?i:by) | \| ).*",
)
_CREDITS = (
    r"(?i:with|additional|some|based on) (?i:reporting|inputs?|material|files|information|reports?) "
    rf"(?i:by|from) (?:[^.\n#]{{0,80}}?[\s(,])??(?:[Tt]he )?\b{_NAMED}\b",
    rf"\b{_NAMED}\b[^.\n#]{{0,100}}\b(?i:contributed)\b",
    rf"(?i:©|copyright|\(c\))(?: \d{{4}})?,? (?:[Tt]he )?{_NAMED}\b",
)
_compiled = cache(re.compile)
"""Each is made when it is first needed: they hold every name, and most texts have none."""


def named_agency(text: str, authors: Sequence[str] = ()) -> str | None:
    """The agency that ``text`` or its ``authors`` name as the origin, or None; of several in one place the first."""
    head, tail = text[:_HEAD], text[-_TAIL:]
    words = frozenset(_WORD.findall(" ".join((*authors, head, tail))))
    if not any(form <= words for form in _WORDS_OF_FORMS):
        return None
    lines = [" ".join(line.split()) for line in chain(authors, _PARAGRAPH.split(head), _PARAGRAPH.split(tail))]
    bylines = [line for line in lines if len(line) <= _LONGEST_BYLINE]
    found = chain(
        (_compiled(pattern).search(head) for pattern in _DATELINES),
        (_compiled(pattern).fullmatch(line) for line in bylines for pattern in _BYLINES),
        (_compiled(pattern).search(part) for part in (tail, head) for pattern in _CREDITS),
    )
    return next((_AGENCY[match["form"]] for match in found if match), None)
