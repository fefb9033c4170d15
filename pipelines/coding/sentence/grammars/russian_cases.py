"""Prepositions and bare cases of Russian as English prepositions that govern their nouns."""

from collections.abc import Callable

from pipelines.coding.sentence.grammars.nodes import Node, empty
from pipelines.coding.sentence.grammars.russian_lists import listed
from pipelines.coding.sentence.grammars.russian_words import lemma

_PLACED = frozenset(
    {
        "obl",
        "nmod",
        "obj",
        "iobj",
        "nsubj",
        "nsubjpass",
        "advcl",
        "acl",
        "appos",
        "dep",
        "advmod",
        "parataxis",
        "ROOT",
        "conj",
    }
)
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "SYM", "X")
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_CLIMB = 5  # genitives and what was put before them
_SOME = frozenset({"one", "some", "many", "ru:большинство", "ru:часть"})
# What a preposition is seen as with a case.
_BY_CASE = {
    ("в", "Acc"): "into", ("во", "Acc"): "into", ("на", "Acc"): "on", ("на", "Loc"): "in",
    ("с", "Gen"): "from", ("со", "Gen"): "from", ("за", "Ins"): "behind", ("за", "Acc"): "for",
}  # fmt: skip


def place_behind_case(node: Node, acts: Callable[[str], bool]) -> list[Node]:
    """Let a preposition govern its noun, and put one before a noun whose case says it; ``acts`` tells people."""
    if node.head is None or node.dep not in _PLACED or node.kind not in _NOMINAL:
        return []
    cases = node.under("case")
    if cases and node.under("nummod", "nummod:gov") and lemma(cases[0]) in listed("around") | {"near", "until"}:
        cases[0].dep, cases[0].low = "advmod", "about"
        cases = cases[1:]
    if cases:
        if node.dep not in ("nsubj", "nsubjpass", "conj", "ROOT") or node.dep == "conj":
            _govern(node, cases[0])
        return []
    return _bare(node, acts)


def _govern(node: Node, case: Node) -> None:
    if case.low == "between" and node.head is not None and node.head.is_verb:
        subjects = node.head.under("nsubj", "nsubjpass")
        if subjects and subjects[0].kind == "NOUN":
            node.hang(subjects[0], "nmod")  # "между А и Б начались переговоры"
    word, how = case.word.lower(), node.features.get("Case", "")
    if not case.children:
        case.low = _BY_CASE.get((word, how), case.low)
        if node.low in _DAYS and case.low == "into":
            case.low = "on"
        if word == "у" and node.head is not None and lemma(node.head) in listed("asking_of"):
            case.low = "from"  # "запросил у НАТО"
        if word == "по" and node.head is not None and lemma(node.head) in listed("going"):
            case.low = "through"  # "прошли по городу"
        if word == "из" and node.head is not None and (node.head.kind == "NUM" or node.head.low in _SOME):
            case.low = "of"  # "один из двух пунктов"
    if node.dep == "conj" and not _goes_apart(node, case):
        case.dep = "advmod"  # "в Киеве и в Одессе": the list goes on
        return
    dep = "agent" if case.low == "by" and node.head is not None and node.head.passive else "prep"
    case.take_place(node)
    case.dep = dep
    node.hang(case, "pobj")


def _goes_apart(node: Node, case: Node) -> bool:
    """Whether the last of a list stands behind another preposition: "стреляли в воздух и по людям" is no list."""
    first = node.head
    holder = None if first is None else first.head
    over = None if holder is None or holder.dep not in ("prep", "agent") else holder.head
    if holder is None or over is None or not over.is_verb or holder.plain.lower() == case.plain.lower():
        return False
    node.hang(over, "obl")
    return True


def _bare(node: Node, acts: Callable[[str], bool]) -> list[Node]:
    head, how = node.head, node.features.get("Case", "")
    if head is None or node.dep in ("nsubj", "nsubjpass", "conj", "appos", "parataxis"):
        return []
    if lemma(node) in listed("parts_of_day") or node.low in ("morning", "evening", "night", "day"):
        node.dep = "npadvmod" if node.dep == "obl" or how == "Ins" else node.dep
    if node.dep == "npadvmod":
        return []
    if head.is_verb:
        return _of_verb(node, head, how, acts)
    if node.dep == "nmod" or (node.dep in ("obl", "iobj", "obj") and head.kind in _NOMINAL):
        return _of_noun(node, head, how, acts)
    return []


def _of_verb(node: Node, verb: Node, how: str, acts: Callable[[str], bool]) -> list[Node]:
    name = lemma(verb)
    if how == "Ins":
        if name in listed("with_instrumental"):
            node.dep = "obj"
            return []
        low = "by" if verb.passive or verb.features.get("Voice") == "Pass" else "with"
        return _behind(node, low, "agent" if low == "by" else "prep")
    if how == "Dat":
        if name in listed("with_dative"):
            node.dep = "dative" if any(c is not node and c.kind != "PRON" for c in verb.under("obj", "dobj")) else "obj"
            return []
        return _behind(node, "to", "prep")
    if node.dep == "iobj" or (node.dep == "obl" and (node.kind == "PROPN" or acts(node.low)) and not verb.under("obj")):
        node.dep = "obj"
    return []


def _of_noun(node: Node, noun: Node, how: str, acts: Callable[[str], bool]) -> list[Node]:
    if how == "Ins":
        if lemma(noun) in listed("of_instrumental"):
            return _behind(node, "of", "prep")
        doer = node.kind == "PROPN" or acts(node.low)
        return _behind(node, "by" if doer else "with", "prep")
    if how == "Dat":
        return _behind(node, "to", "prep")
    if node.kind == "PRON" or (node.kind == "DET" and node.low in ("its", "her", "their")):
        node.dep = "poss"
        return []
    if node.at < noun.at and noun.kind != "NUM":
        return []
    return _behind(node, "between" if _mutual(node, noun) else "of", "prep")


def _mutual(node: Node, noun: Node) -> bool:
    """Whether a genitive names those who meet: "переговоры Армении и Турции", "разговор президентов"."""
    if lemma(noun) not in listed("mutual"):
        return False
    several, current = node.features.get("Number") == "Plur" and node.kind == "NOUN", [node]
    for _ in range(_CLIMB):
        several = several or any(inner.under("conj") for inner in current)
        current = [c for inner in current for c in inner.under("nmod", "prep", "pobj")]
    return several


def _behind(node: Node, low: str, dep: str) -> list[Node]:
    """An English preposition before a noun and what is said of it."""
    first = _first(node)
    added = empty(low, dep, "IN", node, first)
    added.word, added.kind = low, "ADP"
    added.take_place(node)
    added.dep = dep
    node.hang(added, "pobj")
    return [added]


def _first(node: Node) -> Node:
    """The leftmost word of a noun phrase."""
    first, queue = node, list(node.children)
    while queue:
        child = queue.pop()
        if child.at < first.at and child.dep not in ("case", "punct", "cc"):
            first = child
            queue += child.children
    return first
