"""The stored model of languages, against the one that it was cut from."""

import numpy as np
import pytest

from pipelines.identifying import LanguageModel
from pipelines.identifying.make_model import LANGUAGES, cut, theirs
from pipelines.language_names import of_two_letters


def test_its_languages_are_those_of_news() -> None:
    languages = LanguageModel.load().identifier().labels
    assert languages == LANGUAGES
    assert all(of_two_letters(language) == language for language in languages)


@pytest.mark.slow
def test_it_is_the_model_of_the_library_cut_to_these_languages() -> None:
    identifier = theirs()
    stored = LanguageModel.load()
    for array, same in zip(stored, cut(identifier), strict=True):
        assert array.dtype == same.dtype
        assert np.array_equal(array, same)
    for text in ("", "e", "\ud800", "Мэр города выступил", "THE MAYOR RESIGNED", "Cafe\u0301 ouvert"):
        assert stored.identifier().rank(text) == identifier.rank(text)
