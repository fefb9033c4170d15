"""A report that is too costly to code is a dead letter as it came, and the rest of its batch is coded."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from connectors.duckdb import connect
from pipelines.cli.code import command
from pipelines.coding.coder import EventCoder
from pipelines.coding.document import NOTHING, Coding, Document
from pipelines.deployments.local import Folder, ingest_files
from pipelines.steps.recode_reports import _Recode
from schemas import CodedReport, Coder, Sentence


class ImpatientCoder:
    """An EventCoder that gives up what is about Chile."""

    identity = Coder(name="impatient", version="1", rank=2)

    def code(self, documents: Sequence[Document]) -> list[Coding]:
        whole = Coding(sentences=(Sentence(start=0, end=5, reason="no_trigger"),), tellings=())
        return [
            Coding(sentences=NOTHING.sentences, tellings=(), given_up=61.0) if "Chile" in document.text else whole
            for document in documents
        ]


def line(text: str) -> bytes:
    return json.dumps({"text": text, "date": "2022-01-24", "language": "en", "source": "a"}).encode()


@pytest.mark.slow
def test_one_outcome_a_letter_with_the_bytes_and_the_others_coded(tmp_path: Path) -> None:
    lines = [line("Talks in Peru failed."), line("Talks in Chile failed."), line("Talks in Cuba failed.")]
    (tmp_path / "reports.jsonl").write_bytes(b"\n".join(lines))
    folder = Folder(tmp_path / "out")
    done = ingest_files([str(tmp_path / "reports.jsonl")], folder, zone=UTC, make_coder=ImpatientCoder)
    assert done.outcomes == {"no_event": 2, "rejected": 1}
    with connect(folder.store) as store:
        letters = store.execute('SELECT step, reason, "offset", value, message FROM rejected').fetchall()
    ((step, reason, offset, value, message),) = letters
    assert (step, reason, offset, value) == ("Code events", "too_costly", 2, lines[1])
    assert "61 s" in message
    again = ingest_files([str(tmp_path / "reports.jsonl")], folder, zone=UTC, make_coder=ImpatientCoder)
    assert again.outcomes == {"duplicate": 2, "rejected": 1}


def test_code_says_so_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventCoder, "load", ImpatientCoder)
    printed = CliRunner().invoke(command, input=(line("In Chile.") + b"\n" + line("In Peru.")), standalone_mode=False)
    costly, plain = map(json.loads, printed.stdout.splitlines())
    assert "61 s" in costly["error"]
    assert plain["events"] == []
    assert printed.return_value == 1


def test_recode_leaves_the_report_as_it_was(caplog: pytest.LogCaptureFixture) -> None:
    read = datetime(2022, 1, 24, tzinfo=UTC)
    older = CodedReport(
        report_id="a",
        outcome="coded",
        reason="told",
        story_id="a",
        content_hash="c",
        coder=Coder(name="impatient", version="0", rank=1),
        source="a",
        text="Talks in Chile failed.",
        published_at=read,
        published_precision="day",
        published_day=read.date(),
        fetched_at=read,
        sentences=(Sentence(start=0, end=22),),
    )
    recode = _Recode(ImpatientCoder, None)
    recode.setup()
    assert list(recode.process([older])) == []
    assert "report a: given up after 61 s" in caplog.text
