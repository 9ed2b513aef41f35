"""One request for government information (依申请公开): its time, its consultations, its answer.

Law: Regulations on Open Government Information (政府信息公开条例), arts. 29-42: the time of consultations is left out.
The days that were told to the consulted, and those granted on the way, stay as they were told.
"""

from collections.abc import Sequence
from datetime import date, datetime
from functools import reduce
from typing import TypedDict, assert_never

from contracts.calendar import Calendar, china_day, day_ends
from contracts.cases import CaseCommand, CaseFact, Reckoning
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.disclosure.request.messages import (
    NEEDED,
    AbandonRequest,
    AnswerRequest,
    AskCorrection,
    AskReasons,
    ConfirmReceipt,
    Consult,
    ConsultationBegun,
    ConsultationEnded,
    ExtendRequest,
    JudgeReasons,
    LinkPetition,
    MarkRequestOverdue,
    PetitionLinked,
    PointToChannel,
    ReasonsAsked,
    ReceiveCorrection,
    ReceiveRequest,
    RecordReply,
    Reply,
    RequestAnswer,
    RequestAnswered,
    RequestClock,
    RequestClockRederived,
    RequestCommand,
    RequestExtended,
    RequestFact,
    RequestIsPetition,
    RequestOverdue,
    SubmitRequest,
)
from contracts.disclosure.request.rules import RequestPolicy
from contracts.disclosure.words import AnswerKind
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.running_cases import Running
from contracts.stream_names import key_of

from disclosure.request import clock as request_clock
from disclosure.request import receipt
from disclosure.request.state import Request, Stage, evolve

request_stream = key_of(__name__, "unit", "request")

Fact = RequestFact | CaseFact
_CLOSED = (Stage.ANSWERED, Stage.PETITION, Stage.ABANDONED)


def decide(
    command: RequestCommand | CaseCommand, request: Request, rules: Rules[RequestPolicy], now: datetime
) -> Sequence[Fact]:
    return RUNNING.decide(command, request, rules, now, _decide)


def _due_on(request: Request) -> date | None:
    return None if request.clock is None else request.clock.due_on


def _reckoning(request: Request, policy: RequestPolicy) -> Reckoning:
    clock, received_on = request.clock, request.received_on
    assert clock is not None, "asked of what is due"
    assert received_on is not None, "its time runs from the day of receipt"
    rule = DeadlineRule(amount=_budget(request, policy), unit=TimeUnit.WORKING_DAYS, source=policy.clause)
    return Reckoning(rule, received_on, clock.stops)


def _budget(request: Request, policy: RequestPolicy) -> int:
    """What the rules give, and what was granted on the way."""
    assert request.clock is not None
    return request.clock.budget - request.given + policy.answer


def _clock_anew(request: Request, rules: Rules[RequestPolicy], now: datetime) -> list[RequestClockRederived]:
    """Also while it stands still: what is left of it is then another."""
    clock, received_on = request.clock, request.received_on
    if clock is None or received_on is None or request.asked is None:
        return []
    after = request_clock.rederived(clock, _budget(request, rules.policy), received_on, rules.calendar)
    if after == clock:
        return []
    refuse_unless(after.consumed < after.budget, "due-date-passed", "What the rules give is used up already.")
    asked = request.asked
    return [RequestClockRederived(unit=asked.unit, request=asked.request, clock=after, rederived_at=now)]


RUNNING: Running[Request, RequestPolicy] = Running(
    unit=lambda request: None if request.asked is None else request.asked.unit,
    due_on=_due_on,
    is_closed=lambda request: request.stage in _CLOSED,
    is_announced=lambda request: request.is_announced_overdue,
    reckoning=_reckoning,
    evolve=evolve,
    lapsed=lambda request, rules, now: lapsed(request, rules.calendar, now),
    missed=lambda request, _, now: overdue(request, now),
    beside=_clock_anew,
)

_Receiving = SubmitRequest | ReceiveRequest
_BeforeHandling = ConfirmReceipt | AskCorrection | ReceiveCorrection | AbandonRequest
_Handling = Consult | RecordReply | ExtendRequest | AskReasons | JudgeReasons | AnswerRequest | PointToChannel


def _decide(
    command: RequestCommand, request: Request, rules: Rules[RequestPolicy], now: datetime
) -> Sequence[RequestFact]:
    if isinstance(command, _Receiving):
        return [receipt.receive(command, request, rules, now)]
    refuse_unless(request.stage is not Stage.NEW, "disclosure.no-such-request", command.request)
    missed = overdue(request, now)
    return [*missed, *_decide_on(command, reduce(evolve, missed, request), rules, now)]


