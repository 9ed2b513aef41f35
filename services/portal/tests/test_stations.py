"""Where deputies and voters meet: place, days and how, as registered last, until it is given up."""

from typing import Any

import pytest

TOWNSHIP = "360730101"
STREAM = f"elections_station-{TOWNSHIP}-home-1"
PAGE = f"/units/{TOWNSHIP}/stations"
SAID: dict[str, Any] = {
    "unit": TOWNSHIP,
    "station": "home-1",
    "version": 1,
    "kind": "home",
    "name": {"zh": "青塘镇人大代表之家", "en": "Qingtang deputies' home"},
    "place": "镇文化站二楼",
    "days": "每月10日、20日上午",
    "how": "当天到场即可",
    "valid_from": "2025-03-01",
}


@pytest.mark.req("P-007")
def test_a_home_has_its_place_its_days_and_how_a_deputy_is_met_there(county):
    county.record(STREAM, "elections.station-registered.v1", **SAID)
    county.look()

    page, [line] = county.html(PAGE), county.json(PAGE)["lines"]

    assert all(
        text in page for text in ("青塘镇人大代表之家", "镇文化站二楼", "每月10日、20日上午", "当天到场即可", "接待日")
    )
    assert ("home", "镇文化站二楼", "每月10日、20日上午", "当天到场即可") == tuple(
        line[name] for name in ("station_kind", "place", "reception_days", "how")
    )
    assert "Qingtang deputies&#39; home" in county.html(f"/en{PAGE}")
    assert f'href="{PAGE}"' in county.html(f"/units/{TOWNSHIP}")


@pytest.mark.req("P-007")
def test_an_opinion_can_be_left_where_opinions_are_taken(county, goes_by):
    county.record(STREAM, "elections.station-registered.v1", **SAID)
    county.look()
    link = f'href="/units/{TOWNSHIP}/forms/opinion"'
    before = county.html(PAGE)
    goes_by("mediation", "county-2011-channels")

    assert link not in before
    assert link in county.html(PAGE)


def test_what_has_changed_is_shown_as_it_is_now(county):
    county.record(STREAM, "elections.station-registered.v1", **SAID)
    county.record(STREAM, "elections.station-registered.v1", **{**SAID, "version": 2, "place": "镇政府一楼"})
    county.look()

    assert ["镇政府一楼"] == [line["place"] for line in county.json(PAGE)["lines"]]


@pytest.mark.parametrize(("closed_on", "is_open"), [("2025-03-31", False), ("2025-04-01", False), ("2025-04-02", True)])
def test_what_is_given_up_is_shown_until_its_day(county, closed_on, is_open):
    """The pages are looked at on 1 April."""
    county.record(STREAM, "elections.station-registered.v1", **SAID)
    county.record(
        STREAM, "elections.station-closed.v1", unit=TOWNSHIP, station="home-1", closed_on=closed_on, reason="并入"
    )
    county.look()

    assert (200 if is_open else 404) == county.get(PAGE).status_code


def test_who_received_whom_is_on_no_page(county):
    county.record(STREAM, "elections.station-registered.v1", **SAID)
    held = county.record(
        STREAM, "elections.reception-held.v1", unit=TOWNSHIP, station="home-1", deputies=["person-secret"]
    )
    county.look()

    assert "person-secret" not in county.html(PAGE)
    assert 404 == county.get(f"/facts/{held.id}").status_code
