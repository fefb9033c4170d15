"""Figures in a tokenised French sentence: in digits with their groups, in words, and as ranges.

Only figures count ("12", "trois mille", "1,2 million", "une vingtaine"); "dizaines" and "milliers" name no number.
"""

import re
from collections.abc import Iterator, Sequence

from pipelines.coding.when_where.calendar_fr import MONTHS
from pipelines.coding.when_where.numbers import Number, whole_figure

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
_SCALES = {"mille": 1_000, "million": 1_000_000, "millions": 1_000_000, "milliard": 10**9, "milliards": 10**9}
_MOST = 1e10
_GROUPED = re.compile(r"\d{1,3}(?:[. \u00a0\u202f]\d{3})+")  # 12.000, 12 000
_DECIMAL = re.compile(r"(\d{1,4})[.,](\d{1,2})")
_LABELS = frozenset("numéro n° n° no article art. route kilomètre km section bloc g rue vol acte chapitre".split())


def find_numbers(lowers: Sequence[str]) -> Iterator[Number]:
    """The figures in a sentence of lower-case tokens, left to right; of a range the lower bound."""
    i = 0
    while i < len(lowers):
        number = _number_at(lowers, i) if lowers[i] else None
        if number is None:
            i += 1
            continue
        number = _ranged(lowers, number)
        i = number.end
        if not _is_label(lowers, number):
            yield number


def _number_at(lowers: Sequence[str], i: int) -> Number | None:
    value, end = _digits(lowers, i)
    if value is None:
        value, end = _spelled(lowers, i)
    if value is None:
        return None
    while end < len(lowers) and lowers[end] in _SCALES:
        value, end = value * _SCALES[lowers[end]], end + 1
        rest, behind = _below(lowers, end)
        if rest:
            value, end = value + rest, behind
    bare = end == i + 1 and lowers[i] in ("un", "une")
    if bare or not value <= _MOST or value != round(value):
        return None
    return Number(i, end, round(value))


def _digits(lowers: Sequence[str], i: int) -> tuple[float | None, int]:
    word, end = lowers[i], i + 1
    if _GROUPED.fullmatch(word):
        return float(re.sub(r"\D", "", word)), end
    if not word.isascii():
        return None, end
    if decimal := _DECIMAL.fullmatch(word):
        scaled = end < len(lowers) and lowers[end] in _SCALES
        return (float(f"{decimal.group(1)}.{decimal.group(2)}"), end) if scaled else (None, end)
    if not word.isdecimal() or len(word) > len(str(int(_MOST))):
        return None, end
    return whole_figure(lowers, i, word)


def _spelled(lowers: Sequence[str], i: int) -> tuple[float | None, int]:
    word = lowers[i]
    if word == "mille":
        return 1, i
    if word in ("un", "une") and i + 1 < len(lowers) and lowers[i + 1] in _GROUPS:
        return _GROUPS[lowers[i + 1]], i + 2
    value, end = _below(lowers, i)
    return (value, end) if end > i else (None, i + 1)


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


def _ranged(lowers: Sequence[str], first: Number) -> Number:
    """ "20 à 30", "entre 20 et 30" and "20-30" as their lower bound, "de 20 à 30" as what it came to."""
    before = lowers[first.start - 1] if first.start else ""
    link = lowers[first.end] if first.end + 1 < len(lowers) else ""
    if link not in ("à", "-", "–", "ou") and not (link == "et" and before == "entre"):
        return first
    second = _number_at(lowers, first.end + 1) if lowers[first.end + 1] else None
    if second is None or second.value <= first.value:
        return first
    return Number(first.start, second.end, second.value if before == "de" and link == "à" else first.value)


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
