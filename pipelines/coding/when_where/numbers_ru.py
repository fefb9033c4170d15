"""Figures in a tokenised Russian sentence: in digits with their groups, in words of all cases, and as ranges.

Only figures count ("12", "три тысячи", "1,2 млн", "двое"); "десятки" and "тысячи" name no number.
"""

import re
from collections.abc import Iterator, Sequence

from pipelines.coding.when_where.calendar_ru import MONTHS, YEAR_WORDS
from pipelines.coding.when_where.numbers import Number, whole_figure


def _values(text: str, first: int, step: int) -> dict[str, int]:
    return {word: first + step * i for i, group in enumerate(text.split()) for word in group.split("|")}


def _soft(stems: str) -> str:
    return " ".join(f"{stem}ь|{stem}и|{stem}ью" for stem in stems.split())


_ONES = _values(
    "ноль один|одна|одно|одного|одной|одному|одним|одну|одном два|две|двух|двум|двумя|двое|двоих|двоим|двоими "
    "три|трех|трем|тремя|трое|троих|троим|троими четыре|четырех|четырем|четырьмя|четверо|четверых|четверым|четверыми "
    "пять|пяти|пятью|пятеро|пятерых|пятерым|пятерыми шесть|шести|шестью|шестеро|шестерых|шестерым "
    "семь|семи|семью|семеро|семерых|семерым восемь|восьми|восемью|восьмеро|восьмерых девять|девяти|девятью|девятеро "
    "десять|десяти|десятью|десятеро "
    + _soft("одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат девятнадцат"),
    0,
    1,
)
_TENS = _values(
    _soft("двадцат тридцат") + " сорок|сорока пятьдесят|пятидесяти|пятьюдесятью шестьдесят|шестидесяти "
    "семьдесят|семидесяти восемьдесят|восьмидесяти девяносто|девяноста",
    20,
    10,
)
_HUNDREDS = _values(
    "сто|ста двести|двухсот|двумстам|двумястами|двухстах триста|трехсот|тремстам|тремястами|трехстах "
    "четыреста|четырехсот|четыремстам|четырехстах пятьсот|пятисот|пятистам|пятьюстами шестьсот|шестисот|шестистам "
    "семьсот|семисот|семистам восемьсот|восьмисот|восьмистам девятьсот|девятисот|девятистам",
    100,
    100,
)
_SCALES = {
    **dict.fromkeys("тысяча тысячи тысяч тысячу тысячам тысячами тысячей тысячах тыс".split(), 1_000),
    **dict.fromkeys("миллион миллиона миллионов миллиону миллионам миллионами млн".split(), 1_000_000),
    **dict.fromkeys("миллиард миллиарда миллиардов млрд".split(), 1_000_000_000),
    **dict.fromkeys("десяток десятка десятков десятками десяткам".split(), 10),
    **dict.fromkeys("сотня сотни сотен сотню сотней сотням сотнями".split(), 100),
}
_ALONE = {"тысяча": 1_000, "тысячу": 1_000, "сотня": 100, "сотню": 100, "десяток": 10, "десятка": 10, "дюжина": 12,
          "дюжину": 12, "миллион": 1_000_000}  # fmt: skip
_HALVES = frozenset({"полтора", "полторы", "полутора"})
_MOST = 1e10
_DECIMAL = re.compile(r"(\d{1,4})[.,](\d{1,2})")
_LABELS = frozenset("№ номер статья статье статьи ст ст. п. пункт школа дом километр км школе больница".split())
_LINKS = frozenset({"-", "–", "—", "или"})


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
    word = lowers[i].replace("ё", "е")
    if word in _ALONE:
        return Number(i, i + 1, _ALONE[word])
    value, end = (1.5, i + 1) if word in _HALVES else _digits(lowers, i)
    if value is None:
        below, end = _below(lowers, i)
        value = below if end > i else None
    if value is None:
        return None
    while end < len(lowers) and (scale := _SCALES.get(lowers[end])) is not None:
        value, end = value * scale, end + 1
        end += lowers[end : end + 1] == ["."] and lowers[end - 1] in ("тыс", "млн", "млрд")
        rest, behind = _below(lowers, end)
        if rest and scale == 1_000:
            value, end = value + rest, behind
    bare = end == i + 1 and word in _ONES and _ONES[word] == 1
    if bare or not value <= _MOST or value != round(value):
        return None
    return Number(i, end, round(value))


def _digits(lowers: Sequence[str], i: int) -> tuple[float | None, int]:
    word, end = lowers[i], i + 1
    if not word.isascii():
        return None, end
    if decimal := _DECIMAL.fullmatch(word):
        scaled = end < len(lowers) and lowers[end] in _SCALES
        return (float(f"{decimal.group(1)}.{decimal.group(2)}"), end) if scaled else (None, end)
    if not word.isdecimal() or len(word) > len(str(int(_MOST))):
        return None, end
    return whole_figure(lowers, i, word)


def _below(lowers: Sequence[str], i: int) -> tuple[int, int]:
    """The number below a thousand in words at ``i``: "триста сорок два"; (0, i) where there is none."""
    value, end = 0, i
    for table in (_HUNDREDS, _TENS, _ONES):
        word = lowers[end].replace("ё", "е") if end < len(lowers) else ""
        if word in table and not (table is _ONES and value % 100 and table[word] > 9):
            value, end = value + table[word], end + 1
    return value, end


def _ranged(lowers: Sequence[str], first: Number) -> Number:
    """ "20-30" and "от 20 до 30" as their lower bound, "с 20 до 30" as what it came to."""
    before = lowers[first.start - 1] if first.start else ""
    link = lowers[first.end] if first.end + 1 < len(lowers) else ""
    if link not in _LINKS and not (link == "до" and before in ("от", "с")):
        return first
    second = _number_at(lowers, first.end + 1) if lowers[first.end + 1] else None
    if second is None or second.value <= first.value:
        return first
    return Number(first.start, second.end, second.value if before == "с" and link == "до" else first.value)


def _is_label(lowers: Sequence[str], number: Number) -> bool:
    """Whether a figure names and does not count: "статья 205", "3 марта", "2014 год"."""
    before = lowers[number.start - 1] if number.start else ""
    behind = lowers[number.end] if number.end < len(lowers) else ""
    alone = number.end == number.start + 1 and lowers[number.start].isdecimal()
    if alone and (behind in MONTHS or (behind in YEAR_WORDS and number.value > 1500)):
        return True
    return before in _LABELS
