"""Which of the events found in a sentence it tells, and which are only the matter of another."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from pipelines.coding.event.lexicon import OPERATORS, SILENT
from pipelines.coding.event.matching import Match
from pipelines.coding.event.proposals import Findings, Proposal
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.frames import agent_of, dependents, is_passive, is_time, objects_of
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

# What is said, refused or promised is told as its matter; deeds leave what surrounds them standing.
_SPOKEN = frozenset({"ACCUSE", "REJECT", "THREATEN", "REQUEST", "SUPPORT", "AGREE", "CONCEDE"})
_MATTER = frozenset(
    {"dobj", "prep", "pobj", "pcomp", "ccomp", "xcomp", "acl", "relcl", "appos", "poss", "compound", "amod", "nmod"}
    | {"agent", "attr", "dative", "oprd", "acomp", "nsubjpass", "npadvmod"}
)
_DISTINCT = frozenset({"ACCUSE", "SUPPORT", "REJECT", "REQUEST", "SANCTION", "CONCEDE"})  # each object is a matter
_TEMPORAL = word_list("temporal")
_CLAIMS = word_list("claims")
_BANNING = frozenset(
    "ban bans banned banning forbid forbids forbade forbidden prohibit prohibits prohibited outlaw outlaws outlawed"
    " barred disallowed disallows".split()
)
_DOCUMENTS = word_list("documents")
_WRITTEN = frozenset({"ACCUSE", "REQUEST", "REJECT"})
_CLIMB = 3
_DYING = frozenset({"die", "dies", "died", "dying"})  # not told for itself, yet hushes nothing that made it so
_HARMS = word_list("killed") | word_list("injured") | {"destroyed", "damaged", "destroying", "damaging"}
_ANYONE = frozenset({"people", "persons", "others", "person", "more", "dozens", "scores", "hundreds", "thousands"})
_POSED = frozenset({"massed", "amassed", "gathered", "concentrated", "assembled", "drawn", "lined", "parked", "dug"})


def without_background(parse: Parse, matches: Mapping[int, Match], findings: Findings) -> None:
    """Drop from ``findings`` what stands inside another event's matter, background nouns and second tellings."""
    owners = [p.trigger for p in findings.proposals if p.type in _SPOKEN or (p.type == "PROTEST" and not p.nominal)]
    hushing = [m.token for m in matches.values() if _hushes(m) and parse.lowers[m.token] not in _DYING]
    owners += [token for token in hushing if token not in owners]
    matter = {owner: _matter_of(parse, owner) for owner in owners}
    kept: list[Proposal] = []
    for proposal in sorted(findings.proposals, key=lambda p: p.trigger):
        around = [owner for owner, region in matter.items() if proposal.trigger in region and owner != proposal.trigger]
        inside = any(owner not in hushing or not _is_written(parse, proposal, owner) for owner in around)
        if inside:
            findings.refuse(proposal.trigger, "inside_another", proposal.steps[0] if proposal.steps else "auxiliary")
            continue
        place = next((i for i, other in enumerate(kept) if _same_event(parse, proposal, other)), None)
        if place is None:
            kept.append(proposal)
        elif proposal.negated != kept[place].negated:  # "nobody was killed when rebels attacked"
            kept[place] = kept[place] if proposal.negated else proposal
        elif _complete_each_other(parse, proposal, kept[place]):
            kept[place] = _whole(proposal, kept[place])
        elif _parties(proposal) > _parties(kept[place]) or _is_within(parse, kept[place], proposal):
            kept[place] = _with_victims(parse, proposal, kept[place])
        else:
            kept[place] = _with_victims(parse, kept[place], proposal)
    if any(not p.nominal for p in kept):
        kept = [p for p in kept if not p.nominal or parse.deps[p.trigger] == "dobj" or _is_complete(parse, p)]
    kept = [p for p in kept if not p.nominal or p.sources or p.type in ("ASSAULT", "PROTEST") or _is_arrest(p)]
    kept = [p for p in kept if p.type != "AID" or p.sources]
    kept = [p for p in kept if not _is_forbidden(parse, p)]
    for proposal in [p for p in kept if _only_describes(parse, p)]:
        findings.refuse(proposal.trigger, "background", proposal.steps[0])
        kept.remove(proposal)
    if not any(tag == "IN" or tag.startswith("VB") for tag in parse.tags):
        for proposal in kept:
            findings.refuse(proposal.trigger, "fragment", proposal.steps[0])
        kept = []
    for proposal in _accidents(parse, matches, kept):
        findings.refuse(proposal.trigger, "accident", proposal.steps[0])
        kept.remove(proposal)
    if any(p.type == "ASSAULT" for p in kept):
        kept = [p for p in kept if p.type != "MOBILIZE"]
    findings.proposals = kept


