"""The tree of a Romance sentence turned into the shape that English labels have: what several languages share."""

from collections.abc import Callable, Sequence

from pipelines.coding.glosses import Glosses
from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_words import Words

_PLACED = frozenset(
    {"obl", "nmod", "obj", "iobj", "nsubj", "advcl", "acl", "xcomp", "ccomp", "appos", "dep", "advmod", "compound"}
)
# Before an infinitive these stand for themselves: "tras atacar", "sin atacar", "por atacar".
_GOVERNING = frozenset({"after", "before", "without", "despite", "on"})
_GROWN = frozenset({"del", "du", "des"})  # prepositions with an article in them
_FAR = 6
_NEAR = 4


def make_noun(node: Node) -> None:
    """Take what was tagged as a verb for a noun."""
    node.kind = "NOUN"
    node.features = {"Number": "Plur" if node.word.endswith("s") else "Sing"}
    for child in node.under("obj", "nsubj"):
        child.dep = "nmod"


def join_roots(nodes: Sequence[Node]) -> None:
    """Hang what the parser parts from a sentence where it belongs: "Capturan en Medellín a alias Tornillo"."""
    roots = [node for node in nodes if node.head is None]
    if len(roots) < 2:
        return
    main = next((root for root in roots if root.is_verb), roots[0])
    for root in roots:
        if root is not main:
            behind = root.under("case") and root.at > main.at and (main.is_verb or main.kind == "NOUN")
            label = "obl" if main.is_verb else "nmod"
            root.hang(main, label if behind else "parataxis" if root.kind != "PUNCT" else "punct")


def join_phrases(nodes: Sequence[Node], glosses: Glosses, words: Words) -> None:
    """Let prepositions of several words be one: "por parte de", "en contra de", "au nom de"."""
    lows = [words.parted.get(node.word.lower(), node.word.lower()) if node.dep != "quantmod" else "" for node in nodes]
    at = 0
    while at < len(nodes):
        for length in range(min(glosses.longest, len(nodes) - at), 1, -1):
            meant = glosses.phrases.get(tuple(lows[at : at + length]))
            if meant is not None and _join(nodes[at : at + length], nodes, at + length, meant):
                at += length - 1
                break
        at += 1


def _join(parts: Sequence[Node], nodes: Sequence[Node], end: int, meant: str) -> bool:
    """Make ``parts`` the one case word of the noun behind them."""
    first, inside = parts[0], set(map(id, parts))
    held = _outermost(parts[-1], inside)
    owner = held.head if held.dep in ("case", "mark", "fixed", "det") or held is parts[-1] else None
    if owner is None or id(owner) in inside or owner.at < first.at:
        owner = next((node for node in nodes[end : end + _FAR] if node.kind in ("NOUN", "PROPN", "PRON")), None)
        if owner is None or id(owner) in inside:
            return False
    top = next(
        (part for part in parts if part.head is not None and id(part.head) not in inside and part.head is not owner),
        None,
    )
    root = next((part for part in parts if part.head is None), None)
    if root is not None:
        return False
    if top is not None and owner.is_below(top):
        owner.take_place(top)
        below_verb = owner.head is not None and owner.head.is_verb
        owner.dep = ("advcl" if owner.form == "Fin" else "obl") if below_verb else "nmod"
    for part in parts[1:]:
        for child in [c for c in part.children if id(c) not in inside and c is not owner]:
            child.hang(owner, child.dep)
        part.hang(first, "fixed")
    for child in [c for c in first.children if id(c) not in inside and c is not owner]:
        child.hang(owner, child.dep)
    first.hang(owner, "case")
    first.low, first.kind = meant, "ADP"
    for part in parts[1:]:
        part.low = f"-{part.low}"  # no rule is to see it
        part.kind = "ADP"
    return True


def _outermost(node: Node, inside: set[int]) -> Node:
    while node.head is not None and id(node.head) in inside:
        node = node.head
    return node


def settle_copula(node: Node) -> None:
    """Let the verb head what it says of its subject: "el ataque fue obra de X"."""
    copulas = node.under("cop")
    if not copulas or node.passive:
        return
    verb = copulas[0]
    verb.kind = "AUX"
    verb.take_place(node)
    for child in [other for other in node.children if other is not verb]:
        if child.dep in ("nsubj", "csubj", "advmod", "aux", "mark", "cc", "punct", "advcl", "ccomp", "obl", "cop") and (
            child.at < node.at or child.dep in ("advcl", "ccomp", "punct", "nsubj", "csubj")
        ):
            child.hang(verb, child.dep)
    node.hang(verb, "acomp" if node.kind == "ADJ" else "attr")
    verb.low = "is" if verb.features.get("Tense") == "Pres" else "was"


