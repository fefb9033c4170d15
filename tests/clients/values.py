"""Whether a client read what we wrote: values as JSON, in the forms that libraries give times and bytes."""

import json
import math
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import fastavro


def records(paths: Iterable[Path]) -> list[Any]:
    """What the containers hold, by our own library."""
    found: list[Any] = []
    for path in paths:
        with path.open("rb") as stream:
            found += list(fastavro.reader(stream))
    return found


def assert_same(ours: list[Any], lines: list[str]) -> None:
    """Each line of the client's is the record of ours in its place."""
    theirs = [json.loads(line) for line in lines]
    assert len(theirs) == len(ours)
    for number, (our, their) in enumerate(zip(ours, theirs, strict=True)):
        assert difference(our, their) is None, f"record {number}: {difference(our, their)}"
    assert ours, "nothing to read"


def difference(ours: Any, theirs: Any, where: str = "") -> str | None:
    """Where two values differ first; None where they do not."""
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping) and set(ours) == set(theirs):
        parts = (difference(ours[name], theirs[name], f"{where}.{name}") for name in ours)
        return next((part for part in parts if part), None)
    if isinstance(ours, list | tuple) and isinstance(theirs, list) and len(ours) == len(theirs):
        parts = (difference(a, b, f"{where}[{n}]") for n, (a, b) in enumerate(zip(ours, theirs, strict=True)))
        return next((part for part in parts if part), None)
    return None if _equal(ours, theirs) else f"{where}: {ours!r} is read as {theirs!r}"


def _equal(ours: Any, theirs: Any) -> bool:
    if isinstance(ours, datetime):
        if isinstance(theirs, str):
            moment = datetime.fromisoformat(theirs)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) == ours
        return bool(theirs == round(ours.timestamp() * 1000))
    if isinstance(ours, date):
        days = (ours - date(1970, 1, 1)).days
        return theirs in (days, days * 86_400_000, ours.isoformat(), f"{ours.isoformat()}T00:00:00")
    if isinstance(ours, bytes):
        return theirs in (ours.hex(), list(ours))
    if isinstance(ours, float) and isinstance(theirs, int | float):
        return math.isclose(ours, theirs, rel_tol=1e-15)
    return bool(ours == theirs)
