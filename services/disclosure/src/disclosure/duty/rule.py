"""One unit's duty to make one catalogue public for one period (公开责任), as a case with a due date.

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4); draft opinion on residents'
committees, part 2 (document 5 §二(三)2(5)); the secrecy check before publication (信息公开条例 第十七条); a statute
that reaches running cases, and holiday notices that come after a due date was set; see `contracts.rebinding`.

What a command may do stands with its kind: opening, writing, review, publication. Here stands what holds of all:
a duty is opened first, notices and a missed due date are recorded before anything else, and what settles or unsettles
the last item says so.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce
from typing import assert_never

from contracts.cases import CaseCommand, CaseFact, PolicyRebound, Reckoning
from contracts.deadlines import Deadline, DeadlineRule, TimeUnit
from contracts.disclosure.duty.messages import (
    AddItems,
    CheckItems,
    CorrectItems,
    DisclosureOverdue,
    DraftItems,
    DutyCommand,
    DutyEscalated,
    DutyFact,
    DutyFulfilled,
    DutyFulfilledAgain,
    DutyOpened,
    DutyReopened,
    DutySubmitted,
    FiguresFact,
    FiguresPublished,
    FiguresStated,
    FinishStage,
    GiveNotice,
    LadderFact,
    MarkOverdue,
    OccasionDisclosed,
    OccasionFact,
    OccasionRecorded,
    OpenDuty,
    OpenMatter,
    OpenOccasion,
    PartialDisclosurePossible,
    PublishItems,
    RecordInspection,
    ReminderGiven,
    ReportChange,
    ReviewWithheld,
    StageFinished,
    StageNotDisclosed,
    SubmitDuty,
    TakeDownItems,
    WithdrawItems,
)
from contracts.disclosure.duty.rules import DisclosurePolicy, LadderRules
from contracts.rules import Rules
from contracts.running_cases import Running
from contracts.stream_names import hyphened, key_of

from disclosure.duty.figures import evolve_figures, published
from disclosure.duty.ladder import first_after, notices, reminders
from disclosure.duty.matters import Tending, open_matter, reckoning_of, tend
from disclosure.duty.occasions import add_occasion, disclosed, open_occasion, reckoning_of_occasion
from disclosure.duty.opening import due_by, open_duty, read_period, refuse_unopened
from disclosure.duty.publication import show
from disclosure.duty.review import Review, review
from disclosure.duty.state import Duty, Item, ItemFact, Stage, evolve_items, evolve_told, key
from disclosure.duty.writing import Writing, write

duty_stream = key_of(__name__, "unit", hyphened("catalogue"), "period")

Fact = DutyFact | CaseFact

_AT_ONCE = "1 §四4"
"""Temporary work is disclosed as it arises (随时公开); a pack may give it hours."""


def decide(
    command: DutyCommand | CaseCommand, duty: Duty, rules: Rules[DisclosurePolicy], now: datetime
) -> Sequence[Fact]:
    """Before anything else reminders are recorded, and a provisional due date that has passed is settled.

    No result depends on who settled it. A rebound case is reminded of by what it is bound to now.
    """
    return RUNNING.decide(command, duty, rules, now, _decide)


def reckoning(duty: Duty, policy: DisclosurePolicy) -> Reckoning:
    """How an opened duty's due date is reckoned by these rules."""
    rules = policy.catalogue(duty.catalogue)
    if duty.matter is not None:
        found = reckoning_of_occasion(duty, policy) or reckoning_of(duty.matter, rules.rhythm, policy.matters)
        assert duty.due is not None, "asked of what is due"
        return found or Reckoning(DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=_AT_ONCE), duty.due.due_on)
    return due_by(read_period(duty.period, rules), rules)


def evolve(duty: Duty, fact: Fact) -> Duty:
    if isinstance(fact, ItemFact):
        return replace(duty, items=evolve_items(duty.items, fact))
    if isinstance(fact, _Beside):
        return _beside(duty, fact)
    if isinstance(fact, CaseFact):
        return _rebound(duty, fact)
    match fact:
        case DutyOpened():
            return Duty(
                stage=Stage.OPEN,
                unit=fact.unit,
                catalogue=fact.catalogue,
                period=fact.period,
                items={code: Item() for code in fact.items},
                annual=fact.annual,
                calendar_channels=fact.calendar_channels,
                due=_recorded_due(fact),
                matter=fact.matter,
                next_notice_at=fact.next_notice_at,
            )
        case DutySubmitted() | DutyReopened():
            return replace(duty, stage=Stage.IN_REVIEW)
        case DisclosureOverdue():
            return replace(duty, is_announced_overdue=True, next_notice_at=fact.next_notice_at)
        case DutyFulfilled() | DutyFulfilledAgain():
            return replace(duty, stage=Stage.FULFILLED, was_fulfilled=True)
        case _:
            assert_never(fact)


def _rebound(duty: Duty, fact: CaseFact) -> Duty:
    if isinstance(fact, PolicyRebound):
        return duty
    next_at = duty.next_notice_at
    shift = fact.after.due_on - fact.before.due_on
    return replace(duty, due=fact.after, next_notice_at=None if next_at is None else next_at + shift)


