"""The directory of green mines: as it stands, as it stood on a day, and who left it when and why."""

from datetime import datetime
from typing import Any
from uuid import uuid5

import pytest
from contracts.calendar import CHINA
from contracts.common import ActivatePolicy, acknowledged
from contracts.mining.mine.messages import RemovalGround
from contracts.mining.mine.rules import mining_policy
from contracts.policies import pack_named, resolve
from ledger.clock import ManualClock
from ledger.handler import Request
from ledger.parts import NAMESPACE, Handlers
from mining.service import SERVICE as MINING
from mining.testing import COUNTY, PACKS, UNIT, OneMine, noon

SHOWN_AT = datetime(2025, 9, 1, 9, tzinfo=CHINA)


class Mine:
    """One mine of the county, recorded by mining's own deciders."""

    def __init__(self, county: Any) -> None:
        self.clock = ManualClock(noon(2025, 1, 1))
        self.one = OneMine(mining_policy(resolve(COUNTY, [pack_named(name) for name in PACKS])))
        self._handlers = Handlers(MINING, county.store, self.clock)
        self._sent = 0
        for name in PACKS:
            pack = pack_named(name)
            self.send(
                ActivatePolicy(actor="desk", area=COUNTY, pack=pack.digest, acknowledged=acknowledged(pack, "照办"))
            )

    def send(self, command: Any, at: datetime | None = None) -> None:
        if at is not None:
            self.clock.advance_to(at)
        self._sent += 1
        command_id = uuid5(NAMESPACE, f"mine/{self._sent}")
        request = Request(
            command_id=command_id, actor=command.actor, role="Desk", actor_unit=COUNTY, correlation_id=command_id
        )
        self._handlers.handle(command, request)

    def post(self) -> None:
        one = self.one
        self.send(one.register(), noon(2025, 1, 2))
        self.send(one.check(), noon(2025, 1, 8))
        self.send(one.begin(), noon(2025, 1, 10))
        self.send(one.assess(), noon(2025, 2, 5))
        self.send(one.appoint(), noon(2025, 2, 10))
        self.send(one.evaluate(), noon(2025, 2, 20))
        self.send(one.recommend(), noon(2025, 2, 24))
        self.send(one.review(), noon(2025, 2, 27))
        self.send(one.post(), noon(2025, 3, 3))

    def certify(self) -> None:
        self.post()
        self.send(self.one.certify(), noon(2025, 3, 14))

    def remove(self, ground: RemovalGround = RemovalGround.STANDARD_BREACHED) -> None:
        self.certify()
        self.send(self.one.find(), noon(2025, 6, 3))
        self.send(self.one.remove(ground), noon(2025, 7, 1))


@pytest.fixture
def mine(empty):
    empty.begin(shown_at=SHOWN_AT)
    return Mine(empty)


def lines(county: Any, address: str) -> list[tuple[str, str, str | None]]:
    county.look()
    return [(line["mine"], line["listing"], line["removed_on"]) for line in county.json(address)["lines"]]


@pytest.mark.req("P-010")
def test_the_directory_names_mine_county_mineral_level_day_standard_and_status(empty, mine):
    mine.certify()

    assert [(UNIT, "listed", None)] == lines(empty, "/mines")
    page = empty.html("/mines")
    assert all(
        word in page
        for word in (
            "石龙采石场",
            "宁都县",
            "饰面用石材",
            "市级",
            "2025年3月14日",
            "宁都县绿色矿山评价标准（示例） <code>ningdu-2024</code>",
            "在册",
            "截至2025年9月1日",
        )
    )
    [line] = empty.json("/mines")["lines"]
    assert 200 == empty.get(f"/facts/{line['fact']}").status_code


