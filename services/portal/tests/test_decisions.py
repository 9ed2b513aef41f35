"""Decisions: a village's once it is disclosed, a team's once its result is published."""

import re
from html import unescape
from typing import Any

import pytest

TOWN, VILLAGE = "360730101", "360730101201"
STREAM, TEAM = f"elections_resolution-{VILLAGE}-road-2025", f"elections_decision-{TOWN}-bridge"
TEXT = "自筹资金修建三条通组公路，总长四公里。"


class Resolution:
    def __init__(self, county: Any) -> None:
        self.county = county
        self.adopted = self.record("village-resolution-adopted", text=TEXT)
        self.duty = county.notice_of(self.adopted, VILLAGE, "决议公开：修建通组公路")

    def record(self, fact: str, **different: Any) -> Any:
        whose = {"unit": VILLAGE, "resolution": "road-2025"}
        return self.county.record(STREAM, f"elections.{fact}.v1", **{**whose, **different})

    def stage(self) -> str | None:
        """What the public page says; None as long as it says nothing."""
        self.county.look()
        lines = self.county.json(f"/units/{VILLAGE}/decisions")["lines"]
        assert len(lines) <= 1
        return lines[0]["decision"] if lines else None

    def disclose(self, fact: str = "resolution-disclosed") -> Any:
        stream = f"disclosure_duty-{self.duty.removeprefix('/units/').replace('/', '-')}"
        cause = {"stream": stream, "type": "disclosure.occasion-disclosed.v1", "digest": "a" * 64}
        return self.record(fact, cause=cause)


@pytest.fixture
def resolution(county):
    return Resolution(county)


PAGE_LINK = re.compile(r'href="(/[^"#]*)"')


def everything(county: Any) -> dict[str, str]:
    """Every address that leads from the first page, the site map and the searches to another, with what it answers."""
    words = ("修建", "通组公路", "360730101201", "决议")
    found, left = (
        {},
        ["/", "/sitemap.xml", "/robots.txt", *(f"/search{form}?q={word}" for word in words for form in FORMS)],
    )
    while left:
        path = left.pop()
        if path in found or ENDLESS.search(path):
            continue
        found[path] = county.get(path).text
        left += [unescape(link) for link in PAGE_LINK.findall(found[path])]
        left += [link.removeprefix("https://sunledger.example") for link in MAP_LINK.findall(found[path])]
    return found


MAP_LINK = re.compile(r"<loc>([^<]*)</loc>")
FORMS = ("", ".json", ".csv")
ENDLESS = re.compile(r"/(static|attachments|large)/|/calendar/(?!2025-0[456])|/mines/\d|/en/(?!decisions|units/)")
"""Months and days without end, and what says the same in larger letters or in English."""


def test_no_page_shows_anything_of_a_resolution_before_it_is_disclosed(county, resolution):
    """No list, no page of a unit, a duty, an item or a fact, no feed, no search, in no form and no language."""
    resolution.record("implementation-started", begun_on="2025-06-25")
    county.look()
    before = everything(county)
    resolution.disclose()
    county.look()
    after = everything(county)

    hidden = ("修建通组公路", "road-2025", "A road to", TEXT, str(resolution.adopted.id), "elections_resolution")
    assert [] == [(path, word) for path, page in before.items() for word in hidden if word in page.partition("?q=")[0]]
    assert {"/decisions", "/en/decisions", "/decisions.json", "/publications.atom", resolution.duty} <= set(before)
    shown = [path for path, page in after.items() if "修建通组公路" in page]
    assert {"/decisions", "/decisions.csv", f"/units/{VILLAGE}/decisions.json"} <= set(shown)
    assert 404 != county.get(f"/facts/{resolution.adopted.id}").status_code


