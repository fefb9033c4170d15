"""How sure an event is where no network reads: the letters have a say of their own, and the curve is fitted to both."""

import json
from datetime import date

import numpy as np
import pytest
from foreign import coders, needs

from pipelines.coding.datafiles import DATA, LexiconError
from pipelines.coding.document import Document
from pipelines.coding.judge.judging import Judge
from pipelines.coding.judge.letters import Letters
from pipelines.coding.judge.model import Model
from pipelines.coding.judge.prior import Prior
from pipelines.coding.judge.weighing import Curve
from pipelines.coding.training.curve import Notebook, best_left_out, fit, summary, sure
from pipelines.coding.training.train_confidence import tell_held_out

FOREIGN = ["es", "fr", "ru"]
SILENT = Model(("ASSAULT", "COERCE", "PROTEST", "NONE"), np.zeros(4), {}, np.zeros((1, 4)))


def letters(protest: float) -> Letters:
    """Letters that hold every sentence for a protest, by their odds."""
    return Letters(Model(("PROTEST", "COERCE", "NONE"), np.array([protest, -9.0, 0.0]), {}, np.zeros((1, 3))))


def evidence(text: str, heard: Letters) -> list[dict[str, float]]:
    """The evidence behind each event of a Spanish text."""
    needs("es")
    notebook = Notebook()
    coder = coders().of("es")
    assert coder is not None
    taught = coder.judged_by(Judge(SILENT, 0.0, heard), Prior(notebook, heard), heard.sounds)
    taught.code([Document(text=text, published=date(2022, 1, 24), language="es")])
    return [dict(page) for page in notebook.pages]


def test_what_the_letters_tell_is_weighed_by_their_own_odds() -> None:
    (faint,) = evidence("Los zafreros zarandearon al ministro en Lima.", letters(0.5))
    (loud,) = evidence("Los zafreros zarandearon al ministro en Lima.", letters(3.0))
    assert faint["heard"] == loud["heard"] == 1
    assert faint["linear"] == loud["linear"]
    assert loud["sounds"] > faint["sounds"] > 0
    assert loud["eventful"] > faint["eventful"]


def test_letters_speak_of_what_the_rules_tell_too() -> None:
    (arrest,) = evidence("La policía detuvo a tres periodistas en Bogotá.", letters(3.0))
    assert arrest["heard"] == 0
    assert arrest["sounds"] < 0 < arrest["eventful"]


@pytest.mark.parametrize(
    "text",
    ["El ministro negó que la policía detuviera a tres periodistas.", "En 1998 la policía detuvo a tres periodistas."],
)
def test_what_is_denied_or_past_is_as_sure_as_news(text: str) -> None:
    """The models learned from news that it is no news."""
    for sounding in (letters(3.0), letters(-3.0)):
        (found,) = evidence(text, sounding)
        assert found["sounds"] == found["linear"] == found["eventful"] > 0


def test_a_gate_hears_by_the_letters_that_it_is_given() -> None:
    assert evidence("Los zafreros zarandearon al ministro en Lima.", letters(-5.0)) == []


@pytest.mark.parametrize("language", FOREIGN)
def test_shipped_curves_believe_the_letters(language: str) -> None:
    curve = Curve.load(DATA / language / "confidence.json")
    assert curve.weights["linear"] > 0
    assert curve.weights["sounds"] > 0
    assert curve.weights["heard"] < 0
    curves = {json.dumps(json.loads((DATA / one / "confidence.json").read_text())) for one in FOREIGN}
    assert len(curves) == len(FOREIGN)


def test_a_broken_curve_names_its_command(tmp_path) -> None:
    with pytest.raises(LexiconError, match="train_confidence es"):
        Curve.load(tmp_path / "confidence.json", "pipelines.coding.training.train_confidence es")


def test_a_curve_is_judged_by_what_it_has_not_seen() -> None:
    rng = np.random.default_rng(0)
    inputs = rng.normal(size=(400, 3))
    right = (inputs[:, 0] + rng.normal(size=400) > -1).astype(float)
    strength, values = best_left_out(inputs, right, [str(at) for at in range(400)])
    found = summary(values, right)
    assert found["auc"] > 0.8
    assert found["calibration_error"] < 0.08
    weights, bias = fit(inputs, right, strength)
    assert sure(inputs, weights, bias).mean() == pytest.approx(right.mean(), abs=0.03)


def test_events_beside_the_right_one_are_left_out_and_wrong_ones_are_not() -> None:
    needs("es")
    coder = coders().of("es")
    assert coder is not None
    names = ["Ana Ruiz", "Luis Paz", "Eva Sol", "Juan Mar", "Rosa Gil", "Iván Rey"]
    arrests = [(f"La policía detuvo a {name} en Lima y el ejército bombardeó el puerto.", "COERCE") for name in names]
    silent = [(f"El escritor {name} presentó su novela en Quito.", "NONE") for name in names]
    marches = [(f"Los vecinos de {name} protestaron en Lima.", "PROTEST") for name in names]
    bombs = [(f"Los rebeldes atacaron la casa de {name} en Lima.", "ASSAULT") for name in names]
    texts = [*arrests, *silent, *marches, *bombs, ("Los vecinos de Hugo Soto protestaron en Lima.", "ASSAULT")]
    told = list(tell_held_out(coder, "es", texts, len(texts)))
    of = [{one.text // len(names) for one in told if one.right == right} for right in (True, False)]
    assert of == [{0, 2, 3}, {4}]
