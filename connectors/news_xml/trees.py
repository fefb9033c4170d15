"""XML as trees, from strangers: no entities of their own, names without prefixes, text as paragraphs."""

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Final
from xml.etree.ElementTree import Element, ParseError, XMLParser

XHTML: Final = "http://www.w3.org/1999/xhtml"
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_BLOCKS: Final = frozenset(
    "p br div block li ol ul tr table h1 h2 h3 h4 h5 h6 hl1 hl2 blockquote bq pre section".split()
)
_NO_TEXT: Final = frozenset("script style media figure figcaption head note body.end aside".split())
_ENTITIES: Final = {name.removesuffix(";"): character for name, character in html5.items()}
_SPACE: Final = re.compile(r"\s+")
_DEEPEST: Final = 500
_MOST: Final = 1_000_000


class XmlError(ValueError):
    """XML that cannot be read, or is none of what is known: the message says why."""


class _Builder:
    """Builds a tree; stops at a depth and a number of elements that no news has."""

    def __init__(self) -> None:
        self._open: list[Element] = []
        self._last: Element | None = None
        self._root: Element | None = None
        self._data: list[str] = []
        self._elements = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._flush()
        element = Element(tag, attributes)
        if self._open:
            self._open[-1].append(element)
        elif self._root is None:
            self._root = element
        self._open.append(element)
        self._last = None
        self._elements += 1
        if len(self._open) > _DEEPEST or self._elements > _MOST:
            raise XmlError(f"more than {_DEEPEST} elements deep, or {_MOST} in all")

    def end(self, _tag: str) -> None:
        self._flush()
        self._last = self._open.pop()

    def data(self, text: str) -> None:
        self._data.append(text)

    def close(self) -> Element:
        if self._root is None:
            raise XmlError("no element in it")
        return self._root

    def _flush(self) -> None:
        text, self._data = "".join(self._data), []
        if not text or not self._open:
            return
        if self._last is None:
            self._open[-1].text = text
        else:
            self._last.tail = text


def parse(data: bytes) -> Element:
    """The root of the document in ``data``; raises XmlError."""
    if b"<!ENTITY" in data.replace(b"\0", b""):
        raise XmlError("it declares entities of its own")
    try:
        parser = XMLParser(target=_Builder())  # noqa: S314  # what its entities could do is refused above
        parser.entity.update(_ENTITIES)
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, LookupError, ValueError) as e:
        raise e if isinstance(e, XmlError) else XmlError(f"broken XML: {e}") from e
    return root


def name_of(element: Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2]


def space_of(element: Element) -> str:
    """The namespace, empty where there is none."""
    return element.tag[1:].partition("}")[0] if element.tag[:1] == "{" else ""


def named(element: Element, *path: str) -> Iterator[Element]:
    """The elements at a path of names below ``element``, whatever their namespaces."""
    if not path:
        yield element
        return
    for child in element:
        if name_of(child) == path[0]:
            yield from named(child, *path[1:])


def words_at(element: Element, *path: str) -> str | None:
    """The first text at a path."""
    return next((words for found in named(element, *path) if (words := text_of(found))), None)


def attribute_at(element: Element, attribute: str, *path: str) -> str | None:
    """The first of an attribute at a path."""
    return next((value for found in named(element, *path) if (value := found.get(attribute))), None)


def text_of(element: Element) -> str:
    """What a reader sees, a line for each paragraph; pictures, their captions and scripts left out."""
    pieces: list[str] = []
    todo: list[Element | str] = [element]
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            pieces.append(one)
            continue
        end = "\n" if name_of(one).lower() in _BLOCKS else ""
        inside: list[Element | str] = [end, _spaced(one.text)]
        for child in one:
            if name_of(child).lower() not in _NO_TEXT:
                inside.append(child)
            inside.append(_spaced(child.tail))
        inside.append(end)
        todo += reversed(inside)
    lines = ("".join(pieces)).split("\n")
    return "\n".join(line for part in lines if (line := _SPACE.sub(" ", part).strip()))


def _spaced(text: str | None) -> str:
    return _SPACE.sub(" ", text or "")
