"""The streams over a midnight of the clock that this process is given: ``python midnight_run.py FOLDER``.

Reports are pushed from before a midnight (UTC) until after it, one a second that is published now and, each fifth
second, one that tells late of the day before. Prints as JSON what was written when.
"""

import json
import sys
import time
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]
sys.path[:0] = [str(HERE.parents[1] / "integration" / name) for name in ("flink", "drain")]

import streaming  # noqa: E402
from claims.coder import PlainCoder  # noqa: E402
from claims.generator import Fields  # noqa: E402
from deployments import deployed  # noqa: E402
from test_live_aggregate import events, rows  # noqa: E402

from connectors.kafka.settings import KafkaSettings  # noqa: E402
from connectors.kafka.table import read_records  # noqa: E402
from deploy.flink import Cluster  # noqa: E402
from deploy.kafka import LocalBroker  # noqa: E402
from schemas import DailyRow, decode  # noqa: E402

BEFORE, AFTER = 20, 40
"""Seconds that reports come before and after midnight."""


def report(number: int, published: datetime) -> Fields:
    """A report that tells of the day on which it is published."""
    states = ("Ruritania", "Graustark")
    return {
        "source": "echo.example",
        "guid": f"n-{number}",
        "text": f"{states[number % 2]} attacked {states[1 - number % 2]} in Strelsau. It is report {number}.",
        "published_at": published.isoformat(),
        "fetched_at": published.isoformat(),
        "language": "en",
    }


def main(folder: Path) -> None:
    """Run over the next midnight."""
    streaming.ZONE = ZoneInfo("UTC")
    with (
        LocalBroker() as broker,
        Cluster(folder / "flink") as cluster,
        deployed(KafkaSettings(servers=broker.servers), folder, partitions=4, filled=4) as deployment,
        streaming.streaming(cluster, deployment) as jobs,
    ):
        jobs.start_aggregate()
        jobs.start_ingest()
        midnight = datetime.combine(datetime.now(UTC).date() + timedelta(days=1), datetime.min.time(), UTC)
        time.sleep(max(0.0, (midnight - datetime.now(UTC)).total_seconds() - BEFORE))
        pushed: list[Fields] = []
        while (now := datetime.now(UTC)) < midnight + timedelta(seconds=AFTER):
            new = [report(len(pushed), now)]
            if len(pushed) % 6 == 5:
                new.append(report(len(pushed) + 1, now - timedelta(days=1)))
            deployment.push(new)
            pushed += new
            time.sleep(1)
        jobs.wait_for_outcomes()
        first = midnight.date() - timedelta(days=2)
        wanted = streaming.undisturbed(folder / "files", pushed, PlainCoder)
        streaming.wait_until(lambda: rows(deployment, first) == streaming.by_day(wanted.daily, first), 60)
        streaming.wait_until(lambda: events(deployment, first) == wanted.events, 30)
        written = [
            (record.timestamp, decode(DailyRow, record.value))
            for record in read_records(deployment.settings, deployment.topics.daily)
            if record.value and record.timestamp
        ]

    def times(day: date, *, after: bool) -> int:
        """How often the row of all that a day tells was written before or after midnight."""
        totals = [at for at, row in written if row.day == day and row.series == "total" and not row.type]
        return sum((at >= midnight) == after for at in totals)

    today, yesterday = midnight.date(), midnight.date() - timedelta(days=1)
    moments = sorted(at.timestamp() for at, _ in written)
    told = {
        "pushed": len(pushed),
        "clock": [str(written[0][0]), str(written[-1][0])],
        "yesterday": {"before": times(yesterday, after=False), "after": times(yesterday, after=True)},
        "today": {"before": times(today, after=False), "after": times(today, after=True)},
        "longest_pause": round(max(b - a for a, b in pairwise(moments)), 1),
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
