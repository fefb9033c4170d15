#!/usr/bin/env bash
# avro 1.12.1 (Apache's for Python): a field with a logical type gives a schema another fingerprint than elsewhere
#
# Behaviour: the specification names a schema in single-object encoding by the CRC-64-AVRO fingerprint of its Parsing
# Canonical Form, in which logical types are left out and {"type": "long"} becomes "long". avro 1.12.1 leaves the logical
# type out and keeps the braces, so that the form, and with it the fingerprint, is another one than fastavro 1.12.1
# computes for the same schema. Without a logical type both agree.
#
# Why it matters to somebody who passes events on: every message begins with that fingerprint. A producer and a consumer
# with the same schema file, one on each library, don't recognise each other's messages as soon as there is a timestamp
# in them; whoever looks schemas up by fingerprint finds none.
#
# Way round: accept, for schemas that you ship, the fingerprints that the other libraries compute as well, or skip the
# ten bytes and read by the schema that the topic is known to have.
#
# Output seen:
#   avro 1.12.1, fastavro 1.12.1
#   without a logical type: avro 66f29c642048a4db, fastavro 66f29c642048a4db
#   timestamp-millis: avro 30914eabcd447272, fastavro 66f29c642048a4db
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check avro==1.12.1 fastavro==1.12.1
"$place/venv/bin/python" - <<'PY'
import json
from importlib.metadata import version

import avro.schema
from fastavro.schema import fingerprint, to_parsing_canonical_form

print(f"avro {version('avro')}, fastavro {version('fastavro')}")


def schema(kind):
    fields = [{"name": "at", "type": kind}, {"name": "value", "type": "double"}]
    return {"type": "record", "name": "Reading", "fields": fields}


expected = {
    "without a logical type": ("long", "66f29c642048a4db", "66f29c642048a4db"),
    "timestamp-millis": (
        {"type": "long", "logicalType": "timestamp-millis"},
        "30914eabcd447272",
        "66f29c642048a4db",
    ),
}
for name, (kind, *wanted) in expected.items():
    apache = avro.schema.parse(json.dumps(schema(kind))).fingerprint().hex()
    fast = fingerprint(to_parsing_canonical_form(schema(kind)), "CRC-64-AVRO")
    print(f"{name}: avro {apache}, fastavro {fast}")
    assert [apache, fast] == wanted, (name, apache, fast)
print("as before")
PY
