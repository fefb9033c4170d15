"""A calibration: what it says, which coder it makes, what it leaves alone."""

import json
import pickle
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from claims.coder import PlainCoder

from pipelines.asking.dialects import DUCKDB, Dialect
from pipelines.asking.fitting import Trial, next_calibration
from pipelines.asking.store import Rows
from pipelines.coding.calibration import FARTHEST, MOST, Calibrated, Calibration, CalibrationError, Line
from pipelines.coding.document import Coding, Document, EventCoder
from pipelines.coding.pool import MakeCoder
from pipelines.coding.version import IDENTITY, RANKS

DAY = date(2024, 5, 15)
TEXT = "Ruritania attacked Graustark, killing 3. Syldavia perhaps bombed Graustark."
LOWER = Line(shift=-1.0, slope=0.5, judged=120)
FIRST = Calibration(IDENTITY.version, 1, (("en", LOWER),))


def coded(coder: EventCoder, *documents: Document) -> list[Coding]:
    return coder.code(documents or [Document(text=TEXT, published=DAY)])


def test_only_confidence_and_coder_differ() -> None:
    shipped, calibrated = coded(PlainCoder()), coded(Calibrated(PlainCoder(), FIRST))
    assert [told.confidence for told in shipped[0].tellings] == [0.75, 0.25]
    assert [told.confidence for told in calibrated[0].tellings] == [0.39, 0.18]
    assert {told.coder for told in calibrated[0].tellings} == {FIRST.identity}
    plain = [replace(told, coder=PlainCoder().identity, confidence=0.0) for told in calibrated[0].tellings]
    assert plain == [replace(told, confidence=0.0) for told in shipped[0].tellings]
    assert calibrated[0].sentences == shipped[0].sentences


def test_a_language_without_a_line_is_as_it_ships() -> None:
    spanish = Document(text=TEXT, published=DAY, language="es")
    (english, other) = coded(Calibrated(PlainCoder(), FIRST), Document(text=TEXT, published=DAY), spanish)
    assert [told.confidence for told in other.tellings] == [0.75, 0.25]
    assert english.tellings[0].coder == other.tellings[0].coder


def test_ranks_lie_between_two_versions_of_the_coder() -> None:
    """Whatever is in force, and waits for a language, stands below the next version and above this one."""
    last = replace(FIRST, number=MOST)
    assert IDENTITY.rank == int(IDENTITY.version) * RANKS
    waiting = [rank - 1 for rank in (FIRST.identity.rank, last.identity.rank)]
    assert IDENTITY.rank <= min(waiting)
    assert IDENTITY.rank < FIRST.identity.rank < last.identity.rank < IDENTITY.rank + RANKS - 1


def test_other_numbers_are_another_coder() -> None:
    others = [
        replace(FIRST, number=2),
        replace(FIRST, lines=()),
        replace(FIRST, lines=(("en", replace(LOWER, shift=-1.1)),)),
        replace(FIRST, lines=(("es", LOWER),)),
    ]
    assert len({one.identity.version for one in (FIRST, *others)}) == 5
    assert all(one.identity.version.startswith(f"{IDENTITY.version}+") for one in others)


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text(FIRST.text())
    read = Calibration.load(tmp_path / "c.json")
    assert (read, read.identity) == (FIRST, FIRST.identity)


def test_one_after_another_is_as_one() -> None:
    second = Line(shift=0.4, slope=1.3, judged=200)
    for raw in (hundredth / 100 for hundredth in range(101)):
        assert second.after(LOWER).confidence(raw) == pytest.approx(second.confidence(LOWER.confidence(raw)), abs=0.02)
        assert 0 <= LOWER.confidence(raw) <= 1


class Nothing:
    """Tables without reports."""

    dialect: Dialect = DUCKDB

    def rows(self, _sql: str, **_values: object) -> Rows:
        return [{"rank": None}]


def text(**changes: object) -> str:
    return json.dumps(json.loads(FIRST.text()) | changes)


@pytest.mark.parametrize(
    ("held", "said"),
    [
        (None, "No such file"),
        ("", "no calibration"),
        ("[]", "no calibration"),
        ("\x00\xff", "no calibration"),
        ("{}", "no calibration"),
        (text(number=0), "number 0 is not from 1"),
        (text(number=MOST + 1), "is not from 1"),
        (text(number=True), "is not from 1"),
        (text(number="1"), "is not from 1"),
        (text(languages=[]), "no calibration"),
        (text(languages={"en": {"shift": 0}}), "no calibration"),
        (text(languages={"en": {"shift": 0, "slope": 0, "judged": 1}}), "slope one above 0"),
        (text(languages={"en": {"shift": float("nan"), "slope": 1, "judged": 1}}), "shift is to be a number"),
        (text(languages={"en": {"shift": 0, "slope": float("inf"), "judged": 1}}), "slope one above 0"),
        *(
            (text(languages={"en": {"shift": 0, "slope": 1, "judged": 1} | {name: value}}), "no calibration")
            for name, value in [
                ("shift", -800),
                ("shift", 20.1),
                ("shift", float("-inf")),
                ("shift", 10**400),
                ("slope", 800),
                ("slope", -1),
                ("slope", float("nan")),
                ("judged", float("inf")),
                ("judged", float("nan")),
                ("judged", -1),
                ("judged", None),
            ]
        ),
        (text(languages={"zz": {"shift": 0, "slope": 1, "judged": 1}}), "'zz' is none of the languages en, es"),
        (text(languages={"": {"shift": 0, "slope": 1, "judged": 1}}), "is none of the languages"),
        (text(languages={"EN": {"shift": 0, "slope": 1, "judged": 1}}), "is none of the languages"),
        (text(languages={"e\nn": {"shift": 0, "slope": 1, "judged": 1}}), "is none of the languages"),
        ("[" * 100_000, "no calibration"),
        (text(coder="4"), "fitted to version 4 of the coder, and this is version"),
    ],
)
def test_what_is_none_is_said(tmp_path: Path, held: str | None, said: str) -> None:
    file = tmp_path / "calibration.json"
    if held is not None:
        file.write_bytes(held.encode("latin-1"))
    with pytest.raises(CalibrationError) as caught:
        Calibration.load(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("shift", [-FARTHEST, FARTHEST])
@pytest.mark.parametrize("slope", [0.0001, FARTHEST])
def test_whatever_is_read_gives_a_confidence(shift: float, slope: float) -> None:
    read = Calibration.of(
        {"coder": IDENTITY.version, "number": 1, "languages": {"en": {"shift": shift, "slope": slope, "judged": 100}}}
    )
    line = read.line("en")
    assert line is not None
    assert all(0 <= line.confidence(hundredth / 100) <= 1 for hundredth in range(101))
    fitted_over = next_calibration(Nothing(), read, [Trial("en", 100, 50, (1.0, 0.5), {}, {}, line)])
    assert Calibration.of(json.loads(fitted_over.text())) == fitted_over


def test_it_travels_with_what_makes_the_coder() -> None:
    """To a worker that has no file; and equal ones are one there."""
    make = MakeCoder(calibration=FIRST)
    assert make.identity == FIRST.identity
    there: Sequence[MakeCoder] = [pickle.loads(pickle.dumps(make)) for _ in range(2)]
    assert {*there} == {make}
    assert there[0].identity == FIRST.identity
    assert MakeCoder().identity == IDENTITY
