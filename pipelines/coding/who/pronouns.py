"""Whom a pronoun means within its own sentence, where that makes it sure."""

from pipelines.coding.event.circumstances import inserted_speech
from pipelines.coding.sentence.frames import SUBJECTS, dependents, phrase, prepositional, subject_of
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.people import may_act
from pipelines.coding.wordlists import word_list

_PRONOUNS = word_list("pronouns")
_OWN_SIDE = word_list("own_side")
_SPEECH = word_list("speech")
_PERSONS = frozenset({"he", "she"})
_SINGLE = frozenset({"he", "she", "it", "him", "her"})
_OWNING = {"his": "he", "her": "she", "its": "it", "their": "they"}
_CLIMB = 12  # words up to the verb whose subject a possessive means; a longer way is a misparse


def antecedent(parse: Parse, token: int) -> int | None:
    """The noun that a pronoun stands for, where the sentence makes it sure; other words stand for themselves."""
    if parse.words[token].isupper() or not _refers(parse, token):
        return token
    counted = parse.lowers[token] == "others" and dependents(parse, token, "nummod")
    if counted or any(preposition == "of" for preposition, _ in prepositional(parse, token)):
        return token  # "one of the leaders"
    if parse.lowers[token] in _OWNING:
        return owner_of(parse, token)
    verb = parse.heads[token]
    said = inserted_speech(parse, verb)
    if said is not None and (speaker := subject_of(parse, said)) is not None:
        return speaker
    while parse.heads[verb] != verb:
        link, verb = parse.deps[verb], parse.heads[verb]
        many = [t for t in dependents(parse, verb, "nsubj") if t != token and parse.tags[t] in ("NNS", "NNPS")]
        if many and parse.lowers[token] == "they":
            return many[0]
        if parse.lowers[verb] in _SPEECH or link in ("advcl", "ccomp", "conj"):
            subject = subject_of(parse, verb)
            named = subject is not None and subject != token and parse.lowers[subject] not in _PRONOUNS
            if subject is not None and named and _agree(parse, subject, parse.lowers[token]):
                return subject
            held = next((t for t in dependents(parse, verb, "dobj") if link == "advcl"), None)
            if held is not None and named and parse.lowers[token] in _PERSONS and _may_own(parse, held, "his"):
                return held
    return token if parse.lowers[token] not in _PRONOUNS else None


def _refers(parse: Parse, token: int) -> bool:
    """Whether a word stands for another: a pronoun, or "his country", "its forces"."""
    if parse.lowers[token] in _PRONOUNS or parse.tags[token].startswith("PRP"):
        return True
    owners = dependents(parse, token, "poss")
    return parse.lowers[token] in _OWN_SIDE and any(parse.tags[owner] == "PRP$" for owner in owners)


def owner_of(parse: Parse, pronoun: int, beyond: bool = False) -> int | None:
    """The subject that "his", "its" or "their" means: the nearest above that fits, or the speaker ``beyond`` it.

    Who hits, blames or seizes what is "its" is not meant where somebody else says so: "Mali said rebels hit its base".
    """
    word = parse.lowers[pronoun]
    if word not in _OWNING:
        return None
    found: list[int] = []
    current = pronoun
    for _ in range(_CLIMB):
        above = parse.heads[current]
        if above == current:
            break
        current = above
        for subject in dependents(parse, current, *SUBJECTS):
            start, end = phrase(parse, subject)
            if not start <= pronoun < end and _may_own(parse, subject, word):
                found.append(subject)
    return None if not found else found[-1] if beyond else found[0]


def asked(parse: Parse, token: int) -> int:
    """The pronoun to look for in the sentence before: of "his" the "he" above it, if it is the first there."""
    meant = _OWNING.get(parse.lowers[token])
    if meant is None:
        return token
    current = token
    for _ in range(_CLIMB):
        above = parse.heads[current]
        if above == current:
            break
        current = above
        for subject in dependents(parse, current, *SUBJECTS):
            if parse.lowers[subject] == meant:
                return subject
    return token


def _agree(parse: Parse, subject: int, pronoun: str) -> bool:
    """Whether a subject is one or many as the pronoun is."""
    many = parse.tags[subject] in ("NNS", "NNPS") or bool(dependents(parse, subject, "conj"))
    if pronoun in _PERSONS and not may_act(parse, subject):
        return False
    return not (many and pronoun in _SINGLE)


def _may_own(parse: Parse, subject: int, pronoun: str) -> bool:
    """Whether a noun may be what the pronoun means, by number and by being one person or not."""
    tag = parse.tags[subject]
    if not tag.startswith("N") or not may_act(parse, subject):
        return False
    many = tag in ("NNS", "NNPS") or bool(dependents(parse, subject, "conj"))
    if pronoun == "their":
        return many or not tag.startswith("NNP")
    return not many
