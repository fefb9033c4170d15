"""A page's text, and its date as the page gives it: never that of another article, and never a guess."""

import json
import time
from contextlib import suppress
from typing import Any, Final

import pytest

from connectors.pages import PageError, extracting, read_page

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


def test_a_page_is_its_text_and_what_it_says_of_itself() -> None:
    report = read(
        page(
            OWN
            | {
                "url": URL,
                "dateModified": "2024-05-14T12:00:00+02:00",
                "author": [{"@type": "Person", "name": "Ada Corin"}, {"@id": "#bo"}],
                "publisher": {"@type": "Organization", "name": "Arlen Post"},
                "articleSection": ["World", "Talks"],
                "keywords": ["talks", "border"],
            },
            {"@graph": [{"@type": "Person", "@id": "#bo", "name": "Bo Lind"}]},
            '<meta name="description" content="They will meet.">',
            f'<link rel="canonical" href="{URL}">',
        ),
        url=f"{URL}?utm_source=feed",
    )
    assert report.pop("extractor").startswith("trafilatura 2")
    assert report == {
        "url": f"{URL}?utm_source=feed",
        "canonical_url": URL,
        "title": HEADLINE,
        "text": f"{HEADLINE}\n"
        "Envoys of Arlen and Belmar agreed on Tuesday to meet in Orl next month, officials of both sides said.\n"
        "The ministers will talk about the border and the prisoners who have been held since 14 March 2011.",
        "summary": "They will meet.",
        "published_at": DATE,
        "modified_at": "2024-05-14T12:00:00+02:00",
        "authors": ["Ada Corin", "Bo Lind"],
        "publisher": "Arlen Post",
        "section": "World",
        "tags": ["talks", "border"],
        "language": "en",
    }


