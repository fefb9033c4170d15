"""Copied sentences come from the cache, and nothing shows it but the time."""

from datetime import date

import numpy as np
import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.sentence import parsing
from pipelines.coding.sentence.parse_cache import ParseCache
from pipelines.coding.sentence.parsing import Parser

SENTENCES = [
    "Police in Velmar arrested 30 protesters on Sunday.",
    "“Talks failed,” the minister said.",
    "Talks failed.",
    "No.",
    "Police in Velmar arrested 30 protesters on Sunday.",
]


@pytest.fixture(scope="module")
def parser():
    return Parser()


@pytest.mark.slow
def test_a_sentence_seen_before_parses_the_same(parser):
    fresh = {sentence: next(iter(Parser().parse([sentence]))) for sentence in set(SENTENCES[:3])}
    for order in (SENTENCES, SENTENCES[::-1], SENTENCES * 40):
        parses = list(parser.parse(order))
        assert [parse.text for parse in parses] == order
        seen = [parse for parse in parses if parse.text in fresh]
        assert len(seen) >= 3
        assert all(parse == fresh[parse.text] for parse in seen)


def test_a_copy_is_not_parsed_again(parser, monkeypatch):
    list(parser.parse(SENTENCES))
    parsed = []
    annotator = parser._annotator
    annotate = annotator.annotate
    monkeypatch.setattr(
        annotator, "annotate", lambda docs, seen: parsed.extend(len(doc) for doc in docs) or annotate(docs, seen)
    )
    list(parser.parse([*SENTENCES, "The envoy left for Velmar."]))
    assert parsed == [6]


@pytest.mark.slow
@pytest.mark.parametrize("odd", ["Police in Velmar , said Lena ’s envoy, arrested 30.", "Talks  failed in Velmar."])
def test_the_same_words_spaced_otherwise_are_another_sentence(odd):
    plain = " ".join(odd.split()).replace(" ,", ",").replace(" ’s", "’s")
    alone = next(iter(Parser().parse([odd])))
    assert list(Parser().parse([plain, odd]))[1] == alone
    parser = Parser()
    assert parser.words(plain) == parser.words(odd)


def test_the_same_sentence_elsewhere_keeps_its_own_offsets_and_day():
    coder = EventCoder.load()
    told = coder.code(
        [
            Document(text=SENTENCES[0], published=date(2022, 1, 24)),
            Document(text="It rained. " + SENTENCES[0], published=date(2022, 1, 31)),
        ]
    )
    first, second = (coding.tellings[0] for coding in told)
    assert (second.sentence_start, second.sentence) == (11, first.sentence)
    assert second.event_date > first.event_date


def test_the_cache_forgets_what_was_longest_unused():
    cache = ParseCache(2)
    keys = [cache.key(np.array([[number]], dtype=np.uint64)) for number in range(3)]
    cache.put(keys[0], "A")
    cache.put(keys[1], "B")
    assert cache.get(keys[0]) == "A"
    cache.put(keys[2], "C")
    assert [cache.get(key) for key in keys] == ["A", None, "C"]


@pytest.mark.slow
def test_the_words_of_the_model_are_bounded(monkeypatch):
    monkeypatch.setattr(parsing, "MOST_WORDS", 2_000)
    parser, fresh = Parser(), Parser()
    made = (f"The minister of Zubrowka{n} met rebels of Graustark{n}." for n in range(2_000))
    assert sum(1 for _ in parser.parse(made)) == 2_000
    assert len(parser._annotator.nlp.vocab) < 2_500
    sentence = "Police in Strelsau arrested 30 protesters."
    assert list(parser.parse([sentence])) == list(fresh.parse([sentence]))
