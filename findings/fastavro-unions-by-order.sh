#!/usr/bin/env bash
# fastavro 1.13.1: in a union the first type that a value passes for is taken, though a later one would keep all of it
#
# Behaviour: where a field may be of several types, the value is written as the first of them that it passes for. A time
# is a date to Python, and a whole number passes for a double: with the date before the timestamp the hour is gone, with
# the double before the long the last digits of large numbers. The day that is left is that of the time's own zone, not
# of UTC as for timestamps. With the types the other way round all is kept. avro 1.12.2 (Apache's for Python) keeps the
# hour and the digits with the same schema. fastavro itself looks further for records (the one with the most fields) and
# for floats (a double that follows), which makes one think that it always does.
#
# Why it matters to somebody who passes events on: fields that were widened over time, or were drawn from JSON, have
# such unions. The ids of posts have nineteen digits and come back as others, so that none is found again and two may
# become one; what happened at 22:30 in Lima lands a day before what others say of it.
#
# Way round: put the type that keeps more first, or name it with the value: ("long", number), ("long", time).
#
# Output seen:
#   fastavro 1.13.1, avro 1.12.2
#   date, timestamp: 2024-05-06 22:30:00-05:00 is read as 2024-05-06; avro: 2024-05-07 03:30:00+00:00
#   timestamp, date: 2024-05-06 22:30:00-05:00 is read as 2024-05-07 03:30:00+00:00
#   double, long: 1788000000123456789 is read as 1.7880000001234568e+18; avro: 1788000000123456789
#   long, double: 1788000000123456789 is read as 1788000000123456789
#   float, long: 16777217 is read as 16777216.0; avro: 16777217
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check fastavro==1.13.1 avro==1.12.2
"$place/venv/bin/python" -W ignore - <<'PY'
import json
from datetime import datetime, timedelta, timezone
from importlib.metadata import version
from io import BytesIO

from avro.io import BinaryDecoder, BinaryEncoder, DatumReader, DatumWriter
from avro.schema import parse
from fastavro import schemaless_reader, schemaless_writer

print(f"fastavro {version('fastavro')}, avro {version('avro')}")
logical = {
    "date": {"type": "int", "logicalType": "date"},
    "timestamp": {"type": "long", "logicalType": "timestamp-micros"},
}


def schema(names):
    kinds = ["null", *(logical.get(name, name) for name in names.split(", "))]
    return {"type": "record", "name": "Post", "fields": [{"name": "value", "type": kinds}]}


def by_fastavro(names, value):
    file = BytesIO()
    schemaless_writer(file, schema(names), {"value": value})
    file.seek(0)
    return schemaless_reader(file, schema(names))["value"]


def by_avro(names, value):
    file, form = BytesIO(), parse(json.dumps(schema(names)))
    DatumWriter(form).write({"value": value}, BinaryEncoder(file))
    file.seek(0)
    return DatumReader(form).read(BinaryDecoder(file))["value"]


evening = datetime(2024, 5, 6, 22, 30, tzinfo=timezone(timedelta(hours=-5)))
post = 1788000000123456789
expected = [
    ("date, timestamp", evening, "2024-05-06", "2024-05-07 03:30:00+00:00"),
    ("timestamp, date", evening, "2024-05-07 03:30:00+00:00", None),
    ("double, long", post, "1.7880000001234568e+18", "1788000000123456789"),
    ("long, double", post, "1788000000123456789", None),
    ("float, long", 16777217, "16777216.0", "16777217"),
]
for names, value, wanted, elsewhere in expected:
    found = str(by_fastavro(names, value))
    other = str(by_avro(names, value)) if elsewhere else None
    print(f"{names}: {value} is read as {found}{f'; avro: {other}' if other else ''}")
    assert (found, other) == (wanted, elsewhere), (names, found, other)
# The way round, and what makes one rely on it.
assert by_fastavro("double, long", ("long", post)) == post
assert by_fastavro("date, timestamp", ("long", evening)) == evening
assert by_fastavro("float, double", 0.1) == 0.1
print("as before")
PY
