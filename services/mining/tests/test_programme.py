"""What authorities set themselves about green mines, and what they answer for."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.errors import Malformed
from contracts.message import load
from contracts.mining.mine.messages import RegisterMine
from contracts.mining.programme.messages import (
    AreaTarget,
    AssignDuty,
    DeliverStageItem,
    InterpretMeasures,
    LocalDutyAssigned,
    LocalDutyReported,
    MasterPlanRegistered,
    MeasuresInterpreted,
    Milestone,
    ParticipantRegistered,
    PlanStage,
    ProgrammeOfUnit,
    ProgressReviewed,
    RecordUpgrade,
    RegisterMasterPlan,
    RegisterParticipant,
    ReportDuty,
    ReviewProgress,
    SetTarget,
    StageItemDelivered,
    StagePlanned,
    TargetSet,
    UpgradeKind,
    UpgradeRecorded,
)
from contracts.mining.programme.rules import programme_policy
from contracts.mining.words import MineLevel, lists
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case, given
from ledger.testing.playing import Played
from mining.programme import STREAM
from mining.service import SERVICE
from mining.testing import EVIDENCE, UNIT, noon

CITY, COUNTY = "3608", "360730"
POLICY = programme_policy(resolve(CITY, [pack_named("city-green-mines-2018")]))
AT, DAY = noon(2018, 3, 1), date(2018, 3, 1)
OF_CITY: dict[str, Any] = {"actor": "city-1", "unit": CITY}
DUE = date(2020, 12, 31)
TARGET = SetTarget(
    **OF_CITY,
    mines=27,
    due_on=DUE,
    schedule=(Milestone(due_on=date(2018, 12, 31), mines=9), Milestone(due_on=DUE, mines=27)),
)
FIRST = PlanStage(
    **OF_CITY,
    stage="preparation",
    title=Bilingual(zh="前期准备阶段", en="Preparation"),
    from_on=date(2017, 12, 1),
    until_on=date(2018, 6, 30),
    deliverables=tuple(lists()["stage_1_deliverables"]),
)
DELIVER = DeliverStageItem(
    **OF_CITY,
    stage="preparation",
    deliverable="pilot_summary",
    of_unit=UNIT,
    content=EVIDENCE,
    delivered_on=DAY,
)
PLAN = RegisterMasterPlan(
    **OF_CITY,
    plan="minerals-2016",
    level=MineLevel.MUNICIPAL,
    title="矿产资源总体规划(2016-2020年)",
    from_year=2016,
    to_year=2020,
    mines=27,
    key_areas=("宁都县青塘重点区", "于都县银坑重点区"),
)
ASSIGN = AssignDuty(**OF_CITY, duty="daily_supervision", owner=COUNTY, due_on=date(2018, 12, 31), text="每月巡查一次")
REPORT = ReportDuty(**OF_CITY, duty="daily_supervision", reported_on=DAY, text="巡查3次", is_done=False)
REVIEW = ReviewProgress(**OF_CITY, of_unit="360802", reviewed_on=DAY, text="进度符合安排", is_satisfactory=True)
INTERPRET = InterpretMeasures(
    actor="province-1",
    unit=CITY,
    article="第八条",
    text="12月中旬前，含20日",
    by=("land_resources", "finance"),
    issued_on=DAY,
)
JOIN = RegisterParticipant(**OF_CITY, organisation="省地质科学研究院", kind="institute", part="尾砂利用研究")
UPGRADE = RecordUpgrade(
    **OF_CITY, mine=UNIT, kind=UpgradeKind.TECHNOLOGY, subject="干式除尘", effect="粉尘下降六成", done_on=DAY
)


def told(*commands: Any) -> Case[Any, Any, Any, Any]:
    story: Case[Any, Any, Any, Any] = given(STREAM, POLICY)
    for command in commands:
        story = story.when(command, at=AT).after()
    return story


def target_set(command: SetTarget, *, is_behind: bool) -> TargetSet:
    return TargetSet(
        unit=command.unit,
        mines=command.mines,
        due_on=command.due_on,
        schedule=command.schedule,
        is_behind=is_behind,
        set_by=command.actor,
        set_at=AT,
    )


@pytest.mark.req("G-007")
@pytest.mark.parametrize(
    ("mines", "due_on", "is_behind"),
    [(27, DUE, False), (26, DUE, True), (28, DUE, False), (27, date(2021, 1, 1), True)],
)
def test_a_city_strives_for_27_green_mines_by_the_end_of_2020(mines: int, due_on: date, is_behind: bool):
    command = replace(TARGET, mines=mines, due_on=due_on, schedule=(Milestone(due_on=due_on, mines=mines),))

    told().when(command, at=AT).then(target_set(command, is_behind=is_behind))


@pytest.mark.req("G-008")
def test_a_county_sets_its_own_target_and_the_steps_to_it():
    steps = (Milestone(due_on=date(2018, 12, 31), mines=1), Milestone(due_on=date(2019, 12, 31), mines=3))
    command = replace(TARGET, unit=COUNTY, mines=3, schedule=steps)

    told().when(command, at=AT).then(target_set(command, is_behind=False))


@pytest.mark.req("G-007", "G-008")
@pytest.mark.parametrize("mines", [-1, 2.5, "27"])
def test_a_target_is_a_whole_number_of_mines(mines: Any):
    document = {"actor": "a", "unit": CITY, "mines": mines, "due_on": "2020-12-31"}
    with pytest.raises(Malformed) as refusal:
        load(SetTarget, {**document, "schedule": [{"due_on": "2020-12-31", "mines": 27}]})

    assert ["mines"] == list(refusal.value.problems)


@pytest.mark.req("G-008")
@pytest.mark.parametrize(
    "schedule",
    [
        ((date(2020, 12, 31), 26),),
        ((date(2021, 1, 1), 27),),
        ((date(2019, 12, 31), 20), (date(2020, 6, 30), 19), (DUE, 27)),
        ((DUE, 20), (DUE, 27)),
    ],
)
def test_a_schedule_rises_to_the_target_by_its_day(schedule: Any):
    steps = tuple(Milestone(due_on=due_on, mines=mines) for due_on, mines in schedule)

    told().when(replace(TARGET, schedule=steps), at=AT).then_rejected("mining.schedule-misses-target")


@pytest.mark.req("G-012")
def test_the_first_stage_has_the_days_and_the_three_items_of_the_text():
    assert 3 == len(FIRST.deliverables)
    told().when(FIRST, at=AT).then(
        StagePlanned(
            unit=CITY,
            stage="preparation",
            title=FIRST.title,
            from_on=date(2017, 12, 1),
            until_on=date(2018, 6, 30),
            deliverables=("pilot_summary", "zone_plan", "study"),
            planned_by="city-1",
            planned_at=AT,
        )
    )
    for other in ({"until_on": date(2018, 7, 1)}, {"from_on": date(2017, 12, 2)}, {"deliverables": ("zone_plan",)}):
        told().when(replace(FIRST, **other), at=AT).then_rejected("mining.stage-differs")
    told(FIRST).when(FIRST, at=AT).then_rejected("mining.stage-already-planned")


@pytest.mark.req("G-012", "G-015")
def test_the_stages_that_are_lost_are_added_by_who_plans_them_and_none_is_there_before():
    later = replace(
        FIRST, stage="spread", from_on=date(2018, 7, 1), until_on=date(2020, 12, 31), deliverables=("list",)
    )

    assert {} == STREAM.initial.stages
    assert {"preparation", "spread"} == set(STREAM.fold(told(FIRST, later).facts).stages)
    told().when(replace(later, until_on=date(2018, 6, 30)), at=AT).then_rejected("mining.invalid-period")


@pytest.mark.req("G-013")
def test_each_pilot_has_one_summary_within_the_stage():
    delivered = StageItemDelivered(
        unit=CITY,
        stage="preparation",
        deliverable="pilot_summary",
        of_unit=UNIT,
        content=EVIDENCE,
        delivered_on=DAY,
        is_late=False,
        delivered_by="city-1",
        recorded_at=AT,
    )

    told(FIRST).when(DELIVER, at=AT).then(delivered)
    told(FIRST).when(replace(DELIVER, of_unit=None), at=AT).then_rejected("mining.pilot-unit-required")
    told(FIRST, DELIVER).when(DELIVER, at=AT).then_rejected("mining.already-delivered")
    assert told(FIRST, DELIVER, replace(DELIVER, of_unit="360730102-xiling"))
    for day, is_late in ((date(2018, 6, 30), False), (date(2018, 7, 1), True)):
        late = replace(DELIVER, delivered_on=day)
        told(FIRST).when(late, at=noon(2018, 7, 2)).then(
            replace(delivered, delivered_on=day, is_late=is_late, recorded_at=noon(2018, 7, 2))
        )


def test_what_is_delivered_belongs_to_a_stage_and_is_there():
    told().when(DELIVER, at=AT).then_rejected("mining.no-such-stage")
    told(FIRST).when(replace(DELIVER, deliverable="feast"), at=AT).then_rejected("mining.unknown-deliverable")
    told(FIRST).when(replace(DELIVER, delivered_on=date(2018, 3, 2)), at=AT).then_rejected("mining.date-in-future")


@pytest.mark.req("G-014")
def test_the_plan_of_a_zone_is_delivered_within_the_first_stage():
    plan = replace(DELIVER, deliverable="zone_plan", of_unit=None)

    assert EVIDENCE == told(FIRST, plan).facts[-1].content
    told(FIRST, plan).when(plan, at=AT).then_rejected("mining.already-delivered")


@pytest.mark.req("G-017")
def test_master_plans_of_each_level_have_their_targets_and_key_areas():
    told().when(PLAN, at=AT).then(
        MasterPlanRegistered(
            unit=CITY,
            plan="minerals-2016",
            level=MineLevel.MUNICIPAL,
            title="矿产资源总体规划(2016-2020年)",
            from_year=2016,
            to_year=2020,
            mines=27,
            key_areas=("宁都县青塘重点区", "于都县银坑重点区"),
            registered_by="city-1",
            registered_at=AT,
        )
    )
    told(PLAN).when(PLAN, at=AT).then_rejected("mining.plan-already-registered")
    told().when(replace(PLAN, to_year=2015), at=AT).then_rejected("mining.invalid-period")


@pytest.mark.req("G-023")
def test_a_mining_right_without_a_master_plan_is_not_put_on_the_register(one):
    document = SERVICE.commands.write(one.register())[1]
    del document["plan"]
    with pytest.raises(Malformed) as refusal:
        load(RegisterMine, document)

    assert ["plan"] == list(refusal.value.problems)
    assert "宁都县矿产资源总体规划（2021—2025年）" == one.registered().facts[0].plan


@pytest.mark.req("G-060")
@pytest.mark.parametrize("duty", list(lists()["local_duties"]))
def test_each_local_duty_has_an_owner_and_a_day(duty: str):
    told().when(replace(ASSIGN, duty=duty), at=AT).then(
        LocalDutyAssigned(
            unit=CITY,
            duty=duty,
            owner=COUNTY,
            due_on=date(2018, 12, 31),
            text="每月巡查一次",
            assigned_by="city-1",
            assigned_at=AT,
        )
    )
    told().when(replace(ASSIGN, duty="something"), at=AT).then_rejected("mining.unknown-duty")


@pytest.mark.req("G-060")
@pytest.mark.parametrize(
    ("day", "is_done", "is_late"),
    [(date(2018, 12, 31), True, False), (date(2019, 1, 1), True, True), (date(2019, 1, 1), False, False)],
)
def test_a_duty_is_done_by_its_day_or_late(day: date, is_done: bool, is_late: bool):
    at = noon(2019, 1, 2)
    report = replace(REPORT, reported_on=day, is_done=is_done)

    told(ASSIGN).when(report, at=at).then(
        LocalDutyReported(
            unit=CITY,
            duty="daily_supervision",
            reported_on=day,
            text="巡查3次",
            is_done=is_done,
            is_late=is_late,
            reported_by="city-1",
            recorded_at=at,
        )
    )
    told().when(report, at=at).then_rejected("mining.no-such-duty")
    told(ASSIGN).when(report, at=noon(2018, 1, 2)).then_rejected("mining.date-in-future")


@pytest.mark.req("G-075")
def test_progress_is_reviewed_in_the_own_area_and_nowhere_else():
    told().when(REVIEW, at=AT).then(
        ProgressReviewed(
            unit=CITY,
            of_unit="360802",
            reviewed_on=DAY,
            text="进度符合安排",
            is_satisfactory=True,
            reviewed_by="city-1",
            recorded_at=AT,
        )
    )
    for other in (COUNTY, CITY, "36"):
        told().when(replace(REVIEW, of_unit=other), at=AT).then_rejected("mining.not-in-own-area")
    told().when(replace(REVIEW, reviewed_on=date(2018, 3, 2)), at=AT).then_rejected("mining.date-in-future")


@pytest.mark.req("G-078")
@pytest.mark.parametrize(
    ("by", "is_alone"),
    [(("finance",), True), (("finance", "finance"), True), (("finance", "land_resources"), False)],
)
def test_issuers_interpret_together_and_one_alone_is_flagged(by: tuple[str, ...], is_alone: bool):
    told().when(replace(INTERPRET, by=by), at=AT).then(
        MeasuresInterpreted(
            unit=CITY,
            article="第八条",
            text="12月中旬前，含20日",
            by=by,
            is_alone=is_alone,
            issued_on=DAY,
            recorded_by="province-1",
            recorded_at=AT,
        )
    )
    told().when(replace(INTERPRET, by=("city",)), at=AT).then_rejected("mining.unknown-issuer")
    told().when(replace(INTERPRET, issued_on=date(2018, 3, 2)), at=AT).then_rejected("mining.date-in-future")


@pytest.mark.req("G-062")
@pytest.mark.parametrize("kind", ["mine", "technical_unit", "association", "institute", "consultancy"])
def test_five_kinds_of_organisations_take_part_in_innovation(kind: str):
    told().when(replace(JOIN, kind=kind), at=AT).then(
        ParticipantRegistered(
            unit=CITY,
            organisation="省地质科学研究院",
            kind=kind,
            part="尾砂利用研究",
            registered_by="city-1",
            registered_at=AT,
        )
    )
    told().when(replace(JOIN, kind="club"), at=AT).then_rejected("mining.unknown-participant")


@pytest.mark.req("G-063")
@pytest.mark.parametrize("kind", list(UpgradeKind))
def test_better_technology_and_methods_are_recorded_with_their_effect(kind: UpgradeKind):
    told().when(replace(UPGRADE, kind=kind), at=AT).then(
        UpgradeRecorded(
            unit=CITY,
            mine=UNIT,
            kind=kind,
            subject="干式除尘",
            effect="粉尘下降六成",
            done_on=DAY,
            recorded_by="city-1",
            recorded_at=AT,
        )
    )
    told().when(replace(UPGRADE, done_on=date(2018, 3, 2)), at=AT).then_rejected("mining.date-in-future")


# What is shown


@pytest.fixture
def played(tmp_path: Path) -> Played:
    played = Played(SERVICE, SERVICE.answers, begins=AT, unit=CITY, folder=tmp_path)
    played.activate("city-green-mines-2018")
    for command in (TARGET, FIRST, DELIVER, PLAN, ASSIGN, REPORT, REVIEW, INTERPRET, JOIN, UPGRADE):
        played.send(command)
    for county, mines in (("360802", 20), ("360829", 6)):
        played.send(replace(TARGET, unit=county, mines=mines, schedule=(Milestone(due_on=DUE, mines=mines),)))
    return played


@pytest.mark.req("G-007", "G-008")
def test_the_targets_of_the_counties_are_held_against_the_citys(played: Played):
    shown = played.ask(ProgrammeOfUnit(unit=CITY))

    assert AreaTarget(unit=CITY, mines=27, due_on=DUE, is_behind=False) == shown.target
    assert ([("360802", 20), ("360829", 6)], 26, True) == (
        [(each.unit, each.mines) for each in shown.below],
        shown.set_below,
        shown.is_short,
    )
    played.send(replace(TARGET, unit="360829", mines=7, schedule=(Milestone(due_on=DUE, mines=7),)))
    assert (27, False) == (
        played.ask(ProgrammeOfUnit(unit=CITY)).set_below,
        played.ask(ProgrammeOfUnit(unit=CITY)).is_short,
    )


@pytest.mark.req("G-012", "G-060")
def test_what_is_open_of_stages_and_duties_is_shown(played: Played):
    shown = played.ask(ProgrammeOfUnit(unit=CITY))

    [stage] = shown.stages
    assert (("zone_plan", "study"), 1, 0) == (stage.open, stage.delivered, stage.late)
    assert [("daily_supervision", False)] == [(each.duty, each.is_done) for each in shown.duties]
    assert ("target_assessment", "plan", "breakdown", "measures", "urge_enterprises") == shown.unassigned
    assert [("minerals-2016", 2)] == [(each.plan, len(each.key_areas)) for each in shown.plans]
    assert ["干式除尘", "省地质科学研究院", "第八条", "360802"] == [each.subject for each in shown.news]


def test_a_unit_without_a_programme_has_everything_open(played: Played):
    shown = played.ask(ProgrammeOfUnit(unit="360730"))

    assert (None, 0, (), 6) == (shown.target, shown.listed, shown.stages, len(shown.unassigned))


def test_views_of_programmes_rebuild_to_equal_rows(played: Played, tmp_path: Path):
    assert played.rows() == played.rebuilt(tmp_path / "again")
