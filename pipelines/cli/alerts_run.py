"""``wirewatch alerts run``: judge the days of a folder or a broker, record what changed, tell the receivers."""

import json
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.cli.kafka import broker, registry_option
from pipelines.cli.logs import note
from pipelines.cli.sinks import opened, sink_option
from pipelines.cli.stopping import on_stop
from pipelines.cli.words import say

if TYPE_CHECKING:
    from connectors.alert_log import AlertInbox
    from connectors.receivers import Receiver
    from connectors.sinks import AlertSink
    from pipelines.alerting.rules import AlertRules
    from pipelines.deployments.alerts import Alerted

_PATIENCE = 10.0
_SHOWN = 10


@click.command(epilog="Example: wirewatch alerts run --out out --rules alerts.toml")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Folder of the deployment.")
@click.option("--servers", metavar="HOST:PORT,...", help="Judge the rows of Kafka; else those of the folder.")
@click.option("--rules", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Rules (TOML).")
@click.option("--follow", is_flag=True, help="Go on until stopped; needs --servers.")
@click.option("--kafka_config", "--kafka-config", multiple=True, metavar="KEY=VALUE|FILE", help="As of drain.")
@registry_option
@click.option("--topic_prefix", "--topic-prefix", default="", help="Before the names of all topics.")
@sink_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
def command(
    out: Path | None,
    servers: str | None,
    file: Path | None,
    kafka_config: tuple[str, ...],
    topic_prefix: str,
    sink: tuple[str, ...],
    *,
    follow: bool,
    as_json: bool,
) -> int:
    """Judge every day, record the alerts that are new or changed, and tell the receivers that the rules name.

    Once, or with --follow on and on: days are then judged as their rows come. Run it again as often as you like: what
    is recorded is not recorded again, and a receiver that was away is told later. Without --rules: country pairs by
    quad class, places by type, and totals, and nobody is told.
    """
    from pipelines.alerting.configuration import for_topics

    if out is None and servers is None:
        raise click.UsageError("give --out, --servers or both", click.get_current_context())
    if follow and servers is None:
        raise click.UsageError("--follow needs --servers", click.get_current_context())
    if servers is None and out is not None and not out.is_dir():
        raise click.UsageError(f"{out}: no such folder", click.get_current_context())
    with refusals():
        rules, receivers = rules_of(file, once=not follow)
        if servers is not None:
            for_topics(rules)
        with opened(sink) as more:
            if servers is None and out is not None:
                done, failed = _folder(out, rules, receivers, more.alerts)
            elif servers is not None:
                sinks = [*_store_of(out), *more.alerts]
                if follow:
                    return _follow(servers, kafka_config, topic_prefix, rules, receivers, sinks, out)
                done, failed = _topics(servers, kafka_config, topic_prefix, rules, receivers, sinks, out)
    _print(done, failed, _terminal(rules, failed), as_json=as_json)
    return 1 if failed else 0


def _folder(
    out: Path, rules: "AlertRules", receivers: dict[str, "Receiver"], more: Sequence["AlertSink"]
) -> tuple["Alerted", dict[str, str]]:
    from connectors.alert_files import FileInbox
    from pipelines.deployments.alerts import alert_folder, alerts_of
    from pipelines.deployments.local import Folder, now_to_the_millisecond

    folder = Folder(out)
    with folder.held():
        done = alert_folder(folder, rules, now=now_to_the_millisecond(), more=[*_store_of(out), *more])
        return done, _deliver(rules, receivers, lambda name: FileInbox(alerts_of(folder), name))


def _topics(
    servers: str,
    kafka_config: tuple[str, ...],
    topic_prefix: str,
    rules: "AlertRules",
    receivers: dict[str, "Receiver"],
    more: Sequence["AlertSink"],
    out: Path | None,
) -> tuple["Alerted", dict[str, str]]:
    from connectors.kafka.alerts import TopicInbox
    from connectors.kafka.topics import Topics
    from pipelines.deployments.alerts import drain_alerts
    from pipelines.deployments.local import now_to_the_millisecond

    topics = Topics(topic_prefix)
    with broker(servers, kafka_config) as settings:
        done = drain_alerts(settings, topics, rules, now=now_to_the_millisecond(), more=more, out=out)
        return done, _deliver(rules, receivers, lambda name: TopicInbox(settings, topics.alerts, name))


def _follow(
    servers: str,
    kafka_config: tuple[str, ...],
    topic_prefix: str,
    rules: "AlertRules",
    receivers: dict[str, "Receiver"],
    more: Sequence["AlertSink"],
    out: Path | None,
) -> int:
    from connectors.kafka.topics import Topics
    from pipelines.deployments.local import now_to_the_millisecond
    from pipelines.deployments.watching.following import follow_alerts

    ended = threading.Event()
    on_stop(ended.set)
    with broker(servers, kafka_config) as settings:
        follow_alerts(
            settings,
            Topics(topic_prefix),
            rules,
            receivers,
            stop=ended,
            clock=now_to_the_millisecond,
            more=more,
            out=out,
        )
    return 0


def _deliver(
    rules: "AlertRules", receivers: dict[str, "Receiver"], inbox_of: Callable[[str], "AlertInbox"]
) -> dict[str, str]:
    """Tell every receiver; the names of those that could not be told all, and why."""
    from pipelines.deployments.local import now_to_the_millisecond
    from pipelines.deployments.watching.receivers import deliver_now

    return deliver_now(rules, receivers, inbox_of, now_to_the_millisecond, patience=_PATIENCE)


def rules_of(file: Path | None, *, once: bool = False) -> tuple["AlertRules", dict[str, "Receiver"]]:
    """The rules, and the receivers that they name, ready to be told; ``once``: by a run that does not go on."""
    from pipelines.alerting.configuration import read_rules
    from pipelines.alerting.rules import DEFAULT_RULES
    from pipelines.deployments.watching.receivers import open_receivers

    rules = DEFAULT_RULES if file is None else read_rules(file)
    return rules, open_receivers(rules, once=once)


def _store_of(out: Path | None) -> list["AlertSink"]:
    from connectors.duckdb import DuckdbSink
    from pipelines.deployments.local import Folder

    if out is None:
        return []
    out.mkdir(parents=True, exist_ok=True)
    return [DuckdbSink(Folder(out).store)]


def _terminal(rules: "AlertRules", failed: dict[str, str]) -> frozenset[str]:
    """The rules whose alerts a receiver has printed here."""
    from pipelines.alerting.rules import Stdout

    printing = {receiver.name for receiver in rules.receivers if isinstance(receiver, Stdout)} - failed.keys()
    return frozenset(rule.name for rule in rules.rules if printing.intersection(rule.receivers))


def _print(done: "Alerted", failed: dict[str, str], printed: frozenset[str], *, as_json: bool) -> None:
    from pipelines.alerting.describing import figures, named

    if as_json:
        fired = [f"{alert.day} {named(alert)}" for alert in done.fired]
        click.echo(json.dumps({"recorded": done.recorded, "firing": done.firing, "fired": fired, "not_told": failed}))
        return
    click.echo(f"alerts     {done.recorded} new or changed, {done.firing} fire")
    unsaid = [alert for alert in done.fired if alert.rule not in printed]
    for alert in unsaid[:_SHOWN]:
        say(f"fires      {alert.day} {named(alert)}: {figures(alert)}, rule {alert.rule}")
    if len(unsaid) > _SHOWN:
        click.echo(f"           and {len(unsaid) - _SHOWN:,} more: `wirewatch show alerts` lists them")
    for name, why in failed.items():
        note(f"receiver {name}: {why}; it is told by the next run")


@contextmanager
def refusals() -> Iterator[None]:
    """What rules, receivers, folders and rows can be wrong in, as a click error."""
    from connectors.duckdb import StoreError
    from pipelines.alerting.configuration import RulesError
    from pipelines.deployments.index import LogIndexError
    from pipelines.deployments.local import FolderError
    from pipelines.deployments.watching.daily_records import DailyRecordError
    from pipelines.deployments.watching.receivers import ReceiverError

    try:
        yield
    except (FolderError, ReceiverError, RulesError) as e:
        raise click.UsageError(str(e), click.get_current_context()) from e
    except (DailyRecordError, LogIndexError, StoreError) as e:
        raise click.ClickException(str(e)) from e
