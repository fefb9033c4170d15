"""Repairs of text, each by a stated rule: the same text in gives the same text out.

Unpaired surrogates become U+FFFD; control characters but tab and line breaks fall away (NUL too); mojibake and HTML
entities are undone by ftfy; markup and markdown's links are replaced by their text; signs that no reader sees fall
away; the result is Unicode NFC without white space around.
"""

import html
import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

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
_LINK: Final = re.compile(r"(?:(!)|(?<!!))\[([^\[\]\n]{0,300})\]\((?:https?://|www\.|mailto:|/)[^\s()]{0,500}\)")
# Soft hyphens, zero-width spaces, word joiners, marks of direction. Joiners only after Latin letters: other scripts and
# emoji need them.
_INVISIBLE: Final = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]+"
    "|(?:(?<=[\x00-\u024f])|\\A)[\u200c\u200d]+"
)


def repair(text: str) -> str:
    """``text`` as it was meant."""
    text = _CONTROL.sub("", pair_surrogates(text).replace("\r\n", "\n").replace("\r", "\n"))
    if _MARKUP.search(text):
        text = _without_markup(text)
    if not text.isascii() or _ENTITY.search(text):
        text = _fixer()(text)
    if "](" in text:
        text = _LINK.sub(lambda link: "" if link[1] else link[2], text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return text.strip()


@cache
def _fixer() -> Callable[[str], str]:
    """What undoes mojibake and entities; imported where it is needed, as it reads tables of Unicode."""
    import ftfy

    # Quotes and ligatures stay as the publisher set them: offsets count in this text and readers see it.
    config = ftfy.TextFixerConfig(
        uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False, explain=False, normalization="NFC"
    )
    return lambda text: str(ftfy.fix_text(text, config))


def pair_surrogates(text: str) -> str:
    """``text`` as UTF-8 can hold it: pairs that JSON escapes left apart are one character, single ones are none."""
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _without_markup(text: str) -> str:
    seen = _UNSEEN.sub("", text)
    plain = html.unescape(_TAG.sub("", _BLOCK.sub(r"\n\g<0>", seen)))
    return "\n".join(line for part in plain.split("\n") if (line := part.strip()))