def _is_arrest(proposal: Proposal) -> bool:
    """Whether a noun tells whose arrest it is, whoever arrested them: "the arrest of an editor sparked protests"."""
    return proposal.cameo == "173" and bool(proposal.targets)


def _is_written(parse: Parse, proposal: Proposal, verb: int) -> bool:
    """Whether an event is what a paper says that somebody puts out: "released a statement condemning the raid"."""
    paper = parse.heads[proposal.trigger]
    put_out = parse.deps[proposal.trigger] in ("acl", "relcl") and parse.lowers[paper] in _DOCUMENTS
    return put_out and parse.heads[paper] == verb and proposal.type in _WRITTEN


def _accidents(parse: Parse, matches: Mapping[int, Match], kept: list[Proposal]) -> list[Proposal]:
    """The deeds among ``kept`` that an accident did, or that nobody did in a sentence that tells of an accident."""
    found = {m.token for m in matches.values() if m.entry.outcome == SILENT and m.entry.label == "accident"}
    found = {token for token in found if parse.lowers[token] not in _DYING}
    if not found:
        return []
    deeds = [p for p in kept if p.type in ("ASSAULT", "AID")]
    violent = {m.token for m in matches.values() if m.entry.outcome == "ASSAULT" and m.token not in found}
    violent = {token for token in violent if parse.lowers[token] not in _HARMS}
    return [p for p in deeds if _is_accidental(parse, p, found) or not (p.sources or violent)]


def _is_accidental(parse: Parse, proposal: Proposal, accidents: Collection[int]) -> bool:
    """Whether an accident did a deed: "a gas blast killed two"; or the deed is told of an accident."""
    verb = proposal.trigger
    done = dependents(parse, verb, "nsubj") if not is_passive(parse, verb) else []
    if not done and parse.language != ENGLISH and parse.deps[verb] == "conj" and not is_passive(parse, verb):
        done = dependents(parse, parse.heads[verb], "nsubj")  # "la explosión de gas hundió la casa y dejó dos muertos"
    agent = agent_of(parse, verb)
    doers = proposal.sources or tuple(done if agent is None else [agent])
    return (bool(doers) and set(doers) <= set(accidents)) or parse.heads[verb] in accidents


def _is_forbidden(parse: Parse, proposal: Proposal) -> bool:
    """Whether a protest is only what somebody bans: "banned the rally", "forbade demonstrations"."""
    token = proposal.trigger
    for _ in range(_CLIMB):
        token = parse.heads[token] if parse.deps[token] == "conj" else token
    held = parse.deps[token] in ("dobj", "nsubjpass") and parse.lowers[parse.heads[token]] in _BANNING
    return held and proposal.nominal and proposal.type == "PROTEST"


def _only_describes(parse: Parse, proposal: Proposal) -> bool:
    """Whether a participle says where troops are, and no more: "soldiers stationed in Japan must wear masks"."""
    token = proposal.trigger
    told = parse.deps[token] == "acl" and parse.tags[token] == "VBN" and parse.lowers[token] not in _POSED
    told = told and parse.deps[parse.heads[token]] != "ROOT"  # "Afghan army dispatched to calm violence"
    return told and proposal.type == "MOBILIZE"


def _same_event(parse: Parse, one: Proposal, other: Proposal) -> bool:
    if one.type != other.type:
        return False
    first, second = sorted((one, other), key=lambda p: p.trigger)
    parted = ";" in parse.words[first.trigger : second.trigger]  # "have been shot; the latest was knifed on Monday"
    if parted and one.targets and other.targets and one.targets != other.targets:
        return False
    several = first.type in _DISTINCT or (first.type == "COERCE" and first.cameo != second.cameo)
    if several and _joined(parse, first, second):
        return False
    return one.sources == other.sources or not one.sources or not other.sources