def hang_on_last_of_list(node: Node) -> None:
    """Let what stands behind a list belong to its last member: "el Ejército y disidentes de las FARC"."""
    first = node.head
    if node.dep != "nmod" or first is None or first.at > node.at:
        return
    between = [
        other for other in first.under("conj") if first.at < other.at < node.at and other.kind in ("NOUN", "PROPN")
    ]
    if between:
        node.hang(between[-1], node.dep)


def place_behind_preposition(
    node: Node, acts: Callable[[str], bool], words: Words, is_object: Callable[[Node, Node], bool]
) -> None:
    """Let the preposition govern its noun, as English labels have it; one that only marks an object is none.

    ``acts`` says which nouns are for people, ``is_object`` whether a noun is an object behind its preposition.
    """
    if node.head is None or node.dep not in _PLACED:
        return
    cases = node.under("case")
    if not cases and node.kind in ("NOUN", "PROPN", "PRON"):
        cases = [mark for mark in node.under("mark") if mark.kind == "ADP" or mark.low == "as"]
    if node.is_verb and node.form == "Inf" and node.dep in ("advcl", "acl", "xcomp", "ccomp", "obl", "nmod", "dep"):
        cases = cases or [m for m in node.under("mark") if m.kind == "ADP"]
        if not cases or (
            cases[0].low not in _GOVERNING | {"by"} and not (cases[0].low == "to" and cases[0].word.lower() == "al")
        ):
            return
        case = cases[0]
        case.low = {"by": "for", "to": "on"}.get(case.low, case.low)
        case.take_place(node)
        case.dep = "prep"
        node.hang(case, "pcomp")
        node.tag = "VBG"
        return
    if not cases or (node.kind in ("VERB", "AUX") and node.form == "Fin"):
        return
    case = cases[0]
    if case.word.lower() == words.agent:
        case.low = "by"
    if is_object(node, case):
        case.hang(node.head, "case")
        node.dep = "obj"
        return
    if _is_doer_of(node, case, acts, words):
        case.hang(node.head, "case")
        node.dep = "poss"
        return
    dep = "prep"
    verb = node.head
    if case.low == "by":
        above = _verb_above(verb)
        if above is not verb and above.passive and (node.kind == "PROPN" or acts(node.low)):
            node.hang(above, "obl")
            verb = above
        participle = verb.passive or (verb.form == "Part" and not verb.under("aux"))
        if participle or (case.children and verb.is_verb):
            dep = "agent"
        elif case.children or _is_deed_of(verb):
            outer = _deed_above(verb)
            if outer is not verb:
                node.hang(outer, node.dep)
        elif not (words.of_deeds and verb.kind == "NOUN" and (node.kind == "PROPN" or acts(node.low))):
            case.low = words.otherwise
    case.take_place(node)
    case.dep = dep
    node.hang(case, "pobj")


def _is_doer_of(node: Node, case: Node, acts: Callable[[str], bool], words: Words) -> bool:
    """Whether "de" behind a deed tells who did it: "la marcha de los maestros", "los ataques de Hamás"."""
    deed = node.head
    if deed is None or case.low != "of" or node.dep != "nmod" or case.children:
        return False
    word = deed.word.lower()
    if word not in words.listed("done_by", "n"):
        return False
    if node.kind == "NOUN":
        attackers = words.listed("attackers", "n")
        suffers = bool(attackers) and word in words.listed("dealt_by", "n") and node.word.lower() not in attackers
        return acts(node.low) and not suffers
    named = node.kind == "PROPN" and (
        word in words.listed("dealt_by", "n") or node.word.isupper() or bool(node.under("det"))
    )
    return named or (node.kind == "PROPN" and case.word.lower() in _GROWN)


def _verb_above(node: Node) -> Node:
    """The verb on which a noun or its preposition hangs, else the noun itself."""
    current: Node | None = node
    for _ in range(_NEAR):
        if current is None or current.is_verb:
            break
        current = current.head
    return node if current is None or not current.is_verb else current


def _is_deed_of(noun: Node) -> bool:
    """Whether a noun stands behind the "de" of another: "el asesinato de un líder por sicarios"."""
    return noun.head is not None and noun.head.low == "of" and noun.dep == "pobj"


def _deed_above(noun: Node) -> Node:
    """The deed that was done by somebody: the murder in "el asesinato de un líder por parte de sicarios"."""
    while noun.head is not None and noun.head.head is not None and noun.dep == "pobj" and noun.head.low == "of":
        noun = noun.head.head
    return noun
