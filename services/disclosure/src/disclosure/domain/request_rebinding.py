"""A request as a case among others: how its time is reckoned, what moves it while it is open; the rest is `request`'s.

Law: Regulations on Open Government Information (政府信息公开条例), arts. 30-34: the time of consultations is left out.
The days that were told to the consulted, and those granted on the way, stay as they were told.
"""

from collections.abc import Sequence
from datetime import date, datetime

from contracts.cases import CaseCommand, CaseFact, Reckoning
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.disclosure.request.messages import RequestClockRederived, RequestCommand, RequestFact
from contracts.disclosure.request.rules import RequestPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.running_cases import Running

from disclosure.domain import request as of_request
from disclosure.domain import request_clock
from disclosure.domain.request_state import Request, Stage, evolve

Fact = RequestFact | CaseFact
_CLOSED = (Stage.ANSWERED, Stage.PETITION, Stage.ABANDONED)


def decide(
    command: RequestCommand | CaseCommand, request: Request, rules: Rules[RequestPolicy], now: datetime
) -> Sequence[Fact]:
    return RUNNING.decide(command, request, rules, now, of_request.decide)


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
    lapsed=lambda request, rules, now: of_request.lapsed(request, rules.calendar, now),
    missed=lambda request, _, now: of_request.overdue(request, now),
    beside=_clock_anew,
)
