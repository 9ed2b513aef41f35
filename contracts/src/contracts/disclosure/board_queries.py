"""What can be asked about notice boards, and what is answered."""

from contracts.bilingual import Bilingual
from contracts.disclosure.boards import BoardFault, BoardKind, BoardNumber, BoardsStanding
from contracts.message import answer, question, shape
from contracts.vocabulary import Day, Name, UnitCode


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
