"""What the cache of codings shares and what it keeps apart."""

from dataclasses import fields, replace
from datetime import date

import pytest

from pipelines.coding.document import Coding, Document
from pipelines.dedup.cache import CodingCache
from schemas import Coder, Sentence

CODER = Coder(name="lexicon", version="1", rank=1)
DOCUMENT = Document(text="Arvenia closed the bridge.", published=date(2022, 2, 1))
CODING = Coding(sentences=(Sentence(start=0, end=26),), tellings=())


def test_exact_copy_is_found() -> None:
    cache = CodingCache(10)
    cache.put(CODER, DOCUMENT, CODING)
    assert cache.get(CODER, replace(DOCUMENT)) == CODING


@pytest.mark.parametrize(
    ("coder", "document"),
    [
        (CODER, replace(DOCUMENT, text="Arvenia closed the  bridge.")),
        (CODER, replace(DOCUMENT, text="ARVENIA closed the bridge!")),
        (CODER, replace(DOCUMENT, published=date(2022, 2, 2))),
        (CODER, replace(DOCUMENT, language="es")),
        (replace(CODER, version="2"), DOCUMENT),
        (replace(CODER, name="other"), DOCUMENT),
        (replace(CODER, rank=2), DOCUMENT),
    ],
)
def test_any_other_input_is_another_coding(coder: Coder, document: Document) -> None:
    cache = CodingCache(10)
    cache.put(CODER, DOCUMENT, CODING)
    assert cache.get(coder, document) is None


def test_every_field_of_document_and_coder_is_tried_above() -> None:
    assert {f.name for f in fields(Document)} == {"text", "published", "language"}
    assert {f.name for f in fields(Coder)} == {"name", "version", "rank"}


def test_longest_unused_goes_first() -> None:
    cache = CodingCache(2)
    first, second, third = (replace(DOCUMENT, text=text) for text in "abc")
    cache.put(CODER, first, CODING)
    cache.put(CODER, second, CODING)
    cache.get(CODER, first)
    cache.put(CODER, third, CODING)
    assert [cache.get(CODER, d) is not None for d in (first, second, third)] == [True, False, True]
    assert len(cache) == 2


def test_size_must_be_positive() -> None:
    with pytest.raises(ValueError, match="size=0"):
        CodingCache(0)
