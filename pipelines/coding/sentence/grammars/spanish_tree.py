"""The tree of a Spanish sentence turned into the shape that English labels have: words of grammar hang otherwise."""

from collections.abc import Callable, Sequence

from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_tree import join_roots, make_noun
from pipelines.coding.sentence.grammars.romance_words import SPANISH

_CONDITIONAL = {"can": "could", "must": "should"}
_HAVING = {"Pres": "has", "Past": "had", "Imp": "had", "Fut": "have", "Cnd": "have"}
# Endings of the other tenses; what else ends in a vowel or in "n" is of the present.
_NO_PRESENT = ("aba", "aban", "ía", "ían", "iera", "ieran", "iese", "iesen", "rá", "rán", "ré", "ron", "ó", "é")
_NO_RULE = frozenset({"ha", "han", "va", "van", "es", "son"})
_NAMES = ("NOUN", "PROPN", "VERB")
_TO = frozenset({"a", "al"})
_PLAIN = str.maketrans("áéíóú", "aeiou")


def mend(nodes: Sequence[Node], known: Callable[[str, str], bool]) -> None:
    """Mend what the tagger takes for another part of speech: "Bombardean posiciones", "Manifestación en Bilbao".

    ``known`` says of what parts of speech a form in lower case is known.
    """
    for node in nodes:
        low = node.word.lower()
        if node.kind == "VERB" and node.form == "Fin" and known(low, "n") and not known(low, "v"):
            make_noun(node)
    _mend_opening(nodes, known)
    join_roots(nodes)


def _mend_opening(nodes: Sequence[Node], known: Callable[[str, str], bool]) -> None:
    first = next((node for node in nodes if node.kind != "PUNCT"), None)
    if first is not None and first.kind == "PROPN" and not first.word.isupper() and known(first.word.lower(), "n"):
        make_noun(first)
    finite = [node for node in nodes if node.form == "Fin" and node.kind in ("VERB", "AUX")]
    for at, node in enumerate(nodes):
        low = node.word.lower()
        opens = node is first and low[-1:] in "ae"
        follows = not finite and node is not first and _tells_of_subject(nodes, at)
        if node.kind not in ("NOUN", "ADJ", "PROPN") or not (_is_finite(low) or opens or follows):
            continue
        if not known(low, "v") or known(low, "n") or known(low, "a"):
            continue
        root = next(other for other in nodes if other.head is None)
        if finite and (node is not first or root in finite):
            return
        node.kind = "VERB"
        number = "Sing" if follows else "Plur"
        node.features = {"VerbForm": "Fin", "Mood": "Ind", "Tense": _tense(low), "Number": number}
        if root is not node:
            node.hang(None, "ROOT")
            for child in root.under("punct"):
                child.hang(node, "punct")
            for child in [c for c in root.children if follows and c.at > node.at]:
                child.hang(
                    node, {"nmod": "obl", "appos": "obj", "amod": "obj", "compound": "obj"}.get(child.dep, child.dep)
                )
            subject = root.at < node.at or low in SPANISH.listed("intransitive")
            root.hang(node, "nsubj" if subject else "obj")
        elif follows:
            for child in node.under("nsubj", "compound", "nmod", "amod", "obj"):
                if child.at > node.at and child.under("case"):
                    child.dep = "obl"
        return


def _tells_of_subject(nodes: Sequence[Node], at: int) -> bool:
    """Whether a word stands where the verb of a headline does: "Policía mata a dos manifestantes"."""
    low, before = nodes[at].word.lower(), nodes[at - 1]
    behind = nodes[at + 1] if at + 1 < len(nodes) else None
    if low[-1:] not in "ae" or not nodes[at].word.islower() or behind is None or before.kind not in _NAMES:
        return False
    return behind.word.lower() in _TO or behind.kind in ("DET", "NUM")


def settle_mood(node: Node, lemma_of: Callable[[str], str]) -> None:
    """Let the ending tell the mood of a known verb: "capturan" is told, "capturen" asked for, "irían" supposed."""
    low = node.word.lower()
    infinitive = lemma_of(low)
    if node.form == "Fin" and infinitive and low in (infinitive + "ía", infinitive + "ían"):
        node.features = {**node.features, "Mood": "Cnd", "Tense": ""}
    if node.form != "Fin" or low.endswith(_NO_PRESENT) or node.features.get("Tense") not in ("Pres", None):
        return
    if low in _NO_RULE:
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


def _is_finite(low: str) -> bool:
    return low.endswith(("an", "en", "ron", "ó"))


