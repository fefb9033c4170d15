"""Dates of French sentences, against a Wednesday: 18 May 2022."""

from datetime import date

import pytest

from pipelines.coding.when_where.dates_fr import find_bounds, find_dates

WEDNESDAY = date(2022, 5, 18)
DATED = [
    ("L' attaque a eu lieu lundi .", [(date(2022, 5, 16), "day")]),
    ("Il s' est rendu lundi dernier à Tunis .", [(date(2022, 5, 16), "day")]),
    ("Ils se réuniront vendredi à Dakar .", [(date(2022, 5, 20), "day")]),
    ("Ils se sont réunis vendredi à Dakar .", [(date(2022, 5, 13), "day")]),
    ("Le sommet aura lieu lundi prochain .", [(date(2022, 5, 23), "day")]),
    ("Le lundi 24 janvier 2022 , l' armée a tiré .", [(date(2022, 1, 24), "day")]),
    ("Le 1er mai , des milliers ont défilé .", [(date(2022, 5, 1), "day")]),
    ("Le 25 décembre dernier , ils ont fui .", [(date(2021, 12, 25), "day")]),
    ("Le sommet prévu le 24 juin à Lomé .", [(date(2022, 6, 24), "day")]),
    ("L' attaque du 03/04/2022 .", [(date(2022, 4, 3), "day")]),
    ("Ils ont tiré hier soir sur la foule .", [(date(2022, 5, 17), "day")]),
    ("Aujourd'hui , la police a tiré .", [(date(2022, 5, 18), "day")]),
    ("Avant-hier , la police a tiré .", [(date(2022, 5, 16), "day")]),
    ("Il y a trois jours , un village a été attaqué .", [(date(2022, 5, 15), "day")]),
    ("Il y a deux ans , un village a été attaqué .", [(date(2020, 1, 1), "year")]),
    ("La semaine dernière , la ville est tombée .", [(date(2022, 5, 9), "month")]),
    ("Le mois dernier , la ville est tombée .", [(date(2022, 4, 1), "month")]),
    ("L' an dernier , la ville est tombée .", [(date(2021, 1, 1), "year")]),
    ("En janvier , la ville est tombée .", [(date(2022, 1, 1), "month")]),
    ("En août 2020 , le président a été renversé .", [(date(2020, 8, 1), "month")]),
    ("En 2014 , la ville est tombée .", [(date(2014, 1, 1), "year")]),
    ("Le génocide de 1994 a tué des milliers de personnes .", [(date(1994, 1, 1), "year")]),
    ("Dans la nuit de lundi à mardi , ils ont tiré .", [(date(2022, 5, 16), "day"), (date(2022, 5, 17), "day")]),
    ("Le ministre déclara vendredi qu' il partait .", [(date(2022, 5, 13), "day")]),
    ("Le pays livra vendredi des blindés .", [(date(2022, 5, 13), "day")]),
    ("Le pays livrera vendredi des blindés .", [(date(2022, 5, 20), "day")]),
    ("Il rencontra vendredi le roi .", [(date(2022, 5, 13), "day")]),
    ("Le roi se retira vendredi .", [(date(2022, 5, 13), "day")]),
    ("Le roi partira vendredi .", [(date(2022, 5, 20), "day")]),
    ("Le sommet aura lieu vendredi .", [(date(2022, 5, 20), "day")]),
    ("La veille , un navire avait coulé .", [(date(2022, 5, 17), "day")]),
    ("L' avant-veille , un navire avait coulé .", [(date(2022, 5, 16), "day")]),
    ("Le lendemain , la police a tiré .", [(date(2022, 5, 19), "day")]),
    ("À la veille du scrutin , la police a tiré au lendemain d' un vote .", []),
    ("Il y a 30 février dans ce texte .", []),
]


@pytest.mark.parametrize(("text", "wanted"), DATED, ids=[text[:40] for text, _ in DATED])
def test_dates(text: str, wanted: list[tuple[date, str]]) -> None:
    assert [(match.date, match.precision) for match in find_dates(text.split(), WEDNESDAY)] == wanted


@pytest.mark.parametrize(
    ("text", "day"),
    [("Depuis 2014 , la guerre dure .", date(2014, 1, 1)), ("La trêve tient jusqu' à vendredi .", date(2022, 5, 20))],
)
def test_bounds_date_nothing(text: str, day: date) -> None:
    assert find_dates(text.split(), WEDNESDAY) == []
    assert [match.date.year for match in find_bounds(text.split(), WEDNESDAY)] == [day.year]