def test_a_resolution_is_followed_from_its_first_to_its_second_disclosure(county, resolution):
    stages = [resolution.stage()]
    for record in (
        resolution.disclose,
        lambda: resolution.record("implementation-started", begun_on="2025-06-25"),
        lambda: resolution.record("village-matter-implemented", finished_on="2025-09-01"),
        lambda: resolution.disclose("result-disclosed"),
        lambda: resolution.record("resolution-closed"),
    ):
        record()
        stages.append(resolution.stage())

    assert [None, "published", "published", "published", "done", "done"] == stages
    page = county.html("/decisions")
    assert all(word in page for word in ("修建通组公路", "公益事业", "村民代表会议", "结果已公开", "2025年9月1日"))
    assert "应到40，实到30；赞成20，反对5，弃权5" in page
    assert 2 == page.count(f'href="{resolution.duty}">')


def test_how_a_resolution_is_carried_out_is_public_with_its_result(county, resolution):
    resolution.disclose()
    carried_out = [
        resolution.record("implementation-started", begun_on="2025-06-25"),
        resolution.record("village-matter-implemented", finished_on="2025-09-01"),
    ]
    before = (resolution.stage(), county.get("/decisions.json").text, statuses(county, carried_out))
    resolution.disclose("result-disclosed")
    county.look()

    stage, page, found = before
    assert ("published", [404, 404]) == (stage, found)
    assert not any(day in page for day in ("2025-06-25", "2025-09-01"))
    [line] = county.json("/decisions")["lines"]
    assert ("2025-06-25", "2025-09-01") == (line["begun_on"], line["finished_on"])
    assert [200, 200] == statuses(county, carried_out)


def statuses(county: Any, facts: list[Any]) -> list[int]:
    return [county.get(f"/facts/{fact.id}").status_code for fact in facts]


def test_the_wording_stands_only_on_the_page_that_published_it(county, resolution):
    resolution.disclose()
    county.look()

    everything = "".join(
        county.get(f"{path}{form}").text
        for path in ("/decisions", f"/units/{VILLAGE}/decisions", f"/facts/{resolution.adopted.id}")
        for form in ("", ".json", ".csv")
    )

    assert TEXT not in everything
    assert "修建通组公路" in everything


def test_a_resolution_that_was_stopped_says_on_which_ground(county, resolution):
    resolution.disclose()
    stopped = resolution.record("resolution-stopped", ground="revoked", stopped_on="2025-07-01", was_adopted=True)

    assert "stopped" == resolution.stage()
    assert all(word in county.html("/decisions") for word in ("已终止", "村民撤销或变更", "2025年7月1日"))
    assert [200] == statuses(county, [stopped])


def test_one_that_was_stopped_before_it_was_disclosed_is_public_when_it_is_disclosed(county, resolution):
    stopped = resolution.record("resolution-stopped", ground="revoked", stopped_on="2025-07-01", was_adopted=True)
    before = (resolution.stage(), statuses(county, [resolution.adopted, stopped]))
    resolution.disclose()

    assert (None, [404, 404]) == before
    assert "stopped" == resolution.stage()
    assert [200, 200] == statuses(county, [resolution.adopted, stopped])


def test_a_teams_decision_is_nobodys_to_read_before_its_result_is_public(county):
    whose = {"unit": TOWN, "decision": "bridge"}
    decided = county.record(TEAM, "elections.team-decision-adopted.v1", **whose)
    county.look()
    before = county.json("/decisions")["lines"]
    published = county.record(TEAM, "elections.team-decision-published.v1", **whose)
    county.look()

    assert [] == before
    assert 404 == county.get(f"/facts/{decided.id}").status_code
    [line] = county.json("/decisions")["lines"]
    assert (TOWN, str(published.id)) == (line["unit"], line["fact"])
    assert 200 == county.get(f"/facts/{published.id}").status_code


def test_a_decision_is_found_by_its_name(county, resolution):
    resolution.disclose()
    county.look()

    assert "修建通组公路" in county.get("/search?q=通组公路").text
    assert [("decisions_of", VILLAGE)] == [
        (each["page"], each["of"]) for each in county.json_of("/search.json?q=通组公路")["named"]
    ]
