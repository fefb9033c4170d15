"""The coder of Spanish for tests; skipped where its package is not installed, never in CI."""

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


def needs_spanish() -> None:
    """Skip where Spanish is not installed; in CI it must be."""
    if "es" not in installed():
        said = f"Spanish is not installed: {how_to_install('es')}"
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)


def told(*texts: str) -> list[list[Telling]]:
    """What the coder tells of each Spanish text."""
    needs_spanish()
    documents = [Document(text=text, published=DAY, language="es") for text in texts]
    return [list(coding.tellings) for coding in _coders().code(documents)]
