"""The file of a deputy: public profile, performance, reports to the voters and their ratings."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.deputy_file.messages import (
    ChangeDeputyProfile,
    CollectOpinion,
    DeputyEvaluated,
    DeputyFileOpened,
    DeputyOpinionCollected,
    DeputyProfileChanged,
    DutyReportGiven,
    EnterPerformance,
    EvaluateDeputy,
    HandbookOfDeputy,
    OpenDeputyFile,
    PerformanceEntered,
    PerformanceKind,
    RecordDutyReport,
)
from contracts.elections.deputy_file.rules import DeputyFilePolicy, deputy_file_policy
from contracts.elections.words import RatingCount
from contracts.errors import Rejected
from contracts.policies import pack_named, resolve
from contracts.sealed import Sealed
from elections.deputy_file import STREAM
from elections.service import SERVICE
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

PACKS = ("cn-congress-2022", "cn-deputies-2025", "district-congress-2020")
POLICY: DeputyFilePolicy = deputy_file_policy(resolve("360730100", [pack_named(name) for name in PACKS]))
SCALED = replace(POLICY, scale=("good", "fair", "poor"))
KEY: dict[str, Any] = {"unit": "360730100", "deputy": "deputy-20"}
NOON = datetime(2025, 5, 12, 12, tzinfo=CHINA)
TODAY, TOMORROW = date(2025, 5, 12), date(2025, 5, 13)

OPEN = OpenDeputyFile(**KEY, actor="clerk", term=18, district="district-7", profile="梅江镇第七选区，村民小组长。")
CHANGE = ChangeDeputyProfile(**KEY, actor="clerk", profile="梅江镇第七选区，村委会委员。")
ENTER = EnterPerformance(**KEY, actor="clerk", kind=PerformanceKind.RECEPTION, on=TODAY, text="圩日接待选民六人次。")
REPORT = RecordDutyReport(
    **KEY, actor="clerk", reported_on=TODAY, venue="梅江镇人大代表之家", attendance=40, text="述职报告"
)


def evaluate(report: int = 1, **ratings: int) -> EvaluateDeputy:
    counts = tuple(RatingCount(rating=rating, voters=voters) for rating, voters in ratings.items())
    return EvaluateDeputy(**KEY, actor="clerk", report=report, ratings=counts)


def told(*commands: Any, policy: DeputyFilePolicy = POLICY) -> Case[Any, Any, Any, Any]:
    case = given(STREAM, policy)
    for command in commands:
        case = case.when(command, at=NOON).after()
    return case


def changed(version: int, profile: str, at: datetime = NOON, *, to_publish: bool = True) -> DeputyProfileChanged:
    return DeputyProfileChanged(**KEY, version=version, profile=profile, to_publish=to_publish, changed_at=at)


@pytest.mark.req("E-336")
def test_a_file_is_opened_once_with_the_profile_that_is_to_be_published():
    case = given(STREAM, POLICY).when(OPEN, at=NOON)

    case.then(DeputyFileOpened(**KEY, term=18, district="district-7", opened_at=NOON), changed(1, OPEN.profile))
    case.after().when(OPEN, at=NOON).then_rejected("elections.file-exists")
    case.after().when(CHANGE, at=NOON).then(changed(2, CHANGE.profile))
    for command in (CHANGE, ENTER, REPORT, evaluate(good=1)):
        given(STREAM, POLICY).when(command, at=NOON).then_rejected("elections.no-such-file")


@pytest.mark.parametrize(("day", "to_publish"), [(11, False), (12, True)])
@pytest.mark.req("E-336")
def test_profiles_are_published_from_the_day_on_which_the_law_of_2025_is_in_force(day, to_publish):
    at = datetime(2025, 3, day, 12, tzinfo=CHINA)
    facts = given(STREAM, POLICY).when(OPEN, at=at).after().facts

    assert facts[1] == changed(1, OPEN.profile, at, to_publish=to_publish)
    given(STREAM, DeputyFilePolicy((), None)).when(OPEN, at=NOON).then(
        DeputyFileOpened(**KEY, term=18, district="district-7", opened_at=NOON),
        changed(1, OPEN.profile, to_publish=False),
    )


@pytest.mark.req("E-095")
def test_what_a_deputy_did_is_entered_with_its_day():
    case = told(OPEN)

    case.when(ENTER, at=NOON).then(
        PerformanceEntered(
            **KEY,
            number=1,
            kind=PerformanceKind.RECEPTION,
            on=TODAY,
            text="圩日接待选民六人次。",
            entered_at=NOON,
        )
    )
    case.when(replace(ENTER, on=TOMORROW), at=NOON).then_rejected("elections.date-in-future")


@pytest.mark.req("E-092")
def test_a_deputy_reports_to_the_voters():
    case = told(OPEN)

    case.when(REPORT, at=NOON).then(
        DutyReportGiven(
            **KEY,
            number=1,
            reported_on=TODAY,
            venue="梅江镇人大代表之家",
            attendance=40,
            text="述职报告",
            recorded_at=NOON,
        )
    )
    case.when(replace(REPORT, reported_on=TOMORROW), at=NOON).then_rejected("elections.date-in-future")


@pytest.mark.req("E-093")
def test_the_voters_rate_a_deputy_at_a_report_and_nowhere_else():
    case = told(OPEN, REPORT)
    ratings = (RatingCount(rating="good", voters=30), RatingCount(rating="fair", voters=10))

    told(OPEN).when(evaluate(good=30), at=NOON).then_rejected("elections.report-required")
    case.when(evaluate(2, good=30), at=NOON).then_rejected("elections.report-required")
    case.when(evaluate(good=30, fair=10), at=NOON).then(
        DeputyEvaluated(**KEY, report=1, reported_on=TODAY, ratings=ratings, voters=40, recorded_at=NOON)
    )
    again = told(OPEN, REPORT, evaluate(good=40))
    again.when(evaluate(good=1), at=NOON).then_rejected("elections.already-done")


@pytest.mark.req("E-093")
def test_ratings_outside_the_scale_twice_or_by_more_voters_than_came_are_none():
    scaled, free = told(OPEN, REPORT, policy=SCALED), told(OPEN, REPORT)
    twice = replace(evaluate(good=1), ratings=(RatingCount(rating="good", voters=1),) * 2)

    scaled.when(evaluate(excellent=1), at=NOON).then_rejected("elections.invalid-rating")
    scaled.when(evaluate(good=20, poor=20), at=NOON).after()
    free.when(evaluate(excellent=1), at=NOON).after()
    free.when(twice, at=NOON).then_rejected("elections.invalid-rating")
    free.when(evaluate(good=41), at=NOON).then_rejected("elections.invalid-rating", "41 of 40")


@pytest.mark.req("E-095")
def test_the_handbook_shows_the_sessions_from_their_own_record_and_the_file(tmp_path: Path, regular: Any):
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 1, tzinfo=CHINA), unit="360730", folder=tmp_path)
    played.activate("cn-congress-2022", "cn-deputies-2025", "district-congress-2020", "district-congress-2020-practice")
    story = (
        (17, regular.request()),
        (17, regular.roll()),
        (18, regular.approve()),
        (19, regular.prepare()),
        (24, regular.decide()),
        (26, regular.notice()),
    )
    for day, command in story:
        played.at(datetime(2025, 2, day, 10, tzinfo=CHINA), command)
    played.at(datetime(2025, 3, 12, 9, tzinfo=CHINA), regular.open())
    played.at(NOON, OPEN, CHANGE, ENTER, REPORT, evaluate(good=30), REPORT)
    answer = played.ask(HandbookOfDeputy(unit="360730100", deputy="deputy-20"))

    assert (answer.district, answer.profile) == ("district-7", CHANGE.profile)
    assert [(line.term, line.session, line.opened_on) for line in answer.sessions] == [(18, 2, date(2025, 3, 12))]
    assert [(line.number, line.kind) for line in answer.performance] == [(1, PerformanceKind.RECEPTION)]
    assert [line.ratings for line in answer.reports] == [(RatingCount(rating="good", voters=30),), None]
    with pytest.raises(Rejected) as refusal:
        played.ask(HandbookOfDeputy(unit="360730100", deputy="deputy-70"))
    assert refusal.value.code == "elections.no-such-file"
    before = played.rows()
    played.projector.rebuild()
    assert before == played.rows()


SAID = Sealed(
    key_id="3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11",
    kind="statement",
    algorithm="A256GCM",
    nonce="n" * 16,
    ciphertext="c" * 64,
)
COLLECT = CollectOpinion(
    **KEY,
    actor="clerk",
    opinion="opinion-2025-7",
    source="person-41",
    collected_on=TODAY,
    subject="灌溉用水分配",
    text=SAID,
    needs_handling=True,
)


def test_an_opinion_that_a_deputy_collected_is_recorded_once_and_sealed():
    collected = DeputyOpinionCollected(
        **KEY,
        opinion="opinion-2025-7",
        source="person-41",
        collected_on=TODAY,
        subject="灌溉用水分配",
        text=SAID,
        needs_handling=True,
        recorded_at=NOON,
    )
    file = given(STREAM, POLICY).when(OPEN, at=NOON).after()

    file.when(COLLECT, at=NOON).then(collected)
    file.when(COLLECT, at=NOON).after().when(COLLECT, at=NOON).then_rejected("elections.already-done")
    file.when(replace(COLLECT, collected_on=TOMORROW), at=NOON).then_rejected("elections.date-in-future")
    given(STREAM, POLICY).when(COLLECT, at=NOON).then_rejected("elections.no-such-file")
