"""What has fallen due in a letter, a visit or an opinion (信访工作条例23, 34-36)."""

from collections.abc import Iterator
from datetime import datetime

from contracts.mediation.case.messages import CaseClosed, CloseCause, PetitionOverdue, PetitionStep, ReviewLevel

from mediation.domain.closing import closed
from mediation.domain.state import OPEN, Case, key

_STEPS = {ReviewLevel.REVIEW: PetitionStep.REVIEW, ReviewLevel.RECHECK: PetitionStep.RECHECK}

Due = Iterator[tuple[datetime, PetitionOverdue | CaseClosed]]


def petition_due(case: Case, now: datetime) -> Due:
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
