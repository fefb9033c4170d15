"""How fast coded reports become daily rows, what they weigh, and what the guarantees cost.

    python benchmarks/aggregation.py [TELLINGS]

Invents reports that tell 200,000 times (or TELLINGS) over thirty days, a fifth of them copies of another and a
twentieth delivered again as an update, and aggregates them twice over in one run: as it is, and without the step that
keeps the newest record of each report, which is what a pipeline that never withdraws a telling would do. Both by the
plain functions on one core and, over a tenth of the reports, through Beam on FnApiRunner. Seconds are processor time,
the best of three rounds counts; ratios hold from machine to machine, seconds do not.
"""

import os
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import product
from string import ascii_uppercase

import apache_beam as beam
from apache_beam.options.pipeline_options import PipelineOptions

from connectors.tables import DayTables
from pipelines.aggregation.days import Share, day_tables, shares
from pipelines.aggregation.versions import Standing, standing
from pipelines.dedup.fingerprint import fingerprint
from pipelines.identity import content_hash, event_id
from pipelines.steps.aggregate_days import AggregateDays
from pipelines.steps.keep_newest import KeepNewest
from pipelines.steps.window_days import WindowDays
from schemas import Actor, CodedReport, Coder, Counts, Place, Sentence, Telling

TELLINGS = 200_000
PER_REPORT = 4
DAYS = 30
ROUNDS = 3
COPIES, UPDATES = 0.2, 0.05
START = datetime(2022, 1, 1, tzinfo=UTC)
NOW = datetime(2022, 3, 1, tzinfo=UTC)
CODER = Coder(name="bench", version="1", rank=1)
COUNTRIES = ["".join(letters) for letters in product(ascii_uppercase[:2], ascii_uppercase[:5], ascii_uppercase[:5])]
TYPES = [(f"TYPE{number}", number % 4 + 1, 10.0 - number) for number in range(16)]
WORDS = "river winter letter harbour garden market bridge window village mountain morning evening station road".split()


def sentence(rng: random.Random) -> str:
    """Twenty words."""
    return " ".join(rng.choices(WORDS, k=20)) + f" {rng.randrange(10**9)}."


def telling(rng: random.Random, said: str, start: int, published: datetime) -> Telling:
    """An event that a sentence tells, now and then of an earlier day."""
    kind, quad_class, score = rng.choice(TYPES)
    source, target, place = rng.choice(COUNTRIES), rng.choice(COUNTRIES), rng.choice(COUNTRIES)
    day = published.date() - timedelta(days=rng.choice((0, 0, 0, 0, 1, 2)))
    return Telling(
        event_id=event_id(
            said, trigger_start=0, event_date=day, event_type=kind, source_codes=[source], target_codes=[target]
        ),
        event_date=day,
        date_precision="day",
        date_basis="report",
        type=kind,
        quad_class=quad_class,
        score=score,
        cameo_code="190",
        goldstein=score,
        sources=(Actor(text=source, code=source, country=source),),
        targets=(Actor(text=target, code=target, country=target),),
        place=Place(name=place, country=place, precision="country"),
        modality="asserted",
        counts=Counts(killed=rng.randrange(5)),
        sentence=said,
        sentence_start=start,
        sentence_end=start + len(said),
        trigger_start=start,
        trigger_end=start + 5,
        coder=CODER,
        confidence=0.5,
    )


