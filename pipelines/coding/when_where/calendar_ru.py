"""The words of the Russian calendar in all their cases, and what stands around them."""

from collections.abc import Sequence


def _numbered(groups: str, first: int = 0) -> dict[str, int]:
    return {form: at for at, group in enumerate(groups.split(), first) for form in group.split("|")}


WEEKDAYS = _numbered(
    "понедельник|понедельника|понедельнику|понедельником|понедельнике "
    "вторник|вторника|вторнику|вторником|вторнике среда|среду|среды|среде|средой "
    "четверг|четверга|четвергу|четвергом|четверге пятница|пятницу|пятницы|пятнице|пятницей "
    "суббота|субботу|субботы|субботе|субботой воскресенье|воскресенья|воскресенью|воскресеньем"
)
_STEMS = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split()
_SOFT, _HARD, _MAY = ("ь", "я", "ю", "ем", "е"), ("", "а", "у", "ом", "е"), ("й", "я", "ю", "ем", "е")
MONTHS = {
    stem + ending: at
    for at, stem in enumerate(_STEMS, 1)
    for ending in (_MAY if at == 5 else _HARD if at in (3, 8) else _SOFT)
} | _numbered("янв фев|февр мар апр мая июн июл авг сен|сент окт ноя|нояб дек", 1)
SEASONS = {"весна": 3, "весной": 3, "весны": 3, "весну": 3, "лето": 6, "летом": 6, "лета": 6, "осень": 9, "осенью": 9,
           "осени": 9, "зима": 12, "зимой": 12, "зимы": 12, "зиму": 12}  # fmt: skip
COUNTS = _numbered(
    "ноль один|одна|одно|одну|одного|одной два|две|двух|двое три|трех|трое четыре|четырех|четверо пять|пяти "
    "шесть|шести семь|семи восемь|восьми девять|девяти десять|десяти одиннадцать двенадцать тринадцать четырнадцать "
    "пятнадцать"
) | {"двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50, "сто": 100, "полтора": 1, "полторы": 1}
ROMAN = {"xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20, "xxi": 21}
FEASTS = {
    ("день", "победы"): (5, 9),
    ("в", "день", "победы"): (5, 9),
    ("первомая",): (5, 1),
    ("первомай",): (5, 1),
    ("в", "новогоднюю", "ночь"): (1, 1),
}
_STEPS = {
    "прошл": -1, "минувш": -1, "истекш": -1, "предыдущ": -1, "последн": -1,
    "следующ": 1, "будущ": 1, "предстоящ": 1, "ближайш": 1, "грядущ": 1, "наступающ": 1,
    "нынешн": 0, "текущ": 0,
}  # fmt: skip
_LENGTHS = sorted(set(map(len, _STEPS)), reverse=True)
_THIS = frozenset("этот эта это эту этого этой этом эти этих сей сего".split())
PARTS = frozenset("утром днем вечером ночью утра дня вечера ночи полночь полдень рано поздно".split())
BOUNDS = frozenset("с со до от к ко".split())
LINKS = frozenset("конца начала середины концу началу середине самого года".split())
DAYS_OF = {"день": 1, "дня": 1, "дней": 1, "сутки": 1, "суток": 1, "неделя": 7, "неделю": 7, "недели": 7, "недель": 7}
MONTHS_OF = frozenset("месяц месяца месяцев".split())
YEARS_OF = {"год": 1, "года": 1, "лет": 1, "десятилетие": 10, "десятилетия": 10, "десятилетий": 10, "век": 100,
            "века": 100, "веков": 100}  # fmt: skip
HOURS = frozenset("час часа часов минута минуту минуты минут".split())
SOME = frozenset("несколько пару много нескольких".split())
YEAR_WORDS = frozenset("год года году годом годе г гг годы годов годах".split())
AHEAD = frozenset(
    "планирует планируют намерен намерена намерены собирается собираются будет будут пройдет пройдут состоится "
    "состоятся запланирован запланирована запланированы назначен назначена назначены начнется начнутся должен должна "
    "должны посетит посетят прибудет прибудут встретится встретятся проведет проведут примет вступит введет выйдут "
    "выведет объявит ожидается ожидаются предстоящий предстоящая предстоящие".split()
)
TOLD = ("л", "ла", "ло", "ли", "лся", "лась", "лось", "лись")
REACH = 14


def turn(word: str) -> int | None:
    """Whether an adjective turns a stretch of time back (-1), on (1), or means this one (0); None of others."""
    if word in _THIS:
        return 0
    return next(
        (_STEPS[word[:length]] for length in _LENGTHS if word[:length] in _STEPS and len(word) - length <= 3), None
    )


def looks_ahead(lowers: Sequence[str], i: int) -> bool:
    """Whether the nearest word before ``i`` that decides it speaks of the future: "встретятся в пятницу"."""
    for j in range(i - 1, max(i - REACH, 0) - 1, -1):
        word = lowers[j]
        if word in AHEAD:
            return True
        if word.endswith(TOLD) and len(word) > 4:
            return False
    return False


def word_at(lowers: Sequence[str], i: int) -> str:
    return lowers[i] if 0 <= i < len(lowers) else ""


def count_of(word: str) -> int | None:
    return int(word) if word.isdecimal() and word.isascii() and len(word) < 4 else COUNTS.get(word)


def day_number(word: str) -> int | None:
    plain = word.removesuffix("-го").removesuffix("-е")
    number = int(plain) if plain.isdecimal() and plain.isascii() and len(plain) <= 2 else 0
    return number if 1 <= number <= 31 else None
