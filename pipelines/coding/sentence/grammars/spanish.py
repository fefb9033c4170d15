"""Spanish: a parse in Universal Dependencies as the rules of syntax read it."""

from collections.abc import Callable, Sequence
from functools import cache

from pipelines.coding.event.inflection_es import forms
from pipelines.coding.glosses import Glosses, glosses_of
from pipelines.coding.sentence.grammars.nodes import Node, empty
from pipelines.coding.wordlists import word_list

_DIRECT = {"nsubj": "nsubj", "csubj": "csubj", "iobj": "dative", "nummod": "nummod", "flat": "compound"} | {
    name: name
    for name in "ROOT det appos conj cc mark punct parataxis ccomp xcomp advcl compound fixed acl amod advmod".split()
}
_PLACED = frozenset({"obl", "nmod", "obj", "iobj", "nsubj", "advcl", "acl", "xcomp", "ccomp", "appos", "dep", "advmod"})
_TAGS = {
    "PROPN": "NNP", "ADJ": "JJ", "ADV": "RB", "ADP": "IN", "SCONJ": "IN", "CCONJ": "CC", "DET": "DT", "NUM": "CD",
    "PUNCT": ".", "SYM": "SYM", "INTJ": "UH", "PART": "RB", "X": "FW",
}  # fmt: skip
_MODALS = (("poder", "can"), ("deber", "must"), ("tener", "must"))
_CONDITIONAL = {"can": "could", "must": "should"}
_HAVING = {"Pres": "has", "Past": "had", "Imp": "had", "Fut": "have", "Cnd": "have"}
# Conjunctions behind which a subjunctive tells what did happen.
_CONCEDING = frozenset({"although", "after"})
_PURPOSE = frozenset({"for"})
# Before an infinitive these stand for themselves: "tras atacar", "sin atacar", "por atacar".
_GOVERNING = frozenset({"after", "before", "without", "despite", "on"})
_FAR = 6


def _forms_of(*lemmas: str) -> frozenset[str]:
    return frozenset(form for lemma in lemmas for form in forms(lemma, "v"))


@cache
def _auxiliaries() -> dict[str, str]:
    """Auxiliaries by their forms: what each says of the verb behind it."""
    found = dict.fromkeys(_forms_of("ir"), "going")
    found |= dict.fromkeys(_forms_of("ser"), "being")
    found |= dict.fromkeys(_forms_of("estar"), "staying")
    found |= dict.fromkeys(_forms_of("haber"), "having")
    for lemma, modal in _MODALS:
        found |= dict.fromkeys(_forms_of(lemma), modal)
    return found


@cache
def _listed(name: str) -> frozenset[str]:
    """The forms of the verbs of a list that only this language has."""
    return frozenset(form for lemma in own_list(name) for form in forms(lemma, "v"))


def own_list(name: str) -> tuple[str, ...]:
    """The lemmas in a list of ``data/es/grammar.tsv``."""
    return _own().get(name, ())


@cache
def _own() -> dict[str, tuple[str, ...]]:
    from pipelines.coding.datafiles import DATA, read_rows

    return {row.cells[0]: tuple(row.cells[1].split()) for row in read_rows(DATA / "es" / "grammar.tsv", 2, 2)}


class Spanish:
    """The grammar; ``known`` says whether a form in lower case begins an entry of the lexicon as part of speech."""

    language = "es"

    def __init__(self, known: Callable[[str, str], bool]) -> None:
        self._known = known
        self._glosses: Glosses = glosses_of(self.language)

    def spelt(self, word: str) -> str:
        """A word as it stands among those of a parse."""
        return self._glosses.spelt(word)

    def rewrite(self, nodes: list[Node]) -> list[Node]:
        """The nodes of one sentence, with tags and labels as the rules read them, and the words that English adds."""
        for node in nodes:
            node.low = self._glosses.seen(node.word.lower())
        _mend(nodes, self._known)
        _join_phrases(nodes, self._glosses)
        for node in list(nodes):
            _settle_auxiliaries(node)
        for node in list(nodes):
            _settle_copula(node)
        for node in nodes:
            _settle_clitic(node)
        for node in nodes:
            _hang_on_last_of_list(node)
        for node in nodes:
            _place_behind_preposition(node)
        for node in nodes:
            _label(node)
        added: list[Node] = []
        for node in nodes:
            node.tag = node.tag or _tag(node)
        for node in nodes:
            if node.is_verb and node.tag.startswith("V"):
                added += _mood(node)
        for node in nodes:
            node.word = self._glosses.spelt(node.word)
        return nodes + added


def _mend(nodes: Sequence[Node], known: Callable[[str, str], bool]) -> None:
    """Let a word that the tagger took for a noun be the verb that it can only be: "Bombardean posiciones"."""
    if any(node.form == "Fin" and node.kind == "VERB" for node in nodes):
        return
    for node in nodes:
        low = node.word.lower()
        if node.kind not in ("NOUN", "ADJ", "PROPN") or not _is_finite(low):
            continue
        if not known(low, "v") or known(low, "n") or known(low, "a"):
            continue
        node.kind = "VERB"
        node.features = {"VerbForm": "Fin", "Mood": "Ind", "Tense": _tense(low), "Number": "Plur"}
        root = next(other for other in nodes if other.head is None)
        if root is not node:
            node.hang(None, "ROOT")
            for child in root.under("punct"):
                child.hang(node, "punct")
            root.hang(node, "nsubj" if root.at < node.at else "obj")
        return


