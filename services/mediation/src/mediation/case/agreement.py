"""From agreement to performance and confirmation.

Law: People's Mediation Law (人民调解法), arts 28-34; Civil Procedure Law (民事诉讼法), art. 205. When an agreement
takes effect is derived from its signatures, never said by anybody.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.deadlines import deadline
from contracts.errors import Rejected, refuse_unless
from contracts.mediation.case.messages import (
    AgreementCommand,
    AgreementFact,
    AgreementKind,
    AgreementReached,
    AgreementSigned,
    AgreementTookEffect,
    ConfirmationRequested,
    DisputeType,
    Form,
    HostKind,
    Mark,
    NotAdmissible,
    PerformanceRecorded,
    ReachAgreement,
    RecordPerformance,
    RequestConfirmation,
    SignAgreement,
    SignerKind,
)
from contracts.mediation.case.rules import MediationPolicy
from contracts.rules import Rules

from mediation.case.guards import lacking, refuse_day, refuse_petition, refuse_strange_unit, refuse_strangers
from mediation.case.mediating import running
from mediation.case.state import Agreement, Case, key

_KINDS = {
    HostKind.MEDIATION_COMMITTEE: AgreementKind.PEOPLE_MEDIATION,
    HostKind.ADMINISTRATIVE_ORGAN: AgreementKind.ADMINISTRATIVE,
    HostKind.CENTRE: AgreementKind.CONTRACT,
}
_MARKS = {
    SignerKind.PARTY: frozenset(Mark),
    SignerKind.MEDIATOR: frozenset({Mark.SIGNATURE}),
    SignerKind.SEAL: frozenset({Mark.OFFICIAL_SEAL}),
}

_Signer = tuple[SignerKind, str | None]


def agree(
    command: AgreementCommand, case: Case, rules: Rules[MediationPolicy], now: datetime
) -> Sequence[AgreementFact]:
    refuse_petition(case)
    match command:
        case ReachAgreement():
            return _reach(command, case, rules, now)
        case SignAgreement():
            return _sign(command, case, rules, now)
        case RecordPerformance():
            return [_record_performance(command, case, now)]
        case RequestConfirmation():
            return [_request_confirmation(command, case, now)]
        case _:
            assert_never(command)


def _reach(
    command: ReachAgreement, case: Case, rules: Rules[MediationPolicy], now: datetime
) -> list[AgreementReached | AgreementTookEffect]:
    attempt, today = running(case, command.acting_unit), china_day(now)
    refuse_unless(command.text is not None, "mediation.settlement-required", "Its text, or the record of an oral one.")
    assert command.text is not None
    if command.form is Form.ORAL:
        missing = lacking(command.wants_oral, case)
        refuse_unless(not missing, "mediation.consent-missing", missing)
    refuse_strangers((promise.party for promise in command.promises), case)
    early = [promise.due_on for promise in command.promises if promise.due_on < today]
    refuse_unless(not early, "mediation.day-too-early", ", ".join(map(str, early)))
    kind = _KINDS[attempt.host_kind]
    told = kind is AgreementKind.PEOPLE_MEDIATION or command.told_of_nature
    refuse_unless(told, "mediation.nature-not-told", "It binds as a contract, and no court confirms it.")
    reached = AgreementReached(
        **key(case),
        attempt=attempt.number,
        rung=attempt.rung,
        form=command.form,
        kind=kind,
        text=command.text,
        promises=command.promises,
        recorded_by=command.actor,
        reached_at=now,
    )
    return [reached, _took_effect(today, kind, case, rules, now)] if command.form is Form.ORAL else [reached]


def _sign(
    command: SignAgreement, case: Case, rules: Rules[MediationPolicy], now: datetime
) -> list[AgreementSigned | AgreementTookEffect]:
    agreement = _agreement(case, command.acting_unit)
    refuse_unless(agreement.reached.form is Form.WRITTEN, "mediation.not-written", "An oral one is not signed.")
    if command.signer is SignerKind.PARTY:
        refuse_strangers((command.party or "",), case)
    refuse_unless(command.mark in _MARKS[command.signer], "mediation.wrong-mark", f"{command.signer}: {command.mark}")
    signer: _Signer = (command.signer, command.party if command.signer is SignerKind.PARTY else None)
    refuse_unless(signer not in agreement.signed, "mediation.signed-already", command.signer)
    refuse_day(command.signed_on, china_day(agreement.reached.reached_at), now)
    signed = AgreementSigned(
        **key(case),
        signer=command.signer,
        party=signer[1],
        mark=command.mark,
        signed_on=command.signed_on,
        recorded_by=command.actor,
        recorded_at=now,
    )
    if agreement.effective_on is not None or not _needed(case, agreement) <= agreement.signed | {signer}:
        return [signed]
    last = max(command.signed_on, agreement.last_signed_on or command.signed_on)
    return [signed, _took_effect(last, agreement.reached.kind, case, rules, now)]


def _needed(case: Case, agreement: Agreement) -> set[_Signer]:
    """All parties, and of people's mediation the mediator and the seal (人民调解法29)."""
    parties: set[_Signer] = {(SignerKind.PARTY, party) for party in case.principals}
    if agreement.reached.kind is not AgreementKind.PEOPLE_MEDIATION:
        return parties
    return parties | {(SignerKind.MEDIATOR, None), (SignerKind.SEAL, None)}


