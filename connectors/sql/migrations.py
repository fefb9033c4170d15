"""The versions of a store's tables: numbered SQL files, each applied once and in order."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Store = Literal["duckdb", "postgres"]


@dataclass(frozen=True, slots=True)
class Migration:
    """``NNNN_name.sql`` in the store's folder."""

    version: int
    name: str
    sql: str


@cache
def shipped(store: Store) -> tuple[Migration, ...]:
    """Every migration that ships for the store, in order."""
    found = sorted((files("connectors.sql") / store).iterdir(), key=lambda file: file.name)
    return tuple(Migration(int(file.name[:4]), file.name, file.read_text(encoding="utf-8")) for file in found)


@cache
def shared(name: str) -> str:
    """A text for both stores: ``views.sql``, to be run after migrations, ``changes.sql`` and ``alerts.sql``."""
    return (files("connectors.sql") / name).read_text(encoding="utf-8")
