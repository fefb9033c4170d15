"""The first party that is named anywhere inside of what is told around a word."""

from collections.abc import Collection, Mapping

from pipelines.coding.sentence.frames import dependents, is_time, with_conjuncts
from pipelines.coding.sentence.parsing import Parse
from pipelines.coding.wordlists import word_list

_TEMPORAL = word_list("temporal")
_WHEN = frozenset({"after", "as", "before", "when", "while"})  # what one waits for "until" is asked of somebody
_CHANTING = word_list("chanting")
_ROADS = word_list("roads")  # "the road to Chile" is not Chile's
_QUOTES = frozenset({'"', "“", "‘", "``"})
_BACKING = frozenset({"solidarity", "sympathy", "memory", "honour", "honor"})
_DEEPER = frozenset(
    {"dobj", "prep", "pobj", "pcomp", "xcomp", "ccomp", "acl", "appos", "poss", "compound", "amod", "nmod", "dative"}
    | {"agent", "conj", "advcl", "nsubj", "nsubjpass", "relcl", "oprd", "acomp", "attr"}
)


def party_inside(
    parse: Parse, roots: list[int], known: Mapping[int, str], doers: Collection[int], *, causes: bool = False
) -> list[int]:
    """The first party named anywhere below ``roots``, breadth first, other than ``doers``.

    What was done before is looked into only where it tells ``causes``: "protested after the senate rejected the bill".
    Where it only qualifies a noun ("China's exports"), that noun is the party.
    """
    queue = list(roots)
    seen = {*queue, *doers}
    while queue:
        current = queue.pop(0)
        for child in dependents(parse, current, *_DEEPER):
            beside = parse.deps[child] == "conj" and parse.tags[child].startswith("VB")
            aside = parse.deps[child] == "prep" and (parse.lowers[child] in _TEMPORAL or is_way(parse, child))
            aside = aside or _backs(parse, child) or _is_when(parse, child, causes) or _is_beside(parse, child)
            aside = aside or _is_imagined(parse, child) or _is_of_doer(parse, child, doers)
            if child in seen or beside or aside or is_time(parse, child):
                continue
            seen.add(child)
            if _is_noun(parse, child) and (child in known or parse.tags[child].startswith("NNP")):
                owned = parse.deps[child] in ("poss", "compound", "nmod") and current not in roots
                return with_conjuncts(parse, current if owned else child)
            queue.append(child)
    return []


def _is_when(parse: Parse, clause: int, causes: bool) -> bool:
    """Whether a clause tells when or after what something is done: "opened an inquiry after a talk was disrupted"."""
    if parse.deps[clause] != "advcl":
        return False
    marks = dependents(parse, clause, "mark", "advmod")
    words = {parse.lowers[t] for t in marks if t < clause}
    return not words.isdisjoint(_WHEN) and not (causes and "after" in words)


def _is_imagined(parse: Parse, clause: int) -> bool:
    """Whether a clause tells what a thing would bring about: "withdrew a bill that would allow Chad to"."""
    return parse.deps[clause] == "relcl" and any(parse.lowers[t] == "would" for t in dependents(parse, clause, "aux"))


def _is_of_doer(parse: Parse, clause: int, doers: Collection[int]) -> bool:
    """Whether a clause between a doer and the deed says who the doer is: "Judge Ruiz, presiding in Lima, ruled"."""
    verb = parse.heads[clause]
    told = parse.deps[clause] == "advcl" and parse.tags[clause] == "VBG"
    return told and any(doer < clause < verb and parse.heads[doer] == verb for doer in doers)


def is_chanted(parse: Parse, verb: int, said: int) -> bool:
    """Whether a word is what a crowd chants in quotes."""
    return parse.lowers[verb] in _CHANTING and parse.words[said - 1] in _QUOTES


def is_way(parse: Parse, preposition: int) -> bool:
    """Whether what stands behind a preposition is only where a road leads."""
    return preposition > 0 and parse.lowers[preposition - 1] in _ROADS


def _is_beside(parse: Parse, clause: int) -> bool:
    """Whether a clause only goes along with a deed: what a crowd chants, what a semicolon or a colon parts off."""
    label, head = parse.deps[clause], parse.heads[clause]
    if label == "dobj":
        return is_chanted(parse, head, clause)
    if label == "advcl":
        return parse.lowers[clause] in _CHANTING
    if label in ("ccomp", "parataxis") and head < clause and ":" in parse.words[head:clause]:
        return True  # "Peru protested: its minister denounced"
    return label == "ccomp" and clause < head and ";" in parse.words[clause:head]


def _backs(parse: Parse, token: int) -> bool:
    """Whether whom a word leads to is backed: "stand in solidarity with Ukraine"."""
    if parse.deps[token] != "prep":
        return False
    beside = (t for t in parse.children[parse.heads[token]] if parse.deps[t] == "prep")
    return any(parse.lowers[noun] in _BACKING for t in beside for noun in dependents(parse, t, "pobj"))


def _is_noun(parse: Parse, token: int) -> bool:
    """Whether a word stands for itself: no adjective, no common noun before another."""
    tag, label = parse.tags[token], parse.deps[token]
    return tag.startswith("N") and (label != "compound" or tag.startswith("NNP"))
