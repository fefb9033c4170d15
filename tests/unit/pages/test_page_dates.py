"""A page's date as the page gives it: never that of another article, and never a guess."""

import json
from typing import Any, Final

import pytest
from made_pages import DATE, HEADLINE, META, OTHER, OWN, TEXT, URL, block, dated, page, read

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


@pytest.mark.parametrize(("times", "date"), [(50, DATE), (51, None)])
def test_a_page_of_many_times_is_dated_by_none(times: int, date: str | None) -> None:
    assert dated(page(body=TIME * times + TEXT)) == date
