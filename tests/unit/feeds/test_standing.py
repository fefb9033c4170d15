"""How feeds stand, and when one is silent that never was."""

import pytest

from connectors.feeds.memory import FeedState, Memory, read_states
from connectors.feeds.standing import is_silent, standing
from connectors.feeds.visiting import Visited
from tests.unit.feeds.site import Reply, item, rss

DAY = 86_400.0


def state(**given: object) -> FeedState:
    """A feed with news every quarter of a day for a month, last read at the end of it."""
    usual = {"first_read": 1.0, "read_at": 30 * DAY, "last_news": 30 * DAY, "news": 120, "longest_silence": DAY / 4}
    return FeedState(url="https://a.example/feed", source="a.example/feed", **{**usual, **given})


def test_silent():
    assert not is_silent(state())
    assert not is_silent(state(last_news=29.1 * DAY)), "a day is none"
    assert is_silent(state(last_news=28.9 * DAY))
    assert not is_silent(state(last_news=28 * DAY, longest_silence=1.5 * DAY)), "as weekends are"
    assert is_silent(state(last_news=26 * DAY, longest_silence=1.5 * DAY))


def test_not_known_well_enough():
    assert not is_silent(state(last_news=25 * DAY, news=9))
    assert not is_silent(state(last_news=25 * DAY, first_read=23 * DAY)), "no weekend was seen"
    assert not is_silent(state(last_news=None, news=0))
    assert not is_silent(state(read_at=None, first_read=None, last_news=None))


@pytest.mark.parametrize(
    ("given", "stand"),
    [
        ({}, "ok"),
        ({"last_news": 25 * DAY}, "silent"),
        ({"last_news": 25 * DAY, "error": "a.example: answered 500"}, "failing"),
        ({"left_alone_until": 31 * DAY, "error": "a.example: answered 429"}, "left alone"),
        ({"left_alone_until": 30 * DAY}, "ok"),
        ({"read_at": None, "first_read": None, "last_news": None}, "never read"),
    ],
)
def test_stands(given, stand):
    assert standing(state(**given), now=30.5 * DAY).stand == stand


def test_days_of_silence_are_those_in_which_it_was_read():
    assert standing(state(last_news=29 * DAY), now=60 * DAY).days_silent == 1.0
    assert standing(state(last_news=None, first_read=20 * DAY), now=60 * DAY).days_silent == 10.0
    assert standing(state(read_at=None, first_read=None, last_news=None), now=1.0).days_silent is None


def test_falls_silent_and_speaks_again(visit, site):
    for day in range(12):
        site["/feed"] = Reply(rss(item(day)))
        assert not is_silent(visit(after=DAY / 2).state), day
        assert not is_silent(visit(after=DAY / 2).state), day
    silent = [is_silent(visit(after=DAY / 2).state) for _ in range(3)]
    assert silent == [False, True, True]
    site["/feed"] = Reply(rss(item(99)))
    done: Visited = visit(after=DAY)
    assert not is_silent(done.state)
    assert done.state.longest_silence == 2 * DAY, "up to when it was last read without news"


def test_a_pause_of_ours_is_no_silence(visit, site):
    site["/feed"] = Reply(rss(item(1)))
    visit()
    site["/feed"] = Reply(rss(item(2)))
    assert visit(after=30 * DAY).state.longest_silence == 0


def test_read_beside_the_one_who_follows(tmp_path):
    path = tmp_path / "feeds.sqlite"
    assert read_states(path) == {}
    with Memory.held(path) as memory:
        memory.remember(state(), {}, [], now=1.0)
        assert read_states(path) == {state().url: state()}
    assert read_states(path) == {state().url: state()}
