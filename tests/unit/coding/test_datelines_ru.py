"""What stands before the first words of a Russian report."""

import pytest

from pipelines.coding.sentence.datelines_ru import dateline_end

TEXT = "Полиция задержала 30 человек."


@pytest.mark.parametrize(
    "front",
    [
        "МОСКВА, 14 мая (Рейтер) - ",
        "МОСКВА, 14 мая — РИА Новости. ",
        "КИЕВ, 14 мая. /ТАСС/. ",
        "Киев. 14 мая. УНИАН. ",
        "Нур-Султан, 3 июня 2021 - ",
        "14 мая, Минск /Корр. БЕЛТА/. ",
        "Тбилиси. Интерфакс - ",
        "ТАСС: ",
        "— ",
        "",
    ],
)
def test_datelines_are_left_out(front: str) -> None:
    assert (front + TEXT)[dateline_end(front + TEXT) :] == TEXT


@pytest.mark.parametrize(
    "text",
    ["Киев и Москва обменялись пленными.", "Россия, 14 мая напавшая на город, отступила.", "США - Китай: переговоры."],
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline_end(text) == 0
