"""``wirewatch follow``: feeds in, and what is new in them coded in a folder, or pushed to a topic."""

import json
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

import click

from pipelines.cli.counting import min_confidence_option
from pipelines.cli.run import print_summary, summary_of
from pipelines.cli.sinks import opened, sink_option
from pipelines.cli.stopping import on_stop
from pipelines.cli.words import some
from pipelines.cli.working import workers_option
from pipelines.cli.zones import timezone_option

if TYPE_CHECKING:
    from connectors.feeds.rounds import Read, Rounds
    from pipelines.deployments.inbox import Inbox
    from pipelines.deployments.local import Folder
    from pipelines.deployments.sinks import Sinks
    from pipelines.up.memory import Memory as Kept

MEMORY: Final = "feeds.sqlite"
_LEAST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 60.0
_log: Final = logging.getLogger("wirewatch")


@click.command(epilog="Example: wirewatch follow https://news.example.org/feed.xml --out out --once")
@click.argument("feeds", nargs=-1, required=True, metavar="FEEDS...")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder; may hold earlier runs.")
@click.option("--once", is_flag=True, help="Read each feed once, code what is new, and end.")
@click.option("--allow_private", "--allow-private", is_flag=True, help="Feeds and pages may lie in private networks.")
@timezone_option
@min_confidence_option
@workers_option
@sink_option
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object; with --once.")
def command(
    feeds: tuple[str, ...],
    out: Path,
    timezone: ZoneInfo,
    min_confidence: float,
    workers: int,
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
    """
    with _explained(out), opened(sink) as more:
        from connectors.feeds.listing import read_lists
        from connectors.feeds.memory import Memory
        from connectors.feeds.reading import opened_rounds
        from connectors.pages import read_page
        from pipelines.coding.pool import coder_for
        from pipelines.deployments.inbox import Inbox
        from pipelines.deployments.local import Folder
        from pipelines.up.memory import Memory as Kept

        listed = read_lists(feeds, allow_private=allow_private)
        folder = Folder(out)
        with Memory.held(out / MEMORY) as memory:
            folder.check_from_files()
            inbox = Inbox(out / "inbox")
            with opened_rounds(listed, memory, inbox.take, read_page=read_page) as rounds:
                coding = _Coding(folder, inbox, timezone, min_confidence, Kept(partial(coder_for, workers)), more)
                return _once(rounds, coding, as_json=as_json) if once else _on_and_on(rounds, coding)


class _Coding:
    """Codes what waits in the inbox, and makes the tables anew."""

    def __init__(
        self, folder: "Folder", inbox: "Inbox", zone: ZoneInfo, min_confidence: float, kept: "Kept", more: "Sinks"
    ) -> None:
        self._folder, self._inbox, self._zone, self._min_confidence = folder, inbox, zone, min_confidence
        self._kept, self._more = kept, more

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
            aggregated = aggregate_folder(self._folder, min_confidence=self._min_confidence, more=self._more.days)
        self._inbox.mark_coded(waiting)
        return summary_of(ingested, aggregated, self._folder, time.perf_counter() - began)

    def show(self, summary: dict[str, Any]) -> None:
        """Print what was coded."""
        print_summary(summary, self._folder)


def _once(rounds: "Rounds", coding: _Coding, *, as_json: bool) -> int:
    read = rounds.read_all()
    coded = coding.code()
    if as_json:
        click.echo(json.dumps({"feeds": asdict(read), "coded": coded}))
    else:
        click.echo(f"feeds      {_told(read)}")
        if coded is not None:
            coding.show(coded)
    return 1 if read.failed and not read.feeds else 0


def _on_and_on(rounds: "Rounds", coding: _Coding) -> int:
    from connectors.feeds.pace import StoppedError

    on_stop(rounds.stop)
    with suppress(StoppedError):
        _follow(rounds, coding)
    return 0


def _follow(rounds: "Rounds", coding: _Coding) -> None:
    pause = 0.0
    while not rounds.wait(pause):
        if rounds.next_at <= time.time():
            _log.info("feeds: %s", _told(rounds.read_due()))
        coded = coding.code()
        if coded is not None:
            parts = ", ".join(f"{n:,} {name}" for name, n in sorted(coded["outcomes"].items()))
            _log.info("coded %s = %s in %s s", some(coded["read"], "report"), parts, coded["seconds"])
        pause = max(_LEAST_PAUSE, min(rounds.next_at - time.time(), _LONGEST_PAUSE))


def _told(read: "Read") -> str:
    parts = [f"{read.feeds} read"]
    parts += [f"{read.failed} failed"] if read.failed else []
    parts += [f"{read.left_alone} left alone as they ask"] if read.left_alone else []
    parts += [some(read.reports - read.updates, "new report")]
    parts += [some(read.updates, "update")] if read.updates else []
    parts += [f"{read.left} left for the next time"] if read.left else []
    return ", ".join(parts)


@contextmanager
def _explained(out: Path) -> Iterator[None]:
    """Every failure inside the block as one line."""
    try:
        from connectors.duckdb import StoreError
        from connectors.feeds import reading  # noqa: F401  it needs more than is always there
        from connectors.feeds.errors import FeedListError, MemoryDamagedError, MemoryHeldError
        from pipelines.deployments.local import FolderError
    except ModuleNotFoundError as e:
        raise click.ClickException(f"feeds need more ({e}): pip install 'wirewatch[feeds]'") from e
    try:
        yield
    except (FeedListError, FolderError) as e:
        raise click.UsageError(str(e), click.get_current_context()) from e
    except (MemoryDamagedError, MemoryHeldError, StoreError) as e:
        raise click.ClickException(str(e)) from e
    except OSError as e:
        raise click.ClickException(f"{e.filename or out}: {e.strerror or e}") from e
