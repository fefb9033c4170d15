"""Marking, the map, the charts."""

import re
from datetime import date, timedelta

import pytest

from pipelines.desk.charts import over_days
from pipelines.desk.marking import marked, missing_parties
from pipelines.desk.projecting import HEIGHT, WIDTH, project
from pipelines.desk.wording import countries, lines, middles, outside, text
from pipelines.desk.world import lands, outline, shade, spots


def event(sentence, trigger, sources=(), targets=(), place=None, basis="relative", **counts):
    start = sentence.index(trigger)
    return {
        "sentence": sentence,
        "sentence_start": 100,
        "trigger_start": 100 + start,
        "trigger_end": 100 + start + len(trigger),
        "sources": [{"text": words} for words in sources],
        "targets": [{"text": words} for words in targets],
        "place_name": place,
        "date_basis": basis,
        **dict.fromkeys(("killed", "injured", "arrested", "protesters", "troops")),
        **counts,
    }


def roles(told):
    return [(part.text, part.role) for part in marked(told) if part.role]


def test_words_are_marked_by_what_they_are():
    told = event(
        "Police in Minsk arrested 30 protesters on Sunday.",
        "arrested",
        ["Police"],
        ["protesters"],
        "Minsk",
        arrested=30,
    )
    assert roles(told) == [
        ("Police", "source"), ("Minsk", "place"), ("arrested", "trigger"), ("30", "number"), ("protesters", "target"),
        ("on Sunday", "date"),
    ]  # fmt: skip
    assert "".join(part.text for part in marked(told)) == told["sentence"]


@pytest.mark.parametrize(
    ("sentence", "marked_words"),
    [
        ("They met\r\nthe  envoys\u2028on Monday", {"met", "envoys"}),
        ("They \u202emet\u202c the  envoys", {"met", "envoys"}),
        ("They met the 😀 envoys", {"met", "envoys"}),
    ],
)
def test_offsets_stay_true_whatever_is_in_the_sentence(sentence, marked_words):
    told = event(sentence, "met", ["The ministry"], ["envoys"])
    assert marked_words <= {words for words, _ in roles(told)}
    assert sum(len(part.text) for part in marked(told)) == len(sentence)
    assert missing_parties(told, marked(told)) == {"The ministry"}


def test_a_trigger_outside_its_sentence_is_no_error():
    told = event("They met.", "met") | {"trigger_start": 5_000, "trigger_end": 5_010}
    assert marked(told)[0].text == "They met."


def test_the_date_of_a_report_is_in_no_sentence():
    assert roles(event("In May they met.", "met", basis="report")) == [("met", "trigger")]


def test_what_cannot_be_seen_is_shown_and_takes_one_place():
    assert lines("a\u202eb\x00c\r\nd") == "a\ufffdb\ufffdc\n\nd"
    assert "\u202e" not in text("a\u202eb")


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//x.example",
        "https:///x",
        "ftp://x.example",
        None,
        "http://[",
        "mailto:a@b",
    ],
)
def test_only_addresses_of_the_web_are_followed(url):
    assert outside(url) is None


def test_the_outline_has_the_countries_that_we_know():
    assert len(outline()) > 230
    missing = set(countries()) - set(outline()) - set(middles())
    assert missing == set()
    for code in ("UKR", "ESH", "KOS", "TWN", "PSE", "GUF", "SJM", "MTQ", "TUV", "NRU", "SGP"):
        assert code in outline()


def test_the_middle_of_a_country_lies_within_the_map():
    for longitude, latitude in [*middles().values(), (180, 0), (-180, 0), (0, 90), (0, -90)]:
        x, y = project(longitude, latitude)
        assert 0 <= round(x, 6) <= WIDTH
        assert -0.5 <= y <= HEIGHT + 0.5


def test_a_country_without_a_shape_is_a_point_and_none_is_lost():
    drawn = lands({"GIB": 3, "UKR": 12, "XXX": 1, "": 2})
    by_code = {land.code: land for land in drawn}
    assert by_code["GIB"].at is not None
    assert by_code["UKR"].shade == 5
    assert by_code["FRA"].shade == 0


def test_shades_are_from_one_to_five():
    assert [shade(n, 100) for n in (0, 1, 4, 30, 99, 100)] == [0, 1, 1, 3, 5, 5]
    assert spots([]) == []
    assert [spot.radius for spot in spots([(0, 0, "a", "x", 1), (1, 1, "b", "x", 100)])] == [11.0, 1.6]


def day(number, count, limit=9.0, fires=False):
    return {
        "day": date(2022, 1, 1) + timedelta(days=number),
        "count": count,
        "read": 9,
        "expected": 4.0,
        "limit": limit,
        "fires": fires,
    }


def test_a_chart_leads_on_and_brings_no_style_of_its_own():
    days = [day(n, n % 5, None if n < 7 else 9.0, n == 20) for n in range(30)]
    chart = over_days(days, {d["day"]: f"/?day={d['day']}" for d in days})
    assert chart.startswith('<svg class="chart" viewBox=')
    assert 'href="/?day=2022-01-21"' in chart
    assert "var(--alert)" in chart
    assert " style=" not in chart
    assert "://" not in chart.replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert over_days([], {}) == ""
    assert over_days([day(0, 0, None)], {}).startswith("<svg")


@pytest.mark.parametrize("first", [date(2022, 1, 1), date(1970, 1, 1), date(9999, 12, 31), date(1, 1, 1)])
def test_a_single_day_is_no_broader_than_a_day_of_a_month(first):
    chart = over_days([{**day(0, 3, None), "day": first}], {})
    (width,) = re.findall(r'd="M[\d.]+,[\d.]+h([\d.]+)v[\d.]+h-[\d.]+Z" fill="var\(--bar\)"', chart)
    assert 20 < float(width) < 30
    assert "PM" not in chart
