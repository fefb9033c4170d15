"""``wirewatch aggregate --backfill`` and ``wirewatch prune`` over folders whose log is written by hand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import msgspec
import pytest
from click.testing import CliRunner, Result

from connectors.tables import Changes, DayTables, ReportTold
from pipelines.cli.aggregate import command as aggregate
from pipelines.cli.prune import command as prune
from pipelines.cli.sinks import command as sinks
from pipelines.deployments.backfill import NotCoveredError, backfill
from pipelines.deployments.local import Folder, aggregate_folder
from pipelines.deployments.period import Period
from pipelines.deployments.pruning import open_store
from pipelines.deployments.sinks import SinkNameError, open_change_sinks
from schemas import CodedReport, DailyRow

pytestmark = pytest.mark.slow

FIRST = date(2022, 1, 20)
DAYS = [FIRST + timedelta(days=n) for n in range(5)]
NOON = datetime(2022, 3, 1, 12, tzinfo=UTC)
R = TypeVar("R")


def sample(name: str, cls: type[R]) -> R:
    return msgspec.json.decode((files("schemas") / name / "v1.sample.json").read_bytes(), type=cls)


CODED = sample("coded_report", CodedReport)


def coded(day: date, name: str = "a", *, told: date | None = None, at: int = 0, events: int = 1) -> CodedReport:
    """A report of ``day`` that tells ``events`` events of the day ``told``."""
    published = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    telling = CODED.tellings[0]
    return replace(
        CODED,
        report_id=f"{day}-{name}",
        published_at=published,
        published_day=day,
        fetched_at=published + timedelta(hours=at),
        tellings=tuple(
            replace(telling, event_id=f"{day}-{name}-{n}", event_date=told or day, modality="asserted")
            for n in range(events)
        ),
    )


class Remembering:
    """A sink that remembers the calls."""

    def __init__(self) -> None:
        self.calls: list[Sequence[DayTables]] = []

    def held_days(self) -> set[date]:
        return set()

    def replace_days(self, days: Sequence[DayTables]) -> None:
        self.calls.append(days)


def invoke(command: Any, *argv: str) -> Result:
    return CliRunner().invoke(command, list(argv))


def select(folder: Folder, query: str) -> list[Any]:
    with duckdb.connect(folder.store, read_only=True) as store:
        return store.execute(query).fetchall()


def days_in(folder: Folder, table: str = "daily", column: str = "day") -> list[date]:
    return [day for (day,) in select(folder, f"SELECT DISTINCT {column} FROM {table} ORDER BY 1")]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A folder with a report on each of five days, and tables of all of them."""
    made = Folder(tmp_path)
    made.coded.append([coded(day) for day in DAYS])
    aggregate_folder(made, now=NOON)
    return made


def test_backfill_is_one_call_to_each_sink_with_every_day_of_the_period() -> None:
    sinks = [Remembering(), Remembering()]
    backfill([coded(DAYS[0]), coded(DAYS[3])], Period(DAYS[0], DAYS[2]), sinks, now=NOON)
    for sink in sinks:
        assert [[tables.day for tables in call] for call in sink.calls] == [DAYS[:3]]
        assert [len(tables.events) for tables in sink.calls[0]] == [1, 0, 0]


def test_backfill_counts_reports_of_other_days_that_tell_of_the_period_and_newest_records_only() -> None:
    sink = Remembering()
    log = [
        coded(DAYS[0]),
        coded(DAYS[1], at=2, events=3),
        coded(DAYS[1], at=1, events=7),  # arrived later, is older
        coded(DAYS[4], "later", told=DAYS[1], events=2),
    ]
    backfill(log, Period(DAYS[1], DAYS[1]), [sink], now=NOON)
    assert [len(tables.events) for tables in sink.calls[0]] == [5]


@pytest.mark.parametrize(("first", "last"), [(-1, 2), (2, 5), (-3, -1), (7, 9)])
def test_days_before_or_after_all_publication_are_refused_and_nothing_is_written(first: int, last: int) -> None:
    sink = Remembering()
    period = Period(FIRST + timedelta(days=first), FIRST + timedelta(days=last))
    with pytest.raises(NotCoveredError, match=r"covers 2022-01-20\.\.2022-01-24"):
        backfill([coded(day) for day in DAYS], period, [sink], now=NOON)
    assert sink.calls == []


