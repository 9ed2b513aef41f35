"""What is known of one congress for its term: its deputies, its presidium, its credentials committee, its sessions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypedDict

from contracts.elections.term.messages import CommitteeSeatKind, CongressCommand, SessionStep
from contracts.elections.words import RollEntry, SeatKind, Standing

from elections.domain.session_state import MAY_ACT, OF_ALL


class Stage(StrEnum):
    """`elected`: its deputies are elected, the congress before is still in office."""

    NEW = "new"
    ELECTED = "elected"
    BEGUN = "begun"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Mandate:
    """One deputy. `is_reviewed`: what the committee found, None before; `acted_from` None: not yet."""

    standing: Standing
    district: str
    is_reviewed: bool | None = None
    acted_from: date | None = None
    absences: int = 0


@dataclass(frozen=True, slots=True)
class Congress:
    """One congress. `deputies` are those whose mandate has not ended; `resignations`: item of the agenda to deputy.

    `vacancies` are districts, as often as they have a vacant seat. `unreported`: changes no session has heard of.
    """

    stage: Stage = Stage.NEW
    township: str = ""
    seats: int = 0
    due_at: datetime | None = None
    is_announced_overdue: bool = False
    presidium: Mapping[str, SeatKind] = field(default_factory=dict)
    reviewers: tuple[str, ...] = ()
    committee: Mapping[str, CommitteeSeatKind] = field(default_factory=dict)
    is_committee_formed: bool = False
    committee_vacancies: int = 0
    deputies: Mapping[str, Mandate] = field(default_factory=dict)
    vacancies: tuple[str, ...] = ()
    resignations: Mapping[str, str] = field(default_factory=dict)
    sessions: Mapping[int, SessionStep] = field(default_factory=dict)
    unreported: tuple[str, ...] = ()
    version: int = 0

    def having(self, *standings: Standing) -> tuple[str, ...]:
        return tuple(name for name, mandate in self.deputies.items() if mandate.standing in standings)

    @property
    def may_act(self) -> tuple[str, ...]:
        return self.having(*MAY_ACT)

    @property
    def valid(self) -> tuple[str, ...]:
        return self.having(*OF_ALL)

    @property
    def roll(self) -> tuple[RollEntry, ...]:
        """Everyone whose credentials are confirmed."""
        return tuple(
            RollEntry(deputy=name, standing=mandate.standing)
            for name, mandate in self.deputies.items()
            if mandate.standing is not Standing.UNREVIEWED
        )

    @property
    def pending(self) -> tuple[int, ...]:
        """The sessions that go on, to which every change is shown."""
        going_on = (SessionStep.REQUESTED, SessionStep.OPENED)
        return tuple(number for number, step in self.sessions.items() if step in going_on)


class Key(TypedDict):
    unit: str
    term: int


def key(command: CongressCommand) -> Key:
    return {"unit": command.unit, "term": command.term}
