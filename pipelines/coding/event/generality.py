"""Whether a clause says what happens in general, and not what happened once."""

from pipelines.coding.sentence.frames import dependents
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_HABITS = word_list("habits")
_PRESENT = frozenset({"VBP", "VBZ"})
_LAWS = frozenset("law laws act statute legislation rule rules decree ordinance regulations constitution".split())
_CLIMB = 4


def is_general(parse: Parse, verb: int) -> bool:
    """Whether ``verb`` tells a habit, a rule or an idea: "often arrest", "states that arrest", "arming them is"."""
    current = verb
    for _ in range(_CLIMB):
        if (
            _is_habit(parse, current)
            or _is_of_a_kind(parse, current)
            or _is_idea(parse, current)
            or _is_of_any(parse, current)
            or is_topic(parse, current)
            or _is_of_law(parse, current)
        ):
            return True
        if parse.deps[current] not in ("advcl", "conj", "xcomp") or parse.heads[current] == current:
            return False
        if parse.deps[current] == "conj" and dependents(parse, current, "nsubj", "nsubjpass"):
            return False  # "police often detain them, but on Sunday a strike was called off"
        current = parse.heads[current]
    return False


def _is_habit(parse: Parse, verb: int) -> bool:
    """Whether ``verb`` stands in the present with a word of habit, or with "whenever" or "every time"."""
    if parse.tags[verb] not in _PRESENT and not _is_done_now(parse, verb):
        return False
    clauses = [verb, *dependents(parse, verb, "advcl")]
    words = [t for clause in clauses for t in dependents(parse, clause, "advmod", "npadvmod", "mark")]
    return any(_is_often(parse, word) for word in words) or (
        parse.deps[verb] == "relcl" and _is_often(parse, parse.heads[verb])
    )


def _is_done_now(parse: Parse, verb: int) -> bool:
    """Whether ``verb`` is a passive in the present: "are imposed", not "have been imposed"."""
    return any(parse.tags[t] in _PRESENT for t in dependents(parse, verb, "auxpass"))


def _is_often(parse: Parse, token: int) -> bool:
    if parse.lowers[token] in _HABITS:
        return True
    return parse.lowers[token] == "time" and any(parse.lowers[t] == "every" for t in dependents(parse, token, "det"))


def _is_of_a_kind(parse: Parse, verb: int) -> bool:
    """Whether ``verb`` says of which kind of people or states the sentence speaks: "parents who refuse to pay"."""
    noun = parse.heads[verb]
    if parse.deps[verb] != "relcl" or parse.tags[verb] not in ("VBP", "VB") or parse.tags[noun] != "NNS":
        return False
    if dependents(parse, noun, "det", "nummod", "poss", "quantmod") or parse.words[verb - 1] == ",":
        return False
    known = any(parse.tags[t].startswith(("NNP", "CD")) or parse.words[t][:1].isupper() for t in parse.children[noun])
    return not known and parse.words[noun + 1 : noun + 2] != [","]


def _is_idea(parse: Parse, verb: int) -> bool:
    """Whether ``verb`` is the subject of what is said of it: "arming the rebels is risky"."""
    return parse.deps[verb] == "csubj" and parse.tags[verb] in ("VBG", "VB")


def _is_of_any(parse: Parse, verb: int) -> bool:
    """Whether a verb in the present tells a rule by its object: "the measures freeze any assets"."""
    if parse.tags[verb] not in _PRESENT or dependents(parse, verb, "neg", "aux"):
        return False
    objects = dependents(parse, verb, "dobj")
    return any(parse.lowers[t] == "any" for noun in objects for t in dependents(parse, noun, "det"))


def is_topic(parse: Parse, deed: int) -> bool:
    """Whether a deed is what a headline's speaker speaks of: "Ito on meeting Park: 'We will be fine'"."""
    on = parse.heads[deed]
    topic = parse.deps[deed] in ("pcomp", "pobj") and parse.lowers[on] in ("on", "about")
    said = topic and ":" in parse.words[deed:]
    return said and not any(tag in ("VBD", "VBZ", "VBP", "MD") for tag in parse.tags[:on])


def _is_of_law(parse: Parse, verb: int) -> bool:
    """Whether ``verb`` says what a law in force does: "the law banning hunting is clear", not "passed a law"."""
    noun = parse.heads[verb]
    if parse.deps[verb] != "acl" or parse.tags[verb] != "VBG" or parse.lowers[noun] not in _LAWS:
        return False
    known = any(parse.lowers[t] in ("the", "this", "its", "their", "existing") for t in parse.children[noun])
    return known and parse.deps[noun] in ("nsubj", "nsubjpass", "pobj")
