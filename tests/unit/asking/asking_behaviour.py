"""What every store must answer, over the same reports; each store's test module runs all of it."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from claims.coder import PlainCoder

from connectors.sinks import AlertSink, DaySink
from pipelines.asking import comparing
from pipelines.asking.alerts import alerts
from pipelines.asking.countries import of_country, of_pair
from pipelines.asking.days import all_types, last_days, one_day, several_days
from pipelines.asking.evidence import (
    coded_by_older,
    events_named,
    mentions_of,
    rejected,
    reports_named,
    silence,
    with_sentences,
)
from pipelines.asking.finding import Found, Search, SearchError, find
from pipelines.asking.judging import judged_events, sampled
from pipelines.asking.series import Series, over_time
from pipelines.asking.store import Store
from pipelines.asking.telling import told
from pipelines.asking.verdicts import Verdict
from pipelines.coding.version import IDENTITY
from pipelines.deployments.local import Folder, aggregate_folder, ingest_files
from pipelines.deployments.period import Period
from pipelines.exporting import reading
from schemas import Alert

TEXTS = {
    "2022-01-20": "Ruritania attacked Graustark and Syldavia in Edelweiss, killing 3.",
    "2022-01-21": "Someone bombed Graustark, killing 2. Ruritania met Graustark. Ruritania perhaps hacked Graustark.",
    "2022-02-01": "Graustark accused Ruritania. rebels attacked Syldavia with 40 so-called 'дроны' [bold]loud[/bold]."
    " Graustark aided Someone. Ruritania accused Graustark in the Zmyhlpathian hills. It rained.",
}
JANUARY, ALWAYS = Period.named("2022-01"), Period(date.min, date.max)
ALERT = Alert(
    alert_id="b" * 32,
    state="firing",
    rule="pairs",
    day=date(2022, 1, 20),
    series="pair_quad",
    source="RUR",
    target="GRA",
    quad_class=4,
    measure="stories",
    count=9.0,
    expected=1.5,
    limit=6.0,
    score=1.67,
    evidence=("a" * 32,),
    revision="1",
)


def fill(folder: Path, days: Sequence[DaySink], alert_sinks: Sequence[AlertSink]) -> Path:
    """A deployment's folder, and the same days in other sinks; alerts in those that take them."""
    source = folder / "reports.jsonl"
    reports = [
        {"source": f"{paper}.example", "url": f"https://{paper}.example/{day}", "published_at": f"{day}T12:00:00Z"}
        | {"text": text, "language": "en"}
        for paper in ("echo", "herald")
        for day, text in TEXTS.items()
    ]
    source.write_text("".join(json.dumps(report) + "\n" for report in [*reports, {"source": "x", "text": "no date"}]))
    held = Folder(folder / "out")
    with held.held():
        ingest_files([str(source)], held, zone=UTC, make_coder=PlainCoder)
        aggregate_folder(held, more=days)
    taken_back = {"alert_id": "c" * 32, "state": "resolved", "score": 0.5}
    for sink in alert_sinks:
        sink.write_alerts([ALERT, Alert(**{n: getattr(ALERT, n) for n in ALERT.__dataclass_fields__} | taken_back)])
    return held.root


def ids(found: Found) -> set[str]:
    return {f"{event['type']} {event['event_date']}" for event in found["events"]}


def values(found: Found, facet: str) -> dict[str, int]:
    return {one["value"]: one["events"] for one in found["facets"][facet]}


