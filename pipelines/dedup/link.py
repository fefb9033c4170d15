"""Whether two reports carry the same copy, judged by their fingerprints alone."""

from collections.abc import Collection, Iterable

from pipelines.dedup.fingerprint import words_in

SHARED_OF_SHORTER = 0.4
LONE_PART_WORDS = 20
LONE_PART_OF_SHORTER = 0.5


def words_of(parts: Collection[int]) -> int:
    """How many words the distinct ``parts`` have together."""
    return sum(map(words_in, parts))


def is_link(shared_parts: int, shared_words: int, shorter_words: int) -> bool:
    """The rule, from what two fingerprints share and the words of the one with fewer.

    Two shared parts must make up 40% of the shorter's words. A single one must have 20 words, as the lead of a brief
    has and a line of page furniture has not, and make up half of them. Measured: docs/dedup.md.
    """
    if shared_parts >= 2:
        return shared_words >= SHARED_OF_SHORTER * shorter_words
    return shared_words >= LONE_PART_WORDS and shared_words >= LONE_PART_OF_SHORTER * shorter_words


def linked(a: Iterable[int], b: Iterable[int]) -> bool:
    """Whether two fingerprints are directly linked; order and repetition of parts make no difference."""
    a, b = frozenset(a), frozenset(b)
    shared = a & b
    return bool(shared) and is_link(len(shared), words_of(shared), min(words_of(a), words_of(b)))
