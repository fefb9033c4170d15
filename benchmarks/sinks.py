"""How fast each sink takes daily rows, against the barest way to put the same rows into the same kind of store.

    python -m benchmarks.sinks [ROWS] [kafka] [postgresql://USER@HOST:PORT/DATABASE]

Writes 50,000 daily rows (or ROWS) of thirty days whole in one call: into an empty sink, the same again, and again with
every tenth row changed. Then upserts them as a stream does, every row at a later revision: in one call, and 5,000 of
them in calls of 500. The peers, in the same run: COPY into a table with the same key (PostgreSQL, in the schema
wirewatch_benchmark, dropped afterwards), executemany of a tenth of the rows (DuckDB), one bare Parquet file, a bare
producer (Kafka, on a broker of its own). The database must not hold wirewatch's tables, which are made and dropped.
Ratios hold from machine to machine, seconds do not.
"""

import logging
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import duckdb
import psycopg
import pyarrow as pa
import pyarrow.parquet as pq
from kafka import KafkaAdminClient
from psycopg.sql import SQL, Identifier

from connectors.duckdb import DuckdbSink, connect
from connectors.kafka.clients import new_producer
from connectors.kafka.days import KafkaDaySink, daily_key
from connectors.kafka.settings import KafkaSettings
from connectors.parquet import SCHEMA, ParquetSink
from connectors.postgres.address import PostgresUrl
from connectors.postgres.columns import DAILY
from connectors.postgres.migrations import SCHEMA_VERSION, migrate
from connectors.postgres.sink import PostgresSink
from connectors.sinks import ChangeSink, DaySink
from connectors.tables import Changes, DayTables
from deploy.kafka import LocalBroker
from schemas import DailyRow, encode

ROWS, DAYS = 50_000, 30
UPSERTED, PER_CALL = 5_000, 500
FIRST = date(2022, 1, 1)
NOW = datetime(2022, 3, 1, tzinfo=UTC)


