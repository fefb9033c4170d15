"""Dates of Russian sentences, against a Wednesday: 18 May 2022."""

from datetime import date

import pytest

from pipelines.coding.when_where.calendar_ru import _STEPS, turn
from pipelines.coding.when_where.dates_ru import find_bounds, find_dates

DAY = date(2022, 5, 18)

FOUND = [
    ("в понедельник полиция задержала", "2022-05-16", "day"),
    ("в прошлый понедельник", "2022-05-16", "day"),
    ("в минувшую пятницу", "2022-05-13", "day"),
    ("в среду вечером", "2022-05-18", "day"),
    ("они встретились в пятницу", "2022-05-13", "day"),
    ("встреча пройдет в пятницу", "2022-05-20", "day"),
    ("в следующий вторник", "2022-05-24", "day"),
    ("в предстоящую пятницу", "2022-05-20", "day"),
    ("в наступающем году", "2023-01-01", "year"),
    ("в ночь на вторник", "2022-05-17", "day"),
    ("во вторник , 17 мая", "2022-05-17", "day"),
    ("24 февраля 2022 года", "2022-02-24", "day"),
    ("24 февраля", "2022-02-24", "day"),
    ("24 января 2021 г .", "2021-01-24", "day"),
    ("3 декабря прошлого года", "2021-12-03", "day"),
    ("24.01.2022", "2022-01-24", "day"),
    ("сегодня утром", "2022-05-18", "day"),
    ("вчера", "2022-05-17", "day"),
    ("накануне вечером", "2022-05-17", "day"),
    ("позавчера", "2022-05-16", "day"),
    ("завтра", "2022-05-19", "day"),
    ("минувшей ночью", "2022-05-18", "day"),
    ("в январе", "2022-01-01", "month"),
    ("в январе 2020 года", "2020-01-01", "month"),
    ("в ноябре прошлого года", "2021-11-01", "month"),
    ("на прошлой неделе", "2022-05-09", "month"),
    ("на этой неделе", "2022-05-16", "month"),
    ("в прошлом месяце", "2022-04-01", "month"),
    ("в прошлом году", "2021-01-01", "year"),
    ("в этом году", "2022-01-01", "year"),
    ("прошлым летом", "2021-06-01", "month"),
    ("три дня назад", "2022-05-15", "day"),
    ("неделю назад", "2022-05-11", "month"),
    ("два года назад", "2020-01-01", "year"),
    ("20 лет тому назад", "2002-01-01", "year"),
    ("в 2014 году", "2014-01-01", "year"),
    ("в 1990-е годы", "1990-01-01", "year"),
    ("в xix веке", "1800-01-01", "year"),
]
NONE = [
    "по понедельникам",
    "30 февраля",
    "в среде чиновников",
    "накануне выборов",
    "5000 человек",
    "каждый год",
    "с понедельника",
    "до 1 июня",
    "с 2014 года",
]


@pytest.mark.parametrize(("text", "day", "precision"), FOUND)
def test_days(text: str, day: str, precision: str) -> None:
    [match] = find_dates(text.split(), DAY)
    assert (match.date.isoformat(), match.precision) == (day, precision)


@pytest.mark.parametrize("stem", _STEPS)
def test_adjectives_of_time_turn_it(stem: str) -> None:
    assert {turn(stem + ending) for ending in ("ий", "ая", "ую", "его", "ого", "ими")} == {_STEPS[stem]}


@pytest.mark.parametrize("text", NONE)
def test_no_days(text: str) -> None:
    assert find_dates(text.split(), DAY) == []


def test_ends_of_stretches_are_bounds() -> None:
    assert [m.date for m in find_bounds("с 2014 года до пятницы".split(), DAY)] == [date(2014, 1, 1), date(2022, 5, 13)]


def test_a_year_behind_a_noun_is_its_attribute() -> None:
    [match] = find_dates("война 2008 года".split(), DAY)
    assert match.attribute


def test_words_without_letters_are_passed_over() -> None:
    [match] = find_dates(["", "24", "", "февраля", "", "2022", "года"], DAY)
    assert (match.start, match.end, match.date) == (1, 7, date(2022, 2, 24))
