"""Titles and commendations: who holds one, who held one, and who takes part in a year's creation."""

import pytest
from ledger.store import Recorded

COMMUNITY, TOWNSHIP, COUNTY = "360730101001", "360730101", "360730"
CONFERRED = "assessment.community-title-conferred.v1"


@pytest.fixture
def community(county):
    county.community()
    return county


def awards(county) -> list[tuple[str, str, bool]]:
    county.look()
    return [(line["unit"], line["award"], line["lost_at"] is None) for line in county.json("/titles")["lines"]]


def confer(county, title: str = "qualified") -> Recorded:
    stream = f"assessment_community-{COMMUNITY}"
    fact: Recorded = county.record(stream, CONFERRED, unit=COMMUNITY, title=title, year=2025, reason="评估合格")
    return fact


@pytest.mark.req("P-017")
def test_the_list_names_qualified_and_demonstration_communities_and_districts_with_their_year(community):
    confer(community)
    confer(community, "demonstration")
    community.record(f"assessment_district-{COUNTY}", "assessment.district-title-conferred.v1", unit=COUNTY)

    held = {("360730101001", "qualified", True), ("360730101001", "demonstration", True), (COUNTY, "district", True)}
    assert held == set(awards(community))
    page = community.html("/titles")
    assert all(word in page for word in ("合格社区", "示范社区", "示范区", "城南社区", "2025", "评估合格"))
    assert "合格社区 2025" in community.html(f"/units/{COMMUNITY}")


@pytest.mark.req("P-017")
def test_a_title_that_was_lost_stays_with_its_day_and_reason(community):
    confer(community)
    lost = {"unit": COMMUNITY, "title": "qualified", "reason": "复查不合格", "lost_at": "2025-05-06T04:00:00.000000Z"}
    community.record(f"assessment_community-{COMMUNITY}", "assessment.community-title-lost.v1", **lost)

    assert [(COMMUNITY, "qualified", False)] == awards(community)
    assert all(word in community.html("/titles") for word in ("2025年5月6日取消", "复查不合格"))
    confer(community)
    assert [False, True] == sorted(held for _, _, held in awards(community))


@pytest.mark.req("P-022")
def test_commended_townships_are_listed_by_year_and_nothing_is_said_of_the_others(county):
    stream = f"assessment_township-{TOWNSHIP}-2024"
    county.record(stream, "assessment.township-commended.v1", unit=TOWNSHIP, year=2024, reason="八项布局达标")
    other = county.record("assessment_township-360730102-2024", "assessment.township-not-commended.v1")

    assert [(TOWNSHIP, "commended", True)] == awards(county)
    page = county.html("/titles")
    assert all(word in page for word in ("青塘镇", "受表彰乡镇", "2024", "八项布局达标"))
    assert 404 == county.get(f"/facts/{other.id}").status_code


def test_the_list_of_a_year_names_every_community_that_takes_part(community):
    listed = {"unit": COUNTY, "year": 2026, "communities": [COMMUNITY, "360730101009"], "of": 9}
    community.record(f"assessment_district-{COUNTY}", "assessment.yearly-list-fixed.v1", **listed)
    community.look()

    page = community.html("/titles")

    assert "全区9个社区中的2个" in page
    assert f'href="/units/{COMMUNITY}">城南社区</a>、<code>360730101009</code>' in page


@pytest.mark.req("P-017")
def test_a_title_leads_to_the_notice_that_publishes_it(community):
    address = community.notice_of(confer(community), COMMUNITY, "合格社区名单")
    community.look()

    assert f'href="{address}">' in community.html("/titles")
    assert "合格社区名单" not in community.html("/titles")
    community.make_public(address)
    assert "合格社区名单" in community.html("/titles")
