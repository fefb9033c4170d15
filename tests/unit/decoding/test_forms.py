"""What scrapers deliver comes out with the right fields."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import schemas
from connectors.records import RawRecord
from pipelines.decoding import Decoder
from pipelines.dedup.fingerprint import fingerprint
from schemas import Report
from schemas.aliases import TIME_FIELDS, spelt_otherwise

FORMS = Path(__file__).parents[2] / "data" / "reports"


def decoded(value: bytes | dict[str, Any], decoder: Decoder | None = None) -> Report:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return (decoder or Decoder()).decode(RawRecord(topic="reports.raw", offset=1, value=data))


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


EXPECTED: dict[str, dict[str, Any]] = {
    "trafilatura": {
        "source": "The Cordillera Letter",
        "publisher": "The Cordillera Letter",
        "url": "https://Cordillera.example/gas?id=7&utm_source=feed#top",
        "canonical_url": "https://cordillera.example/gas?id=7",
        "title": "Chile halts gas talks",
        "text": "Chile suspended talks with Argentina.\nNo new date was set.",
        "summary": "No new date was set.",
        "published_at": at(2022, 1, 20),
        "published_precision": "day",
        "authors": ("Inés Valdemar", "Tomás Oriondo"),
        "tags": ("gas", "borders"),
        "section": "Economy",
        "licence": "CC BY 4.0",
        "language": "en",
    },
    "news_please": {
        "source": "meridian.example",
        "publisher": "meridian.example",
        "url": "https://meridian.example/talvik",
        "title": "Ferries: two neighbours sign",
        "text": "Estonia and Finland signed an agreement.",
        "summary": "Ministers met in Talvik.",
        "published_at": at(2022, 1, 17, 14, 5),
        "published_precision": "second",
        "modified_at": at(2022, 1, 17, 14, 30),
        "fetched_at": at(2022, 1, 17, 15),
        "authors": ("Mika Saarelma",),
        "guid": None,
    },
    "feedparser": {
        "source": "bulletin.example",
        "guid": "https://bulletin.example/?p=501",
        "url": "https://bulletin.example/rescue",
        "title": "Greece & Turkey train together",
        "text": "Greece and Turkey trained together.\nIt was the first time.",
        "summary": "A joint exercise.",
        "published_at": at(2022, 1, 20, 6, 15),
        "modified_at": at(2022, 1, 20, 6, 20),
        "fetched_at": at(2022, 1, 20, 6, 20),
        "authors": ("Eleni Varda",),
        "tags": ("sea",),
    },
    "scrapy_item": {
        "source": "lakeside",
        "publisher": "Lake News",
        "title": "Shots at the lake",
        "text": "Peru condemned the shooting.\nBolivia kept silent.",
        "published_at": at(2022, 1, 18, 16),
        "fetched_at": at(2022, 1, 18, 16, 10, 0, 500_000),
        "authors": ("Rosa Quispe", "Juan Mamani"),
        "tags": ("border", "lake"),
        "extra": {"depth": "2"},
    },
}

GAS = "Arlen suspended gas talks with Bortania on Tuesday.\n\nBortania recalled its envoy."
LINES = "Arlen suspended gas talks with Bortania on Tuesday.\nBortania recalled its envoy."
URL = "https://post.example/world/gas"
COMMON = {"title": "Arlen halts gas talks", "published_at": at(2024, 5, 14, 14, 15), "language": "en"}
MORE = {"authors": ("Inés Valdemar",), "summary": "No new date was set.", "tags": ("gas", "borders")}
EXPECTED |= {
    "newspaper4k": COMMON
    | MORE
    | {"text": GAS, "url": URL, "canonical_url": "https://post.example/gas", "publisher": "The Arlen Post"},
    "goose3": COMMON | {"text": GAS, "authors": ("Inés Valdemar",), "language": None},
    "fundus": COMMON
    | {
        "text": "No new date was set.\nArlen suspended gas talks with Bortania on Tuesday.\nIt gave no reason.\n"
        "Envoy recalled\nBortania recalled its envoy.",
        "authors": ("Inés Valdemar",),
        "tags": ("Gas", "Borders"),
        "language": None,
    },
    "news_please_none": COMMON | {"text": GAS, "url": URL, "modified_at": None, "fetched_at": at(2024, 5, 14, 16)},
    "schema_org": COMMON
    | MORE
    | {
        "text": GAS,
        "url": URL,
        "language": "English",
        "publisher": "The Arlen Post",
        "source": "The Arlen Post",
        "section": "World",
        "modified_at": at(2024, 5, 14, 15),
    },
    "ninjs_2": COMMON
    | {
        "text": GAS,
        "summary": "No new date was set.",
        "guid": "urn:newsml:arlen.example:20240514:gas",
        "authors": ("Inés Valdemar",),
        "tags": ("Energy",),
        "publisher": "Arlen News Agency",
        "modified_at": at(2024, 5, 14, 15),
        "retracted": False,
    },
    "ninjs_1": COMMON
    | {
        "text": GAS,
        "summary": "No new date was set.",
        "guid": "https://arlen.example/items/7",
        "authors": ("Inés Valdemar",),
        "modified_at": at(2024, 5, 14, 14, 15),
    },
    "wordpress": COMMON
    | {
        "text": LINES,
        "summary": "No new date was set.",
        "url": URL,
        "guid": "https://post.example/?p=501",
        "modified_at": at(2024, 5, 14, 15),
        "language": None,
    },
    "scrapy_loader": COMMON
    | {"text": LINES, "url": URL, "authors": ("Inés Valdemar",), "published_raw": "May 14, 2024 10:15 a.m. EDT"},
    "gdelt_doc": {
        "title": "Arlen halts gas talks , recalls envoy",
        "text": "Arlen halts gas talks , recalls envoy",
        "published_at": at(2024, 5, 14, 14, 30),
        "fetched_at": at(2024, 5, 14, 14, 30),
        "publisher": "post.example",
        "language": "English",
    },
    "news_api": COMMON
    | {
        "text": "Arlen suspended gas talks with Bortania on Tuesday.",
        "source": "The Arlen Post",
        "url": URL,
        "summary": "Arlen suspended gas talks with Bortania.",
        "language": None,
    },
}


@pytest.mark.parametrize("form", EXPECTED)
def test_json_of_a_scraper_is_taken_as_it_is(form: str) -> None:
    report = decoded((FORMS / f"{form}.json").read_bytes())
    assert {name: getattr(report, name) for name in EXPECTED[form]} == EXPECTED[form]
    assert schemas.decode(Report, schemas.encode(report)) == report


def test_dated_text_is_a_report_of_that_day_in_the_zone_of_the_deployment() -> None:
    value = b" date 2022-01-24 High-stakes talks failed.\r\n\r\nThe second paragraph."
    report = decoded(value, Decoder(zone=ZoneInfo("Europe/Helsinki")))
    assert report.text == "High-stakes talks failed.\n\nThe second paragraph."
    assert (report.published_at, report.published_precision) == (at(2022, 1, 23, 22), "day")
    assert (report.published_raw, report.source) == ("2022-01-24", "unknown")


@pytest.mark.parametrize("schema_id", [None, 7])
def test_avro_in_either_framing_gives_the_same_report_as_its_json(schema_id: int | None) -> None:
    given = decoded((FORMS / "news_please.json").read_bytes())
    decoder = Decoder(schema_of_id=lambda _: schemas.load("report"))
    report = decoded(schemas.encode(given, schema_id=schema_id), decoder)
    assert replace(report, report_id=given.report_id) == given


@pytest.mark.parametrize(
    ("given", "moment", "precision"),
    [
        ("2022-01-24", at(2022, 1, 24), "day"),
        ("20220124", at(2022, 1, 24), "day"),
        (20220124, at(2022, 1, 24), "day"),
        ("2022-01-24T08:30", at(2022, 1, 24, 8, 30), "minute"),
        ("2022-01-24T08:30:00+02:00", at(2022, 1, 24, 6, 30), "second"),
        ("2022-01-24 08:30:01.123456Z", at(2022, 1, 24, 8, 30, 1, 123_000), "second"),
        ("Mon, 24 Jan 2022 08:30:00 GMT", at(2022, 1, 24, 8, 30), "second"),
        (1643013000, at(2022, 1, 24, 8, 30), "second"),
        (1643013000000, at(2022, 1, 24, 8, 30), "second"),
        ("1643013000", at(2022, 1, 24, 8, 30), "second"),
    ],
)
def test_times_are_read_in_the_forms_that_feeds_use(given: str | int, moment: datetime, precision: str) -> None:
    report = decoded({"text": "Talks were held.", "date": given})
    assert (report.published_at, report.published_precision) == (moment, precision)


def test_a_given_precision_stands() -> None:
    fields = {"text": "Talks were held.", "published_at": "2022-01-24T00:00:00Z"}
    assert decoded(fields | {"published_precision": "day"}).published_precision == "day"
    assert decoded(fields | {"published_precision": "century"}).published_precision == "second"


@pytest.mark.parametrize(
    ("given", "text"),
    [
        ("KyivÂ\xa0said itâ€™s late", "Kyiv\xa0said it’s late"),
        ("talks\x00 failed\x07", "talks failed"),
        ("a \ud83d\ude00 b \ud800 c", "a 😀 b � c"),
        ("\ufefftalks", "talks"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("Tom &amp; Jerry &#8217;s", "Tom & Jerry ’s"),
        ("<p>One</p><p>two <a href='x>y'>three</a></p><script>var a = '<p>';</script>", "One\ntwo three"),
        ("<div>One<br/>two<!-- no <b>word</b> --></div>", "One\ntwo"),
        ("if a < b then c", "if a < b then c"),
        ("cafe\u0301", "café"),
        ("of\u00adfi\u00adcials con&shy;demned", "officials condemned"),
        ("offi\u200bcials \u200bmet\u200c in Ber\u2060lin&#8203; &zwnj;now", "officials met in Berlin now"),
        ("\u200eArlen\u200f \u202aBort\u202eania\u202c \u2066met\u2069", "Arlen Bortania met"),
        ("می\u200cخواهم 👩\u200d👧 क्\u200dष", "می\u200cخواهم 👩\u200d👧 क्\u200dष"),
        (
            "[Arlen](https://a.example/x?y=1) met![a map](/m.png) [its man](/e), [1] [2](no)",
            "Arlen met its man, [1] [2](no)",
        ),
        ("The oﬃcials’ “talks” – so", "The oﬃcials’ “talks” – so"),
    ],
    ids=[
        "mojibake",
        "control",
        "surrogates",
        "bom",
        "line ends",
        "entities",
        "html",
        "comment",
        "less",
        "nfc",
        "soft hyphens",
        "zero width",
        "direction",
        "joiners that are needed",
        "links of markdown",
        "typography",
    ],
)
def test_text_is_repaired(given: str, text: str) -> None:
    assert decoded({"text": given, "date": "2022-01-24"}).text == text


PLAIN = (
    "Officials of Arlen condemned the attack on the border post on Tuesday. Police in Bortania arrested twelve people "
    "who had marched to the ministry of finance in the morning."
)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("o", "o\u00ad").replace("i", "i\u200b"),
        PLAIN.replace(" ", "\u200e \u200f").replace("e", "e\u2060"),
        PLAIN.replace(" ", "\u00a0").replace("of ", "of\u2009"),
        PLAIN.replace("ffi", "\ufb03").replace("fi", "\ufb01"),
        PLAIN.replace("Officials", "**Officials**").replace("Police", "_Police_").replace("border", "***border***"),
        "## " + PLAIN.replace("Police", "\n\n> Police"),
        PLAIN.replace("border post", "[border post](https://a.example/1)").replace("ministry", "[ministry](/b)"),
    ],
    ids=["soft hyphens", "direction", "spaces", "ligatures", "emphasis", "headings", "links"],
)
def test_a_copy_with_other_signs_is_the_same_report(text: str) -> None:
    around = {"url": "https://a.example/9", "date": "2022-01-24"}
    plain, copy = decoded(around | {"text": PLAIN}), decoded(around | {"text": text})
    assert copy.report_id == plain.report_id
    assert fingerprint(copy.text) == fingerprint(plain.text) != ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told_apart(encoding: str) -> None:
    value = json.dumps({"text": "Élysée talks – late", "date": "2022-01-24"}, ensure_ascii=False).encode(encoding)
    assert decoded(value).text == "Élysée talks – late"


def test_of_two_fields_of_one_name_the_last_counts() -> None:
    value = b'{"text": "first", "text": "second", "date": "2022-01-24", "guid": "a", "guid": "b"}'
    report = decoded(value)
    assert (report.text, report.guid) == ("second", "b")


def test_what_has_no_field_is_kept_beside() -> None:
    fields = {
        "text": "Talks.",
        "date": "2022-01-24",
        "extra": {"rank": 3, "note": "a"},
        "depth": 2,
        "note": "b",
        "x": None,
    }
    assert decoded(fields).extra == {"rank": "3", "note": "b", "depth": "2"}


def test_a_report_without_text_has_its_title_as_text() -> None:
    assert decoded({"title": "Talks failed", "date": "2022-01-24"}).text == "Talks failed"


@pytest.mark.parametrize(
    ("title", "summary", "text"),
    [
        (None, "Talks failed.", "Talks failed."),
        ("Gas", "Talks failed.", "Gas\nTalks failed."),
        ("Talks failed", "TALKS failed on Tuesday.", "TALKS failed on Tuesday."),
        ("Talks failed", "", "Talks failed"),
    ],
)
def test_a_report_of_which_only_a_summary_is_there_is_what_it_and_the_title_say(
    title: str | None, summary: str, text: str
) -> None:
    report = decoded({"title": title, "summary": summary, "date": "2022-01-24"})
    assert (report.title, report.summary, report.text) == (title, summary or None, text)


@pytest.mark.parametrize("form", sorted(path.stem for path in FORMS.glob("*.json")))
@pytest.mark.parametrize("spelt", [str.upper, str.title, lambda name: name[:1].upper() + name[1:]])
def test_names_in_other_letter_case_are_those_names(form: str, spelt: Callable[[str], str]) -> None:
    fields = json.loads((FORMS / f"{form}.json").read_bytes())
    assert replace(decoded({spelt(name): value for name, value in fields.items()}), extra={}) == replace(
        decoded(fields), extra={}
    )


def test_of_two_spellings_the_known_one_is_taken_and_the_other_kept() -> None:
    report = decoded({"Title": "Talks", "title": "Gas", "DATE": "2022-01-24", "Text": "Talks failed."})
    assert (report.title, report.text, report.extra) == ("Gas", "Talks failed.", {"Title": "Talks"})


@pytest.mark.parametrize("name", [name for names in TIME_FIELDS.values() for name in names])
def test_a_known_name_is_no_other_spelling_of_another(name: str) -> None:
    assert spelt_otherwise([name]) == {}


def test_a_document_of_a_search_engine_is_what_it_has_as_its_source() -> None:
    source = {"Title": "Gas", "text": "Talks failed.", "date": "2022-01-24", "fields": {"headline": "Oil"}}
    report = decoded({"_index": "news", "_id": "a1", "text": "no text of the report", "_source": source})
    assert (report.title, report.text, report.guid) == ("Gas", "Talks failed.", None)
    assert report.extra == {"_index": "news", "_id": "a1", "fields": '{"headline": "Oil"}'}


def test_what_ninjs_takes_back_is_retracted() -> None:
    report = decoded({"uri": "urn:a", "pubstatus": "canceled", "versioncreated": "2024-05-14T15:00:00Z"})
    assert (report.retracted, report.guid, report.text) == (True, "urn:a", "")
    assert not decoded({"uri": "urn:a", "text": "a", "date": "2022-01-24", "pubstatus": "usable"}).retracted


def test_identity_is_the_given_one_else_that_of_address_and_text() -> None:
    fields = {"source": "a", "url": "https://a.example/1?utm_source=x", "text": "Talks failed.", "date": "2022-01-24"}
    same = decoded(fields).report_id
    assert decoded(fields | {"url": "https://A.example/1#top", "text": "TALKS  failed"}).report_id == same
    assert decoded(fields | {"text": "Talks went on."}).report_id != same
    given = decoded(fields | {"guid": "g1"}).report_id
    assert decoded(fields | {"guid": "g1", "text": "Talks went on."}).report_id == given != same
    assert decoded(fields | {"guid": "g1", "source": "b"}).report_id != given
