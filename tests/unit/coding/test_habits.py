"""Reports in other languages come back to who was named before, begin with datelines and are about a country."""

from datetime import date

import pytest
from foreign import coders, needs

from pipelines.coding.document import Document
from pipelines.coding.sentence.datelines_romance import dateline_end
from pipelines.coding.sentence.datelines_ru import dateline_end as russian_end
from pipelines.coding.wordlists import unmarked


def sides(language: str, text: str, kind: str) -> list[tuple[list[str], list[str]]]:
    """The codes of both sides of each event of a type."""
    needs(language)
    coder = coders().of(language)
    assert coder is not None
    (coding,) = coder.code([Document(text=text, published=date(2024, 3, 14), language=language)])
    of = [telling for telling in coding.tellings if telling.type == kind]
    return [([a.code for a in t.sources], [a.code for a in t.targets]) for t in of]


def first_source(language: str, text: str, kind: str) -> str:
    """The code of the first source of the last event of a type."""
    found = sides(language, text, kind)
    assert found, text
    return found[-1][0][0]


@pytest.mark.parametrize(
    ("language", "text", "kind", "source"),
    [
        ("es", "El gobierno de Bolivia respondió a Chile. El Gobierno detuvo a 20 opositores.", "COERCE", "BOLGOV"),
        ("es", "El ejército colombiano calló. Perú protestó. El ejército detuvo a dos civiles.", "COERCE", "COLMIL"),
        ("es", "Hamas atacó una base el lunes. El grupo secuestró a dos soldados.", "ASSAULT", "PSEREB"),
        ("fr", "Le gouvernement du Mali a répondu au Niger. Le gouvernement a arrêté un opposant.", "COERCE", "MLIGOV"),
        ("fr", "Le Hamas a attaqué une base lundi. Le groupe a enlevé deux soldats.", "ASSAULT", "PSEREB"),
        ("ru", "Правительство Киргизии ответило Узбекистану. Правительство задержало активистов.", "COERCE", "KGZGOV"),
        ("ru", "ХАМАС атаковал базу в понедельник. Группировка похитила двух солдат.", "ASSAULT", "PSEREB"),
    ],
)  # fmt: skip
def test_who_was_named_before_is_taken_up(language: str, text: str, kind: str, source: str) -> None:
    assert first_source(language, text, kind) == source


def test_of_two_governments_none_is_taken_up() -> None:
    text = "Le gouvernement du Mali a vu le gouvernement du Niger. Le gouvernement a arrêté 20 opposants."
    assert first_source("fr", text, "COERCE") == "GOV"


@pytest.mark.parametrize(
    ("language", "text", "kind", "source"),
    [
        ("es", "El gobierno clausuró dos radios. La medida se anunció en Managua.", "COERCE", "NICGOV"),
        ("fr", "Le gouvernement a suspendu deux chaînes. La mesure a été annoncée à Bamako.", "COERCE", "MLIGOV"),
        ("ru", "Правительство закрыло границу. Об этом сообщили в Бишкеке.", "COERCE", "KGZGOV"),
        ("ru", "Ташкент, 4 марта. Милиция задержала блогера.", "COERCE", "UZBCOP"),
        ("es", "Managua, 12 ene (EFE).- La Policía detuvo a tres opositores.", "COERCE", "NICCOP"),
        ("fr", "N'Djamena, 3 juin 2024 (ATP) – La police a arrêté trois opposants.", "COERCE", "TCDCOP"),
        ("es", "Los trabajadores de la refinería de Talara entraron en huelga.", "PROTEST", "PERLAB"),
    ],
)
def test_the_country_of_a_report_is_lent(language: str, text: str, kind: str, source: str) -> None:
    assert first_source(language, text, kind) == source


def test_guests_and_names_of_bodies_are_of_no_country() -> None:
    assert sides("es", "Cuatro turistas fueron asesinados en Tulum.", "ASSAULT")[0][1] == ["CVL"]
    assert "MEX" not in str(sides("es", "Los vecinos ocuparon el Paseo del Prado en Madrid.", "PROTEST"))


@pytest.mark.parametrize(
    ("language", "text", "target"),
    [
        ("fr", "Le maire de Lyon accuse le gouvernement.", "FRAGOV"),
        ("es", "El alcalde de Guayaquil acusó al gobierno.", "ECUGOV"),
        ("ru", "Мэр Одессы обвинил правительство в срыве ремонта.", "UKRGOV"),
    ],
)
def test_who_is_ruled_blames_their_own_government(language: str, text: str, target: str) -> None:
    assert sides(language, text, "ACCUSE")[0][1] == [target]


TEXT = "La policía detuvo a tres."


@pytest.mark.parametrize(
    "front",
    [
        "Managua, 12 ene (EFE).- ",
        "San Pedro Sula, 3 de marzo de 2024.- ",
        "Santiago, 14 may (Xinhua) -- ",
        "BOGOTÁ (AP) — ",
        "Ouagadougou, 14 mai 2024 (AIB)-",
        "Les Cayes.- ",
        "Bouaké, le 1er avril (AIP) – ",
        "",
    ],
)
def test_datelines_of_romance_agencies(front: str) -> None:
    assert (front + TEXT)[dateline_end(front + TEXT) :] == TEXT


@pytest.mark.parametrize(
    "text",
    [
        "Bamako, ville sainte, a fermé.",
        "Lima (Perú) protestó.",
        "En mayo 12 personas marcharon.",
        "Sr. Ruiz - no vino.",
    ],
)
def test_no_dateline(text: str) -> None:
    assert dateline_end(text) == 0


def test_a_dateline_may_be_a_line_of_its_own() -> None:
    for end, line in ((dateline_end, "Managua, 12 ene."), (russian_end, "Ташкент, 4 марта.")):
        assert end(line) == len(line)
        assert end(line.split(",")[0] + " protestó.") == 0


def test_lists_of_printed_words_hold_all_languages() -> None:
    assert {"envoy", "embajador", "ambassadeur"} <= unmarked("abroad")
