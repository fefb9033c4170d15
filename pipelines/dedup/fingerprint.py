"""The fingerprint of a text: a hash for each of its sentence parts, by which copies are found.

A text is cut where copies of it stay alike: at sentence ends, paragraph marks (``###``, line ends), quotes, brackets,
colons, semicolons and dashes, so that a changed byline, headline, speaker or quotation mark spoils only its own part.
A comma cuts once eight words were said; what is left behind the last such comma stays with the part before it. A line
that begins with a small letter goes on with the line before it. Parts of fewer than eight words do not count, nor do
stock phrases (``data/boilerplate.tsv``).

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

_BREAK = "\n"
_COMMA = "\x1f"
_CUTS = frozenset(
    '\n\r\x0b\x0c\x85\u2028\u2029!?;:"()[]{}#|\u2022\u00ab\u00bb\u201c\u201d\u201e\u2013\u2014\u2015\u2026'
)
_GOES_ON = re.compile(r"\s*\n\s*(?=[a-z])")
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
# Most parts are let through by one look at their first and last word.
_FIRST_WORDS = frozenset(phrase.split()[0] for phrase in _STOCK["begins"])
_LAST_WORDS = frozenset(phrase.split()[-1] for phrase in _STOCK["ends"])


def sentence_parts(text: str) -> Iterator[list[str]]:
    """The parts of ``text`` that count, in order, each as its normalised words."""
    if "\n" in text:
        text = _GOES_ON.sub(" ", text)
    # Common typography goes first: what is left is mostly ASCII, for which the next steps are several times faster.
    text = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u201c", '"').replace("\u201d", '"')
    text = text.replace("\u2014", _BREAK).replace("\u2013", _BREAK).replace("\u2026", _BREAK).replace("\xa0", " ")
    text = unicodedata.normalize("NFKC", text)
    text = text.replace(". ", _BREAK).replace(" - ", _BREAK).replace("--", _BREAK).replace(", ", _COMMA)
    for sentence in text.translate(_LETTERS).split(_BREAK):
        if _COMMA in sentence:
            yield from _parts_at_commas(sentence)
        else:
            words = sentence.split()
            if len(words) >= MIN_WORDS:
                yield words


def _parts_at_commas(sentence: str) -> Iterator[list[str]]:
    part: list[str] = []
    rest: list[str] = []
    for clause in sentence.split(_COMMA):
        rest += clause.split()
        if len(rest) >= MIN_WORDS:
            if part:
                yield part
            part, rest = rest, []
    if part:
        yield part + rest


def fingerprint(text: str) -> tuple[int, ...]:
    """The hashes of the sentence parts of ``text``, in order; empty when no part has eight words."""
    hashes = []
    for words in sentence_parts(text):
        part = " ".join(words)
        if _is_stock(words, part):
            continue
        digest = blake2b(part.encode(), digest_size=7).digest()
        hashes.append(int.from_bytes(digest + bytes((min(len(words), 255),)), "big", signed=True))
    return tuple(hashes)


def _is_stock(words: list[str], part: str) -> bool:
    return (words[0] in _FIRST_WORDS and part.startswith(_BEGINS)) or (
        words[-1] in _LAST_WORDS and part.endswith(_ENDS)
    )


def words_in(part: int) -> int:
    """How many words the sentence part with this hash has, at most 255."""
    return part & 0xFF
