"""The words of Russian that the grammar asks for, by their dictionary forms."""

from pipelines.coding.event.lemmas_ru import called, lemma_of, plain
from pipelines.coding.glosses import Glosses
from pipelines.coding.sentence.grammars.nodes import Node

_OBLIQUE = ("его", "ее", "их")
_HELD = ("obj", "iobj", "obl")
_PRONOUNS = {
    "его": "him", "ему": "him", "ее": "her", "ей": "her", "их": "them", "им": "them", "него": "him", "нему": "him",
    "нее": "her", "ней": "her", "них": "them", "ним": "them",
}  # fmt: skip
_NOMINAL = ("nsubj", "nsubj:pass", "obj", "obl", "iobj", "nmod", "conj", "root", "ROOT", "parataxis")


def lemma(node: Node) -> str:
    """The dictionary form of a word, as the rules see it."""
    return node.low.removeprefix("ru:")


def see(node: Node, glosses: Glosses) -> None:
    """Say how the rules see a word, and take for a noun what stands for one: "протестующих", "раненые"."""
    low = plain(node.word.lower())
    case, number = node.features.get("Case", ""), node.features.get("Number", "")
    given = glosses.words.get(low)
    if node.kind == "PRON" and node.dep in _HELD and (case in ("Acc", "Dat") or low in _OBLIQUE):
        given = _PRONOUNS.get(low, given)
    if given is None and _stands_for_noun(node):
        node.kind = "NOUN"
        node.low = glosses.seen(called(low, case, number))
        return
    if given is not None and node.kind in ("VERB", "PROPN"):
        given = None
    node.low = given or glosses.seen(lemma_of(low, node.kind, case, number))


def _stands_for_noun(node: Node) -> bool:
    describes = node.kind == "ADJ" or (node.kind == "VERB" and node.form == "Part")
    if not describes or node.dep not in _NOMINAL or node.features.get("Variant") == "Short":
        return False
    if node.dep in ("ROOT", "conj", "parataxis"):
        return bool(node.features.get("Case")) and node.features.get("Case") != "Nom" and bool(node.under("case"))
    return bool(node.features.get("Case"))
