"""The tense that the ending of a French verb tells where the tagger missed it."""

import pytest

from pipelines.coding.event.inflection_fr import forms
from pipelines.coding.sentence.grammars.french_kinds import Kinds
from pipelines.coding.sentence.grammars.nodes import Node

# infinitive, forms told of the past, of the future, in the conditional
VERBS = [
    ("attaquer", "attaqua attaquait attaquaient", "attaquera attaqueront", "attaquerait attaqueraient"),
    ("disperser", "dispersa dispersait", "dispersera", "disperserait"),
    ("tirer", "tira tirait tiraient", "tirera tireront", "tirerait tireraient"),
    ("tuer", "tua tuaient", "tuera", "tuerait"),
    ("livrer", "livra livrait livraient", "livrera livreront", "livrerait"),
    ("libérer", "libéra libéraient", "libérera", "libérerait"),
    ("enterrer", "enterra enterrait", "enterrera", "enterrerait"),
    ("menacer", "menaça menaçait", "menacera", "menacerait"),
    ("diriger", "dirigea dirigeaient", "dirigera", "dirigerait"),
    ("encadrer", "encadra encadrait", "encadrera", "encadreraient"),
    ("rejeter", "rejeta rejetait", "rejettera", "rejetterait"),
    ("envoyer", "envoya envoyaient", "enverra enverront", "enverrait enverraient"),
    ("vendre", "", "vendra vendront", "vendrait"),
    ("interdire", "", "interdira", "interdirait"),
    ("punir", "", "punira", "puniraient"),
]
LEMMAS = {form: verb for verb, *_ in VERBS for form in forms(verb, "v")}
KINDS = Kinds(
    lambda word, pos: pos == "v" and word in LEMMAS, lambda word: LEMMAS.get(word, ""), lambda _: False, lambda _: False
)


@pytest.mark.parametrize(("verb", "past", "future", "conditional"), VERBS, ids=[row[0] for row in VERBS])
@pytest.mark.parametrize("tagged", [("Ind", "Fut"), ("Ind", "Pres"), ("Cnd", "Pres")])
def test_tense(tagged: tuple[str, str], verb: str, past: str, future: str, conditional: str) -> None:
    mood, tense = tagged
    for told, meant in ((past, ("Ind", "Past")), (future, ("Ind", "Fut")), (conditional, ("Cnd", "Pres"))):
        for form in told.split():
            features = {"VerbForm": "Fin", "Mood": mood, "Tense": tense}
            node = Node(form, form, "", 0, 1, "VERB", features, "ROOT")
            KINDS.settle(node, opens=False)
            assert (node.features["Mood"], node.features["Tense"]) == meant, form
            assert LEMMAS[form] == verb


@pytest.mark.parametrize(("verb", "past", "future", "conditional"), VERBS, ids=[row[0] for row in VERBS])
def test_a_past_that_was_taken_for_a_noun_may_be_the_verb(verb: str, past: str, future: str, conditional: str) -> None:
    del future, conditional
    for form in past.split():
        assert KINDS.may_be_finite(Node(form, form, "", 0, 1, "NOUN", {}, "nmod")), (verb, form)
