"""RSS, Atom, NITF and NewsML-G2 from files, as libraries and agencies write them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.files import read_records
from connectors.news_xml.records import is_news, news_values
from pipelines.decoding import Decoder
from schemas import Report

XML = Path(__file__).parents[2] / "data" / "xml"
TALKS = "Arlen suspended gas talks with Bortania on Tuesday."
RECALLED = "Bortania recalled its envoy."
URL = "https://post.example/world/gas"
HALTS = {
    "title": "Arlen halts gas talks",
    "published_at": datetime(2024, 5, 14, 14, 15, tzinfo=UTC),
    "authors": ("Inés Valdemar",),
    "summary": "No new date was set.",
}
IN_FEED = HALTS | {"url": URL, "publisher": "The Arlen Post", "tags": ("gas",), "language": None}
SECOND = {
    "title": "Bortania recalls its envoy",
    "guid": "p-2",
    "text": "Bortania recalls its envoy\nBortania recalled its envoy & closed the border.",
    "published_at": datetime(2024, 5, 15, 8, tzinfo=UTC),
}
IN_ITEM = HALTS | {
    "text": f"{TALKS}\n{RECALLED}",
    "guid": "urn:newsml:arlen.example:20240514:gas",
    "publisher": "Arlen News Agency",
    "modified_at": datetime(2024, 5, 14, 15, tzinfo=UTC),
    "tags": ("Energy",),
    "language": "en",
    "retracted": False,
}
EXPECTED: dict[str, list[dict[str, Any]]] = {
    "rss": [SECOND, IN_FEED | {"guid": URL, "text": f"{TALKS}\n{RECALLED}"}],
    "atom": [
        SECOND,
        IN_FEED | {"guid": URL, "text": f"{TALKS}\n{RECALLED}", "modified_at": datetime(2024, 5, 14, 15, tzinfo=UTC)},
    ],
    "rdf": [IN_FEED | {"text": "Arlen halts gas talks\nNo new date was set."}],
    "nitf": [
        HALTS
        | {
            "guid": "arlen-20240514-gas",
            "url": URL,
            "publisher": "Arlen News Agency",
            "text": f"{TALKS[:-1]} — again.\n{RECALLED}",
            "tags": ("gas",),
            "language": "en",
            "retracted": False,
        }
    ],
    "nitf_corpus": [
        {
            "title": "Arlen halts gas talks",
            "guid": "1854817",
            "url": URL,
            "text": f"{TALKS}\n{RECALLED}",
            "published_at": datetime(2024, 5, 14, tzinfo=UTC),
            "authors": ("INÉS VALDEMAR",),
            "published_precision": "day",
        }
    ],
    "newsml_g2_item": [IN_ITEM],
    "newsml_g2_message": [
        IN_ITEM,
        {"guid": "urn:newsml:arlen.example:20240513:old", "retracted": True, "publisher": "ANA", "text": "No gas."},
    ],
}


def reports(path: Path) -> list[Report]:
    return [Decoder().decode(record) for record in read_records(str(path))]


@pytest.mark.parametrize("form", EXPECTED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_each_item_is_a_report(form: str, encoding: str, tmp_path: Path) -> None:
    text = (XML / f"{form}.xml").read_text("utf-8").replace('encoding="UTF-8"', f'encoding="{encoding}"')
    path = tmp_path / "saved"
    path.write_bytes(text.replace("encoding='UTF-8'", f"encoding='{encoding}'").encode(encoding))
    told = [
        {name: getattr(report, name) for name in expected}
        for report, expected in zip(reports(path), EXPECTED[form], strict=True)
    ]
    assert told == EXPECTED[form]


def test_every_file_here_is_tested() -> None:
    assert {path.stem for path in XML.glob("*.xml")} == set(EXPECTED)


RSS = b'<rss xmlns:m="http://search.yahoo.com/mrss/"><channel><item>%s</item></channel></rss>'
ATOM = b'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>All</title><entry>%s</entry></feed>'
DATED = b"<pubDate>Tue, 14 May 2024 10:15:00 EDT</pubDate>"
UPDATED = b"<updated>2024-05-14T10:15:00-04:00</updated>"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            RSS % (DATED + b"<m:description>A picture.</m:description><description>Talks.</description>"),
            {"text": "Talks."},
        ),
        (RSS % (DATED + b"<title>A &amp;amp; B</title><author>a@b.example (A. B)</author>"), {"authors": ("A. B",)}),
        (RSS % (DATED + b"<description>Not <b>escaped</b> &eacute;</description>"), {"text": "Not escaped é"}),
        (ATOM % (UPDATED + b"<title>Talks</title>"), {"published_at": HALTS["published_at"], "publisher": "All"}),
        (ATOM % (UPDATED + b'<title>T</title><link rel="self" href="/a"/><link href="/b"/>'), {"url": "/b"}),
        (
            ATOM
            % (UPDATED + b'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>A</p>B</div></content>'),
            {"text": "A\nB", "extra": {"feed_language": "fr"}},
        ),
        (ATOM % (UPDATED + b"<title>T</title><source><title>One</title></source>"), {"publisher": "One"}),
    ],
)
def test_feeds_as_they_are_found(value: bytes, expected: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"<?xml version='1.0'?><!DOCTYPE rss SYSTEM 'x.dtd'>" + value)
    (report,) = reports(tmp_path / "f")
    assert {name: getattr(report, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (b"<rss><channel><item>", "broken XML: no element found"),
        (b"<rss><channel></rss>", "broken XML: mismatched tag"),
        (b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>', "it declares entities of its own"),
        (b"<feed>" + b"<a>" * 501 + b"</a>" * 501 + b"</feed>", "more than 500 elements deep"),
        (b"<?xml version='1.0' encoding='gb2312'?><rss/>", "broken XML: "),
        (b"<?xml version='1.0' encoding='nonesuch'?><rss/>", "broken XML: "),
    ],
)
def test_what_cannot_be_read_is_one_record_with_the_reason(value: bytes, says: str, tmp_path: Path) -> None:
    (tmp_path / "f.xml").write_bytes(value)
    (record,) = read_records(str(tmp_path / "f.xml"))
    assert record.problem is not None
    assert record.problem[0] == "bad_xml"
    assert says in record.problem[1]
    assert record.value == value


def test_a_feed_without_items_is_one_record_that_says_so() -> None:
    assert list(news_values(b"<rss/>")) == [(b"<rss/>", ("empty", "no item in it"))]


def test_a_million_elements_are_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("connectors.news_xml.trees._MOST", 100)
    ((_, problem),) = news_values(b"<feed>" + b"<a/>" * 101 + b"</feed>")
    assert problem is not None
    assert "100 in all" in problem[1]


@pytest.mark.parametrize(
    "head",
    [b"<html><body>", b"<nitfx>", b"date 2022-01-24 <rss>", b"<?xml version='1.0'?><urlset>", b"", b"<feedback>"],
)
def test_other_things_are_none(head: bytes) -> None:
    assert not is_news(head)


@given(
    st.text(alphabet="<>/abp &;!-[]\"'=", max_size=60),
    st.sampled_from(["<rss><item>", "<feed><entry>", "<nitf><body>"]),
)
def test_no_text_breaks_it(text: str, start: str) -> None:
    for value, _ in news_values((start + text).encode()):
        assert isinstance(value, bytes)
