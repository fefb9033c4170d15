"""French words hung where numbers, agreement and relatives say, and words that stand for prepositions."""

from collections.abc import Sequence
from itertools import pairwise

from pipelines.coding.sentence.grammars.nodes import Node, empty
from pipelines.coding.sentence.grammars.romance_words import FRENCH

_NOMINAL = frozenset({"NOUN", "PROPN"})
_ABOUT = frozenset({"près", "plus", "moins", "environ", "autour"})
_AIMED = frozenset({"visant", "ciblant", "impliquant", "frappant"})  # "une enquête visant l'ancien ministre"
_AGREEING = ("Gender", "Number")


def tie(nodes: Sequence[Node]) -> list[Node]:
    """Mend the tree of a sentence; what stands for a preposition of English is added."""
    for helmet, blue in pairwise(nodes):
        _join_helmets(helmet, blue)
    for about, link, number in zip(nodes, nodes[1:], nodes[2:], strict=False):
        _free_amount(about, link, number)
    for node in nodes:
        _take_for_preposition(node)
        if node.kind == "ADJ" and node.dep == "acl" and not node.under("obj", "cop", "aux"):
            node.dep = "amod"  # "des miliciens anti-balaka"
    _hang_relatives(nodes)
    for node in nodes:
        _hang_participle(node, nodes)
    return [added for node in nodes for added in _set_against(node)]


def _join_helmets(helmet: Node, blue: Node) -> None:
    """Let the first word of "Casques bleus" be its head."""
    if helmet.word.lower() not in ("casque", "casques") or blue.word.lower() not in ("bleu", "bleus"):
        return
    if helmet.head is blue:
        helmet.take_place(blue)
        for child in list(blue.children):
            child.hang(helmet, child.dep)
    helmet.kind, helmet.features = "NOUN", {"Gender": "Masc", "Number": "Plur" if blue.word.endswith("s") else "Sing"}
    blue.hang(helmet, "amod")
    blue.kind = "ADJ"


def _free_amount(about: Node, link: Node, number: Node) -> None:
    """Let what only says how many be no preposition: "près de 20.000 personnes"."""
    if about.word.lower() not in _ABOUT or link.word.lower() not in ("de", "d'") or not _tells_number(number):
        return
    noun = number.head if number.dep == "nummod" and number.head is not None else number
    for word in (about, link):
        word.hang(number, "quantmod")
        word.kind = "ADV"
    verb = noun.head
    if noun.dep in ("obl", "nmod") and not noun.under("case") and verb is not None and verb.is_verb:
        noun.dep = "nsubj" if noun.at < verb.at and not verb.under("nsubj") else "obj"


def _tells_number(node: Node) -> bool:
    return node.kind == "NUM" or node.low in ("thousands", "hundreds", "dozens") or node.word[:1].isdigit()


def _take_for_preposition(node: Node) -> None:
    """Let "près" before an article be "of", and a participle behind its noun be "against": "une enquête visant"."""
    low, above = node.word.lower(), node.head
    if low == "près" and node.dep == "advmod" and not node.children and above is not None and above.under("det"):
        noun = above.head
        if node.at < above.under("det")[0].at and noun is not None:
            node.dep, node.kind, node.low = "case", "ADP", "of"
            before = [child for child in noun.under("nsubj") if child.at < node.at and child is not above]
            if above.dep == "nsubj" and before:
                above.hang(before[-1], "nmod")
            elif above.dep in ("conj", "appos"):
                above.dep = "nmod"
        return
    if low in _AIMED and node.dep == "acl" and above is not None and above.kind in _NOMINAL:
        aim = next(iter(node.under("obj")), None)
        if aim is None or node.under("case", "mark"):
            return
        aim.hang(above, "nmod")
        for child in list(node.children):
            child.hang(above, child.dep)
        node.hang(aim, "case")
        node.kind, node.low, node.features = "ADP", "against", {}


def _hang_relatives(nodes: Sequence[Node]) -> None:
    """Hang a relative clause from the noun before it where that was hung from it: "Alger, qui avait rompu, ..."."""
    for at, node in enumerate(nodes):
        verb = node.head
        if node.word.lower() != "qui" or verb is None or not verb.is_verb or at < 1 or verb.at < node.at:
            continue
        noun = nodes[at - 2] if nodes[at - 1].word == "," and at > 1 else nodes[at - 1]
        if noun.head is not verb:
            continue
        above = verb.head
        if above is None and (above := _later_verb(verb)) is not None:
            above.take_place(verb)
            verb.hang(above, "dep")
        if above is None or not above.is_verb or above.at < verb.at:
            continue
        noun.kind = noun.kind if noun.kind in _NOMINAL else "PROPN" if noun.word[:1].isupper() else "NOUN"
        noun.features = {key: value for key, value in noun.features.items() if key in _AGREEING}
        noun.hang(above, "obl" if noun.under("case") or above.under("nsubj") else "nsubj")
        verb.hang(noun, "acl")


def _later_verb(verb: Node) -> Node | None:
    """The finite verb without a subject that was hung from the one of a relative clause before it."""
    for other in verb.under("parataxis", "conj", "ccomp", "advcl"):
        finite = other.form == "Fin" or any(helper.form == "Fin" for helper in other.under("aux", "cop"))
        if other.kind in ("VERB", "AUX") and other.at > verb.at and finite and not other.under("nsubj", "cc", "mark"):
            return other
    return None


def _hang_participle(node: Node, nodes: Sequence[Node]) -> None:
    """Hang a participle behind a comma from the noun that it agrees with: "deux sociétés, accusées de fraude"."""
    verb = node.head
    if node.dep != "advcl" or node.form != "Part" or verb is None or node.at < verb.at or node.under("aux", "mark"):
        return
    if not all(node.features.get(key) for key in _AGREEING):
        return
    at = nodes.index(node)
    if at < 2 or nodes[at - 1].word != ",":
        return
    if any(_agrees(node, subject) for subject in verb.under("nsubj")):
        return
    nouns = [other for other in nodes[:at] if other.kind == "NOUN" and other.at > verb.at and _agrees(node, other)]
    if nouns and not nouns[-1].is_below(node):
        node.hang(nouns[-1], "acl")


def _agrees(participle: Node, noun: Node) -> bool:
    return all(participle.features.get(key) == noun.features.get(key) for key in _AGREEING)


def _set_against(verb: Node) -> list[Node]:
    """Let a fight be one "between" those whom it sets against each other: "des heurts ont opposé X à Y"."""
    if verb.kind != "VERB" or verb.word.lower() not in FRENCH.listed("pitting") or verb.passive:
        return []
    fights = [noun for noun in verb.under("nsubj") if noun.word.lower() in FRENCH.listed("fights", "n")]
    sides = [noun for noun in verb.under("obj") if noun.at > verb.at]
    if not fights or not sides:
        return []
    first = sides[0]
    for case in first.under("case"):
        case.dep, case.kind, case.low = "det", "DET", "a"
    others = [noun for noun in (*verb.under("obl", "iobj"), *first.under("conj", "nmod")) if _is_to(noun)]
    between = empty("between", "prep", "IN", fights[0], first)
    between.kind = "ADP"
    first.hang(between, "pobj")
    for other in others[:1]:
        for case in other.under("case"):
            case.dep, case.kind, case.low = "det", "DET", "the"
        other.hang(first, "conj")
    return [between]


def _is_to(noun: Node) -> bool:
    return noun.kind in _NOMINAL and any(case.word.lower() in ("à", "au", "aux") for case in noun.under("case"))
