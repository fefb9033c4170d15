"""Who suffers a deed by the words beside it: nationals, the shelled, the accused, the people under a lockdown."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document


def targets(coder: EventCoder, text: str, word: str) -> list[str]:
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    telling = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word][-1]
    return [actor.code or actor.text for actor in telling.targets]


def sources(coder: EventCoder, text: str) -> list[str]:
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    return [actor.code for telling in coding.tellings for actor in telling.sources]


@pytest.mark.parametrize(
    ("text", "word", "code"),
    [
        ("A Kenyan was arrested in Lima on Monday.", "arrested", "KENCVL"),
        ("Rebels killed an Australian near Goma on Monday.", "killed", "AUSCVL"),
        ("Chad shot down a Libyan Sukhoi on Monday.", "shot", "LBY"),
        ("A cyberattack took down Kenyan government websites on Monday.", "took", "KENGOV"),
    ],
)
def test_one_of_a_nation_is_a_person(coder: EventCoder, text: str, word: str, code: str) -> None:
    assert targets(coder, text, word) == [code]


def test_who_is_killed_in_shelling_shells_nobody(coder: EventCoder) -> None:
    text = "Two Kenyan journalists were killed in shelling in Tripoli on Monday."
    assert targets(coder, text, "killed") == ["KENJRN"]
    assert sources(coder, text) == []
    assert sources(coder, "Two Kenyan soldiers were hurt in shelling by rebels near Goma.") == ["CODREB"]
    assert sources(coder, "Chadian troops were engaged in shelling rebels near Goma on Monday.")[:1] == ["TCDMIL"]


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Ruto said that Kenya will withdraw a bill that would allow China to try Kenyans.", "withdraw", []),
        ("Kenya withdrew a bill on Monday that allows China to try Kenyans.", "withdrew", ["CHN"]),
        ("Judge Ana Ruiz, presiding in a district court in Lima, handed down the sentence.", "handed", []),
    ],
)
def test_what_a_thing_would_bring_and_who_the_doer_is_name_no_party(
    coder: EventCoder, text: str, word: str, codes: list[str]
) -> None:
    assert targets(coder, text, word) == codes


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Police in Nairobi charged a Ugandan on Monday.\n\nPolice arrested the accused near Thika.", ["UGACVL"]),
        ("Police in Nairobi arrested an opposition leader.\n\nPolice first arrested the suspect in May.", ["KENOPP"]),
        # nobody, or several, were held before
        ("Police in Nairobi arrested the suspect on Monday.", ["KENCVL"]),
        ("Police in Nairobi held a Ugandan and a nurse.\n\nPolice arrested the suspect near Thika.", ["KENCVL"]),
        ("Police in Nairobi charged a Ugandan on Monday.\n\nPolice arrested a suspect near Thika.", ["KENCVL"]),
    ],
)
def test_the_accused_is_who_was_charged_before(coder: EventCoder, text: str, codes: list[str]) -> None:
    assert targets(coder, text, "arrested") == codes


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Peru lifts all restrictions including the obligation to wear masks.", "lifts", ["PERCVL"]),
        ("Peru imposed a lockdown in the Puno area and other parts of the city.", "imposed", ["PERCVL"]),
        ("The government of Kenya ordered a lockdown of Nairobi on Monday.", "ordered", ["KENCVL"]),
        ("Kenya eased restrictions on movement on Monday.", "eased", ["KENCVL"]),
        # of some, of goods, of another country
        ("Kenya imposed restrictions on foreign journalists on Monday.", "imposed", ["JRN"]),
        ("Kenya eased restrictions on imports of rice on Monday.", "eased", []),
        ("Israel imposed a lockdown on the West Bank on Monday.", "imposed", ["PSE"]),
    ],
)
def test_a_lockdown_hits_the_people_of_its_country(coder: EventCoder, text: str, word: str, codes: list[str]) -> None:
    assert targets(coder, text, word) == codes


@pytest.mark.parametrize(
    ("text", "word", "codes"),
    [
        ("Houthi rebels attacked a Panamanian-flagged tanker in the Red Sea on Monday.", "attacked", ["PANBUS"]),
        ("Iran seized three Greek merchant vessels on Monday.", "seized", ["GRCBUS"]),
        ("Iran attacked three Greek vessels on Monday.", "attacked", ["GRC"]),
        ("Iran attacked a Greek warship on Monday.", "attacked", ["GRCMIL"]),
    ],
)
def test_merchant_ships_are_trade(coder: EventCoder, text: str, word: str, codes: list[str]) -> None:
    assert targets(coder, text, word) == codes


RAID = "Rebels attacked a village in Kenya on Monday, killing nine.\n\nKenyan {} after the raid.\n\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (RAID.format("police shot dead three militants") + "Kenya's president condemned the attack.", "KENREB"),
        (RAID.format("police shot dead three students") + "The opposition condemned the killing.", "KENCOP"),
    ],
)
def test_a_state_blames_no_police_of_its_own_for_gunmen_killed(coder: EventCoder, text: str, code: str) -> None:
    assert targets(coder, text, "condemned") == [code]
