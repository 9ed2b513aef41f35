"""Writing entries, handing them in, and correcting what is public.

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4): what each item holds; what is public
is never overwritten.
"""

from datetime import datetime
from typing import assert_never

from contracts.disclosure.duty.messages import (
    CorrectItems,
    DraftItems,
    DutyFact,
    DutySubmitted,
    ItemsCorrected,
    ItemsDrafted,
    SubmitDuty,
)
from contracts.disclosure.duty.rules import DisclosurePolicy
from contracts.errors import refuse_unless

from disclosure.domain.figures import stated
from disclosure.domain.guards import refuse_entries
from disclosure.domain.items import numbered
from disclosure.domain.state import Duty, Stage, key

Writing = DraftItems | SubmitDuty | CorrectItems


def write(command: Writing, duty: Duty, policy: DisclosurePolicy, now: datetime) -> list[DutyFact]:
    match command:
        case DraftItems():
            drafted = _draft(command, duty, policy, now)
            return [drafted, *stated(drafted, policy.figures)]
        case SubmitDuty():
            return [_submit(command, duty, now)]
        case CorrectItems():
            corrected = _correct(command, duty, policy, now)
            return [corrected, *stated(corrected, policy.figures)]
        case _:
            assert_never(command)


def _draft(command: DraftItems, duty: Duty, policy: DisclosurePolicy, now: datetime) -> ItemsDrafted:
    refuse_entries(command.entries, duty.items, duty.annual, command.period, policy)
    public = [entry.item for entry in command.entries if duty.items[entry.item].is_published]
    refuse_unless(not public, "disclosure.already-published", ", ".join(public))
    return ItemsDrafted(
        **key(command),
        entries=numbered(duty.items, command.entries),
        author=command.actor,
        drafted_at=now,
    )


def _submit(command: SubmitDuty, duty: Duty, now: datetime) -> DutySubmitted:
    refuse_unless(duty.stage is Stage.OPEN, "disclosure.already-submitted")
    missing = [code for code, item in duty.items.items() if item.version == 0]
    refuse_unless(not missing, "disclosure.items-missing", ", ".join(missing))
    return DutySubmitted(
        **key(command),
        submitted_by=command.actor,
        submitted_at=now,
    )


def _correct(command: CorrectItems, duty: Duty, policy: DisclosurePolicy, now: datetime) -> ItemsCorrected:
    refuse_entries(command.entries, duty.items, duty.annual, command.period, policy)
    unpublished = [entry.item for entry in command.entries if not duty.items[entry.item].is_published]
    refuse_unless(not unpublished, "disclosure.not-published", ", ".join(unpublished))
    return ItemsCorrected(
        **key(command),
        entries=numbered(duty.items, command.entries),
        reason=command.reason,
        author=command.actor,
        corrected_at=now,
    )
