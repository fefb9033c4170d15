"""``wirewatch follow``: feeds in, and what is new in them coded in a folder, or pushed to a topic."""

import json
import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol
from zoneinfo import ZoneInfo

import click
from click.core import ParameterSource

from pipelines.cli.counting import min_confidence_option, note_recount
from pipelines.cli.following import MEMORY, explained, go_on, told, watched
from pipelines.cli.kafka import broker
from pipelines.cli.run import print_summary, summary_of
from pipelines.cli.sinks import opened, sink_option
from pipelines.cli.words import some
from pipelines.cli.working import calibration_option, workers_option
from pipelines.cli.zones import timezone_option

if TYPE_CHECKING:
    from connectors.feeds.rounds import Rounds
    from connectors.kafka.writer import RecordWriter
    from pipelines.coding.calibration import Calibration
    from pipelines.coding.pool import MakeCoder
    from pipelines.deployments.inbox import Inbox
    from pipelines.deployments.local import Folder
    from pipelines.deployments.sinks import Sinks
    from pipelines.deployments.up.feeds import Watch

_OF_CODING: Final = ("timezone", "min_confidence", "workers", "calibration", "sink")
_OF_PUSHING: Final = ("kafka_config", "topic")
_log: Final = logging.getLogger("wirewatch")


@click.command(epilog="Example: wirewatch follow https://news.example.org/feed.xml --out out --once")
@click.argument("feeds", nargs=-1, required=True, metavar="FEEDS...")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder; may hold earlier runs.")
@click.option("--once", is_flag=True, help="Read each feed once, code what is new, and end.")
@click.option("--allow_private", "--allow-private", is_flag=True, help="Feeds and pages may lie in private networks.")
@click.option("--servers", help="Push reports to these brokers (host:port,...) instead of coding them in the folder.")
@click.option(
    "--kafka_config",
    "--kafka-config",
    multiple=True,
    metavar="KEY=VALUE|FILE",
    help="With --servers: a setting of kafka-python, or a file of them. Repeatable.",
)
@click.option("--topic", default="reports.raw", show_default=True, help="With --servers: where to.")
@click.option("--metrics_port", "--metrics-port", type=int, help="Serve metrics for Prometheus on 127.0.0.1; 0: any.")
@timezone_option
@min_confidence_option
@workers_option
@calibration_option
@sink_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object; with --once.")
def command(
    feeds: tuple[str, ...],
    out: Path,
    servers: str | None,
    kafka_config: tuple[str, ...],
    topic: str,
    metrics_port: int | None,
    timezone: ZoneInfo,
    min_confidence: float,
    workers: int,
    calibration: "Calibration | None",
    sink: tuple[str, ...],
    *,
    once: bool,
    allow_private: bool,
    as_json: bool,
) -> int:
    """Read feeds, and the pages of what is new in them, and turn that into events and daily aggregates.

    FEEDS are addresses of RSS, Atom or JSON feeds, or files of them: feeds.toml, or OPML as feed readers write it.
    Without --once it goes on until Ctrl-C. It may be killed at any time and started again. A feed that fails is tried
    again later and keeps no other waiting; --once ends with 1 where none could be read.

    With --servers nothing is coded here: the reports go to a topic, and the folder remembers what was seen.
    """
    _refuse(_OF_PUSHING if servers is None else _OF_CODING, servers)
    with explained(out):
        from connectors.feeds.listing import read_lists
        from connectors.feeds.memory import Memory
        from connectors.feeds.reading import opened_rounds
        from connectors.pages import read_page
        from pipelines.coding.pool import MakeCoder

        listed = read_lists(feeds, allow_private=allow_private)
        coding = _coding(out, timezone, min_confidence, MakeCoder(workers, calibration), sink)
        with (
            Memory.held(out / MEMORY) as memory,
            coding if servers is None else _pushing(servers, kafka_config, topic) as there,
            watched(listed.feeds, memory, metrics_port, coding=servers is None) as watch,
            opened_rounds(listed, memory, there.take, read_page=read_page, done=watch.visited) as rounds,
        ):
            if once:
                return _once(rounds, there, as_json=as_json)
            go_on(rounds, partial(_after_reading, there, watch, codes=servers is None))
            return 0


class _There(Protocol):
    """Where reports go: ``take`` returns when they cannot be lost, ``code`` codes them, where that is done here."""

    def take(self, reports: Sequence[Mapping[str, Any]], /) -> None: ...

    def code(self) -> dict[str, Any] | None: ...

    def show(self, summary: dict[str, Any], /) -> None: ...


