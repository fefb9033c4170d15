"""Spanish news in the words of crime, war and street reporters: types, sides and countries; all sentences made up."""

import pytest
from unit.coding.foreign import check, told

ASSAULTS = [
    "Un joven le descerrajó dos tiros al candidato a la alcaldía de Manta.",
    "Policía mata a dos manifestantes en Panzós",
    "Cauca: atacan a tiros a una patrulla policial",
    "Insurgentes catapultaron cilindros contra la base militar de Tame.",
    "Otros tres agentes cayeron en una celada del ELN en Fortul.",
    "Un obús abrió un boquete en la maternidad de Jersón.",
    "Pistoleros cruzaron ráfagas con una patrulla del Ejército en Frontera Comalapa.",
    "Desconocidos dejaron una cabeza humana frente al palacio municipal de Acatlán.",
    "Israel volvió a golpear Beirut con una andanada de misiles.",
    "Quedó tendido con seis tiros en la puerta de su casa el exalcalde de Olanchito.",
    "Asesinado a tiros en Madrid un antiguo asesor de Yanukóvich",
    "Sicarios bajaron de su camioneta a un catequista en Chicomuselo y se lo llevaron.",
    "Una lluvia de drones rusos cayó sobre Odesa.",
]
PROTESTS = [
    "Mineros informales tienen varados a doscientos camiones en la Panamericana Sur.",
    "Nueve presos mapuches llevan cuarenta días sin ingerir alimentos en la cárcel de Temuco.",
    "Camioneros atravesaron sus tractomulas en la vía a Buenaventura.",
    "Los camilleros del hospital de Maracaibo amanecieron de brazos caídos.",
    "Comerciantes de Gamarra cierran sus negocios en protesta por las extorsiones",
    "Padres de familia le pusieron candado al liceo Andrés Bello.",
    "Pescadores de Tomé volvieron a encender neumáticos en la ruta Itata.",
    "La movilización de los movimientos sociales terminó con piedras y gases frente al Congreso.",
    "Vecinos de Tila colgaron un monigote del alcalde y tapiaron la puerta de la alcaldía.",
    "Agricultores llenan de tractores el centro de Valladolid",
]
COERCION = [
    "El Sebin detuvo anoche en su casa, tras varias horas de asedio, a la opositora Marta Suárez.",
    "Al coronel Pedro Ríos lo capturaron en Tarija agentes de la Felcc.",
    "La Dirandro voló tres pistas clandestinas y quemó dos laboratorios de pasta básica en el Vraem.",
    "La Habana vuelve a dejar sin internet a Santiago.",
    "El TSE inhabilita a la candidata de Nasralla",
    "Elementos de la PMOP erradicaron sesenta mil arbustos de coca en Iriona.",
    "Trescientas familias fueron lanzadas del predio por el grupo Pakales en Tuxtla Gutiérrez.",
    "Congeladas las cuentas de cinco dirigentes indígenas por la UAFE.",
]
SILENT = [
    "El Atlético acribilló al Betis en la primera media hora.",
    "El frente frío 14 golpeará desde mañana a Tamaulipas con vientos de 80 km/h.",
    "La inflación le pegó una puñalada al bolsillo de los jubilados.",
    "Cierran la autopista a Puebla por volcadura de una pipa",
    "Desataron la guerra de nervios por el octavo cupo de la liga.",
    "La tormenta mantiene en alerta roja a once municipios de Tabasco.",
    "La ofensiva del oficialismo en redes es puro ruido.",
    "Una bomba de agua averiada dejó sin servicio a medio Barquisimeto.",
    "La selección femenina tomó por asalto el Maracaná con tres goles.",
]


@pytest.mark.parametrize(("kind", "texts"), [("ASSAULT", ASSAULTS), ("PROTEST", PROTESTS), ("COERCE", COERCION)])
def test_told(kind: str, texts: list[str]) -> None:
    types = [{t.type for t in tellings if t.modality == "asserted"} for tellings in told("es", *texts)]
    assert [(text, found) for text, found in zip(texts, types, strict=True) if kind not in found] == []


def test_nothing_told() -> None:
    types = [{t.type for t in tellings} for tellings in told("es", *SILENT)]
    assert [(text, found) for text, found in zip(SILENT, types, strict=True) if found] == []


SIDES = [
    ("Miembros del Tren de Aragua torturaron a un comerciante cucuteño.", "ASSAULT", "VENCRM", "COLBUS"),
    ("Soldados abatieron a nueve integrantes del frente Carlos Patiño.", "ASSAULT", "*", "COLREB"),
    ("Al general Juan Soto lo esposaron en Tarija.", "COERCE", "", "BOLMIL"),
    ("Cuarenta y dos personas fueron detenidas en Managua.", "COERCE", "*", "NICCVL"),
    ("Cientos de limeños protestaron contra el Congreso.", "PROTEST", "PER", "PERLEG"),
    ("Vecinos de Cabañas y Chalatenango marcharon contra la minería.", "PROTEST", "SLVCVL", "*"),
    ("La Dijín capturó en Cúcuta a seis extorsionistas.", "COERCE", "COLCOP", "COLCRM"),
    ("Vecinos de San José marcharon contra el peaje.", "PROTEST", "CRICVL", "*"),
    ("El grupo Pakales detuvo a doce sicarios.", "COERCE", "MEXCOP", "*"),
]


@pytest.mark.parametrize(("text", "kind", "source", "target"), SIDES, ids=[row[0][:40] for row in SIDES])
def test_sides(text: str, kind: str, source: str, target: str) -> None:
    [tellings] = told("es", text)
    check(tellings, kind, "asserted", source, target)


def test_a_village_named_after_a_saint_is_no_city_of_that_name() -> None:
    texts = ["Mataron en San Mateo Piñas a un regidor.", "Vecinos de San José de los Hornos protestaron ayer."]
    places = [{t.place.country for t in tellings if t.place} for tellings in told("es", *texts)]
    assert [found & {"PHL", "USA", "CRI"} for found in places] == [set(), set()]
