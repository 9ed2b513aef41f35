"""Hearings in a village or community on the restoration of a mine's area.

The stream of a hearing is `elections_hearing-<unit>-<hearing>`.

Law: Mineral Resources Law of 2024, arts. 46 and 48 (矿产资源法 第四十六、四十八条), from 2025-07-01: committees,
collective economic organisations and representatives of residents and villagers are heard specially before a
restoration plan is approved, and take part when the works are accepted.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Range

from contracts.message import command, fact
from contracts.vocabulary import Actor, Day, Instant, Ref, Text, UnitCode

Attendance = Annotated[int, Range(min=0, max=100_000)]


class HearingOn(StrEnum):
    """What is heard about: the plan before its approval, or the works at their acceptance."""

    PLAN = "plan"
    ACCEPTANCE = "acceptance"


class HeardBody(StrEnum):
    """Who is heard (居民委员会、村民委员会、农村集体经济组织和居民、村民代表)."""

    COMMITTEES = "committees"
    COLLECTIVES = "collectives"
    REPRESENTATIVES = "representatives"


@command
class HoldRestorationHearing:
    """A village or community was heard on the restoration of a mine's area. Mining takes it up by itself.

    Refused: `hearing-held-already`, `nobody-attended`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    hearing: Ref
    mine: UnitCode
    on: HearingOn
    heard: HeardBody
    held_on: Day
    attended: Attendance
    opinions: Text


@fact
class RestorationHearingHeld:
    """A village or community was heard on the restoration of a mine's area (专门听取意见): a precondition there."""

    unit: UnitCode
    hearing: Ref
    mine: UnitCode
    on: HearingOn
    heard: HeardBody
    held_on: Day
    attended: Attendance
    opinions: Text
    recorded_by: Actor
    recorded_at: Instant
