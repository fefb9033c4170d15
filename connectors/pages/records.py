"""Pages as records: which bytes are a page, and what comes of one, as JSON or with the reason that nothing does."""

import json
import re
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any, Final

import msgspec

from connectors.pages.errors import PageError
from connectors.pages.reading import INSTALL, read_page

_NAME: Final = re.compile(r"\.x?html?(?:\.(?:gz|zst))?$", re.IGNORECASE)
_BEGINS: Final = re.compile(
    rb"(?:\s|<!--(?:(?!-->).)*+-->|<\?xml\b[^>]*+>)*+<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_NO_DATE: Final = "the page does not say when it was published: no date in its JSON-LD, its head or below its title"

Value = tuple[bytes, tuple[str, str] | None]


def is_named(path: str) -> bool:
    """Whether a file's name is that of a page."""
    return _NAME.search(path) is not None


def is_page(head: bytes) -> bool:
    """Whether bytes that begin with ``head`` are a page, in any charset."""
    wide = head.startswith(_MARKS[1:])
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return _BEGINS.match(head.replace(b"\0", b"") if wide else head) is not None


def missing() -> str | None:
    """What to do where what reads pages is not installed."""
    lacks = [name for name in ("charset_normalizer", "lxml", "trafilatura") if find_spec(name) is None]
    return f"{INSTALL} (no {', '.join(lacks)})" if lacks else None


def page_values(
    page: bytes, url: str | None = None, charset: str | None = None, more: dict[str, Any] | None = None
) -> Iterator[Value]:
    """The reports of a page, each as JSON with the fields ``more``, or the page itself and why it gives none.

    A page without a date is refused whatever ``more`` says of when it was fetched.
    """
    try:
        reports = read_page(page, url, charset)
    except PageError as e:
        yield page, (e.reason, str(e))
        return
    if len(reports) == 1 and not _is_dated(reports[0]):
        yield page, ("no_date", _NO_DATE)
        return
    for report in reports:
        whole = report | {k: v for k, v in (more or {}).items() if v}
        if extra := {part: said for one in (report, more or {}) for part, said in one.get("extra", {}).items()}:
            whole["extra"] = extra
        yield _encoded(whole), None if _is_dated(report) else ("no_date", _NO_DATE)


def _encoded(report: dict[str, Any]) -> bytes:
    try:
        return msgspec.json.encode(report)
    except UnicodeEncodeError:  # half a character, as scripts may escape it
        return json.dumps(report).encode()


def _is_dated(report: dict[str, Any]) -> bool:
    return "published_at" in report or "modified_at" in report
