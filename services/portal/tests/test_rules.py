"""By which texts the county is governed, and which rules its units have: every version, and what the volume lacks."""

from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from contracts.common import ActivatePolicy, EnterPack, pieces_of
from contracts.disclosure.regulations.messages import (
    CompileVolume,
    RecordRegulation,
    RepealRegulation,
    ReviewRegulation,
)
from contracts.packs import form_of

from contracts import policies
from services.portal.tests.conftest import COUNTY, Duty

TOWNSHIP = "360730101"
RULES = f"/units/{TOWNSHIP}/rules"


@pytest.fixture
def town(county):
    """Records its rules."""

    def record(code: str, title: str, **changes: Any) -> None:
        rule: dict[str, Any] = {
            "scope": "镇机关",
            "owner": "党政办",
            "is_draft": False,
            "adopted_by": "镇党委会",
            "adopted_on": date(2025, 3, 18),
        }
        county.send(RecordRegulation(actor="clerk", unit=TOWNSHIP, code=code, title=title, **{**rule, **changes}))

    return record


@pytest.mark.req("P-023")
def test_the_page_of_rules_has_the_texts_in_force_and_each_units_rules_in_their_newest_version(county, town):
    town("joint_meeting", "联席会议制度")
    town("joint_meeting", "联席会议制度（修订）", adopted_on=date(2025, 3, 30))
    county.look()

    page, document = county.html("/rules"), county.json("/rules")

    packs = {text["id"]: text for text in document["texts"]}
    assert {"cn-open-government-2019", "cn-villagers-2018", "county-2011", "community-draft"} <= set(packs)
    assert "2011-10-21" == packs["county-2011"]["in_force_from"]
    assert "关于乡镇规范化建设的意见" in page
    assert [("联席会议制度（修订）", 2, "in-force")] == [
        (line["title"], line["version"], line["rule_status"]) for line in document["lines"]
    ]
    assert f'href="{RULES}#joint_meeting"' in page


@pytest.mark.req("P-023")
def test_a_units_rules_stand_with_all_versions_side_by_side(county, town):
    town("joint_meeting", "联席会议制度")
    town("joint_meeting", "联席会议制度（修订）", adopted_on=date(2025, 3, 30))
    county.send(ReviewRegulation(actor="clerk", unit=TOWNSHIP, code="joint_meeting", reviewed_on=date(2025, 4, 1)))
    town("office_affairs", "机关事务管理制度（草案）", is_draft=True, adopted_by=None, adopted_on=None)
    county.look()

    [joint, office] = county.json(RULES)["rules"]
    page = county.html(RULES)

    assert [(2, "2025-03-30", "2025-04-01"), (1, "2025-03-18", None)] == [
        (rule["version"], rule["adopted_on"], rule["reviewed_on"]) for rule in joint
    ]
    assert ["draft"] == [rule["rule_status"] for rule in office]
    assert all(text in page for text in ("联席会议制度（修订）", "已被新版取代", "草案", "2025年3月18日"))
    assert f'href="{RULES}">制度汇编</a>' in county.html(f"/units/{TOWNSHIP}")


def test_a_repealed_rule_says_since_when_and_why(county, town):
    town("joint_meeting", "联席会议制度")
    repealed = RepealRegulation(
        actor="clerk", unit=TOWNSHIP, code="joint_meeting", repealed_on=date(2025, 4, 1), reason="并入议事规则"
    )
    county.send(repealed)
    county.look()

    [[rule]] = county.json(RULES)["rules"]

    assert ("repealed", "2025-04-01") == (rule["rule_status"], rule["repealed_on"])
    assert "并入议事规则" in county.html(RULES)


@pytest.mark.req("P-023")
def test_a_compiled_volume_names_its_rules_and_what_it_lacks(county, town):
    town("joint_meeting", "联席会议制度")
    county.send(CompileVolume(actor="clerk", unit=TOWNSHIP, set="township"))
    county.look()

    [volume] = county.json(RULES)["volumes"]
    page = county.html(RULES)

    assert ("2025-04-01", ["联席会议制度"]) == (volume["on"], [rule["title"] for rule in volume["rules"]])
    assert volume["missing"]
    assert all(name["zh"] in page for name in volume["missing"])
    assert county.get(f"/facts/{volume['fact']}").status_code == 200


def test_a_unit_without_rules_has_no_such_page(county):
    county.look()

    assert 404 == county.get(RULES).status_code
    assert RULES not in county.html(f"/units/{TOWNSHIP}")


NOTICE = form_of("""
[pack]
id = "county-2025-notice"
area = "360730"
in_force_from = 2025-04-01
known_from = 2025-04-01
source = "宁办字〔2025〕1号"
title = { zh = "关于公交线路公开的通知", en = "Notice on disclosing bus lines" }
[disclosure.item.VA.90]
value = { zh = "镇村公交线路", en = "Bus lines to the villages" }
unit = "catalogue item"
source = "宁办字〔2025〕1号 第二条"
row = "D-001"
confidence = "sure"
""")


def test_a_text_of_the_countys_own_is_named_as_those_of_the_release_are(county, monkeypatch):
    """The process that makes pages has met no pack: it finds the text in its views."""
    digest = sha256(NOTICE.encode()).hexdigest()
    county.send(EnterPack(actor="desk", area=COUNTY, pack=digest, text=pieces_of(NOTICE)))
    county.send(ActivatePolicy(actor="desk", area=COUNTY, pack=digest))
    duty = Duty(county)
    county.look()
    monkeypatch.setattr(policies, "_met", {})

    page, document = county.html("/rules"), county.json("/rules")
    [opened] = county.store.read(duty.stream)

    [text] = [each for each in document["texts"] if each["digest"] == digest]
    assert ("关于公交线路公开的通知", "2025-04-01") == (text["title"]["zh"], text["in_force_from"])
    assert "关于公交线路公开的通知" in page
    assert "VA-90" in duty.items
    assert "镇村公交线路" in county.html(duty.path)
    [pack] = [each for each in county.json(f"/facts/{opened.id}")["packs"] if each["digest"] == digest]
    assert ("county-2025-notice", "关于公交线路公开的通知") == (pack["id"], pack["title"]["zh"])
