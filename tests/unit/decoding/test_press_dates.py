"""A report whose one date field is unusable has another where that is good, and says so; none is dated by a guess."""

import json
from datetime import datetime
from typing import Any

import pytest

from connectors.records import RawRecord
from pipelines.decoding import Decoder, UnusableError
from pipelines.decoding.dates import countries_of
from schemas import Report

GOOD, LATER, FETCHED = "2024-05-14T10:15:00Z", "2024-05-15T08:00:00Z", "2026-11-20T06:00:00Z"
STRUCT = [2024, 5, 14, 10, 15, 0, 1, 135, 0]


def decoded(**fields: Any) -> Report:
    value = json.dumps({"text": "Talks failed.", "source": "a"} | fields).encode()
    return Decoder().decode(RawRecord(topic="t", offset=1, value=value))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


NONE = ["None", "null", "", "0000-00-00 00:00:00", "0001-01-01T00:00:00Z", 0, "0", "1970-01-01T00:00:00Z", None, []]


@pytest.mark.parametrize("none", NONE, ids=repr)
@pytest.mark.parametrize("field", ["date_modify", "date_download"])
def test_what_stands_for_no_date_costs_only_itself(field: str, none: Any) -> None:
    report = decoded(date_publish=GOOD, **{field: none})
    assert report.published_at == report.fetched_at == at(GOOD)
    assert report.modified_at is None
    assert field not in report.extra
    assert ("repairs" in report.extra) == (none not in ("", None, []))


@pytest.mark.parametrize("none", NONE, ids=repr)
def test_the_next_name_of_a_date_is_taken_then_the_change_then_the_fetch(none: Any) -> None:
    report = decoded(published_at=none, pubDate=GOOD, updated=LATER, fetched_at=FETCHED)
    assert (report.published_at, report.published_raw) == (at(GOOD), GOOD)
    assert decoded(published_at=none, updated=LATER, fetched_at=FETCHED).published_at == at(LATER)
    assert decoded(published_at=none, fetched_at=FETCHED).published_at == at(FETCHED)
    with pytest.raises(UnusableError, match="no date: give published_at") as refused:
        decoded(published_at=none)
    assert refused.value.reason == "no_date"


def test_a_date_that_cannot_be_read_gives_way_to_another_but_never_to_the_fetch() -> None:
    report = decoded(published_at="03/04/2024", pubDate=GOOD, fetched_at=FETCHED)
    assert report.published_at == at(GOOD)
    assert report.extra == {
        "published_at": "03/04/2024",
        "repairs": 'published_at "03/04/2024" may be 2024-03-04 or 2024-04-03: pubDate taken',
    }
    report = decoded(published_at="14 mai 2024", updated=LATER, fetched_at=FETCHED)
    assert report.published_at == at(LATER)
    assert report.extra["repairs"].endswith("updated taken")
    with pytest.raises(UnusableError, match='published_at "03/04/2024" may be 2024-03-04 or 2024-04-03'):
        decoded(published_at="03/04/2024", fetched_at=FETCHED)


def test_other_dates_that_cannot_be_read_are_left_out_and_kept_beside() -> None:
    report = decoded(published_at=GOOD, modified_at="yesterday", fetched_at={"at": 1}, extra={"repairs": "cut"})
    assert (report.published_at, report.modified_at, report.fetched_at) == (at(GOOD), None, at(GOOD))
    assert report.extra == {
        "modified_at": "yesterday",
        "fetched_at": '{"at": 1}',
        "repairs": 'cut; modified_at "yesterday" is no time: give ISO 8601, as in 2022-01-24T08:30:00Z: left out; '
        "fetched_at is of type dict: give an ISO 8601 time: left out",
    }


def test_a_parsed_time_stands_in_for_a_missing_one_and_not_for_one_that_cannot_be_read() -> None:
    assert decoded(published_parsed=STRUCT).published_at == at(GOOD)
    assert decoded(updated_parsed=STRUCT).published_at == at(GOOD)
    with pytest.raises(UnusableError, match="may be"):
        decoded(published="03-04-2024 10:15", published_parsed=STRUCT)


@pytest.mark.parametrize(
    ("fields", "moment"),
    [
        ({"url": "https://www.arlen.in/1"}, "2024-05-14T16:45Z"),
        ({"url": "https://arlen.ie:8080/1", "language": "en-IN"}, "2024-05-14T21:15Z"),
        ({"url": "https://arlen.com/1", "language": "en-IN"}, "2024-05-14T16:45Z"),
        ({"language": "he_IL"}, "2024-05-14T20:15Z"),
        ({"url": "https://arlen.com/1", "language": "en-US"}, None),
        ({}, None),
    ],
)
def test_the_country_of_a_report_tells_which_clock_is_meant(fields: dict[str, str], moment: str | None) -> None:
    if moment:
        assert decoded(published_at="Tue, 14 May 2024 22:15:00 IST", **fields).published_at == at(moment)
        return
    with pytest.raises(UnusableError, match=r"IST may be \+0530 or") as refused:
        decoded(published_at="Tue, 14 May 2024 22:15:00 IST", **fields)
    assert refused.value.reason == "ambiguous_zone"


def test_countries_are_those_of_the_domain_else_of_the_language() -> None:
    assert countries_of("news.arlen.co.uk", "en-US") == {"GB"}
    assert countries_of("arlen.com", "zh-Hant-TW") == {"TW"}
    assert countries_of("arlen.com", "en") == countries_of(None, None) == countries_of("127.0.0.1", "english") == set()
