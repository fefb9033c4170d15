"""Whether a deed that hangs on some verb in Russian took place: "ответили хунте забастовкой", "погибли при обстреле".

Where nothing else is told, a protest that people make their subject's way of doing something, or take up, is theirs;
violence that something came of is told, its doer left open.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from pipelines.coding.event.circumstances import circumstance, takes_place
from pipelines.coding.event.doers import doers
from pipelines.coding.event.lexicon import OPERATORS
from pipelines.coding.event.matching import Match
from pipelines.coding.event.proposals import Findings, Proposal
from pipelines.coding.sentence.frames import dependents, is_passive, prepositional, verb_over
from pipelines.coding.sentence.grammars.russian_lists import listed
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.people import may_act
from pipelines.coding.wordlists import word_list

_LANGUAGE = "ru"
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG"})
# Behind which preposition, as the rules see it, a deed is taken for granted.
_MADE = frozenset({"with", "by", "into", "to", "on"})
_TAKEN = {
    "PROTEST": frozenset({"during", "for", "in", "after", "with", "from"}),
    "ASSAULT": frozenset({"with", "by", "in", "during", "after", "from", "near"}),
}
_CAUSES = frozenset({"из-за", "вследствие", "в", "во", "после", "при", "от", "с", "со", ""})
_HELD = frozenset({"outside", "in", "to", "against", "near"})
_NOT_TOLD = word_list("works") | word_list("speech")


def tell_governed(
    parse: Parse, matches: Mapping[int, Match], findings: Findings, core: Callable[[Match], Proposal]
) -> None:
    """Add the first deed that was refused only because no rule knows the verb over it; ``core`` makes its event."""
    if parse.language != _LANGUAGE or findings.proposals:
        return
    refused = {token for token, reason, _ in findings.refusals if reason in ("unrealised", "inside_another")}
    for noun, match in matches.items():
        if noun not in refused or not parse.tags[noun].startswith("N") or _is_listed(parse, noun, "lasting_deeds"):
            continue
        found = _told(parse, noun, match, matches, core)
        if found is not None:
            findings.proposals.append(found)
            return
    findings.proposals += _searches(parse, matches, core)


def _searches(parse: Parse, matches: Mapping[int, Match], core: Callable[[Match], Proposal]) -> list[Proposal]:
    """Searches and arrests that nobody makes in so many words: "обыски прошли у журналистов"."""
    for noun, match in matches.items():
        verb = parse.heads[noun]
        if match.entry.outcome != "COERCE" or parse.deps[noun] not in ("nsubj", "nsubjpass"):
            continue
        proposal = core(match)
        held = [t for word, t in prepositional(parse, verb) if word in _HELD and may_act(parse, t)]
        targets = proposal.targets or tuple(held[:1])
        if targets and takes_place(parse, noun) and _stands(parse, verb, matches):
            return [replace(proposal, targets=targets)]
    return []


def _told(
    parse: Parse, noun: int, match: Match, matches: Mapping[int, Match], core: Callable[[Match], Proposal]
) -> Proposal | None:
    kind = match.entry.outcome
    preposition = parse.heads[noun]
    if kind not in _TAKEN or parse.deps[noun] != "pobj":
        return None
    above = parse.heads[preposition]
    if parse.lowers[preposition] == "of" and _is_listed(parse, above, "bearing"):
        preposition, above = above, parse.heads[above]  # "целью налета был командир"
        if parse.deps[preposition] == "pobj":
            preposition = above
            above = parse.heads[preposition]
    verb = verb_over(parse, above)
    if not _stands(parse, verb, matches):
        return None
    low, printed = parse.lowers[preposition], parse.printed[preposition].lower()
    if kind == "PROTEST" and low in _MADE and (low in ("with", "by") or _is_listed(parse, verb, "entering")):
        return _made(parse, verb, core(match))
    given = low in _TAKEN[kind] and printed in _CAUSES
    if parse.deps[preposition] not in ("nsubj", "attr", "nsubjpass"):
        return core(match) if given else None
    return _aimed(parse, verb, preposition, core(match))


def _aimed(parse: Parse, verb: int, borne: int, proposal: Proposal) -> Proposal:
    """A deed with whom it is said to have had as its aim or victim: "целью налета был командир"."""
    if proposal.targets or not _is_listed(parse, borne, "aims_of_deeds"):
        return proposal
    others = [t for t in dependents(parse, verb, "nsubj", "attr") if t != borne and may_act(parse, t)]
    return replace(proposal, targets=tuple(others[:1]))


def _made(parse: Parse, verb: int, proposal: Proposal) -> Proposal:
    """A protest as its verb's subject makes it, against whom the verb names."""
    sources = proposal.sources or tuple(() if is_passive(parse, verb) else doers(parse, verb))
    faced = [noun for word, noun in prepositional(parse, verb) if word in ("to", "against")]
    targets = proposal.targets or tuple(faced[:1])
    return replace(proposal, sources=sources, targets=tuple(t for t in targets if t not in sources))


def _is_listed(parse: Parse, token: int, name: str) -> bool:
    return parse.lowers[token].removeprefix("ru:") in listed(name)


def _stands(parse: Parse, verb: int, matches: Mapping[int, Match]) -> bool:
    held = matches.get(verb)
    if held is not None and held.entry.outcome == OPERATORS:
        return False
    place = circumstance(parse, verb)
    told = parse.tags[verb] in _FINITE and parse.lowers[verb] not in _NOT_TOLD
    return told and not place.unreal and place.realised
