"""Files as a source of raw records: JSON, Avro containers, news in XML, pages, web archives and plain text.

What a file is, and how it is compressed, is read from its first bytes, not from its name. One record is one report: a
line of JSON lines, an element of a JSON array or of a list in an object, a datum of an Avro container, an item of a
feed, an agency's story, a page, also of an archive, or an update of a live blog, or a whole plain-text file. A file
that breaks off gives the records before it does and one record that carries the problem.
"""

import glob
import io
import json
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import IO, Any, Final

import msgspec

from connectors.archives.reading import WARC_BEGINS, is_warc_named, warc_values
from connectors.archives.wacz import BEGINS as ZIP_BEGINS
from connectors.archives.wacz import is_wacz, wacz_values
from connectors.avro_containers import MAGIC, read_data
from connectors.bulk import documents
from connectors.expanding import BOMB_RATIO, BROKEN_STREAM, HEAD_BYTES, BombError, Growth, expanded
from connectors.lists import reports_in
from connectors.made import is_made
from connectors.news_xml import records as news_xml
from connectors.pages import records as pages
from connectors.records import RawRecord
from schemas.foreign import MAX_RECORD_BYTES, AvroDataError

STDIN: Final = "-"
_BOM: Final = b"\xef\xbb\xbf"
_ARCHIVE: Final = re.compile(r"\.(?:warc|wacz)(?:\.(?:gz|zst))?$", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"https?://", re.IGNORECASE)
_OBJECT_LINE: Final = re.compile(rb"^\{.*\}[ \t\r]*$", re.MULTILINE)


class InputError(Exception):
    """An input that the user named and that cannot be read at all."""


def expand(inputs: Sequence[str]) -> list[str]:
    """The files that ``inputs`` (files, folders, globs, ``-``) stand for, sorted within each; raises InputError.

    What is hidden in a folder, and what wirewatch made itself, is read only where it is named.
    """
    found: list[str] = []
    for given in inputs:
        if given == STDIN or os.path.isfile(given):
            found.append(given)
            continue
        names = _in_folder(given) if os.path.isdir(given) else filter(os.path.isfile, glob.glob(given, recursive=True))
        taken = sorted(name for name in names if not is_made(name))
        if not taken:
            raise InputError(f"{given}: {_lacking(given)}")
        found += taken
    for name in found:
        if not name.isprintable():
            raise InputError(f"{name!a}: a name that is not printable UTF-8: rename it")
        if name != STDIN and not os.access(name, os.R_OK):
            raise InputError(f"{name}: not readable")
    page = next((name for name in found if pages.is_named(name) or _ARCHIVE.search(name)), None)
    if page and (to_do := pages.missing()):
        raise InputError(f"{page}: {to_do}")
    return list(dict.fromkeys(found))


def _in_folder(given: str) -> Iterator[str]:
    for folder, below, names in os.walk(given):
        below[:] = [name for name in below if not name.startswith(".")]
        yield from (os.path.join(folder, name) for name in names if not name.startswith("."))


def _lacking(given: str) -> str:
    if os.path.isdir(given):
        return "a folder without a file to read"
    if _ADDRESS.match(given):
        return "an address: `wirewatch follow` reads feeds; save pages first"
    if os.path.exists(given):
        return "no file but a pipe or device: send it to standard input, as -"
    return "no such file, folder or match"


def size_of(paths: Sequence[str]) -> int | None:
    """Bytes in all of ``paths`` as they are stored, or None when one of them is standard input."""
    return None if STDIN in paths else sum(os.path.getsize(p) for p in paths)


@contextmanager
def _stored(path: str) -> Iterator[Any]:
    stored: Any = sys.stdin.buffer if path == STDIN else open(path, "rb")  # noqa: SIM115
    try:
        yield stored
    finally:
        if path != STDIN:
            stored.close()


def read_records(path: str, left_out: Counter[str] | None = None) -> Iterator[RawRecord]:
    """The records of one file, or of standard input for ``-``; never raises for what the file holds.

    What a web archive holds beside pages is no record: ``left_out`` counts it, by what it is.
    """
    number = 0
    left_out = Counter() if left_out is None else left_out
    try:
        with _stored(path) as stored:
            growth = Growth()
            for number, value, problem in _split(path, expanded(stored, growth), growth, left_out):
                yield RawRecord(topic=path, offset=number, value=value, problem=problem)
    except BombError:
        yield _broken(path, number, "expands_too_far", f"more than {BOMB_RATIO} times its stored size and still going")
    except BROKEN_STREAM as e:
        yield _broken(path, number, "truncated", f"the compressed stream breaks off ({e})")


def _broken(path: str, number: int, reason: str, message: str) -> RawRecord:
    return RawRecord(topic=path, offset=number + 1, value=_stored_bytes(path), problem=(reason, message))


def _stored_bytes(path: str) -> bytes:
    if path == STDIN:
        return b""
    with open(path, "rb") as stored:
        return stored.read(MAX_RECORD_BYTES)


_Split = tuple[int, bytes, tuple[str, str] | None]
_Value = tuple[bytes, tuple[str, str] | None]


