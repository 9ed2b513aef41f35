"""One area of the register of those that need a residents' committee.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1(2)).
"""

from dataclasses import replace
from datetime import datetime

from contracts.elections.area.messages import AreaRegistered, RegisterArea
from contracts.elections.area.rules import CoveragePolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

area_stream = key_of(__name__, "unit", "area")


def decide(
    command: RegisterArea, area: AreaRegistered | None, rules: Rules[CoveragePolicy], now: datetime
) -> list[AreaRegistered]:
    """Of what kinds they are say the packs; where none does, every kind is taken."""
    kinds = rules.policy.kinds
    refuse_unless(not kinds or command.kind in kinds, "elections.unknown-kind", f"kind: {command.kind}")
    registered = AreaRegistered(
        unit=command.unit,
        area=command.area,
        name=command.name,
        kind=command.kind,
        community=command.community,
        registered_by=command.actor,
        registered_at=now,
    )
    is_same = (
        area is not None
        and replace(registered, registered_by=area.registered_by, registered_at=area.registered_at) == area
    )
    return [] if is_same else [registered]


def evolve(area: AreaRegistered | None, fact: AreaRegistered) -> AreaRegistered:
    return fact
