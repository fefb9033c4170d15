"""The stories of a set of reports: a pure function of the set."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.dedup.link import linked
from pipelines.dedup.stories import NO_CONTENT, StoryReport, count_stories, story_leaders

START = datetime(2022, 2, 1, tzinfo=UTC)


def report(minute: int, name: str, parts: tuple[int, ...] = (), content: str = "") -> StoryReport:
    return (START + timedelta(minutes=minute), name, parts, content or f"content of {name}")


def parts(*numbers: int, words: int = 20) -> tuple[int, ...]:
    return tuple((number << 8) | words for number in numbers)


@st.composite
def cells(draw: st.DrawFn) -> list[StoryReport]:
    """Reports over few parts, contents and times, so that links, copies and ties are common."""
    fingerprints = st.lists(st.builds(lambda n, w: (n << 8) | w, st.integers(-6, 6), st.sampled_from([8, 12, 21])))
    rows = st.tuples(st.integers(0, 5), fingerprints, st.sampled_from(["x", "y", "z", NO_CONTENT, None]))
    return [
        report(minute, f"r{number}", tuple(prints), content or "")
        for number, (minute, prints, content) in enumerate(draw(st.lists(rows, max_size=12)))
    ]


def by_definition(reports: list[StoryReport]) -> dict[str, str]:
    """D10 word for word, over all pairs."""

    def direct(a: StoryReport, b: StoryReport) -> bool:
        return (a[3] == b[3] != NO_CONTENT) or linked(a[2], b[2])

    return {r[1]: min(o for o in reports if o[1] == r[1] or direct(r, o))[1] for r in reports}


@given(cells())
def test_leaders_are_those_of_the_definition(reports: list[StoryReport]) -> None:
    assert story_leaders(reports) == by_definition(reports)
    assert count_stories(reports) == len(set(by_definition(reports).values()))


@given(cells(), st.randoms(use_true_random=False), st.integers(1, 4))
def test_same_stories_whatever_the_order_duplication_and_split(
    reports: list[StoryReport], rng: random.Random, pieces: int
) -> None:
    delivered = reports + rng.choices(reports, k=5) if reports else []
    rng.shuffle(delivered)
    split = [set(delivered[n::pieces]) for n in range(pieces)]
    rng.shuffle(split)
    assert story_leaders(set().union(*split)) == story_leaders(delivered) == story_leaders(reports)
    assert count_stories(delivered) == count_stories(reports)


def test_links_make_no_chain() -> None:
    reports = [report(0, "a", parts(1, 2, 3)), report(1, "b", parts(2, 3, 4, 5)), report(2, "c", parts(4, 5, 6))]
    assert story_leaders(reports) == {"a": "a", "b": "a", "c": "b"}
    assert count_stories(reports) == 2


def test_leader_is_found_behind_earlier_carriers_of_each_part() -> None:
    reports = [
        report(0, "a", parts(1, 11, 12, words=12)),
        report(1, "b", parts(2, 21, 22, words=12)),
        report(2, "l", parts(1, 2, words=12)),
        report(3, "c", parts(1, 2, 3, words=12)),
    ]
    assert story_leaders(reports) == {"a": "a", "b": "b", "l": "l", "c": "l"}


def test_earliest_published_leads_and_the_id_decides_ties() -> None:
    copies = [report(5, "a", parts(1, 2)), report(1, "c", parts(1, 2)), report(1, "b", parts(1, 2))]
    assert set(story_leaders(copies).values()) == {"b"}


def test_exact_copies_without_long_sentences_are_one_story() -> None:
    assert count_stories([report(0, "a", content="x"), report(1, "b", content="x"), report(2, "c", content="y")]) == 2


def test_texts_without_a_word_are_nobodys_copies() -> None:
    assert count_stories([report(0, "a", content=NO_CONTENT), report(1, "b", content=NO_CONTENT)]) == 2


@pytest.mark.parametrize("size", [0, 1])
def test_smallest_cells(size: int) -> None:
    reports = [report(n, f"r{n}", parts(n, n + 1)) for n in range(size)]
    assert story_leaders(reports) == {r[1]: r[1] for r in reports}
    assert count_stories(reports) == size
