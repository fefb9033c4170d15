"""The coder as a whole: what it makes of a document, and that nothing but the document counts."""

import random
from datetime import date

import pytest

from pipelines import identity
from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Coding, Document

DAY = date(2022, 1, 24)


def code(coder: EventCoder, text: str) -> Coding:
    return coder.code([Document(text=text, published=DAY)])[0]


def test_every_field_of_an_event_is_filled(coder: EventCoder) -> None:
    text = "It rained.  The Turkish government condemned the French president on Friday."
    (event,) = code(coder, text).tellings
    assert (event.type, event.mode, event.cameo_code, event.quad_class) == ("ACCUSE", "disapprove", "111", 3)
    assert (event.score, event.goldstein) == (-2, -2)
    assert [actor.code for actor in event.sources] == ["TURGOV"]
    assert [actor.code for actor in event.targets] == ["FRAGOV"]
    assert event.event_date == date(2022, 1, 21)
    assert text[event.sentence_start : event.sentence_end] == event.sentence
    assert text[event.trigger_start : event.trigger_end] == "condemned"
    assert event.event_id == identity.event_id(
        event.sentence,
        trigger_start=event.trigger_start - event.sentence_start,
        event_date=event.event_date,
        event_type="ACCUSE",
        source_codes=["TURGOV"],
        target_codes=["FRAGOV"],
    )
    assert event.coder == coder.identity


def test_a_sentence_without_event_has_a_reason(coder: EventCoder) -> None:
    coding = code(coder, "The weather was mild. France will join if Spain attacks Portugal. Moscow condemned Paris.")
    assert [sentence.reason is None for sentence in coding.sentences] == [False, False, True]


def test_result_depends_on_the_document_alone(coder: EventCoder) -> None:
    sentences = [
        "Russia has massed troops near the border with Ukraine.",
        "Police in Kenya arrested 12 protesters on Monday, the interior ministry said.",
        "The United States refused to lift sanctions on Iran.",
        "Talks between India and Pakistan were held in Geneva.",
        "Rebels attacked a village.",
        "Nothing happened.",
    ]
    rng = random.Random(1)
    documents = [
        Document(text=" ".join(rng.sample(sentences, rng.randint(1, len(sentences)))), published=DAY) for _ in range(40)
    ]
    alone = [coder.code([document])[0] for document in documents]
    order = rng.sample(range(len(documents)), len(documents))
    shuffled = dict(zip(order, coder.code([documents[i] for i in order]), strict=True))
    assert [shuffled[i] for i in range(len(documents))] == alone


def test_empty_text_has_no_sentences(coder: EventCoder) -> None:
    assert code(coder, "  \n ") == Coding(sentences=(), tellings=())


def types(coder: EventCoder, text: str) -> list[tuple[str, str]]:
    return [(event.type, event.modality) for event in code(coder, text).tellings]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Russia has massed 100,000 troops near the border with Ukraine.", [("MOBILIZE", "asserted")]),
        ("France refused to provide aid to Haiti.", [("REJECT", "asserted")]),
        ("France promised to provide aid to Haiti.", [("AGREE", "asserted")]),
        ("Iran threatened to attack Israel.", [("THREATEN", "asserted")]),
        ("Iran could attack Israel.", []),
        ("The United States warned that Russia could attack Ukraine.", []),
        ("Turkey never attacked Greece.", [("ASSAULT", "denied")]),
        ("Rebels in Chad attacked an army base in March 2008.", [("ASSAULT", "historical")]),
        ("The president of Chad was arrested by soldiers on Friday.", [("COERCE", "asserted")]),
        ("A court in Lagos issued an arrest warrant for the governor.", [("THREATEN", "asserted")]),
        ("China denied responsibility for the attack on Taiwan.", []),
        ("Firefighters fought a wildfire near Athens.", []),
        ("The team beat Spain in the final.", []),
        ("Germany expressed condolences to the families of those killed in the Paris attacks.", []),
        ("Moscow urged Kyiv to withdraw its troops.", []),
        ("Moscow demanded that Kyiv withdraw its troops.", [("REQUEST", "asserted")]),
        ("The army lifted the curfew in Kathmandu.", [("CONCEDE", "asserted")]),
    ],
)
def test_constructions(coder: EventCoder, sentence: str, expected: list[tuple[str, str]]) -> None:
    assert types(coder, sentence) == expected