def _is_finite(low: str) -> bool:
    return low.endswith(("an", "en", "ron", "ó"))


def _tense(low: str) -> str:
    return "Past" if low.endswith(("ron", "ó")) else "Pres"


def _join_phrases(nodes: Sequence[Node], glosses: Glosses) -> None:
    """Let prepositions of several words be one: "por parte de", "en contra de"."""
    lows = [{"al": "a", "del": "de"}.get(node.word.lower(), node.word.lower()) for node in nodes]
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
    top = next((part for part in parts if part.head is not None and id(part.head) not in inside and part.head is not owner), None)
    root = next((part for part in parts if part.head is None), None)
    if root is not None:
        return False
    if top is not None and _is_above(owner, top):
        owner.take_place(top)
        owner.dep = "obl" if owner.head is not None and owner.head.is_verb else "nmod"
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


def _is_above(node: Node, top: Node) -> bool:
    """Whether ``node`` hangs somewhere below ``top``."""
    current: Node | None = node
    while current is not None:
        if current is top:
            return True
        current = current.head
    return False


def _settle_auxiliaries(node: Node) -> None:
    """Say of each auxiliary what it is, and of a verb whether it is passive."""
    helping = node.under("aux", "cop")
    if not helping:
        return
    if node.form == "Part" or (node.kind == "ADJ" and node.word.lower().endswith(("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"))):
        being = [h for h in helping if _auxiliaries().get(h.word.lower()) in ("being", "going") or h.word.lower() in ("fue", "fueron")]
        staying = [h for h in helping if _auxiliaries().get(h.word.lower()) == "staying"]
        if being or staying:
            node.kind, node.passive = "VERB", True
            node.features = {**node.features, "VerbForm": "Part"}
            (being or staying)[-1].dep = "auxpass"
            (being or staying)[-1].low = "was"
    for helper in helping:
        if helper.dep != "aux" and not node.passive:
            continue
        helper.dep = "aux" if helper.dep == "cop" else helper.dep
        said = _auxiliaries().get(helper.word.lower())
        if helper.dep == "auxpass":
            continue
        if said == "having":
            helper.low = _HAVING.get(helper.features.get("Tense", "Cnd"), "has")
        elif said == "going" and node.form == "Inf":
            helper.low = "will" if helper.features.get("Tense") in ("Pres", "Fut") else "would"
        elif said in ("can", "must") and node.form == "Inf":
            conditional = helper.features.get("Mood") == "Cnd"
            past = helper.features.get("Tense") == "Past"
            helper.low = _CONDITIONAL[said] if conditional else ("managed" if past and said == "can" else said)
        elif said == "staying":
            helper.low = "is"


def _settle_copula(node: Node) -> None:
    """Let the verb head what it says of its subject: "el ataque fue obra de X"."""
    copulas = node.under("cop")
    if not copulas or node.passive:
        return
    verb = copulas[0]
    verb.kind = "AUX"
    verb.take_place(node)
    for child in list(node.children):
        if child.dep in ("nsubj", "csubj", "advmod", "aux", "mark", "cc", "punct", "advcl", "ccomp", "obl", "cop") and (
            child.at < node.at or child.dep in ("advcl", "ccomp", "punct", "nsubj", "csubj")
        ):
            if child is not verb:
                child.hang(verb, child.dep)
    node.hang(verb, "acomp" if node.kind == "ADJ" else "attr")
    verb.low = "is" if verb.features.get("Tense") == "Pres" else "was"


def _settle_clitic(node: Node) -> None:
    """Say what "se" does: a passive, or a part of its verb; and of other clitics what they are."""
    if node.kind == "PRON" and node.low == "the":
        many = node.features.get("Number") == "Plur"
        node.low = "them" if many else ("her" if node.features.get("Gender") == "Fem" else "him")
    if node.word.lower() != "se" or node.head is None or node.kind != "PRON":
        return
    verb = node.head
    node.dep, node.low = "prt", "es:se"
    if verb.word.lower() in _listed("pronominal") or not verb.is_verb or verb.under("obj"):
        return
    subjects = verb.under("nsubj")
    if subjects and subjects[0].at > verb.at or (subjects and subjects[0].kind == "NOUN" and not _acts(subjects[0])):
        node.dep, verb.passive = "auxpass", True


def _acts(node: Node) -> bool:
    return node.low in word_list("people_too") or node.low in word_list("front_subjects")


def _hang_on_last_of_list(node: Node) -> None:
    """Let what stands behind a list belong to its last member: "el Ejército y disidentes de las FARC"."""
    first = node.head
    if node.dep != "nmod" or first is None or first.at > node.at:
        return
    between = [other for other in first.under("conj") if first.at < other.at < node.at and other.kind in ("NOUN", "PROPN")]
    if between:
        node.hang(between[-1], node.dep)


