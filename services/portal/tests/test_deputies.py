"""The deputies of a congress: the published list, what is public of each, and no private data."""

from typing import Any

import pytest

TOWN = "360730101"
TERM = f"elections_term-{TOWN}-19"
PAGE = f"/units/{TOWN}/deputies"
FILE = f"elections_deputy-{TOWN}-d-01"
WHOSE = {"unit": TOWN, "term": 19}
PROFILE = "甲某某，第一选区代表，村民小组长。"


class Congress:
    def __init__(self, county: Any) -> None:
        self.county = county
        elected = [
            {"deputy": f"d-{number:02}", "district": f"district-{number}", "elected_on": "2025-03-20"}
            for number in range(1, 4)
        ]
        deputies = [{**each, "by_election": False} for each in elected]
        self.record("term-opened", seats=3)
        self.record("deputies-entered", deputies=deputies)

    def record(self, fact: str, **different: Any) -> Any:
        return self.county.record(TERM, f"elections.{fact}.v1", **{**WHOSE, **different})

    def publish(self) -> Any:
        names = ["d-01", "d-02", "d-03"]
        confirmed = self.record("deputy-list-confirmed", deputies=names)
        self.record("deputy-list-published", deputies=names, published_on="2025-03-28")
        return confirmed

    def file(self, fact: str, **different: Any) -> None:
        self.county.record(FILE, f"elections.{fact}.v1", unit=TOWN, deputy="d-01", **different)


@pytest.fixture
def congress(county):
    return Congress(county)


def listed(county) -> list[tuple[str, str]]:
    county.look()
    return [(each["district"], each["mandate"]) for each in county.json(PAGE)["deputies"]]


@pytest.mark.req("P-006")
def test_the_list_of_deputies_is_there_once_it_was_published(congress, county):
    county.look()
    before = county.get(PAGE).status_code
    address = county.notice_of(congress.publish(), TOWN, "代表名单公告")

    assert 404 == before
    assert [(f"district-{number}", "valid") for number in (1, 2, 3)] == listed(county)
    page = county.html(PAGE)
    assert all(word in page for word in ("第19届", "第1选区", "第3选区", "在任", f'href="{address}">'))
    assert f'href="{PAGE}"' in county.html(f"/units/{TOWN}")


@pytest.mark.req("P-006")
def test_a_mandate_that_ended_stays_with_its_day_and_its_notice(congress, county):
    congress.publish()
    ended = congress.record("deputy-terminated", deputy="d-02", district="district-2", ended_on="2025-04-01")
    congress.record("deputy-seat-vacated", district="district-2", since="2025-04-01")
    address = county.notice_of(ended, TOWN, "终止代表资格的公告")

    assert [("district-1", "valid"), ("district-2", "terminated"), ("district-3", "valid")] == listed(county)
    page = county.html(PAGE)
    assert all(word in page for word in ("代表资格终止", "2025年4月1日", f'href="{address}">'))
    assert "户籍迁出本镇" not in "".join(
        county.get(f"{path}{form}").text for path in (PAGE, f"/facts/{ended.id}") for form in ("", ".json")
    )
    assert (2, 1) == tuple(county.json(PAGE)[word] for word in ("valid", "vacant"))
    assert [("deputy", "district-2")] == [
        (each["post"], each["district"]) for each in county.json("/elections")["owed"]
    ]
    congress.record("deputy-seat-filled", district="district-2", deputy="d-04")
    county.look()
    assert [] == county.json("/elections")["owed"]


@pytest.mark.req("P-006")
def test_basic_information_and_performance_are_shown_without_private_data(congress, county):
    congress.publish()
    congress.file("deputy-profile-changed", profile=PROFILE, to_publish=True)
    said = "接待来访的乙某某，反映家庭困难"
    for number, kind in enumerate(("reception", "reception", "study"), 1):
        congress.file("performance-entered", number=number, kind=kind, text=said, on="2025-04-01")
    congress.file("duty-report-given", number=1, reported_on="2025-04-01", attendance=40, venue="村部", text=said)
    congress.file("deputy-evaluated", report=1, ratings=[{"rating": "good", "voters": 38}], voters=38)
    county.look()

    page = county.html(PAGE)
    everything = "".join(county.get(f"{PAGE}{form}").text for form in ("", ".json", ".csv"))

    assert all(
        word in page for word in (PROFILE, "接待选民 2次", "学习培训 1次", "向选民述职，40人参加", "优秀</span> 38")
    )
    assert not any(word in everything for word in ("乙某某", "d-01", "d-02"))


@pytest.mark.req("P-006")
def test_a_profile_that_the_law_does_not_publish_is_not_shown(congress, county):
    congress.publish()
    congress.file("deputy-profile-changed", profile=PROFILE, to_publish=False)
    congress.file("performance-entered", number=1)
    county.look()

    assert {"profile": None, "performance": {}} == {
        word: county.json(PAGE)["deputies"][0][word] for word in ("profile", "performance")
    }


@pytest.mark.req("P-025")
def test_a_suspension_is_on_no_page(congress, county):
    congress.publish()
    suspended = congress.record("deputy-suspended", deputy="d-01", ground="in_custody")
    county.look()

    assert "in_custody" not in county.get(f"{PAGE}.json").text
    assert 404 == county.get(f"/facts/{suspended.id}").status_code
