"""News that a rule for something else must not hush, move to another day or count wrongly."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2026, 7, 1)  # a Wednesday


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str) -> list[Telling]:
    [coding] = coder.code([Document(text=text, published=DAY)])
    return list(coding.tellings)


@pytest.mark.parametrize(
    "opening",
    [
        "No-confidence motions were filed by the opposition.",
        "No-fly zones were declared over the capital.",
        "Wrong-way traffic blocked the bridge.",
        "False-flag claims spread within hours.",
    ],
)
def test_a_compound_takes_nothing_back(coder: EventCoder, opening: str) -> None:
    tellings = told(coder, f"Police killed four protesters in Lima on Monday. {opening}")
    assert any((one.type, one.counts.killed) == ("ASSAULT", 4) for one in tellings)


@pytest.mark.parametrize("mark", ["False: it did not happen.", "Wrong. Nobody was hurt.", "False — the video is old."])
def test_a_mark_still_does(coder: EventCoder, mark: str) -> None:
    assert told(coder, f"Police killed four protesters in Lima on Monday. {mark}") == []


@pytest.mark.parametrize(
    "text",
    [
        "Police in Minsk arrested a journalist on Monday, his wife said.",
        "A court in Minsk jailed a journalist for five years on Monday, his wife said.",
        "Police in Lima arrested a human rights lawyer on Monday, his brother said.",
    ],
)
def test_what_kin_say_is_no_crime_of_a_family(coder: EventCoder, text: str) -> None:
    assert any(one.type in ("COERCE", "SANCTION") and one.modality == "asserted" for one in told(coder, text))


@pytest.mark.parametrize(
    "text",
    [
        "Police in Lima arrested a teacher for stabbing his wife.",
        "A court in Lima jailed a baker for the murder of his brother.",
    ],
)
def test_the_trial_of_a_familys_crime_is(coder: EventCoder, text: str) -> None:
    assert not any(one.type in ("COERCE", "SANCTION") for one in told(coder, text))


@pytest.mark.parametrize("when", ["that evening", "that night", "that afternoon"])
def test_the_same_evening_is_no_old_time(coder: EventCoder, when: str) -> None:
    tellings = told(coder, f"Protesters marched in Lima on Monday. Police detained 40 people {when}.")
    [arrest] = [one for one in tellings if one.type == "COERCE"]
    assert (arrest.modality, str(arrest.event_date)) == ("asserted", "2026-06-29")


@pytest.mark.parametrize("where", ["in a field", "in their truck", "in the market"])
def test_whoever_is_somewhere_holds_no_office(coder: EventCoder, where: str) -> None:
    lead = (
        "Peru and Chile signed a pact in Lima. The ministers met for an hour. Trade has grown. The weather was fine. "
    )
    tellings = told(coder, f"{lead}Gunmen shot two farmers in Cusco while they were {where}.")
    assert [one.modality for one in tellings if one.type == "ASSAULT"] == ["asserted"]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shot down three jets near Goma.",
        "Rebels shot down two helicopters over Goma.",
        "Demonstrators rallied in Minsk on Monday and police reported 300 in custody.",
        "Demonstrators rallied in Minsk on Monday over a fire that claimed 150 in January.",
    ],
)
def test_figures_of_other_things_count_nobody(coder: EventCoder, text: str) -> None:
    assert {(one.counts.killed, one.counts.protesters) for one in told(coder, text)} == {(None, None)}


def test_two_days_in_hours_are_two_days(coder: EventCoder) -> None:
    tellings = told(coder, "Soldiers retook the town on Monday, 48 hours after rebels shelled Goma.")
    assert {one.type: str(one.event_date) for one in tellings}["ASSAULT"] == "2026-06-27"


UNDERTAKINGS = [
    ("Kenya has vowed never to withdraw its warship from the shoal.", "REJECT"),
    ("The rebels vowed not to release the hostages.", "REJECT"),
    ("Iran pledged not to negotiate with the United States.", "REJECT"),
    ("Ethiopia decided not to sign the treaty with Sudan.", "REJECT"),
    ("Kenya promised not to attack Somalia.", "AGREE"),
    ("Japan agreed not to impose tariffs on South Korea.", "AGREE"),
    ("Kenya promised to attack Somalia.", "THREATEN"),
    ("Kenya vowed to withdraw its troops from Somalia.", "CONCEDE"),
]


@pytest.mark.parametrize(("text", "kind"), UNDERTAKINGS)
def test_who_undertakes_not_to_do_it(coder: EventCoder, text: str, kind: str) -> None:
    assert [(one.type, one.modality) for one in told(coder, text)] == [(kind, "asserted")]
