"""Plain news of politics is told; the same words in a loose sense are not (``tests/data/coding/senses.jsonl``)."""

import json
from datetime import date
from pathlib import Path

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document

SENTENCES = Path(__file__).parents[2] / "data" / "coding" / "senses.jsonl"
DAY = date(2024, 5, 15)
# Shares that the coder reaches; they may rise, never fall.
LEAST_TOLD = 0.95
LEAST_SILENT = 0.95


@pytest.fixture(scope="module")
def results() -> list[tuple[str, str | None, set[str]]]:
    rows = [json.loads(line) for line in SENTENCES.read_text(encoding="utf-8").splitlines()]
    codings = EventCoder.load().code([Document(text=row["sentence"], published=DAY) for row in rows])
    return [
        (row["sentence"], row["told"], {telling.type for telling in coding.tellings})
        for row, coding in zip(rows, codings, strict=True)
    ]


def test_plain_news_of_politics_is_told(results: list[tuple[str, str | None, set[str]]]) -> None:
    wanted = [(sentence, kind, found) for sentence, kind, found in results if kind is not None]
    wrong = [(sentence, kind, sorted(found)) for sentence, kind, found in wanted if kind not in found]
    assert len(wanted) >= 80
    assert 1 - len(wrong) / len(wanted) >= LEAST_TOLD, wrong


def test_loose_senses_are_not_told(results: list[tuple[str, str | None, set[str]]]) -> None:
    wanted = [(sentence, found) for sentence, kind, found in results if kind is None]
    wrong = [(sentence, sorted(found)) for sentence, found in wanted if found]
    assert len(wanted) >= 150
    assert 1 - len(wrong) / len(wanted) >= LEAST_SILENT, wrong


