"""Which day is a deed's own among those that stand around it, and which deeds have none."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2024, 5, 15)  # a Wednesday
SUNDAY = date(2024, 5, 19)
FILLER = "The ministers dined in Oslo. It rained. The talks were long. "


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str, published: date = DAY) -> list[Telling]:
    [coding] = coder.code([Document(text=text, published=published)])
    return list(coding.tellings)


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Norway announces that it will withdraw its troops from Mali later this year.", DAY),
        ("Kenya pledged to send aid to Chad later this week.", DAY),
        ("Kenyan nurses began a strike on Monday expected to close 40 clinics.", date(2024, 5, 13)),
        ("Rebels attacked a camp on Monday run by the army in Goma.", date(2024, 5, 13)),
        ("Kenya expelled nine envoys on Monday accused of spying.", date(2024, 5, 13)),
        ("Kenya, whose envoys seldom speak, had on Monday condemned Chad.", date(2024, 5, 13)),
        ("A militia leader was indicted on charges of obstruction during the April 6 riot in Lima.", DAY),
        ("Prosecutors charged nine men with murder over the April 6 attack in Lima.", DAY),
        ("People gather during a protest against hunger in Lima, Peru, 13 May 2024.", date(2024, 5, 13)),
    ],
)
def test_a_deed_has_not_the_day_of_another(coder: EventCoder, sentence: str, day: date) -> None:
    [event, *_] = told(coder, sentence)
    assert (event.event_date, event.modality) == (day, "asserted")


@pytest.mark.parametrize("verb", ["convicted", "charged", "acquitted"])
def test_what_is_tried_does_not_date_a_trial_of_today_nor_that_what_is_tried(coder: EventCoder, verb: str) -> None:
    text = (
        f"A court {verb} nine men in the 1994 bombing of a centre in Lima that killed 85 people, a paper said Friday."
    )
    days = {(e.type == "ASSAULT", e.event_date.year, e.modality) for e in told(coder, text)}
    assert (False, 2024, "asserted") in days
    assert days <= {(False, 2024, "asserted"), (True, 1994, "historical")}


def test_a_day_inside_a_verb_parts_it_from_no_subject(coder: EventCoder) -> None:
    [event] = told(coder, "Kenya had on Monday condemned Somalia.")
    assert ([a.code for a in event.sources], event.event_date) == (["KEN"], date(2024, 5, 13))


@pytest.mark.parametrize(
    ("meeting", "day"),
    [
        ("On Monday the prime minister met the Kenyan envoy, who praised Chad.", date(2024, 5, 13)),
        ("On Monday she held talks with the Kenyan envoy, who praised Chad.", date(2024, 5, 13)),
        ("On Monday police arrested the Kenyan envoy, who praised Chad.", DAY),
    ],
)
def test_what_is_said_at_a_meeting_is_of_its_day(coder: EventCoder, meeting: str, day: date) -> None:
    [praise] = [event for event in told(coder, meeting) if event.type == "SUPPORT"]
    assert (praise.event_date, praise.date_basis == "open") == (day, day == DAY)


def test_who_is_harmed_in_a_dated_riot_is_harmed_on_its_day(coder: EventCoder) -> None:
    [event] = told(coder, "Nine people were killed during the April 6 riot in Lima.")
    assert event.event_date == date(2024, 4, 6)


def test_what_will_be_later_this_month_is_planned(coder: EventCoder) -> None:
    planned, said = told(
        coder, "Kenya and Chad will meet later this month. Kenya said it will meet Sudan later this month."
    )
    assert [(e.type, e.modality, e.date_basis) for e in (planned, said)] == [
        ("AGREE", "planned", "open"),
        ("AGREE", "asserted", "report"),
    ]


def test_a_meeting_on_the_weekday_that_comes_is_planned(coder: EventCoder) -> None:
    [event] = told(
        coder, "Voters approve of President Ruto's meeting with President Biden in Oslo on Thursday, says a poll."
    )
    assert (event.type, event.modality, event.event_date) == ("AGREE", "planned", date(2024, 5, 16))


def test_a_dash_behind_last_year_makes_no_name_of_it(coder: EventCoder) -> None:
    [event] = told(coder, "President Ruto met President Biden last year - once in Oslo, once in Lima.")
    assert (event.event_date.year, event.modality) == (2023, "historical")


def test_a_sundays_last_week_is_the_one_that_just_ended(coder: EventCoder) -> None:
    text = "Kenya arrested nine students last week."
    assert [told(coder, text, day)[0].event_date for day in (SUNDAY, DAY)] == [date(2024, 5, 13), date(2024, 5, 6)]


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks come days after prosecutors in Kenya indicted nine Chadian officers.",
        "The visit began just days before Kenya expelled the envoy of Chad.",
        "The talks were condemned in advance by the Kenyan opposition.",
        "The Kenyan plan was denounced in advance by Chad.",
        "Monday's talks begin in Oslo, and only days after Kenya indicted nine Chadian officers.",
        "Aides noted Monday that Ruto, whose party was supported by nine Chadian officers, is free.",
        "It was calm beside the election of Kenya's president, which saw 170 people killed.",
        "Monday's talks were condemned in advance by the Kenyan opposition after the arrest last week of nine envoys.",
        "The Kenyan government has sanctioned Chadian bankers, approved a treaty, sent arms to Sudan and sued Uganda.",
        "The crisis in Mali began when soldiers arrested the president.",
        "The rebels fighting the Sudanese army since April 2023 went home.",
        "Kenya is among the friends of the African force propping up the government of Somalia.",
        "Aides spoke of the seizure of the island, in which Chadian soldiers sparked outrage by killing nine men.",
    ],
)
def test_deeds_of_no_certain_day_are_open(coder: EventCoder, sentence: str) -> None:
    events = told(coder, FILLER + sentence)
    assert events
    assert {event.date_basis for event in events} == {"open"}


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen attacked Goma two days after soldiers killed nine villagers.",
        "The Kenyan government has sanctioned nine Chadian bankers.",
        "Kenya condemned the raid, and Chad arrested nine soldiers.",
        "The clashes began when police in Lima arrested a student.",
        "Rebels fighting the Sudanese army seized a bridge.",
    ],
)
def test_deeds_of_the_day_are_not(coder: EventCoder, sentence: str) -> None:
    assert all(event.date_basis != "open" for event in told(coder, FILLER + sentence))


def test_a_week_dates_what_came_first_and_not_what_followed(coder: EventCoder) -> None:
    condemned, *_ = told(coder, FILLER + "Kenya condemned Chad after the arrest last week of nine envoys.")
    assert (condemned.event_date, condemned.date_basis) == (DAY, "report")


def test_the_day_from_which_deeds_are_counted_is_no_deeds_day(coder: EventCoder) -> None:
    [attacked] = told(coder, "Kenya has attacked nine Chadian ships since the war began on 3 April.")
    assert (attacked.event_date, attacked.date_basis, attacked.modality) == (DAY, "open", "historical")


def test_a_month_and_a_place_before_a_colon_head_what_follows(coder: EventCoder) -> None:
    text = (
        "Here is a look back.\nJULY 2021, in GERMANY:\nPresidents Ruto and Biden met for an hour.\nMAY 2022, in LIMA:\n"
    )
    first, second = told(coder, text + "Ruto met Biden again.")
    assert [(e.event_date, e.modality) for e in (first, second)] == [
        (date(2021, 7, 1), "historical"),
        (date(2022, 5, 1), "historical"),
    ]


def test_a_visit_in_passing_is_not_of_the_day_over_the_page(coder: EventCoder) -> None:
    text = "May 14, 2024\nCrowds sang.\nReaders wrote in.\nCrowds danced during President Ruto's visit to Britain."
    assert [event.date_basis for event in told(coder, text)] == ["open"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Obama administration imposed sanctions on Russia over the hacking.",
        "For most of the Cold War, talks were long, with Kenya reaching a series of deals with Chad.",
        "He planned all five of Ronald Reagan's summit meetings with Mikhail Gorbachev.",
    ],
)
def test_what_was_done_under_those_who_govern_no_more_is_past(coder: EventCoder, sentence: str) -> None:
    assert [event.modality for event in told(coder, sentence)] == ["historical"]


def test_an_administration_that_governs_acts_now(coder: EventCoder) -> None:
    [event] = told(coder, "The Obama administration imposed sanctions on Russia.", date(2014, 3, 17))
    assert event.modality == "asserted"


@pytest.mark.parametrize(
    "sentence",
    [
        "Chadians who have sought asylum in Kenya thanked the king.",
        "Kenya deported 60 Chadians accused of spying.",
        "The talks come days after Kenya indicted nine officers.",
    ],
)
def test_a_page_that_bears_the_reports_day_is_read_as_one_without(coder: EventCoder, sentence: str) -> None:
    page = "The Nairobi Paper\nMay 15, 2024\nCrowds sang.\nIt rained.\nReaders wrote in.\n"
    bases = {event.date_basis for event in told(coder, page + sentence)}
    assert "open" in bases
    assert "explicit" not in bases


def test_the_days_of_a_chronicle_date_its_entries(coder: EventCoder) -> None:
    text = (
        "May 14, 2024\nCrowds sang.\nKenya arrested a banker.\nMay 15, 2024\nIt rained.\nRebels attack Beni in Congo.\n"
    )
    assert [(e.event_date.day, e.date_basis) for e in told(coder, text)] == [(14, "explicit"), (15, "explicit")]


@pytest.mark.parametrize(
    "sentence",
    [
        "Some 900 soldiers have been killed in Mali and 80 others have been wounded since the war began on 3 April.",
        "A separatist dies in France several weeks after being assaulted by another inmate.",
        "The premier said that Iraq is moving past the war that ousted Saddam Hussein.",
        "Hackers called it punishment for Lithuania having closed the crossing to lorries of Belarus.",
    ],
)
def test_what_came_long_before_counts_on_no_day(coder: EventCoder, sentence: str) -> None:
    events = told(coder, sentence)
    assert events
    assert {event.date_basis for event in events} == {"open"}


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Kenya announces that it will join the European Union in imposing sanctions on Chad.", ["THREATEN"]),
        ("Kenya will respond by expelling nine Chadian envoys.", ["THREATEN"]),
        ("President Macron will travel to Kenya on Friday, meeting President Ruto.", ["AGREE"]),
        ("Kenya responded by expelling nine Chadian envoys.", ["SANCTION"]),
        ("Kenya will send troops to Chad, accusing the rebels of bombing villages.", ["MOBILIZE", "ACCUSE"]),
    ],
)
def test_what_will_be_done_by_a_coming_deed_is_coming_too(coder: EventCoder, sentence: str, kinds: list[str]) -> None:
    assert [event.type for event in told(coder, sentence)] == kinds


def test_who_stand_accused_are_not_accused_today(coder: EventCoder) -> None:
    [event] = told(
        coder, "It rained in Lima. But 36 people accused in connection with the blasts said it should not be screened."
    )[-1:]
    assert (event.type, event.date_basis) == ("ACCUSE", "open")
