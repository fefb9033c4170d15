"""The words of Spanish that the grammar asks for, by their forms."""

from functools import cache

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.event.inflection_es import forms
from pipelines.coding.sentence.grammars.nodes import Node

_MODALS = (("poder", "can"), ("deber", "must"), ("tener", "must"))


@cache
def auxiliaries() -> dict[str, str]:
    """Auxiliaries by their forms: what each says of the verb behind it."""
    found = dict.fromkeys(forms("ir", "v"), "going")
    found |= dict.fromkeys(forms("ser", "v"), "being")
    found |= dict.fromkeys(forms("estar", "v"), "staying")
    found |= dict.fromkeys(forms("haber", "v"), "having")
    for lemma, modal in _MODALS:
        found |= dict.fromkeys(forms(lemma, "v"), modal)
    return found


@cache
def listed(name: str, pos: str = "v") -> frozenset[str]:
    """The forms of the words in a list of ``data/es/grammar.tsv``; raises LexiconError naming file and line."""
    rows = {row.cells[0]: row.cells[1].split() for row in read_rows(DATA / "es" / "grammar.tsv", 2, 2)}
    return frozenset(form for lemma in rows[name] for form in forms(lemma, pos))


def exists(verb: Node) -> bool:
    """Whether "haber" says that there is something."""
    return auxiliaries().get(verb.word.lower()) == "having" and verb.low != "will"
