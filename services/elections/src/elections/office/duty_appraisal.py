"""Duty-report appraisals of whoever holds an elected office of a state organ, each reported to the Party committee.

Law: district opinion on township people's congresses (document 2 §三(二)1).
"""

from datetime import datetime

from contracts.elections.office.messages import (
    AppraiseOfficial,
    DutyAppraisalCommand,
    DutyAppraisalFact,
    DutyAppraisalReported,
    OfficialAppraised,
    ReportDutyAppraisal,
)
from contracts.elections.office.rules import OfficePolicy
from contracts.errors import refuse_unless

from elections.office.ending import refuse_future
from elections.office.state import Office


def decide(command: DutyAppraisalCommand, office: Office, policy: OfficePolicy, now: datetime) -> DutyAppraisalFact:
    if isinstance(command, AppraiseOfficial):
        return _appraise(command, office, policy, now)
    return _report(command, office, now)


def _appraise(command: AppraiseOfficial, office: Office, policy: OfficePolicy, now: datetime) -> OfficialAppraised:
    holds = command.person in office.holders and command.post in policy.state_posts
    refuse_unless(holds, "elections.not-elected-official", command.person)
    refuse_future(command.appraised_on, now)
    elected_on = office.holders[command.person].elected.elected_on
    refuse_unless(command.appraised_on >= elected_on, "elections.invalid-date", f"Elected on {elected_on}.")
    return OfficialAppraised(
        unit=command.unit,
        post=command.post,
        person=command.person,
        number=len(office.appraisals) + 1,
        appraised_on=command.appraised_on,
        report=command.report,
        opinions=command.opinions,
        rating=command.rating,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _report(command: ReportDutyAppraisal, office: Office, now: datetime) -> DutyAppraisalReported:
    refuse_unless(command.number <= len(office.appraisals), "elections.no-such-appraisal", str(command.number))
    appraised = office.appraisals[command.number - 1]
    refuse_unless(command.number not in office.reported, "elections.already-done", str(command.number))
    refuse_future(command.reported_on, now)
    follows = command.reported_on >= appraised.appraised_on
    refuse_unless(follows, "elections.day-too-early", f"{command.reported_on} is before {appraised.appraised_on}.")
    return DutyAppraisalReported(
        unit=command.unit,
        post=command.post,
        person=appraised.person,
        number=command.number,
        reported_on=command.reported_on,
        recorded_by=command.actor,
        recorded_at=now,
    )
