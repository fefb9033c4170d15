"""`wirewatch schema`: what it prints holds of what goes in and comes out."""

import gzip
import json
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any

import fastavro
import jsonschema
import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from connectors.kafka.dead_letters import to_record
from connectors.kafka.topics import TOPICS
from connectors.records import RawRecord
from pipelines.cli.schema import command
from pipelines.decoding import Decoder, UnusableError
from pipelines.describing import NEWEST, TOPIC_OF, json_schema
from schemas import Rejected
from schemas.aliases import LIST_FIELDS, TEXT_FIELDS, TIME_FIELDS
from schemas.codec import NAMES

DATA = Path(__file__).parents[2] / "data"


def printed(*argv: str, code: int = 0) -> str:
    done = CliRunner().invoke(command, list(argv))
    assert done.exit_code == code, done.output
    return done.output


def test_without_a_name_it_lists_them_with_versions_and_topics() -> None:
    assert [line.split() for line in printed().splitlines()] == [
        [name, f"v{newest}", "topic", TOPIC_OF[name]] for name, newest in NEWEST.items()
    ]
    assert {spec.name for spec in TOPICS} == set(TOPIC_OF.values())


@pytest.mark.parametrize("name", NEWEST)
def test_avsc_is_the_newest_as_it_ships(name: str) -> None:
    assert printed(name) == (files("schemas") / name / f"v{NEWEST[name]}.avsc").read_text()
    fastavro.parse_schema(json.loads(printed(name, "--format", "avsc")), named_schemas={})


@pytest.mark.parametrize("cls", [cls for cls, name in NAMES.items() if name != "report"], ids=NAMES.get)
def test_json_schema_holds_of_the_record_as_json(cls: type) -> None:
    schema = json.loads(printed(NAMES[cls], "--format", "json-schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    sample = (files("schemas") / NAMES[cls] / f"v{NEWEST[NAMES[cls]]}.sample.json").read_bytes()
    as_json = json.loads(msgspec.json.encode(msgspec.json.decode(sample, type=cls)))
    validator.validate(as_json)
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**as_json, next(iter(as_json)): ["wrong"]})


def test_fields_say_in_json_what_they_say_in_avro() -> None:
    event = json_schema("event")["$defs"]["Event"]["properties"]
    assert event["trigger_start"]["description"].endswith("Unit: Unicode code points.")
    assert event["published_at"]["description"] == "Publication of the origin."


PUSHED = jsonschema.Draft202012Validator(json_schema("report"))
DATED = {"text": "Talks.", "date": "2022-01-24"}


@pytest.mark.slow
def test_json_schema_of_a_report_is_one() -> None:
    PUSHED.check_schema(PUSHED.schema)


@pytest.mark.parametrize("form", sorted(path.name for path in (DATA / "reports").glob("*.json")))
def test_json_schema_of_a_report_takes_what_scrapers_deliver(form: str) -> None:
    PUSHED.validate(json.loads((DATA / "reports" / form).read_text()))


def is_decoded(report: Any) -> bool:
    try:
        Decoder().decode(RawRecord(topic="t", offset=1, value=json.dumps(report).encode()))
    except UnusableError:
        return False
    return True


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"categories": ["politics", "war"]},
        {"section": {"name": "politics"}},
        {"source": {"title": "The Arlen Post", "href": "http://a.example"}},
        {"author": {"name": "N. Orlan"}},
        {"authors": [{"name": "N. Orlan"}, None, 5]},
        {"author_detail": {"name": "N. Orlan"}, "tags": [{"term": "talks"}]},
        {"keywords": 5, "tags": None, "language": True, "id": 5, "guid": []},
        {"text": "", "content": [{"type": "text/html", "value": "<p>Talks.</p>"}]},
        {"title": "Talks.", "text": None, "body": "", "summary": ["a"]},
        {"body": 5, "article": {"@type": "NewsArticle"}},
        {"date": None, "pubDate": 20220124, "published": ""},
        {"date_modify": None, "updated": {}, "scrape_time": 1643013000.5},
        {"published_at": "2022-01-24", "date": {"year": 2022}},
        {"date": ["2022-01-24"]},
        {"date": {"year": 2022}, "published": "2022-01-24"},
        {"date": None, "published_parsed": [2022, 1, 24, 8, 30, 0, 0, 24, 0]},
        {"date": None, "published": 0, "updated": "2022-01-24", "fetched_at": 0},
        {"date": [None], "scraped_at": "2022-01-24"},
        {"updated": {"year": 2022}},
        {"date": {"year": 2022}, "updated": "2022-01-24"},
        {"retracted": "no", "published_precision": 3, "extra": [1]},
        {"text": ["Talks."], "title": ["Talks."], "url": ["https://a.example"]},
        {"text": ["Talks.", "More talks."]},
        {"text": {"rendered": "Talks."}, "title": {"main": "Talks."}},
        {"text": {"summary": ["a"], "sections": [{"headline": [], "paragraphs": ["Talks."]}]}},
        {"text": None, "summary": "Talks."},
        {"text": None, "headlines": [{"role": "main", "value": "Talks."}, {"role": "short", "value": "Talk"}]},
        {"text": None, "pubstatus": "canceled", "uri": "urn:a"},
        {"retracted": True, "id": 7, "text": None},
        {"retracted": True, "guid": "g"},
        {"retracted": 1, "unknown": {"a": [1]}},
    ],
    ids=str,
)
def test_json_schema_of_a_report_takes_what_is_decoded(more: dict[str, Any]) -> None:
    report = {key: value for key, value in (DATED | more).items() if value is not None}
    assert is_decoded(report)
    assert is_decoded(DATED | more)
    PUSHED.validate(report)
    PUSHED.validate(DATED | more)