RELATED: Final[dict[str, list[Any]]] = {
    "a list of articles first": [{"@type": "ItemList", "itemListElement": [OTHER]}, OWN],
    "list items first": [{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": OTHER}]}, OWN],
    "another article first": [OTHER, OWN],
    "one block of all": [[OTHER, OWN, OTHER]],
    "a graph": [{"@graph": [OTHER, {"@type": "WebSite"}, OWN]}],
    "within its own": [OWN | {"hasPart": [OTHER], "mentions": OTHER}],
    "a headline alike, elsewhere": [OTHER | {"headline": HEADLINE}, OWN | {"url": URL}],
    "headline breaks off": [OTHER, OWN | {"headline": HEADLINE[:-6] + "…"}],
    "another kind": [OTHER, OWN | {"@type": ["AnalysisNewsArticle", "Thing"], "headline": HEADLINE.upper()}],
    "by a type's address": [OTHER, OWN | {"@type": "http://schema.org/NewsArticle"}],
    "by main entity": [OTHER, OWN | {"headline": "Other words", "mainEntityOfPage": {"@id": f"{URL}/"}}],
    "by id": [OTHER, OWN | {"headline": "Other words", "@id": "http://www.arlen.example/news/envoys#article"}],
    "by relative address": [OTHER, OWN | {"headline": "Other words", "url": "/news/envoys"}],
    "by mobile address": [OTHER, OWN | {"headline": "Other words", "url": "https://m.arlen.example/news/envoys/amp"}],
    "an address of the template": [OTHER, OWN | {"mainEntityOfPage": "https://google.com/article"}],
    "the front page as address": [OTHER, OWN | {"url": "https://arlen.example"}],
    "a remark in a script": [OTHER, json.dumps(OWN).replace('", "date', '", /* the date */ "date')],
    "html remark": [OTHER, block(f"<!-- {json.dumps(OWN)} -->")],
    "cdata": [OTHER, f"//<![CDATA[\n{json.dumps(OWN)}\n//]]>"],
    "line remark and comma": [OTHER, json.dumps(OWN)[:-1] + ', // see "https://x"\n}'],
    "line ends in a text": [OTHER, json.dumps(OWN | {"description": "a~b"}).replace("~", "\n\t")],
    "two values in a block": [json.dumps(OTHER) + json.dumps(OWN)],
    "semicolon": [OTHER, json.dumps(OWN) + ";"],
    "broken blocks around": ["{broken", OTHER, "", "null", '{"@type": "NewsArticle"', OWN, "[[["],
    "nested beyond reason": ["[" * 100_000, OWN],
    "an id that is none": [{"@id": 3, "@type": 5}, {"@type": None, "url": [None]}, OWN],
}


@pytest.mark.parametrize("name", RELATED)
def test_its_own_block_dates_a_page(name: str) -> None:
    report = read(page(*RELATED[name]))
    assert report["published_at"] == DATE
    assert "authors" not in report


@pytest.mark.parametrize(
    "head",
    [
        [OTHER],
        [OTHER | {"headline": HEADLINE}],
        [{"@type": "ItemList", "itemListElement": [OTHER | {"headline": HEADLINE, "url": None}]}],
        [OTHER, OTHER | {"url": "https://arlen.example/news/port"}],
        [{"@type": "WebSite", "url": URL, "datePublished": "2001-01-01"}],
        [OWN | {"@type": "Product"}],
        [OWN | {"datePublished": None}],
        ['<meta name="copyright" content="2011">', "<!-- published 2011-02-03 -->"],
    ],
)
def test_no_other_date_is_taken(head: list[Any]) -> None:
    body = f"{TEXT}<p>First written on 3 February 2011.</p><aside><time datetime='2018-01-01'>then</time></aside>"
    assert dated(page(*head, body=body), "https://arlen.example/2011/02/03/envoys") is None
    assert dated(page(*head, META)) == "2024-05-15T01:00:00Z"


@pytest.mark.parametrize("none", ["", "None", "0", "0000-00-00 00:00:00", "1970-01-01T00:00:00+00:00", "Invalid date"])
def test_what_templates_print_for_no_date_is_none(none: str) -> None:
    said = OWN | {"datePublished": none, "dateModified": none}
    assert not {"published_at", "modified_at"} & read(page(said)).keys()
    assert dated(page(said, META)) == "2024-05-15T01:00:00Z"


def test_an_article_without_names_is_the_pages_own_where_it_is_the_only_one() -> None:
    bare = {"@type": "NewsArticle", "datePublished": DATE}
    assert dated(page(bare)) == DATE
    assert dated(page(bare, OTHER)) is None


def test_headlines_serve_where_no_address_is_known() -> None:
    assert dated(page(OTHER, OWN | {"url": URL}), url=None) == DATE
    assert dated(page(OTHER), url=None) is None


@pytest.mark.parametrize(
    "mark",
    [
        f'<meta property="article:published_time" content="{DATE}">',
        f'<meta name="Article:Published_Time" content=" {DATE} ">',
        f'<meta name="parsely-pub-date" content="{DATE}">',
        f'<meta name="DC.date.issued" content="{DATE}">',
        f'<meta name="date" content="{DATE}"><meta property="article:modified_time" content="2024-06-01">',
        f'<meta itemprop="datePublished" content="{DATE}">',
    ],
)
def test_the_head_dates_a_page(mark: str) -> None:
    assert dated(page(mark, OTHER)) == DATE


THEN: Final = '<time datetime="2010-01-01">then</time>'
TIME: Final = f'<time datetime="{DATE}">today</time>'
LATER: Final = "2024-06-01"


@pytest.mark.parametrize(
    ("body", "published", "modified"),
    [
        (TIME, DATE, None),
        (f"<p>By Ada Corin, {TIME}</p>", DATE, None),
        (TIME.replace("<time", '<time itemprop="datePublished"') + THEN, DATE, None),
        (TIME.replace("<time", '<time class="entry-date"') + THEN, DATE, None),
        (TIME.replace("<time", "<time pubdate") + f'<time class="updated" datetime="{LATER}">y</time>', DATE, LATER),
        (f'<span class="updated"><time datetime="{LATER}">y</time></span>', None, LATER),
        (TIME + THEN, None, None),
        (TIME + THEN.join(["<ul><li>", "</li></ul>"]), DATE, None),
        (f"<aside>{TIME}</aside><article>{TIME}</article><blockquote>{TIME}</blockquote>", None, None),
        (f"<p>{'They met for the first time on this day. ' * 5}{TIME}</p>", None, None),
        ((TIME + THEN).replace("<time", '<time itemprop="datePublished"'), None, None),
        ("<time>14 May 2024</time>", None, None),
    ],
)  # fmt: skip
def test_the_time_below_the_title_dates_a_page_where_it_is_the_only_one(
    body: str, published: str | None, modified: str | None
) -> None:
    report = read(page(OTHER, body=body + TEXT))
    assert (report.get("published_at"), report.get("modified_at")) == (published, modified)


def test_the_text_is_never_that_of_another_article() -> None:
    report = read(
        page(OTHER | {"articleBody": "The harbour of Orl was closed. " * 20}, OWN, body="<p>They agreed.</p>")
    )
    assert report["text"].splitlines()[-1] == "They agreed."
    assert "harbour" not in report["text"]


def test_where_the_page_shows_no_text_its_own_block_gives_it() -> None:
    html = (
        b"<html><head><title>x</title>" + block(OWN | {"url": URL, "articleBody": "They agreed."}).encode() + b"</head>"
    )
    assert read(html + b"<body></body></html>")["text"] == "They agreed."
    headline_only = html.replace(b"articleBody", b"other")
    assert read(headline_only + b"<body></body></html>")["title"] == HEADLINE


UPDATES: Final = [
    {"@type": "BlogPosting", "headline": "Envoys arrive", "articleBody": "<p>The envoys arrived in Orl.</p>",
     "datePublished": "2024-05-14T10:00:00Z", "url": f"{URL}#block-2", "author": {"name": "Ada Corin"}},
    {"@type": "BlogPosting", "headline": "Talks begin", "articleBody": "Talks began in Orl.",
     "datePublished": "2024-05-15T09:00:00Z", "@id": "block-1"},
    {"@type": "BlogPosting", "articleBody": "Talks went on."},
]  # fmt: skip
BLOG: Final = {
    "@type": "LiveBlogPosting",
    "url": URL,
    "headline": HEADLINE,
    "datePublished": "2024-05-16T09:00:00Z",
    "author": {"name": "Bo Lind"},
    "liveBlogUpdate": UPDATES,
}


@pytest.mark.parametrize(
    ("marked", "read_as"),
    [
        (
            "On <time datetime='2024-05-14'>Tuesday</time> fifteen people were killed.",
            "On Tuesday fifteen people were killed.",
        ),
        ("The blast killed <del>12</del> <ins>15</ins> people.", "The blast killed 15 people."),
        ("The blast killed <s>12</s> 15 people.", "The blast killed 15 people."),
        ("The blast killed 15<sup>1</sup> people.", "The blast killed 15 people."),
        ("The blast killed 15<sup><a href='#n1'>[1]</a></sup> people.", "The blast killed 15 people."),
        ("The 15<sup>th</sup> brigade holds 20 km<sup>2</sup> of hills.", "The 15th brigade holds 20 km2 of hills."),
    ],
)
def test_running_text_is_read_as_it_is_printed(marked: str, read_as: str) -> None:
    text = read(page(OWN, body=f"{TEXT}<p>{marked}</p>{TEXT}"))["text"]
    assert read_as in " ".join(text.split())


@pytest.mark.parametrize("head", [[BLOG], [OTHER, OWN, BLOG], [{"@graph": [BLOG]}]])
def test_each_update_of_a_live_blog_is_a_report_of_its_own_with_its_own_time(head: list[Any]) -> None:
    first, second, third = read_page(page(*head, META), URL)
    told = [(r.get("title"), r["text"], r.get("published_at"), r["url"], r.get("guid")) for r in (first, second, third)]
    assert told == [
        (
            "Envoys arrive",
            "<p>The envoys arrived in Orl.</p>",
            "2024-05-14T10:00:00Z",
            f"{URL}#block-2",
            f"{URL}#block-2",
        ),
        ("Talks begin", "Talks began in Orl.", "2024-05-15T09:00:00Z", URL, "https://arlen.example/news/block-1"),
        (None, "Talks went on.", None, URL, None),
    ]
    assert [r["extra"] for r in (first, second, third)] == [{"live_blog": HEADLINE}] * 3
    assert first["authors"] == ["Ada Corin"]


def test_a_live_blog_of_another_page_makes_no_report_of_this_one() -> None:
    elsewhere = BLOG | {"url": OTHER["url"], "headline": OTHER["headline"]}
    assert dated(page(elsewhere, OWN)) == DATE


def test_a_live_blog_without_updates_has_no_date() -> None:
    with pytest.raises(PageError, match="updates") as refused:
        read_page(page(BLOG | {"liveBlogUpdate": []}), URL)
    assert refused.value.reason == "no_date"


UMLAUTS: Final = "Die Gesandten überreichten in Köln die Schlüssel – für 5 €, hieß es. Später größere Gespräche."


@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize(
    ("stored", "server", "own"),
    [
        ("utf-8", None, None),
        ("utf-8", "utf-8", "utf-8"),
        ("utf-8", "ISO-8859-1", None),
        ("utf-8", None, "iso-8859-1"),
        ("cp1252", "windows-1252", None),
        ("cp1252", "iso-8859-1", "utf-8"),
        ("cp1252", None, "ISO-8859-1"),
        ("cp1252", "utf-8", "latin1"),
        ("cp1252", "no-such-charset", None),
        ("cp1252", '"rot13"', "base64"),
        ("utf-16", None, None),
    ],
)
def test_characters_by_the_servers_charset_the_pages_and_the_bytes(
    stored: str, server: str | None, own: str | None, bom: bytes
) -> None:
    if bom and stored != "utf-8":
        return
    meta = f'<meta charset="{own}">' if own else ""
    html = page(meta, OWN, body=f"<p>{UMLAUTS}</p>").decode().encode(stored)
    assert read(bom + html, charset=server)["text"].endswith(UMLAUTS)


OLDER: Final = {
    "Посланники договорились о встрече.": ["koi8-r", "windows-1251"],
    "使節は会談で合意した。": ["iso-2022-jp", "shift_jis"],
    "使节同意会面。": ["gb2312"],
    "사절들이 회담에 합의했다.": ["euc-kr"],
    "使節同意會面。": ["big5"],
}


@pytest.mark.parametrize(("text", "charset"), [(text, one) for text, charsets in OLDER.items() for one in charsets])
def test_characters_of_older_charsets(text: str, charset: str) -> None:
    html = page("<meta charset=x>", body=f"<p>{text}</p>", title="x").decode().encode(charset)
    assert text in read(html, charset=charset)["text"]
    assert text in read(html.replace(b"charset=x", b"charset=" + charset.encode()))["text"]


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        (b"", "html"),
        (b"<!doctype html>", "html"),
        (b"<html><head><title>Menu</title></head><body><script>a()</script></body></html>", "no_text"),
        (b"<html>" + b" " * (9 << 20), "too_large"),
    ],
)
def test_what_is_no_article_says_why(html: bytes, reason: str) -> None:
    with pytest.raises(PageError) as refused:
        read_page(html, URL)
    assert refused.value.reason == reason


