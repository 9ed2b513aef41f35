"""Numbers for charts that are drawn in the templates: only places and sizes, nothing that is said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.answers.question import Document

CHART_WIDTH = 384
"""Eight quarters of 48 each; fewer stand further apart."""

BAR_HEIGHT = 160
SETTLED = ("on-time", "late", "overdue")


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of a bar, from its top down."""

    status: str
    number: int
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One quarter."""

    quarter: str
    total: int
    pieces: tuple[Piece, ...]


def bars(quarters: Sequence[Document]) -> tuple[Bar, ...]:
    """Stacked from the ground up: on time, late, overdue."""
    most = max((_total(quarter) for quarter in quarters), default=0)
    return tuple(Bar(quarter["quarter"], _total(quarter), _pieces(quarter, most)) for quarter in quarters)


def share_on_time(quarter: Mapping[str, int]) -> int | None:
    """Whole per cent, rounded down so that 100 means all; None if nothing fell due."""
    total = _total(quarter)
    return None if total == 0 else quarter["on-time"] * 100 // total


def step_of(share: int) -> int:
    """Which of five shades a share has: 0 is the worst, 4 is all on time."""
    return share // 25


def _pieces(quarter: Document, most: int) -> tuple[Piece, ...]:
    pieces, ground = [], float(BAR_HEIGHT)
    for status in SETTLED:
        height = quarter[status] * BAR_HEIGHT / most if most else 0.0
        ground -= height
        if quarter[status]:
            pieces.append(Piece(status, quarter[status], round(ground, 1), round(height, 1)))
    return tuple(pieces)


def _total(quarter: Mapping[str, int]) -> int:
    return sum(quarter[status] for status in SETTLED)
