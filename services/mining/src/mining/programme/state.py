"""What is known of an authority's programme, and how each fact changes it.

Law: opinion on green mines, parts 2 and 7 (document 3 §二(二), §七(一)).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.mining.programme.messages import (
    LocalDutyAssigned,
    LocalDutyReported,
    MasterPlanRegistered,
    MeasuresInterpreted,
    ParticipantRegistered,
    ProgrammeFact,
    ProgressReviewed,
    StageItemDelivered,
    StagePlanned,
    TargetSet,
    UpgradeRecorded,
)


@dataclass(frozen=True, slots=True)
class Programme:
    """`delivered`: stage, item and pilot of what is done; `plans`: the master plans on the register."""

    stages: Mapping[str, StagePlanned] = field(default_factory=dict)
    delivered: frozenset[tuple[str, str, str | None]] = frozenset()
    plans: frozenset[str] = frozenset()
    duties: Mapping[str, LocalDutyAssigned] = field(default_factory=dict)


def evolve(programme: Programme, fact: ProgrammeFact) -> Programme:
    match fact:
        case StagePlanned():
            return replace(programme, stages={**programme.stages, fact.stage: fact})
        case StageItemDelivered():
            item = (fact.stage, fact.deliverable, fact.of_unit)
            return replace(programme, delivered=programme.delivered | {item})
        case MasterPlanRegistered():
            return replace(programme, plans=programme.plans | {fact.plan})
        case LocalDutyAssigned():
            return replace(programme, duties={**programme.duties, fact.duty: fact})
        case TargetSet() | LocalDutyReported() | ProgressReviewed():
            return programme
        case MeasuresInterpreted() | ParticipantRegistered() | UpgradeRecorded():
            return programme
        case _:
            assert_never(fact)


def refuse_future(day: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "mining.date-in-future", str(day))
