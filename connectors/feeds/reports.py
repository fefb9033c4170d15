"""A report of an item, in the fields that raw reports have."""

from datetime import datetime
from typing import Any, Final

from connectors.feeds.items import Item, ParsedFeed, has_id, hashed, plain, without_boilerplate
from connectors.feeds.listing import Feed
from connectors.feeds.pages import Page

_OF_PAGE: Final = ("authors", "tags", "language", "section", "agency", "licence")
"""What is taken from the page where the feed does not say it."""


def reports_of(
    feed: Feed,
    source: str,
    parsed: ParsedFeed,
    item: Item,
    key: str,
    page: Page | None,
    fetched_at: datetime,
    *,
    recent: bool,
) -> list[tuple[str, dict[str, Any]]]:
    """Reports with the keys by which they are known again: one, or one for each update of a live blog.

    ``recent``: the feed was read a short time ago, so that what is new in it is of the time at which it was fetched.
    An item that says no time in another feed may be of any: its report is left without one, and rejected for it.
    """
    given = {
        "source": source,
        "fetched_at": fetched_at.isoformat(timespec="milliseconds"),
        "publisher": feed.publisher or parsed.title,
    }
    if page and page.is_live_blog:
        updates = [{**found, **given} for found in page.reports]
        return [(f"live {hashed(str(update.get('guid') or said_by(update)))}", update) for update in updates]
    found = dict(page.reports[0]) if page and page.reports else {}
    text, summary = item.text, item.summary
    of_page = found.get("text")
    if isinstance(of_page, str) and len(plain(of_page)) >= len(plain(text or "")):
        text = of_page
    elif text is None:
        text = summary or next(iter(item.contents), None)
    extra = {"caption": item.caption, "feed_language": item.language or parsed.language}
    report: dict[str, Any] = given | {
        "guid": item.guid if has_id(key) else None,
        "url": item.link,
        "canonical_url": found.get("canonical_url") or (page.url if page and page.url != item.link else None),
        "title": plain(item.title) if item.title else found.get("title"),
        "text": without_boilerplate(text) if text else None,
        "summary": summary if summary != text else None,
        "published_at": item.published,
        "modified_at": item.updated,
        "authors": list(item.authors),
        "tags": list(item.tags),
        "language": feed.language,
        "publisher": given["publisher"] or found.get("publisher"),
        "extractor": found.get("extractor") if text is of_page else None,
        "extra": {name: value for name, value in extra.items() if value},
    }
    for name in _OF_PAGE:
        report[name] = report.get(name) or found.get(name)
    if not (item.published or item.updated):
        report |= {name: found.get(name) for name in ("published_at", "modified_at")}
    if not (recent or report["published_at"] or report["modified_at"]):
        del report["fetched_at"]
    return [(key, {name: value for name, value in report.items() if value not in (None, "", [], {})})]


def said_by(report: dict[str, Any]) -> str:
    """A hash of what a report says: one that says the same again is not sent again."""
    return hashed("\0".join(str(report.get(name, "")) for name in ("title", "text", "published_at")))
