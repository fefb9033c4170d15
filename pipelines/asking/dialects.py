"""What DuckDB and PostgreSQL say differently: lists of parties, and words in a text."""

import re
import string
import unicodedata
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(r'"([^"]+)"|(\S+)')
_ALIKE: Final = ("'’‘ʼ`´", "-‐‑‒–")
"""Signs that are written for one another in news."""
_EDGES: Final = ".,;:!?()[]{}<>«»“”„\"'’‘"


@dataclass(frozen=True, slots=True)
class Dialect:
    """Conditions on an event ``e``; ``{value}`` is the ``$name`` of a list or a text."""

    party_countries: str
    """An actor of the event is of one of these countries."""
    party: str
    """An actor's code begins with this text, is of this sector, or its words hold it."""
    matches: str
    """A text fits a regular expression."""
    sentence_reasons: str
    """The reasons of all sentences of reports, NULL where they tell something."""
    joined: str
    """The texts of a list in one, whatever their order."""
    letter: str
    """The class of characters that words are made of, without its brackets."""


DUCKDB: Final = Dialect(
    # One side after the other: to put the lists together costs three times as much as all the rest.
    party_countries=(
        "(list_has_any({value}, [a.country FOR a IN e.sources])"
        " OR list_has_any({value}, [a.country FOR a IN e.targets]))"
    ),
    party="("
    + " OR ".join(
        f"len([1 FOR a IN e.{side} IF starts_with(a.code, upper({{value}}))"
        " OR list_contains(a.sectors, upper({value})) OR contains(lower(a.text), lower({value}))]) > 0"
        for side in ("sources", "targets")
    )
    + ")",
    matches="regexp_matches({text}, {value})",
    sentence_reasons="(SELECT unnest([s.reason FOR s IN sentences]) AS reason FROM reports) AS sentence",
    joined="array_to_string(list_sort({value}), '+')",
    letter=r"\p{L}\p{M}\p{N}_",
)
POSTGRES: Final = Dialect(
    party_countries=(
        "EXISTS (SELECT 1 FROM jsonb_array_elements(e.sources || e.targets) AS a WHERE a ->> 'country' = ANY({value}))"
    ),
    party=(
        "EXISTS (SELECT 1 FROM jsonb_array_elements(e.sources || e.targets) AS a"
        " WHERE starts_with(a ->> 'code', upper({value})) OR a -> 'sectors' ? upper({value})"
        " OR strpos(lower(a ->> 'text'), lower({value})) > 0)"
    ),
    matches="{text} ~ {value}",
    sentence_reasons="(SELECT s ->> 'reason' AS reason FROM reports, jsonb_array_elements(sentences) AS s) AS sentence",
    joined="array_to_string(ARRAY(SELECT unnest({value}) ORDER BY 1), '+')",
    # By code points: in a database of locale C its classes know no letters but those of ASCII, nor their cases.
    letter="0-9A-Za-z_\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3005-\u3007\u3021-\ud7ff\uf900-\ufdff",
)


def word_patterns(words: str, letter: str) -> list[str]:
    """A regular expression for each word or "several in quotation marks": all are to fit, whatever the case.

    A word is a whole one; ``protest*`` is any that begins so. Scripts that are written without spaces have no edges.
    """
    patterns = []
    shown = "".join(c if c.isprintable() else " " for c in unicodedata.normalize("NFC", words))
    for quoted, single in _TOKEN.findall(shown):
        text = (quoted or single).strip(_EDGES)
        begins, text = text.endswith("*"), text.strip("*")
        if not text:
            continue
        before = "" if _unspaced(text[0]) else f"(?:^|[^{letter}])"
        after = "" if begins or _unspaced(text[-1]) else f"(?:$|[^{letter}])"
        inside = r"\s+".join("".join(map(_sign, part)) for part in text.split())
        patterns.append(f"{before}{inside}{after}")
    return patterns


def _sign(character: str) -> str:
    for alike in _ALIKE:
        if character in alike:
            return f"[{alike[1:]}{alike[0]}]"  # a hyphen last, where it is none of a range
    if character in string.punctuation and character != "_":
        return "\\" + character
    cases = {character, *(c for c in (character.lower(), character.upper()) if len(c) == 1)}
    return f"[{''.join(sorted(cases))}]" if len(cases) > 1 else character


def _unspaced(character: str) -> bool:
    name = unicodedata.name(character, "")
    return name.startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"))