def invent(rows: int, *, changed: bool = False) -> list[DayTables]:
    """Daily rows of thirty days; ``changed``: every tenth with another figure."""
    by_day = [
        DayTables(day=day, rows=tuple(row(day, number) for number in range(rows // DAYS)))
        for day in (FIRST + timedelta(days=n) for n in range(DAYS))
    ]
    if not changed:
        return by_day
    return [
        replace(
            tables,
            rows=tuple(replace(r, mentions=r.mentions + 1) if n % 10 == 0 else r for n, r in enumerate(tables.rows)),
        )
        for tables in by_day
    ]


def row(day: date, number: int) -> DailyRow:
    """A row of a pair of countries."""
    return DailyRow(
        day=day,
        series="pair_type",
        source=f"S{number % 200:03d}",
        target=f"T{number // 200:03d}",
        type="CONSULT",
        quad_class=1,
        incidents=1 + number % 7,
        stories=2,
        mentions=3,
        reports=3,
        publishers=2,
        score=number / 3,
        goldstein=1.9,
        evidence=(f"{number:032x}", f"{number + 1:032x}"),
        revision=f"000001|{number:015d}|000000003",
        updated_at=NOW,
    )


def seconds(work: Callable[[], object]) -> float:
    """How long ``work`` takes by the clock: a database works in a process of its own."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report_days(name: str, sink: DaySink, peer: str, peer_rate: float, rows: int) -> None:
    """Measure a sink at whole days and print its rates and ratios."""
    days = invent(rows)
    changed = invent(rows, changed=True)
    rates = [len(days[0].rows) * DAYS / seconds(partial(sink.replace_days, d)) for d in (days, days, changed)]
    first, again, tenth = rates
    print(
        f"{name}: {first:,.0f} rows/s into an empty one, {again:,.0f} when nothing changed,"
        f" {tenth:,.0f} when every tenth did; {peer}: {peer_rate:,.0f}; ratio {first / peer_rate:.2f}"
    )


def report_changes(name: str, sink: ChangeSink, peer: str, peer_rate: float, rows: int) -> None:
    """Measure upserts into a sink that holds the rows, and print rates and ratios."""
    later = [replace(one, revision=f"000002|{one.revision[7:]}") for tables in invent(rows) for one in tables.rows]
    whole = len(later) / seconds(lambda: sink.apply(Changes(rows=tuple(later))))
    latest = [replace(one, revision=f"000003|{one.revision[7:]}") for one in later[:UPSERTED]]
    calls = [Changes(rows=tuple(latest[n : n + PER_CALL])) for n in range(0, len(latest), PER_CALL)]

    def stream() -> None:
        for changes in calls:
            sink.apply(changes)

    split = len(latest) / seconds(stream)
    print(
        f"{name}: {whole:,.0f} upserts/s in one call, {split:,.0f} in calls of {PER_CALL};"
        f" {peer}: {peer_rate:,.0f}; ratios {whole / peer_rate:.2f} and {split / peer_rate:.2f}"
    )


def producer_rate(settings: KafkaSettings, topic: str, days: Sequence[DayTables]) -> float:
    """Rows per second that a bare producer sends, encoded beforehand."""
    records = [(daily_key(one), encode(one)) for tables in days for one in tables.rows]

    def send() -> None:
        with new_producer(settings) as producer:
            for key, value in records:
                producer.send(topic, key=key, value=value)
            producer.flush()

    return len(records) / seconds(send)


def report_kafka(rows: int) -> None:
    """Measure the topics on a broker of their own."""
    days = invent(rows)
    with LocalBroker() as broker:
        settings = KafkaSettings(servers=broker.servers)
        names = {name: {"num_partitions": 2, "replication_factor": 1} for name in ("bare", "daily", "events")}
        with KafkaAdminClient(bootstrap_servers=broker.servers) as admin:
            admin.create_topics(names, wait_for_metadata=True)
        rate = producer_rate(settings, "bare", days)
        sink = KafkaDaySink(settings, daily="daily", events="events")
        report_days("kafka", sink, "bare producer", rate, rows)
        report_changes("kafka", sink, "bare producer", rate, rows)


def copy_rate(url: PostgresUrl, days: Sequence[DayTables]) -> float:
    """Rows per second of COPY into an empty table with the key of ``daily``."""
    names = SQL(", ").join(map(Identifier, DAILY.columns))
    rows = [row for tables in days for row in tables.rows]
    with url.connect() as connection:
        connection.execute("CREATE SCHEMA wirewatch_benchmark")
        connection.execute("CREATE TABLE wirewatch_benchmark.daily (LIKE wirewatch.daily INCLUDING ALL)")
        connection.commit()

        def copy() -> None:
            statement = SQL("COPY wirewatch_benchmark.daily ({}) FROM STDIN").format(names)
            with connection.cursor() as cursor, cursor.copy(statement) as out:
                for one in rows:
                    out.write_row(DAILY.row(one))
            connection.commit()

        took = seconds(copy)
        connection.execute("DROP SCHEMA wirewatch_benchmark CASCADE")
    return len(rows) / took


def executemany_rate(path: Path, days: Sequence[DayTables]) -> float:
    """Rows per second of executemany into an empty DuckDB table, over a tenth of the rows."""
    rows = [row for tables in days for row in tables.rows][::10]
    DuckdbSink(path).replace_days([])
    with connect(path) as store:
        names = [column[0] for column in store.execute("DESCRIBE daily").fetchall()]
        values = [[asdict(one)[name] for name in names] for one in rows]
        marks = ", ".join("?" * len(names))
        return len(rows) / seconds(lambda: store.executemany(f"INSERT INTO daily VALUES ({marks})", values))


def parquet_rate(path: Path, days: Sequence[DayTables]) -> float:
    """Rows per second into one bare file."""
    rows = [row for tables in days for row in tables.rows]
    table = pa.Table.from_pylist
    return len(rows) / seconds(lambda: pq.write_table(table([asdict(one) for one in rows], schema=SCHEMA), path))


def main() -> None:
    logging.getLogger("kafka").setLevel(logging.CRITICAL)  # the broker ends before the sink's connection does
    numbers = [int(word) for word in sys.argv[1:] if word.isdigit()]
    urls = [word for word in sys.argv[1:] if "://" in word]
    rows = numbers[0] if numbers else ROWS
    days = invent(rows)
    print(f"{rows:,} daily rows, {DAYS} days, one call; duckdb {duckdb.__version__}, psycopg {psycopg.__version__}")
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        store, rate = DuckdbSink(root / "a.duckdb"), executemany_rate(root / "b.duckdb", days)
        report_days("duckdb", store, "executemany", rate, rows)
        report_changes("duckdb", store, "executemany", rate, rows)
        bare = parquet_rate(root / "one.parquet", days)
        report_days("parquet", ParquetSink(root / "daily"), "one bare file", bare, rows)
    if "kafka" in sys.argv[1:]:
        report_kafka(rows)
    for text in urls:
        url = PostgresUrl(text)
        if len(migrate(url)) < SCHEMA_VERSION:
            sys.exit(f"{url}: holds wirewatch's tables, which this would drop; give an empty database")
        try:
            rate = copy_rate(url, days)
            report_days("postgresql", PostgresSink(url), "COPY", rate, rows)
            report_changes("postgresql", PostgresSink(url), "COPY", rate, rows)
        finally:
            with url.connect() as connection:
                connection.execute("DROP SCHEMA wirewatch CASCADE")


if __name__ == "__main__":
    main()
