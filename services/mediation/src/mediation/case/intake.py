"""The acceptance hall: what came in is registered once, whatever the channel (document 4 §二(二), §五)."""

from datetime import datetime

from contracts.calendar import china_day
from contracts.deadlines import Deadline, deadline
from contracts.errors import refuse_unless
from contracts.mediation.case.messages import (
    PROPERTY_SERVICE,
    CaseKind,
    CaseRegistered,
    DisputeType,
    Receiver,
    RegisterCase,
    SubmissionRepeated,
)
from contracts.mediation.case.rules import MediationPolicy
from contracts.rules import Rules

from mediation.case.state import Case, Stage

_PETITIONS = (CaseKind.LETTER, CaseKind.VISIT)


def register(
    command: RegisterCase, case: Case, rules: Rules[MediationPolicy], now: datetime
) -> list[CaseRegistered | SubmissionRepeated]:
    if case.stage is Stage.NEW:
        return [_registered(command, rules, now)]
    refuse_unless(command.kind is case.opened.kind, "mediation.submission-of-another-kind", f"{case.opened.kind}")
    if command.channel in case.channels:
        return []
    _refuse_channel(command, rules.policy)
    repeated = SubmissionRepeated(
        unit=command.unit,
        submission=command.submission,
        channel=command.channel,
        received_by=command.received_by,
        received_on=command.received_on,
        recorded_by=command.actor,
        recorded_at=now,
    )
    return [repeated]


def _registered(command: RegisterCase, rules: Rules[MediationPolicy], now: datetime) -> CaseRegistered:
    _refuse_incomplete(command)
    refuse_unless(command.kind in rules.policy.kinds, "mediation.unknown-kind", command.kind)
    refuse_unless(command.received_on <= china_day(now), "mediation.date-in-future", str(command.received_on))
    _refuse_channel(command, rules.policy)
    _refuse_crowd(command, rules.policy)
    tell = _to_be_told(command, rules)
    return CaseRegistered(
        unit=command.unit,
        submission=command.submission,
        kind=command.kind,
        channel=command.channel,
        received_by=command.received_by,
        received_on=command.received_on,
        received_outside_centre=command.received_by is not Receiver.CENTRE,
        subject=command.subject,
        parties=command.parties,
        matter=command.matter,
        dispute=command.dispute,
        place=command.place,
        screened=command.screened,
        group=command.group,
        same_as=command.same_as,
        origin=command.origin,
        tell_on=None if tell is None else tell.due_on,
        tell_by=None if tell is None else tell.due_at,
        registered_by=command.actor,
        registered_at=now,
    )


def _refuse_incomplete(command: RegisterCase) -> None:
    complete = bool(command.parties) and (command.matter is not None or command.origin is not None)
    if command.screened:
        listed = complete and command.dispute is not None and command.place is not None
        refuse_unless(listed, "mediation.ledger-incomplete", "Parties, type, place and day (document 4 §三(六)).")
    refuse_unless(complete, "mediation.registration-incomplete", "Parties and matter.")
    references = [party.party for party in command.parties]
    refuse_unless(len(references) == len(set(references)), "mediation.party-twice", command.submission)
    if command.dispute is DisputeType.PROPERTY_SERVICE:
        missing = sorted(PROPERTY_SERVICE - {party.standing for party in command.parties})
        refuse_unless(not missing, "mediation.registration-incomplete", ", ".join(missing))


def _refuse_channel(command: RegisterCase, policy: MediationPolicy) -> None:
    refuse_unless(command.channel in policy.channels, "mediation.invalid-channel", command.channel)


def _refuse_crowd(command: RegisterCase, policy: MediationPolicy) -> None:
    """Of a common matter raised by visit the representatives are registered (信访工作条例20)."""
    most = policy.petition.most_representatives
    fits = most is None or command.kind is not CaseKind.VISIT or len(command.parties) <= most
    refuse_unless(fits, "mediation.too-many-representatives", f"At most {most}.")


def _to_be_told(command: RegisterCase, rules: Rules[MediationPolicy]) -> Deadline | None:
    rule = rules.policy.petition.tell
    if rule is None or command.kind not in _PETITIONS:
        return None
    return deadline(rule, command.received_on, rules.calendar)
