"""What has fallen due in a letter, a visit or an opinion (信访工作条例23, 34-36)."""

from collections.abc import Iterator
from datetime import datetime

from contracts.mediation.events import CaseClosed
from contracts.mediation.petition_facts import PetitionOverdue
from contracts.mediation.petitions import PetitionStep, ReviewLevel
from contracts.mediation.vocabulary import CloseCause

from mediation.domain.closing import closed
from mediation.domain.state import OPEN, Case, key

_STEPS = {ReviewLevel.REVIEW: PetitionStep.REVIEW, ReviewLevel.RECHECK: PetitionStep.RECHECK}

Due = Iterator[tuple[datetime, PetitionOverdue | CaseClosed]]


def petition_due(case: Case, now: datetime) -> Due:
    if case.is_dispute or case.stage not in OPEN:
        return
    for step, due_at in _missed(case):
        if step not in case.petition.announced:
            yield due_at, PetitionOverdue(**key(case), step=step, due_at=due_at, announced_at=now)
    if case.petition.ask_by is not None:
        yield case.petition.ask_by, closed(case, CloseCause.TOLD, now)


def _missed(case: Case) -> Iterator[tuple[PetitionStep, datetime]]:
    """The open time limits, each until what it is for is done."""
    petition = case.petition
    if case.opened.tell_by is not None and not petition.is_acceptance_told:
        yield PetitionStep.TELL, case.opened.tell_by
    if petition.clock is not None and petition.clock.due_at is not None and petition.reported_on is None:
        yield PetitionStep.HANDLE, petition.clock.due_at
    for level, asked in petition.reviews.items():
        if asked.answered_on is None and asked.clock.due_at is not None:
            yield _STEPS[level], asked.clock.due_at
