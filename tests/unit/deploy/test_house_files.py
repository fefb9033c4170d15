"""What stands around the code: one version everywhere, forms that are forms, checks that are those of the Makefile."""

import re
import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]


def read(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text())


def test_one_version_is_named_everywhere() -> None:
    files = [ROOT / "docs/deploy.md", *(ROOT / "deploy").rglob("*.yaml")]
    named = {found for file in files for found in re.findall(r"wirewatch:(\d[\w.]*)", file.read_text())}
    assert named == {PROJECT["version"]}
    citation = read("CITATION.cff")
    assert (citation["version"], citation["license"]) == (PROJECT["version"], PROJECT["license"])
    assert {"cff-version", "message", "title", "authors"} <= set(citation)


def test_issue_forms_are_forms() -> None:
    forms = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    assert len(forms) == 4
    for form in [read(str(path.relative_to(ROOT))) for path in forms if path.name != "config.yml"]:
        assert set(form) <= {"name", "description", "labels", "body"}
        assert all(form[key] for key in ("name", "description", "body"))
        for part in form["body"]:
            assert part["type"] in {"input", "textarea"}
            assert set(part["attributes"]) <= {"label", "description", "placeholder", "render"}
        ids = [part["id"] for part in form["body"]]
        assert len(ids) == len(set(ids))


def test_workflow_runs_what_everybody_runs() -> None:
    (job,) = read(".github/workflows/ci.yml")["jobs"].values()
    assert ".ci/run" in job["steps"][-1]["run"]
    versions = job["strategy"]["matrix"]["python"]
    lowest, above = re.findall(r"\(3, (\d+)\)", (ROOT / "Makefile").read_text())[:2]
    assert versions == [f"3.{minor}" for minor in range(int(lowest), int(above))]


def test_hooks_are_what_lint_checks() -> None:
    (local,) = read(".pre-commit-config.yaml")["repos"]
    lint = (ROOT / "Makefile").read_text().partition("\nlint:")[2].partition("\n\n")[0]
    wanted = set(re.findall(r"\$\(BIN\)/(ruff \w+|mypy)", lint))
    assert {re.sub(r"\.venv/bin/(ruff \w+|mypy).*", r"\1", hook["entry"]) for hook in local["hooks"]} == wanted
