"""Whether a deed is told in passing, as what another thing was done with or came of: "sin trenes por la huelga"."""

from collections.abc import Callable, Collection, Mapping

from pipelines.coding.event.circumstances import circumstance
from pipelines.coding.event.matching import Match
from pipelines.coding.event.proposals import Findings, Proposal
from pipelines.coding.sentence.parsing import Parse

# The prepositions, as printed, of languages whose news tells deeds so; behind others a deed may be only feared.
_PREPOSITIONS = {"es": frozenset({"con", "durante", "por", "en", "entre", "mediante"})}
_PARTS = frozenset({"es:parte", "es:marco", "day", "es:jornada", "es:medio", "es:señal"})
_STRONGER = frozenset({"COERCE", "ASSAULT"})
_LASTING = ("aba", "aban", "ía", "ían")  # endings of the imperfect
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})
_CLIMB = 5


def tell_in_passing(
    parse: Parse, matches: Mapping[int, Match], findings: Findings, core: Callable[[Match], Proposal]
) -> None:
    """Add protests behind a preposition that takes them for granted, where nothing else is told; drop mere setting.

    ``core`` makes the event of a match.
    """
    known = _PREPOSITIONS.get(parse.language)
    if known is None:
        return
    if any(proposal.type in _STRONGER for proposal in findings.proposals):
        findings.proposals = [p for p in findings.proposals if p.type != "PROTEST" or not _is_setting(parse, p.trigger)]
    if findings.proposals:
        return
    for noun, match in matches.items():
        told = match.entry.outcome == "PROTEST" and parse.tags[noun].startswith("N") and parse.deps[noun] == "pobj"
        if told and _is_given(parse, noun, known):
            findings.proposals.append(core(match))


def _is_setting(parse: Parse, verb: int) -> bool:
    """Whether a clause on a noun only says what people were doing: "detuvo a veinte que cortaban la ruta"."""
    return parse.deps[verb] == "relcl" and parse.printed[verb].lower().endswith(_LASTING)


def _is_given(parse: Parse, noun: int, known: Collection[str]) -> bool:
    preposition = parse.heads[noun]
    above = parse.heads[preposition]
    if parse.lowers[preposition] == "of" and parse.lowers[above] in _PARTS:
        preposition, above = parse.heads[above], parse.heads[parse.heads[above]]
    if parse.printed[preposition].lower() not in known and parse.lowers[preposition] != "as":
        return False
    bare = not any(parse.deps[child] in ("det", "amod", "poss", "prep", "nummod") for child in parse.children[noun])
    if bare:
        return False  # "trabajadores en paro" have no work
    current = above
    for _ in range(_CLIMB):
        if parse.tags[current].startswith("V") or parse.heads[current] == current:
            break
        current = parse.heads[current]
    if parse.tags[current] not in _FINITE:
        return False
    place = circumstance(parse, current)
    return not (place.negated or place.conditional or place.general) and place.modal is None and place.realised
