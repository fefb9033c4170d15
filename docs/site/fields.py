"""The page of records and tables: every field with its type and its unit, in the words of the Avro schemas."""

import json
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from connectors.duckdb import connect
from docs.site.markdown import code, plain, table
from pipelines.describing import NEWEST, TOPIC_OF, avsc, records_in

_COLUMNS = """
  SELECT table_name, column_name, data_type, coalesce(comment, '') FROM duckdb_columns()
  WHERE NOT internal ORDER BY table_name, column_index
"""
_VIEWS = "SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY view_name"


def fields() -> str:
    """Records of topics, then tables of the stores."""
    found = [
        "# Records and tables\n",
        "`wirewatch schema NAME` prints the Avro schema of a record, `--format json-schema` and `--format asyncapi` "
        "the same for other tools.\n",
        "## Records\n",
    ]
    seen: set[str] = set()
    for name in NEWEST:
        schema = json.loads(avsc(name))
        found.append(f"### {name}\n\nVersion {NEWEST[name]}, topic `{TOPIC_OF[name]}`. {plain(schema['doc'])}\n")
        found += [_record(part, seen) for part in records_in(schema)]
    return "\n".join([*found, "## Tables\n", *_tables()])


def _record(schema: Mapping[str, Any], seen: set[str]) -> str:
    if schema["name"] in seen:
        return ""
    seen.add(schema["name"])
    rows = [(code(f["name"]), plain(_kind(f["type"])), plain(f["doc"])) for f in schema["fields"]]
    return f"Fields of `{schema['name']}`:\n\n{table(('field', 'type', 'what'), rows)}"


def _kind(kind: Any) -> str:
    match kind:
        case str():
            return kind.rpartition(".")[2]
        case list():
            return " or ".join(map(_kind, kind))
        case {"type": "array", "items": items}:
            return f"list of {_kind(items)}"
        case {"type": "map", "values": values}:
            return f"map to {_kind(values)}"
        case {"type": "enum", "symbols": symbols}:
            return "one of " + ", ".join(symbols)
        case {"type": "record", "name": name}:
            return str(name)
        case _:
            return str(kind.get("logicalType", kind["type"]))


def _tables() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder, connect(Path(folder) / "store.duckdb") as store:
        columns = store.sql(_COLUMNS).fetchall()
        views = {name for (name,) in store.sql(_VIEWS).fetchall()}
    told = {column: words for _, column, _, words in columns if words}
    for name in dict.fromkeys(row[0] for row in columns):
        rows = [
            (code(column), code(kind), plain(words or told.get(column, "")))
            for of, column, kind, words in columns
            if of == name
        ]
        yield f"### {'view' if name in views else 'table'} {name}\n\n{table(('column', 'type', 'what'), rows)}"
