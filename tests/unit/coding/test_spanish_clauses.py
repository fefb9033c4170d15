"""Spanish deeds in clauses and behind verbs of outcome, with those to whom they are done; sentences are made up."""

import pytest
from unit.coding.foreign import check, told

TOLD = [
    # behind "después de que", a past subjunctive tells what did happen
    ("El paro comenzó después de que la policía detuviera a doce maestros.", "COERCE", "COP", "*"),
    ("La calma volvió tres días después de que francotiradores mataran a dos pescadores en Tame.", "ASSAULT", "*", "*"),
    ("El alcalde huyó luego de que la guerrilla quemara tres buses.", "ASSAULT", "*", "*"),
    # what "en el que" stands for
    ("El juez visitó Loma Seca tras el atentado en el que murieron dos escoltas.", "ASSAULT", "", "*"),
    # whom harm befalls
    ("En el hecho resultaron heridos tres policías.", "ASSAULT", "", "COP"),
    ("Resultaron muertos dos militares en una emboscada.", "ASSAULT", "", "MIL"),
    ("Perdieron la vida dos soldados en el ataque.", "ASSAULT", "", "MIL"),
    ("El sacerdote fue víctima de torturas por parte de soldados.", "ASSAULT", "MIL", "REL"),
    # who says so behind what is said
    ("Seis personas fueron masacradas en Loma Seca, denunció la organización indígena.", "ASSAULT", "*", "CVL"),
    ("Los pistoleros abrieron fuego desde un vehículo, relataron testigos.", "ASSAULT", "*", "*"),
    ('"No vamos a negociar con los rebeldes", advirtió el ministro de Defensa.', "REJECT", "GOV", "REB"),
    ("Chile no acepta ni aceptará esa imposición, dijo la canciller.", "REJECT", "*", "*"),
    # names taken for verbs, agents for poison, times for objects
    ("Irán bloqueó el acceso a las redes sociales.", "COERCE", "IRN", "*"),
    ("Los agentes practicaron 87 detenciones.", "COERCE", "COP", "*"),
    (
        "Estados Unidos y Francia lanzaron la madrugada del sábado un centenar de misiles contra dos bases sirias.",
        "ASSAULT",
        "*",
        "*",
    ),
    # crowds
    ("Unos 300 labriegos ingresaron por la fuerza a la finca del ganadero.", "PROTEST", "*", "*"),
    ("Los maestros liberaron la caseta de peaje.", "PROTEST", "EDU", "*"),
    ("Con una marcha de antorchas los docentes pidieron aumentos.", "PROTEST", "EDU", "*"),
    ("Se registraron choques entre estudiantes y policías.", "PROTEST", "*", "*"),
    ("Antidisturbios cargaron con porras contra los jubilados.", "ASSAULT", "COP", "*"),
    # nobody and no place named
    ("El cacerolazo se oyó en todos los barrios a las ocho en punto.", "PROTEST", "", ""),
]

SILENT = [
    "El líder de la carrera, hundido, cedió cuatro minutos en la subida.",
    "Miles de fieles marcharon en procesión por las calles de Sevilla.",
    "La movilización de pasajeros en los aeropuertos creció un 5 por ciento.",
    "El acuerdo se firmará después de que el Congreso apruebe la ley.",
    "La familia acudió al tribunal para pedir la herencia.",
    "El juez archivó la demanda de divorcio del actor.",
]


@pytest.mark.parametrize(("text", "kind", "source", "target"), TOLD, ids=lambda value: str(value)[:40])
def test_deed_in_a_clause_is_told(text: str, kind: str, source: str, target: str) -> None:
    [tellings] = told("es", text)
    check(tellings, kind, "asserted", source, target)


@pytest.mark.parametrize("text", SILENT)
def test_look_alike_tells_nothing(text: str) -> None:
    assert told("es", text) == [[]]
