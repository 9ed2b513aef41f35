"""Review by the next higher body, and recheck one level further up, with its hearing.

Law: Regulation on Petition Work (信访工作条例), arts 35, 36. Whether it was asked in time is judged by the day it was
asked, and who has acted at one level does not act at another.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import Calendar
from contracts.deadlines import deadline
from contracts.errors import Rejected, refuse_unless
from contracts.mediation.case.messages import (
    AnswerReview,
    AskReview,
    BeginHearing,
    CaseClosed,
    CloseCause,
    EndHearing,
    HearingBegun,
    HearingEnded,
    PetitionFact,
    ReviewAnswered,
    ReviewAsked,
    ReviewLate,
    ReviewLevel,
)
from contracts.mediation.case.rules import MediationPolicy
from contracts.rules import Rules
from contracts.units import is_below

from mediation.case import clock
from mediation.case import clock as petition_clock
from mediation.case.closing import closed
from mediation.case.guards import refuse_agent, refuse_day, refuse_strangers
from mediation.case.state import Case, Review, key
from mediation.case.transfer import refuse_interested

_RECHECK = ReviewLevel.RECHECK


def review(
    command: AskReview | AnswerReview | BeginHearing | EndHearing,
    case: Case,
    rules: Rules[MediationPolicy],
    now: datetime,
) -> Sequence[PetitionFact | CaseClosed]:
    match command:
        case AskReview():
            return [_ask(command, case, rules, now)]
        case AnswerReview():
            return _answer(command, case, rules, now)
        case BeginHearing():
            return [_begin_hearing(command, case, rules.calendar, now)]
        case EndHearing():
            return [_end_hearing(command, case, rules, now)]
        case _:
            assert_never(command)


def _ask(command: AskReview, case: Case, rules: Rules[MediationPolicy], now: datetime) -> ReviewAsked | ReviewLate:
    refuse_unless(command.level not in case.petition.reviews, "mediation.review-asked-already", command.level)
    before = _answered_before(command.level, case)
    days = rules.policy.petition.recheck_days if command.level is _RECHECK else rules.policy.petition.review_days
    if before is None or case.petition.ask_until is None or days is None:
        raise Rejected("mediation.no-review-of-this", "Of the written opinion first, then of the review's answer.")
    refuse_strangers((command.by,), case)
    refuse_agent(command.acting_role, command.actor, command.by)
    refuse_day(command.asked_on, before, now)
    if command.asked_on > case.petition.ask_until:
        return ReviewLate(
            **key(case),
            level=command.level,
            by=command.by,
            asked_on=command.asked_on,
            last_on=case.petition.ask_until,
            recorded_by=command.actor,
            recorded_at=now,
        )
    return ReviewAsked(
        **key(case),
        level=command.level,
        by=command.by,
        asked_on=command.asked_on,
        reasons=command.reasons,
        clock=clock.started(days, command.asked_on, rules.calendar),
        recorded_by=command.actor,
        recorded_at=now,
    )


def _answered_before(level: ReviewLevel, case: Case) -> date | None:
    """The day of the answer that is to be reviewed; None if there is none."""
    if level is ReviewLevel.REVIEW:
        return case.petition.told_on
    first = case.petition.reviews.get(ReviewLevel.REVIEW)
    return None if first is None else first.answered_on


def _answer(
    command: AnswerReview, case: Case, rules: Rules[MediationPolicy], now: datetime
) -> list[PetitionFact | CaseClosed]:
    asked = case.petition.reviews.get(command.level)
    if asked is None or asked.answered_on is not None:
        raise Rejected("mediation.no-review-asked", command.level)
    refuse_unless(not asked.in_hearing, "mediation.hearing-runs", command.submission)
    below = _reviewed_body(command.level, case)
    higher = is_below(below, command.acting_unit)
    refuse_unless(higher, "mediation.not-a-higher-body", f"{command.acting_unit} is not above {below}.")
    refuse_interested(command.actor, case, rules.policy)
    case.impartial.refuse_second_level("mediation", command.actor, command.level)
    refuse_day(command.answered_on, asked.asked_on, now)
    rule = rules.policy.petition.ask_recheck if command.level is ReviewLevel.REVIEW else None
    ask = None if rule is None else deadline(rule, command.answered_on, rules.calendar)
    answered = ReviewAnswered(
        **key(case),
        level=command.level,
        body=command.acting_unit,
        text=command.text,
        answered_on=command.answered_on,
        due_at=asked.clock.due_at,
        recheck_on=None if ask is None else ask.due_on,
        recheck_by=None if ask is None else ask.due_at,
        answered_by=command.actor,
        recorded_at=now,
    )
    return [answered, closed(case, CloseCause.FINAL, now)] if command.level is _RECHECK else [answered]


def _reviewed_body(level: ReviewLevel, case: Case) -> str:
    """Whose answer is reviewed: the unit's that handled it, or the reviewing body's."""
    first = case.petition.reviews.get(ReviewLevel.REVIEW)
    if level is _RECHECK and first is not None and first.body is not None:
        return first.body
    assert case.transfer is not None
    return case.transfer.handler


def _begin_hearing(command: BeginHearing, case: Case, calendar: Calendar, now: datetime) -> HearingBegun:
    recheck = _running_recheck(case, command.acting_unit)
    refuse_unless(not recheck.in_hearing, "mediation.hearing-runs", command.submission)
    refuse_day(command.begins_on, recheck.asked_on, now)
    return HearingBegun(
        **key(case),
        begins_on=command.begins_on,
        clock=clock.stopped(recheck.clock, command.begins_on, calendar),
        recorded_by=command.actor,
        recorded_at=now,
    )


def _end_hearing(command: EndHearing, case: Case, rules: Rules[MediationPolicy], now: datetime) -> HearingEnded:
    """A statute may have reached the case while the clock stood still: what it has in all is what is followed now."""
    recheck = _running_recheck(case, command.acting_unit)
    since = recheck.clock.stopped_after or recheck.asked_on
    refuse_unless(recheck.in_hearing, "mediation.no-hearing-runs", command.submission)
    refuse_day(command.ended_on, since, now)
    days = rules.policy.petition.recheck_days
    clock = recheck.clock if days is None else petition_clock.granted(recheck.clock, days)
    return HearingEnded(
        **key(case),
        ended_on=command.ended_on,
        clock=petition_clock.resumed(clock, command.ended_on, rules.calendar),
        recorded_by=command.actor,
        recorded_at=now,
    )


def _running_recheck(case: Case, acting_unit: str) -> Review:
    recheck = case.petition.reviews.get(_RECHECK)
    if recheck is None or recheck.answered_on is not None:
        raise Rejected("mediation.no-recheck-runs", "A hearing belongs to the recheck.")
    below = _reviewed_body(_RECHECK, case)
    refuse_unless(is_below(below, acting_unit), "forbidden-unit", f"{acting_unit} is not above {below}.")
    return recheck
