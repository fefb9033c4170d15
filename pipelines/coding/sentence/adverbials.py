"""Repairs of what the parser takes for part of a time, or for a time: subjects behind a day, and objects."""

from collections.abc import Sequence

from pipelines.coding.sentence.heads import is_below
from pipelines.coding.wordlists import word_list

_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_PARTS = word_list("time") | frozenset("morning afternoon evening night noon midnight dawn dusk lunchtime".split())
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl"})
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "attr", "oprd"})
_PARTICLES = frozenset({"down", "off", "away", "back", "out", "up"})
_MEASURES = frozenset(
    "times percent points miles kilometres kilometers metres meters feet inches yards tonnes tons barrels places "
    "notches seats cents votes dollars pounds euros rupees rows ways steps rounds laps degrees pages lines".split()
)


def mend_adverbials(words: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int]) -> None:
    """Change labels and governors in place."""
    for token, label in enumerate(deps):
        if label == "compound" and words[token].lower() in _DAYS:
            _free_subject(words, tags, deps, heads, token)
        elif label == "npadvmod":
            _name_object(words, tags, deps, heads, token)
        elif label == "pobj" and words[token].lower() in _DAYS:
            _free_day(tags, deps, heads, token)


def _free_subject(words: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int], day: int) -> None:
    """ "On Friday demonstrators blocked the road": no day's demonstrators, but those who block."""
    noun, front = heads[day], day - 1
    if noun < day or front < 0 or words[front].lower() != "on" or heads[noun] != front or deps[noun] != "pobj":
        return
    verb = heads[front]
    helped = any(heads[t] == verb and deps[t] in ("aux", "auxpass") for t in range(noun, verb))
    if verb < noun or words[noun].lower() in _PARTS or not (tags[verb] in _FINITE or helped):
        return
    if any(heads[t] == verb and deps[t] in _SUBJECTS for t in range(len(words))):
        return
    passive = any(heads[t] == verb and deps[t] == "auxpass" for t in range(noun, verb))
    heads[day], deps[day] = front, "pobj"
    heads[noun], deps[noun] = verb, "nsubjpass" if passive else "nsubj"


def _free_day(tags: Sequence[str], deps: Sequence[str], heads: list[int], day: int) -> None:
    """ "Began a strike on Tuesday expected to affect trains": the day of the strike, not of what is expected."""
    front = heads[day]
    verb = heads[front]
    described = deps[verb] in ("acl", "relcl") and tags[verb] in ("VBN", "VBG")
    if not described or deps[front] != "prep" or not (heads[verb] < front < day == verb - 1):
        return
    above = heads[verb]
    while heads[above] != above and not tags[above].startswith("VB"):
        above = heads[above]
    if tags[above].startswith("VB"):
        heads[front] = above


def _name_object(words: Sequence[str], tags: Sequence[str], deps: list[str], heads: list[int], noun: int) -> None:
    """ "Police on Friday evicted two envoys", "shot down 17 of 24 drones": no time, but what the verb is done to."""
    verb = heads[noun]
    behind = verb
    if deps[verb] == "advmod" and words[verb].lower() in _PARTICLES and verb == heads[verb] + 1:
        behind, verb = verb, heads[verb]
    many = tags[noun] in ("NNS", "NNPS") and words[noun].lower() not in _MEASURES
    amount = tags[noun] == "CD" and words[noun + 1 : noun + 2] == ["of"]
    if noun < verb or tags[verb] not in _FINITE or not (many or amount) or words[noun].lower() in _PARTS:
        return
    first = noun
    while first and is_below(heads, first - 1, noun):
        first -= 1
    taken = any(heads[t] == verb and deps[t] in _OBJECTS for t in range(len(words)))
    doing = any(heads[t] == verb and deps[t] == "nsubj" for t in range(verb))
    if first != behind + 1 or taken or not doing:
        return
    heads[noun], deps[noun] = verb, "dobj"
    if behind != verb:
        deps[behind] = "prt"
