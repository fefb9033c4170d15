"""What changed between two periods, and two countries beside each other."""

import re

import pytest

from pipelines.desk.views.compare import span


def test_a_surge_is_clearly_more(desk):
    page = desk.get("/compare?from=2022-03-30&to=2022-03-31&before_from=2022-03-01&before_to=2022-03-29").text
    clear = page.partition("Others, whose interval")[0]
    assert "Nepal → Bhutan" in clear
    assert 'class="ratio more"' in clear


def test_what_did_not_change_is_not_clear(desk):
    page = desk.get("/compare?from=2022-03-10&to=2022-03-19&before_from=2022-03-10&before_to=2022-03-19").text
    assert "No interval leaves out that nothing changed." in page
    assert "1.00×" in page


def test_two_countries_stand_beside_each_other(desk):
    page = desk.get("/compare?one=EST&other=FIN&from=2022-03-01").text
    assert "Estonia beside Finland" in page
    assert page.count('<svg class="chart"') == 2
    assert re.search(r"Finland has [\d.]+×", page)


@pytest.mark.parametrize(
    "address",
    ["/compare?from=1990-01-01&to=1990-02-01", "/compare?before_from=2022-03-02&before_to=2022-03-01",
     "/compare?from=0001-01-01&to=0001-01-02", "/compare?type=WAR", "/compare?one=EST&other=FIN&to=1990-01-01"],
)  # fmt: skip
def test_what_cannot_be_compared_is_said(desk, address):
    answer = desk.get(address)
    assert answer.status_code == 400
    assert '<p class="note">' in answer.text


def ratio(low, found, high):
    return {"low": low, "ratio": found, "high": high}


def test_intervals_are_drawn_in_doublings():
    middle = span(ratio(0.5, 1.0, 2.0))
    assert (middle.low, middle.ratio, middle.high) == (37.5, 50, 62.5)
    whole = span(ratio(0.0, None, None))
    assert (whole.low, whole.ratio, whole.high) == (0, None, 100)
    far = span(ratio(1e-9, 1e9, 1e12))
    assert (far.low, far.ratio, far.high) == (0, 100, 100)
    beyond = span(ratio(40.0, None, None))
    assert (beyond.low, beyond.high) == (96, 100)
