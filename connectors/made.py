"""Which files wirewatch made itself: reports that lie beside or around its results are read, results are not."""

import os
from fnmatch import fnmatch
from typing import Final

_MARKS: Final = ("wirewatch.duckdb", "index.sqlite")
_MADE: Final = (
    "coded/*.avro",
    "rejected/*.avro",
    "events/*.avro",
    "alerts/*.avro",
    "daily/*.parquet",
    "flink/*",
    "wirewatch.duckdb*",
    "index.sqlite*",
    "snapshot.sqlite*",
    "feeds.sqlite*",
)


def is_made(path: str) -> bool:
    """Whether the file is a result: below a folder of results, under a name that results have there."""
    folder, name = os.path.split(os.path.abspath(path))
    while True:
        if any(fnmatch(name, made) for made in _MADE) and _holds_results(folder):
            return True
        above, last = os.path.split(folder)
        if above == folder:
            return False
        folder, name = above, f"{last}/{name}"


def _holds_results(folder: str) -> bool:
    return any(os.path.isfile(os.path.join(folder, mark)) for mark in _MARKS)
