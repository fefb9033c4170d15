"""Whom a Spanish verb is done to where the parser loses sight of them, and numbers that it parts."""

from collections.abc import Callable, Sequence

from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_words import SPANISH

_TENS = frozenset("treinta cuarenta cincuenta sesenta setenta ochenta noventa".split())
_UNITS = frozenset("un uno una dos tres cuatro cinco seis siete ocho nueve".split())
_TO = frozenset({"a", "al"})
_CLITICS = frozenset({"lo", "la", "los", "las"})
_NAMES = ("NOUN", "PROPN")
_TITLE = 5  # words, within which a place and a colon open a headline


def mend_objects(nodes: Sequence[Node], known: Callable[[str, str], bool], acts: Callable[[str], bool]) -> None:
    """Put right what stands below; ``known`` and ``acts`` as ``Spanish`` has them."""
    for at in range(len(nodes) - 2):
        _settle_number(*nodes[at : at + 3])
    _settle_headed(nodes)
    _settle_leading_object(nodes, acts)
    for node in nodes:
        _settle_number_of_doers(node, acts)
        _settle_two(node, acts)
        if node.is_verb and known(node.word.lower(), "v"):
            _settle_parted_object(nodes, node, acts)


def _settle_number(tens: Node, link: Node, unit: Node) -> None:
    """Let "treinta y tres" be one number, that of what is counted."""
    if link.word.lower() != "y" or tens.word.lower() not in _TENS or unit.word.lower() not in _UNITS:
        return
    counted = unit.head if unit.dep == "nummod" and unit.head is not None else None
    if counted is None or counted in (tens, link):
        return
    if counted.is_below(tens):
        counted.take_place(tens)
    for part in (tens, link):
        for child in [c for c in part.children if c is not counted and c not in (tens, link)]:
            child.hang(counted, child.dep)
    for part in (tens, link):
        part.hang(counted, "quantmod")
        part.kind, part.low = "ADV", f"-{part.low}"  # no rule is to see it


def _settle_number_of_doers(noun: Node, acts: Callable[[str], bool]) -> None:
    """Let one thing behind a verb of many be done to: "le vaciaron el cargador a un concejal"."""
    verb = noun.head
    if verb is None or noun.dep != "nsubj" or noun.kind != "NOUN" or noun.at < verb.at or verb.form != "Fin":
        return
    many = verb.features.get("Number") == "Plur" and noun.features.get("Number") == "Sing"
    of_many = noun.under("conj", "nmod") and noun.word.lower() in SPANISH.listed("partitive", "n")
    if not many or noun.under("conj") or of_many or acts(noun.low) or verb.under("expl:pass", "aux:pass", "cop"):
        return
    if verb.word.lower() not in SPANISH.listed("intransitive"):
        for other in verb.under("obj"):
            other.dep = "obl" if other.under("case") else other.dep
        noun.dep = "obj"


def _settle_headed(nodes: Sequence[Node]) -> None:
    """Let the verb behind a place and a colon tell the news: "Cauca: atacan una estación", "Bolivia: trasladan a"."""
    colon = next((at for at, node in enumerate(nodes[:_TITLE]) if node.word == ":"), 0)
    front = nodes[:colon]
    if not front or any(node.kind not in ("PROPN", "ADP", "DET") for node in front) or len(nodes) <= colon + 1:
        return
    verb, name = nodes[colon + 1], next((node for node in front if node.head is None), None)
    if verb.form == "Fin" and verb.kind == "VERB" and name is not None and verb.head is name:
        verb.take_place(name)
        for child in [c for c in name.children if c.at > verb.at]:
            child.hang(verb, {"nmod": "obl", "appos": "obj"}.get(child.dep, child.dep))
        name.hang(verb, "dep")


def _settle_leading_object(nodes: Sequence[Node], acts: Callable[[str], bool]) -> None:
    """Take for the object who opens a sentence behind "a" and is repeated: "Al general Soto lo esposaron"."""
    first = next((node for node in nodes if node.kind != "PUNCT"), None)
    if first is None or first.word.lower() not in _TO:
        return
    clitic = next((n for n in nodes if n.at > first.at and n.word.lower() in _CLITICS and n.kind == "PRON"), None)
    verb = None if clitic is None else clitic.head
    if clitic is None or verb is None or clitic.at > verb.at or clitic.dep not in ("obj", "iobj", "expl"):
        return
    subject = next((n for n in verb.under("nsubj") if first.at < n.at < clitic.at), None)
    if subject is None or verb.under("nsubj") != [subject]:
        return
    clitic.dep, subject.dep = "expl", "obj"
    noun = next((c for c in first.under("fixed") if c.kind == "NOUN" and acts(c.low)), None)
    if noun is not None:
        noun.take_place(subject)
        subject.hang(noun, "appos")
    first.hang(noun or subject, "case")
    first.kind = "ADP"


def _settle_two(verb: Node, acts: Callable[[str], bool]) -> None:
    """Of two behind "a" let the people be the object, not the place: "trasladan al exministro a la cárcel"."""
    behind = [c for c in verb.children if c.at > verb.at and any(k.word.lower() in _TO for k in c.under("case"))]
    people = [c for c in behind if acts(c.low) and c.dep in ("obl", "nmod", "iobj")]
    things = [c for c in behind if c.kind == "NOUN" and not acts(c.low) and c.dep == "obj" and not c.under("nummod")]
    if verb.is_verb and people and things and not verb.passive:
        people[0].dep, things[0].dep = "obj", "obl"


def _settle_parted_object(nodes: Sequence[Node], verb: Node, acts: Callable[[str], bool]) -> None:
    """Give a verb the people behind "a" that a word between them took: "detuvo en su casa, el lunes, a la abogada"."""
    if verb.form != "Fin" or verb.under("obj", "iobj", "expl:pass", "aux:pass", "ccomp"):
        return
    if verb.word.lower() in SPANISH.listed("governing_a") or verb.word.lower() in SPANISH.listed("intransitive"):
        return
    for case in nodes:
        noun = case.head
        if case.at <= verb.at or case.word.lower() not in _TO or case.dep != "case" or noun is None:
            continue
        taken = noun.head
        if taken is None or noun.dep not in ("nmod", "appos", "obl") or taken is verb or taken.kind not in _NAMES:
            continue
        if not taken.under("case", "advmod") and taken.dep not in ("obl", "advmod"):
            continue
        if taken.at > verb.at and taken.is_below(verb) and (acts(noun.low) or noun.under("appos", "flat")):
            noun.hang(verb, "obl")
            return
