"""Which kinds of difficulty occur in a stream, judged by what was generated and not by the scene that it came from."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, tzinfo
from itertools import combinations
from typing import Final

from claims.generator import Fields, decoded
from claims.language import read, sentences
from pipelines.identity import content_hash
from schemas import Report


def kinds_in(deliveries: Sequence[Fields], zone: tzinfo) -> set[str]:
    """Which kinds of difficulty occur, judged by what was generated and not by the scene that it came from."""
    reports = list(decoded(deliveries, zone))
    return {
        *(kind for report in reports for kind in _of_report(report, zone)),
        *(kind for a, b in combinations(reports, 2) for kind in _of_two(a, b, zone)),
        *(["parts of two others"] if _any_parts_of_two(reports) else []),
        *(["several time zones"] if len({f["published_at"][-6:] for f in deliveries}) > 2 else []),
        *(["unusable"] if len(reports) < len(deliveries) else []),
    }


def _of_report(report: Report, zone: tzinfo) -> Iterator[str]:
    if report.language != "en":
        yield "unsupported language"
    if report.published_precision == "day":
        yield "day without time"
    if report.retracted:
        yield "retraction"
        return
    day = _day(report, zone)
    dead = Counter((said.place, said.killed) for _, _, said in read(report.text) if said and said.killed)
    if dead and max(dead.values()) > 2:
        yield "one toll in several words"
    for _, _, said in read(report.text):
        if said is None:
            yield "no event"
            continue
        if said.never:
            yield "denied"
        if said.perhaps:
            yield "unsure"
        if said.when == "some day":
            yield "open"
        if said.when == "tomorrow" or (said.when.startswith("on") and date.fromisoformat(said.when[3:]) > day):
            yield "ahead" if said.kind.deed and not said.never else "planned"
        if said.when.startswith("on") and (day - date.fromisoformat(said.when[3:])).days > 7:
            yield "past"
        if said.when.startswith("in"):
            yield "coarse"
        if len(said.sources) > 1 and len(said.targets) > 1:
            yield "several actors on both sides"
        if said.kind.reciprocal:
            yield "reciprocal"
        if not said.sources:
            yield "missing source"
        if not said.targets:
            yield "missing target"
        if said.place is None:
            yield "missing place"


def _of_two(a: Report, b: Report, zone: tzinfo) -> Iterator[str]:
    first, second = sorted((a, b), key=lambda r: r.fetched_at)
    same_text = content_hash(a.text) == content_hash(b.text)
    if a.report_id != b.report_id:
        if same_text and abs((_day(a, zone) - _day(b, zone)).days) == 1:
            yield "copy over midnight"
        if same_text and a.text != b.text:
            yield "copy with other quotes"
        if a.canonical_url == b.canonical_url and not same_text:
            yield "one url with many texts"
    elif first.fetched_at < second.fetched_at and not second.retracted:
        yield "update by guid" if first.guid else "update by report id"
        before, after = _sentences(first), _sentences(second)
        if after < before:
            yield "dropped sentence"
        if before & after and before - after and after - before:
            yield "changed sentence"
        if same_text and _day(a, zone) != _day(b, zone):
            yield "new date"


def _any_parts_of_two(reports: Sequence[Report]) -> bool:
    carriers: dict[str, set[frozenset[str]]] = defaultdict(set)
    for report in reports:
        for sentence in _sentences(report):
            carriers[sentence].add(_sentences(report))
    for report in reports:
        own = _sentences(report)
        others = [carriers[sentence] - {own} for sentence in own]
        if any(a - b and b - a for a, b in combinations(filter(None, others), 2)):
            return True
    return False


def _sentences(report: Report) -> frozenset[str]:
    return frozenset(sentence for _, sentence in sentences(report.text))


def _day(report: Report, zone: tzinfo) -> date:
    return report.published_at.astimezone(zone).date()


KINDS_OF_STREAM: Final = frozenset(
    {
        "ahead",
        "coarse",
        "changed sentence",
        "copy over midnight",
        "copy with other quotes",
        "day without time",
        "denied",
        "dropped sentence",
        "missing place",
        "missing source",
        "missing target",
        "new date",
        "no event",
        "one toll in several words",
        "one url with many texts",
        "open",
        "parts of two others",
        "past",
        "planned",
        "reciprocal",
        "retraction",
        "several actors on both sides",
        "several time zones",
        "unsure",
        "unsupported language",
        "unusable",
        "update by guid",
        "update by report id",
    }
)
