"""What assessment is made of: its table of contents."""

from ledger.activation import clock_decider, policy_decider
from ledger.open_cases import open_case_answers
from ledger.packs import pack_decider
from ledger.refusals import refusal_decider
from ledger.service import Service
from ledger.succession import succession_decider

from assessment import (
    accountability,
    audit_finding,
    centre,
    community,
    conduct,
    county_group,
    district,
    evidence,
    measure,
    performance,
    programme,
    responsibility,
    sheet,
    size,
    township,
    unit,
)
from assessment import round as rounds
from assessment.open_cases import OPEN_CASE, OPEN_CASES, OWED, explain_deadline
from assessment.tables import AGENDA, BOOKMARK

SERVICE = Service(
    "assessment",
    streams=(
        unit.STREAM,
        evidence.STREAM,
        audit_finding.STREAM,
        sheet.STREAM,
        measure.STREAM,
        community.STREAM,
        district.STREAM,
        township.STREAM,
        centre.STREAM,
        performance.STREAM,
        programme.STREAM,
        county_group.STREAM,
        accountability.STREAM,
        responsibility.STREAM,
        size.STREAM,
        rounds.STREAM,
        conduct.STREAM,
    ),
    shared=(pack_decider, policy_decider, clock_decider, succession_decider, refusal_decider),
    bookmark=BOOKMARK,
    agenda=AGENDA,
    views=(OWED, OPEN_CASES),
    answers=(explain_deadline, open_case_answers(OPEN_CASE)),
)
