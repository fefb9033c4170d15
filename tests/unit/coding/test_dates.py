"""Days named in news phrases, against the report's own day."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import spacy

from pipelines.coding.when_where.dates import find_dates

MONDAY = date(2022, 1, 24)
JUDGED = Path(__file__).parents[2] / "data" / "coding" / "judged.jsonl"
tokenise = spacy.blank("en").make_doc


def dates(sentence: str, published: date = MONDAY) -> list[tuple[str, str, str]]:
    found = find_dates([token.text for token in tokenise(sentence)], published)
    return [(match.date.isoformat(), match.precision, match.basis) for match in found]


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("They met today.", "2022-01-24"),
        ("They met yesterday evening.", "2022-01-23"),
        ("The strike begins tomorrow.", "2022-01-25"),
        ("Shelling went on overnight.", "2022-01-24"),
        ("It burned down last night.", "2022-01-23"),
        ("They met on Friday.", "2022-01-21"),
        ("They met on Monday.", "2022-01-24"),
        ("after talks last Friday with the minister", "2022-01-21"),
        ("He was shot late Tuesday.", "2022-01-18"),
        ("They fled last Monday.", "2022-01-17"),
        ("They will talk next Monday.", "2022-01-31"),
        ("She will meet the envoy on Friday.", "2022-01-28"),
        ("Officials said Friday that they will go.", "2022-01-21"),
        ("They announced plans Friday to build.", "2022-01-21"),
        ("He fell two days ago.", "2022-01-22"),
        ("They signed it on the 20th.", "2022-01-20"),
        ("They signed it on the 28th.", "2021-12-28"),
        ("They met the day before yesterday.", "2022-01-22"),
        ("They will meet the day after tomorrow.", "2022-01-26"),
        ("They fled 48 hours ago.", "2022-01-22"),
        ("They fled a couple of days ago.", "2022-01-22"),
        ("They fled the night before last.", "2022-01-22"),
        ("They met in Lima Thurs.", "2022-01-20"),
        ("They met on Fri.", "2022-01-21"),
        ("They met on Thurs. in Lima.", "2022-01-20"),
    ],
)
def test_relative_days(sentence: str, day: str) -> None:
    assert dates(sentence) == [(day, "day", "relative")]


@pytest.mark.parametrize(
    "sentence",
    [
        "on Jan. 24 in town",
        "on January 24, 2022, in town",
        "on 24 January in town",
        "on 24 January 2022 in town",
        "on the 24th of January in town",
        "on Monday, Jan. 24, in town",
        "on 2022-01-24 in town",
        "on 24.01.2022 in town",
        "on 24.1.2022 in town",
        "on 01/24/2022 in town",
        "on 24/01/2022 in town",
        "on 1/24/22 in town",
        "on 2022/01/24 in town",
        "on 24-01-2022 in town",
    ],
)
def test_explicit_days_in_any_form(sentence: str) -> None:
    assert dates(sentence) == [("2022-01-24", "day", "explicit")]


@pytest.mark.parametrize(
    "sentence",
    [
        "They met on 05/06/2021.",
        "The Mon State party met.",
        "He read the Sun.",
        "It rose 1.2.3 percent.",
        "The 1-2-22 plan",
        "He is a Mon.",
    ],
)
def test_what_can_be_read_in_two_ways_is_left_out(sentence: str) -> None:
    assert dates(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("They met on Sept. 14 last year.", "2021-09-14"),
        ("They met on Christmas Eve.", "2021-12-24"),
        ("They met on New Year's Day.", "2022-01-01"),
        ("They will fly out on 20 November.", "2022-11-20"),
        ("The vote is due on 3 March.", "2022-03-03"),
    ],
)
def test_the_year_of_a_day_is_told_or_follows_from_the_tense(sentence: str, day: str) -> None:
    assert dates(sentence) == [(day, "day", "explicit")]


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("The 1994 genocide began there.", 1994),
        ("a 2015 attack", 2015),
        ("during the 2019 protests", 2019),
        ("its deadly 2008 war with its neighbour", 2008),
    ],
)
def test_the_year_of_a_noun_is_an_attribute(sentence: str, year: int) -> None:
    [match] = find_dates([token.text for token in tokenise(sentence)], MONDAY)
    assert (match.date, match.precision, match.attribute) == (date(year, 1, 1), "year", True)


@pytest.mark.parametrize("sentence", ["the 1600 soldiers of the fort", "They killed 1950 people.", "the 1967 borders"])
def test_a_number_or_a_border_is_no_year_of_a_noun(sentence: str) -> None:
    assert dates(sentence) == []


def test_a_day_without_a_year_is_the_nearest() -> None:
    assert dates("on Dec. 30")[0][0] == "2021-12-30"
    assert dates("on Feb. 2")[0][0] == "2022-02-02"
    assert dates("on Jan. 2", date(2021, 12, 30))[0][0] == "2022-01-02"
    assert dates("on Feb. 29", date(2024, 3, 5))[0][0] == "2024-02-29"


@pytest.mark.parametrize(
    ("sentence", "first", "precision"),
    [
        ("They fought in December.", "2021-12-01", "month"),
        ("They fought in March 2020.", "2020-03-01", "month"),
        ("They fought in May.", "2021-05-01", "month"),
        ("They fought last month.", "2021-12-01", "month"),
        ("They fought last week.", "2022-01-17", "month"),
        ("They fought earlier this week.", "2022-01-24", "month"),
        ("They fought over the weekend.", "2022-01-22", "month"),
        ("They fought three months ago.", "2021-10-01", "month"),
        ("They fought in 2014.", "2014-01-01", "year"),
        ("They fought last year.", "2021-01-01", "year"),
        ("They fought twenty years ago.", "2002-01-01", "year"),
        ("They fought in the 1990s.", "1990-01-01", "year"),
    ],
)
def test_coarse_dates_are_first_days_with_their_precision(sentence: str, first: str, precision: str) -> None:
    assert [found[:2] for found in dates(sentence)] == [(first, precision)]


@pytest.mark.parametrize(
    "sentence",
    [
        "They may march to the square.",
        "Prime Minister Theresa May said so.",
        "within the 1997 borders of the state",
        "shops on Black Friday",
        "after Friday prayers",
        "a report by the Sunday Times",
        "since 2014 he has ruled",
        "since Monday they have waited",
        "until Friday they wait",
        "by March they hope to finish",
        "the attacks of 9/11",
        "2,014 people in 300 buses",
        "He is 45 years old.",
    ],
)
def test_what_only_looks_like_a_date_or_bounds_a_time_is_left_out(sentence: str) -> None:
    assert dates(sentence) == []


@pytest.mark.parametrize("sentence", ["on February 30", "on 31 April 2021", "0000-00-00", "a" * 5000, "in 9999"])
def test_impossible_dates_do_no_harm(sentence: str) -> None:
    assert all(found[1] != "day" for found in dates(sentence))


def test_the_ends_of_the_calendar_do_no_harm() -> None:
    for published in (date.min, date.max):
        for phrase in ("yesterday", "tomorrow", "last week", "next Friday", "next year", "two years ago", "on Jan. 3"):
            dates(f"They met {phrase} in town.", published)


def test_judged_sentences_have_their_dates() -> None:
    rows = [json.loads(line) for line in JUDGED.read_text().splitlines()]
    assert len(rows) == 200
    right = 0
    for row in rows:
        found = dates(row["sentence"], date.fromisoformat(row["published"])) or [(row["published"], "day", "report")]
        right += found[0][:2] == (row["date"], row["precision"])
    assert right / len(rows) >= 0.95


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("On Friday , the two leaders will meet in Riga", 2),
        ("Friday 's summit is scheduled to start at noon", 2),
        ("On Friday , the minister said the army will leave", -5),
        ("On Friday police arrested nine people who will be tried", -5),
        ("On Friday the planned march was called off", -5),
    ],
)
def test_a_weekday_in_front_is_the_coming_one_where_the_sentence_looks_ahead(text: str, day: int) -> None:
    published = date(2024, 5, 15)  # a Wednesday
    [match] = find_dates(text.split(), published)
    assert match.date == published + timedelta(days=day)
