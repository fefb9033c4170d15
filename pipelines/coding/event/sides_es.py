"""Sides and refusals that Spanish tells in its own ways: "resultaron heridos", "no reconoce el fallo"."""

from dataclasses import replace

from pipelines.coding.event.circumstances import Circumstance
from pipelines.coding.event.matching import Match
from pipelines.coding.event.proposals import Proposal
from pipelines.coding.sentence.frames import dependents, prepositional, subject_of, with_conjuncts
from pipelines.coding.sentence.grammars.romance_words import SPANISH
from pipelines.coding.sentence.parsing import Parse

_LANGUAGE = "es"
_VICTIMS = frozenset({"es:víctima", "es:víctimas", "es:blanco", "es:blancos", "es:objeto"})
_LIVES = frozenset({"es:vida", "es:vidas"})
_LOSING = frozenset({"es:perdió", "es:perdieron", "es:perdido", "es:pierde", "es:pierden", "es:perder"})
_BEING = frozenset({"is", "was", "are", "were"})
_AGREED = frozenset({"AGREE"})
_GRANTED = _AGREED | {"SUPPORT", "CONCEDE", "RETREAT"}
_YIELDING = frozenset({"080", "082"})  # CAMEO's codes of giving in, unlike those of easing or granting something
_HARMING = frozenset({"ASSAULT", "COERCE"})


def befallen(parse: Parse, match: Match) -> tuple[list[int], list[int]] | None:
    """Who does the harm that a match tells, and whom it befalls; None where the rules of all languages say."""
    if match.entry.outcome not in _HARMING:
        return None
    token, hit = match.token, None
    if parse.lowers[token] in _VICTIMS and parse.deps[token] == "attr" and parse.lowers[parse.heads[token]] in _BEING:
        hit = subject_of(parse, parse.heads[token])
    elif parse.tags[token] == "VBN" and parse.deps[token] in ("acomp", "oprd", "xcomp", "ccomp"):
        hit = subject_of(parse, parse.heads[token]) if _is_outcome(parse, parse.heads[token]) else None
    elif (_is_outcome(parse, token) and dependents(parse, token, "acomp")) or _loses_life(parse, token):
        hit = subject_of(parse, token)
    if hit is None:
        return None
    behind = [noun for held in (token, parse.heads[token]) for word, noun in prepositional(parse, held) if word == "by"]
    return [t for noun in behind[:1] for t in with_conjuncts(parse, noun)], with_conjuncts(parse, hit)


def spoken_by(parse: Parse, proposal: Proposal, place: Circumstance) -> Proposal:
    """A refusal of nobody's as that of who speaks: "la soberanía no es negociable", dijo el canciller."""
    if parse.language != _LANGUAGE or proposal.type != "REJECT" or proposal.sources or place.speaker is None:
        return proposal
    return replace(proposal, sources=tuple(with_conjuncts(parse, place.speaker)))


def refuses(parse: Parse, kind: str, cameo: str | None) -> bool:
    """Whether who is said not to do what a type tells has refused it: "no reconoce el fallo", "did not give in"."""
    if kind == "CONCEDE" and cameo in _YIELDING:
        return True
    return kind in (_GRANTED if parse.language == _LANGUAGE else _AGREED)


def _is_outcome(parse: Parse, verb: int) -> bool:
    return parse.lowers[verb].removeprefix("es:") in SPANISH.listed("resulting")


def _loses_life(parse: Parse, verb: int) -> bool:
    return parse.lowers[verb] in _LOSING and any(parse.lowers[t] in _LIVES for t in dependents(parse, verb, "dobj"))
