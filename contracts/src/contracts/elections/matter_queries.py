"""What can be asked about village resolutions and team decisions, and what is answered."""

from enum import StrEnum

from contracts.bilingual import Bilingual
from contracts.elections.meetings import Body
from contracts.message import answer, question, shape
from contracts.vocabulary import ActingRole, Count, Day, Instant, Name, Ref, UnitCode


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
