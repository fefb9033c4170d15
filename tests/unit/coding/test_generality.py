"""Habits, rules, ideas and what others imagine are no events; the same words of one occasion are."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document

DAY = date(2024, 5, 15)

GENERAL = [
    "Governments that arrest journalists rarely stay popular in Europe.",
    "Countries that impose sanctions on Iran often pay for it.",
    "Ministers who refuse to meet the opposition weaken parliament.",
    "Leaders in Africa usually praise the United Nations in public.",
    "The president often criticises the army in his speeches.",
    "Whenever Russia arrests a dissident, the European Union complains.",
    "Supporting Ukraine is cheaper than a war, the minister's aides think.",
    "Expelling the Russian ambassador would be a mistake for Austria.",
    "The argument for arming the rebels in Syria is weak.",
    "The best reason for sanctioning Belarus is its treatment of prisoners.",
    "Critics wonder why France condemned the coup so late.",
    "Either Iran frees the hostages or the talks with Qatar end.",
    "The speaker made it sound as though Poland had attacked Belarus.",
    "The Ghanaian minister agreed that the roads were bad.",
    "Russia's constitution prohibits extraditing citizens to foreign countries.",
    "The Kenyan minister said he must call his brother.",
    "A strike by drivers in France is generally treated as a case of force majeure.",
    "Protests usually follow Friday prayers in Sanaa.",
    "Sanctions on Mali are typically imposed by the council for a year.",
]
SINGLE = {
    "The governments of Togo and Benin arrested two journalists on Monday.": "COERCE",
    "The ministers, who refused to meet the opposition in Lima, left for Chile.": "REJECT",
    "Three soldiers who attacked a village in Mali were arrested by the army.": "COERCE",
    "The president criticised the army of Myanmar on Friday.": "ACCUSE",
    "Police in Minsk usually detain protesters, but on Sunday Belarus released 40 prisoners.": "RETREAT",
    "A strike by doctors has shut hospitals in Ghana, where patients are usually treated for free.": "PROTEST",
    "Moldova praised Romania for sending doctors.": "SUPPORT",
    "Latvia agreed to a truce with the striking nurses.": "AGREE",
    "Peruvian prosecutors accused a former governor of treason.": "ACCUSE",
    "The tax office in Oslo must close, the Norwegian government said, and told its staff to leave.": "REQUEST",
}


@pytest.mark.parametrize("text", GENERAL)
def test_what_is_said_in_general_is_not_told(coder: EventCoder, text: str) -> None:
    [coding] = coder.code([Document(text=text, published=DAY)])
    assert [(t.type, t.modality) for t in coding.tellings] == []


@pytest.mark.parametrize(("text", "kind"), SINGLE.items())
def test_what_happened_once_is_told(coder: EventCoder, text: str, kind: str) -> None:
    [coding] = coder.code([Document(text=text, published=DAY)])
    assert kind in {t.type for t in coding.tellings}
