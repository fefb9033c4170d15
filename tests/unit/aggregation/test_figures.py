"""The sums of a cell over its incidents, while reports come and go: what counting all of them anew gives."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from math import fsum

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.aggregation import figures
from pipelines.aggregation.cells import TOTAL
from pipelines.aggregation.figures import Entry, Figures, InCell
from pipelines.aggregation.fold import origin_order
from pipelines.aggregation.tolls import Toll
from pipelines.dedup.links import Links
from schemas import CodedReport

CODED = msgspec.json.decode((files("schemas") / "coded_report" / "v1.sample.json").read_bytes(), type=CodedReport)
NOW = datetime(2022, 1, 26, tzinfo=UTC)
SITES = st.sampled_from([("RUR", "Capital"), ("RUR", "North"), ("RUR", ""), ("GRA", "Capital"), ("", "")])
ENTRIES = st.builds(
    Entry,
    event_id=st.sampled_from("abc"),
    modality=st.just("asserted"),
    incident=st.sampled_from([("x",), ("y",)]),
    score=st.sampled_from([-9.5, -3.1, 2.7]),
    goldstein=st.sampled_from([None, -10.0, 3.4]),
    toll=st.none() | st.builds(Toll, SITES, st.integers(0, 4), st.integers(0, 4)),
)
TOLD = st.lists(ENTRIES, min_size=1, max_size=3)


@pytest.mark.parametrize("many", [2, 3, 16])
@given(steps=st.lists(st.tuples(st.integers(0, 7), TOLD), max_size=30))
def test_sums_are_those_of_what_is_told(many: int, steps: Sequence[tuple[int, list[Entry]]]) -> None:
    """A number tells something, or no more what it told; asked after each step."""
    links, standing = Links(), dict[int, tuple[CodedReport, list[Entry]]]()
    cell = Figures(links, 0.5)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(figures, "MANY", many)
        for number, told in steps:
            if number in standing:
                report, before = standing.pop(number)
                cell.remove(report, InCell.of(origin_order(report), before, {}))
                links.remove(report.report_id)
            else:
                report = made(number)
                links.add(origin_order(report), report.hashes, report.content_hash)
                cell.add(report, InCell.of(origin_order(report), told, {}))
                standing[number] = report, told
            row = cell.row(date(2022, 1, 24), TOTAL, NOW)
            assert (row.score, row.goldstein, row.killed, row.injured) == sums(standing)


def made(number: int) -> CodedReport:
    """A report, the later the higher its number, with a text of its own."""
    published = datetime(2022, 1, 24, tzinfo=UTC) + timedelta(hours=number)
    return replace(
        CODED, report_id=f"r-{number}", published_at=published, content_hash=f"{number}", sentence_hashes=b""
    )


def sums(standing: Mapping[int, tuple[CodedReport, list[Entry]]]) -> tuple[float | None, float | None, int, int]:
    """Means over incidents of the means over their events, as the earliest report tells them first; tolls."""
    scores, goldsteins = [], []
    for incident in (("x",), ("y",)):
        told = [e for _, (_, entries) in sorted(standing.items()) for e in entries if e.incident == incident]
        first = {entry.event_id: entry for entry in reversed(told)}
        scores.append(mean([entry.score for entry in first.values()]))
        goldsteins.append(mean([entry.goldstein for entry in first.values()]))
    tolls = [entry.toll for _, entries in standing.values() for entry in entries if entry.toll]
    killed = least_that_fits([(toll.site, toll.killed) for toll in tolls])
    return mean(scores), mean(goldsteins), killed, least_that_fits([(toll.site, toll.injured) for toll in tolls])


def least_that_fits(numbers: Sequence[tuple[tuple[str, str], int]]) -> int:
    """Tried out: the smallest total of dead in regions, elsewhere in their countries and elsewhere, with all true."""
    most = defaultdict[tuple[str, str], int](int)
    for site, number in numbers:
        most[site] = max(most[site], number)
    ruritania = max(most["RUR", ""], most["RUR", "Capital"] + most["RUR", "North"])
    return max(most["", ""], ruritania + max(most["GRA", ""], most["GRA", "Capital"]))


def mean(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fsum(known) / len(known) if known else None
