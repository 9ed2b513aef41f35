"""What is recorded of a village resolution by four deliberations and two disclosures.

Law: county opinion on township standardisation, part 4 item 2 (document 1 §四2三要, 四议两公开); Organic Law of the
Villagers' Committees, arts. 21-27 (村民委员会组织法 第二十一条至第二十七条).
"""

from typing import get_args

from contracts.bilingual import Bilingual
from contracts.disclosure.words import Cause
from contracts.elections.meetings import BallotDecided, Body, Meeting
from contracts.elections.resolution_words import Authorisation, Step, StopGround, VillageMatter
from contracts.message import fact
from contracts.vocabulary import Day, Instant, Name, Ref, Text, UnitCode


@fact
class ResolutionProposed:
    """A village resolution was begun by a proposal of the Party branch (党支部会提议)."""

    unit: UnitCode
    resolution: Ref
    title: Bilingual
    matter: VillageMatter
    text: Text
    meeting: Meeting
    proposed_at: Instant


@fact
class DeliberationHeld:
    """A step of the four was taken and agreed to (商议、审议)."""

    unit: UnitCode
    resolution: Ref
    step: Step
    meeting: Meeting
    held_at: Instant


@fact
class VillageResolutionAdopted:
    """The villagers resolved (村民决议). It is owed to the public before anything is carried out."""

    unit: UnitCode
    resolution: Ref
    title: Bilingual
    matter: VillageMatter
    text: Text
    meeting: Meeting
    authorisation: Authorisation | None
    adopted_at: Instant


@fact
class ResolutionNotAdopted:
    """A step found no majority: this run has ended, another begins with a proposal of its own."""

    unit: UnitCode
    resolution: Ref
    step: Step
    meeting: Meeting
    reason: Text | None
    decided_at: Instant


@fact
class ResolutionDisclosed:
    """The resolution is public (决议公开): it may be carried out."""

    unit: UnitCode
    resolution: Ref
    cause: Cause
    published_at: Instant


@fact
class ImplementationStarted:
    """A resolution is being carried out."""

    unit: UnitCode
    resolution: Ref
    begun_on: Day
    started_at: Instant


@fact
class VillageMatterImplemented:
    """A resolution was carried out (实施结果). The result is owed to the public."""

    unit: UnitCode
    resolution: Ref
    title: Bilingual
    finished_on: Day
    result: Text
    implemented_at: Instant


@fact
class ResultDisclosed:
    """The result is public (实施结果公开)."""

    unit: UnitCode
    resolution: Ref
    cause: Cause
    published_at: Instant


@fact
class ResolutionClosed:
    """Four deliberations, two disclosures: the matter is closed (办结)."""

    unit: UnitCode
    resolution: Ref
    closed_at: Instant


@fact
class ResolutionStopped:
    """The run ended before its close. `was_adopted`: the villagers had resolved; then its end is owed to the public."""

    unit: UnitCode
    resolution: Ref
    title: Bilingual
    ground: StopGround
    body: Body | None
    clause: Name | None
    reason: Text
    was_adopted: bool
    stopped_on: Day
    stopped_at: Instant


ResolutionFact = (
    ResolutionProposed
    | DeliberationHeld
    | VillageResolutionAdopted
    | ResolutionNotAdopted
    | BallotDecided
    | ResolutionDisclosed
    | ImplementationStarted
    | VillageMatterImplemented
    | ResultDisclosed
    | ResolutionClosed
    | ResolutionStopped
)
RESOLUTION_FACTS: tuple[type, ...] = get_args(ResolutionFact)
