"""What disclosure records becomes evidence here, each fact once, and is answered from the views."""

from contextlib import closing
from datetime import datetime

import pytest
from contracts.assessment.evidence.messages import EvidenceOfUnit, EvidenceSummary, Outcome, UnitSummary
from contracts.calendar import CHINA
from contracts.consumers import reads
from contracts.units import UnitKind
from ledger.recorded import metadata_of

TOWNSHIP, VILLAGE, COMMUNITY = "360730101", "360730101201", "360730101001"
APRIL = datetime(2025, 4, 1, 9, tzinfo=CHINA)
DUE_AT = datetime(2025, 4, 21, tzinfo=CHINA)
AFTER_THE_DUE_DAY = datetime(2025, 4, 21, 6, tzinfo=CHINA)
MAY = datetime(2025, 5, 2, 9, tzinfo=CHINA)
ACTED_ON = reads("assessment", "disclosure")


@pytest.fixture
def spring(county):
    """The first quarter of 2025: the township is on time, the village late, the community never."""
    county.adopt_assessment()
    for unit, kind in [
        (TOWNSHIP, UnitKind.TOWNSHIP),
        (VILLAGE, UnitKind.VILLAGE),
        (COMMUNITY, UnitKind.COMMUNITY),
    ]:
        county.enrol(unit, kind)
    county.sweep_until(APRIL)
    county.fulfil(TOWNSHIP, "TG", "2025Q1")
    county.sweep_until(AFTER_THE_DUE_DAY)
    county.sweep_until(MAY)
    county.fulfil(VILLAGE, "VA", "2025Q1")
    return county


def outcomes(county, unit: str) -> dict[str, list[str]]:
    """Period by catalogue to the outcomes in order."""
    answer = county.ask(EvidenceOfUnit(unit=unit, year=2025))
    return {f"{duty.catalogue} {duty.period}": [step.outcome.value for step in duty.steps] for duty in answer.duties}


@pytest.mark.req("D-021")
def test_evidence_says_who_was_on_time_late_and_overdue(spring):
    spring.receive()

    assert outcomes(spring, TOWNSHIP) == {"TG 2025Q1": ["expected", "on-time"]}
    assert outcomes(spring, VILLAGE) == {"VA 2025Q1": ["expected", "overdue", "late"]}
    assert outcomes(spring, COMMUNITY) == {"CA 2025Q1": ["expected", "overdue"], "CA 2025Q2": ["expected"]}


def test_a_late_duty_names_its_indicator_its_days_and_its_causes(spring):
    spring.receive()
    [duty] = spring.ask(EvidenceOfUnit(unit=VILLAGE, year=2025)).duties
    stream = f"disclosure_duty-{VILLAGE}-VA-2025Q1"
    causes = [str(fact.id) for fact in spring.store.read(stream) if fact.type in ACTED_ON]

    assert (duty.indicator, duty.outcome, duty.days_late) == ("T4.4", Outcome.LATE, 12)
    assert (duty.due_at, duty.happened_at) == (DUE_AT, MAY)
    assert [step.happened_at for step in duty.steps] == [APRIL, AFTER_THE_DUE_DAY, MAY]
    assert [step.cause.fact for step in duty.steps] == causes
    assert {step.cause.stream for step in duty.steps} == {stream}


def test_a_duty_on_time_is_no_day_late_and_an_unfulfilled_one_has_no_count(spring):
    spring.receive()
    [on_time] = spring.ask(EvidenceOfUnit(unit=TOWNSHIP, year=2025)).duties
    overdue, expected = spring.ask(EvidenceOfUnit(unit=COMMUNITY, year=2025)).duties

    assert (on_time.outcome, on_time.days_late) == (Outcome.ON_TIME, 0)
    assert (overdue.outcome, overdue.days_late) == (Outcome.OVERDUE, None)
    assert (expected.outcome, expected.days_late) == (Outcome.EXPECTED, None)


def test_evidence_is_recorded_by_the_service_itself_with_its_cause(spring):
    spring.receive()
    metadata = metadata_of(spring.evidence()[0])
    cause = next(fact for fact in spring.store.read_all(("disclosure_",), limit=1000) if fact.type in ACTED_ON)

    assert (metadata["actor"], metadata["role"]) == ("service:assessment", "Service")
    assert metadata["$causationId"] == str(cause.id)
    assert metadata["$correlationId"] == metadata_of(cause)["$correlationId"]
    assert metadata["unit"] == COMMUNITY


@pytest.mark.req("X-031")
def test_the_same_facts_delivered_again_double_nothing(spring):
    first = spring.receive()
    evidence, rows = spring.evidence(), spring.views.live().rows()

    assert spring.receive() == 0
    assert spring.receive("an inbox that has forgotten everything") == first
    assert spring.evidence() == evidence
    assert spring.views.live().rows() == rows


