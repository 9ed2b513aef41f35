"""What is known of one duty, and what every fact about it says of whose duty it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypedDict

from contracts.deadlines import Deadline
from contracts.disclosure.duty.messages import DutyCommand, FiguresStated, Matter

from disclosure.domain.items import Item
from disclosure.domain.told import Told


class Stage(StrEnum):
    NEW = "new"
    OPEN = "open"
    IN_REVIEW = "in-review"
    FULFILLED = "fulfilled"


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty; `items` by code, in the catalogue's order; `told` by item what another service recorded,
    `figures` what its newest version says of the books.

    `was_fulfilled` stays once it was, whatever reopens it.
    """

    stage: Stage = Stage.NEW
    unit: str = ""
    catalogue: str = ""
    period: str = ""
    items: Mapping[str, Item] = field(default_factory=dict)
    annual: tuple[str, ...] = ()
    calendar_channels: tuple[str, ...] = ()
    due: Deadline | None = None
    is_announced_overdue: bool = False
    was_fulfilled: bool = False
    matter: Matter | None = None
    is_stage_finished: bool = False
    next_notice_at: datetime | None = None
    told: Mapping[str, Told] = field(default_factory=dict)
    figures: Mapping[str, FiguresStated] = field(default_factory=dict)

    @property
    def due_at(self) -> datetime | None:
        return None if self.due is None else self.due.due_at

    def is_overdue(self, now: datetime) -> bool:
        """Due, and never fulfilled: what is missing of a reopened duty has no due date."""
        is_owed = self.stage in (Stage.OPEN, Stage.IN_REVIEW) and not self.was_fulfilled
        return is_owed and self.due_at is not None and now >= self.due_at

    def unsettled(self) -> tuple[str, ...]:
        """Most items of an open duty are neither public nor withheld: of those `settles` need not be asked."""
        channels = self.calendar_channels
        return tuple(
            [
                code
                for code, item in self.items.items()
                if (not item.published and item.withheld_on is None) or not item.settles(channels)
            ]
        )


class Key(TypedDict):
    unit: str
    catalogue: str
    period: str


def key(command: DutyCommand) -> Key:
    return {"unit": command.unit, "catalogue": command.catalogue, "period": command.period}
