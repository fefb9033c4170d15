"""The tree of a Spanish sentence turned into the shape that English labels have: words of grammar hang otherwise."""

from collections.abc import Callable, Sequence

from pipelines.coding.glosses import Glosses
from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.spanish_verbs import auxiliaries, listed

_PLACED = frozenset(
    {"obl", "nmod", "obj", "iobj", "nsubj", "advcl", "acl", "xcomp", "ccomp", "appos", "dep", "advmod", "compound"}
)
_CONDITIONAL = {"can": "could", "must": "should"}
_HAVING = {"Pres": "has", "Past": "had", "Imp": "had", "Fut": "have", "Cnd": "have"}
# Before an infinitive these stand for themselves: "tras atacar", "sin atacar", "por atacar".
_GOVERNING = frozenset({"after", "before", "without", "despite", "on"})
# Endings of the other tenses; what else ends in a vowel or in "n" is of the present.
_NO_PRESENT = ("aba", "aban", "ía", "ían", "iera", "ieran", "iese", "iesen", "rá", "rán", "ré", "ron", "ó", "é")
_PLAIN = str.maketrans("áéíóú", "aeiou")
_FAR = 6
_NEAR = 4


def mend(nodes: Sequence[Node], known: Callable[[str, str], bool]) -> None:
    """Mend what the tagger takes for another part of speech: "Bombardean posiciones", "Manifestación en Bilbao".

    ``known`` says of what parts of speech a form in lower case is known.
    """
    for node in nodes:
        low = node.word.lower()
        if node.kind == "VERB" and node.form == "Fin" and known(low, "n") and not known(low, "v"):
            _make_noun(node)
    _mend_opening(nodes, known)
    _join_roots(nodes)


def _mend_opening(nodes: Sequence[Node], known: Callable[[str, str], bool]) -> None:
    first = next((node for node in nodes if node.kind != "PUNCT"), None)
    if first is not None and first.kind == "PROPN" and not first.word.isupper() and known(first.word.lower(), "n"):
        _make_noun(first)
    finite = [node for node in nodes if node.form == "Fin" and node.kind in ("VERB", "AUX")]
    for node in nodes:
        low = node.word.lower()
        opens = node is first and low[-1:] in "ae"
        if node.kind not in ("NOUN", "ADJ", "PROPN") or not (_is_finite(low) or opens):
            continue
        if not known(low, "v") or known(low, "n") or known(low, "a"):
            continue
        root = next(other for other in nodes if other.head is None)
        if finite and (node is not first or root in finite):
            return
        node.kind = "VERB"
        node.features = {"VerbForm": "Fin", "Mood": "Ind", "Tense": _tense(low), "Number": "Plur"}
        if root is not node:
            node.hang(None, "ROOT")
            for child in root.under("punct"):
                child.hang(node, "punct")
            subject = root.at < node.at or low in listed("intransitive")
            root.hang(node, "nsubj" if subject else "obj")
        return


def settle_mood(node: Node, lemma_of: Callable[[str], str]) -> None:
    """Let the ending tell the mood where the verb is known: "capturan" of "capturar" is told, "capturen" asked for."""
    low = node.word.lower()
    if node.form != "Fin" or low.endswith(_NO_PRESENT) or node.features.get("Tense") not in ("Pres", None):
        return
    ending = low.rstrip("n")[-1:]
    kind = lemma_of(low).translate(_PLAIN)[-2:]
    stem = lemma_of(low)[:-2]
    if (
        ending not in "ae"
        or kind not in ("ar", "er", "ir")
        or low in (stem + "ara", stem + "aran", stem + "ase", stem + "asen")
    ):
        return
    told = (kind == "ar") == (ending == "a")
    node.features = {**node.features, "Mood": "Ind" if told else "Sub", "Tense": "Pres"}


def _make_noun(node: Node) -> None:
    node.kind = "NOUN"
    node.features = {"Number": "Plur" if node.word.endswith("s") else "Sing"}
    for child in node.under("obj", "nsubj"):
        child.dep = "nmod"


def _join_roots(nodes: Sequence[Node]) -> None:
    """Hang what the parser parts from a sentence where it belongs: "Capturan en Medellín a alias Tornillo"."""
    roots = [node for node in nodes if node.head is None]
    if len(roots) < 2:
        return
    main = next((root for root in roots if root.is_verb), roots[0])
    for root in roots:
        if root is not main:
            behind = root.under("case") and main.is_verb and root.at > main.at
            root.hang(main, "obl" if behind else "parataxis" if root.kind != "PUNCT" else "punct")


def _is_finite(low: str) -> bool:
    return low.endswith(("an", "en", "ron", "ó"))


def _tense(low: str) -> str:
    return "Past" if low.endswith(("ron", "ó")) else "Pres"


def join_phrases(nodes: Sequence[Node], glosses: Glosses) -> None:
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
    top = next(
        (part for part in parts if part.head is not None and id(part.head) not in inside and part.head is not owner),
        None,
    )
    root = next((part for part in parts if part.head is None), None)
    if root is not None:
        return False
    if top is not None and owner.is_below(top):
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


def settle_auxiliaries(node: Node) -> None:
    """Say of each auxiliary what it is, and of a verb whether it is passive."""
    helping = node.under("aux", "cop")
    if not helping:
        return
    if node.form == "Part" or (
        node.kind == "ADJ" and node.word.lower().endswith(("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas"))
    ):
        being = [
            h
            for h in helping
            if auxiliaries().get(h.word.lower()) in ("being", "going") or h.word.lower() in ("fue", "fueron")
        ]
        staying = [h for h in helping if auxiliaries().get(h.word.lower()) == "staying"]
        if being or staying:
            node.kind, node.passive = "VERB", True
            node.features = {**node.features, "VerbForm": "Part"}
            (being or staying)[-1].dep = "auxpass"
            (being or staying)[-1].low = "was"
    for helper in helping:
        if helper.dep != "aux" and not node.passive:
            continue
        helper.dep = "aux" if helper.dep == "cop" else helper.dep
        said = auxiliaries().get(helper.word.lower())
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


