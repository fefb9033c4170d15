"""The written forms of a verb, noun or adjective, so that words of a text are looked up without a lemmatiser."""

from functools import cache
from pathlib import Path

from pipelines.coding.datafiles import DATA, read_rows

_VOWELS = "aeiou"


@cache
def irregular_forms(path: Path = DATA / "irregular.tsv") -> dict[tuple[str, str], tuple[str, ...]]:
    """(lemma, part of speech) to the forms that no rule gives; raises LexiconError naming file and line."""
    return {(row.cells[0], row.cells[1]): tuple(row.cells[2].split()) for row in read_rows(path, 3, 3)}


@cache
def forms(lemma: str, pos: str) -> frozenset[str]:
    """Every form of ``lemma`` in lower case; ``pos`` is v, n or a.

    A spelling too many does no harm, one too few does.
    """
    if pos == "v":
        told = irregular_forms().get((lemma, pos)) or _regular_verb(lemma)
        return frozenset((lemma, _with_s(lemma), *told, *_with_ing(lemma)))
    if pos == "n":
        return frozenset((lemma, *(irregular_forms().get((lemma, pos)) or _plurals(lemma))))
    return frozenset((lemma,))


def _plurals(noun: str) -> tuple[str, ...]:
    return (_with_s(noun), noun + "s") if noun.endswith("o") else (_with_s(noun),)  # "heroes", "commandos"


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh", "o")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return word[:-1] + "ies"
    return word + "s"


def _regular_verb(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("e"):
        return (lemma + "d",)
    if lemma.endswith("y") and lemma[-2:-1] not in _VOWELS:
        return (lemma[:-1] + "ied",)
    return tuple(stem + "ed" for stem in _stems(lemma))


def _with_ing(lemma: str) -> tuple[str, ...]:
    if lemma.endswith("ie"):
        return (lemma[:-2] + "ying",)
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        return (lemma[:-1] + "ing",)
    return tuple(stem + "ing" for stem in _stems(lemma))


def _stems(lemma: str) -> tuple[str, ...]:
    # After one vowel the last consonant may double; which verbs do depends on stress, so both spellings count.
    short = lemma[-2:-1] in _VOWELS and (lemma[-3:-2] not in _VOWELS or lemma[-4:-2] == "qu")  # "acquitted"
    if len(lemma) > 2 and lemma[-1] in "bdglmnprst" and short:
        return (lemma, lemma + lemma[-1])
    return (lemma,)
