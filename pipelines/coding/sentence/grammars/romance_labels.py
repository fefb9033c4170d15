"""Labels of ClearNLP and tags of Penn for the words of a Romance sentence, and what its endings say as auxiliaries."""

from collections.abc import Sequence

from pipelines.coding.sentence.grammars.nodes import Node, empty
from pipelines.coding.sentence.grammars.romance_words import Words

_DIRECT = {"nsubj": "nsubj", "csubj": "csubj", "iobj": "dative", "nummod": "nummod", "flat": "compound"} | {
    name: name
    for name in "ROOT det appos conj cc mark punct parataxis ccomp xcomp advcl compound fixed acl amod advmod".split()
}
_TAGS = {
    "PROPN": "NNP", "ADJ": "JJ", "ADV": "RB", "ADP": "IN", "SCONJ": "IN", "CCONJ": "CC", "DET": "DT", "NUM": "CD",
    "PUNCT": ".", "SYM": "SYM", "INTJ": "UH", "PART": "RB", "X": "FW",
}  # fmt: skip
# Conjunctions behind which a subjunctive tells what did happen.
_CONCEDING = frozenset({"although", "after"})
_PURPOSE = frozenset({"for"})


def label(node: Node, words: Words) -> None:
    """The label of English for one of Universal Dependencies."""
    head, dep = node.head, node.dep
    if dep == "obj":
        node.dep = "attr" if head is not None and words.exists(head) else "dobj"
        if head is not None and head.word.lower() in words.listed("resulting") and node.kind == "ADJ":
            node.dep = "acomp"
    elif dep == "nsubj":
        node.dep = "nsubjpass" if head is not None and head.passive else "nsubj"
    elif dep == "advmod":
        node.dep = "neg" if node.low in ("not", "never", "neither") and not _is_focus(node) else "advmod"
    elif dep == "obl":
        node.dep = "npadvmod"
    elif dep == "nmod":
        node.dep = "compound" if node.kind in ("NOUN", "PROPN") else "nmod"
    elif dep == "det":
        node.dep = "poss" if node.features.get("Poss") == "Yes" else "det"
    elif dep == "acl":
        node.dep = _clause_on_noun(node)
    elif dep == "amod":
        held = node.under("agent", "prep", "advmod", "dobj", "obl")
        if (node.form == "Part" or node.kind == "VERB") and (held or node.kind == "VERB"):
            node.dep, node.kind = "acl", "VERB"
            node.features = {**node.features, "VerbForm": "Part"}
    elif dep == "expl:pass":
        node.dep = "auxpass"
    elif dep in ("xcomp", "ccomp") and node.kind == "ADJ":
        node.dep = "acomp" if dep == "xcomp" else dep
    else:
        node.dep = _DIRECT.get(dep, dep)


def _is_focus(node: Node) -> bool:
    """Whether "no" denies another word than the verb: "no solo"."""
    if node.head is None:
        return False
    return any(child.low == "only" and child.at == node.at + 1 for child in node.head.children)


def _clause_on_noun(node: Node) -> str:
    relative = [
        child
        for child in _near(node)
        if child.kind in ("PRON", "ADV", "DET") and child.features.get("PronType", "").endswith("Rel")
    ]
    for child in relative:
        child.tag = "WDT" if child.low in ("that", "which") else "WP"
    if relative:
        return "relcl"
    if node.form == "Fin" and not node.under("mark"):
        return "relcl"
    return "acl"


def _near(node: Node) -> list[Node]:
    return [inner for child in node.children for inner in (child, *child.children)]


