"""How often what is told is right: shares of what readers judged, with Wilson's intervals."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from statistics import NormalDist
from typing import Final, TypedDict

from pipelines.asking.verdicts import COLUMNS, Verdict

LEVEL: Final = 0.95
_SURE: Final = ("event", "type", "modality")
"""What confidence is about."""
BANDS: Final = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
"""Where bands of confidence begin, and the last ends."""


class Share(TypedDict):
    """Right of so many judged, and the interval of the share."""

    judged: int
    right: int
    share: float
    low: float
    high: float


class Agreement(TypedDict):
    """Of the events that several readers judged, on how many they agree about event, type and modality."""

    events: int
    alike: int


class Precision(TypedDict):
    """``columns``: of each column where there is an event; ``types`` to ``confidence``: event, type and modality right.

    Each event counts once, by the last verdict on it. ``confidence`` is by band, as "0.6": from there to the next.
    """

    events: int
    readers: int
    all_right: Share
    sure: Share
    columns: dict[str, Share]
    types: dict[str, Share]
    publishers: dict[str, Share]
    languages: dict[str, Share]
    confidence: dict[str, Share]
    agreement: Agreement


def precision(verdicts: Iterable[Verdict]) -> Precision | None:
    """What the verdicts say; None of none."""
    given = sorted(verdicts, key=lambda verdict: verdict.at)
    last = {verdict.event_id: verdict for verdict in given}
    if not last:
        return None
    events = list(last.values())
    there = [verdict for verdict in events if "event" not in verdict.wrong]
    columns = {
        name: share(judged, [verdict for verdict in judged if name not in verdict.wrong])
        for name in COLUMNS
        if (judged := events if name == "event" else there)
    }
    return {
        "events": len(events),
        "readers": len({verdict.reader for verdict in given}),
        "all_right": share(events, [verdict for verdict in events if not verdict.wrong]),
        "sure": _sure(events),
        "columns": columns,
        "types": _by(events, lambda verdict: verdict.type),
        "publishers": _by(events, lambda verdict: verdict.publisher),
        "languages": _by(events, lambda verdict: verdict.language),
        "confidence": _by(events, lambda verdict: f"{max(b for b in BANDS if b <= verdict.confidence):.1f}"),
        "agreement": _agreement(given),
    }


def share(judged: list[Verdict], right: list[Verdict], level: float = LEVEL) -> Share:
    """The share of those that are right, with Wilson's interval."""
    n, z = len(judged), NormalDist().inv_cdf((1 + level) / 2)
    p = len(right) / n
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return {"judged": n, "right": len(right), "share": p, "low": low, "high": high}


def _sure(events: list[Verdict]) -> Share:
    return share(events, [verdict for verdict in events if is_sure(verdict)])


def is_sure(verdict: Verdict) -> bool:
    """Whether what confidence is about is right."""
    return not set(_SURE) & set(verdict.wrong)


def _by(events: list[Verdict], what: Callable[[Verdict], str]) -> dict[str, Share]:
    groups = defaultdict[str, list[Verdict]](list)
    for verdict in events:
        groups[what(verdict)].append(verdict)
    return {name: _sure(groups[name]) for name in sorted(groups)}


def _agreement(given: list[Verdict]) -> Agreement:
    by_event = defaultdict[tuple[str, str], dict[str, bool]](dict)
    for verdict in given:
        by_event[verdict.event_id, verdict.judged][verdict.reader] = is_sure(verdict)
    several = [said for said in by_event.values() if len(said) > 1]
    return {"events": len(several), "alike": sum(len(set(said.values())) == 1 for said in several)}