def test_empty_log_covers_nothing() -> None:
    with pytest.raises(NotCoveredError, match="holds no report"):
        backfill([], Period(FIRST, FIRST), [Remembering()], now=NOON)


def test_backfill_of_a_folder_mends_those_days_and_no_other(folder: Folder) -> None:
    shown = "SELECT * EXCLUDE (updated_at) FROM daily ORDER BY ALL"
    whole = select(folder, shown)
    with duckdb.connect(folder.store) as store:
        store.execute("UPDATE daily SET mentions = 99")
        store.execute("DELETE FROM events")
    period = f"{DAYS[1]}..{DAYS[2]}"
    done = invoke(aggregate, "--out", str(folder.root), "--backfill", period)
    assert (done.exit_code, done.stdout) == (0, f"made {period} anew\n")
    assert days_in(folder, "events", "event_date") == DAYS[1:3]
    spoilt = select(folder, "SELECT DISTINCT day FROM daily WHERE mentions = 99 ORDER BY 1")
    assert [day for (day,) in spoilt] == [DAYS[0], DAYS[3], DAYS[4]]
    assert invoke(aggregate, "--out", str(folder.root)).exit_code == 0
    assert select(folder, shown) == whole


def test_log_with_a_missing_file_covers_nothing(folder: Folder) -> None:
    folder.coded.append([coded(DAYS[4], "b")])
    folder.coded.parts()[0].unlink()
    done = invoke(aggregate, "--out", str(folder.root), "--backfill", str(DAYS[4]))
    assert done.exit_code == 1
    assert "000001.avro is gone" in done.output
    assert days_in(folder) == DAYS


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--out", "{out}", "--backfill", "yesterday"], "'yesterday' is no period"),
        (["--out", "{out}", "--backfill", "2022-01-22..2022-01-20"], "ends before it begins"),
        (["--out", "{out}/none"], "no such folder"),
        ([], "give --out, --servers or both"),
    ],
)
def test_wrong_usage(argv: list[str], said: str, tmp_path: Path) -> None:
    done = invoke(aggregate, *(word.format(out=tmp_path) for word in argv))
    assert done.exit_code == 2
    assert said in done.output


def test_pruned_days_are_gone_from_the_store_and_stay_gone(folder: Folder) -> None:
    done = invoke(prune, "--out", str(folder.root), "--before", str(DAYS[2]))
    assert done.exit_code == 0
    assert done.output.endswith(f"kept from {DAYS[2]}\n")
    kept = {table: select(folder, f"SELECT * FROM {table} ORDER BY ALL") for table in ("daily", "events", "mentions")}
    for table, column in (("daily", "day"), ("events", "event_date"), ("reports", "published_day")):
        assert days_in(folder, table, column) == DAYS[2:]
    folder.coded.append([coded(DAYS[0], "b"), coded(DAYS[4], "b")])
    aggregate_folder(folder, now=NOON)
    assert days_in(folder) == DAYS[2:]
    before = f"< '{DAYS[4]}'"
    for table, column in (("daily", "day"), ("events", "event_date"), ("mentions", "event_date")):
        found = select(folder, f"SELECT * FROM {table} WHERE {column} {before} ORDER BY ALL")
        assert found == [row for row in kept[table] if DAYS[4] not in row]
    assert len(select(folder, f"SELECT event_id FROM events WHERE event_date = '{DAYS[4]}'")) == 2


def test_prune_leaves_log_files_views_and_dead_letters(folder: Folder) -> None:
    others = {path: path.read_bytes() for path in folder.root.rglob("*/*.*")}
    views = select(folder, "SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1")
    assert invoke(prune, "--out", str(folder.root), "--before", str(DAYS[2])).exit_code == 0
    assert {path: path.read_bytes() for path in folder.root.rglob("*/*.*")} == others
    assert select(folder, "SELECT view_name FROM duckdb_views() WHERE NOT internal ORDER BY 1") == views
    assert len(views) > 3


