"""The county's leading group for township standardisation: every post filled, every body of the packs in it.

Law: county opinion on township standardisation, part 5 item 1 (document 1 §五1). Requirements A-016, A-017.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from contracts.assessment.county_group.messages import CountyGroupSetUp, GroupPost, SetUpCountyGroup
from contracts.assessment.programme.rules import ProgrammePolicy
from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

county_group_stream = key_of(__name__, "unit")

_ONCE = (GroupPost.LEADER, GroupPost.FIRST_DEPUTY, GroupPost.EXECUTIVE_DEPUTY, GroupPost.OFFICE_DIRECTOR)


@dataclass(frozen=True, slots=True)
class CountyGroup:
    """The group as it stands."""

    set_up: CountyGroupSetUp | None = None


def decide(
    command: SetUpCountyGroup, group: CountyGroup, rules: Rules[ProgrammePolicy], now: datetime
) -> list[CountyGroupSetUp]:
    policy = rules.policy
    refuse_unless(bool(policy.bodies), "assessment.threshold-not-configured", "T.group.bodies")
    filled = Counter(seat.post for seat in command.seats)
    vacant = [post for post in _ONCE if not filled[post]]
    refuse_unless(not vacant, "assessment.post-vacant", ", ".join(vacant))
    twice = [post for post in _ONCE if filled[post] > 1]
    refuse_unless(not twice, "assessment.post-filled-twice", ", ".join(twice))
    present = {seat.body for seat in command.seats if seat.post is GroupPost.MEMBER}
    missing = [body for body in policy.bodies if body not in present]
    refuse_unless(not missing, "assessment.body-missing", ", ".join(missing))
    refuse_unless(command.office_at == policy.office_at, "assessment.office-elsewhere", command.office_at)
    refuse_unless(command.formed_on <= china_day(now), "assessment.date-in-future", str(command.formed_on))
    return [
        CountyGroupSetUp(
            unit=command.unit,
            seats=command.seats,
            office_at=command.office_at,
            formed_on=command.formed_on,
            recorded_by=command.actor,
            recorded_at=now,
        )
    ]


def evolve(group: CountyGroup, fact: CountyGroupSetUp) -> CountyGroup:
    match fact:
        case CountyGroupSetUp():
            return CountyGroup(fact)
        case _:
            assert_never(fact)
