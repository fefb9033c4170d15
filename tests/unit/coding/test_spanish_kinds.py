"""Kinds of Spanish news of protest and armed conflict, each with what looks like it and is none; all made up."""

import pytest
from unit.coding.foreign import told

PROTESTS = [
    "Marcha en contra de la presa recorre el centro de Tarija",
    "Saquean comercios en Trujillo tras diez horas sin luz",
    "Bloquean carretera en Tehuantepec; piden maestros",
    "Los pobladores levantaron tranques en los dos accesos a Estelí.",
    "Los delegados campesinos se plantaron con sus palas frente al ministerio.",
    "Los comuneros retuvieron al delegado agrario durante seis horas.",
    "Los agentes de aduana de Arica iniciaron una operación tortuga.",
    "El Comité Cívico mantiene el cerco a la ciudad desde el lunes.",
    "La oposición llenó la alameda y coreó «elecciones libres».",
    "Los arroceros dejaron sus tractores cruzados sobre la vía.",
    "La paralización de los transportistas se cumplió en siete provincias.",
]
ASSAULTS = [
    "Hallan muertos a dos jóvenes en Iguala; presentaban golpes",
    "Encapuchados del ELN incineraron una tractomula y un bus en la vía a Tame.",
    "Dos minas hicieron saltar por los aires el segundo camión de la patrulla.",
    "Perdigones y garrotazos contra los maestros en Salta",
    "Combatientes de Al Shabab asaltaron un hotel en Kismayo.",
    "La artillería no dio tregua a Alepo y mató a diez civiles.",
]
OTHERS = [
    ("COERCE", "La banda obligó a setenta familias a abandonar la vereda."),
    ("COERCE", "La policía expulsó a noventa nicaragüenses en un avión militar."),
    ("CONCEDE", "Los huelguistas volvieron al trabajo."),
    ("MOBILIZE", "Seiscientos soldados custodian la prisión de Latacunga."),
    ("REJECT", "El magisterio no aceptó el aumento que ofrece el gobierno."),
]
SILENT = [
    "Murió apuñalado en una pelea a la salida de una discoteca.",
    "Mató a su vecino por el volumen de la radio.",
    "Hincha muere apuñalado en una riña por una camiseta",
    "El descarrilamiento de un tren de carga cerró la vía a Orizaba.",
    "La caída de un árbol cortó la carretera a Cangas.",
    "Un camión volcó y bloqueó el paso durante tres horas.",
    "Una bomba de agua averiada dejó sin servicio a diez barrios.",
    "El matador de toros Elías Roca resultó herido en la plaza de Écija.",
    "Los ciclistas marcharon juntos hasta el kilómetro 60, donde atacó el esloveno.",
    "La subida de los precios golpea a las familias de Quito.",
    "Asaltan a mano armada una joyería en Puebla",
    "Se cumplen treinta años de la toma de la embajada.",
    "El presidente inauguró un puente en Maturín.",
    "Marcha atrás en la reforma del estatuto da aire al ministro",
    "Quieren cerrar la escuela, dicen los padres.",
    "Dicen que subirá el pan.",
    "Los vecinos se reunieron en la plaza para celebrar a su patrona.",
    "Los alumnos recorrieron el centro con su profesor de arte.",
    "La toma de muestras en el colegio terminó ayer.",
    "Dos hombres murieron al explotar la caldera de una lavandería.",
    "El simulacro incluyó el secuestro de un autobús.",
    "Si no suben los sueldos, los maestros irían a la huelga en marzo.",
    "El equipo se concentró en Jaén antes del partido.",
    "La crítica bombardeó de elogios a la soprano.",
]


@pytest.mark.parametrize("text", PROTESTS)
def test_protests_are_told(text: str) -> None:
    assert "PROTEST" in [telling.type for telling in told("es", text)[0]]


@pytest.mark.parametrize("text", ASSAULTS)
def test_assaults_are_told(text: str) -> None:
    kinds = [telling.type for telling in told("es", text)[0]]
    assert "ASSAULT" in kinds
    assert "PROTEST" not in kinds


@pytest.mark.parametrize(("kind", "text"), OTHERS)
def test_other_deeds_are_told(kind: str, text: str) -> None:
    assert kind in [telling.type for telling in told("es", text)[0]]


@pytest.mark.parametrize("text", SILENT)
def test_what_looks_like_them_is_silent(text: str) -> None:
    assert told("es", text) == [[]]
