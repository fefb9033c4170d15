"""Whose deed it is that is told of "the country", of nobody or of a speaker's own state: "Harris said the US would"."""

from collections.abc import Mapping
from dataclasses import replace

from pipelines.coding.event.circumstances import Circumstance, circumstance
from pipelines.coding.event.doers import doers
from pipelines.coding.event.matching import Match
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.frames import agent_of, dependents, is_passive, subject_of
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_STATES = frozenset("country nation government kingdom republic administration".split())
_FORCES = frozenset("army navy military force forces troops police militia guard command".split())
_ARMED = _FORCES | frozenset("houthis hezbollah hamas taliban rebels militants jihadists guerrillas junta".split())
_STATESMEN = word_list("statesmen") | word_list("enforcers")
_ENFORCED = frozenset(  # what nobody but those who govern does
    "fined arrested prosecuted punished jailed expelled deported crushed detained sanctioned shot dismissed sacked"
    " closed shut banned barred suspended revoked cancelled canceled evicted seized confiscated blocked executed"
    " dissolved disbanded demolished hanged interned".split()
)
_GOVERNED = frozenset(
    "opposition union unions activist activists critic critics campaigners protesters lawyer lawyers charity".split()
)
_SAID = ("amod", "nmod", "compound", "poss", "appos")


def placed(parse: Parse, token: int, homes: Mapping[int, str]) -> Circumstance:
    """The circumstance of an event; ``homes`` has the country of each token that names one or a body of one."""
    place = circumstance(parse, token)
    if place.speaker is None or place.own or parse.language != ENGLISH:
        return place
    subject = subject_of(parse, token)
    return place if subject is None or not _is_own(parse, token, subject, place.speaker, homes) else _own(place)


def acting(parse: Parse, sources: tuple[int, ...], place: Circumstance) -> tuple[int, ...]:
    """Who does what a speaker says that "the country" will do, or that will be done: the speaker."""
    if not place.own or place.speaker is None or parse.language != ENGLISH:
        return sources
    return (place.speaker,) if all(parse.lowers[source] in _STATES for source in sources) else sources


def users(parse: Parse, outer: Match, inner: Proposal) -> tuple[int, ...]:
    """Who does what something is used for, begun or voted for: "used missiles to destroy a bridge"."""
    told = outer.entry.label not in ("do", "vote") or is_passive(parse, inner.trigger)
    return inner.sources if inner.sources or told else tuple(doers(parse, outer.token))


def _own(place: Circumstance) -> Circumstance:
    return replace(place, own=True)


def _is_own(parse: Parse, verb: int, subject: int, speaker: int, homes: Mapping[int, str]) -> bool:
    home = _home(parse, speaker, homes)
    if is_passive(parse, verb):  # "the navy warned that ships would be hit", not "must be freed"
        asked = any(parse.lowers[t] == "must" for t in dependents(parse, verb, "aux"))
        by_law = parse.lowers[verb] in _ENFORCED and parse.lowers[speaker] in _STATESMEN
        by_law = by_law and _home(parse, subject, homes) in (None, home)
        return not asked and agent_of(parse, verb) is None and (by_law or parse.lowers[speaker] in _ARMED)
    if not _GOVERNED.isdisjoint({parse.lowers[t] for t in (speaker, *dependents(parse, speaker, *_SAID))}):
        return False  # "the opposition said the government would"
    if parse.lowers[subject] in _STATES and not dependents(parse, subject, "amod", "nmod", "compound"):
        definite = any(parse.lowers[t] == "the" for t in dependents(parse, subject, "det"))
        return definite and home is not None
    names_state = parse.tags[subject].startswith("NNP") or parse.lowers[subject] in _STATES | _FORCES
    return names_state and home is not None and home == _home(parse, subject, homes)


def _home(parse: Parse, noun: int, homes: Mapping[int, str]) -> str | None:
    """The one country that a noun or what qualifies it names."""
    words = [noun, *dependents(parse, noun, *_SAID)]
    words += [inner for word in words[1:] for inner in dependents(parse, word, *_SAID)]
    found = {homes[word] for word in words if homes.get(word)}
    return found.pop() if len(found) == 1 else None
