"""Labels of ClearNLP and tags of Penn for the words of a Russian sentence, and what its endings say as auxiliaries."""

from pipelines.coding.sentence.grammars.nodes import Node, empty

_DIRECT = {
    "nsubj": "nsubj", "nsubjpass": "nsubjpass", "csubj": "csubj", "csubj:pass": "csubj", "obj": "dobj", "iobj": "dobj",
    "nummod": "nummod", "nummod:gov": "nummod", "flat": "compound", "flat:name": "compound",
    "flat:foreign": "compound", "acl:relcl": "relcl", "obl": "npadvmod", "discourse": "advmod", "orphan": "dep",
    "list": "appos", "goeswith": "compound", "cop": "aux", "aux:pass": "auxpass", "vocative": "npadvmod",
} | {
    name: name
    for name in "ROOT det appos conj cc mark punct parataxis ccomp xcomp advcl compound fixed aux auxpass agent prep "
    "dative pobj poss npadvmod neg acomp attr".split()
}  # fmt: skip
_TAGS = {
    "PROPN": "NNP", "ADJ": "JJ", "ADV": "RB", "ADP": "IN", "SCONJ": "IN", "CCONJ": "CC", "DET": "DT", "NUM": "CD",
    "PUNCT": ".", "SYM": "SYM", "INTJ": "UH", "PART": "RB", "X": "FW",
}  # fmt: skip
_MODALS = frozenset({"can", "could", "must", "should", "will", "would"})
_NEGATIONS = ("not", "never")


def label(node: Node) -> None:
    """The label of English for one of Universal Dependencies."""
    head, dep = node.head, node.dep
    if dep == "advmod":
        node.dep = "neg" if node.low in _NEGATIONS else "advmod"
    elif dep == "nmod":
        node.dep = "compound" if node.kind in ("NOUN", "PROPN") else "nmod"
    elif dep == "det":
        node.dep = "poss" if node.low in ("its", "our", "her", "their", "whose") else "det"
    elif dep == "acl":
        node.dep = "acl" if node.is_verb else "appos"
    elif dep == "amod":
        participle = node.form == "Part" and node.kind == "VERB"
        held = node.under("agent", "prep", "advmod", "obj", "dobj", "npadvmod", "obl")
        node.dep = "acl" if participle and held else "amod"
    elif dep == "xcomp" and node.kind in ("ADJ", "NOUN"):
        node.dep = "acomp" if node.kind == "ADJ" else "attr"
    elif dep == "parataxis" and head is not None and head.is_verb and node.is_verb:
        node.dep = "parataxis"
    else:
        node.dep = _DIRECT.get(dep, "dep")


def tag_of(node: Node) -> str:
    """The tag of Penn."""
    match node.kind:
        case "NOUN":
            return "NNS" if node.features.get("Number") == "Plur" else "NN"
        case "PRON":
            return _pronoun(node)
        case "DET":
            return "PRP$" if node.dep == "poss" else _pronoun(node) if node.dep.startswith("nsubj") else "DT"
        case "PUNCT":
            return "," if node.word == "," else "."
        case "VERB" | "AUX":
            return _verb_tag(node)
        case _:
            return _TAGS.get(node.kind, "NN")


def _pronoun(node: Node) -> str:
    return {"which": "WDT", "that": "WDT", "who": "WP"}.get(node.low, "PRP")


def _verb_tag(node: Node) -> str:
    match node.form:
        case "Inf" | "Mod":
            return "VB"
        case "Conv":
            return "VBG"
        case "Part":
            return "VBG" if node.features.get("Voice") == "Act" and node.features.get("Tense") == "Pres" else "VBN"
    tense = node.features.get("Tense")
    if node.features.get("Mood") == "Imp" or tense == "Fut":
        return "VB"
    if tense == "Past":
        return "VBD"
    return "VBP" if node.features.get("Number") == "Plur" else "VBZ"


def mood(verb: Node) -> list[Node]:
    """What English says by auxiliaries, and Russian by aspect, "бы", "чтобы" and infinitives."""
    if verb.dep in ("aux", "auxpass"):
        return []
    first = min([verb, *(c for c in verb.under("aux", "auxpass") if c.word)], key=lambda node: node.at)
    helpers = verb.under("aux", "auxpass")
    supposed = [c for c in verb.children if c.word.lower() in ("бы", "б")]
    can = next((helper for helper in helpers if helper.low == "can"), None)
    for child in supposed:
        child.low, child.tag, child.dep = "would", "MD", "aux" if can is None else "advmod"
    if supposed:
        verb.tag = "VB"
        if can is not None:
            can.low = "could"
        return []
    marks = verb.under("mark")
    if any(mark.word.lower().startswith("чтоб") for mark in marks):
        return _wished(verb, first)
    for helper in helpers:
        if helper.features.get("Tense") == "Fut" and helper.low not in _MODALS:
            helper.low, helper.tag = "will", "MD"
            verb.tag = "VB" if verb.form == "Inf" else verb.tag
            return []
    if verb.form == "Inf":
        return _infinitive(verb, first)
    if verb.form == "Fin" and (verb.features.get("Tense") == "Fut" or _follows_condition(verb)):
        return [empty("will", "aux", "MD", verb, first)]
    if verb.passive and verb.form == "Part" and verb.dep not in ("acl", "amod") and not helpers:
        return [empty("was", "auxpass", "VBD", verb, first)]
    return []


def _follows_condition(verb: Node) -> bool:
    """Whether a verb of the present tells what comes if something else does: "если уйдут, армия атакует"."""
    clauses = [mark for clause in verb.under("advcl") for mark in clause.under("mark") if mark.low == "if"]
    return bool(clauses) and verb.features.get("Tense") == "Pres"


def _wished(verb: Node, first: Node) -> list[Node]:
    """What is asked for or meant to come: "потребовал, чтобы войска ушли"."""
    verb.tag = "VB"
    for mark in verb.under("mark"):
        if mark.word.lower().startswith("чтоб"):
            mark.low = "for" if verb.dep == "advcl" else mark.low
    if verb.dep == "ccomp":
        verb.dep = "xcomp"
    return [empty("to", "aux", "TO", verb, first)]


def _infinitive(verb: Node, first: Node) -> list[Node]:
    if verb.dep in ("ccomp", "dobj", "pobj", "dep", "npadvmod") and verb.head is not None and verb.head.is_verb:
        verb.dep = "xcomp"
    if verb.dep in ("csubj", "nsubj"):
        return []
    return [empty("to", "aux", "TO", verb, first)]
