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
