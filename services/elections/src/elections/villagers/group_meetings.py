"""Meetings of a villagers' group (村民小组会议): who has to come, how it decides, what the group is told.

Law: Organic Law of the Villagers' Committees, art. 28 (村民委员会组织法 第二十八条). "Promptly" has no number: what was
not told stays open, and nothing becomes overdue.
"""

from datetime import datetime

from contracts.elections.villagers.messages import (
    Attendance,
    GroupDecided,
    GroupTold,
    HoldGroupMeeting,
    TellGroup,
    Told,
)
from contracts.elections.villagers.rules import VillagersPolicy
from contracts.errors import Rejected, refuse_unless
from contracts.thresholds import Threshold

from elections.plausible import refuse_future


def decide_group(command: HoldGroupMeeting, number: int, policy: VillagersPolicy, now: datetime) -> GroupDecided:
    refuse_future(command.held_on, now)
    came = [each for each in (command.adults, command.households) if each is not None]
    for each in came:
        detail = f"{each.attended} of {each.entitled}"
        refuse_unless(each.attended <= each.entitled, "elections.attendance-exceeds-entitled", detail)
    is_met = any(_is_met(each, policy.group_quorum) for each in came)
    refuse_unless(is_met, "elections.quorum-not-met", command.group)
    voting = came[0].attended
    refuse_unless(command.agreed <= voting, "elections.votes-exceed-attendance", f"{command.agreed} of {voting}")
    needed = policy.majority.needed(voting)
    return GroupDecided(
        unit=command.unit,
        term=command.term,
        number=number,
        group=command.group,
        held_on=command.held_on,
        adults=command.adults,
        households=command.households,
        agreed=command.agreed,
        needed=needed,
        is_adopted=command.agreed >= needed,
        matter=command.matter,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _is_met(came: Attendance, quorum: Threshold) -> bool:
    return came.attended > 0 and quorum.is_met(came.attended, came.entitled)


def tell(
    command: TellGroup, meeting: GroupDecided | None, told: frozenset[tuple[int, Told]], now: datetime
) -> GroupTold:
    if meeting is None:
        raise Rejected("elections.no-such-meeting", str(command.number))
    refuse_unless((command.number, command.told) not in told, "elections.told-already", command.told)
    can_be_done = meeting.is_adopted or command.told is Told.DECISION
    refuse_unless(can_be_done, "elections.invalid-transition", "Nothing was decided that could be carried out.")
    refuse_future(command.told_on, now)
    in_order = command.told_on >= meeting.held_on
    refuse_unless(in_order, "elections.invalid-transition", f"{command.told_on} is before {meeting.held_on}")
    return GroupTold(
        unit=command.unit,
        term=command.term,
        number=command.number,
        told=command.told,
        told_on=command.told_on,
        text=command.text,
        recorded_by=command.actor,
        recorded_at=now,
    )
