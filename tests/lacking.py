"""What a test does without a program or a server that it needs."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import NoReturn, TypeVar

import pytest

from deploy.flink.errors import FlinkUnavailable
from deploy.kafka.errors import BrokerUnavailable

Server = TypeVar("Server")


def lacking(reason: str) -> NoReturn:
    """Skip the test; fail it where ``.ci/run`` has put everything there."""
    if os.environ.get("WIREWATCH_TOOLS") == "all":
        pytest.fail(f"everything that tests need is installed, and yet: {reason}")
    pytest.skip(reason)


@contextmanager
def servers_or_skip() -> Iterator[None]:
    """Where this machine cannot run what the block starts, skip the test; fail it when CI=true."""
    try:
        yield
    except (BrokerUnavailable, FlinkUnavailable) as error:
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI=true, and yet: {error}")
        pytest.skip(str(error))


@contextmanager
def running_server(server: AbstractContextManager[Server]) -> Iterator[Server]:
    """A server for as long as a block lasts, as ``servers_or_skip``."""
    with ExitStack() as stack:
        with servers_or_skip():
            started = stack.enter_context(server)
        yield started
