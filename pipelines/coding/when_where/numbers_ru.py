"""Figures in a tokenised Russian sentence: in digits with their groups, in words of all cases, and as ranges.

Only figures count ("12", "три тысячи", "1,2 млн", "двое"); "десятки" and "тысячи" name no number.
"""

from collections.abc import Iterator, Sequence

from pipelines.coding.when_where.calendar_ru import MONTHS, YEAR_WORDS
from pipelines.coding.when_where.numbers import MOST, Number, Ranges, in_digits, read_numbers, with_scales


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
    **dict.fromkeys("дюжина дюжины дюжин дюжину дюжиной дюжинами".split(), 12),
}
_ALONE = frozenset("тысяча тысячу сотня сотню десяток десятка дюжина дюжину миллион".split())
_HALF = ("пол-", "полу", "пол")
_HALVES = frozenset({"полтора", "полторы", "полутора"})
_LABELS = frozenset("№ номер статья статье статьи ст ст. п. пункт школа дом километр км школе больница".split())
_RANGES = Ranges(frozenset({"-", "–", "—", "или"}), ("до", frozenset({"от", "с"})), ("с", "до"))


def find_numbers(lowers: Sequence[str]) -> Iterator[Number]:
    """The figures in a sentence of lower-case tokens, left to right; of a range the lower bound."""
    return read_numbers(lowers, bool, _number_at, _is_label, _RANGES)


def _number_at(lowers: Sequence[str], i: int) -> Number | None:
    word = lowers[i].replace("ё", "е")
    value, end = _opening(lowers, i)
    if value is None:
        return None
    if lowers[end : end + 2] == ["с", "половиной"] and any(word in _SCALES for word in lowers[end + 2 : end + 3]):
        value, end = value + 0.5, end + 2
    value, end, scale = with_scales(lowers, value, end, _SCALES, _below)
    bare = end == i + 1 and word in _ONES and _ONES[word] == 1
    if bare or not value <= MOST or value != round(value):
        return None
    return Number(i, end, round(value), scale)


def _opening(lowers: Sequence[str], i: int) -> tuple[float | None, int]:
    """What stands before the scales of a figure at ``i``, and where it ends; of "две-три" the lower bound."""
    word = lowers[i].replace("ё", "е")
    if word in _ALONE:
        return 1, i
    if word in _HALVES:
        return 1.5, i + 1
    for half in _HALF:
        if (size := _SCALES.get(word.removeprefix(half))) and word.startswith(half):
            return size / 2, i + 1  # "полмиллиона"
    if word.count("-") == 1 and all(parts := word.split("-")):
        low, high = (_opening([part], 0)[0] for part in parts)
        return (low, i + 1) if low and high and low < high else (None, i + 1)
    value, end = in_digits(lowers, i, _SCALES)
    if value is not None:
        return value, end
    below, end = _below(lowers, i)
    return (below, end) if end > i else (None, i + 1)


def _below(lowers: Sequence[str], i: int) -> tuple[int, int]:
    """The number below a thousand in words at ``i``: "триста сорок два"; (0, i) where there is none."""
    value, end = 0, i
    for table in (_HUNDREDS, _TENS, _ONES):
        word = lowers[end].replace("ё", "е") if end < len(lowers) else ""
        if word in table and not (table is _ONES and value % 100 and table[word] > 9):
            value, end = value + table[word], end + 1
    return value, end


def _is_label(lowers: Sequence[str], number: Number) -> bool:
    """Whether a figure names and does not count: "статья 205", "3 марта", "2014 год"."""
    before = lowers[number.start - 1] if number.start else ""
    behind = lowers[number.end] if number.end < len(lowers) else ""
    alone = number.end == number.start + 1 and lowers[number.start][:1].isdecimal()
    if alone and (behind in MONTHS or (behind in YEAR_WORDS and number.value > 1500)):
        return True
    return before in _LABELS
