"""One unit's duty to make one catalogue public for one period (公开责任).

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4); draft opinion on residents'
committees, part 2 (document 5 §二(三)2(5)); the secrecy check before publication (信息公开条例 第十七条).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import reduce
from typing import TypedDict, assert_never

from contracts.calendar import china_day
from contracts.cases import Reckoning
from contracts.deadlines import Deadline
from contracts.disclosure.commands import (
    CheckItems,
    CorrectItems,
    DraftItems,
    DutyCommand,
    MarkOverdue,
    OpenDuty,
    PublishItems,
    SubmitDuty,
)
from contracts.disclosure.events import (
    DisclosureOverdue,
    DutyFact,
    DutyFulfilled,
    DutyOpened,
    DutySubmitted,
    ItemsChecked,
    ItemsCorrected,
    ItemsDrafted,
    ItemsPublished,
)
from contracts.disclosure.policy import CatalogueRules, DisclosurePolicy
from contracts.disclosure.vocabulary import Publication
from contracts.errors import Rejected, refuse_unless
from contracts.rules import Rules

from disclosure.domain import items as of_items
from disclosure.domain.guards import refuse_entries, refuse_twice, refuse_unknown, refuse_unready, refuse_verdict
from disclosure.domain.items import Item
from disclosure.domain.periods import due_by, opening, opens_at, read_period


class Stage(StrEnum):
    NEW = "new"
    OPEN = "open"
    IN_REVIEW = "in-review"
    FULFILLED = "fulfilled"


@dataclass(frozen=True, slots=True)
class Duty:
    """What is known of one duty; `items` by code, in the catalogue's order."""

    stage: Stage = Stage.NEW
    catalogue: str = ""
    period: str = ""
    items: Mapping[str, Item] = field(default_factory=dict)
    annual: tuple[str, ...] = ()
    calendar_channels: tuple[str, ...] = ()
    due: Deadline | None = None
    is_announced_overdue: bool = False

    @property
    def due_at(self) -> datetime | None:
        return None if self.due is None else self.due.due_at

    def is_overdue(self, now: datetime) -> bool:
        return self.stage in (Stage.OPEN, Stage.IN_REVIEW) and self.due_at is not None and now >= self.due_at

    def unsettled(self) -> tuple[str, ...]:
        return tuple(code for code, item in self.items.items() if not item.settles(self.calendar_channels))


def decide(command: DutyCommand, duty: Duty, rules: Rules[DisclosurePolicy], now: datetime) -> Sequence[DutyFact]:
    if isinstance(command, OpenDuty):
        return _open(command, duty, rules, now)
    _refuse_unopened(command, duty, rules.policy.catalogue(command.catalogue), now)
    overdue = _overdue(command, duty, now)
    match command:
        case DraftItems():
            return [*overdue, _draft(command, duty, now)]
        case SubmitDuty():
            return [*overdue, _submit(command, duty, now)]
        case CheckItems():
            return _with_fulfilment([*overdue, _check(command, duty, rules.policy, now)], command, duty, now)
        case PublishItems():
            return _with_fulfilment([*overdue, _publish(command, duty, rules.policy, now)], command, duty, now)
        case CorrectItems():
            return [*overdue, _correct(command, duty, now)]
        case MarkOverdue():
            return overdue
        case _:
            assert_never(command)


def _open(command: OpenDuty, duty: Duty, rules: Rules[DisclosurePolicy], now: datetime) -> list[DutyFact]:
    """Opening the same duty twice has no effect."""
    owed = rules.policy.catalogue(command.catalogue)
    if duty.stage is not Stage.NEW:
        return []
    refuse_unless(command.kind is owed.responsible, "forbidden-unit", f"{command.catalogue} is no duty of it.")
    period = read_period(command.period, owed)
    refuse_unless(now >= opens_at(period, owed), "disclosure.period-not-ended", command.period)
    due = due_by(period, owed).deadline(rules.calendar)
    return [
        DutyOpened(
            **_key(command),
            kind=command.kind,
            items=owed.items,
            annual=owed.annual,
            calendar_channels=owed.calendar_channels,
            due_on=due.due_on,
            due_at=due.due_at,
            is_provisional=due.is_provisional,
            opened_at=now,
            next=opening(period.next(), owed),
        )
    ]


def _refuse_unopened(command: DutyCommand, duty: Duty, rules: CatalogueRules, now: datetime) -> None:
    """Say why there is no such duty: a period of the wrong kind, one that has not ended, or no duty of the unit."""
    if duty.stage is not Stage.NEW:
        return
    period = read_period(command.period, rules)
    refuse_unless(now >= opens_at(period, rules), "disclosure.period-not-ended", command.period)
    raise Rejected("disclosure.duty-not-open", f"{command.unit} owes no {command.catalogue} for {command.period}.")


def _draft(command: DraftItems, duty: Duty, now: datetime) -> ItemsDrafted:
    refuse_entries(command.entries, duty.items, duty.annual, command.period)
    public = [entry.item for entry in command.entries if duty.items[entry.item].is_published]
    refuse_unless(not public, "disclosure.already-published", ", ".join(public))
    return ItemsDrafted(
        **_key(command),
        entries=of_items.numbered(duty.items, command.entries),
        author=command.actor,
        drafted_at=now,
    )


def _submit(command: SubmitDuty, duty: Duty, now: datetime) -> DutySubmitted:
    refuse_unless(duty.stage is Stage.OPEN, "disclosure.already-submitted")
    missing = [code for code, item in duty.items.items() if item.version == 0]
    refuse_unless(not missing, "disclosure.items-missing", ", ".join(missing))
    return DutySubmitted(
        **_key(command),
        submitted_by=command.actor,
        submitted_at=now,
    )


