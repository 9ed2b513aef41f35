"""The secrecy check before publication (保密审查), by another person than the author.

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4): Party and state secrets are excluded;
Regulations on Open Government Information (信息公开条例), arts. 14-18.
"""

from datetime import datetime
from typing import assert_never

from contracts.disclosure.duty.messages import (
    CheckItems,
    DutyFact,
    ItemsChecked,
    ItemsWithdrawn,
    PartialDisclosurePossible,
    ReviewWithheld,
    WithdrawItems,
    WithheldReviewed,
)
from contracts.disclosure.duty.rules import DisclosurePolicy
from contracts.errors import refuse_unless

from disclosure.duty.state import Duty, Stage, key
from disclosure.duty.writing import refuse_twice, refuse_unknown, refuse_verdict

Review = CheckItems | ReviewWithheld | WithdrawItems


def review(command: Review, duty: Duty, policy: DisclosurePolicy, now: datetime) -> list[DutyFact]:
    match command:
        case CheckItems():
            return _check(command, duty, policy, now)
        case ReviewWithheld():
            return [_review_withheld(command, duty, now)]
        case WithdrawItems():
            return [_withdraw(command, duty, policy, now)]
        case _:
            assert_never(command)


def _check(command: CheckItems, duty: Duty, policy: DisclosurePolicy, now: datetime) -> list[DutyFact]:
    """The check, and the finding if a whole is withheld where a part would do."""
    refuse_unless(duty.stage is not Stage.OPEN, "disclosure.not-submitted")
    codes = [verdict.item for verdict in command.verdicts]
    refuse_unknown(duty.items, codes)
    refuse_twice(codes)
    own = [code for code in codes if duty.items[code].author == command.actor]
    refuse_unless(not own, "disclosure.check-by-author", ", ".join(own))
    for verdict in command.verdicts:
        refuse_verdict(verdict, duty.items[verdict.item], policy.catalogue(command.catalogue))
    checked = ItemsChecked(**key(command), verdicts=command.verdicts, checked_by=command.actor, checked_at=now)
    whole = tuple(verdict.item for verdict in command.verdicts if verdict.part_would_do and not verdict.passed)
    return [checked, PartialDisclosurePossible(**key(command), items=whole)] if whole else [checked]


def _review_withheld(command: ReviewWithheld, duty: Duty, now: datetime) -> WithheldReviewed:
    codes = [review.item for review in command.reviews]
    refuse_unknown(duty.items, codes)
    refuse_twice(codes)
    shown = [code for code in codes if duty.items[code].withheld_on is None]
    refuse_unless(not shown, "disclosure.not-withheld", ", ".join(shown))
    return WithheldReviewed(**key(command), reviews=command.reviews, reviewed_by=command.actor, reviewed_at=now)


def _withdraw(command: WithdrawItems, duty: Duty, policy: DisclosurePolicy, now: datetime) -> ItemsWithdrawn:
    """Only on a ground on which it could have been withheld: what is merely wrong is corrected."""
    refuse_unknown(duty.items, command.items)
    refuse_twice(list(command.items))
    unpublished = [code for code in command.items if not duty.items[code].is_published]
    refuse_unless(not unpublished, "disclosure.not-published", ", ".join(unpublished))
    grounds = policy.catalogue(command.catalogue).grounds
    refuse_unless(command.ground in grounds, "disclosure.ground-not-lawful", command.ground)
    return ItemsWithdrawn(
        **key(command),
        items=command.items,
        ground=command.ground,
        reason=command.reason,
        withdrawn_by=command.actor,
        withdrawn_at=now,
    )
