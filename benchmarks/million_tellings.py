"""A million tellings to daily rows, beside DuckDB doing the same GROUP BY over the same records.

    python -m benchmarks.million_tellings [TELLINGS]

Invents reports that tell a million times (or TELLINGS) over sixty days, a fifth of them copies of another and a
twentieth delivered again as an update, in disorder. One process aggregates them as `wirewatch aggregate` does (Avro
log, FnApiRunner) into a sink that only counts; another lets DuckDB, on one thread, keep the newest record of each
report and group its tellings into the same cells. DuckDB reads a flat Parquet file, counts given stories instead of
finding them by shared sentences, and makes neither the tables of events and mentions nor evidence. Each in a process
of its own, one after the other; seconds are processor time.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

TELLINGS = 1_000_000
DAYS = 60
_PART = 10_000
_NOW = datetime(2022, 6, 1, tzinfo=UTC)
_GROUP_BY = """
WITH records AS (SELECT * FROM read_parquet(?)),
newest AS (SELECT report_id, max((coder_rank, fetched_at)) AS version FROM records GROUP BY report_id),
told AS (
    SELECT records.* FROM records JOIN newest USING (report_id)
    WHERE (coder_rank, fetched_at) = version AND event_id IS NOT NULL
),
cells AS (
    SELECT 'pair_type' AS series, source AS s, target AS t, '' AS p, type AS y, quad_class AS q, * FROM told
    UNION ALL SELECT 'pair_quad', source, target, '', '', quad_class, * FROM told
    UNION ALL SELECT 'place_type', '', '', place, type, quad_class, * FROM told
    UNION ALL SELECT 'total', '', '', '', type, quad_class, * FROM told
    UNION ALL SELECT 'total', '', '', '', '', 0, * FROM told
)
SELECT event_date, series, s, t, p, y, q, count(DISTINCT (source, target, type, place)) AS incidents,
    count(DISTINCT story_id) AS stories, count(DISTINCT (event_id, report_id)) AS mentions,
    count(DISTINCT report_id) AS reports, count(DISTINCT publisher) AS publishers, avg(score) AS score,
    avg(goldstein) AS goldstein, sum(killed) AS killed, max(fetched_at) AS revision
FROM cells GROUP BY ALL
"""


def make(folder: Path, tellings: int) -> dict[str, Any]:
    """Write the records as an Avro log and, flat, as Parquet."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from benchmarks import aggregation
    from connectors.avro_files import AvroLog
    from schemas import CodedReport

    aggregation.DAYS = DAYS
    records = aggregation.invent(tellings)
    random.Random(1).shuffle(records)
    log = AvroLog(folder / "coded", CodedReport)
    for start in range(0, len(records), _PART):
        log.append(records[start : start + _PART])
    flat = [row for record in records for row in _flat(record)]
    pq.write_table(pa.Table.from_pylist(flat), folder / "flat.parquet")
    return {"records": len(records), "tellings": sum(len(record.tellings) for record in records)}


def _flat(record: Any) -> Iterator[dict[str, Any]]:
    report = {
        "report_id": record.report_id,
        "coder_rank": record.coder.rank,
        "fetched_at": record.fetched_at,
        "story_id": record.story_id,
        "publisher": record.publisher,
    }
    for telling in record.tellings:
        yield report | {
            "event_id": telling.event_id,
            "event_date": telling.event_date,
            "source": telling.sources[0].country,
            "target": telling.targets[0].country,
            "place": telling.place.country,
            "type": telling.type,
            "quad_class": telling.quad_class,
            "score": telling.score,
            "goldstein": telling.goldstein,
            "killed": telling.counts.killed,
        }
    if not record.tellings:
        yield report | {"event_id": None}


class CountingSink:
    """A DaySink that counts rows into a file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def held_days(self) -> set[date]:
        """None."""
        return set()

    def replace_days(self, days: Sequence[Any]) -> None:
        """Add up."""
        with self._path.open("a") as counts:
            counts.write(f"{sum(len(tables.rows) for tables in days)}\n")


def ours(folder: Path) -> dict[str, Any]:
    """The aggregate over the log."""
    import apache_beam as beam
    from apache_beam.options.pipeline_options import PipelineOptions

    from connectors.avro_files import AvroLog
    from pipelines.aggregate import aggregate
    from pipelines.deployments.local import run_to_end
    from pipelines.steps.write_days import WriteDays
    from schemas import CodedReport

    counts = folder / "counts"
    parts = AvroLog(folder / "coded", CodedReport).parts()
    start = time.process_time()
    pipeline = beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner"]))
    coded = (
        pipeline
        | "Name parts" >> beam.Create(parts)
        | "Read parts" >> beam.FlatMap(_read).with_output_types(CodedReport)
    )
    _ = aggregate(coded, now=_NOW, held_days=()) | "Count rows" >> WriteDays([CountingSink(counts)])
    run_to_end(pipeline)
    return {"seconds": time.process_time() - start, "rows": sum(map(int, counts.read_text().split()))}


def _read(part: Path) -> Any:
    from connectors.avro_files import read_part
    from schemas import CodedReport

    return read_part(part, CodedReport)


def group_by(folder: Path) -> dict[str, Any]:
    """DuckDB on one thread."""
    import duckdb

    with duckdb.connect() as store:
        store.execute("SET threads = 1")
        start = time.process_time()
        store.execute(f"CREATE TABLE daily AS {_GROUP_BY}", [str(folder / "flat.parquet")])
        seconds = time.process_time() - start
        found = store.execute("SELECT count(*) FROM daily").fetchone()
    return {"seconds": seconds, "rows": found[0] if found else 0}


def _alone(task: str, *arguments: str) -> dict[str, Any]:
    """A task in a process of its own, with the most memory that it held."""
    command = [sys.executable, "-m", "benchmarks.million_tellings", task, *arguments]
    result: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return result


def main() -> None:
    tellings = sys.argv[1] if len(sys.argv) > 1 else str(TELLINGS)
    with tempfile.TemporaryDirectory() as folder:
        made = _alone("make", folder, tellings)
        told = made["tellings"]
        print(f"{made['records']:,} coded records, {told:,} tellings, {DAYS} days")
        done = {name: _alone(name, folder) for name in ("ours", "group_by")}
    for name, result in done.items():
        rate = told / result["seconds"]
        print(f"{name}: {result['rows']:,} rows, {rate:,.0f} tellings/s, peak {result['peak']:,.0f} MB")
    print(f"ratio: {done['ours']['seconds'] / done['group_by']['seconds']:.1f}")


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["make", folder, tellings]:
            outcome = make(Path(folder), int(tellings))
        case [("ours" | "group_by") as task, folder]:
            outcome = ours(Path(folder)) if task == "ours" else group_by(Path(folder))
        case _:
            main()
            sys.exit()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    sys.stdout.write(json.dumps(outcome | {"peak": peak}))
