"""Deeds by the letters of words: where the rules are silent, of whom they may be told, and never against the rules."""

import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from foreign import coders, needs, told

from pipelines.coding import assembling
from pipelines.coding.datafiles import DATA, LexiconError
from pipelines.coding.document import Document
from pipelines.coding.event.ontology import Ontology
from pipelines.coding.judge.judging import Judge
from pipelines.coding.judge.letters import DEEDS, OTHER, Letters, event_by_letters, runs_of
from pipelines.coding.judge.model import NONE, Model
from pipelines.coding.romance import load_spanish
from pipelines.coding.training.train_letters import PRESS

FOREIGN = ["es", "fr", "ru"]


def test_runs_are_of_words_and_stand_once() -> None:
    assert runs_of("La ley, la ley") == [" la", "la ", " la ", " le", "ley", "ey ", " ley", "ley ", " ley "]
    assert runs_of("...") == []


def letters(**weights: tuple[float, float]) -> Letters:
    """Letters that know some runs of three letters, by how they weigh for PROTEST and for NONE."""
    rows = {run: at for at, run in enumerate(weights)}
    return Letters(Model(("PROTEST", "NONE"), np.array([0.0, 0.1]), rows, np.array(list(weights.values()))))


def test_what_sounds_like_nothing_is_no_deed() -> None:
    known = letters(zaf=(90.0, 0.0), cal=(0.0, 90.0))
    assert known.deed("Los zafreros volvieron") is not None
    assert known.deed("Calma en la plaza") is None
    assert known.deed("Vuelve el frio") is None  # nothing of it is known


@pytest.mark.parametrize("language", FOREIGN)
def test_shipped_letters_know_the_deeds(language: str) -> None:
    stored = json.loads((DATA / language / "letters.json").read_text(encoding="utf-8"))
    assert set(stored["labels"]) > DEEDS
    assert Letters.load(DATA / language / "letters.json").deed("") is None


def test_broken_files_name_their_own_command(tmp_path: Path) -> None:
    broken = tmp_path / "es" / "letters.json"
    broken.parent.mkdir()
    broken.write_text("{")
    with pytest.raises(LexiconError, match=r"training\.train_letters es$"):
        Letters.load(broken)
    with pytest.raises(LexiconError, match=r"training\.train es$"):
        Model.load(broken.with_name("model.json"))


@pytest.mark.slow
def test_a_language_is_read_before_it_has_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    needs("es")
    (tmp_path / "es").mkdir()
    for path in (DATA / "es").iterdir():
        if path.name != "letters.json":
            (tmp_path / "es" / path.name).symlink_to(path)
    monkeypatch.setattr(assembling, "DATA", tmp_path)
    text = "La policía detuvo a tres periodistas en Bogotá. Los zafreros zarandearon al ministro."
    (coding,) = load_spanish().code([Document(text=text, published=date(2022, 1, 24))])
    assert [telling.type for telling in coding.tellings] == ["COERCE"]


@pytest.mark.parametrize("language", FOREIGN)
def test_press_texts_are_whole(language: str) -> None:
    rows = [json.loads(line) for line in (PRESS / f"{language}.jsonl").read_text(encoding="utf-8").splitlines()]
    assert {"text", "label"} == set().union(*rows)
    assert len({row["text"] for row in rows}) == len(rows) > 150
    types = {name for name, _ in Ontology.load().kinds}
    assert DEEDS < {row["label"] for row in rows} <= {*types, NONE, OTHER}


SPANISH = [
    ("Los zafreros zarandearon al ministro.", "PROTEST", ["zafreros"], ["ministro"]),
    ("El ministro fue zarandeado por los zafreros.", "PROTEST", ["zafreros"], ["ministro"]),
    ("Los vecinos zarandearon al ministro.", "ASSAULT", [], ["ministro"]),
    ("Los soldados zarandearon al ministro.", "ASSAULT", ["soldados"], ["ministro"]),
    ("Tres vecinos perecieron en la plaza.", "ASSAULT", [], ["vecinos"]),
    ("Zarandeo de vecinos en la plaza.", "COERCE", [], []),
]


@pytest.mark.parametrize(("sentence", "kind", "sources", "targets"), SPANISH)
def test_who_it_is_told_of(sentence: str, kind: str, sources: list[str], targets: list[str]) -> None:
    """Nobody without arms is made an attacker."""
    needs("es")
    coder = coders().of("es")
    assert coder is not None
    (analysis,) = coder.analyse([sentence], published=None)  # type: ignore[arg-type]
    event = event_by_letters(analysis.parse, kind)
    assert event is not None
    words = [[analysis.parse.words[token] for token in side] for side in (event.sources, event.targets)]
    assert words == [sources, targets]


@pytest.mark.parametrize(
    "sentence",
    ["Los zafreros no zarandearon al ministro.", "Si los zafreros zarandean al ministro, habrá elecciones."],
)
def test_what_did_not_happen_is_no_event(sentence: str) -> None:
    needs("es")
    coder = coders().of("es")
    assert coder is not None
    (analysis,) = coder.analyse([sentence], published=None)  # type: ignore[arg-type]
    assert event_by_letters(analysis.parse, "PROTEST") is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("es", "El delantero anotó dos goles en el clásico de la capital."),
        ("fr", "La récolte de cacao sera meilleure que l'an dernier, selon les producteurs."),
        ("ru", "В субботу в столице открылась выставка детских рисунков."),
    ],
)
def test_other_news_stays_silent(language: str, text: str) -> None:
    assert told(language, text) == [[]]


TELLING = "Los zafreros zarandearon al ministro."
IDLE = "Los zafreros zarandearon al ministro para entregar víveres."
SAID = "Los zafreros zarandearon al ministro, que va a tomar nota."


@pytest.mark.parametrize(
    ("text", "trusted", "odds", "told_of"),
    [
        (TELLING, 0.75, 3.0, True),
        (TELLING, 0.75, 0.5, False),  # not sure enough
        (TELLING, 2.0, 3.0, False),  # never believed against the model
        (IDLE, 0.75, 3.0, True),  # of one word it is not known whether it was done
        (SAID, 0.75, 3.0, False),  # an entry says that it is none
    ],
)
def test_letters_that_are_trusted_outweigh_the_model(text: str, trusted: float, odds: float, told_of: bool) -> None:
    needs("es")
    coder = coders().of("es")
    assert coder is not None
    heard = Letters(Model(("PROTEST", "NONE"), np.array([odds, 0.0]), {}, np.zeros((1, 2))))
    doubting = Model(("PROTEST", "NONE"), np.array([-9.0, 0.0]), {}, np.zeros((1, 2)))
    (analysis,) = coder.analyse([text], published=date(2022, 1, 24))
    judged = Judge(doubting, 0.05, heard, trusted=trusted).judge(analysis)
    assert [proposal.type for proposal, _ in judged] == ["PROTEST"] * told_of
