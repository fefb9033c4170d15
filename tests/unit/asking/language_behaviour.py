"""What every store must answer of languages, over the same records; each store's test module runs all of it."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, date
from typing import Any, Final, get_args

import pytest
from claims.coder import PlainCoder
from claims.generator import corpus
from claims.memory import aggregate, run_all

from connectors.sinks import DaySink
from connectors.tables import DayTables
from pipelines.asking import comparing
from pipelines.asking.countries import of_country, of_pair
from pipelines.asking.days import SUMS, all_types, one_day, several_days
from pipelines.asking.evidence import events_named, mentions_of
from pipelines.asking.finding import Search, find
from pipelines.asking.incidents import incident_of
from pipelines.asking.languages import daily
from pipelines.asking.series import Series, over_time
from pipelines.asking.store import Asked, Rows, Store
from pipelines.deployments.period import Period
from pipelines.exporting import reading
from schemas import CodedReport
from schemas import Series as SeriesName

ALWAYS: Final = Period(date.min, date.max)
_LANGUAGES: Final = ("en", "es", None)
_UNKNOWN: Final = ("stories", "killed", "injured", "revision", "updated_at", "min_confidence", "read_coded")
"""What rows of some languages do not say."""
_ALSO_UNKNOWN: Final = ("read_no_event", "read_duplicate", "read_unsupported_language")
WIRES: Final = [
    {"source": f"{paper}.example", "guid": f"{paper}-{number}", "published_at": "2022-03-10T12:00:00Z", "text": text}
    for number, text in enumerate(
        (
            "Ruritania attacked Graustark in Edelweiss.",
            "Ruritania bombed Graustark in Edelweiss, as was heard.",
            "Ruritania attacked Graustark in Hentzau.",
            "Graustark never attacked Ruritania.",
        )
    )
    for paper in ("echo", "herald")
]


def records() -> list[CodedReport]:
    """Reports of all kinds, each in a language that its id gives; on one day the herald's are Spanish."""
    found = run_all([corpus(60)], PlainCoder(), UTC)
    wires = run_all([WIRES], PlainCoder(), UTC)
    return [
        *(replace(record, language=_LANGUAGES[int(record.report_id[:4], 16) % 3]) for record in found),
        *(replace(record, language="es" if record.source == "herald.example" else "en") for record in wires),
    ]


def days(languages: tuple[str, ...] = ()) -> list[DayTables]:
    """The tables of every day, of reports in some languages alone where they are given."""
    return aggregate([record for record in records() if not languages or record.language in languages])


def fill_days(sinks: Sequence[DaySink]) -> None:
    """Write all days."""
    for sink in sinks:
        sink.replace_days(days())


class _Listening:
    """Tables that note what they are asked."""

    def __init__(self, asked: Asked) -> None:
        self._asked, self.dialect = asked, asked.dialect
        self.questions: list[str] = []

    def rows(self, sql: str, **values: object) -> Rows:
        self.questions.append(sql)
        return self._asked.rows(sql, **values)


def told_rows(tables: Sequence[DayTables]) -> list[dict[str, Any]]:
    """The rows without what those of some languages do not say."""
    left_out = (*_UNKNOWN, *_ALSO_UNKNOWN)
    rows = [asdict(row) for one in tables for row in one.rows]
    return [
        {name: list(value) if name == "evidence" else value for name, value in row.items() if name not in left_out}
        for row in rows
    ]


