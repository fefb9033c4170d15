"""What the tables of the days must hold, in plain words of Python: decisions D3, D5, D10 to D12 and D15 to D17.

Nothing of the aggregation or of the identity code is used, only the rule that links two fingerprints. Tables are
mappings from key to the other columns, without what depends on arrival (``ARRIVAL``) or on the clock.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta, tzinfo
from itertools import product
from statistics import fmean
from typing import Any, Final

from claims.language import Said
from claims.told import Told, confidence, has_day, sides, tellings
from pipelines.dedup.fingerprint import fingerprint
from pipelines.dedup.link import linked
from pipelines.language import SUPPORTED
from pipelines.normal import normalise
from schemas import Coder, Counts, Report

ARRIVAL: Final = ("story_id", "outcome", "reason", "duplicate_of")
"""Columns of reports, events and mentions that D3 and D10 give on arrival: they may differ between orders."""
CLOCK: Final = "updated_at"
Table = dict[tuple[Any, ...], dict[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Daily rows by day and cell, events by id, mentions by event and report."""

    daily: Table
    events: Table
    mentions: Table


def expected(
    deliveries: Iterable[Report],
    coder: Coder,
    zone: tzinfo,
    blind: frozenset[str] = frozenset(),
    blind_before: Sequence[frozenset[str]] = (),
    min_confidence: float = 0.6,
) -> Tables:
    """The tables that ``deliveries``, in whatever order, must come to.

    ``blind``: the triggers that the coder does not see; ``blind_before``: those of coders of lower rank, each of which
    coded the same deliveries. ``min_confidence``: events below it count in no row.
    """
    deliveries = list(deliveries)
    newest: dict[str, Report] = {}
    for delivery in sorted(deliveries, key=lambda r: r.fetched_at):
        newest[delivery.report_id] = delivery
    reports = sorted(newest.values(), key=lambda r: (r.published_at, r.report_id))
    told = [t for report in reports for t in tellings(report, zone, blind, min_confidence)]
    revisions = _revisions(deliveries, coder.rank, zone, [blind, *blind_before])
    return Tables(
        daily=_daily(reports, told, revisions, zone, blind, min_confidence),
        events={(t.event_id,): _event(t, coder) for t in reversed(told)},
        mentions={(t.event_id, t.report.report_id): _mention(t) for t in reversed(told)},
    )


def _revisions(
    deliveries: list[Report], rank: int, zone: tzinfo, blind: Sequence[frozenset[str]]
) -> dict[tuple[Any, ...], str]:
    """The revision of every row that ever was: a report counts, with all its versions, where one of them ever told.

    The versions of a report are told apart by their time of fetching and by the coder.
    """
    fetched: dict[str, set[datetime]] = {}
    ever: dict[tuple[Any, ...], set[str]] = {}
    for report in deliveries:
        fetched.setdefault(report.report_id, set()).add(report.fetched_at)
        told = [t for unseen in blind for t in tellings(report, zone, unseen) if has_day(t)]
        touched = {(t.day, *cell) for t in told for cell in _cells(t)}
        for key in touched | {(report.published_at.astimezone(zone).date(), *_TOTAL)}:
            ever.setdefault(key, set()).add(report.report_id)
    revisions = {}
    for key, ids in ever.items():
        latest = max(moment for report_id in ids for moment in fetched[report_id])
        versions = sum(len(fetched[report_id]) for report_id in ids) * len(blind)
        revisions[key] = f"{rank:06d}|{round(latest.timestamp() * 1000):015d}|{versions:09d}"
    return revisions


def _daily(
    reports: list[Report],
    told: list[Told],
    revisions: dict[tuple[Any, ...], str],
    zone: tzinfo,
    blind: frozenset[str],
    min_confidence: float,
) -> Table:
    cells: dict[tuple[Any, ...], list[Told]] = {}
    for one in told:
        if one.uncounted is None or (one.modality != "asserted" and has_day(one)):
            for cell in _cells(one):
                cells.setdefault((one.day, *cell), []).append(one)
    read_on: dict[date, list[Report]] = {}
    for report in reports:
        read_on.setdefault(report.published_at.astimezone(zone).date(), []).append(report)
    tolls = _tolls(told)
    rows = {key: _row(key, cells[key], revisions[key], tolls, min_confidence) for key in cells}
    for day in {key[0] for key in cells} | read_on.keys():
        total = (day, *_TOTAL)
        figures = _row(total, cells.get(total, []), revisions[total], tolls, min_confidence)
        rows[total] = figures | _read(read_on.get(day, []), zone, blind)
    return rows


