"""Repairs of text, each by a stated rule: the same text in gives the same text out.

Unpaired surrogates become U+FFFD; control characters but tab and line breaks fall away (NUL too); mojibake and HTML
entities are undone by ftfy; markup is replaced by its text; the result is Unicode NFC without white space around.
"""

import re
import unicodedata
from html.parser import HTMLParser
from typing import Final

import ftfy

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_SURROGATE: Final = re.compile(r"[\ud800-\udfff]")
_MARKUP: Final = re.compile(
    r"</?(?:p|div|span|br|a|b|i|em|strong|ul|ol|li|h[1-6]|img|table|tr|td|script|style|article|section|figure|blockquote)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_ENTITY: Final = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_BLOCKS: Final = frozenset("p div br ul ol li h1 h2 h3 h4 h5 h6 table tr article section figure blockquote".split())
_UNSEEN: Final = frozenset(("script", "style"))
# Quotes and ligatures stay as the publisher set them: offsets count in this text and readers see it.
_FTFY: Final = ftfy.TextFixerConfig(
    uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False, explain=False, normalization="NFC"
)


class _TextOf(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._unseen += tag in _UNSEEN
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)


def repair(text: str) -> str:
    """``text`` as it was meant."""
    if _SURROGATE.search(text):
        # Pairs of surrogates that JSON escapes left apart are one character; single ones are none.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _MARKUP.search(text):
        parser = _TextOf()
        parser.feed(text)
        parser.close()
        text = re.sub(r"[ \t]*\n\s*", "\n", "".join(parser.parts))
    if not text.isascii() or _ENTITY.search(text):
        text = ftfy.fix_text(text, _FTFY)
    return unicodedata.normalize("NFC", text).strip()
