"""A site on the loopback with all the manners that sites have."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Reply:
    """What a path gives. ``body``: bytes, or parts that are sent as they come; ``length``: what is said of it."""

    body: bytes | Callable[[], Iterator[bytes]] = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: int | None = None


@dataclass
class Site:
    """Paths and what they give: a Reply, several that are given one after the other, or what makes one of headers."""

    url: str = ""
    paths: dict[str, Reply | list[Reply] | Callable[[Mapping[str, str]], Reply]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[Mapping[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def __setitem__(self, path: str, reply: object) -> None:
        self.paths[path] = reply

    def reply(self, path: str, headers: Mapping[str, str]) -> Reply:
        self.asked.append(path)
        self.headers.append(headers)
        self.times.append(time.monotonic())
        given = self.paths.get(path, Reply(status=404))
        if isinstance(given, list):
            return given.pop(0) if len(given) > 1 else given[0]
        return given if isinstance(given, Reply) else given(headers)


@contextmanager
def served() -> Iterator[Site]:
    """A site on a free port for as long as the block lasts."""
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reply = site.reply(self.path, dict(self.headers.items()))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            whole = reply.body if isinstance(reply.body, bytes) else None
            length = len(whole) if whole is not None and reply.length is None else reply.length
            if length is not None and reply.status != 304:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            try:
                for part in [whole] if whole is not None else reply.body():
                    self.wfile.write(part)
                    self.wfile.flush()
            except OSError:  # who asked has gone
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    site.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def rss(*items: str, title: str = "Arlen Post") -> bytes:
    """An RSS feed of items."""
    head = (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
    )
    return f"{head}<title>{title}</title>{''.join(items)}</channel></rss>".encode()


WHOLE = "Police in Minsk arrested 30 protesters on Sunday, and the opposition called for a strike. " * 5


def item(
    number: int = 1, *, guid: str | None = "", text: str | None = WHOLE, link: str = "", title: str = "", more: str = ""
) -> str:
    """An RSS item with its text; ``guid``: None leaves it out, ``text`` likewise."""
    guid = f"id-{number}" if guid == "" else guid
    parts = [
        f"<title>{title or f'Arrests in Minsk, part {number}'}</title>",
        f"<link>{link or f'/news/{number}'}</link>",
        f'<guid isPermaLink="false">{guid}</guid>' if guid else "",
        "<pubDate>Mon, 24 Jan 2022 10:15:00 GMT</pubDate>",
        f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>" if text else "",
        more,
    ]
    return f"<item>{''.join(parts)}</item>"
