"""Whom and where a French verb tells of, where the parser hung it elsewhere."""

from collections.abc import Sequence

from pipelines.coding.sentence.grammars.nodes import Node, empty
from pipelines.coding.sentence.grammars.romance_words import FRENCH

_CLAUSAL = frozenset({"ROOT", "parataxis", "ccomp", "advcl", "conj"})
_FRONT = 7  # words before a colon among which a place may stand


def find_subject(verb: Node, nodes: Sequence[Node]) -> None:
    """Let a noun before a verb be its subject where it has none: "Malgré l'interdiction, des élus ont défilé"."""
    helpers = verb.under("aux", "auxpass")
    finite = verb.form == "Fin" or (verb.form == "Part" and any(helper.form == "Fin" for helper in helpers))
    for subject in verb.under("nsubj"):
        if subject.at < verb.at and subject.kind in ("NOUN", "PROPN"):
            _free_of_article(subject)
    if verb.kind == "VERB" and finite:
        for hit in verb.under("obj"):
            for subject in [node for node in hit.under("nsubj") if node.at < verb.at]:
                subject.hang(verb, "nsubj")  # "les ADF tuent 66 personnes"
    if verb.kind != "VERB" or not finite or verb.dep not in _CLAUSAL or verb.under("nsubj", "csubj", "expl"):
        return
    if verb.dep == "conj" and verb.head is not None and verb.head.is_verb:
        return
    first = min([verb.at, *(helper.at for helper in helpers)])
    if verb.word.lower() in FRENCH.listed("saying") and any(n.word in (",", '"') and n.at == first - 1 for n in nodes):
        return  # who speaks stands behind
    found = None
    for node in reversed([node for node in nodes if node.at < first]):
        if node.word in (":", ";") or (node.is_verb and node.form == "Fin" and not node.under("mark")):
            break
        if _may_do(node) and not verb.is_below(node):
            found = node
            break
    if found is not None:
        _free_of_article(found)
        found.hang(verb, "nsubj")


def free_sentenced(verb: Node, nodes: Sequence[Node]) -> None:
    """Let who is sentenced be the object, and not a part of the term: "condamné à vingt ans de prison le général"."""
    if verb.word.lower() not in FRENCH.listed("sentencing") or verb.passive or verb.under("obj"):
        return
    for node in nodes:
        inside = node.at > verb.at and node.is_below(verb) and node.head is not verb
        if not inside or node.kind not in ("NOUN", "PROPN") or node.under("case") or node.dep in ("flat", "conj"):
            continue
        term = node.head
        if term is None or term.is_verb or term.at > node.at or term.word.lower() not in FRENCH.listed("terms", "n"):
            continue
        if node.kind == "PROPN" or node.under("det", "nummod"):
            node.hang(verb, "obj")
            return


def _free_of_article(subject: Node) -> None:
    """Let a "des" before a subject be its article."""
    for case in subject.under("case"):
        if case.word.lower() == "des":
            case.dep, case.kind, case.low = "det", "DET", "a"


def _may_do(node: Node) -> bool:
    """Whether a noun stands free of prepositions, clauses and lists: "des élus", "le M23"."""
    if node.kind not in ("NOUN", "PROPN") or node.dep in ("nsubj", "flat", "obj", "conj", "appos", "fixed"):
        return False
    if any(case.word.lower() != "des" for case in node.under("case", "mark")):
        return False
    if node.word.lower() in FRENCH.listed("times", "n") or ":" not in node.low:
        return bool(node.under("case")) and node.low in ("thousands", "hundreds", "dozens")
    return bool(node.under("det", "nummod", "case"))


def place_front(nodes: Sequence[Node]) -> list[Node]:
    """A name before a colon or a dash, behind an "in" without letters: "Mopti : deux civils tués"."""
    for node in nodes[1:_FRONT]:
        if node.word not in (":", "-", "–", "—"):
            continue
        name = next((n for n in nodes if n.at < node.at and n.head is not None and n.head.at > node.at), None)
        if name is None or name.dep != "npadvmod" or not name.word[:1].isupper() or name.under("case", "det"):
            return []
        place = empty("in", "prep", "IN", name.head or name, name)
        place.kind = "ADP"
        name.kind = "PROPN"
        name.hang(place, "pobj")
        return [place]
    return []
