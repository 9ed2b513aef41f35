"""How an office ends by a vote of the congress: resignation filed, accepted or refused.

Law: Organic Law of Local Congresses and Governments, arts. 25, 32 (地方组织法 第二十五、三十二条); a township has no
standing committee, so that a resignation waits for the next session (AMB-48).
"""

from collections.abc import Sequence
from datetime import date, datetime

from contracts.calendar import china_day
from contracts.elections.office.messages import (
    DecideRecall,
    DecideResignation,
    EndOffice,
    EndWithMandate,
    FileResignation,
    OfficeFact,
    OfficeVacated,
    RecordTransferOut,
    ResignationAccepted,
    ResignationFiled,
    ResignationRefused,
    VacancyGround,
)
from contracts.elections.office.rules import OfficePolicy
from contracts.elections.words import Vote
from contracts.errors import Rejected, refuse_unless
from contracts.thresholds import SourcedThreshold

from elections.office.state import Holder, Office
from elections.session.held import refuse_outside


def holder_of(person: str, office: Office) -> Holder:
    if person not in office.holders:
        raise Rejected("elections.not-in-office", person)
    return office.holders[person]


def refuse_future(day: date, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "elections.invalid-date", str(day))


def file_resignation(command: FileResignation, office: Office, now: datetime) -> ResignationFiled:
    holder = holder_of(command.person, office)
    refuse_unless(not holder.is_resigning, "elections.resigning-already", command.person)
    refuse_future(command.filed_on, now)
    return ResignationFiled(
        unit=command.unit,
        post=command.post,
        person=command.person,
        filed_on=command.filed_on,
        reason=command.reason,
        recorded_by=command.actor,
        recorded_at=now,
    )


def decide_resignation(
    command: DecideResignation, office: Office, policy: OfficePolicy, now: datetime
) -> Sequence[OfficeFact]:
    """Accepted: the office is vacant. Refused: it goes on. Nobody but the congress in session decides."""
    holder = holder_of(command.person, office)
    refuse_unless(holder.is_resigning, "elections.nothing-to-decide", command.person)
    if command.session is None:
        raise Rejected("elections.session-not-open", "Only a session of the congress decides.")
    refuse_future(command.decided_on, now)
    filed_on = holder.resigns_from
    refuse_unless(filed_on is None or command.decided_on >= filed_on, "elections.invalid-date", f"Filed on {filed_on}.")
    refuse_outside(command.held, command.decided_on, command.vote.entitled)
    majority = majority_of(policy)
    needed = needed_votes(command.vote, majority)
    decided = ResignationAccepted if command.vote.agree >= needed else ResignationRefused
    fact = decided(
        unit=command.unit,
        post=command.post,
        person=command.person,
        session=command.session,
        vote=command.vote,
        needed=needed,
        clause=majority.source,
        decided_on=command.decided_on,
        recorded_at=now,
    )
    if isinstance(fact, ResignationRefused):
        return [fact]
    return [fact, vacated(command, office, VacancyGround.RESIGNED, command.decided_on, policy.ends_by_vote, now)]


def majority_of(policy: OfficePolicy) -> SourcedThreshold:
    if policy.majority is None:
        raise Rejected("policy-not-active", "No active pack says by what majority a congress decides.")
    return policy.majority


def needed_votes(vote: Vote, majority: SourcedThreshold) -> int:
    """Of all deputies, whoever is there (AMB-51); `Rejected` for more votes than deputies present."""
    cast = vote.agree + vote.against + vote.abstained
    refuse_unless(cast <= vote.present <= vote.entitled, "elections.invalid-tally")
    return majority.threshold.needed(vote.entitled)


def vacated(
    command: DecideResignation | RecordTransferOut | EndOffice | EndWithMandate | DecideRecall,
    office: Office,
    ground: VacancyGround,
    day: date,
    clause: str,
    now: datetime,
) -> OfficeVacated:
    return OfficeVacated(
        unit=command.unit,
        post=command.post,
        person=command.person,
        ground=ground,
        vacated_on=day,
        holders=len(office.holders) - 1,
        clause=clause,
        recorded_at=now,
    )
