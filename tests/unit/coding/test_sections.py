"""What belongs to whom in round-ups, whose sections tell of a country each; made-up reports."""

from datetime import date

import pytest
from telling_all import TellingAll

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.who.actors import ActorLexicon
from pipelines.coding.who.sections import sections_of

DAY = date(2024, 5, 15)


@pytest.fixture(scope="module")
def lexicon() -> ActorLexicon:
    return ActorLexicon.load()


@pytest.fixture(scope="module")
def coder() -> EventCoder:
    return EventCoder.load(TellingAll())


@pytest.mark.parametrize(
    ("sentences", "starts"),
    [
        (["News in brief", "LIMA - Rain fell.", "QUITO - Peru won.", "A day later.", "LA PAZ - Snow."], [1, 2, 4]),
        (["CHAD.", "Rain fell.", "NIGER.", "Rain fell.", "MALI.", "Rain fell."], [0, 2, 4]),
        (["Tonga - visit", "A king came.", "Samoa - weather", "Fiji - rugby"], [0, 2, 3]),
        (["Kenya: Rain fell.", "Uganda: Snow fell.", "Rwanda: Hail fell."], [0, 1, 2]),
        (["• Kenya: Rain fell.", "• Uganda: Snow fell.", "• Rwanda: Hail fell."], [0, 1, 2]),
        (["LIMA - Rain.", "QUITO/BOGOTA - Hail.", "LA PAZ - Snow.", "CARACAS - Sun."], [0, 1, 2, 3]),
        # no round-ups
        (["LIMA - Rain fell.", "Peru won.", "Chile lost.", "Bolivia drew."], []),
        (["LIMA - Rain fell.", "QUITO - Snow fell."], []),
        (["LIMA - Rain fell.", "CUSCO - Snow fell.", "PUNO - Hail fell."], []),
        (["Kenya is wet.", "Uganda is dry.", "Rwanda is cold."], []),
    ],
)
def test_sections_begin_with_a_place(lexicon: ActorLexicon, sentences: list[str], starts: list[int]) -> None:
    assert [section.start for section in sections_of(sentences, lexicon, DAY)] == starts


def parties(coder: EventCoder, text: str, word: str) -> list[tuple[list[str], list[str]]]:
    (coding,) = coder.code([Document(text=text, published=DAY)])
    told = [t for t in coding.tellings if text[t.trigger_start : t.trigger_end] == word]
    return [([a.code for a in t.sources], [a.code for a in t.targets]) for t in told]


BRIEFS = """The week in Africa

HARARE - Zimbabwe's president opened a dam on Tuesday. Zimbabwe has four more dams. Zimbabwe will build two.

NAIROBI - A court fined a baker. Opposition leaders accused the president of lying.

LILONGWE - Nurses marched on Thursday. Police dispersed them.

MASERU - A mine closed. The prime minister praised the miners."""


@pytest.mark.parametrize(
    ("word", "codes"),
    [
        ("accused", (["KENOPP"], ["KENGOV"])),
        ("dispersed", (["MWICOP"], [])),
        ("praised", (["LSOGOV"], ["LSOLAB"])),
    ],
)
def test_those_of_a_section_are_of_its_country(
    coder: EventCoder, word: str, codes: tuple[list[str], list[str]]
) -> None:
    assert parties(coder, BRIEFS, word) == [codes]


def test_what_the_title_tells_makes_no_home_of_the_sections(coder: EventCoder) -> None:
    text = BRIEFS.replace("The week in Africa", "Zimbabwe accuses Zambia of lying")
    assert parties(coder, text, "accuses") == [(["ZWE"], ["ZMB"])]
    assert parties(coder, text, "accused") == [(["KENOPP"], ["KENGOV"])]
    assert parties(coder, text, "praised") == [(["LSOGOV"], ["LSOLAB"])]


def test_a_report_of_one_country_goes_on_about_it(coder: EventCoder) -> None:
    text = "HARARE - Zimbabwe's president opened a dam.\n\nMutare - Police arrested a nurse.\n\nKenya watched."
    assert [source for source, _ in parties(coder, text, "arrested")] == [["ZWECOP"]]
