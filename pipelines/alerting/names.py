"""What a series is called for people."""

from typing import Final

from pipelines.aggregation.cells import Cell

_QUADS: Final = ("", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def series_name(cell: Cell) -> str:
    """As in "RUS -> UKR, material conflict", "PROTEST in FRA", "all ASSAULT", "all events"; "?": country unknown."""
    if cell.series == "place_type":
        return f"{cell.type} in {cell.place or '?'}"
    if cell.series == "total":
        return f"all {cell.type or 'events'}"
    return f"{cell.source or '?'} -> {cell.target or '?'}, {cell.type or _QUADS[cell.quad_class]}"
