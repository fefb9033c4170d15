"""Tables made from files and tables made from topics are kept apart: neither replaces the other in one folder."""

from datetime import date
from pathlib import Path

import pytest

from pipelines.cli import main
from pipelines.deployments.local import Folder, FolderError
from pipelines.deployments.mains import aggregate_main

DAY = date(2022, 1, 20)
NOWHERE = "127.0.0.1:1"


def folder_with(root: Path, *, days: bool, log: bool) -> Folder:
    if days:
        (root / "daily").mkdir(parents=True)
        (root / "daily" / f"{DAY}.parquet").touch()
    if log:
        (root / "coded").mkdir(parents=True)
        (root / "coded" / "000001.avro").touch()
    return Folder(root)


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["run", "{tmp}/a.json", "--out", "{tmp}/out"], "no coded records"),
        (["recode", "--out", "{tmp}/out"], "no coded records"),
        (["aggregate", "--out", "{tmp}/out"], "no coded records"),
        (["aggregate", "--out", "{tmp}/out", "--backfill", "2022-01-20"], "no coded records"),
    ],
)
def test_files_do_not_replace_the_tables_of_a_broker(
    argv: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.json").write_text('{"text": "Snow.", "date": "2022-01-24"}')
    folder_with(tmp_path / "out", days=True, log=False)
    before = sorted((tmp_path / "out").rglob("*"))
    with pytest.raises(SystemExit) as end:
        main([word.format(tmp=tmp_path) for word in argv])
    assert end.value.code == 2
    assert message in capsys.readouterr().err
    assert sorted(path for path in (tmp_path / "out").rglob("*") if path.name != ".lock") == before


def test_neither_does_the_pipeline_called_as_a_module(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder_with(tmp_path, days=True, log=False)
    with pytest.raises(SystemExit) as end:
        aggregate_main(["--out", str(tmp_path)])
    assert end.value.code == 2
    assert "no coded records" in capsys.readouterr().err
    assert (tmp_path / "daily" / f"{DAY}.parquet").is_file()


@pytest.mark.parametrize("command", ["drain", "aggregate"])
def test_a_broker_does_not_replace_the_tables_of_files(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder_with(tmp_path, days=True, log=True)
    with pytest.raises(SystemExit) as end:
        main([command, "--servers", NOWHERE, "--out", str(tmp_path)])
    assert end.value.code == 2
    assert "tables that `wirewatch run` made" in capsys.readouterr().err


@pytest.mark.parametrize(("days", "log"), [(False, False), (False, True)])
def test_folder_without_tables_is_for_both(days: bool, log: bool, tmp_path: Path) -> None:
    folder = folder_with(tmp_path, days=days, log=log)
    folder.check_from_files()
    folder.check_from_topics()


def test_each_goes_on_in_its_own_folder(tmp_path: Path) -> None:
    files = folder_with(tmp_path / "files", days=True, log=True)
    files.check_from_files()
    topics = folder_with(tmp_path / "topics", days=True, log=False)
    topics.check_from_topics()
    with pytest.raises(FolderError):
        files.check_from_topics()
    with pytest.raises(FolderError):
        topics.check_from_files()
