"""What a result of a running day costs as the day grows: the book that is kept up, beside the day folded anew.

    python -m benchmarks.live_days [REPORTS]

Invents 40,000 coded reports (or REPORTS) of one day that tell four times each, a fifth of them copies, a twentieth
updates, and takes them in one by one; after each twenty the rows that changed are asked for, as a stream does every few
seconds. At a thousand reports, and then at each doubling, prints what twenty reports and the result cost, and what it
costs to make the day's tables anew of all reports so far, as a stream without a book would have to. Seconds are
processor time; the ratio holds from machine to machine. At the end what the parts weigh in the state.
"""

import random
import sys
import time
from datetime import UTC, date, datetime

from benchmarks import aggregation
from pipelines.aggregation.book import DayBook
from pipelines.aggregation.days import Share, day_tables
from pipelines.aggregation.parts import Part, arrive
from pipelines.aggregation.versions import Trace
from pipelines.steps.coders import PartCoder

REPORTS = 40_000
PER_RESULT = 20
NOW = datetime(2022, 3, 1, tzinfo=UTC)


def parts_of(day: date, reports: int) -> list[Part]:
    """What the reports have to do with the day, in any order."""
    aggregation.DAYS = 1
    records = aggregation.invent(reports * aggregation.PER_REPORT)
    random.Random(1).shuffle(records)
    traces: dict[str, Trace] = {}
    parts = []
    for record in records:
        arrival = arrive(traces.get(record.report_id), record)
        if arrival is not None:
            traces[record.report_id] = arrival.trace
            parts.append(arrival.days[day])
    return parts


def anew(day: date, parts: list[Part]) -> float:
    """Processor seconds for the day's tables from all reports."""
    latest = {part.history.report_id: part for part in parts}
    shares = [Share(part.share, part.history, part.cells) for part in latest.values()]
    began = time.process_time()
    day_tables(day, shares, NOW)
    return time.process_time() - began


def main() -> None:
    """Run and print."""
    day = aggregation.START.date()
    parts = parts_of(day, int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS)
    book, spent, measured = DayBook(day), 0.0, 1_000
    for at in range(0, len(parts), PER_RESULT):
        began = time.process_time()
        for part in parts[at : at + PER_RESULT]:
            book.put(part)
            book.event_changes()
        rows = book.row_changes(NOW)
        took = time.process_time() - began
        spent += took
        if at + PER_RESULT >= measured:
            whole = anew(day, parts[: at + PER_RESULT])
            print(
                f"{len(book):,} reports: {took * 1000:.0f} ms for {PER_RESULT} more and their {len(rows.rows)} rows,"
                f" {whole * 1000:,.0f} ms anew; ratio {whole / took:.1f}"
            )
            measured *= 2
    print(f"all: {len(parts) / spent:,.0f} parts/s with a result after each {PER_RESULT}")
    coder = PartCoder()
    sizes = [len(coder.encode(part)) for part in parts[:1_000]]
    print(f"state: {sum(sizes) / len(sizes):,.0f} bytes a part, compressed")


if __name__ == "__main__":
    main()
