"""One finding for a check and a place: met, settled, met again, and answered."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from auditor.audits import STREAM as RUNS
from auditor.finding import STREAM as FINDING
from auditor.finding.rule import finding_stream
from contracts.auditor.audits.messages import AuditEnded, EndAudit
from contracts.auditor.finding.messages import (
    AnswerFinding,
    FindingAnswered,
    FindingMet,
    FindingReopened,
    FindingSettled,
    RecordFinding,
    SettleFinding,
)
from contracts.auditor.words import Audit
from contracts.calendar import china_day
from ledger.testing.given import given

NOON = datetime(2026, 1, 1, 4, tzinfo=UTC)
UNIT, OTHER = "360730101", "360730102"
PLACE = "disclosure_duty-360730101-TP-2025H1@3"
WHERE: dict[str, Any] = {"unit": UNIT, "check": "altered", "place": PLACE}
SAID: dict[str, Any] = {"audit": Audit.VERIFY, "detail": "the bytes are others", "index": 41}
RECORD = RecordFinding(actor="service:auditor", through=200, **WHERE, **SAID)
SETTLE = SettleFinding(actor="service:auditor", through=220, **WHERE)
ANSWER = AnswerFinding(actor="ref-auditor", statement="The backup of May was restored by mistake.", **WHERE)
MET = FindingMet(through=200, **WHERE, **SAID)
SETTLED = FindingSettled(through=220, **WHERE)
REOPENED = FindingReopened(through=230, **WHERE, **SAID)


def test_what_is_met_first_is_recorded():
    given(FINDING, None).when(RECORD, at=NOON).then(MET)


def test_what_is_open_already_is_not_repeated():
    given(FINDING, None, MET).when(replace(RECORD, through=210, detail="others again"), at=NOON).then()


def test_what_is_not_met_any_more_is_settled():
    given(FINDING, None, MET).when(SETTLE, at=NOON).then(SETTLED)


def test_what_is_settled_is_not_settled_again():
    given(FINDING, None, MET, SETTLED).when(replace(SETTLE, through=240), at=NOON).then()


def test_what_was_never_met_is_not_settled():
    given(FINDING, None).when(SETTLE, at=NOON).then()


def test_what_comes_back_is_opened_again_in_its_own_stream():
    given(FINDING, None, MET, SETTLED).when(replace(RECORD, through=230), at=NOON).then(REOPENED)


@pytest.mark.parametrize(("through", "counts"), [(219, False), (220, True), (221, True)])
def test_an_audit_that_went_less_far_than_the_one_that_settled_opens_nothing(through: int, counts: bool):
    again = (replace(REOPENED, through=through),) if counts else ()

    given(FINDING, None, MET, SETTLED).when(replace(RECORD, through=through), at=NOON).then(*again)


@pytest.mark.parametrize(("through", "counts"), [(199, False), (200, True), (201, True)])
def test_an_audit_that_went_less_far_than_the_one_that_met_settles_nothing(through: int, counts: bool):
    done = (replace(SETTLED, through=through),) if counts else ()

    given(FINDING, None, MET).when(replace(SETTLE, through=through), at=NOON).then(*done)


def test_whose_record_it_is_stays_as_it_was_read_first():
    """Who tampers with the record later cannot move the finding to somebody else."""
    given(FINDING, None, MET, SETTLED).when(replace(RECORD, unit=OTHER, through=230), at=NOON).then(REOPENED)


def test_an_answer_is_kept_with_its_author_and_settles_nothing():
    answered = FindingAnswered(by="ref-auditor", statement=ANSWER.statement, **WHERE)

    case = given(FINDING, None, MET).when(ANSWER, at=NOON)
    case.then(answered)
    case.after().when(replace(RECORD, through=210), at=NOON).then()


def test_what_was_never_met_cannot_be_answered():
    given(FINDING, None).when(ANSWER, at=NOON).then_rejected("auditor.unknown-finding")


def test_a_finding_cannot_be_answered_under_another_units_name():
    given(FINDING, None, MET).when(replace(ANSWER, unit=OTHER), at=NOON).then_rejected("auditor.unknown-finding")


def test_what_is_settled_cannot_be_answered():
    given(FINDING, None, MET, SETTLED).when(ANSWER, at=NOON).then_rejected("auditor.finding-is-settled")


def test_each_check_and_each_place_has_a_stream_of_its_own():
    streams = {finding_stream(check, place) for check in ("altered", "form") for place in (PLACE, "index 4", "检查点")}

    assert len(streams) == 6
    assert all(PLACE not in stream for stream in streams)


# The audits themselves

END = EndAudit(
    actor="service:auditor",
    audit=Audit.VERIFY,
    day=china_day(NOON),
    facts=12,
    findings=1,
    left_out=0,
    through=200,
)
ENDED = AuditEnded(audit=Audit.VERIFY, facts=12, findings=1, left_out=0, through=200)


def test_an_audit_is_recorded_with_how_far_it_went():
    given(RUNS, None).when(END, at=NOON).then(ENDED)


def test_an_audit_that_is_told_twice_is_recorded_once():
    given(RUNS, None, ENDED).when(END, at=NOON).then()


@pytest.mark.parametrize(("through", "news"), [(199, False), (200, False), (201, True)])
def test_an_audit_is_news_if_it_went_further(through: int, news: bool):
    further = (replace(ENDED, through=through),) if news else ()

    given(RUNS, None, ENDED).when(replace(END, through=through), at=NOON).then(*further)


def test_other_findings_at_the_same_place_are_news():
    given(RUNS, None, ENDED).when(replace(END, findings=0), at=NOON).then(replace(ENDED, findings=0))
