"""The day of an event, what it rests on, and whether the event is told as of now, as past or as coming."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2024, 5, 15)  # a Wednesday


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str, published: date = DAY) -> list[Telling]:
    [coding] = coder.code([Document(text=text, published=published)])
    return list(coding.tellings)


def counted(event: Telling) -> bool:
    return event.modality == "asserted" and event.date_basis != "open"


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("The 1997 massacre killed 300 villagers in Bentalha, Algeria.", 1997),
        ("Serb forces killed 8,000 men in a 1995 massacre in Bosnia.", 1995),
        ("During the 2011 protests, soldiers shot 30 students in Homs.", 2011),
        ("In the 2014 war, Israel bombed Gaza.", 2014),
        ("Last year's attack killed 12 soldiers in Mopti, Mali.", 2023),
        ("In the 18th century Russia invaded Finland.", 1700),
        ("A hundred years ago, British troops shot 379 protesters in Amritsar.", 1924),
        ("The 1973 coup ousted Salvador Allende in Chile.", 1973),
        ("Two decades ago, rebels attacked Bunia.", 2004),
        ("Rebels attacked Bunia half a century ago.", 1974),
        ("In this photo taken on April 9, 2003, Iraqi rebels attack a police station in Basra.", 2003),
        ("In this May 4, 2017, file photo, police beat a protester in Caracas.", 2017),
        ("An officer tortured prisoners in Homs between 2011 and 2014.", 2011),
        ("2014 - Russian troops seized Crimea.", 2014),
        ("Police had arrested nine people in Tunis in winter 2012.", 2012),
    ],
)
def test_a_year_of_the_past_makes_an_event_historical(coder: EventCoder, sentence: str, year: int) -> None:
    [event] = told(coder, sentence)
    assert (event.event_date.year, event.modality) == (year, "historical")


@pytest.mark.parametrize(
    "sentence",
    [
        "Then-President Obote expelled 40 Kenyan diplomats.",
        "Uganda was ruled by then-President Obote's party, and then-President Obote's police arrested 40 students.",
        "As a neutral state in the cold war, Finland hosted talks between American and Soviet envoys.",
        "As a Kenyan newspaper reported in May 1990, Uganda agreed to sanction Sudan.",
        "Under Mobutu, soldiers shot 20 students in Lubumbashi.",
        "In colonial times, British troops killed 50 miners in Enugu.",
        "Soviet soldiers deported 90,000 Estonians.",
        "During the Korean War, soldiers executed 300 villagers in Daejeon.",
        "Under the junta's previous rule, soldiers burned two monasteries in Myanmar.",
        "Tunis has long accused Tripoli of arming the smugglers.",
        "Mexico once expelled the ambassador of Peru.",
        "The valley was formerly held by Islamic State, which destroyed its churches.",
        "The two presidents have met twice before in Riga.",
        "Rebels had attacked the village in Mali.",
        "The paper was the best known in Managua until the police banned it.",
        "Ten years on, Sudan remembers the day when soldiers shot 40 students in Khartoum.",
        "Families recalled the night soldiers shot their sons in Gwangju.",
        "Five years after Ruritanian troops invaded Georgia, its farmers wait for help.",
        "His brother was arrested by secret police in Minsk when he was a student.",
        "A major went on trial in Lima for abducting students.",
        "A court in Oslo jailed a Rwandan priest for killing 20 villagers.",
        "In this file photo, police beat a protester in Caracas.",
        "Nearly 20 years after the army massacred farmers in Darfur, families wait.",
        "A decade after the day police shot 34 miners in Marikana, widows wait.",
        "She was born in the year Turkey invaded Cyprus.",
        "He was ten when soldiers killed his parents in Guatemala.",
        "After the 2021 coup, the army abducted 300 monks in Mandalay.",
        "Following the 2016 coup attempt, Turkish police arrested 40,000 teachers.",
        "In her memoir, she describes how rebels abducted her brother in Gulu.",
        "The novel is set in Porto, where secret police tortured students.",
        "He fled Eritrea as a child after soldiers killed his father.",
        "The war has killed 100,000 people in Sudan.",
    ],
)
def test_what_the_text_makes_old_is_not_counted(coder: EventCoder, sentence: str) -> None:
    events = [
        event for event in told(coder, sentence) if event.type not in ("SANCTION", "ACCUSE") or "accused" in sentence
    ]
    assert all((event.modality, event.date_basis) == ("historical", "open") for event in events)


@pytest.mark.parametrize(
    "sentence",
    [
        "Boko Haram has killed 40,000 people in Nigeria since 2009.",
        "Since January, gunmen have killed 300 farmers in Benue, Nigeria.",
        "At least 60 journalists have been arrested in Turkey since the 2016 coup.",
        "Since the war began, Israel has killed 200 aid workers in Gaza.",
        "Over the past three years, gunmen have abducted 1,000 students in Nigeria.",
        "The army has repeatedly shelled the town in Sudan.",
        "So far, police have arrested 500 protesters in Georgia.",
        "To date, the army has arrested 300 monks in Mandalay.",
        "In recent months, Rwanda has expelled six Belgian diplomats.",
    ],
)
def test_running_tolls_are_not_counted_on_the_day_of_the_report(coder: EventCoder, sentence: str) -> None:
    events = told(coder, sentence)
    assert events
    assert not any(counted(event) for event in events)


@pytest.mark.parametrize(
    "sentence",
    [
        "Police arrested nine people in Tunis.",
        "Kenya has expelled two Russian diplomats.",
        "Police said they had arrested nine people in Tunis.",
        "Police have arrested 40 people since Monday in Dakar.",
        "Rebels attacked Goma again after soldiers had left it.",
        "Russia accuses Latvia of spying.",
        "Once again, rebels attacked Goma.",
        "A court in Oslo jailed a Rwandan priest for the 1994 killing of 20 villagers.",
        "Turkey accused Greece of arming the islands, which Italy ruled under Mussolini.",
        "Gunmen who killed two officers in Lagos fled.",
        "Chad has suspended aid to Niger for six months.",
        "Police in Sweden arrested an Iranian over an execution in 1988.",
        "Police in Lagos have arrested 40 people since rebels attacked the market on Monday.",
        "The 2024 protests killed 12 people in Dhaka.",
        "Police fired at crowds during this year's protests in Dhaka.",
        "Earlier, Fiji accused Tonga of spying.",
        "Police in Ottawa continue arresting protesters.",
        "Neo-Nazis attacked a mosque in Dresden.",
    ],
)
def test_news_of_the_day_is_counted(coder: EventCoder, sentence: str) -> None:
    assert any(counted(event) for event in told(coder, sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Ministers met in Riga. It was cold. Snow fell. Trains ran. Belarus refuses to recognise the new president.",
        "Fiji continues to support the government of Tonga.",
        "The army often shells the town of Kupiansk in Ukraine.",
        "The envoy, who has negotiated with Hamas, lives in Doha.",
        "The treaty, negotiated by Iran and Russia over two years, will be put to parliament.",
        "The bridge, bombed by Ukraine, is to be rebuilt.",
        "Two sailors accused of spying for Iran sell fish in Riga.",
        "Flowers lie in the square where gunmen killed nine people in Quetta.",
        "The bridge, which rebels shelled, reopened in Aleppo.",
        "Ministers met in Riga. It was cold. Snow fell. Birds sang. The spy agency is accused of a coup.",
        "Ministers met in Riga. It was cold. Snow fell. Birds sang. Two officers are charged with treason in Minsk.",
        "Ministers met in Riga. It was cold. Snow fell. Birds sang. Prosecutors are investigating the governor.",
        "Ministers met in Riga. It was cold. Snow fell. Birds sang. Russia is still violating the treaty with Latvia.",
        "Ministers met in Riga. It was cold. Snow fell. Birds sang. Many MPs have been pressing Latvia to cut taxes.",
    ],
)
def test_standing_matters_leave_the_day_open(coder: EventCoder, sentence: str) -> None:
    assert told(coder, sentence)[-1].date_basis == "open"


def test_headings_that_are_dates_date_what_stands_below(coder: EventCoder) -> None:
    text = "May 3\nRebels attacked an army base in Goma.\n\n9 May\nRebels attacked a police station in Bukavu."
    assert [e.event_date for e in told(coder, text)] == [date(2024, 5, 3), date(2024, 5, 9)]
    years = "2014\nRussia annexed Crimea.\n2022\nRussian troops invaded Ukraine and shelled Kharkiv."
    assert [(e.event_date.year, e.modality) for e in told(coder, years)] == [(2014, "historical"), (2022, "historical")]


def test_a_dateline_gives_the_day_from_which_a_report_is_told(coder: EventCoder) -> None:
    text = "LAGOS, MAY 13: Gunmen killed five farmers in Kaduna. Police arrested two men in Kano on Friday."
    first, second = told(coder, text)
    assert (first.event_date, first.date_basis) == (date(2024, 5, 13), "explicit")
    assert second.event_date == date(2024, 5, 10)


@pytest.mark.parametrize(
    ("sentence", "day", "modality"),
    [
        ("Kenya will deport 40 Somalis on 20 November.", "2024-11-20", "planned"),
        ("Doctors will strike in Nairobi on Friday.", "2024-05-17", "planned"),
        ("Kenya said it will deport 40 Somalis on 20 November.", "2024-05-15", "asserted"),
        ("Kenya promised to visit Uganda next week.", "2024-05-15", "asserted"),
        ("France threatened on Monday to expel Malian diplomats on 1 June.", "2024-05-13", "asserted"),
        ("China announced it would impose sanctions on Japan on 1 June.", "2024-05-15", "asserted"),
        ("The union said its members will strike on Friday in Lagos.", "2024-05-15", "asserted"),
        ("Police arrested three men in Bamako ahead of the vote on 5 June.", "2024-05-15", "asserted"),
        ("Police arrested three men in Bamako on 2 June.", "2023-06-02", "historical"),
        ("The union struck a deal with Peru from 1 June.", "2024-05-15", "asserted"),
        ("Putin and Xi are scheduled to meet in Beijing on 30 May.", "2024-05-30", "planned"),
    ],
)
def test_nothing_is_counted_before_its_time(coder: EventCoder, sentence: str, day: str, modality: str) -> None:
    [event] = told(coder, sentence)
    assert (event.event_date.isoformat(), event.modality) == (day, modality)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sudan's army chief and Kenya's president meet later on Wednesday in Nairobi.",
        "Kenya's president is meeting Tanzanian leaders later today.",
        "The envoy called the truce a mistake before the two presidents meet in Entebbe.",
        "Kenya's president has no clear aim when he meets Ugandan President Museveni.",
        "Fuel will top the talks when the Kenyan president welcomes Ugandan President Museveni.",
        "Kenya and Uganda meet in Entebbe on 30 May.",
        "Kenya and Uganda will meet in Entebbe on 30 May.",
    ],
)
def test_who_is_to_meet_has_agreed_to(coder: EventCoder, sentence: str) -> None:
    [event] = (event for event in told(coder, sentence) if event.type in ("CONSULT", "AGREE"))
    assert (event.type, event.cameo_code, event.modality, event.deed_modality) == ("AGREE", "036", "planned", "planned")


@pytest.mark.parametrize(
    "sentence",
    [
        "Ahead of her talks with President Ruto of Kenya, the Tanzanian president flew home.",
        "Kenya's president waved to reporters on Monday ahead of his meeting with Ugandan President Museveni.",
        "In his remarks the minister did not address the president's coming meeting with Vladimir Putin.",
        "Tanzania's president waved from a balcony prior to her meeting with Kenyan President Ruto.",
        "Hours before meeting Ugandan President Museveni, Kenya's president blamed traders for the shortage.",
        "Police arrested 30 students in Kampala ahead of a planned protest against the government.",
        "On the eve of her talks with President Ruto of Kenya, the Tanzanian president blamed traders.",
        "Heading into his talks with Ugandan President Museveni, Kenya's president has one aim.",
        "Going into the summit with Ugandan President Museveni on Friday, Kenya's president blamed traders.",
        "Kenya's president is setting expectations low for his meeting with Ugandan President Museveni.",
        "The speech set the stage for her meeting with Ugandan President Museveni.",
        "Analysts hope that the Kenyan president's talks with President Museveni will help farmers.",
    ],
)
def test_what_is_only_awaited_is_not_told(coder: EventCoder, sentence: str) -> None:
    assert not any(event.type in ("CONSULT", "AGREE", "PROTEST") for event in told(coder, sentence))


@pytest.mark.parametrize(
    ("sentence", "day", "kind"),
    [
        ("Kenya's president is meeting Ugandan President Museveni on Monday in Entebbe.", "2024-05-20", "AGREE"),
        ("Kenya's president is meeting Ugandan President Museveni on Wednesday in Entebbe.", "2024-05-15", "AGREE"),
        ("Kenya's president met Ugandan President Museveni on Monday in Entebbe.", "2024-05-13", "CONSULT"),
        ("Kenya's president meets Ugandan President Museveni on Friday in Entebbe.", "2024-05-17", "AGREE"),
        ("Kenya's president meets Ugandan President Museveni on Tuesday in Entebbe.", "2024-05-14", "CONSULT"),
        ("Kenya's president met Ugandan President Museveni on Friday in Entebbe.", "2024-05-10", "CONSULT"),
        ("Kenya's president was meeting Ugandan President Museveni on Monday in Entebbe.", "2024-05-13", "CONSULT"),
    ],
)
def test_what_is_being_done_on_a_weekday_is_arranged(coder: EventCoder, sentence: str, day: str, kind: str) -> None:
    [event] = told(coder, sentence)
    assert (event.event_date.isoformat(), event.type) == (day, kind)


def test_a_meeting_to_be_counts_nowhere(coder: EventCoder) -> None:
    assert not any(counted(event) for event in told(coder, "Ruto, Museveni to Meet in Entebbe"))


@pytest.mark.parametrize(
    ("weekday", "day"), [("Monday", "2024-05-20"), ("Wednesday", "2024-05-15"), ("Thursday", "2024-05-16")]
)
def test_a_weekday_of_what_is_awaited_is_the_next(coder: EventCoder, weekday: str, day: str) -> None:
    text = f"Kenya's president has no clear aim when he meets in Entebbe on {weekday} with Ugandan President Museveni."
    [event] = told(coder, text)
    assert (event.event_date.isoformat(), event.modality) == (day, "planned")


@pytest.mark.parametrize(
    "sentence",
    [
        "A court in Lyon freed four men held over the 2009 bombing of a market in Bamako that killed 31 people.",
        "Mourners in Kano remembered the 2012 attack which killed 30 traders.",
    ],
)
def test_a_year_before_what_killed_holds_for_the_dead(coder: EventCoder, sentence: str) -> None:
    deaths = [event for event in told(coder, sentence) if event.type == "ASSAULT"]
    assert deaths
    assert {event.modality for event in deaths} == {"historical"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The governor's plan to lift the curfew in Goma worried the army.",
        "Uganda said that Kenya's plan to withdraw 300 soldiers would help the rebels.",
        "The day the Kenyan president accused Uganda of lying was cold.",
    ],
)
def test_what_is_only_spoken_of_is_not_counted(coder: EventCoder, sentence: str) -> None:
    assert not any(counted(event) for event in told(coder, sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Three generals face no charges over the shelling of Goma.",
        "Police in Kampala made no arrests.",
        "Uganda imposed no sanctions on Kenya.",
        "The blast in Goma killed no one.",
    ],
)
def test_no_before_the_object_denies(coder: EventCoder, sentence: str) -> None:
    denied = [event for event in told(coder, sentence) if event.modality == "denied"]
    assert denied
    assert not any(counted(event) for event in told(coder, sentence))


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("Kenya was not told and has condemned Uganda.", "asserted"),
        ("Kenya did not condemn Uganda or accuse Sudan.", "denied"),
        ("Kenya has not condemned or accused Uganda.", "denied"),
    ],
)
def test_a_verb_with_auxiliaries_of_its_own_is_not_denied_by_the_first(
    coder: EventCoder, sentence: str, modality: str
) -> None:
    assert told(coder, sentence)[-1].modality == modality


@pytest.mark.parametrize("noun", ["troops", "soldiers", "fighters", "villagers"])
def test_a_number_of_people_is_no_year(coder: EventCoder, noun: str) -> None:
    [event] = told(coder, f"The 2000 {noun} attacked Goma.")
    assert (event.event_date, event.modality) == (DAY, "asserted")


@pytest.mark.parametrize(
    "sentence",
    [
        "Kenya's president met Ugandan President Museveni on Monday before flying to Kigali.",
        "Kenya's long-awaited talks with Uganda began in Entebbe on Monday.",
        "Kenya's president and Uganda's president met in Entebbe ahead of a conference on trade.",
        "Kenya's president later met Ugandan President Museveni in Entebbe.",
        "Before leaving, Kenya's president held talks with Uganda's president in Entebbe.",
    ],
)
def test_what_has_begun_is_not_awaited(coder: EventCoder, sentence: str) -> None:
    assert any(event.type == "CONSULT" and counted(event) for event in told(coder, sentence))


_LEAD = "Ministers met in Riga. It was cold. Snow fell. "


@pytest.mark.parametrize(
    "text",
    [
        "In April 2021, Mali recalled its envoy. France responded by expelling two Malian diplomats.",
        "In March 2020 talks failed. Sudan bombed Kadugli. The rebels seized three villages.",
        "Obote ruled until 1985. In May 1984 he went abroad. Soldiers arrested 40 students in Kampala.",
        "The treaty was old. Two weeks later, Sudan bombed Kadugli.",
        "The treaty was old. Eventually Ethiopia withdrew its troops from Somalia.",
    ],
)
def test_what_goes_on_with_an_old_day_is_not_counted(coder: EventCoder, text: str) -> None:
    assert [e for e in told(coder, _LEAD + text) if counted(e)] == [e for e in told(coder, _LEAD) if counted(e)]


@pytest.mark.parametrize(
    "text",
    [
        "In April 2021, Mali recalled its envoy. On Monday France expelled two Malian diplomats.",
        "In March 2020 talks failed. They were resumed on Tuesday. Sudan bombed Kadugli.",
        "Farmers remember the 1992 drought. Sudan bombed Kadugli.",
        "Talks failed in March 2020. Sudan has bombed Kadugli.",
        "Talks failed in March 2020. The minister said Sudan bombed Kadugli.",
    ],
)
def test_what_has_a_day_of_its_own_is_counted(coder: EventCoder, text: str) -> None:
    assert counted(told(coder, _LEAD + text)[-1])
