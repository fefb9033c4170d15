"""Russian news in few words: verbs without a subject, short participles, objects in front, and what a "не" refuses."""

import pytest
from unit.coding.foreign import told

# sentence, type
EVENTS = [
    # nobody's doing
    ("Журналиста отпустили.", "RETREAT"),
    ("Гянджу обстреляли.", "ASSAULT"),
    ("Задержанных накануне журналистов в Тбилиси отпустили.", "RETREAT"),
    ("Сайт издания «Вечерний Ош» заблокирован по решению Минкультуры Киргизии.", "COERCE"),
    ("Во Львовской области введён комендантский час.", "COERCE"),
    ("В Минске четверо задержаны.", "COERCE"),
    ("Троих участников пикета в Казани доставили в отдел полиции.", "COERCE"),
    ("Редактору в Бресте дали четыре года колонии.", "SANCTION"),
    ("Активист осуждён на пять лет колонии.", "SANCTION"),
    ("Активисту в Москве сломали ребро омоновцы.", "ASSAULT"),
    # several types in a sentence
    ("Спецназ в Тбилиси применил перцовый газ, 14 человек задержаны, сообщает МВД.", "COERCE"),
    # what is refused
    ("Мэрия Бишкека митинг не согласовала.", "REJECT"),
    ("Минск не признал итоги выборов.", "REJECT"),
    ("Нефтяники Жанаозена не вышли на работу.", "PROTEST"),
    # plain verbs
    ("Генерала сняли с поста командующего армией Киргизии.", "SANCTION"),
    ("Под Гродно пограничники ссадили с поезда двух активистов.", "COERCE"),
    ("Удар пришёлся на вокзал Чугуева.", "ASSAULT"),
    ("Латвия отозвала своего посла из Минска.", "SANCTION"),
    ("Переговоры глав МИД Армении и Турции прошли в Вене.", "CONSULT"),
    ("Учения Казахстана и Узбекистана прошли под Термезом.", "COOPERATE"),
    ("Турция отправила в Сирию 40 грузовиков с мукой.", "AID"),
    ("Блогера из Витебска отправили на сутки.", "COERCE"),
    ("Омоновцы хватали всех подряд на проспекте Независимости в Минске.", "COERCE"),
    ("Фермеры вывели тракторы на границу с Румынией.", "PROTEST"),
    ("Пограничники развернули автобус с белорусскими активистами на литовской границе.", "COERCE"),
    ("Казахстан отменил режим ЧП в Алма-Ате.", "RETREAT"),
    ("Двоим задержанным в минском изоляторе выбили зубы.", "ASSAULT"),
]
SIDES = [  # sentence, type, codes of the source and of the target
    ("В Кремле пригрозили Киеву ответным ударом.", "THREATEN", "RUSGOV", "UKRGOV"),
    ("В МИД Грузии обвинили оппозицию в подготовке переворота.", "ACCUSE", "GEOGOV", "GEOOPP"),
    ("Подстанцию в Сумах повредил российский беспилотник.", "ASSAULT", "RUSMIL", "UKR"),
    ("Российских рыбаков задержали японские пограничники.", "COERCE", "JPNMIL", "RUSLAB"),
    ("Киев возложил вину за взрыв на Москву.", "ACCUSE", "UKRGOV", "RUSGOV"),
    ("Латвия отозвала своего посла в Минске.", "SANCTION", "LVA", "BLRGOV"),
    ("Киев запросил у НАТО системы ПВО.", "REQUEST", "UKRGOV", "IGONAT"),
    ("Зеленский уволил главнокомандующего.", "SANCTION", "UKRGOV", "UKRMIL"),
    ("Ереван заверил Париж, что договор в силе.", "AGREE", "ARMGOV", "FRAGOV"),
]
SILENT = [
    "Ему грозит до пяти лет колонии за езду в пьяном виде.",
    "Скорая забрала пенсионерку из дома.",
    "Мошенники похитили у пенсионерки миллион рублей.",
    "Мэр отчитался о ремонте дорог.",
    "Кафе закрыли на ремонт.",
    "Министр сломал руку на лыжах.",
    "Пенсионер сломал ногу на льду.",
    "Удар пришёлся в штангу.",
    "Тренера сняли с должности после поражения.",
    "Рабочие разобрали старый забор у парка.",
    "Дорогу перекрыли на ремонт до пятницы.",
    "Движение по мосту закрыли на время ремонта.",
    "В Киеве обещают похолодание.",
    "Эксперты не исключили роста цен.",
    "Разговор с тренером длился два часа.",
    "Спортсмены не вышли на старт из-за дождя.",
]


@pytest.mark.parametrize(("sentence", "kind"), EVENTS)
def test_it_tells_what_is_said_in_few_words(sentence: str, kind: str) -> None:
    assert kind in [event.type for event in told("ru", sentence)[0]]


@pytest.mark.parametrize(("sentence", "kind", "source", "target"), SIDES)
def test_it_tells_who_does_it_to_whom(sentence: str, kind: str, source: str, target: str) -> None:
    events = [event for event in told("ru", sentence)[0] if event.type == kind]
    sides = [([a.code for a in event.sources], [a.code for a in event.targets]) for event in events]
    assert sides == [([source], [target])]


@pytest.mark.parametrize("sentence", SILENT)
def test_it_tells_no_event(sentence: str) -> None:
    assert not told("ru", sentence)[0]
