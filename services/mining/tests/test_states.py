"""Mines and yearly assessments move as the state machines of the requirements list it (S13, S14).

Every command is tried in every state. Where more happens than is listed, or less, the reason stands beside it.
"""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from contracts.mining.annual.messages import (
    AnnualAssessmentCompleted,
    AnnualAssessmentOverdue,
    AnnualAssessmentScheduled,
    AssessmentBegun,
    FalsificationFound,
    MaterialsSubmitted,
    ResultNotified,
)
from contracts.mining.mine.messages import MineStage, ReviewOutcome, ReviewVerdict
from ledger.testing.given import given
from ledger.testing.machine import by_fact, departures, happening, read_machine
from mining.annual import STREAM
from mining.testing import OneMine, noon

from services.mining.tests import test_annual as annual

PAGE = Path(__file__).parents[3] / "docs" / "requirements" / "state-machines.md"


def of_mine(_: Any, mine: Any) -> tuple[str, ...]:
    return () if mine.stage is MineStage.ABSENT else (mine.stage.value.replace("-", "_"),)


def test_a_mine_moves_as_listed(one: OneMine):
    until_posted = [
        one.check(),
        one.check(notice="2026-1"),
        one.begin(),
        one.begin(notice="2026-1", rectification="整改报告"),
        one.assess(),
        one.appoint(),
        one.evaluate(),
        one.recommend(),
        one.recommend(verdict=ReviewVerdict.BACK, reason="材料不全"),
        one.review(),
        one.post(),
    ]
    afterwards = [
        one.certify(),
        one.reject(),
        one.find(),
        one.decide(ReviewOutcome.NO_BREACH),
        one.decide(ReviewOutcome.CURE),
        one.cured(),
        one.remove(),
    ]
    early, late = noon(2025, 3, 3), noon(2026, 6, 1)
    pool = [*((command, early) for command in until_posted), *((command, late) for command in afterwards)]
    found = happening(one.registered(), pool, of_mine, apart=_how_far)

    assert "" == departures(
        read_machine(PAGE, "S13"),
        found,
        never={},
        beyond={
            ("evaluated", "under_evaluation"): "materials that the county hands back go to the third party (MI-09)"
        },
    )


def _how_far(mine: Any) -> Any:
    current, checked = mine.round, mine.checked
    reviewed = None if current is None else (current.reviewed, current.notice is not None)
    return reviewed, None if checked is None else checked.notice, min(mine.rounds, 2), mine.cure_due_at is not None


def test_a_yearly_assessment_moves_as_listed():
    named = by_fact(
        {
            AnnualAssessmentScheduled: "scheduled",
            MaterialsSubmitted: "materials_submitted",
            AssessmentBegun: "in_assessment",
            AnnualAssessmentCompleted: "completed",
            ResultNotified: "notified",
            AnnualAssessmentOverdue: "overdue",
            FalsificationFound: "void",
        }
    )
    false = replace(annual.FALSE, found_on=date(2018, 12, 20))
    steps = (annual.SUBMIT, annual.BEGIN, annual.COMPLETE, annual.NOTIFY, annual.ACKNOWLEDGE, false, annual.MARK)
    in_time, late = noon(2018, 12, 20), noon(2018, 12, 30)
    pool = [(command, at) for command in steps for at in (in_time, late)]
    start = given(STREAM, annual.POLICY).when(annual.SCHEDULE, at=annual.MARCH).after()

    assert "" == departures(
        read_machine(PAGE, "S14"),
        happening(start, pool, named),
        never={},
        beyond={
            ("overdue", state): "what is late is done all the same, and its lateness stays recorded (G-069)"
            for state in ("materials_submitted", "in_assessment", "completed")
        },
    )
