"""Who answers for the creation in a district or sub-district, and its issues (工作责任制、新情况新问题).

Law: draft opinion on residents' committees, part 4 (document 5 §四). Requirements A-287 to A-289: the city office
coordinates, districts carry it out, each with its target, person, plan, funds and guidance by category.
"""

from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.assessment.words import Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Day, Instant, Name, Ref, Text, UnitCode

Funds = Annotated[int, Range(min=0, max=10**12)]
"""Money set aside, in whole yuan."""


@shape
class Guidance:
    """What communities of one category are guided to do (分类指导)."""

    category: Name
    text: Text


GuidanceByCategory = Annotated[tuple[Guidance, ...], Length(min=1, max=20)]


@command
class SetResponsibility:
    """Say who answers for a year of the creation; again replaces what was said. Refused: `category-twice`."""

    actor: Actor
    unit: UnitCode
    year: Year
    target: Text
    person: Actor
    plan: Text
    funds: Funds
    guidance: GuidanceByCategory


@command
class RaiseIssue:
    """Enter a new situation or a problem. Refused: `issue-exists`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    issue: Ref
    text: Text
    found_on: Day


@command
class SolveIssue:
    """Say how it was studied and solved. Refused: `no-such-issue`, `issue-solved`."""

    actor: Actor
    unit: UnitCode
    issue: Ref
    solution: Text


ResponsibilityCommand = SetResponsibility | RaiseIssue | SolveIssue


@fact
class ResponsibilitySet:
    """Who answers for the year (责任人), with target, plan, funds and guidance by category."""

    unit: UnitCode
    year: Year
    target: Text
    person: Actor
    plan: Text
    funds: Funds
    guidance: GuidanceByCategory
    set_by: Actor
    set_at: Instant


@fact
class IssueRaised:
    """A new situation or problem was entered (新情况、新问题)."""

    unit: UnitCode
    issue: Ref
    text: Text
    found_on: Day
    raised_by: Actor
    raised_at: Instant


@fact
class IssueSolved:
    """It was studied and solved (研究解决)."""

    unit: UnitCode
    issue: Ref
    solution: Text
    solved_by: Actor
    solved_at: Instant


ResponsibilityFact = ResponsibilitySet | IssueRaised | IssueSolved


@question
class ResponsibilitiesOfArea:
    """Who answers in a district and in every sub-district of it, year by year."""

    unit: UnitCode


@question
class IssuesOfArea:
    """The issues of a district and of every sub-district of it."""

    unit: UnitCode


@answer
class ResponsibilitiesOfAreaAnswer:
    """One page by unit and year; `next` is the token of the page after it."""

    unit: UnitCode
    responsibilities: tuple[ResponsibilitySet, ...]
    next: str | None


@shape
class IssueLine:
    """An issue, and how it was solved if it was."""

    raised: IssueRaised
    solved: IssueSolved | None


@answer
class IssuesOfAreaAnswer:
    """One page by unit and issue; `next` is the token of the page after it."""

    unit: UnitCode
    issues: tuple[IssueLine, ...]
    next: str | None
