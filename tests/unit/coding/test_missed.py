"""Events that were missed in running news: verbs taken for nouns, talks told in passing, threats for a state."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2023, 3, 15)


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def told(coder: EventCoder, text: str) -> list[Telling]:
    [coding] = coder.code([Document(text=text, published=DAY)])
    return list(coding.tellings)


def codes(actors: object) -> set[str]:
    return {actor.code for actor in actors}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("kind", "source", "text"),
    [
        ("ASSAULT", "NGA", "Gunmen in Zamfara State attack a column of trucks carrying grain."),
        ("ASSAULT", "TUR", "In an operation at the border, the Turkish Air Force bombards a town in Duhok Province."),
        ("ASSAULT", "", "A 20-year-old Kenyan stabs a police officer in the old town of Mombasa."),
        ("SANCTION", "BEL", "Belgium, the Netherlands and the Slovak Republic expel Russian attaches."),
        ("RETREAT", "PER", "The Peruvian ministers of health and labour, both members of the ruling party, resign."),
        ("RETREAT", "RUS", "A sergeant and private from the Russian 4th Guards Brigade surrender to Ukrainian troops."),
        ("CONSULT", "POL", "The prime ministers of Poland, Estonia, and the Czech Republic travel to Chisinau by bus."),
        ("COERCE", "CHL", "The National Assembly of Chile votes to ban foreign firms from mining lithium."),
    ],
)
def test_a_verb_that_looks_like_a_noun_is_read_in_sentences_too(
    coder: EventCoder, kind: str, source: str, text: str
) -> None:
    events = [t for t in told(coder, text) if t.type == kind]
    assert events
    assert not source or any(source in code for t in events for code in codes(t.sources))


@pytest.mark.parametrize(
    "text",
    [
        "Three months of strikes, hunger and protest in Port-au-Prince.",
        "Market days in the north, army pledges, and other pictures.",
        "The Reform Party's tax pledges, even the vaguest of them, page 4.",
    ],
)
def test_what_has_no_verb_stays_without(coder: EventCoder, text: str) -> None:
    assert not [t for t in told(coder, text) if t.type in ("ASSAULT", "AGREE", "COERCE")]


@pytest.mark.parametrize(
    ("mode", "source", "target", "text"),
    [
        (None, "TZAGOV", "KENGOV", "In a meeting with Kenyan president Ann Moro, the President of Tanzania said no."),
        (
            "phone",
            "FRAGOV",
            "EGYGOV",
            "During a phone call with Egyptian president Ali Sabri, Emmanuel Macron said no.",
        ),
        (
            "phone",
            "CANGOV",
            "INDGOV",
            "Canadian Prime Minister Ann Moro, in a telephone conversation with Narendra Modi, said no.",
        ),
    ],
)
def test_who_says_something_in_talks_has_held_them(
    coder: EventCoder, mode: str | None, source: str, target: str, text: str
) -> None:
    events = [t for t in told(coder, text) if t.type == "CONSULT"]
    assert [(t.mode, codes(t.sources), codes(t.targets)) for t in events] == [(mode, {source}, {target})]


def test_talks_ahead_are_not_held_by_what_is_said_of_them(coder: EventCoder) -> None:
    text = "Ahead of a meeting with Kenyan president Ann Moro, the President of Tanzania said that rain was near."
    assert not [t for t in told(coder, text) if t.type == "CONSULT"]


def test_whoever_stands_first_in_a_sentence_holds_the_talks_that_it_reports(coder: EventCoder) -> None:
    [event] = [t for t in told(coder, "Kenya reported talks with Uganda last week.") if t.type == "CONSULT"]
    assert (codes(event.sources), codes(event.targets)) == ({"KEN"}, {"UGA"})


def test_what_ends_a_headline_says_nothing_of_its_first_word(coder: EventCoder) -> None:
    [event] = told(coder, "With Kenya, Uganda holds talks on bridge")
    assert (codes(event.sources), codes(event.targets)) == ({"UGA"}, {"KEN"})


def test_who_denies_that_a_blow_fell_denies_it(coder: EventCoder) -> None:
    [event] = told(coder, "Kenya denied that an attack on Ugandan troops took place on Monday.")
    assert (event.type, event.modality) == ("ASSAULT", "denied")


def test_the_second_of_two_meetings_ahead_is_one_too(coder: EventCoder) -> None:
    [event] = told(coder, "Talks and a meeting between Kenya and Uganda will take place on Friday.")
    assert (event.type, event.modality, codes(event.sources)) == ("AGREE", "planned", {"KEN", "UGA"})


@pytest.mark.parametrize(
    "text",
    [
        "The third round of talks between Sudan and Egypt resumed on Monday.",
        "The minister says that the second round of talks between Sudan and Egypt has begun.",
    ],
)
def test_a_round_of_talks_that_begins_is_a_meeting(coder: EventCoder, text: str) -> None:
    [event] = [t for t in told(coder, text) if t.type == "CONSULT"]
    assert codes(event.sources) == {"SDN", "EGY"}


@pytest.mark.parametrize(
    "text",
    [
        "Sudan is open to talks with Egypt, its foreign minister said.",
        "The president of Sudan said that he was open to meeting the president of Egypt.",
        "The president of Sudan told the envoy that he was ready for dialogue with Egypt.",
    ],
)
def test_who_is_open_to_talks_agrees_to_them(coder: EventCoder, text: str) -> None:
    assert "AGREE" in {t.type for t in told(coder, text)}


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("KEN", "Kenyan vice president Ann Moro warned that Kenya would impose sanctions on Uganda if it sent troops."),
        ("KENGOV", "The Kenyan foreign minister warned that the country would cut ties with Uganda."),
        ("KENMIL", "The Kenyan navy warned that all boats that neared the Somali coast would be destroyed."),
    ],
)
def test_who_speaks_for_a_state_threatens_in_its_name(coder: EventCoder, source: str, text: str) -> None:
    [event] = [t for t in told(coder, text) if t.type == "THREATEN"]
    assert codes(event.sources) == {source}


def test_a_warning_of_what_another_state_may_do_is_no_threat(coder: EventCoder) -> None:
    text = "The Kenyan foreign minister warned that Uganda would impose sanctions on Rwanda."
    assert not told(coder, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ASSAULT", "Kenya said that it used two drones to destroy a rebel camp near Garissa."),
        ("ASSAULT", "The Kenyan army confirmed reports that four soldiers were killed by rebels on Friday."),
        ("ACCUSE", 'The president of Kenya called the raid on Garissa a "declaration of war on all of Africa".'),
        ("ACCUSE", 'Kenya calls the movement of Ugandan regiments along the shore of the lake "an invasion".'),
        ("ACCUSE", 'The Kenyan foreign minister said that "Uganda\'s barbarous war" harms everybody.'),
        ("CONSULT", "The ruling council of Chad met with 12 armed opposition groups."),
        ("SANCTION", "The Council of Europe announces the suspension of Georgia's membership."),
        ("SANCTION", "The European Union removes three Belarusian banks from SWIFT."),
        ("SANCTION", "A member of Moldova's pro-Russian party is deprived of his seat in parliament."),
        ("COERCE", "Forty websites of the Albanian government were affected by cyberattacks."),
        ("COERCE", "The authorities in Mali took down a radio station and a website."),
        ("COERCE", "Canada designates the militia as a terrorist organisation."),
        ("PROTEST", "Some 300 demonstrators in Accra call for the war to end."),
        ("PROTEST", "Activists gather at the ministry in Accra to call for peace."),
        ("RETREAT", "Sudan and the rebels set up another ceasefire."),
        ("MOBILIZE", "Israeli jets fly low over Tripoli in Lebanon."),
        ("AID", "The government of Poland approves the delivery of missiles to Ukraine."),
        ("AGREE", "The European Parliament accepts Moldova's application for membership."),
        ("ACCUSE", "The Kenyan foreign ministry released a statement condemning the raid."),
        ("ACCUSE", "The foreign minister of Kenya said that the Ugandan army was responsible for the deaths."),
        ("ACCUSE", "The Kenyan government said that Ugandan troops had committed atrocities in Busia."),
        ("AGREE", "The president of Kenya is to visit Kampala next week."),
        ("CONSULT", "The Kenyan president shook hands with his Ugandan counterpart."),
        ("CONSULT", "The Kenyan president attended a working lunch with his Ugandan counterpart."),
        ("CONSULT", "The Kenyan foreign minister told his Ugandan counterpart in a phone call that he was glad."),
        ("SUPPORT", "Kenya recognised Ali Moro as president of Uganda."),
        ("RETREAT", "A ceasefire between Sudan and Chad took effect at midnight."),
        ("RETREAT", "The Sudanese army pulled out of the town of Babanusa."),
        ("REJECT", "Kenya's parliament voted down the budget."),
        ("REQUEST", "The Sudanese army gave residents of Omdurman 24 hours to leave."),
        ("MOBILIZE", "North Korea fired two missiles into the sea."),
        ("MOBILIZE", "Iran test-fires a missile in the Gulf."),
        ("MOBILIZE", "The army was called out in Mombasa."),
        ("PROTEST", "A few hundred people tried to storm the parliament in Nairobi."),
        ("PROTEST", "A crowd broke through a police cordon in Nairobi."),
        ("PROTEST", "Protesters in Nairobi hurled petrol bombs at the Ugandan embassy."),
        ("ASSAULT", "Gunmen tried to kill the prime minister of Sudan on Monday."),
        ("COERCE", "A tanker was boarded by Iranian troops in the Gulf."),
        ("COERCE", "Hackers brought down the website of Albania's government."),
        ("SANCTION", "Fiji's chief of police has been suspended."),
        ("AID", "Turkey's search teams arrived in Morocco."),
        ("COOPERATE", "Joint patrols by Poland and Lithuania began on Monday."),
        ("THREATEN", "Kenya said that it would use force if the road was not opened."),
        ("THREATEN", "Kenya is to impose sanctions on Uganda."),
        ("THREATEN", "Teachers in Kenya will go on strike on Monday, their union announced."),
        ("THREATEN", "Kenya warned that it would hit back if the tariffs took effect."),
        ("SANCTION", "Brussels imposed duties of 38 percent on Chinese buses."),
        ("SANCTION", "China put 30 American firms on its export control list."),
        ("COERCE", "Argentina tightened currency controls on Sunday."),
        ("AID", "The European Investment Bank lent Tunisia 150 million euros."),
        ("CONCEDE", "The government of Ecuador scrapped the rise in fuel prices and the fare increase."),
        ("REJECT", "Lebanon's parliament threw out the budget."),
        ("REJECT", "The high court in Pretoria set aside the president's decision."),
        ("RETREAT", "The mayor of Lima gave up his post on Friday."),
        ("SANCTION", "Zimbabwe's opposition leader quit the party."),
        ("PROTEST", "Thousands defied a ban to march in Istanbul."),
        ("PROTEST", "Civil servants in Suriname laid down their work."),
        ("ACCUSE", "Mexico's president attacked the judges as corrupt."),
        ("THREATEN", "The minister of Kenya warned that smugglers would be jailed."),
        ("REQUEST", "Nurses in Malawi gave the government seven days to pay them."),
        ("COERCE", "The arrest of a Tunisian lawyer sparked anger on Sunday."),
        ("ASSAULT", "The Congolese army said that two Rwandan soldiers took part in the raid on Goma."),
        ("MOBILIZE", "Police were posted at every bank in Khartoum."),
        ("ACCUSE", "A parliamentary committee grilled Malta's tourism minister."),
    ],
)  # fmt: skip
def test_deeds_of_running_news_are_told(coder: EventCoder, kind: str, text: str) -> None:
    assert kind in {t.type for t in told(coder, text)}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("ACCUSE", 'The union issued a statement calling on the minister of Kenya to "fast-track" the list.'),
        ("CONSULT", "The bill met with opposition in the senate of Kenya."),
        ("AGREE", "The museum in Kenya is open to meetings of all kinds."),
        ("COERCE", "Kenya's postal service was affected by the weather."),
        ("PROTEST", "Several ministers in Accra call for the war to end."),
        ("ACCUSE", "The minister of Kenya said that he was responsible for the roads."),
        ("AGREE", "The plan of Kenya's president is to visit every county."),
        ("MOBILIZE", "Spectators in Kampala watched Kenyan jets that flew over the parade."),
        ("COERCE", "The French Senate voted to approve a bill that would ban plastic bags in Lyon."),
        ("THREATEN", "Kenya said that it would not use force against Uganda."),
        ("RETREAT", "The company pulled out of the Kenyan market."),
        ("ACCUSE", "A Slovak opposition candidate was attacked with a hammer."),
        ("THREATEN", "The Kenyan minister warned that refugees in Uganda would be jailed by Rwanda."),
        ("PROTEST", "The shop in Lima defied a ban on Sunday."),
    ],
)
def test_what_only_looks_alike_is_not_told(coder: EventCoder, kind: str, text: str) -> None:
    assert kind not in {t.type for t in told(coder, text)}
