"""What is owed outside the calendars: regular, staged and immediate work, and government information.

Items are added, changes reported, stages finished, postings inspected.
"""

from datetime import date, datetime, timedelta
from typing import assert_never

from contracts.calendar import Calendar, china_day, day_begins
from contracts.cases import Reckoning
from contracts.deadlines import Deadline, DeadlineRule, TimeUnit
from contracts.disclosure.duty.messages import (
    AddItems,
    Basis,
    BasisKind,
    DutyFact,
    DutyOpened,
    FinishStage,
    InspectionRecorded,
    ItemsAdded,
    ItemsOutdated,
    Matter,
    NamedItem,
    OpenMatter,
    RecordInspection,
    ReportChange,
    Rhythm,
    StageFinished,
    StageNotDisclosed,
)
from contracts.disclosure.duty.rules import CatalogueRules, DisclosurePolicy, MatterRules
from contracts.disclosure.words import MOST_ITEMS, Opening
from contracts.errors import refuse_unless
from contracts.rules import Rules

from disclosure.duty.ladder import first_after
from disclosure.duty.opening import number_of
from disclosure.duty.state import Duty, Stage, key
from disclosure.duty.writing import refuse_twice, refuse_unknown

MATTERS = (Rhythm.REGULAR, Rhythm.STAGED, Rhythm.IMMEDIATE, Rhythm.ACTIVE)
_MOST_NUMBER = 999


def open_matter(command: OpenMatter, duty: Duty, rules: Rules[DisclosurePolicy], now: datetime) -> list[DutyFact]:
    """Opening the same matter twice has no effect."""
    if duty.stage is not Stage.NEW:
        return []
    owed = rules.policy.catalogue(command.catalogue)
    _refuse_strange(command, owed, rules.policy, now)
    refuse_unfounded(command.matter.basis, rules.policy.matters)
    due = _due(command.matter, owed.rhythm, rules.policy.matters, rules.calendar, now)
    begins = day_begins(command.matter.begins_on) if owed.rhythm is Rhythm.REGULAR else now
    return [
        DutyOpened(
            **key(command),
            kind=command.kind,
            items=(command.matter.concerns or f"{command.catalogue}-1",),
            annual=(),
            calendar_channels=owed.calendar_channels,
            due_on=None if due is None else due.due_on,
            due_at=None if due is None else due.due_at,
            is_provisional=due is not None and due.is_provisional,
            opened_at=now,
            next=None if due is None or owed.rhythm is not Rhythm.REGULAR else _next(command, due),
            next_notice_at=first_after(begins, command.unit, due, rules.policy.ladder),
            matter=command.matter,
        )
    ]


def reckoning_of(matter: Matter, rhythm: Rhythm, rules: MatterRules) -> Reckoning | None:
    """How the due date is reckoned; None where neither rule nor person has named one."""
    if rhythm is Rhythm.REGULAR:
        assert matter.interval is not None, "refused without"
        whole = DeadlineRule(
            amount=matter.interval.amount, unit=matter.interval.unit, first_day_counts=True, source=matter.basis.text
        )
        return Reckoning(whole, matter.begins_on)
    if rhythm is Rhythm.ACTIVE and rules.active is not None:
        return Reckoning(rules.active, matter.begins_on)
    if matter.due_on is not None:
        return Reckoning(DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=matter.basis.text), matter.due_on)
    return None


def refuse_unfounded(basis: Basis, rules: MatterRules) -> None:
    """A petition binds from the share on that the rules name (…以上)."""
    if basis.petition is None:
        return
    share = rules.petition.get(basis.petition.by)
    refuse_unless(share is not None, "disclosure.petition-not-provided", f"No rule for {basis.petition.by}.")
    assert share is not None
    enough = basis.petition.signatures >= share * basis.petition.of
    signed = f"{basis.petition.signatures} of {basis.petition.of}, {share} is needed"
    refuse_unless(enough and basis.petition.signatures <= basis.petition.of, "disclosure.petition-too-small", signed)


def _refuse_strange(command: OpenMatter, owed: CatalogueRules, policy: DisclosurePolicy, now: datetime) -> None:
    matter, today = command.matter, china_day(now)
    is_matter = owed.rhythm in MATTERS and number_of(command.period) is not None
    refuse_unless(is_matter, "disclosure.wrong-period", f"{command.catalogue} {command.period}")
    has_interval = owed.rhythm is not Rhythm.REGULAR or matter.interval is not None
    refuse_unless(has_interval, "disclosure.interval-required", command.period)
    in_past = matter.due_on is not None and matter.due_on < today and matter.basis.kind is not BasisKind.FACT
    refuse_unless(not in_past, "disclosure.day-in-past", str(matter.due_on))
    if owed.rhythm is Rhythm.ACTIVE:
        refuse_unless(matter.begins_on <= today, "disclosure.date-in-future", str(matter.begins_on))
        catalogue = policy.catalogues.get((matter.concerns or "").partition("-")[0])
        is_listed = catalogue is not None and catalogue.code in policy.matters.government
        is_owed = is_listed and catalogue is not None and catalogue.is_owed_by(command.unit, command.kind)
        refuse_unless(
            is_owed and catalogue is not None and matter.concerns in catalogue.items,
            "disclosure.unknown-item",
            f"{matter.concerns} is no government information of {command.unit}.",
        )


def _due(matter: Matter, rhythm: Rhythm, rules: MatterRules, calendar: Calendar, now: datetime) -> Deadline | None:
    reckoning = reckoning_of(matter, rhythm, rules)
    if reckoning is not None:
        return reckoning.deadline(calendar)
    return due_at_once(rules, now) if rhythm is Rhythm.IMMEDIATE else None


def due_at_once(rules: MatterRules, now: datetime) -> Deadline | None:
    """When what has just arisen is due; None where no pack gives hours."""
    if rules.immediate_hours is None:
        return None
    due_at = now + timedelta(hours=rules.immediate_hours)
    return Deadline(due_on=china_day(due_at - datetime.resolution), due_at=due_at, is_provisional=False)


def _next(command: OpenMatter, due: Deadline) -> Opening | None:
    """The next interval begins when this one has ended."""
    number = number_of(command.period)
    assert number is not None, "refused without"
    if number == _MOST_NUMBER:
        return None
    matter, _, _ = command.period.rpartition("-")
    return Opening(catalogue=command.catalogue, period=f"{matter}-{number + 1}", opens_at=due.due_at)


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
