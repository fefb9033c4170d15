"""Whose an office or body is that news names without its country: "the Justice Department"."""

import re
from functools import cache
from pathlib import Path

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.phrases import parts_of

# Which of them other countries have as well, and the body by whose shared name it is known which.
ANYBODYS = {
    "sen": "senate",
    "first lady": "",
    "house speaker": "house of representatives",
    **dict.fromkeys(("senate majority leader", "senate minority leader"), "majority leader of the senate"),
    **{name: name for name in ("foreign office", "foreign secretary", "home secretary", "treasury secretary")},
    **{name: name for name in ("defence secretary", "defense secretary", "secretary of defense")},
    **dict.fromkeys(
        ("rep", "marines", "marine corps", "special counsel", "grand jury", "backbencher", "backbenchers"), ""
    ),
    **dict.fromkeys(("chief minister", "health secretary", "education secretary", "transport secretary"), ""),
}


@cache
def _phrases(folder: Path) -> tuple[re.Pattern[str], dict[str, str]]:
    rows = (row.cells for row in read_rows(folder / "actors" / "institutions.tsv", 2, 2))
    countries = {phrase: country for country, phrases in rows for phrase in parts_of(phrases)}
    longest = sorted(countries, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest))})\b"), countries


def institution_in(text: str, language: str = ENGLISH) -> tuple[str, str]:
    """The country that an institution named in ``text`` is mostly of, and the phrase for it; else empty ones."""
    pattern, countries = _phrases(DATA if language == ENGLISH else DATA / language)
    found = pattern.search(text.lower())
    return ("", "") if found is None else (countries[found.group()], found.group())
