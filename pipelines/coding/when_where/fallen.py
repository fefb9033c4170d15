"""Whom a number counts by syntax and idiom: "nine pilgrims, the youngest six, were wounded", "lost their lives"."""

from collections.abc import Sequence
from typing import Literal

from pipelines.coding.sentence.frames import dependents, is_passive
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.when_where.numbers import Number, find_numbers
from pipelines.coding.who.people import is_person
from pipelines.coding.wordlists import word_list

Fate = Literal["killed", "injured", "arrested"]

_LOST = frozenset({"died", "perished", "die", "perish"})
_FATES: dict[str, Fate] = {
    **dict.fromkeys(word_list("killed") | _LOST, "killed"),
    **dict.fromkeys(word_list("injured"), "injured"),
    **dict.fromkeys(word_list("arrested"), "arrested"),
}
_PARTICIPLES = word_list("counted") & _FATES.keys()
_NOT_PEOPLE = word_list("not_people")
_PERSONS = word_list("persons")
_SPEECH = word_list("speech")
_APPROXIMATE = word_list("approximate")
_KILLING = word_list("killing")
_LOSING = word_list("losing_life")
_MEETING = frozenset({"met", "meet", "meeting", "found"})
_ARE = frozenset({"was", "were", "is", "are"})
_CONDEMNED = frozenset("sentenced sentence condemned condemn sentencing condemning".split())
_TOLLED = frozenset({"dead", "deaths", "killed", "fatalities"})
_PUTTING = frozenset("put puts putting estimated estimates placed set gave".split())
_CROWDED = frozenset({"crowd", "crowds", "turnout", "attendance", "marchers", "protesters", "demonstrators"})
_CLAIMED = frozenset("claimed claim claims counted count counts estimated estimate estimates reported reckoned".split())
_ENDING = frozenset(", . ; : and but".split())
_RELATIVES = frozenset({"who", "that", "which"})
_THEM = frozenset({"him", "her"})
_CALLINGS = frozenset(
    "founder head preacher propagandist strategist recruiter financier mastermind operative leader critic".split()
)
_COMPANY = frozenset({"along", "alongside", "together"})
_CHANGED = frozenset("risen rose rises climbed climbs jumped grown grew increased mounted soared stood stands".split())
_REACHED = frozenset({"to", "at"})
_FAR = 14
_NEAR, _NEAR_TOLL = 4, 8
_CLIMB = 3


def counts_nobody(parse: Parse, noun: int) -> bool:
    """Whether "a man" only speaks, or says who somebody was that is counted: "an aid worker said"."""
    if noun >= len(parse.words):
        return False
    head = parse.heads[noun]
    speaks = parse.deps[noun] == "nsubj" and parse.lowers[head] in _SPEECH
    return speaks or (parse.deps[noun] == "appos" and parse.tags[head][0] in "NC")


def befallen(parse: Parse, number: Number) -> tuple[Fate, int] | None:
    """What befell those counted, and the verb that says so: their own verb, or that of a clause on them."""
    last = number.end - 1
    noun = parse.heads[last] if parse.deps[last] in ("nummod", "quantmod") else last
    if parse.lowers[noun] in _NOT_PEOPLE:
        return None
    verb = parse.heads[noun]
    if parse.deps[noun] in ("nsubj", "nsubjpass") and _befell(parse, verb):
        return _FATES[parse.lowers[verb]], verb
    for clause in dependents(parse, noun, "relcl"):
        whom = any(parse.lowers[t] in ("whom", "who", "that") for t in dependents(parse, clause, "dobj"))
        word = parse.lowers[clause]
        own = [t for t in dependents(parse, clause, "nsubjpass") if parse.lowers[t] not in _RELATIVES]
        if word in _FATES and (whom or (word in _PARTICIPLES and is_passive(parse, clause) and not own)):
            return _FATES[word], clause
    return None


def _befell(parse: Parse, verb: int) -> bool:
    word = parse.lowers[verb]
    return word in _LOST or (word in _PARTICIPLES and bool(dependents(parse, verb, "auxpass")))


def is_whole(lowers: Sequence[str], number: Number) -> bool:
    """Whether "among" stands before all of those counted: "among the nine killed were", "are among eleven dead"."""
    before = lowers[max(number.start - 3, 0) : number.start]
    opens = before[-1:] == ["among"] or before[-2:] == ["among", "the"] or before[-2:] == ["among", "at"]
    at = max(number.start - 4, 0)
    return opens and (number.start < 4 or not _ARE.isdisjoint(lowers[at : number.start]))


