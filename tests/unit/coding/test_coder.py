"""The coder as a whole: what it makes of a document, and that nothing but the document counts."""

import random
from datetime import date

import pytest

from pipelines import identity
from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Coding, Document

DAY = date(2022, 1, 24)


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load()


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