def invent(tellings: int) -> list[CodedReport]:
    """The coded records, in order of publication."""
    rng = random.Random(0)
    reports: list[CodedReport] = []
    for number in range(tellings // PER_REPORT):
        if reports and rng.random() < COPIES:
            like = reports[-rng.randint(1, min(len(reports), 50))]
            reports.append(replace(like, report_id=f"{number:032x}", publisher=f"p{rng.randrange(40)}"))
        else:
            reports.append(_report(rng, number, START + timedelta(days=DAYS * PER_REPORT * number / tellings)))
    updated = [
        replace(report, fetched_at=report.fetched_at + timedelta(hours=1), tellings=report.tellings[1:])
        for report in reports
        if rng.random() < UPDATES
    ]
    return reports + updated


def _report(rng: random.Random, number: int, published: datetime) -> CodedReport:
    said = [sentence(rng) for _ in range(PER_REPORT)]
    text = " ".join(said)
    starts = [text.index(one) for one in said]
    return CodedReport(
        report_id=f"{number:032x}",
        outcome="coded",
        reason="told",
        story_id=f"{number:032x}",
        content_hash=content_hash(text),
        fingerprint=fingerprint(text),
        coder=CODER,
        source="bench",
        publisher=f"p{rng.randrange(40)}",
        url=f"https://bench.example/{number}",
        text=text,
        language="en",
        published_at=published,
        published_precision="second",
        published_day=published.date(),
        fetched_at=published,
        sentences=tuple(Sentence(start=start, end=start + len(one)) for start, one in zip(starts, said, strict=True)),
        tellings=tuple(telling(rng, one, start, published) for start, one in zip(starts, said, strict=True)),
    )


def kept(records: Iterable[CodedReport]) -> Iterator[Standing]:
    """What stands of each report."""
    by_report: dict[str, list[CodedReport]] = defaultdict(list)
    for record in records:
        by_report[record.report_id].append(record)
    return map(standing, by_report.values())


def plain(reports: Iterable[Standing]) -> int:
    """Daily rows by the plain functions; how many."""
    days: dict[date, list[Share]] = defaultdict(list)
    for report in reports:
        for day, share in shares(report):
            days[day].append(share)
    return sum(len(day_tables(day, told, NOW).rows) for day, told in days.items())


def through_beam(records: Sequence[CodedReport], *, withdraw: bool) -> None:
    """The same in a Beam pipeline, without a sink."""
    with beam.Pipeline(options=PipelineOptions(["--runner=FnApiRunner"])) as pipeline:
        coded = pipeline | beam.Create(records).with_output_types(CodedReport)
        reports = coded | (KeepNewest() if withdraw else beam.Map(Standing))
        days = reports | WindowDays() | AggregateDays(NOW, ())
        _ = days | beam.Map(_count).with_output_types(int)


def _count(tables: DayTables) -> int:
    return len(tables.rows)


def seconds(work: Callable[[], object]) -> float:
    """The processor time that ``work`` takes: neighbours on the machine do not count."""
    start = time.process_time()
    work()
    return time.process_time() - start


def resident() -> float:
    """Megabytes of this process that are in memory."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def main() -> None:
    tellings = int(sys.argv[1]) if len(sys.argv) > 1 else TELLINGS
    before = resident()
    records = invent(tellings)
    held = (resident() - before) / len(records) * 100_000
    told = sum(len(record.tellings) for record in records)
    rows = plain(kept(records))
    peak = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3 - before) / len(records) * 100_000
    print(f"{len(records):,} coded records, {told:,} tellings, {rows:,} daily rows")
    print(f"memory per 100,000 coded reports: {held:.0f} MB held, {peak:.0f} MB at the peak of the aggregation")
    _compare("plain functions", told, lambda: plain(kept(records)), lambda: plain(map(Standing, records)))
    some = records[: len(records) // 10]
    told = sum(len(record.tellings) for record in some)
    _compare(
        "through Beam", told, lambda: through_beam(some, withdraw=True), lambda: through_beam(some, withdraw=False)
    )


def _compare(name: str, told: int, whole: Callable[[], object], without: Callable[[], object]) -> None:
    rounds = [(seconds(whole), seconds(without)) for _ in range(ROUNDS)]
    best, best_without = (min(times) for times in zip(*rounds, strict=True))
    print(
        f"{name}: {told / best:,.0f} tellings/s; without withdrawals {told / best_without:,.0f}: "
        f"the guarantee costs {best / best_without - 1:.0%}"
    )


if __name__ == "__main__":
    main()
