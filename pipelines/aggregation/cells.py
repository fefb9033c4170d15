"""The cells of the daily series that a telling counts in (decisions D11 and D12)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from schemas import Actor, Series, Telling


class Cell(NamedTuple):
    """The key of a daily row within its day; what is not of the series, or not known, is empty (quad class: 0)."""

    series: Series
    source: str = ""
    target: str = ""
    place: str = ""
    type: str = ""
    quad_class: int = 0


def pairs(telling: Telling) -> list[tuple[str, str]]:
    """The (source, target) country pairs of a telling, each once, sorted; "" stands for a missing country.

    n sources and m targets give n x m pairs. Parties of a reciprocal event stand in every ordered pair of two of them;
    countries repeat only when no two differ (two parties of one country).
    """
    sources = [actor.country for actor in telling.sources] or [""]
    if telling.reciprocal:
        if len(sources) == 1:
            return [(sources[0], "")]
        parties = sorted(set(sources))
        if len(parties) == 1:
            return [(parties[0], parties[0])]
        return [(a, b) for a in parties for b in parties if a != b]
    targets = [actor.country for actor in telling.targets] or [""]
    return sorted({(s, t) for s in sources for t in targets})


def cells(telling: Telling) -> Iterator[Cell]:
    """Every cell that a telling counts in, each once: its pairs by type and by quad class, its place, the totals."""
    kind, quad = telling.type, telling.quad_class
    for source, target in pairs(telling):
        yield Cell("pair_type", source, target, "", kind, quad)
        yield Cell("pair_quad", source, target, "", "", quad)
    yield Cell("place_type", "", "", telling.place.country if telling.place else "", kind, quad)
    yield Cell("total", type=kind, quad_class=quad)
    yield TOTAL


TOTAL = Cell("total")
"""The cell of everything that a day's reports tell; it also holds the reports read."""


def incident(telling: Telling, cell: Cell) -> tuple[str, ...]:
    """What tells one incident of a cell from another (D11): source, target, type, place; the day is given.

    In a pair's cell source and target are the cell's own; elsewhere they are all countries of each side, so that an
    event of several actors counts once.
    """
    place = (telling.place.country, telling.place.admin1 or "") if telling.place else ("", "")
    if cell.series in ("pair_type", "pair_quad"):
        return (cell.source, cell.target, telling.type, *place)
    return (_side(telling.sources), _side(telling.targets), telling.type, *place)


def _side(actors: Sequence[Actor]) -> str:
    if len(actors) == 1:
        return actors[0].country
    return "+".join(sorted({actor.country for actor in actors}))
