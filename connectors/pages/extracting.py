"""The text of a page by trafilatura, which alone decides what is text and what is around it."""

import logging
import re
from functools import cache
from importlib.metadata import version as version_of
from typing import Final

from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html

from connectors.pages.errors import PageError

MAX_ELEMENTS: Final = 30_000
"""The most elements that a page may have: the time that extraction takes grows with their square."""
_LIBRARY: Final = "trafilatura"
_STRUCK: Final = "//del | //s | //strike"
_BLOCKS: Final = "ancestor::*[self::p or self::li or self::blockquote or self::dd or self::td][1]"
_NOTE: Final = re.compile(r"\s*[\[(]?(?:\d{1,3}|[*†‡])[\])]?\s*")
_UNIT: Final = re.compile(r"(?:^|[\s\d])[kcdm]?m$")
# It tells of every page that it finds nothing in; here each has its dead letter.
logging.getLogger(_LIBRARY).setLevel(logging.CRITICAL)


@cache
def version() -> str:
    """The version of the library that extracts."""
    return version_of(_LIBRARY)


def parse_page(page: str) -> HtmlElement:
    """The elements of a page; raises PageError."""
    tree = load_html(page) if page.strip() else None
    if tree is None:
        raise PageError("html", "no page that can be parsed")
    return tree


def extract_text(tree: HtmlElement, url: str | None) -> str | None:
    """The text of the article, a paragraph a line, without readers' comments; ``tree`` is used up. Raises PageError."""
    for script in list(tree.iter("script")):
        # Where it finds little it would take the text of whatever article a script tells of.
        script.text = None
    elements = int(tree.xpath("count(descendant::*) + count(descendant::comment())"))
    if elements > MAX_ELEMENTS:
        raise PageError("too_large", f"a page of {elements} elements, more than {MAX_ELEMENTS}")
    _read_as_printed(tree)
    try:
        found = bare_extraction(tree, url=url, include_comments=False)
    except Exception as e:
        raise PageError("bad_page", f"the text cannot be extracted ({type(e).__name__}: {e})") from e
    text = found.text if found is not None else None
    return text.strip() or None if isinstance(text, str) else None


def _read_as_printed(tree: HtmlElement) -> None:
    """Leave running text as its reader takes it: the library drops marked days, and keeps struck words and notes."""
    for block in {block: None for time in tree.xpath("//time") for block in time.xpath(_BLOCKS)}:
        times = block.xpath(".//time")
        if len(block.text_content().strip()) > sum(len(time.text_content().strip()) for time in times):
            for time in times:
                time.tag = "span"
    for struck in tree.xpath(_STRUCK):
        struck.drop_tree()
    for note in tree.xpath("//sup"):
        if _NOTE.fullmatch(note.text_content()) and not _UNIT.search(_before(note)):
            note.drop_tree()


def _before(element: HtmlElement) -> str:
    """The words right before an element, as far as its parent has them."""
    sibling = element.getprevious()
    if sibling is not None:
        return (sibling.tail if sibling.tail else sibling.text_content()) or ""
    parent = element.getparent()
    return (parent.text if parent is not None else "") or ""