def test_evidence_follows_a_duty_step_by_step(county):
    county.adopt_assessment()
    county.enrol(VILLAGE, UnitKind.VILLAGE)
    seen = []
    for moment in (APRIL, AFTER_THE_DUE_DAY, MAY):
        county.sweep_until(moment)
        county.receive()
        seen.append(outcomes(county, VILLAGE)["VA 2025Q1"])
    county.fulfil(VILLAGE, "VA", "2025Q1")
    county.receive()
    seen.append(outcomes(county, VILLAGE)["VA 2025Q1"])

    assert seen == [["expected"], ["expected", "overdue"], ["expected", "overdue"], ["expected", "overdue", "late"]]


def test_views_that_are_built_anew_have_equal_rows(spring):
    spring.receive()
    live = spring.views.live().rows()
    spring.projector.rebuild()

    assert spring.views.live().rows() == live
    assert all(live[table] for table in ("duty", "step", "summary"))


def test_the_summary_counts_the_unit_and_every_unit_in_its_area(spring):
    spring.receive()
    answer = spring.ask(EvidenceSummary(unit=TOWNSHIP, year=2025))

    assert answer.units == (
        UnitSummary(unit=TOWNSHIP, expected=0, overdue=0, on_time=1, late=0),
        UnitSummary(unit=COMMUNITY, expected=1, overdue=1, on_time=0, late=0),
        UnitSummary(unit=VILLAGE, expected=0, overdue=0, on_time=0, late=1),
    )
    assert spring.ask(EvidenceSummary(unit="360730", year=2025)).units == answer.units


def test_the_summary_leaves_out_other_areas_and_other_years(spring):
    spring.receive()

    assert spring.ask(EvidenceSummary(unit="360731", year=2025)).units == ()
    assert spring.ask(EvidenceSummary(unit=TOWNSHIP, year=2024)).units == ()
    assert [unit.unit for unit in spring.ask(EvidenceSummary(unit=VILLAGE, year=2025)).units] == [VILLAGE]


def test_the_summary_comes_in_pages(spring):
    spring.receive()
    question = EvidenceSummary(unit=TOWNSHIP, year=2025)
    first = spring.ask(question, limit=2)
    second = spring.ask(question, limit=2, after=first.next)

    assert [unit.unit for unit in (*first.units, *second.units)] == [TOWNSHIP, COMMUNITY, VILLAGE]
    assert (len(first.units), second.next) == (2, None)


def test_evidence_of_a_unit_comes_in_pages_earliest_due_date_first(spring):
    spring.receive()
    question = EvidenceOfUnit(unit=COMMUNITY, year=2025)
    first = spring.ask(question, limit=1)
    second = spring.ask(question, limit=1, after=first.next)

    assert [duty.period for duty in (*first.duties, *second.duties)] == ["2025Q1", "2025Q2"]
    assert second.next is None


def test_the_last_quarter_counts_for_its_own_year_though_it_is_due_in_the_next(county):
    county.adopt_assessment()
    county.enrol(TOWNSHIP, UnitKind.TOWNSHIP)
    county.sweep_until(datetime(2026, 1, 5, 9, tzinfo=CHINA))
    county.fulfil(TOWNSHIP, "TG", "2025Q4")
    county.sweep_until(datetime(2026, 4, 1, 9, tzinfo=CHINA))
    county.receive()
    [of_2025] = county.ask(EvidenceSummary(unit=TOWNSHIP, year=2025)).units
    [of_2026] = county.ask(EvidenceSummary(unit=TOWNSHIP, year=2026)).units

    assert outcomes(county, TOWNSHIP)["TG 2025Q4"] == ["expected", "on-time"]
    assert [duty.period for duty in county.ask(EvidenceOfUnit(unit=TOWNSHIP, year=2026)).duties] == ["2026Q1"]
    assert of_2025 == UnitSummary(unit=TOWNSHIP, expected=0, overdue=5, on_time=1, late=0)
    assert of_2026 == UnitSummary(unit=TOWNSHIP, expected=1, overdue=0, on_time=0, late=0)


def test_without_a_policy_evidence_waits_and_is_complete_after_a_retry(county):
    county.enrol(TOWNSHIP, UnitKind.TOWNSHIP)
    county.sweep_until(APRIL)
    county.fulfil(TOWNSHIP, "TG", "2025Q1")
    county.receive()
    with closing(county.inbox()) as inbox:
        [stream] = {parked.stream for parked in inbox.parked()}
        county.adopt_assessment()

        assert "policy-not-active" in inbox.parked()[0].error
        assert county.evidence() == []
        assert inbox.retry(stream) == 2
        assert inbox.parked() == []
    county.projector.catch_up()

    assert outcomes(county, TOWNSHIP) == {"TG 2025Q1": ["expected", "on-time"]}


def test_a_community_without_the_citys_draft_gives_evidence_for_no_indicator(county):
    county.adopt_assessment(("county-2011-assessment",))
    county.enrol(COMMUNITY, UnitKind.COMMUNITY)
    county.receive()
    [duty] = county.ask(EvidenceOfUnit(unit=COMMUNITY, year=2025)).duties

    assert (duty.indicator, duty.outcome) == (None, Outcome.EXPECTED)
