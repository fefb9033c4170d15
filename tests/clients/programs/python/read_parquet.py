"""The daily rows with pandas, polars or DuckDB, each as it is installed."""

import json
import sys


def with_pandas(folder: str) -> list[dict[str, object]]:
    import pandas as pd

    return pd.read_parquet(folder).to_dict("records")


def with_polars(folder: str) -> list[dict[str, object]]:
    import polars as pl

    return pl.read_parquet(f"{folder}/*.parquet").to_dicts()


def with_duckdb(folder: str) -> list[dict[str, object]]:
    import duckdb

    found = duckdb.sql(f"SET timezone = 'UTC'; FROM '{folder}/*.parquet'")
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def plain(value: object) -> object:
    return value.tolist() if hasattr(value, "tolist") else value.isoformat()


which, folder = sys.argv[1:]
for row in globals()[f"with_{which}"](folder):
    print(json.dumps(row, default=plain).replace("NaN", "null"))
