"""Every table and view of the store, with DuckDB; in any order of rows."""

import json
import sys

import duckdb

with duckdb.connect(sys.argv[1], read_only=True) as store:
    store.execute("SET timezone = 'UTC'")
    tables = store.execute("SELECT table_name FROM information_schema.tables ORDER BY 1").fetchall()
    for (table,) in tables:
        for row in sorted(map(str, store.execute(f'FROM "{table}"').fetchall())):
            print(json.dumps([table, row]))
    comments = "SELECT comment FROM duckdb_columns() WHERE comment IS NOT NULL ORDER BY ALL"
    print(json.dumps(["comments", len(store.execute(comments).fetchall())]))
