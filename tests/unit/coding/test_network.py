"""The network: what it tells apart, and that a text is read alike whatever is read with it."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from pipelines.coding.coder import Document, EventCoder
from pipelines.coding.datafiles import LexiconError
from pipelines.coding.judge.network import Network, View
from pipelines.coding.judge.weighing import Curve

SENTENCES = [
    ("Ukrainian forces shelled the town of Makiv on Monday.", "shelled"),
    ("The striker shelled the visitors' goal in the second half.", "shelled"),
    ("In 1987 the army massacred the inhabitants of three villages.", "massacred"),
    ("Norvia Corp agreed to buy its rival for two billion dollars.", "agreed"),
    ("Kenya and Uganda agreed on Tuesday to reopen their border.", "agreed"),
    ("The minister might resign if parliament rejects the budget.", "resign"),
]


@pytest.fixture(scope="module")
def network() -> Network:
    return Network.load()


def view(network: Network, text: str, word: str) -> View:
    start = text.find(word)
    return network.view(text, start, start + len(word))


def best(chances: dict[str, float]) -> str:
    return max(chances, key=lambda name: chances[name])


@pytest.mark.parametrize(
    ("place", "types", "times", "genres"),
    [
        (0, {"ASSAULT"}, {"now"}, {"conflict", "world"}),
        (1, {"NONE"}, {"now"}, {"sport"}),
        (2, {"ASSAULT"}, {"past"}, {"conflict", "world", "domestic"}),
        (3, {"NONE"}, {"now"}, {"business"}),
        (4, {"AGREE", "CONCEDE", "RETREAT"}, {"now"}, {"world"}),
        (5, {"NONE", "RETREAT", "THREATEN"}, {"unreal", "future"}, {"domestic"}),
    ],
)
def test_it_tells_deeds_from_look_alikes_and_now_from_then(network, place, types, times, genres):
    seen = view(network, *SENTENCES[place])
    assert best(seen.types) in types
    assert best(seen.times) in times
    assert best(seen.genres) in genres


@pytest.mark.parametrize(
    ("text", "word", "kind"),
    [
        ("After the army shelled Makiv, the two presidents met in Geneva.", "shelled", "ASSAULT"),
        ("After the army shelled Makiv, the two presidents met in Geneva.", "met", "CONSULT"),
        ("Two soldiers were killed and the defence minister accused Tuvania of firing first.", "killed", "ASSAULT"),
        ("Two soldiers were killed and the defence minister accused Tuvania of firing first.", "accused", "ACCUSE"),
        ("The minister resigned while police arrested forty students in the capital.", "arrested", "COERCE"),
        ("Police arrested forty students; parliament approved the budget.", "approved", "NONE"),
    ],
)
def test_it_minds_the_word_and_not_its_surroundings(network, text, word, kind):
    assert best(view(network, text, word).types) == kind


def test_chances_add_up_to_one(network):
    for text, word in SENTENCES:
        seen = view(network, text, word)
        for chances in (seen.types, seen.times, seen.genres):
            assert sum(chances.values()) == pytest.approx(1, abs=1e-5)


def test_a_text_is_read_alike_in_any_company_and_on_any_thread(network):
    alone = [view(Network.load(), *sentence) for sentence in SENTENCES[:2]]
    many = [*SENTENCES, *reversed(SENTENCES)] * 3
    with ThreadPoolExecutor(4) as pool:
        seen = list(pool.map(lambda sentence: view(Network.load(), *sentence), many[:4]))
        again = list(pool.map(lambda sentence: view(network, *sentence), many))
    assert seen[:2] == alone
    assert again == [view(network, *sentence) for sentence in many]


def test_a_text_of_any_length_is_read(network):
    assert best(network.view("", 0, 0).types)
    assert best(network.view("war " * 5_000, 19_990, 19_993).types)


def test_a_folder_without_weights_says_what_to_do(tmp_path: Path):
    with pytest.raises(LexiconError, match="train_network"):
        Network.load(tmp_path)
    with pytest.raises(LexiconError, match="fit_confidence"):
        Curve.load(tmp_path / "confidence.json")


def test_what_the_network_and_the_model_believe_makes_sure():
    curve = Curve.load()
    believed = {"type": 0.0, "event": 6.0, "linear": 6.0, "reported": 4.0}
    doubted = {"type": -6.0, "event": -6.0, "linear": -6.0, "reported": -4.0}
    assert curve.confidence(doubted) < curve.least < curve.confidence(believed)
    assert curve.confidence(believed) == round(curve.confidence(believed), 2)


def test_where_an_event_stands_and_whence_its_day_is_weighed():
    class Notes:
        least = 0.0

        def __init__(self) -> None:
            self.taken: list[Mapping[str, float]] = []

        def confidence(self, evidence: Mapping[str, float]) -> float:
            self.taken.append(evidence)
            return 1.0

    notes = Notes()
    texts = (
        "In the north, in a village that lies behind the river, soldiers shelled two farms.",
        "Soldiers shelled two villages on Tuesday.",
    )
    list(EventCoder.load(notes).code(Document(text=text, published=date(2022, 6, 1)) for text in texts))
    first, second = notes.taken
    assert (first["today"], second["today"]) == (1.0, 0.0)
    assert 0 < second["late"] < 0.5 < first["late"] < 1


def test_what_else_a_report_tells_is_weighed():
    class Notes:
        least = 0.0

        def __init__(self) -> None:
            self.taken: list[Mapping[str, float]] = []

        def confidence(self, evidence: Mapping[str, float]) -> float:
            self.taken.append(evidence)
            return 1.0

    notes = Notes()
    text = "Soldiers shelled two villages in Mali on Tuesday. Malian troops attacked rebels in 1994."
    coder = EventCoder.load(notes)
    coder.code([Document(text=text, published=date(2022, 6, 1))])
    coder.code([Document(text=text[:49], published=date(2022, 6, 1))])
    first, second, alone = notes.taken
    assert first["recalled"] == second["recalled"] == 0.25
    assert alone["recalled"] == 0.0
    assert alone["comment"] < 0.15
