"""One matter that came in, from its registration to its file: a dispute (矛盾纠纷, S9) or a petition (来信来访, S10).

Law: township opinion on the centre (document 4 §二(二), §四(一), §五). What a command may do stands with its kind:
intake, transfer, mediating, agreement, closing. Here stands what holds of all: a case is registered first, and
what has fallen due is recorded before anything else.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce
from typing import assert_never

from contracts.errors import refuse_unless
from contracts.impartiality import LiftTie, RecordTie, TieFact, decide_tie
from contracts.mediation.case.messages import (
    AcceptTransfer,
    AgreementCommand,
    AgreementFact,
    ArchiveCase,
    CloseCause,
    ClosingCommand,
    DesignateUnit,
    GeneralCommand,
    GeneralFact,
    LadderCommand,
    LadderFact,
    MarkDue,
    PetitionCommand,
    PetitionFact,
    ReachAgreement,
    ReclassifyCase,
    RecordExternalOutcome,
    ReferExternal,
    RegisterCase,
    ReportResult,
    ReportRisk,
    ReturnTransfer,
    SignCase,
    TrackEffect,
    TransferCommand,
    TriageCase,
    WithdrawCase,
)
from contracts.mediation.case.rules import MediationPolicy
from contracts.rules import Rules

from mediation.domain.agreement import agree
from mediation.domain.closing import closed, end
from mediation.domain.due import due_now
from mediation.domain.evolving import evolve
from mediation.domain.intake import register
from mediation.domain.mediating import mediate
from mediation.domain.petition import handle_petition
from mediation.domain.result import report_result
from mediation.domain.state import Case, Stage
from mediation.domain.transfer import transfer

CaseCommand = GeneralCommand | LadderCommand | AgreementCommand | PetitionCommand | RecordTie | LiftTie
CaseFact = GeneralFact | LadderFact | AgreementFact | PetitionFact | TieFact

_Later = TransferCommand | ReportResult | ClosingCommand | MarkDue | LadderCommand | AgreementCommand | PetitionCommand


def decide(command: CaseCommand, case: Case, rules: Rules[MediationPolicy], now: datetime) -> Sequence[CaseFact]:
    if isinstance(command, RecordTie | LiftTie):
        return decide_tie(command, None if case.registered is None else case.registered.unit, case.impartial, now)
    if isinstance(command, RegisterCase):
        return register(command, case, rules, now)
    refuse_unless(case.stage is not Stage.NEW, "mediation.no-such-case", command.submission)
    fallen_due = due_now(case, now)
    return [*fallen_due, *_decide_on(command, reduce(evolve, fallen_due, case), rules, now)]


def _decide_on(command: _Later, case: Case, rules: Rules[MediationPolicy], now: datetime) -> Sequence[CaseFact]:
    if isinstance(command, LadderCommand):
        return [mediate(command, case, rules, now)]
    if isinstance(command, PetitionCommand):
        return handle_petition(command, case, rules, now)
    if isinstance(command, AgreementCommand):
        agreed = agree(command, case, rules, now)
        return [*agreed, closed(case, CloseCause.AGREED, now)] if isinstance(command, ReachAgreement) else agreed
    match command:
        case SignCase() | TriageCase() | ReclassifyCase() | AcceptTransfer() | ReturnTransfer() | DesignateUnit():
            return [transfer(command, case, rules, now)]
        case ReportResult():
            return report_result(command, case, rules.policy, now)
        case ReferExternal() | RecordExternalOutcome() | WithdrawCase() | TrackEffect() | ArchiveCase() | ReportRisk():
            return end(command, case, now)
        case MarkDue():
            return []
        case _:
            assert_never(command)
