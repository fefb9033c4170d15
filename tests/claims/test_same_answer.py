"""The same answer whatever the order (invariants 1 to 4), over generated streams and in memory."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from claims.coder import PlainCoder
from claims.generator import Fields, corpus, decode, decoded, raw, streams
from claims.kinds import KINDS_OF_STREAM, kinds_in
from claims.memory import aggregate, ingest, reports, run_all, tables
from claims.model import Tables, expected
from pipelines.aggregation.cells import TOTAL
from schemas import CodedReport

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from([UTC, BERLIN, ZoneInfo("America/Los_Angeles"), ZoneInfo("Pacific/Auckland")])
# True chance, from a drawn seed: the other kind hardly ever puts a late copy first.
ORDERS = st.randoms(use_true_random=True)
CODER = PlainCoder()
quick = settings(
    max_examples=settings().max_examples * 2 // 5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def assert_equal(found: Tables, wanted: Tables) -> None:
    """Key set first, then every column: the smallest difference is what fails."""
    for name in (field.name for field in fields(Tables)):
        left, right = getattr(found, name), getattr(wanted, name)
        assert left.keys() == right.keys(), name
        for key in left:
            assert left[key] == right[key], (name, key)


def modelled(
    deliveries: Sequence[Fields], zone: tzinfo, coder: PlainCoder = CODER, before: Sequence[PlainCoder] = ()
) -> Tables:
    """What the model makes of the deliveries, coded by ``coder`` and ``before`` by coders of lower rank."""
    return expected(decoded(deliveries, zone), coder.identity, zone, coder.blind, [other.blind for other in before])


def unrevised(found: Tables) -> Tables:
    """Without the revision of the daily rows, which counts the records that gave way."""
    daily = {key: {name: row[name] for name in row if name != "revision"} for key, row in found.daily.items()}
    return replace(found, daily=daily)


def shuffled(deliveries: Sequence[Fields], rng: random.Random, runs: int) -> list[list[Fields]]:
    """Some deliveries twice, all in another order, split into ``runs``."""
    mixed = [*deliveries, *rng.choices(deliveries, k=len(deliveries) // 2)]
    rng.shuffle(mixed)
    split: list[list[Fields]] = [[] for _ in range(runs)]
    for delivery in mixed:
        rng.choice(split).append(delivery)
    return split


def latest_fetched(log: Sequence[CodedReport]) -> list[CodedReport]:
    """The latest fetched record of each report in a log of one coder."""
    return list({record.report_id: record for record in sorted(log, key=lambda r: r.fetched_at)}.values())


@pytest.mark.slow
def test_generator_yields_every_kind() -> None:
    seen: Counter[str] = Counter()

    # Many, as hypothesis draws constants of whatever modules are loaded: what is drawn hangs on which tests ran before.
    @settings(quick, max_examples=500, derandomize=True, phases=[Phase.generate])
    @given(streams())
    def collect(stream: list[Fields]) -> None:
        seen.update(kinds_in(stream, UTC))

    collect()
    assert {kind for kind in seen if seen[kind] >= 3} == KINDS_OF_STREAM
    assert kinds_in(corpus(), UTC) == KINDS_OF_STREAM


@quick
@given(streams(), ZONES)
def test_one_run_equals_the_model(stream: list[Fields], zone: tzinfo) -> None:
    assert_equal(tables(aggregate(run_all([stream], CODER, zone))), modelled(stream, zone))


@pytest.mark.slow
@quick
@given(streams(), ZONES, ORDERS, st.integers(1, 7))
def test_shuffled_doubled_and_split(stream: list[Fields], zone: tzinfo, rng: random.Random, runs: int) -> None:
    """After every run the tables are those of all that was delivered so far."""
    split = shuffled(stream, rng, runs)
    in_order = aggregate(run_all([stream], CODER, zone))
    log: list[CodedReport] = []
    for number, run in enumerate(split, 1):
        log += ingest(decoded(run, zone), CODER, zone, before=log)
        so_far = [delivery for run in split[:number] for delivery in run]
        assert_equal(tables(aggregate(log)), modelled(so_far, zone))
    assert_equal(tables(aggregate(log)), tables(in_order))
    assert reports(aggregate(log)) == reports(in_order)


@quick
@given(streams(), ORDERS, st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))
def test_what_counts_is_a_function_of_record_and_setting(
    stream: list[Fields], rng: random.Random, min_confidence: float
) -> None:
    """In whatever order, under every setting; what does not count is kept and says why."""
    log = [record for run in shuffled(stream, rng, 2) for record in ingest(decoded(run, BERLIN), CODER, BERLIN)]
    found = tables(aggregate(log, min_confidence=min_confidence))
    wanted = expected(decoded(stream, BERLIN), CODER.identity, BERLIN, CODER.blind, min_confidence=min_confidence)
    assert_equal(found, wanted)
    everything = tables(aggregate(log, min_confidence=0.0))
    assert found.events == everything.events
    assert found.mentions.keys() == everything.mentions.keys()
    counted = {key for key, mention in found.mentions.items() if mention["uncounted"] is None}
    assert sum(row["mentions"] for key, row in found.daily.items() if key[1:] == TOTAL) == len(counted)


@quick
@given(streams(), ORDERS, st.integers(2, 4))
def test_empty_caches_change_nothing(stream: list[Fields], rng: random.Random, runs: int) -> None:
    """Runs that know nothing of what was coded before, and runs that do, give what the model gives."""
    split = shuffled(stream, rng, runs)
    forgetful, remembering = (run_all(split, CODER, BERLIN, remember=remember) for remember in (False, True))
    assert len(forgetful) >= len(remembering)
    for log in (forgetful, remembering):
        assert_equal(tables(aggregate(log)), modelled(stream, BERLIN))
    assert reports(aggregate(forgetful)) == reports(aggregate(remembering))


@quick
@given(streams(), ORDERS)
def test_order_within_the_log_changes_nothing(stream: list[Fields], rng: random.Random) -> None:
    """The log itself shuffled and doubled: even what is given on arrival of the record that stands is the same."""
    log = run_all([stream], CODER, UTC)
    again = log + rng.choices(log, k=len(log)) if log else []
    rng.shuffle(again)
    assert aggregate(again) == aggregate(log)


@quick
@given(streams(), ORDERS)
def test_newer_coder_replaces_and_older_never_does(stream: list[Fields], rng: random.Random) -> None:
    """Coded by an older coder, a newer one and the older again, records in any order: the newer one's answer."""
    older, newer = PlainCoder(rank=1, blind=frozenset({"attacked", "met"})), PlainCoder(rank=2, version="2")
    log = [record for coder in (older, newer, older) for record in run_all([stream], coder, BERLIN)]
    rng.shuffle(log)
    assert_equal(tables(aggregate(log)), modelled(stream, BERLIN, newer, before=[older]))


