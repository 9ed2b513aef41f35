"""The mandate of a deputy suspended, restored, given back, ended: on the grounds of the statute and on no other.

Law: Election Law (选举法), arts. 55 and 57; Deputies Law (代表法), arts. 61-63; district opinion (document 2 §三(三)2).
"""

from datetime import date, datetime
from typing import assert_never

from contracts.elections.term.messages import (
    CongressCommand,
    CongressFact,
    DeputyResignationFiled,
    DeputyResignationRefused,
    DeputyRestored,
    DeputySuspended,
    DeputyTerminated,
    FileDeputyResignation,
    MandateCommand,
    RestoreDeputy,
    SettleDeputyRecall,
    SettleDeputyResignation,
    SuspendDeputy,
    TerminateDeputy,
)
from contracts.elections.term.rules import TermPolicy
from contracts.elections.words import Standing
from contracts.errors import refuse_unless

from elections.plausible import refuse_future
from elections.session.state import MAY_ACT
from elections.term.credentials import vacated
from elections.term.state import Congress, key

RESIGNED = "resignation_accepted"
ABSENT = "absent_without_leave"
RECALLED = "recalled"
DECIDED = (RESIGNED, RECALLED)
"""Grounds that somebody decides; all others end the mandate by themselves (自然终止)."""


def change(command: MandateCommand, congress: Congress, policy: TermPolicy, now: datetime) -> list[CongressFact]:
    match command:
        case SuspendDeputy():
            return [_suspend(command, congress, policy, now)]
        case RestoreDeputy():
            return [_restore(command, congress, now)]
        case FileDeputyResignation():
            return [_file(command, congress, now)]
        case SettleDeputyResignation():
            return _settle(command, congress, now)
        case SettleDeputyRecall():
            return _recalled(command, congress, now)
        case TerminateDeputy():
            return _terminate(command, congress, policy, now)
        case _:
            assert_never(command)


def _suspend(command: SuspendDeputy, congress: Congress, policy: TermPolicy, now: datetime) -> DeputySuspended:
    refuse_unless(command.ground in policy.suspension_grounds, "elections.ground-not-lawful", command.ground)
    refuse_future(command.since, now)
    is_suspended = command.deputy in congress.having(Standing.SUSPENDED)
    refuse_unless(not is_suspended, "elections.deputy-suspended", command.deputy)
    refuse_unless(command.deputy in congress.having(*MAY_ACT), "elections.not-a-deputy", command.deputy)
    return DeputySuspended(
        **key(command), deputy=command.deputy, ground=command.ground, since=command.since, recorded_at=now
    )


def _restore(command: RestoreDeputy, congress: Congress, now: datetime) -> DeputyRestored:
    is_suspended = command.deputy in congress.having(Standing.SUSPENDED)
    refuse_unless(is_suspended, "elections.not-suspended", command.deputy)
    refuse_future(command.since, now)
    return DeputyRestored(**key(command), deputy=command.deputy, since=command.since, recorded_at=now)


def _file(command: FileDeputyResignation, congress: Congress, now: datetime) -> DeputyResignationFiled:
    refuse_unless(command.deputy in congress.valid, "elections.not-a-deputy", command.deputy)
    is_new = command.deputy not in congress.resignations.values() and command.item not in congress.resignations
    refuse_unless(is_new, "elections.already-filed", command.deputy)
    refuse_future(command.filed_on, now)
    return DeputyResignationFiled(
        **key(command), deputy=command.deputy, item=command.item, filed_on=command.filed_on, recorded_at=now
    )


def _settle(command: SettleDeputyResignation, congress: Congress, now: datetime) -> list[CongressFact]:
    """The congress voted; an item that is no deputy's resignation is none of this stream's."""
    deputy = congress.resignations.get(command.item)
    if deputy is None or deputy not in congress.deputies:
        return []
    if not command.accepted:
        return [DeputyResignationRefused(**key(command), session=command.session, deputy=deputy, recorded_at=now)]
    basis = f"第{command.session}次会议决定接受辞职"
    return ended(deputy, RESIGNED, command.on, basis, command, congress, now)


def _recalled(command: SettleDeputyRecall, congress: Congress, now: datetime) -> list[CongressFact]:
    """The voters decided; a mandate that has ended meanwhile ends once."""
    if command.deputy not in congress.valid:
        return []
    return ended(command.deputy, RECALLED, command.on, command.basis, command, congress, now)


def _terminate(command: TerminateDeputy, congress: Congress, policy: TermPolicy, now: datetime) -> list[CongressFact]:
    refuse_unless(command.ground in policy.termination_grounds, "elections.ground-not-lawful", command.ground)
    is_for_congress = command.ground == RESIGNED
    refuse_unless(not is_for_congress, "elections.session-not-open", "The congress alone accepts a resignation.")
    mandate = congress.deputies.get(command.deputy)
    refuse_unless(mandate is not None, "elections.not-a-deputy", command.deputy)
    assert mandate is not None
    is_absent_enough = command.ground != ABSENT or mandate.absences >= (policy.absences or 0)
    refuse_unless(is_absent_enough, "elections.absences-too-few", f"{mandate.absences} of {policy.absences}")
    refuse_future(command.ended_on, now)
    return ended(command.deputy, command.ground, command.ended_on, command.basis, command, congress, now)


def ended(
    deputy: str,
    ground: str,
    on: date,
    basis: str,
    command: CongressCommand,
    congress: Congress,
    now: datetime,
) -> list[CongressFact]:
    """The mandate ended, and what is vacant with it."""
    terminated = DeputyTerminated(
        **key(command),
        deputy=deputy,
        district=congress.deputies[deputy].district,
        ground=ground,
        by_rule=ground not in DECIDED,
        ended_on=on,
        basis=basis,
        recorded_at=now,
    )
    return [terminated, *vacated(deputy, command, congress, on, now)]
