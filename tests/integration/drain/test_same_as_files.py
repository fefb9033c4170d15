"""The whole chain on a broker holds what a run on files holds, however the records came and were cut."""

import json
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from claims.coder import PlainCoder
from claims.generator import FIRST_DAY, Fields, Writer, corpus, decoded
from claims.stored import select, stored
from claims.test_same_answer import assert_equal
from deployments import NOON, ZONE, Deployment, modelled

from connectors.kafka.plan import plan_read
from connectors.kafka.table import read_log
from pipelines.deployments.local import Folder, aggregate_folder, ingest_files
from pipelines.identity import content_hash

pytestmark = pytest.mark.integration


def day_of(delivery: Fields) -> str:
    return str(datetime.fromisoformat(delivery["published_at"]).astimezone(ZONE).date())


def cuts_inside_stories(stream: Sequence[Fields]) -> list[int]:
    """Where a report and the one before it are copies of one text."""
    texts = [content_hash(delivery["text"]) for delivery in stream]
    return [n for n in range(1, len(stream)) if texts[n] == texts[n - 1] and stream[n]["url"] != stream[n - 1]["url"]]


def split(stream: Sequence[Fields], cuts: Sequence[int]) -> list[Sequence[Fields]]:
    return [stream[a:b] for a, b in zip([0, *cuts], [*cuts, len(stream)], strict=True)]


def assert_every_outcome_once(deployment: Deployment) -> None:
    """Invariant 5, for a run that read all of the topic."""
    assert deployment.outcomes() == dict.fromkeys(deployment.origins(), 1)


def test_one_partition_equals_files_in_every_column(single: Deployment) -> None:
    """In the same order even what is given on arrival is the same: stories, copies, outcomes."""
    stream = corpus(60)
    single.push(stream)
    done = single.drain()
    files = Folder(single.out / "files")
    files.root.mkdir()
    file = files.root / "input.jsonl"
    file.write_text("".join(json.dumps(delivery) + "\n" for delivery in stream))
    on_files = ingest_files([str(file)], files, zone=ZONE, make_coder=PlainCoder)
    aggregate_folder(files, now=NOON)

    assert done.outcomes == on_files.outcomes
    assert_every_outcome_once(single)
    assert_equal(single.tables(), stored(files))
    drained = Folder(single.out)
    for name in ("daily", "events", "mentions", "reports"):
        query = f"SELECT * FROM {name} ORDER BY ALL"
        assert select(drained, query) == select(files, query), name


def test_every_record_twice_in_two_processes_with_a_story_and_a_day_cut(wide: Deployment) -> None:
    stream = [delivery for delivery in corpus(60) for _ in range(2)]
    cut = random.Random(1).choice(cuts_inside_stories(stream))
    first, second = split(stream, [cut])
    assert {day_of(d) for d in first} & {day_of(d) for d in second}
    for part in (first, second):
        wide.push(part)
        assert wide.drain_elsewhere() == 0
        assert sum(wide.outcomes().values()) == len(part)
        assert set(wide.outcomes().values()) == {1}
    assert_equal(wide.tables(), modelled(stream))
    ends = plan_read(wide.settings, wide.topics.raw, start="earliest", drain=True).ends
    assert len(ends) == 8
    assert [number for number, end in ends.items() if end == 0] == [7], "one partition is empty, the others are not"


@pytest.mark.parametrize("runs", [3, pytest.param(7, marks=pytest.mark.faults)])
def test_each_of_many_runs_holds_what_was_delivered_so_far(deployment: Deployment, runs: int) -> None:
    stream = corpus(40)
    rng = random.Random(2)
    within = rng.sample(cuts_inside_stories(stream), 2)
    cuts = sorted({*within, *rng.sample(sorted(set(range(1, len(stream))) - set(within)), runs - 3)})
    so_far: list[Fields] = []
    for part in split(stream, cuts):
        so_far += part
        deployment.push(part)
        assert deployment.drain().read == len(part)
        assert_equal(deployment.tables(), modelled(so_far))


