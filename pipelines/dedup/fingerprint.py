"""The fingerprint of a text: a hash for each of its sentence parts, by which copies are found.

A text is cut where copies of it stay alike: at sentence ends, paragraph marks (``###``, line ends), quotes, brackets,
colons, semicolons and dashes, so that a changed byline, headline, speaker or quotation mark spoils only its own part.
A comma cuts once eight words were said; what is left behind the last such comma stays with the part before it. A line
that begins with a small letter or a digit goes on with the line before it. Parts of fewer than eight words do not
count, nor do stock phrases (``data/boilerplate.tsv``).

The hash of a part is a signed big-endian 64-bit number: seven bytes of BLAKE2b (RFC 7693, digest size 7, no key) over
the UTF-8 of the part as ``pipelines.normal.normalise`` gives it, then one byte with its number of words, at most 255.
``tests/data/dedup/fingerprints.jsonl`` holds vectors that an implementation in another language can be checked against.
"""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

MIN_WORDS = 8
MAX_WORDS = 255

_MIN_LETTERS = 2 * MIN_WORDS - 1
_BREAK = "\n"
_COMMA = "\x01"
_CUTS = frozenset(
    '\n\r\x0b\x0c\x85\u2028\u2029!?;:"()[]{}#|\u2022\u00ab\u00bb\u201c\u201d\u201e\u2013\u2014\u2015\u2026'
)
# Begins where a run of white space does and gives nothing back: blank lines without end cost what they are long.
_GOES_ON = re.compile(r"(?<!\s)[^\S\n]*+\n\s*+(?=[a-z0-9])")
_BOILERPLATE = Path(__file__).with_name("data") / "boilerplate.tsv"


class _Letters(dict[int, str]):
    """For ``str.translate``: a cut becomes a line end, a letter or number its folded form, the rest a space."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = _BREAK if char in _CUTS else "".join(c if c.isalnum() else " " for c in char.casefold())
        self[code] = folded
        return folded


_LETTERS = _Letters({ord(_COMMA): _COMMA})


def _load_boilerplate(path: Path) -> dict[str, tuple[str, ...]]:
    phrases: dict[str, list[str]] = {"begins": [], "ends": []}
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line or line.startswith("#"):
            continue
        where, _, phrase = line.partition("\t")
        if where not in phrases or not phrase:
            raise ValueError(f"{path.name}, line {number}: {line!r} is not 'begins' or 'ends', a tab and a phrase")
        phrases[where].append(phrase)
    return {where: tuple(found) for where, found in phrases.items()}


_STOCK = _load_boilerplate(_BOILERPLATE)
_BEGINS = tuple(phrase + " " for phrase in _STOCK["begins"])
_ENDS = tuple(" " + phrase for phrase in _STOCK["ends"])
_GLANCE = 5
_FIRST_LETTERS = frozenset(phrase[:_GLANCE] for phrase in _BEGINS)
_LAST_LETTERS = frozenset(phrase[-_GLANCE:] for phrase in _ENDS)


def sentence_parts(text: str) -> Iterator[str]:
    """The parts of ``text`` that count, in order, normalised; stock phrases are among them."""
    if "\n" in text:
        text = _GOES_ON.sub(" ", text)
    for sentence in _folded(text).split(_BREAK):
        if len(sentence) < _MIN_LETTERS:
            continue
        if "  " in sentence:
            sentence = " ".join(sentence.split())
        sentence = sentence.strip()
        if _COMMA in sentence:
            yield from _parts_at_commas(sentence)
        elif sentence.count(" ") >= MIN_WORDS - 1:
            yield sentence


def _folded(text: str) -> str:
    """Words in small letters and numbers, and between them spaces, comma signs or line ends."""
    if not text.isascii():
        # Common typography goes first: the rest is then mostly ASCII, on which all that follows is much faster.
        text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u201c", '"').replace("\u201d", '"')
        text = text.replace("\u2014", _BREAK).replace("\u2013", _BREAK).replace("\u2026", _BREAK).replace("\xa0", " ")
        text = unicodedata.normalize("NFKC", text)
    # Replacing like by like in length is twice as fast.
    text = text.replace(". ", _BREAK + " ").replace(" - ", f" {_BREAK} ").replace("--", _BREAK * 2)
    text = text.replace(", ", _COMMA + " ")
    if text.isascii():
        return text.translate(_LETTERS)
    return _BREAK.join([line.translate(_LETTERS) for line in text.split(_BREAK)])


def _parts_at_commas(sentence: str) -> Iterator[str]:
    part = rest = ""
    for clause in sentence.split(_COMMA):
        rest = f"{rest} {clause.strip()}".strip()
        if rest.count(" ") >= MIN_WORDS - 1:
            if part:
                yield part
            part, rest = rest, ""
    if part:
        yield f"{part} {rest}".rstrip()


def fingerprint(text: str) -> tuple[int, ...]:
    """The hashes of the sentence parts of ``text``, in order; empty when no part has eight words."""
    hashes = []
    for part in sentence_parts(text):
        if (part[:_GLANCE] in _FIRST_LETTERS and part.startswith(_BEGINS)) or (
            part[-_GLANCE:] in _LAST_LETTERS and part.endswith(_ENDS)
        ):
            continue
        words = min(part.count(" ") + 1, MAX_WORDS)
        hashes.append(int.from_bytes(blake2b(part.encode(), digest_size=7).digest(), "big", signed=True) << 8 | words)
    return tuple(hashes)


def words_in(part: int) -> int:
    """How many words the sentence part with this hash has; 255 stands for more, too."""
    return part & MAX_WORDS
