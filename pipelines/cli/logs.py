"""How messages look on standard error: one line each, as text or as JSON."""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Final, Literal

import click

Format = Literal["text", "json"]
_TEXT: Final = "%(levelname)s %(name)s: %(message)s"
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
        return json.dumps(line, ensure_ascii=False)


def set_up(form: Format) -> None:
    """Write what is logged to standard error: errors of everything, and what wirewatch itself has to say."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json() if form == "json" else logging.Formatter(_TEXT))
    logging.basicConfig(level=logging.ERROR, handlers=[handler], force=True)
    logging.getLogger("pipelines").setLevel(logging.INFO)


def complain(where: str, message: str) -> None:
    """Say why a command failed, in one line; as JSON where that is how messages look."""
    if any(isinstance(handler.formatter, _Json) for handler in logging.getLogger().handlers):
        _log.error("%s", message)
    else:
        click.echo(f"{where}: {message}", err=True)
