"""Mends what the tagger and the parser of French take for another thing, and gives their labels plain names."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_tree import join_roots, make_noun
from pipelines.coding.sentence.grammars.romance_words import FRENCH

_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "acl", "xcomp", "parataxis", "conj"})
_NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
_MISTAKEN = frozenset({"ADV", "NOUN", "ADJ", "PROPN"})
_PRESENT = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}
_PARTICIPLES = (
    "é",
    "és",
    "ée",
    "ées",
    "i",
    "is",
    "ie",
    "ies",
    "it",
    "ite",
    "its",
    "u",
    "us",
    "ue",
    "ues",
    "rt",
    "rts",
    "rte",
    "int",
    "inte",
)
_NEAR = 3
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
    first = next((node for node in nodes if node.kind != "PUNCT"), None)
    for node in nodes:
        low = node.word.lower()
        if node is first and node.kind == "PROPN" and not node.word.isupper() and known(low, "n"):
            make_noun(node)
        elif node is not first and node.kind == "NOUN" and node.word[:1].isupper():
            node.kind = "PROPN"
        elif node.kind == "VERB" and _is_noun(node, low, known):
            make_noun(node)
        elif node.kind in _MISTAKEN and node.under("aux") and not node.under("cop", "case"):
            node.kind, node.features = "VERB", {"VerbForm": "Part", "Tense": "Past"}
        elif node.dep in ("amod", "acl") and node.word.islower() and node.kind != "ADV" and of_nation(low):
            _name_nation(node)
        elif node.kind == "VERB" and low.endswith("ment") and not known(low, "v"):
            _free_adverb(node)
        elif node.dep == "amod" and node.kind == "ADJ" and known(low, "v") and _by_somebody(node):
            node.kind, node.dep, node.features = "VERB", "acl", {"VerbForm": "Part", "Tense": "Past"}
        elif node.kind in _MISTAKEN and node.dep in _CLAUSES and low.endswith("ent") and _only_verb(low, known):
            node.kind, node.features = "VERB", {**_PRESENT, "Number": "Plur"}
    for node, behind in pairwise(nodes):
        if node.low in _NUMBERS:
            _count(node, behind, acts)
    for node in nodes:
        if node.is_verb and node.form == "Fin":
            _free_participle(node, nodes, known)
    _find_verb(nodes, first, known)
    join_roots(nodes)
    _part_front(nodes)
    _promote(nodes)


def _is_noun(node: Node, low: str, known: Callable[[str, str], bool]) -> bool:
    """Whether what was tagged as a verb can only be a noun: "sont en grève", "emparés du pouvoir"."""
    grown = any(case.word.lower() in ("du", "des", "au", "aux") for case in node.under("case", "mark"))
    inner = node.dep == "nmod" and bool(node.under("case"))  # "un tir de mortier"
    return (known(low, "n") and not known(low, "v")) or (node.form == "Inf" and (grown or inner))


def _by_somebody(node: Node) -> bool:
    return any(case.word.lower() == FRENCH.agent for child in node.children for case in child.under("case"))


def _free_adverb(node: Node) -> None:
    """Let the verb stand where its adverb was taken for it: "ont violemment dispersé"."""
    node.kind, node.features = "ADV", {}
    verb = next((child for child in node.children if child.kind == "VERB" and child.at > node.at), None)
    if verb is None or node.dep == "advmod":
        return
    verb.take_place(node)
    for child in list(node.children):
        child.hang(verb, child.dep)
    node.hang(verb, "advmod")


def _name_nation(node: Node) -> None:
    """Let an adjective of nationality be one, and leave what hangs from it to its noun: "frappes russes contre X"."""
    node.kind, node.dep = "ADJ", "amod"
    for child in [child for child in node.children if child.under("case")]:
        child.hang(node.head, "nmod")


def _only_verb(low: str, known: Callable[[str, str], bool]) -> bool:
    return known(low, "v") and not known(low, "n") and not known(low, "a")


def _count(number: Node, counted: Node, acts: Callable[[str], bool]) -> None:
    """Let a number that is taken for something else count what stands behind it: "douze civils"."""
    if number.head is counted and number.dep != "nummod":
        number.dep, number.kind = "nummod", "NUM"
        return
    if counted.head is not number or number.kind == "NUM" or counted.kind not in ("NOUN", "ADJ"):
        return
    if counted.dep not in ("amod", "nmod", "flat") or not (acts(counted.low) or counted.kind == "NOUN"):
        return
    counted.take_place(number)
    counted.kind = "NOUN"
    for child in list(number.children):
        if child.dep not in ("advmod", "fixed"):
            child.hang(counted, child.dep)
    number.hang(counted, "nummod")
    number.kind = "NUM"


def _free_participle(helper: Node, nodes: Sequence[Node], known: Callable[[str, str], bool]) -> None:
    """Let a participle head its auxiliary where it was taken for something else: "Le Mali a expulsé l'ambassadeur"."""
    said = FRENCH.auxiliaries().get(helper.word.lower())
    if said not in ("having", "being") or helper.dep in ("aux", "cop") or helper.under("aux"):
        return
    behind = [node for node in nodes if helper.at < node.at <= helper.at + _NEAR]
    verb = next((node for node in behind if not _is_between(node)), None)
    if verb is None or (verb.kind == "VERB" and verb.form != "Part") or not known(verb.word.lower(), "v"):
        return
    if not verb.word.lower().endswith(_PARTICIPLES) or verb.under("det", "case") or not verb.is_below(helper):
        return
    verb.take_place(helper)
    verb.kind, verb.features = "VERB", {**verb.features, "VerbForm": "Part", "Tense": "Past"}
    for child in list(helper.children):
        child.hang(verb, child.dep)
    helper.hang(verb, "aux")
    helper.kind = "AUX"


def _is_between(node: Node) -> bool:
    """Whether a word may stand between an auxiliary and its participle."""
    return (node.kind == "ADV" and not node.word.lower().endswith(("é", "és", "ée", "ées"))) or node.low in (
        "not",
        "was",
    )


def _find_verb(nodes: Sequence[Node], first: Node | None, known: Callable[[str, str], bool]) -> None:
    """Find the verb of a sentence that seems to have none: "L'opposition tchadienne boycotte le référendum"."""
    if any(node.is_verb and node.form == "Fin" for node in nodes):
        return
    verb = next((node for node in nodes if node is not first and _may_be_finite(node, known)), None)
    if verb is None:
        return
    top = verb
    while top.head is not None:
        top = top.head
    verb.kind, verb.features = "VERB", {**_PRESENT, "Number": "Plur" if verb.word.endswith("nt") else "Sing"}
    if top is not verb:
        verb.hang(None, "ROOT")
        for node in nodes:
            if node.at > verb.at and node.head is not None and node.head.at < verb.at:
                node.hang(verb, _label_behind(node))
        if top.kind == "PUNCT":
            subject = next((n for n in nodes if n.at < verb.at and n.head is top and n.kind in _NOMINAL), None)
            top.hang(verb, "punct")
            if subject is not None:
                subject.hang(verb, "nsubj")
        else:
            top.hang(verb, "nsubj" if top.at < verb.at and top.kind in _NOMINAL else "obj")


def _may_be_finite(node: Node, known: Callable[[str, str], bool]) -> bool:
    low = node.word.lower()
    if node.kind not in ("NOUN", "ADJ", "ADV", "PROPN", "X") or not node.word.islower() or node.under("case", "det"):
        return False
    return low.endswith(("e", "ent", "it", "ient", "d", "nnent")) and _only_verb(low, known) and not low.endswith("ée")


def _label_behind(node: Node) -> str:
    if node.kind == "PUNCT":
        return "punct"
    if node.under("case"):
        return "obl"
    return "obj" if node.kind in _NOMINAL else "dep" if node.kind in ("DET", "ADP") else "advmod"


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
    verb = verb or _outer_participle(root)
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


def _outer_participle(root: Node) -> Node | None:
    """A participle that was hung under the noun before it: "Une marche de l'opposition dispersée"."""
    for inner in (child for outer in root.under("nmod") for child in outer.under("acl")):
        same = all(inner.features.get(name) == root.features.get(name) for name in ("Gender", "Number"))
        if inner.kind == "VERB" and inner.form == "Part" and same:
            return inner
    return None
