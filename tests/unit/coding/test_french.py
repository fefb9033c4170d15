"""French sentences of news, made up: what they tell, who does it to whom, and what is no event."""

import pytest
from unit.coding.foreign import check, told

from schemas import Telling

# sentence, type, modality, source code, target code ("" none, "*" any)
EVENTS = [
    ("La police a arrêté 30 manifestants à Dakar.", "COERCE", "asserted", "SENCOP", "SENCVL"),
    ("Des hommes armés ont tué cinq paysans dans le nord du Mali.", "ASSAULT", "asserted", "MLIUAF", "MLIAGR"),
    ("Deux soldats ont été tués par des djihadistes près de Gao.", "ASSAULT", "asserted", "*", "*"),
    ("Des milliers de personnes ont manifesté à Paris contre la réforme.", "PROTEST", "asserted", "FRACVL", "*"),
    ("Le ministre a affirmé que la police n'avait pas tiré sur la foule.", "ASSAULT", "denied", "COP", "*"),
    ("On a tiré sur la foule.", "ASSAULT", "asserted", "", "*"),
    ("Le président burkinabè s’est entretenu avec son homologue togolais.", "CONSULT", "asserted", "BFAGOV", "TGOGOV"),
    ("La Russie a lancé des missiles contre Kiev, selon l’armée.", "ASSAULT", "asserted", "RUSMIL", "UKRGOV"),
    ("Dix soldats maliens tués par des hommes armés", "ASSAULT", "asserted", "UAF", "MLIMIL"),
    ("Les forces israéliennes ont frappé le sud du Liban.", "ASSAULT", "asserted", "ISRMIL", "LBN"),
    ("Les agriculteurs français bloquent avec des tracteurs les accès de Paris.", "PROTEST", "asserted", "FRAAGR", "*"),
    ("Le Pakistan a frappé des caches de talibans à Kaboul.", "ASSAULT", "asserted", "PAKMIL", "*"),
    ("Les États-Unis ont livré des blindés à l'armée camerounaise.", "AID", "asserted", "USA", "CMRMIL"),
    ("Le Premier ministre canadien s’est rendu à Kiev.", "CONSULT", "asserted", "CANGOV", "UKRGOV"),
    ("Vladimir Poutine a reçu le président malien.", "CONSULT", "asserted", "RUSGOV", "MLIGOV"),
    ("Personne n'a été blessé dans l'attaque.", "ASSAULT", "denied", "", "*"),
    ("L'armée russe pilonne Kharkiv depuis l'aube.", "ASSAULT", "asserted", "RUSMIL", "UKR"),
    ("Sept civils tués dans un raid aérien sur Idlib.", "ASSAULT", "asserted", "", "*"),
    ("Les militaires ont violemment dispersé le sit-in.", "ASSAULT", "asserted", "MIL", "*"),
    ("Des soldats ont violé une trentaine de femmes au Soudan.", "ASSAULT", "asserted", "*", "*"),
    ("Les éleveurs armés ont pris pour cible un village au Tchad.", "ASSAULT", "asserted", "*", "*"),
    ("Les dockers de Marseille débrayent contre la réforme.", "PROTEST", "asserted", "FRALAB", "*"),
    ("Les médecins marocains entament une grève de 48 heures.", "PROTEST", "asserted", "*", "*"),
    ("Des centaines d'étudiants ont bloqué l'université de Dakar.", "PROTEST", "asserted", "*", "*"),
    ("Les enseignants se sont mis en grève au Gabon.", "PROTEST", "asserted", "*", "*"),
    ("L'opposition togolaise a défilé à Lomé.", "PROTEST", "asserted", "TGOOPP", "*"),
    ("Le Mali a expulsé l'ambassadeur de France.", "SANCTION", "asserted", "MLI", "FRAGOV"),
    ("L'opposant tunisien a été condamné à trois ans de prison.", "SANCTION", "asserted", "*", "TUNOPP"),
    ("L'Union africaine condamne fermement l'attaque.", "ACCUSE", "asserted", "*", "*"),
    ("Paris a dépêché des chars à Kiev.", "MOBILIZE", "asserted", "FRAGOV", "*"),
    ("Kinshasa accuse Kigali de soutenir les rebelles.", "ACCUSE", "asserted", "CODGOV", "RWAGOV"),
    ("Le gouvernement haïtien a décrété un couvre-feu.", "COERCE", "asserted", "HTIGOV", "*"),
    ("Washington a promis une aide militaire à l'Ukraine.", "AGREE", "asserted", "USAGOV", "UKR"),
    ("Les États-Unis ont retiré leurs soldats du Niger.", "RETREAT", "asserted", "USA", "NER"),
    ("La Corée du Nord a tiré un missile balistique.", "MOBILIZE", "asserted", "PRK", "*"),
    ("L'Iran a menacé Israël de représailles.", "THREATEN", "asserted", "IRN", "ISR"),
    ("Le Tchad et le Soudan ont signé un accord de paix.", "SUPPORT", "asserted", "*", "*"),
    ("L'armée attaqua le village de Bamba mardi.", "ASSAULT", "asserted", "MLIMIL", "*"),
    ("La police dispersa les manifestants à Dakar.", "ASSAULT", "asserted", "SENCOP", "SENCVL"),
    ("Les soldats tiraient sur la foule à Conakry.", "ASSAULT", "asserted", "GINMIL", "GINCVL"),
    ("Les soldats tireraient sur la foule à Conakry.", "THREATEN", "asserted", "GINMIL", "GINCVL"),
    ("Un soldat tua trois civils à Bamba mardi.", "ASSAULT", "asserted", "MIL", "CVL"),
    ("La foule manifesta mardi à Paris.", "PROTEST", "asserted", "*", "*"),
    ("Le président accusa l'opposition de trahison.", "ACCUSE", "asserted", "GOV", "OPP"),
    ("La France livra des blindés à l'Ukraine.", "AID", "asserted", "FRA", "UKR"),
    ("La France livrera des blindés à l'Ukraine.", "AGREE", "asserted", "FRA", "UKR"),
    ("Le président Condé a été renversé par des militaires en 2021.", "ASSAULT", "historical", "MIL", "*"),
]

