"""The words of a Romance language that its grammar asks for, by their forms."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.event import inflection_es, inflection_fr
from pipelines.coding.sentence.grammars.nodes import Node


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One language's.

    ``saying`` tells what the forms of each auxiliary say of the verb behind it. ``agent`` is the preposition before the
    doer of a passive, elsewhere seen as ``otherwise``; ``of_deeds`` says that it tells the doer behind a noun too.
    ``parted`` is what a preposition grown together with an article stands for, ``conditional`` the endings of the
    conditional, ``existing`` what "there is" is said by.
    """

    language: str
    forms: Callable[[str, str], frozenset[str]]
    saying: Mapping[str, str]
    agent: str
    otherwise: str
    of_deeds: bool
    parted: Mapping[str, str]
    conditional: tuple[str, ...]
    existing: Callable[["Words", Node], bool]
    _lists: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    _auxiliaries: dict[str, str] = field(default_factory=dict)

    def auxiliaries(self) -> Mapping[str, str]:
        """Auxiliaries by their forms: what each says of the verb behind it."""
        if not self._auxiliaries:
            for lemma, said in self.saying.items():
                self._auxiliaries.update(dict.fromkeys(self.forms(lemma, "v"), said))
        return self._auxiliaries

    def listed(self, name: str, pos: str = "v") -> frozenset[str]:
        """The forms of the words in a list of ``grammar.tsv``, none where a language has no such list."""
        found = self._lists.get((name, pos))
        if found is None:
            rows = {row.cells[0]: row.cells[1] for row in read_rows(DATA / self.language / "grammar.tsv", 2, 2)}
            found = frozenset(form for lemma in rows.get(name, "").split() for form in self.forms(lemma, pos))
            self._lists[name, pos] = found
        return found

    def exists(self, verb: Node) -> bool:
        """Whether a verb says that there is something."""
        return self.existing(self, verb)

    def is_conditional(self, word: str) -> bool:
        """Whether a verb's ending is that of the conditional."""
        return any(ending in word.lower() for ending in self.conditional)


def _hay(words: Words, verb: Node) -> bool:
    return words.auxiliaries().get(verb.word.lower()) == "having" and verb.low != "will"


def _il_y_a(words: Words, verb: Node) -> bool:
    said = words.auxiliaries().get(verb.word.lower()) == "having"
    return said and any(child.word.lower() == "y" for child in verb.children)


SPANISH = Words(
    "es",
    inflection_es.forms,
    {
        "ir": "going", "ser": "being", "estar": "staying", "haber": "having", "poder": "can", "deber": "must",
        "tener": "must",
    },
    "por",
    "for",
    False,
    {"al": "a", "del": "de"},
    ("ría",),
    _hay,
)  # fmt: skip
FRENCH = Words(
    "fr",
    inflection_fr.forms,
    {"aller": "going", "être": "being", "avoir": "having", "pouvoir": "can", "devoir": "must"},
    "par",
    "through",
    True,
    {"au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de"},
    ("rais", "rait", "raient", "rions", "riez"),
    _il_y_a,
)