def _joined(parse: Parse, first: Proposal, second: Proposal) -> bool:
    """Whether two joined verbs have an object each: "rejected the offer and dismissed the claim"."""
    verb = second.trigger
    if parse.deps[verb] != "conj" or parse.heads[verb] != first.trigger or first.nominal or second.nominal:
        return False
    ones, others = objects_of(parse, first.trigger), objects_of(parse, verb)
    return bool(ones) and bool(others) and ones[0] < verb < others[0]


def _complete_each_other(parse: Parse, one: Proposal, other: Proposal) -> bool:
    """Whether two tellings of a blow name a side each, one by who claims it or in a clause on the other."""
    if not (_parties(one) == _parties(other) == 1 and bool(one.sources) != bool(other.sources)):
        return False
    claimed = any(parse.lowers[p.trigger] in _CLAIMS for p in (one, other))
    return claimed or (one.type == "ASSAULT" and any(_hangs_on(parse, a, b) for a, b in ((one, other), (other, one))))


def _with_victims(parse: Parse, told: Proposal, other: Proposal) -> Proposal:
    """The telling of a blow with whom it hit by a joined verb: "two police were killed, a judge wounded by rebels"."""
    first, second = sorted((told, other), key=lambda p: p.trigger)
    passives = told.type == "ASSAULT" and all(is_passive(parse, p.trigger) and p.targets for p in (told, other))
    if not passives or parse.deps[second.trigger] != "conj" or parse.heads[second.trigger] != first.trigger:
        return told
    hit = [t for t in other.targets if t not in (*told.targets, *told.sources) and not _is_anyone(parse, t)]
    own = [t for t in told.targets if not (hit and parse.tags[t] in ("CD", "JJR"))]  # "five more" are of those before
    return replace(told, targets=tuple(sorted((*own, *hit))))


def _is_anyone(parse: Parse, noun: int) -> bool:
    """Whether a noun says nothing of those hit but that they are people: "12 others"."""
    return parse.tags[noun] == "CD" or parse.lowers[noun] in _ANYONE


def _hangs_on(parse: Parse, one: Proposal, other: Proposal) -> bool:
    """Whether an event is told in a clause of time on the other: "two were killed after soldiers opened fire"."""
    token = one.trigger
    for _ in range(_CLIMB):
        if parse.deps[token] not in ("advcl", "relcl", "conj", "ccomp"):
            return False
        token = parse.heads[token]
        if token == other.trigger:
            return True
    return False


def _is_within(parse: Parse, one: Proposal, other: Proposal) -> bool:
    """Whether a relative clause on its doer tells the same: "strikes that demolished homes killed 44 people"."""
    holder = parse.heads[one.trigger]
    told = _parties(one) == _parties(other) and parse.deps[holder] in ("nsubj", "agent")
    return parse.deps[one.trigger] == "relcl" and told and parse.heads[holder] == other.trigger


def _whole(one: Proposal, other: Proposal) -> Proposal:
    """The telling of the deed with the sides of both."""
    return replace(other, sources=one.sources or other.sources, targets=one.targets or other.targets)


def _is_complete(parse: Parse, proposal: Proposal) -> bool:
    """Whether a noun tells its whole event by itself: "his talks with Lavrov last Friday"."""
    dated = any(is_time(parse, c) for c in dependents(parse, proposal.trigger, "npadvmod", "nmod", "compound"))
    return dated and bool(proposal.sources) and bool(proposal.targets)


def _parties(proposal: Proposal) -> int:
    return bool(proposal.sources) + bool(proposal.targets)


def _hushes(match: Match) -> bool:
    if match.entry.outcome == OPERATORS:
        return match.entry.label in ("appeal", "consider", "opine")
    return match.entry.outcome == SILENT


def _matter_of(parse: Parse, owner: int) -> set[int]:
    region: set[int] = set()
    queue = [c for c in dependents(parse, owner, *_MATTER) if c > owner or parse.deps[c] != "prep"]
    while queue:
        token = queue.pop()
        if token in region or (parse.deps[token] == "prep" and parse.lowers[token] in _TEMPORAL):
            continue
        region.add(token)
        queue += dependents(parse, token, *_MATTER, "conj", "nsubj", "advcl")
    return region
