"""The written forms of French verbs, nouns and adjectives, so that words of a text are looked up without a lemmatiser.

What no rule gives stands in ``data/fr/irregular.tsv``: the stems of a verb, and whole forms.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from pipelines.coding.datafiles import DATA, read_rows

_IRREGULAR = DATA / "fr" / "irregular.tsv"
_IMPERFECT = ("ais", "ait", "ions", "iez", "aient")
_FUTURE = ("ai", "as", "a", "ons", "ez", "ont", *_IMPERFECT)
_MUTE = ("e", "es", "ent")  # endings that nobody hears: the stem before them is stressed
_HEARD = ("ons", "ez", *_IMPERFECT, "ant")
_PAST_ER = ("ai", "as", "a", "âmes", "èrent", "ât", "asse", "assent")
_SECOND = (
    *("is", "it", "irent", "ît", "issons", "issez", "issent", "isse", "isses", "issant"),
    *(f"iss{ending}" for ending in _IMPERFECT),
)
_STEMS = {"plur": (*_MUTE, *_HEARD), "weak": _MUTE, "fut": _FUTURE}
_CIRCUMFLEX = str.maketrans("aiu", "âîû")
_FEMININE = (
    ("teur", ("trice", "teuse")), ("eur", ("euse", "eure")), ("eux", ("euse",)), ("er", ("ère",)), ("if", ("ive",)),
    ("ien", ("ienne",)), ("éen", ("éenne",)), ("yen", ("yenne",)), ("on", ("onne",)), ("el", ("elle",)),
    ("et", ("ète", "ette")), ("ic", ("ique",)), ("ais", ("aise",)), ("ois", ("oise",)), ("s", ("se",)), ("f", ("ve",)),
)  # fmt: skip


@cache
def irregular(path: Path = _IRREGULAR) -> dict[tuple[str, str], tuple[str, ...]]:
    """(lemma, part of speech) to what is said of it; raises LexiconError naming file and line."""
    return {(row.cells[0], row.cells[1]): tuple(row.cells[2].split()) for row in read_rows(path, 3, 3)}


@cache
def forms(lemma: str, pos: str) -> frozenset[str]:
    """Every form of ``lemma`` in lower case; ``pos`` is v, n or a. "ouvrier@" is a noun of both genders.

    A spelling too many does no harm, one too few does.
    """
    if pos == "v":
        return frozenset(_verb(lemma))
    word = lemma.removesuffix("@")
    genders = [word, *(_feminine(word) if pos == "a" or lemma != word else ())]
    extra = irregular().get((word, pos), ())
    return frozenset({form for gender in genders for form in (gender, *_plural(gender))} | set(extra))


def _plural(word: str) -> Iterable[str]:
    if word.endswith(("s", "x", "z")):
        return
    if word.endswith("al"):
        yield word[:-1] + "ux"
    yield word + ("x" if word.endswith(("eau", "eu", "au")) else "s")


def _feminine(word: str) -> Iterable[str]:
    if word.endswith("e"):
        return ()
    for ending, others in _FEMININE:
        if word.endswith(ending):
            return (word[: -len(ending)] + other for other in others)
    return (word + "e",)


def _verb(lemma: str) -> set[str]:
    said = irregular().get((lemma, "v"), ())
    model = next((word[3:] for word in said if word.startswith("as:")), None)
    if model is not None and lemma.endswith(model):
        prefix = lemma[: -len(model)]
        return {prefix + form for form in _verb(model)} | {word for word in said if ":" not in word}
    found = {lemma} | {word for word in said if ":" not in word}
    stems = [word.split(":") for word in said if ":" in word]
    if stems:
        if not any(name == "fut" for name, _ in stems):
            stems.append(["fut", lemma.removesuffix("e")])
        return found.union(*(_forms_of(name, stem) for name, stem in stems))
    stem, kind = lemma[:-2], lemma[-2:]
    if kind == "er":
        return found | _first(stem)
    if kind == "ir":
        return found | _joined(stem, _SECOND) | _participle(stem + "i") | _joined(lemma, _FUTURE)
    past = _joined(stem, ("is", "it", "irent", "ît"))
    third = {stem if stem.endswith(("d", "t")) else stem + "t", stem + "s"}
    plain = third | past | _joined(stem, (*_MUTE, *_HEARD))
    return found | plain | _participle(stem + "u") | _joined(stem + "r", _FUTURE)


def _first(stem: str) -> set[str]:
    """The forms of a verb in -er: "menaçait", "dirigeait", "libère", "appelle", "emploie"."""
    found = (
        _joined(stem, (*_MUTE, "ez", "ions", "iez", "èrent")) | _participle(stem + "é") | _joined(stem + "er", _FUTURE)
    )
    soft = {"c": stem[:-1] + "ç", "g": stem + "e"}.get(stem[-1:], stem)
    found |= _joined(soft, ("ons", "ant", "ais", "ait", "aient", *_PAST_ER))
    for changed in _stressed(stem):
        found |= _joined(changed, _MUTE) | _joined(changed + "er", _FUTURE)
    return found


def _stressed(stem: str) -> Iterable[str]:
    if stem.endswith(("ay", "oy", "uy")):
        yield stem[:-1] + "i"
    if stem.endswith(("el", "et")):
        yield stem + stem[-1]
    at = max(stem.rfind("e"), stem.rfind("é"))
    behind = stem[at + 1 :]
    if at > 0 and behind and not set(behind) & set("aiouyéèêâôû") and stem[at - 1] not in "aou":
        yield stem[:at] + "è" + behind


def _forms_of(name: str, stem: str) -> set[str]:
    """The forms that a stem of irregular.tsv stands for."""
    if name == "sing":
        return {stem + "s", stem if stem.endswith(("d", "t", "c")) else stem + "t"}
    if name == "past":
        last = max(stem.rfind(vowel) for vowel in "aiu")
        marked = stem[:last] + stem[last:].translate(_CIRCUMFLEX) + "t"
        return {stem + "s", stem + "t", stem + "rent", marked}
    if name == "part":
        return _participle(stem)
    return _joined(stem, _STEMS[name])


def _participle(form: str) -> set[str]:
    many = form if form.endswith("s") else form + "s"
    return {form, form + "e", many, form + "es"}


def _joined(stem: str, endings: Iterable[str]) -> set[str]:
    return {stem + ending for ending in endings}
