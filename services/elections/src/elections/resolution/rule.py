"""A village's resolution by four deliberations and two disclosures (四议两公开).

Law: county opinion on township standardisation, part 4 item 2 (document 1 §四2三要); Organic Law of the Villagers'
Committees, arts. 21-27 (村民委员会组织法 第二十一条至第二十七条).

What the villagers have resolved waits until a fact says that it is public, and goes on; so does what came of it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.elections.resolution.messages import (
    AdoptResolution,
    CloseResolution,
    ConsultResolution,
    Disclosure,
    ImplementationStarted,
    OrderCorrection,
    ProposeResolution,
    RecordDisclosure,
    RecordImplementation,
    ResolutionClosed,
    ResolutionCommand,
    ResolutionDisclosed,
    ResolutionFact,
    ResultDisclosed,
    ReviewResolution,
    RevokeResolution,
    StartImplementation,
    VillageMatterImplemented,
    WithdrawProposal,
)
from contracts.elections.resolution.rules import ResolutionRules
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.resolution.deliberation import deliberate, refuse_earlier
from elections.resolution.state import BEFORE_RESOLVED, Resolution, Stage
from elections.resolution.stopping import stop

resolution_stream = key_of(__name__, "unit", "resolution")

_NOT_RESOLVED = (Stage.NONE, *BEFORE_RESOLVED, Stage.NOT_ADOPTED)


def decide(
    command: ResolutionCommand, resolution: Resolution, rules: Rules[ResolutionRules], now: datetime
) -> Sequence[ResolutionFact]:
    match command:
        case ProposeResolution() | ConsultResolution() | ReviewResolution() | AdoptResolution():
            return deliberate(command, resolution, rules.policy, now)
        case RecordDisclosure():
            return _disclosed(command, resolution)
        case StartImplementation():
            return [_started(command, resolution, now)]
        case RecordImplementation():
            return [_implemented(command, resolution, now)]
        case CloseResolution():
            return [_closed(command, resolution, now)]
        case WithdrawProposal() | RevokeResolution() | OrderCorrection():
            return stop(command, resolution, rules.policy, now)
        case _:
            assert_never(command)


def _disclosed(command: RecordDisclosure, resolution: Resolution) -> Sequence[ResolutionFact]:
    """Once is enough; what is public of a run that stands elsewhere changes nothing."""
    unit, name = command.unit, command.resolution
    at, cause = command.published_at, command.cause
    if resolution.stage is Stage.RESOLVED and command.disclosed is Disclosure.RESOLUTION:
        return [ResolutionDisclosed(unit=unit, resolution=name, cause=cause, published_at=at)]
    if resolution.stage is Stage.IMPLEMENTED and command.disclosed is Disclosure.RESULT:
        return [ResultDisclosed(unit=unit, resolution=name, cause=cause, published_at=at)]
    return []


def _started(command: StartImplementation, resolution: Resolution, now: datetime) -> ImplementationStarted:
    stage = resolution.stage
    refuse_unless(stage not in _NOT_RESOLVED, "elections.four-two-not-completed", stage)
    refuse_unless(stage is not Stage.RESOLVED, "elections.resolution-not-disclosed", command.resolution)
    refuse_unless(stage is Stage.RESOLUTION_DISCLOSED, "elections.invalid-transition", stage)
    refuse_unless(command.begun_on <= china_day(now), "elections.date-in-future", str(command.begun_on))
    refuse_earlier(command.begun_on, resolution)
    return ImplementationStarted(
        unit=command.unit, resolution=command.resolution, begun_on=command.begun_on, started_at=now
    )


def _implemented(command: RecordImplementation, resolution: Resolution, now: datetime) -> VillageMatterImplemented:
    refuse_unless(resolution.stage is Stage.IMPLEMENTING, "elections.invalid-transition", resolution.stage)
    refuse_unless(command.finished_on <= china_day(now), "elections.date-in-future", str(command.finished_on))
    refuse_earlier(command.finished_on, resolution)
    assert resolution.title is not None
    return VillageMatterImplemented(
        unit=command.unit,
        resolution=command.resolution,
        title=resolution.title,
        finished_on=command.finished_on,
        result=command.result,
        implemented_at=now,
    )


def _closed(command: CloseResolution, resolution: Resolution, now: datetime) -> ResolutionClosed:
    is_waiting = resolution.stage is Stage.IMPLEMENTED
    refuse_unless(not is_waiting, "elections.result-not-disclosed", command.resolution)
    refuse_unless(resolution.stage is Stage.RESULT_DISCLOSED, "elections.invalid-transition", resolution.stage)
    return ResolutionClosed(unit=command.unit, resolution=command.resolution, closed_at=now)