class _Coding:
    """Codes what waits in the inbox, and makes the tables anew."""

    def __init__(
        self,
        folder: "Folder",
        inbox: "Inbox",
        zone: ZoneInfo,
        min_confidence: float,
        make_coder: "MakeCoder",
        more: "Sinks",
    ) -> None:
        from pipelines.deployments.up.memory import Memory as Kept

        self._folder, self._inbox, self._zone, self._min_confidence = folder, inbox, zone, min_confidence
        self._kept, self._coder, self._more = Kept(make_coder), make_coder.identity, more

    def take(self, reports: Sequence[Mapping[str, Any]]) -> None:
        """Keep reports until they are coded."""
        self._inbox.take(reports)

    def code(self) -> dict[str, Any] | None:
        """Code what waits; the summary, or None if nothing did."""
        from pipelines.deployments.local import aggregate_folder, ingest_files

        self._inbox.close()
        waiting, began = self._inbox.waiting(), time.perf_counter()
        if not waiting:
            return None
        with self._folder.held():
            ingested = ingest_files(
                waiting, self._folder, zone=self._zone, make_coder=self._kept.coder, more=self._more.rejected
            )
            note_recount([*self._folder.day_sinks, *self._more.days], self._min_confidence)
            aggregated = aggregate_folder(self._folder, min_confidence=self._min_confidence, more=self._more.days)
        self._inbox.mark_coded(waiting)
        return summary_of(ingested, aggregated, self._folder, time.perf_counter() - began, self._coder)

    def show(self, summary: dict[str, Any]) -> None:
        """Print what was coded."""
        print_summary(summary, self._folder, self._coder)


class _Pushing:
    """Pushes reports to a topic; what they are worth is seen where they are coded."""

    def __init__(self, writer: "RecordWriter") -> None:
        self._writer = writer

    def take(self, reports: Sequence[Mapping[str, Any]]) -> None:
        """Return when the broker has them; raises DeliveryError."""
        from connectors.kafka.push import push_key
        from connectors.records import OutRecord

        for report in reports:
            value = json.dumps(report).encode()
            refused = self._writer.write(OutRecord(key=push_key(value), value=value))
            if refused is not None:
                _log.warning("%s: not sent: %s", report.get("url") or report.get("guid"), refused.message)
        self._writer.flush()

    def code(self) -> None:
        """Nothing is coded here."""

    def show(self, summary: dict[str, Any]) -> None:
        """Nothing is."""


@contextmanager
def _coding(
    out: Path, zone: ZoneInfo, min_confidence: float, make_coder: "MakeCoder", sink: tuple[str, ...]
) -> Iterator["_There"]:
    from pipelines.deployments.inbox import Inbox
    from pipelines.deployments.local import Folder

    folder = Folder(out)
    with opened(sink) as more:
        folder.check_from_files()
        folder.check_coder(make_coder.identity)
        yield _Coding(folder, Inbox(out / "inbox"), zone, min_confidence, make_coder, more)


@contextmanager
def _pushing(servers: str, kafka_config: tuple[str, ...], topic: str) -> Iterator["_There"]:
    with broker(servers, kafka_config) as settings:
        from connectors.kafka.writer import RecordWriter

        writer = RecordWriter(settings, topic)
        try:
            yield _Pushing(writer)
        finally:
            writer.close()


def _refuse(names: Sequence[str], servers: str | None) -> None:
    """Refuse options that would do nothing."""
    context = click.get_current_context()
    for name in names:
        if context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            why = "goes with --servers" if servers is None else "is for coding, and with --servers nothing is coded"
            raise click.UsageError(f"--{name} {why}", context)


def _once(rounds: "Rounds", there: _There, *, as_json: bool) -> int:
    read = rounds.read_all()
    coded = there.code()
    if as_json:
        click.echo(json.dumps({"feeds": asdict(read), "coded": coded}))
    else:
        click.echo(f"feeds      {told(read)}")
        if coded is not None:
            there.show(coded)
    return 1 if read.failed and not read.feeds else 0


def _after_reading(there: _There, watch: "Watch", *, codes: bool) -> None:
    coded = there.code()
    if coded is not None:
        parts = ", ".join(f"{n:,} {name}" for name, n in sorted(coded["outcomes"].items()))
        watch.coded(coded["read"], coded["outcomes"])
        _log.info("coded %s = %s in %s s", some(coded["read"], "report"), parts, coded["seconds"])
    watch.update(coded=codes)
