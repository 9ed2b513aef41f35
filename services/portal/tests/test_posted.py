"""What is owed outside the calendars: what is posted and stands, and what arises."""

from datetime import date
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.disclosure.duty.messages import Basis, BasisKind, Matter, ReportChange

TOWNSHIP = "360730101"
OF_A_TOWNSHIP = {
    "HALL": ("乡镇工作人员情况表", "工作去向牌", "行政区划"),
    "RECEPTION": ("本地概况", "特色产业", "风土人情", "人文历史", "近年来特色工作及成效"),
    "MEETING": ("党政班子成员分工",),
}


@pytest.mark.req("P-021")
def test_a_townships_page_leads_to_what_is_posted_in_its_offices(county, open_duty):
    for catalogue in OF_A_TOWNSHIP:
        duty = open_duty(county, TOWNSHIP, catalogue, "standing")
        duty.draft()
        duty.check()
        duty.publish("place")
    county.look()

    own = county.html(f"/units/{TOWNSHIP}")
    pages = {catalogue: f"/units/{TOWNSHIP}/{catalogue}/standing" for catalogue in OF_A_TOWNSHIP}

    assert all(f'href="{path}"' in own for path in pages.values())
    for catalogue, names in OF_A_TOWNSHIP.items():
        items = county.json(pages[catalogue])["items"]
        public = {item["name"]["zh"]: item["versions"][0]["text"] for item in items if item["versions"]}
        assert set(names) <= set(public)
        assert all(text in county.html(pages[catalogue]) for text in public.values())
    assert "现场张贴" in county.html(pages["HALL"])


def test_what_is_posted_has_no_due_date_and_is_never_overdue(county, open_duty):
    duty = open_duty(county, TOWNSHIP, "SERVICE", "standing")
    county.look()
    before = county.json(duty.path)["duty"]
    duty.draft()
    duty.check()
    duty.publish("place")
    county.look()

    after = county.json(duty.path)["duty"]

    assert [("open", None), ("shown", None)] == [(each["status"], each["due_on"]) for each in (before, after)]
    assert [] == county.json("/overdue")["lines"]
    assert [] == [day for day in county.json("/calendar/2025-04")["days"] if day["duties"]]
    assert "长期公示" in county.html(duty.path)


def test_what_has_changed_is_said_to_be_outdated_until_it_is_posted_anew(county, open_duty):
    duty = open_duty(county, TOWNSHIP, "HALL", "standing")
    duty.draft()
    duty.check()
    duty.publish("place")
    change: dict[str, Any] = {"items": ("HALL-1",), "changed_on": date(2025, 4, 1), "reason": "人员调整"}
    county.send(ReportChange(actor="clerk", **change, **duty.key))
    county.look()
    outdated = county.html(duty.path)
    duty.correct("HALL-1", "新的情况表", "人员调整")
    duty.pass_and_publish("HALL-1")
    county.look()

    renewed = county.html(duty.path)

    assert "2025年4月1日起情况有变，待更新" in outdated
    assert "须重新公开" in outdated
    assert "待更新" not in renewed
    assert "新的情况表" in renewed


@pytest.fixture
def matter(county, open_duty):
    name = Bilingual(zh="塘背桥加固", en="Tangbei bridge works")
    basis = Basis(kind=BasisKind.OFFICE, text="群众关心")
    return open_duty(
        county, TOWNSHIP, "IMMEDIATE", "m-bridge-1", Matter(name=name, begins_on=date(2025, 4, 1), basis=basis)
    )


def test_what_arises_has_a_page_under_its_own_name(county, matter):
    matter.all_public()
    county.look()

    own, page = county.html(f"/units/{TOWNSHIP}"), county.html(matter.path)

    assert f'href="{matter.path}"' in own
    assert '<h3 id="IMMEDIATE">临时性工作</h3>' in own
    assert "临时性工作：塘背桥加固" in page
    assert "塘背桥加固" in county.html(f"{matter.path}/1")
    assert "Temporary work: Tangbei bridge works" in county.html(f"/en{matter.path}")
    assert [TOWNSHIP] == [line["unit"] for line in county.json("/publications")["lines"]]
