"""Bulk files of Elasticsearch and OpenSearch: a line with an action, and in the next one its document."""

import re
from collections.abc import Iterator
from typing import Final, TypeAlias

import msgspec

from schemas.aliases import KNOWN, SOURCE

Numbered: TypeAlias = tuple[int, bytes, tuple[str, str] | None]
"""The number of a line, the line, and what is wrong with it."""

_HINT: Final = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"(?:index|create|update|delete)"\s*:\s*\{')
_BOM: Final = b"\xef\xbb\xbf"
_LONGEST: Final = 10_000
_IN_UPDATE: Final = ("doc", "upsert")
_DELETED: Final = ("no_id", "a deletion in a bulk file: to take a report back push it with report_id and retracted")
_objects: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])
_KNOWN: Final = frozenset(KNOWN)

_Object: TypeAlias = dict[str, msgspec.Raw]


def documents(lines: Iterator[Numbered]) -> Iterator[Numbered]:
    """The lines, but of an action and its document one: the document as a search engine's answer holds it.

    An action without a document, and a document that cannot be read, stay as they stand.
    """
    waiting: tuple[Numbered, str, _Object] | None = None
    for line in lines:
        action = None if line[2] else _action(line[1])
        if waiting is not None and action is None:
            (_, kind, about), waiting = waiting, None
            yield _document(line, kind, about)
            continue
        if waiting is not None:
            yield waiting[0]
            waiting = None
        if action is None:
            yield line
        elif action[0] == "delete":
            yield (*line[:2], _DELETED)
        else:
            waiting = (line, *action)
    if waiting is not None:
        yield waiting[0]


def _action(line: bytes) -> tuple[str, _Object] | None:
    """What a line says is to be done, and of which document; None for one that says nothing of the kind."""
    if len(line) > _LONGEST or not _HINT.match(line):
        return None
    given = _object(line.removeprefix(_BOM))
    if given is None or len(given) != 1:
        return None
    ((kind, held),) = given.items()
    about = _object(bytes(held))
    return None if about is None or not _KNOWN.isdisjoint(about) else (kind, about)


def _document(line: Numbered, kind: str, about: _Object) -> Numbered:
    number, value, problem = line
    given = None if problem else _object(value)
    if given is None:
        return line
    if kind == "update":
        within = next((given[name] for name in _IN_UPDATE if name in given), None)
        if within is None:
            return line
        value = bytes(within)
    return number, msgspec.json.encode(about | {SOURCE: msgspec.Raw(value)}), None


def _object(value: bytes) -> _Object | None:
    try:
        return _objects.decode(value)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
