"""A folder that grows by runs holds what one run would have made of everything, whatever happens in between.

The log is written without Beam; the tables are those of ``update_folder``, which every run of a folder ends with. Of
most claims a case or two is quick enough for every change; the others are run by ``make faults``.
"""

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import duckdb
import pytest

from claims.coder import PlainCoder
from claims.generator import Fields, corpus, decoded
from claims.memory import aggregate, ingest
from claims.stored import stored, stored_reports
from claims.test_same_answer import shuffled
from connectors.avro_files import EventFiles
from connectors.duckdb import DuckdbSink
from connectors.parquet import ParquetSink
from connectors.tables import DayTables
from pipelines.dedup.memory import CopyMemory
from pipelines.deployments import updating
from pipelines.deployments.index import LogIndex, recall_from
from pipelines.deployments.local import Folder
from pipelines.deployments.pruning import prune
from pipelines.deployments.sinks import Sinks
from pipelines.deployments.updating import update_folder
from schemas import CodedReport

pytestmark = pytest.mark.slow

ZONE = ZoneInfo("Europe/Berlin")
NOON = datetime(2022, 3, 1, 12, tzinfo=UTC)
CODERS = (PlainCoder(rank=1, blind=frozenset({"attacked", "met"})), PlainCoder(rank=2, version="2"))
slow = pytest.mark.faults
update = partial(update_folder, now=NOON)


def slices(seed: int, scenes: int = 12, runs: int = 3) -> list[list[CodedReport]]:
    """What each of some runs adds to the log: updates, retractions, copies, and a newer coder in between."""
    log: list[CodedReport] = []
    found = []
    for number, part in enumerate(shuffled(corpus(scenes), random.Random(seed), runs)):
        new = ingest(decoded(part, ZONE), CODERS[number % 2], ZONE, before=log)
        log += new
        found.append(new)
    return found


def as_of_one_run(folder: Folder, where: Path, least: float = 0.6) -> Folder:
    """A new folder with the tables that are made of the whole log at once."""
    whole = Folder(where)
    where.mkdir(exist_ok=True)
    days = aggregate(folder.coded.read(), NOON, least)
    for sink in whole.day_sinks:
        sink.replace_days(days)
    return whole


def assert_same(folder: Folder, where: Path, least: float = 0.6) -> None:
    whole = as_of_one_run(folder, where, least)
    assert stored(folder) == stored(whole)
    assert stored_reports(folder) == stored_reports(whole)


def grown(root: Path, seed: int = 1) -> tuple[Folder, list[CodedReport]]:
    """A folder with tables of all slices but the last, and that one."""
    folder = Folder(root)
    *before, last = slices(seed)
    for part in before:
        folder.coded.append(part)
        update(folder)
    return folder, last


@slow
@pytest.mark.parametrize("seed", range(6))
def test_runs_in_slices_are_one_run(tmp_path: Path, seed: int) -> None:
    folder = Folder(tmp_path / "grown")
    for number, part in enumerate(slices(seed, runs=2 + seed % 3)):
        folder.coded.append(part)
        update(folder)
        assert_same(folder, tmp_path / str(number))


@slow
@pytest.mark.parametrize("size", [1, 3])
def test_one_report_after_the_other(tmp_path: Path, size: int) -> None:
    """The last reports of a log come few by few, so that nearly all that is held is left as it is."""
    folder = Folder(tmp_path / "grown")
    records = [record for part in slices(9) for record in part]
    folder.coded.append(records[: -4 * size])
    update(folder)
    for at in range(len(records) - 4 * size, len(records), size):
        folder.coded.append(records[at : at + size])
        update(folder)
        assert_same(folder, tmp_path / str(at))


class Killed(BaseException):
    """The end of a process, as far as what is on disk shows it."""


