"""What is kept of a duty: expected, overdue, on time, late."""

from datetime import UTC, datetime, timedelta

import pytest
from assessment.evidence import STREAM as EVIDENCE
from assessment.evidence.rule import days_late
from contracts.assessment.evidence.messages import EvidenceRecorded, Outcome, RecordEvidence, Step
from contracts.assessment.evidence.rules import AssessmentPolicy
from contracts.assessment.words import Cause
from contracts.calendar import CHINA
from ledger.testing.given import given

NOON = datetime(2025, 8, 1, 12, tzinfo=CHINA)
OPENED_AT = datetime(2025, 7, 1, tzinfo=CHINA)
DUE_AT = datetime(2025, 7, 20, 16, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
DUTY = {"unit": "360730101", "catalogue": "TP", "period": "2025H1"}


def cause(number: int) -> Cause:
    return Cause(stream="disclosure_duty-360730101-TP-2025H1", fact=f"00000000-0000-5000-8000-{number:012}")


def record(step: Step, happened_at: datetime, because: Cause, **other: str) -> RecordEvidence:
    duty = {**DUTY, **other}
    return RecordEvidence(
        actor="service:assessment", step=step, due_at=DUE_AT, happened_at=happened_at, cause=because, **duty
    )


def recorded(
    outcome: Outcome, happened_at: datetime, because: Cause, *, indicator: str | None = "T4.1", **other: str
) -> EvidenceRecorded:
    duty = {**DUTY, **other}
    return EvidenceRecorded(
        outcome=outcome, due_at=DUE_AT, happened_at=happened_at, cause=because, indicator=indicator, **duty
    )


EXPECTED = recorded(Outcome.EXPECTED, OPENED_AT, cause(1))
OVERDUE = recorded(Outcome.OVERDUE, DUE_AT, cause(2))


def test_an_opened_duty_is_expected(policy):
    given(EVIDENCE, policy).when(record(Step.OPENED, OPENED_AT, cause(1)), at=NOON).then(EXPECTED)


def test_a_duty_opened_after_its_due_date_is_expected_all_the_same(policy):
    command = record(Step.OPENED, DUE_AT + INSTANT, cause(1))

    given(EVIDENCE, policy).when(command, at=NOON).then(recorded(Outcome.EXPECTED, DUE_AT + INSTANT, cause(1)))


def test_a_duty_fulfilled_one_instant_before_it_is_due_is_on_time(policy):
    command = record(Step.FULFILLED, DUE_AT - INSTANT, cause(3))

    given(EVIDENCE, policy, EXPECTED).when(command, at=NOON).then(recorded(Outcome.ON_TIME, DUE_AT - INSTANT, cause(3)))


def test_a_duty_fulfilled_at_the_very_moment_it_is_due_is_late(policy):
    command = record(Step.FULFILLED, DUE_AT, cause(3))

    given(EVIDENCE, policy, EXPECTED).when(command, at=NOON).then(recorded(Outcome.LATE, DUE_AT, cause(3)))


def test_a_duty_fulfilled_one_instant_after_it_is_due_is_late(policy):
    command = record(Step.FULFILLED, DUE_AT + INSTANT, cause(3))

    given(EVIDENCE, policy, EXPECTED).when(command, at=NOON).then(recorded(Outcome.LATE, DUE_AT + INSTANT, cause(3)))


def test_a_fulfilment_without_an_opening_is_kept_too(policy):
    command = record(Step.FULFILLED, OPENED_AT, cause(3))

    given(EVIDENCE, policy).when(command, at=NOON).then(recorded(Outcome.ON_TIME, OPENED_AT, cause(3)))


def test_a_missed_due_date_is_overdue(policy):
    command = record(Step.OVERDUE, DUE_AT, cause(2))

    given(EVIDENCE, policy, EXPECTED).when(command, at=NOON).then(OVERDUE)


def test_no_duty_is_overdue_one_instant_before_it_is_due(policy):
    command = record(Step.OVERDUE, DUE_AT - INSTANT, cause(2))

    given(EVIDENCE, policy, EXPECTED).when(command, at=NOON).then_rejected("assessment.not-overdue")


def test_an_overdue_duty_becomes_late_once_it_is_fulfilled(policy):
    command = record(Step.FULFILLED, NOON, cause(3))

    given(EVIDENCE, policy, EXPECTED, OVERDUE).when(command, at=NOON).then(recorded(Outcome.LATE, NOON, cause(3)))


@pytest.mark.req("X-031")
@pytest.mark.parametrize("number", [1, 2])
def test_the_same_cause_twice_has_no_effect(policy, number: int):
    step, happened_at = [(Step.OPENED, OPENED_AT), (Step.OVERDUE, DUE_AT)][number - 1]

    given(EVIDENCE, policy, EXPECTED, OVERDUE).when(record(step, happened_at, cause(number)), at=NOON).then()


@pytest.mark.parametrize("step", list(Step))
def test_what_was_fulfilled_stays_fulfilled(policy, step: Step):
    late = recorded(Outcome.LATE, NOON, cause(3))
    command = record(step, NOON, cause(4))

    given(EVIDENCE, policy, EXPECTED, OVERDUE, late).when(command, at=NOON).then_rejected("assessment.outcome-stands")


@pytest.mark.parametrize(("step", "happened_at"), [(Step.OPENED, OPENED_AT), (Step.OVERDUE, DUE_AT)])
def test_an_overdue_duty_is_not_opened_or_announced_again(policy, step: Step, happened_at: datetime):
    command = record(step, happened_at, cause(4))

    given(EVIDENCE, policy, EXPECTED, OVERDUE).when(command, at=NOON).then_rejected("assessment.outcome-stands")


def test_each_duty_of_the_year_stands_for_itself(policy):
    command = record(Step.OPENED, OPENED_AT, cause(5), catalogue="TG", period="2025Q2")
    other = recorded(Outcome.EXPECTED, OPENED_AT, cause(5), indicator="T4.2", catalogue="TG", period="2025Q2")

    given(EVIDENCE, policy, EXPECTED, OVERDUE).when(command, at=NOON).then(other)


def test_evidence_for_which_no_indicator_is_named_is_kept_without_one():
    command = record(Step.OPENED, OPENED_AT, cause(1))

    given(EVIDENCE, AssessmentPolicy({})).when(command, at=NOON).then(
        recorded(Outcome.EXPECTED, OPENED_AT, cause(1), indicator=None)
    )


def test_each_catalogue_is_evidence_for_its_indicator(policy):
    assert policy.indicators == {"TP": "T4.1", "TG": "T4.2", "VP": "T4.3", "VA": "T4.4", "CA": "C7.5"}


@pytest.mark.parametrize(("period", "stream"), [("2025Q4", "2025"), ("2025H1", "2025"), ("2026-01", "2026")])
def test_evidence_belongs_to_the_year_of_the_period(period: str, stream: str):
    command = record(Step.OPENED, OPENED_AT, cause(1), period=period)

    assert EVIDENCE.stream(command) == f"assessment_evidence-360730101-{stream}"


@pytest.mark.parametrize(
    ("fulfilled_at", "days"),
    [
        (DUE_AT - INSTANT, 0),
        (DUE_AT, 1),
        (DUE_AT + timedelta(days=1) - INSTANT, 1),
        (DUE_AT + timedelta(days=1), 2),
        (datetime(2025, 8, 20, 9, tzinfo=CHINA), 31),
    ],
)
def test_lateness_counts_days_in_china_from_the_due_day(fulfilled_at: datetime, days: int):
    assert days_late(DUE_AT, fulfilled_at) == days
