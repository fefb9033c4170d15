"""A PostgreSQL server of the tests' own: a free port of the loopback, a temporary folder, a password; nothing stays."""

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

from deploy.processes import free_port

# With a character that a URL must escape: what hides it must know it in both forms.
PASSWORD = "s3cret%word"
READY_SECONDS = 20.0


class ServerUnavailableError(Exception):
    """The machine has no PostgreSQL to start."""


class PostgresServer:
    """Runs for as long as a ``with`` block lasts; may be stopped, killed and started again within it.

    All that it writes is in ``folder``.
    """

    def __init__(self) -> None:
        self._programs = find_programs()
        # PostgreSQL refuses to run as root.
        self._user = ("postgres" if _is_user("postgres") else "nobody") if os.geteuid() == 0 else None
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="wirewatch-postgres-"))
        if self._user:
            shutil.chown(self.folder, self._user)
        self._port = free_port()
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        arguments = ["-D", str(self.folder / "data"), "-U", "owner", "--encoding=UTF8", "--locale=C", "--no-sync"]
        subprocess.run(
            [str(self._programs / "initdb"), *arguments, "--auth=scram-sha-256", f"--pwfile={secret}"],
            user=self._user,
            cwd=self.folder,
            check=True,
            capture_output=True,
        )
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.crash()
        shutil.rmtree(self.folder)

    def url(self, database: str, password: str = "s3cret%25word", port: int | None = None) -> str:
        """How to reach a database."""
        return f"postgresql://owner:{password}@127.0.0.1:{port or self._port}/{database}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = [f"port={self._port}", "listen_addresses=127.0.0.1", f"unix_socket_directories={self.folder}"]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    str(self._programs / "postgres"),
                    "-D",
                    str(self.folder / "data"),
                    *(word for setting in settings for word in ("-c", setting)),
                ],
                user=self._user,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + READY_SECONDS
        while True:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                if time.monotonic() > deadline or self._process.poll() is not None:
                    raise
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """Shut down in good order; connections are cut, transactions rolled back."""
        self._end(signal.SIGINT)

    def crash(self) -> None:
        """End at once, as in a crash: the log has to be replayed."""
        self._end(signal.SIGQUIT)

    @contextlib.contextmanager
    def tablespace(self, folder: Path) -> Iterator[str]:
        """A tablespace in a folder below the server's own; what is in it must be dropped before the end."""
        if self._user:
            shutil.chown(folder, self._user)
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE small LOCATION '{folder}'")
            yield "small"
            connection.execute("DROP TABLESPACE small")

    def _end(self, how: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(how)
            self._process.wait(READY_SECONDS)


def find_programs() -> Path:
    """The folder of initdb and postgres: of the PATH, of Debian, or of the package pgserver."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: -float(folder.parent.name))
    package = importlib.util.find_spec("pgserver")
    if package and package.origin:
        folders.append(Path(package.origin).parent / "pginstall" / "bin")
    for folder in folders:
        if (folder / "postgres").exists():
            return folder
    raise ServerUnavailableError("no PostgreSQL here: install Debian's postgresql or the package pgserver")


def _is_user(name: str) -> bool:
    with contextlib.suppress(KeyError):
        import pwd

        return bool(pwd.getpwnam(name))
    return False
