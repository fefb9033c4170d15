"""A list of reports in one object is as many records."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from connectors.files import read_records
from connectors.lists import reports_in
from connectors.records import RawRecord
from pipelines.decoding import Decoder, UnusableError
from schemas import Report
from schemas.aliases import KNOWN

LISTS = Path(__file__).parents[2] / "data" / "lists"
MOMENT = datetime(2024, 5, 14, 14, 15, tzinfo=UTC)
HALTS, RECALLS = "Arlen halts gas talks", "Bortania recalls its envoy"

EXPECTED: dict[str, list[dict[str, Any]]] = {
    "json_feed": [
        {
            "title": HALTS,
            "text": "Arlen suspended gas talks with Bortania.",
            "guid": "https://post.example/world/gas",
            "published_at": MOMENT,
            "publisher": "The Arlen Post",
            "language": None,
            "tags": ("gas",),
        },
        {
            "title": None,
            "text": "Bortania recalled its envoy.",
            "guid": "2",
            "url": "https://lake.example/envoy",
            "publisher": "The Arlen Post",
            "language": "en-GB",
        },
    ],
    "gdelt_doc": [
        {"title": HALTS + " , recalls envoy", "publisher": "post.example", "language": "English"},
        {"title": RECALLS, "publisher": "lake.example", "published_at": datetime(2024, 5, 14, 14, 30, tzinfo=UTC)},
    ],
    "news_api": [
        {"title": HALTS, "source": "The Arlen Post", "published_at": MOMENT},
        {"title": RECALLS, "text": f"{RECALLS}\nArlen suspended gas talks with Bortania."},
    ],
    "fundus_file": [
        {"title": HALTS, "publisher": "TheArlenPost", "published_at": MOMENT},
        {"title": RECALLS, "publisher": "LakeNews"},
    ],
    "feedparser_feed": [
        {"title": HALTS, "publisher": "The Arlen Post", "language": None, "guid": "p-1", "published_at": MOMENT},
    ],
    "guardian": [
        {"title": HALTS, "text": HALTS, "url": "https://post.example/world/gas", "published_at": MOMENT},
        {
            "title": RECALLS,
            "text": "Bortania recalled its envoy.",
            "summary": "Envoy leaves Arlen",
            "authors": ("Inés Valdemar",),
            "language": "en",
            "published_at": MOMENT,
            "modified_at": datetime(2024, 5, 14, 15, 0, tzinfo=UTC),
            "extra": {
                "type": "article",
                "sectionName": "World news",
                "fields": json.dumps({"headline": "Envoy recalled", "wordcount": "4"}),
            },
        },
        {"title": RECALLS, "text": "Bortania recalled its envoy."},
    ],
    "elasticsearch": [
        {
            "title": HALTS,
            "text": "Arlen suspended gas talks with Bortania.",
            "source": "The Arlen Post",
            "guid": None,
            "published_at": MOMENT,
            "extra": {"_index": "news", "_id": "a1", "_score": "1.5"},
        },
        {"title": RECALLS, "text": "Bortania recalled its envoy.", "guid": "7"},
    ],
    "event_registry": [
        {
            "title": HALTS,
            "source": "The Arlen Post",
            "guid": "7654321",
            "authors": ("Inés Valdemar",),
            "language": "eng",
        },
    ],
}


def records(value: bytes, folder: Path) -> list[RawRecord]:
    (folder / "f").write_bytes(value)
    return list(read_records(str(folder / "f")))


def decoded(found: list[RawRecord]) -> Iterator[Report]:
    return map(Decoder().decode, found)


@pytest.mark.parametrize("form", EXPECTED)
@pytest.mark.parametrize("indent", [None, 2])
def test_lists_that_tools_save_are_taken_as_they_are(form: str, indent: int | None, tmp_path: Path) -> None:
    value = json.dumps(json.loads((LISTS / f"{form}.json").read_bytes()), indent=indent).encode()
    found = records(value, tmp_path)
    assert [record.offset for record in found] == list(range(1, len(found) + 1))
    told = [
        {name: getattr(report, name) for name in expected}
        for report, expected in zip(decoded(found), EXPECTED[form], strict=True)
    ]
    assert told == EXPECTED[form]


LISTS_OR_AROUND = ("items", "articles", "entries", "results", "docs", "hits", "response")


@pytest.mark.parametrize("form", EXPECTED)
@pytest.mark.parametrize("spelt", [str.upper, str.title, lambda name: name[:1].upper() + name[1:]])
def test_names_in_other_letter_case_are_those_names(form: str, spelt: Callable[[str], str], tmp_path: Path) -> None:
    value = json.loads((LISTS / f"{form}.json").read_bytes())

    def changed(held: Any) -> Any:
        if isinstance(held, list):
            return [changed(one) for one in held]
        return {
            spelt(name) if name in KNOWN or name in LISTS_OR_AROUND else name: changed(inner)
            if name in (*LISTS_OR_AROUND, "feed", "fields", "_source")
            else inner
            for name, inner in held.items()
        }

    told = [replace(report, extra={}) for report in decoded(records(json.dumps(changed(value)).encode(), tmp_path))]
    assert told == [replace(report, extra={}) for report in decoded(records(json.dumps(value).encode(), tmp_path))]


def test_publishers_that_are_called_as_lists_are_stay_publishers(tmp_path: Path) -> None:
    one = {"title": HALTS, "date": "2024-05-14"}
    value = json.dumps({"News": [one], "LakeNews": [one | {"title": RECALLS}]}).encode()
    assert [(r.publisher, r.title) for r in decoded(records(value, tmp_path))] == [
        ("News", HALTS),
        ("LakeNews", RECALLS),
    ]


def test_every_list_here_is_tested() -> None:
    assert {path.stem for path in LISTS.glob("*.json")} == set(EXPECTED)


def test_in_lines_and_arrays_each_list_is_as_many_records_and_no_two_have_one_number(tmp_path: Path) -> None:
    one, two = {"text": "a", "date": "2022-01-24"}, {"articles": [{"title": "b"}, {"title": "c"}]}
    rows = [one, two, {"articles": []}, two, one]
    for value in ("\n".join(map(json.dumps, rows)), json.dumps(rows)):
        found = records(value.encode(), tmp_path)
        assert [record.offset for record in found] == [1, 2, 3, 4, 5, 6]
        assert [json.loads(record.value).get("title") for record in found] == [None, "b", "c", "b", "c", None]


@pytest.mark.parametrize(
    "value",
    [
        {"text": "a", "date": "2022-01-24", "items": [{"title": "related"}]},
        {"headline": "a", "seendate": "20220124", "articles": [{"title": "related"}]},
        {"articles": ["a", "b"]},
        {"articles": {"a": 1}},
        {"authors": [{"name": "a"}], "title": "a"},
        {"authors": [{"name": "a"}], "tags": []},
        {"authors": [{"name": "a"}]},
        {},
    ],
    ids=str,
)
def test_what_is_a_report_or_of_no_known_shape_stays_one_record(value: dict[str, Any], tmp_path: Path) -> None:
    data = json.dumps(value).encode()
    assert [(record.offset, record.value) for record in records(data, tmp_path)] == [(1, data)]


def test_what_an_item_says_of_itself_stands() -> None:
    feed = {"title": "All", "language": "en", "items": [{"domain": "a.example", "lang": "fr"}, {"publisher": ""}]}
    assert [json.loads(one) for one in reports_in(json.dumps(feed).encode()) or ()] == [
        {"domain": "a.example", "lang": "fr", "feed_language": "en"},
        {"publisher": "All", "feed_language": "en"},
    ]


def test_a_list_in_a_topic_is_rejected_with_what_to_do() -> None:
    value = (LISTS / "news_api.json").read_bytes()
    with pytest.raises(UnusableError, match="a list of reports, not one: send one report a record") as caught:
        Decoder().decode(RawRecord(topic="reports.raw", offset=1, value=value))
    assert caught.value.reason == "wrong_type"


def test_many_items_that_are_told_of_their_feed_do_not_fill_the_memory(tmp_path: Path) -> None:
    feed = b'{"title": "%s", "items": [%s]}' % (b"a" * 200_000, b",".join([b"{}"] * 20_000))
    assert sum(len(record.value) for record in records(feed, tmp_path)) == 2 * 20_000


@given(st.binary(max_size=60), st.sampled_from(['{"items": [', '{"data": {"docs": [{', '{"a": [{"b": 1}], "c": [{']))
def test_no_bytes_break_it(data: bytes, start: str) -> None:
    found = reports_in(start.encode() + data)
    assert found is None or all(isinstance(one, bytes) for one in found)


@pytest.mark.parametrize("depth", [500, 5_000, 200_000])
def test_no_depth_breaks_it(depth: int) -> None:
    nested = b"[" * depth + b"]" * depth
    for value in (b'{"items": [{"a": %s}]}' % nested, b'{"items": %s}' % nested):
        found = reports_in(value)
        assert found is None or list(found) == [b'{"a":%s}' % nested]