SILENT = [
    "Les rebelles auraient pris la ville de Goma.",
    "Si la police charge, les étudiants se mettront en grève.",
    "Le ministre craint que les rebelles attaquent la capitale.",
    "Un incendie de forêt a tué cinq personnes au Chili.",
    "Un camion a percuté un autobus, tuant huit personnes.",
    "La neige bloque les routes du Jura.",
    "Le PSG a dominé et battu Lyon.",
    "Le roman raconte l'assassinat de Trotski.",
    "Il faut que l'armée retire ses troupes, a déclaré l'opposant.",
]


@pytest.fixture(scope="module")
def codings() -> dict[str, list[Telling]]:
    texts = [*(row[0] for row in EVENTS), *SILENT]
    return dict(zip(texts, told("fr", *texts), strict=True))


@pytest.mark.parametrize(("text", "kind", "modality", "source", "target"), EVENTS, ids=[row[0][:40] for row in EVENTS])
def test_what_is_told(
    text: str, kind: str, modality: str, source: str, target: str, codings: dict[str, list[Telling]]
) -> None:
    check(codings[text], kind, modality, source, target)


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_event(text: str, codings: dict[str, list[Telling]]) -> None:
    assert [(telling.type, telling.modality) for telling in codings[text]] == []


def test_offsets_are_those_of_the_text() -> None:
    text = "« Le sommet s’est achevé », dit-il. La Russie a lancé des missiles contre Kiev."
    [[telling]] = told("fr", text)
    assert text[telling.sentence_start : telling.sentence_end] == "La Russie a lancé des missiles contre Kiev."
    assert text[telling.trigger_start : telling.trigger_end] == "lancé"


def test_a_place_in_front_of_a_sentence_that_the_next_takes_up_is_read() -> None:
    text = "Zandé : des mineurs ont bloqué le pont. Ils ont attaqué les gendarmes."
    [tellings] = told("fr", text)
    assert [telling.type for telling in tellings] == ["PROTEST", "ASSAULT"]
