"""Languages by what people call them."""

from string import ascii_lowercase

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from pipelines.language_names import code_of, of_two_letters


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("es", "es"),
        ("ES", "es"),
        ("es-MX", "es"),
        ("pt_BR", "pt"),
        ("Spanish", "es"),
        (" spa ", "es"),
        ("español", "es"),
        ("qu", "qu"),
        ("nb", "no"),
        ("nn-NO", "no"),
        ("iw", "he"),
        ("xx", None),
        ("us", None),
        ("jp-JP", None),
        ("und-latn", "und-Latn"),
        ("und", "und"),
        ("Spnish", None),
        ("", None),
        ("e", None),
        ("es fr", None),
        ("12", None),
    ],
)
def test_a_language_is_known_by_code_and_name(given: str, code: str | None) -> None:
    assert code_of(given) == code


def test_of_two_letters_only_codes_of_the_standard_stand_for_a_language() -> None:
    letters = {one + other for one in ascii_lowercase for other in ascii_lowercase}
    assert len({of_two_letters(code) for code in letters} - {None}) == 183 - len({"nb", "nn"})
    guessed = LanguageIdentifier.from_model_file(MODEL_FILE).nb_classes
    assert {code for code in guessed if len(code) == 2 and of_two_letters(code) is None} == set()
