"""Who does a deed: never the side that it hits, no number of dead, and no weapon by itself."""

from collections.abc import Collection, Iterable

from pipelines.coding.sentence.frames import (
    SUBJECTS,
    agent_of,
    dependents,
    is_passive,
    is_time,
    prepositional,
    subject_of,
    with_conjuncts,
)
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_NOUN_TARGETS = (
    "against", "on", "with", "to", "for", "at", "from", "into", "towards", "toward", "upon", "in", "over", "of",
)  # fmt: skip
_OUTCOMES = word_list("outcomes")  # participles that tell what came of a blow: "was shelled, killing two"
_HARMED = word_list("harmed")  # verbs that without an object tell what befell their subject: "20 killed in Rafah"
_SUFFERING = word_list("suffering")  # verbs whose subject suffers the deed that they name: "survived an attack"
_MEANS = word_list("means") | word_list("weapons")
_CLIMB = 4


def doers(parse: Parse, verb: int) -> list[int]:
    """Who does ``verb``; what came of a passive deed is the doing of whoever did that, or of nobody."""
    if parse.lowers[verb] in _SUFFERING:
        return []
    passive = _passive_behind(parse, verb)
    if passive is not None:
        doer = agent_of(parse, passive)
    else:
        doer = agent_of(parse, verb) if is_passive(parse, verb) else subject_of(parse, verb)
    return [] if doer is None else with_conjuncts(parse, doer)


def sufferers(parse: Parse, verb: int) -> list[int]:
    """The subject of a verb that tells what befell it without an object or an auxiliary: "20 killed in Rafah"."""
    subject = next(iter(dependents(parse, verb, *SUBJECTS)), None)
    if parse.lowers[verb] in _SUFFERING:
        subject = subject_of(parse, verb)
        return [] if subject is None else with_conjuncts(parse, subject)
    if subject is None or parse.lowers[verb] not in _HARMED or parse.tags[verb] not in ("VBD", "VBN"):
        return []
    held = [c for c in dependents(parse, verb, "aux", "auxpass", "agent", "dobj", "ccomp", "oprd") if c > subject]
    if parse.deps[verb] == "relcl" or held:
        return []
    if any(dependents(parse, other, "dobj") for other in dependents(parse, verb, "conj")):
        return []
    return with_conjuncts(parse, subject)


def wielders(parse: Parse, sources: Iterable[int], deeds: Collection[int], towns: Collection[int]) -> list[int]:
    """Who stands behind weapons and deeds, in their place: "a Taliban attack", "Iranian missiles"."""
    found: list[int] = []
    for source in sources:
        meant = [source]
        if any(preposition == "between" for preposition, _ in prepositional(parse, source)) or source in deeds:
            meant = parties_of_noun(parse, source, True, towns)[0]
        elif parse.lowers[source] in _MEANS:
            meant = _owners(parse, source, towns)
        found += [token for token in meant if token not in found]
    return found


def parties_of_noun(parse: Parse, token: int, violent: bool, towns: Collection[int]) -> tuple[list[int], list[int]]:
    """Doers and targets of an event by a noun.

    The doer stands behind ``by``, possesses the noun, is the subject of its verb, or qualifies it by name; who stands
    behind ``between`` are doers all. A town that qualifies violence says where it was: "the Mumbai bombings".
    """
    behind: dict[str, int] = {}
    for preposition, noun in prepositional(parse, token):
        if not is_time(parse, noun):
            behind.setdefault(preposition, noun)
    if "between" in behind:
        return with_conjuncts(parse, behind["between"]), []
    verb = parse.heads[token]
    sources = with_conjuncts(parse, behind["by"]) if "by" in behind else dependents(parse, token, "poss")
    hit: list[int] = []
    if not sources and parse.deps[token] == "dobj" and parse.tags[verb].startswith("V"):
        hit = sufferers(parse, verb) if violent else []
        sources = [] if hit else doers(parse, verb)
    if not sources:
        sources = _named(parse, token, towns if violent else ())[:1]
    if violent:
        sources = [t for t in sources if parse.lowers[t] not in _MEANS or _owners(parse, t, towns)]
    target = next((behind[p] for p in _NOUN_TARGETS if p in behind), None)
    targets = hit or ([] if target is None else with_conjuncts(parse, target))
    return sources, [t for t in targets if t not in sources]


def _owners(parse: Parse, weapon: int, towns: Collection[int]) -> list[int]:
    """Whose a weapon is: who possesses it, is named before it or stands behind "of", "from" or "fired by"."""
    owners = dependents(parse, weapon, "poss") or _named(parse, weapon, towns)
    for clause in dependents(parse, weapon, "acl", "relcl"):
        doer = agent_of(parse, clause) if is_passive(parse, clause) else None
        owners = owners or ([] if doer is None else with_conjuncts(parse, doer))
    behind = [noun for preposition, noun in prepositional(parse, weapon) if preposition in ("of", "by", "from")]
    return owners or [noun for noun in behind if parse.tags[noun].startswith("NNP") and noun not in towns]


def _named(parse: Parse, noun: int, towns: Collection[int]) -> list[int]:
    """What qualifies a noun by name, towns left out."""
    qualifiers = dependents(parse, noun, "amod", "compound", "nmod")
    return [child for child in qualifiers if parse.words[child][:1].isupper() and child not in towns]


def _passive_behind(parse: Parse, verb: int) -> int | None:
    """The passive verb whose outcome a participle tells: "was shelled, killing two and injuring three"."""
    if parse.lowers[verb] not in _OUTCOMES or dependents(parse, verb, *SUBJECTS):
        return None
    current = verb
    for _ in range(_CLIMB):
        head = parse.heads[current]
        if parse.deps[current] == "advcl" and head < current:
            return head if is_passive(parse, head) else None
        if parse.deps[current] != "conj" or parse.lowers[head] not in _OUTCOMES:
            return None
        current = head
    return None
