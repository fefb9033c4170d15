"""A report of sport, business, science, culture or crime tells no politics, unless of those who govern."""

from datetime import date

import pytest

from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.event.genre import Genres

DAY = date(2024, 5, 15)

SILENT = {
    "sport": [
        "Harbour Town beat Vale United 3-1 at home on Sunday. The striker scored twice in the second half.",
        "Peru meet Chile in the quarter-final on Friday after both survived penalty shoot-outs.",
        "The Swedish sprinter attacked early in the final and destroyed the field to take the gold medal in Oslo.",
        "The goalkeeper has signed a two-year contract with the league champions, the club said.",
        "Coach Ana Dell accused the referee of bias after the cup final in Lisbon.",
        "Swiss skier Lena Arn attacked from the start and crushed the field in Val d'Isere.",
        "The Kenyan runner was banned from the Olympics for doping on Monday.",
    ],
    "economy": [
        "Bramley Foods has agreed to buy its rival Orchard Mills for $900 million, the retailer said. Shares rose 4%.",
        "Shareholders rejected the takeover offer from Delton Corp on Tuesday, and its shares fell.",
        "The chief executive resigned after quarterly profits fell short of forecasts.",
        "Retailer Omo seized market share in Poland and bombarded shoppers with offers.",
        "Airline Skyways blamed high fuel prices for a drop in profits in the third quarter.",
        "The carmaker has signed a deal with a supplier that cuts costs, analysts said.",
    ],
    "science": [
        "Nordsoft will release a new version of its browser in June and offer it as a free download.",
        "Researchers have worked with colleagues in France to attack the protein that feeds the bacteria.",
        "The software maker accused its rival of stealing code for the operating system.",
        "The probe was launched on a rocket from Kourou and will visit two asteroids.",
    ],
    "crime": [
        "Two teenagers are in custody after a man was stabbed to death in Harlow. Detective inspector Ana Holt led "
        "the murder inquiry.",
        "A man was beaten outside a bar in Lima, detectives said. A post-mortem is due and CCTV is being studied.",
    ],
    "culture": [
        "The singer attacked her critics in an interview about the new album and cancelled a concert in Milan.",
        "The Norwegian band invades Britain with a new single in May.",
        "The film bombed at the box office, and its director was fired.",
        "The academy awarded the actress a prize for her role in the drama.",
    ],
}
TOLD = [
    "A lawmaker was stabbed to death at a meeting in Berlin, the interior minister said. Detectives fear terrorism.",
    "Five people were stabbed at a market in Jerusalem by a militant, and soldiers shot him dead.",
    "Thousands of protesters marched to the stadium in Tirana before the cup final against the government's new law.",
    "The United States imposed sanctions on a Russian bank, and shares fell in Moscow.",
    "Hungary's government rejected the takeover of the airline by a Chinese company, and its shares fell.",
    "Iran blocked the websites of three foreign broadcasters and the users of its mobile networks lost access.",
    "A Yemeni air strike hit an oil plant in Jeddah near the race track hours before the grand prix.",
]


@pytest.mark.parametrize(("genre", "text"), [(genre, text) for genre, texts in SILENT.items() for text in texts])
def test_reports_of_other_kinds_tell_nothing(coder: EventCoder, genre: str, text: str) -> None:
    [coding] = coder.code([Document(text=text, published=DAY)])
    assert [(t.type, t.sentence) for t in coding.tellings] == []
    assert Genres.load().of([text]) in (genre, "")


@pytest.mark.parametrize("text", TOLD)
def test_those_who_govern_are_told_in_any_report(coder: EventCoder, text: str) -> None:
    [coding] = coder.code([Document(text=text, published=DAY)])
    assert coding.tellings


def test_the_document_decides_and_not_the_sentence(coder: EventCoder) -> None:
    sentence = "Spain beat Italy on Sunday and Portugal meet Norway next."
    [alone, among] = coder.code(
        [
            Document(text="The premier league season opens. " + sentence, published=DAY),
            Document(text="Fans filled the stadium for the world cup final. " + sentence, published=DAY),
        ]
    )
    assert not alone.tellings
    assert not among.tellings
    assert "sport" in {s.reason for s in among.sentences}


def test_marks_count_once_and_politics_wins_a_tie() -> None:
    genres = Genres.load()
    assert genres.of(["The film film film was long."]) == genres.of(["The film was long."])
    assert genres.of(["The minister and his troops saw a film and a concert."]) == "politics"
    assert genres.of(["It rained on the hills all day."]) == ""


def test_a_tie_between_others_is_always_broken_the_same_way() -> None:
    assert Genres.load().of(["The film was sold as software."]) == "culture"
