"""How sure events are by what readers said of them: a calibration fitted to verdicts, tried on verdicts left out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from pipelines.asking.precision import BANDS, is_sure
from pipelines.asking.store import Asked, Record
from pipelines.asking.verdicts import Verdict, stands_for
from pipelines.coding.calibration import FARTHEST, MOST, Calibration, Line, odds
from pipelines.coding.packages import coded_as
from pipelines.coding.version import IDENTITY, RANKS
from pipelines.identity import digest
from schemas import Coder

LEAST: Final = 100
"""Events of a language that have to be judged, of everything that is told, before its confidence is fitted."""
LEAST_EACH: Final = 10
"""Of these so many have to be right, and so many wrong."""
_FOLDS: Final = 10
# What is known before anything is judged: that confidence is as good as it ships, give or take these.
_SHIFT_SPREAD: Final = 1.0
_SLOPE_SPREAD: Final = 0.5

_Array = npt.NDArray[np.float64]


class FitError(Exception):
    """Nothing can be fitted; the message says why and what to do."""


class Seen(NamedTuple):
    """An event that was judged: its report and language, how sure the coder is of it, and whether it is right."""

    report_id: str
    language: str
    confidence: float
    right: bool


class Band(NamedTuple):
    """Events of a band of confidence: how many, how sure the coder is on average, which share is right."""

    events: int
    said: float
    right: float


@dataclass(frozen=True, slots=True)
class Trial:
    """What a fit does to events that it did not see: loss (logarithmic, by event) and bands by the name of their edge.

    ``line`` is fitted to all of them; None where it would be no better than what there is.
    """

    language: str
    judged: int
    right: int
    loss: tuple[float, float]
    before: Mapping[str, Band]
    after: Mapping[str, Band]
    line: Line | None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The verdicts that a fit may use, and of how many others each reason keeps them out."""

    seen: Sequence[Seen]
    left_out: Mapping[str, int]


def chosen(verdicts: Iterable[Verdict], events: Mapping[str, Record], coder: Coder) -> Chosen:
    """The last verdict on each event that ``coder`` tells as it was judged, of samples of everything.

    A sample of one type or publisher says nothing of the others; one of a language or of days does.
    """
    seen: dict[str, Seen] = {}
    left_out: dict[str, int] = defaultdict(int)
    for verdict in sorted(verdicts, key=lambda one: one.at):
        event = events.get(verdict.event_id)
        if event is None or not stands_for(verdict, event):
            left_out["coded differently since, or gone"] += 1
        elif event["coder_version"] != coder.version:
            left_out[f"of version {event['coder_version']} of the coder, not {coder.version}"] += 1
        elif "type=" in verdict.sample or "publisher=" in verdict.sample:
            left_out["drawn from some types or publishers only"] += 1
        else:
            language = coded_as(verdict.language or None)
            seen[verdict.event_id] = Seen(event["report_id"], language, event["confidence"], is_sure(verdict))
    return Chosen(list(seen.values()), dict(left_out))


def fitted(seen: Iterable[Seen]) -> list[Trial]:
    """For each language with enough verdicts what a fit gives; raises FitError where none has."""
    by_language = defaultdict[str, list[Seen]](list)
    for one in seen:
        by_language[one.language].append(one)
    lacking = [reason for language in sorted(by_language) if (reason := _lacking(by_language[language]))]
    if len(lacking) == len(by_language):
        raise FitError(
            f"too few verdicts: a language needs {LEAST} judged events, drawn from everything, of which {LEAST_EACH}"
            f" are right and {LEAST_EACH} wrong (event, type, modality); there are {'; '.join(lacking) or 'none'}"
        )
    return [_tried(name, held) for name, held in sorted(by_language.items()) if not _lacking(held)]


