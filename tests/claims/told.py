"""What a report says by the model: decisions D3, D5, D15 and D16, in plain words of Python."""

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo
from hashlib import sha256
from typing import Any

from claims.language import Said, read
from pipelines.language import SUPPORTED
from pipelines.normal import normalise
from schemas import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that one report says."""

    said: Said
    report: Report
    day: date
    precision: str
    basis: str
    modality: str
    uncounted: str | None
    event_id: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]

    @property
    def order(self) -> tuple[Any, str]:
        return (self.report.published_at, self.report.report_id)


def tellings(report: Report, zone: tzinfo, blind: frozenset[str], min_confidence: float = 0.0) -> list[Told]:
    if report.retracted or report.language not in SUPPORTED:
        return []
    said = [said for _, _, said in read(report.text) if said is not None and said.trigger not in blind]
    own_day = report.published_at.astimezone(zone).date()
    return [_telling(one, report, own_day, min_confidence) for one in said]


def _telling(said: Said, report: Report, own_day: date, min_confidence: float) -> Told:
    """D5, D15, D16 and D3 for one sentence of a report of ``own_day``."""
    match said.when.split():
        case ["yesterday"]:
            day, precision, basis = own_day - timedelta(1), "day", "relative"
        case ["tomorrow"]:
            day, precision, basis = own_day + timedelta(1), "day", "relative"
        case ["some", "day"]:
            day, precision, basis = own_day, "day", "open"
        case ["on", when]:
            day, precision, basis = date.fromisoformat(when), "day", "explicit"
        case ["in", when] if len(when) == 4:
            day, precision, basis = date.fromisoformat(f"{when}-01-01"), "year", "explicit"
        case ["in", when]:
            day, precision, basis = date.fromisoformat(f"{when}-01"), "month", "explicit"
        case _:
            day, precision, basis = own_day, "day", "report"
    past = day < own_day - timedelta(7)
    modality = (
        "denied"
        if said.never
        else "planned"
        if day > own_day and not said.kind.deed
        else "historical"
        if past
        else "asserted"
    )
    apart = [modality] if modality != "asserted" else []
    apart += ["coarse"] if precision != "day" else []
    apart += ["open"] if basis == "open" else []
    apart += ["ahead"] if day > own_day else []
    apart += ["unsure"] if confidence(said) < min_confidence else []
    codes = [{a.code for a in side} for side in sides(said)]
    words_before = normalise(said.sentence[: said.trigger_start - said.start]).split()
    content = ["event", normalise(said.sentence), str(len(words_before)), str(day), said.kind.type]
    content += ["+".join(sorted(side)) for side in codes]
    netstrings = "".join(f"{len(part.encode())}:{part}," for part in content)
    sources, targets = (tuple(sorted({a.country for a in side})) for side in sides(said))
    return Told(
        said=said,
        report=report,
        day=day,
        precision=precision,
        basis=basis,
        modality=modality,
        uncounted=apart[0] if apart else None,
        event_id=sha256(netstrings.encode()).hexdigest()[:32],
        sources=sources,
        targets=targets,
    )


def confidence(said: Said) -> float:
    return 0.25 if said.perhaps else 0.75


def has_day(one: Told) -> bool:
    return one.precision == "day" and one.basis != "open"


def sides(said: Said) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    return (said.sources + said.targets, ()) if said.kind.reciprocal else (said.sources, said.targets)
