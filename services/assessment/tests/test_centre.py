"""The half-yearly check of a governance centre: frozen, checked, rewarded or penalised, and what was missed (S17)."""

from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from assessment.centre import STREAM as CENTRE
from contracts.assessment.centre.messages import (
    CarryOverCentreYear,
    CentreFact,
    CentreMissed,
    CentreOverdue,
    CentreYearOpened,
    CheckSubject,
    DecideReward,
    EvidenceFrozen,
    FreezeEvidence,
    Half,
    HalfYearCheckCompleted,
    MarkCentreOverdue,
    NameSubjects,
    OpenCentreYear,
    RewardOutcome,
    SubjectCheck,
    SubjectChecked,
    SubjectPenalised,
    SubjectResult,
    SubjectRewarded,
    SubjectsNamed,
    TakeCentreSheet,
)
from contracts.assessment.centre.rules import CentrePolicy, centre_policy
from contracts.assessment.words import SchemeCode
from contracts.calendar import CHINA
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case, given

TOWNSHIP = "360730105"
CENTRE_UNIT, PARTY = f"{TOWNSHIP}-centre", f"{TOWNSHIP}-party-committee"
VILLAGE = f"{TOWNSHIP}201"
STATION, COURT = f"{VILLAGE}-station", f"{TOWNSHIP}-justice-office"
PACKS = ("township-centre-2012", "township-centre-2012-scheme-counted")
POLICY: CentrePolicy = centre_policy(resolve(TOWNSHIP, [pack_named(name) for name in PACKS]))
MARCH = datetime(2025, 3, 3, 9, tzinfo=CHINA)
JUNE = datetime(2025, 6, 30, 9, tzinfo=CHINA)
JULY = datetime(2025, 7, 1, tzinfo=CHINA)
DECEMBER = datetime(2025, 12, 31, 9, tzinfo=CHINA)
NEW_YEAR = datetime(2026, 1, 1, tzinfo=CHINA)
SUBJECTS = (
    CheckSubject(unit=CENTRE_UNIT, responsible="director-1"),
    CheckSubject(unit=STATION, responsible="head-1"),
)
KEY: dict[str, Any] = {"township": TOWNSHIP, "year": 2025}
DIGEST = "a" * 64


def open_year(**other: Any) -> OpenCentreYear:
    said: dict[str, Any] = {"unit": CENTRE_UNIT, "centre": CENTRE_UNIT, "above": PARTY, "subjects": SUBJECTS, **other}
    return OpenCentreYear(actor="deputy-1", **{**KEY, **said})


def opened(**other: Any) -> CentreYearOpened:
    said: dict[str, Any] = {
        "unit": TOWNSHIP,
        "year": 2025,
        "centre": CENTRE_UNIT,
        "above": PARTY,
        "subjects": SUBJECTS,
        "first_due_at": JULY,
        "second_due_at": NEW_YEAR,
        "decision_due_at": NEW_YEAR,
        "next_at": NEW_YEAR,
        "opened_by": "deputy-1",
        "opened_at": MARCH,
    }
    return CentreYearOpened(**{**said, **other})


def freeze(half: Half = Half.FIRST, **other: Any) -> FreezeEvidence:
    return FreezeEvidence(actor="deputy-1", **{"unit": CENTRE_UNIT, **KEY, "half": half, **other})


def frozen(term: str = "2025H1", at: datetime = JUNE) -> EvidenceFrozen:
    return EvidenceFrozen(
        unit=TOWNSHIP,
        year=2025,
        term=term,
        scheme=SchemeCode.CENTRE,
        checks=(
            SubjectCheck(subject=CENTRE_UNIT, responsible="director-1", assessor=PARTY, counted_for=TOWNSHIP),
            SubjectCheck(subject=STATION, responsible="head-1", assessor=CENTRE_UNIT, counted_for=VILLAGE),
        ),
        derived=("Z2.1", "Z2.2", "Z2.4", "Z2.5", "Z3.3", "Z3.5"),
        frozen_by="deputy-1",
        frozen_at=at,
    )


