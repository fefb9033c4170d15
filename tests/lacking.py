"""What a test does without a program that it needs."""

import os
from typing import NoReturn

import pytest


def lacking(reason: str) -> NoReturn:
    """Skip the test; fail it where ``.ci/run`` has put everything there."""
    if os.environ.get("WIREWATCH_TOOLS") == "all":
        pytest.fail(f"everything that tests need is installed, and yet: {reason}")
    pytest.skip(reason)
