"""Titles, townships' years and centres' years move as the state machines of the requirements list it (S15-S17).

Every command is tried in every state. Where more happens than is listed, or less, the reason stands beside it.
"""

from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

from assessment.community import STREAM as COMMUNITY
from assessment.township import STREAM as TOWNSHIP
from contracts.assessment.centre.messages import (
    CentreMissed,
    CentreOverdue,
    CentreYearOpened,
    DecideReward,
    EvidenceFrozen,
    Half,
    HalfYearCheckCompleted,
    MarkCentreOverdue,
    RewardOutcome,
    SubjectPenalised,
    SubjectRewarded,
)
from contracts.assessment.community.messages import (
    AcceptanceApplied,
    AcceptanceBegun,
    AcceptanceRefused,
    CommunityTitleConferred,
    CommunityTitleLost,
    EnterProgramme,
    Method,
    ProgrammeEntered,
    SelfCheckRecorded,
    TakeSheet,
    WithdrawTitle,
)
from contracts.assessment.township.messages import (
    DecideCommendation,
    Missed,
    PlanFiled,
    TownshipAssessed,
    TownshipCommended,
    TownshipNotCommended,
    TownshipOverdue,
    YearEndCheckBegun,
    YearOpened,
)
from contracts.assessment.words import Title
from contracts.calendar import CHINA
from ledger.testing.given import given
from ledger.testing.machine import by_fact, departures, happening, read_machine

from services.assessment.tests import test_centre as centre
from services.assessment.tests import test_community as community
from services.assessment.tests import test_township as township

PAGE = Path(__file__).parents[3] / "docs" / "requirements" / "state-machines.md"


# S15: a community's titles


def test_a_community_moves_as_listed():
    def named(fact: Any, state: Any) -> tuple[str, ...]:
        match fact:
            case SelfCheckRecorded():
                return ("self_checked",) if fact.passed else ()
            case CommunityTitleConferred():
                return (fact.title.value,)
            case CommunityTitleLost():
                return ("qualified",) if Title.QUALIFIED in state.held else ("none",)
            case _:
                return by_fact(
                    {
                        ProgrammeEntered: "participating",
                        AcceptanceApplied: "applied",
                        AcceptanceBegun: "under_acceptance",
                        AcceptanceRefused: "not_qualified",
                    }
                )(fact, state)

    later = datetime(2026, 12, 10, 12, tzinfo=CHINA)
    taken = {
        "actor": "service:assessment",
        "unit": community.UNIT,
        "sheet": f"assessment_sheet-{community.UNIT}-C",
        "digest": community.DIGEST,
    }
    sheets = [
        TakeSheet(**taken, term="2025", unmet_mandatory=unmet, vetoed=(), mandatory_share=share, score=share)
        for unmet, share in (((), Fraction(1)), (("C1.2",), Fraction(1, 2)))
    ]
    in_time = [
        EnterProgramme(actor="service:assessment", **community.KEY),
        community.self_check(),
        community.self_check("C1.2"),
        community.APPLY,
        *(community.method(kind) for kind in Method),
        *sheets,
        community.DECIDE,
        community.DEMONSTRATE,
        WithdrawTitle(actor=community.OFFICE, unit=community.UNIT, title=Title.QUALIFIED, reason="复查不合格"),
        WithdrawTitle(actor=community.OFFICE, unit=community.UNIT, title=Title.DEMONSTRATION, reason="复查不合格"),
    ]
    next_year = EnterProgramme(actor="service:assessment", unit=community.UNIT, year=2026)
    refused = (*community.READY, community.sheet(unmet=("C1.2",)))
    again = given(COMMUNITY, community.DEMONSTRATION, *refused).when(community.DECIDE, at=community.NOON).after()
    found = happening(
        given(COMMUNITY, community.DEMONSTRATION),
        [(command, community.NOON) for command in in_time],
        named,
        begins="none",
        apart=lambda state: tuple((each.sheet, each.methods) for each in state.rounds.values()),
    ) | happening(again, [(next_year, later)], named, begins="none")

    lost = "a title that is lost is lost at once (AS-08)"
    assert "" == departures(
        read_machine(PAGE, "S15"),
        found,
        never={},
        beyond={("qualified", "none"): lost, ("demonstration", "qualified"): lost},
    )


