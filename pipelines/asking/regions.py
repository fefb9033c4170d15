"""What first-level regions are called: events hold GeoNames' codes."""

from collections.abc import Mapping
from functools import cache

from pipelines.coding.datafiles import DATA, read_rows


def region_name(country: str | None, code: str | None) -> str:
    """The name of a first-level region in English; nothing where there is none, or none is known."""
    return _names().get(f"{country}.{code}", "") if country and code else ""


@cache
def _names() -> Mapping[str, str]:
    rows = read_rows(DATA / "places" / "first_level.tsv", 2, 2)
    return {row.cells[0]: row.cells[1] for row in rows}
