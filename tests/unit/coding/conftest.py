"""What the tests of coding share: the coder that ships, loaded once."""

import pytest

from pipelines.coding.coder import EventCoder


@pytest.fixture(scope="session")
def coder() -> EventCoder:
    return EventCoder.load()