@pytest.mark.parametrize(
    "report",
    [
        [],
        "Talks.",
        {},
        {"text": "Talks."},
        {"date": "2022-01-24"},
        {"date": "2022-01-24", "text": " ", "title": ""},
        DATED | {"text": ["a", 5]},
        DATED | {"text": {"a": "b"}},
        {"date": "2022-01-24", "summary": " "},
        DATED | {"pubstatus": "canceled"},
        DATED | {"text": 5},
        DATED | {"title": ["a", "b"]},
        DATED | {"text": [{"value": 5}]},
        DATED | {"text": [{"value": " "}]},
        DATED | {"date": True},
        DATED | {"date": ["2022-01-24", "2022-01-25"]},
        DATED | {"date": 0},
        DATED | {"date": {"year": 2022}, "fetched_at": "2022-01-24"},
        DATED | {"date": {"year": 2022}, "published_parsed": [2022, 1, 24, 8, 30, 0, 0, 24, 0]},
        DATED | {"retracted": True},
        DATED | {"retracted": True, "guid": "", "report_id": " "},
        {"retracted": True, "guid": "g"},
    ],
    ids=str,
)
def test_json_schema_of_a_report_refuses_what_is_not_decoded(report: Any) -> None:
    assert not is_decoded(report)
    assert not PUSHED.is_valid(report)


PLAIN = [None, "", " ", "a", 0, 5, True, {}, {"name": "a"}, {"name": " "}, {"b": "c"}]
LISTS = [[], ["a"], [" "], ["a", ""], [" ", ""], [{"name": "a"}], [{"b": "c"}]]
PARTS = [[{"value": "v"}], [{"value": 1}], [{"value": "v"}, {"value": ""}], [{"value": ""}, {"value": " "}]]
VALUES = st.sampled_from([*PLAIN, *LISTS, *PARTS])
STRUCT = [2022, 1, 24, 8, 30, 0, 0, 24, 0]
TIMES = st.sampled_from(
    [
        None,
        "",
        "2022-01-24",
        20220124,
        1643013000,
        0,
        False,
        True,
        [],
        ["2022-01-24"],
        [""],
        ["a", 1],
        STRUCT,
        {},
        {"a": 1},
    ]
)
NAMES_OF_TIMES = [name for names in TIME_FIELDS.values() for name in names]
NAMES_OF_OTHERS = [name for names in (TEXT_FIELDS | LIST_FIELDS).values() for name in names]
NAMES_THAT_MATTER = ["text", "maintext", "body", "title", "headline", "summary", "retracted", "report_id", "guid", "id"]


@given(
    st.dictionaries(st.sampled_from(NAMES_OF_TIMES), TIMES, max_size=4),
    st.dictionaries(st.sampled_from(NAMES_THAT_MATTER), VALUES, max_size=5),
    st.dictionaries(st.sampled_from([*NAMES_OF_OTHERS, "extra", "published_precision", "else"]), VALUES, max_size=3),
)
def test_json_schema_of_a_report_takes_what_is_decoded_and_no_other(
    times: dict[str, Any], words: dict[str, Any], others: dict[str, Any]
) -> None:
    """But for what no schema can tell: a text that is no time, and one of nothing but markup."""
    report = others | words | times
    assert PUSHED.is_valid(report) == is_decoded(report)


def test_asyncapi_names_the_headers_that_dead_letters_have() -> None:
    channels = json.loads(printed("--format", "asyncapi"))["channels"]
    told = channels["rejected"]["messages"]["rejected"]["headers"]["properties"]
    letter = Rejected(
        topic="reports.raw",
        partition=0,
        offset=1,
        timestamp=datetime(2022, 1, 24, tzinfo=UTC),
        key=None,
        headers={},
        step="Decode reports",
        reason="no_date",
        message="no date",
        value=b"",
    )
    assert set(told) == set(to_record(letter).headers)


@pytest.mark.slow
def test_asyncapi_document_is_one_and_names_all_topics() -> None:
    document = json.loads(printed("--format", "asyncapi"))
    schema = json.loads(gzip.decompress((DATA / "deploy" / "asyncapi-3.0.0.json.gz").read_bytes()))
    jsonschema.Draft7Validator(schema).validate(document)
    assert {channel["address"] for channel in document["channels"].values()} == {spec.name for spec in TOPICS}
    assert {operation["channel"]["$ref"] for operation in document["operations"].values()} == {
        f"#/channels/{name}" for name in document["channels"]
    }


@pytest.mark.parametrize(
    ("argv", "says"),
    [
        (("evnt",), "no schema 'evnt' (did you mean event?)"),
        (("--format", "avsc"), "--format avsc needs a NAME"),
        (("event", "--format", "asyncapi"), "leave NAME out"),
    ],
)
def test_wrong_usage_says_what_there_is(argv: tuple[str, ...], says: str) -> None:
    assert says in printed(*argv, code=2)
