"""What stands in reports, topics and answers is shown as text: it forges no line, no colour, no order of reading."""

import json
import unicodedata
from datetime import UTC
from pathlib import Path

import pytest
from claims.coder import PlainCoder
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from connectors.plain import json_line, one_line
from pipelines.cli import cli, logs
from pipelines.deployments.local import Folder, aggregate_folder, ingest_files

FORGED = (
    "\n2022-01-20: reports read 0 \r\x1b[2J\x1b]0;title\x07\u202egnihton\u202c \ue000mark\ue001"
    " \u2028next\x85line\x9b31m\u200f\x00"
)
"""Marks of direction fall away as a report is read, signs for private use do not."""
MARKUP = "[/red] [link=https://evil.example]here[/link] [bold]loud :smile: {now} %s"
HOSTILE = f"{MARKUP} {FORGED}"
REPORT = {
    "source": f"echo.example {MARKUP}",
    "publisher": f"The Echo {HOSTILE}",
    "guid": "e-1",
    "url": f"https://echo.example/1?{MARKUP}".replace(" ", "+"),
    "title": f"Title {HOSTILE}",
    "published_at": "2022-01-20T10:00:00Z",
    "text": f"Ruritania attacked Graustark. It rained {HOSTILE} all day.",
}
BAD = {"source": "echo.example", "published_at": f"0222 {HOSTILE}", "text": "Nothing."}


@pytest.fixture(scope="module")
def out(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    source = folder / "[bold]\x1b[31mreports.jsonl"
    source.write_text("".join(json.dumps(report) + "\n" for report in (REPORT, BAD)))
    held = Folder(folder / "out")
    with held.held():
        ingest_files([str(source)], held, zone=UTC, make_coder=PlainCoder)
        aggregate_folder(held)
    return held.root


def show(out, *args):
    result = CliRunner().invoke(cli, ["show", *args, "--out", str(out)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def unseen(text):
    return {c for c in text if not c.isprintable() and c != "\n"}


@pytest.mark.parametrize("what", ["day", "country", "pair", "event", "report", "story", "rejected"])
def test_show_shows_it_as_it_is(out, what):
    word = {"day": ["2022-01"], "country": ["RUR"], "pair": ["RUR", "GRA"], "rejected": []}.get(what, [""])
    printed = show(out, what, *word)
    assert not unseen(printed)
    assert not [line for line in printed.splitlines() if line.startswith("2022-01-20: reports read 0")]
    if what == "rejected":
        assert "[bold]\\x1b[31mreports.jsonl" in printed
    elif what not in ("day", "country", "pair"):
        assert "[link=https://evil.example]here[/link]" in printed
        assert "gnihton \\ue000mark\\ue001" in printed
    as_json = show(out, what, *word, "--json")
    assert as_json.count("\n") == 1
    assert not unseen(as_json)
    if what == "report":
        assert "gnihton \ue000mark\ue001" in json.loads(as_json)["title"]


def test_messages_are_one_line(capsys):
    for form in ("text", "json"):
        logs.set_up(form)
        logs.complain("wirewatch", f"no such thing {HOSTILE}")
        logs.note(f"odd {HOSTILE}")
        logs.logging.getLogger("connectors.x").warning("%s", HOSTILE)
        try:
            raise ValueError(HOSTILE)
        except ValueError:
            logs.logging.getLogger("connectors.x").exception("it failed")
        said = capsys.readouterr().err
        assert said.count("\n") == 4
        assert not unseen(said)
        assert said.count("[link=https://evil.example]") == 4


@given(st.text())
def test_any_text_is_one_line_and_any_json_reads_back(text):
    shown = one_line(text)
    assert not unseen(shown) - {"\u200c", "\u200d"}
    assert "\n" not in shown
    line = json_line({"text": text})
    assert json.loads(line) == {"text": text}
    assert "\n" not in line
    assert not unseen(line) - {"\u200c", "\u200d"}


def test_what_people_write_is_left_alone():
    for text in ("Łódź – “quoted” 10 %", "می‌خواهم", "北京", "👩‍🚒", "नमस्ते", "  indented [text]"):
        assert one_line(text) == unicodedata.normalize("NFC", text)


def test_only_one_place_prints_to_standard_error():
    for path in Path(logs.__file__).parent.glob("*.py"):
        assert path.name in ("logs.py", "__init__.py") or ", err=True" not in path.read_text(), path
