"""What a language is coded as does not depend on which others were loaded before it or after."""

from datetime import date
from importlib import import_module

import pytest
from unit.coding.foreign import DAY, needs

from pipelines.coding.document import Document
from pipelines.coding.glosses import glosses_of
from pipelines.coding.languages import Coders
from pipelines.coding.who.romance import RomanceActors

ON = date(2024, 5, 15)
WORDS = {
    "fr": "Le Burkina-Faso et la Guinée-Bissau accusent le Front-Polisario".split(),
    "es": "Burkina Faso y Guinea-Bissau acusan al Frente Polisario".split(),
}
REPORTS = {
    "fr": ["Le Burkina-Faso a expulsé trois diplomates français.", "Des hommes armés ont tué douze soldats au Mali."],
    "es": ["Burkina Faso expulsó a tres diplomáticos franceses.", "Hombres armados mataron a doce soldados en Malí."],
}
ORDERS = [("fr", "es"), ("es", "fr")]


@pytest.mark.slow
@pytest.mark.parametrize(("first", "then"), ORDERS)
def test_actors_are_found_alike_whatever_is_loaded_later(first: str, then: str) -> None:
    actors = RomanceActors.load_in(first)
    before = actors.find(WORDS[first], ON)
    assert before[0].country == "BFA"
    later = RomanceActors.load_in(then)
    assert actors.find(WORDS[first], ON) == before
    assert later.find(WORDS[then], ON)[0].country == "BFA"


@pytest.mark.parametrize(("module", "name"), [("romance", "RomanceActors"), ("slavic", "SlavicActors")])
def test_each_holds_the_glosses_of_its_own_language(module: str, name: str) -> None:
    if module == "slavic":
        needs("ru")
    kind = getattr(import_module(f"pipelines.coding.who.{module}"), name)
    first, then = (kind(glosses_of(language), (), (), (), ()) for language in ("ru", "fr"))
    assert (first._glosses.language, then._glosses.language) == ("ru", "fr")


@pytest.mark.slow
@pytest.mark.parametrize(("first", "then"), ORDERS)
def test_reports_are_coded_alike_whatever_is_loaded_later(first: str, then: str) -> None:
    needs(first)
    needs(then)
    coders = Coders()
    documents = [Document(text=text, published=DAY, language=first) for text in REPORTS[first]]
    before = coders.code(documents)
    assert [len(coding.tellings) for coding in before] == [1, 1]
    coders.of(then)
    assert coders.code(documents) == before
