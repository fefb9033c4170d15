"""News with words missing, exchanged or out of order is read in every language without a fault of the coder's own."""

import random

import pytest
from unit.coding.foreign import DAY, coders, needs

from benchmarks.coder_truth import stories
from pipelines.coding.document import Document

TEXTS = 60
SETS = {"en": "written-war", "es": "written-spanish", "fr": "written-french", "ru": "written-russian"}


def garbled(words: list[str], every: list[str], chance: random.Random) -> str:
    """Words of a text with some left out, some others' in their place, or a piece of it out of order."""
    how = chance.randrange(3)
    if how == 0:
        return " ".join(word for word in words if chance.random() > 0.25)
    if how == 1:
        return " ".join(word if chance.random() > 0.2 else chance.choice(every) for word in words)
    start = chance.randrange(len(words))
    return " ".join(chance.sample(words[start : start + 14], len(words[start : start + 14])))


@pytest.mark.parametrize("language", SETS)
def test_no_text_is_too_odd_to_be_read(language: str) -> None:
    needs(language)
    chance = random.Random(language)
    texts = [story.document.text.split() for story in stories(SETS[language])]
    every = [word for words in texts for word in words]
    odd = [garbled(chance.choice(texts), every, chance) for _ in range(TEXTS)]
    documents = [Document(text=text, published=DAY, language=language) for text in odd]
    faults = [(coding.fault, text) for coding, text in zip(coders().code(documents), odd, strict=True) if coding.fault]
    assert faults == []
