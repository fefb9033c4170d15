"""Identity from content (decisions D1 and D3): never from offsets, clocks or chance.

An id is the first 16 bytes, in hexadecimal, of SHA-256 over the UTF-8 fields as netstrings
(https://cr.yp.to/proto/netstrings.txt), the first field naming the kind. ``tests/data/identity.jsonl`` holds vectors
that an implementation in another language can be checked against.
"""

import hashlib
from collections.abc import Iterable
from datetime import date

from pipelines.normal import normal_words, normalise


def digest(kind: str, *fields: str) -> str:
    """The id of ``fields``: 32 hexadecimal digits."""
    h = hashlib.sha256()
    for value in (kind, *fields):
        h.update(netstring(value))
    return h.hexdigest()[:32]


def netstring(value: str) -> bytes:
    """``value`` as a netstring, so that no two lists of values give the same bytes."""
    data = value.encode("utf-8", "surrogatepass")
    return b"%d:%b," % (len(data), data)


def report_id(source: str, *, given: str | None, canonical_url: str | None, text: str) -> str:
    """The id of a report: by ``given`` id or guid when the scraper has one, else by url and normalised text (D1)."""
    if given:
        return digest("report-given", source, given)
    return digest("report", source, canonical_url or "", normalise(text))


def content_hash(text: str) -> str:
    """Equal for exact copies: texts that are the same after normalisation."""
    return digest("content", normalise(text))


def trigger_position(sentence: str, trigger_start: int) -> int:
    """How many normalised words stand in ``sentence`` before the character ``trigger_start``."""
    return len(normal_words(sentence[:trigger_start]))


def event_id(
    sentence: str,
    *,
    trigger_start: int,
    event_date: date,
    event_type: str,
    source_codes: Iterable[str],
    target_codes: Iterable[str],
) -> str:
    """The id of an event (D3); ``trigger_start`` counts characters from the start of ``sentence``.

    Codes count as sets: their order in the sentence and repetitions make no difference.
    """
    return digest(
        "event",
        normalise(sentence),
        str(trigger_position(sentence, trigger_start)),
        event_date.isoformat(),
        event_type,
        "+".join(sorted(set(source_codes))),
        "+".join(sorted(set(target_codes))),
    )
