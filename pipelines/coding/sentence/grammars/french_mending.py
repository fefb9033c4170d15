"""Mends what the tagger and the parser of French take for another thing, and gives their labels plain names."""

from collections.abc import Callable, Sequence

from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_tree import join_roots, make_noun
from pipelines.coding.sentence.grammars.romance_words import FRENCH

_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "acl", "xcomp", "parataxis", "conj"})
_MISTAKEN = frozenset({"ADV", "NOUN", "ADJ", "PROPN"})
_PRESENT = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}
_NUMBERS = frozenset(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty hundred thousand".split()
)


def plain_label(node: Node) -> None:
    """The label without what stands behind its colon, and the form of a verb as the rules of all languages have it."""
    label = node.dep.partition(":")[0]
    if node.dep == "acl:relcl" and node.kind in ("ADJ", "NOUN", "PROPN") and not node.under("nsubj", "cop"):
        label = "amod" if node.kind == "ADJ" else "nmod"
    node.dep = {"vocative": "dep"}.get(label, label)
    if node.kind == "DET" and node.low == "of":
        node.low = "a"  # "des manifestants"
    if node.features.get("VerbForm") == "Part" and node.features.get("Tense") == "Pres":
        node.features = {**node.features, "VerbForm": "Ger"}


def mend(
    nodes: Sequence[Node],
    known: Callable[[str, str], bool],
    acts: Callable[[str], bool],
    of_nation: Callable[[str], bool],
) -> None:
    """Mend parts of speech and the tree of headlines.

    ``known`` says of what parts of speech a form in lower case is known, ``acts`` which nouns are for people,
    ``of_nation`` which adjectives tell a country.
    """
    _join_hyphens(nodes)
    first = next((node for node in nodes if node.kind != "PUNCT"), None)
    if first is not None and first.kind == "PROPN" and not first.word.isupper() and known(first.word.lower(), "n"):
        make_noun(first)
    for node in nodes:
        low = node.word.lower()
        if node.kind == "VERB" and node.form == "Fin" and known(low, "n") and not known(low, "v"):
            make_noun(node)
        elif node.dep == "amod" and node.kind in ("NOUN", "PROPN") and node.word.islower() and of_nation(low):
            node.kind = "ADJ"
        elif node.kind in _MISTAKEN and node.dep in _CLAUSES and low.endswith("ent") and _only_verb(low, known):
            node.kind, node.features = "VERB", {**_PRESENT, "Number": "Plur"}
        if node.kind == "NOUN" and node.low in _NUMBERS:
            _count(node, acts)
    join_roots(nodes)
    _part_front(nodes)
    _promote(nodes)


def _only_verb(low: str, known: Callable[[str, str], bool]) -> bool:
    return known(low, "v") and not known(low, "n") and not known(low, "a")


def _join_hyphens(nodes: Sequence[Node]) -> None:
    """Let names that the tokeniser parts at their hyphens be one again: "Guinée-Bissau"."""
    for before, hyphen, behind in zip(nodes, nodes[1:], nodes[2:], strict=False):
        close = before.start + len(before.word) == hyphen.start and hyphen.start + 1 == behind.start
        if hyphen.word != "-" or not close or not (before.word[:1].isupper() and behind.word[:1].isupper()):
            continue
        whole = before
        while whole.dep == "flat" and whole.head is not None and whole.at - whole.head.at < 4:
            whole = whole.head
        for part in (hyphen, behind):
            if whole.is_below(part):
                whole.take_place(part)
            for child in list(part.children):
                child.hang(whole, child.dep)
            part.hang(whole, "flat")
            part.kind = "PROPN"
        whole.kind = "PROPN"


def _count(number: Node, acts: Callable[[str], bool]) -> None:
    """Let a number that is taken for a noun count what stands behind it: "douze civils"."""
    counted = next((child for child in number.children if child.at == number.at + 1), None)
    if counted is None or counted.dep not in ("amod", "nmod") or not acts(counted.low):
        return
    counted.take_place(number)
    counted.kind = "NOUN"
    for child in list(number.children):
        if child.dep not in ("advmod", "fixed"):
            child.hang(counted, child.dep)
    number.hang(counted, "nummod")
    number.kind = "NUM"


def _part_front(nodes: Sequence[Node]) -> None:
    """Let what stands before the colon of a headline hang from what stands behind it: "Mali : douze civils tués"."""
    colon = next((node for node in nodes if node.word == ":" and node.head is not None), None)
    root = next((node for node in nodes if node.head is None), None)
    if colon is None or root is None or root.at > colon.at or root.is_verb or colon.at > 6:
        return
    behind = [child for child in root.children if child.at > colon.at and child.kind != "PUNCT"]
    if not behind or root.kind not in ("PROPN",):
        return
    told = next((node for node in behind if node.is_verb), behind[0])
    told.take_place(root)
    for child in behind:
        if child is not told:
            child.hang(told, child.dep)
    root.hang(told, "obl")


def _promote(nodes: Sequence[Node]) -> None:
    """Let a participle be the verb where there is none: "Dix soldats tués par des hommes armés"."""
    root = next((node for node in nodes if node.head is None), None)
    if root is None or root.kind not in ("NOUN", "PROPN", "NUM", "PRON") or root.under("cop"):
        return
    verb = next((child for child in root.under("acl") if child.kind == "VERB" and child.form == "Part"), None)
    if verb is None or any(node.dep in ("conj", "parataxis") and node.form == "Fin" for node in root.children):
        return
    active = bool(verb.under("ccomp", "obj")) and verb.word.lower() in FRENCH.listed("alike")
    behind = [child for child in root.children if child.at > verb.at]
    verb.take_place(root)
    for child in behind:
        child.hang(verb, {"nmod": "obl"}.get(child.dep, child.dep))
    root.hang(verb, "nsubj")
    if active:
        verb.features = {**_PRESENT, "Number": root.features.get("Number", "Sing")}
    else:
        verb.passive = True
