"""What each column holds, in its unit: the words of the Avro schemas as comments in both stores."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from schemas import load
from schemas.docs import in_words

COLUMNS: Final = """
  SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables
  USING (table_catalog, table_schema, table_name)
  WHERE table_type = 'BASE TABLE' AND table_schema = current_schema() ORDER BY table_name, ordinal_position
"""
"""The query that finds the columns, in the words of both stores."""

_SCHEMAS: Final[Mapping[str, tuple[str, ...]]] = {
    "reports": ("coded_report",),
    "events": ("event",),
    "mentions": ("coded_report", "event"),
    "daily": ("daily_row",),
    "vanished": ("daily_row",),
    "alerts": ("alert",),
    "rejected": ("rejected",),
}
_OWN: Final[Mapping[str, str]] = {
    "meta.schema_version": "Version of the tables.",
    "migrations.version": "Number of a file that was applied.",
    "migrations.name": "Its name.",
    "migrations.applied_at": "When it was applied.",
    "state.state": "Another one after any change of the days that are held.",
    "mentions.late": "Whether the report came after its day's window; only a backfill counts it.",
    "mentions.uncounted": "Why no daily row counts the mention; NULL where rows do.",
    "rejected.rejected_id": "Hash of topic, partition and offset; the key. Unit: 128-bit hexadecimal.",
}


def comments(columns: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """A statement for each (table, column) of which anything is known."""
    for table, column in (map(str, names) for names in columns):
        words = _OWN.get(f"{table}.{column}") or next(
            (known[column] for name in _SCHEMAS.get(table, ()) if column in (known := _words(name))), None
        )
        if words:
            yield f"COMMENT ON COLUMN {table}.\"{column}\" IS '{words.replace(chr(39), chr(39) * 2)}'"


@cache
def _words(schema: str) -> dict[str, str]:
    """The doc of each field; of what the tables hold flat (place, counts, coder) that of its own fields."""
    return {name: in_words(doc) for name, doc in _docs(load(schema))}


def _docs(record: Any, prefix: str = "") -> Iterator[tuple[str, str]]:
    for field in record["fields"]:
        yield prefix + field["name"], field["doc"]
        inner = next((part for part in _parts(field["type"]) if isinstance(part, dict) and "fields" in part), None)
        if inner is not None and field["name"] in ("place", "counts", "coder"):
            for name, doc in _docs(inner):
                yield f"{field['name']}_{name}", doc
                yield name, doc


def _parts(kind: Any) -> list[Any]:
    return kind if isinstance(kind, list) else [kind]
