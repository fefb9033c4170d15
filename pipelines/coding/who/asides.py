"""The aside that belongs to the words of an actor: "Ana Ruiz, the envoy to Chad"."""

from dataclasses import replace

from pipelines.coding.sentence.frames import dependents, phrase
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.people import is_person
from pipelines.coding.who.things import text_of
from schemas import Actor

_ASIDE = 14  # words of an aside that is part of a name


def in_full(parse: Parse, noun: int, actor: Actor) -> Actor:
    """The actor with the aside behind its words: "Ana Ruiz, the envoy to Chad"."""
    start, end = phrase(parse, noun)
    aside = next((t for t in dependents(parse, noun, "appos") if t >= end and parse.words[end] == ","), None)
    if aside is None or not actor.code or actor.text != text_of(parse, start, end):
        return actor
    first, last = phrase(parse, aside)
    fits = first == end + 1 and last - first <= _ASIDE and _tell_a_person(parse, noun, aside)
    return replace(actor, text=text_of(parse, start, last)) if fits else actor


def _tell_a_person(parse: Parse, noun: int, aside: int) -> bool:
    """Whether one of two phrases is a name and the other what its bearer is."""
    named = [parse.tags[t].startswith("NNP") and not is_person(parse, t) for t in (noun, aside)]
    return named[0] != named[1] and any(is_person(parse, t) for t in (noun, aside))
