"""The one place that keeps secrets out of what is said: out of messages, logs, errors and what others answer.

Secrets are known by where they stand (a password in an address, ``password=...``) and by what was looked up: whoever
reads a secret hands it to ``secret``, whoever has an address that is one to ``secret_address``.
"""

import base64
import re
from typing import Final
from urllib.parse import quote, quote_plus, unquote, urlsplit

HIDDEN: Final = "***"
_SHORTEST: Final = 4
"""A shorter one is part of too many words; only its place hides it."""
_LONG: Final = 16
"""A part of an address of so many characters is no word but a token."""
_PLACES: Final = (
    # A password may hold what should have been escaped, so it ends at the last @ of the word.
    (re.compile(r"(\w://[^\s/@:]*:)\S*@"), rf"\1{HIDDEN}@"),
    (re.compile(r"(https?://)[^\s/@]+@"), rf"\1{HIDDEN}@"),
    (re.compile(r"([\w.+-]:)[^\s/@]+@(?=[\w\[])"), rf"\1{HIDDEN}@"),
    (
        re.compile(
            r"(?i)((?:passw(?:or)?d|passphrase|secret|token|api[_-]?key|credentials?|proxy(?:_url)?)"
            r"""(?:=|:(?=\S)|\s=\s|["']\s*[:=]\s*))(?!["']?(?:env|file):)("[^"]*"|'[^']*'|[^\s&;,]+)"""
        ),
        rf"\1{HIDDEN}",
    ),
    (re.compile(r"""(?i)(authorization["']?\s*[:=]\s*["']?(?:[a-z]+\s+)?)[^\s"',]+"""), rf"\1{HIDDEN}"),
    (re.compile(r"whsec_[\w+/=-]*"), HIDDEN),
    (re.compile(r"(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*-----|$)"), HIDDEN),
)
_KEPT: Final = 8
"""So many secrets of one place are known: those before them are not in use any more."""
_known: Final[set[str]] = set()
_renewed: Final[dict[str, tuple[frozenset[str], ...]]] = {}
_paths: Final[set[str]] = set()


def secret(text: str, place: str | None = None) -> str:
    """Take note of a secret, which is given back as it is: wherever it turns up from now on, ``***`` is shown.

    ``place``: where it stands, if it is renewed there now and then, as a token is: only the last few are kept.
    """
    if len(text) >= _SHORTEST:
        plain = unquote(text)
        coded = base64.b64encode(plain.encode("utf-8", "replace")).decode()
        forms = frozenset((text, plain, quote(plain, safe=""), quote_plus(plain), coded))
        if place is None:
            _known.update(forms)
        elif forms not in (kept := _renewed.get(place, ())):
            _renewed[place] = (*kept, forms)[-_KEPT:]
    return text


def secret_address(url: str) -> str:
    """Take note of an address whose path or query may be a secret, as a webhook's is; it is given back as it is."""
    parts = urlsplit(url)
    whole = parts.path + (f"?{parts.query}" if parts.query else "")
    if len(whole) >= _SHORTEST:
        _paths.update((url, whole, unquote(whole)))
    for token in re.split(r"[/?&=]", whole):
        if len(token) >= _LONG:
            secret(token)
    return url


def forget() -> None:
    """Forget all that was noted."""
    _known.clear()
    _renewed.clear()
    _paths.clear()


def redacted(text: str) -> str:
    """The text without secrets: those that were noted, and what stands where secrets stand."""
    for path in sorted(_paths, key=len, reverse=True):
        if path in text:
            text = re.sub(rf"(?<![\w.-]){re.escape(path)}(?![\w-])", HIDDEN, text)
    renewed = [forms for kept in list(_renewed.values()) for forms in kept]
    for known in sorted(_known.union(*renewed), key=len, reverse=True):
        text = text.replace(known, HIDDEN)
    for place, shown in _PLACES:
        text = place.sub(shown, text)
    return text


def without_address(text: str, url: str) -> str:
    """What somebody answered at a secret address, without the address and without any part of its path."""
    parts = urlsplit(url)
    for token in sorted(re.split(r"[/?&=]", f"{parts.path}?{parts.query}"), key=len, reverse=True):
        if len(token) > 2:
            text = text.replace(token, HIDDEN).replace(unquote(token), HIDDEN)
    return redacted(text)


class SafeError(Exception):
    """An error whose message quotes what was given or answered, and holds no secret."""

    def __init__(self, message: str) -> None:
        super().__init__(redacted(message))
