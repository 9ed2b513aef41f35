"""Who took part in a vote (参加投票人名册): another record than the ballots, in other appends, and in another order.

A station enters it after its box is closed, sorted by reference, under an act of its own, so that neither order, time
nor correlation tells which ballot was whose. How many took part stands with the box, and the two can be compared.

Law: secret ballot: Electoral Law, art. 40 (选举法 第四十条); Organic Law of Local Congresses and Governments, art. 28.
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.words import ElectionKind, Round
from contracts.message import Json, answer, command, fact, question, shape
from contracts.vocabulary import ActingRole, Actor, Count, Ref, UnitCode

Voters = Annotated[tuple[Ref, ...], Length(min=1, max=200)]
"""Some of those who took part, in the order of their references."""


@command(version=2)
class RecordTurnout:
    """Enter who took part at a box, some at a time. Refused: `not-sorted`, `took-part-already`, `no-such-election`.

    `kind` is that of the planned election, set by the door and never sent, and decides which role may (`run_by`,
    `forbidden-role`). Version 1 knew neither.
    """

    actor: Actor
    acting_role: ActingRole | None = None
    kind: ElectionKind | None = None
    unit: UnitCode
    election: Ref
    round: Round
    box: Ref
    voters: Voters


@fact
class TurnoutRecorded:
    """These persons took part (已参加投票). No time of their own, no choice, no ballot stands with them."""

    unit: UnitCode
    election: Ref
    round: Round
    box: Ref
    voters: Voters


@question
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


@answer
class TurnoutOfRoundAnswer:
    """Box by box; where the two numbers differ, somebody has to look."""

    boxes: tuple[BoxTurnout, ...]


def _without_office(document: Json) -> Json:
    return {**document, "acting_role": None, "kind": None}


UPCASTS = {"elections.record-turnout.v1": _without_office}
