"""The tree of a Russian sentence turned into the shape that English labels have: verbs and what helps them."""

from collections.abc import Callable, Sequence

from pipelines.coding.event.lemmas_ru import is_participle, plain
from pipelines.coding.sentence.grammars.nodes import Node, empty
from pipelines.coding.sentence.grammars.russian_lists import listed
from pipelines.coding.sentence.grammars.russian_words import lemma

_MOVED = ("nsubj", "csubj", "mark", "cc", "punct", "advmod", "obl", "advcl", "ccomp", "parataxis")


def mend(node: Node) -> None:
    """Mend what the tagger takes for another part of speech: "Убит командир"."""
    low = plain(node.word.lower())
    if node.kind in ("ADJ", "NOUN") and not node.under("case") and is_participle(low) and _may_tell(node):
        node.kind = "VERB"
        node.features = {"VerbForm": "Part", "Voice": "Pass", "Variant": "Short", "Tense": "Past", **_number(node)}
    if node.kind == "VERB" and node.dep == "det":
        node.kind = "DET"


def _may_tell(node: Node) -> bool:
    return node.head is None or node.dep in ("conj", "ccomp", "advcl", "parataxis", "acl:relcl", "acl")


def _number(node: Node) -> dict[str, str]:
    return {"Number": node.features.get("Number", "Sing")}


def join_roots(nodes: Sequence[Node]) -> None:
    """Hang what the parser leaves by itself where it belongs."""
    roots = [node for node in nodes if node.head is None]
    if len(roots) < 2:
        return
    main = next((root for root in roots if root.is_verb), roots[0])
    for root in roots:
        if root is not main:
            root.hang(main, "parataxis" if root.kind != "PUNCT" else "punct")


def settle_passive(node: Node, known: Callable[[str, str], bool]) -> None:
    """Say of a verb whether its subject suffers it: "были убиты", "захвачен", "проводится"."""
    if not node.is_verb:
        return
    short = node.form == "Part" and node.features.get("Voice") == "Pass"
    reflexive = node.word.lower().endswith(("ся", "сь"))
    base = f"ru:{lemma(node).removesuffix('ся').removesuffix('сь')}"
    own = known(node.low, "v")
    if reflexive and not own and known(base, "v") and lemma(node) not in listed("happening"):
        node.low = base
        node.passive = True
    elif short and (node.features.get("Variant") == "Short" or node.under("aux:pass")):
        node.passive = True
    if node.passive and node.head is None and not node.under("nsubj", "nsubj:pass"):
        _give_subject(node)
    for child in node.under("aux:pass"):
        child.dep, child.low = "auxpass", "was"
    for child in node.under("nsubj:pass"):
        child.dep = "nsubjpass" if node.passive else "nsubj"
    if node.passive:
        for child in node.under("nsubj"):
            child.dep = "nsubjpass"


def _give_subject(verb: Node) -> None:
    """Let the nominative behind the participle of a headline be its subject: "Отравлен бывший агент"."""
    for child in verb.under("appos", "obj", "parataxis", "nmod", "obl", "conj", "iobj", "flat"):
        if child.kind in ("NOUN", "PROPN") and child.features.get("Case") == "Nom" and not child.under("case"):
            child.dep = "nsubj"
            return


def settle_amount(node: Node) -> None:
    """Let what is counted head its phrase: "более 200 тысяч человек", "не менее девяти жителей"."""
    if node.low not in ("more", "less") or node.kind != "ADV":
        return
    counted = [child for child in node.under("obl", "nmod", "obj", "nummod", "flat") if child.at > node.at]
    if not counted or counted[0].under("case"):
        return
    noun = counted[0]
    noun.take_place(node)
    node.hang(noun, "advmod")
    for child in list(node.children):
        child.hang(noun, "advmod" if child.kind == "PART" else child.dep)
        if child.low == "not":
            child.low = "-not"  # it denies no deed


def free_nominatives(node: Node) -> None:
    """Give the verb a nominative that hangs on a word of time: "военные ночью атаковали"."""
    time = node.head
    if (
        time is None
        or node.kind == "ADJ"
        or node.features.get("Case") != "Nom"
        or time.features.get("Case") in ("Nom", None)
    ):
        return
    verb = time.head
    if verb is not None and verb.is_verb and node.dep in ("amod", "nmod") and not verb.under("nsubj", "nsubj:pass"):
        node.hang(verb, "nsubj")


def hang_on_last_of_list(node: Node) -> None:
    """Let a name behind a list be that of its last member: "президент А и премьер Б"."""
    first = node.head
    if node.dep != "appos" or first is None:
        return
    between = [other for other in first.under("conj") if first.at < other.at < node.at and other.kind == "NOUN"]
    if between:
        node.hang(between[-1], node.dep)


def free_objects(node: Node) -> None:
    """Give the verb an accusative that hangs on the noun before it: "забили камнями палестинца"."""
    noun = node.head
    if noun is None or node.dep != "nmod" or node.features.get("Case") != "Acc" or node.under("case"):
        return
    verb = noun.head
    if verb is not None and verb.is_verb and not verb.under("obj") and not noun.under("case"):
        node.hang(verb, "obj")


def settle_modal(node: Node) -> None:
    """Let the infinitive head what only says that it can or must be: "могут напасть", "должны уйти"."""
    name = lemma(node)
    low = node.word.lower()
    helper = "can" if name in listed("can") else "must" if name in listed("must") or low in listed("needed") else ""
    if not helper:
        return
    verb = next((v for v in node.under("xcomp", "csubj", "advcl", "obj", "nsubj") if v.form == "Inf"), None)
    if verb is None or (name == "смочь" and node.features.get("Tense") == "Past"):
        return
    verb.take_place(node)
    for child in list(node.children):
        child.hang(verb, child.dep)
    node.hang(verb, "aux")
    node.low, node.kind, node.tag = helper, "AUX", "MD"
    verb.features = {**verb.features, "VerbForm": "Mod"}
    if low in listed("needed"):
        for child in verb.under("iobj", "obl"):
            if child.features.get("Case") == "Dat" and not child.under("case"):
                child.dep = "nsubj"


def add_copula(node: Node) -> list[Node]:
    """Let a verb head what is said of a subject: "стороны готовы к миру" has none, "был" hangs below."""
    if node.is_verb or node.kind not in ("ADJ", "NOUN", "PROPN", "ADV"):
        return []
    subject = node.under("nsubj", "csubj")
    copulas = node.under("cop")
    if not copulas and (not subject or node.under("case")):
        return []
    added: list[Node] = []
    if copulas:
        verb = copulas[0]
        verb.kind = "AUX"
        verb.low = "will" if verb.features.get("Tense") == "Fut" else "was"
        verb.low = "is" if verb.features.get("Tense") == "Pres" else verb.low
        verb.take_place(node)
    else:
        verb = empty("is", "cop", "VBZ", node, node)
        verb.take_place(node)
        added.append(verb)
    for child in [c for c in node.children if c.dep in _MOVED and (c.at < node.at or c.dep in ("nsubj", "punct"))]:
        child.hang(verb, child.dep)
    node.hang(verb, "acomp" if node.kind == "ADJ" else "attr")
    return added