@quick
@given(streams(), ORDERS)
def test_recoding_a_part_counts_nothing_twice(stream: list[Fields], rng: random.Random) -> None:
    """A newer coder that recoded only some reports: every figure is that of each report's newest record alone."""
    older, newer = PlainCoder(rank=1), PlainCoder(rank=2, version="2", blind=frozenset({"attacked", "met"}))
    log = run_all([stream], older, UTC)
    recoded = [record for record in run_all([stream], newer, UTC) if rng.random() < 0.5]
    best = {record.report_id: record for record in [*latest_fetched(log), *latest_fetched(recoded)]}
    assert_equal(unrevised(tables(aggregate(log + recoded))), unrevised(tables(aggregate(best.values()))))


def test_clock_is_only_in_updated_at() -> None:
    log = run_all([corpus(30)], CODER, UTC)
    early, late = (aggregate(log, now=datetime(2022, 3, day, tzinfo=UTC)) for day in (1, 2))
    assert early != late
    assert [replace(day, rows=()) for day in early] == [replace(day, rows=()) for day in late]
    assert_equal(tables(early), tables(late))


@quick
@given(streams())
def test_where_a_record_stood_is_in_no_id(stream: list[Fields]) -> None:
    """Invariant 2: the same bytes, elsewhere in another topic, give the same reports and coded records."""
    logs = []
    for records in (raw(stream), reversed(raw([{}] * 7 + stream, topic="elsewhere")[7:])):
        in_order = sorted(decode(records, UTC), key=lambda report: (report.report_id, report.fetched_at))
        logs.append(ingest(in_order, CODER, UTC))
    assert logs[0] == logs[1]


@pytest.mark.parametrize(
    "changed",
    [{"published_at": "2022-01-21T10:00:00Z"}, {"url": "https://echo.example/other"}, {"text": "“Rain” again."}],
)
def test_same_fetch_time(changed: Fields) -> None:
    """Two versions fetched at the same moment: one of them stands, whichever came first."""
    first: Fields = {
        "source": "echo.example",
        "url": "https://echo.example/1",
        "guid": "n-1",
        "text": "Rain again.",
        "published_at": "2022-01-20T10:00:00Z",
        "fetched_at": "2022-01-22T10:00:00Z",
        "language": "en",
    }
    second = first | changed
    assert reports(aggregate(run_all([[first, second]], CODER, UTC))) == reports(
        aggregate(run_all([[second, first]], CODER, UTC))
    )
