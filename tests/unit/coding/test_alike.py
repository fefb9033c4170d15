"""The same deed is the same parties', in whatever language it is told, so that it is one incident of a row."""

from datetime import date

import pytest

from pipelines.coding.document import Document
from pipelines.coding.languages import Coders

TOLD = {
    "en": "Police in Dakar arrested 30 protesters on Tuesday.",
    "es": "La policía de Dakar detuvo a 30 manifestantes el martes.",
    "fr": "La police de Dakar a arrêté 30 manifestants mardi.",
    "ru": "Во вторник полиция Дакара задержала 30 протестующих.",
}


@pytest.mark.slow
def test_a_deed_has_its_parties_in_every_language() -> None:
    documents = [Document(text=text, published=date(2024, 3, 6), language=code) for code, text in TOLD.items()]
    told = {
        (t.type, t.event_date, *(a.code for a in t.sources), *(a.code for a in t.targets), t.counts.arrested)
        for coding in Coders().code(documents)
        for t in coding.tellings
    }
    assert told == {("COERCE", date(2024, 3, 5), "SENCOP", "SENCVL", 30)}