def _tense(low: str) -> str:
    return "Past" if low.endswith(("ron", "ó")) else "Pres"


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
            if SPANISH.auxiliaries().get(h.word.lower()) in ("being", "going") or h.word.lower() in ("fue", "fueron")
        ]
        staying = [h for h in helping if SPANISH.auxiliaries().get(h.word.lower()) == "staying"]
        if being or staying:
            node.kind, node.passive = "VERB", True
            node.features = {**node.features, "VerbForm": "Part"}
            (being or staying)[-1].dep = "auxpass"
            (being or staying)[-1].low = "was"
    for helper in helping:
        if helper.dep != "aux" and not node.passive:
            continue
        helper.dep = "aux" if helper.dep == "cop" else helper.dep
        said = SPANISH.auxiliaries().get(helper.word.lower())
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
    if verb.word.lower() in SPANISH.listed("pronominal"):
        _settle_subject(verb, node, acts)
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
    if verb is not None and node.dep == "amod" and node.word.lower() in SPANISH.listed("adjectival", "a"):
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
    elif (
        verb.word.lower() in SPANISH.listed("resulting")
        and node.kind in ("ADJ", "VERB")
        and node.dep in ("obj", "xcomp")
    ):
        for child in [c for c in node.children if c.at > node.at and c.dep in ("advcl", "obl", "nmod")]:
            child.hang(verb, "obl" if child.dep == "nmod" else child.dep)


def _is_done_by_nobody(verb: Node, noun: Node) -> bool:
    """Whether a plural that opens a headline has its object behind it: "Envían 600 militares a Culiacán"."""
    past = verb.features.get("Tense") in ("Past", "Imp", "Fut")
    plural = verb.form == "Fin" and verb.features.get("Number") == "Plur" and not past
    taken = [child for child in verb.under("obj", "expl:pass") if not child.under("case")]
    opens = verb.head is None and verb.at <= 1 and noun.at > verb.at and not taken
    return plural and opens and verb.word.lower() not in SPANISH.listed("intransitive")


def _settle_subject(verb: Node, clitic: Node, acts: Callable[[str], bool]) -> None:
    """Let who does what they do with themselves be the subject: "se enfrentaron policías y manifestantes"."""
    if verb.under("nsubj"):
        return
    for child in verb.under("obj"):
        told = child.kind in ("NOUN", "PROPN", "NUM") or child.form == "Part"
        if child is not clitic and told and not child.under("case"):
            child.dep = "nsubj"
            child.kind = "NOUN" if child.form == "Part" and acts(child.low) else child.kind
            return


def settle_agent(node: Node, acts: Callable[[str], bool]) -> None:
    """Hang who did it on the passive nearest to it: "resultaron heridos al ser emboscados por hombres armados"."""
    verb = node.head
    if verb is None or node.dep != "obl" or not verb.is_verb or verb.passive or not acts(node.low):
        return
    if not any(case.word.lower() == "por" for case in node.under("case")):
        return
    inner = [other for other in verb.under("advcl", "xcomp", "ccomp", "conj") if verb.at < other.at < node.at]
    passive = next((other for other in reversed(inner) if other.passive), None)
    if passive is not None and not any(c.word.lower() == "por" for held in passive.under("obl") for c in held.children):
        node.hang(passive, "obl")


def is_object(node: Node, case: Node, acts: Callable[[str], bool]) -> bool:
    """Whether "a" only marks whom a verb is done to: "detuvieron a cinco jóvenes"."""
    verb = node.head
    if case.low != "to" or verb is None or not verb.is_verb or case.children:
        return False
    if node.word.lower() in SPANISH.listed("manner", "n") and not node.under("det", "nummod"):
        return False  # "los sacaron a tiros"
    if node.dep == "obj" and verb.word.lower() in SPANISH.listed("moving"):
        return False  # "ingresaron a la finca"
    if node.dep == "obj":
        return not [child for child in verb.under("obj") if child is not node and child.kind in ("NOUN", "PROPN")]
    if node.dep not in ("obl", "iobj") or verb.passive or verb.word.lower() in SPANISH.listed("governing_a"):
        return False
    taken = [child for child in verb.under("obj", "prt") if child is not node and child.word.lower() != "se"]
    named = any(child.kind == "PROPN" and child.dep in ("flat", "appos") for child in node.children)
    return not taken and (node.kind == "PROPN" or named or acts(node.low) or bool(node.under("det", "nummod")))
