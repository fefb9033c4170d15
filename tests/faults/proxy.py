"""A network between a client and a broker that can be cut, silent or slow."""

import contextlib
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from deploy.processes import free_port

_CHUNK: Final = 16 << 10
_RESET: Final = struct.pack("ii", 1, 0)  # closed so, a socket tells its peer that the connection is broken


class Proxy:
    """Passes connections to its port of the loopback on to ``there``, as long as the network holds."""

    def __init__(self) -> None:
        self.port = free_port()
        self.there = 0
        self._cut, self._silent = threading.Event(), threading.Event()
        self._delay = 0.0
        self._open: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", self.port), backlog=64)

    def cut(self) -> None:
        """Break every connection, and each one that is tried."""
        self._cut.set()
        for one in tuple(self._open):
            self._break(one)

    def silence(self) -> None:
        """Let nothing through; connections stay, and what was sent comes when the network is whole again."""
        self._silent.set()

    def slow(self, seconds: float) -> None:
        """Let sixteen kilobytes through every so many seconds, each way."""
        self._delay = seconds

    def mend(self) -> None:
        """Be whole again."""
        self._cut.clear()
        self._silent.clear()
        self._delay = 0.0

    def close(self) -> None:
        """End it."""
        self.cut()
        self._listening.close()

    def accept(self) -> None:
        """Take connections until it is closed; for a thread."""
        with contextlib.suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                if self._cut.is_set():
                    self._break(here)
                    continue
                try:
                    beyond = socket.create_connection(("127.0.0.1", self.there))
                except OSError:
                    self._break(here)
                    continue
                self._open |= {here, beyond}
                for source, target in ((here, beyond), (beyond, here)):
                    threading.Thread(target=self._pass_on, args=(source, target), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(_CHUNK):
                time.sleep(self._delay)
                while self._silent.is_set():
                    time.sleep(0.05)
                target.sendall(data)
        for one in (source, target):
            self._break(one)

    def _break(self, one: socket.socket) -> None:
        self._open.discard(one)
        with contextlib.suppress(OSError):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            one.shutdown(socket.SHUT_RDWR)
        one.close()


@contextmanager
def proxied() -> Iterator[Proxy]:
    """A proxy at work for as long as the block lasts; it leads nowhere until ``there`` is set."""
    made = Proxy()
    threading.Thread(target=made.accept, daemon=True).start()
    try:
        yield made
    finally:
        made.close()
