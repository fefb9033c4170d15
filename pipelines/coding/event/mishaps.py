"""What befalls who seems to do it: "drove over a mine", "took a bullet", "walked into an ambush", "got four years"."""

from pipelines.coding.sentence.frames import dependents, is_passive, prepositional
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_MINES = word_list("mines")
_STEPPING = word_list("stepping")  # what is done to a mine by who is hurt by it: "drove over a landmine"
_TAKING = frozenset("take takes took taken taking drew draws drawing draw".split())
_TAKEN = frozenset("fire bullet bullets splinter splinters round rounds shrapnel fragment hit hits".split())
_GETTING = frozenset(
    "get gets got getting receive receives received receiving earn earns earned draw draws drew".split()
)
_SENTENCES = frozenset({"sentence", "sentences", "term", "terms", "years", "months", "life"})
_SETTING = frozenset({"set", "sets", "setting"})
_HIDDEN = frozenset({"hidden", "buried", "concealed", "mine", "landmine", "tripwire", "trap"})


def treads_on_mine(parse: Parse, verb: int) -> bool:
    """ "Drove over a landmine", "set off a hidden bomb"."""
    if parse.lowers[verb] not in _STEPPING | _SETTING or is_passive(parse, verb):
        return False
    if parse.lowers[verb] in _SETTING:  # "set off a hidden mine", which nobody does on purpose
        off = any(parse.lowers[t] == "off" for t in dependents(parse, verb, "prt"))
        hit = dependents(parse, verb, "dobj")
        return off and any(parse.lowers[t] in _HIDDEN for noun in hit for t in (noun, *dependents(parse, noun, "amod")))
    behind = [noun for word, noun in prepositional(parse, verb) if word in ("over", "on", "onto", "upon")]
    return any(parse.lowers[noun] in _MINES for noun in (*dependents(parse, verb, "dobj"), *behind))


def takes_blow(parse: Parse, verb: int) -> bool:
    """ "Walked into an ambush", "took a bullet in the leg", "received a sentence of four years"."""
    return falls_into_ambush(parse, verb) or takes_fire(parse, verb) or is_sentenced(parse, verb)


def is_sentenced(parse: Parse, verb: int) -> bool:
    """ "Received a sentence of four years", "got life"."""
    return parse.lowers[verb] in _GETTING and any(
        parse.lowers[t] in _SENTENCES for t in dependents(parse, verb, "dobj")
    )


def takes_fire(parse: Parse, verb: int) -> bool:
    """ "Took a bullet in the leg", "taking fire from the ridge"."""
    return parse.lowers[verb] in _TAKING and any(parse.lowers[t] in _TAKEN for t in dependents(parse, verb, "dobj"))


def falls_into_ambush(parse: Parse, verb: int) -> bool:
    """ "Walked into an ambush"."""
    return any(word == "into" and parse.lowers[noun] == "ambush" for word, noun in prepositional(parse, verb))
