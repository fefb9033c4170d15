"""Mends the trees that the parser of French gives of headlines and lists, and gives its labels plain names."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from pipelines.coding.sentence.grammars.french_kinds import NOMINAL, PAST, PRESENT, Kinds, first_word
from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_tree import join_roots
from pipelines.coding.sentence.grammars.romance_words import FRENCH

_NEAR = 3
_FRONT = 6
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


def mend(nodes: Sequence[Node], kinds: Kinds) -> None:
    """Mend parts of speech and the tree of headlines."""
    first = first_word(nodes)
    for node in nodes:
        kinds.settle(node, opens=node is first)
        _free_nation(node, kinds)
    for at, node in enumerate(nodes):
        if node.low in _NUMBERS:
            behind = next((other for other in nodes[at + 1 :] if other.low not in _NUMBERS), None)
            if behind is not None:
                _count(node, behind, kinds.acts)
    for node in nodes:
        if node.is_verb and node.form == "Fin":
            _free_participle(node, nodes, kinds)
    _find_verb(nodes, first, kinds)
    for node in nodes:
        if node.kind == "X" and kinds.may_be_finite(node):
            node.kind, node.features = "VERB", PRESENT
        elif node.dep == "parataxis" and node.kind in ("NOUN", "PROPN") and node.under("case"):
            node.dep = "obl" if node.head is not None and node.head.is_verb else "nmod"
    join_roots(nodes)
    for node in nodes:
        if node.dep == "parataxis" and _is_object(node, nodes):
            node.dep = "obj"
    _raise_verb(nodes)
    _part_front(nodes)
    _promote(nodes, kinds)
    for node in nodes:
        _hang_higher(node, kinds)
    _give_subject(nodes, kinds)
    for name, behind in pairwise(nodes):
        _join_name(name, behind)


def _is_object(node: Node, nodes: Sequence[Node]) -> bool:
    """Whether a noun right behind a verb without an object is that object: "ferme son espace aérien"."""
    verb = node.head
    if node.kind != "NOUN" or verb is None or not verb.is_verb or node.at < verb.at or not node.under("det"):
        return False
    between = [other for other in nodes if verb.at < other.at < node.at]
    return not verb.under("obj", "cop") and all(n.kind in ("DET", "ADJ", "NUM", "ADV") for n in between)


def _free_nation(node: Node, kinds: Kinds) -> None:
    """Let the verb stand where the nationality of its subject was taken for it: "L'armée malienne est tombée"."""
    if node.kind != "ADJ" or not kinds.of_nation(node.word.lower()):
        return
    if node.dep in ("amod", "acl"):
        noun = next((n for n in ([] if node.head is None else node.head.children) if n.at == node.at - 1), None)
        if noun is not None and node.head is not None and node.head.at > node.at and noun.kind == "NOUN":
            node.hang(noun, "amod")  # "l'armée israélienne vise une école"
        return
    if node.head is None and not node.under("cop") and not any(child.is_verb for child in node.children):
        named = next((child for child in node.under("nsubj") if child.kind == "NOUN" and child.at < node.at), None)
        if named is not None:  # "Exercices militaires russes près de l'Ukraine"
            named.take_place(node)
            for child in list(node.children):
                child.hang(named, "nmod" if child.dep == "obl" else child.dep)
            node.hang(named, "amod")
            return
    noun = next((child for child in node.under("nsubj") if child.at == node.at - 1), None)
    verb = next((child for child in node.children if child.kind == "VERB" and child.at > node.at), None)
    if noun is None or verb is None:
        return
    verb.take_place(node)
    for child in list(node.children):
        child.hang(verb, child.dep)
    node.hang(noun, "amod")


def _count(number: Node, counted: Node, acts: Callable[[str], bool]) -> None:
    """Let a number that is taken for something else count what stands behind it: "douze civils"."""
    if number.head is counted and number.dep != "nummod":
        number.dep, number.kind = "nummod", "NUM"
        return
    if counted.head is not number or counted.kind not in ("NOUN", "ADJ") or counted.under("case"):
        return
    if counted.dep not in ("amod", "nmod", "flat", "fixed") or not (acts(counted.low) or counted.kind == "NOUN"):
        return
    counted.take_place(number)
    counted.kind = "NOUN"
    for child in list(number.children):
        if child.dep not in ("advmod", "fixed"):
            child.hang(counted, child.dep)
    number.hang(counted, "nummod")
    number.kind = "NUM"


def _free_participle(helper: Node, nodes: Sequence[Node], kinds: Kinds) -> None:
    """Let a participle head its auxiliary where it was taken for something else: "Le Mali a expulsé l'ambassadeur"."""
    said = FRENCH.auxiliaries().get(helper.word.lower())
    behind = [node for node in nodes if helper.at < node.at and not _is_aside(node, helper)][:_NEAR]
    verb = next((node for node in behind if not _is_between(node)), None)
    if said not in ("having", "being") or verb is None or helper.head is verb or not kinds.is_participle(verb):
        return
    if (verb.kind == "VERB" and verb.form != "Part") or verb.under("det", "case"):
        return
    top = helper if helper.dep != "aux" else helper.head
    if top is None or (top.kind == "VERB" and top is not helper) or not verb.is_below(top):
        return
    if helper.under("aux") or (said == "being" and verb.kind == "ADJ"):
        return
    verb.take_place(top)
    verb.kind, verb.features = "VERB", {**verb.features, **PAST}
    for child in [child for child in top.children if top is helper or child.at < verb.at]:
        child.hang(verb, child.dep)
    if top is not helper:
        top.hang(verb, "obj" if top.at > verb.at else "nsubj")
    helper.hang(verb, "aux")
    helper.kind = "AUX"


def _is_aside(node: Node, helper: Node) -> bool:
    """Whether a word belongs to what was set off behind an auxiliary: "Lomé a, à son tour, expulsé"."""
    current: Node | None = node
    while current is not None and current is not helper:
        if current.dep == "advmod" and current.kind in ("NOUN", "PRON") and current.head is helper:
            return True
        current = current.head
    return node.word == "," and node.at == helper.at + 1


def _is_between(node: Node) -> bool:
    """Whether a word may stand between an auxiliary and its participle."""
    return (node.kind == "ADV" and not node.word.lower().endswith(("é", "és", "ée", "ées"))) or node.low in (
        "not",
        "was",
    )


def _find_verb(nodes: Sequence[Node], first: Node | None, kinds: Kinds) -> None:
    """Find the verb of a sentence that seems to have none: "L'opposition tchadienne boycotte le référendum"."""
    if any(node.is_verb and node.form == "Fin" for node in nodes):
        return
    verb = next((node for node in nodes if node is not first and kinds.may_be_finite(node)), None)
    if verb is None:
        return
    top = verb
    while top.head is not None:
        top = top.head
    verb.kind, verb.features = "VERB", {**PRESENT, "Number": "Plur" if verb.word.endswith("nt") else "Sing"}
    if top is verb:
        subject = next((child for child in verb.children if child.at < verb.at and child.kind in NOMINAL), None)
        if subject is not None and subject.dep == "amod" and not subject.under("case") and not verb.under("nsubj"):
            subject.dep = "nsubj"  # "La foule manifesta"
        return
    verb.hang(None, "ROOT")
    for node in nodes:
        if node.at > verb.at and node.head is not None and node.head.at < verb.at:
            node.hang(verb, _label_behind(node))
    if top.at < verb.at and top.kind in NOMINAL:
        top.hang(verb, "nsubj")
        return
    before = [
        child for child in top.children if child.at < verb.at and child.kind in NOMINAL and not child.under("case")
    ]
    top.hang(verb, "punct" if top.kind == "PUNCT" else "obj")
    for child in before[:1]:
        child.hang(verb, "nsubj")


def _raise_verb(nodes: Sequence[Node]) -> None:
    """Let the verb behind a noun without one be the root, and the noun its subject: "neuf civils ont péri"."""
    root = next((node for node in nodes if node.head is None), None)
    if root is None or root.kind != "NOUN" or root.under("cop", "aux", "case"):
        return
    for verb in root.under("conj", "parataxis", "acl"):
        finite = verb.form == "Fin" or any(helper.form == "Fin" for helper in verb.under("aux"))
        if verb.kind != "VERB" or not finite or verb.under("nsubj", "cc", "mark", "expl"):
            continue
        between = [node for node in nodes if root.at < node.at < verb.at and node.word in (",", ":", ";", "qui", '"')]
        if verb.at > root.at and not between:
            behind = [child for child in root.children if child.at > verb.at]
            verb.take_place(root)
            for child in behind:
                child.hang(verb, {"nmod": "obl"}.get(child.dep, child.dep))
            root.hang(verb, "nsubj")
            return


def _label_behind(node: Node) -> str:
    if node.kind == "PUNCT":
        return "punct"
    if node.under("case"):
        return "obl"
    return "obj" if node.kind in NOMINAL else "dep" if node.kind in ("DET", "ADP") else "advmod"


def _part_front(nodes: Sequence[Node]) -> None:
    """Let what stands before the colon of a headline hang from what stands behind it: "Mali : douze civils tués"."""
    colon = next((node for node in nodes if node.word == ":" and node.head is not None), None)
    root = next((node for node in nodes if node.head is None), None)
    if colon is None or root is None or root.at > colon.at or root.kind != "PROPN" or colon.at > _FRONT:
        return
    behind = [child for child in root.children if child.at > colon.at and child.kind != "PUNCT"]
    if not behind:
        return
    told = next((node for node in behind if node.is_verb), behind[0])
    told.take_place(root)
    for child in behind:
        if child is not told:
            child.hang(told, child.dep)
    root.hang(told, "obl")


def _promote(nodes: Sequence[Node], kinds: Kinds) -> None:
    """Let a participle be the verb where there is none: "Dix soldats tués par des hommes armés"."""
    root = next((node for node in nodes if node.head is None), None)
    if root is None or root.kind not in NOMINAL or root.under("cop"):
        return
    verb = next((child for child in root.under("acl") if child.kind == "VERB" and child.form == "Part"), None)
    verb = verb or _outer_participle(root) or _loose_participle(root, nodes, kinds)
    if verb is None or any(node.dep in ("conj", "parataxis") and node.form == "Fin" for node in root.children):
        return
    active = bool(verb.under("ccomp", "obj")) and verb.word.lower() in FRENCH.listed("alike")
    behind = [child for child in root.children if child.at > verb.at]
    verb.take_place(root)
    for child in behind:
        child.hang(verb, {"nmod": "obl"}.get(child.dep, child.dep))
    root.hang(verb, "nsubj")
    if active:
        verb.features = {**PRESENT, "Number": root.features.get("Number", "Sing")}
    else:
        verb.passive = True
        verb.kind, verb.features = "VERB", {**verb.features, **PAST}


def _give_subject(nodes: Sequence[Node], kinds: Kinds) -> None:
    """Let who stands before a bare participle suffer it: "Le blogueur condamné à dix mois de prison"."""
    root = next((node for node in nodes if node.head is None), None)
    if root is None or root.kind != "VERB" or root.form != "Part" or root.under("nsubj", "aux", "cop", "expl"):
        return
    before = [n for n in root.under("amod", "nmod", "obl", "advmod", "dep") if n.at < root.at and n.under("det")]
    if before and not before[-1].under("case") and kinds.acts(before[-1].low):
        before[-1].kind, before[-1].dep = "NOUN", "nsubj"


def _join_name(name: Node, behind: Node) -> None:
    """Let what was cut from a name be part of it: "Human Rights Watch dénonce"."""
    capital = name.word[:1].isupper() and behind.word[:1].isupper() and len(behind.word) > 1
    cut = name.dep == "nsubj" and behind.dep in ("parataxis", "dep") and behind.head is name.head
    if capital and cut and behind.kind in ("PROPN", "NOUN", "X") and not behind.under("case", "det"):
        behind.hang(name, "flat")


def _loose_participle(root: Node, nodes: Sequence[Node], kinds: Kinds) -> Node | None:
    """A participle that was taken for an adjective of its subject: "Les ONG françaises interdites au Mali"."""
    if any(node.is_verb and node.form == "Fin" for node in nodes):
        return None
    for child in root.under("xcomp", "amod"):
        behind = next((node for node in nodes if node.at > child.at), None)
        if child.at > root.at and kinds.is_participle(child) and behind is not None and behind.kind == "ADP":
            return child
    return None


def _outer_participle(root: Node) -> Node | None:
    """A participle that was hung under the noun before it: "Une marche de l'opposition dispersée"."""
    for inner in (child for outer in root.under("nmod") for child in outer.under("acl")):
        same = all(inner.features.get(name) == root.features.get(name) for name in ("Gender", "Number"))
        if inner.kind == "VERB" and inner.form == "Part" and same:
            return inner
    return None


def _hang_higher(node: Node, kinds: Kinds) -> None:
    """Let who did a deed, or suffered it, hang from the deed and not from its place: "arrestation à Niamey de X"."""
    place, cases = node.head, node.under("case")
    if node.dep != "nmod" or place is None or len(cases) != 1 or place.dep not in ("nmod", "obl") or place.head is None:
        return
    by = cases[0].word.lower() == FRENCH.agent and (kinds.acts(node.low) or node.kind == "PROPN")
    of = cases[0].low == "of" and kinds.acts(node.low) and place.kind == "PROPN"
    if not (by or of) or not any(case.low in ("to", "in", "of") for case in place.under("case")):
        return
    deed = place.head
    if deed.kind in ("NOUN", "VERB") and kinds.known(deed.word.lower(), "n" if deed.kind == "NOUN" else "v"):
        node.hang(deed, "nmod" if deed.kind == "NOUN" else "obl")
