"""Whose words a sentence quotes."""

from collections.abc import Collection

from pipelines.coding.sentence.frames import dependents, is_passive, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.salience import subject_form
from pipelines.coding.wordlists import word_list

_SPEECH = word_list("speech")
_PERSONS = frozenset({"he", "she"})
_FRONTS = _PERSONS | {"it", "they"}
_OPENING = ('"', "“", "‘", "'")
_SAYING = tuple(f" {who} {said}." for who in ("he", "she") for said in ("said", "added", "says", "told reporters"))
_MARKS = frozenset({'"', "``", "''", "“", "”"})


def unquoted(parse: Parse) -> list[int]:
    """The words outside of quotation marks; a mark without a partner opens at the front or closes at the end."""
    marks = [t for t, word in enumerate(parse.words) if word in _MARKS]
    if len(marks) % 2:
        marks = [-1, *marks] if _closes(parse, marks[0]) else [*marks, len(parse.words)]
    inside: set[int] = set()
    for first, last in zip(marks[::2], marks[1::2], strict=True):
        inside.update(range(first, last + 1))
    return [t for t in range(len(parse.words)) if t not in inside]


def speaker_of(parse: Parse) -> int | None:
    """The one subject outside of the quotation that speaks or does what is told, if it is a noun and one person."""
    outside = set(unquoted(parse))
    found = {
        subject
        for verb in outside
        if parse.lowers[verb] in _SPEECH or parse.deps[verb] == "ROOT"
        for subject in dependents(parse, verb, "nsubj")
        if subject in outside
    }
    if len(found) != 1:
        return None
    (speaker,) = found
    single = parse.tags[speaker] in ("NNP", "NN") and len(with_conjuncts(parse, speaker)) == 1
    return speaker if single else None


def speaking(parse: Parse, token: int, told: Collection[int]) -> int:
    """The pronoun for who speaks outside of a quotation, if ``token`` is it or goes on about the same one; else -1.

    ``told`` are the words outside: '"Never," he said, and he accused the army'.
    """
    form = subject_form(parse, token)
    alike = [t for t in told if t <= token and parse.deps[t] == "nsubj" and parse.lowers[t] == form]
    spoken = [t for t in (*alike, token) if parse.lowers[parse.heads[t]] in _SPEECH]
    return spoken[0] if token in told and spoken else -1


def takes_up(parse: Parse, pronoun: str) -> bool:
    """Whether a sentence goes on about the one whom "he" or "it" means: as its subject, or as who says its words."""
    outside = set(unquoted(parse))
    if not any(parse.words[t][:1].isalpha() for t in outside):
        return pronoun in _PERSONS  # a quotation alone
    roots = {t for t in outside if parse.deps[t] == "ROOT" or parse.lowers[t] in _SPEECH}
    subjects = [s for verb in roots for s in dependents(parse, verb, "nsubj", "nsubjpass") if s in outside]
    return bool(subjects) and all(parse.lowers[s] == pronoun for s in subjects)


def may_take_up(sentence: str) -> bool:
    """Whether a sentence, by its words alone, may go on about somebody named before it."""
    words = sentence.lower().split(maxsplit=1)
    return bool(words) and (words[0] in _FRONTS or words[0][0] in _OPENING or sentence.lower().endswith(_SAYING))


def announcer(parse: Parse, verb: int) -> list[int]:
    """Who says what a passive tells without its doer: "police said two men were arrested"."""
    above = parse.heads[verb]
    if not is_passive(parse, verb) or parse.deps[verb] != "ccomp" or parse.lowers[above] not in _SPEECH:
        return []
    return dependents(parse, above, "nsubj")[:1]


def _closes(parse: Parse, mark: int) -> bool:
    return mark > 0 and parse.words[mark - 1] in (",", ".", "!", "?")
