"""Who does what to whom, and where, in the many ways that papers and agencies put it."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling

DAY = date(2024, 10, 16)


def _told(coder: EventCoder, text: str) -> list[Telling]:
    return list(coder.code([Document(text=text, published=DAY)])[0].tellings)


@pytest.mark.parametrize(
    ("text", "kind", "source", "target"),
    [
        ("Lusaka laid the raid at Harare's door.", "ACCUSE", "ZMB", "ZWE"),
        ("Peru pinned the bombing on Chile.", "ACCUSE", "PER", "CHL"),
        ("Envoy Ito of Japan was summoned to the Korean foreign ministry on Monday.", "ACCUSE", "", "JPN"),
        ("The Omani ambassador was called in by the foreign ministry in Tunis.", "ACCUSE", "TUN", "OMN"),
        ("Chad complained to the tribunal in Lima that Niger had closed its wells.", "ACCUSE", "TCD", "NER"),
        ("A rights group in Oslo deplored the jailing of the editor Ana Ruiz by Peru.", "ACCUSE", "", "PER"),
        ("Reporters Without Borders denounced the flogging of a blogger by Oman.", "ACCUSE", "NGO", "OMN"),
        ("Odesa was struck by Iranian-made drones that Russia had launched overnight.", "ASSAULT", "RUS", "UKR"),
        ("Plain-clothes agents of Peru's police took away the activist Ana Ruiz.", "COERCE", "PER", "PER"),
        ("Mali's junta and neighbouring Niger agreed to share intelligence.", "AGREE", "MLI NER", ""),
        ("Gambia's junta let go 40 prisoners held since May.", "RETREAT", "GMB", "GMB"),
        ("A trooper in Georgia arrested two marchers near Savannah on Monday.", "COERCE", "USA", "USA"),
        (
            "Two officers of the customs were arrested in Omsk, Russia's Investigative Cttee. said.",
            "COERCE",
            "RUS",
            "RUS",
        ),
        ("Beijing protested to Manila over the boarding of a trawler.", "ACCUSE", "CHN", "PHL"),
        ("In Equatorial Guinea, meanwhile, a minister resigned.", "RETREAT", "GNQ", ""),
        ("Indian army planes flew in rice and tents for the stranded people of Nepal.", "AID", "IND", ""),
        ("A Danish frigate shot down two drones; the maker, a US firm, gave no figures.", "ASSAULT", "DNK", ""),
        ("SUDAN ARMY RETAKES SUGAR TOWN, RSF FLEES NORTH", "COERCE", "SDN", ""),
        ("Sahel juntas, Moscow ink arms deal", "SUPPORT", "RUS", ""),
        (
            "Meeting in Oslo, delegates of Chad's army and of the rebels spoke face to face "
            "for the first time in a year.",
            "CONSULT",
            "TCD",
            "",
        ),
    ],
)
def test_who_does_what_to_whom(coder: EventCoder, text: str, kind: str, source: str, target: str) -> None:
    told = [event for event in _told(coder, text) if event.type == kind]
    assert len(told) == 1
    sources = [actor.country or "".join(actor.sectors) for actor in told[0].sources]
    assert set(source.split()) <= set(sources)
    assert target in ["", *(actor.country for actor in told[0].targets)]
    if source and target and source != target:
        assert target not in sources


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        ("Strike cripples Lisbon metro, minister vows no concession", "PROTEST", "PRT"),
        ("Strike shuts Lagos port as dockers reject pay offer", "PROTEST", "NGA"),
        ("Teachers' walkout empties schools across Honduras", "PROTEST", "HND"),
        ("Protest march halts Dhaka as workers seek back pay", "PROTEST", "BGD"),
        ("Nairobi youths clash with police", "ASSAULT", "KEN"),
        ("Accra port workers down tools over pay", "PROTEST", "GHA"),
        ("Gunmen kidnapped a judge in the Colombian town of Puerto Nuevisimo.", "ASSAULT", "COL"),
        ("M23 rebels took the airport of Kavumutu on Friday.", "COERCE", "COD"),
        ("A judge was shot dead on the road to Kassala by gunmen.", "ASSAULT", "SDN"),
        ("BOLIVIA MINERS BLOCK HIGHWAY, DEMAND FUEL", "PROTEST", "BOL"),
    ],
)
def test_where_a_headline_has_it(coder: EventCoder, text: str, kind: str, country: str) -> None:
    places = [event.place.country for event in _told(coder, text) if event.type == kind and event.place]
    assert places == [country]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Russian-backed forces shelled Toretsk, Ukraine's general staff said.", "UKR"),
        ("Rwandan-backed rebels overran the town of Rubaya, Congo's army said.", "RWA"),
        ("Israel Fonseca, a mayor in Peru, and his aide, Jordan Ruiz, were kidnapped by gunmen.", "ISR"),
        ("Constable Chad Kenya and Sergeant Israel Moyo praised the police of Harare.", "KEN"),
    ],
)
def test_whose_the_parties_are_not(coder: EventCoder, text: str, country: str) -> None:
    told = _told(coder, text)
    assert told
    assert all(actor.country != country for event in told for actor in event.sources)
    assert all(event.place is None or event.place.country != country or country == "UKR" for event in told)


@pytest.mark.parametrize(
    "text",
    [
        "Fighting back tears, Samoa's president recalled the flood.",
        "Japan's space agency launched a rocket with a weather satellite on Tuesday.",
        "The library has released 3,000 letters from the estate of the late Irish poet Sean Daly.",
        "Botswana's finance minister attacked waste in the ministries.",
        "An explosion tore through a fireworks workshop at Sivakasi in India, killing eight women.",
        "Factory blast kills four in Lahore\nFour workers died when a boiler burst at a mill.",
        "A wife in Nairobi was convicted of poisoning her husband for his pension.",
        "A man in Leeds was jailed for nine years for stabbing his brother in a row.",
        "The ex-husband of the singer Ana Ruiz went on trial in Miami on Monday.",
        "Clarification. A report on Monday said that Kenyan soldiers had shot four herders.",
        "AMENDMENT: The story said the mayor of Lima had been arrested.",
        "True or false? A post says that Turkish jets bombed Cyprus. False: the footage is of an air show.",
        "We apologise: a headline in Tuesday's paper said that Togo had expelled an envoy.",
        "A report on Monday said that Togo had expelled two envoys. It had not.",
        "Shoppers clashed over discounted televisions at a mall in Lima.",
        "No, Estonia has not declared war on Russia: the clip comes from a film.",
        "CLARIFICATION. In some copies of the paper a caption said three men had been arrested by Botswana's police.",
    ],
)
def test_what_tells_no_event(coder: EventCoder, text: str) -> None:
    assert not [event for event in _told(coder, text) if event.type not in ("SUPPORT", "ACCUSE")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Police in Lima arrested a Syrian baker and his two sons on suspicion of smuggling guns.", "COERCE"),
        ("The president's son was arrested in Harare for beating his wife.", "COERCE"),
        ("An explosion tore through a market in Homs, killing four people; a militant group was blamed.", "ASSAULT"),
        ("A Russian missile hit a fireworks factory in Kharkiv, killing four.", "ASSAULT"),
        ("Six die as blast hits minibus in Balochistan", "ASSAULT"),
        ("The army fought off rebels near Goma.", "ASSAULT"),
        ("Strike on Rafah kills ten, hospital says", "ASSAULT"),
        ("The nerve agent killed two soldiers in Homs.", "ASSAULT"),
    ],
)
def test_what_still_tells_one(coder: EventCoder, text: str, kind: str) -> None:
    assert kind in [event.type for event in _told(coder, text)]
