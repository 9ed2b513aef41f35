"""How a run ends before its close: withdrawn, revoked by the villagers, or corrected on the township's order.

Law: Organic Law of the Villagers' Committees, arts. 23, 27 (村民委员会组织法 第二十三条、第二十七条).
What the villagers have resolved, neither the Party organisation nor the township stops in any other way.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.elections.resolution.messages import (
    OrderCorrection,
    ResolutionFact,
    ResolutionStopped,
    RevokeResolution,
    StopGround,
    WithdrawProposal,
)
from contracts.elections.resolution.rules import ResolutionRules
from contracts.elections.words import Body
from contracts.errors import refuse_unless

from elections.resolution.deliberation import refuse_earlier, refuse_unauthorised
from elections.resolution.meeting import refuse_impossible, refuse_without_quorum
from elections.resolution.state import BEFORE_RESOLVED, UNDER_WAY, Resolution

Stop = WithdrawProposal | RevokeResolution | OrderCorrection


def stop(command: Stop, resolution: Resolution, rules: ResolutionRules, now: datetime) -> Sequence[ResolutionFact]:
    stages = BEFORE_RESOLVED if isinstance(command, WithdrawProposal) else UNDER_WAY
    refuse_unless(resolution.stage in stages, "elections.invalid-transition", resolution.stage)
    day = _day(command)
    refuse_unless(day <= china_day(now), "elections.date-in-future", str(day))
    refuse_earlier(day, resolution)
    match command:
        case WithdrawProposal():
            return [_stopped(command, resolution, StopGround.WITHDRAWN, now)]
        case OrderCorrection():
            return [_stopped(command, resolution, StopGround.ORDER_OF_CORRECTION, now, clause=command.clause)]
        case RevokeResolution():
            return _revoke(command, resolution, rules, now)
        case _:
            assert_never(command)


def _revoke(
    command: RevokeResolution, resolution: Resolution, rules: ResolutionRules, now: datetime
) -> Sequence[ResolutionFact]:
    """By the assembly, or by representatives whom it has authorised to."""
    meeting = command.meeting
    refuse_impossible(meeting, china_day(now))
    refuse_unless(meeting.body in rules.deciding_bodies, "elections.wrong-body", meeting.body)
    if meeting.body is not Body.ASSEMBLY:
        refuse_unless(command.authorisation is not None, "elections.authorisation-required", meeting.body)
    refuse_unauthorised(meeting, resolution.matter, command.authorisation)
    refuse_without_quorum(meeting, rules, command.notice_on, command.households)
    is_agreed = rules.majority.is_met(meeting.agreed, meeting.attended)
    refuse_unless(is_agreed, "elections.revocation-not-agreed", f"{meeting.agreed} of {meeting.attended}")
    return [_stopped(command, resolution, StopGround.REVOKED, now, body=meeting.body)]


def _day(command: Stop) -> date:
    match command:
        case WithdrawProposal():
            return command.withdrawn_on
        case OrderCorrection():
            return command.ordered_on
        case RevokeResolution():
            return command.meeting.held_on
        case _:
            assert_never(command)


def _stopped(
    command: Stop,
    resolution: Resolution,
    ground: StopGround,
    now: datetime,
    *,
    body: Body | None = None,
    clause: str | None = None,
) -> ResolutionStopped:
    assert resolution.title is not None
    return ResolutionStopped(
        unit=command.unit,
        resolution=command.resolution,
        title=resolution.title,
        ground=ground,
        body=body,
        clause=clause,
        reason=command.reason,
        was_adopted=resolution.stage in UNDER_WAY,
        stopped_on=_day(command),
        stopped_at=now,
    )
