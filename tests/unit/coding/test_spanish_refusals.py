"""Spanish refusals and accusations in quotes, deeds told by the way, and look-alikes; sentences are made up."""

import pytest
from unit.coding.foreign import check, told

TOLD = [
    ('"No reconocemos ese fallo", sentenció la canciller nicaragüense.', "REJECT", "NICGOV", "*"),
    ('"La soberanía no es negociable", dijo el canciller argentino.', "REJECT", "ARGGOV", "*"),
    ("La patronal no cede ante los obreros de Chile.", "REJECT", "CHLBUS", "*"),
    ("El Congreso no aprobó el presupuesto del Ejecutivo.", "REJECT", "*", "*"),
    ("Los indígenas no acudirán a la mesa de diálogo con el Gobierno.", "REJECT", "*", "GOV"),
    ("El juez denegó la excarcelación al opositor.", "REJECT", "JUD", "*"),
    ('La senadora tildó de "farsa" los comicios de Nicaragua.', "ACCUSE", "*", "*"),
    ("El ministro echó la culpa de la violencia a la oposición.", "ACCUSE", "GOV", "OPP"),
    # what is denounced or condemned, and told as done
    ("El alcalde denunció que los rebeldes quemaron doce casas.", "ASSAULT", "REB", "*"),
    ("La ONU condenó el bombardeo en el que murieron 14 civiles en Siria.", "ASSAULT", "*", "*"),
    # what a deed was told with
    ("Seis aldeas quedaron vacías tras cinco días de combates entre rebeldes y soldados.", "ASSAULT", "*", "*"),
    ("Le pegaron tres balazos al fiscal.", "ASSAULT", "", "*"),
    ("Nueve tiros acabaron con el concejal.", "ASSAULT", "*", "GOV"),
    ("Los presos tomaron como rehenes a cuatro custodios.", "PROTEST", "CVL", "*"),
    ("Una multitud prendió fuego al juzgado.", "PROTEST", "*", "*"),
]

SILENT = [
    "El viento derribó árboles y vallas publicitarias.",
    "El niño no quiso comer la sopa.",
    "El viajero no pagó el hotel y huyó por la ventana.",
    "El futbolista no aceptó la oferta del club italiano.",
    "Los alumnos no abandonaron el aula hasta el recreo.",
]


@pytest.mark.parametrize(("text", "kind", "source", "target"), TOLD, ids=lambda value: str(value)[:40])
def test_it_is_told(text: str, kind: str, source: str, target: str) -> None:
    [tellings] = told("es", text)
    check(tellings, kind, "asserted", source, target)


@pytest.mark.parametrize("text", SILENT)
def test_look_alike_tells_nothing(text: str) -> None:
    assert told("es", text) == [[]]


def test_what_aquella_noche_points_back_to_is_of_the_past() -> None:
    for text in (
        "Aquella noche de 1948 la multitud incendió los tranvías de Bogotá.",
        "En aquel entonces el ejército mató a veinte campesinos en Tame.",
        "Años atrás, los paramilitares asesinaron a su padre en Tame.",
    ):
        [tellings] = told("es", text)
        assert {telling.modality for telling in tellings} == {"historical"}, text


@pytest.mark.parametrize(
    "text",
    [
        "Un juez ordenó la prisión preventiva del acusado de estafar a cientos de jubilados.",
        "El líder de la Vuelta atacó en el último puerto y dejó atrás a sus rivales.",
        "Una explosión de gas destruyó una vivienda y dejó tres heridos.",
    ],
)
def test_common_crime_sport_and_accident_tell_nothing(text: str) -> None:
    assert told("es", text) == [[]]


def test_arrest_of_kin_and_of_violators_of_rights_is_no_common_crime() -> None:
    for text in (
        "La policía de Nicaragua detuvo a su hermano y a su esposa.",
        "Un juez de Chile ordenó la prisión preventiva de dos coroneles por violación de derechos humanos.",
    ):
        [tellings] = told("es", text)
        assert "COERCE" in {telling.type for telling in tellings}, text
