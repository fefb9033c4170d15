"""The event coder of all languages: each document by the coder of its own, which is loaded with its first document."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from typing import Final

from pipelines.coding.assembling import assemble
from pipelines.coding.coder import EventCoder
from pipelines.coding.document import NOTHING, Coding, Document
from pipelines.coding.event.inflection_es import forms as spanish_forms
from pipelines.coding.event.inflection_fr import forms as french_forms
from pipelines.coding.glosses import ENGLISH, Glosses, glosses_of
from pipelines.coding.packages import PACKAGES, installed
from pipelines.coding.sentence.datelines_romance import dateline_end
from pipelines.coding.sentence.french_patterns import compiled_shortly
from pipelines.coding.sentence.grammars.french import French, whole_words
from pipelines.coding.sentence.grammars.french_parts import parts_of
from pipelines.coding.sentence.grammars.spanish import Spanish
from pipelines.coding.sentence.parted import PartedTrees
from pipelines.coding.sentence.trees import SpacyTrees, Trees
from pipelines.coding.version import IDENTITY
from pipelines.coding.when_where.places import Gazetteer
from pipelines.coding.who.people import is_people
from pipelines.coding.who.romance import RomanceActors
from schemas import Coder

FAULTS: Final = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    NameError,
    RecursionError,
    StopIteration,
    TypeError,
    ValueError,
)
"""What reading a text ends in where the coder has a fault; what a broken machine raises is not among them."""
_MOST_SAID = 200  # characters


class Coders:
    """Codes documents in all languages that are installed; one in any other tells nothing."""

    def __init__(self) -> None:
        self._coders: dict[str, EventCoder] = {ENGLISH: EventCoder.load()}

    @property
    def identity(self) -> Coder:
        """Which coder this is; part of every record that it makes."""
        return IDENTITY

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        """The coding of each document, in order; those of one language are coded together."""
        found: dict[int, Coding] = {}
        for language in dict.fromkeys(document.language for document in documents):
            places = [at for at, document in enumerate(documents) if document.language == language]
            coder = self.of(language)
            asked = [documents[at] for at in places]
            codings = [NOTHING] * len(places) if coder is None else _code(coder, asked)
            found |= dict(zip(places, codings, strict=True))
        return [found[at] for at in range(len(documents))]

    def explain(self, document: Document) -> str | float:
        """What was found in a document and why, as ``EventCoder.explain`` has it."""
        coder = self.of(document.language)
        return "" if coder is None else coder.explain(document)

    def of(self, language: str) -> EventCoder | None:
        """The coder of a language; None where there is none."""
        if language not in self._coders and language in LOADERS and language in installed():
            self._coders[language] = LOADERS[language]()
        return self._coders.get(language)


def said(fault: Exception) -> str:
    """A fault of the coder in few words."""
    return f"{type(fault).__name__}: {fault}"[:_MOST_SAID]


def _code(coder: EventCoder, documents: Sequence[Document]) -> list[Coding]:
    """The coding of each document; one that the coder fails on says so and costs the others nothing."""
    try:
        return coder.code(documents)
    except FAULTS as error:
        if len(documents) == 1:
            return [replace(NOTHING, fault=said(error))]
    half = len(documents) // 2
    return _code(coder, documents[:half]) + _code(coder, documents[half:])


def load_spanish() -> EventCoder:
    """The coder of Spanish; raises ImportError where its package is not installed."""
    return _load_romance(Spanish, spanish_forms, SpacyTrees)


def load_french() -> EventCoder:
    """The coder of French; raises ImportError where its package is not installed."""
    with compiled_shortly():
        return _load_romance(French, french_forms, lambda package: PartedTrees(package, parts_of, whole_words))


def _load_romance(
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


def load_russian() -> EventCoder:
    """The coder of Russian; raises ImportError where a package is not installed."""
    loaded: EventCoder = import_module("pipelines.coding.russian").load_russian()
    return loaded


LOADERS: dict[str, Callable[[], EventCoder]] = {
    Spanish.language: load_spanish,
    French.language: load_french,
    "ru": load_russian,
}
"""What loads the coder of each language besides English."""
