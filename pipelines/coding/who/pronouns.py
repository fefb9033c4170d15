"""Whom a pronoun means within its own sentence, where that makes it sure."""

from collections.abc import Iterator

from pipelines.coding.event.circumstances import inserted_speech
from pipelines.coding.sentence.frames import SUBJECTS, dependents, phrase, prepositional, subject_of, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.people import may_act
from pipelines.coding.wordlists import word_list

_PRONOUNS = word_list("pronouns")
_OWN_SIDE = word_list("own_side")
_SPEECH = word_list("speech")
_PERSONS = frozenset({"he", "she"})
_SINGLE_PERSONS = frozenset({"he", "she", "him", "her"})
_BODIES = word_list("bodies") | {"party", "bloc", "ministry", "office", "family", "team", "campaign", "embassy"}
_SINGLE = frozenset({"he", "she", "it", "him", "her"})
_OWNING = {"his": "he", "her": "she", "its": "it", "their": "they"}
_WITNESSES = frozenset(
    "source sources witness witnesses resident residents local locals villager villagers survivor survivors medic "
    "medics doctor doctors observer observers analyst analysts expert experts report reports monitor monitors".split()
)
_OFFICIALS = frozenset(
    "police prosecutor prosecutors army military ministry minister spokesman spokeswoman spokesperson official "
    "officials court judge governor commander general colonel commissioner sheriff gendarmerie navy".split()
)
_KILLED = word_list("killed")
_WITHIN = frozenset({"in", "during", "at"})  # "remarks in which he blamed Chad"
_LANDS = frozenset({"country", "nation", "state"})
_LINKS = frozenset({"advcl", "ccomp", "conj"})
_PREDICATES = frozenset({"oprd", "attr", "acomp", "dobj"})
_CLIMB = 12  # words up to the verb whose subject a possessive means; a longer way is a misparse


def antecedent(parse: Parse, token: int) -> int | None:
    """The noun that a pronoun stands for, where the sentence makes it sure; other words stand for themselves."""
    if parse.words[token].isupper() or not _refers(parse, token):
        return token
    counted = parse.lowers[token] == "others" and dependents(parse, token, "nummod")
    if counted or any(preposition == "of" for preposition, _ in prepositional(parse, token)):
        return token  # "one of the leaders"
    if parse.tags[token].startswith("W"):
        clause = parse.heads[token]
        return parse.heads[clause] if parse.deps[clause] == "relcl" else None
    if parse.lowers[token] in _OWNING and parse.tags[token] == "PRP$":  # "her" is also whom somebody hits
        return owner_of(parse, token)
    verb = parse.heads[token]
    held_by = parse.deps[token] in ("dobj", "dative")
    if held_by and parse.lowers[token] in ("those", "these"):
        return None
    doer = subject_of(parse, verb) if held_by else None
    elsewhere = held_by and bool(dependents(parse, verb, *SUBJECTS))  # "Troops left and rebels shot them"
    if parse.lowers[token] == "them":
        for held in (_held_by_governor(parse, token), _held_before(parse, token)):
            if held is not None:
                return held
    said = inserted_speech(parse, verb)
    if said is not None and (speaker := subject_of(parse, said)) is not None and not _only_saw(parse, speaker, token):
        return speaker
    placed = False
    while parse.heads[verb] != verb:
        link, placed, verb = parse.deps[verb], placed or _is_placing(parse, verb), parse.heads[verb]
        while link in _LINKS and parse.deps[verb] in _PREDICATES and parse.heads[verb] != verb:
            verb = parse.heads[verb]  # a clause on what somebody is called
        many = [t for t in dependents(parse, verb, "nsubj") if t != token and parse.tags[t] in ("NNS", "NNPS")]
        if many and parse.lowers[token] == "they" and not _only_saw(parse, many[0], token):
            return many[0]
        if parse.lowers[verb] in _SPEECH or link in _LINKS or placed:
            subject = subject_of(parse, verb)
            named = (
                subject is not None
                and not (elsewhere and link == "conj")
                and subject not in (token, doer)
                and parse.lowers[subject] not in _PRONOUNS
                and not _only_saw(parse, subject, token)
            )
            if subject is not None and named and _agree(parse, subject, parse.lowers[token]):
                return subject
            held = next((t for t in dependents(parse, verb, "dobj") if link in ("advcl", "conj")), None)
            if held is not None and held != token and subject is not None and parse.lowers[token] in _SINGLE_PERSONS:
                held = antecedent(parse, held)
                if held is not None and _may_own(parse, held, "his"):
                    return held
    return token if parse.lowers[token] not in _PRONOUNS else None


def _only_saw(parse: Parse, speaker: int, token: int) -> bool:
    """Whether who is named behind a pronoun only tells of others: "they attacked a convoy, two sources said".

    So do officials of somebody who was seized or hurt ("he was arrested, the police said"), and all of the dead.
    """
    if speaker < token:
        return False
    suffers = parse.deps[token] == "nsubjpass"
    official = suffers and not _OFFICIALS.isdisjoint(parse.lowers[slice(*phrase(parse, speaker))])
    dead = suffers and (parse.lowers[parse.heads[token]] in _KILLED or _is_dead(parse, parse.heads[token]))
    return parse.lowers[speaker] in _WITNESSES or official or dead


def _is_dead(parse: Parse, verb: int) -> bool:
    return any(parse.lowers[t] == "dead" for t in parse.children[verb])


