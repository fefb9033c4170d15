"""A report that is too costly to code, or that the coder fails on, is a dead letter as it came; its batch is coded."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from connectors.duckdb import connect
from pipelines.cli.code import command
from pipelines.coding.coder import EventCoder
from pipelines.coding.document import NOTHING, Coding, Document
from pipelines.coding.languages import Coders
from pipelines.deployments.local import Folder, ingest_files
from pipelines.steps.recode_reports import _Recode
from schemas import CodedReport, Coder, Sentence


class ImpatientCoder:
    """An EventCoder that gives up what is about Chile, and fails on what is about Laos."""

    identity = Coder(name="impatient", version="1", rank=2)

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        whole = Coding(sentences=(Sentence(start=0, end=5, reason="no_trigger"),), tellings=())
        failures = {"Chile": replace(NOTHING, given_up=61.0), "Laos": replace(NOTHING, fault="KeyError: 'laos'")}
        return [
            next((failure for word, failure in failures.items() if word in document.text), whole)
            for document in documents
        ]


def line(text: str) -> bytes:
    return json.dumps({"text": text, "date": "2022-01-24", "language": "en", "source": "a"}).encode()


@pytest.mark.slow
def test_one_outcome_a_letter_with_the_bytes_and_the_others_coded(tmp_path: Path) -> None:
    lines = [line(f"Talks in {country} failed.") for country in ("Peru", "Chile", "Cuba", "Laos")]
    (tmp_path / "reports.jsonl").write_bytes(b"\n".join(lines))
    folder = Folder(tmp_path / "out")
    done = ingest_files([str(tmp_path / "reports.jsonl")], folder, zone=UTC, make_coder=ImpatientCoder)
    assert done.outcomes == {"no_event": 2, "rejected": 2}
    with connect(folder.store) as store:
        letters = store.execute('SELECT step, reason, "offset", value, message FROM rejected').fetchall()
    costly, failed = sorted(letters, key=lambda letter: str(letter[2]))
    assert costly[:4] == ("Code events", "too_costly", 2, lines[1])
    assert "61 s" in costly[4]
    assert failed[:4] == ("Code events", "coder_failed", 4, lines[3])
    assert "KeyError: 'laos'" in failed[4]
    again = ingest_files([str(tmp_path / "reports.jsonl")], folder, zone=UTC, make_coder=ImpatientCoder)
    assert again.outcomes == {"duplicate": 2, "rejected": 2}


def test_code_says_so_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventCoder, "load", ImpatientCoder)
    given = b"\n".join(line(f"In {country}.") for country in ("Chile", "Laos", "Peru"))
    printed = CliRunner().invoke(command, input=given, standalone_mode=False)
    costly, failed, plain = map(json.loads, printed.stdout.splitlines())
    assert "61 s" in costly["error"]
    assert "KeyError: 'laos'" in failed["error"]
    assert plain["events"] == []
    assert printed.return_value == 1


@pytest.mark.parametrize(("country", "says"), [("Chile", "given up after 61 s"), ("Laos", "the coder failed on it")])
def test_recode_leaves_the_report_as_it_was(country: str, says: str, caplog: pytest.LogCaptureFixture) -> None:
    read = datetime(2022, 1, 24, tzinfo=UTC)
    older = CodedReport(
        report_id="a",
        outcome="coded",
        reason="told",
        story_id="a",
        content_hash="c",
        coder=Coder(name="impatient", version="0", rank=1),
        source="a",
        text=f"Talks in {country} failed.",
        published_at=read,
        published_precision="day",
        published_day=read.date(),
        fetched_at=read,
        sentences=(Sentence(start=0, end=22),),
    )
    recode = _Recode(ImpatientCoder, None)
    recode.setup()
    assert list(recode.process([older])) == []
    assert caplog.messages[0].startswith("report a: ")
    assert says in caplog.messages[0]


def test_a_fault_of_the_coder_costs_one_report_and_a_broken_machine_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    real = EventCoder.code

    def code(self: EventCoder, documents: Sequence[Document]) -> list[Coding]:
        for document in documents:
            if "Laos" in document.text:
                raise KeyError("laos")
            if "Fiji" in document.text:
                raise MemoryError
        return real(self, documents)

    monkeypatch.setattr(EventCoder, "code", code)
    day = datetime(2022, 1, 24, tzinfo=UTC).date()
    named = [Document(text=f"France condemned {name}.", published=day) for name in ("Mali", "Laos", "Peru", "Fiji")]
    first, failed, third = Coders().code(named[:3])
    assert len(first.tellings) == len(third.tellings) == 1
    assert failed == replace(NOTHING, fault="KeyError: 'laos'")
    with pytest.raises(MemoryError):
        Coders().code(named)
