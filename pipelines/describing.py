"""The records and topics as other people's tools want them described: Avro, JSON Schema, AsyncAPI."""

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from importlib.resources import files
from typing import Any, Final

import msgspec

from connectors.kafka.dead_letters import HEADERS
from connectors.kafka.topics import TOPICS, TopicSpec
from pipelines.decoding.dates import STRUCTS
from pipelines.decoding.words import NAMES as NAMES_OF_WORDS
from schemas import Report, versions
from schemas.aliases import LIST_FIELDS, RETRACTED, TEXT_FIELDS, TIME_FIELDS, WITHDRAWN
from schemas.codec import NAMES
from schemas.docs import in_words

NEWEST: Final = {name: versions(name)[-1] for name in NAMES.values()}
TOPIC_OF: Final = {
    "report": "reports.raw",
    "rejected": "reports.rejected",
    "coded_report": "reports.coded",
    "event": "events",
    "daily_row": "aggregates.daily",
    "alert": "alerts",
}
_TYPES: Final = {name: cls for cls, name in NAMES.items()}
_AVRO: Final = "application/vnd.apache.avro"
_JSON: Final = "application/json"
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_KEYS: Final = {
    "report": "any",
    "rejected": "the original key",
    "coded_report": "report_id",
    "event": "event_id",
    "daily_row": "the row's key",
    "alert": "alert_id",
}
_WORDS: Final = {
    "report": "Reports as scrapers push them: JSON, Avro, or plain text that begins `date YYYY-MM-DD`.",
    "rejected": "Records that could not be used, their bytes untouched; headers say from where, at which step and why.",
    "coded_report": "All that is known of each report; the last value of a key holds.",
    "event": "An event each; the last value of a key holds, a tombstone where no report tells it any more.",
    "daily_row": "A row for each cell and day; the last value of a key holds, a tombstone where it vanished.",
    "alert": "Days out of the ordinary, CloudEvents 1.0 in binary mode; the last value of a key holds.",
}


def avsc(name: str) -> str:
    """The newest Avro schema as it ships."""
    return (files("schemas") / name / f"v{NEWEST[name]}.avsc").read_text(encoding="utf-8")


def json_schema(name: str) -> dict[str, Any]:
    """The record as JSON: for a report what `push` takes, for the others what is given out."""
    made = _report() if name == "report" else _record(name)
    return {"$schema": _DRAFT, "title": name, **made}


def asyncapi() -> dict[str, Any]:
    """All topics as one AsyncAPI 3 document."""
    specs = {spec.name: spec for spec in TOPICS}
    channels = {name: _channel(name, specs[topic]) for name, topic in TOPIC_OF.items()}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "wirewatch",
            "version": version("wirewatch"),
            "description": "News reports in, political events and daily counts out. Avro values are in single-object "
            "encoding (ten bytes before the record: C3 01 and the schema's fingerprint) or, with a schema registry, in "
            "Confluent's wire format (five bytes: 0 and the schema's id).",
        },
        "defaultContentType": _AVRO,
        "channels": channels,
        "operations": {
            f"{'push' if name == 'report' else 'read'}_{name}": {
                # From the application's side, which is wirewatch: it receives what others push.
                "action": "receive" if name == "report" else "send",
                "channel": {"$ref": f"#/channels/{name}"},
                "summary": _WORDS[name],
            }
            for name in channels
        },
    }


def _channel(name: str, spec: TopicSpec) -> dict[str, Any]:
    as_json = name in ("report", "alert")
    message: dict[str, Any] = {
        "name": name,
        "contentType": _JSON if as_json else _AVRO,
        "bindings": {"kafka": {"key": {"type": "string", "description": _KEYS[name]}}},
    }
    if name == "rejected":
        message["contentType"] = "application/octet-stream"
        message["headers"] = _rejected_headers()
    elif as_json:
        message["payload"] = json_schema(name)
    else:
        message["payload"] = {"schemaFormat": f"{_AVRO};version=1.9.0", "schema": json.loads(avsc(name))}
    return {
        "address": spec.name,
        "description": _WORDS[name],
        "messages": {name: message},
        "bindings": {
            "kafka": {
                "topic": spec.name,
                "partitions": spec.partitions,
                "topicConfiguration": {"cleanup.policy": [spec.cleanup], "max.message.bytes": spec.max_message_bytes},
            }
        },
    }


def _record(name: str) -> dict[str, Any]:
    schema = msgspec.json.schema(_TYPES[name])
    docs = {record["name"]: record for record in records_in(json.loads(avsc(name)))}
    for title, part in schema["$defs"].items():
        told = {field["name"]: field["doc"] for field in docs.get(title, {}).get("fields", ())}
        for field, made in part.get("properties", {}).items():
            if field in told:
                made["description"] = in_words(told[field])
    return dict(schema)


