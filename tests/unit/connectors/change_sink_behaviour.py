"""What every sink does with a stream's changes and with alerts; each sink's test module runs all that it takes."""

import random
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Protocol

import pytest
from day_sink_behaviour import CODED, EVENT, MONDAY, NOON, ROW, SQL, TUESDAY, mention, sample

from connectors.sinks import AlertSink, ChangeSink, DaySink
from connectors.tables import Changes, DayTables, ReportTold, RowKey, VanishedRow
from schemas import Alert, DailyRow, Event, Evidence

ALERT = replace(
    sample(Alert, "alert"),
    evidence_events=(Evidence(event_id="e-a", sentence=SQL, report_id="r-a", published_at=NOON),),
)


class StreamSink(DaySink, ChangeSink, Protocol):
    """A sink that takes both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A new sink and ways to look at what it holds; as that of day sinks."""

    sink: StreamSink
    held: Callable[[], dict[str, list[Any]]]
    marks: Callable[[], object]
    refusal: type[Exception] | tuple[type[Exception], ...]


NewStore = Callable[[], Store]
Fresh = Callable[..., dict[str, list[Any]]]


def revision(n: int) -> str:
    return f"000001|{n:015d}|{n:09d}"


def row(name: str, n: int, *, day: date = MONDAY, at: datetime = NOON) -> DailyRow:
    """A row as it is at its ``n``-th revision."""
    return replace(ROW, day=day, place=name, stories=n, revision=revision(n), updated_at=at)


def gone(name: str, n: int, *, day: date = MONDAY) -> VanishedRow:
    """The same row, when it vanished at that revision."""
    return VanishedRow(key=RowKey.of(row(name, n, day=day)), revision=revision(n))


def event(name: str, n: int = 1, *, day: date = MONDAY) -> Event:
    return replace(EVENT, event_id=f"e-{name}", event_date=day, mode=name, score=n)


def told(name: str, n: int, *events: Event, day: date = MONDAY, rank: int = 1) -> ReportTold:
    """A report as it is in its ``n``-th version, telling ``events``."""
    report = replace(
        CODED,
        report_id=f"r-{name}",
        published_day=day,
        title=f"{name} {n}",
        fetched_at=NOON + timedelta(minutes=n),
        coder=replace(CODED.coder, rank=rank),
    )
    return ReportTold(report=report, mentions=tuple(mention(e, name) for e in events))


def day_of(*told: ReportTold, rows: Sequence[DailyRow] = (), events: Sequence[Event] = ()) -> DayTables:
    """Monday with all of this."""
    reports = tuple(one.report for one in told)
    mentions = tuple(mention for one in told for mention in one.mentions)
    return DayTables(day=MONDAY, rows=tuple(rows), events=tuple(events), mentions=mentions, reports=reports)