class AskingBehaviour:
    """The suite; a test module gives the fixture ``store``, filled by ``fill``."""

    def test_a_day(self, store: Store) -> None:
        with store.asked() as asked:
            day = one_day(asked, date(2022, 1, 20))
        assert day["read"] == [
            {"read": 2, "read_coded": 1, "read_no_event": 0, "read_duplicate": 1, "read_unsupported_language": 0}
        ]
        assert [(row["type"], row["incidents"], row["mentions"]) for row in day["totals"]] == [
            ("", 1, 2),
            ("ASSAULT", 1, 2),
        ]
        assert {(row["source"], row["target"]) for row in day["pairs"]} == {("RUR", "GRA"), ("RUR", "SYL")}
        assert [(row["place"], row["killed"], len(row["evidence"])) for row in day["places"]] == [("GRA", 3, 1)]

    def test_days_are_added_up(self, store: Store) -> None:
        with store.asked() as asked:
            month = several_days(asked, JANUARY)
            many, latest = last_days(asked, 2)
        (all_of_them,) = [row for row in month["totals"] if not row["type"]]
        assert (all_of_them["incidents"], all_of_them["killed"], all_of_them["days"]) == (3, 5, 2)
        assert isinstance(all_of_them["incidents"], int)
        assert [row["read"] for row in month["read"]] == [4]
        assert [row["day"] for row in month["days"]] == [date(2022, 1, 20), date(2022, 1, 21)]
        assert (many, latest) == (3, [date(2022, 2, 1), date(2022, 1, 21)])

    def test_days_of_which_nothing_is_known(self, store: Store) -> None:
        with store.asked() as asked:
            assert several_days(asked, Period.named("2021-01"))["read"] == []
            assert all_types(asked, Period.named("2021-01")) == []

    def test_a_country_keeps_direction(self, store: Store) -> None:
        with store.asked() as asked:
            found = of_country(asked, "GRA", ALWAYS, limit=None)
        directions = {(row["source"], row["target"], row["type"]) for row in found["pairs"]}
        assert ("", "GRA", "ASSAULT") in directions
        assert ("RUR", "SYL", "ASSAULT") not in directions
        assert [(row["type"], row["killed"]) for row in found["place"]] == [("ASSAULT", 3)]
        assert [(row["day"].isoformat(), row["events"]) for row in found["busiest_days"]] == [
            ("2022-02-01", 3),
            ("2022-01-21", 2),
            ("2022-01-20", 1),
        ]
        assert found["many"] == {"events": 6, "apart": 2}

    def test_a_pair_is_both_directions(self, store: Store) -> None:
        with store.asked() as asked:
            found = of_pair(asked, "RUR", "GRA", ALWAYS, limit=1)
        assert {(row["source"], row["target"]) for row in found["pairs"]} == {("RUR", "GRA"), ("GRA", "RUR")}
        assert (len(found["events"]), found["many"]["events"]) == (1, 4)

    def test_what_is_apart_says_why_and_what_its_report_says(self, store: Store) -> None:
        with store.asked() as asked:
            found = told(asked, "e.type = $type", limit=None, type="COERCE")
        assert found["events"] == []
        assert {(one["uncounted"], one["publisher"] or one["url"]) for one in found["apart"]} == {
            ("unsure", "echo.example"),
            ("unsure", "herald.example"),
        }
        assert not [name for name in found["apart"][0] if name.startswith("m_")]

    def test_events_are_whole(self, store: Store) -> None:
        with store.asked() as asked:
            (event,) = told(asked, "e.event_date = $day", limit=None, day=date(2022, 1, 20))["events"]
            assert events_named(asked, event["event_id"][:10])[0]["event_id"] == event["event_id"]
            mentions = mentions_of(asked, event["event_id"])
        assert [party["code"] for party in event["targets"]] == ["GRAGOV", "SYLGOV"]
        assert event["published_at"] == datetime(2022, 1, 20, 12, tzinfo=UTC)
        assert event["published_at"].tzinfo is UTC
        assert [mention["url"] for mention in mentions] == [
            f"https://{paper}.example/2022-01-20" for paper in ("echo", "herald")
        ]

    def test_a_report_says_what_each_sentence_gave(self, store: Store) -> None:
        with store.asked() as asked:
            (named,) = reports_named(asked, "https://echo.example/2022-02-01")
            found = with_sentences(asked, named)
            assert coded_by_older(asked, replace(IDENTITY, version="2", rank=2)) == (6, "2", 2, False)
            assert coded_by_older(asked, PlainCoder().identity)[0] == 0
            below = replace(IDENTITY, version="0", rank=0)
            assert coded_by_older(asked, below) == (0, "1", 1, False)
        assert [len(sentence["events"]) for sentence in found["sentences"]] == [1, 1, 1, 1, 0]
        assert found["sentences"][-1]["text"] == "It rained."
        assert found["sentences"][-1]["reason"]

    def test_why_reports_and_sentences_gave_nothing(self, store: Store) -> None:
        with store.asked() as asked:
            found = silence(asked)
        assert (found["reports"], found["reports_silent"]) == (6, 1)
        assert found["report_reasons"] == {"same_text": 1}
        assert (found["sentences"], found["sentences_silent"]) == (18, 2)
        assert found["sentence_reasons"] == {"no_event_word": 2}

    def test_alerts_that_fire_and_all(self, store: Store) -> None:
        with store.asked() as asked:
            (alert,) = alerts(asked, ALWAYS)
            assert {one["state"] for one in alerts(asked, ALWAYS, resolved=True)} == {"firing", "resolved"}
            assert alerts(asked, Period.named("2021-01")) == []
            assert len(alerts(asked, JANUARY, countries=("GRA",))) == 1
            assert alerts(asked, JANUARY, countries=("SYL",)) == []
        assert alert["named"] == "RUR -> GRA, material conflict"
        assert alert["evidence_events"] == []

    def test_dead_letters(self, store: Store) -> None:
        with store.asked() as asked:
            assert all(letter["reason"] for letter in rejected(asked))

    @pytest.mark.parametrize(
        ("series", "counts"),
        [
            (Series(kind="total"), {"2022-01-20": 1, "2022-01-21": 1, "2022-02-01": 1}),
            (Series(kind="country", one="GRA"), {"2022-01-20": 1, "2022-01-21": 2, "2022-02-01": 3}),
            (Series(kind="country", one="GRA", type="ASSAULT"), {"2022-01-20": 1, "2022-01-21": 1}),
            (Series(kind="pair", one="RUR", other="GRA"), {"2022-01-20": 1, "2022-01-21": 1, "2022-02-01": 1}),
            (Series(kind="pair", one="RUR", other="GRA", type="ACCUSE"), {"2022-02-01": 1}),
            (Series(kind="pair", one="", other="GRA"), {"2022-01-21": 1}),
            (Series(kind="place", one="GRA", type="ASSAULT"), {"2022-01-20": 1}),
        ],
    )
    def test_a_series_has_every_day(self, store: Store, series: Series, counts: dict[str, int]) -> None:
        with store.asked() as asked:
            days = over_time(asked, series, ALWAYS)
        assert [day["day"] for day in days] == Period.named("2022-01-20..2022-02-01").days()
        assert {day["day"].isoformat(): day["count"] for day in days if day["count"]} == counts
        assert {day["read"] for day in days} == {0, 2}
        assert all(day["expected"] is None for day in days)

    @pytest.mark.parametrize(
        ("search", "expected"),
        [
            (Search(), 8),
            (Search(words="attacked"), 2),
            (Search(words="ATTACKED graustark"), 1),
            (Search(words="attack"), 0),
            (Search(words="attack*"), 2),
            (Search(words='"Ruritania met"'), 1),
            (Search(words='"met Ruritania"'), 0),
            (Search(words="ДРОНЫ"), 1),
            (Search(words="дрон"), 0),
            (Search(words="so‑called"), 1),
            (Search(words="’дроны’"), 1),
            (Search(words="40"), 1),
            (Search(words="4"), 0),
            (Search(words="[bold]loud[/bold]"), 1),
            (Search(words="\0 .*"), "no word"),
            (Search(words="x" * 500), "too many"),
            (Search(types=("assault",)), 3),
            (Search(types=("ASSAULT", "ACCUSE")), 5),
            (Search(actors=("GRA",)), 7),
            (Search(actors=("GRAMIL",)), 0),
            (Search(actors=("REB", "nobody")), 1),
            (Search(actors=("ruritania",)), 5),
            (Search(countries=("GRA",)), 7),
            (Search(countries=("SYL",)), 3),
            (Search(places=("edelweiss",)), 1),
            (Search(publishers=("echo.example",)), 8),
            (Search(publishers=("nobody",)), 0),
            (Search(languages=("en",)), 8),
            (Search(languages=("fr", "ru")), 0),
            (Search(modalities=("asserted",)), 8),
            (Search(min_confidence=0.5), 7),
            (Search(counted=False), 1),
            (Search(counted=True), 7),
            (Search(first=date(2022, 1, 21), last=date(2022, 1, 31)), 3),
            (Search(words="accused", types=("ACCUSE",), countries=("SYL",), publishers=("echo.example",)), 1),
            (Search(first=date(2022, 2, 1), last=date(2022, 1, 1)), "exchange"),
        ],
    )
    def test_events_are_found(self, store: Store, search: Search, expected: int | str) -> None:
        with store.asked() as asked:
            if isinstance(expected, str):
                with pytest.raises(SearchError, match=expected):
                    find(asked, search)
                return
            found = find(asked, search)
        assert found["many"] == len(found["events"]) == expected, ids(found)
        assert sum(values(found, "type").values()) == expected
        assert found["next"] is None

    def test_facets_count_events(self, store: Store) -> None:
        with store.asked() as asked:
            found = find(asked, Search())
        assert values(found, "type") == {"ASSAULT": 3, "ACCUSE": 2, "AID": 1, "COERCE": 1, "CONSULT": 1}
        assert values(found, "country") == {"": 6, "GRA": 1, "SYL": 1}
        assert values(found, "publisher") == {"echo.example": 8, "herald.example": 8}
        assert values(found, "language") == {"en": 8}
        assert values(found, "counted") == {"yes": 7, "unsure": 1}
        assert {event["mentions"] for event in found["events"]} == {2}

    def test_a_sample_is_the_same_in_every_store(self, store: Store) -> None:
        with store.asked() as asked:
            ids = [event["event_id"] for event in find(asked, Search())["events"]]
            drawn = sampled(asked, Search(), [], number=3, reader="ada", seed=7)
            verdicts = [Verdict.on(one, [], reader="bob", at=datetime(2022, 3, 1, tzinfo=UTC)) for one in drawn]
            assert len(judged_events(asked, verdicts)) == 3
            later = sampled(asked, Search(), verdicts, number=8, reader="ada", seed=7)
        order = sorted(ids, key=lambda one: hashlib.md5(f"7 {one}".encode()).hexdigest())
        assert [one["event_id"] for one in drawn] == order[:3]
        assert [one["event_id"] for one in later] == [*order[3:], *order[:3]]
        assert drawn[0]["text"]

    def test_pages_are_one_after_the_other(self, store: Store) -> None:
        with store.asked() as asked:
            whole = [event["event_id"] for event in find(asked, Search())["events"]]
            seen: list[str] = []
            after = ""
            while True:
                page = find(asked, Search(), limit=3, after=after)
                alone = find(asked, Search(), limit=3, after=after, facets_too=False)
                assert (alone["events"], alone["next"]) == (page["events"], page["next"])
                assert page["many"] == 8
                seen += [event["event_id"] for event in page["events"]]
                if page["next"] is None:
                    break
                after = page["next"]
        assert seen == whole
        assert len(seen) == 8

    @pytest.mark.parametrize("after", ["x", "2022-13-01.a", "2022-01-01.a;", "2022-01-01.'"])
    def test_a_page_that_is_none(self, store: Store, after: str) -> None:
        with store.asked() as asked, pytest.raises(SearchError):
            find(asked, Search(), after=after)

    def test_cells_are_compared(self, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(comparing, "LEAST", 1)
        january, february = Period.named("2022-01"), Period.named("2022-02")
        with store.asked() as asked:
            found = comparing.compare(asked, january, february)
            of_pair = comparing.compare(asked, january, february, pair=("GRA", "RUR"))
            of_country = comparing.compare(asked, january, february, country="SYL")
            of_type = comparing.compare(asked, january, february, type="ACCUSE")
        assert (found["read"], found["days"]) == ((4, 2), (2, 1))
        counts = {
            (one["kind"], one["source"], one["target"], one["place"], one["type"]): (one["before"], one["after"])
            for one in found["changes"]
        }
        assert counts["totals", "", "", "", ""] == (3, 4)
        assert counts["totals", "", "", "", "ACCUSE"] == (0, 2)
        assert counts["pairs", "RUR", "GRA", "", ""] == (2, 1)
        assert counts["pairs", "RUR", "GRA", "", "CONSULT"] == (1, 0)
        assert counts["places", "", "", "GRA", ""] == (1, 0)
        (change,) = [one for one in found["changes"] if one["kind"] == "totals" and not one["type"]]
        assert change["ratio"] == pytest.approx(4 / 2 / (3 / 4))
        assert {(one["source"], one["target"]) for one in of_pair["changes"]} == {("GRA", "RUR"), ("RUR", "GRA")}
        assert {"SYL"} == {one["target"] or one["place"] for one in of_country["changes"]}
        assert {one["type"] for one in of_type["changes"]} == {"ACCUSE"}
        assert json.dumps(found, allow_nan=False)

    def test_series_are_compared(self, store: Store) -> None:
        with store.asked() as asked:
            one, other = (Series(kind="country", one=code) for code in ("SYL", "GRA"))
            found = comparing.compare_series(asked, (one, ALWAYS), (other, ALWAYS))
            with pytest.raises(comparing.PeriodError, match="no report was read"):
                comparing.compare(asked, JANUARY, Period.named("2021-01"))
        assert (found["before"], found["after"], found["ratio"]) == (3, 6, 2)

    def test_events_and_rows_for_export(self, store: Store) -> None:
        choice = reading.Choice(first=date(2022, 1, 1), last=date(2022, 1, 31), countries=frozenset({"SYL"}))
        (event,) = reading.events(store, choice)
        assert (event["mentions_counted"], event["publishers_counted"], event["place_country"]) == (2, 2, "GRA")
        assert event["first_fetched_at"].tzinfo is UTC
        assert [(row["series"], row["type"]) for row in reading.rows(store, choice)] == [
            ("pair_quad", ""),
            ("pair_type", "ASSAULT"),
        ]
        assert len(list(reading.events(store, reading.Choice()))) == 8
