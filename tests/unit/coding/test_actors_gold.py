"""Countries of actors on spans marked by others, where those records are at hand."""

import json
from datetime import date
from pathlib import Path

import pytest

from pipelines.coding.sentence.parsing import Parse, Parser
from pipelines.coding.who.actors import ActorLexicon

GOLD = Path(__file__).parents[4] / "shared" / "data" / "coding" / "dev-actors.jsonl"
# The records tell of 1979 to 2008; the lexicon is asked as of one day within.
DAY = date(2005, 1, 1)


@pytest.mark.slow
@pytest.mark.skipif(not GOLD.exists(), reason="../shared/data/coding is not here")
def test_countries_of_marked_actors_are_right() -> None:
    lexicon = ActorLexicon.load()
    rows = [json.loads(line) for line in GOLD.read_text().splitlines()]
    parses = Parser().parse([row["sentence"] for row in rows])
    asked = right = 0
    for row, parse in zip(rows, parses, strict=True):
        for actor in row["source"] + row["target"]:
            tokens = span(parse, actor["text"] or "")
            if not tokens:
                continue
            head = next((t for t in tokens if parse.heads[t] not in tokens or parse.heads[t] == t), tokens[0])
            found = lexicon.resolve([parse.words[t] for t in tokens], tokens.index(head), DAY)
            asked += 1
            right += found is not None and found.code.startswith(actor["code"])
    assert asked > 300
    assert right / asked >= 0.93


def span(parse: Parse, text: str) -> list[int]:
    """The tokens of ``text`` in its sentence; none where it is not there in one piece."""
    start = parse.text.find(text.strip()) if text.strip() else -1
    return [] if start < 0 else [t for t, at in enumerate(parse.starts) if start <= at < start + len(text.strip())]
