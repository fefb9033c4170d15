"""News of firms, regulators, courts, accidents, illness and sport tells no politics, and politics among it is told."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.datafiles import read_rows
from pipelines.coding.document import Document
from pipelines.coding.event.powers import governs, is_routine
from pipelines.coding.judge.leads import kind_of, lead_of
from pipelines.coding.judge.network import View
from schemas import Actor

DAY = date(2024, 5, 15)
ROWS = [row.cells for row in read_rows(Path("tests/data/coding/other-news.tsv"), 2, 2)]
SILENT = [text for types, text in ROWS if types == "-"]
TOLD = [(types, text) for types, text in ROWS if types != "-"]


@pytest.mark.parametrize("text", SILENT)
def test_other_news_tells_nothing(coder: EventCoder, text: str) -> None:
    [coding] = coder.code([Document(text=text, published=DAY)])
    assert [(t.type, t.sentence) for t in coding.tellings] == []


@pytest.mark.parametrize(("types", "text"), TOLD)
def test_politics_among_other_news_is_told(coder: EventCoder, types: str, text: str) -> None:
    [coding] = coder.code([Document(text=text, published=DAY)])
    assert not {*types.split()}.isdisjoint(t.type for t in coding.tellings)


def test_the_same_arrest_is_told_in_news_of_politics(coder: EventCoder) -> None:
    arrest = "Police arrested four men in Brno on Monday."
    crime = f"Burglars emptied nine flats in Brno. They took jewels and a safe. {arrest}"
    revolt = f"Opposition supporters stormed parliament in Prague. The government called out the army. {arrest}"
    [private, public] = coder.code([Document(text=text, published=DAY) for text in (crime, revolt)])
    assert [t for t in private.tellings if t.type == "COERCE"] == []
    assert [t.type for t in public.tellings if t.sentence == arrest] == ["COERCE"]


def test_courts_regulators_and_charities_do_not_govern() -> None:
    def actor(text: str, code: str) -> Actor:
        return Actor(text=text, code=code, country=code[:3], sectors=(), role=None, country_basis="name")

    assert governs(actor("The health minister", "KENGOV"))
    assert governs(actor("The European Commission", "IGOEUR"))
    assert not governs(actor("the High Court", "KENJUD"))
    assert not governs(actor("Aid groups", "NGO"))
    assert not governs(actor("The Maritime Authority", "KENGOV"))
    assert is_routine(actor("Customs", "KENGOV"))


def test_the_lead_is_what_a_report_opens_with() -> None:
    texts = [
        "LIMA",
        "A bus fell off a road.",
        "Nine people died in it.",
        "It rained.",
        "The driver was hurt too.",
        "He is 40 now.",
    ]
    assert lead_of(texts) == [texts[1], texts[2], texts[4], texts[5]]
    views = [View({}, {}, {"accident": 0.8, "world": 0.2}), None, View({}, {}, {"accident": 0.4, "world": 0.6})]
    assert kind_of(views) == pytest.approx({"accident": 0.6, "world": 0.4})
    assert kind_of([None]) == {}


def test_a_short_item_is_no_other_news_by_its_lead_alone(coder: EventCoder) -> None:
    texts = ["A man stabbed two policemen in Lima.", "Two tourists were killed in Lima, Peru, on Monday."]
    assert all(coding.tellings for coding in coder.code([Document(text=text, published=DAY) for text in texts]))