@pytest.mark.req("P-010", "P-011")
def test_a_standard_that_was_published_is_named_by_its_title_and_leads_to_its_page(empty, mine):
    mine.certify()
    title = {"zh": "饰面石材绿色矿山标准（2024年版）", "en": "Standard of stone quarries, 2024"}
    standard = {"standard": "ningdu-2024", "unit": "360730", "title": title}
    empty.record("mining_standards-360730", "mining.standard-published.v1", **standard)
    empty.look()

    link = '<a href="{}/mines/standards/ningdu-2024">{}</a>'
    assert link.format("", title["zh"]) in empty.html("/mines")
    assert link.format("/en", title["en"]) in empty.html("/en/mines")


@pytest.mark.req("P-010")
def test_a_mine_that_was_removed_stays_listed_as_removed_with_its_date(empty, mine):
    mine.remove()

    assert [(UNIT, "removed", "2025-07-01")] == lines(empty, "/mines")
    assert all(word in empty.html("/mines") for word in ("已移出", "2025年7月1日", "不再符合标准"))


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-03-13", []),
        ("2025-03-14", ["listed"]),
        ("2025-06-30", ["listed"]),
        ("2025-07-01", ["removed"]),
    ],
)
def test_the_directory_of_a_chosen_day_is_that_of_the_day(empty, mine, day, expected):
    mine.remove()

    assert expected == [listing for _, listing, _ in lines(empty, f"/mines/{day}")]


def test_a_visitor_asks_for_a_day_with_a_form_that_needs_no_script(empty, mine):
    mine.remove()
    empty.look()

    page = empty.get("/mines?day=2025-06-30").text

    assert "截至2025年6月30日" in page
    assert all(word in page for word in ('action="/mines"', 'type="date" value="2025-06-30" max="2025-09-01"'))
    assert "/mines/2025-06-30" in page
    assert 404 == empty.get("/mines?day=2025-09-02").status_code


@pytest.mark.req("P-015")
def test_mineral_facts_stand_with_their_date_and_source(empty, mine):
    city = pack_named("city-green-mines-2018")
    empty.record(f"mining_policy-{COUNTY}-city", "mining.policy-activated.v1", area=COUNTY, pack=city.digest)
    empty.look()

    page, lines = empty.html("/mines/minerals"), empty.json("/mines/minerals")["lines"]

    assert {"stat." + line["stated"] for line in lines} == {
        name for name in city.parameters if name.startswith("stat.")
    }
    assert all(word in page for word in ("55", "30%", "22.42%", "67,594,000,000 元", "饰面用石材", "出处待核"))
    assert {("3 §一¶1", city.in_force_from.isoformat())} == {(line["source"], line["in_force_from"]) for line in lines}


def test_a_falsified_result_never_stood(empty, mine):
    mine.remove(RemovalGround.FALSIFICATION)

    assert ["removed"] == [listing for _, listing, _ in lines(empty, "/mines/2025-03-14")]


@pytest.mark.req("P-010")
def test_the_directory_is_filtered_by_county(empty, mine):
    mine.certify()

    assert [(UNIT, "listed", None)] == lines(empty, f"/units/{COUNTY}/mines")
    assert 'href="/units/360730/mines"' in empty.html("/mines")
    assert [] == lines(empty, "/units/360730101201/mines")


def test_a_mine_that_is_not_certified_is_in_no_page(empty, mine):
    mine.post()

    assert [] == lines(empty, "/mines")
    assert "石龙" not in empty.html("/mines")


@pytest.mark.parametrize("day", ["2025-02-30", "2025-09-02", "2025-13-01", "25-01-01"])
def test_a_day_that_is_none_or_has_not_come_has_no_directory(empty, mine, day):
    empty.look()

    assert 404 == empty.get(f"/mines/{day}").status_code


@pytest.mark.parametrize("language", ["", "/en"])
def test_the_directory_is_open_data_too(empty, mine, language):
    mine.remove()
    empty.look()

    paths = (f"{language}/mines", f"{language}/mines/2025-05-01", f"{language}/units/{COUNTY}/mines")

    assert {200} == {empty.get(f"{path}{form}").status_code for path in paths for form in ("", ".json", ".csv")}
