"""The result of an audit of a village committee's member is reported once, with its report, and not tomorrow."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from contracts.blobs import Blob
from contracts.calendar import CHINA
from contracts.elections.village_audit.messages import ReportVillageAudit, VillageAuditKind, VillageAuditReported
from elections.village_audit import STREAM
from ledger.testing.given import given

NOON = datetime(2025, 9, 10, 12, tzinfo=CHINA)
REPORT = ReportVillageAudit(
    actor="township-1",
    unit="360730101201",
    audit="leaving-2025-1",
    kind=VillageAuditKind.LEAVING,
    member="hd-01",
    reported_on=date(2025, 9, 10),
    report=Blob(digest="a" * 64, size=20480, media_type="application/pdf"),
    next_election_on=date(2025, 12, 20),
)
REPORTED = VillageAuditReported(
    unit="360730101201",
    audit="leaving-2025-1",
    kind=VillageAuditKind.LEAVING,
    member="hd-01",
    reported_on=date(2025, 9, 10),
    report=Blob(digest="a" * 64, size=20480, media_type="application/pdf"),
    next_election_on=date(2025, 12, 20),
    reported_by="township-1",
    recorded_at=NOON,
)


@pytest.mark.parametrize("kind", VillageAuditKind)
def test_an_audit_of_the_term_and_one_at_the_leaving_are_reported_alike(kind: VillageAuditKind):
    given(STREAM, None).when(replace(REPORT, kind=kind), at=NOON).then(replace(REPORTED, kind=kind))


def test_an_audit_is_reported_once():
    given(STREAM, None, REPORTED).when(REPORT, at=NOON).then_rejected("elections.audit-reported-already")


def test_an_audit_is_reported_on_a_day_that_has_come():
    given(STREAM, None).when(replace(REPORT, reported_on=date(2025, 9, 9)), at=NOON).then(
        replace(REPORTED, reported_on=date(2025, 9, 9))
    )
    tomorrow = replace(REPORT, reported_on=date(2025, 9, 11))
    given(STREAM, None).when(tomorrow, at=NOON).then_rejected("elections.date-in-future")
