"""English is coded as if there were no other language: not one event of both written corpora changes."""

import subprocess
import sys

import pytest

CODING = """
import hashlib, json, sys
from datetime import date
import pipelines.coding.glosses as glosses
if sys.argv[1] == "alone":
    glosses.LANGUAGES = ()
from pipelines.coding.coder import EventCoder
from pipelines.coding.document import Document
from pipelines.coding.datafiles import DATA

rows = [json.loads(line) for path in sorted((DATA.parent / "training").glob("*/*.jsonl")) for line in path.open()]
texts = [row.get("sentence") or row.get("text") or row["passage"] for row in rows]
coder = EventCoder.load()
codings = coder.code([Document(text=text, published=date(2022, 6, 1)) for text in texts])
print(len(texts), hashlib.sha256(repr(codings).encode()).hexdigest())
"""


@pytest.mark.faults
def test_not_one_event_of_the_corpora_changes() -> None:
    alone, among = (
        subprocess.run([sys.executable, "-c", CODING, how], check=True, capture_output=True, text=True).stdout
        for how in ("alone", "among")
    )
    assert int(alone.split()[0]) > 10_000
    assert alone == among
