"""Stories of news agencies, NITF and NewsML-G2, in the fields that raw reports have."""

import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element

from connectors.news_xml.trees import LANG, attribute_at, name_of, named, text_of, words_at

_HEAD: Final = ("head", "docdata")
_PUBLISHED: Final = ("head", "pubdata")
_BODY_HEAD: Final = ("body", "body.head")
_BY: Final = re.compile(r"^by\s+", re.IGNORECASE)
_OF_NO_HOUR: Final = "T000000"
_WHOLE: Final = "full_text"
_MEDIA: Final = ("picture", "photo", "graphic", "video", "audio", "animation")


def nitf(root: Element) -> Iterator[dict[str, Any]]:
    """The one story of a NITF document."""
    holders = (attribute_at(root, "holder", *_HEAD, "doc.copyright"), attribute_at(root, "name", *_PUBLISHED))
    dates = (
        attribute_at(root, "norm", *_HEAD, "date.issue"),
        attribute_at(root, "norm", *_HEAD, "date.release"),
        (attribute_at(root, "date.publication", *_PUBLISHED) or "").removesuffix(_OF_NO_HOUR),
    )
    subjects = [tag.get("key") or tag.get("value") for tag in named(root, *_HEAD, "key-list", "keyword")]
    yield {
        "guid": attribute_at(root, "id-string", *_HEAD, "doc-id"),
        "url": attribute_at(root, "ex-ref", *_PUBLISHED),
        "title": words_at(root, *_BODY_HEAD, "hedline", "hl1") or words_at(root, "head", "title"),
        "text": _body(root),
        "summary": words_at(root, *_BODY_HEAD, "abstract"),
        "published_at": next(filter(None, dates), None),
        "authors": [words_at(by, "person") or _BY.sub("", text_of(by)) for by in named(root, *_BODY_HEAD, "byline")],
        "tags": [subject for subject in subjects if subject],
        "language": root.get(LANG) or next((found.get(LANG) for found in named(root, "body")), None),
        "publisher": next(filter(None, holders), None),
        "agency": words_at(root, *_BODY_HEAD, "distributor"),
        "pubstatus": attribute_at(root, "management-status", *_HEAD),
    }


def newsml_g2(root: Element) -> Iterator[dict[str, Any]]:
    """The text items of a NewsML-G2 message, or the one item that the document is."""
    items = [root] if name_of(root) == "newsItem" else list(named(root, "itemSet", "newsItem"))
    for item in items:
        kind = (attribute_at(item, "qcode", "itemMeta", "itemClass") or "").rpartition(":")[2]
        if kind in _MEDIA:
            continue  # its words are a caption
        status = attribute_at(item, "qcode", "itemMeta", "pubStatus") or ""
        names = map(_name, named(item, "itemMeta", "provider"))
        yield {
            "guid": item.get("guid"),
            "title": words_at(item, "contentMeta", "headline") or words_at(item, "itemMeta", "title"),
            "text": _inline(item),
            "summary": words_at(item, "contentMeta", "description"),
            "published_at": words_at(item, "itemMeta", "firstCreated"),
            "modified_at": words_at(item, "itemMeta", "versionCreated"),
            "authors": [text_of(by) for by in named(item, "contentMeta", "by")],
            "tags": [text_of(name) for name in named(item, "contentMeta", "subject", "name")],
            "language": attribute_at(item, "tag", "contentMeta", "language") or item.get(LANG),
            "publisher": next(filter(None, names), None),
            "pubstatus": status.rpartition(":")[2],
        }


def _name(party: Element) -> str:
    return words_at(party, "name") or party.get("literal") or party.get("qcode", "").rpartition(":")[2]


def _body(root: Element) -> str:
    contents = [*named(root, "body", "body.content")]
    whole = [block for content in contents for block in named(content, "block") if block.get("class") == _WHOLE]
    return "\n".join(map(text_of, whole or contents))


def _inline(item: Element) -> str:
    """The first rendering of the content that has words: others say the same in another form."""
    for content in (*named(item, "contentSet", "inlineXML"), *named(item, "contentSet", "inlineData")):
        story = next((one for one in content.iter() if name_of(one) == "nitf"), None)
        said = _body(story) if story is not None else text_of(content)
        if said:
            return said
    return ""
