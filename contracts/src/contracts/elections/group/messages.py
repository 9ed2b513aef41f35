"""Deputy groups (代表小组): set up by the chair or a vice-chair, joined at will, a plan a year, an activity a quarter.

Law: Organic Law of Local Congresses and Governments (组织法), art. 43; district opinion (document 2 §三(二)2,
§三(三)1).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.words import Number, Persons, Quarter, TermNumber, Word, Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


@shape
class MemberWish:
    """A deputy who joins or leaves, and whether that is the deputy's own recorded wish (自愿结组)."""

    deputy: Ref
    wished: bool


Wishes = Annotated[tuple[MemberWish, ...], Length(max=100)]


@command
class SetUpGroup:
    """Set up a group with the deputies who wish it. Refused: `group-exists`, `wish-required`, `named-twice`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    group: Ref
    name: Name
    members: Wishes


@command
class ChangeGroupMembers:
    """Deputies join and leave. Refused: `wish-required`, `already-member`, `not-a-member`, `no-such-group`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    group: Ref
    joined: Wishes = ()
    left: Wishes = ()


@command
class PlanGroupYear:
    """The group's plan of activities for a year. Refused: `plan-exists`, `no-such-group`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    group: Ref
    year: Year
    plan: Text


class OrganisedAs(StrEnum):
    """The chairperson organises deputies' activities, or assigns who does."""

    CHAIR = "chair"
    ASSIGNED = "assigned"


class FindingClass(StrEnum):
    """What a group brings back (反映内容): shortcomings, conflicts, demands."""

    SHORTCOMINGS = "shortcomings"
    CONFLICTS = "conflicts"
    DEMANDS = "demands"


@shape
class GroupFinding:
    """One finding of an activity, by its class."""

    kind: FindingClass
    text: Text


GroupFindings = Annotated[tuple[GroupFinding, ...], Length(max=30)]


@command
class HoldGroupActivity:
    """An activity of the group. Refused: `unknown-kind`, `unknown-theme`, `text-required` (another kind without a
    text), `not-a-member`, `date-in-future`, `no-such-group`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    group: Ref
    held_on: Day
    kind: Word
    kind_text: Name | None = None
    theme: Word
    organised_by: Ref
    organised_as: OrganisedAs
    deputies: Annotated[Persons, Length(min=1, max=100)]
    findings: GroupFindings = ()


@command
class CloseGroup:
    """The group works no more. Refused: `no-such-group`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    group: Ref
    reason: Text


@command
class CheckGroup:
    """Hold the quarters that have ended against what the group did. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    group: Ref


GroupCommand = SetUpGroup | ChangeGroupMembers | PlanGroupYear | HoldGroupActivity | CloseGroup | CheckGroup


@fact
class GroupSetUp:
    """A deputy group. `few`: it has fewer deputies than the statute has in mind (三人以上), which lowers nothing."""

    unit: UnitCode
    term: TermNumber
    group: Ref
    name: Name
    members: Persons
    few: bool
    next_check_at: Instant
    set_up_by: Actor
    set_up_at: Instant


@fact
class GroupMembersChanged:
    """Who belongs to the group now, and who joined and left by their own wish."""

    unit: UnitCode
    term: TermNumber
    group: Ref
    members: Persons
    joined: Persons
    left: Persons
    changed_at: Instant


@fact
class GroupYearPlanned:
    """The plan of a year."""

    unit: UnitCode
    term: TermNumber
    group: Ref
    year: Year
    plan: Text
    planned_at: Instant


@fact
class GroupActivityHeld:
    """An activity of the group with what it found; `number` counts all of them."""

    unit: UnitCode
    term: TermNumber
    group: Ref
    number: Number
    held_on: Day
    kind: Word
    kind_text: Name | None
    theme: Word
    organised_by: Ref
    organised_as: OrganisedAs
    deputies: Persons
    findings: GroupFindings
    recorded_at: Instant


@fact
class GroupActivityMissed:
    """The quarter is over and the group held fewer activities than it has to (每季度至少开展一次活动)."""

    unit: UnitCode
    term: TermNumber
    group: Ref
    year: Year
    quarter: Quarter
    held: Count
    least: Count
    announced_at: Instant


@fact
class GroupPlanMissing:
    """The year is over and the group had no plan for it (每年制定活动计划)."""

    unit: UnitCode
    term: TermNumber
    group: Ref
    year: Year
    announced_at: Instant


@fact
class GroupChecked:
    """A quarter of the group is over."""

    unit: UnitCode
    term: TermNumber
    group: Ref
    year: Year
    quarter: Quarter
    next_check_at: Instant
    checked_at: Instant


@fact
class GroupClosed:
    """The group works no more."""

    unit: UnitCode
    term: TermNumber
    group: Ref
    reason: Text
    closed_at: Instant


GroupFact = (
    GroupSetUp
    | GroupMembersChanged
    | GroupYearPlanned
    | GroupActivityHeld
    | GroupActivityMissed
    | GroupPlanMissing
    | GroupChecked
    | GroupClosed
)


@question
class GroupsOfUnit:
    """The deputy groups of a township's congress in one term."""

    unit: UnitCode
    term: TermNumber


@shape
class MissedQuarter:
    """A quarter in which a group held too few activities."""

    year: Year
    quarter: Quarter


@shape
class GroupLine:
    """One group; `unplanned` are years that ended without a plan."""

    group: Ref
    name: Name
    members: Count
    activities: Count
    missed: tuple[MissedQuarter, ...]
    unplanned: tuple[Year, ...]
    is_closed: bool


@answer
class GroupLines:
    """The groups in the order of their references."""

    groups: tuple[GroupLine, ...]