def _took_effect(
    effective_on: date, kind: AgreementKind, case: Case, rules: Rules[MediationPolicy], now: datetime
) -> AgreementTookEffect:
    open_to_courts = kind is AgreementKind.PEOPLE_MEDIATION and case.opened.dispute is not DisputeType.STATUS
    confirm = deadline(rules.policy.confirmation, effective_on, rules.calendar) if open_to_courts else None
    return AgreementTookEffect(
        **key(case),
        effective_on=effective_on,
        confirm_on=None if confirm is None else confirm.due_on,
        confirm_by=None if confirm is None else confirm.due_at,
        recorded_at=now,
    )


def _record_performance(command: RecordPerformance, case: Case, now: datetime) -> PerformanceRecorded:
    agreement = _agreement(case, command.acting_unit)
    known = command.promise <= len(agreement.reached.promises)
    refuse_unless(known, "mediation.no-such-promise", str(command.promise))
    is_kept = agreement.performed.get(command.promise, False)
    refuse_unless(not is_kept, "mediation.performed-already", str(command.promise))
    refuse_day(command.looked_on, china_day(agreement.reached.reached_at), now)
    told = command.is_performed or command.right_to_sue_told
    refuse_unless(told, "mediation.right-to-sue-not-told", "A dispute about the agreement goes to court.")
    return PerformanceRecorded(
        **key(case),
        promise=command.promise,
        is_performed=command.is_performed,
        text=command.text,
        looked_on=command.looked_on,
        right_to_sue_told=command.right_to_sue_told,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _request_confirmation(command: RequestConfirmation, case: Case, now: datetime) -> ConfirmationRequested:
    agreement = _agreement(case, command.acting_unit)
    refuse_unless(
        not agreement.is_confirmation_requested, "mediation.confirmation-requested-already", command.submission
    )
    refuse_strangers(command.by, case)
    refuse_day(command.requested_on, china_day(agreement.reached.reached_at), now)
    return ConfirmationRequested(
        **key(case),
        court=command.court,
        by=command.by,
        requested_on=command.requested_on,
        objections=tuple(_objections(command, agreement, case)),
        recorded_by=command.actor,
        recorded_at=now,
    )


def _objections(command: RequestConfirmation, agreement: Agreement, case: Case) -> list[NotAdmissible]:
    effective, last = agreement.effective_on, agreement.confirm_on
    found = {
        NotAdmissible.NOT_LAWFULLY_HOSTED: agreement.reached.kind is not AgreementKind.PEOPLE_MEDIATION,
        NotAdmissible.STATUS: case.opened.dispute is DisputeType.STATUS,
        NotAdmissible.NOT_IN_EFFECT: effective is None or command.requested_on < effective,
        NotAdmissible.NOT_JOINTLY: not case.principals <= set(command.by),
        NotAdmissible.LATE: last is not None and command.requested_on > last,
    }
    return [objection for objection, holds in found.items() if holds]


def _agreement(case: Case, acting_unit: str) -> Agreement:
    if case.agreement is None:
        raise Rejected("mediation.no-agreement", f"It is {case.stage}.")
    refuse_strange_unit(acting_unit, case)
    return case.agreement
