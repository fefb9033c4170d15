"""Who deals a blow of whose doer only the clause beside it tells: "a boy was shot when police cleared the square"."""

from collections.abc import Iterator

from pipelines.coding.glosses import ENGLISH
from pipelines.coding.sentence.frames import agent_of, dependents, is_passive, subject_of, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_HARM = word_list("killed") | word_list("injured") | {"shot", "beaten", "stabbed"}
_CROWDS = word_list("crowds")
_ARMED = word_list("armed_doers") - _CROWDS - {"elements", "settlers", "herders"}
_MEN = frozenset({"men", "man", "youths"})
_BEARING = frozenset({"armed", "masked", "hooded"})
_UNIFORMED = frozenset(
    "police policeman policemen policewoman officer officers soldier soldiers troops army military forces gendarmes "
    "guards guard peacekeepers patrol sergeant captain corporal conscript conscripts servicemen serviceman".split()
)
_ONSETS = word_list("onsets")  # what those who use force do right before somebody is hurt
_WHEN = frozenset({"when", "after", "as"})
_WITH = {"opened": {"fire"}, "broke": {"into", "up", "through"}}  # not "opened an inquiry"
_PURPOSES = frozenset({"moved", "tried", "sought", "attempted", "began"})  # force only with what they are to do


def beside(parse: Parse, verb: int, kind: str) -> list[int]:
    """Who uses force in a clause joined to a passive that tells by nobody whom an event of a ``kind`` harms."""
    harms = kind == "ASSAULT" and parse.language == ENGLISH and parse.lowers[verb] in _HARM
    if not harms or not is_passive(parse, verb) or agent_of(parse, verb) is not None:
        return []
    hit = subject_of(parse, verb)
    for clause in _clauses(parse, verb):
        doer = subject_of(parse, clause)
        if doer is None or doer == hit or not _uses_force(parse, clause) or not _is_armed(parse, doer):
            continue
        together = with_conjuncts(parse, doer)
        if len(together) == 1 and (hit is None or not _are_comrades(parse, doer, hit)):
            return together
    return []


def _clauses(parse: Parse, verb: int) -> Iterator[int]:
    """The clauses that tell how it came to a blow: a "when" behind it, or what stands before "and" or a semicolon."""
    for clause in dependents(parse, verb, "advcl"):
        first = {parse.lowers[t] for t in parse.children[clause] if parse.deps[t] in ("mark", "advmod")}
        if clause > verb and not _WHEN.isdisjoint(first):
            yield clause
    if parse.deps[verb] == "conj":
        yield parse.heads[verb]
    yield from (clause for clause in dependents(parse, verb, "ccomp") if clause < verb)


def _uses_force(parse: Parse, clause: int) -> bool:
    if parse.tags[clause] not in ("VBD", "VBN") or is_passive(parse, clause) or dependents(parse, clause, "neg"):
        return False
    below = parse.children[clause]
    if parse.lowers[clause] in _WITH and not any(parse.lowers[t] in _WITH[parse.lowers[clause]] for t in below):
        return False
    aimed = parse.lowers[clause] not in _PURPOSES or any(
        parse.tags[t] == "VB" for t in dependents(parse, clause, "xcomp", "advcl")
    )
    return parse.lowers[clause] in _ONSETS and aimed


def _is_armed(parse: Parse, noun: int) -> bool:
    word = parse.lowers[noun]
    bearing = any(parse.lowers[t] in _BEARING for t in dependents(parse, noun, "amod"))
    return word in _ARMED or (word in _UNIFORMED and word != "guard") or (word in _MEN and bearing)


def _are_comrades(parse: Parse, doer: int, hit: int) -> bool:
    """Whether those hit wear uniforms as the others do: "two officers were shot when police raided a flat"."""
    words = {
        parse.lowers[t] for noun in with_conjuncts(parse, hit) for t in (noun, *dependents(parse, noun, "compound"))
    }
    return parse.lowers[doer] in _UNIFORMED and not _UNIFORMED.isdisjoint(words)
