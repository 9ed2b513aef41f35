"""Voting and counting: what lies in the boxes, and what follows from it. Nothing here knows who voted for whom.

The station enters closed boxes as totals; who took part is another record (`contracts.elections.turnout`).

Law: Organic Law of Local Congresses and Governments, arts. 25, 28-30 (地方组织法); Electoral Law, arts. 37-45 (选举法);
Organic Law of the Villagers' Committees, art. 15 (村民委员会组织法).
"""

from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.elections.election_words import Round, RoundKind
from contracts.elections.papers import (
    BallotContests,
    BoxCount,
    Boxes,
    ContestResult,
    UsedCount,
)
from contracts.elections.sessions import HeldSession
from contracts.message import command, fact
from contracts.vocabulary import ActingRole, Actor, Count, Day, Instant, Ref, Text, UnitCode

Results = Annotated[tuple[ContestResult, ...], Length(min=1, max=8)]
UsedCounts = Annotated[tuple[UsedCount, ...], Length(min=1, max=60)]

# Commands


@command(version=3)
class OpenVoting:
    """Open the boxes to the voters; what is voted on follows from the record.

    `entitled` are all deputies, or all who stand on the roll; `present`, in a congress, who attends; `held`, in a
    congress, the session as it is on record, added by the door: version 2 knew none. Refused:
    `election-measures-not-adopted`, `candidates-not-confirmed`, `session-not-open`, `quorum-not-met`, `roll-differs`,
    `papers-do-not-add-up`, `counter-is-candidate`, `not-enough-watchers`, `voting-open-already`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    entitled: Count
    present: Count | None = None
    printed: Count
    boxes: Boxes
    voted_on: Day
    held: HeldSession | None = None


@command(version=2)
class CountBox:
    """Enter a closed box as totals, once its ballots were counted in public.

    Refused: `difference-unexplained`, `invalid-tally`, `count-not-public`, `box-counted-already`, `no-such-box`,
    `not-signed-by-counters`.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    round: Round
    box: Ref
    count: BoxCount


@command(version=2)
class RecountBox:
    """Enter a recount of a box, with the reason; the count before stays. Refused as `CountBox`; `not-counted`."""

    actor: Actor
    acting_role: ActingRole | None = None
    unit: UnitCode
    election: Ref
    round: Round
    box: Ref
    count: BoxCount
    reason: Text


# Facts


@fact
class VotingOpened:
    """A round of voting began; `ballot` is what is voted on, `kept_back` are ballots that no box was given."""

    unit: UnitCode
    election: Ref
    round: Round
    why: RoundKind
    ballot: BallotContests
    entitled: Count
    present: Count | None
    printed: Count
    kept_back: Count
    boxes: Boxes
    voted_on: Day
    opened_by: Actor
    recorded_at: Instant


@fact
class BoxCounted:
    """One ballot box (票箱) was counted in public."""

    unit: UnitCode
    election: Ref
    round: Round
    box: Ref
    count: BoxCount
    entered_by: Actor
    recorded_at: Instant


@fact
class BoxRecounted:
    """A box was counted again; `number` is 2 for the first recount. All counts stay, the result names the one it
    used.
    """

    unit: UnitCode
    election: Ref
    round: Round
    box: Ref
    number: Annotated[int, Range(min=2, max=9)]
    count: BoxCount
    reason: Text
    entered_by: Actor
    recorded_at: Instant


VotingCommand = OpenVoting | CountBox | RecountBox
VotingFact = VotingOpened | BoxCounted | BoxRecounted
