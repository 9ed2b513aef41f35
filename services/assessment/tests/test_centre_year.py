"""A governance centre's year from the facts of mediation to rewards and penalties, through all streams it crosses."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any
from uuid import uuid5

import pytest
from assessment.centre.rule import centre_stream
from assessment.service import SERVICE
from contracts.assessment.centre.messages import (
    CentreChecksOfArea,
    CentreOverdue,
    CentreYearOpened,
    CheckSubject,
    DecideReward,
    FreezeEvidence,
    Half,
    HalfYearCheckCompleted,
    NameSubjects,
    OpenCentreYear,
    RewardOutcome,
)
from contracts.assessment.sheet.messages import CloseSheet, RecordResult, SheetOfUnit, Verdict
from contracts.assessment.sheet.rules import scheme_policy
from contracts.assessment.words import EvidenceItem, EvidenceKind, SchemeCode
from contracts.calendar import CHINA
from contracts.canonical import canonical
from contracts.errors import Rejected
from contracts.policies import pack_named, resolve
from ledger.parts import NAMESPACE
from ledger.store import Recorded
from ledger.testing.golden import document_of
from ledger.testing.playing import Played
from ledger.testing.rebinding import open_cases

TOWNSHIP = "360730105"
CENTRE, PARTY, STATION = f"{TOWNSHIP}-centre", f"{TOWNSHIP}-party-committee", f"{TOWNSHIP}201-station"
PACKS = ("township-centre-2012", "township-centre-2012-scheme-counted")
SCHEME = scheme_policy(resolve(TOWNSHIP, [pack_named(name) for name in PACKS])).scheme(SchemeCode.CENTRE)
SUBJECTS = (CheckSubject(unit=CENTRE, responsible="director-1"), CheckSubject(unit=STATION, responsible="head-1"))
KEY: dict[str, Any] = {"township": TOWNSHIP, "year": 2025}
JUNE, DECEMBER = datetime(2025, 6, 30, 9, tzinfo=CHINA), datetime(2025, 12, 31, 9, tzinfo=CHINA)
PAPER = EvidenceItem(kind=EvidenceKind.RECORD, reference="考核卷 2025-3")


def hand_on(played: Played, name: str, **other: Any) -> None:
    """A fact of mediation with other fields, as the inbox hands it on."""
    document = {**document_of(f"mediation.{name}.v1"), "unit": TOWNSHIP, **other}
    number = len(played.recorded())
    recorded = Recorded(
        stream=f"mediation_month-{TOWNSHIP}-2025",
        revision=number,
        position=number,
        id=uuid5(NAMESPACE, f"{name}/{number}/{sorted(other.items())}"),
        type=f"mediation.{name}.v1",
        data=canonical(document),
        metadata=b'{"$correlationId":"00000000-0000-5000-8000-000000000009"}',
    )
    SERVICE.reactions(played.handlers)[recorded.type](recorded)


def opened(folder: Path, *packs: str) -> Played:
    played = Played(
        SERVICE, SERVICE.answers, begins=datetime(2025, 1, 6, 9, tzinfo=CHINA), unit="360730", folder=folder
    )
    played.activate(*packs)
    named: dict[str, Any] = {"centre": CENTRE, "above": PARTY, "subjects": SUBJECTS}
    played.send(OpenCentreYear(actor="deputy-1", unit=CENTRE, **KEY, **named))
    return played


@pytest.fixture
def year(tmp_path) -> Played:
    """Six meetings and reports in time, and one day without a leader; then the evidence of the first half is frozen."""
    played = opened(tmp_path, *PACKS)
    for month in range(1, 7):
        hand_on(played, "meeting-held", month=f"2025-{month:02}")
        hand_on(played, "monthly-report-sent", month=f"2025-{month:02}")
    hand_on(played, "duty-entered", day="2025-05-06")
    hand_on(played, "duty-leader-missing", day="2025-05-07")
    played.at(JUNE, FreezeEvidence(actor="deputy-1", unit=CENTRE, **KEY, half=Half.FIRST))
    return played


def sheet(played: Played, subject: str = CENTRE, term: str = "2025H1") -> Any:
    return played.ask(SheetOfUnit(unit=subject, scheme=SchemeCode.CENTRE, term=term))


def result(subject: str, term: str, code: str, day: date, **said: Any) -> RecordResult:
    return RecordResult(
        actor="assessor-1",
        unit=PARTY if subject == CENTRE else CENTRE,
        subject=subject,
        scheme=SchemeCode.CENTRE,
        term=term,
        indicator=code,
        evidence=(PAPER,),
        assessed_on=day,
        **said,
    )


def results(played: Played, subject: str, term: str, day: date) -> list[RecordResult]:
    """Everything that a person has to say: met what is judged, and left out what nothing was counted for."""
    computed = {found.indicator for found in sheet(played, subject, term).results}
    said: list[RecordResult] = []
    for code, rule in SCHEME.indicators.items():
        if code in computed or not rule.is_owed:
            continue
        if rule.is_derived:
            said.append(result(subject, term, code, day, verdict=Verdict.NOT_APPLICABLE, note="没有记录"))
        elif rule.is_counted:
            said.append(result(subject, term, code, day, value=rule.least if rule.least is not None else Fraction(0)))
        else:
            said.append(result(subject, term, code, day, verdict=Verdict.MET))
    return said


def check(played: Played, term: str, moment: datetime) -> None:
    for subject in (CENTRE, STATION):
        played.at(moment, *results(played, subject, term, moment.date()))
        unit = PARTY if subject == CENTRE else CENTRE
        closing = CloseSheet(actor="assessor-1", unit=unit, subject=subject, scheme=SchemeCode.CENTRE, term=term)
        played.at(moment, closing)


def values(played: Played) -> dict[str, tuple[Any, Any]]:
    return {found.indicator: (found.value, found.verdict) for found in sheet(played).results}


@pytest.mark.req("A-183", "A-184", "A-186")
def test_what_facts_decide_stands_on_the_centres_sheet_and_not_on_the_stations(year):
    assert values(year) == {
        "Z2.1": (6, Verdict.MET),
        "Z2.2": (Fraction(1, 2), Verdict.NOT_MET),
        "Z2.4": (6, Verdict.MET),
    }
    assert sheet(year, STATION).results == ()


def test_what_is_counted_after_the_evidence_is_frozen_is_shown_beside_it_and_changes_nothing(year):
    before = values(year)
    hand_on(year, "duty-entered", day="2025-05-07")
    year.at(JUNE)

    assert before == values(year)
    assert [(late.indicator, late.value) for late in sheet(year).late] == [("Z2.2", Fraction(1))]


@pytest.mark.req("A-003")
def test_no_hand_writes_what_facts_decided_and_of_what_was_not_counted_says_only_that_it_does_not_apply(year):
    left_out = {"verdict": Verdict.NOT_APPLICABLE, "note": "没有记录"}
    for code in ("Z2.1", "Z2.2", "Z2.4"):
        with pytest.raises(Rejected, match="derived-indicator"):
            year.send(result(CENTRE, "2025H1", code, JUNE.date(), **left_out))
    with pytest.raises(Rejected, match="derived-indicator"):
        year.send(result(CENTRE, "2025H1", "Z2.5", JUNE.date(), value=Fraction(1)))
    year.send(result(CENTRE, "2025H1", "Z2.5", JUNE.date(), **left_out))

    assert sheet(year).results[-1].verdict is Verdict.NOT_APPLICABLE


@pytest.mark.req("A-205", "A-206")
def test_a_year_of_checks_from_the_first_half_to_rewards_and_penalties(year):
    check(year, "2025H1", JUNE)
    year.at(DECEMBER, FreezeEvidence(actor="deputy-1", unit=CENTRE, **KEY, half=Half.SECOND))
    check(year, "2025H2", DECEMBER)
    decisions = ((CENTRE, RewardOutcome.PENALTY), (STATION, RewardOutcome.REWARD))
    for subject, outcome in decisions:
        assert open_cases(year, TOWNSHIP) == [(centre_stream(TOWNSHIP, "2025"), DECEMBER.date())]
        said: dict[str, Any] = {"subject": subject, "outcome": outcome, "target_met": True, "reason": "值班缺岗"}
        year.at(DECEMBER, DecideReward(actor="secretary-1", unit=PARTY, **KEY, **said))
    assert open_cases(year, TOWNSHIP) == []
    centre, station = year.ask(CentreChecksOfArea(unit=CENTRE)).checks
    completed = year.facts(HalfYearCheckCompleted)

    assert [(one.term, [result.subject for result in one.results]) for one in completed] == [
        ("2025H1", [CENTRE, STATION]),
        ("2025H2", [CENTRE, STATION]),
    ]
    assert completed[0].results[0].unmet_mandatory == ("Z2.2",)
    assert (centre.first.score, station.first.score) == (sheet(year).score, Fraction(1))
    assert centre.first.score < 1
    assert (centre.outcome, station.outcome) == (RewardOutcome.PENALTY, RewardOutcome.REWARD)
    assert year.facts(CentreOverdue) == []
    rows = year.rows()
    year.projector.rebuild()
    assert rows == year.views.live().rows()


def test_the_next_year_begins_with_the_subjects_named_last_and_what_is_missed_is_said_once(year):
    more = (*SUBJECTS, CheckSubject(unit=f"{TOWNSHIP}-justice-office", responsible="head-2"))
    year.at(datetime(2025, 8, 1, tzinfo=CHINA), NameSubjects(actor="deputy-1", unit=CENTRE, **KEY, subjects=more))
    year.at(datetime(2026, 7, 1, tzinfo=CHINA))
    opened = year.facts(CentreYearOpened)
    lines = year.ask(CentreChecksOfArea(unit="360730")).checks
    page = year.ask(CentreChecksOfArea(unit="360730"), limit=4)

    assert [(one.year, len(one.subjects)) for one in opened] == [(2025, 2), (2026, 3)]
    missed = [(one.year, one.missed.value) for one in year.facts(CentreOverdue)]
    assert missed == [(2025, "second-half"), (2025, "decision"), (2026, "first-half")]
    assert [(line.year, line.first.is_overdue, line.is_decision_overdue) for line in lines] == [
        *[(2025, False, True)] * 3,
        *[(2026, True, False)] * 3,
    ]
    assert (*page.checks, *year.ask(CentreChecksOfArea(unit="360730"), after=page.next).checks) == lines


def test_as_02_a_scheme_that_comes_later_leaves_scores_and_running_sheets_as_they_were(tmp_path):
    before, after = "township-centre-2012-scheme", "township-centre-2012-scheme-counted"
    played = opened(tmp_path, "township-centre-2012", before)
    played.at(JUNE, FreezeEvidence(actor="deputy-1", unit=CENTRE, **KEY, half=Half.FIRST))
    played.at(JUNE, *(replace(said, value=said.value) for said in results(played, CENTRE, "2025H1", JUNE.date())))
    closing = CloseSheet(actor="assessor-1", unit=PARTY, subject=CENTRE, scheme=SchemeCode.CENTRE, term="2025H1")
    played.at(JUNE, closing)
    closed = sheet(played)
    played.activate(after)
    running = result(STATION, "2025H1", "Z1.1", JUNE.date(), value=Fraction(2))
    played.at(JUNE, running)
    played.at(DECEMBER, FreezeEvidence(actor="deputy-1", unit=CENTRE, **KEY, half=Half.SECOND))
    digests = {
        name: scheme_policy(resolve(TOWNSHIP, [pack_named(name)])).scheme(SchemeCode.CENTRE).digest
        for name in (before, after)
    }

    assert closed == sheet(played)
    assert {one.digest for one in closed.results} == {digests[before]}
    assert sheet(played, STATION).results[-1].digest == digests[before]
    assert sheet(played, CENTRE, "2025H2").digest == digests[after]
    assert digests[before] != digests[after]
