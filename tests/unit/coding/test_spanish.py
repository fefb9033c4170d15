"""Spanish sentences of news, made up: what they tell, who does it to whom, and what is no event."""

import pytest
from unit.coding.spanish import told

from schemas import Telling

# sentence, type, modality, source code, target code ("" none, "*" any)
EVENTS = [
    ("Hombres armados mataron a cinco campesinos en Tumaco.", "ASSAULT", "asserted", "UAF", "COLAGR"),
    ("Dos soldados fueron asesinados por guerrilleros del ELN en Arauca.", "ASSAULT", "asserted", "*", "COLMIL"),
    ("Fuerzas israelíes bombardearon el sur del Líbano.", "ASSAULT", "asserted", "ISRMIL", "LBN"),
    ("Rusia lanzó misiles contra Kiev durante la madrugada.", "ASSAULT", "asserted", "RUS", "UKRGOV"),
    ("El Ejército mató a tres guerrilleros en un bombardeo en Guaviare.", "ASSAULT", "asserted", "*", "COLREB"),
    ("Dos civiles murieron en enfrentamientos entre el Ejército y las FARC.", "ASSAULT", "asserted", "*", "*"),
    ("Mueren 12 personas en un atentado en Mogadiscio", "ASSAULT", "asserted", "", "SOMCVL"),
    ("Al menos 15 personas murieron este lunes en un ataque suicida en Kabul.", "ASSAULT", "asserted", "", "AFGCVL"),
    ("Bombardean posiciones rebeldes en Alepo.", "ASSAULT", "asserted", "", "*"),
    ("El asesinato de un líder social por parte de sicarios conmocionó al país.", "ASSAULT", "asserted", "UAF", "*"),
    ("La policía no disparó contra los manifestantes, aseguró el ministro.", "ASSAULT", "denied", "*", "SOC"),
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
    ("Los vecinos lo detuvieron en la plaza.", "COERCE", "asserted", "CVL", ""),
    ("Estados Unidos impuso nuevas sanciones a funcionarios venezolanos.", "SANCTION", "asserted", "USA", "VENGOV"),
    ("El Gobierno de México condenó el ataque contra la embajada.", "ACCUSE", "asserted", "MEXGOV", "*"),
    ("El Parlamento rechazó la propuesta del Gobierno.", "REJECT", "asserted", "LEG", "GOV"),
    ("El ejército sirio se retiró de la ciudad de Homs.", "RETREAT", "asserted", "SYRMIL", "SYR"),
    ("La guerrilla liberó a dos soldados que tenía secuestrados.", "RETREAT", "asserted", "REB", "MIL"),
    ("El presidente ruso ordenó el despliegue de tropas en la frontera.", "MOBILIZE", "asserted", "RUSGOV", "*"),
    ("El presidente anunció que enviará tropas a la frontera.", "MOBILIZE", "asserted", "GOV", "*"),
    ("La ONU enviará ayuda humanitaria a Haití.", "AGREE", "asserted", "*", "*"),
    ("El secretario de Estado de EE.UU. se reunió con su homólogo chino.", "CONSULT", "asserted", "USAGOV", "CHNGOV"),
]

SILENT = [
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
    return dict(zip(texts, told(*texts), strict=True))


def _matches(codes: list[str], wanted: str) -> bool:
    return wanted == "*" or codes == ([wanted] if wanted else [])


@pytest.mark.parametrize(("text", "kind", "modality", "source", "target"), EVENTS, ids=[row[0][:40] for row in EVENTS])
def test_what_is_told(
    text: str, kind: str, modality: str, source: str, target: str, codings: dict[str, list[Telling]]
) -> None:
    fitting = [telling for telling in codings[text] if (telling.type, telling.modality) == (kind, modality)]
    assert fitting, [(telling.type, telling.modality) for telling in codings[text]]
    sides = [([a.code for a in one.sources if a.code], [a.code for a in one.targets if a.code]) for one in fitting]
    assert any(_matches(doers, source) and _matches(hit, target) for doers, hit in sides), sides


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_event(text: str, codings: dict[str, list[Telling]]) -> None:
    assert [(telling.type, telling.modality) for telling in codings[text]] == []


def test_offsets_are_those_of_the_text() -> None:
    text = "La cumbre terminó. Dijo que enviará dinero. Rusia lanzó misiles contra Kiev."
    [[telling]] = told(text)
    assert text[telling.sentence_start : telling.sentence_end] == "Rusia lanzó misiles contra Kiev."
    assert text[telling.trigger_start : telling.trigger_end] == "lanzó"
