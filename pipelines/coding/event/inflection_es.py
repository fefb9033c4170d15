"""The written forms of Spanish verbs, nouns and adjectives, so that words of a text are looked up without a lemmatiser.

What no rule gives stands in ``data/es/irregular.tsv``: stem changes, other stems of a tense, and whole forms.
"""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pipelines.coding.datafiles import DATA, read_rows

_IRREGULAR = DATA / "es" / "irregular.tsv"
_ENCLITICS = ("lo", "la", "los", "las", "le", "les", "se", "me", "nos", "selo", "sela", "selos", "selas")
# Endings of one tense: by first letter of the ending a stem may change its spelling ("ataque", "dirija").
_STRESSED = {
    "a": ("o", "a", "an", "e", "en"),
    "e": ("o", "e", "en", "a", "an"),
    "i": ("o", "e", "en", "a", "an"),
}
_UNSTRESSED = {
    "a": ("amos", "emos", "é", "ó", "aron", "aba", "aban", "ábamos", "ad"),
    "e": ("emos", "amos", "í", "imos", "ía", "ían", "íamos", "ed"),
    "i": ("imos", "í", "ía", "ían", "íamos", "id"),
}
_WEAK = ("ió", "ieron", "iera", "ieran", "iese", "iesen", "iendo")  # of -er and -ir, with the weak stem
_PAST = ("ara", "aran", "ase", "asen", "ando")
_FUTURE = ("é", "á", "án", "emos", "ía", "ían", "íamos")
_STRONG = ("e", "o", "imos", "ieron", "iera", "ieran", "iese", "iesen")
_FOUR = ("o", "a", "os", "as")
_SHORT = 3  # letters of "mes", "gas", "dos"
_ACCENTS = str.maketrans("áéíóú", "aeiou")


@cache
def irregular(path: Path = _IRREGULAR) -> dict[tuple[str, str], tuple[str, ...]]:
    """(lemma, part of speech) to what is said of it; raises LexiconError naming file and line."""
    return {(row.cells[0], row.cells[1]): tuple(row.cells[2].split()) for row in read_rows(path, 3, 3)}


@cache
def forms(lemma: str, pos: str) -> frozenset[str]:
    """Every form of ``lemma`` in lower case; ``pos`` is v, n or a. "ministr@" is a noun of both genders.

    A spelling too many does no harm, one too few does.
    """
    if pos == "v":
        return frozenset(_verb(lemma))
    extra = set(irregular().get((lemma, pos), ()))
    if lemma.endswith("@"):
        return frozenset({lemma[:-1] + ending for ending in _FOUR} | extra)
    if pos == "n":
        return frozenset({lemma, *_plural(lemma), *_feminine(lemma)} | extra)
    return frozenset({lemma, *_plural(lemma), *_feminine(lemma), *_of_adjective(lemma)} | extra)


def _plural(word: str) -> Iterable[str]:
    if word.endswith("z"):
        yield word[:-1] + "ces"
    elif word.endswith(("ón", "án", "ín", "és", "én", "ás", "ús", "ós")):
        yield word[:-2] + word[-2:].translate(_ACCENTS) + "es"
    elif word.endswith("ís") or (word.endswith("s") and len(word) <= _SHORT):
        yield word + "es"
    elif word[-1] in "aeiouáéó":
        yield word + "s"
    elif word[-1] in "íú":
        yield from (word + "es", word + "s")
    elif word[-1] not in "sx":
        yield word + "es"


def _feminine(word: str) -> Iterable[str]:
    if word.endswith(("or", "és", "ín", "án")):
        stem = word[:-2] + word[-2:].translate(_ACCENTS)
        yield from (stem + "a", stem + "as")


def _of_adjective(word: str) -> Iterable[str]:
    if word.endswith("o"):
        yield from (word[:-1] + ending for ending in _FOUR)
    elif word.endswith("ón"):
        yield from (word[:-2] + "ona", word[:-2] + "onas")


