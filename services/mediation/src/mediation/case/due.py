"""What has fallen due in a case, in the order of time: no result depends on whether the sweeper ran.

Law: Regulation on Petition Work (信访工作条例), arts 23, 34-36, of a letter, a visit or an opinion.
"""

from collections.abc import Iterator
from datetime import datetime

from contracts.calendar import day_ends
from contracts.mediation.case.messages import (
    CaseClosed,
    CloseCause,
    HandlingOverdue,
    MediationTerminated,
    PerformanceOverdue,
    PetitionOverdue,
    PetitionStep,
    ReviewLevel,
    StopCause,
)

from mediation.case.closing import closed
from mediation.case.state import OPEN, Case, Stage, key

DueFact = HandlingOverdue | MediationTerminated | PerformanceOverdue | PetitionOverdue | CaseClosed


def due_now(case: Case, now: datetime) -> list[DueFact]:
    found = [*_expired(case, now), *_feedback(case, now), *_promises(case, now), *_petition(case, now)]
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


_STEPS = {ReviewLevel.REVIEW: PetitionStep.REVIEW, ReviewLevel.RECHECK: PetitionStep.RECHECK}

Due = Iterator[tuple[datetime, PetitionOverdue | CaseClosed]]


def _petition(case: Case, now: datetime) -> Due:
    if case.is_dispute or case.stage not in OPEN:
        return
    for step, due_at in open_steps(case):
        if step not in case.petition.announced:
            yield due_at, PetitionOverdue(**key(case), step=step, due_at=due_at, announced_at=now)
    if case.petition.ask_by is not None:
        yield case.petition.ask_by, closed(case, CloseCause.TOLD, now)


def open_steps(case: Case) -> Iterator[tuple[PetitionStep, datetime]]:
    """The open time limit of a letter, a visit or an opinion, until what it is for is done: one follows the other."""
    petition = case.petition
    if case.tell_by is not None and not petition.is_acceptance_told:
        yield PetitionStep.TELL, case.tell_by
    if petition.clock is not None and petition.clock.due_at is not None and petition.reported_on is None:
        yield PetitionStep.HANDLE, petition.clock.due_at
    for level, asked in petition.reviews.items():
        if asked.answered_on is None and asked.clock.due_at is not None:
            yield _STEPS[level], asked.clock.due_at
