"""A small news site with a feed, on the loopback; names and sentences are made up."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ARTICLES = {
    "envoys": (
        "Envoys meet in Arlen",
        "2022-03-01T08:30:00+00:00",
        "Envoys of Korvia and Belmark met in Arlen on Tuesday to discuss the border.",
        "Belmark's foreign minister said that the talks had been frank and would go on next week in the capital.",
    ),
    "strike": (
        "Dockers walk out at Port Sorrel",
        "2022-03-01T11:05:00+00:00",
        "Some 300 dockers went on strike at Port Sorrel on Tuesday and demanded higher wages from the harbour board.",
        "The board said that it would answer by Friday, and asked the government of Korvia to mediate between them.",
    ),
    "undated": (
        "Rain expected",
        "soon",
        "Forecasters in Arlen expect rain for most of the week, and strong winds along the coast of Belmark as well.",
        "Farmers welcomed the news after a dry winter in which the rivers had fallen to their lowest level for years.",
    ),
}
_PAGE = """<!doctype html><html lang="en"><head><title>{title}</title></head><body>
<article><h1>{title}</h1><time datetime="{time}">{time}</time><p>{first}</p><p>{second}</p></article></body></html>"""
_LISTED = '<article><h2><a href="/{name}.html">{title}</a></h2></article>'
_ENTRY = """<item><title>{title}</title><link>{site}/{name}.html</link><guid isPermaLink="false">post-{name}</guid>
<pubDate>{pub_date}</pubDate><description>{first}</description></item>"""
_PUB_DATES = {
    "envoys": "Tue, 01 Mar 2022 08:30:00 GMT",
    "strike": "Tue, 01 Mar 2022 11:05:00 GMT",
    "undated": "soon",
}


@contextmanager
def news_site(folder: Path) -> Iterator[str]:
    """The site's address, for as long as the block lasts; its files are in the folder."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    site = f"http://127.0.0.1:{server.server_port}"
    listed, entries = [], []
    for name, (title, time, first, second) in ARTICLES.items():
        (folder / f"{name}.html").write_text(_PAGE.format(title=title, time=time, first=first, second=second))
        listed.append(_LISTED.format(name=name, title=title))
        entries.append(_ENTRY.format(name=name, title=title, site=site, first=first, pub_date=_PUB_DATES[name]))
    (folder / "index.html").write_text(f"<!doctype html><html><body>{''.join(listed)}</body></html>")
    channel = f"<channel><title>Arlen Post</title>{''.join(entries)}</channel>"
    (folder / "feed.xml").write_text(f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>')
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.02))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""
