"""The alerts of a deployment, judged once: over the tables of a folder, or over the topics of a broker.

Every day is judged anew, as a drain recomputes every row (decision D9); what is recorded already is not recorded again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from connectors.alert_files import AlertFiles
from connectors.alert_log import AlertLog
from connectors.kafka.alerts import AlertTopic
from connectors.kafka.plan import plan_read
from connectors.kafka.settings import KafkaSettings
from connectors.kafka.source import ReadFromKafka
from connectors.kafka.topics import Topics
from connectors.parquet import ParquetSink, read_rows
from connectors.sinks import AlertSink
from pipelines.alert import alert
from pipelines.alerting.describing import evidence_ids
from pipelines.alerting.row_changes import RowChange
from pipelines.alerting.rules import AlertRules
from pipelines.deployments.language_rows import language_rows
from pipelines.deployments.local import Folder, FolderError, local_options
from pipelines.deployments.watching.daily_records import row_change
from pipelines.deployments.watching.event_book import find_in_topic
from pipelines.deployments.watching.watch import Recorded, Watch
from pipelines.steps.write_alerts import WriteAlerts
from schemas import Alert, Event, read_container


@dataclass(frozen=True, slots=True, kw_only=True)
class Alerted:
    """What a judgement of all days did: states recorded, and alerts that fire now."""

    recorded: int
    firing: int
    fired: tuple[Alert, ...] = ()
    """Those of the states recorded that fire, the latest first."""


def alerts_of(folder: Folder) -> Path:
    """Where a folder's log of alerts is."""
    return folder.root / "alerts"


def alert_folder(
    folder: Folder,
    rules: AlertRules,
    *,
    now: datetime,
    more: Sequence[AlertSink] = (),
    options: PipelineOptions | None = None,
) -> Alerted:
    """Judge every day of a folder, and record what changed in its log and in the sinks ``more``.

    Rules with languages are judged by rows of the reports in them, made of the folder's log; raises FolderError where
    it has none.
    """
    log = AlertFiles(alerts_of(folder))
    before = log.held()
    by_languages = rules.by_languages()
    if len(by_languages) > 1 and not folder.coded.parts():
        raise FolderError(f"{folder.root}: no coded records, of which rows of some languages are made, as of a broker")
    pipeline = beam.Pipeline(options=local_options(options))
    for languages, rows in _rows_by_languages(pipeline, folder, by_languages).items():
        recorded = partial(_recorded, log, rules, languages)
        watch = beam.ptransform_fn(_watched)(folder, log, languages, by_languages[languages], recorded, now)
        _ = rows | f"Watch rows of {' '.join(sorted(languages)) or 'all'}" >> watch
    pipeline.run().wait_until_finish()
    return _alerted(before, log, more)


def _watched(
    rows: beam.PCollection,
    folder: Folder,
    log: AlertFiles,
    languages: frozenset[str],
    alike: AlertRules,
    recorded: Recorded,
    now: datetime,
) -> beam.PCollection:
    """Rows of reports in some languages judged by the rules that look at them, and what changed in the log."""
    changed = alert(
        rows,
        partial(Watch, alike, recorded),
        find_events=partial(_find_in_folder, folder.root / "events"),
        clock=lambda: now,
        out=folder.root,
        languages=languages,
    )
    return changed | "Write alerts" >> WriteAlerts([log])


def _rows_by_languages(
    pipeline: beam.Pipeline, folder: Folder, wanted: Iterable[frozenset[str]]
) -> dict[frozenset[str], beam.PCollection]:
    """The rows of a folder, and by languages what they would be of the reports in these: its log is read once."""
    some = {" ".join(sorted(languages)): languages for languages in wanted if languages}
    found: dict[frozenset[str], beam.PCollection] = {frozenset(): _rows_held(pipeline, folder)}
    if some:
        named = pipeline | "Name languages" >> beam.Create([(str(folder.root), some)])
        made = named | "Make rows" >> beam.FlatMapTuple(language_rows).with_outputs(*some)
        found |= {languages: made[name] for name, languages in some.items()}
    return found


def _rows_held(pipeline: beam.Pipeline, folder: Folder) -> beam.PCollection:
    files = [(day.isoformat(), str(path)) for day, path in ParquetSink(folder.root / "daily").day_files()]
    days = pipeline | "Name days" >> beam.Create(files)
    return days | "Read rows" >> beam.FlatMapTuple(_read_day).with_output_types(RowChange)


def _recorded(log: AlertFiles, rules: AlertRules, languages: frozenset[str]) -> list[Alert]:
    """The alerts of rules that are judged by the same rows; those of rules that are gone are judged by all reports'."""
    return [alert for alert in log.held() if rules.languages_of(alert.rule) == languages]


def drain_alerts(
    settings: KafkaSettings,
    topics: Topics,
    rules: AlertRules,
    *,
    now: datetime,
    more: Sequence[AlertSink] = (),
    out: Path | None = None,
    options: PipelineOptions | None = None,
) -> Alerted:
    """Judge every day of ``aggregates.daily`` as it is now, and record what changed in ``alerts`` and in ``more``."""
    plan = plan_read(settings, topics.daily, start="earliest", drain=True)
    with closing(AlertTopic(settings, topics.alerts)) as log:
        before = log.held()
        pipeline = beam.Pipeline(options=local_options(options))
        daily = (
            pipeline
            | "Read daily" >> ReadFromKafka(settings, plan)
            | "Decode rows" >> beam.Map(partial(row_change, settings)).with_output_types(RowChange)
        )
        changed = alert(
            daily,
            partial(Watch, rules, log.held),
            find_events=partial(find_in_topic, settings, topics.events),
            clock=lambda: now,
            out=out,
        )
        _ = changed | "Write alerts" >> WriteAlerts([log])
        pipeline.run().wait_until_finish()
        return _alerted(before, log, more)


def _find_in_folder(events: Path, alerts: Collection[Alert]) -> Mapping[str, Event]:
    wanted = evidence_ids(alerts)
    paths = (events / f"{day.isoformat()}.avro" for day in {alert.day for alert in alerts})
    return {event.event_id: event for path in paths if path.exists() for event in _read(path, wanted)}


def _read(path: Path, wanted: set[str]) -> Iterator[Event]:
    with path.open("rb") as stream:
        yield from (event for event in read_container(stream, Event) if event.event_id in wanted)


def _read_day(day: str, path: str) -> Iterator[RowChange]:
    for row in read_rows(Path(path), date.fromisoformat(day)):
        yield RowChange.of(row)


def _alerted(before: Iterable[Alert], log: AlertLog, more: Sequence[AlertSink]) -> Alerted:
    held = log.held()
    for sink in more:  # all of them: the sink may be new
        sink.write_alerts(held)
    known = {alert.alert_id: alert for alert in before}
    recorded = [alert for alert in held if known.get(alert.alert_id) != alert]
    fired = sorted((alert for alert in recorded if alert.state == "firing"), key=lambda alert: (alert.day, alert.score))
    firing = sum(alert.state == "firing" for alert in held)
    return Alerted(recorded=len(recorded), firing=firing, fired=tuple(fired[::-1]))
