"""``wirewatch run`` from the outside: the samples give every table something, wrong usage is one line and exit 2."""

import io
import json
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import duckdb
import pytest

from connectors import duckdb as store_file
from pipelines import cli
from pipelines.cli.run import summary_of
from pipelines.coding import pool
from pipelines.coding.document import Coding, Document
from pipelines.deployments import local
from schemas import Coder

SAMPLES = Path(__file__).parents[3] / "samples" / "reports"


class SilentCoder:
    """An EventCoder that finds nothing."""

    identity = Coder(name="silent", version="1", rank=1)

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        return [Coding(sentences=(), tellings=()) for _ in documents]


def run(capsys: pytest.CaptureFixture[str], *argv: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of ``wirewatch run``."""
    with pytest.raises(SystemExit) as ended:
        cli.main(["run", *argv])
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out, captured.err


@pytest.mark.slow
def test_samples_fill_every_table_and_tell_every_outcome(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    code, printed, errors = run(capsys, str(SAMPLES), "--out", str(out), "--json")
    assert (code, errors) == (0, "")
    summary = json.loads(printed)
    assert set(summary["outcomes"]) == {"coded", "no_event", "duplicate", "unsupported_language", "rejected"}
    assert sum(summary["outcomes"].values()) == summary["read"] == 13
    assert min(summary["tables"].values()) > 0
    assert len(summary["busiest_pairs"]) == 5
    assert not [path for path in [out, *out.rglob("*")] if path.stat().st_mode & 0o007], "not for everybody to read"
    for folder in ("coded", "events", "rejected"):
        assert list((out / folder).glob("*.avro"))
    assert list((out / "daily").glob("2022-01-*.parquet"))
    with duckdb.connect(out / "wirewatch.duckdb", read_only=True) as store:
        held = store.execute("SELECT outcome, title FROM reports WHERE title LIKE 'Shots%' OR outcome = 'duplicate'")
        assert set(held.fetchall()) == {
            ("coded", "Shots at the lake (updated)"),
            ("duplicate", "Ferries: two neighbours sign"),
        }
        letters = store.execute("SELECT message FROM rejected").fetchall()
    assert letters == [(f'{SAMPLES}/reports.jsonl[0]@9: published_at "0222-01-17" is before 1900',)]


def test_the_summary_opens_the_store_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, opened, open_store = local.Folder(tmp_path), list[object](), store_file._open
    with store_file.connect(folder.store):  # which makes the tables
        pass
    monkeypatch.setattr(store_file, "_open", lambda *given: (opened.append(given), open_store(*given))[1])
    done = local.Done(outcomes={}, seconds=0.0, step_seconds={})
    summary = summary_of(done, done, folder, 0.0, SilentCoder.identity)
    assert (summary["days"], summary["busiest_day"], summary["busiest_pairs"]) == (0, None, [])
    assert set(summary["tables"].values()) == {0}
    assert len(opened) == 1


@pytest.mark.parametrize(
    ("size", "asked", "processes"),
    [(40_000, [], 1), (60_000, [], 3), (40_000, ["--workers", "2"], 2), (60_000, ["--workers", "1"], 1)],
)
def test_a_handful_of_reports_needs_no_other_process(
    size: int,
    asked: list[str],
    processes: int,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = list[int]()
    monkeypatch.delenv("WIREWATCH_WORKERS")
    monkeypatch.setattr(pool, "workers_that_fit", lambda: 3)
    monkeypatch.setattr(pool, "MakeCoder", lambda workers, _: (made.append(workers), SilentCoder)[1])
    (tmp_path / "a.json").write_text("{}" + " " * size)
    assert run(capsys, str(tmp_path / "a.json"), "--out", str(tmp_path / "out"), *asked)[0] == 0
    assert made == [processes]


@pytest.mark.slow
def test_standard_input_is_an_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(local, "ingest_files", partial(local.ingest_files, make_coder=SilentCoder))
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "Snow.", "date": "2022-01-24"}\n{"a": 1}\n'))
    )
    code, printed, errors = run(capsys, "-", "--out", str(tmp_path / "out"))
    assert (code, errors) == (0, "")
    assert printed.startswith("read       2 reports = ")
    assert "1 rejected" in printed


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["missing.jsonl", "--out", "{tmp}/out"], "missing.jsonl: no such file, folder or match"),
        (["{tmp}/none/*.json", "--out", "{tmp}/out"], "{tmp}/none/*.json: no such file, folder or match"),
        (["{tmp}/a.json", "--out", "{tmp}/a.json"], "{tmp}/a.json: not a writable folder (File exists)"),
        (["{tmp}/a.json", "--out", "{tmp}/a.json/b"], "{tmp}/a.json/b: not a writable folder (Not a directory)"),
        (
            ["{tmp}/a.json", "--out", "{tmp}/out", "--timezone", "Mars/Base"],
            "Invalid value for '--timezone': 'Mars/Base' is not a time zone",
        ),
        (
            ["{tmp}/a.json", "--out", "{tmp}/out", "--timezone", "../x"],
            "Invalid value for '--timezone': '../x' is not a time zone",
        ),
        (["{tmp}/a.json"], "Missing option '--out'."),
        (["--out", "{tmp}/out"], "Missing argument 'INPUT...'."),
        (["{tmp}/a.json", "--out", "{tmp}/out", "--fast"], "No such option"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_2(
    argv: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text("{}")
    code, printed, errors = run(capsys, *(word.format(tmp=tmp_path) for word in argv))
    assert (code, printed) == (2, "")
    assert errors.startswith(f"wirewatch run: {message.format(tmp=tmp_path)}")
    assert errors.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_store_that_is_none_is_a_failure_of_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "wirewatch.duckdb").mkdir()
    code, _, errors = run(capsys, str(SAMPLES / "article.json"), "--out", str(tmp_path))
    assert code == 1
    assert errors.startswith(f"wirewatch: {tmp_path}/wirewatch.duckdb: ")
    assert errors.count("\n") == 1
