"""What somebody without a known name or office is, by the words beside the name."""

from dataclasses import replace
from datetime import date

from pipelines.coding.sentence.frames import dependents, noun_words, phrase, prepositional
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.people import are_persons, is_person, is_private_person, is_toll
from pipelines.coding.wordlists import word_list
from schemas import Actor

_CROWDS = frozenset({"hundreds", "thousands", "dozens", "scores", "millions"})
_CIVIL = word_list("civil_people")
_FIRMS = word_list("firm_names")
_PRESS = frozenset({"newspaper", "magazine", "daily", "broadcaster", "network", "website", "channel"})
_TRADE = word_list("trade")
_HALTING = word_list("halting")
_BARRING = frozenset("block blocks blocked blocking restrict restricts restricted restricting bars barred cuts".split())
_ONE = frozenset({"a", "an", "another"})
_FAR = 7  # words behind a name in which its paper stands
_PEERS = frozenset({"lord", "lady", "baroness"})


def trades(parse: Parse, noun: int) -> bool:
    """Whether a name that nobody knows does what firms do: "Carlson suspends sales in Peru", "access to Netgram"."""
    verb = parse.heads[noun]
    first = noun
    while parse.deps[first] == "conj":
        first, verb = parse.heads[first], parse.heads[parse.heads[first]]
    if parse.deps[first] in ("nsubj", "dobj") and parse.tags[verb].startswith("V"):
        words = {
            word for held in dependents(parse, verb, "dobj") if held != first for word, _ in noun_words(parse, held)
        }
        return parse.deps[first] == "nsubj" and not words.isdisjoint(_TRADE) and parse.lowers[verb] in _HALTING
    above = parse.heads[verb]
    barred = parse.lowers[above] == "access" and parse.lowers[parse.heads[above]] in _BARRING
    return parse.deps[first] == "pobj" and parse.lowers[verb] == "to" and barred


def as_persons(parse: Parse, noun: int, actor: Actor) -> Actor:
    """The actor, persons of whom only the country is told as people: "a British couple", "a Kenyan dentist"."""
    bare = bool(actor.country) and not actor.sectors and actor.role is None
    if not bare or not (are_persons(parse, noun) or is_private_person(parse, noun) or _is_one_of_nation(parse, noun)):
        return actor
    return replace(actor, code=actor.country + "CVL", sectors=("CVL",))


def _is_one_of_nation(parse: Parse, noun: int) -> bool:
    """Whether a noun is a nationality that stands for one person: "a Kenyan", but not "a Kenyan Airbus"."""
    beside = [t for t in parse.children[noun] if parse.deps[t] in ("amod", "compound", "nmod", "poss")]
    alone = not any(parse.words[t][:1].isupper() for t in beside) and parse.words[noun][:1].isupper()
    return alone and any(parse.lowers[t] in _ONE for t in dependents(parse, noun, "det"))


def stranger_code(parse: Parse, noun: int) -> str:
    """The code of a phrase that no list of actors knows: CVL, BUS, JRN, or none where nothing tells."""
    word = parse.lowers[noun]
    if word in _CROWDS:
        return "" if any(preposition == "of" for preposition, _ in prepositional(parse, noun)) else "CVL"
    if parse.tags[noun] == "CD" and any(parse.lowers[t] in ("more", "others") for t in parse.children[noun]):
        return "CVL"  # "killed nine, and five more were hurt"
    if parse.tags[noun] == "CD" and is_toll(parse, noun):
        return "CVL"
    if (word == "others" and dependents(parse, noun, "nummod")) or word in _CIVIL or is_private_person(parse, noun):
        return "CVL"
    if not parse.tags[noun].startswith("NNP"):
        return ""
    start, end = phrase(parse, noun)
    named = end - start > 1
    if named and parse.lowers[end - 1] in _FIRMS:
        return "BUS"
    if trades(parse, noun):
        return "BUS"
    behind = [word for word in parse.lowers[end : end + _FAR] if word != ","]
    inside = any(p == "of" and parse.lowers[t] in _PRESS for p, t in prepositional(parse, noun))
    if inside or (behind[:1] == ["of"] and not _PRESS.isdisjoint(behind)):
        return "JRN"  # "Tom Holt, of the Evening Star newspaper"
    return "GBRLEG" if named and parse.lowers[start] in _PEERS else ""


def named_behind(parse: Parse, noun: int, lexicon: ActorLexicon, on: date) -> Actor | None:
    """The person in office, known by name, who stands between commas behind the words for what they are."""
    start, end = phrase(parse, noun)
    asides = (t for token in range(start, end) for t in dependents(parse, token, "appos") if t > end)
    aside = next((t for t in asides if phrase(parse, t)[0] == end + 1 and parse.words[end] == ","), None)
    if aside is None:
        return None
    first, last = phrase(parse, aside)
    known = [m for m in lexicon.find(parse.words[first:last], on) if m.kind == "person" and m.role]
    return lexicon.resolve(parse.words[first:last], aside - first, on) if len(known) == 1 else None


def by_aside(parse: Parse, noun: int, lexicon: ActorLexicon, on: date, text: str) -> Actor | None:
    """Somebody without a known name by the one office or calling beside the name: "Ana Ruiz, the Chadian minister"."""
    asides = dependents(parse, noun, "appos") if parse.tags[noun] == "NNP" else []
    if len(asides) != 1 or not is_person(parse, asides[0]) or dependents(parse, asides[0], "conj"):
        return None
    first, last = phrase(parse, asides[0])
    return lexicon.resolve(parse.words[first:last], asides[0] - first, on, text)
