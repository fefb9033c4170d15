"""Repairs of text, each by a stated rule: the same text in gives the same text out.

Unpaired surrogates become U+FFFD; control characters but tab and line breaks fall away (NUL too); mojibake and HTML
entities are undone by ftfy; markup is replaced by its text; the result is Unicode NFC without white space around.
"""

import html
import re
import unicodedata
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
# Patterns that take time in proportion to the text, whatever it holds: what is not closed ends with the text, and no
# attribute reaches over the next "<".
_UNSEEN: Final = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_BLOCK: Final = re.compile(
    r"</?(?:p|div|br|ul|ol|li|h[1-6]|table|tr|article|section|figure|blockquote)(?=[\s/>])", re.IGNORECASE
)
_TAG: Final = re.compile(r"<(?:[a-zA-Z]|[/!?])(?:(?:[^<>\"']|\"[^<\"]*\"|'[^<']*')*+>|[^<>]*>)")
# Quotes and ligatures stay as the publisher set them: offsets count in this text and readers see it.
_FTFY: Final = ftfy.TextFixerConfig(
    uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False, explain=False, normalization="NFC"
)


def repair(text: str) -> str:
    """``text`` as it was meant."""
    text = _CONTROL.sub("", pair_surrogates(text).replace("\r\n", "\n").replace("\r", "\n"))
    if _MARKUP.search(text):
        text = _without_markup(text)
    if not text.isascii() or _ENTITY.search(text):
        text = ftfy.fix_text(text, _FTFY)
    return unicodedata.normalize("NFC", text).strip()


def pair_surrogates(text: str) -> str:
    """``text`` as UTF-8 can hold it: pairs that JSON escapes left apart are one character, single ones are none."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _without_markup(text: str) -> str:
    seen = _UNSEEN.sub("", text)
    plain = html.unescape(_TAG.sub("", _BLOCK.sub(r"\n\g<0>", seen)))
    return "\n".join(line for part in plain.split("\n") if (line := part.strip()))