def _report() -> dict[str, Any]:
    """Any object that decoding makes a report of; what is not known, or of no use where it stands, is kept."""
    told = {field["name"]: in_words(field["doc"]) for field in json.loads(avsc("report"))["fields"]}
    fields = {**TEXT_FIELDS, **TIME_FIELDS, **LIST_FIELDS, RETRACTED: (RETRACTED,)}
    aliases = {alias: field for field, names in fields.items() for alias in names}
    text, title = TEXT_FIELDS["text"], TEXT_FIELDS["title"]
    id_ = {"anyOf": [_words(filled=True), {"type": "number"}]}
    ids = [_first(TEXT_FIELDS[name], id_, otherwise=False) for name in ("report_id", "guid")]
    retraction = {
        "anyOf": [
            {"required": [name], "properties": {name: {"const": value}}}
            for name, value in ((RETRACTED, True), WITHDRAWN)
        ]
    }
    words = [
        _first(TEXT_FIELDS[name], _words(filled=True, paragraphs=name == "text"), otherwise=False)
        for name in ("text", "title", "summary")
    ]
    return {
        "description": Report.__doc__,
        "type": "object",
        "properties": {
            alias: {"description": told[field] if alias == field else f"Another name of {field}."}
            for alias, field in aliases.items()
        },
        "allOf": [
            _first(text, _words(paragraphs=True), otherwise=True),
            _first(title, _words(), otherwise=True),
            {
                "anyOf": [
                    _dated("published_at"),
                    _dated("modified_at"),
                    {**_dated("fetched_at"), **_readable("published_at")},
                ]
            },
            {"if": retraction, "then": {"anyOf": ids}, "else": {"anyOf": words}},
        ],
    }


_NO_TIME: Final[dict[str, Any]] = {"enum": [None, False, "", 0, -1, [], {}, [None], [False], [""], [0], [-1]]}
_ONE_TIME: Final = {"type": ["string", "number"], "not": {"enum": ["", 0, -1]}}
_TIME: Final = {
    "anyOf": [
        _ONE_TIME,
        {"type": "array", "minItems": 1, "maxItems": 1, "items": _ONE_TIME},
        {
            "description": "A time struct, as feedparser gives it.",
            "type": "array",
            "minItems": 9,
            "maxItems": 9,
            "items": {"type": "integer"},
        },
    ]
}
_FILLED: Final = {"type": "string", "pattern": r"\S"}


def _words(*, filled: bool = False, paragraphs: bool = False) -> dict[str, Any]:
    """Words as tools nest them; ``filled``: they are not empty, ``paragraphs``: a list of them is one text."""
    text = _FILLED if filled else {"type": "string"}
    named = {"anyOf": [{"required": [name], "properties": {name: text}} for name in NAMES_OF_WORDS]}
    part = {"type": "object", "required": ["value"], "properties": {"value": {"type": "string"}}}
    sections = {"required": ["sections"], "properties": {"sections": {"type": "array", "minItems": 1}}}
    any_of_it = {"contains": text} if filled else {}
    any_of_them = {"contains": {"properties": {"value": text}}} if filled else {}
    one = {
        "type": "object",
        **({"if": {"required": ["sections"]}, "then": sections, "else": named} if paragraphs else named),
    }
    return {
        "anyOf": [
            text,
            one,
            {"type": "array", "minItems": 1, "maxItems": 1, "items": {"anyOf": [text, one]}},
            {"type": "array", "minItems": 2, "items": part, **any_of_them},
            *([{"type": "array", "minItems": 2, "items": {"type": "string"}, **any_of_it}] if paragraphs else ()),
        ]
    }


def _first(names: Sequence[str], kind: Mapping[str, Any], *, otherwise: bool) -> Any:
    """That the first of ``names`` which holds anything is of a kind; ``otherwise`` is what holds where none does."""
    if not names:
        return otherwise
    held = {"required": [names[0]], "properties": {names[0]: {"not": {"enum": [None, "", [], {}]}}}}
    return {
        "if": held,
        "then": {"properties": {names[0]: kind}},
        "else": _first(names[1:], kind, otherwise=otherwise),
    }


def _dated(field: str) -> dict[str, Any]:
    """That one of the names of ``field`` holds a time that is used; what cannot be read beside it is left out."""
    names = TIME_FIELDS[field]
    return {
        "anyOf": [
            {
                "required": [name],
                "properties": {name: _TIME} | (_readable(field, name)["properties"] if name.endswith(STRUCTS) else {}),
            }
            for name in names
        ]
    }


def _readable(field: str, before: str | None = None) -> dict[str, Any]:
    """That the names of ``field``, or those ``before`` one, hold times or what stands for none."""
    names = TIME_FIELDS[field]
    return {
        "properties": {name: {"anyOf": [_TIME, _NO_TIME]} for name in names[: names.index(before) if before else None]}
    }


def _rejected_headers() -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": "string", "description": w} for name, w in HEADERS.items()}}


def records_in(node: Any) -> Iterator[Mapping[str, Any]]:
    """An Avro record and those inside it."""
    if isinstance(node, dict):
        if node.get("type") == "record":
            yield node
        for value in node.values():
            yield from records_in(value)
    elif isinstance(node, list):
        for value in node:
            yield from records_in(value)
