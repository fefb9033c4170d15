"""Figures in a tokenised Spanish sentence: in digits with their groups, in words, and as ranges.

Only figures count ("12", "tres mil", "1,2 millones", "una veintena"); "decenas" and "miles" name no number.
"""

import re
from collections.abc import Iterator, Sequence

from pipelines.coding.when_where.calendar_es import MONTHS
from pipelines.coding.when_where.numbers import Number, whole_figure


def _values(text: str, first: int, step: int) -> dict[str, int]:
    return {word: first + step * i for i, group in enumerate(text.split()) for word in group.split("|")}


_ONES = _values(
    "cero un|una|uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince "
    "dieciséis|dieciseis diecisiete dieciocho diecinueve veinte veintiún|veintiuno|veintiuna|veintiun "
    "veintidós|veintidos veintitrés|veintitres veinticuatro veinticinco veintiséis|veintiseis veintisiete veintiocho "
    "veintinueve",
    0,
    1,
)
_TENS = _values("treinta cuarenta cincuenta sesenta setenta ochenta noventa", 30, 10)
_HUNDREDS = _values(
    "cien|ciento doscientos|doscientas trescientos|trescientas cuatrocientos|cuatrocientas quinientos|quinientas "
    "seiscientos|seiscientas setecientos|setecientas ochocientos|ochocientas novecientos|novecientas",
    100,
    100,
)
_GROUPS = {
    "decena": 10, "docena": 12, "quincena": 15, "veintena": 20, "treintena": 30, "cuarentena": 40, "cincuentena": 50,
    "centenar": 100, "millar": 1_000,
}  # fmt: skip
_SCALES = {"mil": 1_000, "millón": 1_000_000, "millon": 1_000_000, "millones": 1_000_000}
_MOST = 1e10
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")  # 12.000 in Spain, 12,000 in Mexico
_DECIMAL = re.compile(r"(\d{1,4})[.,](\d{1,2})")
_LABELS = frozenset(
    "número núm. nº n.º n.° artículo art. ruta kilómetro km sección frente bloque g barrio canal".split()
)


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
    bare = end == i + 1 and lowers[i] in ("un", "una", "uno")
    if bare or not value <= _MOST or value != round(value):
        return None
    return Number(i, end, round(value))


def _digits(lowers: Sequence[str], i: int) -> tuple[float | None, int]:
    word, end = lowers[i], i + 1
    if not word.isascii():
        return None, end
    if _GROUPED.fullmatch(word):
        return float(re.sub("[.,]", "", word)), end
    if decimal := _DECIMAL.fullmatch(word):
        scaled = end < len(lowers) and lowers[end] in _SCALES
        return (float(f"{decimal.group(1)}.{decimal.group(2)}"), end) if scaled else (None, end)
    if not word.isdecimal() or len(word) > len(str(int(_MOST))):
        return None, end
    return whole_figure(lowers, i, word)


def _spelled(lowers: Sequence[str], i: int) -> tuple[float | None, int]:
    word = lowers[i]
    if word == "mil":
        return 1, i
    if word in ("un", "una") and i + 1 < len(lowers) and lowers[i + 1] in _GROUPS:
        return _GROUPS[lowers[i + 1]], i + 2
    if word == "medio" and lowers[i + 1 : i + 2] in (["millar"], ["centenar"]):
        return _GROUPS[lowers[i + 1]] / 2, i + 2
    value, end = _below(lowers, i)
    return (value, end) if end > i else (None, i + 1)


def _below(lowers: Sequence[str], i: int) -> tuple[int, int]:
    """The number below a thousand in words at ``i``: "trescientos cuarenta y dos"; (0, i) where there is none."""
    value, end = 0, i
    if end < len(lowers) and lowers[end] in _HUNDREDS:
        value, end = _HUNDREDS[lowers[end]], end + 1
    if end < len(lowers) and lowers[end] in _TENS:
        value, end = value + _TENS[lowers[end]], end + 1
        if lowers[end : end + 1] == ["y"] and end + 1 < len(lowers) and 0 < _ONES.get(lowers[end + 1], 0) < 10:
            value, end = value + _ONES[lowers[end + 1]], end + 2
    elif end < len(lowers) and lowers[end] in _ONES and not (value and lowers[end] in ("un", "una")):
        value, end = value + _ONES[lowers[end]], end + 1
    return value, end


def _ranged(lowers: Sequence[str], first: Number) -> Number:
    """ "20 a 30", "entre 20 y 30" and "20-30" as their lower bound, "de 20 a 30" as what it came to."""
    before = lowers[first.start - 1] if first.start else ""
    link = lowers[first.end] if first.end + 1 < len(lowers) else ""
    if link not in ("a", "-", "–", "o") and not (link == "y" and before == "entre"):
        return first
    second = _number_at(lowers, first.end + 1) if lowers[first.end + 1] else None
    if second is None or second.value <= first.value:
        return first
    return Number(first.start, second.end, second.value if before == "de" and link == "a" else first.value)


def _is_label(lowers: Sequence[str], number: Number) -> bool:
    """Whether a figure names and does not count: "el frente 33", ", de 28 años,", "3 de marzo"."""
    before = lowers[number.start - 1] if number.start else ""
    behind = lowers[number.end] if number.end < len(lowers) else ""
    alone = number.end == number.start + 1 and lowers[number.start].isdecimal()
    if before == "," and behind == "," and alone and number.value < 120:
        return True
    if alone and number.value <= 31 and behind in ("de", "del") and lowers[number.end + 1 : number.end + 2]:
        return lowers[number.end + 1] in MONTHS
    return before in _LABELS
