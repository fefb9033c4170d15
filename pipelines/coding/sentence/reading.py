"""The text of a report as a reader sees it: without invisible signs, markup and line-end hyphens, offsets kept."""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.coding.wordlists import word_list

_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff"
_LINK = r"\((?:https?:|www\.|mailto:|[/#])[^\s()]{0,500}\)"
_SIGN = re.compile(
    rf"""
      (?P<wrap>(?<=[^\W\d_])(?:-|\u00ad)[ \t]*\r?\n[ \t]*(?=(?P<rest>[a-z]+)))
    | (?P<gone>[{_INVISIBLE}]+
        | !\[[^\[\]\n]{{0,300}}\]{_LINK}                        # an image
        | \[(?=[^\[\]\n]{{1,300}}\]{_LINK}) | \]{_LINK}         # a link around its words
        | \*{{2,3}} | (?<![\w*])\*(?=[\w"“‘'(]) | (?<=[\w.,!?"”’')])\*(?![\w*]) | ~~
        | (?<!\w)_{{1,3}}(?=[^\W_]) | (?<=[^\W_])_{{1,3}}(?!\w) | (?<=[.,!?])_{{1,3}}(?!\w)
        | (?<![^\n])(?:\#{{1,6}}|>)[ \t]+                        # a heading or a quotation of markdown
        | (?:<|&lt;)/?(?i:a|abbr|b|em|font|i|mark|small|span|strong|sub|sup|u)(?:\s[^<>\n]{{0,500}}?)?(?:>|&gt;))
    | (?P<line>(?:<|&lt;)/?(?i:br|div|li|p|ul)\s?/?(?:>|&gt;))
    | (?P<entity>&(?:amp;){{0,2}}(?:[a-zA-Z]{{2,8}}|\#\d{{2,6}}|\#[xX][0-9a-fA-F]{{2,5}});)
    | (?P<shape>[\ufb00-\ufb06\u2010\u2011] | [^\W\d_][\u0300-\u036f]+)
    """,
    re.VERBOSE,
)
# Where a sign may begin, or the accent of a letter before it: found many times faster than the signs themselves.
_HINT = re.compile(
    rf"[{_INVISIBLE}\[\]*~_#<>&\ufb00-\ufb06\u2010\u2011]|!(?=\[)|-(?=[ \t]*\r?\n)|(?P<accent>[\u0300-\u036f])"
)
_GONE = re.compile(f"[{_INVISIBLE}]")
_HYPHENATED = word_list("hyphenated")  # second halves that keep their hyphen at a line's end: "Iran-\nbacked"
_HYPHENS = str.maketrans("\u2010\u2011", "--")


@dataclass(frozen=True, slots=True)
class Reading:
    """``text`` is what is read; ``edits`` say where it departs from the original.

    An edit is (start, end) in ``text`` and (start, end) in the original, in order.
    """

    text: str
    edits: tuple[tuple[int, int, int, int], ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the characters ``start`` up to ``end`` of ``text``, one at least, stand in the original."""
        return self._original(start)[0], self._original(end - 1)[1]

    def _original(self, position: int) -> tuple[int, int]:
        """The start and end in the original of what gave one character."""
        at = bisect_right(self.edits, position, key=lambda edit: edit[0])
        while at:
            start, end, first, last = self.edits[at - 1]
            if start <= position < end:
                return first, last
            return position - end + last, position - end + last + 1
        return position, position + 1


def read_text(original: str) -> Reading:
    """What a reader sees of ``original``."""
    pieces: list[str] = []
    edits: list[tuple[int, int, int, int]] = []
    length = taken = 0
    for match in _signs(original):
        seen = _seen(match)
        if seen == match.group():
            continue
        start, end = match.span()
        pieces += (original[taken:start], seen)
        length += start - taken
        edits.append((length, length + len(seen), start, end))
        length += len(seen)
        taken = end
    if not edits:
        return Reading(original)
    pieces.append(original[taken:])
    return Reading("".join(pieces), tuple(edits))


def _signs(original: str) -> Iterator[re.Match[str]]:
    """The signs from left to right, none within another."""
    end = 0
    for hint in _HINT.finditer(original):
        start = hint.start() - (hint.lastgroup == "accent")
        if start >= end and (sign := _SIGN.match(original, start)) is not None:
            end = sign.end()
            yield sign


def _seen(match: re.Match[str]) -> str:
    """What a reader sees where a sign stands."""
    sign = match.group()
    match match.lastgroup:
        case "gone":
            return ""
        case "line":
            return "\n"
        case "entity":
            for _ in range(3):
                sign = html.unescape(sign)
            return _GONE.sub("", sign)
        case "shape":
            return unicodedata.normalize("NFC" if len(sign) > 1 else "NFKC", sign.translate(_HYPHENS))
        case _:
            return "-" if sign[0] == "-" and match.group("rest") in _HYPHENATED else ""
