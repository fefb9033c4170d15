"""Sinks of daily tables by name, as the command line gives them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from connectors.duckdb import DuckdbSink
from connectors.parquet import ParquetSink
from connectors.postgres.errors import PostgresError
from connectors.postgres.naming import database
from connectors.redacting import SafeError
from connectors.sinks import AlertSink, ChangeSink, DaySink, RejectedSink
from pipelines.deployments.pruning import Store, open_store

if TYPE_CHECKING:
    from connectors.postgres.sink import PostgresSink

FORMS: Final = "duckdb:FILE, parquet:FOLDER or postgresql://USER@HOST:PORT/DATABASE"
STREAM_FORMS: Final = "duckdb:FILE or postgresql://USER@HOST:PORT/DATABASE"


class SinkNameError(SafeError, ValueError):
    """A name that stands for no sink; the message holds no password."""


@dataclass(frozen=True, slots=True)
class Sinks:
    """Sinks that are written to beside those of a folder: ``files`` take whole days only, ``stores`` changes as well.

    Only some of them hold dead letters and alerts.
    """

    stores: tuple[Store, ...] = ()
    files: tuple[ParquetSink, ...] = ()
    rejected: tuple[RejectedSink, ...] = ()
    alerts: tuple[AlertSink, ...] = ()

    @property
    def days(self) -> tuple[DaySink, ...]:
        """All sinks of whole days."""
        return (*self.stores, *self.files)


def open_sinks(names: Iterable[str]) -> Sinks:
    """The sinks of these names, each asked once what it holds: one that is no use is known before work begins.

    Raises SinkNameError, and StoreError or PostgresError for a sink that cannot be used.
    """
    stores: list[Store] = []
    files: list[ParquetSink] = []
    rejected: list[RejectedSink] = []
    alerts: list[AlertSink] = []
    for name in names:
        kind, _, where = name.partition(":")
        match kind if where else None:
            case "duckdb":
                stores.append(open_store(Path(where)))
                rejected.append(DuckdbSink(Path(where)))
                alerts.append(DuckdbSink(Path(where)))
            case "parquet":
                if Path(where).exists() and not Path(where).is_dir():
                    raise SinkNameError(f"{where} is a file: parquet:FOLDER is written to")
                files.append(ParquetSink(Path(where)))
            case "postgresql" | "postgres":
                database = _postgres(name)
                stores.append(database)
                rejected.append(database)
                alerts.append(database)
            case _:  # the name is not shown: it may hold a password
                raise SinkNameError(f"a sink is {FORMS}")
    found = Sinks(tuple(stores), tuple(files), tuple(rejected), tuple(alerts))
    for sink in found.days:
        sink.held_days()
    return found


def open_change_sinks(names: Iterable[str]) -> tuple[ChangeSink, ...]:
    """The sinks of these names for a stream, each asked once what it holds.

    Raises as ``open_sinks``, and SinkNameError for Parquet, which takes no changes.
    """
    found: list[Store] = []
    for name in names:
        kind, _, where = name.partition(":")
        match kind if where else None:
            case "duckdb":
                found.append(open_store(Path(where)))
            case "postgresql" | "postgres":
                found.append(_postgres(name))
            case "parquet":
                raise SinkNameError(
                    f"{name} takes whole days, not the changes of a stream; write it nightly, by"
                    f" `wirewatch aggregate --servers ... --backfill FIRST..LAST --sink {name}`"
                )
            case _:  # the name is not shown: it may hold a password
                raise SinkNameError(f"a sink of a stream is {STREAM_FORMS}")
    for sink in found:
        sink.held_days()
    return tuple(found)


def _postgres(url: str) -> "PostgresSink":
    try:
        place = database(url)
    except PostgresError as e:
        raise SinkNameError(str(e)) from e
    from connectors.postgres.sink import PostgresSink

    return PostgresSink(place)