def is_counted_among(lowers: Sequence[str], number: Number) -> bool:
    """Whether those counted are part of what stands behind: "three children were among the dead"."""
    behind = list(lowers[number.end : number.end + 5])
    return any(word in _ARE and behind[i + 1 : i + 2] == ["among"] for i, word in enumerate(behind))


def is_death(lowers: Sequence[str], i: int) -> bool:
    """Whether a word ends a phrase for dying: "lost their lives", "met their deaths", "were hacked to death"."""
    word, before = lowers[i], lowers[max(i - 3, 0) : i]
    if word in ("life", "lives"):
        return not _LOSING.isdisjoint(before)
    if word in ("death", "deaths"):
        return list(before[-1:]) == ["to"] or not _MEETING.isdisjoint(before)
    return word == "alive" and not {"burned", "burnt", "buried"}.isdisjoint(before)


def is_sentence(lowers: Sequence[str], start: int, end: int) -> bool:
    """Whether a court speaks of death: "sentenced five men to death"."""
    return not _CONDEMNED.isdisjoint(lowers[max(start - 6, 0) : end])


def is_toll(lowers: Sequence[str], number: Number) -> bool:
    """Whether a number is what the dead are put at: "the toll rose to 26", "put the dead of the raid at sixteen"."""
    before = lowers[max(number.start - _FAR, 0) : number.start]
    risen = _CHANGED.intersection(before[-_NEAR:]) and _REACHED.intersection(before[-_NEAR:])
    if "toll" in before[-_NEAR_TOLL:] or ("toll" in before and risen):
        return True
    at = before[-1:] == ["at"] or before[-2:] in (["at", "least"], ["at", "about"])
    return at and not _TOLLED.isdisjoint(before) and not _PUTTING.isdisjoint(before)


def crowd_of(lowers: Sequence[str]) -> int | None:
    """The size that somebody gives a crowd: "put the crowd at 12,000", "organisers claimed 85 000"."""
    for number in find_numbers(lowers):
        before = [word for word in lowers[max(number.start - 6, 0) : number.start] if word not in _APPROXIMATE]
        put = not _CROWDED.isdisjoint(before) and lowers[number.start - 1 : number.start] in (["at"], ["of"])
        alone = lowers[number.end : number.end + 1]
        claimed = before[-1:] != [] and before[-1] in _CLAIMED and (not alone or alone[0] in _ENDING)
        if (put or claimed) and number.value >= 100:
            return number.value
    return None


def number_of(parse: Parse, nouns: Sequence[int]) -> int | None:
    """The number that stands before the first noun that has one."""
    for number in find_numbers(parse.lowers):
        last = number.end - 1
        noun = parse.heads[last] if parse.deps[last] in ("nummod", "quantmod") else last
        for _ in range(_CLIMB):  # "21 Boko Haram fighters"
            noun = parse.heads[noun] if parse.deps[noun] in ("compound", "nmod", "amod") else noun
        if noun in nouns and parse.lowers[noun] not in _NOT_PEOPLE:
            return number.value
    return None


def kills(parse: Parse, verb: int) -> bool:
    """Whether a verb says that whom it is done to dies: "gunned down", "hacked to death"."""
    if parse.lowers[verb] in _KILLING:
        return True
    said = dependents(parse, verb, "oprd", "acomp", "advmod", "prt", "dobj")
    inner = [t for p in dependents(parse, verb, "prep") for t in dependents(parse, p, "pobj")]
    words = {parse.lowers[t] for t in (*said, *inner)}
    if parse.lowers[verb] == "shot":
        return "dead" in words  # what is shot down flies
    if parse.lowers[verb] in ("gunned", "mowed", "mown", "cut"):
        return not {"down", "dead"}.isdisjoint(words)
    return "death" in words or ("alive" in words and parse.lowers[verb] in ("burned", "burnt", "buried"))


def sum_of(parse: Parse, targets: Sequence[int]) -> int | None:
    """How many the people are that a deed hits, where each is counted or is one person."""
    apart = "others" in parse.lowers and all(parse.lowers[target] != "others" for target in targets)
    if apart or not _COMPANY.isdisjoint(parse.lowers):
        return None  # "killed a preacher along with three companions"
    total = 0
    for target in targets:
        many = number_of(parse, [target])
        if many is None and _is_one(parse, target):
            many = 1
        if many is None:
            return None
        total += many
    return total or None


def _is_one(parse: Parse, noun: int) -> bool:
    person = parse.lowers[noun] in _PERSONS | _CALLINGS or (is_person(parse, noun) and parse.words[noun].islower())
    return parse.lowers[noun] in _THEM or (person and parse.tags[noun] == "NN")
