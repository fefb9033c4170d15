"""``wirewatch code``: events of texts, without a pipeline."""

import dataclasses
import json
import re
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import chain, islice
from math import isfinite
from pathlib import Path
from typing import Any, BinaryIO, Final

import click

from connectors.expanding import HEAD_BYTES
from connectors.files import bounded_lines
from connectors.news_xml.records import is_news
from connectors.pages.records import is_page
from connectors.plain import json_line
from pipelines.cli import words
from pipelines.cli.logs import note
from pipelines.cli.working import calibration_option
from pipelines.coding.calibration import Calibrated, Calibration
from pipelines.coding.document import Document, EventCoder
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.languages import FAULTS, Coders, said
from pipelines.coding.packages import coded_as, installed
from pipelines.decoding.decode import MAX_TEXT
from pipelines.decoding.others import other_form
from pipelines.decoding.times import parse_day
from pipelines.language import SUPPORTED, language_of_text
from schemas import Telling
from schemas.foreign import MAX_RECORD_BYTES

_BATCH = 256


_DAY: Final = re.compile(r"date (\d{4}-\d{2}-\d{2})\b")
_TOO_LONG: Final = f"its text is longer than {MAX_TEXT:,} bytes"
_JSON_LINES: Final = frozenset({".jsonl", ".ndjson", ".json"})


@dataclasses.dataclass(frozen=True, slots=True)
class Item:
    """One input: what to call it in the output, and the document, or why there is none."""

    id: Any
    document: Document | str


@click.command("code", epilog="Example: wirewatch code --explain sentences.jsonl")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@calibration_option
@click.option("--date", "day", type=words.day, help="Day of texts that tell none (default: today).")
@click.option(
    "--explain", is_flag=True, help="Show which entry, words and rule made each event, and why others did not."
)
@click.option("--pairs", is_flag=True, help="Tell a joint event once for each party, the others as its targets.")
def command(
    files: tuple[Path, ...], day: date | None, calibration: Calibration | None, *, explain: bool, pairs: bool
) -> int:
    """Print the events of FILES as JSON lines {"id", "events"}.

    A file holds JSON lines {"id"?, "sentence" or "text", "date"?, "language"?} or plain text, which may begin with
    "date YYYY-MM-DD". A text that is in none of the languages that are installed is read as English.
    Without FILES, or for "-", standard input is read. For what cannot be coded there is a line
    {"id", "error"}, the rest goes on, and the exit code is 1.
    """
    default = day or datetime.now(UTC).date()
    coders = Coders()
    coder = coders if calibration is None else Calibrated(coders, calibration)
    items = (item for path in files or (Path("-"),) for item in _read(path, default))
    failed = 0
    while batch := list(islice(items, _BATCH)):
        for item, coded in _explained(coders, batch) if explain else _coded(coder, batch, pairs=pairs):
            if isinstance(coded, str):
                failed += 1
                click.echo(json_line({"id": item.id, "error": coded}))
            elif explain:
                for line in coded:
                    words.say(line)
            else:
                click.echo(json_line({"id": item.id, "events": coded}))
    if failed:
        note(f"{words.some(failed, 'input')} could not be coded: see the lines with an error")
    return 1 if failed else 0


def _coded(coder: EventCoder, batch: list[Item], *, pairs: bool) -> Iterator[tuple[Item, list[Any] | str]]:
    """The events of each item, or why there are none."""
    documents = [item.document for item in batch if isinstance(item.document, Document)]
    codings = iter(coder.code(documents) if documents else [])
    for item in batch:
        if isinstance(item.document, str):
            yield item, item.document
            continue
        coding = next(codings)
        if coding.fault or coding.given_up is not None:
            yield item, _beyond(coding.fault) if coding.given_up is None else _too_costly(coding.given_up)
            continue
        told = [one for telling in coding.tellings for one in (_directed(telling) if pairs else [telling])]
        yield item, [dataclasses.asdict(telling) for telling in told]


