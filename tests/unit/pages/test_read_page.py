"""A page's text and what it says of itself, whatever its characters and its make."""

import time
from contextlib import suppress
from typing import Final

import pytest
from made_pages import DATE, HEADLINE, OTHER, OWN, TEXT, URL, block, page, read

from connectors.pages import PageError, extracting, read_page


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