_STEPS: list[tuple[type[Any], str]] = [
    (LogIndex, "_take"),
    (LogIndex, "settle"),
    (DuckdbSink, "apply"),
    (DuckdbSink, "replace_days"),
    (EventFiles, "change_day"),
    (EventFiles, "replace_days"),
    (ParquetSink, "replace_rows"),
    (ParquetSink, "replace_days"),
]
_KILLS = [
    pytest.param(
        *(of, step, after, time),
        marks=[] if (step, after, time) == ("settle", False, 1) else slow,
        id=f"{'after' if after else 'before'} {of.__name__}.{step} {time}",
    )
    for of, step in _STEPS
    for after in (False, True)
    for time in (1, 2)
]


@pytest.mark.parametrize(("of", "step", "after", "time"), _KILLS)
def test_killed_at_any_step_and_run_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, of: type[Any], step: str, after: bool, time: int
) -> None:
    folder, last = grown(tmp_path / "grown")
    folder.coded.append(last)
    if step == "replace_days":  # what is made anew
        folder.index.unlink()
    whole, calls = getattr(of, step), 0

    def cut(*given: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == time and not after:
            raise Killed
        done = whole(*given)
        if calls == time:
            raise Killed
        return done

    with monkeypatch.context() as patch:
        patch.setattr(of, step, cut)
        try:
            update(folder)
        except Killed:
            pass
        else:
            assert calls < time
    folder.coded.append(last[:1])
    update(folder)
    assert_same(folder, tmp_path / "whole")


def _lose_index(folder: Folder) -> None:
    folder.index.unlink()


def _spoil_index(folder: Folder) -> None:
    folder.index.write_bytes(b"no index " * 5_000)


def _cut_index(folder: Folder) -> None:
    folder.index.write_bytes(folder.index.read_bytes()[:9_000])


def _lose_store(folder: Folder) -> None:
    folder.store.unlink()


def _edit_store(folder: Folder) -> None:
    with duckdb.connect(folder.store) as store:
        store.execute("UPDATE daily SET mentions = 99")


def _lose_rows_of_a_day(folder: Folder) -> None:
    next((folder.root / "daily").glob("*.parquet")).unlink()


def _lose_events_of_a_day(folder: Folder) -> None:
    next((folder.root / "events").glob("*.avro")).unlink()


def _lose_newest_part(folder: Folder) -> None:
    folder.coded.parts()[-1].unlink()


def _lose_first_part(folder: Folder) -> None:
    folder.coded.parts()[0].unlink()


def _other_log(folder: Folder) -> None:
    """A log of the same file names and other records."""
    for number, part in enumerate(folder.coded.parts()):
        part.unlink()
        folder.coded.append(slices(5)[number])


def _half_an_update(folder: Folder) -> None:
    """The store has taken something in of which the index does not know."""
    DuckdbSink(folder.store).replace_days([DayTables(day=date(2022, 1, 20))])


_EVENTS: list[Callable[[Folder], None]] = [
    _lose_index,
    _spoil_index,
    _cut_index,
    _lose_store,
    _edit_store,
    _lose_rows_of_a_day,
    _lose_events_of_a_day,
    _lose_newest_part,
    _lose_first_part,
    _other_log,
    _half_an_update,
]
_HAPPENED = [
    pytest.param(
        *(happened, news),
        marks=[] if news and happened in {_other_log, _edit_store} else slow,
        id=f"{happened.__name__[1:]}, {'news' if news else 'nothing new'}",
    )
    for happened in _EVENTS
    for news in (False, True)
]


@pytest.mark.parametrize(("happened", "news"), _HAPPENED)
def test_whatever_happened_to_the_folder(tmp_path: Path, happened: Callable[[Folder], None], *, news: bool) -> None:
    folder, last = grown(tmp_path / "grown")
    happened(folder)
    if news:
        folder.coded.append(last)
    update(folder)
    assert_same(folder, tmp_path / "whole")


@slow
def test_another_setting_counts_all_days_by_it(tmp_path: Path) -> None:
    folder, last = grown(tmp_path / "grown")
    folder.coded.append(last)
    update(folder, min_confidence=0.0)
    assert_same(folder, tmp_path / "whole", 0.0)


@slow
def test_copied_folder_goes_on(tmp_path: Path) -> None:
    folder, last = grown(tmp_path / "grown")
    shutil.copytree(folder.root, tmp_path / "copied", copy_function=shutil.copyfile)
    copied = Folder(tmp_path / "copied")
    copied.coded.append(last)
    update(copied)
    assert_same(copied, tmp_path / "whole")


@slow
def test_sink_that_joins_later_holds_everything(tmp_path: Path) -> None:
    """Also one that was left out of a run."""
    folder = Folder(tmp_path / "grown")
    other = Folder(tmp_path / "other")
    other.root.mkdir()
    more = Sinks(stores=(DuckdbSink(other.store),), files=(ParquetSink(other.root / "daily"),))
    for number, part in enumerate(slices(3, runs=5)):
        folder.coded.append(part)
        update(folder, more=Sinks() if number in {0, 3} else more)
    whole = as_of_one_run(folder, tmp_path / "whole")
    shutil.copytree(folder.root / "events", other.root / "events")
    assert stored(other) == stored(whole)


@slow
def test_pruned_days_stay_gone(tmp_path: Path) -> None:
    """Files hold them all the same."""
    folder, last = grown(tmp_path / "grown")
    first = date(2022, 1, 20)
    prune(folder.store, first)
    for part in ([], last):
        folder.coded.append(part)
        update(folder)
    whole = as_of_one_run(folder, tmp_path / "whole")
    assert ParquetSink(folder.root / "daily").held_days() == ParquetSink(whole.root / "daily").held_days()
    assert min(DuckdbSink(folder.store).held_days()) >= first


def test_days_that_nothing_new_touches_are_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Folder(tmp_path)
    records = {record.published_day: record for part in slices(2) for record in part if record.tellings}
    folder.coded.append(records.values())
    update(folder)
    newest = max(records.values(), key=lambda record: record.fetched_at)
    later = replace(newest, report_id="new", fetched_at=newest.fetched_at + timedelta(hours=1))
    touched = {later.published_day, *(telling.event_date for telling in later.tellings)}
    read: set[date] = set()
    shares_of = LogIndex.bare_shares_of

    def noted(index: LogIndex, day: date) -> Iterator[Any]:
        read.add(day)
        return shares_of(index, day)

    monkeypatch.setattr(LogIndex, "bare_shares_of", noted)
    monkeypatch.setattr(updating, "day_tables", None)
    before = {path: path.stat().st_mtime_ns for path in folder.root.rglob("*/*.*")}
    folder.coded.append([later])
    update(folder)
    assert read == touched
    changed = {path.stem for path, time in before.items() if path.stat().st_mtime_ns != time}
    assert changed <= {str(day) for day in touched}


def test_nothing_new_writes_nothing(tmp_path: Path) -> None:
    folder, _ = grown(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in folder.root.rglob("*") if path.is_file()}
    update(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.root.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=slow) for seed in (1, 2))])
