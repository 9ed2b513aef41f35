"""From the yearly list to the title, step by step; titles lost and regained."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any

import pytest
from assessment.community import STREAM as COMMUNITY
from contracts.assessment.community.messages import (
    AcceptanceApplied,
    AcceptanceBegun,
    AcceptanceRefused,
    ApplyForAcceptance,
    CommunityTitleConferred,
    CommunityTitleLost,
    ConferDemonstration,
    DecideAcceptance,
    EnterProgramme,
    Method,
    MethodRecorded,
    ProgrammeEntered,
    RecordMethod,
    RecordSelfCheck,
    Sample,
    SelfCheckRecorded,
    SheetTaken,
    TakeSheet,
    WithdrawTitle,
)
from contracts.assessment.community.rules import TitlePolicy, title_policy
from contracts.assessment.words import SchemeCode, Title
from contracts.calendar import CHINA
from contracts.impartiality import RecordTie, Tie, TieKind, TieRecorded
from contracts.policies import pack_named, resolve
from ledger.testing.given import given

UNIT = "360730105301"
CHECKER, OFFICE, INSPECTOR = "checker-1", "office-1", "inspector-1"
NOON = datetime(2025, 12, 10, 12, tzinfo=CHINA)
PACKS = ("cn-recusal-2022", "community-draft-standards", "community-draft-scheme", "community-draft-assessment")
POLICY: TitlePolicy = title_policy(resolve(UNIT, [pack_named(name) for name in PACKS]))
DIGEST = POLICY.schemes.scheme(SchemeCode.COMMUNITY).digest
DEMONSTRATION = replace(POLICY, demonstration=Fraction(75))
KEY: dict[str, Any] = {"unit": UNIT, "year": 2025}
SAMPLE = Sample(handed_out=60, returned=55, seed="摇号记录 2025-12-01 第3号")

ENTERED = ProgrammeEntered(**KEY, entered_at=NOON)
CHECKED = SelfCheckRecorded(
    **KEY,
    unmet=("C1.1",),
    unmet_mandatory=(),
    passed=True,
    checked_on=date(2025, 11, 20),
    findings="户数不足，其余达标",
    digest=DIGEST,
    checked_by=CHECKER,
    recorded_at=NOON,
)
FAILED = replace(CHECKED, unmet=("C1.2",), unmet_mandatory=("C1.2",), passed=False)
APPLIED = AcceptanceApplied(**KEY, applied_by=CHECKER, applied_at=NOON)
BEGUN = AcceptanceBegun(**KEY, scheme=SchemeCode.COMMUNITY, begun_at=NOON)


def used(method: Method) -> MethodRecorded:
    return MethodRecorded(
        **KEY,
        method=method,
        held_on=date(2025, 12, 5),
        findings="见记录",
        sample=SAMPLE if method is Method.SURVEY else None,
        recorded_by=INSPECTOR,
        recorded_at=NOON,
    )


FOUR: tuple[Any, ...] = tuple(used(method) for method in Method)
READY: tuple[Any, ...] = (ENTERED, CHECKED, APPLIED, BEGUN, *FOUR)


def sheet(score: str = "1/1", unmet: tuple[str, ...] = (), vetoed: tuple[str, ...] = ()) -> SheetTaken:
    mandatory = Fraction(1) if not unmet else Fraction(58, 59)
    return SheetTaken(
        **KEY,
        sheet=f"assessment_sheet-{UNIT}-C-2025",
        unmet_mandatory=unmet,
        vetoed=vetoed,
        mandatory_share=mandatory,
        score=Fraction(score),
        digest=DIGEST,
        taken_at=NOON,
    )


def conferred(title: Title, score: str = "1/1", **other: Any) -> CommunityTitleConferred:
    said: dict[str, Any] = {
        **KEY,
        "title": title,
        "time": 1,
        "score": Fraction(score),
        "digest": DIGEST,
        "reason": "符合标准",
        "conferred_by": OFFICE,
        "conferred_at": NOON,
    }
    return CommunityTitleConferred(**{**said, **other})


def self_check(*unmet: str, on: date = date(2025, 11, 20)) -> RecordSelfCheck:
    return RecordSelfCheck(actor=CHECKER, **KEY, unmet=unmet, checked_on=on, findings="户数不足，其余达标")


APPLY = ApplyForAcceptance(actor=CHECKER, **KEY)
DECIDE = DecideAcceptance(actor=OFFICE, **KEY, reason="符合标准")
DEMONSTRATE = ConferDemonstration(actor=OFFICE, **KEY, reason="符合标准")


def method(kind: Method, **other: Any) -> RecordMethod:
    said: dict[str, Any] = {
        "actor": INSPECTOR,
        **KEY,
        "method": kind,
        "held_on": date(2025, 12, 5),
        "findings": "见记录",
        "sample": SAMPLE if kind is Method.SURVEY else None,
    }
    return RecordMethod(**{**said, **other})


def test_the_list_brings_a_community_into_the_programme_once():
    enter = EnterProgramme(actor="service:assessment", **KEY)

    given(COMMUNITY, POLICY).when(enter, at=NOON).then(ENTERED)
    given(COMMUNITY, POLICY, ENTERED).when(enter, at=NOON).then()


@pytest.mark.parametrize("command", [self_check(), APPLY, method(Method.SITE), DECIDE, DEMONSTRATE])
def test_nothing_happens_to_a_community_that_is_not_on_the_list(command: Any):
    given(COMMUNITY, POLICY).when(command, at=NOON).then_rejected("assessment.not-on-the-list")
    other_year = replace(command, year=2024)
    given(COMMUNITY, POLICY, ENTERED).when(other_year, at=NOON).then_rejected("assessment.not-on-the-list")


@pytest.mark.req("A-276")
def test_a_self_check_is_passed_when_no_mandatory_indicator_is_unmet():
    given(COMMUNITY, POLICY, ENTERED).when(self_check("C1.1"), at=NOON).then(CHECKED)
    given(COMMUNITY, POLICY, ENTERED).when(self_check("C1.2"), at=NOON).then(FAILED)


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2025, 9, 30), False),
        (date(2025, 10, 1), True),
        (date(2025, 12, 31), True),
        (date(2026, 1, 1), False),
    ],
)
def test_the_self_check_is_made_from_the_first_of_october_to_the_end_of_the_year(day: date, inside: bool):
    later = datetime(2026, 1, 2, 9, tzinfo=CHINA)
    case = given(COMMUNITY, POLICY, ENTERED).when(self_check(on=day), at=later)

    if inside:
        [checked] = [fact for fact in case.after().facts if isinstance(fact, SelfCheckRecorded)]
        assert checked.checked_on == day
    else:
        case.then_rejected("assessment.outside-self-check-window")


def test_a_self_check_names_indicators_of_its_scheme_is_made_once_and_not_ahead():
    case = given(COMMUNITY, POLICY, ENTERED)
    case.when(self_check("T1.1"), at=NOON).then_rejected("assessment.indicator-not-in-scheme")
    case.when(self_check(on=date(2025, 12, 11)), at=NOON).then_rejected("assessment.date-in-future")
    given(COMMUNITY, POLICY, ENTERED, FAILED).when(self_check(), at=NOON).then_rejected(
        "assessment.already-self-checked"
    )


@pytest.mark.req("A-276")
def test_as_03_only_a_passed_self_check_lets_a_community_apply():
    given(COMMUNITY, POLICY, ENTERED, CHECKED).when(APPLY, at=NOON).then(APPLIED)
    given(COMMUNITY, POLICY, ENTERED).when(APPLY, at=NOON).then_rejected("assessment.self-check-required")
    given(COMMUNITY, POLICY, ENTERED, FAILED).when(APPLY, at=NOON).then_rejected("assessment.self-check-required")


def test_one_applies_once_and_in_the_same_year():
    given(COMMUNITY, POLICY, ENTERED, CHECKED, APPLIED).when(APPLY, at=NOON).then_rejected("assessment.already-applied")
    last, first = datetime(2025, 12, 31, 23, 59, tzinfo=CHINA), datetime(2026, 1, 1, 0, 0, tzinfo=CHINA)
    given(COMMUNITY, POLICY, ENTERED, CHECKED).when(APPLY, at=last).then(replace(APPLIED, applied_at=last))
    given(COMMUNITY, POLICY, ENTERED, CHECKED).when(APPLY, at=first).then_rejected("assessment.year-over")


@pytest.mark.req("A-278", "A-279", "A-281")
@pytest.mark.parametrize("kind", [Method.SITE, Method.SYMPOSIUM, Method.RECORDS])
def test_the_first_method_begins_the_acceptance(kind: Method):
    given(COMMUNITY, POLICY, ENTERED, CHECKED, APPLIED).when(method(kind), at=NOON).then(BEGUN, used(kind))
    given(COMMUNITY, POLICY, ENTERED, CHECKED, APPLIED, BEGUN, used(Method.SURVEY)).when(method(kind), at=NOON).then(
        used(kind)
    )


@pytest.mark.req("A-280")
def test_a_survey_records_its_draw_and_nothing_else_has_one():
    case = given(COMMUNITY, POLICY, ENTERED, CHECKED, APPLIED)
    case.when(method(Method.SURVEY), at=NOON).then(BEGUN, used(Method.SURVEY))
    case.when(method(Method.SURVEY, sample=None), at=NOON).then_rejected("assessment.sample-required")
    case.when(method(Method.SITE, sample=SAMPLE), at=NOON).then_rejected("assessment.not-a-survey")


@pytest.mark.req("A-280")
@pytest.mark.parametrize(("least", "accepted"), [(None, True), (59, True), (60, True), (61, False)])
def test_how_large_a_sample_has_to_be_only_a_pack_says(least: int | None, accepted: bool):
    policy = replace(POLICY, least_sample=None if least is None else Fraction(least))
    case = given(COMMUNITY, policy, ENTERED, CHECKED, APPLIED).when(method(Method.SURVEY), at=NOON)

    if accepted:
        case.then(BEGUN, used(Method.SURVEY))
    else:
        case.then_rejected("assessment.sample-too-small")


def test_no_method_before_the_application_after_the_decision_or_tomorrow():
    given(COMMUNITY, POLICY, ENTERED, CHECKED).when(method(Method.SITE), at=NOON).then_rejected(
        "assessment.application-required"
    )
    decided: tuple[Any, ...] = (*READY, sheet(), conferred(Title.QUALIFIED))
    given(COMMUNITY, POLICY, *decided).when(method(Method.SITE), at=NOON).then_rejected("assessment.already-decided")
    tomorrow = method(Method.SITE, held_on=date(2025, 12, 11))
    given(COMMUNITY, POLICY, *READY).when(tomorrow, at=NOON).then_rejected("assessment.date-in-future")


@pytest.mark.req("A-282")
@pytest.mark.parametrize("missing", list(Method))
def test_three_methods_are_too_few(missing: Method):
    facts: list[Any] = [fact for fact in READY if not (isinstance(fact, MethodRecorded) and fact.method is missing)]

    given(COMMUNITY, POLICY, *facts, sheet()).when(DECIDE, at=NOON).then_rejected("assessment.methods-incomplete")


@pytest.mark.req("A-283")
def test_all_mandatory_indicators_met_confers_the_title():
    given(COMMUNITY, POLICY, *READY, sheet()).when(DECIDE, at=NOON).then(conferred(Title.QUALIFIED))


@pytest.mark.req("A-283")
@pytest.mark.parametrize(("unmet", "vetoed"), [(("C1.2",), ()), ((), ("C6.4",))])
def test_one_unmet_mandatory_indicator_or_a_veto_refuses_it_with_its_reasons(
    unmet: tuple[str, ...], vetoed: tuple[str, ...]
):
    refused = AcceptanceRefused(
        **KEY,
        unmet_mandatory=unmet,
        vetoed=vetoed,
        digest=DIGEST,
        reason="符合标准",
        refused_by=OFFICE,
        refused_at=NOON,
    )

    given(COMMUNITY, POLICY, *READY, sheet(unmet=unmet, vetoed=vetoed)).when(DECIDE, at=NOON).then(refused)


def test_a_title_waits_for_the_sheet_the_application_and_the_rule_and_is_decided_once():
    given(COMMUNITY, POLICY, *READY).when(DECIDE, at=NOON).then_rejected("assessment.results-missing")
    given(COMMUNITY, POLICY, ENTERED).when(DECIDE, at=NOON).then_rejected("assessment.application-required")
    decided: tuple[Any, ...] = (*READY, sheet(), conferred(Title.QUALIFIED))
    given(COMMUNITY, POLICY, *decided).when(DECIDE, at=NOON).then_rejected("assessment.already-decided")
    for silent in (replace(POLICY, qualified=None), replace(POLICY, methods_required=None)):
        case = given(COMMUNITY, silent, *READY, sheet()).when(DECIDE, at=NOON)
        case.then_rejected("assessment.threshold-not-configured")


@pytest.mark.req("A-283")
def test_the_title_is_conferred_in_the_same_year():
    last, first = datetime(2025, 12, 31, 23, 59, tzinfo=CHINA), datetime(2026, 1, 1, tzinfo=CHINA)
    case = given(COMMUNITY, POLICY, *READY, sheet())

    case.when(DECIDE, at=last).then(conferred(Title.QUALIFIED, conferred_at=last))
    case.when(DECIDE, at=first).then_rejected("assessment.year-over")


@pytest.mark.req("A-285")
def test_as_07_a_demonstration_community_is_qualified_first():
    given(COMMUNITY, DEMONSTRATION, *READY, sheet()).when(DEMONSTRATE, at=NOON).then_rejected(
        "assessment.not-qualified"
    )


@pytest.mark.req("A-284")
def test_while_the_standard_is_silent_no_demonstration_title_is_conferred():
    qualified: tuple[Any, ...] = (*READY, sheet(), conferred(Title.QUALIFIED))

    given(COMMUNITY, POLICY, *qualified).when(DEMONSTRATE, at=NOON).then_rejected("assessment.threshold-not-configured")


@pytest.mark.req("A-284")
@pytest.mark.parametrize(
    ("score", "reached"),
    [("7495/10000", False), ("74999999/100000000", False), ("3/4", True), ("7501/10000", True)],
)
def test_as_06_seventy_five_points_are_never_reached_by_rounding(score: str, reached: bool):
    facts: tuple[Any, ...] = (*READY, sheet(score), conferred(Title.QUALIFIED, score))
    case = given(COMMUNITY, DEMONSTRATION, *facts).when(DEMONSTRATE, at=NOON)

    if reached:
        case.then(conferred(Title.DEMONSTRATION, score))
    else:
        case.then_rejected("assessment.standard-not-reached")


def test_a_demonstration_title_is_conferred_once_and_in_the_year_of_its_sheet():
    facts: tuple[Any, ...] = (*READY, sheet(), conferred(Title.QUALIFIED))
    both: tuple[Any, ...] = (*facts, conferred(Title.DEMONSTRATION))
    given(COMMUNITY, DEMONSTRATION, *both).when(DEMONSTRATE, at=NOON).then_rejected("assessment.already-demonstration")
    next_year = NOON + timedelta(days=30)
    given(COMMUNITY, DEMONSTRATION, *facts).when(DEMONSTRATE, at=next_year).then_rejected("assessment.year-over")


def lost(title: Title) -> CommunityTitleLost:
    return CommunityTitleLost(unit=UNIT, title=title, reason="复查不合格", withdrawn_by=OFFICE, lost_at=NOON)


def withdraw(title: Title) -> WithdrawTitle:
    return WithdrawTitle(actor=OFFICE, unit=UNIT, title=title, reason="复查不合格")


def test_without_the_qualified_title_the_demonstration_title_is_lost_too():
    held: tuple[Any, ...] = (*READY, sheet(), conferred(Title.QUALIFIED), conferred(Title.DEMONSTRATION))

    given(COMMUNITY, POLICY, *held).when(withdraw(Title.QUALIFIED), at=NOON).then(
        lost(Title.DEMONSTRATION), lost(Title.QUALIFIED)
    )
    given(COMMUNITY, POLICY, *held).when(withdraw(Title.DEMONSTRATION), at=NOON).then(lost(Title.DEMONSTRATION))
    given(COMMUNITY, POLICY, *READY).when(withdraw(Title.QUALIFIED), at=NOON).then_rejected("assessment.no-such-title")


def test_a_title_that_is_regained_says_that_it_was_held_before():
    before: tuple[Any, ...] = (*READY, sheet(), conferred(Title.QUALIFIED), lost(Title.QUALIFIED))
    later: dict[str, Any] = {"unit": UNIT, "year": 2026}
    moment = datetime(2026, 12, 20, 9, tzinfo=CHINA)
    again: tuple[Any, ...] = tuple(replace(fact, year=2026) for fact in (*READY, sheet()))
    command = DecideAcceptance(actor=OFFICE, **later, reason="符合标准")

    given(COMMUNITY, POLICY, *before, *again).when(command, at=moment).then(
        conferred(Title.QUALIFIED, year=2026, time=2, conferred_at=moment)
    )


def test_who_was_refused_may_be_on_next_years_list():
    refused = AcceptanceRefused(
        **KEY, unmet_mandatory=("C1.2",), vetoed=(), digest=DIGEST, reason="未达标", refused_by=OFFICE, refused_at=NOON
    )
    enter = EnterProgramme(actor="service:assessment", unit=UNIT, year=2026)

    given(COMMUNITY, POLICY, *READY, sheet(unmet=("C1.2",)), refused).when(enter, at=NOON).then(
        ProgrammeEntered(unit=UNIT, year=2026, entered_at=NOON)
    )


def test_the_sheet_is_taken_once_and_only_for_a_year_on_the_list():
    said = sheet()
    take = TakeSheet(
        actor="service:assessment",
        unit=UNIT,
        term="2025",
        sheet=said.sheet,
        unmet_mandatory=(),
        vetoed=(),
        mandatory_share=Fraction(1),
        score=Fraction(1),
        digest=DIGEST,
    )

    given(COMMUNITY, POLICY, ENTERED).when(take, at=NOON).then(said)
    given(COMMUNITY, POLICY, ENTERED, said).when(take, at=NOON).then()
    given(COMMUNITY, POLICY).when(take, at=NOON).then()


@pytest.mark.parametrize("command", [method(Method.SITE), DECIDE, DEMONSTRATE])
def test_who_made_the_self_check_does_not_accept(command: Any):
    policy = replace(DEMONSTRATION, methods_required=0)
    facts: tuple[Any, ...] = (ENTERED, CHECKED, APPLIED, sheet())
    held: tuple[Any, ...] = (*facts, conferred(Title.QUALIFIED)) if command is DEMONSTRATE else facts
    case = given(COMMUNITY, policy, *held).when(replace(command, actor=CHECKER), at=NOON)

    case.then_rejected("assessment.same-person-at-two-levels")


@pytest.mark.parametrize("command", [self_check(), method(Method.SITE), DECIDE])
def test_whom_it_concerns_steps_back(command: Any):
    tie = Tie(holder=command.actor, to=UNIT, kind=TieKind.BELONGS)
    known = TieRecorded(unit=UNIT, tie=tie, recorded_by="office-2", recorded_at=NOON)
    facts: tuple[Any, ...] = (ENTERED, known) if isinstance(command, RecordSelfCheck) else (*READY, sheet(), known)

    given(COMMUNITY, POLICY, *facts).when(command, at=NOON).then_rejected("assessment.recusal-required")


def test_a_tie_is_recorded_of_a_community_that_is_known():
    tie = Tie(holder=INSPECTOR, to=UNIT, kind=TieKind.BELONGS)
    command = RecordTie(actor="office-2", unit=UNIT, case=f"assessment_community-{UNIT}", tie=tie)

    given(COMMUNITY, POLICY, ENTERED).when(command, at=NOON).then(
        TieRecorded(unit=UNIT, tie=tie, recorded_by="office-2", recorded_at=NOON)
    )
    given(COMMUNITY, POLICY).when(command, at=NOON).then_rejected("unknown-case")
