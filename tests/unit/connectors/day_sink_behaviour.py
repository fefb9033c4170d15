"""What every sink of daily tables must do, and the tables to try it with; each sink's test module runs all of it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Any, TypeVar

import msgspec
import pytest

from connectors.sinks import DaySink
from connectors.tables import DayTables, Mention
from schemas import CodedReport, DailyRow, Event, Rejected

R = TypeVar("R")
MONDAY, TUESDAY = date(2022, 1, 24), date(2022, 1, 25)
NOON = datetime(2022, 1, 26, 12, tzinfo=UTC)
SQL = """x'; DROP TABLE daily; -- "quoted" \\ %s {} $1 ?\n\t\u202eمرحبا 😀"""
LETTER = Rejected(
    topic="a.jsonl",
    offset=3,
    key=b"\xff",
    headers={"h": b"\x00"},
    step="Decode reports",
    reason="bad_json",
    message=f"a.jsonl[0]@3: {SQL}",
    value=b"\x00\xff{'; DROP TABLE rejected",
)


def sample(cls: type[R], name: str) -> R:
    return msgspec.json.decode((files("schemas") / name / "v1.sample.json").read_bytes(), type=cls)


ROW, EVENT, CODED = sample(DailyRow, "daily_row"), sample(Event, "event"), sample(CodedReport, "coded_report")


def tables(day: date, *names: str, stories: int = 1, at: datetime = NOON) -> DayTables:
    """The tables of a day with one row, event, mention and report for each name."""
    events = tuple(replace(EVENT, event_id=f"e-{name}", event_date=day, mode=name, score=stories) for name in names)
    return DayTables(
        day=day,
        rows=tuple(replace(ROW, day=day, place=name, stories=stories, updated_at=at) for name in names),
        events=events,
        mentions=tuple(mention(event, name) for event, name in zip(events, names, strict=True)),
        reports=tuple(replace(CODED, report_id=f"r-{name}", published_day=day, title=name) for name in names),
    )


def mention(event: Event, name: str) -> Mention:
    shared = {
        field: getattr(event, field)
        for field in Mention.__dataclass_fields__
        if field not in ("report_id", "late", "source", "agency", "uncounted")
    }
    return Mention(report_id=f"r-{name}", late=False, source=name, agency=None, **shared)


def broken(day: date) -> DayTables:
    """Tables that no sink can write to the end."""
    good = tables(day, "new", "bad")
    rows = (good.rows[0], replace(good.rows[1], incidents="many"))  # type: ignore[arg-type]
    events = (good.events[0], replace(good.events[1], quad_class="four"))  # type: ignore[arg-type]
    return replace(good, rows=rows, events=events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Store:
    """A new sink and ways to look at what it holds.

    ``held``: everything, by table or file, without what is empty. ``marks``: what a needless write would change.
    ``refusal``: what the sink raises for a value of the wrong type.
    """

    sink: DaySink
    held: Callable[[], dict[str, list[Any]]]
    marks: Callable[[], object]
    refusal: type[Exception] | tuple[type[Exception], ...]


NewStore = Callable[[], Store]


class DaySinkBehaviour:
    """The suite; a test module gives the fixture ``new_store``."""

    @pytest.fixture
    def store(self, new_store: NewStore) -> Store:
        return new_store()

    @pytest.fixture
    def fresh(self, new_store: NewStore) -> Callable[..., dict[str, Any]]:
        """What a new sink holds after days were written once."""

        def write(*days: DayTables) -> dict[str, Any]:
            store = new_store()
            store.sink.replace_days(days)
            return store.held()

        return write

    def test_new_sink_holds_no_days(self, store: Store) -> None:
        assert store.sink.held_days() == set()

    def test_days_that_were_written_are_held(self, store: Store) -> None:
        store.sink.replace_days([tables(MONDAY, "a"), tables(TUESDAY, "b")])
        assert store.sink.held_days() == {MONDAY, TUESDAY}
        assert store.held()

    def test_writing_again_changes_nothing(self, store: Store) -> None:
        days = [tables(MONDAY, "a", "b"), tables(TUESDAY, "c")]
        store.sink.replace_days(days)
        before = (store.held(), store.marks())
        store.sink.replace_days(days)
        assert (store.held(), store.marks()) == before

    def test_a_day_is_replaced_whole_and_no_other(self, store: Store, fresh: Callable[..., Any]) -> None:
        store.sink.replace_days([tables(MONDAY, "a", "b"), tables(TUESDAY, "c")])
        store.sink.replace_days([tables(MONDAY, "b", "d", stories=2)])
        assert store.held() == fresh(tables(MONDAY, "b", "d", stories=2), tables(TUESDAY, "c"))

    def test_what_vanished_is_deleted(self, store: Store, fresh: Callable[..., Any]) -> None:
        store.sink.replace_days([tables(MONDAY, "a", "b"), tables(TUESDAY, "c")])
        store.sink.replace_days([tables(MONDAY, "b"), DayTables(day=TUESDAY)])
        assert store.sink.held_days() == {MONDAY}
        assert store.held() == fresh(tables(MONDAY, "b"))

    def test_days_of_one_call_or_of_many_are_the_same(self, store: Store, fresh: Callable[..., Any]) -> None:
        for day in (tables(TUESDAY, "c"), DayTables(day=MONDAY), tables(MONDAY, "a")):
            store.sink.replace_days([day])
        assert store.held() == fresh(tables(MONDAY, "a"), tables(TUESDAY, "c"))

    def test_time_of_update_is_that_of_the_last_change(self, store: Store, fresh: Callable[..., Any]) -> None:
        later = NOON + timedelta(hours=1)
        first = tables(MONDAY, "a", "b")
        store.sink.replace_days([first])
        store.sink.replace_days([tables(MONDAY, "a", "b", at=later)])
        assert store.held() == fresh(first)
        changed = tables(MONDAY, "a", stories=2, at=later)
        kept = tables(MONDAY, "b")
        both = DayTables(
            day=MONDAY,
            rows=changed.rows + kept.rows,
            events=changed.events + kept.events,
            mentions=changed.mentions + kept.mentions,
            reports=changed.reports + kept.reports,
        )
        store.sink.replace_days([replace(both, rows=changed.rows + tables(MONDAY, "b", at=later).rows)])
        assert store.held() == fresh(both)

    def test_text_stays_text(self, store: Store) -> None:
        store.sink.replace_days([tables(MONDAY, SQL), tables(TUESDAY, "a")])
        store.sink.replace_days([tables(TUESDAY, "b")])
        assert store.sink.held_days() == {MONDAY, TUESDAY}
        held = store.held()
        assert SQL in str(held) or repr(SQL)[1:-1] in str(held)

    def test_a_write_that_fails_leaves_the_old_state_and_the_next_repairs(
        self, store: Store, fresh: Callable[..., Any]
    ) -> None:
        store.sink.replace_days([tables(MONDAY, "a")])
        before = store.held()
        for day in (MONDAY, TUESDAY):
            with pytest.raises(store.refusal):
                store.sink.replace_days([broken(day)])
            assert store.held() == before
        store.sink.replace_days([tables(MONDAY, "b"), DayTables(day=TUESDAY)])
        assert store.held() == fresh(tables(MONDAY, "b"))
        assert store.sink.held_days() == {MONDAY}
