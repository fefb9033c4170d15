"""The cases of Russian names and nouns."""

import pytest
from unit.coding.foreign import needs

pytest.importorskip("pymorphy3")

from pipelines.coding.who import cases_ru
from pipelines.coding.who.cases_ru import agreeing, cases, cases_of_person, forget


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("Красный Крест", "Красного Креста|Красному Кресту|Красным Крестом"),
        ("Совет Безопасности ООН", "Совета Безопасности ООН|Советом Безопасности ООН"),
        ("Соединённые Штаты Америки", "Соединенных Штатов Америки|Соединенными Штатами Америки"),
        ("Нью-Йорк", "Нью-Йорка|Нью-Йорком"),
        ("Саудовская Аравия", "Саудовской Аравии|Саудовскую Аравию"),
        ("США", "США"),
        ("Чили", "Чили"),
    ],
)
def test_cases_of_names(phrase: str, expected: str) -> None:
    assert set(expected.split("|")) <= cases(phrase)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("вооружённые силы", "вооруженных сил|вооруженными силами"),
        ("россиянин", "россиянина|россияне|россиянами"),
        ("министр иностранных дел", "министра иностранных дел|министры иностранных дел"),
        ("военный", "военные|военных|военному"),
        ("ребёнок", "дети|детей|ребенка"),
    ],
)
def test_cases_in_both_numbers(phrase: str, expected: str) -> None:
    assert set(expected.split("|")) <= cases(phrase, True)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Владимир Зеленский", "Владимира Зеленского|Владимиром Зеленским"),
        ("Макрон", "Макрона|Макроном"),
        ("Мария Захарова", "Марии Захаровой|Марию Захарову"),
        ("Ангела Меркель", "Ангелы Меркель"),
        ("Лукашенко", "Лукашенко"),
    ],
)
def test_cases_of_persons(name: str, expected: str) -> None:
    assert set(expected.split("|")) <= cases_of_person(name)


def test_what_was_made_of_names_is_forgotten() -> None:
    cases("Красный Крест")
    cases_of_person("Мария Захарова")
    agreeing("французский")
    forget()
    kept = (cases, cases_of_person, agreeing, cases_ru._grammar)
    assert [made.cache_info().currsize for made in kept] == [0] * len(kept)
    assert not cases_ru._LEXEMES
    assert "Красного Креста" in cases("Красный Крест")


@pytest.mark.slow
def test_a_coder_that_is_loaded_keeps_nothing_of_how_names_were_declined() -> None:
    needs("ru")
    from pipelines.coding.russian import load_russian

    load_russian()
    assert not cases_ru._LEXEMES
    assert cases.cache_info().currsize == cases_ru._grammar.cache_info().currsize == 0


def test_adjectives_agree() -> None:
    assert {"французская", "французских", "французскому", "французскую"} <= agreeing("французский")
    assert "рабочая" not in cases("рабочий", True)


def test_no_superlatives() -> None:
    assert not any("ейш" in form for form in cases("Красный Крест"))


def test_no_halves_of_compounds() -> None:
    assert "северо" not in cases("северокавказский", True)
