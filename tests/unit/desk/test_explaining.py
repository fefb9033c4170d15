"""Whoever asks why a report told something is answered by the coder of the report's language."""

from datetime import date

import pytest

from pipelines.coding.document import Document
from pipelines.desk.explaining import Explained, Explainer


class Told:
    """Coders that say which documents they were asked about."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def explain(self, document: Document) -> str:
        self.asked.append(document.language)
        return "" if document.language == "ru" else f"{document.text}\n  a reason"


@pytest.mark.parametrize(("language", "read_as"), [("es", "es"), ("en", "en"), ("und-Latn", "en"), (None, "en")])
def test_a_report_is_explained_in_its_language(language: str | None, read_as: str) -> None:
    explainer, coders = Explainer(), Told()
    explainer.__dict__["_coder"] = coders
    day = date(2022, 1, 24)
    assert explainer.explain("Marcharon.", day, language) == (Explained("Marcharon.", ("a reason",)),)
    assert coders.asked == [read_as]


def test_a_language_that_is_not_read_here_explains_nothing() -> None:
    explainer = Explainer()
    explainer.__dict__["_coder"] = Told()
    assert explainer.explain("Протест.", date(2022, 1, 24), "ru") == ()
