"""What ``wirewatch follow`` and ``wirewatch feeds`` share: rounds until a stop, what is told, what goes wrong."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from connectors.extras import how_to_add
from pipelines.cli.stopping import on_stop
from pipelines.cli.words import some

if TYPE_CHECKING:
    from connectors.feeds.listing import Feed
    from connectors.feeds.memory import Memory
    from connectors.feeds.rounds import Read, Rounds
    from pipelines.deployments.up.feeds import Watch

MEMORY: Final = "feeds.sqlite"
_SECONDS: Final = 1.0
_PATIENCE: Final = 10.0
"""Reports of feeds that were quick wait so long for those that are slow."""
_LONGEST_PAUSE: Final = 60.0
_log: Final = logging.getLogger("wirewatch")


def go_on(rounds: "Rounds", after: Callable[[], None]) -> None:
    """Read feeds when they are due, and do what is to be done after that, until SIGINT or SIGTERM."""
    from connectors.feeds.pace import StoppedError
    from connectors.feeds.rounds import Read

    on_stop(rounds.stop)
    with suppress(StoppedError):
        after()
        while True:
            read, began = Read(), time.monotonic()
            while not (read.feeds or read.failed) and time.monotonic() - began < _LONGEST_PAUSE:
                read.add(rounds.read_on(_SECONDS))
            began = time.monotonic()
            while not rounds.idle and time.monotonic() - began < _PATIENCE:
                read.add(rounds.read_on(_SECONDS))
            if read.feeds or read.failed:
                _log.info("feeds: %s", told(read))
            after()


def told(read: "Read") -> str:
    """What a round did, for people."""
    parts = [f"{read.feeds} read"]
    parts += [f"{read.failed} failed"] if read.failed else []
    parts += [f"{read.left_alone} left alone as they ask"] if read.left_alone else []
    parts += [some(read.reports - read.updates, "new report")]
    parts += [some(read.updates, "update")] if read.updates else []
    parts += [f"{read.left} left for the next time"] if read.left else []
    return ", ".join(parts)


@contextmanager
def watched(feeds: "Sequence[Feed]", memory: "Memory", port: int | None, *, coding: bool) -> Iterator["Watch"]:
    """The metrics of the feeds, and of ``coding`` where that is done here; served where a port is given."""
    from pipelines.deployments.up.exporter import Exporter
    from pipelines.deployments.up.feeds import Watch
    from pipelines.metrics import FEED_METRICS, METRICS

    exporter = Exporter(METRICS if coding else FEED_METRICS)
    if port is not None:
        try:
            _log.info("metrics at http://127.0.0.1:%d/metrics", exporter.serve(port))
        except (OSError, OverflowError) as e:
            raise click.UsageError(f"--metrics_port {port}: {e}", click.get_current_context()) from e
    yield Watch(feeds, memory, exporter)


@contextmanager
def explained(out: Path) -> Iterator[None]:
    """Every failure inside the block as one line."""
    try:
        from connectors.duckdb import StoreError
        from connectors.feeds import reading  # noqa: F401  it needs more than is always there
        from connectors.feeds.errors import FeedListError, MemoryDamagedError, MemoryHeldError
        from pipelines.deployments.local import FolderError
    except ModuleNotFoundError as e:
        raise click.ClickException(f"feeds need more ({e}): {how_to_add('feeds')}") from e
    try:
        yield
    except (FeedListError, FolderError) as e:
        raise click.UsageError(str(e), click.get_current_context()) from e
    except (MemoryDamagedError, MemoryHeldError, StoreError) as e:
        raise click.ClickException(str(e)) from e
    except OSError as e:
        raise click.ClickException(f"{e.filename or out}: {e.strerror or e}") from e
