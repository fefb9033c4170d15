"""One transaction in the database, tried again while the database is away."""

import logging
import re
import time
from collections.abc import Callable
from typing import Final, TypeVar

import psycopg
from psycopg.errors import ReadOnlySqlTransaction

from connectors.postgres.address import PostgresUrl
from connectors.postgres.errors import PostgresError, PostgresUnavailable
from connectors.retries import retries

T = TypeVar("T")
Connection = psycopg.Connection[tuple[object, ...]]

_LOG: Final = logging.getLogger(__name__)
_FIRST_DELAY, _LONGEST_DELAY = 0.1, 5.0
# When connecting, libpq gives the server's refusal as text only. In another language it is tried again in vain.
_REFUSALS: Final = re.compile(
    r"password authentication failed|no password supplied|does not exist|no pg_hba.conf entry|invalid \w+ value"
)


def in_transaction(url: PostgresUrl, work: Callable[[Connection], T], *, patience: float) -> T:
    """What ``work`` gives, on a connection of its own and in one transaction.

    ``work`` runs again, from its start, when the connection fails or the server has to turn it away (it shuts down or
    starts, is out of connections or space, breaks a deadlock), with growing pauses; so it must be idempotent.
    Raises PostgresUnavailable after ``patience`` seconds of that, PostgresError for all that waiting does not mend.
    """
    deadline = time.monotonic() + patience
    delay = _FIRST_DELAY
    while True:
        try:
            with url.connect() as connection:
                _settle(url, connection, patience)
                return work(connection)
        except (psycopg.OperationalError, ReadOnlySqlTransaction) as e:  # read-only: its server is being exchanged
            said = _first_line(e)
            if e.sqlstate is None and _REFUSALS.search(said):
                raise PostgresError(f"{url}: {said}") from None
            if time.monotonic() + delay > deadline:
                raise PostgresUnavailable(
                    f"{url}: gave up after {patience:.0f} s ({said}); see to the database and run again"
                ) from None
            _LOG.warning("%s: %s; trying again in %.1f s", url, said, delay)
            retries["postgres"] += 1
            time.sleep(delay)
            delay = min(2 * delay, _LONGEST_DELAY)
        except psycopg.Error as e:
            raise PostgresError(f"{url}: {_first_line(e)}") from e


def _settle(url: PostgresUrl, connection: Connection, patience: float) -> None:
    encoding = connection.info.parameter_status("server_encoding")
    if encoding != "UTF8":
        raise PostgresError(f"{url}: the database's encoding is {encoding}; make one with ENCODING 'UTF8'")
    milliseconds = str(max(1, round(patience * 1000)))
    connection.execute("SELECT set_config('lock_timeout', %s, true)", [milliseconds])


def _first_line(error: psycopg.Error) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
