"""Web archives as records: the reports of their pages, and why a page or a record gives none."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from connectors.archives.encodings import EncodingError
from connectors.archives.responses import address_of, left_out_as, read_response
from connectors.archives.warc import Damage, Headers, WarcRecord, read_warc
from connectors.expanding import Growth
from connectors.pages.records import Value, page_values

WARC_BEGINS: Final = b"WARC/"
_NAME: Final = re.compile(r"\.warc(?:\.(?:gz|zst))?$", re.IGNORECASE)


def is_warc_named(path: str) -> bool:
    """Whether a file's name is that of a WARC file."""
    return _NAME.search(path) is not None


def warc_values(stream: io.BufferedReader, growth: Growth, left_out: Counter[str]) -> Iterator[Value]:
    """The reports of the pages in a WARC file, as ``page_values`` gives them; raises BombError.

    What is no page is counted in ``left_out`` by what it is.
    """

    def choose(headers: Headers, head: bytes) -> bool:
        kind = left_out_as(headers, head)
        if kind is not None:
            left_out[kind] += 1
        return kind is None

    for record in read_warc(stream, choose):
        if isinstance(record, Damage):
            yield record.value, (record.reason, record.message)
            continue
        for value, problem in _values(record, growth):
            growth.grow(len(value))
            yield value, problem and (problem[0], f"{_name(record.headers)}: {problem[1]}")


def _values(record: WarcRecord, growth: Growth) -> Iterator[Value]:
    headers = record.headers
    if "warc-segment-number" in headers:
        yield record.block, ("truncated", "a page in segments, which are not put together")
        return
    try:
        response = read_response(record)
    except EncodingError as e:
        yield record.block, (e.reason, str(e))
        return
    growth.grow(len(response.page))
    told = {"warc_record": headers.get("warc-record-id"), "warc_truncated": headers.get("warc-truncated")}
    more = {"fetched_at": headers.get("warc-date"), "extra": {name: one for name, one in told.items() if one}}
    yield from page_values(response.page, address_of(headers) or None, response.charset, more)


def _name(headers: Headers) -> str:
    return f"{headers.get('warc-record-id', 'a record without id')} of {address_of(headers) or 'no address'}"[:300]
