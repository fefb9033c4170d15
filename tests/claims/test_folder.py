"""The claims over the real pipelines: files in, a folder of tables out, every sink read back."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions

from claims.coder import PlainCoder
from claims.generator import Fields, corpus, decoded, raw
from claims.model import Tables, expected
from claims.stored import event_files, parquet_rows, select, stored, stored_reports
from claims.test_same_answer import assert_equal, shuffled, unrevised
from connectors.records import RawRecord
from connectors.tables import DayTables
from pipelines.decoding import Decoder
from pipelines.deployments.local import Folder, aggregate_folder, ingest_files, recode_folder
from pipelines.ingest import ingest
from pipelines.steps.elements import InputOutcome
from pipelines.steps.write_days import WriteDays

pytestmark = pytest.mark.slow

ZONE = ZoneInfo("Europe/Berlin")
OLDER = partial(PlainCoder, rank=1, blind=frozenset({"attacked", "met"}))
NEWER = partial(PlainCoder, rank=2, version="2")
NOON = datetime(2022, 3, 1, 12, tzinfo=UTC)


def run(
    folder: Folder, deliveries: Sequence[Fields], *, coder: partial[PlainCoder] = NEWER, now: datetime = NOON
) -> None:
    """One run of the folder over the deliveries, as a file of JSON lines."""
    code(folder, deliveries, coder)
    aggregate_folder(folder, now=now)


def code(folder: Folder, deliveries: Sequence[Fields], coder: partial[PlainCoder] = NEWER) -> dict[str, int]:
    folder.root.mkdir(parents=True, exist_ok=True)
    file = folder.root / "input.jsonl"
    file.write_text("".join(json.dumps(fields) + "\n" for fields in deliveries))
    return ingest_files([str(file)], folder, zone=ZONE, make_coder=coder).outcomes


def modelled(deliveries: Sequence[Fields], coder: partial[PlainCoder] = NEWER) -> Tables:
    return expected(decoded(deliveries, ZONE), coder().identity, ZONE, coder.keywords.get("blind", frozenset()))


def report(day: str, text: str, **others: Any) -> Fields:
    """A report of noon that can be updated: all of one guid, fetched the later, the more is changed."""
    return {
        "source": "echo.example",
        "guid": "n-1",
        "url": "https://echo.example/1",
        "text": text,
        "published_at": f"{day}T12:00:00Z",
        "fetched_at": "2022-01-20T13:00:00Z",
        "language": "en",
    } | others


def days_held(folder: Folder) -> dict[str, set[date]]:
    """The days that each sink holds rows or events of."""
    return {
        "daily": {row["day"] for row in select(folder, "SELECT DISTINCT day FROM daily")},
        "parquet": {row["day"] for row in parquet_rows(folder.root / "daily")},
        "events": {row["event_date"] for row in select(folder, "SELECT event_date FROM events")},
        "event files": {event.event_date for event in event_files(folder.root / "events")},
        "mentions": {row["event_date"] for row in select(folder, "SELECT event_date FROM mentions")},
    }


def test_shuffled_doubled_and_split_into_three_runs(tmp_path: Path) -> None:
    """After every run the folder holds what the model gives for all that was delivered so far."""
    stream = corpus(20)
    so_far: list[Fields] = []
    folder = Folder(tmp_path / "split")
    for part in shuffled(stream, random.Random(1), 3):
        so_far += part
        run(folder, part)
        assert_equal(stored(folder), modelled(so_far))
    whole = Folder(tmp_path / "whole")
    run(whole, stream)
    assert_equal(stored(folder), stored(whole))
    assert stored_reports(folder) == stored_reports(whole)


def test_empty_state_gives_the_same_ids_and_counts(tmp_path: Path) -> None:
    """Invariant 1: every run of a worker that knows nothing, the tables from the logs of all of them."""
    stream = corpus(30)
    joined = Folder(tmp_path / "joined")
    for number, part in enumerate(shuffled(stream, random.Random(2), 3)):
        alone = Folder(tmp_path / str(number))
        code(alone, part)
        joined.coded.append(alone.coded.read())
    aggregate_folder(joined, now=NOON)
    assert_equal(stored(joined), modelled(stream))


def run_in_new_process(folder: Folder, deliveries: Sequence[Fields], seed: int) -> None:
    """One run by a process that knows nothing but the folder, and whose hashes of strings are its own."""
    file = folder.root.parent / f"{seed}.jsonl"
    file.write_text("".join(json.dumps(fields) + "\n" for fields in deliveries))
    subprocess.run(
        [sys.executable, "-m", "claims.run_once", ZONE.key, str(folder.root), str(file)],
        check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": str(seed)},
    )


def test_a_new_process_goes_on(tmp_path: Path) -> None:
    stream = corpus(10)
    folder = Folder(tmp_path / "out")
    here, there = shuffled(stream, random.Random(3), 2)
    run(folder, here)
    run_in_new_process(folder, there, seed=1)
    assert_equal(stored(folder), modelled(stream))


@pytest.mark.integration
@pytest.mark.parametrize("runs", [1, 3])
def test_every_run_a_new_process(tmp_path: Path, runs: int) -> None:
    stream = corpus()
    folder = Folder(tmp_path / "out")
    for seed, part in enumerate(shuffled(stream, random.Random(runs), runs)):
        run_in_new_process(folder, part, seed)
    assert_equal(stored(folder), modelled(stream))


def test_update_withdraws_what_was_told(tmp_path: Path) -> None:
    """A changed date, then a dropped sentence: days and events that nobody tells any more are in no sink."""
    folder = Folder(tmp_path)
    attack, visit = "Ruritania attacked Graustark on 2022-01-18.", "Ruritania met Syldavia in Strelsau."
    first = report("2022-01-20", f"{attack} {visit}")
    run(folder, [first])
    assert days_held(folder)["events"] == {date(2022, 1, 18), date(2022, 1, 20)}

    second = report(
        "2022-01-20",
        f"Ruritania attacked Graustark on 2022-01-17. {visit}",
        fetched_at="2022-01-20T14:00:00Z",
    )
    run(folder, [second])
    assert all(days == {date(2022, 1, 17), date(2022, 1, 20)} for days in days_held(folder).values())

    third = report("2022-01-20", visit, fetched_at="2022-01-20T15:00:00Z")
    run(folder, [first, third, second])
    assert all(days == {date(2022, 1, 20)} for days in days_held(folder).values())
    assert_equal(stored(folder), modelled([first, second, third]))


def test_new_date_of_publication_moves_the_report(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    text = "Ruritania met Syldavia in Strelsau."
    run(folder, [report("2022-01-18", text)])
    run(folder, [report("2022-01-20", text, fetched_at="2022-01-20T14:00:00Z")])
    assert all(days == {date(2022, 1, 20)} for days in days_held(folder).values())
    assert [row["published_day"] for row in select(folder, "SELECT * FROM reports")] == [date(2022, 1, 20)]


def test_retraction_leaves_only_that_it_was_read(tmp_path: Path) -> None:
    """A copy at another publisher goes on telling; without one nothing but the report is left."""
    folder = Folder(tmp_path)
    first = report("2022-01-20", "Ruritania attacked Graustark on 2022-01-18.")
    copy = first | {"guid": "n-2", "source": "dawn.example", "publisher": "dawn.example"}
    gone = {"retracted": True, "text": "", "fetched_at": "2022-01-21T00:00:00Z"}
    run(folder, [first, copy])
    (event,) = event_files(folder.root / "events")
    run(folder, [first | gone])
    (still,) = event_files(folder.root / "events")
    assert still.event_id == event.event_id
    assert [row["reports"] for row in select(folder, "SELECT reports FROM daily WHERE series = 'place_type'")] == [1]
    run(folder, [copy | gone])
    held = days_held(folder)
    assert held["daily"] == held["parquet"] == {date(2022, 1, 20)}
    assert not held["events"] | held["event files"] | held["mentions"]
    (total,) = select(folder, "SELECT * FROM daily")
    assert (total["read"], total["read_no_event"], total["mentions"]) == (2, 2, 0)


def test_older_coder_never_overwrites_a_newer_one(tmp_path: Path) -> None:
    """The newer coder recodes what the older coded; then the older delivers a later version of everything."""
    stream = corpus(10)
    folder = Folder(tmp_path)
    run(folder, stream, coder=OLDER)
    assert_equal(stored(folder), modelled(stream, OLDER))
    recode_folder(folder, make_coder=NEWER)
    aggregate_folder(folder, now=NOON)
    newer = unrevised(modelled(stream, NEWER))
    assert_equal(unrevised(stored(folder)), newer)
    later = [fields | {"fetched_at": "2022-02-20T00:00:00Z"} for fields in stream]
    run(folder, later, coder=OLDER)
    assert_equal(unrevised(stored(folder)), newer)
    assert recode_folder(folder, make_coder=NEWER).read == 0


@pytest.mark.parametrize("kind", ["delivery", "copy"])
@pytest.mark.parametrize("day", ["2022-01-20", "2022-01-03"], ids=["of late", "long ago"])
def test_what_was_a_duplicate_is_one_when_a_newer_coder_reads_it_again(tmp_path: Path, kind: str, day: str) -> None:
    """The same delivery twice, and the same text of another report, also where stories of that day are forgotten."""
    first = report(day, "Ruritania attacked Graustark.", fetched_at=f"{day}T13:00:00Z")
    again = first if kind == "delivery" else first | {"guid": "n-2", "source": "dawn.example"}
    stream = [first, again, report("2022-01-20", "Syldavia bombed Graustark.", guid="n-3")]
    folder = Folder(tmp_path)
    outcomes = {"coded": 2, "duplicate": 1}
    assert code(folder, stream, partial(PlainCoder)) == outcomes
    before = {record.report_id: (record.duplicate_of, record.story_id) for record in folder.coded.read()}
    assert code(folder, stream, NEWER) == outcomes
    assert {record.report_id: (record.duplicate_of, record.story_id) for record in folder.coded.read()} == before
    assert code(folder, stream, NEWER) == {"duplicate": 3}


def test_recoding_a_period_counts_nothing_twice(tmp_path: Path) -> None:
    """A newer coder that sees less: what it no longer tells disappears, outside the period all stays."""
    folder = Folder(tmp_path)
    text = "Ruritania attacked Graustark in Strelsau."
    early, late = (report(f"2022-01-{day}", text, guid=day) for day in (18, 20))
    run(folder, [early, late], coder=partial(PlainCoder))
    blind = partial(PlainCoder, rank=2, blind=frozenset({"attacked"}))
    assert recode_folder(folder, since=date(2022, 1, 20), until=date(2022, 1, 25), make_coder=blind).read == 1
    aggregate_folder(folder, now=NOON)
    held = days_held(folder)
    assert held["events"] == held["event files"] == held["mentions"] == {date(2022, 1, 18)}
    assert select(folder, "SELECT sum(incidents) AS n FROM daily WHERE series = 'pair_type'") == [{"n": 1}]


def test_updated_at_changes_only_with_a_value(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    stream = corpus(10)
    run(folder, stream)
    run(folder, stream, now=NOON + timedelta(hours=1))
    before = stored(folder).daily
    assert {row["updated_at"] for row in select(folder, "SELECT * FROM daily")} == {NOON}
    run(
        folder,
        [report("2022-01-20", "Syldavia bombed Ruritania in Hentzau, killing 99.")],
        now=NOON + timedelta(hours=2),
    )
    after = stored(folder).daily
    changed = {key for key in after if after[key] != before.get(key)}
    assert 0 < len(changed) < len(after)
    times = {
        tuple(row[name] for name in ("day", "series", "source", "target", "place", "type", "quad_class")): row[
            "updated_at"
        ]
        for row in select(folder, "SELECT * FROM daily")
    }
    assert {key for key, time in times.items() if time == NOON + timedelta(hours=2)} == changed
    assert {time for key, time in times.items() if key not in changed} == {NOON}


def test_sinks_agree_on_updated_at(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    code(folder, [report("2022-01-20", "Ruritania attacked Graustark.")])
    aggregate_folder(folder)
    times = [row["updated_at"] for row in select(folder, "SELECT DISTINCT updated_at FROM daily")]
    assert times == list({row["updated_at"] for row in parquet_rows(folder.root / "daily")})


def test_every_record_has_one_outcome(tmp_path: Path) -> None:
    """Invariant 5, over the records: twice the same run, so that repeated deliveries are among them."""
    records = [
        *raw(corpus(40)),
        *raw(corpus(40), "reports.raw-2"),
        RawRecord(topic="reports.raw-3", offset=0, value=b""),
    ]
    noted = tmp_path / "outcomes.jsonl"
    with beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner"])) as pipeline:
        done = ingest(
            pipeline | beam.Create(records),
            decoder=Decoder(zone=ZONE),
            coded_before=list,
            load_coder=NEWER,
            zone=ZONE,
        )
        _ = done.outcomes | "Note outcomes" >> beam.Map(_note, noted)
        _ = done.coded | "Leave coded" >> beam.Map(_nothing)
        _ = done.rejected | "Leave rejected" >> beam.Map(_nothing)
    outcomes = [json.loads(line) for line in noted.read_text().splitlines()]
    origins = Counter((o["topic"], o["partition"], o["offset"]) for o in outcomes)
    assert origins == Counter((r.topic, r.partition, r.offset) for r in records)
    by_outcome = Counter(o["outcome"] for o in outcomes)
    assert set(by_outcome) == {"coded", "no_event", "duplicate", "unsupported_language", "rejected"}
    assert by_outcome.total() == len(records)


def _note(outcome: InputOutcome, path: Path) -> None:
    noted = {
        "topic": outcome.origin.topic,
        "partition": outcome.origin.partition,
        "offset": outcome.origin.offset,
        "outcome": outcome.outcome,
    }
    with path.open("a") as stream:
        stream.write(json.dumps(noted) + "\n")


def _nothing(element: object) -> None:
    """The end of a branch that the test does not look at."""


def test_outcomes_of_a_run_add_up_to_what_was_read(tmp_path: Path) -> None:
    stream = corpus(30)
    outcomes = code(Folder(tmp_path), stream)
    assert sum(outcomes.values()) == len(stream)
    rejected = len(stream) - len(list(decoded(stream, ZONE)))
    assert outcomes["rejected"] == rejected == len(list(Folder(tmp_path).rejected.read()))


def test_unusable_records_keep_their_bytes_and_stop_nothing(tmp_path: Path) -> None:
    """Invariant 6, the one half: what cannot be used is a dead letter, what stands beside it is coded."""
    folder = Folder(tmp_path)
    broken = report("0222-01-24", "Ruritania attacked Graustark.")
    run(folder, [broken, report("2022-01-20", "Ruritania attacked Graustark.")])
    (letter,) = folder.rejected.read()
    assert (letter.value, letter.reason, letter.offset) == (json.dumps(broken).encode(), "bad_date", 1)
    assert len(list(event_files(folder.root / "events"))) == 1


class _FullDisk:
    """A DaySink whose disk is full."""

    def held_days(self) -> set[date]:
        return set()

    def replace_days(self, days: Sequence[DayTables]) -> None:
        raise OSError(28, "No space left on device")


def test_a_sink_that_fails_fails_the_job() -> None:
    """Invariant 6, the other half: a broken system is never written off as bad data."""
    pipeline = beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner"]))
    _ = pipeline | beam.Create([DayTables(day=date(2022, 1, 20))]) | WriteDays([_FullDisk()])
    with pytest.raises(Exception, match="No space left"):
        pipeline.run().wait_until_finish()
