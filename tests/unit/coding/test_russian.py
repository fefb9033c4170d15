"""Russian sentences of news, made up: what they tell, who does it to whom, and what is no event."""

import pytest
from unit.coding.russian import told

from schemas import Telling

# sentence, type, modality, source code, target code ("" none, "*" any)
EVENTS = [
    ("Полиция задержала 30 протестующих в Дакаре.", "COERCE", "asserted", "SENCOP", "SENSOC"),
    ("Российские войска обстреляли ракетами Харьков в ночь на понедельник.", "ASSAULT", "asserted", "RUSMIL", "*"),
    ("Трое солдат были убиты боевиками в провинции Идлиб.", "ASSAULT", "asserted", "*", "*"),
    (
        "Оппозиционный политик был задержан сотрудниками полиции в Каракасе.",
        "COERCE",
        "asserted",
        "VENCOP",
        "VENOPP",
    ),
    ("Тысячи людей вышли на улицы Еревана с требованием отставки министра.", "PROTEST", "asserted", "*", "*"),
    ("Здание мэрии захвачено вооружёнными людьми.", "COERCE", "asserted", "UAF", "*"),
    ("Полиция не стреляла по демонстрантам, заявил министр.", "ASSAULT", "denied", "*", "*"),
    ("Учителя объявили бессрочную забастовку из-за задержки зарплаты.", "PROTEST", "asserted", "EDU", "*"),
    ("Израиль нанёс удары по позициям «Хезболлы» на юге Ливана.", "ASSAULT", "asserted", "ISR", "*"),
    ("Убит полевой командир талибов.", "ASSAULT", "asserted", "", "*"),
    ("Суд отправил активиста Ивана Петрова под домашний арест.", "COERCE", "asserted", "JUD", "*"),
]

SILENT = [
    "Если боевики нападут на столицу, армия ответит.",
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
    text = "Саммит завершился. Он всё ещё ждёт денег. Россия выпустила ракеты по Киеву."
    [[telling]] = told(text)
    assert text[telling.sentence_start : telling.sentence_end] == "Россия выпустила ракеты по Киеву."
    assert text[telling.trigger_start : telling.trigger_end] == "выпустила"
