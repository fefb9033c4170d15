"""``wirewatch flink``: a local Flink cluster, and the pipelines as jobs on it."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from pipelines.cli.logs import note

if TYPE_CHECKING:
    from deploy.flink.local import Running


@click.group(epilog="Example: wirewatch flink up && wirewatch flink submit ingest")
def command() -> None:
    """Run the pipelines without end on a local Flink cluster."""


@command.command("up")
@click.option("--port", default=8081, show_default=True, help="Port of Flink's web pages on 127.0.0.1.")
@click.option("--job_port", "--job-port", default=8099, show_default=True, help="Port that jobs are submitted to.")
@click.option(
    "--state_backend",
    "--state-backend",
    type=click.Choice(["hashmap", "rocksdb"]),
    default="hashmap",
    show_default=True,
    help="Where jobs keep their state: in memory, or on disk.",
)
@click.option("--home", type=click.Path(path_type=Path), help="Folder for logs, checkpoints and savepoints.")
def up_command(port: int, job_port: int, state_backend: str, home: Path | None) -> None:
    """Start JobManager, TaskManager and Beam's job server, and wait until they are ready."""
    with _flink():
        from deploy.flink.local import HOME, up

        cluster = up(home or HOME, web_port=port, job_port=job_port, state_backend=state_backend)
    click.echo(f"web        {cluster.web}")
    click.echo(f"jobs to    {cluster.job_endpoint}")
    click.echo(f"logs       {cluster.logs}")
    click.echo(f"savepoints {cluster.savepoints}")
    if cluster.wide_ports:
        ports = " and ".join(map(str, cluster.wide_ports))
        note(
            f"Beam's job server listens on ports {ports} on every network interface, whatever it is told; "
            "who reaches them can run code here: close them in the firewall"
        )


@command.command("down")
@click.option("--home", type=click.Path(path_type=Path), help="As given to up.")
def down_command(home: Path | None) -> None:
    """End the cluster and every process of it. Stop jobs first: only savepoints outlive it."""
    with _flink():
        from deploy.flink.local import HOME, down

        stopped = down(home or HOME)
    click.echo("flink down" if stopped else "no cluster runs")


@command.command("status")
@click.option("--home", type=click.Path(path_type=Path), help="As given to up.")
def status_command(home: Path | None) -> None:
    """Show the cluster's address and its jobs."""
    with _flink():
        from deploy.flink.local import HOME

        cluster = _running(home or HOME)
        click.echo(f"web        {cluster.web}, {cluster.rest.slots()} slots")
        for job in cluster.rest.jobs():
            click.echo(f"{job.state:<10} {job.name}  {job.id}")


@command.command(
    "submit",
    context_settings={"ignore_unknown_options": True},
    epilog="Example: wirewatch flink submit ingest --servers 127.0.0.1:9092 --parallelism=4",
)
@click.argument("pipeline", type=click.Choice(["ingest", "aggregate", "alert"]))
@click.option("--from", "savepoint", help="Go on with the state of this savepoint, as stop printed it.")
@click.option("--home", type=click.Path(path_type=Path), help="As given to up.")
@click.argument("options", nargs=-1, type=click.UNPROCESSED)
def submit_command(
    pipeline: Literal["ingest", "aggregate", "alert"],
    savepoint: str | None,
    home: Path | None,
    options: tuple[str, ...],
) -> None:
    """Start a pipeline as a job and wait until it reads.

    Other OPTIONS go to the pipeline (`python -m pipelines.ingest --help`) and to Beam; see docs/flink.md.
    """
    with _flink():
        from deploy.flink.local import HOME
        from deploy.flink.watch import submit_reading
        from pipelines.deployments.alert_main import start_alert
        from pipelines.deployments.mains import start_stream
        from pipelines.deployments.stream_options import DEFAULTS, with_defaults

        cluster = _running(home or HOME)
        defaults = {
            **DEFAULTS,
            "servers": os.environ.get("WIREWATCH_SERVERS", "127.0.0.1:9092"),
            "runner": "PortableRunner",
            "job_endpoint": cluster.job_endpoint,
            "environment_type": "PROCESS",
            "environment_config": json.dumps({"command": cluster.boot}),
            "job_name": f"wirewatch-{pipeline}",
        }
        if savepoint is not None:
            defaults["savepoint_path"] = savepoint
        argv, prog = with_defaults(options, defaults), f"wirewatch flink submit {pipeline}"
        job = submit_reading(
            cluster.rest,
            lambda: start_alert(argv, prog) if pipeline == "alert" else start_stream(pipeline, argv, prog),
        )
    click.echo(f"reading    {job.name}  {job.id}")
    click.echo(f"look       {cluster.web}/#/job/running/{job.id}/overview")


@command.command("stop")
@click.argument("name", metavar="JOB")
@click.option("--home", type=click.Path(path_type=Path), help="As given to up.")
def stop_command(name: str, home: Path | None) -> None:
    """Take a savepoint of a running job and end it. JOB is ingest, aggregate, alert, or a job's id."""
    with _flink():
        from deploy.flink.local import HOME

        cluster = _running(home or HOME)
        found = [
            job
            for job in cluster.rest.jobs()
            if not job.ended and name in (job.id, job.name.removeprefix("wirewatch-"))
        ]
        if len(found) != 1:
            what = f"{len(found)} jobs" if found else "no job"
            raise click.ClickException(f"{what} by the name of {name} in `wirewatch flink status`: give a job's id")
        savepoint = cluster.rest.stop(found[0].id)
    click.echo(savepoint)
    pipeline = found[0].name.removeprefix("wirewatch-")
    note(f"go on with wirewatch flink submit {pipeline} --from {savepoint}")


def _running(home: Path) -> "Running":
    from deploy.flink.local import running

    cluster = running(home)
    if cluster is None:
        raise click.ClickException("no cluster runs: start one with `wirewatch flink up`")
    return cluster


@contextmanager
def _flink() -> Iterator[None]:
    """Every failure of Flink inside the block as one line."""
    from deploy.flink.errors import FlinkFailed, FlinkUnavailable

    try:
        yield
    except (FlinkFailed, FlinkUnavailable) as error:
        raise click.ClickException(str(error)) from error
