"""A township's year: plan, check, commendation; and what was missed."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from assessment.township import STREAM as TOWNSHIP
from contracts.assessment.township.messages import (
    AddLocalIndicator,
    BeginYearEndCheck,
    DecideCommendation,
    DropIndicator,
    FilePlan,
    FormLeadingGroup,
    LeadingGroupFormed,
    LocalIndicatorAdded,
    LocalIndicatorDropped,
    MarkTownshipOverdue,
    Missed,
    NegativeFinding,
    NegativeFindingRecorded,
    OpenYear,
    PlanFiled,
    PlanStage,
    Post,
    RecordNegativeFinding,
    TakeTownshipSheet,
    TownshipAssessed,
    TownshipCommended,
    TownshipNotCommended,
    TownshipOverdue,
    YearEndCheckBegun,
    YearOpened,
)
from contracts.assessment.township.rules import TownshipPolicy, township_policy
from contracts.assessment.words import SchemeCode
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.policies import pack_named, resolve
from ledger.testing.given import given

UNIT = "360730101"
KEY: dict[str, Any] = {"unit": UNIT, "year": 2011}
PACKS = ("county-2011-standards", "county-2011-scheme", "county-2011-assessment")
POLICY: TownshipPolicy = township_policy(resolve(UNIT, [pack_named(name) for name in PACKS]))
DIGEST = POLICY.schemes.scheme(SchemeCode.TOWNSHIP).digest
NOON = datetime(2011, 11, 1, 12, tzinfo=CHINA)
PLAN_DUE = datetime(2011, 11, 11, tzinfo=CHINA)
RESULT_DUE = datetime(2012, 1, 1, tzinfo=CHINA)
INSTANT = timedelta(microseconds=1)
STAGE = PlanStage(title="第一阶段", begins_on=date(2011, 11, 1), ends_on=date(2012, 6, 30), result="机关达标")
NAME = Bilingual(zh="脐橙专业村", en="Navel-orange villages")

OPENED = YearOpened(
    **KEY,
    plan_due_at=PLAN_DUE,
    result_due_at=RESULT_DUE,
    next_at=RESULT_DUE,
    opened_at=NOON,
)
FORMED = LeadingGroupFormed(**KEY, leader="secretary-1", formed_on=date(2011, 10, 28), recorded_at=NOON)
FORM = FormLeadingGroup(
    actor="clerk-1", **KEY, leader="secretary-1", post=Post.PARTY_SECRETARY, formed_on=date(2011, 10, 28)
)
FILE = FilePlan(actor="clerk-1", **KEY, characteristics="客家古村", stages=(STAGE,))
BEGIN = BeginYearEndCheck(actor="group-1", **KEY)
BEGUN = YearEndCheckBegun(**KEY, scheme=SchemeCode.TOWNSHIP, begun_by="group-1", begun_at=NOON)
ADD = AddLocalIndicator(actor="clerk-1", **KEY, indicator="L1", name=NAME)
ADDED = LocalIndicatorAdded(**KEY, indicator="L1", name=NAME, added_at=NOON)
MARK = MarkTownshipOverdue(actor="service:assessment", **KEY)


def filed(at: datetime) -> PlanFiled:
    return PlanFiled(
        **KEY, characteristics="客家古村", stages=(STAGE,), due_at=PLAN_DUE, filed_by="clerk-1", filed_at=at
    )


def overdue(missed: Missed, at: datetime) -> TownshipOverdue:
    due_at = PLAN_DUE if missed is Missed.PLAN else RESULT_DUE
    return TownshipOverdue(**KEY, missed=missed, due_at=due_at, announced_at=at)


def assessed(findings: int = 0, at: datetime = NOON) -> TownshipAssessed:
    return TownshipAssessed(
        **KEY,
        sheet=f"assessment_sheet-{UNIT}-T-2011",
        unmet_mandatory=("T4.1",),
        mandatory_share=Fraction(90, 91),
        score=Fraction(90, 91),
        digest=DIGEST,
        findings=findings,
        due_at=RESULT_DUE,
        assessed_at=at,
    )


TAKE = TakeTownshipSheet(
    actor="service:assessment",
    unit=UNIT,
    term="2011",
    sheet=f"assessment_sheet-{UNIT}-T-2011",
    unmet_mandatory=("T4.1",),
    vetoed=(),
    mandatory_share=Fraction(90, 91),
    score=Fraction(90, 91),
    digest=DIGEST,
)


@pytest.mark.req("A-025")
def test_a_year_has_its_days_from_the_rules_and_is_opened_once():
    opening = OpenYear(actor="service:assessment", **KEY)

    given(TOWNSHIP, POLICY).when(opening, at=NOON).then(OPENED)
    given(TOWNSHIP, POLICY, OPENED).when(opening, at=NOON).then()


def test_the_plans_day_is_of_the_year_that_the_source_names():
    later = OpenYear(actor="service:assessment", unit=UNIT, year=2012)
    [fact] = given(TOWNSHIP, POLICY).when(later, at=NOON).after().facts

    assert isinstance(fact, YearOpened)
    assert (fact.plan_due_at, fact.result_due_at) == (None, datetime(2013, 1, 1, tzinfo=CHINA))


@pytest.mark.parametrize("command", [FORM, FILE, ADD, BEGIN, MARK])
def test_nothing_is_said_of_a_year_that_is_not_open(command: Any):
    given(TOWNSHIP, POLICY).when(command, at=NOON).then_rejected("assessment.year-not-open")


@pytest.mark.req("A-021")
@pytest.mark.parametrize("post", [Post.TOWNSHIP_HEAD, Post.OTHER])
def test_only_the_party_secretary_heads_the_leading_group(post: Post):
    given(TOWNSHIP, POLICY, OPENED).when(FORM, at=NOON).then(FORMED)
    other = replace(FORM, post=post)
    given(TOWNSHIP, POLICY, OPENED).when(other, at=NOON).then_rejected("assessment.leader-must-be-party-secretary")


def test_no_group_is_formed_tomorrow():
    tomorrow = replace(FORM, formed_on=date(2011, 11, 2))

    given(TOWNSHIP, POLICY, OPENED).when(tomorrow, at=NOON).then_rejected("assessment.date-in-future")


@pytest.mark.req("A-022")
def test_the_tenth_of_november_belongs_to_the_time_for_the_plan():
    last, late = PLAN_DUE - INSTANT, PLAN_DUE
    case = given(TOWNSHIP, POLICY, OPENED, FORMED)

    case.when(FILE, at=last).then(filed(last))
    case.when(FILE, at=late).then(overdue(Missed.PLAN, late), filed(late))


@pytest.mark.req("A-022", "A-023")
def test_a_plan_without_stages_is_no_plan():
    case = given(TOWNSHIP, POLICY, OPENED, FORMED)
    case.when(replace(FILE, stages=()), at=NOON).then_rejected("assessment.content-required")
    backwards = replace(STAGE, ends_on=date(2011, 10, 31))
    case.when(replace(FILE, stages=(backwards,)), at=NOON).then_rejected("assessment.stage-ends-before-it-begins")


def test_a_plan_is_filed_once_by_a_township_with_a_leading_group():
    given(TOWNSHIP, POLICY, OPENED).when(FILE, at=NOON).then_rejected("assessment.leading-group-required")
    given(TOWNSHIP, POLICY, OPENED, FORMED, filed(NOON)).when(FILE, at=NOON).then_rejected(
        "assessment.plan-already-filed"
    )


def test_no_plan_is_filed_and_no_sheet_taken_out_of_turn():
    """A plan comes before the check, a result after it has begun."""
    given(TOWNSHIP, POLICY, OPENED, FORMED, BEGUN).when(FILE, at=NOON).then_rejected("assessment.assessment-begun")
    given(TOWNSHIP, POLICY, OPENED, FORMED, filed(NOON)).when(TAKE, at=NOON).then()
    given(TOWNSHIP, POLICY, OPENED, FORMED, filed(NOON), BEGUN).when(TAKE, at=NOON).then(assessed())


@pytest.mark.req("A-006")
def test_a_township_adds_indicators_of_its_own_and_drops_none_of_the_countys():
    given(TOWNSHIP, POLICY, OPENED).when(ADD, at=NOON).then(ADDED)
    drop = DropIndicator(actor="clerk-1", **KEY, indicator="L1")
    given(TOWNSHIP, POLICY, OPENED, ADDED).when(drop, at=NOON).then(
        LocalIndicatorDropped(**KEY, indicator="L1", dropped_at=NOON)
    )
    for uniform in ("T1.1", "T7.10", "T8.3"):
        command = replace(drop, indicator=uniform)
        given(TOWNSHIP, POLICY, OPENED, ADDED).when(command, at=NOON).then_rejected("assessment.uniform-indicator")


def test_a_local_indicator_is_added_once_and_not_while_it_is_being_assessed():
    drop = DropIndicator(actor="clerk-1", **KEY, indicator="L1")
    given(TOWNSHIP, POLICY, OPENED, ADDED).when(ADD, at=NOON).then_rejected("assessment.indicator-exists")
    given(TOWNSHIP, POLICY, OPENED).when(drop, at=NOON).then_rejected("assessment.indicator-not-in-scheme")
    given(TOWNSHIP, POLICY, OPENED, BEGUN).when(ADD, at=NOON).then_rejected("assessment.assessment-begun")
    given(TOWNSHIP, POLICY, OPENED, ADDED, BEGUN).when(drop, at=NOON).then_rejected("assessment.assessment-begun")


@pytest.mark.req("A-007")
@pytest.mark.parametrize("kind", list(NegativeFinding))
def test_what_is_to_be_prevented_stands_beside_the_result(kind: NegativeFinding):
    command = RecordNegativeFinding(actor="group-1", **KEY, kind=kind, found_on=date(2011, 11, 1), text="见检查记录")
    found = NegativeFindingRecorded(
        **KEY, kind=kind, found_on=date(2011, 11, 1), text="见检查记录", recorded_by="group-1", recorded_at=NOON
    )

    given(TOWNSHIP, POLICY, OPENED).when(command, at=NOON).then(found)
    given(TOWNSHIP, POLICY, OPENED, found, found, BEGUN).when(TAKE, at=NOON).then(assessed(findings=2))
    tomorrow = replace(command, found_on=date(2011, 11, 2))
    given(TOWNSHIP, POLICY, OPENED).when(tomorrow, at=NOON).then_rejected("assessment.date-in-future")


def test_the_check_begins_once():
    given(TOWNSHIP, POLICY, OPENED).when(BEGIN, at=NOON).then(BEGUN)
    given(TOWNSHIP, POLICY, OPENED, BEGUN).when(BEGIN, at=NOON).then_rejected("assessment.check-already-begun")


def test_the_sheet_is_taken_once_and_of_no_unknown_year():
    given(TOWNSHIP, POLICY, OPENED, BEGUN).when(TAKE, at=NOON).then(assessed())
    given(TOWNSHIP, POLICY, OPENED, BEGUN, assessed()).when(TAKE, at=NOON).then()
    given(TOWNSHIP, POLICY).when(TAKE, at=NOON).then()


@pytest.mark.req("A-025")
def test_a_township_without_a_result_at_the_end_of_the_year_is_announced_once():
    planned = given(TOWNSHIP, POLICY, OPENED, FORMED, filed(NOON), BEGUN)

    planned.when(MARK, at=RESULT_DUE - INSTANT).then()
    planned.when(MARK, at=RESULT_DUE).then(overdue(Missed.RESULT, RESULT_DUE))
    planned.when(TAKE, at=RESULT_DUE).then(overdue(Missed.RESULT, RESULT_DUE), assessed(at=RESULT_DUE))
    told = (OPENED, FORMED, filed(NOON), BEGUN, overdue(Missed.RESULT, RESULT_DUE))
    given(TOWNSHIP, POLICY, *told).when(MARK, at=RESULT_DUE).then()
    given(TOWNSHIP, POLICY, OPENED).when(MARK, at=RESULT_DUE).then(
        overdue(Missed.PLAN, RESULT_DUE), overdue(Missed.RESULT, RESULT_DUE)
    )


@pytest.mark.req("A-026")
def test_the_group_decides_with_its_reason_whether_to_commend():
    done = (OPENED, FORMED, filed(NOON), BEGUN, assessed())
    command = DecideCommendation(actor="leaders-1", **KEY, commend=True, reason="成绩突出")
    said: dict[str, Any] = {
        "score": Fraction(90, 91),
        "digest": DIGEST,
        "reason": "成绩突出",
        "decided_by": "leaders-1",
    }
    commended = TownshipCommended(**KEY, **said, commended_at=NOON)

    given(TOWNSHIP, POLICY, *done).when(command, at=NOON).then(commended)
    given(TOWNSHIP, POLICY, *done).when(replace(command, commend=False), at=NOON).then(
        TownshipNotCommended(**KEY, **said, decided_at=NOON)
    )
    given(TOWNSHIP, POLICY, *done, commended).when(command, at=NOON).then_rejected("assessment.already-decided")
    given(TOWNSHIP, POLICY, OPENED).when(command, at=NOON).then_rejected("assessment.results-missing")
