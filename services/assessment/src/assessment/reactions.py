"""What others recorded becomes evidence: disclosure duties (D-021, flow 17), audits' findings, entries of measures."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from contracts.assessment.audit_finding.messages import FindingStep, RecordAuditFinding
from contracts.assessment.evidence.messages import RecordEvidence, Step
from contracts.assessment.performance.messages import Performance, RecordPerformance
from contracts.auditor.finding.messages import FindingMet, FindingReopened, FindingSettled
from contracts.calendar import parse_period
from contracts.catalogue import commands_of, facts_of
from contracts.disclosure.duty.messages import DisclosureOverdue, DutyFulfilled, DutyOpened
from contracts.fields import instant_text
from contracts.mining.annual.messages import (
    AnnualAssessmentCompleted,
    AnnualAssessmentOverdue,
    FalsificationFound,
    UnderperformanceCircular,
)
from contracts.units import NATION
from ledger.parts import Handlers, React
from ledger.reactions import derived_command_id, together
from ledger.store import Recorded

from assessment.counting import counting
from assessment.deciders import evidence_stream, finding_stream, performance_stream

DutyStep = DutyOpened | DisclosureOverdue | DutyFulfilled


def reactions(handlers: Handlers) -> Mapping[str, React]:
    def opened(recorded: Recorded) -> None:
        fact: DutyOpened = _read(recorded)
        _record(handlers, recorded, fact, Step.OPENED, fact.opened_at)

    def overdue(recorded: Recorded) -> None:
        fact: DisclosureOverdue = _read(recorded)
        _record(handlers, recorded, fact, Step.OVERDUE, fact.announced_at)

    def fulfilled(recorded: Recorded) -> None:
        fact: DutyFulfilled = _read(recorded)
        _record(handlers, recorded, fact, Step.FULFILLED, fact.fulfilled_at)

    def finding(recorded: Recorded) -> None:
        _record_finding(handlers, recorded)

    def performance(recorded: Recorded) -> None:
        _record_performance(handlers, recorded)

    of_auditor = (FindingMet, FindingReopened, FindingSettled)
    others = {
        **{facts_of("mining").type_named(kind): performance for kind in _OF_PERFORMANCE},
        **{facts_of("auditor").type_named(kind): finding for kind in of_auditor},
        facts_of("disclosure").type_named(DutyOpened): opened,
        facts_of("disclosure").type_named(DisclosureOverdue): overdue,
        facts_of("disclosure").type_named(DutyFulfilled): fulfilled,
    }
    return together(counting(handlers), others)


def _record(handlers: Handlers, recorded: Recorded, fact: DutyStep, step: Step, happened_at: datetime) -> None:
    """The indicators measure the calendars: what is owed outside a period is no evidence of a year."""
    if fact.due_at is None or parse_period(fact.period) is None:
        return
    document = {
        "unit": fact.unit,
        "catalogue": fact.catalogue,
        "period": fact.period,
        "step": step.value,
        "due_at": instant_text(fact.due_at),
        "happened_at": instant_text(happened_at),
        "cause": {"stream": recorded.stream, "fact": str(recorded.id)},
    }
    command_id = derived_command_id(recorded.id, "record-evidence", evidence_stream(fact.unit, fact.period))
    command_type = commands_of("assessment").type_named(RecordEvidence)
    handlers.handle_own(command_type, document, command_id=command_id, cause=recorded)


def _record_finding(handlers: Handlers, recorded: Recorded) -> None:
    """What concerns the record as a whole is nobody's evidence."""
    fact: FindingMet | FindingReopened | FindingSettled = facts_of("auditor").read(
        recorded.type, json.loads(recorded.data)
    )
    if fact.unit == NATION:
        return
    is_settled = isinstance(fact, FindingSettled)
    document = {
        "unit": fact.unit,
        "step": (FindingStep.SETTLED if is_settled else FindingStep.MET).value,
        "check": fact.check,
        "place": fact.place,
        "detail": None if isinstance(fact, FindingSettled) else fact.detail,
        "cause": {"stream": recorded.stream, "fact": str(recorded.id)},
    }
    command_id = derived_command_id(recorded.id, "record-audit-finding", finding_stream(recorded.stream))
    command_type = commands_of("assessment").type_named(RecordAuditFinding)
    handlers.handle_own(command_type, document, command_id=command_id, cause=recorded)


_OF_PERFORMANCE: Mapping[type, Performance] = {
    AnnualAssessmentCompleted: Performance.RESULT,
    AnnualAssessmentOverdue: Performance.OVERDUE,
    FalsificationFound: Performance.VOID,
    UnderperformanceCircular: Performance.CIRCULATED,
}


def _record_performance(handlers: Handlers, recorded: Recorded) -> None:
    """An assessment that is not done in time is a finding against the unit that had to do it (flow 34)."""
    fact: Any = facts_of("mining").read(recorded.type, json.loads(recorded.data))
    unit = fact.assessor if isinstance(fact, AnnualAssessmentOverdue) else fact.unit
    document = {
        "unit": unit,
        "year": fact.year,
        "kind": _OF_PERFORMANCE[type(fact)].value,
        "grade": fact.grade if isinstance(fact, AnnualAssessmentCompleted) else None,
        "clause": fact.clause,
        "happened_at": instant_text(_happened_at(fact)),
        "cause": {"stream": recorded.stream, "fact": str(recorded.id)},
    }
    command_id = derived_command_id(recorded.id, "record-performance", performance_stream(unit))
    command_type = commands_of("assessment").type_named(RecordPerformance)
    handlers.handle_own(command_type, document, command_id=command_id, cause=recorded)


def _happened_at(fact: Any) -> datetime:
    match fact:
        case AnnualAssessmentCompleted():
            return fact.completed_at
        case AnnualAssessmentOverdue():
            return fact.announced_at
        case _:
            recorded_at: datetime = fact.recorded_at
            return recorded_at


def _read(recorded: Recorded) -> Any:
    return facts_of("disclosure").read(recorded.type, json.loads(recorded.data))
