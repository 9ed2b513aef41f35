"""Decisions: a village's with its two disclosures, a team's once its result is public."""

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

    def stage(self) -> str:
        self.county.look()
        [line] = self.county.json(f"/units/{VILLAGE}/decisions")["lines"]
        stage: str = line["decision"]
        return stage


@pytest.fixture
def resolution(county):
    return Resolution(county)


def test_a_resolution_is_followed_from_its_adoption_to_its_second_disclosure(county, resolution):
    stages = [resolution.stage()]
    stream = f"disclosure_duty-{resolution.duty.removeprefix('/units/').replace('/', '-')}"
    cause = {"stream": stream, "type": "disclosure.occasion-disclosed.v1", "digest": "a" * 64}
    for fact, different in (
        ("resolution-disclosed", {"cause": cause}),
        ("implementation-started", {"begun_on": "2025-06-25"}),
        ("village-matter-implemented", {"finished_on": "2025-09-01"}),
        ("result-disclosed", {"cause": cause}),
        ("resolution-closed", {}),
    ):
        resolution.record(fact, **different)
        stages.append(resolution.stage())

    assert ["to-publish", "published", "under-way", "result-to-publish", "done", "done"] == stages
    page = county.html("/decisions")
    assert all(word in page for word in ("修建通组公路", "公益事业", "村民代表会议", "已办结"))
    assert "应到40，实到30；赞成20，反对5，弃权5" in page
    assert 2 == page.count(f'href="{resolution.duty}">')


def test_the_wording_stands_only_on_the_page_that_published_it(county, resolution):
    county.look()

    everything = "".join(
        county.get(f"{path}{form}").text
        for path in ("/decisions", f"/units/{VILLAGE}/decisions", f"/facts/{resolution.adopted.id}")
        for form in ("", ".json", ".csv")
    )

    assert TEXT not in everything
    assert "修建通组公路" in everything


def test_a_resolution_that_was_stopped_says_on_which_ground(county, resolution):
    resolution.record("resolution-stopped", ground="revoked", stopped_on="2025-07-01", was_adopted=True)

    assert "stopped" == resolution.stage()
    assert all(word in county.html("/decisions") for word in ("已终止", "村民撤销或变更", "2025年7月1日"))


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
    county.look()

    assert "修建通组公路" in county.get("/search?q=通组公路").text
    assert [("decisions_of", VILLAGE)] == [
        (each["page"], each["of"]) for each in county.json_of("/search.json?q=通组公路")["named"]
    ]
