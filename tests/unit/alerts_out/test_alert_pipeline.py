"""The pipeline over a folder and as a stream: rows in, alerts with their evidence out."""

import json
import re
from datetime import timedelta
from itertools import count
from pathlib import Path

import apache_beam as beam
import pytest
from apache_beam.options.pipeline_options import PipelineOptions, StandardOptions
from apache_beam.testing.test_pipeline import TestPipeline
from apache_beam.testing.test_stream import TestStream
from made_alerts import alert as made_alert
from made_events import SENTENCE, event
from rows import DAY, NOW, pair, quiet_month, read

import pipelines.alert
from connectors.alert_files import AlertFiles, FileInbox
from connectors.parquet import ParquetSink
from connectors.tables import DayTables
from pipelines.alert import alert
from pipelines.alerting.describing import named, summary
from pipelines.alerting.row_changes import RowChange
from pipelines.alerting.rules import DEFAULT_RULES
from pipelines.deployments.alert_main import alert_main
from pipelines.deployments.alerts import alert_folder
from pipelines.deployments.local import Folder
from pipelines.deployments.watching.watch import Watch
from pipelines.steps.write_alerts import WriteAlerts
from schemas import Event, write_container


class Deployment:
    """A folder whose daily rows and events the test writes."""

    def __init__(self, root: Path) -> None:
        self.folder = Folder(root)
        self.log = AlertFiles(root / "alerts")

    def hold(self, *rows, events=()) -> None:
        days = {row.day for row in rows}
        sink = ParquetSink(self.folder.root / "daily")
        sink.replace_days(
            [DayTables(day=day, rows=tuple(row for row in rows if row.day == day)) for day in sorted(days)]
        )
        (self.folder.root / "events").mkdir(exist_ok=True)
        with (self.folder.root / "events" / f"{DAY}.avro").open("wb") as stream:
            write_container(stream, Event, events)

    def judge(self, now=NOW):
        return alert_folder(self.folder, DEFAULT_RULES, now=now)


@pytest.fixture
def deployment(tmp_path):
    return Deployment(tmp_path)


@pytest.mark.slow
def test_surge_is_recorded_with_its_evidence(deployment):
    ids = ("a" * 32, "c" * 32, "gone")
    deployment.hold(*quiet_month(), pair(DAY, 9, evidence=ids), events=map(event, ids[:2]))
    done = deployment.judge()
    assert (done.recorded, done.firing) == (1, 1)
    (fired,) = deployment.log.held()
    assert (fired.rule, fired.state, fired.count, fired.updated_at) == ("pairs", "firing", 9, NOW)
    assert fired.expected < 1 < fired.limit < 9
    told = [(e.event_id, e.sentence, e.url) for e in fired.evidence_events]
    assert told == [(key, SENTENCE, f"https://herald.example/{key}") for key in ids[:2]]
    pattern = r"2022-02-24 XAA -> XAB, material conflict: 9 stories, expected 0\.\d \(limit \d\), score \d\.\d"
    assert re.fullmatch(pattern, fired.summary)
    assert fired.command == f"wirewatch show day 2022-02-24 --out {deployment.folder.root}"


@pytest.mark.parametrize(
    ("series", "said"),
    [
        ({"series": "place_type", "place": "XAA", "type": "COERCE"}, "COERCE in XAA"),
        ({"series": "total", "type": ""}, "all events"),
        ({"series": "pair_type", "type": "AID"}, "XAA -> XAB, AID"),
    ],
)
def test_a_series_has_one_name(series, said):
    alert = made_alert(**series)
    assert (named(alert), summary(alert).partition(": ")[0]) == (said, f"{alert.day} {said}")


@pytest.mark.slow
def test_judged_again_records_nothing(deployment):
    deployment.hold(*quiet_month(), pair(DAY, 9))
    deployment.judge()
    done = deployment.judge(NOW + timedelta(hours=1))
    assert (done.recorded, done.firing) == (0, 1)
    assert len(list((deployment.folder.root / "alerts").glob("*.avro"))) == 1


@pytest.mark.slow
def test_correction_resolves(deployment):
    deployment.hold(*quiet_month(), pair(DAY, 9))
    deployment.judge()
    deployment.hold(read(DAY), pair(DAY, 1))
    done = deployment.judge()
    assert (done.recorded, done.firing) == (1, 0)
    deployment.hold(read(DAY))
    assert deployment.judge().firing == 0
    assert [found.state for found in deployment.log.held()] == ["resolved"]


@pytest.mark.slow
def test_runs_alone(deployment, capsys):
    deployment.hold(*quiet_month(), pair(DAY, 9))
    assert alert_main(["--out", str(deployment.folder.root), "--runner=FnApiRunner"]) == 0
    assert json.loads(capsys.readouterr().out) == {"recorded": 1, "firing": 1}


TOPIC: list[RowChange] = []
"""What a stream has brought so far: where a worker finds what came before, and what comes besides."""


def streamed(folder, *batches):
    """Run the pipeline over batches of rows, a second or more apart; a fresh worker may take each of them."""
    log = AlertFiles(folder)
    stream = TestStream()
    for batch in batches:
        stream = stream.add_elements(batch).advance_processing_time(2)
    options = PipelineOptions([])
    options.view_as(StandardOptions).streaming = True
    with TestPipeline(runner="BundleBasedDirectRunner", options=options) as pipeline:
        alerts = alert(
            pipeline | stream.advance_watermark_to_infinity() | "Append rows" >> beam.Map(appended),
            lambda: Watch(DEFAULT_RULES, log.held, lambda: TOPIC),
            find_events=lambda alerts: {},
            clock=lambda: NOW,
            early=timedelta(seconds=1),
        )
        _ = alerts | "Write alerts" >> WriteAlerts([log])
    return [(entry.alert.source, entry.alert.state, entry.alert.count) for entry in FileInbox(folder, "test").poll(0)]


def appended(change):
    TOPIC.append(change)
    return change


def changes(*rows):
    return [RowChange.of(row, (0.0, next(OFFSETS))) for row in rows]


OFFSETS = count()


@pytest.mark.slow
def test_stream_says_what_changes_and_nothing_twice(tmp_path):
    TOPIC[:] = changes(*quiet_month())
    vanished = RowChange(DAY, TOPIC[-1].cell, None, (1.0, 0))
    surge = changes(pair(DAY, 9))
    told = streamed(tmp_path, changes(pair(DAY, 1)), surge, surge, [vanished])
    assert told == [("XAA", "firing", 9.0), ("XAA", "resolved", 0.0)]
    assert streamed(tmp_path, surge, [vanished]) == told


def test_picture_names_the_steps_in_their_order():
    pipeline = beam.Pipeline(runner="FnApiRunner")
    daily = pipeline | "Name rows" >> beam.Create([])
    alert(daily, lambda: Watch(DEFAULT_RULES, list), find_events=lambda alerts: {}, clock=lambda: NOW)
    top = [part.full_label for part in pipeline._root_transform().parts]
    drawn = re.search(r"daily -> (.*) -> alerts", pipelines.alert.__doc__)[1].split(" -> ")
    assert top[1:] == [step.capitalize() for step in drawn]
    assert len(drawn) == 3
