"""``wirewatch alerts backtest``: what the rules would have said of past days, as they were known then."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

from connectors.extras import how_to_add
from connectors.plain import json_line
from pipelines.cli.counting import min_confidence_option
from pipelines.cli.kafka import registry_option

if TYPE_CHECKING:
    from pipelines.alerting.replay import Fired, KnownBy, KnownDay
    from pipelines.alerting.rules import AlertRules
    from pipelines.deployments.period import Period
    from schemas import CodedReport


@click.command(epilog="Example: wirewatch alerts backtest 2022-02-01..2022-02-28 --out out --charts charts")
@click.argument("period", metavar="FROM..TO")
@click.option("--out", type=click.Path(path_type=Path), help="Folder whose coded records are replayed [default: out].")
@click.option("--servers", metavar="HOST:PORT,...", help="Take the coded records from Kafka instead.")
@click.option("--kafka_config", "--kafka-config", multiple=True, metavar="KEY=VALUE|FILE", help="As of drain.")
@registry_option
@click.option("--topic_prefix", "--topic-prefix", default="", help="Before the names of all topics.")
@click.option("--rules", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="Rules (TOML).")
@click.option("--charts", type=click.Path(path_type=Path, file_okay=False), help="Folder for a chart of each series.")
@click.option(
    "--known_by",
    "--known-by",
    type=click.Choice(["fetched", "published"]),
    default="fetched",
    show_default=True,
    help="A report is known from the day that it was ...; published: for archives fetched later.",
)
@min_confidence_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    period: str,
    out: Path | None,
    servers: str | None,
    kafka_config: tuple[str, ...],
    topic_prefix: str,
    file: Path | None,
    charts: Path | None,
    known_by: str,
    min_confidence: float,
    *,
    as_json: bool,
) -> None:
    """Judge the days FROM..TO, each evening with what was known by then, and print what would have fired.

    Without --rules: country pairs by quad class, places by type, and totals.
    """
    from pipelines.alerting.replay import known_days, replay

    if out is not None and servers is not None:
        raise click.UsageError("give --out or --servers, not both", click.get_current_context())
    rules = _rules(file)
    days = _period(period)
    records = _from_folder(out or Path("out")) if servers is None else _from_topic(servers, kafka_config, topic_prefix)

    def known(languages: frozenset[str]) -> Iterator["KnownDay"]:
        return known_days(records, days.first, days.last, cast("KnownBy", known_by), min_confidence, languages)

    fired, drawn = list["Fired"](), list[Path]()
    for languages, alike in rules.by_languages().items():
        if alike.rules:
            found = replay(known(languages), alike, days.first)
            drawn += _draw(charts, partial(known, languages), alike, found) if charts else []
            fired += found
    fired.sort(key=lambda f: (f.alert.day, -f.alert.score, f.alert.alert_id))
    per_day = Counter(f.alert.day.isoformat() for f in fired)
    if as_json:
        told = [asdict(f.alert) | {"fired_on": f.fired_on, "resolved_on": f.resolved_on} for f in fired]
        summary = {"period": str(days), "alerts": told, "per_day": per_day, "charts": [str(path) for path in drawn]}
        click.echo(json_line(summary))
        return
    _print_table(fired)
    total = f"{len(fired)} alerts in {len(days.days())} days, {len(fired) / len(days.days()):.2f} a day"
    most = max(per_day.items(), key=lambda item: item[1], default=None)
    click.echo(total + (f", most on {most[0]} ({most[1]})" if most else ""))
    if drawn:
        click.echo(f"{len(drawn)} charts in {charts}")


def _from_folder(out: Path) -> list["CodedReport"]:
    from pipelines.deployments.local import Folder

    records = list(Folder(out).coded.read())
    if not records:
        raise click.ClickException(
            f"{out}/coded: no coded records; `wirewatch run INPUT --out {out}` makes them, on Kafka give --servers"
        )
    return records


def _from_topic(servers: str, kafka_config: tuple[str, ...], topic_prefix: str) -> list["CodedReport"]:
    from connectors.kafka.topics import Topics
    from pipelines.cli.kafka import broker
    from pipelines.deployments.broker import read_coded

    with broker(servers, kafka_config) as settings:
        return list(read_coded(settings, Topics(topic_prefix)))


def _rules(file: Path | None) -> "AlertRules":
    from pipelines.alerting.configuration import RulesError, read_rules
    from pipelines.alerting.rules import DEFAULT_RULES

    if file is None:
        return DEFAULT_RULES
    try:
        return read_rules(file)
    except RulesError as e:
        raise click.UsageError(str(e), click.get_current_context()) from e


def _period(text: str) -> "Period":
    from pipelines.deployments.period import Period

    try:
        return Period.parse(text)
    except ValueError as e:
        raise click.UsageError(str(e), click.get_current_context()) from e


def _draw(
    folder: Path, known: Callable[[], Iterator["KnownDay"]], rules: "AlertRules", fired: list["Fired"]
) -> list[Path]:
    """A chart for each series that fired; the history is read a second time, now that these are known."""
    try:
        from pipelines.alerting.charts import draw
    except ModuleNotFoundError as e:
        raise click.ClickException(f"--charts needs {e.name}: {how_to_add('charts')}") from e
    from pipelines.alerting.history import cell_of
    from pipelines.alerting.replay import bands

    folder.mkdir(parents=True, exist_ok=True)
    measures = {rule.name: rule.measure for rule in rules.rules}
    drawn = []
    for (rule, cell), points in bands(known(), rules, [f.alert for f in fired]).items():
        days = {f.alert.day for f in fired if f.alert.rule == rule and cell_of(f.alert) == cell}
        drawn.append(draw(folder, rule, measures[rule], cell, points, days))
    return drawn


def _print_table(fired: list["Fired"]) -> None:
    if not fired:
        return
    from rich.table import Table

    from pipelines.alerting.history import cell_of
    from pipelines.alerting.names import series_name
    from pipelines.cli.tables import cell, print_table

    table = Table(box=None, header_style="bold")
    for name in ("day", "fired on", "rule", "series"):
        table.add_column(name, overflow="fold")
    for name in ("count", "expected", "limit", "score"):
        table.add_column(name, justify="right")
    table.add_column("taken back on")
    for f in fired:
        a = f.alert
        figures: list[Any] = [a.count, a.expected, a.limit, a.score]
        table.add_row(
            str(a.day),
            str(f.fired_on),
            *(cell(name) for name in (a.rule, series_name(cell_of(a)))),
            *(f"{figure:.3g}" for figure in figures),
            str(f.resolved_on or ""),
        )
    print_table(table)
