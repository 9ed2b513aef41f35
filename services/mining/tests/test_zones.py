"""Demonstration zones: where, with which mines, by which plan, and what they have done of all they are for."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.mining.zone.messages import (
    ApplyForZoneFund,
    OpenZone,
    RecordZoneWork,
    ZoneFundAppliedFor,
    ZoneOpened,
    ZonePart,
    ZonesOfArea,
    ZoneSystem,
    ZoneWorkRecorded,
)
from ledger.testing.given import Case, given
from ledger.testing.playing import Played
from mining.service import SERVICE
from mining.testing import EVIDENCE, UNIT, noon
from mining.zone import STREAM
from mining.zone.rule import items_of

AT, DAY = noon(2018, 6, 1), date(2018, 6, 1)
OF_ZONE: dict[str, Any] = {"actor": "county-1", "unit": "360730", "zone": "qingtang"}
OPEN = OpenZone(
    **OF_ZONE,
    title=Bilingual(zh="青塘绿色矿业发展示范区", en="Qingtang zone of green mining"),
    area="青塘镇东部连片区",
    key_area="宁都县青塘重点区",
    mines=(UNIT, "360730102-xiling"),
    plan=EVIDENCE,
    opened_on=DAY,
)
OPENED = ZoneOpened(
    unit="360730",
    zone="qingtang",
    title=OPEN.title,
    area=OPEN.area,
    key_area=OPEN.key_area,
    mines=OPEN.mines,
    plan=EVIDENCE,
    opened_on=DAY,
    opened_by="county-1",
    recorded_at=AT,
)
WORK = RecordZoneWork(**OF_ZONE, part=ZonePart.ISSUE, item="layout", done_on=DAY, text="关停零散采点三处")
APPLY = ApplyForZoneFund(**OF_ZONE, fund="地质矿产调查专项资金", applied_on=DAY)


def opened() -> Case[Any, Any, Any, Any]:
    return given(STREAM, None, OPENED)


@pytest.mark.req("G-014", "G-017", "G-039")
@pytest.mark.parametrize("unit", ["3607", "360730"])
def test_a_city_or_a_county_opens_a_zone_by_a_plan_in_a_key_area(unit: str):
    given(STREAM, None).when(replace(OPEN, unit=unit), at=AT).then(replace(OPENED, unit=unit))


def test_a_zone_is_opened_once_with_mines_of_the_area():
    opened().when(OPEN, at=AT).then_rejected("mining.zone-already-open")
    given(STREAM, None).when(replace(OPEN, mines=("360731101-far",)), at=AT).then_rejected("mining.mine-outside-zone")
    given(STREAM, None).when(replace(OPEN, opened_on=date(2018, 6, 2)), at=AT).then_rejected("mining.date-in-future")


PARTS_OF_A_ZONE = [(part, item) for part, items in items_of().items() for item in items]


@pytest.mark.req("G-040", "G-041", "G-042", "G-051")
def test_a_zone_works_on_what_the_text_names_part_by_part():
    assert {
        ZonePart.INNOVATION: ("technology", "standards", "industry_model", "management", "policy"),
        ZonePart.ISSUE: ("layout", "structure", "protection", "comprehensive_use", "above_below_ground"),
        ZonePart.SYSTEM: ("planning", "exploration", "development", "protection", "incentives", "investment"),
        ZonePart.WORK: ("reclamation", "geological_restoration", "soil_treatment", "consolidation"),
    } == items_of()


@pytest.mark.req("G-040", "G-041", "G-042", "G-051")
@pytest.mark.parametrize(("part", "item"), PARTS_OF_A_ZONE)
def test_work_in_each_field_is_recorded(part: ZonePart, item: str):
    opened().when(replace(WORK, part=part, item=item), at=AT).then(
        ZoneWorkRecorded(
            unit="360730",
            zone="qingtang",
            part=part,
            item=item,
            done_on=DAY,
            text="关停零散采点三处",
            recorded_by="county-1",
            recorded_at=AT,
        )
    )


@pytest.mark.req("G-040", "G-041", "G-042", "G-051")
@pytest.mark.parametrize(
    ("part", "item"),
    [
        (ZonePart.INNOVATION, "layout"),
        (ZonePart.ISSUE, "technology"),
        (ZonePart.SYSTEM, "reclamation"),
        (ZonePart.WORK, ZoneSystem.INCENTIVES.value),
    ],
)
def test_a_field_belongs_to_its_part(part: ZonePart, item: str):
    opened().when(replace(WORK, part=part, item=item), at=AT).then_rejected("mining.unknown-zone-item")


@pytest.mark.req("G-058")
def test_a_zone_strives_for_central_funds():
    opened().when(APPLY, at=AT).then(
        ZoneFundAppliedFor(
            unit="360730",
            zone="qingtang",
            fund="地质矿产调查专项资金",
            applied_on=DAY,
            recorded_by="county-1",
            recorded_at=AT,
        )
    )


def test_nothing_is_recorded_of_a_zone_that_is_not_open_or_of_a_day_to_come():
    for command in (WORK, APPLY):
        given(STREAM, None).when(command, at=AT).then_rejected("mining.no-such-zone")
    opened().when(replace(WORK, done_on=date(2018, 6, 2)), at=AT).then_rejected("mining.date-in-future")
    opened().when(replace(APPLY, applied_on=date(2018, 6, 2)), at=AT).then_rejected("mining.date-in-future")


@pytest.mark.req("G-039", "G-040", "G-041", "G-042", "G-051")
def test_a_zone_shows_in_which_fields_nothing_was_done_yet(tmp_path: Path):
    played = Played(SERVICE, SERVICE.answers, begins=AT, unit="360730", folder=tmp_path)
    for command in (OPEN, WORK, replace(WORK, text="再关停一处"), APPLY, replace(OPEN, zone="yinkeng")):
        played.send(command)
    first = played.ask(ZonesOfArea(unit="3607"), limit=1)
    [zone] = first.zones

    assert ("qingtang", OPEN.mines, EVIDENCE, 2, 1) == (zone.zone, zone.mines, zone.plan, zone.works, zone.funds)
    assert [each for each in PARTS_OF_A_ZONE if each != (ZonePart.ISSUE, "layout")] == [
        (each.part, each.item) for each in zone.open
    ]
    [other] = played.ask(ZonesOfArea(unit="3607"), limit=1, after=first.next).zones
    assert ("yinkeng", 20) == (other.zone, len(other.open))
    assert played.rows() == played.rebuilt(tmp_path / "again")
