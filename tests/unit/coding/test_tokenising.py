"""Tokens run by run are the tokens of the whole sentence."""

import pytest

from pipelines.coding.sentence import tokenising
from pipelines.coding.sentence.annotating import Annotator


@pytest.fixture(scope="module")
def annotator():
    return Annotator()


@pytest.mark.parametrize("remembered", [2, 30_000])
@pytest.mark.parametrize(
    "sentence",
    [
        "Talks failed.",
        "Velmar",
        "The U.S.-backed forces didn't cross the river (as Gen. Orlov's staff said), they're at km 12.5/13!",
        "He said: \"We can't, won't and shan't pay $3bn,\" - then left at 5p.m. for St. Petersburg...",
        "Mr. O'Neil's co-op e-mailed x@y.org; see http://velmar.example/a?b=c, or call +1-202-555-0100 :-) 8 )",
    ],
)
def test_tokens_and_features_are_those_of_the_whole(annotator, monkeypatch, sentence, remembered):
    monkeypatch.setattr(tokenising, "_REMEMBERED", remembered)
    doc = annotator.nlp.make_doc(sentence)
    for _ in range(2):
        ((words, starts, features),) = annotator.tokeniser.read([sentence])
        assert words == annotator.tokeniser.words(sentence) == [token.text for token in doc]
        assert starts == [token.idx for token in doc]
        assert features.tolist() == annotator.features(doc).tolist()


@pytest.mark.parametrize("sentence", [" Talks failed.", "Talks  failed.", "Talks\u00a0failed.", "Talks\nfailed. "])
def test_odd_blanks_are_no_tokens_and_leave_the_features_open(annotator, sentence):
    ((words, starts, features),) = annotator.tokeniser.read([sentence])
    assert words == ["Talks", "failed", "."]
    assert [sentence[at : at + len(word)] for at, word in zip(starts, words, strict=True)] == words
    assert features is None


@pytest.mark.slow
def test_a_text_of_any_length_is_read(annotator):
    text = " ".join(str(number) for number in range(100_000, 210_000))
    assert len(annotator.tokeniser.words(text)) == 110_000
