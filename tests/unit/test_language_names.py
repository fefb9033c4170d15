"""Languages by what people call them."""

import pytest

from pipelines.language_names import code_of


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
