"""Names of first-level regions: those of the codes that events hold."""

import pytest

from pipelines.asking.regions import region_name
from pipelines.coding.datafiles import DATA, read_rows

PLACES = DATA / "places"


@pytest.mark.parametrize(
    ("country", "code", "name"),
    [
        ("KAZ", "02", "Almaty"),
        ("USA", "TX", "Texas"),
        ("UKR", "11", "Crimea"),
        ("KOS", "10097360", "Pristina"),
        ("GBR", "SCT", "Scotland"),
        ("RUS", "12", "Chechnya"),
        ("KAZ", "2", ""),
        ("XXX", "02", ""),
        ("KAZ", "", ""),
        (None, None, ""),
    ],
)
def test_a_region_has_its_name(country: str | None, code: str | None, name: str) -> None:
    assert region_name(country, code) == name


def test_the_regions_that_news_names_are_those_of_the_gazetteer() -> None:
    """By code: a region and the cities in it must lie in one."""
    held = [row.cells for name in ("regions", "towns") for row in read_rows(PLACES / f"{name}.tsv", 7, 7)]
    unknown = [cells[0] for cells in held if cells[4] != "-" and not region_name(cells[3], cells[4])]
    assert unknown == []


def test_hardly_a_city_lies_in_a_region_without_a_name() -> None:
    """GeoNames gives some countries and a few towns no region: "00" or nothing."""
    regions = {
        tuple(place.split(",")[1:3])
        for row in read_rows(PLACES / "cities.tsv", 2, 2)
        for place in row.cells[1].split(";")
    }
    unknown = [region for region in regions if region[1] not in ("", "00") and not region_name(*region)]
    assert len(unknown) < 0.01 * len(regions)
