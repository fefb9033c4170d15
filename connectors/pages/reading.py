"""Read a page: one report, or one for each update of a live blog."""

import re
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from connectors.extras import how_to_add
from connectors.pages.charsets import decode_page
from connectors.pages.errors import PageError

MAX_PAGE_BYTES: Final = 8 << 20
"""The longest page that is read; a longer one is no page that a newspaper sends."""
INSTALL: Final = f"a page, and what reads pages is not installed: {how_to_add('pages')}"
"""What to do without the extra; what is missing follows."""
_SURE_OF_LANGUAGE: Final = 300
"""So many characters tell their language better than the page, which has it from its template."""

_NO_TIME: Final = re.compile(r"\s*(?:[^1-9]*$|(?:0001|1900|1970)-01-01|-62135)")


def read_page(page: bytes, url: str | None = None, charset: str | None = None) -> list[dict[str, Any]]:
    """The reports in ``page``, by the names of a report's fields, as a JSON line would hold them.

    ``url`` is where it was fetched, ``charset`` what its server named. Mostly there is one; a live blog gives one for
    each update. Dates are those that the page gives itself; a report without one has neither ``published_at`` nor
    ``modified_at``. Raises PageError where the page holds no article, or what reads pages is not installed.
    """
    if len(page) > MAX_PAGE_BYTES:
        raise PageError("too_large", f"a page of {len(page)} bytes, more than {MAX_PAGE_BYTES}")
    try:
        from connectors.pages.extracting import extract_text, parse_page, version
        from connectors.pages.json_ld import read_nodes
        from connectors.pages.metadata import Metadata
        from connectors.pages.own import PageNames, own_articles
    except ImportError as e:
        raise PageError("html", f"{INSTALL} ({e})") from e
    tree = parse_page(decode_page(page, charset))
    meta, nodes = Metadata(tree), read_nodes(tree)
    base = urljoin(url or "", meta.base or "") or None
    canonical, shared = (_absolute(one, base) for one in (meta.link("canonical"), meta.first("og:url")))
    own = own_articles(nodes, PageNames.of((url, canonical, shared), meta.titles, base))
    said = [node.fields for node in own]
    by_id = {node.fields["@id"]: node.fields for node in nodes if isinstance(node.fields.get("@id"), str)}
    title = _first_text(said, "headline") or next(iter(meta.titles), None)
    address = url or canonical or shared
    report: dict[str, Any] = {
        "url": address,
        "canonical_url": canonical if canonical and urlsplit(canonical).path.strip("/") else None,
        "title": title,
        "summary": meta.first("og:description", "description") or _first_text(said, "description"),
        "published_at": _date(_first_text(said, "datePublished")) or _date(meta.published),
        "modified_at": _date(_first_text(said, "dateModified")) or _date(meta.modified),
        "authors": _names(said, "author", by_id) or _persons(meta.all("author", "article:author", "byl")),
        "publisher": next(iter(_names(said, "publisher", by_id)), None) or meta.first("og:site_name"),
        "section": _first_text(said, "articleSection") or meta.first("article:section"),
        "tags": _texts(said, "keywords") or meta.all("article:tag") or meta.all("news_keywords")[:1],
        "extractor": f"trafilatura {version()}",
    }
    language = _first_text(said, "inLanguage") or tree.get("lang")
    blogs = [node.fields for node in own if node.is_live_blog]
    if blogs:
        reports = [_update(report, told, by_id) for told in _updates(blogs)]
        if not reports:
            raise PageError("no_date", "a live blog whose updates the page does not tell apart")
    else:
        text = extract_text(tree, address) or _first_text(said, "articleBody")
        if not text and not said:
            raise PageError("no_text", "a page without the text of an article")
        reports = [report | {"text": text}]
    return [_without_nothing(one | {"language": _language(language, one)}) for one in reports]


def _updates(blogs: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    given = (blog.get("liveBlogUpdate") for blog in blogs)
    found = next((one for one in given if one), None)
    return [one for one in _listed(found) if isinstance(one, dict)]


def _update(blog: dict[str, Any], told: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """An update as a report of its own, with its own time and address; what it leaves open is the blog's."""
    name = next((told[key] for key in ("@id", "url") if isinstance(told.get(key), str)), None)
    address = _absolute(_first_text([told], "url"), blog["url"])
    guid = _absolute(name, blog["url"]) or name
    return blog | {
        "url": address or blog["url"],
        "canonical_url": None if address else blog["canonical_url"],
        "guid": guid if guid not in (blog["url"], blog["canonical_url"]) else None,
        "title": _first_text([told], "headline") or _first_text([told], "name"),
        "text": _first_text([told], "articleBody") or _first_text([told], "description"),
        "summary": None,
        "published_at": _date(_first_text([told], "datePublished")),
        "modified_at": _date(_first_text([told], "dateModified")),
        "authors": _names([told], "author", by_id) or blog["authors"],
        "extra": {"live_blog": blog["title"]} if blog["title"] else None,
    }


def _language(said: str | None, report: dict[str, Any]) -> str | None:
    return said if len(report.get("text") or report.get("title") or "") < _SURE_OF_LANGUAGE else None


def _without_nothing(report: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in report.items() if value not in (None, "", [], {})}


def _date(said: str | None) -> str | None:
    """What is said of a time, unless it is what templates print for none."""
    return None if said is None or _NO_TIME.match(said) else said


def _absolute(address: str | None, base: str | None) -> str | None:
    try:
        whole = urljoin(base or "", address.strip()) if address else ""
        return whole if urlsplit(whole).scheme in ("http", "https") else None
    except ValueError:
        return None


def _texts(said: Iterable[dict[str, Any]], name: str) -> list[str]:
    """The texts that the first to say so gives to ``name``."""
    for fields in said:
        value = fields.get(name)
        listed = [one.get("@value") if isinstance(one, dict) else one for one in _listed(value)]
        found = [one.strip() for one in listed if isinstance(one, str)]
        if any(found):
            return [one for one in found if one]
    return []


def _first_text(said: Iterable[dict[str, Any]], name: str) -> str | None:
    return next(iter(_texts(said, name)), None)


def _names(said: Iterable[dict[str, Any]], name: str, by_id: dict[str, dict[str, Any]]) -> list[str]:
    """The names of the persons or houses that the first to say so gives to ``name``."""
    for fields in said:
        value = fields.get(name)
        found = [_name(one, by_id) for one in _listed(value)]
        if any(found):
            return _persons(one for one in found if one)
    return []


def _name(value: Any, by_id: dict[str, dict[str, Any]]) -> str | None:
    if isinstance(value, dict):
        value = value if "name" in value else by_id.get(str(value.get("@id")), {})
        value = value.get("name")
        value = value[0] if isinstance(value, list) and value else value
    return value.strip() if isinstance(value, str) else None


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _persons(named: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(one for one in named if one and not re.match(r"https?://", one)))
