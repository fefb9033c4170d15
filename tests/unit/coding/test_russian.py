"""Russian sentences of news, made up: what they tell, who does it to whom, and what is no event."""

import pytest
from unit.coding.foreign import check, told

from schemas import Telling

# sentence, type, modality, source code, target code ("" none, "*" any)
EVENTS = [
    ("Полиция задержала 30 протестующих в Дакаре.", "COERCE", "asserted", "SENCOP", "SENCVL"),
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
    ("Полиция задержала много народу на митинге.", "COERCE", "asserted", "COP", "*"),
    ("Боже, боевики убили трёх солдат.", "ASSAULT", "asserted", "*", "*"),
    ("Полиция не стреляла по демонстрантам, заявил министр.", "ASSAULT", "denied", "*", "*"),
    ("Учителя объявили бессрочную забастовку из-за задержки зарплаты.", "PROTEST", "asserted", "EDU", "*"),
    ("Израиль нанёс удары по позициям «Хезболлы» на юге Ливана.", "ASSAULT", "asserted", "ISRMIL", "*"),
    ("Убит полевой командир талибов.", "ASSAULT", "asserted", "", "*"),
    ("В Хартуме продолжаются бои между армией и повстанцами.", "ASSAULT", "asserted", "*", ""),
    ("Российские военные ночью атаковали Одессу ударными беспилотниками.", "ASSAULT", "asserted", "RUSMIL", "*"),
    ("Поселенцы забили камнями палестинца близ Наблуса.", "ASSAULT", "asserted", "*", "PSECVL"),
    ("Отравлен бывший агент разведки.", "ASSAULT", "asserted", "", "*"),
    ("В 1968 году советские войска вошли в Прагу.", "COERCE", "historical", "RUSMIL", "*"),
    ("Более 200 тысяч человек приняли участие в демонстрациях.", "PROTEST", "asserted", "CVL", ""),
    ("Французские фермеры заблокировали тракторами дороги под Парижем.", "PROTEST", "asserted", "FRAAGR", "*"),
    ("Протестующие забросали полицейских камнями.", "PROTEST", "asserted", "CVL", "COP"),
    ("США ввели санкции против российских банков.", "SANCTION", "asserted", "USA", "RUSBUS"),
    ("Германия передала Украине 18 танков.", "AID", "asserted", "DEU", "UKR"),
    ("Глава МИД Китая встретился с Сергеем Лавровым в Москве.", "CONSULT", "asserted", "CHNGOV", "RUSGOV"),
    ("Иран пригрозил нанести удар по Израилю.", "THREATEN", "asserted", "IRN", "ISR"),
    ("Россия стянула войска к границе с Украиной.", "MOBILIZE", "asserted", "RUS", "UKR"),
    ("Армия Эфиопии вывела войска из Тыграя.", "RETREAT", "asserted", "ETHMIL", "*"),
    ("Парламент Грузии отклонил предложение оппозиции.", "REJECT", "asserted", "GEOLEG", "GEOOPP"),
    ("Путин заявил, что Россия не будет вводить войска в Приднестровье.", "MOBILIZE", "denied", "RUS", "*"),
    ("Суд отправил активиста Ивана Петрова под домашний арест.", "COERCE", "asserted", "JUD", "*"),
]

SILENT = [
    "Если боевики нападут на столицу, армия ответит.",
    "Опасаются, что боевики нападут на столицу.",
    "Лесной пожар убил пятерых человек в Чили.",
    "Грузовик столкнулся с автобусом, погибли восемь человек.",
    "Сборная Аргентины разгромила команду Хорватии в полуфинале чемпионата мира.",
    "Роман рассказывает об убийстве Троцкого в 1940 году.",
    "Никто не пострадал при взрыве газа в жилом доме.",
    "Суд приговорил жителя Омска к шести годам колонии за убийство жены.",
    "Эксперты считают, что Россия может напасть на страны Балтии через пять лет.",
    "Президент подписал закон о борьбе с терроризмом.",
    "Представитель Кремля опроверг сообщения о переговорах с США.",
]


@pytest.fixture(scope="module")
def codings() -> dict[str, list[Telling]]:
    texts = [*(row[0] for row in EVENTS), *SILENT]
    return dict(zip(texts, told("ru", *texts), strict=True))


@pytest.mark.parametrize(("text", "kind", "modality", "source", "target"), EVENTS, ids=[row[0][:40] for row in EVENTS])
def test_what_is_told(
    text: str, kind: str, modality: str, source: str, target: str, codings: dict[str, list[Telling]]
) -> None:
    check(codings[text], kind, modality, source, target)


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_event(text: str, codings: dict[str, list[Telling]]) -> None:
    assert [(telling.type, telling.modality) for telling in codings[text]] == []


def test_offsets_are_those_of_the_text() -> None:
    text = "Саммит завершился. Он всё ещё ждёт денег. Россия выпустила ракеты по Киеву."
    [[telling]] = told("ru", text)
    assert text[telling.sentence_start : telling.sentence_end] == "Россия выпустила ракеты по Киеву."
    assert text[telling.trigger_start : telling.trigger_end] == "выпустила"


def test_figures_of_a_sentence_are_counted() -> None:
    [[telling]] = told("ru", "Не менее 15 человек погибли в понедельник в результате атаки смертника в Кабуле.")
    assert (telling.counts.killed, telling.event_date.isoformat()) == (15, "2024-05-13")
    assert telling.place is not None
    assert (telling.place.name, telling.place.country) == ("Kabul", "AFG")


def test_names_are_found_in_every_case() -> None:
    [[telling]] = told("ru", "Войска были выведены Соединёнными Штатами из Ирака.")
    assert [actor.code for actor in telling.sources] == ["USA"]
