"""A quarter of real news: the invasion of 24 February 2022 fires on its day, and the weeks before do not flood."""

import json
from datetime import UTC, date
from pathlib import Path

import pytest
from claims.generator import decoded
from claims.memory import ingest
from claims.test_corpora import OnceCoder

from pipelines.alerting.replay import known_days, replay
from pipelines.alerting.rules import DEFAULT_RULES
from pipelines.coded import published_day
from pipelines.coding.document import Document
from pipelines.coding.pool import load_coder
from pipelines.decoding.settle import settle

NEWS = Path(__file__).parents[4] / "shared/data/news/current-events-2022q1.jsonl"
INVASION = date(2022, 2, 24)
pytestmark = [
    pytest.mark.faults,
    pytest.mark.skipif(not NEWS.exists(), reason="needs the news corpora of ../shared/data/news"),
]


def test_the_invasion_fires_on_its_day():
    deliveries = [json.loads(line) for line in NEWS.read_text("utf-8").splitlines()]
    reports = list(decoded(deliveries, UTC))
    coder = OnceCoder(load_coder())
    coder.code(
        [Document(text=r.text, published=published_day(r, UTC)) for r in map(settle, reports)]
    )  # at once: faster
    records = ingest(reports, coder, UTC)
    first, last = date(2022, 2, 1), date(2022, 3, 30)
    fired = replay(known_days(records, first, last, "fetched"), DEFAULT_RULES, first)
    told = {(f.alert.series, f.alert.source, f.alert.target, f.alert.place) for f in fired if f.fired_on == INVASION}
    assert ("pair_quad", "RUS", "UKR", "") in told
    assert ("place_type", "", "", "UKR") in told
    assert len([f for f in fired if f.alert.day <= date(2022, 2, 20)]) <= 2
    assert len(fired) <= 20
