"""Sentences that take back or refute something tell nothing."""

import time
from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.event.corrections import corrected


@pytest.mark.parametrize(
    "text",
    [
        "An earlier version of this report said that Chad had expelled two envoys.",
        "A previous headline wrongly said that Oman had shelled the port.",
        "The original story stated that 14 miners had been arrested in Potosi.",
        "Because of a production error, the paper wrote that Mali had recalled its ambassador.",
        "Owing to an editing mistake, Niger was said to have bombed the village.",
        "We wrongly reported that soldiers had killed six herders.",
        "The broadcaster mistakenly reported that rebels had seized the airport.",
        "The agency reported in error that Peru had closed its border.",
        "CORRECTION: The minister did not accuse Bolivia of spying.",
        "Claim: Latvia deported 200 Syrian families.",
        "A fake video claims to show that police beat the students.",
        "Contrary to earlier reports that guards had shot ten miners, all are alive.",
        "The station apologised for reporting that police had shot nine miners.",
        "A headline on Friday misstated who had attacked the base.",
        "RELATED: Three killed in strike on Kharkiv",
        "Read more: Police arrest 40 after protest in Lima",
        "Also read | Rebels seize mine in Kasai",
        "The newspaper retracted its report that Ghana had jailed the editor.",
    ],
)
def test_what_is_taken_back_is_marked(text: str) -> None:
    assert corrected([text]) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "An earlier attack killed three soldiers in Mopti.",
        "The ministry rejected the report that said police had beaten prisoners.",
        "The judge corrected the clerk, and police arrested two men.",
        "The government claimed that rebels had shot the teachers.",
        "He was charged with spreading false news about the army and jailed.",
        "The original members of the party protested in Lima.",
    ],
)
def test_news_that_only_looks_like_it_is_not(text: str) -> None:
    assert corrected([text]) == [False]


@pytest.mark.parametrize(
    "refuted", ["This is false.", "The claim is untrue.", "These reports were completely fabricated."]
)
def test_what_the_next_sentence_calls_false_is_marked(refuted: str) -> None:
    assert corrected(["Posts say that France arrested the envoy.", refuted]) == [True, False]


def test_a_verdict_refutes_the_sentence_before_it() -> None:
    texts = ["Ten people came.", "Norway jailed 30 Kurdish students.", "Verdict: False."]
    assert corrected(texts) == [False, True, False]


@pytest.mark.parametrize("text", ["No. 10 regretted the error.", "No. 3 seeds of the original draw lost."])
def test_a_number_takes_nothing_back(text: str) -> None:
    assert corrected(["Norway jailed 30 Kurdish students.", text]) == [False, False]


def test_a_denial_behind_a_long_line_of_signs_is_read_at_once() -> None:
    began = time.process_time()
    assert corrected(["- " * 4_000 + "x.", "It had not."]) == [False, False]
    assert time.process_time() - began < 1


def test_a_correction_says_so_and_leaves_the_rest() -> None:
    text = "Police in Tunis arrested 14 people. An earlier version of this story said police arrested 40 people."
    [coding] = EventCoder.load().code([Document(text=text, published=date(2024, 5, 15))])
    assert [sentence.reason for sentence in coding.sentences] == [None, "correction"]
    assert len(coding.tellings) == 1
