"""The yearly assessment of a unit: materials, report, result, overdue, what is false."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from contracts.errors import Rejected
from contracts.mining.annual.messages import (
    AcknowledgeResult,
    AnnualAssessmentCompleted,
    AnnualAssessmentOverdue,
    AnnualAssessmentScheduled,
    AnnualCommand,
    AssessmentBegun,
    AssessmentClosed,
    BeginAssessment,
    CarryResultOver,
    CloseAssessment,
    CommendExperience,
    CompleteAssessment,
    ExperienceCommended,
    Falsehood,
    FalsificationFound,
    FindFalsification,
    IssueCircular,
    MarkAssessmentOverdue,
    Material,
    MaterialsSubmitted,
    NotifyResult,
    ResultAcknowledged,
    ResultCarriedOver,
    ResultNotCarriedOver,
    ResultNotified,
    ScheduleAssessment,
    SubmitMaterials,
    UnderperformanceCircular,
)
from contracts.mining.annual.rules import annual_policy
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case, given
from mining.annual import STREAM
from mining.testing import EVIDENCE, noon

KEY: dict[str, Any] = {"unit": "360730", "year": 2018}
ASSESSOR = "36-resources"
POLICY = annual_policy(resolve("360730", [pack_named("city-green-mines-2018")]))
DUE = noon(2018, 12, 21).replace(hour=0)
MARCH = noon(2018, 3, 1)
MATERIALS = tuple(Material(kind=kind, content=EVIDENCE) for kind in ("summary_report", "supporting_materials"))
WHO: dict[str, Any] = {"actor": "province-1", **KEY}
SCHEDULE = ScheduleAssessment(**WHO, assessor=ASSESSOR)
SUBMIT = SubmitMaterials(actor="county-1", **KEY, materials=MATERIALS)
BEGIN = BeginAssessment(**WHO)
COMPLETE = CompleteAssessment(**WHO, grade="good", report=EVIDENCE)
NOTIFY = NotifyResult(**WHO, notified_on=date(2018, 12, 20))
ACKNOWLEDGE = AcknowledgeResult(actor="county-1", **KEY)
MARK = MarkAssessmentOverdue(actor="clock", **KEY)
FALSE = FindFalsification(
    **WHO, kind=Falsehood.CONCEALMENT, found_on=date(2018, 12, 28), text="瞒报事故", evidence=EVIDENCE
)


def told(*commands: AnnualCommand) -> Case[Any, Any, Any, Any]:
    """The story of these commands, one each month from March on, the fourth on the last day in time."""
    days = (MARCH, noon(2018, 11, 1), noon(2018, 12, 3), noon(2018, 12, 20), noon(2018, 12, 20), noon(2018, 12, 24))
    story: Case[Any, Any, Any, Any] = given(STREAM, POLICY)
    for command, at in zip(commands, days, strict=False):
        story = story.when(command, at=at).after()
    return story


@pytest.mark.req("G-069", "G-079")
def test_a_year_is_scheduled_with_mid_december_as_its_end(one):
    given(STREAM, POLICY).when(SCHEDULE, at=MARCH).then(
        AnnualAssessmentScheduled(
            **KEY,
            assessor=ASSESSOR,
            required=("summary_report", "supporting_materials"),
            due_on=date(2018, 12, 20),
            due_at=DUE,
            publishes_falsehood=True,
            publishes_circular=True,
            scheduled_by="province-1",
            scheduled_at=MARCH,
        )
    )
    told(SCHEDULE).when(SCHEDULE, at=MARCH).then_rejected("mining.assessment-already-scheduled")


@pytest.mark.req("G-079")
def test_a_year_before_the_measures_took_force_is_refused():
    earlier = ScheduleAssessment(actor="province-1", unit="360730", year=2017, assessor=ASSESSOR)

    given(STREAM, POLICY).when(earlier, at=MARCH).then_rejected("mining.before-effective-date")


@pytest.mark.req("G-071")
def test_an_assessed_unit_is_not_its_own_assessor_and_records_no_result():
    itself = ScheduleAssessment(**WHO, assessor="360730")

    given(STREAM, POLICY).when(itself, at=MARCH).then_rejected("mining.self-assessment")
    methods = permissions_of("mining").methods
    recording = ("schedule_assessment", "begin_assessment", "complete_assessment", "notify_result")
    assert [{"ProvincialCompetentUnit": "below"}] * 4 == [methods[name] for name in recording]


@pytest.mark.req("G-068")
@pytest.mark.parametrize("missing", [0, 1])
def test_summary_and_support_are_handed_in_together(missing: int):
    half = SubmitMaterials(actor="county-1", **KEY, materials=(MATERIALS[1 - missing],))

    told(SCHEDULE).when(half, at=noon(2018, 11, 1)).then_rejected(
        "mining.materials-incomplete", MATERIALS[missing].kind
    )


@pytest.mark.req("G-068")
def test_materials_are_handed_in_and_may_be_completed_until_it_begins():
    at = noon(2018, 11, 1)
    submitted = MaterialsSubmitted(**KEY, materials=MATERIALS, submitted_by="county-1", submitted_at=at)

    told(SCHEDULE).when(SUBMIT, at=at).then(submitted)
    told(SCHEDULE, SUBMIT).when(SUBMIT, at=at).then(submitted)
    told(SCHEDULE, SUBMIT, BEGIN).when(SUBMIT, at=noon(2018, 12, 4)).then_rejected("mining.not-in-this-stage")
    given(STREAM, POLICY).when(SUBMIT, at=at).then_rejected("mining.no-such-assessment")


def test_the_assessment_begins_once_and_with_materials():
    at = noon(2018, 12, 3)

    told(SCHEDULE).when(BEGIN, at=at).then_rejected("mining.materials-incomplete")
    told(SCHEDULE, SUBMIT).when(BEGIN, at=at).then(AssessmentBegun(**KEY, begun_by="province-1", begun_at=at))
    told(SCHEDULE, SUBMIT, BEGIN).when(BEGIN, at=at).then_rejected("mining.not-in-this-stage")


def completed(at) -> AnnualAssessmentCompleted:
    return AnnualAssessmentCompleted(
        **KEY,
        assessor=ASSESSOR,
        grade="good",
        report=EVIDENCE,
        completed_on=at.date(),
        due_at=DUE,
        clause="3 §附8",
        completed_by="province-1",
        completed_at=at,
    )


OVERDUE = AnnualAssessmentOverdue(
    **KEY, assessor=ASSESSOR, due_on=date(2018, 12, 20), due_at=DUE, clause="3 §附8", announced_at=DUE
)


@pytest.mark.req("G-069")
def test_completed_on_20_december_is_in_time_and_on_the_21st_it_is_announced_as_late():
    last = DUE.replace(day=20, hour=23, minute=59)
    story = told(SCHEDULE, SUBMIT, BEGIN)

    story.when(COMPLETE, at=last).then(completed(last))
    story.when(COMPLETE, at=DUE).then(OVERDUE, completed(DUE))


@pytest.mark.req("G-069")
def test_a_missed_day_is_announced_once_whatever_had_been_done_before():
    for steps in ((SCHEDULE,), (SCHEDULE, SUBMIT), (SCHEDULE, SUBMIT, BEGIN)):
        story = told(*steps).when(MARK, at=DUE)
        story.then(OVERDUE)
        story.after().when(MARK, at=DUE).then()
        told(*steps).when(MARK, at=DUE.replace(day=20)).then()
    told(SCHEDULE, SUBMIT, BEGIN, COMPLETE).when(MARK, at=DUE).then()


@pytest.mark.req("G-070")
def test_without_a_report_nothing_is_completed():
    without = CompleteAssessment(**WHO, grade="good")

    told(SCHEDULE, SUBMIT, BEGIN).when(without, at=noon(2018, 12, 10)).then_rejected(
        "mining.assessment-report-required"
    )
    told(SCHEDULE, SUBMIT).when(COMPLETE, at=noon(2018, 12, 10)).then_rejected("mining.not-in-this-stage")


@pytest.mark.req("G-072")
def test_the_result_is_sent_to_the_unit_which_acknowledges_it():
    at = noon(2018, 12, 20)
    story = told(SCHEDULE, SUBMIT, BEGIN, COMPLETE)

    story.when(ACKNOWLEDGE, at=at).then_rejected("mining.not-in-this-stage")
    notified = story.when(NOTIFY, at=at)
    notified.then(ResultNotified(**KEY, notified_on=date(2018, 12, 20), notified_by="province-1", recorded_at=at))
    notified.after().when(NOTIFY, at=at).then_rejected("mining.not-in-this-stage")
    notified.after().when(ACKNOWLEDGE, at=at).then(
        ResultAcknowledged(**KEY, acknowledged_by="county-1", acknowledged_at=at)
    )
    early = NotifyResult(**WHO, notified_on=date(2018, 12, 19))
    story.when(early, at=at).then_rejected("mining.day-too-early")
    story.when(NotifyResult(**WHO, notified_on=date(2018, 12, 21)), at=at).then_rejected("mining.date-in-future")


@pytest.mark.req("G-074")
@pytest.mark.parametrize("kind", list(Falsehood))
@pytest.mark.parametrize("steps", [3, 4, 5, 6])
def test_what_rests_on_what_is_false_is_void_with_a_circular(kind: Falsehood, steps: int):
    at = noon(2018, 12, 28)
    story = told(*(SCHEDULE, SUBMIT, BEGIN, COMPLETE, NOTIFY, ACKNOWLEDGE)[:steps])
    found = FindFalsification(**WHO, kind=kind, found_on=date(2018, 12, 28), text="瞒报事故", evidence=EVIDENCE)
    fact = FalsificationFound(
        **KEY,
        kind=kind,
        voids_result=steps > 3,
        found_on=date(2018, 12, 28),
        text="瞒报事故",
        evidence=EVIDENCE,
        is_published=True,
        clause="3 §附10",
        found_by="province-1",
        recorded_at=at,
    )
    before = [] if steps > 3 else [AnnualAssessmentOverdue(**{**told_overdue(), "announced_at": at})]

    story.when(found, at=at).then(*before, fact)
    void = story.when(found, at=at).after()
    for command in (SUBMIT, BEGIN, COMPLETE, NOTIFY, ACKNOWLEDGE):
        void.when(command, at=at).then_rejected("mining.not-in-this-stage")
    void.when(found, at=at).then_rejected("mining.result-already-void")


def told_overdue():
    return {**KEY, "assessor": ASSESSOR, "due_on": date(2018, 12, 20), "due_at": DUE, "clause": "3 §附8"}


@pytest.mark.req("G-077")
def test_poor_work_is_criticised_with_its_grounds():
    at = noon(2018, 11, 5)
    circular = IssueCircular(**WHO, issued_on=date(2018, 11, 5), grounds="未完成建设任务")

    told(SCHEDULE, SUBMIT).when(circular, at=at).then(
        UnderperformanceCircular(
            **KEY,
            issued_on=date(2018, 11, 5),
            grounds="未完成建设任务",
            is_published=True,
            clause="3 §附11",
            issued_by="province-1",
            recorded_at=at,
        )
    )


@pytest.mark.req("G-076")
def test_the_experience_of_an_outstanding_unit_is_summed_up_to_be_spread():
    at = noon(2018, 12, 20)
    commend = CommendExperience(**WHO, commended_on=date(2018, 12, 20), text="边采边治")

    told(SCHEDULE, SUBMIT, BEGIN, COMPLETE).when(commend, at=at).then(
        ExperienceCommended(
            **KEY,
            commended_on=date(2018, 12, 20),
            text="边采边治",
            clause="3 §附11",
            commended_by="province-1",
            recorded_at=at,
        )
    )


def test_whether_circulars_are_published_is_data():
    silent = replace(POLICY, publishes_falsehood=False, publishes_circular=False)
    story: Case[Any, Any, Any, Any] = given(STREAM, silent).when(SCHEDULE, at=MARCH).after()
    at = noon(2018, 12, 28)
    circular = IssueCircular(**WHO, issued_on=date(2018, 11, 5), grounds="未完成建设任务")

    assert not story.when(FALSE, at=at).after().facts[-1].is_published
    assert not story.when(circular, at=at).after().facts[-1].is_published


def test_without_the_rules_nothing_is_scheduled():
    with pytest.raises(Rejected, match="policy-not-active"):
        annual_policy(resolve("360730", []))


def test_a_false_statement_is_found_after_the_year_was_taken_up():
    early = FindFalsification(
        **WHO, kind=Falsehood.FALSIFICATION, found_on=date(2018, 2, 1), text="假", evidence=EVIDENCE
    )

    told(SCHEDULE).when(early, at=MARCH).then_rejected("mining.day-too-early")


# Part of the performance evaluation (G-073)

TO_THE_END = (SCHEDULE, SUBMIT, BEGIN, COMPLETE, NOTIFY, ACKNOWLEDGE)
CARRY = CarryResultOver(**WHO, evaluation="performance-2018", carried_on=date(2018, 12, 20))
CLOSE = CloseAssessment(**WHO)
NOT_CARRIED = ResultNotCarriedOver(**KEY, clause="3 §附9", found_at=noon(2019, 1, 10))
CLOSED = AssessmentClosed(**KEY, closed_by="province-1", closed_at=noon(2019, 1, 10))


@pytest.mark.req("G-073")
@pytest.mark.parametrize("steps", [4, 5, 6])
def test_a_result_is_carried_over_into_the_performance_evaluation_once(steps: int):
    at = noon(2018, 12, 24)
    story = told(*TO_THE_END[:steps]).when(CARRY, at=at)

    story.then(
        ResultCarriedOver(
            **KEY,
            evaluation="performance-2018",
            carried_on=date(2018, 12, 20),
            clause="3 §附9",
            carried_by="province-1",
            recorded_at=at,
        )
    )
    story.after().when(CARRY, at=at).then_rejected("mining.result-already-carried-over")


@pytest.mark.req("G-073")
def test_a_case_that_ends_without_carrying_over_is_a_finding_that_can_be_made_good():
    at = noon(2019, 1, 10)

    carried = told(*TO_THE_END).when(CARRY, at=at).after()
    carried.when(CLOSE, at=at).then(CLOSED)
    found = told(*TO_THE_END).when(CLOSE, at=at)
    found.then(NOT_CARRIED, CLOSED)
    assert isinstance(found.after().when(CARRY, at=at).after().facts[-1], ResultCarriedOver)
    found.after().when(CLOSE, at=at).then_rejected("mining.not-in-this-stage")


@pytest.mark.req("G-073")
def test_what_is_no_result_is_not_carried_over():
    at = noon(2018, 12, 20)

    told(*TO_THE_END[:3]).when(CARRY, at=at).then_rejected("mining.not-in-this-stage")
    void = told(*TO_THE_END).when(FALSE, at=noon(2018, 12, 30)).after()
    void.when(CARRY, at=noon(2018, 12, 30)).then_rejected("mining.not-in-this-stage")
    told(*TO_THE_END[:5]).when(CLOSE, at=at).then_rejected("mining.not-in-this-stage")
    early = replace(CARRY, carried_on=date(2018, 12, 19))
    told(*TO_THE_END).when(early, at=at).then_rejected("mining.day-too-early")
    told(*TO_THE_END).when(replace(CARRY, carried_on=date(2018, 12, 21)), at=at).then_rejected("mining.date-in-future")
