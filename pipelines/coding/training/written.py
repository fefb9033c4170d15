"""What is written for the network to learn from, and the labels that it knows."""

import json
from collections.abc import Iterator
from pathlib import Path

PASSAGES = Path(__file__).parent / "passages"
LABELS = {
    "types": (
        "NONE AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION "
        "MOBILIZE COERCE ASSAULT"
    ).split(),
    "times": "now past future unreal standing".split(),
    "genres": (
        "world domestic conflict commentary sport business science culture accident crime health society"
    ).split(),
}


def read_passages() -> Iterator[dict[str, str]]:
    """Every passage, by file and line."""
    for path in sorted(PASSAGES.glob("*.jsonl")):
        for line in path.open(encoding="utf-8"):
            yield json.loads(line)