def take(subject: str, term: str = "2025H1", score: Fraction = Fraction(9, 10)) -> TakeCentreSheet:
    return TakeCentreSheet(
        actor="service:assessment",
        unit=TOWNSHIP,
        year=2025,
        term=term,
        subject=subject,
        sheet=f"assessment_sheet-{subject}-Z-{term}",
        unmet_mandatory=("Z2.1",),
        vetoed=(),
        mandatory_share=score,
        score=score,
        digest=DIGEST,
    )


def checked(
    subject: str, term: str = "2025H1", score: Fraction = Fraction(9, 10), at: datetime = JUNE
) -> SubjectChecked:
    return SubjectChecked(
        unit=TOWNSHIP,
        year=2025,
        term=term,
        subject=subject,
        responsible="director-1" if subject == CENTRE_UNIT else "head-1",
        sheet=f"assessment_sheet-{subject}-Z-{term}",
        unmet_mandatory=("Z2.1",),
        vetoed=(),
        mandatory_share=score,
        score=score,
        digest=DIGEST,
        checked_at=at,
    )


def completed(term: str = "2025H1", at: datetime = JUNE) -> HalfYearCheckCompleted:
    results = (
        SubjectResult(subject=unit, responsible=who, unmet_mandatory=("Z2.1",), score=Fraction(9, 10), digest=DIGEST)
        for unit, who in ((CENTRE_UNIT, "director-1"), (STATION, "head-1"))
    )
    return HalfYearCheckCompleted(unit=TOWNSHIP, year=2025, term=term, results=tuple(results), completed_at=at)


def overdue(missed: CentreMissed, due_at: datetime, at: datetime) -> CentreOverdue:
    return CentreOverdue(unit=TOWNSHIP, year=2025, missed=missed, due_at=due_at, announced_at=at)


FIRST_HALF = (frozen(), checked(CENTRE_UNIT), checked(STATION), completed())
SECOND_HALF = (
    frozen("2025H2", DECEMBER),
    checked(CENTRE_UNIT, "2025H2", Fraction(1), DECEMBER),
    checked(STATION, "2025H2", Fraction(1, 2), DECEMBER),
    completed("2025H2", DECEMBER),
)
WHOLE_YEAR = (opened(), *FIRST_HALF, *SECOND_HALF)


def year(*facts: CentreFact) -> Case[Any, Any, Any, Any]:
    return given(CENTRE, POLICY, *facts)


def test_a_year_of_checks_opens_with_its_days():
    year().when(open_year(), at=MARCH).then(opened())
    year().when(open_year(unit=PARTY), at=MARCH).then(opened())


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"unit": STATION}, "not-in-charge"),
        ({"above": CENTRE_UNIT}, "self-assessment"),
        ({"subjects": (*SUBJECTS, SUBJECTS[1])}, "subject-twice"),
        ({"subjects": SUBJECTS[1:]}, "centre-not-named"),
        ({"subjects": (*SUBJECTS, CheckSubject(unit="360730106-station", responsible="x"))}, "not-of-the-township"),
        ({"above": "360730-party-committee"}, "not-of-the-township"),
    ],
)
def test_a_year_that_names_the_wrong_units_is_not_opened(other: dict[str, Any], code: str):
    year().when(open_year(**other), at=MARCH).then_rejected(f"assessment.{code}")


def test_a_year_is_opened_once_and_only_where_a_pack_has_the_scheme():
    year(opened()).when(open_year(), at=MARCH).then_rejected("assessment.year-already-open")
    without = replace(POLICY, schemes=replace(POLICY.schemes, schemes={}))
    given(CENTRE, without).when(open_year(), at=MARCH).then_rejected("assessment.scheme-not-active")


def test_the_next_year_begins_by_itself_as_the_last_one_stood():
    carry = CarryOverCentreYear(
        actor="service:assessment", unit=TOWNSHIP, year=2025, centre=CENTRE_UNIT, above=PARTY, subjects=SUBJECTS
    )

    year().when(carry, at=MARCH).then(opened(opened_by="service:assessment"))
    year(opened()).when(carry, at=MARCH).then()


