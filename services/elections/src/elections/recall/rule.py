"""The recall of one deputy by the voters of the district: asked for, answered, voted on.

Law: Electoral Law, arts. 50, 52, 53 (选举法 第五十、五十二、五十三条): more than half of all voters of the original
district, whatever the turnout. A recall that failed may be asked for again: the law sets no time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.elections.recall.messages import (
    RECALL_CLAUSE,
    DecideDeputyRecall,
    DeputyDefencePrinted,
    DeputyRecalled,
    DeputyRecallFailed,
    DeputyRecallRequested,
    RecordDeputyDefence,
    RequestDeputyRecall,
    VoterRecallCommand,
    VoterRecallFact,
)
from contracts.elections.recall.rules import VoterRecallPolicy
from contracts.errors import Rejected, refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.plausible import refuse_future, refuse_twice

recall_stream = key_of(__name__, "unit", "term", "deputy")


@dataclass(frozen=True, slots=True)
class VoterRecall:
    """`requested` is the request that runs; None where none does."""

    requested: DeputyRecallRequested | None = None
    is_defended: bool = False
    is_recalled: bool = False


def decide(
    command: VoterRecallCommand, recall: VoterRecall, rules: Rules[VoterRecallPolicy], now: datetime
) -> Sequence[VoterRecallFact]:
    if isinstance(command, RequestDeputyRecall):
        return [_request(command, recall, rules.policy, now)]
    requested = recall.requested
    if requested is None:
        raise Rejected("elections.no-such-recall", command.deputy)
    match command:
        case RecordDeputyDefence():
            return [_defend(command, now)]
        case DecideDeputyRecall():
            return [_decide(command, recall, requested, rules.policy, now)]
        case _:
            assert_never(command)


def _request(
    command: RequestDeputyRecall, recall: VoterRecall, policy: VoterRecallPolicy, now: datetime
) -> DeputyRecallRequested:
    is_open = recall.requested is None and not recall.is_recalled
    refuse_unless(is_open, "elections.recall-asked-already", command.deputy)
    refuse_twice(command.voters)
    signers = len(command.voters)
    refuse_unless(signers >= policy.signers, "elections.not-enough-signers", f"{signers} of {policy.signers}")
    refuse_future(command.requested_on, now)
    return DeputyRecallRequested(
        unit=command.unit,
        term=command.term,
        deputy=command.deputy,
        district=command.district,
        voters=command.voters,
        reasons=command.reasons,
        requested_on=command.requested_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _defend(command: RecordDeputyDefence, now: datetime) -> DeputyDefencePrinted:
    refuse_future(command.printed_on, now)
    return DeputyDefencePrinted(
        unit=command.unit,
        term=command.term,
        deputy=command.deputy,
        text=command.text,
        printed_on=command.printed_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _decide(
    command: DecideDeputyRecall,
    recall: VoterRecall,
    requested: DeputyRecallRequested,
    policy: VoterRecallPolicy,
    now: datetime,
) -> DeputyRecalled | DeputyRecallFailed:
    refuse_unless(recall.is_defended, "elections.defence-not-offered", command.deputy)
    refuse_unless(command.is_secret, "elections.ballot-required", command.deputy)
    cast = command.agree + command.against + command.abstained
    refuse_unless(cast <= command.entitled, "elections.invalid-tally", f"{cast} of {command.entitled}")
    refuse_future(command.voted_on, now)
    needed = policy.majority.needed(command.entitled)
    outcome = DeputyRecalled if command.agree >= needed else DeputyRecallFailed
    return outcome(
        unit=command.unit,
        term=command.term,
        deputy=command.deputy,
        district=requested.district,
        entitled=command.entitled,
        agree=command.agree,
        needed=needed,
        voted_on=command.voted_on,
        clause=RECALL_CLAUSE,
        recorded_by=command.actor,
        recorded_at=now,
    )


def evolve(recall: VoterRecall, fact: VoterRecallFact) -> VoterRecall:
    match fact:
        case DeputyRecallRequested():
            return VoterRecall(requested=fact)
        case DeputyDefencePrinted():
            return replace(recall, is_defended=True)
        case DeputyRecalled():
            return VoterRecall(is_recalled=True)
        case DeputyRecallFailed():
            return VoterRecall()
        case _:
            assert_never(fact)
