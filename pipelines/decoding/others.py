"""What a file is that holds no report wirewatch can read, so that its message says more than that it is none."""

import re
from typing import Final

from schemas.aliases import TEXT_FIELDS, TIME_FIELDS

_BEGINS: Final = (
    (b"%PDF-", "a PDF: save its text as plain text that begins with its date"),
    (b"{\\rtf", "an RTF document: save it as plain text that begins with its date"),
    (b"\xd0\xcf\x11\xe0", "an old Office document: save it as plain text, or its rows as JSON lines"),
    (b"PK\x03\x04", "a zip, or an Office document, which is one: unpack it, or save it as plain text or JSON lines"),
    (b"PAR1", "a Parquet file: write its rows as JSON lines"),
    (b"SQLite format 3\0", "an SQLite database: write its rows as JSON lines"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"BZh", "compressed with bzip2: unpack it, or use gzip or zstd"),
    (b"\xfd7zXZ\0", "compressed with xz: unpack it, or use gzip or zstd"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: unpack it"),
    (b"Rar!", "a RAR archive: unpack it"),
)
_TAR: Final = (257, b"ustar")
_COLUMNS: Final = [frozenset(TEXT_FIELDS["text"] + TEXT_FIELDS["title"] + TEXT_FIELDS["summary"])]
_COLUMNS.append(frozenset(name for names in TIME_FIELDS.values() for name in names))
_LONGEST_ROW: Final = 10_000


def other_form(value: bytes) -> str | None:
    """What ``value`` is and what to do, where its first bytes tell."""
    for begins, what in _BEGINS:
        if value.startswith(begins):
            return what
    at, mark = _TAR
    return "a tar archive: unpack it" if value[at : at + len(mark)] == mark else None


def is_table(text: str) -> bool:
    """Whether the first line names columns (CSV, TSV), one for a date and one for words."""
    first = text[:_LONGEST_ROW].split("\n", 1)[0]
    names = {name.strip().strip('"').strip().lower() for name in re.split(r"[,;\t|]", first)}
    return all(any(known.lower() in names for known in columns) for columns in _COLUMNS)
