"""One address of a feed or a page, read as its server asks and no longer, larger or further away than is allowed.

Redirects are followed here, so that every address on the way is looked at as the first one is. Connections are not
kept: between two requests to a host there is a pause anyway.
"""

import socket
import ssl
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    IncompleteRead,
    InvalidHeader,
    ReadTimeoutError,
    SSLError,
)

from connectors.feeds.connections import Deadline, one_connection
from connectors.feeds.errors import FetchError, RobotsError
from connectors.feeds.listing import address, host_of
from connectors.feeds.pace import HostPace
from connectors.http import PostError, connect

_CHUNK: Final = 1 << 16
_OK: Final = 200
_NOT_MODIFIED: Final = 304
_REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD: Final = frozenset({301, 308})
_BUSY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT: Final = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Seconds to connect, to wait for the next bytes, and in all; how many bytes, unpacked; how many redirects."""

    connect: float = 10.0
    read: float = 20.0
    whole: float = 60.0
    redirects: int = 5
    feed_bytes: int = 8 << 20
    page_bytes: int = 4 << 20
    pauses: tuple[float, ...] = (1.0, 4.0)
    """Before the second and each further try of what may go by itself."""
    patience: float = 30.0
    """A server that asks for a longer pause is left alone for this time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address gave: ``url`` is where it was, ``moved_to`` where it now is for good if that is another one."""

    url: str
    moved_to: str | None
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def not_modified(self) -> bool:
        """Whether it is as it was."""
        return self.status == _NOT_MODIFIED


class Fetcher:
    """Reads addresses for several threads."""

    def __init__(self, agent: str, pace: HostPace, limits: Limits | None = None) -> None:
        self._agent, self._pace = agent, pace
        self.limits = limits or Limits()
        self._tls = ssl.create_default_context()
        self._running: set[Deadline] = set()

    def fetch(
        self,
        url: str,
        *,
        most: int,
        accept: str,
        headers: Mapping[str, str] | None = None,
        allow_private: bool = False,
        may_ask: Callable[[str], None] | None = None,
    ) -> Answer:
        """The answer of an address, tried again while that may help; raises FetchError, StoppedError.

        ``most``: bytes of a body. ``may_ask`` raises FetchError for an address that may not be asked for.
        """
        sent = {"Accept": accept, "Accept-Encoding": "gzip, deflate", "User-Agent": self._agent, **(headers or {})}
        for pause in self.limits.pauses:
            try:
                return self._follow(url, sent, most, may_ask, allow_private=allow_private)
            except RobotsError:  # which holds for longer than we would wait
                raise
            except FetchError as error:
                if not error.again or (error.wait or 0.0) > self.limits.patience:
                    raise
                self._pace.wait(max(pause, error.wait or 0.0))
        return self._follow(url, sent, most, may_ask, allow_private=allow_private)

    def end(self) -> None:
        """End what is under way, from any thread: it fails as if its time were over."""
        for deadline in tuple(self._running):
            deadline.end()

    def _follow(
        self,
        url: str,
        headers: Mapping[str, str],
        most: int,
        may_ask: Callable[[str], None] | None,
        *,
        allow_private: bool,
    ) -> Answer:
        at, for_good = url, True
        for _ in range(self.limits.redirects + 1):
            if may_ask:
                may_ask(at)
            with self._pace.turn(host_of(at)):
                answer = self._ask(at, headers, most, allow_private=allow_private)
            if answer.status not in _REDIRECTS:
                moved = at if for_good and at != url else None
                return Answer(url=at, moved_to=moved, status=answer.status, headers=answer.headers, body=answer.body)
            to = _redirected(at, answer.headers.get("Location"))
            to_plain = at.startswith("https:") and to.startswith("http:")
            for_good = for_good and answer.status in _FOR_GOOD and not to_plain
            at = to
        raise FetchError(f"{host_of(url)}: more than {self.limits.redirects} redirects, the last one to {host_of(at)}")

    def _ask(self, url: str, headers: Mapping[str, str], most: int, *, allow_private: bool) -> Answer:
        host, limits, parts = host_of(url), self.limits, urlsplit(url)
        deadline = Deadline(limits.whole)
        self._running.add(deadline)

        def opened(name: str, port: int) -> socket.socket:
            try:
                connection = connect(name, port, limits.connect, allow_private=allow_private)
            except PostError as error:
                raise FetchError(str(error)) from error
            except OSError as error:
                raise FetchError(f"{host}: {_why(error)}", again=True) from error
            deadline.guard(connection)
            return connection

        try:
            with deadline, one_connection(parts, opened, self._tls) as connection:
                response = connection.urlopen(
                    "GET",
                    (parts.path or "/") + (f"?{parts.query}" if parts.query else ""),
                    headers=headers,
                    timeout=urllib3.Timeout(connect=limits.connect, read=limits.read),
                    retries=False,
                    redirect=False,
                    preload_content=False,
                )
                self._check_status(response, host)
                body = _read(response, most, host) if response.status == _OK else b""
        except (OSError, UnicodeError, HTTPError) as error:
            why = f"not done within {limits.whole:g} s" if deadline.passed else _why(error)
            raise FetchError(f"{host}: {why}", again=True) from error
        finally:
            self._running.discard(deadline)
        if deadline.passed:  # where the body goes on to the end of the connection
            raise FetchError(f"{host}: not done within {limits.whole:g} s", again=True)
        return Answer(url=url, moved_to=None, status=response.status, headers=response.headers, body=body)

    def _check_status(self, response: urllib3.BaseHTTPResponse, host: str) -> None:
        status = response.status
        if status in (_OK, _NOT_MODIFIED) or status in _REDIRECTS:
            return
        wait = _asked_pause(response) if status in _BUSY else None
        if wait is not None and wait > self.limits.patience:
            self._pace.leave_alone(host, wait)
        raise FetchError(f"{host}: answered {status}", again=status in _BUSY, wait=wait, status=status)


def _read(response: urllib3.BaseHTTPResponse, most: int, host: str) -> bytes:
    body = bytearray()
    while chunk := response.read1(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > most:
            raise FetchError(f"{host}: more than {most:,} bytes")
    return bytes(body)


def _redirected(url: str, location: str | None) -> str:
    host = host_of(url)
    if not location:
        raise FetchError(f"{host}: a redirect to nowhere")
    with suppress(UnicodeError):  # headers are read as Latin-1, and written as UTF-8
        location = location.encode("latin-1").decode()
    try:
        return address(urljoin(url, location))
    except ValueError as error:
        raise FetchError(f"{host}: redirects to an address that {error}") from error


def _asked_pause(response: urllib3.BaseHTTPResponse) -> float | None:
    """Seconds of the Retry-After, which gives them or a date; of a broken one nothing."""
    try:
        asked = urllib3.Retry(retry_after_max=_LONGEST_WAIT).get_retry_after(response)
    except (InvalidHeader, ValueError, OverflowError):
        return None
    return None if asked is None else min(asked, _LONGEST_WAIT)


def _why(error: Exception) -> str:
    """What is wrong, without the address, which may hold a secret, and without the objects that libraries quote."""
    match error:
        case ConnectTimeoutError() | TimeoutError():
            return "does not answer in time"
        case ReadTimeoutError():
            return "stopped sending"
        case IncompleteRead():
            return "sent less than it said"
        case DecodeError():
            return "sent what cannot be unpacked"
        case SSLError():
            return f"TLS: {error}"
        case socket.gaierror():
            return "no such host, or no network"
        case OSError():
            return error.strerror or type(error).__name__
        case _:
            return f"{type(error).__name__}: {error}"
