"""Restoration is posted and heard before it is approved; agreed tasks that were not done are pursued."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from contracts.mining.restoration.messages import (
    AcceptRestoration,
    ApproveRestoration,
    BreachRecorded,
    BreachSettled,
    HearingPurpose,
    PostRestorationPlan,
    RecordBreach,
    RecordHearing,
    RestorationAccepted,
    RestorationApproved,
    RestorationHeard,
    RestorationPlanPosted,
    RestorationsOfArea,
    SettleBreach,
)
from contracts.mining.restoration.rules import restoration_policy
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case, given
from ledger.testing.playing import Played
from mining.restoration import STREAM
from mining.service import SERVICE
from mining.testing import EVIDENCE, UNIT, noon

POLICY = restoration_policy(resolve("360730", [pack_named("cn-minerals-2024")]))
AT, DAY = noon(2025, 9, 1), date(2025, 9, 1)
HEARD = ("committees", "collectives", "representatives")
WHO: dict[str, Any] = {"actor": "rights-1", "unit": UNIT}
POST = PostRestorationPlan(actor="jinshi-1", unit=UNIT, plan=EVIDENCE, posted_on=DAY)
APPROVE = ApproveRestoration(**WHO)
ACCEPT = AcceptRestoration(
    **WHO,
    phase=1,
    is_last=False,
    with_authority="360730-ecology",
    experts=3,
    invited=HEARD,
    report=EVIDENCE,
    accepted_on=DAY,
)
POSTED = RestorationPlanPosted(unit=UNIT, plan=EVIDENCE, posted_on=DAY, posted_by="jinshi-1", recorded_at=AT)


def hear(who: str, purpose: HearingPurpose = HearingPurpose.PLAN, held_on: date = DAY) -> RecordHearing:
    return RecordHearing(**WHO, purpose=purpose, heard=who, held_on=held_on, opinions="同意，建议先复绿排土场")


def posted(*commands: Any, policy: Any = POLICY) -> Case[Any, Any, Any, Any]:
    story: Case[Any, Any, Any, Any] = given(STREAM, policy, POSTED)
    for command in commands:
        story = story.when(command, at=AT).after()
    return story


@pytest.mark.req("G-151")
def test_a_plan_is_posted_heard_by_all_whom_the_law_names_and_approved():
    given(STREAM, POLICY).when(POST, at=AT).then(POSTED)
    posted().when(hear("committees"), at=AT).then(
        RestorationHeard(
            unit=UNIT,
            purpose=HearingPurpose.PLAN,
            heard="committees",
            held_on=DAY,
            opinions="同意，建议先复绿排土场",
            recorded_by="rights-1",
            recorded_at=AT,
        )
    )
    posted(*map(hear, HEARD)).when(APPROVE, at=AT).then(
        RestorationApproved(
            unit=UNIT, plan=EVIDENCE, heard=tuple(sorted(HEARD)), approved_by="rights-1", approved_at=AT
        )
    )


@pytest.mark.req("G-151")
@pytest.mark.parametrize("missing", HEARD)
def test_without_one_of_the_hearings_or_the_posting_it_is_not_approved(missing: str):
    heard = [hear(who) for who in HEARD if who != missing]

    posted(*heard).when(APPROVE, at=AT).then_rejected("mining.hearing-required", missing)
    at_acceptance = hear(missing, HearingPurpose.ACCEPTANCE)
    posted(*heard, at_acceptance).when(APPROVE, at=AT).then_rejected("mining.hearing-required", missing)
    given(STREAM, POLICY).when(APPROVE, at=AT).then_rejected("mining.plan-not-posted")


@pytest.mark.req("G-151")
def test_a_changed_plan_is_heard_again():
    story = posted(*map(hear, HEARD), APPROVE)

    story.when(APPROVE, at=AT).then_rejected("mining.restoration-already-approved")
    changed = story.when(replace(POST, plan="cd" * 32), at=AT).after()
    changed.when(APPROVE, at=AT).then_rejected("mining.hearing-required")
    changed.when(ACCEPT, at=AT).then_rejected("mining.restoration-not-approved")


def test_a_hearing_is_of_those_whom_the_law_names_after_the_posting():
    given(STREAM, POLICY).when(hear("committees"), at=AT).then_rejected("mining.plan-not-posted")
    posted().when(hear("passers-by"), at=AT).then_rejected("mining.unknown-hearing")
    posted().when(hear("committees", held_on=date(2025, 9, 2)), at=AT).then_rejected("mining.date-in-future")
    posted().when(hear("committees", held_on=date(2025, 8, 31)), at=AT).then_rejected("mining.day-too-early")
    given(STREAM, POLICY).when(replace(POST, posted_on=date(2025, 9, 2)), at=AT).then_rejected("mining.date-in-future")


def test_before_the_law_of_2024_nobody_had_to_be_heard():
    earlier = restoration_policy(resolve("360730", []))

    assert posted(policy=earlier).when(APPROVE, at=AT).after()


@pytest.mark.req("G-152")
def test_works_are_accepted_phase_by_phase_with_experts_and_those_whom_the_law_names():
    story = posted(*map(hear, HEARD), APPROVE)
    accepted = RestorationAccepted(
        unit=UNIT,
        phase=1,
        is_last=False,
        with_authority="360730-ecology",
        experts=3,
        invited=HEARD,
        report=EVIDENCE,
        accepted_on=DAY,
        clause="矿产资源法48",
        accepted_by="rights-1",
        accepted_at=AT,
    )

    story.when(ACCEPT, at=AT).then(accepted)
    story.when(replace(ACCEPT, phase=2), at=AT).then_rejected("mining.phase-out-of-order")
    last = story.when(ACCEPT, at=AT).after().when(replace(ACCEPT, phase=2, is_last=True), at=AT)
    last.then(replace(accepted, phase=2, is_last=True))
    last.after().when(replace(ACCEPT, phase=3), at=AT).then_rejected("mining.phase-out-of-order")
    story.when(replace(ACCEPT, accepted_on=date(2025, 9, 2)), at=AT).then_rejected("mining.date-in-future")


@pytest.mark.req("G-152")
@pytest.mark.parametrize("missing", HEARD)
def test_without_an_invitation_works_are_not_accepted(missing: str):
    story = posted(*map(hear, HEARD), APPROVE)
    invited = tuple(who for who in HEARD if who != missing)

    story.when(replace(ACCEPT, invited=invited), at=AT).then_rejected("mining.hearing-required", missing)
    story.when(replace(ACCEPT, experts=0), at=AT).then_rejected("mining.hearing-required", "experts")


BREACH = RecordBreach(
    **WHO, task="slope-greening", due_on=date(2025, 8, 31), text="边坡复绿未完成", measure="按合同约定追究违约金"
)
RECORDED = BreachRecorded(
    unit=UNIT,
    task="slope-greening",
    due_on=date(2025, 8, 31),
    text="边坡复绿未完成",
    measure="按合同约定追究违约金",
    clause="3 §四(五)*",
    recorded_by="rights-1",
    recorded_at=AT,
)


@pytest.mark.req("G-038")
def test_an_agreed_task_that_was_not_done_is_pursued_once_its_day_has_passed():
    given(STREAM, POLICY).when(BREACH, at=AT).then(RECORDED)
    given(STREAM, POLICY).when(replace(BREACH, due_on=DAY), at=AT).then_rejected("mining.task-not-due")
    given(STREAM, POLICY, RECORDED).when(BREACH, at=AT).then_rejected("mining.breach-already-recorded")


@pytest.mark.req("G-038")
def test_a_breach_is_settled_once():
    settle = SettleBreach(**WHO, task="slope-greening", text="已补种并缴清违约金")
    settled = given(STREAM, POLICY, RECORDED).when(settle, at=AT)

    settled.then(
        BreachSettled(unit=UNIT, task="slope-greening", text="已补种并缴清违约金", settled_by="rights-1", settled_at=AT)
    )
    settled.after().when(settle, at=AT).then_rejected("mining.no-such-breach")


def test_everybody_sees_where_a_restoration_stands(tmp_path: Path):
    played = Played(SERVICE, SERVICE.answers, begins=AT, unit="360730", folder=tmp_path)
    played.activate("cn-minerals-2024")
    for command in (POST, *map(hear, HEARD), APPROVE, ACCEPT, BREACH):
        played.send(command)
    played.send(replace(BREACH, unit="360730102-xiling"))
    first = played.ask(RestorationsOfArea(unit="360730"), limit=1)
    [line] = first.restorations

    assert (DAY, True, 1, False, 1) == (
        line.posted_on,
        line.is_approved,
        line.phases,
        line.is_finished,
        line.open_breaches,
    )
    [other] = played.ask(RestorationsOfArea(unit="360730"), limit=1, after=first.next).restorations
    assert (None, False, 1) == (other.posted_on, other.is_approved, other.open_breaches)
