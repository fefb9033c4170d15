"""The coder of Russian, for which its user installs a parser and a dictionary of forms."""

from functools import partial

from pipelines.coding.coder import EventCoder
from pipelines.coding.datafiles import DATA
from pipelines.coding.event.compositions import Compositions
from pipelines.coding.event.contexts import Contexts
from pipelines.coding.event.corrections import pattern_in, withdrawn
from pipelines.coding.event.lemmas_ru import all_bases, forms
from pipelines.coding.event.lexicon import Lexicon, Speech
from pipelines.coding.event.ontology import Ontology
from pipelines.coding.event.politics import Politics
from pipelines.coding.glosses import glosses_of
from pipelines.coding.judge.judging import Judge
from pipelines.coding.judge.model import Model
from pipelines.coding.judge.prior import Prior
from pipelines.coding.judge.weighing import Curve
from pipelines.coding.reader import Reader
from pipelines.coding.sentence.datelines_ru import dateline_end
from pipelines.coding.sentence.foreign import ForeignParser
from pipelines.coding.sentence.gate import Gate
from pipelines.coding.sentence.grammars.russian import Russian
from pipelines.coding.sentence.sentences import abbreviations_in, split_sentences
from pipelines.coding.sentence.slovnet_trees import SlovnetTrees
from pipelines.coding.tellings import Teller
from pipelines.coding.version import IDENTITY
from pipelines.coding.who.cases_ru import forget
from pipelines.coding.who.people import is_people
from pipelines.coding.who.slavic import SlavicActors, SlavicGazetteer

# Of the events of written sentences that the model had not seen one in twelve was right below it.
_VETO = 0.1


def load_russian() -> EventCoder:
    """The coder of Russian; raises ImportError where a package is not installed."""
    glosses = glosses_of(Russian.language)
    folder = DATA / Russian.language

    def seen(lemma: str, pos: str) -> frozenset[str]:
        return glosses.all_seen(forms(lemma, pos))

    lexicon = Lexicon.load(folder / "triggers", Speech(seen, glosses.roles))
    compositions = Compositions.load()
    actors = SlavicActors.load_in(Russian.language)
    gazetteer = SlavicGazetteer.load_in(Russian.language, glosses.seen)
    contexts = Contexts.load(folder / "contexts.tsv", seen)
    teller = Teller(Ontology.load(), compositions, actors, gazetteer, contexts, IDENTITY)
    grammar = Russian(lambda word, pos: (word, pos) in lexicon.entries, is_people, actors.tells_nation)
    reader = Reader(
        Gate(lexicon, compositions, lambda words: glosses.all_seen(all_bases(words))),
        ForeignParser(SlovnetTrees(), grammar, dateline_end),
        Politics.load(folder),
        partial(split_sentences, known=abbreviations_in(folder / "abbreviations.txt")),
        partial(withdrawn, pattern=pattern_in(folder / "corrections.tsv")),
        lambda _analysis: None,
        folder / "actors" / "references.tsv",
    )
    prior = Prior(Curve.load(folder / "confidence.json"))
    forget()
    judge = Judge(Model.load(folder / "model.json"), _VETO, speaks=False)
    return EventCoder(lexicon, compositions, actors, judge, teller, prior, reader)
