"""Figures of Spanish sentences."""

import pytest

from pipelines.coding.when_where.numbers_es import find_numbers

FIGURES = [
    ("diez mil millones", [10_000_000_000]),
    ("medio millón de personas", [500_000]),
    ("media docena de muertos", [6]),
    ("un millón y medio de votos", [1_500_000]),
    ("una docena y media de heridos", [18]),
    ("dos docenas de detenidos", [24]),
    ("dos o tres mil obreros", [2000]),
    ("entre dos y tres mil obreros", [2000]),
    ("de dos a tres mil obreros", [3000]),
    ("2 mil 300 personas", [2300]),
    ("dos millones trescientos mil votos", [2_300_000]),
    ("entre cincuenta y cien presos", [50]),
    ("murieron 12 soldados", [12]),
    ("al menos tres mil personas", [3000]),
    ("mil manifestantes", [1000]),
    ("unas 1.200 familias", [1200]),
    ("unas 1,200 familias", [1200]),
    ("cerca de 10 000 obreros", [10000]),
    ("1,2 millones de personas", [1200000]),
    ("2,5 dólares", []),
    ("dos millones de votos", [2000000]),
    ("una veintena de heridos", [20]),
    ("un centenar de campesinos", [100]),
    ("medio centenar de estudiantes", [50]),
    ("decenas de muertos y miles de heridos", []),
    ("treinta y cinco detenidos", [35]),
    ("trescientos cuarenta y dos mineros", [342]),
    ("mil quinientos indígenas", [1500]),
    ("veintidós policías y 4 civiles", [22, 4]),
    ("ciento veinte guerrilleros", [120]),
    ("cien mil personas", [100000]),
    ("un hombre fue asesinado", []),
    ("entre 20 y 30 heridos", [20]),
    ("de 20 a 30 heridos", [30]),
    ("200 o 300 personas", [200]),
    ("el 3 de marzo", []),
    ("el frente 33", []),
    ("pedro , 28 , murió", []),
    ("en 2019 hubo paros", []),
    ("dos", [2]),
    ("", []),
]


@pytest.mark.parametrize(("sentence", "values"), FIGURES)
def test_figures(sentence, values):
    assert [number.value for number in find_numbers(sentence.split())] == values