class LanguageBehaviour:
    """The suite; a test module gives the fixture ``store``, filled by ``fill_days``."""

    @pytest.mark.parametrize("languages", [("es",), ("en", "es"), ("fr",)])
    def test_rows_of_languages_are_those_of_their_reports_alone(self, store: Store, languages: tuple[str, ...]) -> None:
        key = ("day", "series", "source", "target", "place", "type", "quad_class")
        expected = {tuple(row[name] for name in key): row for row in told_rows(days(languages))}
        with store.asked() as asked:
            rows = asked.rows(
                f"SELECT * FROM {daily(asked.dialect, languages)}",
                first=date.min,
                last=date.max,
                languages=list(languages),
            )
        found = {tuple(row[name] for name in key): row for row in rows}
        assert len(found) == len(rows)
        assert found.keys() == expected.keys()
        assert (len(found) > 50) == (languages != ("fr",))
        for cell, row in expected.items():
            for name, value in row.items():
                same = value == pytest.approx(found[cell][name]) if name in ("score", "goldstein") else None
                assert same or found[cell][name] == value, (cell, name)
            assert {found[cell][name] for name in ("stories", "killed", "injured")} == {None}

    def test_rows_of_one_series_are_those_among_all(self, store: Store) -> None:
        named = "day, series, source, target, place, type, quad_class, mentions, incidents"
        values: dict[str, Any] = {"first": date.min, "last": date.max, "languages": ["es"]}
        with store.asked() as asked:
            for series in get_args(SeriesName):
                every, alone = (
                    asked.rows(
                        f"SELECT {named} FROM {daily(asked.dialect, ('es',), *some)} WHERE series = $series"
                        f" ORDER BY {named}",
                        series=series,
                        **values,
                    )
                    for some in ((), (series,))
                )
                assert alone == every
                assert len(every) > 10

    def test_without_languages_rows_are_those_that_are_held(self, store: Store) -> None:
        with store.asked() as asked:
            assert daily(asked.dialect, ()) == "daily"

    def test_days_of_a_language(self, store: Store) -> None:
        day = date(2022, 3, 10)
        with store.asked() as asked:
            whole, spanish = one_day(asked, day), one_day(asked, day, ("es",))
            nothing = one_day(asked, day, ("fr",))
            month = several_days(asked, Period.named("2022-03"), ("es",))
            (over_types,) = all_types(asked, Period(day, day), ("es",))
        assert [row["read"] for row in (*whole["read"], *spanish["read"], *month["read"])] == [8, 4, 4]
        assert (nothing["read"], nothing["totals"]) == ([], [])
        figures = [(row["type"], row["incidents"], row["mentions"], row["publishers"]) for row in spanish["totals"]]
        assert figures == [("", 2, 3, 1), ("ASSAULT", 2, 3, 1)]
        assert [(row["type"], row["incidents"], row["mentions"]) for row in whole["totals"]] == [
            ("", 2, 6),
            ("ASSAULT", 2, 6),
        ]
        assert [(row["source"], row["target"]) for row in month["pairs"] if row["incidents"]] == [("RUR", "GRA")]
        assert (over_types["incidents"], over_types["stories"], over_types["read"]) == (2, None, 4)

    @pytest.mark.parametrize("languages", [(), ("es",)])
    def test_rows_of_all_are_read_once_for_all_that_is_told_of_days(
        self, store: Store, languages: tuple[str, ...]
    ) -> None:
        with store.asked() as asked:
            listening = _Listening(asked)
            one_day(listening, date(2022, 3, 10), languages)
            several_days(listening, Period.named("2022-03"), languages)
        assert len(listening.questions) == 2 * len(("total", "pairs", "places"))

    def test_sums_over_days_are_those_that_the_store_makes(self, store: Store) -> None:
        when = Period.named("2022-01-01..2022-03-31")
        with store.asked() as asked:
            for languages in ((), ("es",)):
                summed = asked.rows(
                    f"SELECT type, {SUMS} FROM {daily(asked.dialect, languages, 'total')} WHERE series = 'total'"
                    " AND day BETWEEN $first AND $last GROUP BY type ORDER BY incidents DESC, mentions DESC, type",
                    first=when.first,
                    last=when.last,
                    languages=list(languages),
                )
                totals = several_days(asked, when, languages)["totals"]
                assert len(totals) > 5
                assert [row.pop("score") for row in totals] == pytest.approx([row.pop("score") for row in summed])
                assert totals == summed

    def test_countries_and_pairs_of_a_language(self, store: Store) -> None:
        when = Period.named("2022-03-10..2022-03-10")
        with store.asked() as asked:
            of_one = of_country(asked, "GRA", when, limit=None, languages=("es",))
            of_two = of_pair(asked, "RUR", "GRA", when, limit=None, languages=("es",))
            nobody = of_pair(asked, "RUR", "GRA", when, limit=None, languages=("fr",))
        for found in (of_one, of_two):
            assert [(row["source"], row["target"], row["mentions"]) for row in found["pairs"]] == [
                ("RUR", "GRA", 3),
                ("GRA", "RUR", 0),
            ]
            assert [event["mentions"] for event in found["events"]] == [1, 1, 1]
            assert [one["publisher"] for one in found["apart"]] == ["herald.example"]
        assert (nobody["pairs"], nobody["events"], nobody["apart"]) == ([], [], [])

    @pytest.mark.parametrize("kind", ["total", "country", "pair", "place"])
    def test_series_of_a_language(self, store: Store, kind: Any) -> None:
        when = Period.named("2022-03-01..2022-03-31")
        one, other = {"total": ("", ""), "pair": ("RUR", "GRA")}.get(kind, ("GRA", ""))
        series = Series(kind=kind, one=one, other=other, type="ASSAULT", languages=("es",))
        with store.asked() as asked:
            counts = {str(day["day"]): (day["count"], day["read"]) for day in over_time(asked, series, when)}
            french = over_time(asked, replace(series, languages=("fr",)), when)
        assert counts["2022-03-10"] == ({"country": 3, "place": 1}.get(kind, 2), 4)
        assert french == []
        assert series.measure == ("events" if kind == "country" else "incidents")

    def test_a_language_is_compared(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(comparing, "LEAST", 1)
        one, other = Period.named("2022-01"), Period.named("2022-03")
        with store.asked() as asked:
            found = comparing.compare(asked, one, other, type="ASSAULT", languages=("es",))
            with pytest.raises(comparing.PeriodError, match="no report was read"):
                comparing.compare(asked, one, other, languages=("fr",))
        (total,) = [change for change in found["changes"] if change["kind"] == "totals"]
        assert (total["after"], found["read"][1]) == (2, 4)

    def test_an_incident_counts_what_is_told_of_it_by_language(self, store: Store) -> None:
        with store.asked() as asked:
            found = find(asked, Search(words="attacked Edelweiss", first=date(2022, 3, 10), last=date(2022, 3, 10)))
            (event,) = events_named(asked, found["events"][0]["event_id"])
            incident = incident_of(asked, event)
            languages = [mention["language"] for mention in mentions_of(asked, event["event_id"])]
            denied = find(asked, Search(words="never attacked", first=date(2022, 3, 10)))["events"][0]
            assert incident_of(asked, denied) is None
        assert incident is not None
        assert sorted(languages) == ["en", "es"]
        assert (incident["mentions"], incident["reports"]) == (4, 4)
        assert incident["languages"] == [
            {"language": "en", "mentions": 2, "reports": 2},
            {"language": "es", "mentions": 2, "reports": 2},
        ]
        (bombed,) = incident["others"]
        assert "bombed" in bombed["sentence"]
        assert (bombed["mentions"], bombed["languages"]) == (2, ["en", "es"])

    def test_events_and_rows_of_a_language_for_export(self, store: Store) -> None:
        day = date(2022, 3, 10)
        with store.asked() as asked:
            spanish = [event["event_id"] for event in find(asked, Search(languages=("es",)))["events"]]
        events = list(reading.events(store, reading.Choice(languages=("es",))))
        assert sorted(event["event_id"] for event in events) == sorted(spanish)
        on_the_day = [event for event in events if event["event_date"] == day]
        assert {(event["mentions"], event["publishers_counted"]) for event in on_the_day} == {(1, 1), (1, 0)}
        assert {event["language"] for event in reading.events(store, reading.Choice(day, day))} <= {"en", "es"}
        choice = reading.Choice(day, day, frozenset({"GRA"}), ("es",))
        rows = {(row["series"], row["type"], row["mentions"]) for row in reading.rows(store, choice)}
        assert {("pair_type", "ASSAULT", 3), ("place_type", "ASSAULT", 2)} <= rows
        assert {row["stories"] for row in reading.rows(store, choice)} == {None}
