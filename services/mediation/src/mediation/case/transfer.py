"""From the window to the unit that handles the case: signed, handed over, taken or returned once, fed back.

Law: document 4 §三(六), §五; Regulation on Petition Work (信访工作条例), art. 23: five working days to say that it is
not one's own. The person's time goes on meanwhile.
"""

from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day, day_ends
from contracts.deadlines import Deadline, deadline
from contracts.errors import refuse_unless
from contracts.mediation.case.messages import (
    AcceptTransfer,
    CaseClosed,
    CaseReclassified,
    CaseSigned,
    CaseTriaged,
    CloseCause,
    DesignateUnit,
    ReclassifyCase,
    ReportResult,
    ResultReported,
    ReturnTransfer,
    SignCase,
    TransferAccepted,
    TransferCommand,
    TransferReturned,
    TriageCase,
    UnitDesignated,
    WayOf,
)
from contracts.mediation.case.rules import MediationPolicy
from contracts.rules import Rules

from mediation.case.closing import closed
from mediation.case.guards import refuse_other_office, refuse_petition, refuse_stage
from mediation.case.state import OPEN, OTHER, Case, Stage, Transfer, key

_Fact = CaseSigned | CaseTriaged | CaseReclassified | TransferAccepted | TransferReturned | UnitDesignated


def transfer(command: TransferCommand, case: Case, rules: Rules[MediationPolicy], now: datetime) -> _Fact:
    match command:
        case SignCase():
            return _sign(command, case, rules.policy, now)
        case TriageCase():
            return _triage(command, case, rules, now)
        case ReclassifyCase():
            return _reclassify(command, case, rules, now)
        case AcceptTransfer():
            return _accept(command, case, now)
        case ReturnTransfer():
            return _return(command, case, now)
        case DesignateUnit():
            return _designate(command, case, rules.policy, now)
        case _:
            assert_never(command)


def of_handler(case: Case, acting_unit: str) -> Transfer:
    """What was handed over; refused to every unit but the one that has it."""
    held = case.transfer
    refuse_unless(held is not None and case.stage in OPEN, "mediation.invalid-transition", f"It is {case.stage}.")
    assert held is not None
    refuse_unless(held.handler == acting_unit, "forbidden-unit", f"{held.handler} has it, not {acting_unit}.")
    return held


def refuse_bound(handler: str, command_actor: str, case: Case, policy: MediationPolicy) -> None:
    """Neither who hands over nor who is to handle it is bound to those whom it concerns (信访工作条例28)."""
    case.impartial.refuse_partial("mediation", (command_actor, handler), case.concerned, policy.barring)


def refuse_interested(actor: str, case: Case, policy: MediationPolicy) -> None:
    """Nor is the official who acts, whenever the tie came to light; another of the same unit may act instead."""
    case.impartial.refuse_partial("mediation", (actor,), case.concerned, policy.barring)


def returning(rules: Rules[MediationPolicy], now: datetime) -> Deadline:
    return deadline(rules.policy.returning, china_day(now), rules.calendar)


def _sign(command: SignCase, case: Case, policy: MediationPolicy, now: datetime) -> CaseSigned:
    refuse_petition(case)
    refuse_other_office(command.acting_role, command.substitution, policy)
    refuse_stage(case, Stage.REGISTERED)
    refuse_unless(case.running is None, "mediation.invalid-transition", "It is being settled on the spot.")
    return CaseSigned(
        **key(case),
        text=command.text,
        substitution=command.substitution,
        signed_by=command.actor,
        signed_at=now,
    )


def _triage(command: TriageCase, case: Case, rules: Rules[MediationPolicy], now: datetime) -> CaseTriaged:
    refuse_other_office(command.acting_role, command.substitution, rules.policy)
    refuse_stage(case, Stage.SIGNED)
    _refuse_class(command.case_class, rules.policy)
    refuse_unless(command.transfer_form is not None, "mediation.transfer-form-required", command.submission)
    refuse_unless(command.due_on is not None, "mediation.deadline-required", "No rule sets a day: name one.")
    assert command.transfer_form is not None
    assert command.due_on is not None
    refuse_unless(command.due_on >= china_day(now), "mediation.day-in-past", str(command.due_on))
    refuse_bound(command.handler, command.actor, case, rules.policy)
    back = returning(rules, now)
    return CaseTriaged(
        **key(case),
        case_class=command.case_class,
        handler=command.handler,
        transfer_form=command.transfer_form,
        substitution=command.substitution,
        return_on=back.due_on,
        return_by=back.due_at,
        due_on=command.due_on,
        due_at=day_ends(command.due_on),
        triaged_by=command.actor,
        triaged_at=now,
    )


