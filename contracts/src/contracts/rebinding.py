"""What every service decides alike about its running cases: whether other rules or notices move an open due date.

Law: Legislation Law (立法法), art. 104: rules do not reach back. A due date that has passed stays, and so does what was
announced because of it; nobody is late by a due date that has passed on the day it is derived.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from contracts.calendar import Calendar
from contracts.cases import (
    Basis,
    BasisKind,
    CaseCommand,
    CaseFact,
    DueDateRederived,
    PolicyRebound,
    RebindPolicy,
    Reckoning,
    SettleDueDate,
)
from contracts.deadlines import Deadline
from contracts.errors import Rejected, refuse_unless
from contracts.owed_dates import OwedDateRederived
from contracts.rules import Rules


@dataclass(frozen=True, slots=True)
class Further:
    """Another due date of the same case that is still ahead: of what, as recorded, and how the rules reckon it."""

    owed: str
    due: Deadline
    reckoning: Reckoning


@dataclass(frozen=True, slots=True)
class Standing:
    """How an opened case stands: whose it is, when it is due if a day is named, and whether it has come to its end.

    `owed`: of what the due date is where there may be `further` ones.
    """

    unit: str
    due: Deadline | None
    is_closed: bool
    owed: str | None = None
    further: tuple[Further, ...] = ()


def decide_case(
    command: CaseCommand, standing: Standing | None, reckon: Callable[[], Reckoning], rules: Rules[Any], now: datetime
) -> list[CaseFact]:
    """`standing` None: no such case was opened. `reckon` follows `rules`: the new ones where the case is rebound."""
    if standing is None or standing.unit != command.unit:
        raise Rejected("unknown-case", f"{command.unit} has no case {command.case}.")
    refuse_unless(not standing.is_closed, "case-closed", command.case)
    match command:
        case RebindPolicy():
            return _rebind(command, standing, reckon, rules, now)
        case SettleDueDate():
            if standing.due is None:
                raise Rejected("no-due-date", f"{command.case} is owed without a day.")
            return _all_moved(standing, standing.due, reckon(), rules.calendar, now, None)
        case _:
            assert_never(command)


def settled_late(standing: Standing | None, reckoning: Reckoning, rules: Rules[Any], now: datetime) -> list[CaseFact]:
    """A due date that was still provisional when it passed, if the notices known now give more time.

    Nobody is announced late by a day that a notice had moved, whether or not an operator had it settled.
    """
    due = None if standing is None else standing.due
    if standing is None or due is None or not due.is_provisional or now < due.due_at:
        return []
    after = reckoning.deadline(rules.calendar)
    if after.due_at <= due.due_at:
        return []
    return [_rederived(standing.unit, standing.owed, due, after, reckoning, rules.calendar, now, None)]


def _rebind(
    command: RebindPolicy, standing: Standing, reckon: Callable[[], Reckoning], rules: Rules[Any], now: datetime
) -> list[CaseFact]:
    if command.pack in rules.packs_before:
        return []
    rebound = PolicyRebound(
        unit=command.unit,
        pack=command.pack,
        ground=command.ground,
        packs_before=rules.packs_before,
        packs_after=rules.packs,
        rebound_at=now,
    )
    if standing.due is None or now >= standing.due.due_at:
        return [rebound]
    return [rebound, *_all_moved(standing, standing.due, reckon(), rules.calendar, now, command)]


def _all_moved(
    standing: Standing,
    due: Deadline,
    reckoning: Reckoning,
    calendar: Calendar,
    now: datetime,
    because: RebindPolicy | None,
) -> list[CaseFact]:
    """The due date that comes first, and then the further ones of the case."""
    each = [(standing.owed, due, reckoning), *((one.owed, one.due, one.reckoning) for one in standing.further)]
    return [
        fact for owed, before, how in each for fact in _moved(standing.unit, owed, before, how, calendar, now, because)
    ]


def _moved(
    unit: str,
    owed: str | None,
    due: Deadline,
    reckoning: Reckoning,
    calendar: Calendar,
    now: datetime,
    because: RebindPolicy | None,
) -> list[DueDateRederived]:
    after = reckoning.deadline(calendar)
    if after == due:
        return []
    is_ahead = now < min(due.due_at, after.due_at)
    refuse_unless(is_ahead, "due-date-passed", f"{due.due_on}, derived anew {after.due_on}")
    return [_rederived(unit, owed, due, after, reckoning, calendar, now, because)]


def _rederived(
    unit: str,
    owed: str | None,
    due: Deadline,
    after: Deadline,
    reckoning: Reckoning,
    calendar: Calendar,
    now: datetime,
    because: RebindPolicy | None,
) -> DueDateRederived:
    """`because` is the statute, or else the notices that speak of the days in question."""
    days = (reckoning.start, due.due_on, after.due_on)
    notices = calendar.relied_on(min(days), max(days))
    basis = tuple(Basis(kind=BasisKind.NOTICE, digest=notice.digest) for notice in notices)
    ground = "; ".join(notice.source for notice in notices)
    if because is not None:
        basis, ground = (Basis(kind=BasisKind.PACK, digest=because.pack),), because.ground
    if owed is None:
        return DueDateRederived(unit=unit, before=due, after=after, basis=basis, ground=ground, rederived_at=now)
    return OwedDateRederived(
        unit=unit, owed=owed, before=due, after=after, basis=basis, ground=ground, rederived_at=now
    )