def _decide_on(
    command: _BeforeHandling | _Handling | LinkPetition | MarkRequestOverdue,
    request: Request,
    rules: Rules[RequestPolicy],
    now: datetime,
) -> Sequence[RequestFact]:
    match command:
        case ConfirmReceipt() | AskCorrection() | ReceiveCorrection() | AbandonRequest():
            return [receipt.decide(command, request, rules, now)]
        case LinkPetition():
            return [_link(command, request, now)]
        case MarkRequestOverdue():
            return []
        case _:
            refuse_unless(request.stage is Stage.OPEN, "disclosure.request-not-open", f"It is {request.stage}.")
            assert request.clock is not None
            return [_handle(command, request, request.clock, rules, now)]


def _handle(
    command: _Handling, request: Request, clock: RequestClock, rules: Rules[RequestPolicy], now: datetime
) -> RequestFact:
    match command:
        case Consult():
            return _consult(command, request, clock, rules, now)
        case RecordReply():
            return _reply(command, request, clock, rules.calendar, now)
        case ExtendRequest():
            return _extend(command, request, clock, rules, now)
        case AskReasons():
            return _ask_reasons(command, request, now)
        case JudgeReasons():
            return receipt.judge(command, request, clock, rules.calendar, now)
        case AnswerRequest():
            return _answer(command, request, rules.policy, now)
        case PointToChannel():
            return _point(command, request, now)
        case _:
            assert_never(command)


def _consult(
    command: Consult, request: Request, clock: RequestClock, rules: Rules[RequestPolicy], now: datetime
) -> ConsultationBegun:
    """The day on which the letter came to the consulted still counts; the answer's time stands still after it."""
    assert request.received_on is not None
    _refuse_day(command.asked_on, request.received_on, now)
    refuse_unless(not request.is_announced_overdue, "disclosure.due-date-is-past", "What is late stays late.")
    number = len(request.consultations) + 1
    return ConsultationBegun(
        **_key(command),
        consultation=number,
        consulted=command.consulted,
        party=command.party,
        asked_on=command.asked_on,
        reply_by=request_clock.working_days_after(command.asked_on, rules.policy.consultation, rules.calendar),
        asked_by=command.actor,
        recorded_at=now,
        clock=request_clock.stopped(clock, _name(number), command.asked_on, rules.calendar),
    )


def _reply(
    command: RecordReply, request: Request, clock: RequestClock, calendar: Calendar, now: datetime
) -> ConsultationEnded:
    known = request.consultations.get(command.consultation)
    goes_on = known is not None and known.reply is None
    refuse_unless(goes_on, "disclosure.no-such-consultation", str(command.consultation))
    assert known is not None
    _refuse_day(command.replied_on, known.asked_on, now)
    return ConsultationEnded(
        **_key(command),
        consultation=command.consultation,
        reply=Reply.CONSENT if command.consents else Reply.OBJECTION,
        ended_on=command.replied_on,
        text=command.text,
        recorded_at=now,
        clock=request_clock.resumed(clock, _name(command.consultation), command.replied_on, calendar),
    )


def _extend(
    command: ExtendRequest, request: Request, clock: RequestClock, rules: Rules[RequestPolicy], now: datetime
) -> RequestExtended:
    """Once, with approval before and notice within the time."""
    assert request.received_on is not None
    most = rules.policy.extension
    refuse_unless(not request.is_extended, "disclosure.extended-already", command.request)
    refuse_unless(command.working_days <= most, "disclosure.extension-too-long", f"{most} working days at most.")
    refuse_unless(not request.is_announced_overdue, "disclosure.due-date-is-past", "Nothing is left to extend.")
    _refuse_day(command.approved_on, request.received_on, now)
    _refuse_day(command.told_on, command.approved_on, now)
    return RequestExtended(
        **_key(command),
        working_days=command.working_days,
        approved_by=command.approved_by,
        approved_on=command.approved_on,
        told_on=command.told_on,
        reason=command.reason,
        recorded_at=now,
        clock=request_clock.extended(clock, command.working_days, rules.calendar),
    )


def _ask_reasons(command: AskReasons, request: Request, now: datetime) -> ReasonsAsked:
    refuse_unless(not request.are_reasons_asked, "disclosure.reasons-asked-already", command.request)
    return ReasonsAsked(**_key(command), text=command.text, asked_by=command.actor, asked_at=now)


