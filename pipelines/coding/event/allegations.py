"""Accusations in plain words: who says of another that they lie, steal or plot."""

from collections.abc import Mapping
from dataclasses import replace

from pipelines.coding.event.circumstances import circumstance
from pipelines.coding.event.matching import Match
from pipelines.coding.event.proposals import Findings, Proposal
from pipelines.coding.sentence.frames import agent_of, dependents, is_passive, subject_of, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.people import may_act
from pipelines.coding.wordlists import word_list

_SPEECH = word_list("speech") | word_list("arguing")
_OURS = frozenset({"i", "we", "you", "it", "who", "that", "which", "what"})


def settle_allegations(parse: Parse, matches: Mapping[int, Match], findings: Findings) -> None:
    """Give what is said of somebody's wrongs its target, and drop what is denied, feared or said of oneself."""
    kept: list[Proposal] = []
    for proposal in findings.proposals:
        match = matches.get(proposal.core)
        wrong = match.filled("comp") if match is not None and proposal.type == "ACCUSE" else None
        if match is None or wrong is None or parse.lowers[match.token] not in _SPEECH:
            kept.append(proposal)
            continue
        blamed = _blamed(parse, wrong)
        if blamed is None or set(blamed) & set(proposal.sources):
            findings.refuse(proposal.trigger, "statement", match.entry.origin)
            continue
        kept.append(replace(proposal, targets=tuple(blamed)))
    findings.proposals = kept


def _blamed(parse: Parse, wrong: int) -> list[int] | None:
    """Who is said to have done wrong, nobody named included; None where nobody is said to have done it."""
    place = circumstance(parse, wrong)
    clause = parse.deps[wrong] == "ccomp"
    if not clause or place.negated or place.conditional or place.modal is not None or place.own:
        return None
    if any(parse.lowers[t] == "if" for t in dependents(parse, wrong, "mark")):
        return None
    doer = agent_of(parse, wrong) if is_passive(parse, wrong) else subject_of(parse, wrong)
    if doer is None:
        return [] if is_passive(parse, wrong) else None
    if parse.tags[doer][0] not in "NP":
        return None
    common = parse.tags[doer] in ("NN", "NNS")
    if parse.lowers[doer] in _OURS or (common and not may_act(parse, doer) and not is_passive(parse, wrong)):
        return None  # "the film undermined his faith"
    return [] if parse.tags[doer].startswith("PRP") else with_conjuncts(parse, doer)
