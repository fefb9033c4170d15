"""The names that scrapers, feeds, archives and interfaces give to a report's fields.

For each field of a report its names in order of preference; the first that holds something is taken, of times the first
that can be read.
"""

from collections.abc import Collection, Iterable
from typing import Final

TEXT_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "report_id": ("report_id",),
    "source": ("source", "source_domain", "feed", "spider"),
    "url": ("url", "link", "source-url", "mainEntityOfPage", "web_url", "webUrl", "external_url"),
    "canonical_url": ("canonical_url", "canonical", "canonical_link"),
    "guid": ("guid", "id", "uri"),
    "title": ("title", "headline", "headlines", "webTitle", "title_page", "title_rss"),
    "text": (
        "text",
        "maintext",
        "content",
        "bodyText",
        "body",
        "article",
        "articleBody",
        "bodies",
        "body_text",
        "content_text",
        "cleaned_text",
        "plaintext",
        "body_xhtml",
        "body_html",
        "content_html",
        "raw_text",
    ),
    "summary": (
        "summary",
        "description",
        "excerpt",
        "descriptions",
        "description_text",
        "meta_description",
        "abstract",
        "trailText",
    ),
    "language": ("language", "lang", "inLanguage", "meta_lang"),
    "publisher": (
        "publisher",
        "sitename",
        "source-hostname",
        "hostname",
        "site",
        "meta_site_name",
        "media_name",
        "domain",
        "copyrightholder",
    ),
    "agency": ("agency",),
    "section": ("section", "category", "categories", "articleSection"),
    "licence": ("licence", "license"),
    "extractor": ("extractor",),
    "scrape_run_id": ("scrape_run_id",),
}
TIME_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "published_at": (
        "published_at",
        "published",
        "date_gmt",
        "date",
        "date_publish",
        "pubdate",
        "pubDate",
        "datePublished",
        "date_published",
        "publishedAt",
        "publish_date",
        "publishing_date",
        "published_date",
        "publication_date",
        "pub_date",
        "webPublicationDate",
        "firstcreated",
        "published_parsed",
    ),
    "modified_at": (
        "modified_at",
        "updated",
        "modified_gmt",
        "modified",
        "date_modify",
        "dateModified",
        "date_modified",
        "updated_at",
        "updatedAt",
        "versioncreated",
        "lastModified",
        "updated_parsed",
    ),
    "fetched_at": ("fetched_at", "date_download", "scrape_time", "scraped_at", "crawled_at", "crawl_date", "seendate"),
}
LIST_FIELDS: Final[dict[str, tuple[str, ...]]] = {
    "authors": ("authors", "author", "byline", "creator", "by"),
    "tags": ("tags", "keywords", "meta_keywords", "topics", "subjects"),
}
RETRACTED: Final = "retracted"
WITHDRAWN: Final = ("pubstatus", "canceled")
"""A field and what it holds in ninjs where a report is taken back."""
INNER: Final = "fields"
"""Where a report has fields that it lacks itself."""
SOURCE: Final = "_source"
"""Where Elasticsearch and OpenSearch have a document, beside what they say of it."""
KNOWN: Final = (
    *(name for names in (TEXT_FIELDS | TIME_FIELDS | LIST_FIELDS).values() for name in names),
    RETRACTED,
    WITHDRAWN[0],
    INNER,
)
_KNOWN: Final = frozenset(KNOWN)
_SPELT: Final = {name.lower(): name for name in reversed(KNOWN)}


def spelt_otherwise(given: Collection[str], more: Iterable[str] = ()) -> dict[str, str]:
    """The names of ``given`` that are known ones, or some ``more``, in other letter case, each with that one.

    One that stands there as it is known has no other spelling.
    """
    more = frozenset(more)
    known = _SPELT | {name.lower(): name for name in more}
    found: dict[str, str] = {}
    for name in given:
        meant = None if name in _KNOWN or name in more else known.get(name.lower())
        if meant is not None and meant not in given and meant not in found.values():
            found[name] = meant
    return found
