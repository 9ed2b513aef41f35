"""Who answers for the creation in one district or sub-district, and its issues until they are solved.

Law: draft opinion on residents' committees, part 4 (document 5 §四). Requirements A-288, A-289.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.assessment.responsibility.messages import (
    IssueRaised,
    IssueSolved,
    RaiseIssue,
    ResponsibilityCommand,
    ResponsibilityFact,
    ResponsibilitySet,
    SetResponsibility,
    SolveIssue,
)
from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

responsibility_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class Issues:
    """Those that were raised, and those of them that are solved."""

    raised: frozenset[str] = frozenset()
    solved: frozenset[str] = frozenset()


def decide(
    command: ResponsibilityCommand, issues: Issues, rules: Rules[None], now: datetime
) -> list[ResponsibilityFact]:
    match command:
        case SetResponsibility():
            return [_set(command, now)]
        case RaiseIssue():
            return [_raise(command, issues, now)]
        case SolveIssue():
            return [_solve(command, issues, now)]
        case _:
            assert_never(command)


def _set(command: SetResponsibility, now: datetime) -> ResponsibilitySet:
    categories = [each.category for each in command.guidance]
    refuse_unless(len(set(categories)) == len(categories), "assessment.category-twice", ", ".join(categories))
    return ResponsibilitySet(
        unit=command.unit,
        year=command.year,
        target=command.target,
        person=command.person,
        plan=command.plan,
        funds=command.funds,
        guidance=command.guidance,
        set_by=command.actor,
        set_at=now,
    )


def _raise(command: RaiseIssue, issues: Issues, now: datetime) -> IssueRaised:
    refuse_unless(command.issue not in issues.raised, "assessment.issue-exists", command.issue)
    refuse_unless(command.found_on <= china_day(now), "assessment.date-in-future", str(command.found_on))
    return IssueRaised(
        unit=command.unit,
        issue=command.issue,
        text=command.text,
        found_on=command.found_on,
        raised_by=command.actor,
        raised_at=now,
    )


def _solve(command: SolveIssue, issues: Issues, now: datetime) -> IssueSolved:
    refuse_unless(command.issue in issues.raised, "assessment.no-such-issue", command.issue)
    refuse_unless(command.issue not in issues.solved, "assessment.issue-solved", command.issue)
    return IssueSolved(
        unit=command.unit, issue=command.issue, solution=command.solution, solved_by=command.actor, solved_at=now
    )


def evolve(issues: Issues, fact: ResponsibilityFact) -> Issues:
    match fact:
        case ResponsibilitySet():
            return issues
        case IssueRaised():
            return replace(issues, raised=issues.raised | {fact.issue})
        case IssueSolved():
            return replace(issues, solved=issues.solved | {fact.issue})
        case _:
            assert_never(fact)
