"""One residents' or consultation meeting: held with a quorum, its minutes kept, and closed only when they are complete.

Law: Organic Law of the Urban Residents' Committees, art. 9 (居民委员会组织法 第九条); draft opinion on residents'
committees, part 2 (document 5 §二(一)2(1), §二(三)2(2)-(3)). Requirements E-138, E-151, E-342, X-005.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.elections.residents_meeting.messages import (
    CloseResidentsMeeting,
    HoldResidentsMeeting,
    KeepResidentsMinutes,
    MeetingForm,
    MinutesField,
    ResidentsMeetingClosed,
    ResidentsMeetingCommand,
    ResidentsMeetingFact,
    ResidentsMeetingHeld,
    ResidentsMinutesKept,
)
from contracts.elections.residents_meeting.rules import ResidentsMeetingPolicy
from contracts.errors import Rejected, refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

residents_meeting_stream = key_of(__name__, "unit", "meeting", named="residents")

_OF_THE_MEETING = (MinutesField.DATE, MinutesField.FORM, MinutesField.ATTENDANCE)
"""What is known since the meeting was held; the rest is written."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """`held` is None before the meeting; `minutes` are those that stand."""

    held: ResidentsMeetingHeld | None = None
    minutes: ResidentsMinutesKept | None = None
    is_closed: bool = False

    @property
    def fields(self) -> tuple[MinutesField, ...]:
        """Those parts of the minutes that are there, in the order of the list."""
        kept = self.minutes
        written = set(_OF_THE_MEETING)
        if kept is not None:
            texts = {"place": kept.place, "topics": kept.topics, "opinions": kept.opinions, "result": kept.result}
            written |= {MinutesField(name) for name, text in texts.items() if text is not None}
        return tuple(field for field in MinutesField if field in written)


def decide(
    command: ResidentsMeetingCommand, meeting: Meeting, rules: Rules[ResidentsMeetingPolicy], now: datetime
) -> Sequence[ResidentsMeetingFact]:
    if isinstance(command, HoldResidentsMeeting):
        refuse_unless(meeting.held is None, "elections.meeting-held-already", command.meeting)
        return [_hold(command, rules.policy, now)]
    if meeting.held is None:
        raise Rejected("elections.no-such-meeting", command.meeting)
    refuse_unless(not meeting.is_closed, "elections.meeting-closed", command.meeting)
    match command:
        case KeepResidentsMinutes():
            return [_keep(command, meeting.minutes, now)]
        case CloseResidentsMeeting():
            return [_close(command, meeting, rules.policy, now)]
        case _:
            assert_never(command)


def _hold(command: HoldResidentsMeeting, policy: ResidentsMeetingPolicy, now: datetime) -> ResidentsMeetingHeld:
    """A council that is consulted has no quorum of the law, and decides nothing for the residents."""
    attended, entitled, agreed = command.attended, command.entitled, command.agreed
    is_consulted = command.form is MeetingForm.CONSULTATION
    refuse_unless(command.held_on <= china_day(now), "elections.date-in-future", str(command.held_on))
    is_form = is_consulted or not policy.forms or command.form in policy.forms
    refuse_unless(is_form, "elections.invalid-meeting-form", command.form)
    refuse_unless(attended <= entitled, "elections.attendance-exceeds-entitled", f"{attended} of {entitled}")
    needed = 1 if is_consulted else policy.quorum.needed(entitled)
    refuse_unless(entitled > 0 and attended >= needed, "elections.quorum-not-met", f"{attended} of {needed} needed")
    refuse_unless(agreed is None or agreed <= attended, "elections.votes-exceed-attendance", f"{agreed} of {attended}")
    return ResidentsMeetingHeld(
        unit=command.unit,
        meeting=command.meeting,
        form=command.form,
        held_on=command.held_on,
        entitled=entitled,
        attended=attended,
        needed=needed,
        agreed=agreed,
        is_adopted=None if agreed is None else policy.majority.is_met(agreed, attended),
        recorded_by=command.actor,
        recorded_at=now,
    )


def _keep(command: KeepResidentsMinutes, before: ResidentsMinutesKept | None, now: datetime) -> ResidentsMinutesKept:
    written = ResidentsMinutesKept(
        unit=command.unit,
        meeting=command.meeting,
        place=command.place,
        topics=command.topics,
        opinions=command.opinions,
        result=command.result,
        kept_by=command.actor,
        kept_at=now,
    )
    if before is None:
        return written
    return replace(
        written,
        place=command.place or before.place,
        topics=command.topics or before.topics,
        opinions=command.opinions or before.opinions,
        result=command.result or before.result,
    )


def _close(
    command: CloseResidentsMeeting, meeting: Meeting, policy: ResidentsMeetingPolicy, now: datetime
) -> ResidentsMeetingClosed:
    there = meeting.fields
    missing = [field for field in MinutesField if field not in there]
    needed = len(MinutesField) if policy.fields is None else policy.fields
    refuse_unless(len(there) >= needed, "elections.minutes-required", ", ".join(missing))
    return ResidentsMeetingClosed(
        unit=command.unit, meeting=command.meeting, fields=there, closed_by=command.actor, closed_at=now
    )


def evolve(meeting: Meeting, fact: ResidentsMeetingFact) -> Meeting:
    match fact:
        case ResidentsMeetingHeld():
            return Meeting(held=fact)
        case ResidentsMinutesKept():
            return replace(meeting, minutes=fact)
        case ResidentsMeetingClosed():
            return replace(meeting, is_closed=True)
        case _:
            assert_never(fact)
