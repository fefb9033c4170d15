"""The coder of a language besides English, from what its own modules give and the files of its folder."""

import math
from collections.abc import Callable, Iterable, Set
from dataclasses import replace
from functools import partial
from typing import Final

from pipelines.coding.coder import EventCoder
from pipelines.coding.datafiles import DATA
from pipelines.coding.event.compositions import Compositions
from pipelines.coding.event.contexts import Contexts
from pipelines.coding.event.corrections import pattern_in, withdrawn
from pipelines.coding.event.lexicon import Lexicon, Speech
from pipelines.coding.event.ontology import Ontology
from pipelines.coding.event.politics import Politics
from pipelines.coding.glosses import glosses_of
from pipelines.coding.judge.judging import Judge
from pipelines.coding.judge.letters import Letters
from pipelines.coding.judge.model import Model
from pipelines.coding.judge.prior import Prior
from pipelines.coding.judge.weighing import Curve
from pipelines.coding.reader import Reader
from pipelines.coding.sentence.foreign import ForeignParser, Grammar
from pipelines.coding.sentence.gate import LEAST_WORDS, Gate
from pipelines.coding.sentence.sentences import abbreviations_in, split_sentences
from pipelines.coding.sentence.trees import Trees
from pipelines.coding.settling import Settling
from pipelines.coding.tellings import Teller
from pipelines.coding.version import IDENTITY
from pipelines.coding.when_where.places import Gazetteer
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.habits import HABITS

VETOES: Final = {"es": 0.05, "fr": 0.05, "ru": 0.1}
"""Below which probability of the linear model an event of a language is none: hardly one of the written was right."""
TRUSTED: Final = {"es": 0.75}
"""From which chance on the letters are told against the linear model; those of other languages learned from less."""
SHARING: Final = frozenset({"ru"})
"""Languages whose clauses, several to a sentence, tell several types: each is weighed against what the others leave."""
_LEAST_WORDS: Final = {"ru": 2}
"""The shortest sentence that tells something, where it needs no pronoun: "Журналиста отпустили"."""


def assemble(
    language: str,
    *,
    forms: Callable[[str, str], frozenset[str]],
    seen: Callable[[Iterable[str]], Set[str]],
    trees: Trees,
    grammar: Callable[[Lexicon], Grammar],
    dateline_end: Callable[[str], int],
    actors: ActorLexicon,
    gazetteer: Gazetteer,
    named: Callable[[str], Iterable[str]] = lambda noun: (noun,),
) -> EventCoder:
    """The coder of a language.

    ``forms`` are those of a word as the rules see them, ``seen`` how they see the words of a sentence, ``named``
    those in which a noun is printed.
    """
    folder = DATA / language
    lexicon = Lexicon.load(folder / "triggers", Speech(forms, glosses_of(language).roles))
    compositions = Compositions.load()
    contexts = Contexts.load(folder / "contexts.tsv", forms)
    heard = folder / "letters.json"
    letters = Letters.load(heard) if heard.exists() else None  # a language begins without
    reader = Reader(
        Gate(
            lexicon,
            compositions,
            seen,
            None if letters is None else letters.sounds,
            least=_LEAST_WORDS.get(language, LEAST_WORDS),
        ),
        ForeignParser(trees, grammar(lexicon), dateline_end),
        Politics.load(folder),
        partial(split_sentences, known=abbreviations_in(folder / "abbreviations.txt")),
        partial(withdrawn, pattern=pattern_in(folder / "corrections.tsv")),
        lambda _analysis: None,
        folder / "actors" / "references.tsv",
        replace(HABITS[language], front_end=dateline_end, forms=named),
    )
    teller = Teller(Ontology.load(), compositions, actors, gazetteer, contexts, IDENTITY, Settling.load())
    fitter = f"pipelines.coding.training.train_confidence {language}"
    prior = Prior(Curve.load(folder / "confidence.json", fitter), letters)
    judge = judge_of(language, Model.load(folder / "model.json"), letters)
    return EventCoder(lexicon, compositions, actors, judge, teller, prior, reader)


def judge_of(language: str, model: Model, letters: Letters | None) -> Judge:
    """What judges the events of a language by its models."""
    trusted = TRUSTED.get(language, math.inf)
    return Judge(model, VETOES[language], letters, trusted=trusted, shares=language in SHARING)