def _answer(command: AnswerRequest, request: Request, policy: RequestPolicy, now: datetime) -> RequestAnswered:
    refuse_incomplete(command.answer, request, policy)
    return RequestAnswered(
        **_key(command),
        answer=command.answer,
        due_at=request.due_at,
        answered_by=command.actor,
        answered_at=now,
    )


def _point(command: PointToChannel, request: Request, now: datetime) -> RequestIsPetition:
    assert request.asked is not None
    assert request.received_on is not None
    _refuse_day(command.told_on, request.received_on, now)
    return RequestIsPetition(
        **_key(command),
        requester=request.asked.requester,
        name=request.asked.name,
        contact=request.asked.contact,
        subject=request.asked.subject,
        words=request.asked.words,
        channel=command.channel,
        told_on=command.told_on,
        due_at=request.due_at,
        told_by=command.actor,
        recorded_at=now,
    )


def _link(command: LinkPetition, request: Request, now: datetime) -> PetitionLinked:
    refuse_unless(request.stage is Stage.PETITION, "disclosure.not-a-petition", f"It is {request.stage}.")
    refuse_unless(not request.has_case, "disclosure.case-already-linked", command.request)
    return PetitionLinked(**_key(command), case=command.case, linked_at=now)


def lapsed(request: Request, calendar: Calendar, now: datetime) -> list[RequestFact]:
    """Consultations whose time is over end in silence on their last day, whether the sweeper ran or not."""
    facts: list[RequestFact] = []
    clock = request.clock
    for number, each in sorted(request.consultations.items(), key=lambda item: (item[1].reply_by, item[0])):
        if request.stage is not Stage.OPEN or clock is None or each.reply is not None or now < day_ends(each.reply_by):
            continue
        clock = request_clock.resumed(clock, _name(number), each.reply_by, calendar)
        ended = ConsultationEnded(
            **_key_of(request),
            consultation=number,
            reply=Reply.SILENCE,
            ended_on=each.reply_by,
            text=None,
            recorded_at=now,
            clock=clock,
        )
        facts.append(ended)
    return facts


def overdue(request: Request, now: datetime) -> list[RequestFact]:
    """The missing announcement, if due: no result depends on whether the sweeper ran."""
    is_open = request.stage is Stage.OPEN and not request.is_announced_overdue
    if not is_open or request.due_at is None or now < request.due_at:
        return []
    return [RequestOverdue(**_key_of(request), due_at=request.due_at, announced_at=now)]


def _refuse_day(day: date, earliest: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "disclosure.date-in-future", str(day))
    refuse_unless(day >= earliest, "disclosure.day-too-early", f"{day} is before {earliest}.")


def _name(consultation: int) -> str:
    """What holds the clock, by name."""
    return f"consultation-{consultation}"


class _Key(TypedDict):
    unit: str
    request: str


def _key(command: RequestCommand) -> _Key:
    return {"unit": command.unit, "request": command.request}


def _key_of(request: Request) -> _Key:
    assert request.asked is not None
    return {"unit": request.asked.unit, "request": request.asked.request}


_GIVES = (AnswerKind.PROVIDED, AnswerKind.PARTLY_PROVIDED)


def refuse_incomplete(answer: RequestAnswer, request: Request, policy: RequestPolicy) -> None:
    missing = [name for name in NEEDED[answer.kind] if getattr(answer, name) is None]
    if answer.contents:
        missing = [name for name in missing if name != "where"]
    refuse_unless(not missing, "disclosure.answer-incomplete", f"{answer.kind} needs {', '.join(missing)}.")
    is_lawful = answer.ground is None or answer.ground in policy.grounds
    refuse_unless(is_lawful, "disclosure.ground-not-lawful", str(answer.ground))
    refuse_unless(answer.kind in _GIVES or not answer.contents, "disclosure.nothing-is-provided", answer.kind)
    is_against = answer.kind in _GIVES and request.has_objection()
    refuse_unless(
        not is_against or answer.public_interest is not None, "disclosure.third-party-objects", "Art. 32: say why."
    )
    is_excess = answer.kind is AnswerKind.EXCESSIVE
    refuse_unless(not is_excess or request.are_reasons_good is False, "disclosure.reasons-not-judged", "Art. 35")
    refuse_unless(answer.fee is None or request.are_reasons_asked, "disclosure.fee-not-allowed", "Art. 42")
