"""Series, countries, pairs and the map."""

import re

import pytest

from connectors.duckdb import STORE_FILE, connect


def count(folder, sql):
    with connect(folder / STORE_FILE, read_only=True) as store:
        return store.execute(sql).fetchone()[0]


def told(page):
    return int(re.search(r"<b>([\d,]+)</b>", page)[1].replace(",", ""))


@pytest.mark.slow
def test_a_series_adds_up_to_its_rows(desk, folder):
    page = desk.get("/series?kind=pair&one=NPL&other=BTN&from=2022-03-01").text
    rows = "FROM pairs_by_type WHERE source = 'NPL' AND target = 'BTN' AND day >= '2022-03-01'"
    assert told(page) == count(folder, f"SELECT sum(incidents) {rows}")
    assert "Nepal to Bhutan" in page
    assert "var(--alert)" in page, "the surge is drawn beyond the limit"
    whole = desk.get("/series?from=2022-03-01").text
    assert told(whole) == count(
        folder, "SELECT sum(stories) FROM daily WHERE series = 'total' AND type = '' AND day >= '2022-03-01'"
    )


def test_a_series_of_a_language(desk):
    page = desk.get("/series?kind=pair&one=NPL&other=BTN&from=2022-03-01&language=English").text
    assert "Nepal to Bhutan, told in en" in page
    assert told(page) > 0
    assert "</b> incidents" in page
    assert "language=en" in page, "the days lead to events in it"
    assert "Recorded alerts" not in page
    assert "Nothing is known of these days" in desk.get("/series?from=2022-03-01&language=es").text


def test_a_recorded_alert_stands_beside_its_series(desk):
    assert "NPL -&gt; BTN, material conflict" in desk.get("/series?kind=pair&one=NPL&other=BTN").text
    assert "NPL -&gt; BTN" not in desk.get("/series?kind=pair&one=EST&other=FIN").text


@pytest.mark.parametrize(
    "address",
    ["/series?kind=all", "/series?kind=country", "/series?kind=place&one=", "/series?type=WAR", "/map?days=8",
     "/series?language=Spnish", "/events?language=1",
     "/map?days=%C2%B2", "/map?to=soon", "/country/EST?from=2022-03-01&to=2022-02-01"],
)  # fmt: skip
def test_what_makes_no_sense_is_said(desk, address):
    assert desk.get(address).status_code == 400


@pytest.mark.parametrize(
    "address", ["/country/zz", "/pair/EST/zz", "/series?kind=country&one=zz", "/countries?code=zz"]
)
def test_a_country_that_is_none_is_said(desk, address):
    assert desk.get(address).status_code == 404


@pytest.mark.parametrize("days", ["0001-02-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_are_no_failure(desk, days):
    for path in ("/series?", "/series?kind=country&one=EST&", "/country/EST?", "/pair/EST/FIN?", "/countries?"):
        assert desk.get(f"{path}from={days}&to={days}").status_code in (200, 400)
        assert desk.get(f"{path}to={days}").status_code in (200, 400)
    assert desk.get(f"/map?to={days}&days=365").status_code in (200, 400)


def test_a_country_keeps_direction(desk, folder):
    page = desk.get("/country/EST?from=2022-03-01").text
    done, _, suffered = page.partition("Done to Estonia")
    rows = "FROM pairs_by_type WHERE {} = 'EST' AND {} = 'FIN' AND day >= '2022-03-01'"
    for part, sides in ((done, ("source", "target")), (suffered, ("target", "source"))):
        incidents = count(folder, f"SELECT sum(incidents) {rows.format(*sides)}")
        row = re.search(r"Finland</a></th><td>.*?</td><td class=\"n\">([\d,]+)</td>", part)
        assert row[1] == str(incidents)
    assert "Who reports it" in page


def test_a_pair_has_both_directions_and_nobody_is_a_side(desk):
    page = desk.get("/pair/NPL/BTN").text
    assert page.index("Nepal → Bhutan") < page.index("Bhutan → Nepal")
    assert desk.get("/pair/-/BTN").status_code == 200
    assert desk.get("/pair/EST/EST").text.count("<figure>") == 1
    assert desk.get("/pair/est/fin").status_code == 200


def test_countries_lead_to_their_pages(desk):
    assert desk.get("/countries?code=EST").headers["location"] == "/country/EST"
    there = desk.get("/countries?code=EST&other=FIN&from=2022-03-01").headers["location"]
    assert there == "/pair/EST/FIN?from=2022-03-01"
    assert "/country/BTN" in desk.get("/countries").text


def test_the_map_counts_every_event_once_and_what_has_no_place(desk, folder):
    page = desk.get("/map?days=365").text
    events, nowhere = (int(n) for n in re.search(r"<b>(\d+)</b> events.*?<b>(\d+)</b> of them", page).groups())
    counted = "FROM events WHERE event_id IN (SELECT event_id FROM mentions WHERE uncounted IS NULL AND NOT late)"
    assert events == count(folder, f"SELECT count(*) {counted}")
    assert nowhere == count(folder, f"SELECT count(*) {counted} AND place_country IS NULL") > 0
    shaded = sum(int(n) for n in re.findall(r"<path class=\"s[1-5]\"[^>]*><title>[^:]*: (\d+)</title>", page))
    assert shaded + nowhere == events


def test_regions_have_names_on_the_map(desk):
    page = desk.get("/map?days=365").text
    rows = page.partition(">First-level regions</caption>")[2].partition("</table>")[0]
    names = re.findall(r'<th scope="row">([^<]+) <span class="quiet">([^<]+)</span>', rows)
    assert len(names) == 15
    assert [name for name, _ in names if re.fullmatch(r"[A-Z0-9]+ ?", name)] == []


def test_the_part_of_the_map_is_that_of_the_page(desk):
    page, part = desk.get("/map?days=7&type=AID").text, desk.get("/map?days=7&type=AID&part=map").text
    assert "<html" not in part
    assert part.strip()[:80] in page


def test_a_day_of_the_map_is_not_the_next(desk, folder):
    page = desk.get("/map?days=1&to=2022-03-10").text
    assert told(page) == count(
        folder,
        "SELECT count(DISTINCT event_id) FROM mentions WHERE event_date = '2022-03-10' AND uncounted IS NULL",
    )
