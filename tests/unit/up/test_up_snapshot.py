"""The snapshot of ``wirewatch up``: which days a record touches, and what it is worth when it is lost or broken."""

import random
from datetime import UTC, date
from pathlib import Path

import pytest
from claims.coder import PlainCoder
from claims.generator import corpus
from claims.memory import NOW, aggregate, run_all

from connectors.kafka.plan import PartitionRange, ReadPlan
from connectors.tables import DayTables
from pipelines.aggregation.days import day_tables
from pipelines.aggregation.parts import days_touched, parts_of
from pipelines.aggregation.versions import Standing
from pipelines.deployments.up.snapshot import Snapshot, records_in
from schemas import CodedReport


def log_of(seed: int) -> list[CodedReport]:
    """Coded records with updates, retractions and older versions, in an order of chance."""
    log = run_all([corpus(40)], PlainCoder(), UTC) + run_all([corpus(40)[::3]], PlainCoder(rank=2), UTC)
    random.Random(seed).shuffle(log)
    return log


def days_in(snapshot: Snapshot) -> list[DayTables]:
    return [day_tables(day, snapshot.shares_of(day), NOW) for day in sorted(snapshot.days())]


def plan(*ends: int, begin: int = 0, topic_id: str = "first") -> ReadPlan:
    parts = (PartitionRange(partition=number, begin=begin, end=end) for number, end in enumerate(ends))
    return ReadPlan(topic="coded", ranges=tuple(parts), topic_id=topic_id)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_only_touched_days_change_and_all_of_those_are_named(tmp_path: Path, seed: int) -> None:
    """Tables that follow by touched days alone are those of the whole log, after every single record of the end."""
    log = log_of(seed)
    held: dict[date, DayTables] = {}
    with Snapshot(tmp_path / "s", "coded") as snapshot:
        for number, record in enumerate(log):
            standing = snapshot.take(record)
            assert standing is None or days_touched(standing) == parts_of(standing).keys()
            for day in days_touched(standing) if standing else ():
                held[day] = day_tables(day, snapshot.shares_of(day), NOW)
            if number > len(log) - 5:
                told = {day: tables for day, tables in held.items() if tables != DayTables(day=day)}
                assert told == {t.day: t for t in aggregate(log[: number + 1]) if t != DayTables(day=t.day)}


def test_a_record_that_changes_nothing_touches_no_day(tmp_path: Path) -> None:
    record = next(record for record in log_of(0) if record.tellings)
    with Snapshot(tmp_path / "s", "coded") as snapshot:
        assert snapshot.take(record) == Standing(record)
        assert snapshot.take(record) is None


def test_what_was_not_kept_is_gone_and_what_was_kept_stays(tmp_path: Path) -> None:
    first, second, *_ = log_of(0)
    with Snapshot(tmp_path / "s", "coded") as snapshot:
        snapshot.begin()
        snapshot.take(first)
        snapshot.reached([(0, 1)])
        snapshot.keep()
        snapshot.begin()
        snapshot.take(second)
        snapshot.reached([(0, 2)])
    with Snapshot(tmp_path / "s", "coded") as snapshot:
        assert snapshot.beyond(plan(2)).ranges == plan(2, begin=1).ranges
        assert [record.report_id for record in records_in(tmp_path / "s")] == [first.report_id]


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (plan(4), "the topic ends before what was read"),
        (plan(9, begin=6), "the topic has lost what was not read"),
        (ReadPlan(topic="coded", ranges=()), "a partition that was read is not there"),
        (plan(9, topic_id="second"), "the topic was made anew and has grown beyond what was read"),
        (plan(5, 0), "partitions were added"),
    ],
)
def test_another_topic_of_the_name_is_read_from_its_beginning(tmp_path: Path, other: ReadPlan, why: str) -> None:
    with Snapshot(tmp_path / "s", "coded") as snapshot:
        snapshot.take(log_of(0)[0])
        snapshot.reached([(0, 5)])
        assert snapshot.beyond(plan(5)).records == 0
        assert not snapshot.begun_anew
        assert snapshot.beyond(other) == other, why
        assert snapshot.begun_anew
        assert not snapshot.days()


def test_broker_that_gives_no_id_is_followed(tmp_path: Path) -> None:
    with Snapshot(tmp_path / "s", "coded") as snapshot:
        for topic_id in ("", "first", ""):
            snapshot.reached([(0, 5)])
            assert snapshot.beyond(plan(9, topic_id=topic_id)).records == 4


@pytest.mark.parametrize("name", ["a folder", "news?x", "a#b", "100%25"])
def test_records_are_found_whatever_the_folder_is_called(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / "s"
    path.parent.mkdir()
    record = log_of(0)[0]
    with Snapshot(path, "coded") as snapshot:
        snapshot.take(record)
        assert [found.report_id for found in records_in(path)] == [record.report_id]


def test_new_partitions_are_read_from_their_beginning(tmp_path: Path) -> None:
    with Snapshot(tmp_path / "s", "coded") as snapshot:
        snapshot.reached([(0, 5)])
        assert [part.begin for part in snapshot.beyond(plan(7, 3)).ranges] == [5, 0]


@pytest.mark.parametrize("broken", ["other bytes", "cut short", "other topic", "other records"])
def test_a_snapshot_that_is_no_use_is_begun_anew(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "s"
    log = log_of(1)
    with Snapshot(path, "elsewhere" if broken == "other topic" else "coded") as snapshot:
        for record in log:
            snapshot.take(record)
        snapshot.reached([(0, len(log))])
        if broken == "other records":
            snapshot._db.execute("UPDATE reports SET standing = x'c0'")
    match broken:
        case "other bytes":
            path.write_bytes(b"no snapshot " * 1_000)
        case "cut short":
            path.write_bytes(path.read_bytes()[:6_000])
    with Snapshot(path, "coded") as snapshot:
        assert not snapshot.days()
        assert snapshot.beyond(plan(9)) == plan(9)
        for record in log:
            snapshot.take(record)
        told = [tables for tables in days_in(snapshot) if tables != DayTables(day=tables.day)]
        assert told == [tables for tables in aggregate(log) if tables != DayTables(day=tables.day)]
