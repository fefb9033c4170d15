"""The many words in which papers tell protests, accusations, resignations, arrests and shows of force."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2025, 6, 18)


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str) -> list[Telling]:
    [coding] = coder.code([Document(text=text, published=DAY)])
    return list(coding.tellings)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("PROTEST", "The square in Tunis filled with demonstrators on Sunday."),
        ("PROTEST", "Scores of women banged pots outside the ministry in Caracas."),
        ("PROTEST", "Lawmakers in Kosovo threw water at the prime minister."),
        ("PROTEST", "Opposition deputies in Georgia tore up copies of the bill in parliament."),
        ("PROTEST", "Protesters carried coffins through Lagos on Monday."),
        ("PROTEST", "Dockers in Valparaiso stopped unloading ships on Monday in a dispute over pay."),
        ("PROTEST", "Students took over the university in Quito on Monday."),
        ("PROTEST", "Thousands of Georgians waved European flags outside parliament in Tbilisi on Monday night."),
        ("PROTEST", "A rally in Kampala on Sunday drew 5,000 opposition supporters."),
        ("ACCUSE", "The president of Kenya called the opposition leader a liar."),
        ("ACCUSE", 'The transport minister of Bulgaria called the strike "irresponsible".'),
        ("ACCUSE", "Zagreb called the accusation absurd."),
        ("ACCUSE", "Prosecutors in Peru opened a criminal case against the president."),
        ("ACCUSE", "France expressed alarm at the arrest of the opposition leader in Mali."),
        ("RETREAT", "Ecuador's interior minister handed in his resignation on Monday."),
        ("RETREAT", "Ecuador's interior minister tendered his resignation."),
        ("RETREAT", "Ecuador's interior minister bowed out on Monday."),
        ("RETREAT", "The Congolese army confirmed a tactical withdrawal from the town of Goma."),
        ("RETREAT", "Teachers in Kenya returned to work on Monday after a month-long strike."),
        ("COERCE", "Police in Kenya said 64 people were held."),
        ("COERCE", "Soldiers in Guinea-Bissau removed the president from office."),
        ("COERCE", "Soldiers in Mali took power on Tuesday."),
        ("COERCE", "A court in Russia kept the editor behind bars for two more months."),
        ("COERCE", "The speaker of India's parliament suspended seven members for the rest of the session."),
        ("COERCE", "Police in Kampala dragged away the opposition leader."),
        ("ASSAULT", "Jets flattened a market in Idlib on Sunday."),
        ("MOBILIZE", "Forty-seven Chinese warplanes crossed the median line of the Taiwan Strait on Monday."),
        ("MOBILIZE", "Chinese coast guard ships sailed into waters around the Senkaku islands on Monday."),
        ("AID", "A convoy of 28 lorries of the World Food Programme reached the city of Kadugli in Sudan on Monday."),
        ("AID", "Kenya offered helicopters to Ethiopia on Friday."),
    ],
)
def test_it_is_told_in_the_words_of_papers(coder: EventCoder, kind: str, text: str) -> None:
    assert kind in {event.type for event in told(coder, text)}


@pytest.mark.parametrize(
    ("text", "source", "target"),
    [
        ('"They stole it in the villages," opposition leader Igor Vrabie told supporters in Moldova.', "MDAOPP", ""),
        ("Opposition leader Ana Ruiz said the government of Peru had stolen the election.", "PEROPP", "PERGOV"),
        ("Venezuela says the United States plotted the raid.", "VEN", "USA"),
        ("The opposition in Zambia said the vote was rigged.", "ZMBOPP", ""),
        ("The Kremlin said Ukraine was dragging out the talks.", "RUSGOV", "UKR"),
        ("Beijing said Manila was stirring up trouble in the South China Sea.", "CHNGOV", "PHLGOV"),
        ("Serbia claimed that Kosovo had breached the accord.", "SRB", "KOS"),
    ],
)
def test_who_tells_of_anothers_wrongs_accuses(coder: EventCoder, text: str, source: str, target: str) -> None:
    [event] = told(coder, text)
    assert event.type == "ACCUSE"
    assert [actor.code for actor in event.sources] == [source]
    assert "".join(actor.code or "" for actor in event.targets) == target


@pytest.mark.parametrize(
    "text",
    [
        "Kenya said it had ignored the ruling.",
        "Officials in Kenya argue that they did not provoke the war.",
        "The minister of Peru said Chile had not betrayed its allies.",
        "The minister of Peru said Chile may provoke a war.",
        "Peru said it would never betray its allies.",
        "The president of Ghana said the film undermined his faith.",
    ],
)
def test_what_is_denied_feared_or_said_of_oneself_accuses_nobody(coder: EventCoder, text: str) -> None:
    assert "ACCUSE" not in {event.type for event in told(coder, text)}


@pytest.mark.parametrize(
    "text",
    [
        "President Ruto of Kenya held a National Security Council meeting on Monday.",
        "China held a people's congress in Beijing on Monday.",
    ],
)
def test_who_holds_a_meeting_holds_nobody(coder: EventCoder, text: str) -> None:
    assert "COERCE" not in {event.type for event in told(coder, text)}
