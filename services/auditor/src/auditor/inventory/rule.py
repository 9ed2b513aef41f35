"""The inventories of a year: one a day at the most, each of a log that is no smaller than that of the one before."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import assert_never

from contracts.auditor.inventory.messages import InventoryMade, RecordInventory
from contracts.rules import Rules
from contracts.stream_names import Part, key_of

inventory_stream = key_of(__name__, Part("year", of=lambda command: command.day.year))


@dataclass(frozen=True, slots=True)
class Inventories:
    """The newest one: its day, None before the first, and the size of its log."""

    day: date | None = None
    size: int = 0


def decide(
    command: RecordInventory, inventories: Inventories, rules: Rules[None], now: datetime
) -> list[InventoryMade]:
    """One of a day that has one, or of a smaller log, is no news."""
    is_later = inventories.day is None or command.day > inventories.day
    if not is_later or command.size < inventories.size:
        return []
    return [InventoryMade(day=command.day, size=command.size, streams=command.streams, root=command.root)]


def evolve(inventories: Inventories, fact: InventoryMade) -> Inventories:
    match fact:
        case InventoryMade():
            return Inventories(fact.day, fact.size)
        case _:
            assert_never(fact)
