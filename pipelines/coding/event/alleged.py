"""Deeds that Spanish news tells as what somebody denounces or condemns: "denunció que quemaron doce casas"."""

from collections.abc import Callable, Mapping

from pipelines.coding.event.circumstances import circumstance
from pipelines.coding.event.matching import Match
from pipelines.coding.event.proposals import Findings, Proposal
from pipelines.coding.sentence.frames import dependents, is_time, prepositional
from pipelines.coding.sentence.parsing import Parse

_LANGUAGE = "es"
_DENOUNCING = ("es:denunci", "es:alert", "es:lament", "es:conden", "es:repudi")
_REMEMBERING = tuple("es:aniversario es:cumple es:conmemor es:record es:rememor es:memoria es:homenaj years".split())
_DEEDS = frozenset({"ASSAULT", "COERCE"})
_PAST = frozenset({"VBD", "VBN"})


def tell_alleged(
    parse: Parse, matches: Mapping[int, Match], findings: Findings, core: Callable[[Match], Proposal]
) -> None:
    """Add the deed that a clause tells as past inside what is said of it; ``core`` makes the event of a match."""
    if parse.language != _LANGUAGE or any(word.startswith(_REMEMBERING) for word in parse.lowers):
        return
    told = {proposal.type for proposal in findings.proposals}
    denounced = [p.core for p in findings.proposals if p.type == "ACCUSE" and _denounces(parse, p)]
    inside = [token for token, reason, _ in findings.refusals if reason == "inside_another"]
    for token in (*denounced, *inside):
        match = matches.get(token)
        if match is None or match.entry.outcome not in _DEEDS or match.entry.outcome in told:
            continue
        if token in denounced or _is_told_apart(parse, token):
            findings.proposals.append(core(match))
            told.add(match.entry.outcome)


def _denounces(parse: Parse, proposal: Proposal) -> bool:
    deed = proposal.core
    if deed == proposal.trigger or not parse.lowers[proposal.trigger].startswith(_DENOUNCING):
        return False
    return parse.tags[deed] in _PAST and _is_fact(parse, deed)


def _is_fact(parse: Parse, verb: int) -> bool:
    place = circumstance(parse, verb)
    return not (place.negated or place.conditional or place.modal is not None or place.general)


def _is_told_apart(parse: Parse, token: int) -> bool:
    """Whether a clause tells a deed, or a day does: "el ataque en el que murieron dos", "la matanza del lunes"."""
    if parse.deps[token] == "relcl":
        return parse.tags[token] == "VBD" and _is_fact(parse, token)
    if not parse.tags[token].startswith("N"):
        return False
    dated = any(is_time(parse, noun) for word, noun in prepositional(parse, token) if word == "of")
    return dated or any(is_time(parse, t) for t in dependents(parse, token, "npadvmod", "nmod", "compound"))