class ChangeSinkBehaviour:
    """What holds of rows and events; a test module gives the fixture ``new_store``."""

    @pytest.fixture
    def store(self, new_store: NewStore) -> Store:
        return new_store()

    @pytest.fixture
    def fresh(self, new_store: NewStore) -> Fresh:
        """What a new sink holds after days were written whole."""

        def write(*days: DayTables) -> dict[str, Any]:
            store = new_store()
            store.sink.replace_days(days)
            return store.held()

        return write

    def test_changes_make_what_whole_days_make(self, store: Store, fresh: Fresh) -> None:
        store.sink.apply(Changes(rows=(row("a", 1), row("b", 1)), events=(event("a"),)))
        store.sink.apply(Changes(rows=(row("b", 2),), events=(event("a", 2), event("b"))))
        assert store.held() == fresh(day_of(rows=[row("a", 1), row("b", 2)], events=[event("a", 2), event("b")]))
        assert store.sink.held_days() == {MONDAY}

    def test_applying_again_changes_nothing(self, store: Store) -> None:
        changes = Changes(
            rows=(row("a", 2),), vanished_rows=(gone("b", 1),), events=(event("a"),), vanished_events=("e-b",)
        )
        store.sink.apply(changes)
        before = (store.held(), store.marks())
        store.sink.apply(changes)
        store.sink.apply(Changes())
        assert (store.held(), store.marks()) == before

    def test_older_row_is_refused_and_one_of_the_same_revision_is_not(self, store: Store, fresh: Fresh) -> None:
        store.sink.apply(Changes(rows=(row("a", 2), row("b", 2))))
        same = replace(row("b", 2), mentions=77)
        store.sink.apply(Changes(rows=(row("a", 1), same)))
        assert store.held() == fresh(day_of(rows=[row("a", 2), same]))

    def test_row_vanishes_unless_it_is_newer(self, store: Store, fresh: Fresh) -> None:
        store.sink.apply(Changes(rows=(row("a", 1), row("b", 2), row("c", 3))))
        store.sink.apply(Changes(vanished_rows=(gone("a", 2), gone("b", 2), gone("c", 2))))
        assert store.held() == fresh(day_of(rows=[row("c", 3)]))

    def test_row_that_vanished_comes_back_newer_only(self, store: Store, fresh: Fresh) -> None:
        store.sink.apply(Changes(rows=(row("a", 1), row("b", 1))))
        store.sink.apply(Changes(vanished_rows=(gone("a", 2), gone("b", 2))))
        store.sink.apply(Changes(rows=(row("a", 1), row("b", 3))))
        assert store.held() == fresh(day_of(rows=[row("b", 3)]))

    def test_events_follow_the_order_of_their_changes(self, store: Store, fresh: Fresh) -> None:
        store.sink.apply(Changes(events=(event("a"), event("b"), event("a", 2))))
        assert store.held() == fresh(day_of(events=[event("a", 2), event("b")]))
        store.sink.apply(Changes(vanished_events=("e-a", "e-never")))
        assert store.held() == fresh(day_of(events=[event("b")]))
        store.sink.apply(Changes(events=(event("a", 3),)))
        assert store.held() == fresh(day_of(events=[event("a", 3), event("b")]))

    def test_of_many_changes_of_a_key_the_greatest_counts(self, store: Store, fresh: Fresh) -> None:
        store.sink.apply(
            Changes(
                rows=(row("a", 3), row("a", 1), row("b", 1), row("c", 3)), vanished_rows=(gone("b", 2), gone("c", 2))
            )
        )
        assert store.held() == fresh(day_of(rows=[row("a", 3), row("c", 3)]))

    def test_time_of_update_is_that_of_the_last_change(self, store: Store, fresh: Fresh) -> None:
        later = NOON + timedelta(hours=1)
        store.sink.apply(Changes(rows=(row("a", 1), row("b", 1))))
        store.sink.apply(Changes(rows=(row("a", 1, at=later), row("b", 2, at=later))))
        assert store.held() == fresh(day_of(rows=[row("a", 1), row("b", 2, at=later)]))

    @pytest.mark.slow
    def test_replayed_in_any_order_the_end_is_the_same(self, new_store: NewStore, fresh: Fresh) -> None:
        batches = [
            Changes(rows=(row("a", 1), row("b", 1)), events=(event("a"),)),
            Changes(rows=(row("a", 2), row("c", 1)), vanished_rows=(gone("b", 2),)),
            Changes(rows=(row("b", 3),), vanished_rows=(gone("c", 2),)),
            Changes(rows=(row("d", 1, day=TUESDAY),), vanished_rows=(gone("a", 4),)),
        ]
        tuesday = DayTables(day=TUESDAY, rows=(row("d", 1, day=TUESDAY),))
        expected = fresh(day_of(rows=[row("b", 3)], events=[event("a")]), tuesday)
        for seed in range(4):
            store = new_store()
            replayed = [*batches, *batches[1:3]]
            random.Random(seed).shuffle(replayed)
            for batch in replayed:
                store.sink.apply(batch)
            assert store.held() == expected, f"seed {seed}"

    def test_a_day_replaced_later_wins_whatever_its_revisions(self, store: Store, fresh: Fresh) -> None:
        store.sink.apply(
            Changes(rows=(row("a", 5), row("b", 5)), vanished_rows=(gone("c", 5),), events=(event("a"), event("b")))
        )
        whole = day_of(rows=[row("a", 1), row("c", 1)], events=[event("a", 2)])
        store.sink.replace_days([whole])
        assert store.held() == fresh(whole)
        store.sink.apply(Changes(rows=(row("c", 2), row("b", 2))))
        assert store.held() == fresh(day_of(rows=[row("a", 1), row("b", 2), row("c", 2)], events=[event("a", 2)]))

    def test_text_stays_text(self, store: Store, fresh: Fresh) -> None:
        store.sink.apply(Changes(rows=(row(SQL, 1), row("a", 1)), events=(event(SQL), event("a"))))
        assert store.held() == fresh(day_of(rows=[row(SQL, 1), row("a", 1)], events=[event(SQL), event("a")]))
        store.sink.apply(Changes(vanished_rows=(gone(SQL, 2),), vanished_events=(f"e-{SQL}",)))
        assert store.held() == fresh(day_of(rows=[row("a", 1)], events=[event("a")]))