def _reclassify(command: ReclassifyCase, case: Case, rules: Rules[MediationPolicy], now: datetime) -> CaseReclassified:
    refuse_other_office(command.acting_role, command.substitution, rules.policy)
    refuse_petition(case)
    refuse_stage(case, Stage.TRIAGED)
    refuse_unless(not case.was_reclassified, "mediation.reclassified-already", command.submission)
    refuse_unless(command.reason is not None, "mediation.reason-required", command.submission)
    assert command.reason is not None
    _refuse_class(command.case_class, rules.policy)
    refuse_bound(command.handler, command.actor, case, rules.policy)
    back = returning(rules, now)
    return CaseReclassified(
        **key(case),
        case_class=command.case_class,
        handler=command.handler,
        reason=command.reason,
        substitution=command.substitution,
        return_on=back.due_on,
        return_by=back.due_at,
        reclassified_by=command.actor,
        reclassified_at=now,
    )


def _accept(command: AcceptTransfer, case: Case, now: datetime) -> TransferAccepted:
    held = of_handler(case, command.acting_unit)
    _refuse_settled(held)
    return TransferAccepted(**key(case), handler=held.handler, accepted_by=command.actor, accepted_at=now)


def _return(command: ReturnTransfer, case: Case, now: datetime) -> TransferReturned:
    held = of_handler(case, command.acting_unit)
    refuse_unless(not held.is_binding, "mediation.designation-binding", f"{held.handler} was designated.")
    refuse_unless(not held.was_returned, "mediation.returned-already", command.submission)
    _refuse_settled(held)
    refuse_unless(command.reason is not None, "mediation.reason-required", "On which grounds?")
    refuse_unless(now < held.return_by, "mediation.return-too-late", f"It could be returned until {held.return_by}.")
    assert command.reason is not None
    return TransferReturned(
        **key(case),
        handler=held.handler,
        reason=command.reason,
        responsible=command.responsible,
        returned_by=command.actor,
        returned_at=now,
    )


def _designate(command: DesignateUnit, case: Case, policy: MediationPolicy, now: datetime) -> UnitDesignated:
    refuse_other_office(command.acting_role, command.substitution, policy)
    is_returned = case.stage in OPEN and case.transfer is not None and case.transfer.is_returned
    refuse_unless(is_returned, "mediation.not-returned", command.submission)
    refuse_bound(command.handler, command.actor, case, policy)
    return UnitDesignated(
        **key(case),
        handler=command.handler,
        reason=command.reason,
        substitution=command.substitution,
        designated_by=command.actor,
        designated_at=now,
    )


def _refuse_class(case_class: str, policy: MediationPolicy) -> None:
    refuse_unless(case_class in policy.ladders, "mediation.unknown-class", case_class)


def _refuse_settled(held: Transfer) -> None:
    refuse_unless(not held.is_accepted, "mediation.transfer-accepted-already", held.handler)
    refuse_unless(not held.is_returned, "mediation.returned-already", held.handler)


def report_result(
    command: ReportResult, case: Case, policy: MediationPolicy, now: datetime
) -> list[ResultReported | CaseClosed]:
    """What is neither people's nor administrative mediation is settled by its result (AMB-38)."""
    held = of_handler(case, command.acting_unit)
    refuse_stage(case, Stage.TRIAGED)
    refuse_unless(held.case_class == OTHER, "mediation.invalid-transition", "It is mediated, not handled.")
    if not case.is_dispute:
        _refuse_unready(command, held, case)
    refuse_interested(command.actor, case, policy)
    reported = ResultReported(
        **key(case),
        handler=held.handler,
        text=command.text,
        opinion=command.opinion,
        due_at=held.due_at,
        reported_by=command.actor,
        reported_at=now,
    )
    return [reported, closed(case, CloseCause.HANDLED, now)] if case.is_dispute else [reported]


def _refuse_unready(command: ReportResult, held: Transfer, case: Case) -> None:
    """The unit took it, reports once, and a claim of the sixth way gets its written opinion (信访工作条例32)."""
    refuse_unless(held.is_accepted, "mediation.transfer-not-accepted", held.handler)
    refuse_unless(not case.has_result, "mediation.result-reported-already", command.submission)
    written = case.petition.way is not WayOf.PETITION_HANDLING or command.opinion is not None
    refuse_unless(written, "mediation.opinion-required", "A written handling opinion, by its number.")
