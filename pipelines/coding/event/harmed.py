"""Who was harmed by a blow at a place or a thing: "a bomb went off in a market, killing nine people"."""

from collections.abc import Iterator

from pipelines.coding.sentence.frames import dependents, subject_of, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_HARMING = frozenset(
    "killing injuring wounding hurting maiming slaying slaughtering massacring killed injured wounded".split()
)
_FATES = word_list("counted") | {"die", "dying", "lost"}
_THEIRS = frozenset({"their", "its", "his", "her"})
_WHERE = frozenset({"in", "near", "outside", "inside"})
_CLIMB = 3


def harmed(parse: Parse, trigger: int) -> list[int]:
    """The people whom the clause of what came of a blow names, the first of each verb in it."""
    current = trigger
    for _ in range(_CLIMB):
        found = list(_objects(parse, current))
        if found or parse.heads[current] == current:
            return found
        if parse.tags[current].startswith("V") and parse.deps[current] != "conj":
            return []
        current = parse.heads[current]
    return []


def owners_hurt(parse: Parse, trigger: int, targets: list[int]) -> list[int]:
    """Who was hurt when what is "theirs" was hit: "six were wounded when jets hit their skiffs"."""
    if parse.deps[trigger] != "advcl" or not targets or parse.tags[parse.heads[trigger]][:2] != "VB":
        return targets
    theirs = any(parse.lowers[t] in _THEIRS for t in dependents(parse, targets[0], "poss"))
    if not theirs or parse.lowers[parse.heads[trigger]] not in _FATES:
        return targets
    subject = subject_of(parse, parse.heads[trigger])
    return targets if subject is None else with_conjuncts(parse, subject)


def is_scene(parse: Parse, noun: int) -> bool:
    """Whether a noun only says where a blow fell: "went off in a market"."""
    return parse.deps[noun] == "pobj" and parse.lowers[parse.heads[noun]] in _WHERE


def _objects(parse: Parse, holder: int) -> Iterator[int]:
    aims = dependents(parse, holder, "advcl", "xcomp")  # "blew up a car targeting a convoy, killing two"
    within = [t for aim in aims if parse.tags[aim] == "VBG" for t in dependents(parse, aim, "advcl")]
    for clause in (*dependents(parse, holder, "advcl", "conj", "acl"), *within):
        if clause < holder or parse.lowers[clause] not in _HARMING or dependents(parse, clause, "nsubj", "nsubjpass"):
            continue
        for verb in with_conjuncts(parse, clause):
            if parse.lowers[verb] in _HARMING:
                yield from (
                    noun for head in dependents(parse, verb, "dobj")[:1] for noun in with_conjuncts(parse, head)
                )