def _cells(one: Told) -> set[tuple[Any, ...]]:
    """D12: series, source, target, place, type, quad class."""
    kind = one.said.kind
    if kind.reciprocal and len(one.sources) > 1:
        pairs = {(a, b) for a, b in product(one.sources, repeat=2) if a != b}
    elif kind.reciprocal and len(one.said.sources + one.said.targets) > 1:
        pairs = {(one.sources[0], one.sources[0])}
    else:
        pairs = set(product(one.sources or ("",), one.targets or ("",)))
    place = one.said.place.country if one.said.place else ""
    return {
        *(("pair_type", a, b, "", kind.type, kind.quad_class) for a, b in pairs),
        *(("pair_quad", a, b, "", "", kind.quad_class) for a, b in pairs),
        ("place_type", "", "", place, kind.type, kind.quad_class),
        ("total", "", "", "", kind.type, kind.quad_class),
        _TOTAL,
    }


_TOTAL: Final = ("total", "", "", "", "", 0)


_Tolls = dict[int, tuple[int, int]]
_SHARED_OUT: Final = ("ASSAULT", "PROTEST", "COERCE", "MOBILIZE", "SANCTION")


def _tolls(told: list[Told]) -> _Tolls:
    """D17: killed and injured that each telling bears, by its id: in a report one type bears what may be the same."""
    deeds = [t for t in told if t.uncounted is None and t.said.kind.quad_class == 4]
    found: _Tolls = {}
    for t in deeds:
        before = [
            o
            for o in deeds
            if (o.report, o.day) == (t.report, t.day)
            and _SHARED_OUT.index(o.said.kind.type) < _SHARED_OUT.index(t.said.kind.type)
        ]
        killed = [o for o in before if o.said.killed and _same_toll(t, o, o.said.killed == t.said.killed)]
        injured = [o for o in before if o.said.injured and _same_toll(t, o, o.said.injured == t.said.injured)]
        found[id(t)] = (0 if killed else t.said.killed or 0, 0 if injured else t.said.injured or 0)
    return found


def _same_toll(a: Told, b: Told, same_number: bool) -> bool:
    (country, region), (other_country, other_region) = _site(a), _site(b)
    if (country, region) == (other_country, other_region):
        return True
    within = country == other_country and "" in (region, other_region)
    return same_number and (within or "" in (country, other_country))


def _site(t: Told) -> tuple[str, str]:
    if t.said.place:
        return t.said.place.country, t.said.place.admin1 or ""
    hit = [country for country in t.targets if country]
    return (hit[0] if len(hit) == 1 else "", "")


def _least(numbers: list[tuple[tuple[str, str], int]]) -> int:
    """The fewest of whom all numbers can be true: regions are parts of their country, countries of the world."""
    in_countries = 0
    for country in {site[0] for site, _ in numbers} - {""}:
        of = {region: 0 for (c, region), _ in numbers if c == country}
        for (c, region), number in numbers:
            if c == country:
                of[region] = max(of[region], number)
        in_countries += max(of.pop("", 0), sum(of.values()))
    return max([in_countries, *(number for (country, _), number in numbers if not country)])


