"""Spanish sentences as newspapers print them, made up: deeds told without their plain words."""

import pytest
from unit.coding.foreign import told

PROTESTS = [
    "Los obreros de la azucarera cruzaron los brazos desde el turno de la noche y dejaron apagadas las calderas.",
    "Comuneros de Chumbivilcas obstruyen con piedras el corredor minero por octavo día consecutivo.",
    "Ganaderos de Extremadura estrangularon con tractores la entrada a Mérida en rechazo a los recortes de la PAC.",
    "Los volqueteros estacionaron sus máquinas frente a la gobernación de Tarija y exigen el pago de sus planillas.",
    "Dos jóvenes de un colectivo ecologista vertieron pintura roja sobre la fachada del Ministerio de Agricultura.",
    "A las puertas del juzgado se agolparon las madres buscadoras de Sonora con fotografías de sus hijos.",
    "Ante el palacio de gobierno de Asunción se dieron cita miles de docentes jubilados.",
    "Miles de universitarios desbordaron la avenida Corrientes en defensa de la educación pública.",
    "Unas 12.000 personas, según los convocantes, recorrieron el centro de Pamplona contra el derribo del monumento.",
    "Cerca de 3.000 pensionistas recorrieron ayer las calles de Bilbao para reclamar subidas dignas.",
    "Alrededor de quinientos rondero marcharon hasta la plaza de armas de Cajamarca.",
    "Un total de 40 sindicatos paralizó el transporte en Montevideo durante 24 horas.",
    "En Cochabamba, los cocaleros del Chapare volvieron a bloquear la ruta a Santa Cruz.",
    "En Managua, los estudiantes de la UCA se encerraron en el campus tras la confiscación.",
    "En el puente internacional, los camioneros brasileños impiden el paso desde el martes.",
    "Los trabajadores de la basura llevan una semana parados y la ciudad huele a podrido.",
    "Los maestros de la CNTE llevan once días acampados en el Zócalo capitalino.",
    "Los pescadores artesanales llevan tres días bloqueando el muelle de Talcahuano.",
    "Los ejidatarios de Huexca mantienen tomada la termoeléctrica desde hace un mes.",
    "Los campesinos de Paso Real mantienen bloqueado el acceso al vertedero de la capital.",
    "Normalistas de Ayotzinapa retuvieron seis autobuses y con ellos cerraron la Autopista del Sol.",
    "Comunidades mapuches ocuparon un fundo en Collipulli y colgaron un lienzo en la entrada.",
    "Familias sin techo se tomaron un terreno privado en San Bernardo en demanda de viviendas.",
    "La CUT arrancó en Bogotá el paro nacional con concentraciones en quince ciudades.",
    "Los gremios de Potosí instalaron nueve puntos de bloqueo en las salidas de la ciudad.",
    "Arrancó en Quito el paro de los transportistas urbanos por el alza del combustible.",
    "Comenzó la huelga de los examinadores de tráfico en toda Cataluña.",
    "Sin clases en Oaxaca: maestros de la Sección 22 cumplen el tercer día de paro contra la reforma de pensiones.",
    "Quinto día de huelga de los recolectores de basura en Sevilla.",
    "Segunda jornada de protestas de los agricultores en Zaragoza.",
    "Huelga de maquinistas deja sin trenes a Barcelona.",
    "Cacerolazos en Caracas y Maracay tras el anuncio del Consejo Electoral.",
    "Masiva marcha de antorchas en La Paz en repudio al decreto minero.",
    "Tractorada en Valladolid contra el acuerdo con Mercosur.",
    "Bloqueos en Santander: campesinos cierran la vía a Bucaramanga.",
    "Encadenados a las rejas de la gobernación, cuatro exfuncionarios reclamaron ayer su reintegro.",
    "Convocados por la central obrera, los mineros desfilaron por El Alto con petardos de dinamita.",
    "El corredor Puno-Desaguadero sigue cerrado por los aymaras, que apilaron rocas y troncos en cuatro tramos.",
    "Familiares de los desaparecidos irrumpieron en la sesión del Congreso de Jalisco y obligaron a suspenderla.",
    "Los mototaxistas de Iquitos quemaron neumáticos en la plaza 28 de Julio contra el reglamento municipal.",
    "Decenas de encapuchados lanzaron cócteles molotov contra los carabineros a la salida del Instituto Nacional.",
    "La capital amaneció sin buses por la medida de fuerza de los empresarios del transporte.",
    "Indígenas del Cauca avanzan en chivas hacia Bogotá para exigir la presencia del presidente.",
    "La minga de los pueblos del suroccidente llegó a Cali con unas 8.000 personas.",
    "Ahorristas estafados apedrearon la sede del banco en el centro de Asunción.",
    "Los presos políticos de El Chipote se declararon en ayuno para que les permitan ver a sus hijos.",
    "El sindicato de panaderos convocó y llevó a cabo un apagón de hornos en toda la provincia de Córdoba.",
    "La movilización de la CGT reunió, según los organizadores, a medio millón de personas en la Plaza de Mayo.",
    "Exguerrilleros marchan a pie desde Ituango por la muerte de sus compañeros desmovilizados.",
    "Al menos 200.000 catalanes, según la Guardia Urbana, exigieron ayer en la calle la amnistía.",
    "Estudiantes de medicina de la UMSA crucificados en la reja del rectorado cumplieron ayer 72 horas de protesta.",
    "Las auxiliares de ayuda a domicilio gritaron ante el Parlamento gallego «somos esenciales».",
    "Los choferes de plataformas apagaron sus aplicaciones durante ocho horas para pedir mejores tarifas.",
    "La autopista del Este quedó cortada al mediodía por madres con bebés en brazos que piden leche de fórmula.",
    "Más de un centenar de policías jubilados se plantaron frente al Ministerio del Interior.",
]
ASSAULTS = [
    "Un dirigente comunal y su hijo murieron baleados en la vereda La Unión.",
    "Cuatro policías perdieron la vida al ser emboscados con explosivos por hombres del frente Jaime Martínez.",
    "Cinco soldados resultaron heridos cuando la patrulla en que viajaban fue atacada a tiros.",
    "Otros tres militares quedaron heridos al estallar una mina en zona rural de Tame.",
    "La emboscada que el ELN tendió a una patrulla en Arauca costó la vida a un cabo.",
    "La balacera que protagonizaron dos carteles dejó siete muertos en Fresnillo.",
    "Hombres armados redujeron a cenizas treinta viviendas de la aldea Tajumulco.",
    "Quince casas fueron incendiadas por paramilitares en la comunidad de Acteal.",
    "Antimotines molieron a golpes a un camarógrafo durante el desalojo.",
    "Encapuchados se llevaron a la fuerza al rector de la universidad y no se sabe de él.",
    "Un comando sacó de su vivienda a dos hermanos en Culiacán y los subió a una camioneta.",
    "Nueve obreros fueron sacados de sus casas y fusilados por un grupo armado.",
    "Los plagiarios que retienen a un ganadero en Zulia exigieron un rescate a su familia.",
    "Apenas comenzaba la misa cuando pistoleros abrieron fuego contra los fieles en Chilapa.",
    "Acababa de estacionar su camioneta cuando el fiscal antidroga fue acribillado en Manta.",
    "Desconocidos rafaguearon la fachada de un diario en Nuevo Laredo.",
    "Presuntos pandilleros ultimaron a un chofer de bus que se negó a pagar la extorsión en Choloma.",
    "Efectivos del Ejército dieron de baja a alias Chucho, cabecilla de las disidencias, en Guaviare.",
    "Seis presuntos sicarios cayeron abatidos en un choque con la Guardia Nacional en Reynosa.",
    "La Fuerza Aérea destruyó con bombas un campamento del Clan del Golfo en el Chocó.",
    "Un dron cargado de explosivos cayó sobre una estación de policía en El Plateado.",
    "A balazos atacaron la casa del candidato a la alcaldía de Acapulco.",
    "A tres días de la elección, el candidato a alcalde de Tibú fue acribillado en plena plaza por dos motorizados.",
    "El cuerpo de una periodista radial fue hallado con dos impactos de bala a un costado de la ruta a Xalapa.",
    "Cinco excombatientes, entre ellos una mujer, murieron a manos de disidentes en zona rural de El Charco.",
    "Un paquete bomba dejó sin una mano a la secretaria de la fiscal de Esmeraldas.",
    "Los médicos que atendían a los heridos también fueron blanco de los disparos de la Guardia.",
    "Mareros quemaron vivo a un conductor de autobús en la ruta a Villa Nueva.",
    "El Ejército israelí mató anoche a tres milicianos en Yenín, según fuentes palestinas.",
    "Las bombas alcanzaron de lleno un mercado de Mariúpol, con al menos 30 víctimas mortales.",
    "Seis minutos duró el tiroteo entre los custodios de un convoy de valores y un comando armado con fusiles.",
    "La tropa disolvió a tiros la vigilia y quedaron en el suelo nueve campesinos.",
    "Un cilindro cargado con metralla cayó en el patio de una escuela de Jamundí sin dejar víctimas.",
    "Paramilitares entraron de noche a El Salado y pasaron por las armas a 14 vecinos.",
    "De un machetazo mataron al guardabosques que denunció la tala en Petén.",
    "La quema de 18 camiones forestales en Contulmo fue reivindicada por la Resistencia Mapuche Lafkenche.",
    "Insurgentes volaron un tramo del oleoducto Caño Limón-Coveñas a la altura de Saravena.",
    "El alcalde electo de Malinalco recibió cuatro tiros cuando desayunaba con su familia.",
    "Los cascos azules fueron recibidos a balazos en Cité Soleil y uno de ellos falleció.",
    "Ejecutan a tres mujeres en una barbería de Guayaquil.",
]
COERCION = [
    "La Policía Nacional se llevó a un sacerdote de madrugada y sin orden judicial.",
    "Agentes de la PDI se llevaron esposado al alcalde de Algarrobo desde su oficina.",
    "El exministro fue recluido en el penal de Chonchocoro por orden de un juez.",
    "Elementos de la Fiscalía ejecutaron la orden de aprehensión contra la exalcaldesa de Monclova.",
    "Marinos interceptaron una lancha con dos toneladas de cocaína y pusieron a disposición a sus cuatro tripulantes.",
    "Un total de 54 manifestantes fueron apresados en los alrededores del Parlamento.",
    "Más de 200 migrantes fueron detenidos en una redada en Tapachula.",
    "Alrededor de treinta opositores fueron arrestados por la Seguridad del Estado en La Habana.",
    "El alcalde de Quito vedó por decreto las marchas en el centro histórico.",
    "El gobierno de Chubut prohibió por 30 días las concentraciones frente a la Casa de Gobierno.",
    "La Gendarmería despejó la ruta 9 con gases y se llevó detenidos a quince piqueteros.",
    "La policía desmontó el campamento de los estudiantes en el patio de la universidad.",
    "Erradicadores y militares destruyeron 60 hectáreas de coca en el Vraem.",
    "La aduana retuvo en el puerto un cargamento de armas con destino a Haití.",
    "Les decomisaron dinamita y fusiles a los mineros ilegales en Pataz.",
    "Migración devolvió a su país a 90 cubanos en un vuelo chárter.",
    "Con una tanqueta, el Sebin tumbó la puerta del partido y se llevó a cuatro dirigentes.",
    "El Ministerio de Gobernación canceló la personería jurídica a 100 oenegés y les embargó las cuentas.",
    "La Fiscalía nicaragüense ocupó la casa de la escritora Gioconda Belli.",
    "Doce mareros fueron capturados en un operativo simultáneo en Soyapango y Apopa.",
    "La Guardia Civil desalojó a un centenar de personas de la nave ocupada en Badalona.",
    "El Gobierno impuso la ley seca y cerró los puentes internacionales por las elecciones.",
    "La Policía lanzó gases para disolver la marcha y detuvo a 12 manifestantes.",
    "El juez prohibió la salida del país a la exministra y le retiró el pasaporte.",
    "Cuba bloqueó el acceso a internet en Santiago durante las protestas del domingo.",
    "Incautan 400 fusiles en el puerto de Guayaquil.",
]
SILENT = [
    "El sindicato descartó ir a la huelga y volverá a negociar el viernes con la empresa.",
    "La cadena humana de voluntarios rescató a tres bañistas arrastrados por la corriente en Mazatlán.",
    "Cruzó los brazos el portero y miró cómo la pelota entraba llorando en el segundo palo.",
    "Miles de personas abarrotaron el centro de Medellín para ver el desfile de silleteros.",
    "El desfile de comparsas colapsó el tráfico en la avenida principal de Barranquilla.",
    "Un camión de ganado volcó y mantuvo cerrada durante seis horas la autopista a Puebla.",
    "Los ladrones se llevaron la caja registradora de una panadería en Lanús.",
    "La fiscalía investiga las causas del incendio que destruyó un depósito textil.",
    "El técnico movilizó a sus jugadores de ataque y tomó el control del partido.",
    "El libro reconstruye la masacre de 1937 en la frontera dominicana.",
    "El gerente estacionó los camiones de reparto frente a la bodega para ahorrar espacio.",
    "El tren se llevó por delante a un ciclista en un paso a nivel.",
    "La actriz se llevó el Goya a la mejor interpretación.",
    "El equipo se llevó un punto de su visita a Rosario.",
    "El chef lanzó una nueva sopa de quinua en la feria.",
    "La explosión de una bombona redujo a cenizas un restaurante de Cuenca.",
    "Murió a los 91 años el sindicalista que encabezó la huelga de 1977.",
    "Los alumnos se juntaron frente al museo para la foto de fin de curso.",
    "El grupo musical puso en marcha su gira con un lleno en el Zócalo.",
    "La empresa puso a disposición de sus clientes una nueva aplicación.",
    "Cayó el telón y el público, de pie, gritó bravo durante diez minutos en el teatro Colón.",
    "El huracán Otis dejó incomunicada la Costa Chica y obligó a cerrar el puerto.",
    "Una fuga de gas en un edificio del centro de Rosario causó tres muertos y catorce heridos.",
    "La marcha de la economía preocupa al gobierno, que revisará sus previsiones en julio.",
    "El paro bajó en 12.000 personas en abril, según el Ministerio de Trabajo.",
    "El delantero fusiló al arquero y desató la locura en el Monumental.",
    "La cosecha de aceituna arranca este lunes en Jaén con previsiones a la baja.",
    "Los bomberos rescataron a un gato de un árbol en Providencia.",
    "El presidente inaugurará mañana la autopista a Ibarra.",
    "El ministro explicó que los bloqueos cuestan al país 50 millones por día.",
    "La Corte Suprema decidirá en agosto si el tratado es constitucional.",
    "Hoy se cumplen treinta años del atentado contra la AMIA, que dejó 85 muertos.",
    "En 1989, seis jesuitas fueron asesinados por el batallón Atlacatl en la UCA.",
    "La serie narra el secuestro de un empresario por la banda de los Puccio.",
    "Si el Congreso no aprueba el presupuesto, los maestros irían a la huelga en marzo.",
    "El alcalde llamó a no participar en la marcha del jueves.",
    "La policía busca a un hombre que asaltó tres farmacias en Bilbao.",
    "El torero resultó herido por su segundo astado en Las Ventas.",
    "Unos 40.000 corredores tomaron las calles de Sevilla en el maratón.",
    "La gripe aviar obligó a sacrificar 200.000 gallinas en Yucatán.",
]


