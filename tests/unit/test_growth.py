"""What reads the whole text of a report takes time in proportion to it: the quick half of the tests of growth."""

import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import permutations

import pytest
from growth.shapes import SHAPES, of

from pipelines.coding.event.corrections import corrected
from pipelines.coding.sentence.fronts import front_end
from pipelines.coding.sentence.reading import read_text
from pipelines.coding.sentence.sentences import split_sentences
from pipelines.coding.when_where.headings import frames_of
from pipelines.decoding.repair import repair
from pipelines.dedup.agency import named_agency
from pipelines.dedup.fingerprint import fingerprint
from pipelines.identity import content_hash

# Characters, and seconds of processor time that are several times what they take; what is quadratic takes more.
# What other processes push out of the caches costs time too, so one of several tries has to be quick enough.
TRIES = 5
NAMED = 16_000, 0.15
PAIRED = 3_000, 0.04
SIGNS = ("\n", " ", "\t", '"', "(", "[", "<", "&", ";", ".", ",", "-", "*", "_", "#", "/", "0", "a", "Ab", "\u0301")


def texts() -> Iterator[tuple[str, str, float]]:
    length, limit = NAMED
    yield from ((name, shape(length), limit) for name, shape in SHAPES.items())
    length, limit = PAIRED
    yield from ((repr(one + other), of(one + other, length), limit) for one, other in permutations(SIGNS, 2))


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


def head(text: str) -> object:
    sentences = split(text)
    return corrected(sentences), frames_of(sentences, date(2022, 3, 1))


@pytest.mark.slow
@pytest.mark.parametrize(
    "read",
    [repair, named_agency, content_hash, fingerprint, read_text, split, front_end, head],
    ids=lambda read: read.__name__,
)
def test_no_text_takes_longer_than_it_is_long(read: Callable[[str], object]) -> None:
    read("Police killed two men in Lima.")
    for name, text, limit in texts():
        assert any(seconds(read, text) < limit for _ in range(TRIES)), f"{len(text)} characters of {name}"


def seconds(read: Callable[[str], object], text: str) -> float:
    began = time.thread_time()
    read(text)
    return time.thread_time() - began
