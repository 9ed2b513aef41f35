"""How a request comes in, is confirmed, corrected or given up, and whether its reasons are good.

Law: Regulations on Open Government Information (信息公开条例), arts. 29-31: the day of receipt follows from the
channel; what is unclear is told once within seven working days, and the time begins anew with the correction; art. 35.
"""

from datetime import date, datetime
from typing import assert_never

from contracts.calendar import Calendar, china_day, day_ends
from contracts.disclosure.request.messages import (
    AbandonRequest,
    AskCorrection,
    ConfirmReceipt,
    CorrectionAsked,
    JudgeReasons,
    ReasonsJudged,
    ReceiptConfirmed,
    ReceiveCorrection,
    ReceiveRequest,
    RequestAbandoned,
    RequestChannel,
    RequestClock,
    RequestCorrected,
    RequestReceived,
    SubmitRequest,
)
from contracts.disclosure.request.rules import CountsFrom, RequestPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.units import is_administrative_organ

from disclosure.request import clock as request_clock
from disclosure.request.state import Request, Stage

_ReceiptCommand = ConfirmReceipt | AskCorrection | ReceiveCorrection | AbandonRequest
_ReceiptFact = ReceiptConfirmed | CorrectionAsked | RequestCorrected | RequestAbandoned


def receive(
    command: SubmitRequest | ReceiveRequest, request: Request, rules: Rules[RequestPolicy], now: datetime
) -> RequestReceived:
    refuse_unless(request.stage is Stage.NEW, "disclosure.request-already-received", command.request)
    refuse_unless(is_administrative_organ(command.unit), "disclosure.no-administrative-organ", command.unit)
    channel, arrived_on, confirmed_on = _arrival(command, now)
    is_confirmed_first = rules.policy.receipt[channel] is CountsFrom.CONFIRMED
    received_on = confirmed_on if is_confirmed_first else arrived_on
    for day in (arrived_on, confirmed_on or arrived_on):
        _refuse_day(day, arrived_on, now)
    clock = None if received_on is None else request_clock.started(rules.policy.answer, received_on, rules.calendar)
    return RequestReceived(
        unit=command.unit,
        request=command.request,
        channel=channel,
        arrived_on=arrived_on,
        received_on=received_on,
        requester=command.requester,
        name=command.name,
        contact=command.contact,
        subject=command.subject,
        words=command.words,
        form=command.form,
        recorded_by=command.actor,
        recorded_at=now,
        clock=clock,
    )


def _arrival(command: SubmitRequest | ReceiveRequest, now: datetime) -> tuple[RequestChannel, date, date | None]:
    """Channel, the day it arrived, and the day it was confirmed, if it was."""
    if isinstance(command, SubmitRequest):
        return RequestChannel.ONLINE, china_day(now), None
    return command.channel, command.arrived_on, command.confirmed_on


def decide(command: _ReceiptCommand, request: Request, rules: Rules[RequestPolicy], now: datetime) -> _ReceiptFact:
    match command:
        case ConfirmReceipt():
            return _confirm(command, request, rules, now)
        case AskCorrection():
            return _ask_correction(command, request, rules, now)
        case ReceiveCorrection():
            return _receive_correction(command, request, rules, now)
        case AbandonRequest():
            return _abandon(command, request, now)
        case _:
            assert_never(command)


def _confirm(command: ConfirmReceipt, request: Request, rules: Rules[RequestPolicy], now: datetime) -> ReceiptConfirmed:
    refuse_unless(request.stage is Stage.UNCONFIRMED, "disclosure.receipt-confirmed-already", command.request)
    assert request.asked is not None
    _refuse_day(command.confirmed_on, request.asked.arrived_on, now)
    return ReceiptConfirmed(
        unit=command.unit,
        request=command.request,
        received_on=command.confirmed_on,
        confirmed_at=now,
        clock=request_clock.started(rules.policy.answer, command.confirmed_on, rules.calendar),
    )


def _ask_correction(
    command: AskCorrection, request: Request, rules: Rules[RequestPolicy], now: datetime
) -> CorrectionAsked:
    """Once, and not after its days: a later notice would win time that the rule does not give."""
    refuse_unless(request.correct_by is None, "disclosure.correction-asked-already", command.request)
    refuse_unless(request.stage is Stage.OPEN, "disclosure.request-not-open", f"It is {request.stage}.")
    assert request.received_on is not None
    last = request_clock.working_days_after(request.received_on, rules.policy.correction, rules.calendar)
    refuse_unless(now < day_ends(last), "disclosure.correction-too-late", f"By {last} at the latest.")
    refuse_unless(command.correct_by > china_day(now), "disclosure.day-in-past", str(command.correct_by))
    return CorrectionAsked(
        unit=command.unit,
        request=command.request,
        unclear=command.unclear,
        correct_by=command.correct_by,
        asked_by=command.actor,
        asked_at=now,
    )


def _receive_correction(
    command: ReceiveCorrection, request: Request, rules: Rules[RequestPolicy], now: datetime
) -> RequestCorrected:
    refuse_unless(request.stage is Stage.CORRECTING, "disclosure.no-correction-awaited", f"It is {request.stage}.")
    assert request.received_on is not None
    _refuse_day(command.received_on, request.received_on, now)
    return RequestCorrected(
        unit=command.unit,
        request=command.request,
        received_on=command.received_on,
        subject=command.subject,
        recorded_at=now,
        clock=request_clock.started(rules.policy.answer, command.received_on, rules.calendar),
    )


def _abandon(command: AbandonRequest, request: Request, now: datetime) -> RequestAbandoned:
    refuse_unless(request.stage is Stage.CORRECTING, "disclosure.no-correction-awaited", f"It is {request.stage}.")
    assert request.correct_by is not None
    refuse_unless(now >= day_ends(request.correct_by), "disclosure.correction-still-open", str(request.correct_by))
    return RequestAbandoned(
        unit=command.unit, request=command.request, text=command.text, decided_by=command.actor, abandoned_at=now
    )


def judge(
    command: JudgeReasons, request: Request, clock: RequestClock, calendar: Calendar, now: datetime
) -> ReasonsJudged:
    """Good reasons may need more time than the rule gives: the day that was told then takes its place."""
    refuse_unless(request.are_reasons_asked, "disclosure.reasons-not-asked", command.request)
    refuse_unless(request.are_reasons_good is None, "disclosure.reasons-judged-already", command.request)
    until = command.until
    refuse_unless(until is None or command.are_good, "disclosure.reasons-not-good", "Nothing is put off.")
    if until is not None:
        refuse_unless(not request.is_announced_overdue, "disclosure.due-date-is-past", str(until))
        refuse_unless(clock.due_on is not None, "disclosure.clock-stands-still", "A consultation goes on.")
        refuse_unless(calendar.is_working_day(until), "disclosure.no-working-day", str(until))
        refuse_unless(clock.due_on is not None and until > clock.due_on, "disclosure.day-too-early", str(until))
    return ReasonsJudged(
        unit=command.unit,
        request=command.request,
        are_good=command.are_good,
        text=command.text,
        judged_by=command.actor,
        judged_at=now,
        clock=None if until is None else request_clock.put_off(clock, until, calendar),
    )


def _refuse_day(day: date, earliest: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "disclosure.date-in-future", str(day))
    refuse_unless(day >= earliest, "disclosure.day-too-early", f"{day} is before {earliest}.")
