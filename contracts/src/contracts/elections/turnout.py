"""Who took part in a vote (参加投票人名册): another record than the ballots, in other appends, and in another order.

A station enters it after its box is closed, sorted by reference, under an act of its own, so that neither order, time
nor correlation tells which ballot was whose. How many took part stands with the box, and the two can be compared.

Law: secret ballot: Electoral Law, art. 40 (选举法 第四十条); Organic Law of Local Congresses and Governments, art. 28.
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.election_words import Round
from contracts.message import message, shape
from contracts.vocabulary import Actor, Count, Ref, UnitCode

Voters = Annotated[tuple[Ref, ...], Length(min=1, max=200)]
"""Some of those who took part, in the order of their references."""


@message("elections.record-turnout")
class RecordTurnout:
    """Enter who took part at a box, some at a time. Refused: `not-sorted`, `took-part-already`."""

    actor: Actor
    unit: UnitCode
    election: Ref
    round: Round
    box: Ref
    voters: Voters


@message("elections.turnout-recorded")
class TurnoutRecorded:
    """These persons took part (已参加投票). No time of their own, no choice, no ballot stands with them."""

    unit: UnitCode
    election: Ref
    round: Round
    box: Ref
    voters: Voters


@message("elections.turnout-of-round")
class TurnoutOfRound:
    """How many took part at each box, beside what the boxes say."""

    unit: UnitCode
    election: Ref
    round: Round


@shape
class BoxTurnout:
    """`recorded` stand on the record of who took part; the station of the box let `counted` vote."""

    box: Ref
    recorded: Count
    counted: Count | None


@message("elections.turnout-of-round-answer")
class TurnoutOfRoundAnswer:
    """Box by box; where the two numbers differ, somebody has to look."""

    boxes: tuple[BoxTurnout, ...]


TURNOUT_COMMANDS = (RecordTurnout,)
TURNOUT_FACTS = (TurnoutRecorded,)
