"""Spanish sentences of news, made up: what they tell, who does it to whom, and what is no event."""

import pytest
from unit.coding.foreign import check, told

from schemas import Telling

# sentence, type, modality, source code, target code ("" none, "*" any)
EVENTS = [
    ("Hombres armados mataron a cinco campesinos en Tumaco.", "ASSAULT", "asserted", "COLUAF", "COLAGR"),
    ("Dos soldados fueron asesinados por guerrilleros del ELN en Arauca.", "ASSAULT", "asserted", "*", "COLMIL"),
    ("Fuerzas israelíes bombardearon el sur del Líbano.", "ASSAULT", "asserted", "ISRMIL", "LBN"),
    ("Rusia lanzó misiles contra Kiev durante la madrugada.", "ASSAULT", "asserted", "RUSMIL", "UKRGOV"),
    ("El Ejército mató a tres guerrilleros en un bombardeo en Guaviare.", "ASSAULT", "asserted", "*", "COLREB"),
    ("Dos civiles murieron en enfrentamientos entre el Ejército y las FARC.", "ASSAULT", "asserted", "*", "*"),
    ("Mueren 12 personas en un atentado en Mogadiscio", "ASSAULT", "asserted", "", "SOMCVL"),
    ("Al menos 15 personas murieron este lunes en un ataque suicida en Kabul.", "ASSAULT", "asserted", "", "AFGCVL"),
    ("Bombardean posiciones rebeldes en Alepo.", "ASSAULT", "asserted", "", "*"),
    ("El asesinato de un líder social por parte de sicarios conmocionó al país.", "ASSAULT", "asserted", "UAF", "*"),
    ("La policía no disparó contra los manifestantes, aseguró el ministro.", "ASSAULT", "denied", "*", "CVL"),
    ("Miles de personas se manifestaron en Lima contra el Gobierno.", "PROTEST", "asserted", "PERCVL", "PERGOV"),
    ("Cientos de camioneros bloquearon las carreteras del país.", "PROTEST", "asserted", "LAB", "*"),
    ("Los maestros iniciaron un paro indefinido para exigir aumento salarial.", "PROTEST", "asserted", "EDU", "*"),
    (
        "Estudiantes marcharon hacia el Congreso para exigir la renuncia del ministro.",
        "PROTEST",
        "asserted",
        "EDU",
        "*",
    ),
    ("Sindicatos marchan en Buenos Aires contra el ajuste de Milei.", "PROTEST", "asserted", "ARGLAB", "ARGGOV"),
    ("Vecinos cortaron la ruta 3 por la falta de agua.", "PROTEST", "asserted", "CVL", "*"),
    ("El líder opositor fue detenido por agentes de inteligencia en Caracas.", "COERCE", "asserted", "*", "VENOPP"),
    ("Policía detiene a 30 manifestantes en La Habana", "COERCE", "asserted", "CUBCOP", "*"),
    ("Los militares lo detuvieron en la plaza.", "COERCE", "asserted", "MIL", ""),
    ("Estados Unidos impuso nuevas sanciones a funcionarios venezolanos.", "SANCTION", "asserted", "USA", "VENGOV"),
    ("El Gobierno de México condenó el ataque contra la embajada.", "ACCUSE", "asserted", "MEXGOV", "*"),
    ("El Parlamento rechazó la propuesta del Gobierno.", "REJECT", "asserted", "LEG", "GOV"),
    ("El ejército sirio se retiró de la ciudad de Homs.", "RETREAT", "asserted", "SYRMIL", "SYR"),
    ("La guerrilla liberó a dos soldados que tenía secuestrados.", "RETREAT", "asserted", "REB", "MIL"),
    ("El presidente ruso ordenó el despliegue de tropas en la frontera.", "MOBILIZE", "asserted", "RUSGOV", "*"),
    ("El presidente anunció que enviará tropas a la frontera.", "MOBILIZE", "asserted", "GOV", "*"),
    ("La ONU enviará ayuda humanitaria a Haití.", "AGREE", "asserted", "*", "*"),
    ("El secretario de Estado de EE.UU. se reunió con su homólogo chino.", "CONSULT", "asserted", "USAGOV", "CHNGOV"),
    ("Guerrilleros de las FARC emboscaron una patrulla militar en el Cauca.", "ASSAULT", "asserted", "*", "*"),
    ("Sicarios balearon a un periodista en Tijuana.", "ASSAULT", "asserted", "*", "*"),
    ("La aviación siria bombardeó Idlib.", "ASSAULT", "asserted", "SYRMIL", "*"),
    ("Presuntos paramilitares masacraron a nueve indígenas en Nariño.", "ASSAULT", "asserted", "*", "*"),
    ("Los ataques de Hamás contra Israel continuaron el lunes.", "ASSAULT", "asserted", "*", "ISR"),
    ("Asesinan a líder indígena en Putumayo", "ASSAULT", "asserted", "", "*"),
    ("Fue asesinado el líder campesino por hombres armados.", "ASSAULT", "asserted", "UAF", "*"),
    ("En 2002 las FARC secuestraron a Ingrid Betancourt.", "ASSAULT", "historical", "*", "*"),
    ("El ministro negó que la policía haya disparado contra los manifestantes.", "ASSAULT", "denied", "*", "*"),
    ("Manifestantes incendiaron la alcaldía de Guayaquil.", "PROTEST", "asserted", "*", "*"),
    ("La protesta de los agricultores paralizó Madrid.", "PROTEST", "asserted", "*", "*"),
    ("Trabajadores de la salud realizaron un plantón frente al Ministerio.", "PROTEST", "asserted", "*", "*"),
    ("Médicos se declararon en huelga en Ecuador.", "PROTEST", "asserted", "*", "*"),
    ("Jubilados protestaron ayer en Buenos Aires.", "PROTEST", "asserted", "*", "*"),
    ("Estudiantes se tomaron la Universidad Nacional.", "PROTEST", "asserted", "EDU", "*"),
    ("Agricultores franceses bloquean con tractores los accesos a París.", "PROTEST", "asserted", "FRAAGR", "*"),
    ("Marchan miles en Chile por pensiones", "PROTEST", "asserted", "*", "*"),
    ("Manifestación multitudinaria en Bilbao por los presos.", "PROTEST", "asserted", "", "*"),
    ("La Fiscalía acusó al expresidente de corrupción.", "ACCUSE", "asserted", "*", "*"),
    ("Irán amenazó con atacar a Israel.", "THREATEN", "asserted", "IRN", "ISR"),
    ("El Gobierno venezolano expulsó al embajador de Ecuador.", "SANCTION", "asserted", "VENGOV", "ECUGOV"),
    ("Nicaragua rompe relaciones diplomáticas con Ecuador", "SANCTION", "asserted", "NIC", "ECU"),
    ("Turquía envió alimentos y medicinas a Siria.", "AID", "asserted", "TUR", "SYR"),
    ("Israel se niega a retirar sus tropas de Gaza.", "REJECT", "asserted", "ISR", "*"),
    ("Cuba liberó a 50 presos políticos.", "RETREAT", "asserted", "CUB", "*"),
    ("Colombia desplegó 2.000 soldados en la frontera con Venezuela.", "MOBILIZE", "asserted", "COL", "*"),
    ("Los manifestantes exigieron la renuncia del presidente.", "PROTEST", "asserted", "*", "*"),
]