def test_subjects_are_named_anew_for_the_half_years_to_come():
    more = (*SUBJECTS, CheckSubject(unit=COURT, responsible="head-2"))
    name = NameSubjects(actor="deputy-1", unit=CENTRE_UNIT, **KEY, subjects=more)
    named = SubjectsNamed(
        unit=TOWNSHIP,
        year=2025,
        centre=CENTRE_UNIT,
        above=PARTY,
        subjects=more,
        next_at=NEW_YEAR,
        named_by="deputy-1",
        named_at=MARCH,
    )

    year(opened()).when(name, at=MARCH).then(named)
    year().when(name, at=MARCH).then_rejected("assessment.year-not-open")
    year(*WHOLE_YEAR).when(name, at=DECEMBER).then_rejected("assessment.already-frozen")
    year(opened()).when(replace(name, unit=COURT), at=MARCH).then_rejected("assessment.not-in-charge")
    year(opened()).when(replace(name, subjects=more[1:]), at=MARCH).then_rejected("assessment.centre-not-named")
    elsewhere = (SUBJECTS[0], CheckSubject(unit="360730106-station", responsible="x"))
    year(opened()).when(replace(name, subjects=elsewhere), at=MARCH).then_rejected("assessment.not-of-the-township")
    case = year(opened()).when(name, at=MARCH).after().when(freeze(), at=JUNE)
    [fact] = [fact for fact in case.after().facts if isinstance(fact, EvidenceFrozen)]
    assert [(check.subject, check.counted_for) for check in fact.checks] == [
        (CENTRE_UNIT, TOWNSHIP),
        (STATION, VILLAGE),
        (COURT, None),
    ]


@pytest.mark.req("A-206")
def test_the_centre_checks_the_others_and_the_body_above_checks_the_centre():
    year(opened()).when(freeze(), at=JUNE).then(frozen())


@pytest.mark.req("A-189")
@pytest.mark.parametrize(
    ("half", "too_soon", "first_day"),
    [
        (Half.FIRST, datetime(2025, 6, 29, 23, 59, 59, tzinfo=CHINA), datetime(2025, 6, 30, tzinfo=CHINA)),
        (Half.SECOND, datetime(2025, 12, 30, 23, 59, 59, tzinfo=CHINA), datetime(2025, 12, 31, tzinfo=CHINA)),
    ],
)
def test_evidence_is_frozen_when_the_half_year_has_ended(half: Half, too_soon: datetime, first_day: datetime):
    history = (opened(),) if half is Half.FIRST else (opened(), *FIRST_HALF)

    year(*history).when(freeze(half), at=too_soon).then_rejected("assessment.half-year-not-over")
    year(*history).when(freeze(half), at=first_day).then(frozen(f"2025{half}", first_day))


def test_evidence_is_frozen_once_by_whom_the_year_names():
    year().when(freeze(), at=JUNE).then_rejected("assessment.year-not-open")
    year(opened(), frozen()).when(freeze(), at=JUNE).then_rejected("assessment.already-frozen")
    year(opened()).when(freeze(unit=STATION), at=JUNE).then_rejected("assessment.not-in-charge")


@pytest.mark.req("A-205", "M-041")
def test_a_half_year_is_checked_when_the_last_subject_is():
    year(opened(), frozen()).when(take(CENTRE_UNIT), at=JUNE).then(checked(CENTRE_UNIT))
    year(opened(), frozen(), checked(CENTRE_UNIT)).when(take(STATION), at=JUNE).then(checked(STATION), completed())


def test_a_sheet_counts_once_and_only_for_a_subject():
    year(opened(), frozen(), checked(CENTRE_UNIT)).when(take(CENTRE_UNIT), at=JUNE).then()
    year(opened(), frozen()).when(take(COURT), at=JUNE).then()
    year(opened()).when(take(CENTRE_UNIT), at=JUNE).then()
    year().when(take(CENTRE_UNIT), at=JUNE).then()