def test_a_long_text_tells_its_language_and_the_template_does_not() -> None:
    assert "language" not in read(page(OWN, body=TEXT * 3, lang="de"))
    assert read(page(OWN, body="<p>They agreed.</p>", lang="de"))["language"] == "de"


@pytest.mark.parametrize(
    "html", [b"<html" * 1000, b"<p>\xff\x00\x01" * 99, b"<html><body>" + b"<div>" * 100_000 + b"x"]
)
def test_nothing_else_is_ever_raised(html: bytes) -> None:
    with suppress(PageError):
        read_page(html, "http://[bad")


def test_a_page_of_too_many_elements_is_refused_before_it_is_extracted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "MAX_ELEMENTS", 40)
    assert read(page(OWN, body=TEXT + "<br>" * 20))["text"]
    monkeypatch.setattr(extracting, "bare_extraction", lambda *_, **__: pytest.fail("it was extracted"))
    with pytest.raises(PageError, match="more than 40") as refused:
        read(page(OWN, body=TEXT + "<br>" * 40))
    assert refused.value.reason == "too_large"


def many_names(count: int) -> bytes:
    long = "Talks " * 2_000
    titles = "".join(f'<meta property="og:title" content="{HEADLINE} {n}">' for n in range(count))
    return page(titles, [OTHER | {"url": None, "headline": f"{long}{n}"} for n in range(count // 10)])


def deep_names(count: int) -> bytes:
    deep = '{"@type": "Article", "url": ' * 400 + "0" + "}" * 400
    return page(*[f"[{deep}]"] * (count // 20))


@pytest.mark.parametrize("html", [many_names(500), deep_names(500)], ids=["titles by articles", "names in names"])
def test_what_a_page_says_of_itself_is_held_together_in_time(html: bytes) -> None:
    """In proportion to the page, however many of one thing are held against however many of another."""

    def seconds() -> float:
        began = time.thread_time()
        read_page(html, URL)
        return time.thread_time() - began

    assert min(seconds() for _ in range(3)) < 0.8


@pytest.mark.parametrize(("times", "date"), [(50, DATE), (51, None)])
def test_a_page_of_many_times_is_dated_by_none(times: int, date: str | None) -> None:
    assert dated(page(body=TIME * times + TEXT)) == date
