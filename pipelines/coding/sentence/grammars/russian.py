"""Russian: a parse in Universal Dependencies as the rules of syntax read it."""

from collections.abc import Callable

from pipelines.coding.event.lemmas_ru import plain
from pipelines.coding.glosses import Glosses, glosses_of
from pipelines.coding.sentence.grammars.nodes import Node
from pipelines.coding.sentence.grammars.russian_cases import place_behind_case
from pipelines.coding.sentence.grammars.russian_labels import label, mood, tag_of
from pipelines.coding.sentence.grammars.russian_mending import mend_arguments, mend_reports, mend_words
from pipelines.coding.sentence.grammars.russian_phrases import join_phrases
from pipelines.coding.sentence.grammars.russian_sides import (
    count_people,
    refuse_in_a_word,
    settle_sides,
    speak_for_body,
)
from pipelines.coding.sentence.grammars.russian_tree import (
    add_copula,
    free_nominatives,
    free_objects,
    hang_on_last_of_list,
    join_roots,
    mend,
    settle_amount,
    settle_modal,
    settle_passive,
)
from pipelines.coding.sentence.grammars.russian_words import see


class Russian:
    """The grammar.

    ``known`` says whether a word as the rules see it begins an entry of the lexicon as a part of speech, ``acts``
    whether a noun as the rules see it is one for people, ``of_nation`` whether a form of an adjective tells a country:
    these get the capital by which the rules know whom a deed belongs to ("российские войска").
    """

    language = "ru"

    def __init__(
        self, known: Callable[[str, str], bool], acts: Callable[[str], bool], of_nation: Callable[[str], bool]
    ) -> None:
        self._known, self._acts, self._of_nation = known, acts, of_nation
        self._glosses: Glosses = glosses_of(self.language)

    def spelt(self, word: str) -> str:
        """A word as it stands among those of a parse."""
        return plain(self._glosses.spelt(word))

    def rewrite(self, nodes: list[Node]) -> list[Node]:
        """The nodes of one sentence, with tags and labels as the rules read them, and the words that English adds."""
        mend_words(nodes)
        for node in nodes:
            mend_reports(node)
            mend_arguments(node)
            mend(node)
        for node in nodes:
            see(node, self._glosses)
        settle_sides(nodes)
        join_roots(nodes)
        for node in nodes:
            speak_for_body(node)
        join_phrases(nodes, self._glosses)
        added = [number for node in nodes for number in count_people(node)]
        for node in nodes:
            hang_on_last_of_list(node)
            settle_amount(node)
            free_nominatives(node)
            free_objects(node)
            settle_passive(node, self._known)
            refuse_in_a_word(node, self._known)
        for node in nodes:
            settle_modal(node)
        for node in list(nodes):
            added += add_copula(node)
        for node in nodes:
            added += place_behind_case(node, self._acts)
        for node in nodes:
            label(node)
        for node in nodes:
            node.tag = node.tag or tag_of(node)
        for node in nodes:
            if node.is_verb and node.tag.startswith("V"):
                added += mood(node)
        for node in nodes:
            told = node.kind == "ADJ" and node.word.islower() and self._of_nation(node.word)
            node.word = node.word.capitalize() if told else self.spelt(node.word)
        return nodes + added
