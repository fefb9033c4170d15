"""Mutated records of every form through decoding, linking, coding and folding: nothing breaks, and counts add up.

Three seconds long among the unit tests; ``make fuzz`` sets FUZZ_SECONDS.
"""

import os
import random
import sys
import time
from collections import Counter
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from claims.coder import PlainCoder
from claims.memory import aggregate, ingest
from hypothesis import given, seed, settings
from hypothesis import strategies as st
from mutating import FILES, RECORDS, mutated

from connectors.files import read_records
from connectors.records import RawRecord
from pipelines.coding.coder import EventCoder as Shipped
from pipelines.coding.document import EventCoder
from pipelines.decoding import Decoder, UnusableError
from schemas import CodedReport, Report, decode, encode

SECONDS: Final = float(os.environ.get("FUZZ_SECONDS", "3"))
LONG: Final = SECONDS > 60
ROUND: Final = 20  # lists of records that hypothesis draws before the clock is looked at
MOST: Final = 5.0  # seconds of processor time that a record of a few thousand bytes may take
SEEDS: Final = st.lists(st.integers(0, 2**48), min_size=1, max_size=40)
DECODER: Final = Decoder()


@cache
def coder(shipped: bool) -> EventCoder:
    return Shipped.load() if shipped else PlainCoder()


def records(number: int, folder: Path) -> tuple[str, list[RawRecord]]:
    """What comes of a seed: a form, and the records that a topic or a file then holds."""
    rng = random.Random(number)
    if rng.random() < 0.95:
        form = rng.choice(tuple(RECORDS))
        return form, [RawRecord(topic="raw", offset=number, value=mutated(RECORDS[form](rng), rng))]
    form = rng.choice(tuple(FILES))
    file = folder / "mutated"
    file.write_bytes(mutated(FILES[form](rng), rng))
    return form, list(read_records(str(file)))


def decoded(raw: RawRecord) -> Report | None:
    """The report, or None for a dead letter, which says in a line what is wrong."""
    try:
        return DECODER.decode(raw)
    except UnusableError as error:
        refused = error
    assert refused.reason.isidentifier()
    assert 0 < len(str(refused)) < 2_000
    assert str(refused).encode()
    return None


def whole(one: CodedReport) -> None:
    """What is coded can be written and read, and points into its text."""
    assert decode(CodedReport, encode(one)) == one
    for telling in one.tellings:
        assert 0 <= telling.sentence_start <= telling.trigger_start < telling.trigger_end <= telling.sentence_end
        assert one.text[telling.sentence_start : telling.sentence_end]
        assert telling.sentence_end <= len(one.text)


@pytest.mark.slow
@pytest.mark.timeout(int(SECONDS) + 600)
def test_counts_add_up(tmp_path: Path) -> None:
    counts: Counter[tuple[str, str]] = Counter()

    def through_the_chain(seeds: list[int]) -> None:
        judge, reports = coder(LONG and seeds[0] % 10 == 0), []
        for number in seeds:
            form, raws = records(number, tmp_path)
            for raw in raws:
                began = time.process_time()
                report = decoded(raw)
                counts[form, "in"] += 1
                counts[form, "rejected" if report is None else "coded"] += 1
                if report is not None:
                    reports.append((form, report))
                assert time.process_time() - began < MOST, (form, number)
        began = time.process_time()
        log = ingest([report for _, report in reports], judge, UTC)
        assert time.process_time() - began < MOST * max(1, len(reports)), seeds
        left = Counter((one.report_id, one.fetched_at) for one in log)
        for form, report in reports:
            if left[report.report_id, report.fetched_at] == 0:
                counts[form, "coded"] -= 1
                counts[form, "repeated"] += 1
            else:
                left[report.report_id, report.fetched_at] -= 1
        assert not +left, "a coded record of no report"
        for one in log:
            whole(one)
        days = aggregate(log)
        assert {mention.report_id for day in days for mention in day.mentions} <= {one.report_id for one in log}

    began, rounds = time.monotonic(), 0
    while rounds == 0 or time.monotonic() - began < SECONDS:
        rounds += 1
        round_of = settings(max_examples=ROUND, database=None, deadline=None)(given(SEEDS)(through_the_chain))
        seed(rounds)(round_of)()
    sys.stdout.write(told(counts, time.monotonic() - began))
    for form in {form for form, _ in counts}:
        parts = sum(counts[form, outcome] for outcome in ("coded", "rejected", "repeated"))
        assert counts[form, "in"] == parts


def told(counts: Counter[tuple[str, str]], seconds: float) -> str:
    """The table of docs/guarantees.md."""
    lines = ["", "", f"{seconds:.0f} s", "", "| form | in | coded | repeated | rejected |", "|---|---|---|---|---|"]
    for form in (*RECORDS, *FILES, "all"):
        row = [sum(n for (of, what), n in counts.items() if what == kind and form in (of, "all")) for kind in
               ("in", "coded", "repeated", "rejected")]  # fmt: skip
        lines.append(f"| {form} | " + " | ".join(f"{n:,}" for n in row) + " |")
    return "\n".join([*lines, ""])
