"""Whether a deed is told in passing, as what another thing was done with or came of: "sin trenes por la huelga"."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from pipelines.coding.event.absorbing import without_background
from pipelines.coding.event.allegations import settle_allegations
from pipelines.coding.event.alleged import tell_alleged
from pipelines.coding.event.circumstances import circumstance
from pipelines.coding.event.matching import Match
from pipelines.coding.event.passing_fr import tell_implied
from pipelines.coding.event.passing_ru import tell_governed
from pipelines.coding.event.proposals import Findings, Proposal
from pipelines.coding.sentence.frames import is_passive, subject_of, verb_over, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.people import is_people, may_act
from pipelines.coding.wordlists import word_list

# The prepositions, as printed, of languages whose news tells deeds so; behind others a deed may be only feared.
_GIVEN = frozenset({"durante", "por", "en", "tras"})
_PREPOSITIONS = {
    "es": {
        "PROTEST": frozenset({"con", "durante", "por", "en", "entre", "mediante", "tras"}),
        "ASSAULT": _GIVEN,
        "COERCE": _GIVEN,
    }
}
_MEANS = frozenset({"con", "mediante", "entre"})  # of which its subject is the doer
_PARTS = frozenset(
    {
        "es:parte",
        "es:marco",
        "day",
        "days",
        "week",
        "weeks",
        "month",
        "months",
        "night",
        "es:horas",
        "es:jornada",
        "es:medio",
        "es:señal",
    }
)
_STRONGER = frozenset({"COERCE", "ASSAULT"})
_LASTING = ("aba", "aban", "ía", "ían")  # endings of the imperfect
_SIGNS = frozenset({"rechazo", "repudio", "protesta", "reclamo", "demanda", "exigencia"})
_CROWDS = frozenset({"thousands", "hundreds", "dozens", "es:millar", "es:centenar", "es:decena"})
_SPEECH = word_list("speech")
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN"})


def settle(parse: Parse, matches: Mapping[int, Match], findings: Findings, core: Callable[[Match], Proposal]) -> None:
    """Leave the events that a sentence tells, those told in passing among them; ``core`` makes the event of a match."""
    tell_in_passing(parse, matches, findings, core)
    settle_allegations(parse, matches, findings)
    without_background(parse, matches, findings)
    tell_alleged(parse, matches, findings, core)
    tell_governed(parse, matches, findings, core)
    tell_implied(parse, matches, findings, core)


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
        told = parse.tags[noun].startswith("N") and parse.deps[noun] == "pobj"
        spoken = any(
            parse.deps[part] == "fixed" for part in parse.children[parse.heads[noun]]
        )  # "en repudio al crimen"
        told = told and (match.entry.outcome == "PROTEST" or not spoken)
        if told and match.entry.outcome in known and _is_given(parse, noun, known[match.entry.outcome]):
            findings.proposals.append(_as_done(parse, noun, core(match)))
    if not findings.proposals:
        findings.proposals += _signs(parse)


def _as_done(parse: Parse, noun: int, proposal: Proposal) -> Proposal:
    """A protest by which people do another thing as theirs: "con una marcha los docentes pidieron aumentos"."""
    preposition = parse.heads[noun]
    if proposal.sources or parse.printed[preposition].lower() not in _MEANS:
        return proposal
    verb = verb_over(parse, preposition)
    subject = subject_of(parse, verb)
    if subject is None or is_passive(parse, verb) or not _are_people(parse, subject):
        return proposal
    sources = tuple(with_conjuncts(parse, subject))
    return replace(proposal, sources=sources, targets=tuple(t for t in proposal.targets if t not in sources))


def _signs(parse: Parse) -> list[Proposal]:
    """What people do as a sign of protest: "se besaron frente a la catedral en rechazo a las palabras del obispo"."""
    words = [word.lower() for word in parse.printed]
    for at, word in enumerate(words[:-1]):
        if word != "en" or words[at + 1] not in _SIGNS:
            continue
        verb = verb_over(parse, at)
        subject = subject_of(parse, verb)
        place = circumstance(parse, verb)
        unreal = place.negated or place.conditional or place.modal is not None or not place.realised
        if unreal or subject is None or parse.tags[verb] not in _FINITE or parse.lowers[verb] in _SPEECH:
            continue
        if parse.lowers[subject] in _CROWDS or _are_people(parse, subject):
            sources = tuple(with_conjuncts(parse, subject))
            step = f"en {words[at + 1]}"
            return [
                Proposal(
                    type="PROTEST",
                    mode="demo",
                    cameo="141",
                    trigger=verb,
                    core=verb,
                    sources=sources,
                    targets=(),
                    steps=(step,),
                )
            ]
    return []


def _are_people(parse: Parse, noun: int) -> bool:
    """Whether a noun is one for people, also where its capital opens the sentence: "Maestros de Sucre"."""
    named = parse.tags[noun].startswith("NNP")
    return parse.tags[noun].startswith("N") and may_act(parse, noun) and (not named or is_people(parse.lowers[noun]))


def _is_setting(parse: Parse, verb: int) -> bool:
    """Whether a clause on a noun only says what people were doing: "detuvo a veinte que cortaban la ruta"."""
    return parse.deps[verb] == "relcl" and parse.printed[verb].lower().endswith(_LASTING)


def _is_given(parse: Parse, noun: int, known: Collection[str]) -> bool:
    preposition = parse.heads[noun]
    above = parse.heads[preposition]
    parted = parse.lowers[preposition] == "of" and parse.lowers[above] in _PARTS
    if parted:
        preposition, above = parse.heads[above], parse.heads[parse.heads[above]]
    if parse.printed[preposition].lower() not in known and parse.lowers[preposition] != "as":
        return False
    bare = not any(parse.deps[child] in ("det", "amod", "poss", "prep", "nummod") for child in parse.children[noun])
    if bare and not parted:
        return False  # "trabajadores en paro" have no work
    current = verb_over(parse, above)
    if parse.tags[current] not in _FINITE:
        return False
    place = circumstance(parse, current)
    return not place.unreal and place.realised
