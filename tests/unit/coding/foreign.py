"""The coders of other languages for tests; skipped where a language is not installed, never in CI."""

import os
from datetime import date
from functools import cache

import pytest

from pipelines.coding.document import Document
from pipelines.coding.languages import Coders
from pipelines.coding.packages import NAMES, how_to_install, installed
from schemas import Telling

DAY = date(2024, 5, 15)  # a Wednesday


@cache
def coders() -> Coders:
    """The coders of all languages, of which each is loaded once."""
    return Coders()


def needs(language: str) -> None:
    """Skip where a language is not installed; in CI it must be."""
    if language not in installed():
        said = f"{NAMES[language]} is not installed: {how_to_install(language)}"
        pytest.fail(said) if os.environ.get("CI") else pytest.skip(said)


def told(language: str, *texts: str) -> list[list[Telling]]:
    """What the coder of a language tells of each text."""
    needs(language)
    documents = [Document(text=text, published=DAY, language=language) for text in texts]
    codings = coders().code(documents)
    assert [coding.fault for coding in codings if coding.fault] == []
    return [list(coding.tellings) for coding in codings]


def check(tellings: list[Telling], kind: str, modality: str, source: str, target: str) -> None:
    """Fail unless one of ``tellings`` is of a type and modality, with codes of sides; "" is none, "*" any."""
    fitting = [telling for telling in tellings if (telling.type, telling.modality) == (kind, modality)]
    assert fitting, [(telling.type, telling.modality) for telling in tellings]
    sides = [([a.code for a in one.sources if a.code], [a.code for a in one.targets if a.code]) for one in fitting]
    assert any(_matches(doers, source) and _matches(hit, target) for doers, hit in sides), sides


def _matches(codes: list[str], wanted: str) -> bool:
    return wanted == "*" or codes == ([wanted] if wanted else [])
