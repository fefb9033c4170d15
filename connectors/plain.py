"""Text from outside, shown as text: it forges no line, steers no terminal and turns no direction of reading."""

import json
import re
from typing import Any, Final

_BREAKS: Final = re.compile(r"[^\S ]+")
_JOINERS: Final = "\u200c\u200d"
"""What Persian, Hindi and emoji join or part letters by; it moves nothing."""


def one_line(text: str) -> str:
    """The text on one line, and what cannot be seen, as control and direction characters, as ``\\x1b``, ``\\u202e``."""
    joined = _BREAKS.sub(" ", text)
    return joined if joined.isprintable() else "".join(map(_seen, joined))


def json_line(value: Any) -> str:
    """The value as JSON on one line: what cannot be seen stands there as ``\\u202e``, and reads back as it was."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if text.isprintable() else "".join(c if _is_seen(c) else json.dumps(c)[1:-1] for c in text)


def _seen(character: str) -> str:
    return character if _is_seen(character) else character.encode("unicode_escape").decode()


def _is_seen(character: str) -> bool:
    return character.isprintable() or character in _JOINERS