def _recorded_due(fact: DutyOpened) -> Deadline | None:
    if fact.due_on is None or fact.due_at is None:
        return None
    return Deadline(due_on=fact.due_on, due_at=fact.due_at, is_provisional=fact.is_provisional)


_Beside = LadderFact | StageFinished | StageNotDisclosed | PartialDisclosurePossible | OccasionFact | FiguresFact


def _beside(duty: Duty, fact: _Beside) -> Duty:
    """What goes on beside the duty's own course; findings change nothing of it."""
    match fact:
        case ReminderGiven() | DutyEscalated():
            return replace(duty, next_notice_at=fact.next_at)
        case StageFinished():
            return replace(duty, is_stage_finished=True)
        case StageNotDisclosed() | PartialDisclosurePossible():
            return duty
        case OccasionRecorded() | OccasionDisclosed():
            return replace(duty, told=evolve_told(duty.told, fact))
        case FiguresStated() | FiguresPublished():
            return replace(duty, figures=evolve_figures(duty.figures, fact))
        case _:
            assert_never(fact)


RUNNING: Running[Duty, DisclosurePolicy] = Running(
    unit=lambda duty: None if duty.stage is Stage.NEW else duty.unit,
    due_on=lambda duty: None if duty.due is None else duty.due.due_on,
    is_closed=lambda duty: duty.was_fulfilled,
    is_announced=lambda duty: duty.is_announced_overdue,
    reckoning=reckoning,
    evolve=evolve,
    lapsed=lambda duty, rules, now: reminders(duty, rules.policy.ladder, now),
    missed=lambda duty, rules, now: due_now(duty, rules.policy.ladder, now),
    recorded=lambda duty: duty.due,
)
"""A duty is closed once it was fulfilled: what is missing of a reopened duty has no due date."""


DutyOf = Writing | Review | PublishItems | TakeDownItems | Tending | OpenOccasion | MarkOverdue | GiveNotice
"""What is done about a duty that is open."""


def _decide(command: DutyCommand, duty: Duty, rules: Rules[DisclosurePolicy], now: datetime) -> Sequence[DutyFact]:
    match command:
        case OpenDuty():
            return open_duty(command, duty, rules, now)
        case OpenMatter():
            return open_matter(command, duty, rules, now)
        case OpenOccasion() if duty.stage is Stage.NEW:
            return open_occasion(command, rules, now)
        case _:
            return _of_open_duty(command, duty, rules, now)


def _of_open_duty(command: DutyOf, duty: Duty, rules: Rules[DisclosurePolicy], now: datetime) -> Sequence[DutyFact]:
    refuse_unopened(command, duty, rules.policy.catalogue(command.catalogue), now)
    fallen_due = due_now(duty, rules.policy.ladder, now)
    match command:
        case DraftItems() | SubmitDuty() | CorrectItems():
            facts = write(command, duty, rules.policy, now)
        case CheckItems() | ReviewWithheld() | WithdrawItems():
            facts = review(command, duty, rules.policy, now)
        case PublishItems() | TakeDownItems():
            facts = show(command, duty, rules.policy.publication, now)
        case FinishStage() | AddItems() | ReportChange() | RecordInspection():
            facts = tend(command, duty, rules.policy, now)
        case OpenOccasion():
            facts = add_occasion(command, duty, rules.policy, now)
        case MarkOverdue() | GiveNotice():
            return fallen_due
        case _:
            assert_never(command)
    return _with_settlement([*fallen_due, *facts], command, duty, now)


def due_now(duty: Duty, ladder: LadderRules, now: datetime) -> list[DutyFact]:
    """What is due and not recorded, in the order of time: no result depends on whether the sweeper ran."""
    before: list[DutyFact] = [*reminders(duty, ladder, now)]
    before += _overdue_now(duty, ladder, now)
    return [*before, *notices(reduce(evolve, before, duty), ladder, now)]


def _overdue_now(duty: Duty, ladder: LadderRules, now: datetime) -> list[DutyFact]:
    if duty.is_announced_overdue or not duty.is_overdue(now):
        return []
    assert duty.due is not None
    on_time = duty.due.due_at - datetime.resolution
    return [
        DisclosureOverdue(
            unit=duty.unit,
            catalogue=duty.catalogue,
            period=duty.period,
            due_at=duty.due.due_at,
            missing=duty.unsettled(),
            announced_at=now,
            next_notice_at=first_after(on_time, duty.unit, duty.due, ladder),
        )
    ]


def _with_settlement(facts: list[DutyFact], command: DutyCommand, duty: Duty, now: datetime) -> list[DutyFact]:
    """Add what is told to others, and what follows if the last item is settled or one of a fulfilled duty is not."""
    after = reduce(evolve, facts, duty)
    facts = [*facts, *disclosed(duty, after, facts), *published(duty, facts)]
    missing = after.unsettled()
    is_fulfilled = duty.stage is Stage.FULFILLED
    if is_fulfilled == (not missing):
        return facts
    if is_fulfilled:
        return [*facts, DutyReopened(**key(command), missing=missing, reopened_at=now)]
    if duty.was_fulfilled:
        return [*facts, DutyFulfilledAgain(**key(command), fulfilled_at=now)]
    return [*facts, DutyFulfilled(**key(command), due_at=duty.due_at, fulfilled_at=now)]
