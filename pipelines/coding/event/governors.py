"""Whether the verb that governs the word of an event, and is no word of the lexicon, lets the event stand."""

from pipelines.coding.event.circumstances import Circumstance, circumstance
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_SPEECH = word_list("speech")
_AIMING = word_list("aiming")
_HAPPENING = word_list("happening")
_CLIMB = 3


def taken_back(parse: Parse, trigger: int, place: Circumstance, held: bool) -> str | None:
    """Why the verb above an event takes it back: "may attempt an invasion", "could see Peru send troops".

    ``held`` where that verb is itself a word of the lexicon, which then decides.
    """
    governor = place.governor
    if held or governor is None or not parse.tags[governor].startswith(("V", "MD")):
        return None
    nominal = parse.tags[trigger].startswith("N")
    if not nominal and (parse.heads[trigger] != governor or not place.realised or parse.lowers[governor] in _SPEECH):
        return None
    verb = circumstance(parse, governor)
    if verb.conditional:
        return "conditional"
    if nominal and _is_aimed_at(parse, governor, verb):
        return "unrealised"
    return "hypothetical" if verb.modal in ("possible", "hypothetical", "should") else None


def takes_place(parse: Parse, noun: int) -> bool:
    """Whether the verb of a noun's event says that it takes place: "the talks will be held", not "will help"."""
    for _ in range(_CLIMB):
        noun = parse.heads[noun] if parse.deps[noun] == "conj" else noun
    return parse.deps[noun] != "nsubj" or parse.lowers[parse.heads[noun]] in _HAPPENING


def _is_aimed_at(parse: Parse, verb: int, place: Circumstance) -> bool:
    """Whether a verb only says what another aims at: "sought to set a summit", unlike "began to hold talks"."""
    if place.governor is None or place.realised or parse.tags[verb] != "VB":
        return False
    return parse.lowers[place.governor] in _AIMING
