"""Where a database is, as a URL whose password stays in it."""

import os
import re
from dataclasses import dataclass, field
from typing import Final

import psycopg
from psycopg.conninfo import conninfo_to_dict

from connectors.postgres.errors import PostgresError
from connectors.redacting import secret

# libpq takes the first "@" for the end of the password, and an error would then show the rest of it as the host.
_FORM: Final = re.compile(r"postgres(?:ql)?://(?:[^/@]*@)?[^@]*")
_CONNECT_SECONDS: Final = 10
_LAST_PORT: Final = 65_535


@dataclass(frozen=True, slots=True)
class PostgresUrl:
    """``postgresql://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=...``, as libpq takes it; shown without the password.

    Without a password in it, libpq looks in PGPASSWORD and in the password file (PGPASSFILE, ~/.pgpass) where it
    connects. Raises PostgresError for what is no such URL.
    """

    url: str = field(repr=False)

    def __post_init__(self) -> None:
        secret(str(self._parts().get("password") or ""))
        secret(os.environ.get("PGPASSWORD", ""))

    def __str__(self) -> str:
        parts = self._parts()
        user = f"{parts['user']}@" if "user" in parts else ""
        port = f":{parts['port']}" if "port" in parts else ""
        return f"postgresql://{user}{parts.get('host', '')}{port}/{parts.get('dbname', '')}"

    def __repr__(self) -> str:
        return f"PostgresUrl({str(self)!r})"

    def connect(self) -> "psycopg.Connection[tuple[object, ...]]":
        """A new connection; raises psycopg.OperationalError."""
        return psycopg.connect(
            self.url, connect_timeout=_CONNECT_SECONDS, application_name="wirewatch", client_encoding="utf8"
        )

    def _parts(self) -> dict[str, str | int | None]:
        problem = (
            "not a URL that PostgreSQL takes: give postgresql://USER@HOST:PORT/DATABASE,"
            " with %40 for @, %2F for / and %25 for % in names and passwords"
        )
        if not _FORM.fullmatch(self.url):
            raise PostgresError(problem)
        try:
            parts = conninfo_to_dict(self.url)
        except psycopg.ProgrammingError:
            raise PostgresError(problem) from None  # its message quotes the URL
        for port in filter(None, str(parts.get("port") or "").split(",")):
            if not (port.isascii() and port.isdigit()) or int(port) > _LAST_PORT:
                raise PostgresError("the port in PostgreSQL's URL is no number from 1 to 65535")
        return parts
