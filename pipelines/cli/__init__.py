"""The ``wirewatch`` command. Errors are one line.

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted, 141 nobody read what it printed.
"""

import atexit
import gc
import importlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from connectors.private import keep_private
from pipelines.cli.failing import explained
from pipelines.cli.logs import Format, complain, set_up
from pipelines.cli.stopping import Interruption, end_interrupted, end_unread
from pipelines.cli.words import meant

COMMANDS = {
    "run": "Turn reports in files into events and daily aggregates.",
    "convert": "Show what would be read of files, as JSON lines.",
    "show": "Show days, a country, a pair, alerts, an event, a report, a story or what was rejected.",
    "find": "Find events by words, type, actor, country, publisher and more.",
    "judge": "Judge a random sample of events; say how often each column is right.",
    "brief": "Write a day or a week as one page and as Markdown.",
    "compare": "Say what changed from one period to another.",
    "desk": "Look at days, events and their sentences in a browser.",
    "export": "Print events or daily rows for other tools: CSV, JSON lines, GeoJSON, GDELT.",
    "recode": "Code the reports of a folder again with this coder.",
    "aggregate": "Make the tables anew from the coded records, all or some days.",
    "prune": "Delete old days from a folder's DuckDB file.",
    "sinks": "Prepare databases as sinks.",
    "code": "Code the events of sentences or reports, no pipeline.",
    "lexicon": "Check the coder's lexicons.",
    "follow": "Read feeds, and code what is new in them.",
    "feeds": "Show how the feeds stand that are followed.",
    "up": "Keep going: code what comes to Kafka until Ctrl-C.",
    "drain": "Turn what Kafka holds into events and daily aggregates.",
    "push": "Push reports from files to Kafka.",
    "tail": "Follow the events on Kafka as they come.",
    "topics": "Create or check the Kafka topics.",
    "schema": "Print the schemas of records and topics for other tools.",
    "rejected": "List, show or replay the dead letters of Kafka.",
    "lag": "Show how far a consumer group is behind.",
    "flink": "Run the pipelines without end on a local Flink.",
    "alerts": "Judge days and tell receivers; check rules; replay the past.",
}
"""Each command is the object ``command`` of the module of its name, imported when it is called."""


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            raise click.UsageError(f"No such command {cmd_name!r}{meant(cmd_name, COMMANDS)}.", ctx)
        found: click.Command = importlib.import_module(f"pipelines.cli.{cmd_name}").command
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as e:  # click would print an empty line of its own
            raise click.Abort from e
        except BrokenPipeError:  # and end with 1
            return end_unread()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _set_up_logs(_: click.Context, __: click.Parameter, form: Format) -> None:
    set_up(form)


@click.group(
    cls=_Lazy,
    epilog="Example: wirewatch run reports.jsonl --out out",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="wirewatch")
@click.option(
    "--log_format",
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    expose_value=False,
    callback=_set_up_logs,
    help="How messages on standard error look; given before the command.",
)
def cli() -> None:
    """Political events and daily counts from news reports."""


def main(argv: list[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # whoever started us closed it
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115
    atexit.register(_at_the_end)
    set_up("text")
    keep_private()
    interruption = Interruption()
    with interruption.heeded():
        code = _run(lambda: cli.main(argv, prog_name="wirewatch", standalone_mode=False), interruption)
    sys.exit(code)


def _at_the_end() -> None:
    """All is done: no interrupt makes a failure of it, and modules are taken apart without a look for cycles before."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()


def _run(command: Callable[[], object], interruption: Interruption) -> int:
    try:
        result = command()
        sys.stdout.flush()  # what cannot be written is to be known now, and not at exit
    except KeyboardInterrupt:
        end_interrupted()
    except BrokenPipeError:
        return end_unread()
    except Exception as e:  # noqa: BLE001  the last net: whatever it is, people get one line
        if interruption.came or isinstance(e, click.Abort):
            end_interrupted()
        return _failed(e)
    return result if isinstance(result, int) else 0


def _failed(error: Exception) -> int:
    """Say why, and give the exit code."""
    match error:
        case click.exceptions.NoArgsIsHelpError():
            click.echo(error.format_message(), err=True)
            return 2
        case click.UsageError():
            where = error.ctx.command_path if error.ctx else "wirewatch"
            complain(where, f"{error.format_message()} (see {where} --help)")
            return 2
        case click.ClickException():
            complain("wirewatch", error.format_message())
        case _:
            complain("wirewatch", explained(error))
    return 1