def next_calibration(
    asked: Asked, held: Calibration | None, trials: Iterable[Trial], *, others: Iterable[Calibration] = ()
) -> Calibration:
    """What comes after ``held``, numbered above it, above ``others`` and above all at work; raises FitError."""
    (row,) = asked.rows("SELECT max(coder_rank) AS rank FROM reports WHERE coder_rank < $next", next=_NEXT)
    known = [*others, *([held] if held else [])]
    number = max((row["rank"] or 0) - IDENTITY.rank, *(one.number for one in known), 0) + 1
    if number > MOST:
        raise FitError(f"version {IDENTITY.version} of the coder had {MOST} calibrations, and no more")
    lines = dict(held.lines) if held else {}
    for trial in trials:
        if trial.line is not None:
            before = lines.get(trial.language)
            lines[trial.language] = _rounded(trial.line if before is None else trial.line.after(before))
    return Calibration(IDENTITY.version, number, tuple(sorted(lines.items())))


def line_of(confidence: Sequence[float], right: Sequence[bool]) -> Line:
    """The line under which what was seen is likeliest, close to what ships where little was seen.

    Logistic regression on the odds with normal priors, by Newton's method; it has one optimum.
    """
    x = np.array([odds(one) for one in confidence])
    y = np.array(right, dtype=float)
    inputs = np.column_stack([np.ones_like(x), x])
    prior = np.array([0.0, 1.0])
    weight = np.diag([_SHIFT_SPREAD**-2, _SLOPE_SPREAD**-2])
    found = prior.copy()
    for _ in range(50):
        sure = 1 / (1 + np.exp(-(inputs @ found)))
        slope = inputs.T @ (y - sure) - weight @ (found - prior)
        bend = inputs.T @ (inputs * (sure * (1 - sure))[:, None]) + weight
        step = np.linalg.solve(bend, slope)
        found += step
        if np.abs(step).max() < 1e-9:
            break
    return Line(float(found[0]), float(found[1]), len(y))


_NEXT: Final = IDENTITY.rank + RANKS - 1
"""The rank of the next version's coder, less the one with which its reports wait for a language."""


def _lacking(held: Sequence[Seen]) -> str:
    right = sum(one.right for one in held)
    if len(held) >= LEAST and min(right, len(held) - right) >= LEAST_EACH:
        return ""
    return f"{held[0].language} {len(held)}, {right} right"


def _tried(language: str, held: Sequence[Seen]) -> Trial:
    """Fit to all, and for the trial to nine tenths in turn, the events of a report together."""
    folds = np.array([int(digest("fold", one.report_id)[:8], 16) % _FOLDS for one in held])
    before = np.array([one.confidence for one in held])
    right = np.array([one.right for one in held])
    after = before.copy()
    for fold in range(_FOLDS):
        out = folds == fold
        line = line_of(before[~out].tolist(), right[~out].tolist())
        after[out] = [line.confidence(one) for one in before[out].tolist()]
    line = line_of(before.tolist(), right.tolist())
    loss = (_loss(before, right), _loss(after, right))
    return Trial(
        language=language,
        judged=len(held),
        right=int(right.sum()),
        loss=loss,
        before=_bands(before, right),
        after=_bands(after, right),
        line=line if loss[1] < loss[0] and line.slope > 0 else None,
    )


def _loss(confidence: _Array, right: npt.NDArray[np.bool_]) -> float:
    sure = np.clip(confidence, 0.005, 0.995)
    return float(-np.mean(np.where(right, np.log(sure), np.log(1 - sure))))


def _bands(confidence: _Array, right: npt.NDArray[np.bool_]) -> dict[str, Band]:
    found = {}
    for low, high in pairwise(BANDS):
        within = (confidence >= low) & (confidence < high)
        if within.any():
            found[f"{low:.1f}"] = Band(int(within.sum()), float(confidence[within].mean()), float(right[within].mean()))
    return found


def _rounded(line: Line) -> Line:
    """As a file can hold it."""
    shift = min(max(line.shift, -FARTHEST), FARTHEST)
    return Line(round(shift, 4), min(max(round(line.slope, 4), 0.0001), FARTHEST), line.judged)
