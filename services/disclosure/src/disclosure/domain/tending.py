"""What is done about a duty besides writing and publishing: items added, changes reported, inspections, stages ended.

Law: county opinion on township standardisation (document 1 §四3, §四4, §五1): posted content is easy to renew
(便于更新), lists are open (等), stages are disclosed one by one, the discipline inspection commission inspects.
"""

from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.disclosure.duty.messages import (
    AddItems,
    DutyFact,
    FinishStage,
    InspectionRecorded,
    ItemsAdded,
    ItemsOutdated,
    NamedItem,
    RecordInspection,
    ReportChange,
    Rhythm,
    StageFinished,
    StageNotDisclosed,
)
from contracts.disclosure.duty.rules import DisclosurePolicy
from contracts.disclosure.words import MOST_ITEMS
from contracts.errors import refuse_unless

from disclosure.domain.guards import refuse_twice, refuse_unknown
from disclosure.domain.matters import refuse_unfounded
from disclosure.domain.state import Duty, key

Tending = FinishStage | AddItems | ReportChange | RecordInspection


def tend(command: Tending, duty: Duty, policy: DisclosurePolicy, now: datetime) -> list[DutyFact]:
    match command:
        case FinishStage():
            return _finish(command, duty, policy, now)
        case AddItems():
            return [_add(command, duty, policy, now)]
        case ReportChange():
            return [_outdate(command, duty, now)]
        case RecordInspection():
            return [_inspect(command, duty, now)]
        case _:
            assert_never(command)


def _finish(command: FinishStage, duty: Duty, policy: DisclosurePolicy, now: datetime) -> list[DutyFact]:
    rhythm = policy.catalogue(command.catalogue).rhythm
    refuse_unless(rhythm is Rhythm.STAGED, "disclosure.not-staged", command.catalogue)
    refuse_unless(not duty.is_stage_finished, "disclosure.already-finished", command.period)
    _refuse_future(command.finished_on, now)
    finished = StageFinished(
        **key(command), finished_on=command.finished_on, finished_by=command.actor, recorded_at=now
    )
    missing = duty.unsettled()
    return [finished, StageNotDisclosed(**key(command), missing=missing)] if missing else [finished]


def _add(command: AddItems, duty: Duty, policy: DisclosurePolicy, now: datetime) -> ItemsAdded:
    refuse_unfounded(command.basis, policy.matters)
    total = len(duty.items) + len(command.names)
    refuse_unless(total <= MOST_ITEMS, "disclosure.too-many-items", f"{total} of {MOST_ITEMS}")
    added = sum(f"{command.catalogue}-x" in code for code in duty.items)
    return ItemsAdded(
        **key(command),
        items=tuple(
            NamedItem(item=f"{command.catalogue}-x{number}", name=name)
            for number, name in enumerate(command.names, start=added + 1)
        ),
        basis=command.basis,
        added_by=command.actor,
        added_at=now,
    )


def _outdate(command: ReportChange, duty: Duty, now: datetime) -> ItemsOutdated:
    _refuse_strangers(command.items, duty)
    _refuse_future(command.changed_on, now)
    unpublished = [code for code in command.items if not duty.items[code].is_published]
    refuse_unless(not unpublished, "disclosure.not-published", ", ".join(unpublished))
    return ItemsOutdated(
        **key(command),
        items=command.items,
        changed_on=command.changed_on,
        reason=command.reason,
        reported_by=command.actor,
        reported_at=now,
    )


def _inspect(command: RecordInspection, duty: Duty, now: datetime) -> InspectionRecorded:
    _refuse_strangers(tuple(observation.item for observation in command.observations), duty)
    _refuse_future(command.inspected_on, now)
    return InspectionRecorded(
        **key(command),
        inspected_on=command.inspected_on,
        observations=command.observations,
        inspected_by=command.actor,
        recorded_at=now,
    )


def _refuse_strangers(codes: tuple[str, ...], duty: Duty) -> None:
    refuse_unknown(duty.items, codes)
    refuse_twice(list(codes))


def _refuse_future(day: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "disclosure.date-in-future", str(day))
