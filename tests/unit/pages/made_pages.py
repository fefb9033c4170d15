"""Pages as templates make them, with an article, what they say of it and of others."""

import json
from typing import Any, Final

from connectors.pages import read_page

URL: Final = "https://arlen.example/news/envoys"
HEADLINE: Final = "Envoys of Arlen and Belmar agree to meet in Orl"
TEXT: Final = (
    "<p>Envoys of Arlen and Belmar agreed on Tuesday to meet in Orl next month, officials of both sides said.</p>"
    "<p>The ministers will talk about the border and the prisoners who have been held since 14 March 2011.</p>"
)
OTHER: Final[dict[str, Any]] = {
    "@type": "NewsArticle",
    "url": "https://arlen.example/news/harbour",
    "headline": "Harbour of Orl closed after storm",
    "datePublished": "2019-01-02T03:04:05Z",
    "articleBody": "The harbour of Orl was closed after a storm.",
    "author": {"name": "Somebody Else"},
}
OWN: Final[dict[str, Any]] = {
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": "2024-05-14T10:15:00+02:00",
}
DATE: Final = OWN["datePublished"]
META: Final = '<meta property="article:published_time" content="2024-05-15T01:00:00Z">'


def block(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def page(*head: Any, body: str = TEXT, title: str = HEADLINE, lang: str = "en") -> bytes:
    parts = "".join(one if isinstance(one, str) and one.startswith("<") else block(one) for one in head)
    return (
        f'<!doctype html><html lang="{lang}"><head><title>{title} | Arlen Post</title>{parts}</head><body>'
        f'<nav><a href="/">Home</a></nav><article><h1>{title}</h1>{body}</article>'
        "<footer>Copyright 2011 Arlen Post</footer></body></html>"
    ).encode()


def read(html: bytes, url: str | None = URL, charset: str | None = None) -> dict[str, Any]:
    (report,) = read_page(html, url, charset)
    return report


def dated(html: bytes, url: str | None = URL) -> str | None:
    return read(html, url).get("published_at")
