"""Clauses of Spanish put right before the tree is turned: what came before, who is behind the verb, who said it."""

from collections.abc import Callable, Sequence
from itertools import pairwise

from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_words import SPANISH

# Behind these and "que" a past subjunctive tells what did happen: "luego de que el grupo quemara tres buses".
_AFTER = frozenset({"después", "luego", "tras", "desde", "raíz"})
_PAST = ("ra", "ran", "se", "sen")
_CONTENT = ("ccomp", "xcomp", "obl", "nmod", "csubj")
_LOSING = frozenset({"perder", "dejar"})
_NAMED = ("NOUN", "PROPN", "NUM")
_FATES = ("ado", "ada", "ados", "adas", "ido", "ida", "idos", "idas", "muerto", "muerta", "muertos", "muertas")
_TIMES = frozenset(
    "madrugada mañana tarde noche mediodía medianoche lunes martes miércoles jueves viernes sábado domingo".split()
)
_NEAR = 6


def mend_clauses(nodes: Sequence[Node], lemma_of: Callable[[str], str]) -> None:
    """Put right what stands below; ``lemma_of`` is the infinitive of a known form of a verb, "" of others."""
    _settle_iran(nodes)
    for first, second in pairwise(nodes):
        _settle_states(first, second)
    lows = [node.word.lower() for node in nodes]
    for node in nodes:
        if node.is_verb:
            _settle_after(node, lows)
            _settle_time(node)
            _settle_blow(node)
            _settle_fate(node)
            _settle_lost(node, lemma_of)
            if node.dep == "xcomp" and any(helper.form == "Fin" for helper in node.under("aux")):
                node.dep = "ccomp"  # "no vamos a negociar", dijo


def _settle_iran(nodes: Sequence[Node]) -> None:
    """Take "Irán" for the country and not for "they will go": "Irán bloqueó el acceso a las redes"."""
    for at, node in enumerate(nodes):
        behind = nodes[at + 1].word.lower() if at + 1 < len(nodes) else "."
        if node.word != "Irán" or behind in ("a", "al"):
            continue
        verb = next(
            (n for n in nodes[at + 1 : at + _NEAR] if n.is_verb or n.word.endswith(("ó", "aron", "ieron"))), None
        )
        if verb is None or not (node.is_verb or verb.is_below(node)):
            node.kind = "PROPN" if node.is_verb else node.kind
            continue
        if not verb.is_verb:
            verb.features = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Past", "Number": "Sing"}
        verb.kind, node.kind, node.features = "VERB", "PROPN", {"Number": "Sing"}
        later = [child for child in node.children if child is not verb and child.at > verb.at]
        verb.take_place(node)
        node.hang(verb, "nsubj")
        for child in later:
            child.hang(verb, {"nmod": "obl", "appos": "obj", "amod": "obj", "nsubj": "obj"}.get(child.dep, child.dep))


def _settle_states(first: Node, second: Node) -> None:
    """Take "Estados Unidos" for a name, and no participle."""
    if (first.word, second.word) != ("Estados", "Unidos"):
        return
    verb = first.head
    if first.is_verb and verb is not None and verb.is_verb and not first.under("case") and not verb.under("nsubj"):
        first.dep = "nsubj" if first.at < verb.at else "obj"
    elif first.is_verb and verb is not None and first.dep in ("advcl", "acl", "ccomp", "xcomp"):
        first.dep = "obl" if verb.is_verb else "nmod"
    if second.head is first or first.head is not second:
        first.kind, first.features = "PROPN", {"Number": "Sing"}
    second.kind, second.features = "PROPN", {"Number": "Sing"}


def _settle_after(verb: Node, lows: Sequence[str]) -> None:
    """Tell what a clause takes for granted: "después de que la policía arrestara a 30 estudiantes"."""
    linked = next((child for child in verb.under("mark") if child.at < verb.at and child.word.lower() == "que"), None)
    if linked is None or not _AFTER.intersection(lows[max(int(linked.at) - 2, 0) : int(linked.at)]):
        return
    for finite in [*verb.under("aux", "cop", "aux:pass"), verb]:
        if finite.form == "Fin" and finite.features.get("Mood") == "Sub" and finite.word.lower().endswith(_PAST):
            finite.features = {**finite.features, "Mood": "Ind", "Tense": "Past"}
    if verb.dep in _CONTENT and verb.head is not None and verb.head.is_verb:
        verb.dep = "advcl"


def _settle_time(verb: Node) -> None:
    """Let a time be none of two objects: "lanzaron la madrugada del sábado un centenar de misiles"."""
    taken = [child for child in verb.under("obj") if not child.under("case")]
    if len(taken) > 1:
        for child in taken:
            if child.word.lower() in _TIMES:
                child.dep = "obl"


def _settle_blow(verb: Node) -> None:
    """Let a blow be dealt by nobody told, and not deal itself: "le pegaron tres balazos al abogado"."""
    if verb.form != "Fin" or not any(
        child.word.lower() in ("le", "les") for child in verb.under("obj", "iobj", "expl")
    ):
        return
    for blow in [c for c in verb.under("nsubj") if c.at > verb.at and c.word.lower() in SPANISH.listed("manner", "n")]:
        blow.dep = "obj"
        for whom in [
            c for c in blow.under("nmod") if any(case.word.lower() in ("a", "al") for case in c.under("case"))
        ]:
            whom.hang(verb, "iobj")


def _settle_fate(verb: Node) -> None:
    """Give a verb of outcome its subject behind it: "resultaron muertos dos militares"."""
    if verb.word.lower() not in SPANISH.listed("resulting") or verb.form != "Fin" or verb.under("nsubj"):
        return
    fate = next((c for c in verb.children if c.at > verb.at and c.word.lower().endswith(_FATES)), None)
    if fate is None or fate.under("case") or fate.dep == "punct":
        return
    behind = [*fate.children, *verb.under("obj", "iobj")]
    borne = [n for n in behind if n.kind in _NAMED and n.at > fate.at and not n.under("case") and n.dep != "flat"]
    if borne:
        borne[0].hang(verb, "nsubj")
        fate.dep = "xcomp"
        fate.kind = "ADJ" if fate.kind in ("NOUN", "PROPN") else fate.kind


def _settle_lost(verb: Node, lemma_of: Callable[[str], str]) -> None:
    """Let who lost their life be the subject, also behind it: "perdieron la vida dos escoltas"."""
    if lemma_of(verb.word.lower()) not in _LOSING or verb.under("nsubj"):
        return
    taken = verb.under("obj")
    if not any(child.word.lower() in ("vida", "vidas") for child in taken):
        return
    for child in taken:
        if child.word.lower() not in ("vida", "vidas") and child.kind in _NAMED and not child.under("case"):
            child.dep = "nsubj"
            return
