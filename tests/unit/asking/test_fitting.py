"""A calibration fitted to verdicts: that it finds what is so, refuses what it cannot know, and is lived with."""

import json
import random
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from claims.coder import PlainCoder
from click.testing import CliRunner, Result

from connectors.duckdb import connect
from pipelines.asking.fitting import LEAST, FitError, Seen, chosen, fitted, line_of
from pipelines.asking.store import folder_store
from pipelines.asking.verdicts import Verdict, add_verdict
from pipelines.cli import cli
from pipelines.cli.older import note_older
from pipelines.coding.calibration import Calibrated, Calibration, Line
from pipelines.coding.version import IDENTITY
from pipelines.deployments.local import Folder, FolderError, ingest_files, recode_folder
from pipelines.deployments.updating import update_folder

NOON = datetime(2022, 3, 1, 12, tzinfo=UTC)
TRUE = Line(shift=-1.2, slope=1.6, judged=0)


def drawn(number: int, truth: Line, seed: int, language: str = "en") -> list[Seen]:
    """Events as a reader of real news may find them: confidences of all sizes, right as often as ``truth`` says."""
    chance = random.Random(seed)
    confidences = [round(chance.betavariate(3, 1.5), 2) for _ in range(number)]
    return [
        Seen(f"{seed}-{place // 2}", language, one, chance.random() < truth.confidence(one))
        for place, one in enumerate(confidences)
    ]


def test_the_line_that_is_so_is_found() -> None:
    seen = drawn(20_000, TRUE, seed=1)
    found = line_of([one.confidence for one in seen], [one.right for one in seen])
    assert (found.shift, found.slope) == (pytest.approx(TRUE.shift, abs=0.1), pytest.approx(TRUE.slope, abs=0.1))


def test_little_seen_changes_little() -> None:
    found = line_of([0.7], [False])
    assert (found.shift, found.slope) == (pytest.approx(0.0, abs=0.7), pytest.approx(1.0, abs=0.25))
    assert all(line_of([one], [True]).slope > 0 for one in (0.0, 0.5, 1.0))


def test_verdicts_left_out_are_told_better() -> None:
    (trial,) = fitted(drawn(400, TRUE, seed=2))
    assert trial.loss[1] < trial.loss[0] - 0.02
    assert trial.line is not None
    gaps = [
        sum(band.events * abs(band.said - band.right) for band in bands.values()) / trial.judged
        for bands in (trial.before, trial.after)
    ]
    assert gaps[1] < gaps[0] / 2


def test_what_is_right_already_is_left_or_hardly_changed() -> None:
    """By chance a fit may seem better on what it did not see; then what it changes is small."""
    for seed in range(20):
        (trial,) = fitted(drawn(400, Line(0.0, 1.0, 0), seed))
        assert trial.line is None or abs(trial.line.confidence(0.7) - 0.7) < 0.08


def test_each_language_for_itself() -> None:
    seen = drawn(300, TRUE, seed=3) + drawn(LEAST - 1, TRUE, seed=4, language="es")
    assert [trial.language for trial in fitted(seen)] == ["en"]


