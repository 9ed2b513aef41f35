"""What a centre or station is said to have in a year, as far as the record cannot know it (document 4 §六(一))."""

from collections.abc import Sequence
from datetime import datetime

from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.mediation.haves.messages import ENTERED, Have, HaveRecorded, RecordHave
from contracts.mediation.haves.rules import HavePolicy
from contracts.rules import Rules
from contracts.stream_names import key_of
from contracts.units import UnitKind, suits

haves_stream = key_of(__name__, "unit", "year")


def decide(command: RecordHave, state: None, rules: Rules[HavePolicy], now: datetime) -> Sequence[HaveRecorded]:
    has_one = suits(UnitKind.TOWNSHIP, command.unit) or suits(UnitKind.VILLAGE, command.unit)
    refuse_unless(has_one, "mediation.neither-township-nor-village", f"unit: {command.unit}")
    refuse_unless(command.have in rules.policy.haves, "mediation.unknown-kind", f"have: {command.have}, eight_haves")
    refuse_unless(command.have in ENTERED, "mediation.counted-by-itself", f"have: {command.have}")
    is_budget = command.have is Have.BUDGET
    has_amount = bool(command.yuan) if is_budget else command.yuan is None
    refuse_unless(has_amount, "mediation.amount-required", f"yuan: {command.yuan}, have: {command.have}")
    refuse_unless(command.from_on.year == command.year, "mediation.wrong-year", f"from_on: {command.from_on}")
    refuse_unless(command.from_on <= china_day(now), "mediation.date-in-future", f"from_on: {command.from_on}")
    return [
        HaveRecorded(
            unit=command.unit,
            year=command.year,
            have=command.have,
            from_on=command.from_on,
            basis=command.basis,
            yuan=command.yuan,
            recorded_by=command.actor,
            recorded_at=now,
        )
    ]


def evolve(state: None, fact: HaveRecorded) -> None:
    return None