SILENT = [
    "El sindicato podría convocar un paro.",
    "Un incendio forestal mató a cinco personas en Chile.",
    "Un camión chocó contra un autobús y murieron ocho personas.",
    "La policía pidió a los ciudadanos que no salgan de sus casas.",
    "La película narra el asesinato de Trotski en 1940.",
    "Se teme que los rebeldes ataquen la capital.",
    "El seminario sobre la violencia se realizará en mayo.",
    '"Vamos a resistir", dijo el líder opositor.',
    "El Gobierno podría enviar tropas si continúan los ataques.",
    "Si la policía ataca a los manifestantes, habrá huelga.",
    "Habrían muerto diez militares en la emboscada, según fuentes locales.",
    "El ministro pidió que el Ejército retire las tropas de la ciudad.",
    "No se registraron heridos en el accidente de tránsito.",
    "El ministro dijo que no habrá paro.",
    "El Barcelona atacó mejor y goleó al Valencia.",
    "El Congreso aprobó una ley contra el terrorismo.",
]


@pytest.fixture(scope="module")
def codings() -> dict[str, list[Telling]]:
    texts = [*(row[0] for row in EVENTS), *SILENT]
    return dict(zip(texts, told("es", *texts), strict=True))


@pytest.mark.parametrize(("text", "kind", "modality", "source", "target"), EVENTS, ids=[row[0][:40] for row in EVENTS])
def test_what_is_told(
    text: str, kind: str, modality: str, source: str, target: str, codings: dict[str, list[Telling]]
) -> None:
    check(codings[text], kind, modality, source, target)


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_event(text: str, codings: dict[str, list[Telling]]) -> None:
    assert [(telling.type, telling.modality) for telling in codings[text]] == []


def test_offsets_are_those_of_the_text() -> None:
    text = "La cumbre terminó. Dijo que enviará dinero. Rusia lanzó misiles contra Kiev."
    [[telling]] = told("es", text)
    assert text[telling.sentence_start : telling.sentence_end] == "Rusia lanzó misiles contra Kiev."
    assert text[telling.trigger_start : telling.trigger_end] == "lanzó"
