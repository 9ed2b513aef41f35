"""The restoration of one mine's area (矿区生态修复), and breach of what was agreed (违约责任).

Law: Mineral Resources Law of 2024, arts. 46 and 48 (矿产资源法 第四十六、四十八条); opinion on green mines, part 4
item 5 (document 3 §四(五)*): who agreed which task, and where, is lost; an agreed task not done is pursued.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.errors import Rejected, refuse_unless
from contracts.mining.restoration.messages import (
    BREACH_CLAUSE,
    RESTORATION_CLAUSE,
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
    RestorationCommand,
    RestorationFact,
    RestorationHeard,
    RestorationPlanPosted,
    SettleBreach,
)
from contracts.mining.restoration.rules import RestorationPolicy
from contracts.rules import Rules
from contracts.stream_names import key_of

restoration_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class Restoration:
    """`heard`: those heard on the plan that is posted. `phases`: how many are accepted. `breaches`: those open."""

    posted: RestorationPlanPosted | None = None
    heard: frozenset[str] = frozenset()
    is_approved: bool = False
    phases: int = 0
    is_finished: bool = False
    breaches: frozenset[str] = frozenset()


def decide(
    command: RestorationCommand, restoration: Restoration, rules: Rules[RestorationPolicy], now: datetime
) -> Sequence[RestorationFact]:
    match command:
        case PostRestorationPlan():
            return [_post(command, now)]
        case RecordHearing():
            return [_hear(command, restoration, rules.policy, now)]
        case ApproveRestoration():
            return [_approve(command, restoration, rules.policy, now)]
        case AcceptRestoration():
            return [_accept(command, restoration, rules.policy, now)]
        case RecordBreach():
            return [_record(command, restoration, now)]
        case SettleBreach():
            return [_settle(command, restoration, now)]
        case _:
            assert_never(command)


def _post(command: PostRestorationPlan, now: datetime) -> RestorationPlanPosted:
    _refuse_future(command.posted_on, now)
    return RestorationPlanPosted(
        unit=command.unit,
        plan=command.plan,
        posted_on=command.posted_on,
        posted_by=command.actor,
        recorded_at=now,
    )


def _hear(
    command: RecordHearing, restoration: Restoration, policy: RestorationPolicy, now: datetime
) -> RestorationHeard:
    posted = _posted(restoration)
    refuse_unless(command.heard in policy.heard, "mining.unknown-hearing", ", ".join(policy.heard))
    _refuse_future(command.held_on, now)
    refuse_unless(command.held_on >= posted.posted_on, "mining.day-too-early", f"Posted on {posted.posted_on}.")
    return RestorationHeard(
        unit=command.unit,
        purpose=command.purpose,
        heard=command.heard,
        held_on=command.held_on,
        opinions=command.opinions,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _approve(
    command: ApproveRestoration, restoration: Restoration, policy: RestorationPolicy, now: datetime
) -> RestorationApproved:
    posted = _posted(restoration)
    refuse_unless(not restoration.is_approved, "mining.restoration-already-approved", posted.plan)
    missing = [name for name in policy.heard if name not in restoration.heard]
    refuse_unless(not missing, "mining.hearing-required", ", ".join(missing))
    return RestorationApproved(
        unit=command.unit,
        plan=posted.plan,
        heard=tuple(sorted(restoration.heard)),
        approved_by=command.actor,
        approved_at=now,
    )


def _accept(
    command: AcceptRestoration, restoration: Restoration, policy: RestorationPolicy, now: datetime
) -> RestorationAccepted:
    refuse_unless(restoration.is_approved, "mining.restoration-not-approved", command.unit)
    is_next = command.phase == restoration.phases + 1 and not restoration.is_finished
    refuse_unless(is_next, "mining.phase-out-of-order", f"{restoration.phases} are accepted.")
    missing = [name for name in policy.heard if name not in command.invited]
    with_experts = command.experts > 0 or not policy.heard
    refuse_unless(not missing and with_experts, "mining.hearing-required", ", ".join(missing) or "experts")
    _refuse_future(command.accepted_on, now)
    return RestorationAccepted(
        unit=command.unit,
        phase=command.phase,
        is_last=command.is_last,
        with_authority=command.with_authority,
        experts=command.experts,
        invited=command.invited,
        report=command.report,
        accepted_on=command.accepted_on,
        clause=RESTORATION_CLAUSE,
        accepted_by=command.actor,
        accepted_at=now,
    )


def _record(command: RecordBreach, restoration: Restoration, now: datetime) -> BreachRecorded:
    is_new = command.task not in restoration.breaches
    refuse_unless(is_new, "mining.breach-already-recorded", command.task)
    refuse_unless(command.due_on < china_day(now), "mining.task-not-due", str(command.due_on))
    return BreachRecorded(
        unit=command.unit,
        task=command.task,
        due_on=command.due_on,
        text=command.text,
        measure=command.measure,
        clause=BREACH_CLAUSE,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _settle(command: SettleBreach, restoration: Restoration, now: datetime) -> BreachSettled:
    refuse_unless(command.task in restoration.breaches, "mining.no-such-breach", command.task)
    return BreachSettled(
        unit=command.unit, task=command.task, text=command.text, settled_by=command.actor, settled_at=now
    )


def _posted(restoration: Restoration) -> RestorationPlanPosted:
    if restoration.posted is None:
        raise Rejected("mining.plan-not-posted", "The plan is posted for comment first.")
    return restoration.posted


def _refuse_future(day: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "mining.date-in-future", str(day))


def evolve(restoration: Restoration, fact: RestorationFact) -> Restoration:
    match fact:
        case RestorationPlanPosted():
            return replace(restoration, posted=fact, heard=frozenset(), is_approved=False)
        case RestorationHeard():
            is_of_the_plan = fact.purpose is HearingPurpose.PLAN
            return replace(restoration, heard=restoration.heard | {fact.heard}) if is_of_the_plan else restoration
        case RestorationApproved():
            return replace(restoration, is_approved=True)
        case RestorationAccepted():
            return replace(restoration, phases=fact.phase, is_finished=fact.is_last)
        case BreachRecorded():
            return replace(restoration, breaches=restoration.breaches | {fact.task})
        case BreachSettled():
            return replace(restoration, breaches=restoration.breaches - {fact.task})
        case _:
            assert_never(fact)
