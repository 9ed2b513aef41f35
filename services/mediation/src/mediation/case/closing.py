"""How a case ends, and what is owed after its end: the way to court, the outcome there, tracking, the file.

Law: document 4 §三(一), §四(一), §五; People's Mediation Law (人民调解法), arts 3, 25; petition rules, art. 25.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from contracts.errors import refuse_unless
from contracts.mediation.case.messages import (
    ArchiveCase,
    Archived,
    CaseArchived,
    CaseClosed,
    CaseReferredExternal,
    CaseWithdrawn,
    CloseCause,
    ClosingCommand,
    ClosingFact,
    EffectNotTracked,
    EffectTracked,
    ExternalOutcomeRecorded,
    RecordExternalOutcome,
    ReferExternal,
    Reported,
    ReportRisk,
    Risk,
    RiskReported,
    TrackEffect,
    WithdrawCase,
)
from contracts.mediation.words import Level

from mediation.case.guards import (
    lacking,
    refuse_agent,
    refuse_day,
    refuse_petition,
    refuse_stage,
    refuse_strange_unit,
    refuse_strangers,
)
from mediation.case.state import OPEN, Case, Stage, key

_POLICE = frozenset({Risk.PUBLIC_SECURITY, Risk.CRIMINAL})
_UPWARD = frozenset({Reported.PARTY_COMMITTEE, Reported.GOVERNMENT, Reported.DEPARTMENT})
"""A major matter is reported to Party committee, government and the departments concerned (信访工作条例25)."""


def end(command: ClosingCommand, case: Case, now: datetime) -> Sequence[ClosingFact]:
    match command:
        case ReferExternal():
            return [_refer(command, case, now)]
        case RecordExternalOutcome():
            return _record_outcome(command, case, now)
        case WithdrawCase():
            return [_withdraw(command, case, now)]
        case TrackEffect():
            return [_track(command, case, now)]
        case ArchiveCase():
            return _archive(command, case, now)
        case ReportRisk():
            return [_report_risk(command, case, now)]
        case _:
            assert_never(command)


def closed(case: Case, cause: CloseCause, now: datetime, level: Level | None = None) -> CaseClosed:
    return CaseClosed(
        **key(case),
        kind=case.opened.kind,
        cause=cause,
        level=level or case.level,
        rung=case.attempts[-1].rung if case.attempts else None,
        attempts=len(case.attempts),
        closed_at=now,
    )


def _refer(command: ReferExternal, case: Case, now: datetime) -> CaseReferredExternal:
    refuse_petition(case)
    refuse_stage(case, *OPEN, Stage.ENDED)
    refuse_strangers((command.by,), case)
    refuse_agent(command.acting_role, command.actor, command.by)
    refuse_day(command.went_on, case.opened.received_on, now)
    return CaseReferredExternal(
        **key(case),
        route=command.route,
        body=command.body,
        by=command.by,
        went_on=command.went_on,
        attempts=len(case.attempts),
        recorded_by=command.actor,
        recorded_at=now,
    )


def _record_outcome(command: RecordExternalOutcome, case: Case, now: datetime) -> list[ClosingFact]:
    refuse_stage(case, Stage.REFERRED)
    assert case.referred_on is not None
    refuse_day(command.decided_on, case.referred_on, now)
    outcome = ExternalOutcomeRecorded(
        **key(case),
        body=command.body,
        outcome=command.outcome,
        decided_on=command.decided_on,
        recorded_by=command.actor,
        recorded_at=now,
    )
    return [outcome, closed(case, CloseCause.EXTERNAL, now, Level.BEYOND)]


def _withdraw(command: WithdrawCase, case: Case, now: datetime) -> CaseWithdrawn:
    refuse_stage(case, Stage.REGISTERED, Stage.SIGNED, Stage.TRIAGED)
    missing = lacking(command.by, case)
    refuse_unless(not missing, "mediation.consent-missing", missing)
    return CaseWithdrawn(**key(case), by=command.by, reason=command.reason, recorded_by=command.actor, recorded_at=now)


def _track(command: TrackEffect, case: Case, now: datetime) -> EffectTracked:
    refuse_stage(case, Stage.CLOSED, Stage.ENDED)
    assert case.closed_on is not None
    refuse_day(command.looked_on, case.closed_on, now)
    return EffectTracked(
        **key(case), text=command.text, looked_on=command.looked_on, tracked_by=command.actor, tracked_at=now
    )


def _archive(command: ArchiveCase, case: Case, now: datetime) -> list[ClosingFact]:
    refuse_stage(case, Stage.CLOSED, Stage.ENDED)
    refuse_unless(
        case.stage is Stage.CLOSED or case.is_tracked, "mediation.invalid-transition", "Its effect is tracked first."
    )
    missing = sorted(_belong_in_the_file(case) - set(command.documents))
    refuse_unless(not missing, "mediation.archive-incomplete", ", ".join(missing))
    facts: list[ClosingFact] = []
    if case.transfer is not None and not case.is_tracked:
        facts.append(EffectNotTracked(**key(case), found_at=now))
    return [
        *facts,
        CaseArchived(**key(case), documents=command.documents, archived_by=command.actor, archived_at=now),
    ]


def _belong_in_the_file(case: Case) -> set[Archived]:
    """Register, transfer form, attempts, agreement and feedback, as far as there were any (document 4 §四(一))."""
    there = {
        Archived.REGISTER: True,
        Archived.TRANSFER_FORM: case.transfer is not None and case.is_dispute,
        Archived.ATTEMPTS: bool(case.attempts),
        Archived.AGREEMENT: case.agreement is not None,
        Archived.FEEDBACK: case.has_result,
        Archived.TRACKING: case.is_tracked,
    }
    return {document for document, belongs in there.items() if belongs}


def _report_risk(command: ReportRisk, case: Case, now: datetime) -> RiskReported:
    refuse_strange_unit(command.acting_unit, case)
    told = set(command.reported_to)
    police = command.risk not in _POLICE or Reported.POLICE in told
    refuse_unless(police, "mediation.report-to-police-required", command.risk)
    upward = command.risk is not Risk.MAJOR or told >= _UPWARD
    refuse_unless(upward, "mediation.report-upward-required", ", ".join(sorted(_UPWARD - told)))
    refuse_day(command.reported_on, case.opened.received_on, now)
    return RiskReported(
        **key(case),
        risk=command.risk,
        measures=command.measures,
        reported_to=command.reported_to,
        reported_on=command.reported_on,
        reported_by=command.actor,
        recorded_at=now,
    )