def reward(subject: str = STATION, outcome: RewardOutcome = RewardOutcome.REWARD, **other: Any) -> DecideReward:
    said = {
        "unit": PARTY,
        **KEY,
        "subject": subject,
        "outcome": outcome,
        "target_met": True,
        "reason": "完成目标",
        **other,
    }
    return DecideReward(actor="secretary-1", **said)


@pytest.mark.req("A-205", "M-042")
@pytest.mark.parametrize(
    ("outcome", "kind"),
    [(RewardOutcome.REWARD, SubjectRewarded), (RewardOutcome.PENALTY, SubjectPenalised)],
)
def test_the_year_is_decided_on_both_half_years_and_the_target(outcome: RewardOutcome, kind: Any):
    decided = kind(
        unit=TOWNSHIP,
        year=2025,
        subject=STATION,
        responsible="head-1",
        target_met=True,
        first_score=Fraction(9, 10),
        second_score=Fraction(1, 2),
        reason="完成目标",
        decided_by="secretary-1",
        decided_at=DECEMBER,
    )

    year(*WHOLE_YEAR).when(reward(outcome=outcome), at=DECEMBER).then(decided)
    year(*WHOLE_YEAR, decided).when(reward(), at=DECEMBER).then_rejected("assessment.already-decided")


@pytest.mark.parametrize(
    ("history", "other", "code"),
    [
        ((), {}, "year-not-open"),
        ((opened(), *FIRST_HALF), {}, "results-missing"),
        ((opened(), *FIRST_HALF, *SECOND_HALF[:2]), {}, "results-missing"),
        (WHOLE_YEAR, {"unit": CENTRE_UNIT}, "not-in-charge"),
        (WHOLE_YEAR, {"unit": STATION}, "self-assessment"),
        (WHOLE_YEAR, {"subject": COURT}, "no-such-subject"),
    ],
)
def test_rewards_and_penalties_are_refused(history: tuple[Any, ...], other: dict[str, Any], code: str):
    year(*history).when(reward(**other), at=DECEMBER).then_rejected(f"assessment.{code}")


MARK = MarkCentreOverdue(actor="service:assessment", unit=TOWNSHIP, year=2025)


@pytest.mark.req("M-041")
def test_a_half_year_without_evidence_is_overdue_when_its_last_day_is_over():
    first = overdue(CentreMissed.FIRST_HALF, JULY, JULY)

    year(opened()).when(MARK, at=JULY - timedelta(microseconds=1)).then()
    year(opened()).when(MARK, at=JULY).then(first)
    year(opened(), first).when(MARK, at=JULY).then()
    year(opened(), frozen()).when(MARK, at=JULY).then()
    year().when(MARK, at=JULY).then()


@pytest.mark.req("A-205")
def test_evidence_that_comes_late_is_announced_first_and_work_goes_on():
    day = JULY + timedelta(days=3)

    year(opened()).when(freeze(), at=day).then(overdue(CentreMissed.FIRST_HALF, JULY, day), frozen("2025H1", day))


@pytest.mark.req("A-205", "M-042")
def test_decisions_are_due_on_the_last_day_of_the_year_for_every_subject():
    late = overdue(CentreMissed.DECISION, NEW_YEAR, NEW_YEAR)
    case = year(*WHOLE_YEAR)
    for subject in (CENTRE_UNIT, STATION):
        case = case.when(reward(subject), at=DECEMBER).after()

    case.when(MARK, at=NEW_YEAR).then()
    year(*WHOLE_YEAR).when(reward(), at=DECEMBER).after().when(MARK, at=NEW_YEAR).then(late)
    year(*WHOLE_YEAR).when(MARK, at=NEW_YEAR - timedelta(microseconds=1)).then()


def test_where_no_pack_names_a_day_nothing_is_overdue():
    silent = replace(POLICY, due={})
    without = {"first_due_at": None, "second_due_at": None, "decision_due_at": None}

    given(CENTRE, silent).when(open_year(), at=MARCH).then(opened(**without))
    given(CENTRE, silent, opened(**without)).when(MARK, at=NEW_YEAR).then()
