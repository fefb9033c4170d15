"""Figures in a tokenised French sentence: in digits with their groups, in words, and as ranges.

Only figures count ("12", "trois mille", "1,2 million", "une vingtaine"); "dizaines" and "milliers" name no number.
"""

import re
from collections.abc import Iterator, Sequence

from pipelines.coding.when_where.calendar_fr import MONTHS
from pipelines.coding.when_where.numbers import MOST, Number, Ranges, in_digits, read_numbers, with_scales

_BELOW_SEVENTEEN = "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_ONES = {
    word: i
    for i, group in enumerate((*_BELOW_SEVENTEEN.split(), "dix-sept", "dix-huit", "dix-neuf"))
    for word in group.split("|")
}
_TENS = {
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70, "huitante": 80,
    "octante": 80, "nonante": 90, "quatre-vingt": 80, "quatre-vingts": 80,
}  # fmt: skip
_GROUPS = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1_000,
}  # fmt: skip
_SCALES = {
    "dizaines": 10, "douzaines": 12, "vingtaines": 20, "centaines": 100, "milliers": 1_000, "mille": 1_000,
    "million": 1_000_000, "millions": 1_000_000, "milliard": 10**9, "milliards": 10**9,
}  # fmt: skip
_AND_A_HALF = (["et", "demi"], ["et", "demie"])
_GROUPED = re.compile(r"\d{1,3}(?:[. \u00a0\u202f]\d{3})+")  # 12.000, 12 000
_LABELS = frozenset("numéro n° n° no article art. route kilomètre km section bloc g rue vol acte chapitre".split())
_RANGES = Ranges(frozenset({"à", "-", "–", "ou"}), ("et", frozenset({"entre"})), ("de", "à"))


def find_numbers(lowers: Sequence[str]) -> Iterator[Number]:
    """The figures in a sentence of lower-case tokens, left to right; of a range the lower bound."""
    return read_numbers(lowers, bool, _number_at, _is_label, _RANGES)


def _number_at(lowers: Sequence[str], i: int) -> Number | None:
    value, end = in_digits(lowers, i, _SCALES, _GROUPED)
    if value is None:
        value, end = _spelled(lowers, i)
    if value is None:
        return None
    value, end, scale = with_scales(lowers, value, end, _SCALES, _below)
    scale = _GROUPS.get(lowers[end - 1], scale)
    if scale > 1 and lowers[end : end + 2] in _AND_A_HALF:
        value, end = value + scale / 2, end + 2  # "un million et demi"
    bare = end == i + 1 and lowers[i] in ("un", "une")
    if bare or not value <= MOST or value != round(value):
        return None
    return Number(i, end, round(value), scale)


def _spelled(lowers: Sequence[str], i: int) -> tuple[float | None, int]:
    word = lowers[i]
    if word == "mille":
        return 1, i
    if word in ("un", "une") and i + 1 < len(lowers) and lowers[i + 1] in _GROUPS:
        return _GROUPS[lowers[i + 1]], i + 2
    if word.startswith("demi"):
        return _half(lowers, i)
    if word in ("un", "une") and i + 1 < len(lowers) and lowers[i + 1].startswith("demi"):
        value_of_half, end = _half(lowers, i + 1)
        return value_of_half, end if value_of_half else i + 1
    value, end = _below(lowers, i)
    return (value, end) if end > i else (None, i + 1)


def _half(lowers: Sequence[str], i: int) -> tuple[float | None, int]:
    """The figure of "demi-douzaine", "demi-million", in one word or with its hyphen apart; None where there is none."""
    whole = lowers[i].removeprefix("demi").removeprefix("-")
    end = i + 1
    if not whole:
        end += lowers[end : end + 1] == ["-"]
        whole, end = (lowers[end], end + 1) if end < len(lowers) else ("", end)
    size = _GROUPS.get(whole) or _SCALES.get(whole)
    return (size / 2, end) if size else (None, i + 1)


def _below(lowers: Sequence[str], i: int) -> tuple[int, int]:
    """The number below a thousand in words at ``i``: "trois cent quarante-deux"; (0, i) where there is none."""
    first = _small(lowers[i]) if i < len(lowers) else None
    value, end = 0, i
    if i < len(lowers) and lowers[i] in ("cent", "cents"):
        value, end = 100, i + 1
    elif first is not None:
        if lowers[i + 1 : i + 2] in (["cent"], ["cents"]) and 1 < first < 10:
            value, end = first * 100, i + 2
        else:
            return _joined(lowers, first, i + 1)
    else:
        return 0, i
    rest = _small(lowers[end]) if end < len(lowers) else None
    if rest is None or rest == 1:
        return value, end
    low, end = _joined(lowers, rest, end + 1)
    return value + low, end


def _joined(lowers: Sequence[str], first: int, end: int) -> tuple[int, int]:
    """ "vingt et un", "soixante et onze"; parts at a hyphen are one word already, or stand with one between."""
    if first % 10 == 0 and first >= 20 and lowers[end : end + 1] == ["et"] and end + 1 < len(lowers):
        more = _ONES.get(lowers[end + 1], 0)
        if more in (1, 11):
            return first + more, end + 2
    return first, end


def _small(word: str) -> int | None:
    """A number below a hundred in one word: "quarante-deux", "soixante-dix-sept", "quatre-vingt-douze"."""
    if word in _ONES:
        return _ONES[word]
    if word in _TENS:
        return _TENS[word]
    for ten, value in _TENS.items():
        if word.startswith(ten + "-"):
            rest = word[len(ten) + 1 :].removeprefix("et-")
            one = _ONES.get(rest)
            if one is not None and 0 < one < (20 if value in (60, 80) else 10):
                return value + one
    return None


def _is_label(lowers: Sequence[str], number: Number) -> bool:
    """Whether a figure names and does not count: "l'article 49", ", 28 ans,", "3 mars"."""
    before = lowers[number.start - 1] if number.start else ""
    behind = lowers[number.end] if number.end < len(lowers) else ""
    alone = number.end == number.start + 1 and lowers[number.start].isdecimal()
    if before == "," and behind == "," and alone and number.value < 120:
        return True
    if behind in ("ans", "h", "heures") or (alone and number.value <= 31 and behind in MONTHS):
        return True
    return before in _LABELS