@pytest.fixture(scope="module")
def telling_all() -> EventCoder:
    return EventCoder.load(TellingAll())


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("The Speaker is charged with ensuring order in the Kenyan parliament.", set()),
        ("Two envoys of the African Union were charged with drafting a code for the army.", set()),
        ("Two officers of the Ugandan army were charged with leaking plans to Rwanda.", {"ACCUSE"}),
        ("The Ugandan president sat down with the BBC on Friday.", set()),
        ("Reporters met the foreign minister of Chad in Paris.", set()),
        ("The Ugandan president met reporters and the foreign minister of Chad in Paris.", {"CONSULT"}),
        ("The candidate of the ruling party in Lima vowed to fight extremism and create jobs.", set()),
        ("The government of Mali vowed to fight the rebels.", {"THREATEN"}),
        ("A senator from Lima called the Chilean minister's remarks bluster and hot air.", set()),
        ("Peaceful marches in Cairo were met by swift suppression from the army.", set()),
        ("Marchers in Cairo were met with tear gas by police.", {"ASSAULT"}),
        ("The Kenyan and Ugandan presidents inspected the guard of honour.", set()),
        ("UN inspectors inspected a nuclear plant in Iran.", {"ACCUSE"}),
        ("The Kenyan president relented after being briefed on the history of the town.", {"CONCEDE"}),
        ("The UN envoy briefed the foreign minister of Kenya on the truce.", {"CONSULT"}),
        ("The alliance was founded to contain a military threat from Sudan.", set()),
        ("Sudan attacked our democracy, the Kenyan minister said.", set()),
        ("Kenya would welcome an end to the war in Sudan.", set()),
        ("A deal could see Kenya mediate between Sudan and Chad.", set()),
        ("Kenya wants Sudan to lift the ban, pull back its troops and free the prisoners.", set()),
        ("Peru asked Chile to lift the ban, withdraw its forces from the border.", set()),
        ("Kidnappers seized two Kenyans from their villa in Goma on Monday.", {"ASSAULT"}),
        ("Hostage-takers seized two Kenyans from their villa in Goma on Monday.", {"ASSAULT"}),
        ("Police seized two yachts in Mombasa on Monday.", {"COERCE"}),
        ("Asked about trade, Kenya's president called the Ugandan president a rival.", set()),
        ("Kenya's president called the Ugandan president on Monday to discuss the border.", {"CONSULT"}),
        ("A Kenyan beer is labeled with caricatures of the Ugandan president.", set()),
        ("Kenya labeled the Ugandan president a liar.", {"ACCUSE"}),
        ("Kenya's defence minister led a delegation that was hit by floods.", set()),
        ("Kenya's defence minister led a delegation to Uganda.", {"CONSULT"}),
        (
            "The drought put farmers out of work and meant growing pressure on the Kenyan president.",
            set(),
        ),
        ("Uganda put pressure on the Kenyan president.", {"REQUEST"}),
        ("A regional court ordered sanctions against Mali to be suspended.", {"RETREAT"}),
        ("Uganda Airlines has resumed flights to Nairobi.", set()),
        ("Kenya has resumed flights to Somalia.", {"COOPERATE"}),
        ("The election of the Kenyan president cheered investors.", set()),
        ("Thousands cheered the Kenyan president.", {"SUPPORT"}),
        ("The Ugandan president rebutted Kenya's claim that he had lied.", set()),
        ("Kenya sent aircraft to assess the flood damage in Uganda.", {"AID"}),
        ("Kenya sent aircraft to Uganda's border.", {"MOBILIZE"}),
        ("Protesters greeted Kenya's president in Kampala.", {"PROTEST"}),
        ("Uganda's president greeted Kenya's president in Kampala.", {"CONSULT"}),
        ("Uganda ordered a reduction of Kenyan embassy staff in Kampala.", {"SANCTION"}),
        ("The Pentagon ordered the departure of American troops from Somalia.", {"RETREAT"}),
        ("Ruto told CBS News that he is going into the summit with low hopes.", set()),
        ("Ruto told the Ugandan president to leave.", {"REQUEST"}),
        ("The Ugandan government announced the lifting of the curfew in Kampala.", {"CONCEDE"}),
        ("Uganda announced the lifting of sanctions on Kenya.", {"RETREAT"}),
        ("The bank announced the easing of its prices for farmers.", set()),
        ("Kenyan warplanes flew over Kampala on Monday.", {"MOBILIZE"}),
        ("Spectators in Kampala watched Kenyan jets that flew over the parade.", set()),
        ("The Kenyan president attacked the Ugandan treaty with Chad.", {"ACCUSE"}),
        ("Traders in Kenya speak Swahili to the Ugandan envoy.", set()),
        ("Photos of the Kenyan mosque were demonstrated at the meeting.", set()),
        ("The Kenyan minister said Uganda would meet its end.", set()),
        ("Hunters in Kenya killed four lions near a Ugandan village.", set()),
        ("Soldiers in Kenya killed four herders and 30 camels near a Ugandan village.", {"ASSAULT"}),
        ("The Kenyan government ordered the killing of 3,000 chickens.", set()),
        ("The Kenyan government ordered the killing of 3,000 prisoners.", {"ASSAULT"}),
        ("The Kenyan government executed a planned shutdown of schools.", set()),
        ("The Kenyan government executed two rebels in Nairobi.", {"SANCTION"}),
        ("The Kenyan senator spoke with Wikinews about the Ugandan border.", set()),
        ("The paper spoke to the Kenyan navy about the Ugandan border.", set()),
        ("The Kenyan president spoke with the Ugandan president about the border.", {"CONSULT"}),
        ("A Kenyan senator held campaign rallies in Nairobi.", set()),
        ("Thousands of Kenyans held rallies in Nairobi against the president.", {"PROTEST"}),
        ("A million Kenyans joined the funeral procession of the president.", set()),
        ('A Kenyan senator called the Ugandan president "a decent man".', set()),
        ("Some 57 percent of Kenyans oppose the Ugandan government's plan.", set()),
        ("Kenya and Chad oppose the Ugandan government's plan.", {"REJECT"}),
        ("The Kenyan constitution demands a trial of the Ugandan minister.", set()),
        ("Kenya demanded a trial of the Ugandan minister.", {"REQUEST"}),
        ("The identity of the Kenyan suspect is restricted to his first name.", set()),
    ],
)
def test_a_word_is_taken_in_its_sense_by_rule(telling_all: EventCoder, sentence: str, kinds: set[str]) -> None:
    [coding] = telling_all.code([Document(text=sentence, published=DAY)])
    assert {telling.type for telling in coding.tellings} == kinds
