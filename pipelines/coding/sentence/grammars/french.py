"""French: a parse in Universal Dependencies as the rules of syntax read it."""

from collections.abc import Callable
from itertools import pairwise

from spacy.symbols import ORTH
from spacy.tokenizer import Tokenizer
from spacy.util import compile_infix_regex

from pipelines.coding.glosses import Glosses, glosses_of
from pipelines.coding.sentence.grammars.french_kinds import Kinds
from pipelines.coding.sentence.grammars.french_mending import mend, plain_label
from pipelines.coding.sentence.grammars.french_sides import find_subject, free_sentenced, place_front
from pipelines.coding.sentence.grammars.french_ties import tie
from pipelines.coding.sentence.grammars.french_tree import (
    settle_auxiliaries,
    settle_clitic,
    settle_modal,
    settle_mood,
    settle_negation,
    settle_partitive,
    settle_place,
    settle_state,
    settle_subject,
    settle_time,
)
from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_labels import label, mood, tag_of
from pipelines.coding.sentence.grammars.romance_tree import (
    hang_on_last_of_list,
    join_phrases,
    place_behind_preposition,
    settle_copula,
)
from pipelines.coding.sentence.grammars.romance_words import FRENCH

_HYPHENS = "(?:-|–|—|--|---|——|~)(?=["
_WHOLE = ("N'Djamena", "N'djamena")


class French:
    """The grammar; ``known``, ``lemma_of``, ``acts`` and ``of_nation`` are as ``Spanish`` has them."""

    language = "fr"

    def __init__(
        self,
        known: Callable[[str, str], bool],
        lemma_of: Callable[[str], str],
        acts: Callable[[str], bool],
        of_nation: Callable[[str], bool],
    ) -> None:
        self._acts, self._of_nation = acts, of_nation
        self._kinds = Kinds(known, lemma_of, acts, of_nation)
        self._glosses: Glosses = glosses_of(self.language)

    def spelt(self, word: str) -> str:
        """A word as it stands among those of a parse."""
        return self._glosses.spelt(word)

    def rewrite(self, nodes: list[Node]) -> list[Node]:
        """The nodes of one sentence, with tags and labels as the rules read them, and the words that English adds."""
        for node in nodes:
            node.low = self._glosses.seen(node.word.lower().removeprefix("-") or node.word)
            plain_label(node)
        for node, behind in pairwise(nodes):
            if node.word.lower() == "s'" and behind.word.lower() in ("il", "ils"):
                node.low, node.kind, node.dep = "if", "SCONJ", "mark"
        mend(nodes, self._kinds)
        added = tie(nodes)
        join_phrases(nodes, self._glosses, FRENCH)
        for step in (settle_clitic, settle_negation, settle_auxiliaries, settle_modal, settle_state, settle_copula):
            for node in list(nodes):
                step(node)
        for node in nodes:
            settle_partitive(node)
            settle_subject(node)
            settle_mood(node)
        for node in nodes:
            find_subject(node, nodes)
            free_sentenced(node, nodes)
            hang_on_last_of_list(node)
        for node in nodes:
            settle_time(node)
            settle_place(node)
        for node in nodes:
            place_behind_preposition(node, self._acts, FRENCH, _is_object)
        for node in nodes:
            label(node, FRENCH)
        added += place_front(nodes)
        for node in nodes:
            node.tag = node.tag or tag_of(node, FRENCH)
        for node in nodes:
            if node.is_verb and node.tag.startswith("V"):
                added += mood(node, FRENCH)
        for node in nodes:
            told = node.kind == "ADJ" and node.word.islower() and self._of_nation(node.word)
            node.word = node.word.capitalize() if told else self._glosses.spelt(node.word)
        return nodes + added


def _is_object(node: Node, case: Node) -> bool:
    """No preposition of French marks an object, but for "de" behind a negation: "n'a pas fait de victimes"."""
    return node.dep == "obj" and case.low in ("of", "a")


def whole_words(tokeniser: Tokenizer) -> None:
    """Leave words with hyphens whole, as the parser learnt them: "sit-in", "Guinée-Bissau"."""
    # Seconds and 35 MB that who reads no French is spared.
    from spacy.lang.fr.punctuation import TOKENIZER_INFIXES

    infixes = [infix for infix in TOKENIZER_INFIXES if _HYPHENS not in infix]
    tokeniser.infix_finditer = compile_infix_regex(infixes).finditer
    for name in _WHOLE:
        tokeniser.add_special_case(name, [{ORTH: name}])
