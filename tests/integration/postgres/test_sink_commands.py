"""``--sink`` and ``wirewatch sinks init`` over a real server and files."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import psycopg
import pytest
from claims.coder import PlainCoder
from claims.generator import Fields, corpus
from click.testing import CliRunner, Result
from day_sink_behaviour import MONDAY, tables
from postgres_server import PostgresServer

from connectors.postgres.address import PostgresUrl
from connectors.postgres.sink import PostgresSink
from connectors.sql.migrations import shipped
from connectors.tables import DayTables
from pipelines.cli.recode import command as recode
from pipelines.cli.run import command as run
from pipelines.cli.sinks import command as sinks
from pipelines.deployments.local import Folder, aggregate_folder, ingest_files
from pipelines.deployments.sinks import Sinks
from pipelines.deployments.updating import update_folder

pytestmark = pytest.mark.integration
NewUrl = Callable[[], str]
SAMPLES = Path(__file__).parents[3] / "samples" / "reports"


def invoke(command: Any, *argv: str) -> Result:
    return CliRunner().invoke(command, list(argv))


def select(url: str, query: str) -> list[Any]:
    with psycopg.connect(url) as connection:
        connection.execute("SET search_path TO wirewatch")
        return connection.execute(query).fetchall()


def test_init_makes_the_tables_once_and_shows_no_password(new_empty: NewUrl) -> None:
    url = new_empty()
    first, second = invoke(sinks, "init", url), invoke(sinks, "init", url)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert f"applied {', '.join(migration.name for migration in shipped('postgres'))}" in first.output
    assert second.output.endswith(": up to date\n")
    assert "s3cret" not in first.output + second.output


def test_run_fills_the_folder_and_every_other_sink_alike(url: str, tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other.duckdb"
    names = (url, f"duckdb:{other}", f"parquet:{tmp_path / 'rows'}")
    broken = tmp_path / "broken.json"
    broken.write_text("{")
    done = invoke(
        run, str(SAMPLES), str(broken), "--out", str(out), *(word for n in names for word in ("--sink", n)), "--json"
    )
    assert done.exit_code == 0, done.output
    counted = json.loads(done.stdout)["tables"]
    assert counted["daily"] > 0
    assert counted["rejected"] > 0
    assert {name: select(url, f"SELECT count(*) FROM {name}")[0][0] for name in counted} == counted
    with duckdb.connect(other, read_only=True) as store:
        assert {name: store.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in counted} == counted
    rows = "SELECT day, series, source, target, place, type, quad_class, mentions, score, revision FROM daily ORDER BY "
    rows += ", ".join(str(n) for n in range(1, 8))
    with duckdb.connect(out / "wirewatch.duckdb", read_only=True) as store:
        embedded = store.execute(rows).fetchall()
    with duckdb.connect() as store:
        parquet = store.execute(rows.replace("FROM daily", f"FROM '{tmp_path}/rows/*.parquet'")).fetchall()
    assert sorted(select(url, rows)) == sorted(embedded) == sorted(parquet)


TABLES = ("reports", "events", "mentions", "daily")


def coded_into(folder: Folder, number: int, stories: list[Fields]) -> None:
    """Reports in a folder's log, as a run leaves them before it brings up the tables."""
    file = folder.root / f"input-{number}.jsonl"
    file.write_text("".join(json.dumps(fields) + "\n" for fields in stories))
    ingest_files([str(file)], folder, zone=ZoneInfo("UTC"), make_coder=PlainCoder)


