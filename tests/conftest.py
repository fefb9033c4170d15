"""What all tests share: a broker for a session, logging as it was before, processes, and time for hypothesis."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from lacking import running_server
from one_coder import share_the_coder

from connectors import redacting
from deploy.kafka import LocalBroker

# A machine that is busy with something else is no reason to fail. `make check` draws fewer examples, of each property.
settings.register_profile("wirewatch", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("wirewatch"), max_examples=20)
settings.load_profile("wirewatch")
# Tests of commands run beside each other; those of coding in several processes ask for them.
os.environ.setdefault("WIREWATCH_WORKERS", "1")


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Take back what a command that ran in this process set up: its handler writes to a stream that is gone."""
    root, kafka = logging.getLogger(), logging.getLogger("kafka")
    levels, handlers = (root.level, kafka.level), list(root.handlers)
    yield
    root.setLevel(levels[0])
    kafka.setLevel(levels[1])
    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)


@pytest.fixture(autouse=True)
def secrets_forgotten() -> Iterator[None]:
    """Forget what a test gave out for a secret: it may be a word of another test's messages."""
    yield
    redacting.forget()


@pytest.fixture(autouse=True)
def coder_of_all() -> None:
    """Load the coder that ships once in a process (see ``one_coder``)."""
    share_the_coder()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object | None:
    """Spread folders over processes where `--dist loadscope` asks for it: tests of one share what loads long."""
    from xdist.scheduler import LoadFileScheduling

    class ByFolder(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return str(Path(nodeid.partition("::")[0]).parent)

    return ByFolder(config, log) if config.getoption("dist") == "loadscope" else None


@pytest.fixture(scope="session")
def broker() -> Iterator[LocalBroker]:
    """A broker on a free port; skips where none can run, and fails there when CI=true."""
    with running_server(LocalBroker()) as started:
        yield started
