"""Events and daily rows as one Parquet file, with the columns of the CSV: codes are texts, times have their zone."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.asking.store import Record
from pipelines.exporting.reading import What
from pipelines.exporting.writing import COLUMNS, with_parties

_AT_ONCE: Final = 5_000
_TEXTS: Final = pa.list_(pa.string())
_LISTS: Final = frozenset(
    "contexts sources source_names source_countries targets target_names target_countries evidence".split()
)
_NUMBERS: Final = frozenset("score goldstein lat lon confidence min_confidence".split())
_DAYS: Final = frozenset(("event_date", "day"))
_TIMES: Final = frozenset(("published_at", "first_fetched_at", "updated_at"))
_COUNTS: Final = frozenset(
    "quad_class geonames_id killed injured arrested protesters troops coder_rank mentions mentions_counted"
    " publishers_counted incidents stories reports publishers mentions_denied mentions_planned mentions_historical read"
    " read_coded read_no_event read_duplicate read_unsupported_language".split()
)


def schema_of(what: What) -> pa.Schema:
    """The columns and their types, whatever the records hold."""
    return pa.schema([(name, _type(name)) for name in COLUMNS[what]])


def write_parquet(file: BinaryIO, records: Iterable[Record], what: What) -> None:
    """Write them, some at a time."""
    schema = schema_of(what)
    with pq.ParquetWriter(file, schema, compression="zstd") as writer:
        rest = iter(records)
        while some := list(islice(rest, _AT_ONCE)):
            rows = [{name: record.get(name) for name in schema.names} for record in map(with_parties, some)]
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))


def _type(name: str) -> Any:
    if name in _LISTS:
        return _TEXTS
    if name == "reciprocal":
        return pa.bool_()
    if name in _NUMBERS:
        return pa.float64()
    if name in _DAYS:
        return pa.date32()
    if name in _TIMES:
        return pa.timestamp("us", tz="UTC")
    # A row's parties are its key, of an event they are lists.
    return pa.int64() if name in _COUNTS else pa.string()