def _explained(coders: Coders, batch: list[Item]) -> Iterator[tuple[Item, list[str] | str]]:
    """The explanation of each item, line by line, or why there is none."""
    for item in batch:
        if isinstance(item.document, str):
            yield item, item.document
            continue
        try:
            explained = coders.explain(item.document)
            yield item, _too_costly(explained) if isinstance(explained, float) else explained.split("\n")
        except FAULTS as e:
            yield item, _beyond(said(e))


def _beyond(fault: str) -> str:
    return f"the coder failed on it ({fault})"


def _too_costly(seconds: float) -> str:
    return f"too costly: given up after {seconds:.0f} s of processor time; cut the text"


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
        yield from _items("-", sys.stdin.buffer, default)
        return
    with path.open("rb") as lines:
        yield from _items(str(path), lines, default)


def _items(name: str, stream: BinaryIO, default: date) -> Iterator[Item]:
    lines = bounded_lines(stream)
    first = next(lines, b"").removeprefix(BOM_UTF8)
    if first.lstrip().startswith(b"{") or Path(name).suffix in _JSON_LINES:
        for number, line in enumerate(chain([first], lines)):
            if line.strip():
                yield _item(f"{name}:{number + 1}", number, line, default)
        return
    read = first + stream.read(MAX_RECORD_BYTES)
    text = read.decode("utf-8", "replace").strip()
    if what := _beside_text(read):
        yield Item(name, f"{what}, no plain text: `wirewatch convert {name} | wirewatch code` reads it")
    elif other := other_form(read):
        yield Item(name, f"no text but {other}")
    elif text:
        yield Item(name, _plain(text, default) if len(read) <= MAX_RECORD_BYTES else _TOO_LONG)


def _beside_text(read: bytes) -> str | None:
    """What ``read`` is where a run reads it otherwise than as plain text: markup would be coded, on the wrong day."""
    head = read[:HEAD_BYTES]
    if is_page(head):
        return "a page"
    if is_news(head):
        return "news in XML"
    return "a JSON array" if re.match(rb"\s*\[\s*\{", head) else None


def _item(where: str, number: int, line: bytes, default: date) -> Item:
    """A line as an item; one that cannot be used says where it is and what is wrong."""
    called: Any = number
    try:
        if len(line) > MAX_RECORD_BYTES:
            raise ValueError(f"a line longer than {MAX_RECORD_BYTES:,} bytes")
        row = json.loads(line)
        if not isinstance(row, dict):
            raise ValueError("a line is an object with sentence or text, and date as YYYY-MM-DD")  # noqa: TRY004
        called = _id(row.get("id"), number)
        text = row.get("sentence") or row.get("text") or ""
        if not isinstance(text, str) or not {"sentence", "text"} & row.keys():
            raise ValueError("its sentence or text is missing or no string")
        day = row.get("date") or row.get("published_at")
        return Item(called, _document(text, parse_day(str(day)[:10]) if day else default, row.get("language")))
    except UnicodeError as error:
        return Item(called, f"{where}: not UTF-8: {error.reason if hasattr(error, 'reason') else error}")
    except RecursionError:
        return Item(called, f"{where}: nested too deep")
    except ValueError as error:
        return Item(called, f"{where}: {error}")


def _id(given: object, number: int) -> object:
    """What the line is called; where that is nothing a reader of JSON could use, its number."""
    usable = isinstance(given, str | int) or (isinstance(given, float) and isfinite(given))
    return given if usable else number


def _plain(text: str, default: date) -> Document | str:
    dated = _DAY.match(text)
    try:
        if dated is None:
            return _document(text, default)
        return _document(text[dated.end() :].lstrip(), parse_day(dated[1]))
    except ValueError as error:
        return str(error)


def _document(text: str, day: date, language: object = None) -> Document:
    if len(text.encode()) > MAX_TEXT:
        raise ValueError(_TOO_LONG)
    read = ENGLISH
    if len(installed()) > 1:
        told = language_of_text(text, language if isinstance(language, str) else None)
        read = coded_as(told) if told in SUPPORTED else ENGLISH
    return Document(text=text, published=day, language=read)