@pytest.mark.parametrize(("kind", "texts"), [("PROTEST", PROTESTS), ("ASSAULT", ASSAULTS), ("COERCE", COERCION)])
def test_told(kind: str, texts: list[str]) -> None:
    types = [{t.type for t in tellings if t.modality == "asserted"} for tellings in told("es", *texts)]
    assert [(text, found) for text, found in zip(texts, types, strict=True) if kind not in found] == []


def test_nothing_told() -> None:
    types = [{t.type for t in tellings if t.modality == "asserted"} for tellings in told("es", *SILENT)]
    assert [(text, found) for text, found in zip(SILENT, types, strict=True) if found] == []


PAST = [
    "Hace diez años un comando mató a tres concejales en Rivera.",
    "La guerrilla asesinó hace veinte años al gobernador de Antioquia.",
    "Hace más de una década, paramilitares masacraron a doce campesinos en El Salado.",
    "Sicarios balearon hace cinco años a un fiscal en Guayaquil.",
]


def test_ago_is_past() -> None:
    assert [{t.modality for t in tellings} for tellings in told("es", *PAST)] == [{"historical"}] * len(PAST)


def test_what_people_were_doing_is_no_event() -> None:
    [tellings] = told("es", "La Gendarmería detuvo a veinte desocupados que cortaban la ruta 34 desde el lunes.")
    assert [t.type for t in tellings] == ["COERCE"]


def test_what_a_speaker_behind_it_denounces_is_told() -> None:
    text = "Con el bloqueo del puerto de Buenaventura, los estibadores presionan por contratos, denunció el gremio."
    [tellings] = told("es", text)
    assert "PROTEST" in [t.type for t in tellings]


def test_a_sign_of_protest_is_told() -> None:
    texts = [
        "La comunidad LGBT se besó frente a la catedral en rechazo a las palabras del obispo.",
        "Los vecinos apagaron las luces de sus casas en protesta por el alza de la tarifa en Rosario.",
    ]
    types = [{t.type for t in tellings} for tellings in told("es", *texts)]
    assert [kinds for kinds in types if "PROTEST" not in kinds] == []
