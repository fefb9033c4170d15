"""The names that scrapers give to a report's fields: trafilatura, news-please, Scrapy items, feedparser.

For each field of a report its names in order of preference; the first that holds something is taken.
"""

from typing import Final

TEXT_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "report_id": ("report_id",),
    "source": ("source", "source_domain", "feed", "spider"),
    "url": ("url", "link", "source-url"),
    "canonical_url": ("canonical_url", "canonical"),
    "guid": ("guid", "id"),
    "title": ("title", "headline", "title_page", "title_rss"),
    "text": ("text", "maintext", "content", "body", "article", "raw_text"),
    "summary": ("summary", "description", "excerpt"),
    "language": ("language", "lang"),
    "publisher": ("publisher", "sitename", "source-hostname", "hostname", "site"),
    "agency": ("agency",),
    "section": ("section", "category", "categories"),
    "licence": ("licence", "license"),
    "extractor": ("extractor",),
    "scrape_run_id": ("scrape_run_id",),
}
TIME_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "published_at": (
        "published_at",
        "published",
        "date",
        "date_publish",
        "pubdate",
        "pubDate",
        "datePublished",
        "published_parsed",
    ),
    "modified_at": ("modified_at", "updated", "modified", "date_modify", "dateModified", "updated_parsed"),
    "fetched_at": ("fetched_at", "date_download", "scrape_time", "scraped_at", "crawled_at"),
}
LIST_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "authors": ("authors", "author", "byline"),
    "tags": ("tags", "keywords"),
}
RETRACTED: Final = "retracted"
