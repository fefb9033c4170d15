#!/usr/bin/env bash
# avro 1.12.2 (Apache's for Python): Decimal("5") into a decimal of two places is written as 0.05
#
# Behaviour: the specification stores a decimal as a whole number that is to be divided by ten to the scale of the
# schema. avro 1.12.2 refuses a value with more decimal places than the scale, but takes the digits of one with fewer
# as they stand, without filling up: 5 becomes 0.05, 2.5 becomes 0.25, 1E+3 becomes 0.01. Only values written out to
# exactly as many places as the schema has are right. It's so for bytes and for fixed, and it's what stands in the
# file: fastavro 1.13.1 reads the same wrong values from it, while what fastavro writes is right.
#
# Why it matters to somebody who ships event data: an aid of 2500000 lands as 25000.00, beside one of 2500000.50 that is
# right, so that neither a factor for all nor a look at a few shows it. What comes out of JSON or a table of whole
# numbers is hit most, and the reader has no way to see it.
#
# Way round: value.quantize(Decimal(1).scaleb(-scale)) before the value is handed over.
#
# Output seen:
#   avro 1.12.2, fastavro 1.13.1
#   bytes: 5 is read as 0.05, by fastavro as 0.05; written by fastavro 5.00
#   bytes: 2.5 is read as 0.25, by fastavro as 0.25; written by fastavro 2.50
#   bytes: -12.5 is read as -1.25, by fastavro as -1.25; written by fastavro -12.50
#   bytes: 2500000 is read as 25000.00, by fastavro as 25000.00; written by fastavro 2500000.00
#   bytes: 1E+3 is read as 0.01, by fastavro as 0.01; written by fastavro 1000.00
#   bytes: 2500000.50 is read as 2500000.50, by fastavro as 2500000.50; written by fastavro 2500000.50
#   fixed: the same
#   with quantize: all right
#   as before
set -euo pipefail

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/python" -m pip install --quiet --disable-pip-version-check avro==1.12.2 fastavro==1.13.1
"$place/venv/bin/python" - <<'PY'
import json
from decimal import Decimal
from importlib.metadata import version
from io import BytesIO

import fastavro
from avro.datafile import DataFileReader, DataFileWriter
from avro.errors import AvroOutOfScaleException
from avro.io import DatumReader, DatumWriter
from avro.schema import parse

print(f"avro {version('avro')}, fastavro {version('fastavro')}")
places = {"logicalType": "decimal", "precision": 12, "scale": 2}
kinds = {"bytes": {"type": "bytes", **places}, "fixed": {"type": "fixed", "name": "Sum", "size": 8, **places}}


def schema(kind):
    return {"type": "record", "name": "Aid", "fields": [{"name": "value", "type": kind}]}


class Kept(BytesIO):
    """Stays readable when the writer closes it."""

    def close(self):
        pass


def written_by_avro(kind, value):
    file = Kept()
    with DataFileWriter(file, DatumWriter(), parse(json.dumps(schema(kind)))) as writer:
        writer.append({"value": value})
    return file


def written_by_fastavro(kind, value):
    file = Kept()
    fastavro.writer(file, schema(kind), [{"value": value}])
    return file


def read_by_avro(file):
    file.seek(0)
    return str(next(DataFileReader(file, DatumReader()))["value"])


def read_by_fastavro(file):
    file.seek(0)
    return str(next(fastavro.reader(file))["value"])


expected = {
    "5": ("0.05", "5.00"),
    "2.5": ("0.25", "2.50"),
    "-12.5": ("-1.25", "-12.50"),
    "2500000": ("25000.00", "2500000.00"),
    "1E+3": ("0.01", "1000.00"),
    "2500000.50": ("2500000.50", "2500000.50"),
}
for name, kind in kinds.items():
    for value, (wrong, right) in expected.items():
        file = written_by_avro(kind, Decimal(value))
        back, fast = read_by_avro(file), read_by_fastavro(file)
        other = written_by_fastavro(kind, Decimal(value))
        if name == "bytes":
            said = f"is read as {back}, by fastavro as {fast}; written by fastavro {read_by_avro(other)}"
            print(f"{name}: {value} {said}")
        assert (back, fast) == (wrong, wrong), (name, value, back, fast)
        assert read_by_avro(other) == read_by_fastavro(other) == right, (name, value)
        filled = Decimal(value).quantize(Decimal(1).scaleb(-places["scale"]))
        assert read_by_fastavro(written_by_avro(kind, filled)) == right, (name, value)
    # What makes one rely on it: too many places are refused.
    try:
        written_by_avro(kind, Decimal("2.555"))
    except AvroOutOfScaleException:
        pass
    else:
        raise AssertionError("three places were taken")
print("fixed: the same")
print("with quantize: all right")
print("as before")
PY
