"""Whom a Spanish verb is done to where the parser loses sight of them, and numbers that it parts."""

from collections.abc import Callable, Sequence

from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_words import SPANISH

_TENS = frozenset("treinta cuarenta cincuenta sesenta setenta ochenta noventa".split())
_UNITS = frozenset("un uno una dos tres cuatro cinco seis siete ocho nueve".split())
_TO = frozenset({"a", "al"})
_CLITICS = frozenset({"lo", "la", "los", "las"})
_NAMES = ("NOUN", "PROPN")


def mend_objects(nodes: Sequence[Node], known: Callable[[str, str], bool], acts: Callable[[str], bool]) -> None:
    """Put right what stands below; ``known`` and ``acts`` as ``Spanish`` has them."""
    for at in range(len(nodes) - 2):
        _settle_number(*nodes[at : at + 3])
    _settle_leading_object(nodes, acts)
    for node in nodes:
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
