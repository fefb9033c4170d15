"""Whose an actor is by the town that stands in its own words."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document


@pytest.mark.parametrize(
    ("text", "sources", "targets"),
    [
        ("Police in Birmingham, Alabama, arrested six Kenyans.", ["USACOP"], ["KENCVL"]),
        ("Police in Macedonia, Ohio, arrested six Kenyans.", ["USACOP"], ["KENCVL"]),
        ("Police in Moscow, Idaho, arrested six Kenyans.", ["USACOP"], ["KENCVL"]),
        ("Police in Moscow arrested six Kenyans.", ["RUSCOP"], ["KENCVL"]),
        ("Soldiers in Tripoli, in northern Lebanon, arrested six Kenyans.", ["LBNMIL"], ["KENCVL"]),
        ("Georgia's governor condemned Israel.", ["USAGOV"], ["ISR"]),
        ("Georgia's government condemned Israel.", ["GEOGOV"], ["ISR"]),
        ("The United States condemned Georgia.", ["USA"], ["GEO"]),
        ("Russian troops shelled Sumy.", ["RUSMIL"], ["UKR"]),
        ("Russian troops attacked Artemivsk.", ["RUSMIL"], ["UKR"]),
        ("Israel's army bombed Ma'rib.", ["ISRMIL"], ["YEM"]),
        ("Côte d'Ivoire condemned Mali.", ["CIV"], ["MLI"]),
        ("Mykolaiv was shelled by Russian forces.", ["RUSMIL"], ["UKR"]),
    ],
)
def test_the_place_tells_whose_an_actor_is(
    coder: EventCoder, text: str, sources: list[str], targets: list[str]
) -> None:
    [coding] = coder.code([Document(text=text, published=date(2024, 5, 15))])
    (event,) = coding.tellings
    assert ([a.code for a in event.sources], [a.code for a in event.targets]) == (sources, targets)
