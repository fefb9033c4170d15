"""The broker that integration and fault tests share, started once for a session; how hypothesis takes its time."""

import contextlib
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from deploy.kafka import BrokerUnavailable, LocalBroker

# A machine that is busy with something else is no reason to fail.
settings.register_profile("wirewatch", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("wirewatch")


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
