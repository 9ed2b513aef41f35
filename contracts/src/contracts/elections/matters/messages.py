"""What village resolutions and team decisions have in common: the result of a ballot, and what can be asked.

No decider is of this name: the fact is recorded in the stream of the resolution or of the decision that was voted on.

Law: county opinion on township standardisation, part 4 items 1 and 2 (document 1 §四1, §四2); Organic Law of the
Villagers' Committees, arts. 21-26 (村民委员会组织法 第二十一条至第二十六条).
"""

from enum import StrEnum

from contracts.bilingual import Bilingual
from contracts.elections.words import Body
from contracts.message import answer, fact, question, shape
from contracts.vocabulary import ActingRole, Count, Day, Instant, Name, Ref, UnitCode


@fact
class BallotDecided:
    """A matter was decided by ballot (民主票决); the result is owed to the public on the affairs board.

    `case` is what the ballot was about, by its reference in the unit.
    """

    unit: UnitCode
    case: Name
    title: Bilingual
    body: Body
    agreed: Count
    against: Count
    abstained: Count
    is_adopted: bool
    held_on: Day
    decided_at: Instant


class MatterKind(StrEnum):
    """A village's resolution (村民决议), or a decision of a township's team (班子会决定)."""

    RESOLUTION = "resolution"
    DECISION = "decision"


@question
class MattersOfUnit:
    """The resolutions and decisions of a unit, in the order of their references.

    `acting_role` is that of the token, never sent: the public is shown what has been disclosed, as far as it has.
    """

    acting_role: ActingRole | None = None
    unit: UnitCode
    kind: MatterKind


@question
class StepsOfMatter:
    """How one resolution or decision came about, step by step. Refused: `no-such-matter`.

    `acting_role` is that of the token, never sent: to the public, what is not disclosed does not exist.
    """

    acting_role: ActingRole | None = None
    unit: UnitCode
    kind: MatterKind
    name: Ref


@shape
class MatterLine:
    """One matter: what it is about (`subject`), where it stands and since when."""

    name: Ref
    title: Bilingual
    subject: Name
    status: Name
    changed_at: Instant


@answer
class MatterLines:
    """One page of matters; `next` is the token of the page after it."""

    unit: UnitCode
    matters: tuple[MatterLine, ...]
    next: str | None


@shape
class MatterStep:
    """One step: the status it led to, the day it was taken, and how the body voted where one did."""

    status: Name
    on: Day | None
    body: Body | None
    agreed: Count | None
    against: Count | None
    recorded_at: Instant


@answer
class MatterSteps:
    """Every step, oldest first."""

    matter: MatterLine
    steps: tuple[MatterStep, ...]
