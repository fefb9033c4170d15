"""``wirewatch brief``: a page that needs nothing else, and Markdown in which news text is text."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.asking.verdicts import Verdict, add_verdict
from pipelines.cli import cli

pytest.importorskip("altair")


@pytest.fixture
def out(filled: Path) -> Path:
    (filled / "judged.jsonl").unlink(missing_ok=True)
    return filled


def brief(out: Path, into: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, ["brief", *args, "--out", str(out), "--into", str(into)], catch_exceptions=False)


def written(out: Path, into: Path, *args: str) -> tuple[str, str]:
    """Page and Markdown."""
    result = brief(out, into, *args)
    assert result.exit_code == 0, result.output
    (page,), (text,) = into.glob("*.html"), into.glob("*.md")
    for path in (page, text):
        assert str(path) in result.output
    return page.read_text(encoding="utf-8"), text.read_text(encoding="utf-8")


def test_a_day_with_its_alert_and_the_sentences(out: Path, tmp_path: Path) -> None:
    page, text = written(out, tmp_path, "2022-01-20")
    for form in (page, text):
        assert "Thursday 20 January 2022" in form
        assert "RUR -> GRA, material conflict".replace("->", "-&gt;" if form is page else r"\-\>") in form
        assert "killing 3" in form
        assert "https://echo.example/2022-01-20" in form
    assert "<mark>attacked</mark>" in page
    assert "<svg" in page


def test_a_page_needs_nothing_else(out: Path, tmp_path: Path) -> None:
    page, _ = written(out, tmp_path, "2022-02")
    fetched = re.findall(r"<(?:script|link|img|iframe|object|image|use)\b", page)
    assert fetched == []
    assert not re.findall(r"url\(\s*['\"]?http", page)
    assert "default-src 'none'" in page


def test_news_text_is_text(out: Path, tmp_path: Path) -> None:
    page, text = written(out, tmp_path, "2022-02-01")
    assert "[bold]loud[/bold]" in page
    assert r"\[bold\]loud\[/bold\]" in text
    assert "дроны" in page
    assert "дроны" in text
    assert "'дроны'" not in page  # a quotation mark is escaped as all signs of markup are


def test_a_week_is_compared_and_one_country_chosen(out: Path, tmp_path: Path) -> None:
    page, _ = written(out, tmp_path, "2022-01-31..2022-02-06")
    assert "Monday 31 January 2022 to Sunday 6 February 2022" in page
    result = brief(out, tmp_path, "2022-01", "--country", "KAZ")
    assert result.exit_code == 0
    assert (tmp_path / "2022-01-01_2022-01-31_KAZ.md").read_text().startswith("# Kazakhstan, Saturday 1 January 2022")


def test_the_precision_that_was_judged_stands_in_it(out: Path, tmp_path: Path) -> None:
    event = dict.fromkeys(("mode", "deed_modality", "place_name", "place_country", "place_admin1", "killed", "injured"))
    event |= dict.fromkeys(("arrested", "protesters", "troops")) | {"event_id": "a", "type": "AID", "coder_rank": 1}
    event |= {"modality": "asserted", "confidence": 0.7, "sources": [], "targets": [], "event_date": "2022-01-01"}
    event |= {"date_precision": "day", "date_basis": "report"}
    add_verdict(out / "judged.jsonl", Verdict.on(event, [], reader="ada", at=datetime(2022, 1, 1, tzinfo=UTC)))
    page, text = written(out, tmp_path, "2022-01-20")
    for form in (page, text):
        assert "Of 1 events that readers judged here, 100%" in form


def test_nothing_to_tell(out: Path, tmp_path: Path) -> None:
    result = brief(out, tmp_path, "2021-01")
    assert result.exit_code == 1
    assert "nothing was read and nothing told" in result.output
    assert list(tmp_path.iterdir()) == []