def test_copies_are_found_as_by_who_read_the_whole_log(tmp_path: Path, seed: int) -> None:
    """Of the last days; what is given on arrival may be another for older ones."""
    folder = Folder(tmp_path)
    *before, last = slices(seed)
    for part in before:
        folder.coded.append(part)
    with LogIndex(folder.index, folder.coded) as index:
        index.catch_up()
    whole, recalled = CopyMemory.filled(folder.coded.read), recall_from(folder.index, folder.coded.read)
    for record in [*last, *before[0]]:
        told = {
            "published_at": record.published_at,
            "fetched_at": record.fetched_at,
            "content_hash": record.content_hash,
            "fingerprint": record.hashes,
        }
        assert recalled.stories.arrive(record.report_id, **told) == whole.stories.arrive(record.report_id, **told)


def test_delivery_that_was_coded_is_known(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    stream: Sequence[Fields] = corpus(5)
    reports = list(decoded(stream, ZONE))
    folder.coded.append(ingest(reports, CODERS[0], ZONE))
    with LogIndex(folder.index, folder.coded) as index:
        index.catch_up()
    memory = recall_from(folder.index, list)
    assert {memory.deliveries.coded_by(report) for report in reports} == {1}
    assert memory.deliveries.coded_by(replace(reports[0], text="Another.")) is None
