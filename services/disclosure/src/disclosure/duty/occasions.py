"""What other services recorded: owed where an active pack orders it, item by item, and told when it is public.

Law: see `contracts.disclosure.duty.messages`.
"""

from collections.abc import Sequence
from datetime import datetime

from contracts.cases import Reckoning
from contracts.deadlines import Deadline
from contracts.disclosure.duty.messages import (
    Basis,
    BasisKind,
    DutyFact,
    DutyOpened,
    ItemsAdded,
    ItemsPublished,
    Matter,
    NamedItem,
    OccasionDisclosed,
    OccasionRecorded,
    OpenOccasion,
)
from contracts.disclosure.duty.rules import DisclosurePolicy, PostingRule
from contracts.disclosure.words import MOST_ITEMS
from contracts.errors import refuse_unless
from contracts.rules import Rules

from disclosure.duty.ladder import first_after
from disclosure.duty.matters import due_at_once
from disclosure.duty.opening import number_of
from disclosure.duty.state import Duty, key


def open_occasion(command: OpenOccasion, rules: Rules[DisclosurePolicy], now: datetime) -> list[DutyFact]:
    """Nothing, where no active pack orders it."""
    posting = rules.policy.postings.get(command.occasion)
    if posting is None:
        return []
    refuse_unless(number_of(command.period) is not None, "disclosure.wrong-period", command.period)
    item = f"{command.catalogue}-1"
    due = _due(command, posting, rules, now)
    opened = DutyOpened(
        **key(command),
        kind=command.kind,
        items=(item,),
        annual=(),
        calendar_channels=posting.channels,
        due_on=None if due is None else due.due_on,
        due_at=None if due is None else due.due_at,
        is_provisional=due is not None and due.is_provisional,
        opened_at=now,
        next=None,
        next_notice_at=first_after(now, command.unit, due, rules.policy.ladder),
        matter=Matter(name=command.name, begins_on=command.happened_on, basis=_basis(command, posting)),
    )
    return [opened, _recorded(command, item, now)]


def add_occasion(command: OpenOccasion, duty: Duty, policy: DisclosurePolicy, now: datetime) -> list[DutyFact]:
    """A further cause is a further item of the open duty; the same cause counts once."""
    posting = policy.postings.get(command.occasion)
    if posting is None or any(known.cause == command.cause for known in duty.told.values()):
        return []
    refuse_unless(len(duty.items) < MOST_ITEMS, "disclosure.too-many-items", f"{MOST_ITEMS} of {MOST_ITEMS}")
    item = f"{command.catalogue}-x{1 + sum(f'{command.catalogue}-x' in code for code in duty.items)}"
    added = ItemsAdded(
        **key(command),
        items=(NamedItem(item=item, name=command.name),),
        basis=_basis(command, posting),
        added_by=command.actor,
        added_at=now,
    )
    return [added, _recorded(command, item, now)]


def disclosed(duty: Duty, after: Duty, facts: Sequence[DutyFact]) -> list[DutyFact]:
    """What these publications have made public for the first time, on a channel that meets the duty."""
    awaited = {item: told for item, told in duty.told.items() if not told.is_disclosed}
    return [
        OccasionDisclosed(
            unit=fact.unit,
            catalogue=fact.catalogue,
            period=fact.period,
            item=publication.item,
            occasion=awaited[publication.item].occasion,
            cause=awaited[publication.item].cause,
            version=publication.version,
            digest=publication.digest,
            channels=fact.channels,
            claimed_on=fact.claimed_on,
            published_at=fact.published_at,
        )
        for fact in facts
        if isinstance(fact, ItemsPublished)
        for publication in fact.items
        if publication.item in awaited and after.items[publication.item].settles(after.calendar_channels)
    ]


def reckoning_of_occasion(duty: Duty, policy: DisclosurePolicy) -> Reckoning | None:
    """How the due date of a duty is reckoned that an event ends; None if none does."""
    for known in duty.told.values():
        posting = policy.postings.get(known.occasion)
        if posting is not None and posting.before is not None and known.event_on is not None:
            return Reckoning(posting.before, known.event_on)
    return None


def _due(command: OpenOccasion, posting: PostingRule, rules: Rules[DisclosurePolicy], now: datetime) -> Deadline | None:
    if posting.before is not None:
        event = command.event_on
        return None if event is None else Reckoning(posting.before, event).deadline(rules.calendar)
    return due_at_once(rules.policy.matters, now)


def _basis(command: OpenOccasion, posting: PostingRule) -> Basis:
    return Basis(kind=BasisKind.FACT, text=posting.source, cause=command.cause)


def _recorded(command: OpenOccasion, item: str, now: datetime) -> OccasionRecorded:
    return OccasionRecorded(
        **key(command),
        item=item,
        occasion=command.occasion,
        happened_on=command.happened_on,
        event_on=command.event_on,
        cause=command.cause,
        recorded_at=now,
    )
