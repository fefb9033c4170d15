"""What the tagger of French takes for another part of speech, by what the lexicon knows of a word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_tree import make_noun
from pipelines.coding.sentence.grammars.romance_words import FRENCH

PRESENT = {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres"}
PAST = {"VerbForm": "Part", "Tense": "Past"}
NOMINAL = frozenset({"NOUN", "PROPN", "NUM", "PRON"})
_CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "acl", "xcomp", "parataxis", "conj"})
_MISTAKEN = frozenset({"ADV", "NOUN", "ADJ", "PROPN"})
_PARTICIPLES = tuple(
    "é és ée ées i is ie ies it ite its ites u us ue ues rt rts rte rtes int inte ints intes clos close".split()
)
_BEHIND_INFINITIVES = tuple(
    (ending, {"Mood": "Cnd", "Tense": "Pres"} if ending in ("ait", "aient", "ais") else {"Mood": "Ind", "Tense": "Fut"})
    for ending in ("aient", "ait", "ais", "ont", "ons", "ez", "a", "ai")
)
_SOFT = str.maketrans("ç", "c")  # "menaça"
# Prepositions before which no infinitive stands.
_BEFORE_NOUNS = frozenset("du des au aux en dans sur contre chez vers sous entre".split())
# Where a noun stands that was taken for an adjective or a number.
_LOOSE = frozenset({"advmod", "xcomp", "amod", "nummod", "dep", "acl"})


@dataclass(frozen=True, slots=True)
class Kinds:
    """Mends parts of speech.

    ``known`` says of what parts of speech a form in lower case is known, ``lemma_of`` is the infinitive of a known
    form of a verb, "" of others, ``acts`` says which nouns are for people, ``of_nation`` which adjectives tell a
    country.
    """

    known: Callable[[str, str], bool]
    lemma_of: Callable[[str], str]
    acts: Callable[[str], bool]
    of_nation: Callable[[str], bool]

    def settle(self, node: Node, *, opens: bool) -> None:
        """Give a word the part of speech that it can only have; ``opens`` says that it is the first of the sentence."""
        low = node.word.lower()
        if opens and node.kind == "PROPN" and not node.word.isupper() and self.known(low, "n"):
            make_noun(node)
        elif opens and node.form == "Inf" and node.word.istitle() and not self.known(low, "v"):
            make_noun(node)  # "Alger, qui avait rompu"
            self._place_noun(node)
            node.kind = "PROPN"
        elif not opens and node.kind == "NOUN" and node.word[:1].isupper():
            node.kind = "PROPN"
        elif not opens and node.kind == "VERB" and node.word.istitle():
            make_noun(node)  # "à Alger"
            self._place_noun(node)
            node.kind = "PROPN"
        elif node.kind == "VERB" and node.form == "Part" and self._is_present(low):
            node.kind, node.features = "X", PRESENT
        elif node.kind == "NOUN" and node.word.islower() and not node.under("det", "case") and self.of_nation(low):
            _part_from_nation(node)
        elif node.is_verb and self._is_noun(node, low):
            make_noun(node)
            self._place_noun(node)
        elif node.kind in ("VERB", "ADV") and low.endswith("ment") and not self.known(low, "v"):
            _free_adverb(node)
        elif node.kind in _MISTAKEN and node.under("aux") and not node.under("cop", "case"):
            node.kind, node.features = "VERB", PAST
        elif node.dep in ("amod", "acl") and node.word.islower() and node.kind != "ADV" and self.of_nation(low):
            _name_nation(node)
        elif node.dep == "amod" and node.kind == "ADJ" and self.is_participle(node) and _by_somebody(node):
            node.kind, node.dep, node.features = "VERB", "acl", PAST
        elif node.kind == "VERB" and node.form != "Part" and node.dep in ("nmod", "amod", "appos", "flat"):
            if _heads_its_noun(node):
                node.features = {**node.features, "VerbForm": "Fin"}
        elif node.kind == "VERB" and node.form == "Fin":
            self._settle_tense(node, low)
        elif node.kind in _MISTAKEN and low.endswith("ent") and self.only_verb(low) and not self.acts(node.low):
            if node.dep in _CLAUSES or _heads_its_noun(node):
                node.kind, node.features = "VERB", {**PRESENT, "Number": "Plur"}
                self._settle_tense(node, low)
        elif node.kind in ("ADJ", "NUM", "ADV", "X") and self._stands_as_noun(node, low):
            make_noun(node)
            self._place_noun(node)

    def _settle_tense(self, node: Node, low: str) -> None:
        """Let the ending tell a tense that the tagger missed: "frapperait", "tiraient", "attaqua"."""
        lemma = self.lemma_of(low)
        if _is_past(low, lemma):
            node.features = {**node.features, "Mood": "Ind", "Tense": "Past"}
            return
        if low.endswith(("dra", "dront", "vra", "vront", "rra", "rront")):
            node.features = {**node.features, "Mood": "Ind", "Tense": "Fut"}
        for ending, features in _BEHIND_INFINITIVES:
            stem = low.removesuffix(ending)
            changed = stem.endswith(("er", "err")) and lemma.endswith("er")  # "jettera", "enverrait"
            if stem != low and lemma and (changed or lemma in (stem, stem + "e")):
                node.features = {**node.features, **features}
                return

    def only_verb(self, low: str) -> bool:
        """Whether a form is known as a verb's alone."""
        return self.known(low, "v") and not self.known(low, "n") and not self.known(low, "a")

    def is_participle(self, node: Node) -> bool:
        """Whether a word may be the past participle of a known verb."""
        low = node.word.lower()
        return low.endswith(_PARTICIPLES) and self.known(low, "v")

    def _is_present(self, low: str) -> bool:
        """Whether a form that was taken for a participle is none: "promet", "observent"."""
        return self.known(low, "v") and not low.endswith((*_PARTICIPLES, "ant", "ants", "ante", "antes"))

    def may_be_finite(self, node: Node) -> bool:
        """Whether a word that was not taken for a verb may be one in the present."""
        low = node.word.lower()
        if (
            node.kind not in ("NOUN", "ADJ", "ADV", "PROPN", "X")
            or not node.word.islower()
            or node.under("case", "det")
        ):
            return False
        finite = low.endswith(("e", "t", "d")) and not low.endswith("ée")
        return (finite or _is_past(low, self.lemma_of(low))) and self.only_verb(low)

    def _is_noun(self, node: Node, low: str) -> bool:
        """Whether what was tagged as a verb can only be a noun: "sont en grève", "pris pour cible"."""
        cases = {case.word.lower() for case in node.under("case", "mark") if case.kind == "ADP"}
        if node.kind == "AUX" or node.under("aux"):
            return False
        if self.known(low, "n") and not self.known(low, "v"):
            return True
        inner = node.dep == "nmod" and bool(cases)  # "un tir de mortier"
        if node.form == "Inf" and (inner or not _BEFORE_NOUNS.isdisjoint(cases)):
            return True
        that = {mark.word.lower() for mark in node.under("mark", "fixed")} & {"que", "qu'"}
        return node.form == "Fin" and bool(cases) and not that and not node.under("nsubj")

    def _stands_as_noun(self, node: Node, low: str) -> bool:
        if self.known(low, "a") or self.known(low, "v") or node.under("cop"):
            return False
        if self.acts(node.low) and node.kind == "ADJ":
            return bool(node.under("nummod")) or (node.dep != "amod" and bool(node.under("det", "case")))
        return self.known(low, "n") and node.dep not in ("compound", "flat", "fixed")

    def _place_noun(self, node: Node) -> None:
        """The label of a noun that was taken for something else."""
        verb = node.head
        if verb is None or node.dep not in _LOOSE:
            return
        if node.under("case", "mark"):
            for mark in node.under("mark"):
                mark.dep = "case"
            node.dep = "obl" if verb.is_verb else "nmod"
            for child in node.under("obj", "nmod"):
                if verb.is_verb and child.under("det") and not child.under("case") and not verb.under("obj"):
                    child.hang(verb, "obj")  # "ont pris pour cible un village"
        elif verb.is_verb and node.at > verb.at and not verb.under("obj"):
            node.dep = "obj"
        elif verb.is_verb and node.at < verb.at and not verb.under("nsubj"):
            node.dep = "nsubj"