def _row(key: tuple[Any, ...], told: list[Told], revision: str, tolls: _Tolls, min_confidence: float) -> dict[str, Any]:
    """D11 and D17; ``told`` is in order of origin."""
    _, series, source, target, *_ = key
    mentions = {(t.event_id, t.report.report_id): t for t in reversed(told)}
    modality = Counter(t.modality for t in mentions.values() if t.uncounted is not None)
    facts = [t for t in told if t.uncounted is None]
    tellers: dict[str, set[str]] = {}
    incidents: dict[tuple[Any, ...], list[Told]] = {}
    for t in facts:
        tellers.setdefault(t.event_id, set()).add(t.report.report_id)
        # nobody and somebody without a country are the same to D11: both are ""
        sides = (t.sources or ("",), t.targets or ("",))
        parties = (source, target) if series.startswith("pair") else sides
        place = (t.said.place.country, t.said.place.admin1 or "") if t.said.place else ("", "")
        incidents.setdefault((*parties, t.said.kind.type, *place), []).append(t)
    by_event = [{t.event_id: t.said for t in incident} for incident in incidents.values()]
    scores = [fmean(said.kind.score for said in events.values()) for events in by_event]
    known = [
        [said.kind.goldstein for said in events.values() if said.kind.goldstein is not None] for events in by_event
    ]
    goldstein = [fmean(values) for values in known if values]
    counting = {t.report.report_id: t.report for t in facts}
    return {
        "incidents": len(incidents),
        "stories": _stories(list(counting.values())),
        "mentions": sum(map(len, tellers.values())),
        "reports": len(counting),
        "publishers": len({r.publisher for r in counting.values()}),
        "score": fmean(scores) if scores else None,
        "goldstein": fmean(goldstein) if goldstein else None,
        "killed": _least([(_site(t), tolls.get(id(t), (0, 0))[0]) for t in facts]),
        "injured": _least([(_site(t), tolls.get(id(t), (0, 0))[1]) for t in facts]),
        "mentions_denied": modality["denied"],
        "mentions_planned": modality["planned"],
        "mentions_historical": modality["historical"],
        "evidence": tuple(sorted(tellers, key=lambda e: (-len(tellers[e]), e))[:3]),
        **dict.fromkeys(("read", *_READ)),
        "revision": revision,
        "min_confidence": min_confidence,
    }


def _stories(reports: list[Report]) -> int:
    """D10: each report's story is the smallest (published_at, report_id) among itself and its direct links."""
    order = sorted(reports, key=lambda r: (r.published_at, r.report_id))
    return len({next(o.report_id for o in order if o is r or _alike(o, r)) for r in order})


def _alike(a: Report, b: Report) -> bool:
    same_words = normalise(a.text) == normalise(b.text) != ""
    return same_words or linked(fingerprint(a.text), fingerprint(b.text))


_READ: Final = ("read_coded", "read_no_event", "read_duplicate", "read_unsupported_language")


def _read(reports: list[Report], zone: tzinfo, blind: frozenset[str]) -> dict[str, int]:
    """Reports read on one day by outcome: the first of equal texts counts by what it tells, the others as copies."""
    counts = Counter[str]()
    texts: set[str] = set()
    for report in reports:
        text = normalise(report.text)
        if report.retracted:
            counts["read_no_event"] += 1
        elif report.language not in SUPPORTED:
            counts["read_unsupported_language"] += 1
        elif report.text and text in texts:
            counts["read_duplicate"] += 1
        else:
            texts.add(text)
            counts["read_coded" if tellings(report, zone, blind) else "read_no_event"] += 1
    return {"read": len(reports), **{name: counts[name] for name in _READ}}


def _event(t: Told, coder: Coder) -> dict[str, Any]:
    kind, said = t.said.kind, t.said
    sources, targets = sides(said)
    return {
        "event_date": t.day,
        "date_precision": t.precision,
        "date_basis": t.basis,
        "type": kind.type,
        "mode": None,
        "contexts": (),
        "quad_class": kind.quad_class,
        "score": kind.score,
        "cameo_code": kind.cameo,
        "goldstein": kind.goldstein,
        "sources": tuple(map(asdict, sources)),
        "targets": tuple(map(asdict, targets)),
        "reciprocal": kind.reciprocal,
        "place": asdict(said.place) if said.place else None,
        "modality": t.modality,
        "deed_modality": "planned" if kind.deed else None,
        "counts": asdict(Counts(killed=said.killed, injured=said.injured)),
        "sentence": said.sentence,
        **_offsets(said),
        "coder": asdict(coder),
        "confidence": confidence(said),
        "report_id": t.report.report_id,
        "url": t.report.canonical_url,
        "publisher": t.report.publisher,
        "published_at": t.report.published_at,
    }


def _mention(t: Told) -> dict[str, Any]:
    return {
        "event_date": t.day,
        "modality": t.modality,
        "uncounted": t.uncounted,
        "late": t.report.fetched_at.date() - t.day > timedelta(7),
        "confidence": confidence(t.said),
        "source": t.report.source,
        "publisher": t.report.publisher,
        "agency": t.report.agency,
        "url": t.report.canonical_url,
        "published_at": t.report.published_at,
        **_offsets(t.said),
    }


def _offsets(said: Said) -> dict[str, int]:
    end = said.start + len(said.sentence)
    trigger_end = said.trigger_start + len(said.trigger)
    return {
        "sentence_start": said.start,
        "sentence_end": end,
        "trigger_start": said.trigger_start,
        "trigger_end": trigger_end,
    }
