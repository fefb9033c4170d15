"""Work in a process of its own: whatever happens there, there is an answer and the next piece is done."""

import os
import time

import pytest

from connectors.feeds.aside import Aside, AsideError
from connectors.feeds.errors import NotAFeedError


def wait(seconds: float) -> str:
    time.sleep(seconds)
    return "done"


def end() -> None:
    os._exit(7)


def too_much() -> int:
    return len(bytearray(8 << 30))


def wrong(error: Exception) -> None:
    raise error


@pytest.mark.slow
def test_work_aside():
    aside = Aside(1)
    try:
        assert aside.do(wait, 0) == "done"
        with pytest.raises(AsideError, match="the process that worked on it ended"):
            aside.do(end)
        with pytest.raises(AsideError, match="MemoryError"):
            aside.do(too_much)
        with pytest.raises(NotAFeedError, match="no feed"):
            aside.do(wrong, NotAFeedError("no feed"))
        with pytest.raises(AsideError, match="KeyError: 'x'"):
            aside.do(wrong, KeyError("x"))
        assert aside.do(wait, 0) == "done"
    finally:
        aside.close()


def test_time_is_limited():
    aside = Aside(1, seconds=0.5)
    try:
        with pytest.raises(AsideError, match=r"it took longer than 0.5 s"):
            aside.do(wait, 60)
    finally:
        aside.close()
