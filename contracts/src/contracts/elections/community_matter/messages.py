"""Major matters of a community (社区重大事项) and its public-interest construction, as they are executed.

The meeting is a residents' meeting of the form `consultation`, on record in a stream of its own.

Law: draft opinion on residents' committees, part 2 (document 5 §二(三)2(3)): on each a consultation meeting is held,
with complete minutes.
"""

from enum import StrEnum

from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Day, Instant, Name, Ref, UnitCode


class CommunityMatterKind(StrEnum):
    """Public-interest construction (公益事业建设), or another major matter (重大事项)."""

    PUBLIC_CONSTRUCTION = "public_construction"
    MAJOR_MATTER = "major_matter"


@shape
class ConsultationHeld:
    """A consultation as it is on record. `is_closed`: its minutes are complete, for no other meeting is closed."""

    held_on: Day
    is_closed: bool


@command
class ExecuteCommunityMatter:
    """A matter is executed from this day on; `consultation` is the meeting that was held on it, None where none was.

    `consulted` is read by the service's door from the record of that meeting, never sent. Refused: `executed-already`,
    `date-in-future`, `no-such-consultation` (no meeting of this name, or none that consulted).
    """

    actor: Actor
    unit: UnitCode
    matter: Ref
    kind: CommunityMatterKind
    title: Name
    executed_on: Day
    consultation: Ref | None = None
    consulted: ConsultationHeld | None = None


class ConsultationLack(StrEnum):
    """Why a matter counts as executed without consultation: none named, held after it, minutes incomplete."""

    NONE_NAMED = "none-named"
    HELD_AFTERWARDS = "held-afterwards"
    MINUTES_INCOMPLETE = "minutes-incomplete"


@fact
class CommunityMatterExecuted:
    """A matter is executed. `consulted`: the consultation as it stood when this was recorded.

    `lack` None: it was held before or on the same day, and its minutes are complete.
    """

    unit: UnitCode
    matter: Ref
    kind: CommunityMatterKind
    title: Name
    executed_on: Day
    consultation: Ref | None
    consulted: ConsultationHeld | None
    lack: ConsultationLack | None
    recorded_by: Actor
    recorded_at: Instant


@fact
class ConsultationMissing:
    """It is executed without a consultation before it that has complete minutes. This stays."""

    unit: UnitCode
    matter: Ref
    lack: ConsultationLack
    noted_at: Instant


CommunityMatterFact = CommunityMatterExecuted | ConsultationMissing


@question
class ExecutedMattersOfCommunities:
    """The matters that are executed in the area of a unit, and which of them without consultation."""

    unit: UnitCode


@shape
class ExecutedMatterLine:
    """One matter; `lack` None: it was consulted on before, with complete minutes."""

    unit: UnitCode
    matter: Ref
    kind: CommunityMatterKind
    title: Name
    executed_on: Day
    consultation: Ref | None
    consulted_on: Day | None
    lack: ConsultationLack | None


@answer
class ExecutedMattersAnswer:
    """One page in the order of the codes, days and names."""

    matters: tuple[ExecutedMatterLine, ...]
    next: str | None
