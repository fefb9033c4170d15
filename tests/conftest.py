"""The broker that integration and fault tests share, started once for a session."""

import contextlib
import os
from collections.abc import Iterator

import pytest

from deploy.kafka import BrokerUnavailable, LocalBroker


@pytest.fixture(scope="session")
def broker() -> Iterator[LocalBroker]:
    """A broker on a free port; skips where none can run, and fails there when CI=true."""
    with contextlib.ExitStack() as stack:
        try:
            started = stack.enter_context(LocalBroker())
        except BrokerUnavailable as error:
            if os.environ.get("CI") == "true":
                pytest.fail(f"CI=true and no broker: {error}")
            pytest.skip(str(error))
        yield started
