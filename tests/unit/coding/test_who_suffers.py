"""To whom a deed is done where only its place, its law or its own word tells; made-up sentences."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from schemas import Telling


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load()


def told(coder: EventCoder, text: str, word: str) -> Telling:
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    (telling,) = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    return telling


def targets(coder: EventCoder, text: str, word: str) -> list[str]:
    return [actor.code or actor.text for actor in told(coder, text, word).targets]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("On Monday Chad sent two battalions to Karvessa.", "sent"),
        ("Chad sent artillery spotters and two companies of rangers up to the Velmo river.", "sent"),
        ("Chad closed its crossing at Karvessa on Monday.", "closed"),
        ("The Kenyan government had deployed 600 officers from five in the morning.", "deployed"),
        ("Towards six the Kenyan police fired tear gas.", "fired"),
        ('Workers at a plant in Kenya chanted "Leave!" on Monday.', "chanted"),
    ],
)
def test_places_hours_and_chants_are_no_party(coder: EventCoder, text: str, word: str) -> None:
    assert targets(coder, text, word) == []


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Chad sent two battalions to Niger on Monday.", "sent", ["NER"]),
        ("Kenyan police fired on Juma Otini on Monday.", "fired", ["Juma Otini"]),
        ("The Chadian army attacked Karvessa on Monday.", "attacked", ["Karvessa"]),
        ("Kenya accused Juma Otini of lying on Monday.", "accused", ["Juma Otini"]),
    ],
)
def test_whom_a_deed_names_is_its_party(coder: EventCoder, text: str, word: str, codes: list[str]) -> None:
    assert targets(coder, text, word) == codes


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Students marched in Nairobi against a bill that would raise fees.", "marched", ["KENGOV"]),
        ("Thousands protested in Warsaw against rising prices.", "protested", ["POLGOV"]),
        ("Thousands protested in Warsaw over the verdict.", "protested", ["POLJUD"]),
        ("People filled the avenue in Lima in protest against the new law.", "filled", ["PERGOV"]),
        ("TUNIS - A court in Tunis jailed nine lawyers.\n\nGermany condemned the verdict.", "condemned", ["TUNJUD"]),
        # whose it is, the sentence says
        ("Thousands protested in Warsaw against the Israeli law.", "protested", ["ISR"]),
        ("Workers in Lima marched against the union's ruling.", "marched", []),
        ("Hundreds marched in Warsaw against his law.", "marched", []),
        ("Thousands protested in Warsaw against the noise.", "protested", []),
    ],
)
def test_laws_are_the_governments_and_verdicts_the_courts(
    coder: EventCoder, text: str, word: str, codes: list[str]
) -> None:
    assert targets(coder, text, word) == codes


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("The council of ministers of Chad stretched the night curfew on Monday.", "stretched", ["TCDCVL"]),
        ("The Chadian government put Abeche under a curfew from 9 p.m.", "put", ["TCDCVL"]),
        ("The Interior Minister of Chad has put a night curfew on Lagrip and Kompar.", "put", ["TCDCVL", "TCDCVL"]),
        ("The Chadian government imposed a curfew on Abeche on Monday.", "imposed", ["TCDCVL"]),
        ("Kenya extended its state of emergency on Monday.", "extended", ["KENCVL"]),
        # the people of another country are not the doers' own
        ("Israel imposed a curfew on Nablus on Monday.", "imposed", ["PSE"]),
    ],
)
def test_a_curfew_hits_the_people_of_its_country(coder: EventCoder, text: str, word: str, codes: list[str]) -> None:
    assert targets(coder, text, word) == codes


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Police in Chad made seven arrests in Bergandu overnight.", "made", ["TCDCVL"]),
        ("Mounted police in Norway dragged the chairs aside and detained six.", "detained", ["NORCVL"]),
        ("Police in Kenya detained Dramir Sovandi, whom they suspect of theft.", "detained", ["KENCVL"]),
        # a ship, a bare surname, or who stands before is not a private person
        ("Police in Kenya detained the Ocean Star on Monday.", "detained", ["the Ocean Star"]),
        ("Police in Kenya detained Sovandi on Monday.", "detained", ["Sovandi"]),
        ("Police in Kenya clashed with students and detained six.", "detained", ["KENEDU"]),
    ],
)
def test_who_is_arrested_is_of_the_country_that_arrests(
    coder: EventCoder, text: str, word: str, codes: list[str]
) -> None:
    assert targets(coder, text, word) == codes


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("He was shot dead by rebels as he fled, General Osman said.", "shot", []),
        ("They were arrested by Kenyan police on Monday, prosecutor Ana Ruiz said.", "arrested", []),
        # who speaks of what was done to him
        ("He was beaten by Kenyan police, opposition leader Raila Odinga said.", "beaten", ["KENOPP"]),
    ],
)
def test_officials_who_tell_of_a_victim_are_not_the_victim(
    coder: EventCoder, text: str, word: str, codes: list[str]
) -> None:
    assert targets(coder, text, word) == codes


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Five soldiers were handed over by the rebels in Colombia to the Red Cross.", "handed", ["COLMIL"]),
        ("The rebels in Colombia released two engineers to a commission of the Church.", "released", ["COLCVL"]),
        # what is handed over is no people
        ("Germany will hand over two air defence batteries to Kenya.", "hand", ["KEN"]),
    ],
)
def test_who_is_freed_suffers_it_and_not_who_takes_them(
    coder: EventCoder, text: str, word: str, codes: list[str]
) -> None:
    assert targets(coder, text, word) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("KHARTOUM - Sudan was at war on Monday.\n\nA jet bombed a camp for displaced people at Karvessa.", ["SDNREF"]),
        ("KHARTOUM - Sudan was at war on Monday.\n\nA jet bombed a camp for refugees at Karvessa.", ["REF"]),
    ],
)
def test_the_displaced_are_in_their_own_country(coder: EventCoder, text: str, codes: list[str]) -> None:
    assert targets(coder, text, "bombed") == codes


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("BISHKEK - The president of Kyrgyzstan vetoed the bill on Monday.", "vetoed", ["KGZLEG"]),
        ("BISHKEK - Kyrgyzstan's opposition rejected the bill on Monday.", "rejected", ["the bill"]),
    ],
)
def test_a_veto_is_against_parliament(coder: EventCoder, text: str, word: str, codes: list[str]) -> None:
    assert targets(coder, text, word) == codes


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Gunmen threw grenades at the yard of a Kenyan police station on Monday.", "threw", ["KENCOP"]),
        ("Gunmen fired on a Tajik border post on Monday.", "fired", ["TJKMIL"]),
        ("Youths in Lima, Peru, pelted officers with stones.", "pelted", ["PERCOP"]),
        ("Gunmen on motorcycles invaded Gidan Karva in Zamfara, Nigeria.", "invaded", ["NGACVL"]),
        ("A hand grenade was thrown into a wedding tent in Gondar, Ethiopia.", "thrown", ["ETHCVL"]),
        # no border, no raid, no place of daily life
        ("Gunmen fired on a post in Tajikistan on Monday.", "fired", ["TJK"]),
        ("Gunmen attacked Gidan Karva in Zamfara, Nigeria.", "attacked", ["Gidan Karva"]),
        ("A bomb hit the tent of a general in Gondar, Ethiopia.", "hit", ["ETHMIL"]),
    ],
)
def test_posts_villages_and_weddings_are_those_who_are_there(
    coder: EventCoder, text: str, word: str, codes: list[str]
) -> None:
    assert targets(coder, text, word) == codes


@pytest.mark.parametrize("deed", ["received a sentence of four years", "got a suspended sentence"])
def test_who_gets_a_sentence_is_sentenced(coder: EventCoder, deed: str) -> None:
    text = f"The former Kenyan minister {deed} in Nairobi on Monday."
    assert targets(coder, text, deed.split()[0]) == ["KENELI"]