def test_prune_gives_the_space_back(folder: Folder) -> None:
    folder.coded.append([coded(DAYS[0], f"{n}", events=20) for n in range(300)])
    aggregate_folder(folder, now=NOON)
    before = folder.store.stat().st_size
    assert invoke(prune, "--out", str(folder.root), "--before", str(DAYS[1])).exit_code == 0
    assert folder.store.stat().st_size < before * 0.7


def test_leftovers_of_a_prune_that_was_killed_are_no_hindrance(folder: Folder) -> None:
    for name in (".wirewatch.duckdb.unfinished", ".wirewatch.duckdb.unfinished.wal"):
        (folder.root / name).write_bytes(b"half" * 1000)
    assert invoke(prune, "--out", str(folder.root), "--before", str(DAYS[2])).exit_code == 0
    assert days_in(folder) == DAYS[2:]
    assert list(folder.root.glob(".*.unfinished*")) == []


def test_limit_never_goes_back(folder: Folder) -> None:
    for day in (DAYS[3], DAYS[1]):
        done = invoke(prune, "--out", str(folder.root), "--before", str(day))
        assert done.output.endswith(f"kept from {DAYS[3]}\n")
    assert days_in(folder) == DAYS[3:]


def test_backfill_of_pruned_days_is_refused(folder: Folder) -> None:
    invoke(prune, "--out", str(folder.root), "--before", str(DAYS[2]))
    done = invoke(aggregate, "--out", str(folder.root), "--backfill", f"{DAYS[1]}..{DAYS[3]}")
    assert done.exit_code == 1
    assert f"was pruned and keeps {DAYS[2]} and later" in done.output
    assert days_in(folder) == DAYS[2:]


def test_without_the_limit_the_days_come_back(folder: Folder) -> None:
    invoke(prune, "--out", str(folder.root), "--before", str(DAYS[2]))
    folder.store.with_name("wirewatch.duckdb.kept_from").unlink()
    assert invoke(aggregate, "--out", str(folder.root)).exit_code == 0
    assert days_in(folder) == DAYS


def test_prune_of_a_folder_without_a_store_says_so(tmp_path: Path) -> None:
    done = invoke(prune, "--out", str(tmp_path), "--before", "2022-01-01")
    assert done.exit_code == 1
    assert "no such store" in done.output
    assert list(tmp_path.iterdir()) == []


def test_pruned_store_passes_over_changes_of_days_that_it_does_not_keep(folder: Folder) -> None:
    invoke(prune, "--out", str(folder.root), "--before", str(DAYS[2]))
    row = sample("daily_row", DailyRow)
    days = (DAYS[1], DAYS[3])
    changes = Changes(
        rows=tuple(replace(row, day=day, place="new") for day in days),
        reports=tuple(ReportTold(report=coded(day, "new")) for day in days),
    )
    before = select(folder, "SELECT count(*) FROM daily")[0][0], select(folder, "SELECT count(*) FROM reports")[0][0]
    open_store(folder.store).apply(changes)
    assert select(folder, "SELECT count(*) FROM daily") == [(before[0] + 1,)]
    assert select(folder, "SELECT count(*) FROM reports") == [(before[1] + 1,)]
    assert days_in(folder) == days_in(folder, "reports", "published_day") == DAYS[2:]


def test_sinks_of_a_stream_take_changes(tmp_path: Path) -> None:
    (sink,) = open_change_sinks([f"duckdb:{tmp_path / 'w.duckdb'}"])
    sink.apply(Changes())
    with pytest.raises(SinkNameError, match=r"parquet:rows takes whole days.*aggregate --servers \.\.\. --backfill"):
        open_change_sinks(["parquet:rows"])
    with pytest.raises(SinkNameError, match=r"a sink of a stream is duckdb:FILE or postgresql://") as refused:
        open_change_sinks(["mysql://owner:pass@host/news"])
    assert "pass@" not in str(refused.value)


def test_init_brings_a_file_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    done = invoke(sinks, "init", f"duckdb:{path}")
    assert (done.exit_code, done.output) == (0, f"{path}: up to date\n")
    path.write_bytes(b"not a database" * 1000)
    done = invoke(sinks, "init", f"duckdb:{path}")
    assert done.exit_code == 1
    assert "not a DuckDB store" in done.output
