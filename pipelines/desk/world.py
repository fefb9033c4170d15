"""The map: countries shaded by how much happened there, and a circle for each place."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import sqrt
from typing import Final

from pipelines.desk.projecting import HEIGHT, WIDTH, project
from pipelines.desk.wording import middles

SHADES: Final = 5
_LARGEST: Final = 11.0
_SMALLEST: Final = 1.6
_UNDRAWN: Final = 2.5
"""The radius that a country without a shape is shown with."""
VIEW: Final = f"0 0 {WIDTH:g} {HEIGHT - 45:g}"
"""Without the sea around Antarctica."""


@dataclass(frozen=True, slots=True)
class Land:
    """A country: its path, or, where it is too small to be drawn, where it lies."""

    code: str
    path: str
    at: tuple[float, float] | None
    shade: int
    events: int


@dataclass(frozen=True, slots=True)
class Spot:
    """A place: where it lies on the map, how large it is drawn, and what happened."""

    x: float
    y: float
    radius: float
    name: str
    country: str
    events: int


@cache
def outline() -> dict[str, str]:
    """The path of each country that is drawn, by its code."""
    held = json.loads((files("pipelines.desk") / "outline.json").read_text(encoding="utf-8"))
    paths: dict[str, str] = held["countries"]
    return paths


def lands(events: Mapping[str, int]) -> list[Land]:
    """Every country, shaded by its share of the most."""
    most = max(events.values(), default=0)
    drawn = [Land(code, path, None, shade(events.get(code, 0), most), events.get(code, 0)) for code, path in _paths()]
    bare = [code for code in events if code in middles() and code not in outline() and events[code]]
    small = [Land(code, "", _at(*middles()[code]), shade(events[code], most), events[code]) for code in bare]
    return drawn + small


def _paths() -> list[tuple[str, str]]:
    return list(outline().items())


def shade(count: int, most: int) -> int:
    """0 for nothing, then up to SHADES by the root of the share: a few are seen beside many."""
    return 0 if not count else max(1, min(SHADES, 1 + int(sqrt(count / most) * SHADES - 1e-9)))


def spots(rows: list[tuple[float, float, str, str, int]]) -> list[Spot]:
    """Places by longitude, latitude, name, country and count; areas are as counts, the largest drawn first."""
    most = max((row[4] for row in rows), default=1)
    found = []
    for longitude, latitude, name, country, events in sorted(rows, key=lambda row: -row[4]):
        x, y = _at(longitude, latitude)
        found.append(Spot(x, y, round(max(_SMALLEST, _LARGEST * sqrt(events / most)), 1), name, country, events))
    return found


def _at(longitude: float, latitude: float) -> tuple[float, float]:
    x, y = project(longitude, latitude)
    return round(x, 1), round(y, 1)
