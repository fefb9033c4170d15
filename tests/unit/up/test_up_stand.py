"""How far ``up`` is, as it tells whoever looks at its folder."""

import time
from pathlib import Path

import pytest

from pipelines.deployments.up import stand
from pipelines.deployments.up.exporter import Exporter
from pipelines.deployments.up.stand import FILE, read_stand, telling
from pipelines.metrics import LAG


def until_told(folder: Path, waiting: int | None) -> stand.Stand:
    give_up = time.monotonic() + 10
    while (found := read_stand(folder)) is None or found.waiting != waiting:
        assert time.monotonic() < give_up
        time.sleep(0.01)
    return found


def test_it_is_told_while_it_runs_and_no_longer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stand, "EVERY", 0.01)
    exporter = Exporter()
    assert read_stand(tmp_path) is None
    with telling(tmp_path / FILE, exporter):
        begun = until_told(tmp_path, None)
        assert (begun.runs, begun.up_to, begun.behind) == (True, None, None)
        exporter.set(LAG, 1_234, "reports.raw")
        exporter.set_age(time.time() - 90)
        found = until_told(tmp_path, 1_234)
        assert found.behind == pytest.approx(90, abs=2)
    assert [*tmp_path.iterdir()] == []


def test_one_that_was_killed_is_seen_to_be_dead(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"at": 1000.0, "waiting": 3, "up_to": 990.0}')
    found = read_stand(tmp_path)
    assert found is not None
    assert (found.runs, found.waiting, found.behind) == (False, 3, 10.0)


@pytest.mark.parametrize("held", ["", "[]", "{}", '{"at": "x", "waiting": 1, "up_to": 1}', "\x00"])
def test_what_cannot_be_read_is_passed_over(tmp_path: Path, held: str) -> None:
    (tmp_path / FILE).write_text(held)
    assert read_stand(tmp_path) is None


def test_a_folder_that_takes_no_file_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stand, "EVERY", 0.01)
    with telling(tmp_path / "nowhere" / FILE, Exporter()):
        time.sleep(0.05)