def tag_of(node: Node, words: Words) -> str:
    """The tag of Penn."""
    match node.kind:
        case "NOUN":
            return "NNS" if node.features.get("Number") == "Plur" else "NN"
        case "PRON":
            if node.features.get("PronType", "").endswith("Rel"):
                return "WP" if node.low == "who" else "WDT"
            return "PRP"
        case "DET":
            return "PRP$" if node.features.get("Poss") == "Yes" else "DT"
        case "PUNCT":
            return "," if node.word == "," else "."
        case "ADJ":
            return "VBN" if node.form == "Part" else "JJ"
        case "VERB" | "AUX":
            return _verb_tag(node, words)
        case _:
            return _TAGS.get(node.kind, "NN")


def _verb_tag(node: Node, words: Words) -> str:
    match node.form:
        case "Inf":
            return "VB"
        case "Ger":
            return "VBG"
        case "Part":
            return "VBN"
    how, tense = node.features.get("Mood"), node.features.get("Tense")
    if how == "Cnd" and not words.is_conditional(node.word):
        how, tense = "Ind", "Pres"  # "envían" is taken for one
    if how in ("Sub", "Cnd", "Imp") or tense == "Fut":
        return "VB"
    if tense in ("Past", "Imp"):
        return "VBD"
    return "VBP" if node.features.get("Number") == "Plur" else "VBZ"


def mood(verb: Node, words: Words) -> list[Node]:
    """What English says by auxiliaries, others by endings: future, conditional, subjunctive, infinitive."""
    if verb.dep in ("aux", "auxpass"):
        return []
    helpers = verb.under("aux", "auxpass")
    chain = [*[h for h in helpers if h.word], verb]
    finite = next((link for link in chain if link.features.get("VerbForm") == "Fin"), None)
    if finite is None:
        return _infinitive(verb, chain)
    if (
        finite is not verb
        and verb.tag == "VB"
        and not any(h.low in ("can", "could", "must", "should", "will", "would") for h in helpers)
    ):
        verb.tag = _verb_tag(finite, words)  # "volvieron a atacar", "llegó a declarar"
    how, tense = finite.features.get("Mood"), finite.features.get("Tense")
    modal = any(h.low in ("must", "should", "could", "will", "would") for h in helpers)
    if how == "Sub":
        return _subjunctive(verb, chain[0])
    if how == "Cnd" and words.is_conditional(finite.word) and not modal:
        return [empty("would", "aux", "MD", verb, chain[0])]
    if tense == "Fut" and not modal:
        return [empty("will", "aux", "MD", verb, chain[0])]
    return []


def _infinitive(verb: Node, chain: Sequence[Node]) -> list[Node]:
    if verb.form != "Inf" or verb.dep in ("pcomp", "nsubj", "csubj"):
        return []
    if verb.dep in ("ccomp", "dobj", "advcl", "prep", "pobj", "dep") and verb.head is not None and verb.head.is_verb:
        marks = [m for m in verb.children if m.dep in ("mark", "case")]
        verb.dep = "advcl" if any(m.low == "for" for m in marks) else "xcomp"
    return [empty("to", "aux", "TO", verb, chain[0])]


def _subjunctive(verb: Node, first: Node) -> list[Node]:
    """A subjunctive tells what is asked for, feared or supposed."""
    marks = verb.under("mark", "advmod", "prep", "case")
    if verb.dep == "ccomp":
        verb.dep = "xcomp"
        return [empty("to", "aux", "TO", verb, first)]
    if verb.dep == "acl":
        return [empty("to", "aux", "TO", verb, first)]
    if verb.dep == "pobj" and verb.head is not None and verb.head.low in _CONCEDING:
        return []  # "después de que fuera asesinado"
    if verb.dep in ("advcl", "pcomp"):
        if any(m.low in _CONCEDING for m in marks):
            return []
        if any(m.low in _PURPOSE for m in marks):
            return [empty("to", "aux", "TO", verb, first)]
        if not any(m.low == "if" for m in marks):
            return [empty("if", "mark", "IN", verb, first)]
        return []
    if verb.dep == "conj" and verb.head is not None and verb.head.tag == "VB":
        return []
    return [empty("may", "aux", "MD", verb, first)]