def settle_clitic(node: Node, acts: Callable[[str], bool]) -> None:
    """Say what "se" does: a passive, or a part of its verb; and of other clitics what they are.

    ``acts`` says which nouns are for people: what they do to themselves is no passive.
    """
    if node.kind == "PRON" and node.low == "the":
        many = node.features.get("Number") == "Plur"
        node.low = "them" if many else ("her" if node.features.get("Gender") == "Fem" else "him")
    if node.word.lower() != "se" or node.head is None or node.kind != "PRON":
        return
    verb = node.head
    node.dep, node.low = "prt", "es:se"
    if verb.word.lower() in listed("pronominal"):
        _settle_subject(verb, node)
        return
    if not verb.is_verb or [child for child in verb.under("obj") if child is not node]:
        return
    subjects = verb.under("nsubj")
    suffers = subjects and (subjects[0].at > verb.at or (subjects[0].kind == "NOUN" and not acts(subjects[0].low)))
    if suffers:
        node.dep, verb.passive = "auxpass", True


def settle_subject(node: Node) -> None:
    """Mend what the parser takes for another thing than a subject, or than a clause said: "marchan miles"."""
    verb = node.head
    if verb is not None and node.dep == "amod" and node.word.lower() in listed("adjectival", "a"):
        for child in [c for c in node.children if c.dep in ("obl", "nmod", "obj")]:
            child.hang(verb, "nmod")  # "un choque armado entre guerrilleros y soldados"
        return
    if verb is None or not verb.is_verb:
        return
    if node.dep == "nummod" and node.kind == "NUM" and not verb.under("nsubj"):
        node.dep = "nsubj"
    elif (node.dep == "nsubj" and _is_done_by_nobody(verb, node)) or (
        node.dep == "nmod" and node.kind == "NOUN" and not node.under("case") and not verb.under("obj")
    ):
        node.dep = "obj"
    elif node.dep == "csubj" and node.under("mark") and not verb.under("ccomp"):
        node.dep = "ccomp"
    elif verb.word.lower() in listed("resulting") and node.kind in ("ADJ", "VERB") and node.dep in ("obj", "xcomp"):
        for child in [c for c in node.children if c.at > node.at and c.dep in ("advcl", "obl", "nmod")]:
            child.hang(verb, "obl" if child.dep == "nmod" else child.dep)


def _is_done_by_nobody(verb: Node, noun: Node) -> bool:
    """Whether a plural that opens a headline has its object behind it: "Envían 600 militares a Culiacán"."""
    past = verb.features.get("Tense") in ("Past", "Imp", "Fut")
    plural = verb.form == "Fin" and verb.features.get("Number") == "Plur" and not past
    taken = [child for child in verb.under("obj", "expl:pass") if not child.under("case")]
    opens = verb.head is None and verb.at <= 1 and noun.at > verb.at and not taken
    return plural and opens and verb.word.lower() not in listed("intransitive")


def _settle_subject(verb: Node, clitic: Node) -> None:
    """Let who does what they do with themselves be the subject: "se enfrentaron policías y manifestantes"."""
    if verb.under("nsubj"):
        return
    for child in verb.under("obj"):
        if child is not clitic and child.kind in ("NOUN", "PROPN", "NUM") and not child.under("case"):
            child.dep = "nsubj"
            return


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


def place_behind_preposition(node: Node, acts: Callable[[str], bool]) -> None:
    """Let the preposition govern its noun, as English labels have it; a personal "a" is none.

    ``acts`` says which nouns are for people.
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
    if case.word.lower() == "por":
        case.low = "by"
    if _is_object(node, case, acts):
        case.hang(node.head, "case")
        node.dep = "obj"
        return
    if _is_doer_of(node, case, acts):
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
        else:
            case.low = "for"
    case.take_place(node)
    case.dep = dep
    node.hang(case, "pobj")


def _is_doer_of(node: Node, case: Node, acts: Callable[[str], bool]) -> bool:
    """Whether "de" behind a deed tells who did it: "la marcha de los maestros", "los ataques de Hamás"."""
    deed = node.head
    if deed is None or case.low != "of" or node.dep != "nmod" or case.children:
        return False
    word = deed.word.lower()
    if word not in listed("done_by", "n"):
        return False
    if node.kind == "NOUN":
        return acts(node.low)
    named = node.kind == "PROPN" and (word in listed("dealt_by", "n") or node.word.isupper() or bool(node.under("det")))
    return named or (node.kind == "PROPN" and case.word.lower() == "del")


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


def _is_object(node: Node, case: Node, acts: Callable[[str], bool]) -> bool:
    """Whether "a" only marks whom a verb is done to: "detuvieron a cinco jóvenes"."""
    verb = node.head
    if case.low != "to" or verb is None or not verb.is_verb or case.children:
        return False
    if node.dep == "obj":
        return not [child for child in verb.under("obj") if child is not node and child.kind in ("NOUN", "PROPN")]
    if node.dep not in ("obl", "iobj") or verb.passive or verb.word.lower() in listed("governing_a"):
        return False
    taken = [child for child in verb.under("obj", "prt") if child is not node and child.word.lower() != "se"]
    named = any(child.kind == "PROPN" and child.dep in ("flat", "appos") for child in node.children)
    return not taken and (node.kind == "PROPN" or named or acts(node.low) or bool(node.under("det", "nummod")))
