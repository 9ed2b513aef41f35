"""The secrecy check before publication (保密审查), by another person than the author.

Law: county opinion on township standardisation, part 4 item 4 (document 1 §四4): Party and state secrets are excluded;
Regulations on Open Government Information (信息公开条例), arts. 14-18.
"""

from datetime import datetime

from contracts.disclosure.commands import CheckItems
from contracts.disclosure.events import DutyFact, ItemsChecked
from contracts.disclosure.policy import DisclosurePolicy
from contracts.errors import refuse_unless

from disclosure.domain.guards import refuse_twice, refuse_unknown, refuse_verdict
from disclosure.domain.state import Duty, Stage, key

Review = CheckItems


def review(command: Review, duty: Duty, policy: DisclosurePolicy, now: datetime) -> list[DutyFact]:
    refuse_unless(duty.stage is not Stage.OPEN, "disclosure.not-submitted")
    codes = [verdict.item for verdict in command.verdicts]
    refuse_unknown(duty.items, codes)
    refuse_twice(codes)
    own = [code for code in codes if duty.items[code].author == command.actor]
    refuse_unless(not own, "disclosure.check-by-author", ", ".join(own))
    for verdict in command.verdicts:
        refuse_verdict(verdict, duty.items[verdict.item], policy.catalogue(command.catalogue))
    return [ItemsChecked(**key(command), verdicts=command.verdicts, checked_by=command.actor, checked_at=now)]
