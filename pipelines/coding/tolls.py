"""The toll of a blow that the next sentence gives: "Gunmen opened fire on a bar. Five people died."."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from pipelines.coding.event.proposals import Proposal
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.joining import Told, with_parties
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.counts import find_counts
from pipelines.coding.wordlists import word_list
from schemas import Counts, Telling

_HARMS = word_list("counted") | {"die", "hospital"}
_OTHER = word_list("other_tolls")  # words of a toll that is another blow's, or runs up: "since", "elsewhere"
_UNREAL = frozenset("if could may might would should will unless fear feared fears no not never".split())
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*|[^\w\s]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_REACHED = ("killed", "injured")
_SPEECH = word_list("speech")
_BEFORE = 6  # words before a verb of harm in which its toll stands


def only_harms(parse: Parse, proposal: Proposal) -> bool:
    """Whether an event says nothing but that people were harmed."""
    harm = proposal.type == "ASSAULT" and not proposal.sources and not proposal.negated
    return harm and parse.lowers[proposal.trigger] in _HARMS


def with_tolls(told: Sequence[Told], sentences: Sequence[str], busy: Collection[int]) -> list[Told]:
    """The events of a report, a blow with the dead and hurt that the sentence behind it counts.

    What only tells this toll is left out: it is the same blow. ``busy`` are the sentences that tell something else.
    """
    kept: dict[int, list[Told]] = {}
    for one in told:
        kept.setdefault(one.place, []).append(one)
    for place, here in sorted(kept.items()):
        blow = _blow_among(here)
        if blow is None:
            continue
        at = here.index(blow)
        here[at], joined = _with_toll(blow, [one for one in here if one is not blow])
        if place + 1 < len(sentences) and place + 1 not in busy:
            behind = kept.get(place + 1, [])
            here[at], more = _with_toll(here[at], behind, () if behind else _words(sentences[place + 1]))
            behind[:] = _without(behind, more)
        here[:] = _without(here, joined)
    return [one for events in kept.values() for one in events]


def with_untold(told: list[Told], untold: Sequence[Counts]) -> list[Told]:
    """The events of a sentence, its one blow with what harm is told of nobody in particular: "; two men were hurt"."""
    blows = [i for i, one in enumerate(told) if one.telling.type == "ASSAULT" and not one.proposal.negated]
    if len(blows) != 1:
        return told
    for counts in untold:
        blow = told[blows[0]].telling
        merged = _merged(blow.counts, counts)
        if merged is not None:
            told[blows[0]] = replace(told[blows[0]], telling=replace(blow, counts=merged))
    return told


def _without(told: Sequence[Told], joined: Sequence[Told]) -> list[Told]:
    return [one for one in told if not any(one is other for other in joined)]


def _with_toll(blow: Told, later: Sequence[Told], words: Sequence[str] = ()) -> tuple[Told, list[Told]]:
    """A blow with the toll that others, or the words of a sentence that tells none, add to it; and those others."""
    joining = [one for one in later if _joins(one, blow)]
    words = joining[0].parse.lowers if joining else words
    if joining and joining[0].place == blow.place:
        words = words[max(0, min(one.proposal.trigger for one in joining) - _BEFORE) :]
    if not words or not _tells_toll(words) or (not joining and not _UNREAL.isdisjoint(words)):
        return blow, []
    merged = _merged(blow.telling.counts, _counts(words, joining))
    if merged is None:
        return blow, []
    return replace(blow, telling=_with(blow.telling, merged, joining)), joining


def _blow_among(told: Sequence[Told]) -> Told | None:
    """The one blow that a sentence of these events tells."""
    blows = [one for one in told if one.telling.type == "ASSAULT"]
    if len(blows) > 1:
        blows = [one for one in blows if not only_harms(one.parse, one.proposal)]
    if len(blows) != 1:
        return None
    [one] = blows
    plain = one.parse.language == ENGLISH and not one.proposal.negated and one.telling.modality == "asserted"
    return one if plain else None


def _joins(one: Told, blow: Told) -> bool:
    """Whether an event only tells harm, on the day and at the place of a blow told before."""
    if one.telling.sources or not only_harms(one.parse, one.proposal):
        return False
    here, there = one.telling.place, blow.telling.place
    near = here is None or there is None or here == there
    if here is not None and there is not None and here.country == there.country:
        near = near or not _SPEECH.isdisjoint(one.parse.lowers)  # "said an official in the capital"
    same = one.telling.event_date == blow.telling.event_date or one.telling.date_basis in ("report", "open")
    after = one.place > blow.place or one.proposal.trigger > blow.proposal.trigger
    return near and same and after


def _words(sentence: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(sentence)]


def _tells_toll(words: Sequence[str]) -> bool:
    found = set(words)
    if found.isdisjoint(_HARMS) or not found.isdisjoint(_OTHER):
        return False
    return not any(_YEAR.fullmatch(word) for word in words)


def _counts(words: Sequence[str], later: Sequence[Told]) -> Counts:
    if not later:
        return find_counts(words)
    told = [one.telling.counts for one in later]
    killed = next((counts.killed for counts in told if counts.killed is not None), None)
    return Counts(killed=killed, injured=next((counts.injured for counts in told if counts.injured is not None), None))


def _merged(first: Counts, later: Counts) -> Counts | None:
    """The numbers of both; None where the second says nothing new, or something else."""
    pairs = [(getattr(first, field), getattr(later, field)) for field in _REACHED]
    if all(new is None for _, new in pairs) or any(new is not None and old not in (None, new) for old, new in pairs):
        return None
    killed, injured = (old if new is None else new for old, new in pairs)
    return replace(first, killed=killed, injured=injured)


def _with(blow: Telling, counts: Counts, later: Sequence[Told]) -> Telling:
    """The blow with its toll, and with those harmed where it is not told whom it hit."""
    harmed = next((one.telling.targets for one in later if one.telling.targets), ())
    told = replace(blow, counts=counts)
    return told if blow.targets or not harmed else with_parties(told, blow.sources, harmed)
