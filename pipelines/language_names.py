"""What languages are called: codes, the names that metadata and people give them, countries that write in them."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("languages.tsv")
_CODES: Final = frozenset(
    (
        "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
        "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it "
        "iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt "
        "my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl "
        "sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo "
        "za zh zu"
    ).split()
)
"""ISO 639-1."""
_ONCE: Final = {"nb": "no", "nn": "no", "in": "id", "iw": "he", "ji": "yi", "jw": "jv", "mo": "ro", "sh": "sr"}
"""Parts of a language that are no other one in news, and codes that are withdrawn."""
_UNKNOWN: Final = {"und": "und", "und-latn": "und-Latn"}


def code_of(given: str) -> str | None:
    """The code that reports hold of what is called es, ES, es-MX, spa or Spanish; None where that is no language."""
    name = given.strip().lower()
    if name in _UNKNOWN:
        return _UNKNOWN[name]
    primary = name.replace("_", "-").partition("-")[0]
    return named().get(name) or named().get(primary) or of_two_letters(primary)


def of_two_letters(code: str) -> str | None:
    """The code of ISO 639-1 that stands for these letters; None where none does."""
    code = _ONCE.get(code, code)
    return code if code in _CODES else None


def codes_of(given: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of what is given, each once, and what of it is no language."""
    codes = {name: code_of(name) for name in given}
    known = tuple(dict.fromkeys(code for code in codes.values() if code))
    return known, tuple(name for name, code in codes.items() if code is None)


@cache
def _rows() -> tuple[tuple[str, str, str], ...]:
    rows = [line.split("\t") for line in _TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return tuple((code, names, countries) for code, names, countries in rows)


@cache
def named() -> dict[str, str]:
    """The codes of languages, each by itself and by the names that metadata give it."""
    return {name: code for code, names, _ in _rows() for name in (code, *names.split())}


@cache
def of_country() -> dict[str, tuple[str, ...]]:
    """The languages by the last part of an address; those that the world uses (as .co and .tv) are not there."""
    found: dict[str, tuple[str, ...]] = {}
    for code, _, countries in _rows():
        for country in countries.split():
            found[country] = (*found.get(country, ()), code)
    return found
