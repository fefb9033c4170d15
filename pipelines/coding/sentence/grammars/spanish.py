"""Spanish: a parse in Universal Dependencies as the rules of syntax read it."""

from collections.abc import Callable

from pipelines.coding.glosses import Glosses, glosses_of
from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.romance_labels import label, mood, tag_of
from pipelines.coding.sentence.grammars.romance_tree import (
    hang_on_last_of_list,
    join_phrases,
    place_behind_preposition,
    settle_copula,
)
from pipelines.coding.sentence.grammars.romance_words import SPANISH
from pipelines.coding.sentence.grammars.spanish_clauses import mend_clauses
from pipelines.coding.sentence.grammars.spanish_headlines import mend_headline
from pipelines.coding.sentence.grammars.spanish_mending import mend_tree
from pipelines.coding.sentence.grammars.spanish_objects import mend_objects
from pipelines.coding.sentence.grammars.spanish_tree import (
    is_object,
    mend,
    settle_agent,
    settle_auxiliaries,
    settle_clitic,
    settle_mood,
    settle_subject,
)


class Spanish:
    """The grammar.

    ``known`` says whether a form in lower case begins an entry of the lexicon as a part of speech, ``lemma_of`` is
    the infinitive of such a form of a verb, "" of others, ``acts`` says whether a
    noun as the rules see it is one for people, ``of_nation`` whether an adjective tells a country: these get the
    capital by which the rules know whom a deed belongs to ("ataques israelíes").
    """

    language = "es"

    def __init__(
        self,
        known: Callable[[str, str], bool],
        lemma_of: Callable[[str], str],
        acts: Callable[[str], bool],
        of_nation: Callable[[str], bool],
    ) -> None:
        self._known, self._lemma_of, self._acts, self._of_nation = known, lemma_of, acts, of_nation
        self._glosses: Glosses = glosses_of(self.language)

    def spelt(self, word: str) -> str:
        """A word as it stands among those of a parse."""
        return self._glosses.spelt(word)

    def rewrite(self, nodes: list[Node]) -> list[Node]:
        """The nodes of one sentence, with tags and labels as the rules read them, and the words that English adds."""
        for node in nodes:
            node.low = self._glosses.seen(node.word.lower())
        mend(nodes, self._known)
        mend_headline(nodes, self._known)
        mend_tree(nodes, self._known)
        mend_clauses(nodes, self._lemma_of)
        mend_objects(nodes, self._known, self._acts)
        for node in nodes:
            settle_mood(node, self._lemma_of)
        join_phrases(nodes, self._glosses, SPANISH)
        for node in list(nodes):
            settle_auxiliaries(node)
        for node in list(nodes):
            settle_copula(node)
        for node in nodes:
            settle_clitic(node, self._acts)
        for node in nodes:
            settle_subject(node)
        for node in nodes:
            settle_agent(node, self._acts)
        for node in nodes:
            hang_on_last_of_list(node)
        for node in nodes:
            place_behind_preposition(node, self._acts, SPANISH, self._is_object)
        for node in nodes:
            label(node, SPANISH)
        added: list[Node] = []
        for node in nodes:
            node.tag = node.tag or tag_of(node, SPANISH)
        for node in nodes:
            if node.is_verb and node.tag.startswith("V"):
                added += mood(node, SPANISH)
        for node in nodes:
            told = node.kind == "ADJ" and node.word.islower() and self._of_nation(node.word)
            node.word = node.word.capitalize() if told else self._glosses.spelt(node.word)
        return nodes + added

    def _is_object(self, node: Node, case: Node) -> bool:
        return is_object(node, case, self._acts)
