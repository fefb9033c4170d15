"""Words in what commands say and take: numbers with their nouns, days, and what somebody may have meant."""

import shutil
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from connectors.plain import one_line

if TYPE_CHECKING:
    from pipelines.deployments.period import Period


def day(text: object) -> date:
    """The type of options and arguments that are a day, as 2022-01-24; raises click.BadParameter."""
    from pipelines.decoding.times import TimeError, parse_day

    try:
        return parse_day(str(text))
    except TimeError as error:
        raise click.BadParameter(str(error)) from error


def period(text: object) -> "Period":
    """The type of an argument that is a day, month, week, ``FIRST..LAST``, today or yesterday; as ``day``."""
    from pipelines.deployments.period import Period

    ago = {"today": 0, "yesterday": 1}.get(str(text))
    if ago is not None:
        when = datetime.now().astimezone().date() - timedelta(days=ago)
        return Period(when, when)
    try:
        return Period.named(str(text))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


def some(number: int, one: str, many: str = "") -> str:
    """``1 report``, ``1,234 reports``; ``many`` where it is not ``one`` with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def counts(numbers: Mapping[str, int]) -> str:
    """``1,203 request, 40 redirect``, the largest first."""
    return ", ".join(f"{n:,} {name}" for name, n in sorted(numbers.items(), key=lambda item: -item[1]))


def say(line: str) -> None:
    """Print a line with text from outside in it: it stays one line, and what is in it is only shown."""
    click.echo(one_line(line))


def called() -> str:
    """How this command was called: ``wirewatch``, or its path where that is not found by its name."""
    path = sys.argv[0]
    if Path(path).name != "wirewatch":
        return "wirewatch"
    found = shutil.which("wirewatch")
    return "wirewatch" if found and Path(found).samefile(path) else path


def meant(word: str, known: Iterable[str]) -> str:
    """The known words that are near to one that is not known, as `` (did you mean X or Y?)``; nothing if none is."""
    near = get_close_matches(word, list(known), n=3)
    return f" (did you mean {' or '.join(near)}?)" if near else ""
