"""What somebody without a known name or office is, by the words beside the name."""

from pipelines.coding.sentence.frames import dependents, phrase, prepositional
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.who.people import is_private_person
from pipelines.coding.wordlists import word_list

_CROWDS = frozenset({"hundreds", "thousands", "dozens", "scores", "millions"})
_CIVIL = word_list("civil_people")
_FIRMS = word_list("firm_names")
_PRESS = frozenset({"newspaper", "magazine", "daily", "broadcaster", "network", "website", "channel"})
_FAR = 7  # words behind a name in which its paper stands
_PEERS = frozenset({"lord", "lady", "baroness"})


def stranger_code(parse: Parse, noun: int) -> str:
    """The code of a phrase that no list of actors knows: CVL, BUS, JRN, or none where nothing tells."""
    word = parse.lowers[noun]
    if word in _CROWDS:
        return "" if dependents(parse, noun, "prep") else "CVL"
    if (word == "others" and dependents(parse, noun, "nummod")) or word in _CIVIL or is_private_person(parse, noun):
        return "CVL"
    if not parse.tags[noun].startswith("NNP"):
        return ""
    start, end = phrase(parse, noun)
    named = end - start > 1
    if named and parse.lowers[end - 1] in _FIRMS:
        return "BUS"
    behind = [word for word in parse.lowers[end : end + _FAR] if word != ","]
    inside = any(p == "of" and parse.lowers[t] in _PRESS for p, t in prepositional(parse, noun))
    if inside or (behind[:1] == ["of"] and not _PRESS.isdisjoint(behind)):
        return "JRN"  # "Tom Holt, of the Evening Star newspaper"
    return "GBRLEG" if named and parse.lowers[start] in _PEERS else ""
