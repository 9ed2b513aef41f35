"""What follows from the boxes: the result, a new election for open seats, the end of the election.

Law: Organic Law of Local Congresses and Governments, arts. 25, 29 (地方组织法); Electoral Law, arts. 44, 45 (选举法).
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.candidates import ListedCandidate
from contracts.elections.election_words import Basis, Decided, ElectionKind, Round
from contracts.elections.papers import (
    BallotContest,
    ContestResult,
    PollTotals,
    UsedCount,
    Winner,
)
from contracts.message import command, fact
from contracts.vocabulary import ActingRole, Actor, Count, Day, Instant, Ref, StreamName, Text, UnitCode

Results = Annotated[tuple[ContestResult, ...], Length(min=1, max=8)]
UsedCounts = Annotated[tuple[UsedCount, ...], Length(min=1, max=60)]

# Commands


@command(version=2)
class DeclareResult:
    """Declare what the boxes say. Void, too few voters, a tie, open seats are outcomes. Refused: `boxes-missing`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    round: Round
    declared_on: Day


@command(version=2)
class OrderRerun:
    """Fill the open seats by a new election (另行选举): with candidates by order of votes, or after new nominations.

    Refused: `nothing-open`, `not-by-order-of-votes`, `candidate-count-unlawful`, `rerun-too-late`, `by-order-only`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    how: Decided
    candidates: Annotated[tuple[ListedCandidate, ...], Length(max=60)] = ()
    decision: Text
    held_on: Day
    session: StreamName | None = None


@command
class NoteOath:
    """An official took the oath: given by the service itself."""

    actor: Actor
    unit: UnitCode
    election: Ref
    person: Ref


@command(version=2)
class CloseElection:
    """The result was announced; the election ends. Refused: `not-elected-yet`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    announced_on: Day
    announcement: Text


# Facts


@fact
class PollVoided:
    """More ballots were found than people voted: the whole poll is void and is held again, on `clause`."""

    unit: UnitCode
    election: Ref
    round: Round
    totals: PollTotals
    clause: Text
    declared_on: Day
    declared_by: Actor
    declared_at: Instant


@fact
class TurnoutMissed:
    """Too few took part: nobody is elected and the poll is held again, on `clause`. `needed` is the least number."""

    unit: UnitCode
    election: Ref
    round: Round
    totals: PollTotals
    needed: Count
    clause: Text
    declared_on: Day
    declared_by: Actor
    declared_at: Instant


@fact
class ResultDeclared:
    """The result of a round (选举结果): who is elected, who is tied, what stays open, and on which clauses.

    `counts` names the count of each box it rests on; `measures` the version it was voted by.
    """

    unit: UnitCode
    election: Ref
    round: Round
    kind: ElectionKind
    basis: Basis
    measures: Ref
    totals: PollTotals
    counts: UsedCounts
    results: Results
    winners: Annotated[tuple[Winner, ...], Length(max=60)]
    clauses: Annotated[tuple[Text, ...], Length(min=1, max=10)]
    session: StreamName | None
    term_ends_on: Day
    declared_on: Day
    declared_by: Actor
    declared_at: Instant


@fact
class ResidentsCommitteeElected:
    """Every seat of a residents' committee is filled (居民委员会选举产生)."""

    unit: UnitCode
    election: Ref
    basis: Basis
    members: Annotated[tuple[Winner, ...], Length(min=1, max=60)]
    declared_on: Day


@fact
class RerunOrdered:
    """The open seats are filled by a new election; the ballot is empty until new nominations led to one."""

    unit: UnitCode
    election: Ref
    how: Decided
    ballot: Annotated[tuple[BallotContest, ...], Length(max=8)]
    held_on: Day
    session: StreamName | None
    decision: Text
    ordered_by: Actor
    recorded_at: Instant


@fact
class OathNoted:
    """One of the elected took the oath; `unsworn` are left."""

    unit: UnitCode
    election: Ref
    person: Ref
    unsworn: Count


@fact
class ElectionClosed:
    """The result was announced and the election is over; `unsworn` of the elected had not taken the oath."""

    unit: UnitCode
    election: Ref
    announced_on: Day
    announcement: Text
    unsworn: Count
    closed_by: Actor
    recorded_at: Instant


ResultCommand = DeclareResult | OrderRerun | NoteOath | CloseElection
ResultFact = (
    PollVoided | TurnoutMissed | ResultDeclared | ResidentsCommitteeElected | RerunOrdered | OathNoted | ElectionClosed
)
