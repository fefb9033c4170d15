"""An export with polars, each row as JSON: as docs/export.md says, or with every field as the text that it is."""

import json
import sys

import polars as pl

CODES = ("cameo_code", "place_admin1", "event_id", "report_id", "story_id")


def csv(file: str) -> pl.DataFrame:
    codes = dict.fromkeys(CODES, pl.String)
    return pl.read_csv(file, schema_overrides=codes, infer_schema_length=None, try_parse_dates=True)


def parquet(file: str) -> pl.DataFrame:
    return pl.read_parquet(file)


def jsonl(file: str) -> pl.DataFrame:
    return pl.read_ndjson(file, infer_schema_length=None)


def gdelt(file: str) -> pl.DataFrame:
    names = [f"c{number}" for number in range(61)]
    return pl.read_csv(file, separator="\t", has_header=False, new_columns=names, infer_schema=False)


def texts(file: str) -> pl.DataFrame:
    return pl.read_csv(file, separator="\t", quote_char=None, infer_schema=False)


form, file = sys.argv[1:]
frame = globals()[form](file)
print(json.dumps({name: str(kind) for name, kind in frame.schema.items()}))
for row in frame.to_dicts():
    print(json.dumps(row, default=lambda value: value.isoformat()))
