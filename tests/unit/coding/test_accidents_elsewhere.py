"""Harm that an accident in another sentence did is no attack, in the languages beside English; made-up texts."""

import pytest
from unit.coding.foreign import told

ACCIDENTS = [
    ("es", "El autobús volcó en una curva cerca de Lima. Diez personas murieron y veinte resultaron heridas."),
    ("fr", "Un autocar s'est renversé près de Lomé. Dix personnes ont été tuées et vingt blessées."),
    ("fr", "Un incendie a ravagé un hôtel de Bamako. Dix personnes ont été tuées."),
    ("fr", "Deux paysans ont été tués par la foudre au Togo."),
    ("ru", "Автобус перевернулся под Минском. Десять человек погибли, двадцать ранены."),
]
ATTACKS = [
    ("es", "Hombres armados incendiaron un autobús cerca de Lima. Diez personas resultaron heridas."),
    ("es", "El capitán Ruiz murió cuando su patrulla cayó en un campo minado sembrado por la guerrilla."),
    ("fr", "Des hommes armés ont incendié un hôtel de Bamako. Dix personnes ont été tuées."),
    ("ru", "Боевики подожгли автобус под Минском. Десять человек ранены."),
]


@pytest.mark.parametrize(("language", "text"), ACCIDENTS)
def test_an_accident_is_no_attack(language: str, text: str) -> None:
    [tellings] = told(language, text)
    assert [telling.type for telling in tellings] == []


@pytest.mark.parametrize(("language", "text"), ATTACKS)
def test_an_attack_with_fire_is_one(language: str, text: str) -> None:
    [tellings] = told(language, text)
    assert "ASSAULT" in [telling.type for telling in tellings]
