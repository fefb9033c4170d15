"""Pages of a web archive as reports against bare extraction of their text, turn about in one process.

``python -m benchmarks.pages [PAGES]`` makes pages of a made-up paper (500), packs them as a crawler does, and prints
pages a second of trafilatura alone on the pages as they lie in memory, of ``wirewatch``'s reader, and of it with the
decoder that makes reports of what it read, with the ratios. ``python -m benchmarks.pages memory MEGABYTES`` reads an
archive of so many MB, most of them pictures, and prints by how much memory grows over its second half.
"""

import gzip
import itertools
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

_WORDS = (
    "minister envoy border talks ceasefire protest court police army village harbour treaty vote council strike march "
    "agreement prisoners demand reject attack visit accuse warn sanction aid troops arrest negotiate of the in on and "
    "to a after before said that with for by from against about over"
).split()
_TEASER = '<li class="teaser"><a href="/2024/{0}"><img src="/{0}.jpg" alt=""><span>World</span> {1}</a></li>'
_SCRIPT = "<script>window.dataLayer=window.dataLayer||[];" + "var a=function(b){return b+1};" * 300 + "</script>"
_HTML = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Arlen Post</title>
<meta property="og:title" content="{title}"><link rel="canonical" href="{url}">
<script type="application/ld+json">{article}</script>{script}</head>
<body><header><nav><ul>{teasers}</ul></nav></header>
<main><article><h1>{title}</h1>{paragraphs}</article><aside><ul>{teasers}</ul></aside></main>
<footer><p>Copyright Arlen Post</p></footer>{script}</body></html>"""
_PART = 50


def _sentence(draw):
    words = [draw.choice(_WORDS) for _ in range(draw.randint(9, 28))]
    return " ".join(words).capitalize() + "."


def _paragraph(draw, number):
    text = " ".join(_sentence(draw) for _ in range(3))
    return f'<p class="body">{text} <a href="/tag/{number}">{draw.choice(_WORDS)}</a></p>'


def _page(number, draw):
    title = _sentence(draw)[:70].rstrip(" .")
    url = f"https://arlen.example/2024/05/{number}/story.html"
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "url": url,
        "headline": title,
        "datePublished": f"2024-05-{number % 28 + 1:02}T10:15:00+02:00",
        "author": [{"@type": "Person", "name": "Ada Corin"}],
        "publisher": {"@type": "Organization", "name": "Arlen Post"},
    }
    return url, _HTML.format(
        title=title,
        url=url,
        article=json.dumps(article),
        script=_SCRIPT,
        teasers="".join(_TEASER.format(draw.randint(1, 9999), _sentence(draw)[:60]) for _ in range(70)),
        paragraphs="".join(_paragraph(draw, n) for n in range(draw.randint(5, 20))),
    )


def pages(count):
    """Addresses and pages, the same at every run."""
    draw = random.Random(7)
    return [_page(number, draw) for number in range(count)]


def _record(kind, url, block):
    said = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:{url}>",
        "WARC-Date: 2024-06-01T12:00:00Z",
        f"WARC-Target-URI: {url}",
        f"Content-Length: {len(block)}",
    ]
    return "\r\n".join([*said, "", ""]).encode() + block + b"\r\n\r\n"


def _response(url, html, *, packed):
    body, said = html.encode(), ""
    if packed:
        body, said = gzip.compress(body), "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{said}\r\n"
    return _record("response", url, head.encode() + body)


def archive(path, made):
    """A WARC of requests and responses, a gzip frame each, half of the responses packed by their server."""
    with path.open("wb") as out:
        for number, (url, html) in enumerate(made):
            out.write(gzip.compress(_record("request", url, b"GET / HTTP/1.1\r\n\r\n")))
            out.write(gzip.compress(_response(url, html, packed=number % 2)))


def _read(path):
    from connectors.files import read_records

    return read_records(str(path))


def _decode(path):
    from pipelines.decoding import Decoder

    decoder = Decoder()
    return (decoder.decode(record) for record in _read(path))


def _extract(made):
    from trafilatura import extract

    return sum(bool(extract(html, include_comments=False)) for _, html in made)


def speed(count):
    """All over the same pages, some of them at a time."""
    made = pages(count)
    spent, done = Counter(), Counter()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc.gz"
        archive(path, made[:5])
        _extract(made[:5]), list(_decode(path))
        for start in range(0, count, _PART):
            part = made[start : start + _PART]
            archive(path, part)
            ways = {"bare": _extract, "read": lambda _: _count(_read(path)), "decoded": lambda _: _count(_decode(path))}
            for name, way in ways.items():
                started = time.process_time()
                done[name] += way(part)
                spent[name] += time.process_time() - started
    for name, seconds in spent.items():
        ratio = done[name] / seconds * spent["bare"] / done["bare"]
        print(f"{name:8} {done[name]} pages, {done[name] / seconds:.1f} a second, ratio {ratio:.2f}")


def _count(read):
    return sum(1 for _ in read)


def memory(megabytes):
    """An archive of which two hundred records are pages and the others pictures."""
    picture = b"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n" + random.Random(7).randbytes(1 << 20)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pages.warc"
        with path.open("wb") as out:
            for number, (url, html) in enumerate(pages(200)):
                out.write(_response(url, html, packed=number % 2))
                out.writelines(
                    itertools.repeat(_record("response", "https://arlen.example/a.jpg", picture), megabytes // 200)
                )
        before = 0
        for number, _ in enumerate(_decode(path)):
            before = before or (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss if number == 100 else 0)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        size = path.stat().st_size / 1e6
        print(f"{size:.0f} MB, {number + 1} pages, memory grew by {grown:.1f} MB over the second half")


if __name__ == "__main__":
    if sys.argv[1:2] == ["memory"]:
        memory(int(sys.argv[2]))
    else:
        speed(int(sys.argv[1]) if len(sys.argv) > 1 else 500)