def first_word(nodes: Sequence[Node]) -> Node | None:
    """The first word of a sentence."""
    return next((node for node in nodes if node.kind != "PUNCT"), None)


def _is_past(low: str, lemma: str) -> bool:
    """Whether a form of a verb in -er is told of the past, however like a future it looks: "livra", "tirait"."""
    for ending in ("aient", "ait", "ais", "a", "ai"):
        stem = low.removesuffix(ending)
        if stem != low and lemma.endswith("er"):
            return lemma[:-2] in (stem.translate(_SOFT), stem.removesuffix("e"))
    return False


def _by_somebody(node: Node) -> bool:
    """Whether a doer stands behind a participle, which then takes it: "une école touchée par un tir"."""
    if any(case.word.lower() == FRENCH.agent for child in node.children for case in child.under("case")):
        return True
    for child in [] if node.head is None else node.head.children:
        case = next(iter(child.under("case")), None)
        if case is not None and case.word.lower() == FRENCH.agent and case.at == node.at + 1:
            child.hang(node, "obl")
            return True
    return False


def _free_adverb(node: Node) -> None:
    """Let the verb stand where its adverb was taken for it: "ont violemment dispersé"."""
    if node.kind == "ADV" and not node.under("aux", "nsubj"):
        return
    node.kind, node.features = "ADV", {}
    verb = next((child for child in node.children if child.kind == "VERB" and child.at > node.at), None)
    if verb is None or node.dep == "advmod":
        return
    verb.take_place(node)
    for child in list(node.children):
        child.hang(verb, child.dep)
    node.hang(verb, "advmod")