class ReportSinkBehaviour(ChangeSinkBehaviour):
    """What holds of reports and their mentions beside, in sinks with transactions."""

    def test_report_replaces_its_mentions_whole(self, store: Store, fresh: Fresh) -> None:
        events = [event(name) for name in "abc"]
        other = told("other", 1, *events)
        store.sink.apply(Changes(reports=(told("x", 1, *events), other), events=tuple(events)))
        second = told("x", 2, events[1])
        store.sink.apply(Changes(reports=(second,)))
        assert store.held() == fresh(day_of(second, other, events=events))
        third = told("x", 3)
        store.sink.apply(Changes(reports=(third,)))
        assert store.held() == fresh(day_of(third, other, events=events))

    def test_older_report_is_refused_with_its_mentions(self, store: Store, fresh: Fresh) -> None:
        standing = told("x", 2, event("a"))
        store.sink.apply(Changes(reports=(standing,)))
        store.sink.apply(Changes(reports=(told("x", 1, event("a"), event("b")),)))
        assert store.held() == fresh(day_of(standing))
        same = told("x", 2, event("b"))
        store.sink.apply(Changes(reports=(same,)))
        assert store.held() == fresh(day_of(same))

    def test_rank_of_the_coder_outweighs_the_time_of_the_fetch(self, store: Store, fresh: Fresh) -> None:
        better = told("x", 1, event("a"), rank=2)
        store.sink.apply(Changes(reports=(better,)))
        store.sink.apply(Changes(reports=(told("x", 9, event("b"), rank=1),)))
        assert store.held() == fresh(day_of(better))

    def test_report_that_moved_leaves_its_old_day(self, store: Store, fresh: Fresh) -> None:
        store.sink.apply(Changes(reports=(told("x", 1, event("a")),), events=(event("a"),)))
        moved = told("x", 2, event("b", day=TUESDAY), day=TUESDAY)
        store.sink.apply(Changes(reports=(moved,), events=(event("b", day=TUESDAY),), vanished_events=("e-a",)))
        tuesday = DayTables(
            day=TUESDAY, events=(event("b", day=TUESDAY),), mentions=moved.mentions, reports=(moved.report,)
        )
        assert store.held() == fresh(tuesday)
        assert store.sink.held_days() == {TUESDAY}

    @pytest.mark.slow
    def test_reports_replayed_in_any_order_end_the_same(self, new_store: NewStore, fresh: Fresh) -> None:
        versions = [
            told("x", 1, event("a"), event("b")),
            told("x", 2, event("b")),
            told("x", 3, event("c"), event("a")),
            told("y", 1, event("a")),
        ]
        expected = fresh(day_of(versions[2], versions[3]))
        for seed in range(4):
            store = new_store()
            replayed = [*versions, versions[1]]
            random.Random(seed).shuffle(replayed)
            for version in replayed:
                store.sink.apply(Changes(reports=(version,)))
            assert store.held() == expected, f"seed {seed}"

    def test_all_changes_of_a_call_or_none(self, store: Store, fresh: Fresh) -> None:
        store.sink.apply(Changes(rows=(row("a", 1),), events=(event("a"),), reports=(told("x", 1, event("a")),)))
        before = store.held()
        bad = replace(row("b", 2), incidents="many")  # type: ignore[arg-type]
        news = Changes(rows=(row("a", 2), bad), events=(event("b"),), reports=(told("x", 2, event("b")),))
        with pytest.raises(store.refusal):
            store.sink.apply(news)
        assert store.held() == before
        store.sink.apply(replace(news, rows=news.rows[:1]))
        expected = day_of(told("x", 2, event("b")), rows=[row("a", 2)], events=[event("a"), event("b")])
        assert store.held() == fresh(expected)


class AlertSinkBehaviour:
    """What holds of alerts; a test module gives ``alert_sink``, and ``held_alerts``: rows of what ``shown`` shows."""

    def test_alerts_are_held_as_they_stand(
        self, alert_sink: AlertSink, held_alerts: Callable[[], list[tuple[Any, ...]]]
    ) -> None:
        first = replace(ALERT, revision=revision(2), updated_at=NOON, summary=SQL)
        resolved = replace(first, state="resolved", revision=revision(3))
        other = replace(first, alert_id="other")
        alert_sink.write_alerts([first, other])
        alert_sink.write_alerts([resolved, first, replace(other, revision=revision(1), count=99.0)])
        alert_sink.write_alerts([replace(other, updated_at=NOON + timedelta(hours=1))])
        alert_sink.write_alerts([])
        assert held_alerts() == sorted(map(shown, (resolved, other)))

    def test_alert_of_the_same_revision_is_taken(
        self, alert_sink: AlertSink, held_alerts: Callable[[], list[tuple[Any, ...]]]
    ) -> None:
        alert_sink.write_alerts([replace(ALERT, updated_at=NOON)])
        known = replace(ALERT, updated_at=NOON + timedelta(hours=1), evidence_events=())
        alert_sink.write_alerts([known])
        assert held_alerts() == [shown(known)]


SHOWN = 'SELECT alert_id, state, "limit", evidence, evidence_events, summary, updated_at FROM alerts ORDER BY 1'


def shown(alert: Alert) -> tuple[Any, ...]:
    """What SHOWN selects, with the nested events as plain objects and the time in UTC."""
    events = [asdict(one) | {"published_at": f"{one.published_at:%Y-%m-%dT%H:%M:%SZ}"} for one in alert.evidence_events]
    return (alert.alert_id, alert.state, alert.limit, list(alert.evidence), events, alert.summary, alert.updated_at)
