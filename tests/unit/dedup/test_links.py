"""Stories kept up one report at a time are those counted from all of them."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dedup import links as module
from pipelines.dedup.links import Links, Stories
from pipelines.dedup.stories import NO_CONTENT, count_stories

PARTS = [(n << 8) | words for n, words in enumerate((8, 9, 12, 20, 21, 30, 40, 8, 8, 255), start=1)]
REPORTS = st.tuples(
    st.integers(0, 5),
    st.lists(st.sampled_from(PARTS), max_size=6).map(tuple),
    st.sampled_from(["a", "b", "c", NO_CONTENT]),
)
Step = tuple[int, tuple[int, tuple[int, ...], str] | None, bool]
STEPS = st.lists(st.tuples(st.integers(0, 7), st.none() | REPORTS, st.booleans()), max_size=30)


@pytest.mark.parametrize("few", [0, 2, 64])
@pytest.mark.parametrize("many", [0, 1, 16])
@given(steps=STEPS)
def test_same_as_counted_anew(many: int, few: int, steps: list[Step]) -> None:
    """Reports come, change and go; after each step every cell tells as many stories as its reports do by themselves."""
    with mock.patch.multiple(module, MANY=many, FEW=few):
        check(steps)


def check(steps: list[Step]) -> None:
    links = Links()
    cells = [Stories(links), Stories(links)]
    held: dict[str, tuple[datetime, str, tuple[int, ...], str]] = {}
    members: list[set[str]] = [set(), set()]
    for number, report, in_second in steps:
        report_id = f"r{number}"
        if report_id in held:
            for cell, ids in zip(cells, members, strict=True):
                if report_id in ids:
                    cell.remove(report_id)
                    ids.remove(report_id)
            links.remove(report_id)
            del held[report_id]
        if report is not None:
            minutes, parts, content = report
            published = datetime(2022, 1, 20, tzinfo=UTC) + timedelta(minutes=minutes)
            held[report_id] = (published, report_id, parts, content)
            links.add((published, report_id), parts, content)
            for cell, ids in list(zip(cells, members, strict=True))[: 1 + in_second]:
                cell.add(report_id)
                ids.add(report_id)
        for cell, ids in zip(cells, members, strict=True):
            assert cell.reports() == len(ids)
            assert len(cell) == count_stories(held[r] for r in ids)


def test_copies_of_one_dispatch_are_one_story() -> None:
    links, day = Links(), datetime(2022, 1, 20, tzinfo=UTC)
    cell = Stories(links)
    for number in range(40):
        order = (day + timedelta(minutes=number), f"r{number}")
        links.add(order, (PARTS[5], PARTS[6], (1_000 + number) << 8 | 8), f"c{number}")
        cell.add(order[1])
    assert (len(cell), cell.reports()) == (1, 40)
    cell.remove("r0")
    assert (len(cell), cell.reports()) == (1, 39)
