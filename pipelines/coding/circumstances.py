"""How a sentence presents an event: denied, possible, conditional, to come, or inside another word's complement."""

from dataclasses import dataclass

from pipelines.coding.frames import dependents, subject_of
from pipelines.coding.parsing import Parse
from pipelines.coding.wordlists import word_list

_POSSIBLE = word_list("possible")
_FUTURE = word_list("future")
_NEGATIONS = word_list("negations")
_CONDITIONS = word_list("conditions")
_SPEECH = word_list("speech")
_CLIMB = 6


@dataclass(frozen=True, slots=True)
class Circumstance:
    """What stands around a word: ``governor`` is the word whose complement it is in, reached by ``link``.

    ``realised``: the event took place although the governor is no operator (it was said, began, or is told in passing).
    ``modal`` is future, possible, would, should or must; ``speaker`` the subject of the verb that reports it.
    """

    governor: int | None
    link: str
    realised: bool
    negated: bool
    conditional: bool
    modal: str | None
    speaker: int | None


def circumstance(parse: Parse, token: int, *, nominal: bool) -> Circumstance:
    """The circumstance of the event at ``token``, from its auxiliaries and its governors."""
    if nominal:
        return _of_noun(parse, token)
    negated, modal = _auxiliaries(parse, token)
    conditional = _is_conditional(parse, token)
    governor: int | None = None
    realised = True
    link = parse.deps[token]
    current = token
    for _ in range(_CLIMB):
        link, head = parse.deps[current], parse.heads[current]
        if head == current:
            break
        if link == "conj":
            if modal is None and not dependents(parse, current, "nsubj", "nsubjpass"):
                outer_negated, modal = _auxiliaries(parse, head)
                negated = negated or outer_negated
            conditional = conditional or _is_conditional(parse, head)
            current = head
            continue
        if link in ("xcomp", "ccomp"):
            governor, realised = head, link == "ccomp"
        elif link == "pcomp":
            governor, realised = parse.heads[head], True
            if parse.lowers[head] == "without":
                negated = True
            elif parse.lowers[head] in ("against", "for", "of"):
                realised = parse.lowers[head] == "for"
        elif link in ("acl", "advcl", "relcl") and _infinitive(parse, current):
            governor, realised = head, False
        break
    speaker = None
    if governor is not None and link == "ccomp" and parse.lowers[governor] in _SPEECH:
        speaker = subject_of(parse, governor)
    return Circumstance(governor, link, realised, negated, conditional, modal, speaker)


def _of_noun(parse: Parse, token: int) -> Circumstance:
    negated = any(parse.lowers[c] in _NEGATIONS for c in dependents(parse, token, "det", "neg"))
    link, head = parse.deps[token], parse.heads[token]
    for _ in range(_CLIMB):
        if link != "conj":
            break
        _current, link, head = head, parse.deps[head], parse.heads[head]
    if link in ("dobj", "nsubjpass", "nsubj", "attr") and parse.tags[head].startswith("V"):
        inner = circumstance(parse, head, nominal=False)
        if link in ("dobj", "nsubjpass"):
            return Circumstance(head, "dobj", True, negated, inner.conditional, None, None)
        return Circumstance(None, link, True, negated or inner.negated, inner.conditional, inner.modal, inner.speaker)
    if link == "pobj":
        holder = parse.heads[head]
        return Circumstance(holder if holder != head else None, "pobj", True, negated, False, None, None)
    return Circumstance(None, link, True, negated, False, None, None)


def _auxiliaries(parse: Parse, verb: int) -> tuple[bool, str | None]:
    negated, modal = False, None
    for child in parse.children[verb]:
        word = parse.lowers[child]
        label = parse.deps[child]
        if label == "neg" or (label in ("advmod", "preconj") and word in _NEGATIONS):
            negated = True
        elif label == "aux":
            if word in _FUTURE:
                modal = "future"
            elif word in _POSSIBLE:
                modal = "possible"
            elif word in ("would", "'d", "’d") and modal is None:
                modal = "would"
            elif word in ("should", "ought"):
                modal = "should"
            elif word == "must":
                modal = "must"
        elif label in ("nsubj", "nsubjpass") and any(
            parse.lowers[d] in ("no", "neither") for d in dependents(parse, child, "det")
        ):
            negated = True
    if parse.deps[verb] == "xcomp" and parse.lowers[parse.heads[verb]] in ("has", "have", "had", "need", "needs"):
        modal = modal or "must"
    if parse.deps[verb] == "xcomp" and parse.lowers[parse.heads[verb]] == "going":
        modal = modal or "future"
    return negated, modal


def _infinitive(parse: Parse, verb: int) -> bool:
    return any(parse.lowers[c] == "to" for c in dependents(parse, verb, "aux"))


def _is_conditional(parse: Parse, verb: int) -> bool:
    for child in parse.children[verb]:
        if parse.deps[child] == "mark" and parse.lowers[child] in _CONDITIONS:
            return True
        if parse.deps[child] == "aux" and parse.lowers[child] == "should" and parse.deps[verb] == "advcl":
            return True
    return False
