"""What a report tells of the past below its first sentences is never told as of today."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2025, 6, 17)
LEAD = (
    "Kenya and Uganda signed a fishing agreement in Nairobi on Tuesday.\n\n"
    "The agreement opens ports to research vessels, the ministries said.\n\n"
    "The two sides did not discuss palm oil.\n\nThe weather was fine.\n\n"
)


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str) -> list[Telling]:
    [coding] = coder.code([Document(text=LEAD + text, published=DAY)])
    return [event for event in coding.tellings if event.sentence_start >= len(LEAD)]


@pytest.mark.parametrize(
    "text",
    [
        "Peru sank dozens of foreign boats caught poaching in its waters between 2014 and 2019.",
        "Peru seized a trawler that was fishing in its waters in 2016.",
        "The navy seized forty boats found fishing without a licence between 2018 and 2021.",
        "Delhi sheltered the family of the poet after he was assassinated in 1975.",
        "Paris took in thousands of refugees after the regime fell in 1979.",
        "A tribunal ruled in 2016 that the claims have no legal basis; Beijing refused to recognise the ruling.",
        "A court struck down the law in 2019; the government of Ghana ignored the verdict and jailed the judge.",
        "A cyclone hit the coast in 2015; Australia sent troops and tents.",
        "In 2020 gunmen abducted 300 schoolboys at Kankara; they were released six days later.",
        "The revolt began on 4 September, when soldiers seized the radio station in Bamako.",
        "Thirty peacekeepers were hurt in 2023 when Serbs clashed with them in Zvecan.",
        "The United States brokered talks in Geneva in 2019 and 2020.",
        "Thousands of people were killed or deported under the junta of 1976 to 1983, rights groups in Chile say.",
        "But a man who closed three radio stations and jailed a trade unionist has told Peru how he will govern.",
        "The banned Army of the Hills has carried out similar raids in the district.",
        "Gunmen have kidnapped dozens of students in similar raids in Kaduna.",
        "In 2015 gunmen stormed a beach hotel in Sousse. They killed 38 tourists. Police then shot dead the attacker.",
        "Protests broke out in 2019. The government of Peru declared a state of emergency. It sent in troops.",
        "The last time the two met, in Vienna, Serbia accused Croatia of spying.",
        "During his first term the president of Zambia banned three newspapers.",
        "As defence minister he ordered troops to fire on protesters in Lagos.",
        "Earlier in the war Russian forces captured the town of Bakhmut.",
        "In the early days of the war Russian troops occupied Kherson.",
        "When he was mayor, police evicted 300 families from a square in Lima.",
        "Prosecutors say the defendants attacked a police station in Nairobi and killed two officers.",
        "The indictment says he ordered the killing of the governor of Herat.",
        "The jury heard that the soldiers shot two boys in Belfast.",
        "2008 - Protesters occupy two airports in Bangkok for a week. Police arrest a senator.",
    ],
)
def test_background_is_not_asserted(coder: EventCoder, text: str) -> None:
    assert {event.modality for event in told(coder, text)} == {"historical"}


@pytest.mark.parametrize(
    "text",
    [
        "Police in Kampala arrested three opposition lawmakers on Monday.",
        "Soldiers shot dead two protesters in Kisumu on Sunday. Police then arrested forty people.",
        "The foreign minister accused Rwanda of arming the rebels.",
        "Uganda, which joined the bloc in 2000, rejected the proposal.",
        "The government expelled the ambassador after the embassy criticised the vote.",
        "The army chief, who took office in 2022, ordered troops to the border.",
        "The United States imposed sanctions on a firm that was founded in 2011.",
        "Police arrested the former minister over a killing in 2009.",
        "Gunmen had attacked a bus in Mombasa a day earlier.",
        "Israel had bombed a weapons depot in the Bekaa Valley the night before.",
        "Police in Lima arrested two men who blocked a road.",
        "By nightfall the army had captured the town of Garissa.",
        "By Monday evening rebels had captured the town of Garissa.",
        "On Sunday gunmen had stormed a customs post in Garissa, shooting two officers.",
        "Police fired tear gas at students in Garissa once, at about noon.",
        "In Garissa police dispersed women who had blocked a road.",
        "Nurses in Garissa have been on strike since 3 June.",
        "Kenya and Somalia have been shelling each other since 3 June.",
        "Somalia has since agreed to free the sailors of Kenya.",
        "The two clubs last met in February. The talks broke up. The president of Kenya thanked Uganda.",
        "The park was opened in May 2019. The minister of Kenya praised the army of Uganda.",
        'A ban "came in 2015", she said. Kenya accused Uganda of lying.',
        "Rights groups accuse Uganda of killings, notably at Gulu in 2009.",
    ],
)
def test_news_below_the_first_sentences_is_not_made_old(coder: EventCoder, text: str) -> None:
    events = told(coder, text)
    assert events
    assert "historical" not in {event.modality for event in events}


@pytest.mark.parametrize(
    "text",
    [
        "In May 2021 Mali recalled its envoy. France condemned the move.",
        "Kenya gave Somalia $240 million in 2022-23.",
        "Teachers marched in Nairobi in early 2025.",
        "Teachers marched in Nairobi early in the year, and students marched in Nairobi last month.",
        "The fog has lasted since May, when Uganda bombed Somalia.",
        "Ties froze after an attack on a camp at Garissa in 2016 in which 19 soldiers were killed.",
        "Kenya once bombed Somalia.",
        "After Uganda invaded and annexed Garissa in 2014, Kenya imposed sanctions on it.",
    ],
)
def test_what_is_told_of_an_old_time_is_historical(coder: EventCoder, text: str) -> None:
    assert told(coder, text)[-1].modality == "historical"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The fog has lasted since May, when Uganda bombed Somalia.", "2025-05-01"),
        ("The violence peaked last Thursday, when rebels attacked Garissa.", "2025-06-12"),
        ("It was half written when, on Friday, missiles of Uganda struck Garissa.", "2025-06-13"),
        ("By Sunday evening rebels had captured the town of Garissa.", "2025-06-15"),
        ("Police on Monday fired tear gas to disperse students who blocked a road in Garissa.", "2025-06-16"),
        ("Kenya denounced that one of the dead was hit by a canister in Garissa on Sunday.", "2025-06-17"),
        ("A bus was stoned on Sunday in Garissa; Uganda condemned the act.", "2025-06-17"),
        ("Gunmen raided Garissa on Friday. Troops killed nine of them the following day.", "2025-06-14"),
        ("Gunmen raided Garissa on Friday. Troops had shelled their camp two days before.", "2025-06-11"),
        ("Gunmen raided Garissa on Friday. Two days later troops killed nine of them.", "2025-06-15"),
        ("Gunmen raided Garissa on Friday. That night troops killed nine of them.", "2025-06-13"),
        ("Uganda offered Kenya a loan on Friday. Kenya rejected the offer within the hour.", "2025-06-13"),
        ("The president of Kenya met teachers on Friday. He also thanked Uganda.", "2025-06-13"),
        ("A briefing is fixed for Friday. Police arrested nine people in Garissa.", "2025-06-17"),
        ("Students had held a procession on Friday. Police arrested nine people in Garissa.", "2025-06-17"),
        ("A bus burnt. Gunmen raided Garissa the day before.", "2025-06-16"),
        ("A bus burnt. Gunmen raided Garissa the following day.", "2025-06-17"),
        ("Uganda thanked Kenya for its call after the attempted coup of May 15.", "2025-06-17"),
    ],
)
def test_each_event_has_its_own_day(coder: EventCoder, text: str, day: str) -> None:
    assert told(coder, text)[-1].event_date.isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "Friday\n\nPolice in Kampala arrest nine people.",
        "**Friday**\n\nPolice in Kampala arrest nine people.",
        "Friday, 13 June\n\nPolice in Kampala arrest nine people.",
        "Thursday: A bus burns.\n\nFriday: Police in Kampala arrest nine people.",
        "**12 June** - A bus burns.\n\n**13 June** - Police in Kampala arrest nine people.",
    ],
)
def test_the_entries_of_a_chronicle_are_of_the_days_over_or_before_them(coder: EventCoder, text: str) -> None:
    assert told(coder, text)[-1].event_date == date(2025, 6, 13)


def test_hours_later_is_no_old_time(coder: EventCoder) -> None:
    [*_, event] = told(coder, "A bus burnt. Two hours later police in Kampala arrested nine people.")
    assert event.modality == "asserted"


def test_the_night_before_is_a_day(coder: EventCoder) -> None:
    [event] = told(coder, "Israel had bombed a weapons depot in the Bekaa Valley the night before.")
    assert (event.event_date, event.date_basis) == (date(2025, 6, 16), "relative")


def test_a_semicolon_carries_the_day(coder: EventCoder) -> None:
    text = "A cyclone hit the coast in 2015; the government declared a state of emergency in Fiji."
    assert {event.event_date.year for event in told(coder, text)} == {2015}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Gunmen attacked a convoy near Mir Ali on Sunday. Troops returned fire and killed three of them.",
            "2025-06-15",
        ),
        ("The army accused rebels of shelling Dilling on Saturday. Nine people were killed there.", "2025-06-14"),
        ("Farmers marched in Delhi on Monday. They were angry about a bill. Police detained 64 of them.", "2025-06-16"),
        ("Police in Lima met unions on Monday. Police arrested 64 farmers.", "2025-06-16"),
        ("Soldiers in Goma fled on Monday. The president condemned the rebels.", "2025-06-17"),
        (
            "A treaty was signed in Lima in 2012. A bus arrived on Monday. Police in Lima arrested nine men.",
            "2025-06-16",
        ),
    ],
)
def test_a_deed_told_without_a_day_is_of_the_day_of_its_story(coder: EventCoder, text: str, day: str) -> None:
    assert told(coder, text)[-1].event_date.isoformat() == day
