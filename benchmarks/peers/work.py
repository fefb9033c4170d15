"""What every peer does with a record: the report in it, coded, as a record of JSON; with PLAIN set it is not coded."""

import json
import os
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

SERVERS = os.environ.get("SERVERS", "")
SOURCE, TARGET, GROUP = "reports.raw", "peers.coded", "peer"


def work(values: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
    """Key and value of what is written for each record."""
    reports = [json.loads(value) for value in values]
    events: list[Any] = [[] for _ in reports] if os.environ.get("PLAIN") else _coded(reports)
    return [
        (report["report_id"].encode(), json.dumps({"id": report["report_id"], "events": told}).encode())
        for report, told in zip(reports, events, strict=True)
    ]


def _coded(reports: Sequence[dict[str, str]]) -> list[Any]:
    import msgspec

    from pipelines.coding.document import Document

    documents = [
        Document(text=report["text"], published=datetime.fromisoformat(report["published_at"]).date())
        for report in reports
    ]
    return [msgspec.to_builtins(coding.tellings) for coding in _coder().code(documents)]


@cache
def _coder() -> Any:
    from pipelines.coding.pool import load_coder

    return load_coder()
