"""WACZ: a zip of WARC files. All of them are read, as its lists of pages name only some of what they hold."""

import os
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from typing import Final, cast

from connectors.archives.reading import is_warc_named, warc_values
from connectors.expanding import Growth, Readable, expanded
from connectors.pages.records import Value

BEGINS: Final = b"PK\x03\x04"
_DAMAGED: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error)
_SHOWN: Final = 1 << 20


def is_wacz(path: str, head: bytes) -> bool:
    """Whether the file of that path, which begins with ``head``, is a zip of WARC files."""
    if not head.startswith(BEGINS) or not os.path.isfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return any(map(is_warc_named, archive.namelist()))
    except _DAMAGED:
        return path.lower().endswith(".wacz")


def wacz_values(path: str, growth: Growth, left_out: Counter[str]) -> Iterator[Value]:
    """The reports of the pages in all WARC files of a WACZ; raises BombError."""
    growth.read(os.path.getsize(path))
    try:
        with zipfile.ZipFile(path) as archive:
            for member in sorted(filter(is_warc_named, archive.namelist())):
                yield from _member_values(archive, member, growth, left_out)
    except _DAMAGED as e:
        with open(path, "rb") as stored:
            yield (
                stored.read(_SHOWN),
                ("truncated", f"the WACZ has no list of its contents: it is cut or damaged ({e})"),
            )


def _member_values(archive: zipfile.ZipFile, member: str, growth: Growth, left_out: Counter[str]) -> Iterator[Value]:
    try:
        packed = archive.getinfo(member).compress_type != zipfile.ZIP_STORED
        with archive.open(member) as stored:
            readable = cast(Readable, stored)  # by its type it has less than a zip's members have
            stream = expanded(readable, growth, growth.grow if packed else None)
            for value, problem in warc_values(stream, growth, left_out):
                yield value, problem and (problem[0], f"{member}: {problem[1]}")
    except _DAMAGED as e:
        yield b"", ("truncated", f"{member}: it cannot be read further ({e})")
