"""One table of metrics: code, docs, dashboard and alert rules know the same names."""

import json
import re
from pathlib import Path

import yaml

from pipelines.metrics import METRICS

ROOT = Path(__file__).parents[3]
EXPORTED = {metric.exported: metric for metric in METRICS}
OTHERS = {"up", "process_resident_memory_bytes", "process_cpu_seconds_total"}
WORDS = {"and", "or", "sum", "rate", "increase", "delta", "topk", "scalar", "h", "m", "job", "wirewatch", "outcome"}
WORDS |= {"rejected", "result", "failed", "stand", "silent", "failing"}


def names_in(expression: str) -> set[str]:
    """The metrics that a PromQL expression asks for."""
    return {word for word in re.findall(r"[a-z_]+", expression) if word not in WORDS}


def expressions() -> list[str]:
    dashboard = json.loads((ROOT / "deploy/grafana/wirewatch.json").read_text())
    rules = yaml.safe_load((ROOT / "deploy/prometheus/rules.yaml").read_text())
    found = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
    found += [rule["expr"] for group in rules["groups"] for rule in group["rules"]]
    assert len(found) > 20
    return found


def rows() -> dict[str, list[str]]:
    """The table's rows by their first column."""
    lines = (ROOT / "docs/metrics.md").read_text().splitlines()
    cells = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: row for row in cells if row[0].startswith("wirewatch_")}


def test_the_table_is_that_of_the_code() -> None:
    table = rows()
    assert list(table) == list(EXPORTED)
    for name, metric in EXPORTED.items():
        _, counter, unit, label, what = table[name]
        assert what == metric.help
        assert label == (metric.label or "")
        assert unit == metric.unit.replace("microseconds", "seconds")
        if counter:
            assert counter == metric.name + (f".{(metric.label or '').upper()}" if metric.label else "")


def test_dashboard_and_rules_ask_for_metrics_that_there_are() -> None:
    asked = set().union(*map(names_in, expressions()))
    assert asked - OTHERS <= EXPORTED.keys()


def test_every_metric_is_shown() -> None:
    assert set().union(*map(names_in, expressions())) >= EXPORTED.keys()


def test_labels_in_expressions_are_those_of_the_metric() -> None:
    for expression in expressions():
        for name, label in re.findall(r"(wirewatch_[a-z_]+)\{([a-z]+)=", expression):
            assert EXPORTED[name].label == label, expression


def test_every_alert_is_documented() -> None:
    rules = yaml.safe_load((ROOT / "deploy/prometheus/rules.yaml").read_text())
    alerts = [rule["alert"] for group in rules["groups"] for rule in group["rules"]]
    documented = re.findall(r"^\| `(Wirewatch\w+)` \|", (ROOT / "docs/metrics.md").read_text(), re.MULTILINE)
    assert documented == alerts
    for group in rules["groups"]:
        for rule in group["rules"]:
            assert set(rule) >= {"expr", "labels", "annotations"}
            assert set(rule["annotations"]) == {"summary", "description"}
