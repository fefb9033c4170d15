"""The same dead count once (decision D17): the least number of which all that is told of a day can be true."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files

import msgspec
import pytest

from pipelines.aggregation.days import Share, day_tables
from pipelines.aggregation.tolls import Site, least, tolls
from schemas import Actor, CodedReport, Counts, DailyRow, Place, Telling

CODED = msgspec.json.decode((files("schemas") / "coded_report" / "v2.sample.json").read_bytes(), type=CodedReport)
DAY = date(2022, 1, 24)
QUADS = {"ASSAULT": 4, "PROTEST": 4, "COERCE": 4, "ACCUSE": 3, "AID": 2}
NORTH, SOUTH = (Place(name=name, country="RUR", admin1=name, precision="city") for name in ("North", "South"))
RURITANIA = Place(name="Ruritania", country="RUR", precision="country")
ABROAD = Place(name="Edelweiss", country="GRA", admin1="Capital", precision="city")


def telling(
    kind: str = "ASSAULT",
    killed: int | None = None,
    *,
    place: Place | None = NORTH,
    source: str = "GRA",
    target: str = "RUR",
    injured: int | None = None,
) -> Telling:
    return replace(
        CODED.tellings[0],
        event_id=f"{kind}-{killed}-{injured}-{place.name if place else ''}-{source}-{target}",
        event_date=DAY,
        date_precision="day",
        date_basis="report",
        type=kind,
        quad_class=QUADS[kind],
        sources=tuple(Actor(text=code, code=code, country=code) for code in source.split()),
        targets=tuple(Actor(text=code, code=code, country=code) for code in target.split()),
        reciprocal=False,
        place=place,
        modality="asserted",
        counts=Counts(killed=killed, injured=injured),
        confidence=0.9,
    )


def report(number: int, *told: Telling) -> CodedReport:
    published = datetime(2022, 1, 24, 6, tzinfo=UTC) + timedelta(minutes=number)
    return replace(
        CODED,
        report_id=f"r-{number}",
        published_at=published,
        published_day=DAY,
        content_hash=f"{number}",
        tellings=told,
    )


def rows(reports: Sequence[CodedReport], series: str) -> list[DailyRow]:
    tables = day_tables(DAY, [Share(one) for one in reports], datetime(2022, 1, 25, tzinfo=UTC))
    return [row for row in tables.rows if row.series == series]


def killed(reports: Sequence[CodedReport]) -> int:
    (total,) = (row for row in rows(reports, "total") if not row.type)
    return total.killed


@pytest.mark.parametrize(
    ("told", "dead"),
    [
        ([("RUR", "North", 3)], 3),
        ([("RUR", "North", 3), ("RUR", "North", 5), ("RUR", "North", 5)], 5),
        ([("RUR", "North", 3), ("RUR", "South", 5)], 8),
        ([("RUR", "North", 3), ("RUR", "South", 5), ("RUR", "", 5)], 8),
        ([("RUR", "North", 3), ("RUR", "South", 5), ("RUR", "", 20)], 20),
        ([("RUR", "North", 3), ("GRA", "North", 5)], 8),
        ([("RUR", "North", 3), ("GRA", "", 5), ("", "", 4)], 8),
        ([("RUR", "North", 3), ("GRA", "", 5), ("", "", 12)], 12),
        ([("", "", 4), ("", "", 7)], 7),
        ([], 0),
    ],
)
def test_least_number_of_which_all_can_be_true(told: list[tuple[str, str, int]], dead: int) -> None:
    numbers: list[tuple[Site, int]] = [((country, region), number) for country, region, number in told]
    for _ in range(5):
        random.Random(dead).shuffle(numbers)
        assert least(numbers) == dead
    assert least([*numbers, *numbers]) == dead


def test_five_events_of_the_same_dead_are_not_five_times_the_dead() -> None:
    """Five types, several pairs, in one report and in five."""
    told = [
        telling("ASSAULT", 12),
        telling("PROTEST", 12, source="RUR", target=""),
        telling("COERCE", 12, source="RUR"),
        telling("ACCUSE", 12, source="RUR", target="GRA"),
        telling("AID", 12, source="SYL"),
    ]
    for reports in ([report(0, *told)], [report(n, one) for n, one in enumerate(told)]):
        assert killed(reports) == 12
    one = [report(0, *told)]
    assert [(row.type, row.killed) for row in rows(one, "total") if row.killed and row.type] == [("ASSAULT", 12)]
    assert [(row.type, row.killed) for row in rows(one, "place_type") if row.killed] == [("ASSAULT", 12)]
    assert [(row.source, row.type) for row in rows(one, "pair_type") if row.killed] == [("GRA", "ASSAULT")]


def test_same_blow_told_with_other_parties_and_without_a_place() -> None:
    reports = [
        report(0, telling(killed=9)),
        report(1, telling(killed=9, source="")),
        report(2, telling(killed=9, place=None)),
        report(3, telling(killed=7, place=RURITANIA, source="SYL")),
        report(4, telling(killed=9, place=None, target="")),
    ]
    assert killed(reports) == 9


def test_rows_by_type_do_not_share_the_dead() -> None:
    """Of one report: at one site, and of one number at sites that may be one; else they are others' dead."""
    cases = [
        ([telling("PROTEST", 3), telling("ASSAULT", 5)], {"ASSAULT": 5}),
        ([telling("COERCE", 5, place=None), telling("ASSAULT", 5)], {"ASSAULT": 5}),
        ([telling("COERCE", 5, place=None, target=""), telling("PROTEST", 5, place=RURITANIA)], {"PROTEST": 5}),
        ([telling("PROTEST", 5, place=SOUTH), telling("ASSAULT", 5)], {"ASSAULT": 5, "PROTEST": 5}),
        ([telling("PROTEST", 3, place=None), telling("ASSAULT", 5)], {"ASSAULT": 5, "PROTEST": 3}),
    ]
    for told, borne in cases:
        for reports in ([report(0, *told)], [report(0, *reversed(told))]):
            assert {row.type: row.killed for row in rows(reports, "total") if row.type and row.killed} == borne


def test_different_blows_add_up() -> None:
    assert killed([report(0, telling(killed=9), telling(killed=4, place=SOUTH), telling(killed=2, place=ABROAD))]) == 15


def test_running_toll_is_its_latest_and_largest() -> None:
    assert killed([report(n, telling(killed=number)) for n, number in enumerate((3, 5, 8, 5))]) == 8


def test_words_about_the_dead_bear_no_toll() -> None:
    assert killed([report(0, telling("ACCUSE", 12), telling("AID", None, injured=40))]) == 0


def test_killed_and_injured_may_be_of_different_types() -> None:
    told = [telling("ASSAULT", 5), telling("PROTEST", 5, injured=20)]
    assert [(toll.killed, toll.injured) for toll in tolls(told) if toll] == [(5, 0), (0, 20)]


def test_what_does_not_count_takes_no_toll_away() -> None:
    unsure = replace(telling("ASSAULT", 12), confidence=0.1)
    reports = [report(0, unsure, telling("PROTEST", 12))]
    assert [(row.type, row.killed) for row in rows(reports, "total") if row.killed] == [("PROTEST", 12), ("", 12)]


def test_event_keeps_its_own_numbers() -> None:
    told = [telling("ASSAULT", 12), telling("PROTEST", 12), telling("ACCUSE", 12)]
    tables = day_tables(DAY, [Share(report(0, *told))], datetime(2022, 1, 25, tzinfo=UTC))
    assert [event.counts.killed for event in tables.events] == [12, 12, 12]
