"""Russian news in the words of reporters: what the lexicon and the grammar tell of it, and what is no event."""

import pytest
from unit.coding.foreign import told

from schemas import Telling

# sentence, type
EVENTS = [
    # protests and strikes that hang on any verb
    ("Шахтеры Кривбасса ответили дирекции комбината забастовкой.", "PROTEST"),
    ("Водители автобусов в Лионе приступили в понедельник к бессрочной забастовке.", "PROTEST"),
    ("Преподаватели Дакара ушли в трехдневную забастовку из-за долгов по зарплате.", "PROTEST"),
    ("Годовщину переворота жители Рангуна встретили молчаливым шествием.", "PROTEST"),
    ("Пенсионеры стоят с плакатами у входа в мэрию Еревана.", "PROTEST"),
    ("Толпа смяла кордон и ворвалась в здание парламента в Найроби.", "PROTEST"),
    ("Крестьяне пригнали трактора к зданию министерства в Афинах.", "PROTEST"),
    ("Сторонники оппозиции заполонили центральную площадь Тираны.", "PROTEST"),
    ("Горняки в Донбассе не вышли на смену.", "PROTEST"),
    ("По Перу прокатилась волна протестов.", "PROTEST"),
    # blows
    ("Ракета влетела в жилой дом в Хайфе, погибли трое.", "ASSAULT"),
    ("Артиллеристы накрыли колонну повстанцев под Гомой.", "ASSAULT"),
    ("Пятеро крестьян погибли при обстреле деревни под Кадугли.", "ASSAULT"),
    ("Боевики вломились в церковь в штате Плато и перебили прихожан.", "ASSAULT"),
    ("ЦАХАЛ «утюжит» южные пригороды Бейрута.", "ASSAULT"),
    ("Активиста профсоюза в Медельине изрешетили неизвестные.", "ASSAULT"),
    ("Надзиратели выбивали признания у заключенных в Саратове.", "ASSAULT"),
    ("Пираты захватили сухогруз у берегов Сомали.", "ASSAULT"),
    # arrests, raids, bans
    ("Редактора газеты увезли в СИЗО прямо из редакции в Минске.", "COERCE"),
    ("Силовики нагрянули в редакцию телеканала в Баку.", "COERCE"),
    ("Оппозиционера Адамяна скрутили агенты спецслужбы у подъезда в Ереване.", "COERCE"),
    ("Власти Уганды вырубили интернет накануне выборов.", "COERCE"),
    ("Обыски прошли у трех журналистов в Бишкеке.", "COERCE"),
    ("Водитель грузовика въехал в толпу на ярмарке в Берлине.", "ASSAULT"),
    ("Жогорку Кенеш объявил движение вне закона.", "COERCE"),
]
SIDES = [  # sentence, type, code of a source
    ("Бакинская полиция задержала редактора издания.", "COERCE", "AZECOP"),
    ("Тысячи тбилисцев собрались у парламента с флагами.", "PROTEST", "GEOCVL"),
    ("Индийская авиация нанесла удары по лагерям под Муридке.", "ASSAULT", "INDMIL"),
]
SILENT = [
    "Град побил виноградники в Кахетии.",
    "Казанский клуб выиграл третий бой серии.",
    "Музыкант нокаутировал соперника в третьем раунде.",
    "Полиция задержала карманника на рынке в Омске.",
    "Пьяный мужчина зарезал соседа во время застолья.",
    "Премьера фильма о забастовке шахтеров прошла в Каннах.",
    "Болельщики заполонили центр города в день финала чемпионата.",
    "Ураган парализовал движение в столице Ямайки.",
    "Туристы встали лагерем у озера.",
    "Снег завалил дороги в горных районах Киргизии.",
    "Нападающий обстрелял ворота соперника в концовке матча.",
    "Историк рассказал о расстреле демонстрации в Новочеркасске.",
    "Пьяный водитель протаранил остановку в Казани.",
    "Нетрезвый водитель грузовика въехал в толпу прохожих в Омске.",
    "Цены на хлеб взлетели после засухи в Марокко.",
]
DENIED = [
    "Никакие обыски не прошли у журналистов в Казани.",
    "Ни один обыск не прошёл у журналистов газеты в Казани.",
]


@pytest.fixture(scope="module")
def codings() -> dict[str, list[Telling]]:
    texts = [*(row[0] for row in (*EVENTS, *SIDES)), *SILENT, *DENIED]
    return dict(zip(texts, told("ru", *texts), strict=True))


@pytest.mark.parametrize(("text", "kind"), EVENTS, ids=[row[0][:40] for row in EVENTS])
def test_what_is_told(text: str, kind: str, codings: dict[str, list[Telling]]) -> None:
    assert kind in [telling.type for telling in codings[text]]


@pytest.mark.parametrize(("text", "kind", "code"), SIDES, ids=[row[0][:40] for row in SIDES])
def test_who_does_it(text: str, kind: str, code: str, codings: dict[str, list[Telling]]) -> None:
    assert code in [side.code for telling in codings[text] if telling.type == kind for side in telling.sources]


@pytest.mark.parametrize("text", SILENT)
def test_what_is_no_event(text: str, codings: dict[str, list[Telling]]) -> None:
    assert [(telling.type, telling.modality) for telling in codings[text]] == []


@pytest.mark.parametrize("text", DENIED)
def test_what_is_denied(text: str, codings: dict[str, list[Telling]]) -> None:
    assert all(telling.modality == "denied" for telling in codings[text])
