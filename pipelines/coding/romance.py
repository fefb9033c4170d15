"""The coders of Spanish and French; who reads neither does without their grammars."""

from collections.abc import Callable
from functools import cache

from pipelines.coding.assembling import assemble
from pipelines.coding.coder import EventCoder
from pipelines.coding.event.inflection_es import forms as spanish_forms
from pipelines.coding.event.inflection_fr import forms as french_forms
from pipelines.coding.glosses import Glosses, glosses_of
from pipelines.coding.packages import PACKAGES
from pipelines.coding.sentence.datelines_romance import dateline_end
from pipelines.coding.sentence.french_patterns import compiled_shortly
from pipelines.coding.sentence.grammars.french import French, whole_words
from pipelines.coding.sentence.grammars.french_parts import parts_of
from pipelines.coding.sentence.grammars.spanish import Spanish
from pipelines.coding.sentence.parted import PartedTrees
from pipelines.coding.sentence.trees import SpacyTrees, Trees
from pipelines.coding.when_where.places import Gazetteer
from pipelines.coding.who.people import is_people
from pipelines.coding.who.romance import RomanceActors


def load_spanish() -> EventCoder:
    """The coder of Spanish; raises ImportError where its package is not installed."""
    return _load(Spanish, spanish_forms, SpacyTrees)


def load_french() -> EventCoder:
    """The coder of French; raises ImportError where its package is not installed."""
    with compiled_shortly():
        return _load(French, french_forms, lambda package: PartedTrees(package, parts_of, whole_words))


def _load(
    grammar: type[Spanish] | type[French],
    inflect: Callable[[str, str], frozenset[str]],
    trees: Callable[[str], Trees],
) -> EventCoder:
    """The coder of a Romance language, by its grammar and the forms of its words."""
    language = grammar.language
    glosses, actors = glosses_of(language), RomanceActors.load_in(language)
    return assemble(
        language,
        forms=_seen_forms(glosses, inflect),
        seen=glosses.all_seen,
        trees=trees(PACKAGES[language][0]),
        grammar=lambda lexicon: grammar(
            lambda word, pos: (glosses.seen(word), pos) in lexicon.entries,
            lambda word: lexicon.lemmas.get((glosses.seen(word), "v"), ""),
            is_people,
            actors.tells_nation,
        ),
        dateline_end=dateline_end,
        actors=actors,
        gazetteer=Gazetteer.load_in(language, glosses.seen),
    )


def _seen_forms(glosses: Glosses, forms: Callable[[str, str], frozenset[str]]) -> Callable[[str, str], frozenset[str]]:
    @cache
    def seen(lemma: str, pos: str) -> frozenset[str]:
        return glosses.all_seen(forms(lemma, pos))

    return seen
