"""Whom short forms, leaders and pronouns mean by what a report told before; made-up reports."""

import math
from dataclasses import replace
from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.choices import Choice
from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.settling import Settling
from pipelines.coding.who.belonging import Belonging


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


def parties(coder: EventCoder, text: str, word: str) -> list[tuple[list[str], list[str]]]:
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    return [
        ([a.code or a.text for a in t.sources], [a.code or a.text for a in t.targets])
        for t in coding.tellings
        if text[t.trigger_start : t.trigger_end] == word
    ]


@pytest.mark.parametrize(
    ("text", "word", "sources"),
    [
        # leaders and ministers of the bloc at the top of the report
        ("ASEAN summit opens\n\nIt rained in Manila.\n\nLeaders condemned Myanmar.", "condemned", ["IGOSEA"]),
        ("African Union talks end\n\nIt rained.\n\nForeign ministers condemned Sudan.", "condemned", ["IGOAFU"]),
        ("ECOWAS meets\n\nIt rained.\n\nHeads of state condemned Mali.", "condemned", ["IGOECW"]),
        ("Kenya votes\n\nIt rained.\n\nReligious leaders condemned Sudan.", "condemned", ["KENREL"]),
        # "the bloc" is the last one named, also beside unknown names
        ("ECOWAS met Ana Ruiz. Tom Holt spoke in Accra. The bloc condemned Mali.", "condemned", ["IGOECW"]),
        ("The EU and NATO met. The bloc accused Mali of lies.", "accused", None),
        # a body by the noun of its name
        ("The European Commission met. The Commission condemned Mali.", "condemned", ["IGOEUR"]),
        (
            "The European Commission and the African Union Commission met. The Commission condemned Mali.",
            "condemned",
            None,
        ),
        # letters in brackets
        (
            "Quito shuts\n\nPolice in Quito watched the Union of Mountain Peoples (Umpa) march. It rained. "
            "Umpa condemned the police.",
            "condemned",
            ["ECULAB"],
        ),
        (
            "The Federation of Transport Operators (FTO) met in Lusaka, Zambia. The FTO condemned the police.",
            "condemned",
            ["BUS"],
        ),
    ],
)
def test_short_forms_mean_what_stood_in_full(
    coder: EventCoder, text: str, word: str, sources: list[str] | None
) -> None:
    told = parties(coder, text, word)
    if sources is None:
        assert all("IGOEUR" not in got and "IGOAFU" not in got for got, _ in told)
    else:
        assert any(got == sources for got, _ in told), told


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # he goes on through what only goes on about him
        ("Kenya's finance minister spoke. He was tired. He thanked China.", "thanked", (["KENGOV"], ["CHN"])),
        ('Chad\'s president spoke. "We are well," he said. He condemned Niger.', "condemned", (["TCDGOV"], ["NER"])),
        (
            "The Chadian foreign minister lit into Niger and Mali. He condemned Peru.",
            "condemned",
            (["TCDGOV"], ["PER"]),
        ),
        # beside her
        ("Kenya's interior minister gave her more men. The opposition accused him of theft.", "accused", None),
        # what is its
        ("Iceland left the talks on Monday. Its minister condemned Peru.", "condemned", (["ISLGOV"], ["PER"])),
        ("According to the Chadian army, its aircraft bombed a camp in Sudan.", "bombed", (["TCDMIL"], ["SDN"])),
        # two who may be meant
        ("Kenya met Uganda. Its minister condemned Peru.", "condemned", (["GOV"], ["PER"])),
        ("Ana Ruiz met Tom Holt. He condemned Peru.", "condemned", ([], ["PER"])),
    ],
)
def test_pronouns_go_on_about_one_named_before(
    coder: EventCoder, text: str, word: str, expected: tuple[list[str], list[str]] | None
) -> None:
    told = parties(coder, text, word)
    if expected is None:
        assert [got for _, got in told] == [["KENGOV"]], told
    else:
        assert expected in told, told


