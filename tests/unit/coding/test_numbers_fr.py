"""Figures of French sentences."""

import pytest

from pipelines.coding.when_where.numbers_fr import find_numbers

FIGURES = [
    ("une demi-douzaine de morts", [6]),
    ("un demi - millier de soldats", [500]),
    ("un demi-million de personnes", [500_000]),
    ("un million et demi de personnes", [1_500_000]),
    ("deux douzaines de blessés", [24]),
    ("trois centaines de blessés", [300]),
    ("deux à trois mille personnes", [2000]),
    ("entre deux et trois mille personnes", [2000]),
    ("entre cinquante et cent otages", [50]),
    ("deux millions trois cent mille personnes", [2_300_000]),
    ("la demi finale", []),
    ("douze morts", [12]),
    ("au moins 1 200 blessés", [1200]),
    ("12.000 manifestants", [12000]),
    ("vingt et un soldats", [21]),
    ("quarante-deux civils", [42]),
    ("soixante-dix-sept morts", [77]),
    ("quatre-vingt-douze otages", [92]),
    ("soixante et onze morts", [71]),
    ("deux cent trente soldats", [230]),
    ("trois mille personnes", [3000]),
    ("1,2 million de personnes", [1_200_000]),
    ("une vingtaine de personnes", [20]),
    ("entre 20 et 30 personnes", [20]),
    ("des dizaines de milliers de personnes", []),
    ("un homme , 28 ans , a été tué", []),
    ("le 3 mars , deux soldats", [2]),
    ("l' article 49", []),
]


@pytest.mark.parametrize(("text", "values"), FIGURES, ids=[text for text, _ in FIGURES])
def test_figures(text: str, values: list[int]) -> None:
    assert [number.value for number in find_numbers(text.split())] == values
