"""What results mean for cadres: proposals rest on the year's result, and falsehood with consequences is pursued."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from assessment.accountability import STREAM as ACCOUNTABILITY
from assessment.service import SERVICE
from assessment.township import STREAM as TOWNSHIP
from contracts.assessment.accountability.messages import (
    AccountabilityDecided,
    AccountabilityOfUnit,
    AccountabilityOpened,
    DecideAccountability,
    Falsehood,
    OpenAccountability,
)
from contracts.assessment.township.messages import (
    BeginYearEndCheck,
    CadreFile,
    CadreProposed,
    Movement,
    OpenYear,
    ProposeCadre,
    TakeTownshipSheet,
    TownshipAssessed,
    YearOpened,
)
from contracts.assessment.township.rules import TownshipPolicy, township_policy
from contracts.calendar import CHINA
from contracts.policies import pack_named, resolve
from ledger.testing.given import given
from ledger.testing.playing import Played

UNIT = "360730105"
PACKS = ("county-2011-standards", "county-2011-scheme", "county-2011-assessment")
POLICY: TownshipPolicy = township_policy(resolve(UNIT, [pack_named(name) for name in PACKS]))
NOON = datetime(2011, 12, 20, 12, tzinfo=CHINA)
NEW_YEAR = datetime(2012, 1, 1, tzinfo=CHINA)
KEY: dict[str, Any] = {"unit": UNIT, "year": 2011}
RESULT: dict[str, Any] = {
    "sheet": f"assessment_sheet-{UNIT}-T-2011",
    "unmet_mandatory": ("T4.1",),
    "mandatory_share": Fraction(90, 91),
    "score": Fraction(90, 91),
    "digest": "a" * 64,
}
OPENED = YearOpened(**KEY, plan_due_at=None, result_due_at=NEW_YEAR, next_at=NEW_YEAR, opened_at=NOON)
ASSESSED = TownshipAssessed(**KEY, **RESULT, findings=0, due_at=NEW_YEAR, assessed_at=NOON)


def propose(movement: Movement) -> ProposeCadre:
    return ProposeCadre(actor="group-1", **KEY, cadre="cadre-7", movement=movement, reason="考核结果突出")


@pytest.mark.req("A-027", "A-028")
@pytest.mark.parametrize("movement", list(Movement))
def test_every_proposal_up_down_or_to_stay_carries_the_result_it_rests_on(movement: Movement):
    proposed = CadreProposed(
        **KEY,
        cadre="cadre-7",
        movement=movement,
        reason="考核结果突出",
        sheet=RESULT["sheet"],
        score=RESULT["score"],
        digest=RESULT["digest"],
        findings=0,
        proposed_by="group-1",
        proposed_at=NOON,
    )

    given(TOWNSHIP, POLICY, OPENED, ASSESSED).when(propose(movement), at=NOON).then(proposed)


@pytest.mark.req("A-028")
def test_without_a_result_nothing_is_proposed():
    given(TOWNSHIP, POLICY, OPENED).when(propose(Movement.PROMOTE), at=NOON).then_rejected("assessment.results-missing")
    given(TOWNSHIP, POLICY).when(propose(Movement.PROMOTE), at=NOON).then_rejected("assessment.year-not-open")


OPEN = OpenAccountability(
    actor="group-1",
    unit=UNIT,
    case="case-2011-1",
    kind=Falsehood.FALSIFICATION,
    persons=("cadre-7",),
    facts="虚报村级公开次数",
    consequence="村务信息失实，造成集体上访",
    found_on=date(2011, 12, 1),
)
CASE = AccountabilityOpened(
    unit=UNIT,
    case="case-2011-1",
    kind=Falsehood.FALSIFICATION,
    persons=("cadre-7",),
    facts="虚报村级公开次数",
    consequence="村务信息失实，造成集体上访",
    found_on=date(2011, 12, 1),
    opened_by="group-1",
    opened_at=NOON,
)
DECIDE = DecideAccountability(actor="group-1", unit=UNIT, case="case-2011-1", decision="诫勉谈话")
DECIDED = AccountabilityDecided(
    unit=UNIT, case="case-2011-1", decision="诫勉谈话", decided_by="group-1", decided_at=NOON
)


@pytest.mark.req("A-029")
def test_responsibility_is_pursued_with_facts_consequence_persons_and_a_decision():
    given(ACCOUNTABILITY, None).when(OPEN, at=NOON).then(CASE)
    given(ACCOUNTABILITY, None, CASE).when(DECIDE, at=NOON).then(DECIDED)


def test_a_case_is_opened_and_decided_once():
    given(ACCOUNTABILITY, None, CASE).when(OPEN, at=NOON).then_rejected("assessment.case-exists")
    given(ACCOUNTABILITY, None).when(DECIDE, at=NOON).then_rejected("assessment.no-such-case")
    given(ACCOUNTABILITY, None, CASE, DECIDED).when(DECIDE, at=NOON).then_rejected("assessment.already-decided")
    tomorrow = replace(OPEN, found_on=date(2011, 12, 21))
    given(ACCOUNTABILITY, None).when(tomorrow, at=NOON).then_rejected("assessment.date-in-future")


@pytest.mark.req("A-027")
def test_a_cadres_file_shows_the_results_of_every_year(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=NOON, unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    for year in (2011, 2012):
        taken = {**RESULT, "vetoed": (), "term": str(year), "sheet": f"assessment_sheet-{UNIT}-T-{year}"}
        moment = NOON + timedelta(days=366 * (year - 2011))
        played.at(
            moment,
            OpenYear(actor="service:assessment", unit=UNIT, year=year),
            BeginYearEndCheck(actor="group-1", unit=UNIT, year=year),
            TakeTownshipSheet(actor="service:assessment", unit=UNIT, **taken),
            replace(propose(Movement.KEEP), year=year),
        )
    played.at(NOON + timedelta(days=367), OPEN, DECIDE, replace(OPEN, case="case-2011-2"))
    file = played.ask(CadreFile(unit="360730", cadre="cadre-7"))
    first = played.ask(CadreFile(unit="360730", cadre="cadre-7"), limit=1)
    cases = played.ask(AccountabilityOfUnit(unit="360730")).cases
    page = played.ask(AccountabilityOfUnit(unit="360730"), limit=1)

    assert [(one.year, one.score, one.sheet[-4:]) for one in file.proposals] == [
        (2011, Fraction(90, 91), "2011"),
        (2012, Fraction(90, 91), "2012"),
    ]
    rest = played.ask(CadreFile(unit="360730", cadre="cadre-7"), after=first.next)
    assert (*first.proposals, *rest.proposals) == file.proposals
    assert [(line.opened.case, line.decided is not None) for line in cases] == [
        ("case-2011-1", True),
        ("case-2011-2", False),
    ]
    assert (*page.cases, *played.ask(AccountabilityOfUnit(unit="360730"), after=page.next).cases) == cases
    assert played.ask(CadreFile(unit="360731", cadre="cadre-7")).proposals == ()
    rows = played.rows()
    played.projector.rebuild()
    assert rows == played.views.live().rows()
