"""``wirewatch flink``: a local Flink cluster, and the pipelines as jobs on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click


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
        click.echo(
            f"warning: Beam's job server listens on ports {ports} on every network interface, whatever it is told; "
            "who reaches them can run code here: close them in the firewall",
            err=True,
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
        from deploy.flink.local import HOME, running

        cluster = running(home or HOME)
        if cluster is None:
            raise click.ClickException("no cluster runs: start one with `wirewatch flink up`")
        click.echo(f"web        {cluster.web}, {cluster.rest.slots()} slots")
        for job in cluster.rest.jobs():
            click.echo(f"{job.state:<10} {job.name}  {job.id}")


@contextmanager
def _flink() -> Iterator[None]:
    """Every failure of Flink inside the block as one line."""
    from deploy.flink.errors import FlinkFailed, FlinkUnavailable

    try:
        yield
    except (FlinkFailed, FlinkUnavailable) as error:
        raise click.ClickException(str(error)) from error