PAIR = "Poland and Chad quarrel. Poland sells grain. Chad buys grain. Chad is angry. Poland is calm. Chad waits.\n\n"


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        # of two countries, the one that the other side is not
        (PAIR + "The foreign ministry condemned Poland.", "condemned", (["TCDGOV"], ["POL"])),
        (PAIR + "Poland summoned the ambassador.", "summoned", (["POL"], ["TCDGOV"])),
        # the capital in the headline says where the report is set
        (
            "Lusaka's wait ends\n\nZambia owes China. China lent it. Zambia pays. China waits. Peru was told.\n\n"
            "The opposition condemned the minister.",
            "condemned",
            (["ZMBOPP"], ["ZMBGOV"]),
        ),
    ],
)
def test_whose_a_body_is_between_two_countries(
    coder: EventCoder, text: str, word: str, expected: tuple[list[str], list[str]]
) -> None:
    assert expected in parties(coder, text, word), parties(coder, text, word)


def test_rules_alone_leave_open_whose_somebody_is_between_two_countries(coder: EventCoder) -> None:
    rules = coder.settled_by(replace(Settling.load(), country=Belonging(Choice({}, math.inf))))
    told = parties(rules, PAIR + "Poland accused journalists of lies.", "accused")
    assert told == [(["POL"], ["JRN"])]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("On Friday demonstrators, including nuns, blocked the road in Lima.", "blocked", ["PERCVL"]),
        ("Police on Tuesday evicted two Chinese attachés from a hall in Suva.", "evicted", ["FJICOP"]),
        ("Ruiz, whose term ends in May, condemned Chad.", "condemned", ["Ruiz"]),
        ("Peru protested: the Chilean farm minister had denounced its lorries.", "protested", ["PER"]),
    ],
)
def test_who_does_is_not_taken_for_a_time_or_a_target(
    coder: EventCoder, text: str, word: str, expected: list[str]
) -> None:
    told = parties(coder, text, word)
    assert [got for got, _ in told] == [expected], told
    assert not any(set(expected) & set(hit) for _, hit in told)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("baggage handlers", "LAB"),
        ("the labour confederation", "LAB"),
        ("the head of state", "GOV"),
        ("the National Labour Commission", "GOV"),
        ("the Confederation of Bakers", "BUS"),
        ("carabineros", "COP"),
        ("junior doctors", "MED"),
    ],
)
def test_what_bodies_and_callings_are(coder: EventCoder, words: str, code: str) -> None:
    text = f"Peru votes\n\nIt rained in Peru.\n\nOn Monday {words} condemned Chad."
    assert parties(coder, text, "condemned") == [([f"PER{code}"], ["TCD"])]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Residents in Peru blocked the road to Chile on Monday.", "blocked", (["PERCVL"], [])),
        ("Students in Lima marched from Callao against the government.", "marched", (["PEREDU"], ["PERGOV"])),
        ("Kenya recalled its ambassador over the claims.", "recalled", (["KEN"], [])),
        ("Colombia's justice minister phoned his counterpart in Quito.", "phoned", (["COLGOV"], ["ECUGOV"])),
        ("The European Union met. Brussels condemned Chad.", "condemned", (["IGOEUR"], ["TCD"])),
        ("Belgium met Peru. Brussels condemned Chad.", "condemned", (["BEL"], ["TCD"])),
    ],
)
def test_roads_counterparts_and_seats_are_whose_they_are(
    coder: EventCoder, text: str, word: str, expected: tuple[list[str], list[str]]
) -> None:
    assert expected in parties(coder, text, word), parties(coder, text, word)


@pytest.mark.parametrize(
    ("text", "word", "sources"),
    [
        (
            "The opposition Reform Party for Progress (RPP) met in Lusaka, Zambia. RPP spokesperson Ana Banda accused "
            "the police of bias.",
            "accused",
            ["ZMBOPP"],
        ),
        ("The Reform Party for Progress (RPP) met in Lusaka. The RPP accused the police.", "accused", ["ZMBPTY"]),
        (
            "The separatist Free Coast Fighters (FCF) hold a camp in the Philippines. FCF spokesman Abu Jamir "
            "threatened the army.",
            "threatened",
            ["PHLREB"],
        ),
    ],
)
def test_who_speaks_for_a_short_form_is_of_its_kind(
    coder: EventCoder, text: str, word: str, sources: list[str]
) -> None:
    (coding,) = coder.code([Document(text=text, published=date(2024, 5, 15))])
    found = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    assert [[actor.code for actor in telling.sources] for telling in found] == [sources]
