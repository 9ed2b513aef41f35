"""One register of a centre in one year: numbered without gaps, corrected by later entries.

Law: township opinion on the centre (document 4 §二(三) to §二(八), §三(一), §四).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.mediation.register.messages import (
    NEEDED,
    OF_SEVERAL,
    CorrectRegister,
    EnterRegister,
    RegisterCommand,
    RegisterCorrected,
    RegisterEntered,
    RegisterFact,
)
from contracts.mediation.register.rules import RegisterPolicy
from contracts.rules import Rules
from contracts.stream_names import hyphened, key_of

register_stream = key_of(__name__, "unit", hyphened("register"), "year")

_A_PAIR = 2


@dataclass(frozen=True, slots=True)
class Register:
    """How many entries it has."""

    entries: int = 0


def decide(
    command: RegisterCommand, register: Register, rules: Rules[RegisterPolicy], now: datetime
) -> Sequence[RegisterFact]:
    _refuse_incomplete(command, rules.policy)
    refuse_unless(command.entry.entered_on.year == command.year, "mediation.wrong-year", str(command.entry.entered_on))
    future = command.entry.entered_on > china_day(now)
    refuse_unless(not future, "mediation.date-in-future", str(command.entry.entered_on))
    match command:
        case EnterRegister():
            return [_enter(command, register, now)]
        case CorrectRegister():
            return [_correct(command, register, now)]
        case _:
            assert_never(command)


def _refuse_incomplete(command: RegisterCommand, policy: RegisterPolicy) -> None:
    missing = [name for name in NEEDED.get(command.register, ()) if not getattr(command.entry, name)]
    if command.register in OF_SEVERAL and len(set(command.entry.units)) < _A_PAIR:
        missing.append("units")
    refuse_unless(not missing, "mediation.entry-incomplete", ", ".join(missing))
    kinds = policy.kinds.get(command.register)
    known = kinds is None or command.entry.kind in kinds
    refuse_unless(known, "mediation.unknown-kind", f"{command.entry.kind}")


def _enter(command: EnterRegister, register: Register, now: datetime) -> RegisterEntered:
    return RegisterEntered(
        unit=command.unit,
        register=command.register,
        year=command.year,
        number=register.entries + 1,
        entry=command.entry,
        entered_by=command.actor,
        entered_at=now,
    )


def _correct(command: CorrectRegister, register: Register, now: datetime) -> RegisterCorrected:
    refuse_unless(command.number <= register.entries, "mediation.no-such-entry", str(command.number))
    return RegisterCorrected(
        unit=command.unit,
        register=command.register,
        year=command.year,
        number=command.number,
        entry=command.entry,
        reason=command.reason,
        corrected_by=command.actor,
        corrected_at=now,
    )


def evolve(register: Register, fact: RegisterFact) -> Register:
    match fact:
        case RegisterEntered():
            return Register(fact.number)
        case RegisterCorrected():
            return register
        case _:
            assert_never(fact)
