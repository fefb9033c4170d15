"""The pages of commands and of settings: what ``--help`` says, in one place."""

import ast
import io
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout, suppress
from functools import cache
from pathlib import Path
from typing import Final

import click

from docs.site.markdown import block, code, plain, table
from pipelines.cli import COMMANDS, cli
from pipelines.deployments.alert_main import alert_main
from pipelines.deployments.mains import aggregate_main, ingest_main

_ROOT: Final = Path(__file__).parents[2]
_VARIABLE: Final = re.compile(r"WIREWATCH_[A-Z_]+")
_EXIT_CODES: Final = (
    ("0", "done"),
    ("1", "failed; one line says why"),
    ("2", "wrong usage; nothing was begun"),
    ("130", "interrupted (Ctrl-C)"),
    ("141", "nobody read what it printed"),
)

_MAINS: Final = {"ingest": ingest_main, "aggregate": aggregate_main, "alert": alert_main}


def commands() -> str:
    """Every command with its usage, words, options and example."""
    found = ["# Commands\n", "Exit codes of all commands:\n", table(("code", "means"), _EXIT_CODES)]
    found += [_command(context) for context in contexts()]
    found.append("## One pipeline alone\n\nWith Beam's own options beside these.\n")
    found += [f"### python -m pipelines.{name}\n\n{block(_help_of(main))}" for name, main in _MAINS.items()]
    return "\n".join(found)


def contexts() -> Iterator[click.Context]:
    """Every command, those of groups after their group."""
    top = click.Context(cli, info_name="wirewatch")
    for name in COMMANDS:
        yield from _within(top, name)


def settings() -> str:
    """Every environment variable that is read, and what it sets."""
    options = defaultdict[str, list[tuple[str, str, str]]](list)
    for context in contexts():
        for option in context.command.params:
            for variable in _variables(option):
                name = max(option.opts, key=len)
                words = getattr(option, "help", None) or ""
                options[variable].append((context.command_path, name, words))
    rows = []
    for variable in sorted(options.keys() | constants().keys()):
        taken = options.get(variable, [])
        words = taken[0][2] if taken else constants()[variable]
        where = ", ".join(dict.fromkeys(code(f"{path} {name}") for path, name, _ in taken))
        rows.append((code(variable), plain(words), where))
    return "\n".join(
        (
            "# Settings\n",
            "Options stand [with their commands](commands.md), those of Kafka clients [with Kafka](../kafka.md), the "
            "keys of a file of rules [with alerts](../alerts.md), those of a file of feeds [with feeds](../feeds.md). "
            "These environment variables are read; an option goes before its variable.\n",
            table(("variable", "what it sets", "as option"), rows),
        )
    )


@cache
def constants() -> dict[str, str]:
    """The environment variables that constants of the code name, with the words below each."""
    found = {}
    for file in (file for top in ("pipelines", "connectors") for file in sorted((_ROOT / top).rglob("*.py"))):
        text = file.read_text(encoding="utf-8")
        body = ast.parse(text).body if _VARIABLE.search(text) else []
        for at, node in enumerate(body):
            value = node.value if isinstance(node, ast.AnnAssign) else None
            if isinstance(value, ast.Constant) and _VARIABLE.fullmatch(str(value.value)):
                after = body[at + 1] if at + 1 < len(body) else None
                words = ast.get_docstring(ast.Module([after], [])) if isinstance(after, ast.Expr) else None
                found[str(value.value)] = words or ""
    return found


def _within(parent: click.Context, name: str) -> Iterator[click.Context]:
    """The command of that name and, of a group, those in it."""
    group = parent.command
    command = group.get_command(parent, name) if isinstance(group, click.Group) else None
    if command is None:
        return
    context = click.Context(command, parent, info_name=name)
    yield context
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            yield from _within(context, inner)


def _command(context: click.Context) -> str:
    command = context.command
    usage = " ".join((context.command_path, *command.collect_usage_pieces(context)))
    words = [plain(paragraph) for paragraph in (command.help or "").replace("\b\n", "").split("\n\n")]
    records = [(option, option.get_help_record(context)) for option in command.params]
    rows = [(code(record[0]), _told(option, record[1])) for option, record in records if record and record[1]]
    level = "#" * (1 + context.command_path.count(" "))
    found = [f"{level} {context.command_path}\n", block(usage), "\n\n".join(words) + "\n"]
    if rows:
        found.append(table(("option", "what"), rows))
    if command.epilog:
        found.append(block(command.epilog.removeprefix("Example:").removeprefix("Examples:")))
    return "\n".join(found)


def _told(option: click.Parameter, words: str) -> str:
    variables = [v for v in _variables(option) if v not in words]
    return plain(words) + "".join(f" Environment: {code(variable)}." for variable in variables)


def _help_of(main: Callable[[Sequence[str]], int]) -> str:
    said = io.StringIO()
    with redirect_stdout(said), suppress(SystemExit):
        main(["--help"])
    return said.getvalue()


def _variables(option: click.Parameter) -> list[str]:
    given = option.envvar
    return [given] if isinstance(given, str) else list(given or ())
