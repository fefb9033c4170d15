"""What the docs say is there: pages, links, commands with their options, code that parses, reasons, settings."""

import ast
import json
import os
import re
import shlex
import tomllib
from pathlib import Path

import click
import pytest

from docs.site.commands import commands, constants, contexts, settings
from docs.site.errors import classes, errors
from docs.site.fields import fields
from docs.site.gather import DOCS, MADE, gather
from pipelines.describing import avsc

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*DOCS.rglob("*.md"), *ROOT.glob("*.md"), *ROOT.glob("findings/*.md"), *ROOT.glob("benchmarks/truth/*.md")]
)
NAMED = [str(page.relative_to(ROOT)) for page in PAGES]
FENCED = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def without_code(text):
    """A page's prose: what stands in blocks of code is no link and no heading."""
    return re.sub(r"(?m)^(?: {4}|\t).*$", "", FENCED.sub("", text))


def anchors(page):
    """The anchors of a page's headings, as GitHub and MyST name them."""
    headings = re.findall(r"^#+ (.+)$", without_code(page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=NAMED)
def test_links_lead_somewhere(page):
    for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)]*))?\)", without_code(page.read_text(encoding="utf-8"))):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        there = page.parent / target if target else page
        assert there.exists(), f"{page.name}: {target}"
        if anchor:
            assert anchor in anchors(there), f"{page.name}: {target}#{anchor}"


def test_every_finding_is_listed_by_what_was_lost():
    text = (ROOT / "findings/README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.*?) \| .* \| \[.*\]\((.*?)\) \|$", text, re.MULTILINE)
    assert sorted(script for _, script in rows) == sorted(file.name for file in (ROOT / "findings").glob("*.sh"))
    assert all(lost for lost, _ in rows)
    assert text.index("| lost |") < text.index(rows[0][1])


def test_every_finding_runs_by_its_name() -> None:
    assert [file.name for file in (ROOT / "findings").glob("*.sh") if not os.access(file, os.X_OK)] == []


def calls(text):
    """Every call of the command in blocks of code, as words."""
    blocks = [body for language, body in FENCED.findall(text) if language in ("", "sh", "bash", "console")]
    blocks += re.findall(r"(?:^ {4}.*\n)+", FENCED.sub("", text), re.MULTILINE)
    for line in "".join(blocks).replace("\\\n", " ").splitlines():
        for call in re.finditer(r"(?:^|[|;(]|&&)\s*(?:[A-Z_]+=\S+ +)*(?:\S*/)?wirewatch +(?=[a-z-])([^|;&<>)]*)", line):
            yield shlex.split(call[1].replace("'\\''", ""), comments=True)


def complaint(words):
    """What is wrong with a call: a command or an option that there is not."""
    context = next(contexts()).parent
    command, words = context.command, list(words)
    try:
        while isinstance(command, click.Group):
            command.make_parser(context).parse_args([])
            while words and words[0].startswith("--log"):
                del words[:2]
            if not words or words[0].startswith("-"):
                return None
            name = words.pop(0)
            inner = command.get_command(context, name)
            if inner is None:
                return f"no command {name}"
            context, command = click.Context(inner, context, info_name=name, **inner.context_settings), inner
        command.make_parser(context).parse_args([word for word in words if word != "..."])
    except click.UsageError as e:
        return e.format_message()
    return None


@pytest.mark.parametrize("page", PAGES, ids=NAMED)
def test_commands_in_blocks_have_these_options(page):
    if page.name == "CHANGELOG.md":
        return
    found = {shlex.join(words): complaint(words) for words in calls(page.read_text(encoding="utf-8"))}
    assert {call: wrong for call, wrong in found.items() if wrong} == {}


def test_calls_are_found_and_judged():
    text = "    wirewatch run a.jsonl --out out   # more\n\n```sh\nX=1 .venv/bin/wirewatch show day today | head\n```\n"
    assert list(calls(text)) == [["show", "day", "today"], ["run", "a.jsonl", "--out", "out"]]
    assert complaint(["run", "a", "--uot", "out"])
    assert complaint(["rnu", "a"])
    assert complaint(["alerts", "run", "--rules", "x"]) is None


@pytest.mark.parametrize("page", PAGES, ids=NAMED)
def test_code_in_blocks_parses(page):
    read = {"python": ast.parse, "json": json.loads, "toml": tomllib.loads}
    for language, body in FENCED.findall(page.read_text(encoding="utf-8")):
        if language in read:
            read[language](body)


def test_every_reason_of_a_rejection_is_in_the_docs():
    raised = set()
    for file in (file for top in ("pipelines/decoding", "connectors") for file in (ROOT / top).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and len(node.args) > 1 and ast.unparse(node.func) in REJECTING:
                reason = node.args[REJECTING[ast.unparse(node.func)]]
                if isinstance(reason, ast.Constant):
                    raised.add(reason.value)
    table = (DOCS / "reports.md").read_text().partition("## What is rejected")[2]
    rows = re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)
    assert len(raised) > 10
    assert raised <= {name for row in rows for name in re.findall(r"`(\w+)`", row)}


REJECTING = {"UnusableError": 0, "PageError": 0, "Damage": 0, "_broken": 2}
"""What makes a dead letter of a record, and which argument is the reason."""


def test_settings_and_errors_say_what_they_are():
    assert all(constants().values()), constants()
    assert {name for name, _, words in classes() if not words} == set()
    assert "WIREWATCH_SERVERS" in settings()
    assert "TooManyRejectedError" in errors()


def test_every_command_stands_in_the_reference():
    page = commands()
    for context in contexts():
        assert f"# {context.command_path}\n" in page
    assert "python -m pipelines.aggregate" in page


def test_records_and_tables_stand_in_the_reference():
    page = fields()
    for name in ("coded_report", "daily_row", "table mentions", "view pairs_by_type"):
        assert f"### {name}\n" in page
    assert "Unit: " in page


def test_the_site_has_every_page(tmp_path):
    gather(tmp_path)
    there = {str(page.relative_to(tmp_path / "docs")) for page in (tmp_path / "docs").rglob("*.md")}
    assert there == {str(page.relative_to(DOCS)) for page in DOCS.rglob("*.md")} - {"README.md"} | {
        "index.md",
        *(f"reference/{name}.md" for name in MADE),
    }
    assert (tmp_path / "samples/alerts.toml").exists()


SQL_TYPES = {"string": "STRING", "int": "INT", "long": "BIGINT", "double": "DOUBLE", "array": "ARRAY<STRING NOT NULL>"}
SQL_TYPES |= {"enum": "STRING", "date": "DATE", "timestamp-millis": "TIMESTAMP(3)"}


def sql_type(kind):
    """The type of a column for a field, as Flink has it."""
    if isinstance(kind, list):
        return sql_type(kind[1]).removesuffix(" NOT NULL")
    if isinstance(kind, dict):
        kind = kind.get("logicalType", kind["type"])
    return f"{SQL_TYPES[kind]} NOT NULL"


def test_flink_sql_names_the_columns_of_the_schema():
    """The schema that is given must match the table's columns, in their order."""
    text = (DOCS / "flink-sql.md").read_text(encoding="utf-8")
    columns = re.findall(r"^  \\`(\w+)\\` (.*),$", text, re.MULTILINE)
    assert columns == [(field["name"], sql_type(field["type"])) for field in json.loads(avsc("daily_row"))["fields"]]
