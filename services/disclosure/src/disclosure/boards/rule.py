"""The notice boards of one unit: where they stand, when they were renewed, whether there are enough (公开栏).

Law: county opinion on township standardisation (document 1 §四1二要, §四2四要); draft opinion on residents' committees
(document 5 §二(四)1).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import reduce
from typing import assert_never

from contracts.calendar import china_day
from contracts.disclosure.boards.messages import (
    BoardCommand,
    BoardFact,
    BoardInspected,
    BoardKind,
    BoardMoved,
    BoardRegistered,
    BoardRegisterOpened,
    BoardRetired,
    BoardsReviewed,
    BoardsShort,
    BoardsStanding,
    BoardsSuffice,
    BoardUpdated,
    InspectBoard,
    MoveBoard,
    OpenBoardRegister,
    RegisterBoard,
    RetireBoard,
    ReviewBoards,
    UpdateBoard,
)
from contracts.disclosure.boards.rules import BoardPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of
from contracts.units import UnitKind

boards_stream = key_of(__name__, "unit")

_OnOneBoard = MoveBoard | RetireBoard | UpdateBoard | InspectBoard


@dataclass(frozen=True, slots=True)
class Board:
    """One board and the days it stands, both included."""

    kind: BoardKind
    valid_from: date
    valid_to: date | None = None

    def stands_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class Boards:
    """`kind` None: the register is not open. `boards` by number; `short`: how many stood of a kind found short."""

    kind: UnitKind | None = None
    boards: Mapping[int, Board] = field(default_factory=dict)
    short: Mapping[BoardKind, int] = field(default_factory=dict)
    reviewed_on: date | None = None

    def standing(self, kind: BoardKind, day: date) -> int:
        return sum(board.kind is kind and board.stands_on(day) for board in self.boards.values())


def decide(command: BoardCommand, boards: Boards, rules: Rules[BoardPolicy], now: datetime) -> Sequence[BoardFact]:
    facts = _recorded(command, boards, now)
    if not facts:
        return facts
    after = reduce(evolve, facts, boards)
    return [*facts, *_findings(command.unit, after, rules.policy, now)]


def _recorded(command: BoardCommand, boards: Boards, now: datetime) -> list[BoardFact]:
    if isinstance(command, OpenBoardRegister):
        opened = BoardRegisterOpened(unit=command.unit, kind=command.kind, opened_at=now)
        return [opened] if boards.kind is None else []
    refuse_unless(boards.kind is not None, "disclosure.unknown-unit", command.unit)
    match command:
        case RegisterBoard():
            return [_register(command, boards, now)]
        case ReviewBoards():
            is_new = boards.reviewed_on is None or boards.reviewed_on < command.on
            is_due = is_new and command.on <= china_day(now)
            return [BoardsReviewed(unit=command.unit, on=command.on, reviewed_at=now)] if is_due else []
        case _:
            return [_change(command, _standing(command, boards), now)]


def _register(command: RegisterBoard, boards: Boards, now: datetime) -> BoardRegistered:
    return BoardRegistered(
        unit=command.unit,
        number=len(boards.boards) + 1,
        kind=command.kind,
        place=command.place,
        valid_from=command.valid_from,
        registered_by=command.actor,
        registered_at=now,
    )


def _standing(command: _OnOneBoard, boards: Boards) -> Board:
    board = boards.boards.get(command.number)
    refuse_unless(board is not None, "disclosure.no-such-board", f"{command.unit}: {command.number}")
    assert board is not None
    return board


def _change(command: _OnOneBoard, board: Board, now: datetime) -> BoardFact:
    match command:
        case MoveBoard():
            return _move(command, board, now)
        case RetireBoard():
            return _retire(command, board, now)
        case UpdateBoard():
            return _update(command, board, now)
        case InspectBoard():
            return _inspect(command, board, now)
        case _:
            assert_never(command)


def _move(command: MoveBoard, board: Board, now: datetime) -> BoardMoved:
    _refuse_day(command.moved_on, board, now)
    return BoardMoved(
        unit=command.unit,
        number=command.number,
        place=command.place,
        moved_on=command.moved_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _retire(command: RetireBoard, board: Board, now: datetime) -> BoardRetired:
    refuse_unless(board.valid_to is None, "disclosure.board-retired-already", str(command.number))
    refuse_unless(command.valid_to >= board.valid_from, "disclosure.board-not-standing", str(command.valid_to))
    return BoardRetired(
        unit=command.unit,
        number=command.number,
        valid_to=command.valid_to,
        reason=command.reason,
        retired_by=command.actor,
        retired_at=now,
    )


def _update(command: UpdateBoard, board: Board, now: datetime) -> BoardUpdated:
    _refuse_day(command.updated_on, board, now)
    return BoardUpdated(
        unit=command.unit,
        number=command.number,
        updated_on=command.updated_on,
        evidence=command.evidence,
        updated_by=command.actor,
        recorded_at=now,
    )


def _inspect(command: InspectBoard, board: Board, now: datetime) -> BoardInspected:
    _refuse_day(command.inspected_on, board, now)
    refuse_unless(not command.faults or command.text is not None, "disclosure.reason-required", "Say what was found.")
    return BoardInspected(
        unit=command.unit,
        number=command.number,
        inspected_on=command.inspected_on,
        faults=command.faults,
        text=command.text,
        evidence=command.evidence,
        inspected_by=command.actor,
        recorded_at=now,
    )


def _refuse_day(day: date, board: Board, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "disclosure.date-in-future", str(day))
    refuse_unless(board.stands_on(day), "disclosure.board-not-standing", str(day))


def _findings(unit: str, boards: Boards, policy: BoardPolicy, now: datetime) -> list[BoardFact]:
    """A finding when a kind falls short or its number changes below the least, and another when that is over."""
    assert boards.kind is not None
    facts: list[BoardFact] = []
    for kind, least in policy.least[boards.kind].items():
        counted = BoardsStanding(kind=kind, standing=boards.standing(kind, china_day(now)), least=least)
        is_short = counted.standing < least
        if is_short and boards.short.get(kind) != counted.standing:
            facts.append(BoardsShort(unit=unit, boards=counted, found_at=now))
        if not is_short and kind in boards.short:
            facts.append(BoardsSuffice(unit=unit, boards=counted, found_at=now))
    return facts


def evolve(boards: Boards, fact: BoardFact) -> Boards:
    match fact:
        case BoardRegisterOpened():
            return Boards(kind=fact.kind)
        case BoardRegistered():
            return replace(boards, boards={**boards.boards, fact.number: Board(fact.kind, fact.valid_from)})
        case BoardRetired():
            retired = replace(boards.boards[fact.number], valid_to=fact.valid_to)
            return replace(boards, boards={**boards.boards, fact.number: retired})
        case BoardsReviewed():
            return replace(boards, reviewed_on=fact.on)
        case BoardsShort():
            return replace(boards, short={**boards.short, fact.boards.kind: fact.boards.standing})
        case BoardsSuffice():
            others = {kind: standing for kind, standing in boards.short.items() if kind is not fact.boards.kind}
            return replace(boards, short=others)
        case BoardMoved() | BoardUpdated() | BoardInspected():
            return boards
        case _:
            assert_never(fact)
