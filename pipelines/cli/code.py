"""``wirewatch code``: events of texts, without a pipeline."""

import dataclasses
import json
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

import click

from connectors.plain import json_line
from pipelines.cli import words
from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

_BATCH = 256


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One input: what to call it in the output, and the document."""

    id: Any
    document: Document


@click.command("code", epilog="Example: wirewatch code --explain sentences.jsonl")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--date", "day", type=words.day, help="Day of texts that tell none (default: today).")
@click.option(
    "--explain", is_flag=True, help="Show which entry, words and rule made each event, and why others did not."
)
@click.option("--pairs", is_flag=True, help="Tell a joint event once for each party, the others as its targets.")
def command(files: tuple[Path, ...], day: date | None, *, explain: bool, pairs: bool) -> None:
    """Print the events of FILES as JSON lines {"id", "events"}.

    A file holds JSON lines {"id"?, "sentence" or "text", "date"?} or plain text, which may begin with
    "date YYYY-MM-DD". Without FILES, or for "-", standard input is read.
    """
    default = day or datetime.now(UTC).date()
    coder = EventCoder.load()
    items = (item for path in files or (Path("-"),) for item in _read(path, default))
    while batch := list(islice(items, _BATCH)):
        documents = [item.document for item in batch]
        if explain:
            for item in batch:
                for line in coder.explain(item.document).split("\n"):
                    words.say(line)
            continue
        for item, coding in zip(batch, coder.code(documents), strict=True):
            tellings = [one for telling in coding.tellings for one in (_directed(telling) if pairs else [telling])]
            events = [dataclasses.asdict(telling) for telling in tellings]
            click.echo(json_line({"id": item.id, "events": events}))


def _directed(telling: Telling) -> list[Telling]:
    """A joint event from the side of each party, as the series of pairs count it (D12); any other as it is."""
    if not telling.reciprocal:
        return [telling]
    return [
        dataclasses.replace(telling, sources=(one,), targets=tuple(other for other in telling.sources if other != one))
        for one in telling.sources
    ]


def _read(path: Path, default: date) -> Iterator[Item]:
    if str(path) == "-":
        yield from _items("-", sys.stdin, default)
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        yield from _items(str(path), lines, default)


def _items(name: str, lines: TextIO, default: date) -> Iterator[Item]:
    first = lines.readline()
    if not first.lstrip().startswith("{"):
        text = (first + lines.read()).strip()
        if text:
            yield Item(name, _plain(text, default))
        return
    yield from _json_lines(name, [first], lines, default)


def _json_lines(name: str, head: list[str], rest: Iterable[str], default: date) -> Iterator[Item]:
    for number, line in enumerate((*head, *rest)):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text = row.get("sentence") or row.get("text") or ""
            day = row.get("date") or row.get("published_at")
            document = Document(text=str(text), published=date.fromisoformat(str(day)[:10]) if day else default)
        except (ValueError, AttributeError) as error:
            raise click.ClickException(
                f"{name}:{number + 1}: {error}; a line is an object with sentence or text, and date as YYYY-MM-DD"
            ) from error
        yield Item(row.get("id", number), document)


def _plain(text: str, default: date) -> Document:
    word, _, rest = text.partition(" ")
    if word == "date":
        try:
            return Document(text=rest[10:].lstrip(), published=date.fromisoformat(rest[:10]))
        except ValueError:
            return Document(text=text, published=default)
    return Document(text=text, published=default)
