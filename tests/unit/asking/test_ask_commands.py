"""``wirewatch find``, ``compare`` and ``show alerts`` as people and machines get them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.asking import comparing
from pipelines.asking.series import Series
from pipelines.asking.store import folder_store
from pipelines.cli import cli, compare
from pipelines.deployments.period import Period


@pytest.fixture
def out(filled: Path) -> Path:
    return filled


def asked(out: Path, *args: str) -> Result:
    return CliRunner().invoke(cli, [*args, "--out", str(out)], catch_exceptions=False)


def printed(out: Path, *args: str) -> str:
    result = asked(out, *args)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_people_find_events_and_how_many_of_each_kind(out: Path) -> None:
    people = printed(out, "find", "attack*")
    assert "2 events" in people
    assert "RURGOV -> GRAGOV, SYLGOV" in people
    assert "[bold]loud[/bold]" in people
    facets = {line.split()[0]: line for line in people.splitlines() if line.strip()}
    assert facets["type"].split(maxsplit=1)[1] == "ASSAULT 2"
    assert facets["publisher"].split(maxsplit=1)[1] == "echo.example 2, herald.example 2"
    assert facets["country"].split(maxsplit=1)[1] == "no place 1, GRA 1"


def test_words_may_be_one_argument_or_several(out: Path) -> None:
    for words in (["Ruritania met"], ["Ruritania", "met"], ['"Ruritania met"'], ["met", "Ruritania"]):
        assert json.loads(printed(out, "find", *words, "--json"))["many"] == 1
    assert json.loads(printed(out, "find", "met Ruritania", "GRA*", "--json"))["many"] == 0


def test_pages_go_on_where_the_last_one_ended(out: Path) -> None:
    first = printed(out, "find", "--limit", "5")
    assert "8 events, 5 of them" in first
    after = first.split("--after ")[1].split()[0]
    rest = json.loads(printed(out, "find", "--limit", "5", "--after", after, "--json"))
    assert (len(rest["events"]), rest["next"]) == (3, None)


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["find", "nothing-at-all"], 1, "no event found"),
        (["find", "--type", "ASSALT"], 2, "did you mean ASSAULT?"),
        (["find", "--country", "RUSSIA"], 2, "did you mean RUS?"),
        (["find", "..."], 2, "no word"),
        (["find", "--after", "x"], 2, "no place in what was found"),
        (["compare", "2022-01", "2021-01"], 1, "2021-01-01..2021-01-31: no report was read"),
        (["compare", "2022-01", "2022-02", "--country", "XXX"], 2, "no country XXX"),
        (["compare", "2022-01", "2022-02", "--pair", "RUS", "XXX"], 2, "no country XXX"),
        (["compare", "2022-01", "2022-13"], 2, "is no period"),
        (["compare", "2022-01"], 2, "give two periods, or one with"),
        (["compare", "2022-01", "2022-02", "--countries", "RUR,GRA"], 2, "give two periods, or one with"),
        (["compare", "2022-01", "--countries", "KAZ,UZB", "--pairs", "KAZ:UZB,UZB:KAZ"], 2, "give two periods"),
        (["compare", "2022-01", "--countries", "KAZ"], 2, "two are compared"),
        (["compare", "2022-01", "--countries", "KAZ,UZB,RUS"], 2, "two are compared"),
        (["compare", "2022-01", "--pairs", "KAZ,UZB"], 2, "two are compared"),
        (["compare", "2022-01", "--countries", "KAZ,-"], 2, "no country"),
        (["compare", "2022-01", "--pairs", "KAZ:UZB,UZB:XXX"], 2, "no country XXX"),
        (["compare", "2021-01", "--countries", "KAZ,UZB"], 1, "2021-01-01..2021-01-31: no report was read"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(out: Path, args: list[str], code: int, said: str) -> None:
    result = asked(out, *args)
    assert result.exit_code == code
    assert said in result.output


def test_two_are_compared(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As the page does, of one period: events of countries, incidents of pairs."""
    monkeypatch.setattr(compare, "known_countries", lambda: frozenset({"GRA", "RUR", "SYL", "RUS"}))
    people = printed(out, "compare", "2022-01", "--countries", "gra, RUR")
    assert "GRA          " in people
    assert "times as often as GRA (95%: " in people
    found = json.loads(printed(out, "compare", "2022-01", "--countries", "GRA,RUR", "--json"))
    assert (found["measure"], found["one"]["one"], found["other"]["one"]) == ("events", "GRA", "RUR")
    with folder_store(out).asked() as held:
        both = [(Series(kind="country", one=code), Period.named("2022-01")) for code in ("GRA", "RUR")]
        assert comparing.compare_series(held, both[0], both[1]).items() <= found.items()
    pair = json.loads(printed(out, "compare", "2022-01", "--pairs", "RUR:GRA,-:GRA", "--type", "assault", "--json"))
    assert (pair["measure"], pair["other"]["one"], pair["other"]["type"]) == ("stories", "", "ASSAULT")
    assert "nothing to compare" in printed(out, "compare", "2022-01", "--pairs", "RUS:SYL,SYL:RUS")


def test_periods_are_compared(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "LEAST", 1)
    people = printed(out, "compare", "2022-01", "2022-02")
    assert "2022-01-01..2022-01-31   4 reports read on 2 days" in people
    assert "0 clear changes of " in people
    assert "Nearest to a change" in people
    found = json.loads(
        printed(out, "compare", "2022-01", "2022-02", "--pair", "-", "RUS", "--type", "accuse", "--json")
    )
    assert found["changes"] == []


def test_alerts_with_what_they_rest_on(out: Path) -> None:
    people = printed(out, "show", "alerts")
    assert "RUR -> GRA, material conflict" in people
    assert "resolved" not in people
    assert "resolved" in printed(out, "show", "alerts", "--all")
    assert "no alert fires" in printed(out, "show", "alerts", "--to", "2021-01-01")
    (alert,) = json.loads(printed(out, "show", "alerts", "--json"))["alerts"]
    assert (alert["count"], alert["limit"]) == (9, 6)
