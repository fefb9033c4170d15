"""The event coder of all languages: each document by the coder of its own, which is loaded with its first document."""

from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib import import_module

from spacy.tokenizer import Tokenizer

from pipelines.coding.coder import EventCoder
from pipelines.coding.datafiles import DATA
from pipelines.coding.document import NOTHING, Coding, Document
from pipelines.coding.event.compositions import Compositions
from pipelines.coding.event.contexts import Contexts
from pipelines.coding.event.corrections import pattern_in, withdrawn
from pipelines.coding.event.inflection_es import forms as spanish_forms
from pipelines.coding.event.inflection_fr import forms as french_forms
from pipelines.coding.event.lexicon import Lexicon, Speech
from pipelines.coding.event.ontology import Ontology
from pipelines.coding.event.politics import Politics
from pipelines.coding.glosses import ENGLISH, Glosses, glosses_of
from pipelines.coding.judge.judging import Judge
from pipelines.coding.judge.model import Model
from pipelines.coding.judge.prior import Prior
from pipelines.coding.judge.weighing import Curve
from pipelines.coding.packages import PACKAGES, installed
from pipelines.coding.reader import Reader
from pipelines.coding.sentence.datelines import dateline_end
from pipelines.coding.sentence.foreign import ForeignParser, Grammar
from pipelines.coding.sentence.gate import Gate
from pipelines.coding.sentence.grammars.french import French, whole_words
from pipelines.coding.sentence.grammars.spanish import Spanish
from pipelines.coding.sentence.sentences import abbreviations_in, split_sentences
from pipelines.coding.sentence.trees import SpacyTrees
from pipelines.coding.tellings import Teller
from pipelines.coding.version import IDENTITY
from pipelines.coding.when_where.places import Gazetteer
from pipelines.coding.who.people import is_people
from pipelines.coding.who.romance import RomanceActors
from schemas import Coder

# Every less likely event of the written sentences was wrong; news is stranger to the model than these are.
_VETO = 0.05


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
            codings = [NOTHING] * len(places) if coder is None else coder.code([documents[at] for at in places])
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


def load_spanish() -> EventCoder:
    """The coder of Spanish; raises ImportError where its package is not installed."""

    def grammar(lexicon: Lexicon, glosses: Glosses, actors: RomanceActors) -> Spanish:
        return Spanish(
            lambda word, pos: (glosses.seen(word), pos) in lexicon.entries,
            lambda word: lexicon.lemmas.get((glosses.seen(word), "v"), ""),
            is_people,
            actors.tells_nation,
        )

    return _load(Spanish.language, spanish_forms, grammar)


def load_french() -> EventCoder:
    """The coder of French; raises ImportError where its package is not installed."""

    def grammar(lexicon: Lexicon, glosses: Glosses, actors: RomanceActors) -> French:
        return French(
            lambda word, pos: (glosses.seen(word), pos) in lexicon.entries,
            lambda word: lexicon.lemmas.get((glosses.seen(word), "v"), ""),
            is_people,
            actors.tells_nation,
        )

    return _load(French.language, french_forms, grammar, whole_words)


def _load(
    language: str,
    inflect: Callable[[str, str], frozenset[str]],
    grammar: Callable[[Lexicon, Glosses, RomanceActors], Grammar],
    prepare: Callable[[Tokenizer], None] | None = None,
) -> EventCoder:
    """The coder of a Romance language, by the forms of its words and its grammar."""
    glosses, folder = glosses_of(language), DATA / language
    forms = _seen_forms(glosses, inflect)
    lexicon = Lexicon.load(folder / "triggers", Speech(forms, glosses.roles))
    compositions = Compositions.load()
    contexts = Contexts.load(folder / "contexts.tsv", forms)
    gazetteer = Gazetteer.load_in(language, glosses.seen)
    actors = RomanceActors.load_in(language)
    reader = Reader(
        Gate(lexicon, compositions, glosses.all_seen),
        ForeignParser(SpacyTrees(PACKAGES[language][0], prepare), grammar(lexicon, glosses, actors), dateline_end),
        Politics.load(folder),
        partial(split_sentences, known=abbreviations_in(folder / "abbreviations.txt")),
        partial(withdrawn, pattern=pattern_in(folder / "corrections.tsv")),
        lambda _analysis: None,
        folder / "actors" / "references.tsv",
    )
    teller = Teller(Ontology.load(), compositions, actors, gazetteer, contexts, IDENTITY)
    prior = Prior(Curve.load(folder / "confidence.json"))
    judge = Judge(Model.load(folder / "model.json"), _VETO, speaks=False)
    return EventCoder(lexicon, compositions, actors, judge, teller, prior, reader)


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
