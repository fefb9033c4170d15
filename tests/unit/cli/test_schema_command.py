"""`wirewatch schema`: what it prints holds of what goes in and comes out."""

import gzip
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import fastavro
import jsonschema
import msgspec
import pytest
from click.testing import CliRunner

from connectors.kafka.topics import TOPICS
from pipelines.cli.schema import command
from pipelines.describing import NEWEST, TOPIC_OF, json_schema
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
    sample = (files("schemas") / NAMES[cls] / f"v{NEWEST[NAMES[cls]]}.sample.json").read_bytes()
    as_json = json.loads(msgspec.json.encode(msgspec.json.decode(sample, type=cls)))
    jsonschema.validate(as_json, schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**as_json, next(iter(as_json)): ["wrong"]}, schema)


def test_fields_say_in_json_what_they_say_in_avro() -> None:
    event = json_schema("event")["$defs"]["Event"]["properties"]
    assert event["trigger_start"]["description"].endswith("Unit: Unicode code points.")
    assert event["published_at"]["description"] == "Publication of the origin."


@pytest.mark.parametrize("form", sorted(path.name for path in (DATA / "reports").glob("*.json")))
def test_json_schema_of_a_report_takes_what_scrapers_deliver(form: str) -> None:
    jsonschema.validate(json.loads((DATA / "reports" / form).read_text()), json_schema("report"))


@pytest.mark.parametrize(
    "report", [{"text": "Talks."}, {"date": "2022-01-24"}, {"text": ["a"], "date": "2022-01-24"}, []]
)
def test_json_schema_of_a_report_refuses_what_is_none(report: Any) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, json_schema("report"))


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