def test_nothing_is_sent_twice_when_nothing_changed(deployment: Deployment) -> None:
    """Neither by a run without new records nor by one that gets every record again."""
    stream = [d for d in corpus(25) if list(decoded([d], ZONE))]
    deployment.push(stream)
    deployment.drain()
    before = deployment.ends()
    assert deployment.drain(NOON + timedelta(hours=1)).read == 0
    assert deployment.ends() == before
    deployment.push(stream)
    assert deployment.drain(NOON + timedelta(hours=2)).outcomes == {"duplicate": len(stream)}
    assert deployment.ends() == before
    assert_equal(deployment.tables(), modelled(stream))


def test_rows_and_events_that_vanish_get_tombstones(deployment: Deployment) -> None:
    """An update that takes a day back, then a retraction that takes everything back."""
    first = {
        "source": "echo.example",
        "guid": "n-1",
        "url": "https://echo.example/1",
        "text": "Ruritania attacked Graustark on 2022-01-18. Ruritania met Syldavia in Strelsau.",
        "published_at": "2022-01-20T12:00:00Z",
        "fetched_at": "2022-01-20T13:00:00Z",
        "language": "en",
    }
    second = first | {"text": "Ruritania met Syldavia in Strelsau.", "fetched_at": "2022-01-20T14:00:00Z"}
    third = second | {"text": "", "retracted": True, "fetched_at": "2022-01-20T15:00:00Z"}
    keys: list[set[bytes]] = []
    for number, version in enumerate((first, second, third), start=1):
        before = deployment.ends()
        deployment.push([version])
        deployment.drain()
        assert_equal(deployment.tables(), modelled([first, second, third][:number]))
        assert deployment.ends()[deployment.topics.daily] > before[deployment.topics.daily]
        gone = _tombstones(deployment, deployment.topics.daily)
        assert all(key.startswith((b"2022-01-18", b"2022-01-20")) for key in gone)
        keys.append(gone | _tombstones(deployment, deployment.topics.events))
    assert [len(gone) > len(before) for before, gone in zip([set(), *keys], keys, strict=False)] == [False, True, True]
    assert not deployment.tables().events
    assert [key[1] for key in deployment.tables().daily] == ["total"]


def _tombstones(deployment: Deployment, topic: str) -> set[bytes]:
    return {key for key, value in read_log(deployment.settings, topic) if value is None}


def test_large_records_pass_whole(deployment: Deployment) -> None:
    """Records of 900 KB, one of them a single sentence."""
    writer = Writer(random.Random(3))
    filler = "The harvest in the valleys of the north was the best in nine long years. "
    events = [writer.sentence(when="") for _ in range(2)]
    texts = [f"{event} {filler * 12_000}{event}" for event in events]
    texts.append("Ruritania attacked Graustark in Strelsau" + ", officials said on the radio" * 31_000 + ".")
    stream = [writer.report(text) for text in texts]
    assert all(850_000 < len(json.dumps(delivery)) < 1_000_000 for delivery in stream)
    deployment.push(stream)
    assert deployment.drain().outcomes.get("rejected", 0) == 0
    assert_equal(deployment.tables(), modelled(stream))


def test_records_that_senders_dated_2022_are_kept_and_read(deployment: Deployment) -> None:
    """The topic gives its own times: a record sent with the time of its report is not taken for old."""
    stream = corpus(15)
    deployment.push(stream, timestamp_ms=int(FIRST_DAY.timestamp() * 1000))
    deployment.drain()
    assert_equal(deployment.tables(), modelled(stream))
    times = [record.timestamp for record in deployment.raw_records()]
    assert len(times) == len(stream)
    assert all(time is not None and time > datetime.now(UTC) - timedelta(hours=1) for time in times)