def _verb(lemma: str) -> set[str]:
    said = irregular().get((lemma, "v"), ())
    model = next((word[3:] for word in said if word.startswith("as:")), None)
    if model is not None and lemma.endswith(model):
        prefix = lemma[: -len(model)]
        return {prefix + form for form in _verb(model)} | {word for word in said if ":" not in word}
    kind, stem = lemma[-2:].translate(_ACCENTS)[0], lemma[:-2]
    if len(stem) < 2 or kind not in _STRESSED:  # ser, ir, dar, ver: rules would make "se" and "de"
        whole = {word for word in said if ":" not in word and ">" not in word}
        return {lemma} | whole | {lemma + ending for ending in (*_FUTURE, *_ENCLITICS)}
    found = {lemma} | {word for word in said if ":" not in word and ">" not in word}
    changes = [tuple(word.split(">")) for word in said if ">" in word]
    for changed in {stem, *(_changed(stem, change[0], change[1]) for change in changes), *_accented(stem)}:
        found |= {_joined(changed, ending, kind) for ending in _STRESSED[kind]}
    found |= {_joined(stem, ending, kind) for ending in _UNSTRESSED[kind]}
    weak = _weak(stem, kind, changes)
    if kind == "a":
        found |= {stem + ending for ending in _PAST}
    else:
        found |= {_softened(weak, ending) for ending in _WEAK} | {_joined(weak, "amos", kind)}
    found |= {lemma.translate(_ACCENTS) + ending for ending in _FUTURE}
    found |= {stem + part for part in _participle(stem, kind)}
    found |= _other_stems(said)
    gerunds = {form for form in found if form.endswith(("ndo",))}
    found |= {base + clitic for base in _bare(lemma) for clitic in _ENCLITICS}
    found |= {_stressed_gerund(gerund) + clitic for gerund in gerunds for clitic in _ENCLITICS}
    return found


def _bare(lemma: str) -> set[str]:
    return {lemma.translate(_ACCENTS), lemma} if lemma.endswith("ír") else {lemma}


def _stressed_gerund(gerund: str) -> str:
    return re.sub(r"([ae])ndo$", lambda m: {"a": "ándo", "e": "éndo"}[m.group(1)], gerund)


def _changed(stem: str, old: str, new: str) -> str:
    before, found, after = stem.rpartition(old)
    return before + new + after if found else stem


def _accented(stem: str) -> Iterable[str]:
    """ "Envía" and "evacúa": which verbs bear the accent no rule says."""
    if stem.endswith("i"):
        yield stem[:-1] + "í"
    elif stem.endswith("u") and not stem.endswith(("gu", "qu")):
        yield stem[:-1] + "ú"


def _weak(stem: str, kind: str, changes: list[tuple[str, ...]]) -> str:
    """The stem of "pidió", "murió", "sintiendo", of verbs in -ir alone."""
    if kind != "i":
        return stem
    for old, new in ((change[0], change[1]) for change in changes):
        if old in ("e", "o") and new in ("i", "ie", "ue"):
            return _changed(stem, old, "u" if new == "ue" else "i")
    return stem


def _softened(stem: str, ending: str) -> str:
    """ "Construyó", "leyó", "riñó": the i between vowels is a y, behind ñ and ll it is left out."""
    if stem[-1] in "aeou" and not stem.endswith(("gu", "qu")):
        return stem + "y" + ending[1:]
    return stem + (ending[1:] if stem.endswith(("ñ", "ll")) else ending)


def _joined(stem: str, ending: str, kind: str) -> str:
    first = ending[0].translate(_ACCENTS)
    if kind == "a" and first == "e":
        for old, new in (("gu", "gü"), ("c", "qu"), ("g", "gu"), ("z", "c")):
            if stem.endswith(old):
                return stem[: -len(old)] + new + ending
    if kind != "a" and first in "ao":
        if stem.endswith("c"):
            return stem[:-1] + ("zc" if stem[-2:-1] in "aeiou" else "z") + ending
        for old, new in (("gu", "g"), ("qu", "c"), ("g", "j")):
            if stem.endswith(old):
                return stem[: -len(old)] + new + ending
    if kind == "i" and stem.endswith("u") and not stem.endswith(("gu", "qu")) and ending in _STRESSED["i"]:
        return stem + "y" + ending
    return stem + ending


def _participle(stem: str, kind: str) -> Iterable[str]:
    vowel = "a" if kind == "a" else ("í" if stem[-1] in "aeo" else "i")
    return (vowel + "d" + ending for ending in _FOUR)


def _other_stems(said: Iterable[str]) -> set[str]:
    """Forms of the stems that irregular.tsv gives for the present ("yo:teng"), past, future and participle."""
    found: set[str] = set()
    for name, _, stem in (word.partition(":") for word in said):
        endings = {
            "yo": ("o", "a", "an", "amos"),
            "past": (*_STRONG, "eron", "era", "eran") if stem.endswith("j") else _STRONG,
            "future": _FUTURE,
            "part": _FOUR,
        }.get(name, ())
        found |= {stem + ending for ending in endings}
    return found
