"""Words as tools nest them: in lists of one, in parts, under a name of their own.

Scrapy's loaders make lists of all; feedparser and ninjs have parts (of which some are the same in other markup); Fundus
has sections; JSON-LD, WordPress and others have objects, with the words under one of a few names.
"""

from collections.abc import Iterator
from typing import Any, Final

NAMES: Final = ("value", "rendered", "main", "name", "title", "#text", "@id")
"""Where an object has its words, the first that holds some."""
PLAIN: Final = "text/plain"
MAIN: Final = "main"


def words_of(value: object, *, paragraphs: bool = False) -> str | None:
    """The words that ``value`` holds, or None where it is of another shape; with ``paragraphs`` a list is one text."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return _of_sections(value) if paragraphs and "sections" in value else _of_object(value)
    if not isinstance(value, list):
        return None
    if len(value) == 1:
        return words_of(value[0], paragraphs=paragraphs)
    if value and all(_is_part(one) for one in value):
        return _of_parts(value)
    if paragraphs and value and all(isinstance(one, str) for one in value):
        return "\n".join(value)
    return None


def _is_part(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("value"), str)


def _of_parts(parts: list[dict[str, Any]]) -> str:
    """The parts of one kind and role: others say the same in other markup, or say less."""
    held = [part for part in parts if part["value"].strip()]
    for names, best in ((("contenttype", "type"), PLAIN), (("role",), MAIN)):
        kinds = [next((part[name] for name in names if part.get(name)), None) for part in held]
        kept = best if best in kinds else kinds[0] if kinds else None
        held = [part for part, kind in zip(held, kinds, strict=True) if kind == kept]
    return "\n".join(part["value"] for part in held)


def _of_object(fields: dict[str, Any]) -> str | None:
    found = [words for name in NAMES if isinstance(words := fields.get(name), str)]
    return next((words for words in found if words.strip()), found[0] if found else None)


def _of_sections(fields: dict[str, Any]) -> str | None:
    return "\n".join(_lines([fields.get("summary"), fields["sections"]])) or None


def _lines(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _lines(one)
    elif isinstance(value, dict):
        yield from _lines([value.get("headline"), value.get("paragraphs")])