def _name_nation(node: Node) -> None:
    """Let an adjective of nationality be one, and leave what hangs from it to its noun: "frappes russes contre X"."""
    node.kind, node.dep = "ADJ", "amod"
    for child in [child for child in node.children if child.under("case")]:
        child.hang(node.head, "nmod")


def _part_from_nation(node: Node) -> None:
    """Let the noun stand where its nationality was taken for it: "Attaque de drones ukrainienne contre Belgorod"."""
    noun = next((child for child in node.children if child.kind == "NOUN" and child.at < node.at), None)
    if noun is None or noun.dep not in ("amod", "nmod", "compound"):
        return
    noun.take_place(node)
    outer = noun.head
    same = outer is not None and outer.kind == "NOUN" and outer.features.get("Gender") == node.features.get("Gender")
    whose = outer if outer is not None and same else noun
    for child in list(node.children):
        child.hang(noun if child.at < noun.at else whose, child.dep)
    node.hang(whose, "amod")
    node.kind = "ADJ"


def _heads_its_noun(node: Node) -> bool:
    """Whether a verb that was taken for a word beside its subject takes its place: "Des familles campent sur"."""
    noun = node.head
    if (
        node.dep not in ("amod", "acl", "advmod", "nmod", "appos", "flat")
        or node.under("mark")
        or noun is None
        or noun.kind != "NOUN"
        or noun.at > node.at
    ):
        return False
    while noun.dep == "nmod" and noun.head is not None and noun.head.kind == "NOUN":
        noun = noun.head
    if noun.dep not in ("ROOT", "nsubj"):
        return False
    if noun.dep == "ROOT":
        node.take_place(noun)
        for child in [child for child in noun.children if child.at > node.at]:
            child.hang(node, {"nmod": "obl"}.get(child.dep, child.dep))
        noun.hang(node, "nsubj")
    return True
