"""Appraisals of government departments by deputies (评议): every department once within a term, told to the Party.

Law: district opinion on township people's congresses (document 2 §三(二)1).
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.words import Number, Persons, TermNumber, Word
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Text, UnitCode

Departments = Annotated[tuple[UnitCode, ...], Length(max=100)]


@command
class ChangeDepartments:
    """Which departments and units are appraised within the term: entered at its start, changed as they come and go.

    Refused: `named-twice`, `unknown-department` (removed without having been there), `department-known`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    added: Departments = ()
    removed: Departments = ()
    reason: Text


@command
class AppraiseDepartment:
    """Deputies appraised a department: who, what they said, how they rated it.

    Refused: `unknown-department`, `named-twice`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    department: UnitCode
    appraised_on: Day
    deputies: Annotated[Persons, Length(min=1, max=200)]
    opinions: Text
    rating: Word


@command
class ReportAppraisal:
    """The opinions of an appraisal were reported to the Party committee, which closes it.

    Refused: `no-such-appraisal`, `already-done`, `day-too-early`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    number: Number
    reported_on: Day


@command
class CloseAppraisals:
    """The term is over. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: TermNumber


AppraisalCommand = ChangeDepartments | AppraiseDepartment | ReportAppraisal | CloseAppraisals


@fact
class DepartmentsChanged:
    """The register of departments that are appraised; `departments` as it stands now."""

    unit: UnitCode
    term: TermNumber
    departments: Departments
    added: Departments
    removed: Departments
    reason: Text
    changed_at: Instant


@fact
class DepartmentAppraised:
    """Deputies appraised a department; `is_first` for it within the term."""

    unit: UnitCode
    term: TermNumber
    number: Number
    department: UnitCode
    appraised_on: Day
    deputies: Persons
    opinions: Text
    rating: Word
    is_first: bool
    recorded_at: Instant


@fact
class AppraisalClosed:
    """The opinions were reported to the Party committee."""

    unit: UnitCode
    term: TermNumber
    number: Number
    department: UnitCode
    reported_on: Day
    recorded_at: Instant


@fact
class DepartmentsNotAppraised:
    """A finding: the term is over and these departments were never appraised (一届任期内应对所有部门评议一次)."""

    unit: UnitCode
    term: TermNumber
    departments: Departments
    announced_at: Instant


AppraisalFact = DepartmentsChanged | DepartmentAppraised | AppraisalClosed | DepartmentsNotAppraised


@question
class AppraisalsOfTerm:
    """Which departments were appraised within a term, and which were not yet."""

    unit: UnitCode
    term: TermNumber


@shape
class AppraisalLine:
    """One appraisal; open until it is reported to the Party committee."""

    number: Number
    department: UnitCode
    appraised_on: Day
    deputies: Count
    rating: Word
    opinions: Text
    reported_on: Day | None


@answer
class AppraisalsAnswer:
    """The appraisals of a term in their order; `uncovered` are departments without any."""

    unit: UnitCode
    term: TermNumber
    appraisals: tuple[AppraisalLine, ...]
    covered: Departments
    uncovered: Departments
