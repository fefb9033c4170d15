"""docs/tutorial.md does what it says: its commands, one after the other, and what it shows of their output."""

import re
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest
from doc_blocks import ROOT, blocks_of, run_shell

pytestmark = pytest.mark.integration

PAGE = "tutorial.md"


def shown() -> list[str]:
    """The lines of output that the page shows, but for those that differ from run to run."""
    text = (ROOT / "docs" / PAGE).read_text(encoding="utf-8")
    blocks = re.findall(r"(?<=^```\n\n)(?:^    .*\n)+", text, re.MULTILINE)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line != "..."]


def test_from_a_feed_to_an_alert(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    script = "".join(block.text for block in blocks_of(PAGE) if block.language == "sh")
    today = datetime.now(UTC).date().isoformat()
    done = run_shell(script.replace("8000", str(port)), tmp_path)
    assert done.returncode == 0, done.stderr
    lines = shown()
    assert len(lines) > 6
    for line in lines:
        assert re.sub(r"\d{4}-\d\d-\d\d", today, line) in done.stdout
    assert "COERCE" in done.stdout.partition("evidence")[2]
    assert (tmp_path / "events.csv").read_text().count("\n") > 4