@pytest.mark.parametrize(
    "seen",
    [
        [],
        drawn(LEAST - 1, TRUE, seed=5),
        [Seen(str(place), "en", 0.8, True) for place in range(500)],
        [Seen(str(place), "en", 0.8, place > 8) for place in range(500)],
        [Seen(str(place), "en", 0.8, False) for place in range(500)],
    ],
)
def test_too_few_verdicts_are_refused(seen: list[Seen]) -> None:
    with pytest.raises(FitError, match=f"a language needs {LEAST} judged events"):
        fitted(seen)


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the coder of today coded; of each two events that it is as sure of, one is judged wrong."""
    tmp_path = tmp_path_factory.mktemp("coded")
    lines = [
        {"source": "echo.example", "published_at": f"2022-01-{day:02d}T10:00:00Z", "text": text}
        for day in range(1, 27)
        for text in (
            f"Ruritania attacked Graustark, killing {day}. Syldavia perhaps bombed Graustark.",
            f"Syldavia attacked Graustark, killing {day}. Ruritania perhaps bombed Graustark."
            " Graustark attacked Syldavia.",
        )
    ]
    source = tmp_path / "reports.jsonl"
    source.write_text("\n".join(json.dumps(line) for line in lines))
    folder = Folder(tmp_path / "out")
    with folder.held():
        make = partial(PlainCoder, rank=IDENTITY.rank, version=IDENTITY.version)
        ingest_files([str(source)], folder, zone=UTC, make_coder=make)
        update_folder(folder)
    return folder.root


@pytest.fixture
def out(coded: Path, tmp_path: Path) -> Path:
    """That folder, to do with as a test likes, and the reports beside it."""
    shutil.copytree(coded.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / coded.name


def events(out: Path) -> list[dict[str, Any]]:
    with folder_store(out).asked() as asked:
        return asked.rows(
            "SELECT e.*, r.language FROM events AS e LEFT JOIN reports AS r USING (report_id) ORDER BY event_id"
        )


def judge(out: Path, *, number: int | None = None, sample: str = "seed=0") -> None:
    for place, event in enumerate(events(out)[:number]):
        wrong = ["type"] if place % 2 else []
        at = NOON + timedelta(seconds=place)
        add_verdict(out / "judged.jsonl", Verdict.on(event, wrong, reader="ada", at=at, sample=sample))


def fit(out: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["judge", "fit", "--out", str(out), *args], catch_exceptions=False)


def coders(out: Path) -> set[tuple[str, int]]:
    with connect(out / "wirewatch.duckdb", read_only=True) as store:
        return set(store.execute("SELECT DISTINCT coder_version, coder_rank FROM events").fetchall())


def recode(out: Path) -> None:
    calibration = Calibration.load(out / "calibration.json")

    def make() -> Calibrated:
        return Calibrated(PlainCoder(rank=IDENTITY.rank, version=IDENTITY.version), calibration)

    folder = Folder(out)
    with folder.held():
        recode_folder(folder, make_coder=make)
        update_folder(folder)


@pytest.mark.slow
def test_from_verdicts_to_rows_and_back(out: Path, tmp_path: Path) -> None:
    """Judged, fitted, recoded; fitted once more over that; refused where it is forgotten; and taken back."""
    judge(out)
    said = fit(out)
    assert said.exit_code == 0, said.output
    assert "en: 130 judged events, 65 right" in said.output
    assert f"rank {IDENTITY.rank + 1}" in said.output
    first = Calibration.load(out / "calibration.json")
    assert first.line("en") is not None

    recode(out)
    assert coders(out) == {(first.identity.version, first.identity.rank)}
    sure = {event["confidence"] for event in events(out)}
    assert max(sure) - min(sure) < 0.5
    assert all(abs(one - 0.5) < 0.2 for one in sure)
    assert "0.7" not in CliRunner().invoke(cli, ["judge", "report", "--out", str(out)]).output.partition("By conf")[2]

    forgotten = CliRunner().invoke(cli, ["run", str(tmp_path / "reports.jsonl"), "--out", str(out), "--workers", "1"])
    assert forgotten.exit_code == 2
    assert f"reports of version {first.identity.version} of the coder" in forgotten.output
    unnamed = fit(out)
    assert unnamed.exit_code == 1
    assert f"130 of version {first.identity.version} of the coder" in unnamed.output

    again = fit(out, "--calibration", str(out / "calibration.json"), "--json")
    assert again.exit_code == 0, again.output
    undone = fit(out, "--undo")
    assert undone.exit_code == 0, undone.output
    last = Calibration.load(out / "calibration.json")
    assert last.lines == ()
    assert last.number > first.number
    recode(out)
    assert {event["confidence"] for event in events(out)} == {0.25, 0.75}
    assert coders(out) == {(last.identity.version, last.identity.rank)}


@pytest.mark.parametrize("args", [(), ("--undo",)])
def test_what_is_written_over_one_has_a_higher_number(out: Path, tmp_path: Path, args: tuple[str, ...]) -> None:
    """Also where nothing that was coded with it is in the tables yet; wherever the file lies, or is named."""
    judge(out)
    first = fit(out)
    assert first.exit_code == 0, first.output
    assert Calibration.load(file := out / "calibration.json").number == 1
    assert fit(out, *args).exit_code == 0
    assert Calibration.load(file).number == 2
    other = tmp_path / "other.json"
    assert fit(out, *args, "--into", str(other)).exit_code == 0
    assert fit(out, *args, "--into", str(other)).exit_code == 0
    assert Calibration.load(other).number == 2
    assert fit(out, "--undo", "--calibration", str(file), "--into", str(tmp_path / "third.json")).exit_code == 0
    assert Calibration.load(tmp_path / "third.json").number == 3
    other.write_text("no calibration")
    assert fit(out, *args, "--into", str(other)).exit_code == 0
    assert Calibration.load(other).number == 1


@pytest.mark.slow
def test_two_calibrations_of_one_rank_are_not_mixed(out: Path, tmp_path: Path) -> None:
    calibration = half_calibrated(out, tmp_path)
    twin = replace(calibration, lines=())
    assert twin.identity.rank == calibration.identity.rank
    with pytest.raises(FolderError, match="the same rank") as caught:
        Folder(out).check_coder(twin.identity)
    assert calibration.identity.version in str(caught.value)
    Folder(out).check_coder(calibration.identity)
    Folder(out).check_coder(replace(calibration, number=2).identity)


@pytest.mark.slow
@pytest.mark.parametrize("command", ["drain", "up"])
def test_the_stores_of_a_deployment_of_topics_refuse_an_older_coder_too(
    out: Path, tmp_path: Path, command: str
) -> None:
    """Before a broker is asked."""
    calibration = half_calibrated(out, tmp_path)
    store = f"duckdb:{out / 'wirewatch.duckdb'}"
    words = [command, "--servers", "127.0.0.1:1", "--out", str(tmp_path / "new"), "--sink", store]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 2, done.output
    assert f"a store of --sink has reports of version {calibration.identity.version} of the coder" in done.output
    assert len(done.output.strip().splitlines()[-1]) < 400


def half_calibrated(out: Path, tmp_path: Path) -> Calibration:
    """One more report, coded with a calibration, beside 52 that were not."""
    judge(out)
    assert fit(out).exit_code == 0
    calibration = Calibration.load(out / "calibration.json")
    source = tmp_path / "more.jsonl"
    text = "Ruritania attacked Graustark, killing 3."
    source.write_text(json.dumps({"source": "echo.example", "published_at": "2022-02-01T10:00:00Z", "text": text}))

    def make() -> Calibrated:
        return Calibrated(PlainCoder(rank=IDENTITY.rank, version=IDENTITY.version), calibration)

    folder = Folder(out)
    with folder.held():
        ingest_files([str(source)], folder, zone=UTC, make_coder=make)
        update_folder(folder)
    return calibration


@pytest.mark.slow
def test_what_is_left_without_the_calibration_is_said_by_all_that_count(out: Path, tmp_path: Path) -> None:
    """Also by those that are not told of the calibration; with the command that mends it, which is then silent."""
    calibration = half_calibrated(out, tmp_path)
    file = out / "calibration.json"
    said = (
        f"52 reports of {out} were coded by the same coder with another calibration than"
        f" {calibration.identity.version}: how sure it is means something else there; bring them over with"
    )
    whole = f"{said} `wirewatch recode --out {out} --calibration {file}`"

    def lines() -> list[str]:
        told = [
            CliRunner().invoke(cli, [*words, "--out", str(out)], catch_exceptions=False).output
            for words in (("show", "day", "2022-02-01"), ("aggregate",))
        ]
        return [line for one in told for line in one.splitlines() if "bring them over" in line]

    assert lines() == [whole, whole]
    file.rename(elsewhere := tmp_path / "my calibration.json")
    assert lines() == [f"{said} `wirewatch recode --out {out} --calibration FILE`"] * 2
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WIREWATCH_CALIBRATION", str(elsewhere))
        assert lines() == [f"{said} `wirewatch recode --out {out} --calibration '{elsewhere}'`"] * 2
    elsewhere.rename(file)
    recode(out)
    assert lines() == []


@pytest.mark.slow
def test_a_command_says_what_is_left_with_the_file_that_it_was_given(
    out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calibration = half_calibrated(out, tmp_path)
    (out / "calibration.json").rename(given := tmp_path / "given.json")
    monkeypatch.setattr("pipelines.coding.pool.load_coder", lambda _calibration: Idle())
    empty = tmp_path / "nothing.jsonl"
    empty.write_text("")
    ran = CliRunner().invoke(
        cli, ["run", str(empty), "--out", str(out), "--calibration", str(given)], catch_exceptions=False
    )
    assert f"another calibration than {calibration.identity.version}" in ran.output
    assert f"`wirewatch recode --out {out} --calibration {given}`" in ran.output
    (out / "coded").rename(tmp_path / "coded")  # as the folder of a broker is
    note_older(out, calibration.identity)
    assert "`wirewatch drain --start earliest --calibration FILE ...`" in capsys.readouterr().err
    note_older(tmp_path / "none", calibration.identity)
    assert capsys.readouterr().err == ""


class Idle(PlainCoder):
    """A coder that is not asked."""

    def code(self, documents: Any) -> Any:
        raise AssertionError(documents)


@pytest.mark.slow
def test_what_only_differs_in_how_sure_it_is_is_not_coded_again(out: Path, tmp_path: Path) -> None:
    judge(out)
    assert fit(out).exit_code == 0
    other = tmp_path / "other"
    shutil.copytree(out, other)
    calibration = Calibration.load(out / "calibration.json")
    recode(out)
    folder = Folder(other)
    with folder.held():
        make = partial(Idle, rank=calibration.identity.rank, version=calibration.identity.version)
        done = recode_folder(folder, make_coder=make, calibration=calibration)
        update_folder(folder)
        assert recode_folder(folder, make_coder=make, calibration=calibration).read == 0
    assert done.read == 52
    left_out = {"coder", "language"}
    plain = [[{k: v for k, v in event.items() if k not in left_out} for event in events(one)] for one in (out, other)]
    assert plain[0] == plain[1]


def test_without_enough_it_says_how_many_and_writes_nothing(out: Path) -> None:
    none = fit(out)
    judge(out, number=99)
    few = fit(out)
    judge(out, sample="seed=0 type=ASSAULT")
    apart = fit(out)
    assert [one.exit_code for one in (none, few, apart)] == [1, 1, 1]
    assert "there are none" in none.output
    assert "there are en 99, 50 right" in few.output
    assert "130 drawn from some types or publishers only" in apart.output
    assert not (out / "calibration.json").exists()


def test_only_the_last_verdict_on_what_is_told_as_it_was_judged_counts(out: Path) -> None:
    [one, two, *_] = events(out)
    at = partial(Verdict.on, reader="ada")
    verdicts = [
        at(one, ["type"], at=NOON),
        at(one, [], at=NOON + timedelta(minutes=1)),
        at(two | {"event_date": date(1999, 1, 1)}, [], at=NOON),
        at(two | {"event_id": "gone"}, [], at=NOON),
    ]
    found = chosen(verdicts, {event["event_id"]: event for event in (one, two)}, IDENTITY)
    assert [seen.right for seen in found.seen] == [True]
    assert found.left_out == {"coded differently since, or gone": 2}
