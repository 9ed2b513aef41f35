"""One hearing on the restoration of a mine's area, in one village or community: it is held once.

Law: Mineral Resources Law of 2024, arts. 46 and 48 (矿产资源法 第四十六、四十八条).
"""

from collections.abc import Sequence
from datetime import datetime

from contracts.calendar import china_day
from contracts.elections.hearing.messages import HoldRestorationHearing, RestorationHearingHeld
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

hearing_stream = key_of(__name__, "unit", "hearing")


def decide(
    command: HoldRestorationHearing, held: RestorationHearingHeld | None, rules: Rules[None], now: datetime
) -> Sequence[RestorationHearingHeld]:
    refuse_unless(held is None, "elections.hearing-held-already", command.hearing)
    refuse_unless(command.attended > 0, "elections.nobody-attended", command.hearing)
    refuse_unless(command.held_on <= china_day(now), "elections.date-in-future", str(command.held_on))
    return [
        RestorationHearingHeld(
            unit=command.unit,
            hearing=command.hearing,
            mine=command.mine,
            on=command.on,
            heard=command.heard,
            held_on=command.held_on,
            attended=command.attended,
            opinions=command.opinions,
            recorded_by=command.actor,
            recorded_at=now,
        )
    ]


def evolve(held: RestorationHearingHeld | None, fact: RestorationHearingHeld) -> RestorationHearingHeld:
    return fact
