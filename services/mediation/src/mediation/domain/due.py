"""What has fallen due in a case, in the order of time: no result depends on whether the sweeper ran."""

from collections.abc import Iterator
from datetime import datetime

from contracts.calendar import day_ends
from contracts.mediation.case.messages import (
    CaseClosed,
    HandlingOverdue,
    MediationTerminated,
    PerformanceOverdue,
    PetitionOverdue,
    StopCause,
)

from mediation.domain.petition_due import petition_due
from mediation.domain.state import OPEN, Case, Stage, key

DueFact = HandlingOverdue | MediationTerminated | PerformanceOverdue | PetitionOverdue | CaseClosed


def due_now(case: Case, now: datetime) -> list[DueFact]:
    found = [*_expired(case, now), *_feedback(case, now), *_promises(case, now), *petition_due(case, now)]
    return [fact for moment, fact in sorted(found, key=lambda each: each[0]) if moment <= now]


def _expired(case: Case, now: datetime) -> Iterator[tuple[datetime, DueFact]]:
    """The time of people's mediation is over, and not all parties wanted to go on."""
    if case.stage is not Stage.MEDIATING or case.finish_by is None:
        return
    terminated = MediationTerminated(
        **key(case),
        cause=StopCause.EXPIRED,
        rung=None if case.running is None else case.running.rung,
        by=None,
        routes_told=(),
        terminated_at=now,
    )
    yield case.finish_by, terminated


def _feedback(case: Case, now: datetime) -> Iterator[tuple[datetime, DueFact]]:
    held = case.transfer
    waits = case.stage in OPEN and not case.has_result
    if held is None or held.due_at is None or held.is_announced_overdue or not waits:
        return
    if case.stage is Stage.MEDIATING and case.finish_by is not None and case.finish_by <= held.due_at:
        return  # the mediation is over before: nothing is waited for
    yield held.due_at, HandlingOverdue(**key(case), handler=held.handler, due_at=held.due_at, announced_at=now)


def _promises(case: Case, now: datetime) -> Iterator[tuple[datetime, DueFact]]:
    if case.agreement is None:
        return
    known = case.agreement.announced | set(case.agreement.performed)
    for number, promise in enumerate(case.agreement.reached.promises, start=1):
        if number not in known:
            due_at = day_ends(promise.due_on)
            yield due_at, PerformanceOverdue(**key(case), promise=number, due_at=due_at, announced_at=now)
