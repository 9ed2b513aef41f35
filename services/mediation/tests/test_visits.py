"""A visit is recorded, and what needs handling becomes an opinion case with the visit as its origin."""

from datetime import date, datetime
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.mediation.case.messages import CaseKind, CaseRegistered
from contracts.mediation.visit.messages import Activity, RecordVisit, VisitRecorded, VisitsOfUnit
from contracts.sealed import Sealed
from ledger.testing.given import given
from ledger.testing.playing import Played
from mediation.service import SERVICE
from mediation.visit import STREAM

PACKS = ("cn-petitions-2022", "cn-mediation-2010", "cn-recusal-2022", "county-2011-channels", "township-centre-2012")
VILLAGE = "360730101201"
NOON = datetime(2025, 5, 6, 12, tzinfo=CHINA)
KEY_ID = "3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11"
FOUND = Sealed(key_id=KEY_ID, kind="statement", algorithm="A256GCM", nonce="n" * 16, ciphertext="c" * 64)


def record(number: int = 1, **other: Any) -> RecordVisit:
    said: dict[str, Any] = {
        "actor": "deputy-1",
        "unit": VILLAGE,
        "submission": f"visit-2025-{number}",
        "activity": Activity.VISIT,
        "household": "person-41",
        "visited_on": date(2025, 5, 6),
        "subject": "灌溉用水分配",
        "findings": FOUND,
        "needs_handling": True,
    }
    return RecordVisit(**{**said, **other})


@pytest.mark.req("M-088")
@pytest.mark.parametrize("activity", list(Activity))
def test_a_visit_has_household_day_and_findings_and_is_recorded_once(activity):
    fact = VisitRecorded(
        unit=VILLAGE,
        submission="visit-2025-1",
        activity=activity,
        household="person-41",
        visited_on=date(2025, 5, 6),
        subject="灌溉用水分配",
        findings=FOUND,
        needs_handling=True,
        recorded_by="deputy-1",
        recorded_at=NOON,
    )

    given(STREAM, None).when(record(activity=activity), at=NOON).then(fact)
    given(STREAM, None, fact).when(record(), at=NOON).then_rejected("mediation.visit-already-recorded")
    tomorrow = record(visited_on=date(2025, 5, 7))
    given(STREAM, None).when(tomorrow, at=NOON).then_rejected("mediation.date-in-future")


@pytest.mark.req("M-088")
def test_what_needs_handling_is_an_opinion_case_and_nothing_else_is(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    played.at(NOON, record(), record(2, needs_handling=False, visited_on=date(2025, 5, 5)))
    [case] = played.facts(CaseRegistered)
    first = played.ask(VisitsOfUnit(unit=VILLAGE), limit=1)
    second = played.ask(VisitsOfUnit(unit=VILLAGE), limit=1, after=first.next)

    assert (case.submission, case.kind, case.matter) == ("visit-2025-1", CaseKind.OPINION, FOUND)
    assert (case.origin.service, case.origin.reference) == ("mediation", "visit-2025-1")
    assert case.received_on == date(2025, 5, 6)
    assert [line.submission for line in (*first.visits, *second.visits)] == ["visit-2025-1", "visit-2025-2"]
    assert second.next is None
    rows = played.rows()
    played.projector.rebuild()
    assert played.views.live().rows() == rows
