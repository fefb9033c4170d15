"""Figures in a tokenised sentence: in digits with their groups, in words, as ranges, and "a man" of a list.

Only figures count ("12", "two", "1.2 million", "a dozen"); "dozens" and "hundreds" name no number.
"""

import re
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.coding.wordlists import word_list

_ONES = {
    word: i
    for i, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {
    "dozen": 12, "hundred": 100, "thousand": 1_000, "lakh": 100_000, "million": 1_000_000, "crore": 10_000_000,
    "billion": 1_000_000_000,
}  # fmt: skip
_PERSONS = word_list("persons")
_MONTHS = word_list("months")
MOST = 1e10  # no more people live than this
_PLAIN = re.compile(r"[~≈]?(\d+)\+?")
_GROUPED = re.compile(r"[~≈]?(\d{1,3}(?:(?:,\d{2})*,\d{3}|(?:\.\d{3})+))\+?")  # 12,000 and 12.000, 1,20,000 in India
_DECIMAL = re.compile(r"[~≈]?(\d{1,4})[.,](\d+)")
_FRACTION = re.compile(r"(\d{1,4})[.,](\d{1,3})")
_AFTER_AGE = frozenset(
    ". , ; : ) and or but was is has had who in at on by near from when while after before to as dead".split()
)
# Parts of a million or of a dozen, hyphens left out.
_FRACTIONS: dict[tuple[str, ...], float] = {
    ("half", "a"): 0.5,
    ("half",): 0.5,
    ("a", "half"): 0.5,
    ("quarter", "of", "a"): 0.25,
    ("a", "quarter", "of", "a"): 0.25,
    ("three", "quarters", "of", "a"): 0.75,
}
_AND_A_HALF = ("and", "a", "half")
_SHORT = frozenset({"тыс", "млн", "млрд"})  # scales that a full stop follows
_OPENING = frozenset({"a", "half", "quarter"})
_QUALIFIERS = 2  # words between "a" and the person that it counts


@dataclass(frozen=True, slots=True)
class Number:
    """A figure in tokens ``start`` up to ``end``; ``scale`` is what its last word multiplies by, else 1."""

    start: int
    end: int
    value: int
    scale: int = 1


@dataclass(frozen=True, slots=True)
class Ranges:
    """How a language writes "20 to 30".

    ``links`` join two bounds by themselves, the first of ``between`` only behind one of its others ("between 20 and");
    behind the first of ``reached`` and with its second the upper bound counts ("from 20 to 30").
    """

    links: frozenset[str]
    between: tuple[str, frozenset[str]]
    reached: tuple[str, str]


_ENGLISH = Ranges(frozenset({"to", "-", "–", "or"}), ("and", frozenset({"between"})), ("from", "to"))


def is_figure(word: str) -> bool:
    """Whether a word begins a figure by itself."""
    return word[:1].isdigit() or word in _ONES or word in _TENS


def find_numbers(lowers: Sequence[str]) -> Iterator[Number]:
    """The figures in a sentence of lower-case tokens, left to right; of a range the lower bound."""
    return read_numbers(lowers, _may_count, _number_at, _is_label, _ENGLISH)


def read_numbers(
    lowers: Sequence[str],
    may_begin: Callable[[str], bool],
    number_at: Callable[[Sequence[str], int], Number | None],
    is_label: Callable[[Sequence[str], Number], bool],
    ranges: Ranges,
) -> Iterator[Number]:
    """The figures that a language's ``number_at`` finds in a sentence, without those that name and do not count."""
    i = 0
    while i < len(lowers):
        number = number_at(lowers, i) if may_begin(lowers[i]) else None
        if number is None:
            i += 1
            continue
        number = _ranged(lowers, number, number_at, ranges)
        i = number.end
        if not is_label(lowers, number):
            yield number


def one_person(lowers: Sequence[str], article: int) -> Number | None:
    """The figure 1 of "a man", "an unarmed farmer" or "his bodyguard"."""
    for i in range(article + 1, min(article + 2 + _QUALIFIERS, len(lowers))):
        if lowers[i] in _PERSONS:
            return Number(article, i, 1)
        if not lowers[i].isalpha():
            return None
    return None


def is_age(lowers: Sequence[str], number: Number) -> bool:
    """Whether a figure says how old somebody is: "a boy of 14 in Tubas", but not "the governor of two provinces"."""
    whole = number.value < 120 and number.start > 1 and lowers[number.start - 2] in _PERSONS
    return (
        whole and lowers[number.start - 1] == "of" and (number.end >= len(lowers) or lowers[number.end] in _AFTER_AGE)
    )


def _may_count(word: str) -> bool:
    return is_figure(word) or word in _OPENING or "-" in word or word[:1] in ("~", "≈")


def _number_at(lowers: Sequence[str], i: int) -> Number | None:
    value, end = _digits(lowers, i)
    spelled = value is None
    if value is None:
        value, end = _fraction(lowers, i) or _spelled(lowers, i)
    if value is None:
        return None
    first, behind = value, end
    half = _end_of(lowers, end + (lowers[end : end + 1] == ["-"]), _AND_A_HALF)
    if half and lowers[half : half + 1] and lowers[half] in _SCALES:
        value, end = value + 0.5, half  # "two and a half thousand"
    if spelled and lowers[end : end + 1] == ["hundred"]:
        value, end = _hundreds(lowers, value, end)
    value, end, scale = with_scales(lowers, value, end, _SCALES, _below if spelled else _nothing)
    if end > behind and all(word in _SCALES for word in lowers[behind:end]):
        scale = round(value / first)  # "three hundred thousand": 100,000
    if scale > 1 and (half := _end_of(lowers, end, _AND_A_HALF)):
        value, end = value + scale / 2, half  # "a million and a half"
    return Number(i, end, round(value), scale) if value <= MOST and value == round(value) else None


def _ranged(
    lowers: Sequence[str], first: Number, number_at: Callable[[Sequence[str], int], Number | None], ranges: Ranges
) -> Number:
    """A range as its lower bound, or as what it came to; "two to three thousand" begins at two thousand."""
    before = lowers[first.start - 1] if first.start else ""
    link = lowers[first.end] if first.end + 1 < len(lowers) else ""
    joiner, openers = ranges.between
    if link not in ranges.links and not (link == joiner and before in openers):
        return first
    second = number_at(lowers, first.end + 1) if lowers[first.end + 1] else None
    if second is None or second.value <= first.value:
        return first
    if first.scale == 1 and first.value * second.scale < second.value:
        first = replace(first, value=first.value * second.scale)
    return Number(first.start, second.end, second.value if (before, link) == ranges.reached else first.value)


def _is_label(lowers: Sequence[str], number: Number) -> bool:
    """Whether a figure names and does not count: "the No. 3", ", 28,", "aged 28", "March 3", "3 March"."""
    before = lowers[number.start - 1] if number.start else ""
    behind = lowers[number.end] if number.end < len(lowers) else ""
    if before == "." and lowers[number.start - 2 : number.start - 1] == ["no"]:
        return True
    alone = number.end == number.start + 1 and lowers[number.start].isdigit()
    if before == "," and behind == "," and alone and number.value < 120:
        return lowers[number.end + 1 : number.end + 2] != ["and"]
    if is_age(lowers, number):
        return True
    dated = number.value <= 31 and alone and (before in _MONTHS or behind in _MONTHS)
    return dated or before in ("aged", "age", "ages", "number", "no.", "#", "nr", "article", "section", "unit", "route")


def _digits(lowers: Sequence[str], i: int) -> tuple[float | None, int]:
    word, end = lowers[i], i + 1
    if not word.isascii():
        return None, end
    if grouped := _GROUPED.fullmatch(word):
        return float(re.sub("[.,]", "", grouped.group(1))), end
    if decimal := _DECIMAL.fullmatch(word):
        return float(f"{decimal.group(1)}.{decimal.group(2)}"), end
    plain = _PLAIN.fullmatch(word)
    if plain is None or len(plain.group(1)) > len(str(int(MOST))):
        return None, end
    return whole_figure(lowers, i, plain.group(1))


def in_digits(
    lowers: Sequence[str], i: int, scales: Container[str], grouped: re.Pattern[str] | None = None
) -> tuple[float | None, int]:
    """The figure in digits at ``i``, as continental Europe writes it, and where it ends: "1,2" only before a scale."""
    word, end = lowers[i], i + 1
    if grouped is not None and grouped.fullmatch(word):
        return float(re.sub(r"\D", "", word)), end
    if not word.isascii():
        return None, end
    if decimal := _FRACTION.fullmatch(word):
        scaled = end < len(lowers) and lowers[end] in scales
        return (float(f"{decimal.group(1)}.{decimal.group(2)}"), end) if scaled else (None, end)
    if not word.isdecimal() or len(word) > len(str(int(MOST))):
        return None, end
    return whole_figure(lowers, i, word)


def with_scales(
    lowers: Sequence[str],
    value: float,
    end: int,
    scales: Mapping[str, int],
    below: Callable[[Sequence[str], int], tuple[float, int]],
) -> tuple[float, int, int]:
    """A figure with the scales that follow at ``end`` and what is less than them: "dos millones trescientos mil".

    ``below`` reads a number under a thousand in words. Returns the value, where it ends, and the scale of its last
    word, 1 where that is none.
    """
    whole, part, scale = 0.0, value, 1
    while end < len(lowers) and lowers[end] in scales and part <= MOST:
        scale = scales[lowers[end]]
        part, end = part * scale, end + 1
        end += lowers[end : end + 1] == ["."] and lowers[end - 1] in _SHORT
        if end < len(lowers) and lowers[end] in scales:
            continue  # "cien mil millones"
        whole, part = whole + part, 0.0
        rest, behind = _rest_below(lowers, end, below) if scale >= _SCALES["thousand"] else (0, end)
        if not rest or (behind < len(lowers) and scales.get(lowers[behind], 1) >= scale):
            break
        part, end, scale = rest, behind, 1
    return whole + part, end, scale


def _rest_below(
    lowers: Sequence[str], i: int, below: Callable[[Sequence[str], int], tuple[float, int]]
) -> tuple[float, int]:
    """What is less than a thousand at ``i``, in words or digits, and where it ends."""
    if i < len(lowers) and lowers[i].isascii() and lowers[i].isdecimal() and len(lowers[i]) <= 3:
        return int(lowers[i]), i + 1
    return below(lowers, i)


def whole_figure(lowers: Sequence[str], i: int, digits: str) -> tuple[float | None, int]:
    """The figure that begins with ``digits`` at ``i``, with groups of three set off by blanks, and where it ends."""
    end = i + 1
    if len(digits) <= 3:
        while end < len(lowers) and len(lowers[end]) == 3 and lowers[end].isdigit() and lowers[end].isascii():
            digits, end = digits + lowers[end], end + 1
    value = float(digits)
    if end == i + 1 and len(digits) == 4 and 1900 <= value <= 2100:
        return None, end  # a year is no count
    return value, end


def _fraction(lowers: Sequence[str], i: int) -> tuple[float, int] | None:
    """The part of a million that is named at ``i``, and where the million stands: "half a", "three quarters of a"."""
    for words, value in _FRACTIONS.items():
        end = _end_of(lowers, i, words)
        if end and end < len(lowers) and lowers[end] in _SCALES:
            return value, end
    return None


def _end_of(lowers: Sequence[str], i: int, words: Sequence[str]) -> int:
    """Where ``words`` end that stand at ``i``, with or without hyphens between and behind; 0 where they don't."""
    for word in words:
        if i >= len(lowers) or lowers[i] != word:
            return 0
        i += 1 + (lowers[i + 1 : i + 2] == ["-"])
    return i


def _below(lowers: Sequence[str], i: int) -> tuple[float, int]:
    """The number below a thousand in words at ``i``, also behind "and": "three hundred and four"; (0, i) for none."""
    start = i + (lowers[i : i + 1] == ["and"])
    value, end = _spelled(lowers, start) if start < len(lowers) and lowers[start] != "a" else (None, i)
    if value is None:
        return 0, i
    return _hundreds(lowers, value, end) if lowers[end : end + 1] == ["hundred"] else (value, end)


def _nothing(_lowers: Sequence[str], i: int) -> tuple[float, int]:
    """What follows a figure in digits: no number in words."""
    return 0, i


def _hundreds(lowers: Sequence[str], value: float, end: int) -> tuple[float, int]:
    """So many hundreds, the word for them at ``end``, with what is less than one: "two hundred and eighteen"."""
    value, end = value * _SCALES["hundred"], end + 1
    start = end + (lowers[end : end + 1] == ["and"])
    rest, behind = _spelled(lowers, start) if start < len(lowers) and lowers[start] != "a" else (None, end)
    return (value, end) if rest is None or lowers[behind : behind + 1] == ["hundred"] else (value + rest, behind)


def _spelled(lowers: Sequence[str], i: int) -> tuple[float | None, int]:
    word = lowers[i]
    if word in _ONES:
        return _ONES[word], i + 1
    if word in _TENS:
        rest = lowers[i + 1 : i + 3]
        if len(rest) == 2 and rest[0] == "-" and rest[1] in _ONES:
            return _TENS[word] + _ONES[rest[1]], i + 3
        return _TENS[word], i + 1
    if word == "a" and i + 1 < len(lowers) and lowers[i + 1] in _SCALES:
        return 1, i + 1
    tens, _, ones = word.partition("-")
    if tens in _TENS and ones in _ONES:
        return _TENS[tens] + _ONES[ones], i + 1
    return None, i
