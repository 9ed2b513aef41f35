"""The public notice before a mine is listed (公示): how long it runs, and what is said against it.

Law: schemes of 2020 and 2024 and the notices of the provinces (statutes 3.7): working days, of which the first counts;
only signed objections within the time count, all others are kept too (MI-10).
"""

from datetime import date, datetime

from contracts.calendar import Calendar, china_day
from contracts.deadlines import Deadline, DeadlineRule, TimeUnit, deadline
from contracts.errors import Rejected, refuse_unless
from contracts.mining.mine.messages import (
    AnswerObjection,
    Inadmissible,
    NoticePosted,
    ObjectionAnswered,
    ObjectionRecorded,
    PostNotice,
    RecordObjection,
)

from mining.mine.state import Mine, Round

_SOURCE = "statutes 3.7"


def post(command: PostNotice, current: Round, calendar: Calendar, now: datetime) -> NoticePosted:
    refuse_unless(current.notice is None, "mining.notice-already-posted", command.unit)
    assert current.evaluated is not None
    _refuse_day(command.from_on, china_day(current.evaluated.evaluated_at), now)
    days = _length(command.working_days, current.begun.rules.notice_working_days)
    end = notice_end(command.from_on, days, calendar)
    return NoticePosted(
        unit=command.unit,
        round=current.begun.round,
        from_on=command.from_on,
        working_days=days,
        last_on=end.due_on,
        ends_at=end.due_at,
        is_provisional=end.is_provisional,
        posted_by=command.actor,
        posted_at=now,
    )


def notice_end(from_on: date, working_days: int, calendar: Calendar) -> Deadline:
    return deadline(notice_rule(working_days), from_on, calendar)


def notice_rule(working_days: int) -> DeadlineRule:
    """The day it is posted is the first."""
    return DeadlineRule(amount=working_days, unit=TimeUnit.WORKING_DAYS, first_day_counts=True, source=_SOURCE)


def _length(asked: int | None, ruled: int | None) -> int:
    """The rule's number, or more; where no rule gives one, the number of the case."""
    days = ruled if asked is None else asked
    if days is None or days == 0:
        raise Rejected("mining.notice-days-unset", "No rule says how long: say it here.")
    refuse_unless(ruled is None or days >= ruled, "mining.notice-too-short", f"{ruled} working days at least.")
    return days


def receive(
    command: RecordObjection, mine: Mine, current: Round, calendar: Calendar, now: datetime
) -> ObjectionRecorded:
    notice = _posted(current)
    _refuse_day(command.received_on, notice.from_on, now)
    refuse_unless(command.tip not in mine.tips, "mining.tip-already-submitted", command.tip)
    last_on = notice_end(notice.from_on, notice.working_days, calendar).due_on
    return ObjectionRecorded(
        unit=command.unit,
        round=current.begun.round,
        tip=command.tip,
        received_on=command.received_on,
        inadmissible=_inadmissible(command, max(last_on, notice.last_on)),
        text=command.text,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _inadmissible(command: RecordObjection, last_on: date) -> Inadmissible | None:
    if not command.is_signed:
        return Inadmissible.ANONYMOUS
    return Inadmissible.LATE if command.received_on > last_on else None


def answer(command: AnswerObjection, current: Round, now: datetime) -> ObjectionAnswered:
    is_pending = command.tip in current.objections and current.objections[command.tip] is None
    refuse_unless(is_pending, "mining.no-such-objection", command.tip)
    return ObjectionAnswered(
        unit=command.unit,
        round=current.begun.round,
        tip=command.tip,
        is_upheld=command.is_upheld,
        text=command.text,
        answered_by=command.actor,
        answered_at=now,
    )


def refuse_unfinished(current: Round, calendar: Calendar, listed_on: date, now: datetime) -> None:
    """The notice has run out, by the calendar as known now too; objections are answered and none upheld."""
    notice = _posted(current)
    end = notice_end(notice.from_on, notice.working_days, calendar)
    refuse_unless(now >= max(end.due_at, notice.ends_at), "mining.notice-still-runs", f"Until {end.due_on}.")
    waiting = sorted(tip for tip, is_upheld in current.objections.items() if is_upheld is None)
    refuse_unless(not waiting, "mining.objection-unanswered", ", ".join(waiting))
    upheld = sorted(tip for tip, is_upheld in current.objections.items() if is_upheld)
    refuse_unless(not upheld, "mining.objection-upheld", ", ".join(upheld))
    last_on = max(end.due_on, notice.last_on)
    refuse_unless(listed_on > last_on, "mining.day-too-early", f"Posted until {last_on}.")


def _posted(current: Round) -> NoticePosted:
    if current.notice is None:
        raise Rejected("mining.notice-required", "The list has not been posted.")
    return current.notice


def _refuse_day(day: date, earliest: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "mining.date-in-future", str(day))
    refuse_unless(day >= earliest, "mining.day-too-early", f"{day} is before {earliest}.")