def _place_behind_preposition(node: Node) -> None:
    """Let the preposition govern its noun, as English labels have it; a personal "a" is none."""
    if node.head is None or node.dep not in _PLACED:
        return
    cases = node.under("case")
    if node.is_verb and node.form == "Inf" and node.dep in ("advcl", "acl", "xcomp", "ccomp", "obl", "nmod", "dep"):
        cases = cases or [m for m in node.under("mark") if m.kind == "ADP"]
        if not cases or cases[0].low not in _GOVERNING | {"by"} and not (cases[0].low == "to" and cases[0].word.lower() == "al"):
            return
        case = cases[0]
        case.low = {"by": "for", "to": "on"}.get(case.low, case.low)
        case.take_place(node)
        case.dep = "prep"
        node.hang(case, "pcomp")
        node.tag = "VBG"
        return
    if not cases or node.kind in ("VERB", "AUX") and node.form == "Fin":
        return
    case = cases[0]
    if case.word.lower() == "por":
        case.low = "by"
    if _is_object(node, case):
        case.hang(node.head, "case")
        node.dep = "obj"
        return
    dep = "prep"
    verb = node.head
    if case.low == "by":
        participle = verb.passive or (verb.form == "Part" and not verb.under("aux"))
        if participle or (case.children and verb.is_verb):
            dep = "agent"
        elif case.children or _is_deed_of(verb):
            outer = _deed_above(verb)
            if outer is not verb:
                node.hang(outer, node.dep)
        else:
            case.low = "for"
    case.take_place(node)
    case.dep = dep
    node.hang(case, "pobj")


def _is_deed_of(noun: Node) -> bool:
    """Whether a noun stands behind the "de" of another: "el asesinato de un líder por sicarios"."""
    return noun.head is not None and noun.head.low == "of" and noun.dep == "pobj"


def _deed_above(noun: Node) -> Node:
    """The deed that was done by somebody: the murder in "el asesinato de un líder por parte de sicarios"."""
    while noun.head is not None and noun.head.head is not None and noun.dep == "pobj" and noun.head.low == "of":
        noun = noun.head.head
    return noun


def _is_object(node: Node, case: Node) -> bool:
    """Whether "a" only marks whom a verb is done to: "detuvieron a cinco jóvenes"."""
    verb = node.head
    if case.low != "to" or verb is None or not verb.is_verb or case.children:
        return False
    if node.dep == "obj":
        return True
    if node.dep not in ("obl", "iobj") or verb.passive or verb.word.lower() in _listed("governing_a"):
        return False
    taken = [child for child in verb.under("obj", "prt") if child is not node and child.word.lower() != "se"]
    return not taken and (node.kind == "PROPN" or bool(node.under("det", "nummod")))


def _label(node: Node) -> None:
    """The label of English for one of Universal Dependencies."""
    head, dep = node.head, node.dep
    if dep == "obj":
        node.dep = "attr" if head is not None and _exists(head) else "dobj"
        if head is not None and head.word.lower() in _listed("resulting") and node.kind == "ADJ":
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


def _exists(verb: Node) -> bool:
    """Whether "haber" says that there is something."""
    return _auxiliaries().get(verb.word.lower()) == "having" and verb.low != "will"


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


def _tag(node: Node) -> str:
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
            return _verb_tag(node)
        case _:
            return _TAGS.get(node.kind, "NN")


def _verb_tag(node: Node) -> str:
    match node.form:
        case "Inf":
            return "VB"
        case "Ger":
            return "VBG"
        case "Part":
            return "VBN"
    mood, tense = node.features.get("Mood"), node.features.get("Tense")
    if mood in ("Sub", "Cnd", "Imp") or tense == "Fut":
        return "VB"
    if tense in ("Past", "Imp"):
        return "VBD"
    return "VBP" if node.features.get("Number") == "Plur" else "VBZ"


def _mood(verb: Node) -> list[Node]:
    """What English says by auxiliaries, and Spanish by endings: future, conditional, subjunctive, infinitive."""
    if verb.dep in ("aux", "auxpass"):
        return []
    helpers = verb.under("aux", "auxpass")
    chain = [*[h for h in helpers if h.word], verb]
    finite = next((link for link in chain if link.features.get("VerbForm") == "Fin"), None)
    if finite is None:
        return _infinitive(verb, chain)
    if finite is not verb and verb.tag == "VB" and not any(h.low in ("can", "could", "must", "should", "will", "would") for h in helpers):
        verb.tag = _verb_tag(finite)  # "volvieron a atacar", "llegó a declarar"
    mood, tense = finite.features.get("Mood"), finite.features.get("Tense")
    modal = any(h.low in ("must", "should", "could", "will", "would") for h in helpers)
    if mood == "Sub":
        return _subjunctive(verb, chain[0])
    if mood == "Cnd" and not modal:
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
    marks = [m for m in verb.under("mark", "advmod", "prep", "case")]
    if verb.dep == "ccomp":
        verb.dep = "xcomp"
        return [empty("to", "aux", "TO", verb, first)]
    if verb.dep == "acl":
        return [empty("to", "aux", "TO", verb, first)]
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
