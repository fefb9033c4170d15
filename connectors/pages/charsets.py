"""The characters of a page: its bytes, what its server says and what it says itself are held against each other."""

import codecs
import re
from typing import Final

_BOMS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_META: Final = re.compile(rb"""<meta\b[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML: Final = re.compile(rb"""<\?xml\b[^>]{0,100}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE)
_META_WITHIN: Final = 8192
# As browsers read these labels: each codec holds all of the older one and what is sent under its name.
_WIDER: Final = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_NO_CHARSETS: Final = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "mbcs", "oem"}
)
_ESCAPED: Final = ("iso2022", "utf-16", "utf-7", "hz")
"""Codecs whose bytes are UTF-8 too, so that only their label tells."""
_FEW: Final = 0.002
"""The share of bytes that may be none of the charset, as those that a site pastes in from elsewhere."""


def decode_page(page: bytes, charset: str | None = None) -> str:
    """The text of ``page``; ``charset`` is the one that its server named.

    A byte order mark wins; bytes that are UTF-8 are read so whatever their label says; then the server's charset, then
    the page's own, each where the bytes are of it, then what the bytes look like.
    """
    for mark, name in _BOMS:
        if page.startswith(mark):
            return page.decode(name, "replace")
    labels = [name for name in map(_codec, (charset, *_own(page))) if name]
    if not any(name.startswith(_ESCAPED) for name in labels[:1]):
        try:
            return page.decode("utf-8")
        except UnicodeDecodeError:
            pass
    for name in labels:
        text = page.decode(name, "replace")
        if text.count("\ufffd") <= _FEW * len(text):
            return text
    return page.decode(_looks_like(page), "replace")


def _own(page: bytes) -> list[str]:
    head = page[:_META_WITHIN]
    return [found[1].decode("ascii", "replace") for pattern in (_META, _XML) if (found := pattern.search(head))]


def _codec(label: str | None) -> str | None:
    """The codec of Python for a label, or None where it has none that makes text of bytes."""
    if not label:
        return None
    try:
        found = codecs.lookup(label.strip().strip("\"'"))
        b"a".decode(found.name, "replace")
    except (LookupError, ValueError, TypeError):
        return None
    return None if found.name in _NO_CHARSETS else _WIDER.get(found.name, found.name)


def _looks_like(page: bytes) -> str:
    from charset_normalizer import from_bytes

    text = re.sub(rb"<[^>]*>", b" ", page[: 1 << 16])  # markup is alike in all charsets
    best = from_bytes(text[:20_000]).best()
    return _WIDER.get(best.encoding, best.encoding) if best else "cp1252"