def _held_by_governor(parse: Parse, token: int) -> int | None:
    """Whom a participle takes up: "imposed sanctions on three officials, accusing them of theft"."""
    clause = parse.heads[token]
    if parse.deps[token] != "dobj" or parse.tags[clause] != "VBG" or parse.deps[clause] != "advcl":
        return None
    verb = parse.heads[clause]
    subject = subject_of(parse, verb)
    if verb > clause or (subject is not None and _is_many(parse, subject)):
        return None
    behind = [noun for held in (verb, *dependents(parse, verb, "dobj")) for _, noun in prepositional(parse, held)]
    held_by = [*dependents(parse, verb, "dobj"), *(noun for noun in behind if noun < clause)]
    people = [noun for noun in held_by if parse.tags[noun] in ("NNS", "NNPS") and may_act(parse, noun)]
    return people[0] if len(people) == 1 else None


def _held_before(parse: Parse, token: int) -> int | None:
    """Whom a joined verb takes up: "arrested three men and charged them"."""
    verb = parse.heads[token]
    if parse.deps[token] != "dobj" or parse.deps[verb] != "conj" or dependents(parse, verb, *SUBJECTS):
        return None
    held = [t for t in dependents(parse, parse.heads[verb], "dobj") if t < verb]
    people = [t for t in held if parse.tags[t] in ("NNS", "NNPS") and may_act(parse, t)]
    return people[0] if len(people) == 1 else None


def _is_placing(parse: Parse, clause: int) -> bool:
    """Whether a clause says what went on at a place or time: "flew to Lima, where he met Ruiz"."""
    placed = any(parse.lowers[t] in ("where", "when") for t in dependents(parse, clause, "advmod"))
    within = any(word in _WITHIN and parse.lowers[t] == "which" for word, t in prepositional(parse, clause))
    return parse.deps[clause] == "relcl" and (placed or within)


def _refers(parse: Parse, token: int) -> bool:
    """Whether a word stands for another: a pronoun, or "his country", "its government"."""
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
    if (beside := _joined_owner(parse, pronoun)) is not None:
        return beside
    found: list[int] = []
    for subject in subjects_above(parse, pronoun):
        start, end = phrase(parse, subject)
        if not start <= pronoun < end and _may_own(parse, subject, word):
            found.append(subject)
    return None if not found else found[-1] if beyond else found[0]


def _joined_owner(parse: Parse, pronoun: int) -> int | None:
    """Whom "its" means behind the "and" of what is hit or named: "attacked Niger and its army"."""
    held = parse.heads[pronoun]
    first = parse.heads[held]
    alone = parse.deps[held] == "conj" and with_conjuncts(parse, first) == [first, held]
    if not alone or parse.deps[first] in SUBJECTS or parse.tags[first][0] != "N":
        return None
    several = parse.tags[first] in ("NNS", "NNPS")
    fits = several == (parse.lowers[pronoun] == "their") and (may_act(parse, first) or parse.lowers[first] in _LANDS)
    return first if fits else None


def asked(parse: Parse, token: int) -> int:
    """The pronoun to look for in the sentence before: of "his" the "he" above it, if it is the first there."""
    meant = _OWNING.get(parse.lowers[token])
    if meant is None:
        return token
    return next((subject for subject in subjects_above(parse, token) if parse.lowers[subject] == meant), token)


def subjects_above(parse: Parse, token: int) -> Iterator[int]:
    """The subjects of the words above a word, the nearest first."""
    current = token
    for _ in range(_CLIMB):
        above = parse.heads[current]
        if above == current:
            return
        current = above
        yield from dependents(parse, current, *SUBJECTS)
        if current != parse.heads[token] and parse.tags[current][0] == "N":
            yield from dependents(parse, current, "poss")  # "Ruto's arrival for his talks"
        yield from _said_by(parse, current)


def _said_by(parse: Parse, verb: int) -> Iterator[int]:
    """Who is named as a source before what they tell: "According to the Peruvian navy, its boats ..."."""
    front = (t for t in dependents(parse, verb, "prep") if t < verb and parse.lowers[t] == "according")
    yield from (noun for t in front for _, noun in prepositional(parse, t))


def _agree(parse: Parse, subject: int, pronoun: str) -> bool:
    """Whether a subject is one or many as the pronoun is."""
    if pronoun in _SINGLE_PERSONS and (_is_ones_own(parse, subject, pronoun) or parse.lowers[subject] in _BODIES):
        return False
    if pronoun in _PERSONS and not may_act(parse, subject):
        return False
    if pronoun in _PERSONS and any(parse.tags[t] == "PRP$" for t in dependents(parse, subject, "poss")):
        return False  # "his party said that he had been detained"
    if pronoun == "them" and parse.tags[subject] == "NNP" and not _is_many(parse, subject):
        return False
    return not (pronoun in _SINGLE and _is_many(parse, subject))


def _is_ones_own(parse: Parse, subject: int, pronoun: str) -> bool:
    """Whether a subject belongs to whom the pronoun rather means: "his lawyer said he had been beaten"."""
    owning = "his" if pronoun in ("he", "him") else "her"
    return any(parse.lowers[t] == owning for t in dependents(parse, subject, "poss"))


def _may_own(parse: Parse, subject: int, pronoun: str) -> bool:
    """Whether a noun may be what the pronoun means, by number and by being one person or not."""
    tag = parse.tags[subject]
    if not tag.startswith("N") or not may_act(parse, subject):
        return False
    many = _is_many(parse, subject)
    if pronoun == "their":
        return many or not tag.startswith("NNP")
    return not many


def _is_many(parse: Parse, noun: int) -> bool:
    return parse.tags[noun] in ("NNS", "NNPS") or bool(dependents(parse, noun, "conj"))
