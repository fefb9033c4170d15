"""A real HTTP server that answers as a list says, and keeps what it was sent."""

import contextlib
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answer:
    """One answer; a status of None breaks the connection off, ``after``: seconds before it comes."""

    status: int | None = 200
    headers: dict[str, str] = field(default_factory=dict)
    text: str = ""
    after: float = 0.0


@dataclass
class Heard:
    """A request: path, headers in lower case, body."""

    path: str
    headers: dict[str, str]
    body: bytes


class HttpReceiver:
    """Gives the ``answers`` one by one and the last one for ever; ``heard``: what came in."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}/hook"
        self.answers: list[Answer] = [Answer()]
        self.heard: list[Heard] = []

    def answer(self, *answers: Answer) -> None:
        self.answers = list(answers)

    def wait_for(self, count: int, seconds: float = 10.0) -> None:
        until = time.monotonic() + seconds
        while len(self.heard) < count and time.monotonic() < until:
            time.sleep(0.01)
        assert len(self.heard) >= count, f"{len(self.heard)} of {count} requests came"


@contextmanager
def http_receiver(answers: Sequence[Answer] = ()) -> Iterator[HttpReceiver]:
    """A receiver on a free port of the loopback, for as long as the block lasts."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.receiver = receiver = HttpReceiver(server.server_address[1])
    if answers:
        receiver.answer(*answers)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield receiver
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        receiver: HttpReceiver = self.server.receiver
        body = self.rfile.read(int(self.headers["Content-Length"]))
        receiver.heard.append(Heard(self.path, {name.lower(): text for name, text in self.headers.items()}, body))
        answer = receiver.answers.pop(0) if len(receiver.answers) > 1 else receiver.answers[0]
        time.sleep(answer.after)
        if answer.status is None:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, text in {"Content-Length": str(len(answer.text)), **answer.headers}.items():
            self.send_header(name, text)
        with contextlib.suppress(BrokenPipeError):  # who asked has given up
            self.end_headers()
            self.wfile.write(answer.text.encode())

    def log_message(self, *args: object) -> None:
        pass
