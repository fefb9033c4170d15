"""``wirewatch desk``: look at the tables in a browser."""

import os
import socket
from contextlib import closing, suppress
from ipaddress import ip_address
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from connectors.extras import how_to_add
from pipelines.cli.asking import asking, over_store
from pipelines.cli.judging import file_option
from pipelines.cli.logs import note

if TYPE_CHECKING:
    from pipelines.asking.store import Store

TOKEN: Final = "WIREWATCH_DESK_TOKEN"  # noqa: S105  the name of a variable
"""The token that the desk asks of everybody, where it is served beyond this machine."""
_SHORTEST: Final = 16


@click.command(epilog="Example: wirewatch desk --out out")
@over_store
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0 takes a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address than the loopback needs a token.")
@click.option(
    "--token_file",
    "--token-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=f"File that holds the token; else it is in {TOKEN}.",
)
@click.option("--root_path", "--root-path", default="", metavar="/PATH", help="Below which a proxy shows the desk.")
@file_option
def command(store: "Store", port: int, host: str, token_file: Path | None, root_path: str, file: Path | None) -> None:
    """Look at days, events and the sentences that they rest on in a browser, until Ctrl-C.

    It reads, and writes nothing but the verdicts of whoever judges. On the loopback it answers this machine alone; for
    others give it another --host, with a token of at least 16 characters in the environment or in a file, and put a
    proxy that speaks TLS before it.
    """
    try:
        import uvicorn

        from pipelines.desk.app import make_app
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("pipelines"):
            raise
        raise click.ClickException(f"the desk needs its extra ({error.name}): {how_to_add('desk')}") from error

    token = _token(token_file)
    if token is None and not _is_loopback(host):
        raise click.UsageError(
            f"--host {host} is for others to see: give a token in {TOKEN} or --token_file", click.get_current_context()
        )
    if root_path and not root_path.startswith("/"):
        raise click.UsageError(f"--root_path {root_path!r} does not begin with /", click.get_current_context())
    with asking(store):  # what cannot be read is to be known now, and not from the first page
        pass
    with closing(_listening(host, port)) as listening:
        shown = f"[{host}]" if ":" in host else host
        below = root_path.rstrip("/")
        click.echo(f"desk       http://{shown}:{listening.getsockname()[1]}{below}/  ({store}; Ctrl-C ends it)")
        config = uvicorn.Config(
            make_app(store, token, file),
            root_path=below,
            log_level="warning",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=3,
        )
        with suppress(KeyboardInterrupt):  # the way to end it; the server has closed its connections by then
            uvicorn.Server(config).run(sockets=[listening])
    note("the desk has ended")


def _token(file: Path | None) -> str | None:
    """The token of the file or the environment; raises click.UsageError for one that can be guessed."""
    given = os.environ.get(TOKEN) if file is None else file.read_text(encoding="utf-8", errors="replace")
    if given is None:
        return None
    token, where = given.strip(), file or TOKEN
    if len(token) < _SHORTEST or not token.isascii():
        raise click.UsageError(
            f"the token in {where} has {len(token)} characters: {_SHORTEST} or more of ASCII are needed,"
            " as `openssl rand -hex 24` gives",
            click.get_current_context(),
        )
    return token


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises click.ClickException."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, kind, protocol)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            made.bind(address)
            made.listen()  # whoever reads where it is may come at once
        except OSError:
            made.close()
            raise
    except OSError as error:
        raise click.ClickException(
            f"{host}:{port}: {error.strerror or error}; choose another with --host and --port"
        ) from error
    return made
