"""Dates of Spanish sentences, against a Wednesday: 18 May 2022."""

from datetime import date

import pytest

from pipelines.coding.when_where.dates_es import find_bounds, find_dates

PUBLISHED = date(2022, 5, 18)

DATES = [
    ("El atentado ocurrió el lunes en Arauca", "2022-05-16", "day"),
    ("La marcha partió este martes", "2022-05-17", "day"),
    ("Fueron detenidos el miércoles", "2022-05-18", "day"),
    ("Atacaron el puesto el lunes pasado", "2022-05-16", "day"),
    ("Murieron el pasado viernes en Cali", "2022-05-13", "day"),
    ("Se reunirán el viernes en Lima", "2022-05-20", "day"),
    ("La huelga empezará el próximo lunes", "2022-05-23", "day"),
    ("El paro fue convocado para el jueves", "2022-05-19", "day"),
    ("Explotó la noche del domingo", "2022-05-15", "day"),
    ("El sábado por la noche hubo disturbios", "2022-05-14", "day"),
    ("El 24 de enero mataron a dos agentes", "2022-01-24", "day"),
    ("Firmaron el acuerdo el 1 de mayo", "2022-05-01", "day"),
    ("El lunes 9 de mayo bloquearon la vía", "2022-05-09", "day"),
    ("Ocurrió el 3 de marzo de 2016", "2016-03-03", "day"),
    ("Ocurrió el 3 de marzo del 2016", "2016-03-03", "day"),
    ("El pasado 30 de abril asaltaron la base", "2022-04-30", "day"),
    ("El pasado 12 fue liberado", "2022-05-12", "day"),
    ("Fue capturado el primero de abril", "2022-04-01", "day"),
    ("Lima , 17/05/2022 :", "2022-05-17", "day"),
    ("Ayer protestaron en Quito", "2022-05-17", "day"),
    ("Anoche dispararon contra la sede", "2022-05-17", "day"),
    ("Anteayer fue hallado el cuerpo", "2022-05-16", "day"),
    ("Hoy inicia el paro", "2022-05-18", "day"),
    ("Marcharán mañana hacia el Congreso", "2022-05-19", "day"),
    ("Esta madrugada atacaron el retén", "2022-05-18", "day"),
    ("Hace tres días secuestraron al alcalde", "2022-05-15", "day"),
    ("Dos días atrás quemaron un bus", "2022-05-16", "day"),
    ("La semana pasada hubo choques", "2022-05-09", "month"),
    ("La pasada semana hubo choques", "2022-05-09", "month"),
    ("Esta semana se declararon en huelga", "2022-05-16", "month"),
    ("El mes pasado murieron ocho soldados", "2022-04-01", "month"),
    ("El fin de semana saquearon tiendas", "2022-05-14", "month"),
    ("Lo mataron en marzo de 2019", "2019-03-01", "month"),
    ("Lo detuvieron en febrero pasado", "2022-02-01", "month"),
    ("Lo detuvieron en abril", "2022-04-01", "month"),
    ("Hace dos meses se rindieron", "2022-03-01", "month"),
    ("El año pasado asesinaron a 30 líderes", "2021-01-01", "year"),
    ("Hace 20 años tomaron el pueblo", "2002-01-01", "year"),
    ("En 2014 firmaron la tregua", "2014-01-01", "year"),
    ("En los años noventa mataron a su padre", "1990-01-01", "year"),
    ("En la década de 1980 huyeron", "1980-01-01", "year"),
]


@pytest.mark.parametrize(("sentence", "day", "precision"), DATES)
def test_dates(sentence, day, precision):
    [found] = find_dates(sentence.split(), PUBLISHED)
    assert (found.date.isoformat(), found.precision) == (day, precision)


@pytest.mark.parametrize(
    "sentence",
    [
        "Los lunes marchan los jubilados",
        "Por la mañana bloquearon la ruta",
        "Mataron a 2014 soldados",
        "El pasado no vuelve",
        "La una de la madrugada",
        "Marcha la economía",
        "El 31 de febrero no existe",
        "",
    ],
)
def test_no_dates(sentence):
    assert find_dates(sentence.split(), PUBLISHED) == []


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Está preso desde 2019", "2019-01-01"),
        ("La tregua rige hasta el viernes", "2022-05-13"),
        ("Bloquean la vía desde el lunes", "2022-05-16"),
        ("Protestan desde hace tres días", "2022-05-15"),
        ("La medida vale a partir del martes", "2022-05-17"),
    ],
)
def test_bounds(sentence, day):
    assert find_dates(sentence.split(), PUBLISHED) == []
    assert [m.date.isoformat() for m in find_bounds(sentence.split(), PUBLISHED)] == [day]


@pytest.mark.parametrize("sentence", ["La masacre de 1994 dejó 40 muertos", "Recordó el golpe del 2009"])
def test_year_of_a_noun(sentence):
    [found] = find_dates(sentence.split(), PUBLISHED)
    assert found.attribute
