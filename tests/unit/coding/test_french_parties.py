"""Who does it to whom in French news whose words small parsers hang wrongly; made-up sentences."""

import pytest
from unit.coding.foreign import check, told

# sentence, type, source code, target code ("" none, "*" any)
EVENTS = [
    ("Paris a de son côté gelé son aide au Niger.", "SANCTION", "FRAGOV", "*"),
    ("Lomé a, à son tour, expulsé deux diplomates ghanéens.", "SANCTION", "TGOGOV", "GHAGOV"),
    ("L'opposition malienne, elle, exige la démission du ministre.", "REQUEST", "MLIOPP", "*"),
    ("Le Mali a rappelé « avec effet immédiat » son ambassadeur à Alger.", "SANCTION", "MLI", "DZAGOV"),
    ("La Turquie a rappelé son ambassadeur à Paris pour consultations.", "SANCTION", "TUR", "FRAGOV"),
    ("Le tribunal de Lomé a condamné à dix ans de prison deux militants.", "SANCTION", "TGOJUD", "TGOOPP"),
    ("La cour d'appel de Niamey a condamné à mort trois rebelles.", "SANCTION", "NERJUD", "NERREB"),
    ("Des combats ont opposé jeudi l'armée malienne aux rebelles touareg.", "ASSAULT", "*", ""),
    ("La police a fait usage de gaz lacrymogène pour disperser les étudiants à Alger.", "ASSAULT", "DZACOP", "DZAEDU"),
    ("Près de 3.000 personnes se sont massées mardi à Lyon contre la réforme.", "PROTEST", "FRACVL", "*"),
    ("Des milliers de personnes ont défilé samedi à Bruxelles à l'appel des syndicats.", "PROTEST", "BELCVL", ""),
    ("Alger, qui avait rompu lundi le traité d'amitié avec Madrid, est resté muet.", "SANCTION", "DZAGOV", "ESPGOV"),
    ("Le parquet togolais a ouvert une enquête visant l'opposition.", "ACCUSE", "TGOJUD", "TGOOPP"),
    ("Le procureur près la cour d'appel de Niamey a accusé le maire.", "ACCUSE", "NERJUD", "*"),
    ("Berlin et Paris ont signé un accord de coopération militaire.", "SUPPORT", "*", ""),
    ("Téhéran a rejeté la proposition américaine.", "REJECT", "IRNGOV", "USA"),
    ("Le Kenya a expulsé deux diplomates soudanais.", "SANCTION", "KEN", "SDNGOV"),
    ("New Delhi a expulsé trois employés de l'ambassade pakistanaise.", "SANCTION", "INDGOV", "PAKGOV"),
    ("Les discussions entre Bamako et Alger ont repris sous l'égide du Qatar.", "CONSULT", "*", ""),
    (
        "Au moins neuf civils ont été tués mardi au Burkina Faso, a-t-on appris de source locale.",
        "ASSAULT",
        "",
        "BFACVL",
    ),
]


@pytest.mark.parametrize(("text", "kind", "source", "target"), EVENTS, ids=[row[0] for row in EVENTS])
def test_parties(text: str, kind: str, source: str, target: str) -> None:
    [tellings] = told("fr", text)
    check(tellings, kind, "asserted", source, target)


def test_a_participle_behind_a_comma_is_of_the_noun_it_agrees_with() -> None:
    [tellings] = told("fr", "La junte guinéenne a saisi les biens de deux sociétés émiraties, accusées de fraude.")
    assert all(actor.code != "GINGOVMIL" for telling in tellings for actor in telling.targets)


# headlines without a verb, and verbs of which no rule knows that they make a deed real
TOLD = [
    ("Libération de quatre otages français au Mali.", "RETREAT", "", "FRACVL"),
    ("Démission du ministre togolais de l'Intérieur.", "RETREAT", "TGOGOV", ""),
    ("Cyberattaque contre les hôpitaux de Paris.", "COERCE", "", "FRAMED"),
    ("Le blogueur condamné à dix-huit mois de prison à Nouakchott.", "SANCTION", "", "MRTJRN"),
    ("Le président malgache a limogé son ministre de la Défense.", "SANCTION", "MDGGOV", "*"),
    ("Kinshasa s'est réveillée mardi quadrillée par les forces de l'ordre.", "MOBILIZE", "CODCOP", ""),
    ("Ils étaient des milliers à braver les canons à eau à Alger.", "PROTEST", "DZACVL", "*"),
    ("Les derniers Casques bleus sénégalais ont quitté Gossi.", "RETREAT", "SENMIL", "*"),
    ("L'Égypte a rouvert le poste-frontière de Rafah.", "RETREAT", "EGY", "*"),
    ("Les policiers togolais ont répliqué par des grenades lacrymogènes.", "ASSAULT", "TGOCOP", "*"),
]
SILENT = [
    "Hausse des prix du blé au Mali.",
    "Fin de la récolte du cacao en Côte d'Ivoire.",
    "Le préfet a interdit l'accès au sentier après l'éboulement.",
    "Les Bleus prennent d'assaut les pistes de Kitzbühel.",
    "Le tueur en série condamné à perpétuité.",
    "Deux hommes arrêtés pour le braquage d'une bijouterie.",
]


@pytest.mark.parametrize(("text", "kind", "source", "target"), TOLD, ids=[row[0] for row in TOLD])
def test_headlines_and_hung_deeds(text: str, kind: str, source: str, target: str) -> None:
    [tellings] = told("fr", text)
    check(tellings, kind, "asserted", source, target)


def test_a_threat_of_ones_own_is_one() -> None:
    [tellings] = told("fr", "Israël a prévenu qu'il frapperait le Liban.")
    assert [telling.type for telling in tellings] == ["THREATEN"]


def test_a_headline_tells_by_its_front_what_it_is_about() -> None:
    report = "RDC : un pas en arrière\n\nLe porte-parole a accusé mardi le Rwanda de soutenir la rébellion."
    [tellings] = told("fr", report)
    assert [[actor.code for actor in telling.sources] for telling in tellings] == [["CODGOV"]]


@pytest.mark.parametrize("text", SILENT)
def test_silent(text: str) -> None:
    assert told("fr", text) == [[]]
