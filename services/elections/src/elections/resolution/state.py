"""Where a village resolution stands (state machine S6)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from contracts.bilingual import Bilingual
from contracts.elections.matters.messages import BallotDecided
from contracts.elections.resolution.messages import (
    DeliberationHeld,
    ImplementationStarted,
    ResolutionClosed,
    ResolutionDisclosed,
    ResolutionFact,
    ResolutionNotAdopted,
    ResolutionProposed,
    ResolutionStopped,
    ResultDisclosed,
    Step,
    VillageMatter,
    VillageMatterImplemented,
    VillageResolutionAdopted,
)


class Stage(StrEnum):
    NONE = "none"
    PROPOSED = "proposed"
    CONSULTED = "consulted"
    REVIEWED = "reviewed"
    RESOLVED = "resolved"
    RESOLUTION_DISCLOSED = "resolution_disclosed"
    IMPLEMENTING = "implementing"
    IMPLEMENTED = "implemented"
    RESULT_DISCLOSED = "result_disclosed"
    CLOSED = "closed"
    NOT_ADOPTED = "not_adopted"
    STOPPED = "stopped"


BEFORE_RESOLVED = (Stage.PROPOSED, Stage.CONSULTED, Stage.REVIEWED)
UNDER_WAY = (Stage.RESOLVED, Stage.RESOLUTION_DISCLOSED, Stage.IMPLEMENTING)

_AFTER = {Step.CONSULTATION: Stage.CONSULTED, Step.REVIEW: Stage.REVIEWED}


@dataclass(frozen=True, slots=True)
class Resolution:
    """`title` is None before the proposal; `last_on`: the day of the last step that was taken."""

    stage: Stage = Stage.NONE
    title: Bilingual | None = None
    matter: VillageMatter = VillageMatter.OTHER
    text: str = ""
    last_on: date | None = None


_Passed = ResolutionNotAdopted | ResolutionDisclosed | ResultDisclosed | ResolutionClosed | ResolutionStopped
_PASSED = {
    ResolutionNotAdopted: Stage.NOT_ADOPTED,
    ResolutionDisclosed: Stage.RESOLUTION_DISCLOSED,
    ResultDisclosed: Stage.RESULT_DISCLOSED,
    ResolutionClosed: Stage.CLOSED,
    ResolutionStopped: Stage.STOPPED,
}
"""What only moves a run on."""


def evolve(resolution: Resolution, fact: ResolutionFact) -> Resolution:
    if isinstance(fact, _Passed):
        return replace(resolution, stage=_PASSED[type(fact)])
    match fact:
        case ResolutionProposed():
            return Resolution(Stage.PROPOSED, fact.title, fact.matter, fact.text, fact.meeting.held_on)
        case DeliberationHeld():
            return replace(resolution, stage=_AFTER[fact.step], last_on=fact.meeting.held_on)
        case VillageResolutionAdopted():
            return replace(resolution, stage=Stage.RESOLVED, last_on=fact.meeting.held_on)
        case ImplementationStarted():
            return replace(resolution, stage=Stage.IMPLEMENTING, last_on=fact.begun_on)
        case VillageMatterImplemented():
            return replace(resolution, stage=Stage.IMPLEMENTED, last_on=fact.finished_on)
        case BallotDecided():
            return resolution
        case _:
            assert_never(fact)
