"""How messages look on standard error: one line each, as text or as JSON."""

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final, Literal

import click

from connectors.plain import json_line, one_line
from connectors.redacting import redacted

Format = Literal["text", "json"]
_OURS: Final = ("wirewatch", "pipelines", "connectors", "deploy")
_FAILED: Final = "Connection failed: "
"""How kafka-python begins what it logs of each attempt to connect."""
_FIRST_SECONDS: Final = 1.0
_AGAIN_SECONDS: Final = 10.0
_log: Final = logging.getLogger("wirewatch")


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json_line({name: redacted(text) for name, text in line.items()})


class _Text(logging.Formatter):
    """One line, whatever is in it: of an exception what it says, and not where it was raised."""

    def format(self, record: logging.LogRecord) -> str:
        message = f"{record.levelname} {record.name}: {record.getMessage()}"
        error = record.exc_info[1] if record.exc_info else None
        return one_line(redacted(message if error is None else f"{message}: {type(error).__name__}: {error}"))


def set_up(form: Format) -> None:
    """Write what is logged to standard error: errors of everything, and what wirewatch itself has to say."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else _Text())
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)
    # What a step of ours raises comes out of the pipeline too, and is said there.
    logging.getLogger("apache_beam.runners.common").setLevel(logging.CRITICAL)
    for name in _OURS:
        logging.getLogger(name).setLevel(logging.INFO)


@contextmanager
def broker_heard_of(servers: str) -> Iterator[None]:
    """Within the block kafka-python's many messages are one: that a broker is not reached, once in ten seconds.

    It is said when a second has not mended it: a command that gives up at once says so itself.
    """
    theirs, handler = logging.getLogger("kafka"), _Unreached(servers)
    propagate, theirs.propagate = theirs.propagate, False
    theirs.addHandler(handler)
    try:
        yield
    finally:
        theirs.removeHandler(handler)
        theirs.propagate = propagate


class _Unreached(logging.Handler):
    """Says that a broker is not reached, for the many attempts that kafka-python tells of."""

    def __init__(self, servers: str) -> None:
        super().__init__()
        self._servers = servers
        self._failed_at = self._say_at = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        message, now = record.getMessage(), time.monotonic()
        if not message.startswith(_FAILED):
            return
        if now - self._failed_at > _AGAIN_SECONDS:  # it was well in between
            self._say_at = now + _FIRST_SECONDS
        self._failed_at = now
        if now >= self._say_at:
            self._say_at = now + _AGAIN_SECONDS
            why = message.removeprefix(_FAILED)
            logging.getLogger("connectors.kafka").warning("%s: %s; trying again", self._servers, why)


def complain(where: str, message: str) -> None:
    """Say why a command failed, in one line; as JSON where that is how messages look."""
    _say(logging.ERROR, f"{where}: {message}", message)


def note(message: str) -> None:
    """Say on standard error, in one line, what somebody should know or did wrong while the command goes on."""
    _say(logging.WARNING, message, message)


def _say(level: int, text: str, message: str) -> None:
    if any(isinstance(handler.formatter, _Json) for handler in logging.getLogger().handlers):
        _log.log(level, "%s", message)
    else:
        click.echo(one_line(redacted(text)), err=True)
