"""The facts of elected offices: elected, sworn, resigning, gone (S5).

Law: Organic Law of Local Congresses and Governments, arts. 18, 25, 32 (地方组织法); Electoral Law, arts. 54, 56, 57
(选举法).
"""

from contracts.elections.election_words import Basis, PersonName, Persons, Post, Vote
from contracts.elections.office_words import Clauses, VacancyGround
from contracts.message import fact
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, StreamName, Text, UnitCode


@fact
class OfficialElected:
    """Somebody holds the office from the announced result on (AMB-53); the oath is a duty, no condition.

    `election` is None for who was entered from before this record.
    """

    unit: UnitCode
    post: Post
    person: Ref
    name: PersonName
    basis: Basis
    election: Ref | None
    session: StreamName | None
    elected_on: Day
    term_ends_on: Day
    clauses: Clauses
    owes_oath: bool
    recorded_at: Instant


@fact
class OfficeTermEnded:
    """A term ended because the next congress, or the voters, elected to the office again."""

    unit: UnitCode
    post: Post
    person: Ref
    ended_on: Day


@fact
class OathTaken:
    """The official took the constitutional oath (宪法宣誓)."""

    unit: UnitCode
    post: Post
    person: Ref
    election: Ref | None
    taken_on: Day
    place: Name
    witness: Ref
    recorded_by: Actor
    recorded_at: Instant


@fact
class OathMissing:
    """A finding: elected in this session, and not sworn when it closed."""

    unit: UnitCode
    post: Post
    persons: Persons
    session: StreamName


@fact
class ResignationFiled:
    """The official resigned to the congress (辞职), which decides at this or the next session."""

    unit: UnitCode
    post: Post
    person: Ref
    filed_on: Day
    reason: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class ResignationAccepted:
    """The congress accepted a resignation with at least `needed` votes, on `clause`."""

    unit: UnitCode
    post: Post
    person: Ref
    session: StreamName
    vote: Vote
    needed: Count
    clause: Text
    decided_on: Day
    recorded_at: Instant


@fact
class ResignationRefused:
    """A resignation did not find `needed` votes: the office goes on."""

    unit: UnitCode
    post: Post
    person: Ref
    session: StreamName
    vote: Vote
    needed: Count
    clause: Text
    decided_on: Day
    recorded_at: Instant


@fact
class OfficialTransferredOut:
    """The official was transferred out of the area (调离). `must_resign`: the office does not end by itself."""

    unit: UnitCode
    post: Post
    person: Ref
    transferred_on: Day
    must_resign: bool
    clause: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class OtherPostRecorded:
    """The official holds another post beside the office (兼职)."""

    unit: UnitCode
    post: Post
    person: Ref
    other: Name
    from_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class OfficeVacated:
    """An office fell vacant (出缺): a by-election is owed until it is filled; no text gives a number of days.

    `holders` are left in the office, `clause` is what it ended on.
    """

    unit: UnitCode
    post: Post
    person: Ref
    ground: VacancyGround
    vacated_on: Day
    holders: Count
    clause: Text
    recorded_at: Instant


HoldingFact = (
    OfficialElected
    | OfficeTermEnded
    | OathTaken
    | OathMissing
    | ResignationFiled
    | ResignationAccepted
    | ResignationRefused
    | OfficialTransferredOut
    | OtherPostRecorded
    | OfficeVacated
)
