"""A listed mine is watched: tips, findings, review, putting right, removal (动态监管,优胜劣汰).

Law: opinion on green mines, part 2 item 2 and part 7 (document 3 §二(二)¶5, §七(一), §七(三)); the time for putting
right is that of the requirements of 2025 (statutes 3.7). These acts follow the rules of the day.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from contracts.calendar import Calendar, china_day
from contracts.deadlines import Deadline, DeadlineRule, TimeUnit, deadline
from contracts.errors import Rejected, refuse_unless
from contracts.mining.mine.messages import (
    DIRECTORY_CLAUSE,
    REMOVAL_CLAUSE,
    ConfirmCure,
    CureOrdered,
    DecideReview,
    FindingRecorded,
    MarkCureOverdue,
    MineRemoved,
    MineStage,
    MineTipSubmitted,
    RecordFinding,
    RemovalGround,
    ReviewCause,
    ReviewClosed,
    ReviewOpened,
    ReviewOutcome,
    SubmitTip,
    SupervisionCommand,
    SupervisionFact,
)
from contracts.mining.mine.rules import MiningPolicy
from contracts.mining.words import MineLevel
from contracts.rules import Rules

from mining.mine.state import Mine

_LISTED = (MineStage.CERTIFIED, MineStage.UNDER_REVIEW)


def decide(
    command: SupervisionCommand, mine: Mine, rules: Rules[MiningPolicy], now: datetime
) -> Sequence[SupervisionFact]:
    match command:
        case SubmitTip():
            return [_tip(command, mine, now), *_opened(command, mine, ReviewCause.TIP, now)]
        case RecordFinding():
            return [_find(command, mine, rules.policy, now), *_opened(command, mine, ReviewCause.SUPERVISION, now)]
        case DecideReview():
            return [_decide_review(command, mine, rules, now)]
        case ConfirmCure():
            return [_confirm(command, mine, rules.policy, now)]
        case MarkCureOverdue():
            return []
        case _:
            assert_never(command)


def _tip(command: SubmitTip, mine: Mine, now: datetime) -> MineTipSubmitted:
    assert mine.registered is not None
    refuse_unless(command.tip not in mine.tips, "mining.tip-already-submitted", command.tip)
    return MineTipSubmitted(
        unit=command.unit,
        mine=mine.registered.mine,
        tip=command.tip,
        text=command.text,
        submitted_on=china_day(now),
        clause=DIRECTORY_CLAUSE,
        submitted_by=command.actor,
        submitted_at=now,
    )


def _find(command: RecordFinding, mine: Mine, policy: MiningPolicy, now: datetime) -> FindingRecorded:
    refuse_unless(mine.stage in _LISTED, "mining.not-listed", f"It is {mine.stage}.")
    refuse_unless(command.found_on <= china_day(now), "mining.date-in-future", str(command.found_on))
    _refuse_unfit(command.actor, MineLevel.COUNTY, mine, policy)
    return FindingRecorded(
        unit=command.unit,
        found_on=command.found_on,
        text=command.text,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _opened(command: SupervisionCommand, mine: Mine, cause: ReviewCause, now: datetime) -> list[SupervisionFact]:
    """Only a listed mine is reviewed, and once at a time."""
    if mine.stage is not MineStage.CERTIFIED:
        return []
    return [ReviewOpened(unit=command.unit, round=mine.rounds, cause=cause, opened_at=now)]


def _decide_review(
    command: DecideReview, mine: Mine, rules: Rules[MiningPolicy], now: datetime
) -> ReviewClosed | CureOrdered | MineRemoved:
    refuse_unless(mine.stage is MineStage.UNDER_REVIEW, "mining.not-under-review", f"It is {mine.stage}.")
    _refuse_unfit(command.actor, MineLevel.MUNICIPAL, mine, rules.policy)
    is_cure_ordered = mine.cure_due_at is not None
    if command.outcome is ReviewOutcome.REMOVAL:
        return _remove(command, mine, now)
    refuse_unless(not is_cure_ordered, "mining.cure-is-running", f"Until {mine.cure_due_at}.")
    if command.outcome is ReviewOutcome.NO_BREACH:
        return _closed(command, mine, now)
    end = _cure_end(rules.policy.cure_months, rules.calendar, now)
    return CureOrdered(
        unit=command.unit,
        round=mine.rounds,
        cure_by=end.due_on,
        due_at=end.due_at,
        text=command.text,
        ordered_by=command.actor,
        ordered_at=now,
    )


def _cure_end(months: int | None, calendar: Calendar, now: datetime) -> Deadline:
    if months is None:
        raise Rejected("mining.cure-time-unset", "No rule gives time for putting right.")
    rule = DeadlineRule(amount=months, unit=TimeUnit.MONTHS, source="statutes 3.7")
    return deadline(rule, china_day(now), calendar)


def _remove(command: DecideReview, mine: Mine, now: datetime) -> MineRemoved:
    assert mine.registered is not None
    assert mine.round is not None
    assert mine.round.certified is not None
    listed_on, announced_on, ground = mine.round.certified.certified_on, command.announced_on, command.ground
    if ground is None or announced_on is None:
        raise Rejected("mining.ground-required", "A removal names its ground and the day of its announcement.")
    refuse_unless(announced_on <= china_day(now), "mining.date-in-future", str(announced_on))
    refuse_unless(announced_on >= listed_on, "mining.day-too-early", f"Listed on {listed_on}.")
    had_its_time = ground is not RemovalGround.NOT_CURED or mine.is_cure_announced
    refuse_unless(had_its_time, "mining.cure-is-running", "The time for putting right has not passed.")
    return MineRemoved(
        unit=command.unit,
        mine=mine.registered.mine,
        holder=mine.registered.holder,
        round=mine.rounds,
        ground=ground,
        text=command.text,
        certified_on=listed_on,
        removed_on=announced_on,
        effective_on=listed_on if ground is RemovalGround.FALSIFICATION else announced_on,
        clause=REMOVAL_CLAUSE,
        removed_by=command.actor,
        removed_at=now,
    )


def _confirm(command: ConfirmCure, mine: Mine, policy: MiningPolicy, now: datetime) -> ReviewClosed:
    refuse_unless(mine.cure_due_at is not None, "mining.no-cure-ordered", f"It is {mine.stage}.")
    refuse_unless(not mine.is_cure_announced, "mining.cure-overdue", f"It was due before {mine.cure_due_at}.")
    _refuse_unfit(command.actor, MineLevel.MUNICIPAL, mine, policy)
    return _closed(command, mine, now)


def _closed(command: DecideReview | ConfirmCure, mine: Mine, now: datetime) -> ReviewClosed:
    return ReviewClosed(
        unit=command.unit,
        round=mine.rounds,
        text=command.text,
        closed_by=command.actor,
        closed_at=now,
    )


def _refuse_unfit(actor: str, level: MineLevel, mine: Mine, policy: MiningPolicy) -> None:
    assert mine.registered is not None
    concerned = (mine.registered.unit, mine.registered.holder)
    mine.impartial.refuse_partial("mining", (actor,), concerned, policy.barring)
    mine.impartial.refuse_second_level("mining", actor, level)
