"""``wirewatch alerts``: judge days, check a file of rules, replay history under it."""

import importlib

import click

_SUBCOMMANDS = {
    "run": ("pipelines.cli.alerts_run", "Judge days, record alerts, tell receivers."),
    "deliver": ("pipelines.cli.alerts_deliver", "Tell receivers, where a job on Flink judges."),
    "check": ("pipelines.cli.alerts_check", "Check a file of rules."),
    "backtest": ("pipelines.cli.alerts_backtest", "Replay past days as they were known then."),
}
"""Each subcommand is the object ``command`` of its module, imported when it is called."""


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(_SUBCOMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _SUBCOMMANDS:
            return None
        found: click.Command = importlib.import_module(_SUBCOMMANDS[cmd_name][0]).command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, about) in _SUBCOMMANDS.items()])


@click.group(cls=_Lazy, epilog="Example: wirewatch alerts backtest 2022-02-01..2022-02-28 --out out")
def command() -> None:
    """Judge days that are out of the ordinary, check rules, or see what they would have said of past days."""
