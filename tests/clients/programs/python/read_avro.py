"""Avro files and fingerprints with Apache's avro for Python."""

import json
import sys
from datetime import date

import avro.schema
from avro.datafile import DataFileReader
from avro.io import DatumReader


def plain(value: object) -> object:
    return value.hex() if isinstance(value, bytes) else value.isoformat() if isinstance(value, date) else str(value)


what, *paths = sys.argv[1:]
for path in paths:
    if what == "fingerprints":
        with open(path) as text:
            print("avro", avro.schema.parse(text.read()).fingerprint().hex())
        continue
    with open(path, "rb") as stream, DataFileReader(stream, DatumReader()) as records:
        for record in records:
            print(json.dumps(record, default=plain))
