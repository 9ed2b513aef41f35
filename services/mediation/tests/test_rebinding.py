"""A statute reaches the open time of a dispute's mediation and of a petition's steps; both due dates are kept."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA, day_ends
from contracts.cases import DueDateRederived, ExplainDeadline, PolicyRebound
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.mediation.case.messages import (
    AcceptTransfer,
    AnswerReview,
    AskReview,
    BeginHearing,
    CaseKind,
    CasesOfUnit,
    ClassifyPetition,
    ContinueMediation,
    EndHearing,
    ExtendHandling,
    HandlingOverdue,
    MarkDue,
    Means,
    MediationTerminated,
    PetitionClass,
    PetitionOverdue,
    PetitionStep,
    ReportResult,
    ReviewLevel,
    SetMethod,
    TellAcceptance,
    TellResult,
    WayOf,
    WithdrawCase,
)
from contracts.mediation.case.rules import MediationPolicy, PetitionRules, mediation_policy
from contracts.mediation.words import ResultOutcome
from contracts.packs import Pack
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case
from ledger.testing.playing import Played
from ledger.testing.rebinding import STATUTE_CLAUSE, Reached, due, open_cases, rebind, rebinding, statute
from mediation.case.rule import case_stream
from mediation.service import SERVICE

TOWNSHIP, JUDICIAL, LAND_OFFICE, COUNTY_OFFICE, CITY_OFFICE = (
    *("360730101", "360730101-judicial", "360730101-land"),
    *("360730-land", "3607-land"),
)
KEY: dict[str, Any] = {"unit": TOWNSHIP, "submission": "visit-2025-0103"}
CASE = case_stream(*KEY.values())
DAYS = statute("petitions-in-forty-five-days", "petition.finish.days", "45", "day", "M-179")
MONTHS = statute("mediation-in-two-months", "mediation.finish.months", "2", "month", "M-179")
PACKS = (
    *("cn-mediation-2010", "cn-mediation-work-2002", "cn-civil-procedure-2023", "cn-petitions-2022"),
    *("cn-recusal-2022", "county-2011-channels", "township-centre-2012"),
)
MOMENT, DAY = timedelta(microseconds=1), timedelta(days=1)
MONDAY, TUESDAY = date(2025, 3, 3), date(2025, 3, 4)
SIXTH = {"petition_class": PetitionClass.CLAIM, "way": WayOf.PETITION_HANDLING}


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)


NOW = noon(TUESDAY)
REACHED = Reached(TOWNSHIP, CASE, NOW)
REBIND, SETTLE = REACHED.rebind, REACHED.settle


@pytest.fixture
def say(book):
    """A command of the case, by whom it would be sent."""
    offices: dict[type, dict[str, Any]] = {
        **{kind: {"acting_unit": LAND_OFFICE} for kind in (AcceptTransfer, ReportResult)},
        **{kind: {"acting_unit": CITY_OFFICE} for kind in (BeginHearing, EndHearing)},
        AskReview: {"by": "person-7"},
    }
    return lambda kind, **said: book.say(kind, **{**offices.get(kind, {}), **said})


def play(case: Case[Any, Any, Any, Any], *commands: Any) -> Case[Any, Any, Any, Any]:
    for command in commands:
        case = case.when(command, at=NOW).after()
    return case


@pytest.fixture
def accepted(book, new, say) -> Case[Any, Any, Any, Any]:
    """A claim of the sixth way, accepted on the Tuesday: sixty days to handle it."""
    accept = say(TellAcceptance, text="予以受理", means=Means.LETTER, told_on=TUESDAY)
    return play(new, book.register(kind=CaseKind.LETTER), say(ClassifyPetition, **SIXTH), accept)


def told(accepted: Case[Any, Any, Any, Any], say: Any) -> Case[Any, Any, Any, Any]:
    """The result was reported and told on the Tuesday."""
    result = {"outcome": ResultOutcome.PARTLY_UPHELD, "text": "部分支持", "means": Means.LETTER, "told_on": TUESDAY}
    return play(
        accepted,
        say(SetMethod, handler=LAND_OFFICE, measure="实地核查"),
        say(AcceptTransfer),
        say(ReportResult, text="已核实", opinion="信访〔2025〕5号"),
        say(TellResult, **result),
    )


def asked(level: ReviewLevel, say: Any) -> Any:
    return say(AskReview, level=level, asked_on=TUESDAY, reasons="不服处理意见")


def answered(say: Any) -> Any:
    who = {"acting_unit": COUNTY_OFFICE, "actor": "review-1"}
    return say(AnswerReview, level=ReviewLevel.REVIEW, text="维持", answered_on=TUESDAY, **who)


def by_other(policy: MediationPolicy, **other: Any) -> MediationPolicy:
    """The rules with other days of the regulation."""
    petition: PetitionRules = replace(policy.petition, **other)
    return replace(policy, petition=petition)


def bound(at: datetime = NOW) -> PolicyRebound:
    return replace(REACHED, at=at).bound()


def moved(before: date, after: date, at: datetime = NOW) -> DueDateRederived:
    return replace(REACHED, at=at).moved(before, after)


SIXTIETH = TUESDAY + 60 * DAY


# A dispute


def months(amount: int) -> DeadlineRule:
    return DeadlineRule(amount=amount, unit=TimeUnit.MONTHS, source="某法")


@pytest.mark.parametrize(("amount", "after"), [(2, date(2025, 5, 3)), (3, date(2025, 6, 3))])
def test_a_statute_moves_the_end_of_peoples_mediation_and_both_are_kept(book, policy, amount: int, after: date):
    """It began on the Monday; a month gives until 3 April."""
    case = rebinding(book.at_rung(1), replace(policy, finish=months(amount)))

    case.when(REBIND, at=NOW).then(bound(), moved(date(2025, 4, 3), after))


def test_mediation_then_ends_by_itself_at_the_new_moment_and_not_before(book, policy, say):
    case = rebinding(book.at_rung(1), replace(policy, finish=months(2))).when(REBIND, at=NOW).after()
    end = day_ends(date(2025, 5, 3))

    case.when(say(MarkDue), at=end - MOMENT).then()
    assert isinstance(case.when(say(MarkDue), at=end).after().facts[-1], MediationTerminated)


def test_a_day_that_all_parties_named_stays(book, policy, say):
    until = date(2025, 4, 20)
    go_on = say(ContinueMediation, consents=("person-7", "person-8"), until=until)
    case = book.at_rung(1).when(go_on, at=NOW).after()

    rebinding(case, replace(policy, finish=months(2))).when(REBIND, at=NOW).then(bound())


def test_where_no_rule_gives_months_any_more_the_day_stays(book, policy):
    rebinding(book.at_rung(1), replace(policy, finish=None)).when(REBIND, at=NOW).then(bound())


def test_a_dispute_that_is_not_mediated_yet_is_bound_but_has_nothing_to_settle(book, policy):
    case = book.triaged()

    rebinding(case, replace(policy, finish=months(2))).when(REBIND, at=NOW).then(bound())
    case.when(SETTLE, at=NOW).then_rejected("no-due-date")


def test_months_and_days_of_the_calendar_are_settled_from_the_beginning(book, accepted):
    book.at_rung(1).when(SETTLE, at=NOW).then()
    accepted.when(SETTLE, at=NOW).then()


def test_what_fell_due_beside_it_is_recorded_first(book, policy):
    """Whoever has the case was to feed back by 30 May; two months end on 3 June at the latest."""
    case = rebinding(book.at_rung(1), replace(policy, finish=months(3))).when(REBIND, at=NOW).after()
    later = noon(date(2025, 6, 1))
    again = replace(rebinding(case, replace(policy, finish=months(4))), packs_before=("c" * 64,))
    overdue, rebound, after = again.when(REBIND, at=later).after().facts[len(case.facts) :]

    assert isinstance(overdue, HandlingOverdue)
    assert rebound == replace(bound(later), packs_before=("c" * 64,))
    assert after == moved(date(2025, 6, 3), date(2025, 7, 3), later)


# A letter


@pytest.mark.parametrize(("days", "day"), [(10, 13), (20, 23)])
def test_a_statute_moves_the_day_until_which_the_person_is_told(book, new, policy, say, days: int, day: int):
    """Received on the Monday, fifteen days: 18 March."""
    case = play(new, book.register(kind=CaseKind.LETTER))
    rule = DeadlineRule(amount=days, unit=TimeUnit.DAYS, source="某条例")
    after = rebinding(case, by_other(policy, tell=rule)).when(REBIND, at=NOW)
    after.then(bound(), moved(date(2025, 3, 18), date(2025, 3, day)))
    end = day_ends(date(2025, 3, day))

    assert after.after().when(say(MarkDue), at=end - MOMENT).after() == after.after()
    after.after().when(say(MarkDue), at=end).then(
        PetitionOverdue(**KEY, step=PetitionStep.TELL, due_at=end, announced_at=end)
    )


def test_a_statute_moves_the_day_of_the_written_opinion_and_what_was_granted_stays(accepted, policy, say):
    shorter = by_other(policy, finish_days=45)
    granted = {"approved_by": "head", "approved_on": TUESDAY, "told_on": TUESDAY, "reason": "案情复杂"}
    extended = play(accepted, say(ExtendHandling, days=10, **granted))

    rebinding(accepted, shorter).when(REBIND, at=NOW).then(bound(), moved(SIXTIETH, SIXTIETH - 15 * DAY))
    rebinding(extended, shorter).when(REBIND, at=NOW).then(bound(), moved(SIXTIETH + 10 * DAY, SIXTIETH - 5 * DAY))


def test_more_time_is_then_counted_from_the_day_it_was_moved_to(accepted, policy, say):
    granted = {"approved_by": "head", "approved_on": TUESDAY, "told_on": TUESDAY, "reason": "案情复杂"}
    case = rebinding(accepted, by_other(policy, finish_days=45)).when(REBIND, at=NOW).after()
    extended = case.when(say(ExtendHandling, days=10, **granted), at=NOW).after().facts[-1]

    assert (extended.clock.budget, extended.clock.due_on) == (55, SIXTIETH - 5 * DAY)


def test_a_statute_moves_the_answer_of_a_review_and_of_a_recheck(accepted, policy, say):
    review = play(told(accepted, say), asked(ReviewLevel.REVIEW, say))
    recheck = play(review, answered(say), asked(ReviewLevel.RECHECK, say))
    before = TUESDAY + 30 * DAY

    rebinding(review, by_other(policy, review_days=20)).when(REBIND, at=NOW).then(
        bound(), moved(before, before - 10 * DAY)
    )
    rebinding(recheck, by_other(policy, recheck_days=40)).when(REBIND, at=NOW).then(
        bound(), moved(before, before + 10 * DAY)
    )


def test_the_time_of_a_hearing_stays_out_of_it(accepted, policy, say):
    recheck = play(told(accepted, say), asked(ReviewLevel.REVIEW, say), answered(say), asked(ReviewLevel.RECHECK, say))
    tenth, twentieth = date(2025, 3, 10), date(2025, 3, 20)
    begun = recheck.when(say(BeginHearing, begins_on=tenth), at=noon(tenth)).after()
    ended = begun.when(say(EndHearing, ended_on=twentieth), at=noon(twentieth)).after()
    before, now = TUESDAY + 40 * DAY, noon(twentieth)

    rebinding(ended, by_other(policy, recheck_days=25)).when(REBIND, at=now).then(
        bound(now), moved(before, before - 5 * DAY, now)
    )


def test_a_statute_that_reaches_a_recheck_in_a_hearing_counts_when_the_hearing_is_over(accepted, policy, say):
    recheck = play(told(accepted, say), asked(ReviewLevel.REVIEW, say), answered(say), asked(ReviewLevel.RECHECK, say))
    tenth, twentieth = date(2025, 3, 10), date(2025, 3, 20)
    begun = recheck.when(say(BeginHearing, begins_on=tenth), at=noon(tenth)).after()
    rebound = rebinding(begun, by_other(policy, recheck_days=25)).when(REBIND, at=noon(tenth))
    rebound.then(bound(noon(tenth)))
    ended = rebound.after().when(say(EndHearing, ended_on=twentieth), at=noon(twentieth)).after().facts[-1]

    assert (ended.clock.budget, ended.clock.due_on) == (25, TUESDAY + 35 * DAY)


@pytest.mark.parametrize(("days", "is_refused"), [(6, True), (7, False)])
def test_a_statute_leaves_at_least_a_day_of_a_recheck_in_a_hearing(accepted, policy, say, days: int, is_refused: bool):
    """Six days are used up on the tenth."""
    recheck = play(told(accepted, say), asked(ReviewLevel.REVIEW, say), answered(say), asked(ReviewLevel.RECHECK, say))
    tenth = date(2025, 3, 10)
    begun = recheck.when(say(BeginHearing, begins_on=tenth), at=noon(tenth)).after()
    rebound = rebinding(begun, by_other(policy, recheck_days=days)).when(REBIND, at=noon(tenth))

    if is_refused:
        rebound.then_rejected("due-date-passed")
    else:
        rebound.then(bound(noon(tenth)))


def test_where_no_rule_gives_days_any_more_they_stay(book, new, accepted, policy, say):
    silent = by_other(policy, tell=None, finish_days=None, review_days=None, recheck_days=None)
    review = play(told(accepted, say), asked(ReviewLevel.REVIEW, say))

    for case in (play(new, book.register(kind=CaseKind.LETTER)), accepted, review):
        rebinding(case, silent).when(REBIND, at=NOW).then(bound())


def test_between_its_steps_a_letter_is_bound_and_has_nothing_to_settle(accepted, policy, say):
    between = told(accepted, say)

    rebinding(between, by_other(policy, review_days=20)).when(REBIND, at=NOW).then(bound())
    between.when(SETTLE, at=NOW).then_rejected("no-due-date")


# Late, or closed


def test_a_statute_makes_nobody_late_by_a_day_that_has_passed_already(accepted, policy):
    case, passed = rebinding(accepted, by_other(policy, finish_days=45)), day_ends(SIXTIETH - 15 * DAY)

    case.when(REBIND, at=passed).then_rejected("due-date-passed")
    assert len(case.when(REBIND, at=passed - MOMENT).after().facts) == len(accepted.facts) + 2


def test_what_is_late_is_judged_first_and_what_was_announced_stays(accepted, policy, say):
    passed, longer = day_ends(SIXTIETH), by_other(policy, finish_days=90)
    announced = accepted.when(say(MarkDue), at=passed).after()

    assert isinstance(announced.facts[-1], PetitionOverdue)
    rebinding(accepted, longer).when(REBIND, at=passed).then_rejected("due-date-passed")
    rebinding(announced, longer).when(REBIND, at=passed).then(bound(passed))


@pytest.mark.parametrize("command", [SETTLE, REBIND])
def test_only_an_open_case_of_the_unit_is_moved(accepted, new, policy, say, command: Any):
    withdrawn = play(accepted, say(WithdrawCase, by=("person-7", "person-8"), reason="撤回"))

    rebinding(withdrawn, policy).when(command, at=NOW).then_rejected("case-closed")
    rebinding(accepted, policy).when(replace(command, unit="360730102"), at=NOW).then_rejected("unknown-case")
    rebinding(new, policy).when(command, at=NOW).then_rejected("unknown-case")


# In the running service

LETTER, DISPUTE = "letter-2025-0007", "visit-2025-0008"


@pytest.fixture
def played(tmp_path, book, say) -> Played:
    """A letter that was accepted on the Tuesday, and a dispute that is mediated since then."""
    place = Played(SERVICE, SERVICE.answers, begins=noon(date(2025, 1, 2)), unit="360730", folder=tmp_path)
    place.activate(*PACKS)
    book.submission = LETTER
    accept = say(TellAcceptance, text="予以受理", means=Means.LETTER, told_on=TUESDAY)
    place.at(NOW, book.register(kind=CaseKind.LETTER), say(ClassifyPetition, **SIXTH), accept)
    book.submission = DISPUTE
    place.at(NOW, book.register(), book.sign(), book.triage(), book.start())
    return place


def listed(place: Played) -> dict[str, date]:
    return {case.removeprefix(f"mediation_case-{TOWNSHIP}-"): day for case, day in open_cases(place, "360730")}


def rebound(place: Played, submission: str, pack: Pack) -> None:
    rebind(place, replace(REACHED, case=case_stream(TOWNSHIP, submission)), pack, "360730")


def test_open_cases_are_listed_with_their_due_dates_until_they_are_over(played, say):
    assert listed(played) == {LETTER: SIXTIETH, DISPUTE: date(2025, 4, 4)}
    assert open_cases(played, "360730", provisional_only=True) == []
    rebound(played, LETTER, DAYS)
    rebound(played, DISPUTE, MONTHS)
    assert listed(played) == {LETTER: SIXTIETH - 15 * DAY, DISPUTE: date(2025, 5, 4)}
    played.at(day_ends(date(2025, 5, 4)))
    assert listed(played) == {}


def test_the_agenda_and_the_views_follow_the_new_due_dates(played):
    rebound(played, LETTER, DAYS)
    rebound(played, DISPUTE, MONTHS)
    lines = {line.submission: (line.due_on, line.finish_on) for line in played.ask(CasesOfUnit(unit=TOWNSHIP)).cases}

    assert lines == {LETTER: (SIXTIETH - 15 * DAY, None), DISPUTE: (date(2025, 5, 30), date(2025, 5, 4))}
    played.at(day_ends(date(2025, 5, 4)))
    [overdue], [over] = played.facts(PetitionOverdue), played.facts(MediationTerminated)
    assert (overdue.announced_at, over.terminated_at) == (day_ends(SIXTIETH - 15 * DAY), day_ends(date(2025, 5, 4)))


def test_each_due_date_is_explained_by_what_was_followed_then(played):
    rebound(played, LETTER, DAYS)
    rebound(played, DISPUTE, MONTHS)
    letter, dispute = (case_stream(TOWNSHIP, name) for name in (LETTER, DISPUTE))
    after = played.ask(ExplainDeadline(unit=TOWNSHIP, case=letter))
    before = played.ask(ExplainDeadline(unit=TOWNSHIP, case=letter, due_on=SIXTIETH))
    finish = played.ask(ExplainDeadline(unit=TOWNSHIP, case=dispute))

    assert (after.due, after.explanation.rule.amount) == (due(SIXTIETH - 15 * DAY), 45)
    assert (after.explanation.rule.source, after.packs[-1]) == (STATUTE_CLAUSE, DAYS.digest)
    assert (before.due, before.explanation.rule.amount, DAYS.digest in before.packs) == (due(SIXTIETH), 60, False)
    assert (finish.due, finish.explanation.rule.amount) == (due(date(2025, 5, 4)), 2)


def test_the_packs_of_these_tests_give_what_they_say():
    policy = mediation_policy(resolve(TOWNSHIP, [*map(pack_named, PACKS), DAYS, MONTHS]))

    assert (policy.petition.finish_days, policy.finish) == (
        45,
        DeadlineRule(amount=2, unit=TimeUnit.MONTHS, source=STATUTE_CLAUSE),
    )
