"""Figures in a tokenised Spanish sentence: in digits with their groups, in words, and as ranges.

Only figures count ("12", "tres mil", "1,2 millones", "una veintena"); "decenas" and "miles" name no number.
"""

import re
from collections.abc import Iterator, Sequence

from pipelines.coding.when_where.calendar_es import MONTHS
from pipelines.coding.when_where.numbers import MOST, Number, Ranges, in_digits, read_numbers, with_scales


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
_SCALES = {
    "decenas": 10, "docenas": 12, "veintenas": 20, "centenas": 100, "centenares": 100, "millares": 1_000,
    "mil": 1_000, "millón": 1_000_000, "millon": 1_000_000, "millones": 1_000_000,
}  # fmt: skip
_HALF, _AND_A_HALF = ("medio", "media"), (["y", "medio"], ["y", "media"])
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+", re.ASCII)  # 12.000 in Spain, 12,000 in Mexico
_LABELS = frozenset(
    "número núm. nº n.º n.° artículo art. ruta kilómetro km sección frente bloque g barrio canal".split()
)
_RANGES = Ranges(frozenset({"a", "-", "–", "o"}), ("y", frozenset({"entre"})), ("de", "a"))


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
        value, end = value + scale / 2, end + 2  # "un millón y medio"
    bare = end == i + 1 and lowers[i] in ("un", "una", "uno")
    if bare or not value <= MOST or value != round(value):
        return None
    return Number(i, end, round(value), scale)


def _spelled(lowers: Sequence[str], i: int) -> tuple[float | None, int]:
    word = lowers[i]
    if word == "mil":
        return 1, i
    if word in ("un", "una") and i + 1 < len(lowers) and lowers[i + 1] in _GROUPS:
        return _GROUPS[lowers[i + 1]], i + 2
    if word in _HALF and i + 1 < len(lowers) and lowers[i + 1] in _GROUPS:
        return _GROUPS[lowers[i + 1]] / 2, i + 2
    if word in _HALF and i + 1 < len(lowers) and lowers[i + 1] in _SCALES:
        return 0.5, i + 1
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