def test_passive_and_active_name_the_same_parties(coder: EventCoder) -> None:
    (active,) = code(coder, "Kenyan police arrested a Somali journalist.").tellings
    (passive,) = code(coder, "A Somali journalist was arrested by Kenyan police.").tellings
    assert [a.code for a in active.sources] == [a.code for a in passive.sources] == ["KENCOP"]
    assert [a.code for a in active.targets] == [a.code for a in passive.targets]


def test_joint_parties_are_all_sources(coder: EventCoder) -> None:
    (event,) = code(coder, "Britain and France held talks on Friday.").tellings
    assert event.reciprocal
    assert [a.code for a in event.sources] == ["GBR", "FRA"]
    assert event.targets == ()


def test_who_said_it_is_not_who_did_it(coder: EventCoder) -> None:
    (event,) = code(coder, "Israel said that Hezbollah attacked a village.").tellings
    assert [a.text for a in event.sources] == ["Hezbollah"]


@pytest.mark.parametrize(
    ("sentence", "target"),
    [
        ("Afghan women held a protest in Kabul against the Taliban's decision.", "the Taliban's decision"),
        ("Algeria demanded an apology from France for the tests.", "France"),
        ("Iceland's president refused a request from the prime minister.", "the prime minister"),
        ("Britain returned a bronze to Ethiopia.", "Ethiopia"),
        ("Ukrainian forces hit an Armenian radar with a missile.", "an Armenian radar"),
        ("China sent a field hospital to Nepal.", "Nepal"),
        ("A Russian court charged one of the leaders of the opposition.", "one of the leaders of the opposition"),
        ("Russia withdrew some of its troops from Syria.", "Syria"),
    ],
)
def test_the_recipient_is_the_party_that_the_deed_goes_to(coder: EventCoder, sentence: str, target: str) -> None:
    (event,) = code(coder, sentence).tellings
    assert [actor.text for actor in event.targets] == [target]


STRANGE = [
    "\x00\ud800 \u202e text \U0001f600" * 50,
    "attack " * 10_000,
    '"' * 3000 + "attacked" + '"' * 3000,
    "(((" * 500 + "police arrested" + ")))" * 500,
    "| Country | Attacks |\n|---|---|\n| Russia | 3 |\n| Ukraine | 4 |",
    "* attacked\n* arrested\n* signed\n\n1. bombed 2. met",
    "attacked",
    "He attacked.",
    "KABUL -- ",
    "POLICE ARREST THREE IN RAID!!! CLICK HERE >>>",
    "def attack(self): return {'kill': 1}",
    "Russia Russia Russia attacked attacked attacked Ukraine Ukraine.",
]


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
def test_strange_text_neither_crashes_nor_hangs(coder: EventCoder, text: str) -> None:
    coding = code(coder, text)
    assert all(0 <= s.start < s.end <= len(text) for s in coding.sentences)
    assert all(text[e.sentence_start : e.sentence_end] == e.sentence for e in coding.tellings)


@pytest.mark.slow
@pytest.mark.timeout(120)
def test_random_text_neither_crashes_nor_hangs(coder: EventCoder) -> None:
    rng = random.Random(7)
    words = (
        "Russia police attacked of the that, “ ” . ; if not to refused by – troops said will 100 é \u0301 \u200b".split(
            " "
        )
    )
    texts = [" ".join(rng.choices(words, k=rng.randint(1, 60))) for _ in range(300)]
    texts += [
        "".join(chr(rng.choice((rng.randint(1, 0x2FFF), rng.randint(1, 0x10FFFF)))) for _ in range(80))
        for _ in range(100)
    ]
    codings = coder.code([Document(text=text, published=DAY) for text in texts])
    assert len(codings) == len(texts)
