"""What languages are called: codes, the names that metadata and people give them, countries that write in them."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

_TABLE: Final = Path(__file__).with_name("languages.tsv")
_CODE: Final = re.compile(r"[a-z]{2}")
_UNKNOWN: Final = {"und": "und", "und-latn": "und-Latn"}


def code_of(given: str) -> str | None:
    """The code that reports hold of what is called es, ES, es-MX, spa or Spanish; None where that is no language."""
    name = given.strip().lower()
    if name in _UNKNOWN:
        return _UNKNOWN[name]
    primary = name.replace("_", "-").partition("-")[0]
    return named().get(name) or named().get(primary) or (primary if _CODE.fullmatch(primary) else None)


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
