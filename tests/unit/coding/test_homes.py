"""Whose an actor is that its own words leave open, and what the country then rests on."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def countries(coder: EventCoder, text: str) -> list[tuple[list[str], list[str]]]:
    """Source and target countries of each event; a star marks what the place or the report gives."""
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    return [
        (
            [actor.country + "*" * (actor.country_basis == "place") for actor in telling.sources],
            [actor.country + "*" * (actor.country_basis == "place") for actor in telling.targets],
        )
        for telling in coding.tellings
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor condemned the attack by Israel.",
        "The president thanked Japan for its aid.",
        "The government signed a deal with Norway.",
        "The foreign minister accused Peru of spying.",
        "The army was attacked by Peru.",
        "The prime minister rejected the demands of Chad.",
        "The president met the Danish prime minister.",
        "Protesters marched against Israel.",
    ],
)
def test_a_country_named_only_as_the_other_side_is_not_taken(coder: EventCoder, text: str) -> None:
    told = countries(coder, text)
    assert told
    for sources, targets in told:
        assert not any(country.endswith("*") for country in (*sources, *targets)), told


@pytest.mark.parametrize(
    "text",
    [
        "Ten diplomats were expelled from Chad on Monday.",
        "Two tourists were killed in Lima, Peru.",
        "A man killed three peacekeepers in Goma, Congo.",
        "The foreign ministers met in Geneva.",
        "Israel attacked three refugees in Beirut.",
    ],
)
def test_who_is_a_guest_of_the_place_is_not_of_it(coder: EventCoder, text: str) -> None:
    told = countries(coder, text)
    assert told
    for sources, targets in told:
        assert not any(country.endswith("*") for country in (*sources, *targets)), told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police arrested two men in Lima.", (["PER*"], ["PER*"])),
        ("Nigeria arrested ten journalists.", (["NGA"], ["NGA*"])),
        ("Thousands of farmers marched through Warsaw against the government's plan.", (["POL*"], ["POL*"])),
        ("Three civilians were killed by Russia in Kharkiv.", (["RUS"], ["UKR*"])),
        ("Syrian officials met the rebels.", (["SYR"], ["SYR*"])),
        ("Labour has attracted criticism from the media.", (["GBR*"], ["GBR"])),
        ("Police in Lima arrested a journalist.", (["PER"], ["PER*"])),
        ("Kenyan troops killed ten rebels.", (["KEN"], [""])),
    ],
)
def test_the_place_or_the_report_gives_the_country_and_the_actor_says_so(
    coder: EventCoder, text: str, expected: tuple[list[str], list[str]]
) -> None:
    assert expected in countries(coder, text)


def test_a_country_named_in_another_event_is_the_report_s(coder: EventCoder) -> None:
    told = countries(coder, "Kenya signed a treaty. The president thanked Kenya's partners.")
    assert (["KEN*"], ["KEN"]) in told or (["KEN*"], []) in told, told


def test_no_country_is_taken_where_the_report_names_two(coder: EventCoder) -> None:
    told = countries(coder, "Kenya and Peru signed a treaty. It rained. The police arrested a man.")
    assert ([""], [""]) in told, told


@pytest.mark.parametrize(
    "front", ["(Xinhua) -- ", "Xinhua: ", "By Emmanuel Macron -- ", "LAGOS (Voice of America) -- ", "(CNN) -- "]
)
def test_an_agency_or_a_writer_is_not_where_a_report_is_sent_from(coder: EventCoder, front: str) -> None:
    [(sources, _)] = countries(coder, front + "Police arrested 20 protesters.")
    assert sources in ([""], ["NGA*"])


def test_the_town_of_a_dateline_is_it_whatever_agency_stands_behind(coder: EventCoder) -> None:
    assert countries(coder, "NAIROBI, May 14 (Xinhua) -- Police arrested 20 protesters.") == [(["KEN*"], ["KEN*"])]


def test_a_country_that_is_taken_back_rests_on_nothing(coder: EventCoder) -> None:
    assert countries(coder, "Police officers attacked police officers in Nairobi.") == [(["KEN*"], [""])]


def test_whom_somebody_hits_is_not_the_one_who_does(coder: EventCoder) -> None:
    assert countries(coder, "A man stabbed her in Lima on Tuesday.") == [([""], [])]


def test_sides_are_those_named_near_and_leaders_those_named_far(coder: EventCoder) -> None:
    far = "President Vladimir Putin met President Emmanuel Macron in Paris. Rain fell all day. It was cold in May. "
    *_, (sources, _) = countries(coder, far + "Both sides attacked hospitals.")
    assert sources == []
    *_, (sources, _) = countries(coder, far + "The two leaders agreed to meet again.")
    assert sources == ["RUS", "FRA"]


REPORTS = [
    # the dateline in its many forms
    ("Nurses stop work.\n\nChisinau. Health Minister Ala Rusu rejected their demands.", "rejected", ["MDA*"]),
    ("Nurses stop work.\n\nApia: Health Minister Ala Leota rejected their demands.", "rejected", ["WSM*"]),
    ("Nurses stop work\n\nNuku'alofa: The opposition condemned Health Minister Ala Vea.", "condemned", ["TON*"]),
    ("Budget vote\n\nBy Staff Reporter, Quito\n\nFinance Minister Ana Ruiz resigned.", "resigned", ["ECU*"]),
    ("Lusaka, May 14 (ZANIS) – It rained.\n\nFinance Minister Ana Banda resigned.", "resigned", ["ZMB*"]),
    # an article about one country that names others in passing
    (
        "Peru's Congress approves budget\n\nLawmakers in Peru passed the budget. Copper goes to China. Peru had "
        "copied Chile's law.\n\nThe teachers' union condemned the cuts.",
        "condemned",
        ["PER*"],
    ),
    (
        "DAKAR, May 14 (AFP) - Students in Senegal marched.\n\nIn 2011 France lent a hand.\n\nInterior Minister Awa "
        "Sarr condemned the march.",
        "condemned",
        ["SEN*"],
    ),
    # the foreign minister at home and an envoy abroad
    ("OSLO, May 14 - Norway expelled a spy.\n\nForeign Minister Kari Vik rejected a protest.", "rejected", ["NOR*"]),
    ("OSLO, May 14 - Norway expelled a spy.\n\nThe foreign ministers rejected the plan.", "rejected", ["NOR*"]),
    ("OSLO, May 14 - It rained.\n\nThree foreign envoys condemned the plan.", "condemned", [""]),
    # two countries: the dateline tells whose an office is, without it nobody knows
    (
        "MANILA, May 14 - Japan and the Philippines signed a pact.\n\nUndersecretary Ana Cruz thanked Japan.",
        "thanked",
        ["PHL*"],
    ),
    ("Japan and the Philippines signed a pact.\n\nUndersecretary Ana Cruz thanked the crew.", "thanked", [""]),
    # soldiers of whom nothing tells more are those of the town that a report is sent from
    (
        "BAGHDAD, May 14 - Iranian jets crossed the border of Iraq. Turkey protested.\n\nSoldiers arrested ten men.",
        "arrested",
        ["IRQ*"],
    ),
    # who is sent to report on another country
    (
        "LONDON, May 14 - Protesters in Nigeria marched.\n\nThe opposition condemned President Bola Tinubu. Nigeria "
        "pumps oil.",
        "condemned",
        ["NGA*"],
    ),
    ("GENEVA, May 14 - Sudan's rebels bombed a market.\n\nThe government rejected talks.", "rejected", ["SDN*"]),
    ("NAIROBI, May 14 - Somali troops left.\n\nResidents condemned U.S. jets.", "condemned", ["KEN*"]),
    ("JAKARTA, Indonesia -- Police arrested a man outside the Australian Embassy.", "arrested", ["IDN*"]),
    # whose opposition, of two countries
    ("ATHENS, May 14 - Greece and Turkey met.\n\nThe opposition condemned the plan.", "condemned", ["GRC*"]),
    (
        "PARIS - Thousands rallied.\n\nIt rained. Germany has oil.\n\nThe opposition condemned it.",
        "condemned",
        ["FRA*"],
    ),
    # where a president governs there is no premier
    ("WASHINGTON, May 14 - It rained in America.\n\nPremier Ali Omar condemned the attack.", "condemned", [""]),
    ("WASHINGTON, May 14 - It rained in America.\n\nThe mayor condemned the attack.", "condemned", ["USA*"]),
    # who is told apart
    ("NAIROBI, May 14 - It rained in Kenya.\n\nA rival party condemned the attack.", "condemned", [""]),
    ("NAIROBI, May 14 - It rained in Kenya.\n\nOverseas students condemned the attack.", "condemned", [""]),
]


@pytest.mark.parametrize(("text", "word", "expected"), REPORTS)
def test_the_report_lends_its_country_to_those_at_home(
    coder: EventCoder, text: str, word: str, expected: list[str]
) -> None:
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    told = [
        [actor.country + "*" * (actor.country_basis == "place") for actor in telling.sources]
        for telling in coding.tellings
        if text[telling.trigger_start : telling.trigger_end] == word
    ]
    assert expected in told, told


def parties_in(coder: EventCoder, text: str) -> list[tuple[list[str], list[str]]]:
    """Source and target codes of each event."""
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    return [([a.code for a in t.sources], [a.code for a in t.targets]) for t in coding.tellings]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a headline that names one country, others in passing
        (
            "Dockers at Chilean ports end walkout\n\nIt had rained. China buys copper. Peru has dockers too.\n\n"
            "Economy Minister Ana Ruiz thanked the unions.",
            (["CHLGOV"], ["CHLLAB"]),
        ),
        # names that bodies of several countries bear
        ("Nairobi, May 14 – Kenya's budget fell.\n\nMPs condemned the finance minister.", (["KENLEG"], ["KENGOV"])),
        ("Manila, May 14 – It rained.\n\nThe Senate accused the opposition of lies.", (["PHLLEG"], ["PHLOPP"])),
        ("Manila, May 14 – It rained in America.\n\nThe Senate condemned the mayor.", (["USALEG"], ["USAGOV"])),
        # whose leaders: of the body named before
        ("ECOWAS condemned the coup.\n\nThe bloc's leaders accused Mali of lies.", (["IGOECW"], ["MLI"])),
        ("The U.S. embassy spoke.\n\nPresident Ruto accused the embassy of lies.", (["KENGOV"], ["USAGOV"])),
        # officers of whom
        ("Police came to Lagos on Monday.\n\nOfficers arrested ten men in Lagos.", (["NGACOP"], ["NGACVL"])),
        ("The army came to Lagos on Monday.\n\nOfficers arrested ten men in Lagos.", (["NGAMIL"], ["NGACVL"])),
        # where a march leads is nobody's
        ("Thousands marched through central Tbilisi on Monday.", (["GEOCVL"], [])),
        # a surname that is a town's
        (
            "SANTIAGO, Chile — It rained.\n\nMayor Ana Lyon spoke.\n\nLyon condemned the pupils.",
            (["CHLGOV"], ["CHLEDU"]),
        ),
        # who held an office at home; a person is not his party
        ("Durban, May 14 – It rained.\n\nFormer mayor Ana Botha was arrested in Durban.", (["ZAFCOP"], ["ZAFELI"])),
        ("Peru votes.\n\nHis party said he had been detained by soldiers in Lima.", (["PERMIL"], [])),
        # an army hits militants at home
        ("Pakistan mourns.\n\nPakistani troops killed nine militants.", (["PAKMIL"], ["PAKUAF"])),
        # what a coalition is
        ("Ghana votes\n\nOrganised labour condemned the cuts.", (["GHALAB"], [])),
        ("A US-led coalition bombed a camp in Syria on Monday.", (["USAMIL"], ["SYR"])),
        ("Kenya condemned a coalition of carriers.", (["KEN"], [""])),
        # a town that a report shares with a country which it never names
        ("LUSAKA - Zambia votes.\n\nIt rained.\n\nIn Lodja, police arrested ten women.", (["ZMBCOP"], ["ZMBCVL"])),
        ("LUSAKA - Zambia votes.\n\nCongo voted.\n\nIn Lodja, police arrested ten women.", (["CODCOP"], ["CODCVL"])),
        ("It rained.\n\nIn Lodja, police arrested ten women.", (["CODCOP"], ["CODCVL"])),
        # what bears a nationality or a town in its name, and is not theirs
        ("Quito, May 14 - It rained.\n\nThe Inter-American court condemned Peru.", (["ECUJUD"], ["PER"])),
        ("Chile sent 300 troops to the Pan-American highway.", (["CHL"], [])),
        ("Chile rejected the Vienna Convention.", (["CHL"], [""])),
        ("Chile condemned the Vienna police.", (["CHL"], ["AUTCOP"])),
        ("Police in Bucharest arrested three local Serbs.", (["ROUCOP"], ["ROUCVL"])),
        ("Police in Bucharest arrested three Serbs.", (["ROUCOP"], ["SRBCVL"])),
        ("Romania votes.\n\nThe ethnic Hungarian party condemned the cuts.", (["ROUPTY"], [])),
        ("Romania votes.\n\nThe Hungarian party condemned the cuts.", (["HUNPTY"], [])),
        # nor a surname or first name
        ("It rained in Perth.\n\nLeader Finn Waterford condemned the cuts.", (["AUSELI"], [])),
        ("The UAE votes.\n\nSheikh Rashid condemned the cuts.", (["AREGOV"], [])),
        # an office that several countries have
        ("MANILA - It rained in Manila.\n\nWashington shone.\n\nSen. Ana Cruz condemned the cuts.", (["PHLLEG"], [])),
        ("WASHINGTON - It rained in Kyiv.\n\nSen. Ana Cruz condemned Ukraine.", (["USALEG"], ["UKR"])),
        # who leads a coalition
        ("A Saudi-led coalition is at war.\n\nCoalition jets bombed a school in Marib.", (["SAUMIL"], ["YEMEDU"])),
        (
            "A Saudi-led coalition met a Kenya-led coalition.\n\nCoalition jets bombed a school in Marib.",
            (["MIL"], ["YEMEDU"]),
        ),
        # whose minister
        (
            "Kenyan President Omar Tedd spoke.\n\nMr Tedd's foreign minister summoned the Peruvian envoy.",
            (["KENGOV"], ["PERGOV"]),
        ),
        # what a country sends another is not the other's
        ("Samoa falls ill.\n\nNew Zealand is sending twenty nurses.", (["NZL"], ["MED"])),
    ],
)
def test_who_stands_for_whom_in_a_report(coder: EventCoder, text: str, expected: tuple[list[str], list[str]]) -> None:
    assert expected in parties_in(coder, text), parties_in(coder, text)
