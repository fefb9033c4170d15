"""Numbers of people that a sentence states: killed, injured, arrested, protesters, troops.

Only figures count ("12", "two", "1.2 million", "a dozen"); "dozens" and "hundreds" name no number and give None.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from schemas import Counts

Field = Literal["killed", "injured", "arrested", "protesters", "troops"]

_ONES = {
    word: i
    for i, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen "
        "eighteen nineteen".split()
    )
}
_TENS = {w: 10 * i for i, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}

_DEEDS: dict[str, Field] = {
    **dict.fromkeys(
        "killed killing kill kills dead died dies slain murdered massacred executed executing beheaded "
        "assassinated slaughtered "
        "perished deaths fatalities".split(),
        "killed",
    ),
    **dict.fromkeys(
        "injured injuring injure injures wounded wounding wounds hurt hurting injuries hospitalised "
        "hospitalized".split(),
        "injured",
    ),
    **dict.fromkeys(
        "arrested arresting arrest arrests detained detaining detain detains rounded jailed imprisoned "
        "apprehended captured "
        "detentions".split(),
        "arrested",
    ),
}
_PARTICIPLES = frozenset(
    "killed slain murdered massacred executed beheaded assassinated slaughtered injured wounded hurt arrested "
    "detained jailed "
    "imprisoned apprehended captured hospitalised hospitalized dead died perished".split()
)
_CROWDS: dict[str, Field] = {
    **dict.fromkeys("protesters protestors demonstrators marchers strikers rioters picketers".split(), "protesters"),
    **dict.fromkeys(
        "troops soldiers servicemen marines peacekeepers reservists paratroopers infantry".split(), "troops"
    ),
}
_GATHERED = frozenset(
    "protested marched rallied demonstrated gathered demonstrating protesting marching rallying protest "
    "demonstrate march "
    "rally".split()
)
_APPROXIMATE = frozenset(
    "at least about around some more than nearly almost over up to as many an estimated approximately roughly "
    "fewer less "
    "only another a further the total of well".split()
)
_COPULAS = frozenset(
    "was were is are been being be have has had got reportedly also either later then either all".split()
)
_NOT_PEOPLE = frozenset(
    "% percent per year years day days hour hours month months week weeks minutes km kilometers kilometres "
    "miles mile meters "
    "metres times old houses homes buildings vehicles tanks cars missiles rockets bombs villages towns cities "
    "countries "
    "attacks strikes incidents o'clock p.m. a.m. dollars euros pounds tons tonnes degrees points".split()
)
_MONEY = frozenset("$ € £ ¥ us$".split())
_SUFFERED = frozenset(
    "stabbed kidnapped abducted attacked ambushed shot beat beaten captured freed released rescued targeted hit".split()
)
_STOPS = frozenset(". ; : ? ! ) but while after when as that which who said".split())
_REACH = 9


@dataclass(frozen=True, slots=True)
class Number:
    """A figure in tokens ``start`` up to ``end``."""

    start: int
    end: int
    value: int


def find_counts(words: Sequence[str]) -> Counts:
    """The counts that a tokenised sentence states; parts joined by "and" add up, else the first stands."""
    lowers = [word if word == "March" else word.lower() for word in words]
    counts: dict[Field, int] = {}
    previous: tuple[Field, Number] | None = None
    for number in find_numbers(lowers):
        field = _field(lowers, number, previous)
        if field is None:
            continue
        if field not in counts:
            counts[field] = number.value
        elif previous is not None and previous[0] == field and _joined(lowers, previous[1], number):
            counts[field] += number.value
        previous = field, number
    return Counts(**counts)


def find_numbers(lowers: Sequence[str]) -> Iterator[Number]:
    """The figures in a sentence of lower-case tokens, left to right."""
    i = 0
    while i < len(lowers):
        number = _number_at(lowers, i) if _may_count(lowers[i]) else None
        if number is None:
            i += 1
        else:
            yield number
            i = number.end


def _may_count(word: str) -> bool:
    return word[0].isdigit() or word in _ONES or word in _TENS or word in ("a", "half") or "-" in word


def _number_at(lowers: Sequence[str], i: int) -> Number | None:
    value, end = _digits(lowers[i]), i + 1
    if value is None:
        value, end = _spelled(lowers, i)
    if value is None:
        return None
    if end < len(lowers) and lowers[end] in _SCALES:
        value, end = value * _SCALES[lowers[end]], end + 1
    return Number(i, end, round(value))


def _digits(word: str) -> float | None:
    if not (word[0].isdigit() and word.isascii()):
        return None
    plain = word.replace(",", "")
    try:
        value = float(plain)
    except ValueError:
        return None
    # A year is no count, and no more people live than this.
    if plain == word and len(word) == 4 and 1900 <= value <= 2100:
        return None
    return value if value <= 1e10 else None


def _spelled(lowers: Sequence[str], i: int) -> tuple[float | None, int]:
    word = lowers[i]
    if word in _ONES:
        return _ONES[word], i + 1
    if word in _TENS:
        rest = lowers[i + 1 : i + 3]
        if len(rest) == 2 and rest[0] == "-" and rest[1] in _ONES:
            return _TENS[word] + _ONES[rest[1]], i + 3
        return _TENS[word], i + 1
    if word in ("a", "half") and i + 1 < len(lowers) and lowers[i + 1] in _SCALES:
        return 1, i + 1
    tens, _, ones = word.partition("-")
    if tens in _TENS and ones in _ONES:
        return _TENS[tens] + _ONES[ones], i + 1
    return None, i


def _field(lowers: Sequence[str], number: Number, previous: tuple[Field, Number] | None) -> Field | None:
    """What a number counts, from the deed before it, the noun and the participle behind it, or the number before it."""
    follower = lowers[number.end] if number.end < len(lowers) else ""
    leader = lowers[number.start - 1] if number.start else ""
    if leader in _MONEY or follower in _NOT_PEOPLE or (follower == "-" and lowers[number.end + 1 : number.end + 2]):
        return None
    return _deed_before(lowers, number, previous) or _noun_behind(lowers, number)


def _deed_before(lowers: Sequence[str], number: Number, previous: tuple[Field, Number] | None) -> Field | None:
    """ "killed at least 12", "death toll rose to 45", "injuring 30", and what "and" adds to those."""
    i = number.start - 1
    while i >= 0 and lowers[i] in _APPROXIMATE:
        i -= 1
    if i >= 0 and (lowers[i] in _DEEDS):
        return _DEEDS[lowers[i]]
    if "toll" in lowers[max(number.start - 8, 0) : number.start] and number.start > 0:
        return "killed"
    if previous is not None and i > 0 and lowers[i] == "and" and _joined(lowers, previous[1], number):
        return None if _noun_behind(lowers, number) else previous[0]
    return None


def _noun_behind(lowers: Sequence[str], number: Number) -> Field | None:
    """ "12 people were killed", "12 dead", "100,000 troops", "5,000 people marched"."""
    crowd: Field | None = None
    after_copula = False
    for i in range(number.end, min(number.end + _REACH, len(lowers))):
        word = lowers[i]
        if word in _STOPS or word[0].isdigit() or word in _ONES:
            break
        passive = after_copula or word in ("dead", "died", "perished") or _bare(lowers, i)
        if word in _PARTICIPLES and passive:
            return _DEEDS[word]
        if word in ("deaths", "fatalities", "arrests", "injuries", "detentions") and i <= number.end + 2:
            return _DEEDS[word]
        if word in _GATHERED:
            return "protesters"
        if crowd is None and word in _CROWDS:
            crowd = _CROWDS[word]
        after_copula = after_copula or word in _COPULAS
    return None if crowd == "troops" and _suffered(lowers, number) else crowd


def _suffered(lowers: Sequence[str], number: Number) -> bool:
    """Whether those counted only had something done to them: "kidnapped two soldiers"."""
    return not _SUFFERED.isdisjoint(lowers[max(number.start - 3, 0) : number.start])


def _bare(lowers: Sequence[str], i: int) -> bool:
    """Whether a participle has no object: "three killed ." but not "three gunmen killed the mayor"."""
    follower = lowers[i + 1] if i + 1 < len(lowers) else "."
    return follower in (
        ".",
        ",",
        "and",
        "in",
        "by",
        "during",
        "when",
        "after",
        "on",
        "at",
        "as",
        "over",
        ";",
        "since",
        "near",
    )


def _joined(lowers: Sequence[str], first: Number, second: Number) -> bool:
    """Whether two numbers are members of one list: "12 soldiers and three civilians"."""
    between = lowers[first.end : second.start]
    return "and" in between and "including" not in between and not any(w in _DEEDS or w in _STOPS for w in between)
