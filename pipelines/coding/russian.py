"""The coder of Russian, for which its user installs a parser and a dictionary of forms."""

from pipelines.coding.assembling import assemble
from pipelines.coding.coder import EventCoder
from pipelines.coding.event.lemmas_ru import all_bases, forms, with_denied
from pipelines.coding.glosses import glosses_of
from pipelines.coding.sentence.datelines_ru import dateline_end
from pipelines.coding.sentence.grammars.russian import Russian
from pipelines.coding.sentence.slovnet_trees import SlovnetTrees
from pipelines.coding.who.cases_ru import cases, forget
from pipelines.coding.who.people import is_people
from pipelines.coding.who.slavic import SlavicActors, SlavicGazetteer


def load_russian() -> EventCoder:
    """The coder of Russian; raises ImportError where a package is not installed."""
    language = Russian.language
    glosses, actors = glosses_of(language), SlavicActors.load_in(language)
    coder = assemble(
        language,
        forms=lambda lemma, pos: glosses.all_seen(forms(lemma, pos)),
        seen=lambda words: glosses.all_seen(with_denied(all_bases(words))),
        trees=SlovnetTrees(),
        grammar=lambda lexicon: Russian(
            lambda word, pos: (word, pos) in lexicon.entries, is_people, actors.tells_nation
        ),
        dateline_end=dateline_end,
        actors=actors,
        gazetteer=SlavicGazetteer.load_in(language, glosses.seen),
        named=cases,
    )
    forget()
    return coder