def _split(path: str, stream: io.BufferedReader, growth: Growth, left_out: Counter[str]) -> Iterator[_Split]:
    try:
        head = stream.peek(HEAD_BYTES)
    except BROKEN_STREAM:
        if not is_warc_named(path):
            raise
        head = WARC_BEGINS  # there the next record can be found
    start = head.removeprefix(_BOM).lstrip()
    if head[:4] == MAGIC:
        yield from _avro(path, stream, growth)
    elif head.startswith(WARC_BEGINS):
        yield from _counted(warc_values(stream, growth, left_out))
    elif is_wacz(path, head):
        yield from _counted(wacz_values(path, growth, left_out))
    elif path == STDIN and head.startswith(ZIP_BEGINS):
        yield 1, _whole(stream)[1], ("binary", "a zip, which is read from its end: give the name of the file")
    elif start[:1] == b"[":
        yield from _listed(_json_array(stream), growth)
    elif start[:1] == b"{" or path.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".jsonl.zst")):
        yield from _listed(documents(_json_lines(stream)), growth)
    elif news_xml.is_news(head):
        yield from _parted(stream, growth, news_xml.news_values)
    elif pages.is_page(head) or pages.is_named(path):
        yield from _parted(stream, growth, pages.page_values)
    elif start and is_warc_named(path):
        yield from _counted(warc_values(stream, growth, left_out))
    else:
        yield _whole(stream)


def _whole(stream: IO[bytes]) -> _Split:
    value = stream.read(MAX_RECORD_BYTES + 1)
    if len(value) > MAX_RECORD_BYTES:
        return 1, value[:MAX_RECORD_BYTES], ("too_large", f"longer than {MAX_RECORD_BYTES} bytes: send JSON lines")
    return 1, value, None if value.strip() else ("empty", "the file is empty")


def _parted(stream: IO[bytes], growth: Growth, values: Callable[[bytes], Iterator[_Value]]) -> Iterator[_Split]:
    number, whole, problem = _whole(stream)
    if problem:
        yield number, whole, problem
        return
    for number, value, problem in _counted(values(whole)):
        growth.grow(len(value))
        yield number, value, problem


def _counted(values: Iterable[_Value]) -> Iterator[_Split]:
    for number, (value, problem) in enumerate(values, 1):
        yield number, value, problem


def _json_array(stream: IO[bytes]) -> Iterator[_Split]:
    number, value, problem = _whole(stream)
    try:
        elements = None if problem else msgspec.json.decode(value.removeprefix(_BOM), type=list[msgspec.Raw])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as e:
        problem, elements = ("bad_json", f"not a JSON array: {e}"), None
    if elements is None:
        yield number, value, problem
    else:
        for number, element in enumerate(elements, 1):
            yield number, bytes(element), None


def _json_lines(stream: IO[bytes]) -> Iterator[_Split]:
    lines = bounded_lines(stream)
    first = next(lines, b"")
    if len(first) > MAX_RECORD_BYTES or _is_json(first):
        yield from _numbered(chain([first], lines))
        return
    # One object over several lines, or lines of which the first is broken: what follows tells.
    whole = first + stream.read(MAX_RECORD_BYTES + 1) + stream.readline(MAX_RECORD_BYTES + 1)
    if len(whole) <= MAX_RECORD_BYTES and (_is_json(whole) or not _OBJECT_LINE.search(whole)):
        yield 1, whole, None
    else:
        yield from _numbered(chain(bounded_lines(io.BytesIO(whole)), lines))


def _listed(lines: Iterator[_Split], growth: Growth) -> Iterator[_Split]:
    """The same records, but of one that is a list of reports each of them; they count as so many lines."""
    more = 0
    for number, value, problem in lines:
        found = None if problem else reports_in(value.removeprefix(_BOM))
        if found is None:
            yield number + more, value, problem
            continue
        more -= 1
        for report in found:
            growth.grow(len(report))
            more += 1
            yield number + more, report, None


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def bounded_lines(stream: IO[bytes]) -> Iterator[bytes]:
    """Lines as they stand; of one over the limit only the beginning, one byte more than the limit."""
    while line := stream.readline(MAX_RECORD_BYTES + 1):
        yield line
        while len(line) > MAX_RECORD_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_RECORD_BYTES + 1)


def _numbered(lines: Iterable[bytes]) -> Iterator[_Split]:
    for number, line in enumerate(lines, 1):
        if len(line) > MAX_RECORD_BYTES:
            yield number, line[:MAX_RECORD_BYTES], ("too_large", f"a line longer than {MAX_RECORD_BYTES} bytes")
        elif line.strip():
            yield number, line.rstrip(b"\r\n"), None


def _avro(path: str, stream: IO[bytes], growth: Growth) -> Iterator[_Split]:
    number = 0
    try:
        for number, datum in enumerate(read_data(stream, growth.grow), 1):
            value = msgspec.json.encode(datum)
            growth.grow(len(value))
            too_large = len(value) > MAX_RECORD_BYTES
            problem = ("too_large", f"a record longer than {MAX_RECORD_BYTES} bytes") if too_large else None
            yield number, value[:MAX_RECORD_BYTES], problem
    except AvroDataError as e:
        yield number + 1, _stored_bytes(path), (e.reason, f"the Avro container cannot be read further ({e})")
