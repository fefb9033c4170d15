"""What the head of a page says of it: its addresses, titles and times, and nothing that is only guessed."""

import re
from collections import defaultdict
from typing import Final

from lxml.html import HtmlElement

PUBLISHED: Final = (
    "article:published_time og:published_time og:article:published_time article:published article.published "
    "published_time datepublished rnews:datepublished parsely-pub-date sailthru.date cxenseparse:recs:publishtime "
    "bt:pubdate dc.date.issued dcterms.issued dc.date dcterms.date dcterms.created dc.date.created pubdate pub_date "
    "publishdate publish-date publish_date publication_date publication-date date_published article:post_date "
    "citation_publication_date date"
).split()
MODIFIED: Final = (
    "article:modified_time og:updated_time article:modified datemodified dcterms.modified dc.date.modified "
    "lastmod last-modified-date"
).split()
_MARKED: Final = re.compile(r"publi|posted|entry-date|pubdate", re.IGNORECASE)
_CHANGED: Final = re.compile(r"modif|updat", re.IGNORECASE)
_TITLES_SHOWN: Final = 3
"""So many of a kind may be the page's own; each is held against every article that it tells of."""
_TIMES: Final = 50
"""A page with more tells of many things."""
_ASIDE: Final = frozenset({"aside", "article", "blockquote", "figure", "footer", "li", "nav", "table"})
_BYLINE: Final = 120
"""So many characters at most make a paragraph that tells when and by whom, and is no sentence of the article."""


class Metadata:
    """The ``meta``, ``link`` and ``time`` elements of one page, read by their names."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self._named: dict[str, list[str]] = defaultdict(list)
        self._of_items: dict[str, set[str]] = defaultdict(set)
        for meta in tree.iter("meta"):
            content = (meta.get("content") or "").strip()
            if content:
                for name in {meta.get("name"), meta.get("property")} - {None}:
                    self._named[name.strip().lower()].append(content)
                if meta.get("itemprop"):
                    self._of_items[meta.get("itemprop").strip().lower()].add(content)

    def first(self, *names: str) -> str | None:
        """The first content of the first of ``names`` that has one."""
        return next((self._named[name][0] for name in names if name in self._named), None)

    def all(self, *names: str) -> list[str]:
        """Every content of ``names``."""
        return [content for name in names for content in self._named.get(name, ())]

    def link(self, rel: str) -> str | None:
        """Where the first link of a kind leads."""
        found = (link for link in self._tree.iter("link") if rel in (link.get("rel") or "").lower().split())
        return next((link.get("href") for link in found if link.get("href")), None)

    @property
    def base(self) -> str | None:
        """What relative addresses of the page start from, where it says so."""
        return next((base.get("href") for base in self._tree.iter("base") if base.get("href")), None)

    @property
    def titles(self) -> list[str]:
        """What the page is called, in its head and above its text."""
        shown = [_text(one) for tag in ("h1", "title") for one in list(self._tree.iter(tag))[:_TITLES_SHOWN]]
        shared = [one for name in ("og:title", "twitter:title") for one in self.all(name)[:_TITLES_SHOWN]]
        return [title for title in (*shared, *shown) if title]

    @property
    def published(self) -> str | None:
        """When the page says it was published: in its head, else in the only such mark on it."""
        return self.first(*PUBLISHED) or self._only("datepublished", changed=False)

    @property
    def modified(self) -> str | None:
        """When the page says it was changed."""
        return self.first(*MODIFIED) or self._only("datemodified", changed=True)

    def _only(self, item: str, *, changed: bool) -> str | None:
        """The one time that the page marks so; where marks differ, some are those of other articles."""
        marked = set(self._of_items[item])
        times = [time for time in self._tree.iter("time") if time.get("datetime")]
        marked |= {time.get("datetime").strip() for time in times if (time.get("itemprop") or "").lower() == item}
        if marked:
            return marked.pop() if len(marked) == 1 else None
        near = [time for time in self._near_title() if bool(_CHANGED.search(_marks(time))) is changed]
        named = [time for time in near if time.get("pubdate") is not None or _MARKED.search(_marks(time))]
        told = {time.get("datetime").strip() for time in (near if changed else named or near)}
        return told.pop() if len(told) == 1 else None

    def _near_title(self) -> list[HtmlElement]:
        """The times in the part of the page that holds its title, but for those of what it cites or lists."""
        titles = list(self._tree.iter("h1"))
        if len(titles) != 1:
            return []
        part = next(titles[0].iterancestors("article", "main"), None)
        times = [] if part is None else [time for time in part.iter("time") if time.get("datetime")]
        return [time for time in times if not _is_aside(time, part)] if len(times) <= _TIMES else []


def _is_aside(time: HtmlElement, part: HtmlElement) -> bool:
    for above in time.iterancestors():
        if above is part:
            return False
        if above.tag in _ASIDE or (above.tag == "p" and len(_text(above)) > _BYLINE):
            return True
    return False


def _marks(time: HtmlElement) -> str:
    """What names a time: its own classes and those of what it stands in."""
    above = time.getparent()
    elements = [time] if above is None or above.tag in ("article", "main", "body") else [time, above]
    return " ".join(one.get(name) or "" for one in elements for name in ("class", "id", "itemprop"))


def _text(element: HtmlElement) -> str:
    return " ".join("".join(element.itertext()).split())
