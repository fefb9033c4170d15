"""Deeds of French that hang on a verb of which no rule knows whether it makes them real: "tués lors d'un raid".

They are told only where nothing else is.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from pipelines.coding.event.circumstances import circumstance, takes_place
from pipelines.coding.event.lexicon import OPERATORS, SILENT
from pipelines.coding.event.matching import Match
from pipelines.coding.event.proposals import Findings, Proposal
from pipelines.coding.sentence.frames import dependents, is_passive, subject_of, with_conjuncts
from pipelines.coding.sentence.grammars.romance_words import FRENCH
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.people import may_act

_LANGUAGE = "fr"
_WITHIN = frozenset("par dans lors durant pendant sous".split())
# Behind which prepositions, as printed, a deed is taken for granted.
_TAKEN = {
    "PROTEST": _WITHIN | frozenset({"en", "avec"}),
    "ASSAULT": _WITHIN,
    "COERCE": _WITHIN,
}
# What a headline without a verb tells by its noun alone.
_HEADING = frozenset({"COERCE", "RETREAT", "CONCEDE", "CONSULT", "SANCTION", "THREATEN", "MOBILIZE", "COOPERATE"})
_OWN = frozenset({"CONCEDE", "THREATEN", "COOPERATE"})  # of whom these are told by a noun alone, does them
_CROWDS = frozenset({"thousands", "hundreds", "dozens"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_ASKING = frozenset({"PROTEST", "REQUEST", "ACCUSE", OPERATORS})
_PROTEST: Mapping[str, Any] = {"type": "PROTEST", "mode": "demo", "cameo": "141", "targets": ()}
_CLIMB = 6


def tell_implied(
    parse: Parse, matches: Mapping[int, Match], findings: Findings, core: Callable[[Match], Proposal]
) -> None:
    """Add the first deed that was refused only for the verb over it; ``core`` makes its event."""
    if parse.language != _LANGUAGE or findings.proposals:
        return
    refused = {token for token, reason, _ in findings.refusals if reason == "unrealised"}
    for token, match in matches.items():
        heads = parse.deps[token] in ("ROOT", "dep") and parse.tags[token].startswith("N")
        # "Descente de police dans les locaux d'un journal", "Libération de deux otages"
        if match.entry.outcome in _HEADING and heads and takes_place(parse, token):
            findings.proposals.append(_by_its_own(core(match)))
            return
    for token in sorted(refused & matches.keys()):
        match = matches[token]
        crowd = _many_who(parse, token)
        if match.entry.outcome == "PROTEST" and crowd is not None:
            findings.proposals.append(replace(core(match), sources=(crowd,)))
            return
        if _is_told_aside(parse, token) and match.entry.outcome not in (OPERATORS, SILENT):
            findings.proposals.append(core(match))
            return
        verb = _verb_above(parse, parse.heads[token])
        if verb is not None and not _stands(parse, verb, matches):
            continue
        if match.entry.outcome in _TAKEN and _is_given(parse, token, match.entry.outcome):
            findings.proposals.append(_by_subject(parse, verb, core(match)))
            return
        if verb is not None and _is_purpose(parse, token, match, verb):
            subject = subject_of(parse, verb)
            sources = () if subject is None else tuple(with_conjuncts(parse, subject))
            findings.proposals.append(replace(core(match), **_PROTEST, trigger=verb, core=verb, sources=sources))
            return


def _many_who(parse: Parse, token: int) -> int | None:
    """The crowd of "ils étaient des milliers à défier la police à Lyon", if a verb hangs so."""
    verb = parse.heads[token]
    marks = {parse.printed[mark].lower() for mark in dependents(parse, token, "mark")}
    if parse.tags[token] != "VB" or marks != {"à"}:
        return None
    held = (verb, *dependents(parse, verb, "attr", "nsubj", "dobj", "npadvmod"))
    return next((noun for noun in held if parse.lowers[noun] in _CROWDS), None)


def _is_told_aside(parse: Parse, token: int) -> bool:
    """Whether a participle with its doer, or a verb of a relative clause, is told whatever verb stands above."""
    if parse.tags[token] in ("VBN", "JJ") and dependents(parse, token, "agent"):
        verb = _verb_above(parse, parse.heads[token])
        return parse.deps[token] in ("advcl", "acomp", "xcomp", "acl", "npadvmod", "oprd") and (
            verb is not None and _stands(parse, verb, {})
        )
    place = circumstance(parse, token)
    plain = not place.negated and place.modal is None and not place.conditional
    return parse.deps[token] in ("relcl", "acl") and parse.tags[token] in ("VBD", "VBZ", "VBP") and plain


def _by_its_own(proposal: Proposal) -> Proposal:
    """What a noun tells alone as done by whom it names: "Démission du ministre", "Préavis de grève des mineurs"."""
    own = proposal.type in _OWN or proposal.mode in ("resign", "disarm")
    if not own or proposal.sources or not proposal.targets:
        return proposal
    return replace(proposal, sources=proposal.targets, targets=())


def _is_given(parse: Parse, noun: int, kind: str) -> bool:
    """Whether a preposition before a noun takes it for granted, also through "le deuxième jour de"."""
    if not parse.tags[noun].startswith("N") or parse.deps[noun] != "pobj":
        return False
    preposition = parse.heads[noun]
    above = parse.heads[preposition]
    bearing = parse.lowers[preposition] == "of" and parse.lowers[above].removeprefix("fr:") in FRENCH.listed("bearing")
    if bearing and parse.deps[above] != "pobj":
        return True
    if bearing:
        preposition = parse.heads[above]
    bare = not bearing and not dependents(parse, noun, "det", "amod", "poss", "prep", "nummod", "acl")
    standing = parse.lowers[noun].removeprefix("fr:") in FRENCH.listed("standing")
    return parse.printed[preposition].lower() in _TAKEN[kind] and (standing or not bare)


def _is_purpose(parse: Parse, token: int, match: Match, verb: int) -> bool:
    """Whether people go somewhere in order to protest or demand: "ont roulé jusqu'au siège pour exiger"."""
    if match.entry.outcome not in _ASKING or not parse.tags[token].startswith("V"):
        return False
    while parse.deps[token] == "conj" and parse.tags[parse.heads[token]] == "VB":
        token = parse.heads[token]  # "venus chanter et manifester"
    if parse.heads[token] != verb or parse.lowers[verb].removeprefix("fr:") not in FRENCH.listed("appearing"):
        return False  # "venus empêcher de manifester", "voté une loi pour manifester"
    introduced = {parse.printed[mark].lower() for mark in dependents(parse, token, "mark")}
    subject = subject_of(parse, verb)
    return introduced <= {"pour"} and subject is not None and _is_crowd(parse, subject)


def _is_crowd(parse: Parse, subject: int) -> bool:
    """Whether several people are told of: "des livreurs", "plusieurs centaines de livreurs", "ils"."""
    if parse.lowers[subject] in ("they", "thousands", "hundreds", "dozens"):
        return True
    return parse.tags[subject] == "NNS" and may_act(parse, subject)


def _by_subject(parse: Parse, verb: int | None, proposal: Proposal) -> Proposal:
    """A protest as the deed of its verb's subject, where nobody else does it."""
    if proposal.type != "PROTEST" or proposal.sources or verb is None or is_passive(parse, verb):
        return proposal
    subject = subject_of(parse, verb)
    if subject is None or not may_act(parse, subject):
        return proposal
    sources = tuple(with_conjuncts(parse, subject))
    return replace(proposal, sources=sources, targets=tuple(t for t in proposal.targets if t not in sources))


def _verb_above(parse: Parse, token: int) -> int | None:
    for _ in range(_CLIMB):
        if parse.tags[token] in _FINITE:
            return token
        if parse.heads[token] == token:
            break
        token = parse.heads[token]
    return None


def _stands(parse: Parse, verb: int, matches: Mapping[int, Match]) -> bool:
    """Whether a verb tells what happened, and is no word of the lexicon that says otherwise."""
    held = matches.get(verb)
    if held is not None and (held.entry.outcome == OPERATORS and held.entry.label not in ("report", "do", "consider")):
        return False
    place = circumstance(parse, verb)
    return not place.unreal and place.realised
