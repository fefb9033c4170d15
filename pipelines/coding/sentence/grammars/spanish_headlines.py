"""The verb that opens a Spanish headline, and its noun that a verb follows without an article."""

from collections.abc import Callable, Sequence

from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_tree import make_noun

_MANY = ("an", "en", "ron")
_NAMING = ("a", "o", "as", "os")
_PARTS = frozenset({";", ",", ":", "—", "–"})
_TO = frozenset({"a", "al"})
_LABELS = {"nmod": "obl", "appos": "obj", "amod": "obj", "compound": "obj", "flat": "obj", "nsubj": "obj", "det": "obj"}


def mend_headline(nodes: Sequence[Node], known: Callable[[str, str], bool]) -> None:
    """Put right what stands below; ``known`` says of what parts of speech a form in lower case is known."""
    first = next((node for node in nodes if node.kind != "PUNCT"), None)
    if first is None or not first.word[:1].isupper() or first.word.isupper():
        return
    low = first.word.lower()
    if low.endswith(_MANY) and known(low, "v") and not known(low, "n"):
        _settle_verb(nodes, first, known)
    elif known(low, "n"):
        _settle_noun(first)


def _settle_verb(nodes: Sequence[Node], first: Node, known: Callable[[str, str], bool]) -> None:
    """Let a verb of many tell its clause: "Saquean comercios en Trujillo", "Hallan muertos a dos; tenían golpes"."""
    if first.head is None and first.kind == "VERB":
        return
    clause = _clause(nodes, first)
    if (
        clause
        and clause[0].kind == "VERB"
        and clause[0].word.lower().endswith(_NAMING)
        and not known(clause[0].word.lower(), "v")
    ):
        make_noun(clause[0])  # "Bloquean carretera"
    if any(node.form == "Fin" and node.is_verb for node in clause) or (clause and clause[0].kind == "VERB"):
        return
    root = next(node for node in nodes if node.head is None)
    inside = set(map(id, clause))
    tops = [node for node in clause if node.head is None or (id(node.head) not in inside and node.kind != "ADP")]
    first.hang(None, "ROOT")
    first.kind = "VERB"
    first.features = {"VerbForm": "Fin", "Mood": "Ind", "Tense": _tense(first), "Number": "Plur"}
    for node in tops:
        node.hang(first, "obl" if _cases(node) - _TO else _LABELS.get(node.dep, "obj"))
    for node in clause:
        if node.kind in ("NOUN", "PROPN") and _cases(node) & _TO and _is_state(node.head):
            node.hang(first, "obj")  # whom one finds dead
    if root is not first and id(root) not in inside:
        root.hang(first, "parataxis")


def _clause(nodes: Sequence[Node], first: Node) -> list[Node]:
    end = next((node.at for node in nodes if node.word in _PARTS), nodes[-1].at + 1)
    return [node for node in nodes if first.at < node.at < end and node.kind != "PUNCT"]


def _cases(node: Node) -> set[str]:
    return {case.word.lower() for case in node.under("case")}


def _is_state(node: Node | None) -> bool:
    return node is not None and (node.form == "Part" or node.kind == "ADJ")


def _tense(verb: Node) -> str:
    return "Past" if verb.word.lower().endswith("ron") else "Pres"


def _settle_noun(first: Node) -> None:
    """Let a noun without an article be what the verb behind it tells of: "Marcha contra la tala recorre Valdivia"."""
    verb = first.head
    if verb is None or not verb.is_verb or verb.form != "Fin" or verb.at < first.at:
        return
    if first.dep not in ("parataxis", "dep", "advmod", "obl", "nmod", "appos", "nsubj") or first.under("case"):
        return
    if any(other is not first for other in verb.under("nsubj", "csubj")) or first.features.get(
        "Number", "Sing"
    ) != verb.features.get("Number", "Sing"):
        return
    parted = any(c.word in _PARTS and first.at < c.at < verb.at for c in (*verb.under("punct"), *first.under("punct")))
    if parted:
        return
    if first.kind != "NOUN":
        make_noun(first)
    first.dep = "nsubj"
