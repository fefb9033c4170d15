"""Deeds of war in words that the lexicon lacks: the network reads the main verb of a sentence that speaks of arms."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from pipelines.coding.event.circumstances import circumstance
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.judge.judging import FINAL, Analysis, main_verb
from pipelines.coding.judge.model import NONE
from pipelines.coding.judge.network import View
from pipelines.coding.sentence.frames import (
    agent_of,
    dependents,
    is_passive,
    noun_words,
    objects_of,
    prepositional,
    subject_of,
    with_conjuncts,
)
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

MARTIAL = word_list("martial")
_ARMED = word_list("armed_doers")
_SPEECH = word_list("speech")
_BLASTS = word_list("weapons")
_LOST = frozenset("die dies died dying perish perishes perished perishing succumbed succumbs lost".split())
_UPON = frozenset({"on", "upon", "onto", "over", "into"})
_SILENCING = FINAL | {"statement", "crime", "inside_another", "background", "health"}
_DEEDS = ("ASSAULT", "COERCE", "MOBILIZE", "RETREAT", "PROTEST")
# What the network must say: this likely the deed, this likely news of a conflict, and no more than this likely unreal.
_TYPE, _CONFLICT, _UNREAL = 0.6, 0.5, 0.3
_SURE, _NOTHING = 0.8, 0.8  # so likely it must be where the linear model is surer than that of no event


@dataclass(frozen=True, slots=True)
class Unheard:
    """A sentence that tells nothing by the rules, and the verb that might."""

    analysis: Analysis
    verb: int

    @property
    def parse(self) -> Parse:
        """The parsed sentence."""
        return self.analysis.parse


def unheard_in(analysis: Analysis) -> Unheard | None:
    """What the network is to read in a sentence without events, if that is worth it."""
    parse = analysis.parse
    if MARTIAL.isdisjoint(parse.lowers):
        return None
    verb = main_verb(parse)
    if verb is None or dependents(parse, verb, "xcomp"):
        return None  # "set to unveil a bomb": what is done stands in the clause
    refused = {(parse.lowers[token] in _SPEECH and token != verb, why) for token, why, _ in analysis.findings.refusals}
    if any(why in _SILENCING and not (reports and why == "statement") for reports, why in refused):
        return None
    place = circumstance(parse, verb)
    if place.unreal:
        return None
    return Unheard(analysis, verb)


def event_of(unheard: Unheard, view: View, probabilities: Mapping[str, float]) -> Proposal | None:
    """The deed that the network sees at the verb; ``probabilities`` are the linear model's of each type and of none."""
    best = max(_DEEDS, key=lambda label: view.types[label])
    if view.types[best] < (_SURE if probabilities[NONE] > _NOTHING else _TYPE):
        return None
    if view.genres["conflict"] < _CONFLICT or view.times["unreal"] > _UNREAL:
        return None
    parse, verb = unheard.parse, unheard.verb
    passive = is_passive(parse, verb)
    doer = agent_of(parse, verb) if passive else subject_of(parse, verb)
    sources = [] if doer is None else with_conjuncts(parse, doer)
    targets = [t for noun in objects_of(parse, verb)[:1] for t in with_conjuncts(parse, noun)]
    if best == "ASSAULT" and parse.lowers[verb] in _LOST:
        sources, targets = [], sources
    met = [*targets, *(noun for preposition, noun in prepositional(parse, verb) if preposition in _UPON)]
    if best == "ASSAULT" and not passive and _holds(parse, met, _BLASTS):
        sources, targets = [], sources  # "the convoy hit a mine", "stepped on a mine"
    if not _holds(parse, sources, _ARMED):
        sources = []  # who is not known to bear arms may as well be who is hit
    return Proposal(
        type=best,
        mode=None,
        cameo=None,
        trigger=verb,
        core=verb,
        sources=tuple(sources),
        targets=tuple(t for t in targets if t not in sources),
        steps=("the network alone",),
    )


def _holds(parse: Parse, nouns: Collection[int], words: Collection[str]) -> bool:
    return any(word in words for noun in nouns for word, _ in noun_words(parse, noun))
