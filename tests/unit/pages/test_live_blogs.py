"""Each update of a live blog is a report of its own."""

from typing import Any, Final

import pytest
from made_pages import DATE, HEADLINE, META, OTHER, OWN, URL, dated, page

from connectors.pages import PageError, read_page

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
