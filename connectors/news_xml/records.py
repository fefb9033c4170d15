"""XML files as records: which bytes are news in XML, and what comes of them, as JSON or with the reason."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from connectors.news_xml.feeds import atom, rss
from connectors.news_xml.trees import XmlError, name_of, parse
from connectors.news_xml.wires import newsml_g2, nitf

_READERS: Final[dict[str, Callable[[Element], Iterator[dict[str, Any]]]]] = {
    "rss": rss,
    "RDF": rss,
    "feed": atom,
    "nitf": nitf,
    "newsMessage": newsml_g2,
    "newsItem": newsml_g2,
}
_BEGINS: Final = re.compile(
    rb"(?:\s|<!--(?:(?!-->).)*+-->|<\?[^>]*+>|<!DOCTYPE[^>\[]*+(?:\[[^\]]*+\])?[^>]*+>)*+<(?:[\w.-]+:)?(?:%s)[\s/>]"
    % "|".join(_READERS).encode(),
    re.DOTALL,
)
_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

Value = tuple[bytes, tuple[str, str] | None]


def is_news(head: bytes) -> bool:
    """Whether bytes that begin with ``head`` are news in XML, in any charset."""
    wide = head.startswith(_MARKS[1:])
    for mark in _MARKS:
        head = head.removeprefix(mark)
    return _BEGINS.match(head.replace(b"\0", b"") if wide else head) is not None


def news_values(data: bytes) -> Iterator[Value]:
    """The reports of a document, each as JSON, or the document itself and why it gives none."""
    try:
        root = parse(data)
        reader = _READERS.get(name_of(root))
        if reader is None:
            raise XmlError(f"{name_of(root)} is none of {', '.join(_READERS)}")
    except XmlError as e:
        yield data, ("bad_xml", str(e))
        return
    none = True
    for report in reader(root):
        yield json.dumps({name: value for name, value in report.items() if value}).encode(), None
        none = False
    if none:
        yield data, ("empty", "no item in it")
