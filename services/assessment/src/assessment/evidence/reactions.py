"""What disclosure recorded of its duties becomes evidence (D-021, event flow 17)."""

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from contracts.assessment.evidence.messages import RecordEvidence, Step
from contracts.calendar import parse_period
from contracts.disclosure.duty.messages import DisclosureOverdue, DutyFulfilled, DutyOpened
from ledger.reaction import Reaction, Seen

from assessment.causes import cause_of

_DutyStep = DutyOpened | DisclosureOverdue | DutyFulfilled


def record(fact: _DutyStep, seen: Seen) -> Iterator[RecordEvidence]:
    """The indicators measure the calendars: what is owed outside a period is no evidence of a year."""
    if fact.due_at is None or parse_period(fact.period) is None:
        return
    step, happened_at = _step(fact)
    yield RecordEvidence(
        actor=seen.actor,
        unit=fact.unit,
        catalogue=fact.catalogue,
        period=fact.period,
        step=step,
        due_at=fact.due_at,
        happened_at=happened_at,
        cause=cause_of(seen),
    )


def _step(fact: _DutyStep) -> tuple[Step, datetime]:
    match fact:
        case DutyOpened():
            return Step.OPENED, fact.opened_at
        case DisclosureOverdue():
            return Step.OVERDUE, fact.announced_at
        case DutyFulfilled():
            return Step.FULFILLED, fact.fulfilled_at
        case _:
            assert_never(fact)


RECORD = Reaction(record, ids={RecordEvidence: "record-evidence"})