def _check(command: CheckItems, duty: Duty, policy: DisclosurePolicy, now: datetime) -> ItemsChecked:
    refuse_unless(duty.stage is not Stage.OPEN, "disclosure.not-submitted")
    codes = [verdict.item for verdict in command.verdicts]
    refuse_unknown(duty.items, codes)
    refuse_twice(codes)
    own = [code for code in codes if duty.items[code].author == command.actor]
    refuse_unless(not own, "disclosure.check-by-author", ", ".join(own))
    for verdict in command.verdicts:
        refuse_verdict(verdict, duty.items[verdict.item], policy.catalogue(command.catalogue))
    return ItemsChecked(
        **_key(command),
        verdicts=command.verdicts,
        checked_by=command.actor,
        checked_at=now,
    )


def _publish(command: PublishItems, duty: Duty, policy: DisclosurePolicy, now: datetime) -> ItemsPublished:
    refuse_unless(duty.stage is not Stage.OPEN, "disclosure.not-submitted")
    refuse_unless(bool(command.channels), "disclosure.channel-required")
    unknown = [channel for channel in command.channels if channel not in policy.channels]
    refuse_unless(not unknown, "disclosure.invalid-channel", ", ".join(unknown))
    refuse_unless(len(set(command.channels)) == len(command.channels), "disclosure.invalid-channel", "named twice")
    refuse_unless(command.claimed_on <= china_day(now), "disclosure.date-in-future", str(command.claimed_on))
    refuse_unknown(duty.items, command.items)
    refuse_twice(list(command.items))
    codes = command.items or tuple(code for code, item in duty.items.items() if item.is_ready_for(command.channels))
    refuse_unless(bool(codes), "disclosure.nothing-to-publish")
    for code in codes:
        refuse_unready(code, duty.items[code], command.channels)
    return ItemsPublished(
        **_key(command),
        items=tuple(Publication(item=code, version=duty.items[code].version) for code in codes),
        channels=command.channels,
        claimed_on=command.claimed_on,
        published_by=command.actor,
        published_at=now,
    )


def _correct(command: CorrectItems, duty: Duty, now: datetime) -> ItemsCorrected:
    refuse_entries(command.entries, duty.items, duty.annual, command.period)
    unpublished = [entry.item for entry in command.entries if not duty.items[entry.item].is_published]
    refuse_unless(not unpublished, "disclosure.not-published", ", ".join(unpublished))
    return ItemsCorrected(
        **_key(command),
        entries=of_items.numbered(duty.items, command.entries),
        reason=command.reason,
        author=command.actor,
        corrected_at=now,
    )


def _overdue(command: DutyCommand, duty: Duty, now: datetime) -> list[DutyFact]:
    """The missing announcement, if due: no result depends on whether the sweeper ran."""
    if duty.is_announced_overdue or not duty.is_overdue(now):
        return []
    assert duty.due_at is not None
    return [
        DisclosureOverdue(
            **_key(command),
            due_at=duty.due_at,
            missing=duty.unsettled(),
            announced_at=now,
        )
    ]


def _with_fulfilment(facts: list[DutyFact], command: DutyCommand, duty: Duty, now: datetime) -> list[DutyFact]:
    """Add that the duty is fulfilled, if these facts settle its last item."""
    after = reduce(evolve, facts, duty)
    if duty.stage is Stage.FULFILLED or after.unsettled():
        return facts
    assert duty.due_at is not None
    fulfilled = DutyFulfilled(
        **_key(command),
        due_at=duty.due_at,
        fulfilled_at=now,
    )
    return [*facts, fulfilled]


class _Key(TypedDict):
    unit: str
    catalogue: str
    period: str


def _key(command: DutyCommand) -> _Key:
    """What every fact of a duty says of whose duty it is."""
    return {"unit": command.unit, "catalogue": command.catalogue, "period": command.period}


def due(duty: Duty) -> Deadline:
    """What is recorded of an opened duty."""
    assert duty.due is not None, "opened"
    return duty.due


def reckoning(duty: Duty, policy: DisclosurePolicy) -> Reckoning:
    """How an opened duty's due date is reckoned by these rules."""
    rules = policy.catalogue(duty.catalogue)
    return due_by(read_period(duty.period, rules), rules)


def evolve(duty: Duty, fact: DutyFact) -> Duty:
    match fact:
        case DutyOpened():
            return Duty(
                stage=Stage.OPEN,
                catalogue=fact.catalogue,
                period=fact.period,
                items={code: Item() for code in fact.items},
                annual=fact.annual,
                calendar_channels=fact.calendar_channels,
                due=Deadline(due_on=fact.due_on, due_at=fact.due_at, is_provisional=fact.is_provisional),
            )
        case ItemsDrafted() | ItemsCorrected():
            return replace(duty, items=of_items.written(duty.items, fact.entries, fact.author))
        case DutySubmitted():
            return replace(duty, stage=Stage.IN_REVIEW)
        case ItemsChecked():
            return replace(duty, items=of_items.checked(duty.items, fact))
        case ItemsPublished():
            return replace(duty, items=of_items.published(duty.items, fact))
        case DisclosureOverdue():
            return replace(duty, is_announced_overdue=True)
        case DutyFulfilled():
            return replace(duty, stage=Stage.FULFILLED)
        case _:
            assert_never(fact)