# S16: a township's year


def test_a_townships_year_moves_as_listed():
    def named(fact: Any, state: Any) -> tuple[str, ...]:
        if isinstance(fact, TownshipOverdue) and fact.missed is Missed.PLAN and state.is_begun:
            return ()  # said late of a plan that nobody waits for any more
        return by_fact(
            {
                YearOpened: "planned",
                PlanFiled: ("plan_filed", "implementing"),
                YearEndCheckBegun: "in_assessment",
                TownshipAssessed: "assessed",
                TownshipCommended: "commended",
                TownshipNotCommended: "not_commended",
                TownshipOverdue: "overdue",
            }
        )(fact, state)

    decided = DecideCommendation(actor="group-1", **township.KEY, commend=True, reason="成绩突出")
    commands = [
        township.FORM,
        township.FILE,
        township.BEGIN,
        township.TAKE,
        decided,
        replace(decided, commend=False),
        township.MARK,
    ]
    moments = (township.NOON, datetime(2011, 12, 20, 12, tzinfo=CHINA), datetime(2012, 1, 5, 12, tzinfo=CHINA))
    pool = [(command, at) for command in commands for at in moments]
    start = given(TOWNSHIP, township.POLICY, township.OPENED)

    late = "what is late is done all the same, and its lateness stays recorded"
    assert "" == departures(
        read_machine(PAGE, "S16"),
        happening(start, pool, named),
        never={},
        beyond={
            ("planned", "in_assessment"): "every township is assessed every year, whether or not it has a plan (A-025)",
            ("implementing", "overdue"): "a year that ends without a check is overdue wherever it stands (A-025)",
            **{("overdue", state): late for state in ("plan_filed", "in_assessment", "assessed")},
        },
    )


# S17: a centre's year


def test_a_centres_half_year_moves_as_listed():
    def named(fact: Any, state: Any) -> tuple[str, ...]:
        match fact:
            case EvidenceFrozen() | HalfYearCheckCompleted():
                state_of = "evidence_frozen" if isinstance(fact, EvidenceFrozen) else "checked"
                return (state_of,) if fact.term == "2025H2" else ()
            case CentreOverdue():
                return ("overdue",) if fact.missed is CentreMissed.SECOND_HALF else ()
            case SubjectRewarded() | SubjectPenalised():
                outcome = "rewarded" if isinstance(fact, SubjectRewarded) else "penalised"
                return (outcome,) if fact.subject == centre.STATION else ()
            case _:
                return by_fact({CentreYearOpened: "scheduled"})(fact, state)

    in_time, late = centre.DECEMBER, centre.NEW_YEAR
    units = (centre.CENTRE_UNIT, centre.STATION)
    decide = {"actor": "party-1", "unit": centre.PARTY, **centre.KEY, "subject": centre.STATION, "target_met": True}
    commands = [
        centre.freeze(Half.SECOND),
        *(centre.take(unit, "2025H2") for unit in units),
        *(DecideReward(**decide, outcome=outcome, reason="见结果") for outcome in RewardOutcome),
        MarkCentreOverdue(actor="service:assessment", unit=centre.TOWNSHIP, year=2025),
    ]
    pool = [(command, at) for command in commands for at in (in_time, late)]
    start = centre.year(centre.opened(), *centre.FIRST_HALF)

    assert "" == departures(
        read_machine(PAGE, "S17"),
        happening(start, pool, named, apart=lambda year: len(year.checked)),
        never={},
        beyond={("overdue", "evidence_frozen"): "what is late is done all the same, and its lateness stays recorded"},
    )
