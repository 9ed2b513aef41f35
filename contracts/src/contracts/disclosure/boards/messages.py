"""Notice boards and posted places of a unit: registered, updated, inspected, and whether they suffice.

Law: county opinion on township standardisation (document 1 §四1二要, §四2四要): a sunshine Party-affairs board and a
Party and village affairs board in each village; draft opinion on residents' committees (document 5 §二(四)1): at least
two disclosure boards and one publicity board in each community, an electronic display where there are the means.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.bilingual import Bilingual
from contracts.message import answer, command, fact, question, shape
from contracts.units import UnitKind
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Name, Text, UnitCode


@command
class OpenBoardRegister:
    """Begin the register of a unit. Sent by the service itself when the unit is enrolled."""

    actor: Actor
    unit: UnitCode
    kind: UnitKind


class BoardKind(StrEnum):
    """What a board is for: disclosure (公开栏; in a village the Party and village affairs board), publicity (宣传栏),
    sunshine Party affairs (阳光党务公开牌), an electronic display (电子显示屏)."""

    DISCLOSURE = "disclosure"
    PUBLICITY = "publicity"
    SUNSHINE = "sunshine"
    DISPLAY = "display"


@command
class RegisterBoard:
    """Enter a board that stands at a place from a day on; it is given the next number."""

    actor: Actor
    unit: UnitCode
    kind: BoardKind
    place: Name
    valid_from: Day


BoardNumber = Annotated[int, Range(min=1, max=999)]
"""The number of a board in its unit's register, from 1 without gaps; never given again."""


@command
class MoveBoard:
    """The board stands at another place."""

    actor: Actor
    unit: UnitCode
    number: BoardNumber
    place: Name
    moved_on: Day


@command
class RetireBoard:
    """The board stands until `valid_to`, that day included."""

    actor: Actor
    unit: UnitCode
    number: BoardNumber
    valid_to: Day
    reason: Text


_Few = Length(max=10)


@command
class UpdateBoard:
    """What is posted on the board was renewed; `evidence` are digests of photos of it."""

    actor: Actor
    unit: UnitCode
    number: BoardNumber
    updated_on: Day
    evidence: Annotated[tuple[Digest, ...], _Few] = ()


class BoardFault(StrEnum):
    """What an inspection found wrong."""

    EMPTY = "empty"
    STALE = "stale"
    DAMAGED = "damaged"
    NOT_THERE = "not-there"
    HARD_TO_SEE = "hard-to-see"
    OTHER_THAN_RECORDED = "other-than-recorded"


@command
class InspectBoard:
    """Somebody from above looked at the board; `faults` empty: it was in order. A fault needs its text."""

    actor: Actor
    unit: UnitCode
    number: BoardNumber
    inspected_on: Day
    faults: Annotated[tuple[BoardFault, ...], _Few]
    text: Text | None = None
    evidence: Annotated[tuple[Digest, ...], _Few] = ()


@command
class ReviewBoards:
    """Count the boards that stand on the day. Sent by the service itself when a board comes to stand or to fall."""

    actor: Actor
    unit: UnitCode
    on: Day


BoardCommand = OpenBoardRegister | RegisterBoard | MoveBoard | RetireBoard | UpdateBoard | InspectBoard | ReviewBoards


@fact
class BoardRegisterOpened:
    """The register of a unit's boards begins."""

    unit: UnitCode
    kind: UnitKind
    opened_at: Instant


@fact
class BoardRegistered:
    """A board stands from `valid_from` on."""

    unit: UnitCode
    number: BoardNumber
    kind: BoardKind
    place: Name
    valid_from: Day
    registered_by: Actor
    registered_at: Instant


@fact
class BoardMoved:
    """A board stands at another place."""

    unit: UnitCode
    number: BoardNumber
    place: Name
    moved_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class BoardRetired:
    """A board stands no longer than `valid_to`."""

    unit: UnitCode
    number: BoardNumber
    valid_to: Day
    reason: Text
    retired_by: Actor
    retired_at: Instant


@fact
class BoardUpdated:
    """What is posted was renewed: on `updated_on`, as the unit says; recorded at `recorded_at`."""

    unit: UnitCode
    number: BoardNumber
    updated_on: Day
    evidence: tuple[Digest, ...]
    updated_by: Actor
    recorded_at: Instant


@fact
class BoardInspected:
    """A board was inspected (检查): what was found, with its evidence."""

    unit: UnitCode
    number: BoardNumber
    inspected_on: Day
    faults: tuple[BoardFault, ...]
    text: Text | None
    evidence: tuple[Digest, ...]
    inspected_by: Actor
    recorded_at: Instant


@fact
class BoardsReviewed:
    """The boards that stand on a day were counted because one came to stand or to fall."""

    unit: UnitCode
    on: Day
    reviewed_at: Instant


@shape
class BoardsStanding:
    """How many boards of a kind stand, and how many there have to be at least."""

    kind: BoardKind
    standing: Count
    least: Count


@fact
class BoardsShort:
    """A finding: fewer boards of a kind stand than there have to be."""

    unit: UnitCode
    boards: BoardsStanding
    found_at: Instant


@fact
class BoardsSuffice:
    """The finding is over: as many boards of the kind stand as there have to be."""

    unit: UnitCode
    boards: BoardsStanding
    found_at: Instant


BoardFact = (
    BoardRegisterOpened
    | BoardRegistered
    | BoardMoved
    | BoardRetired
    | BoardUpdated
    | BoardInspected
    | BoardsReviewed
    | BoardsShort
    | BoardsSuffice
)


@question
class BoardsOfUnit:
    """The boards of a unit, those that no longer stand too, in the order of their numbers."""

    unit: UnitCode


@question
class UnitsShortOfBoards:
    """The units in an area with fewer boards than there have to be, in the order of their codes."""

    unit: UnitCode


@shape
class BoardLine:
    """One board; `faults` are those of its last inspection."""

    number: BoardNumber
    kind: BoardKind
    place: Name
    valid_from: Day
    valid_to: Day | None
    updated_on: Day | None
    inspected_on: Day | None
    faults: tuple[BoardFault, ...]


@answer
class BoardLines:
    """One page of a unit's boards; `short` what is missing today."""

    unit_name: Bilingual
    boards: tuple[BoardLine, ...]
    short: tuple[BoardsStanding, ...]
    next: str | None


@shape
class ShortUnit:
    """One unit and the boards it is short of."""

    unit: UnitCode
    unit_name: Bilingual
    boards: BoardsStanding


@answer
class ShortUnits:
    """One page of findings."""

    units: tuple[ShortUnit, ...]
    next: str | None
