"""Connections that go where it was looked, and that end when their time is over."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, Self
from urllib.parse import SplitResult

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection

Open = Callable[[str, int], socket.socket]


class _Opened(HTTPConnection):
    """``opened`` makes the connection to a host and port."""

    def __init__(self, *args: Any, opened: Open, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._opened = opened

    def _new_conn(self) -> socket.socket:
        return self._opened(self.host.strip("[]"), self.port)


class _TlsOpened(_Opened, HTTPSConnection):
    pass


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Opened


class _TlsPool(HTTPSConnectionPool):
    ConnectionCls = _TlsOpened


@contextmanager
def one_connection(parts: SplitResult, opened: Open, tls: ssl.SSLContext) -> Iterator[HTTPConnectionPool]:
    """A connection, made by ``opened``, to where an address leads."""
    host = parts.hostname or ""
    pool: HTTPConnectionPool
    if parts.scheme == "https":
        pool = _TlsPool(host, parts.port or 443, maxsize=1, ssl_context=tls, opened=opened)
    else:
        pool = _Pool(host, parts.port or 80, maxsize=1, opened=opened)
    try:
        yield pool
    finally:
        pool.close()


class Deadline:
    """Ends a connection after so many seconds, however it spends them: a byte now and then is no progress."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._guarded: list[socket.socket] = []
        self._lock = threading.Lock()
        self._timer = threading.Timer(seconds, self.end)
        self._timer.daemon = True

    def guard(self, connection: socket.socket) -> None:
        """Let it be this connection; TLS may take the socket over, so it is known by a handle of our own."""
        with self._lock:
            self._guarded.append(connection.dup())

    def __enter__(self) -> Self:
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            for handle in self._guarded:
                handle.close()
            self._guarded.clear()

    def end(self) -> None:
        """Let the time be over."""
        self.passed = True
        with self._lock:
            for handle in self._guarded:
                with suppress(OSError):
                    handle.shutdown(socket.SHUT_RDWR)
