"""The coder of Russian for tests; skipped where its packages are not installed, never in CI."""

import os
from datetime import date
from functools import cache

import pytest

from pipelines.coding.document import Document
from pipelines.coding.languages import Coders
from pipelines.coding.packages import how_to_install, installed
from schemas import Telling

DAY = date(2024, 5, 15)  # a Wednesday


@cache
def _coders() -> Coders:
    return Coders()


def needs_russian() -> None:
    """Skip where Russian is not installed; in CI it must be."""
    if "ru" not in installed():
        said = f"Russian is not installed: {how_to_install('ru')}"
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)


def told(*texts: str) -> list[list[Telling]]:
    """What the coder tells of each Russian text."""
    needs_russian()
    documents = [Document(text=text, published=DAY, language="ru") for text in texts]
    return [list(coding.tellings) for coding in _coders().code(documents)]
