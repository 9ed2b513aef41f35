"""Who runs an election among voters: the election committee (选举委员会), and the roll it keeps (选民名单).

Law: Electoral Law, arts. 9, 10, 27-29 (选举法); Organic Law of the Villagers' Committees, arts. 12-14
(村民委员会组织法); draft opinion on residents' committees (document 5 §二(三)1(2)-(3)).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.papers import Standing
from contracts.message import command, fact
from contracts.vocabulary import ActingRole, Actor, Count, Day, Instant, Name, Ref, Text, UnitCode

Chosen = Annotated[tuple[Standing, ...], Length(min=3, max=40)]
"""Everyone who got votes when the committee was chosen, in order of votes: members first, then substitutes."""


class LeavesOn(StrEnum):
    """Why a member left the committee."""

    NOMINATION = "nomination"
    CANDIDACY = "candidacy"
    RESIGNATION = "resignation"


# Commands


@command(version=2)
class FormElectionCommittee:
    """Record who was chosen to run the election, in order of votes; the first `size` are members.

    Refused: `invalid-order`, `committee-size`, `committee-formed-already`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    chosen: Chosen
    size: Count
    chair: Ref
    chosen_by: Name
    chosen_on: Day


@command(version=2)
class LeaveElectionCommittee:
    """A member resigns from the committee. Refused: `not-a-member`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    person: Ref
    left_on: Day


@command(version=2)
class FillCommitteeSeat:
    """The next one of the original choice enters. Refused: `not-next-in-order`, `no-open-seat`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    person: Ref
    filled_on: Day


@command(version=2)
class ChooseSubstitutes:
    """The voters choose again, because nobody is left of the original choice. Refused: `substitutes-left`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    chosen: Annotated[tuple[Standing, ...], Length(min=1, max=40)]
    chosen_by: Name
    chosen_on: Day


@command(version=2)
class NameCommitteeChair:
    """A member becomes chair. Refused: `not-a-member`, `candidate-on-election-committee`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    person: Ref
    named_on: Day


@command(version=2)
class PublishRoll:
    """Publish the roll of voters, as many days before the election as the law asks. Refused: `published-too-late`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    voters: Count
    published_on: Day


@command(version=2)
class CloseRoll:
    """Objections are decided and their time is over: the roll is final. Refused: `roll-still-open`, `roll-missing`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    voters: Count
    objections: Count
    closed_on: Day


# Facts


@fact
class ElectionCommitteeFormed:
    """An election committee was chosen and runs the election from here on."""

    unit: UnitCode
    election: Ref
    chosen: Chosen
    size: Count
    chair: Ref
    chosen_by: Name
    chosen_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class CommitteeMemberLeft:
    """A member left the committee; what it did before stands. `next` is who follows by the original choice."""

    unit: UnitCode
    election: Ref
    person: Ref
    on: LeavesOn
    left_on: Day
    next: Ref | None
    recorded_at: Instant


@fact
class NoSubstitute:
    """A finding: nobody is left of the original choice; the voters choose again."""

    unit: UnitCode
    election: Ref
    open_seats: Count
    recorded_at: Instant


@fact
class SubstituteSeated:
    """The next one of the original choice entered the committee (依次递补)."""

    unit: UnitCode
    election: Ref
    person: Ref
    filled_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class SubstitutesChosen:
    """The voters chose again (另行推选); the order of votes decides who follows."""

    unit: UnitCode
    election: Ref
    chosen: Annotated[tuple[Standing, ...], Length(min=1, max=40)]
    chosen_by: Name
    chosen_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class CommitteeChairNamed:
    """A member became chair of the committee."""

    unit: UnitCode
    election: Ref
    person: Ref
    named_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class RollPublished:
    """The roll of voters was published, on `clause`; objections are taken until the end of `objections_until`."""

    unit: UnitCode
    election: Ref
    voters: Count
    published_on: Day
    objections_until: Day | None
    clause: Text
    published_by: Actor
    recorded_at: Instant


@fact
class RollClosed:
    """The roll is final: `voters` may vote, `objections` were decided."""

    unit: UnitCode
    election: Ref
    voters: Count
    objections: Count
    closed_on: Day
    closed_by: Actor
    recorded_at: Instant


CommitteeCommand = (
    FormElectionCommittee
    | LeaveElectionCommittee
    | FillCommitteeSeat
    | ChooseSubstitutes
    | NameCommitteeChair
    | PublishRoll
    | CloseRoll
)
CommitteeFact = (
    ElectionCommitteeFormed
    | CommitteeMemberLeft
    | NoSubstitute
    | SubstituteSeated
    | SubstitutesChosen
    | CommitteeChairNamed
    | RollPublished
    | RollClosed
)
