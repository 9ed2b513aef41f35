"""Appraisals of departments by deputies within one term: who is covered, what is reported to the Party committee.

Law: district opinion on township people's congresses (document 2 §三(二)1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypedDict, assert_never

from contracts.elections.appraisals.messages import (
    AppraisalClosed,
    AppraisalCommand,
    AppraisalFact,
    AppraiseDepartment,
    ChangeDepartments,
    CloseAppraisals,
    DepartmentAppraised,
    DepartmentsChanged,
    DepartmentsNotAppraised,
    ReportAppraisal,
)
from contracts.elections.appraisals.rules import AppraisalPolicy
from contracts.errors import Rejected, refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future, refuse_twice

appraisals_stream = key_of(__name__, "unit", "term")


@dataclass(frozen=True, slots=True)
class Appraisal:
    department: str
    appraised_on: date
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Appraisals:
    """The departments that are appraised within the term, and the appraisals by number."""

    departments: tuple[str, ...] = ()
    by_number: Mapping[int, Appraisal] = field(default_factory=dict)
    is_announced: bool = False

    def times(self, department: str) -> int:
        return sum(each.department == department for each in self.by_number.values())


class _Key(TypedDict):
    unit: str
    term: int


def decide(
    command: AppraisalCommand, appraisals: Appraisals, rules: Rules[AppraisalPolicy], now: datetime
) -> list[AppraisalFact]:
    match command:
        case ChangeDepartments():
            return [_change(command, appraisals, now)]
        case AppraiseDepartment():
            return [_appraise(command, appraisals, now)]
        case ReportAppraisal():
            return [_report(command, appraisals, now)]
        case CloseAppraisals():
            return _close(command, appraisals, rules.policy, now)
        case _:
            assert_never(command)


def _key(command: AppraisalCommand) -> _Key:
    return {"unit": command.unit, "term": command.term}


def _change(command: ChangeDepartments, appraisals: Appraisals, now: datetime) -> DepartmentsChanged:
    refuse_twice((*command.added, *command.removed))
    known = [name for name in command.added if name in appraisals.departments]
    refuse_unless(not known, "elections.department-known", ", ".join(known))
    unknown = [name for name in command.removed if name not in appraisals.departments]
    refuse_unless(not unknown, "elections.unknown-department", ", ".join(unknown))
    kept = tuple(name for name in appraisals.departments if name not in command.removed)
    return DepartmentsChanged(
        **_key(command),
        departments=(*kept, *command.added),
        added=command.added,
        removed=command.removed,
        reason=command.reason,
        changed_at=now,
    )


def _appraise(command: AppraiseDepartment, appraisals: Appraisals, now: datetime) -> DepartmentAppraised:
    """A second appraisal within the term is accepted too (E-072)."""
    is_known = command.department in appraisals.departments
    refuse_unless(is_known, "elections.unknown-department", command.department)
    refuse_twice(command.deputies)
    refuse_future(command.appraised_on, now)
    return DepartmentAppraised(
        **_key(command),
        number=len(appraisals.by_number) + 1,
        department=command.department,
        appraised_on=command.appraised_on,
        deputies=command.deputies,
        opinions=command.opinions,
        rating=command.rating,
        is_first=appraisals.times(command.department) == 0,
        recorded_at=now,
    )


def _report(command: ReportAppraisal, appraisals: Appraisals, now: datetime) -> AppraisalClosed:
    appraisal = appraisals.by_number.get(command.number)
    if appraisal is None:
        raise Rejected("elections.no-such-appraisal", str(command.number))
    refuse_unless(not appraisal.is_closed, "elections.already-done", str(command.number))
    refuse_future(command.reported_on, now)
    follows = command.reported_on >= appraisal.appraised_on
    refuse_unless(follows, "elections.day-too-early", f"{command.reported_on} is before {appraisal.appraised_on}.")
    return AppraisalClosed(
        **_key(command),
        number=command.number,
        department=appraisal.department,
        reported_on=command.reported_on,
        recorded_at=now,
    )


def _close(
    command: CloseAppraisals, appraisals: Appraisals, policy: AppraisalPolicy, now: datetime
) -> list[AppraisalFact]:
    """Departments that the term left out, named once; where no pack gives a number nothing is owed."""
    least = policy.per_term or 0
    short = tuple(name for name in appraisals.departments if appraisals.times(name) < least)
    if not short or appraisals.is_announced:
        return []
    return [DepartmentsNotAppraised(**_key(command), departments=short, announced_at=now)]


def evolve(appraisals: Appraisals, fact: AppraisalFact) -> Appraisals:
    match fact:
        case DepartmentsChanged():
            return replace(appraisals, departments=fact.departments)
        case DepartmentAppraised():
            new = Appraisal(fact.department, fact.appraised_on)
            return replace(appraisals, by_number={**appraisals.by_number, fact.number: new})
        case AppraisalClosed():
            closed = replace(appraisals.by_number[fact.number], is_closed=True)
            return replace(appraisals, by_number={**appraisals.by_number, fact.number: closed})
        case DepartmentsNotAppraised():
            return replace(appraisals, is_announced=True)
        case _:
            assert_never(fact)
