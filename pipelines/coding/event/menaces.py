"""Threats that name no deed: "said that Kenya would pay a heavy price", "the raid will not go unanswered"."""

from collections.abc import Sequence

from pipelines.coding.event.circumstances import circumstance
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import agent_of, dependents, is_passive, objects_of, subject_of, with_conjuncts
from pipelines.coding.sentence.parsing import Parse

MENACE = "menace"
_TREATING = frozenset({"treat", "regard", "consider", "view"})
_USING = frozenset({"use", "resort", "respond", "react", "reply", "answer", "take", "show"})
_PUNISHED = frozenset({"make", "teach"})
_DENIED = frozenset({"go"})  # what is threatened by these is that it will not be so
_ADDRESSED = frozenset({"you", "your"})
_PUNISHING = frozenset(
    "crushed shot annihilated eliminated hanged neutralised neutralized hunted executed beheaded killed".split()
)
_ANYONE = frozenset("anyone anybody whoever those all any everyone rioter rioters looter looters".split())
_FOES = _ANYONE | frozenset(
    "they you troops soldiers forces ships vessels ship vessel aircraft perpetrators killers attackers terrorists"
    " aggressors aggressor enemy enemies traitors culprits".split()
)


def menace_of(parse: Parse, verb: int, step: str) -> Proposal | None:
    """The threat that a speaker makes by saying what will befall somebody else."""
    place = circumstance(parse, verb)
    foretold = place.modal == "future" or (place.modal == "hypothetical" and place.speaker is not None)
    subject = subject_of(parse, verb)
    if not foretold or place.conditional or place.speaker is None or subject is None:
        return None
    if place.own:
        return None if place.negated else _treatment(parse, verb, place.speaker, step)
    if place.negated != (parse.lowers[verb] in _DENIED) or not (place.negated or _is_foe(parse, subject)):
        return None
    sources = with_conjuncts(parse, place.speaker)
    targets = with_conjuncts(parse, subject)
    if any(parse.lowers[t] in _ADDRESSED for t in (subject, *dependents(parse, subject, "poss"))):
        said = parse.heads[verb]
        targets = [t for noun in dependents(parse, said, "dobj", "dative")[:1] for t in with_conjuncts(parse, noun)]
    if place.negated:
        targets = []
    return _threat(verb, sources, targets, step)


def _treatment(parse: Parse, verb: int, speaker: int, step: str) -> Proposal | None:
    """What one says that one will take others for, or will use: "it would treat any ship as hostile", "use force"."""
    if parse.lowers[verb] in _USING:
        return _threat(verb, with_conjuncts(parse, speaker), (), step)
    if parse.lowers[verb] not in _TREATING | _PUNISHED:
        return None
    taken = [t for noun in objects_of(parse, verb)[:1] for t in with_conjuncts(parse, noun)]
    return _threat(verb, with_conjuncts(parse, speaker), taken, step)


def _threat(verb: int, sources: Sequence[int], targets: Sequence[int], step: str) -> Proposal:
    return Proposal(
        type="THREATEN",
        mode="violence",
        cameo="138",
        trigger=verb,
        core=verb,
        sources=tuple(sources),
        targets=tuple(t for t in targets if t not in sources),
        deed="planned",
        steps=(step,),
    )


def _is_foe(parse: Parse, subject: int) -> bool:
    """Whether somebody is named or anybody meant: consumers and drivers pay for much else."""
    named = parse.tags[subject].startswith("NNP") or parse.lowers[subject] in _FOES
    return named or any(parse.words[t][:1].isupper() and t > 0 for t in dependents(parse, subject, "amod", "compound"))


def is_menacing(parse: Parse, verb: int) -> bool:
    """Whether violence foretold by another is that other's threat: "anyone who looted would be shot, they said"."""
    if parse.lowers[verb] not in _PUNISHING or not is_passive(parse, verb) or agent_of(parse, verb) is not None:
        return False
    hit = [t for noun in objects_of(parse, verb) for t in (noun, *dependents(parse, noun, "det"))]
    return any(parse.lowers[t] in _ANYONE for t in hit)