def assert_as_the_store(url: str, folder: Folder) -> None:
    key = "day, series, source, target, place, type, quad_class, mentions, revision"
    with duckdb.connect(folder.store, read_only=True) as store:
        for table in TABLES:
            counted = f"SELECT count(*) FROM {table}"
            assert select(url, counted) == store.execute(counted).fetchall()
        rows = f"SELECT {key} FROM daily ORDER BY ALL"
        assert sorted(select(url, rows.replace(" ORDER BY ALL", ""))) == sorted(store.execute(rows).fetchall())


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many days each call made anew in the database."""
    calls: list[int] = []
    replace_days = PostgresSink.replace_days

    def counting(self: PostgresSink, days: Sequence[DayTables]) -> None:
        calls.append(len(days))
        replace_days(self, days)

    monkeypatch.setattr(PostgresSink, "replace_days", counting)
    return calls


def test_a_run_hands_a_database_what_is_new_and_nothing_else(url: str, tmp_path: Path, replaced: list[int]) -> None:
    folder, stories = Folder(tmp_path), corpus(60)
    for number, part in enumerate((stories[:-20], stories[-20:-10], stories[-10:])):
        coded_into(folder, number, part)
        update_folder(folder, more=Sinks(stores=(PostgresSink(PostgresUrl(url)),)))
        assert_as_the_store(url, folder)
        assert bool(replaced) == (number == 0), "days are made anew by the first run alone"
        replaced.clear()


@pytest.mark.parametrize(
    "touch",
    [
        "DELETE FROM wirewatch.daily WHERE series = 'total'",
        "UPDATE wirewatch.events SET type = 'AID'",
        "DELETE FROM wirewatch.mentions",
        "TRUNCATE wirewatch.reports",
        "UPDATE wirewatch.state SET state = 'as of a copy of last week'",
    ],
)
def test_a_database_that_somebody_touched_is_made_anew(
    url: str, tmp_path: Path, replaced: list[int], touch: str
) -> None:
    folder, stories = Folder(tmp_path), corpus(60)
    coded_into(folder, 0, stories[:-10])
    update_folder(folder, more=Sinks(stores=(PostgresSink(PostgresUrl(url)),)))
    with psycopg.connect(url) as connection:
        connection.execute(touch)
    replaced.clear()
    coded_into(folder, 1, stories[-10:])
    update_folder(folder, more=Sinks(stores=(PostgresSink(PostgresUrl(url)),)))
    assert replaced
    assert_as_the_store(url, folder)


def test_two_folders_that_share_a_database_leave_it_to_one_of_them_whole(
    url: str, tmp_path: Path, replaced: list[int]
) -> None:
    stories, folders = corpus(60), [Folder(tmp_path / name) for name in "ab"]
    for folder, part in zip(folders, (stories[:40], stories[20:]), strict=True):
        folder.root.mkdir()
        coded_into(folder, 0, part)
    for folder in (*folders, *folders):
        replaced.clear()
        update_folder(folder, more=Sinks(stores=(PostgresSink(PostgresUrl(url)),)))
        assert replaced


def test_what_another_writes_between_two_calls_is_no_state_of_ours(url: str) -> None:
    ours, others = PostgresSink(PostgresUrl(url)), PostgresSink(PostgresUrl(url))
    first = ours.state()
    ours.replace_days([tables(MONDAY, "a")])
    left = ours.state()
    assert left == PostgresSink(PostgresUrl(url)).state() != first
    others.replace_days([tables(MONDAY, "b")])
    assert ours.state() != others.state()
    ours.replace_days([tables(MONDAY, "a")])
    assert ours.state() != PostgresSink(PostgresUrl(url)).state()
    fresh = PostgresSink(PostgresUrl(url))
    assert fresh.state() == PostgresSink(PostgresUrl(url)).state()


def test_recode_makes_every_sink_anew(url: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert invoke(run, str(SAMPLES), "--out", str(out)).exit_code == 0
    done = invoke(recode, "--out", str(out), "--sink", url, "--json")
    assert (done.exit_code, json.loads(done.stdout)["recoded"]) == (0, 0), done.output
    with duckdb.connect(out / "wirewatch.duckdb", read_only=True) as store:
        for table in ("reports", "events", "mentions", "daily"):
            counted = f"SELECT count(*) FROM {table}"
            assert select(url, counted) == store.execute(counted).fetchall() != [(0,)]


def test_every_number_has_its_mentions_behind_it(url: str, tmp_path: Path) -> None:
    file = tmp_path / "input.jsonl"
    file.write_text("".join(json.dumps(fields) + "\n" for fields in corpus(80)))
    folder = Folder(tmp_path)
    ingest_files([str(file)], folder, zone=ZoneInfo("UTC"), make_coder=PlainCoder)
    aggregate_folder(folder, more=[PostgresSink(PostgresUrl(url))])
    key = "day, series, source, target, place, type, quad_class"
    told = select(url, f"SELECT {key}, mentions FROM daily WHERE mentions > 0 ORDER BY {key}")
    counted = f"SELECT {key}, count(*) FROM mentions_behind GROUP BY {key} ORDER BY {key}"
    assert select(url, counted) == told
    with duckdb.connect(folder.store, read_only=True) as store:
        assert store.execute(counted).fetchall() == told
    assert len(told) > 100
    assert select(url, "SELECT count(*) > 0 FROM events WHERE reciprocal AND jsonb_array_length(sources) > 1") == [
        (True,)
    ]


def test_reports_by_outcome_and_last_thirty_days_add_up(url: str, tmp_path: Path) -> None:
    assert invoke(run, str(SAMPLES), "--out", str(tmp_path), "--sink", url).exit_code == 0
    last = '(SELECT max(day) FROM daily WHERE "read" > 0)'
    in_period = f"series = 'pair_type' AND day > {last} - 30 AND day <= {last}"
    for view, base in (
        ("SELECT sum(reports) FROM reports_by_outcome", 'SELECT sum("read") FROM daily'),
        (
            "SELECT sum(incidents), sum(mentions) FROM pairs_last_30_days",
            f"SELECT sum(incidents), sum(mentions) FROM daily WHERE {in_period}",
        ),
    ):
        with duckdb.connect(tmp_path / "wirewatch.duckdb", read_only=True) as store:
            embedded = [store.execute(query).fetchall() for query in (view, base)]
        assert select(url, view) == select(url, base) == embedded[0] == embedded[1]
        assert embedded[0][0][0] > 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("mysql://owner:pass@host/news", "Error: --sink: a sink is duckdb:FILE, parquet:FOLDER or postgresql://"),
        ("duckdb:", "Error: --sink: a sink is duckdb:FILE"),
        ("password=pass", "Error: --sink: a sink is duckdb:FILE"),
        ("postgresql://owner:pa@ss@host/news", "Error: --sink: not a URL that PostgreSQL takes"),
    ],
)
def test_wrong_name_of_a_sink_is_wrong_usage_before_any_work(name: str, said: str, tmp_path: Path) -> None:
    done = invoke(run, str(SAMPLES), "--out", str(tmp_path / "out"), "--sink", name)
    assert (done.exit_code, "pass@" in done.output, "=pass" in done.output) == (2, False, False)
    assert said in done.output
    assert not (tmp_path / "out").exists()


def test_database_without_tables_stops_a_run_before_any_work(new_empty: NewUrl, tmp_path: Path) -> None:
    done = invoke(run, str(SAMPLES), "--out", str(tmp_path / "out"), "--sink", new_empty())
    assert done.exit_code == 1
    assert "no wirewatch tables" in done.output
    assert not (tmp_path / "out").exists()


def test_init_of_a_wrong_password_is_one_line(server: PostgresServer) -> None:
    done = invoke(sinks, "init", server.url("postgres", password="hunter"))
    assert done.exit_code == 1
    assert "password authentication failed" in done.output
    assert "hunter" not in done.output
