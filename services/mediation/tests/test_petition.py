"""Letters, visits and opinions: representatives, class and way, the days of the regulation, review and recheck."""

from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA, day_ends
from contracts.impartiality import RecordTie, Tie, TieKind
from contracts.mediation.case.messages import (
    WAYS,
    AcceptanceTold,
    AcceptTransfer,
    AnswerReview,
    AskReview,
    BeginHearing,
    CaseClosed,
    CaseKind,
    ClassifyPetition,
    CloseCause,
    ClosePetition,
    DesignateUnit,
    EndHearing,
    ExtendHandling,
    HandlingExtended,
    HandlingOverdue,
    HandlingRated,
    HearingBegun,
    HearingEnded,
    MarkDue,
    Means,
    MethodSet,
    NotAccepted,
    OpinionResultTold,
    PetitionClass,
    PetitionClassified,
    PetitionClock,
    PetitionOverdue,
    PetitionStep,
    RateHandling,
    ReferExternal,
    ReportResult,
    ResultReported,
    ReturnTransfer,
    ReviewAnswered,
    ReviewAsked,
    ReviewLate,
    ReviewLevel,
    Route,
    SetMethod,
    TellAcceptance,
    TellResult,
    WayOf,
)
from contracts.mediation.words import Level, ResultOutcome
from hypothesis import given as every
from hypothesis import settings
from hypothesis import strategies as st

TOWNSHIP, LAND_OFFICE, COUNTY_OFFICE, CITY_OFFICE = "360730101", "360730101-land", "360730-land", "3607-land"
MONDAY, TUESDAY = date(2025, 3, 3), date(2025, 3, 4)
NOON = datetime(2025, 3, 4, 12, tzinfo=CHINA)
MOMENT, DAY = timedelta(microseconds=1), timedelta(days=1)
KEY: dict[str, Any] = {"unit": TOWNSHIP, "submission": "visit-2025-0103"}
PERSON = "person-7"
SIXTH = {"petition_class": PetitionClass.CLAIM, "way": WayOf.PETITION_HANDLING}


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)


class Letters:
    """A letter's commands, each a step of its way, and cases that have gone so far."""

    def __init__(self, book, new) -> None:
        self.book, self.new = book, new

    def say(self, kind: type, **said: Any) -> Any:
        by_unit = {"acting_unit": LAND_OFFICE} if kind in (AcceptTransfer, ReturnTransfer, ReportResult) else {}
        higher = {"acting_unit": COUNTY_OFFICE} if kind is AnswerReview else {}
        city = {"acting_unit": CITY_OFFICE} if kind in (BeginHearing, EndHearing) else {}
        known = {field.name for field in fields(kind)}
        by = {"by": PERSON} if "by" in known else {}
        return self.book.say(kind, **{**by_unit, **higher, **city, **by, **said})

    def classify(self, **other: Any) -> Any:
        return self.say(ClassifyPetition, **{**SIXTH, **other})

    def accept(self, **other: Any) -> Any:
        return self.say(TellAcceptance, **{"text": "予以受理", "means": Means.LETTER, "told_on": TUESDAY, **other})

    def set_method(self, **other: Any) -> Any:
        return self.say(SetMethod, **{"handler": LAND_OFFICE, "measure": "实地核查", **other})

    def report(self, **other: Any) -> Any:
        return self.say(ReportResult, **{"text": "已核实并答复", "opinion": "信访〔2025〕5号", **other})

    def tell(self, **other: Any) -> Any:
        said = {"outcome": ResultOutcome.PARTLY_UPHELD, "text": "部分支持", "means": Means.LETTER, "told_on": TUESDAY}
        return self.say(TellResult, **{**said, **other})

    def ask(self, level: ReviewLevel = ReviewLevel.REVIEW, day: date = TUESDAY, **other: Any) -> Any:
        return self.say(AskReview, **{"level": level, "asked_on": day, "reasons": "不服处理意见", **other})

    def answer(self, level: ReviewLevel = ReviewLevel.REVIEW, day: date = TUESDAY, **other: Any) -> Any:
        higher = COUNTY_OFFICE if level is ReviewLevel.REVIEW else CITY_OFFICE
        who = {"acting_unit": higher, "actor": f"{level}-1"}
        return self.say(AnswerReview, **{"level": level, "text": "维持", "answered_on": day, **who, **other})

    def after(self, *commands: Any, kind: CaseKind = CaseKind.LETTER, **registered: Any):
        case = self.new
        for command in (self.book.register(kind=kind, **registered), *commands):
            case = case.when(command, at=NOON).after()
        return case

    def accepted(self, **classified: Any):
        return self.after(self.classify(**classified), self.accept())

    def handling(self, **classified: Any):
        due = {} if not classified else {"due_on": date(2025, 4, 30)}
        accept = self.say(AcceptTransfer)
        return self.after(self.classify(**classified), self.accept(), self.set_method(**due), accept)

    def told(self):
        case = self.handling()
        for command in (self.report(), self.tell()):
            case = case.when(command, at=NOON).after()
        return case

    def in_recheck(self):
        case = self.told()
        for command in (self.ask(), self.answer(), self.ask(ReviewLevel.RECHECK)):
            case = case.when(command, at=NOON).after()
        return case


@pytest.fixture
def letters(book, new) -> Letters:
    return Letters(book, new)


def clock(budget: int, since: date, due_on: date, **other: Any) -> PetitionClock:
    ran = {"consumed": 0, "running_since": since, "stopped_after": None, "holding": (), "stops": ()}
    return PetitionClock(**{"budget": budget, **ran, "due_on": due_on, "due_at": day_ends(due_on), **other})


# Registration


def test_the_days_of_the_regulation(policy):
    rules = policy.petition
    tell, back, review, recheck = rules.tell, rules.object, rules.ask_review, rules.ask_recheck

    assert (tell.amount, back.amount, review.amount, recheck.amount) == (15, 5, 30, 30)
    assert (rules.finish_days, rules.extension_days, rules.review_days, rules.recheck_days) == (60, 30, 30, 30)
    assert rules.most_representatives == 5
    assert rules.classes == ("suggestion", "accusation", "claim")


@pytest.mark.req("M-182")
def test_me_12_a_sixth_representative_of_a_common_matter_is_refused(book, new):
    def visit(number: int):
        parties = tuple(book.party(f"person-{each}") for each in range(number))
        return book.register(kind=CaseKind.VISIT, parties=parties, group=True)

    assert len(new.when(visit(5), at=NOON).after().facts[0].parties) == 5
    new.when(visit(6), at=NOON).then_rejected("mediation.too-many-representatives")


@pytest.mark.parametrize("kind", [CaseKind.LETTER, CaseKind.VISIT])
def test_who_writes_or_comes_is_told_within_fifteen_days(book, new, kind):
    [fact] = new.when(book.register(kind=kind), at=NOON).after().facts

    assert (fact.tell_on, fact.tell_by) == (date(2025, 3, 18), day_ends(date(2025, 3, 18)))
    [opinion] = new.when(book.register(kind=CaseKind.OPINION), at=NOON).after().facts
    assert opinion.tell_on is None


@pytest.mark.req("M-178")
def test_a_person_who_was_not_told_in_fifteen_days_is_announced_once(letters):
    case, end = letters.after(), day_ends(date(2025, 3, 18))
    overdue = PetitionOverdue(**KEY, step=PetitionStep.TELL, due_at=end, announced_at=end)
    mark = letters.say(MarkDue)

    case.when(mark, at=end - MOMENT).then()
    case.when(mark, at=end).then(overdue)
    case.when(mark, at=end).after().when(mark, at=end + DAY).then()
    assert [type(fact) for fact in case.when(letters.classify(), at=end).after().facts[-2:]] == [
        PetitionOverdue,
        PetitionClassified,
    ]


# Class, way, acceptance


@pytest.mark.req("M-179")
@pytest.mark.parametrize("petition_class", list(PetitionClass))
@pytest.mark.parametrize("way", [None, *WayOf])
def test_each_class_has_its_own_ways(letters, petition_class, way):
    classify = letters.classify(petition_class=petition_class, way=way, accused="person-99")
    if way in WAYS[petition_class]:
        letters.after().when(classify, at=NOON).then(
            PetitionClassified(
                **KEY,
                petition_class=petition_class,
                way=way,
                accused="person-99",
                classified_by="staff-1",
                classified_at=NOON,
            )
        )
    else:
        letters.after().when(classify, at=NOON).then_rejected("mediation.route-required")


@pytest.mark.req("M-179")
def test_claims_have_six_ways(letters):
    assert len(WAYS[PetitionClass.CLAIM]) == 6
    assert sum(map(len, WAYS.values())) == len(WayOf)


@pytest.mark.req("M-178")
def test_the_person_is_told_which_way_it_takes_or_who_has_the_power(letters):
    classified = letters.after(letters.classify())
    said: dict[str, Any] = {"text": "予以受理", "means": Means.LETTER, "told_on": TUESDAY}
    told = AcceptanceTold(
        **KEY,
        ground=None,
        responsible=None,
        same_as=None,
        **said,
        clock=clock(60, TUESDAY, date(2025, 5, 3)),
        told_by="staff-1",
        recorded_at=NOON,
    )

    classified.when(letters.accept(), at=NOON).then(told)
    bare = letters.accept(ground=NotAccepted.OUTSIDE_POWERS)
    classified.when(bare, at=NOON).then_rejected("mediation.responsible-required")
    no = letters.accept(ground=NotAccepted.OUTSIDE_POWERS, responsible="县自然资源局")
    closed = classified.when(no, at=NOON).after().facts[-1]
    assert (closed.cause, closed.kind) == (CloseCause.NOT_ACCEPTED, CaseKind.LETTER)
    letters.after().when(letters.accept(), at=NOON).then_rejected("mediation.not-classified")
    letters.accepted().when(letters.accept(), at=NOON).then_rejected("mediation.told-already")
    letters.accepted().when(letters.classify(), at=NOON).then_rejected("mediation.told-already")
    future = letters.accept(told_on=date(2025, 3, 5))
    classified.when(future, at=NOON).then_rejected("mediation.date-in-future")


@pytest.mark.req("M-182", "M-181")
@pytest.mark.parametrize("ground", [NotAccepted.PENDING_ELSEWHERE, NotAccepted.FINAL])
def test_what_is_pending_elsewhere_or_final_is_not_accepted_again(letters, ground):
    classified = letters.after(letters.classify())
    no = {"ground": ground, "responsible": "县信访局"}

    classified.when(letters.accept(**no), at=NOON).then_rejected("mediation.same-matter-required")
    told = classified.when(letters.accept(**no, same_as="letter-2024-77"), at=NOON).after()
    assert told.facts[-1].cause is CloseCause.NOT_ACCEPTED
    told.when(letters.set_method(), at=NOON).then_rejected("mediation.invalid-transition")


@pytest.mark.req("M-183")
def test_an_accusation_names_the_accused_and_nobody_bound_to_them_handles_it(letters):
    accusation = {"petition_class": PetitionClass.ACCUSATION, "way": WayOf.DISCIPLINE_OR_POWER}
    letters.after().when(letters.classify(**accusation), at=NOON).then_rejected("mediation.accused-required")
    case = letters.accepted(**accusation, accused=LAND_OFFICE)
    to = {"due_on": date(2025, 4, 30)}

    case.when(letters.set_method(**to), at=NOON).then_rejected("mediation.recusal-required")
    tie = Tie(holder="360730101-office", to=LAND_OFFICE, kind=TieKind.BELONGS)
    record = letters.say(RecordTie, case="mediation_case-360730101-visit-2025-0103", tie=tie)
    tied = case.when(record, at=NOON).after()
    own = letters.set_method(**to, handler="360730101-office")
    tied.when(own, at=NOON).then_rejected("mediation.recusal-required")
    by_accused = letters.set_method(**to, handler="360730-discipline", actor=LAND_OFFICE)
    case.when(by_accused, at=NOON).then_rejected("mediation.recusal-required")
    elsewhere = letters.set_method(**to, handler="360730-discipline")
    assert isinstance(case.when(elsewhere, at=NOON).after().facts[-1], MethodSet)


# Method and result


@pytest.mark.req("M-077", "M-074")
def test_a_method_is_a_unit_a_measure_and_a_day(letters):
    opinion = letters.after(kind=CaseKind.OPINION)
    due = date(2025, 3, 31)
    method = MethodSet(
        **KEY,
        handler=LAND_OFFICE,
        measure="实地核查",
        return_on=date(2025, 3, 11),
        return_by=day_ends(date(2025, 3, 11)),
        due_on=due,
        due_at=day_ends(due),
        set_by="staff-1",
        set_at=NOON,
    )

    opinion.when(letters.set_method(due_on=due), at=NOON).then(method)
    opinion.when(letters.set_method(), at=NOON).then_rejected("mediation.deadline-required")
    opinion.when(letters.set_method(due_on=MONDAY), at=NOON).then_rejected("mediation.day-in-past")
    once = opinion.when(letters.set_method(due_on=due), at=NOON).after()
    once.when(letters.set_method(due_on=due), at=NOON).then_rejected("mediation.method-set-already")
    letters.after().when(letters.set_method(due_on=due), at=NOON).then_rejected("mediation.not-accepted")
    last = date(2025, 5, 3)
    assert letters.accepted().when(letters.set_method(due_on=last), at=NOON).after().facts[-1].due_on == last
    late = letters.set_method(due_on=last + DAY)
    letters.accepted().when(late, at=NOON).then_rejected("mediation.due-day-too-late")


@pytest.mark.req("M-079", "M-077")
def test_an_opinion_goes_from_unit_to_result_to_the_person(letters):
    case = letters.after(
        letters.set_method(due_on=date(2025, 3, 31)), letters.say(AcceptTransfer), kind=CaseKind.OPINION
    )
    reported = ResultReported(
        **KEY,
        handler=LAND_OFFICE,
        text="已修缮",
        opinion=None,
        due_at=day_ends(date(2025, 3, 31)),
        reported_by="land-1",
        reported_at=NOON,
    )
    told = OpinionResultTold(
        **KEY,
        origin=None,
        outcome=ResultOutcome.UPHELD,
        text="已修缮",
        means=Means.TELEPHONE,
        told_on=TUESDAY,
        review_on=None,
        review_by=None,
        told_by="staff-1",
        recorded_at=NOON,
    )
    closed = CaseClosed(
        **KEY,
        kind=CaseKind.OPINION,
        cause=CloseCause.TOLD,
        level=Level.TOWNSHIP,
        rung=None,
        attempts=0,
        closed_at=NOON,
    )
    report = letters.report(text="已修缮", opinion=None, actor="land-1")
    tell = letters.tell(outcome=ResultOutcome.UPHELD, text="已修缮", means=Means.TELEPHONE)

    case.when(report, at=NOON).then(reported)
    handled = case.when(report, at=NOON).after()
    handled.when(tell, at=NOON).then(told, closed)
    handled.when(report, at=NOON).then_rejected("mediation.result-reported-already")
    case.when(tell, at=NOON).then_rejected("mediation.no-result")
    end = day_ends(date(2025, 3, 31))
    case.when(letters.say(MarkDue), at=end).then(
        HandlingOverdue(**KEY, handler=LAND_OFFICE, due_at=end, announced_at=end)
    )


@pytest.mark.req("M-078")
def test_nothing_is_closed_before_the_person_was_told(letters):
    close = letters.say(ClosePetition, waives_review=True)
    reported = letters.handling().when(letters.report(), at=NOON).after()

    for case in (letters.after(), letters.handling(), reported):
        case.when(close, at=NOON).then_rejected("mediation.result-not-notified")
    told = letters.told()
    assert told.when(close, at=NOON).after().facts[-1].cause is CloseCause.TOLD
    keeps = letters.say(ClosePetition)
    told.when(keeps, at=NOON).then_rejected("mediation.review-still-open")
    asked = told.when(letters.ask(), at=NOON).after()
    asked.when(close, at=NOON).then_rejected("mediation.review-still-open")
    told.when(letters.tell(), at=NOON).then_rejected("mediation.result-told-already")


def test_a_unit_takes_it_before_it_reports_and_returns_it_once(letters):
    case = letters.accepted().when(letters.set_method(), at=NOON).after()
    case.when(letters.report(), at=NOON).then_rejected("mediation.transfer-not-accepted")
    back = letters.say(ReturnTransfer, reason="属林业部门")
    returned = case.when(back, at=NOON).after()
    designate = letters.say(
        DesignateUnit, acting_role="CentreDeputyDirector", handler=LAND_OFFICE, reason="权属争议由土地部门主办"
    )
    bound = returned.when(designate, at=NOON).after()

    returned.when(back, at=NOON).then_rejected("mediation.returned-already")
    bound.when(back, at=NOON).then_rejected("mediation.designation-binding")
    assert bound.when(letters.say(MarkDue), at=day_ends(date(2025, 5, 3))).after().facts[-1].step is PetitionStep.HANDLE


# The sixty days


@pytest.mark.req("M-180")
def test_only_the_sixth_way_has_sixty_days_and_the_written_opinion(letters):
    end = day_ends(date(2025, 5, 3))
    sixth = letters.handling()
    other = letters.handling(way=WayOf.STATUTORY_DUTY)
    overdue = PetitionOverdue(**KEY, step=PetitionStep.HANDLE, due_at=end, announced_at=end)

    sixth.when(letters.say(MarkDue), at=end - MOMENT).then()
    sixth.when(letters.say(MarkDue), at=end).then(overdue)
    assert other.facts[2].clock is None
    sixth.when(letters.report(opinion=None), at=NOON).then_rejected("mediation.opinion-required")
    assert isinstance(other.when(letters.report(opinion=None), at=NOON).after().facts[-1], ResultReported)
    late = sixth.when(letters.report(), at=end).after()
    assert [type(fact) for fact in late.facts[-2:]] == [PetitionOverdue, ResultReported]


def extend(letters, days: int, **other: Any) -> Any:
    said = {"days": days, "approved_by": "head-1", "approved_on": TUESDAY, "told_on": TUESDAY, "reason": "案情复杂"}
    return letters.say(ExtendHandling, **{**said, **other})


@pytest.mark.req("M-180")
def test_me_07_all_extensions_together_are_thirty_days_at_most(letters):
    case = letters.handling()
    extended = HandlingExtended(
        **KEY,
        days=20,
        approved_by="head-1",
        approved_on=TUESDAY,
        told_on=TUESDAY,
        reason="案情复杂",
        clock=clock(80, TUESDAY, date(2025, 5, 23)),
        recorded_at=NOON,
    )

    case.when(extend(letters, 20), at=NOON).then(extended)
    once = case.when(extend(letters, 20), at=NOON).after()
    assert once.when(extend(letters, 10), at=NOON).after().facts[-1].clock.due_on == date(2025, 6, 2)
    once.when(extend(letters, 11), at=NOON).then_rejected("mediation.extension-too-long")
    case.when(extend(letters, 31), at=NOON).then_rejected("mediation.extension-too-long")
    assert case.when(extend(letters, 30), at=NOON).after().facts[-1].days == 30


@pytest.mark.req("M-180")
def test_an_extension_is_approved_told_and_granted_within_the_time(letters):
    case, end = letters.handling(), day_ends(date(2025, 5, 3))

    case.when(extend(letters, 5, approved_on=MONDAY), at=NOON).then_rejected("mediation.day-too-early")
    case.when(extend(letters, 5, told_on=MONDAY), at=NOON).then_rejected("mediation.day-too-early")
    case.when(extend(letters, 5, told_on=date(2025, 3, 5)), at=NOON).then_rejected("mediation.date-in-future")
    case.when(extend(letters, 5), at=end).then_rejected("mediation.due-date-is-past")
    other = letters.handling(way=WayOf.STATUTORY_DUTY)
    other.when(extend(letters, 5), at=NOON).then_rejected("mediation.no-rule-of-time")
    reported = case.when(letters.report(), at=NOON).after()
    reported.when(extend(letters, 5), at=NOON).then_rejected("mediation.result-reported-already")


# Review and recheck

LAST_TO_ASK = date(2025, 4, 3)


@pytest.mark.req("M-181")
def test_review_is_asked_within_thirty_days_and_answered_within_thirty(letters):
    told, later = letters.told(), noon(date(2025, 6, 1))
    asked = ReviewAsked(
        **KEY,
        level=ReviewLevel.REVIEW,
        by=PERSON,
        asked_on=LAST_TO_ASK,
        reasons="不服处理意见",
        clock=clock(30, LAST_TO_ASK, date(2025, 5, 3)),
        recorded_by="staff-1",
        recorded_at=noon(LAST_TO_ASK),
    )

    told.when(letters.ask(day=LAST_TO_ASK), at=noon(LAST_TO_ASK)).then(asked)
    late = told.when(letters.ask(day=LAST_TO_ASK + DAY), at=later).after()
    assert late.facts[-1] == ReviewLate(
        **KEY,
        level=ReviewLevel.REVIEW,
        by=PERSON,
        asked_on=LAST_TO_ASK + DAY,
        last_on=LAST_TO_ASK,
        recorded_by="staff-1",
        recorded_at=later,
    )
    running = told.when(letters.ask(day=LAST_TO_ASK), at=noon(LAST_TO_ASK)).after()
    end = day_ends(date(2025, 5, 3))
    running.when(letters.say(MarkDue), at=end - MOMENT).then()
    running.when(letters.say(MarkDue), at=end).then(
        PetitionOverdue(**KEY, step=PetitionStep.REVIEW, due_at=end, announced_at=end)
    )


@pytest.mark.req("M-181")
def test_if_nobody_asks_the_case_is_closed_and_one_who_asked_in_time_opens_it_again(letters):
    told, end = letters.told(), day_ends(LAST_TO_ASK)

    told.when(letters.say(MarkDue), at=end - MOMENT).then()
    closed = told.when(letters.say(MarkDue), at=end).after()
    assert closed.facts[-1].cause is CloseCause.TOLD
    closed.when(letters.say(MarkDue), at=end + DAY).then()
    posted = closed.when(letters.ask(day=LAST_TO_ASK), at=end + DAY).after()
    assert isinstance(posted.facts[-1], ReviewAsked)
    assert isinstance(posted.when(letters.answer(), at=end + DAY).facts[-1], ReviewAsked)
    late = closed.when(letters.ask(day=LAST_TO_ASK + DAY), at=end + DAY).after()
    assert isinstance(late.facts[-1], ReviewLate)
    late.when(letters.answer(), at=end + DAY).then_rejected("mediation.no-review-asked")


@pytest.mark.req("M-181")
def test_recheck_follows_the_reviews_answer_and_is_the_last_word(letters):
    told = letters.told()
    told.when(letters.ask(ReviewLevel.RECHECK), at=NOON).then_rejected("mediation.no-review-of-this")
    asked = told.when(letters.ask(), at=NOON).after()
    asked.when(letters.ask(ReviewLevel.RECHECK), at=NOON).then_rejected("mediation.no-review-of-this")
    asked.when(letters.ask(), at=NOON).then_rejected("mediation.review-asked-already")
    answered = ReviewAnswered(
        **KEY,
        level=ReviewLevel.REVIEW,
        body=COUNTY_OFFICE,
        text="维持",
        answered_on=TUESDAY,
        due_at=day_ends(LAST_TO_ASK),
        recheck_on=LAST_TO_ASK,
        recheck_by=day_ends(LAST_TO_ASK),
        answered_by="review-1",
        recorded_at=NOON,
    )
    asked.when(letters.answer(), at=NOON).then(answered)
    final = letters.in_recheck().when(letters.answer(ReviewLevel.RECHECK), at=NOON).after()
    assert (final.facts[-2].recheck_on, final.facts[-1].cause) == (None, CloseCause.FINAL)
    final.when(letters.ask(ReviewLevel.RECHECK), at=NOON).then_rejected("mediation.review-asked-already")
    letters.handling().when(letters.ask(), at=NOON).then_rejected("mediation.no-review-of-this")
    lapsed = asked.when(letters.answer(), at=NOON).after()
    assert lapsed.when(letters.say(MarkDue), at=day_ends(LAST_TO_ASK)).after().facts[-1].cause is CloseCause.TOLD


@pytest.mark.req("M-181", "M-183")
def test_review_is_by_a_higher_body_and_by_nobody_who_has_acted_before(letters):
    asked = letters.told().when(letters.ask(), at=NOON).after()
    for body in (LAND_OFFICE, "360730101-office", "360730102"):
        asked.when(letters.answer(acting_unit=body), at=NOON).then_rejected("mediation.not-a-higher-body")
    handled_it = letters.answer(actor="staff-1")
    asked.when(handled_it, at=NOON).then_rejected("mediation.same-person-at-two-levels")
    recheck = letters.in_recheck()
    same = letters.answer(ReviewLevel.RECHECK, actor="review-1")
    recheck.when(same, at=NOON).then_rejected("mediation.same-person-at-two-levels")
    county = letters.answer(ReviewLevel.RECHECK, acting_unit=COUNTY_OFFICE)
    recheck.when(county, at=NOON).then_rejected("mediation.not-a-higher-body")


@pytest.mark.req("M-183")
def test_an_official_bound_to_one_whom_it_concerns_neither_reports_nor_answers_whenever_the_tie_came_to_light(letters):
    def tied(case, holder):
        (party, *_) = sorted(case.facts[0].parties, key=lambda each: each.party)
        tie = Tie(holder=holder, to=party.party, kind=TieKind.INTEREST)
        record = letters.say(RecordTie, case="mediation_case-360730101-visit-2025-0103", tie=tie)
        return case.when(record, at=NOON).after()

    reports = letters.report()
    handled = tied(letters.handling(), reports.actor)
    handled.when(reports, at=NOON).then_rejected("mediation.recusal-required")
    assert handled.when(replace(reports, actor="another-1"), at=NOON).after().facts[-1].reported_by == "another-1"
    asked = tied(letters.told().when(letters.ask(), at=NOON).after(), "review-1")
    asked.when(letters.answer(), at=NOON).then_rejected("mediation.recusal-required")
    assert asked.when(letters.answer(actor="review-2"), at=NOON).after().facts[-1].answered_by == "review-2"


@pytest.mark.req("M-181")
def test_the_time_of_a_hearing_is_not_counted(letters):
    case = letters.in_recheck()
    tenth, twentieth = date(2025, 3, 10), date(2025, 3, 20)
    begun = case.when(letters.say(BeginHearing, begins_on=tenth), at=noon(tenth)).after()
    stands: dict[str, Any] = {"consumed": 6, "running_since": None, "stopped_after": tenth, "holding": ("hearing",)}

    assert begun.facts[-1] == HearingBegun(
        **KEY,
        begins_on=tenth,
        clock=replace(clock(30, TUESDAY, tenth), due_on=None, due_at=None, **stands),
        recorded_by="staff-1",
        recorded_at=noon(tenth),
    )
    begun.when(letters.say(MarkDue), at=noon(date(2025, 12, 1))).then()
    ended = begun.when(letters.say(EndHearing, ended_on=twentieth), at=noon(twentieth)).after()
    assert isinstance(ended.facts[-1], HearingEnded)
    assert ended.facts[-1].clock.due_on == LAST_TO_ASK + 10 * DAY
    begun.when(letters.answer(ReviewLevel.RECHECK), at=noon(twentieth)).then_rejected("mediation.hearing-runs")
    begun.when(letters.say(BeginHearing, begins_on=tenth), at=noon(tenth)).then_rejected("mediation.hearing-runs")
    case.when(letters.say(EndHearing, ended_on=tenth), at=noon(tenth)).then_rejected("mediation.no-hearing-runs")
    other = letters.say(BeginHearing, begins_on=tenth, acting_unit="3608-land")
    case.when(other, at=noon(tenth)).then_rejected("forbidden-unit")
    reviewing = letters.told().when(letters.ask(), at=NOON).after()
    reviewing.when(letters.say(BeginHearing, begins_on=TUESDAY), at=NOON).then_rejected("mediation.no-recheck-runs")


@every(gaps=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 20)), max_size=6))
@settings(max_examples=60, deadline=None)
def test_me_08_no_sequence_of_hearings_loses_or_doubles_a_day(played_letters, gaps):
    """Each pair: days until the next hearing, days that it lasts; what was used up and what is left are the budget."""
    letters, case = played_letters
    day, stood = TUESDAY, 0
    for until, lasts in gaps:
        begins = day + until * DAY
        recheck = case.facts[-1].clock
        if recheck.due_on is None or begins >= recheck.due_on:
            break
        day = begins + lasts * DAY
        case = case.when(letters.say(BeginHearing, begins_on=begins), at=noon(begins)).after()
        case = case.when(letters.say(EndHearing, ended_on=day), at=noon(day)).after()
        stood += lasts

        assert case.facts[-1].clock.due_on == LAST_TO_ASK + stood * DAY
        assert (case.facts[-1].clock.due_on - day).days + case.facts[-1].clock.consumed == 30


@pytest.fixture(scope="module")
def played_letters(policy, request):
    book_of, new_of = request.getfixturevalue("books")
    letters = Letters(book_of, new_of)
    return letters, letters.in_recheck()


# The person


@pytest.mark.req("M-185")
def test_the_person_rates_how_it_was_handled_once(letters):
    told = letters.told()
    rate = letters.say(RateHandling, rating=4, actor=PERSON, acting_role="Petitioner")
    rated = told.when(rate, at=NOON).after()

    assert rated.facts[-1] == HandlingRated(**KEY, by=PERSON, rating=4, rated_at=NOON)
    rated.when(rate, at=NOON).then_rejected("mediation.rated-already")
    letters.handling().when(rate, at=NOON).then_rejected("mediation.result-not-notified")
    for_other = letters.say(RateHandling, rating=1, by="person-8", actor=PERSON, acting_role="Petitioner")
    told.when(for_other, at=NOON).then_rejected("forbidden-role")
    stranger = letters.say(RateHandling, rating=1, by="person-9")
    told.when(stranger, at=NOON).then_rejected("mediation.not-a-party")
    ask_for_other = letters.ask(by="person-8", actor=PERSON, acting_role="Petitioner")
    told.when(ask_for_other, at=NOON).then_rejected("forbidden-role")


def test_a_dispute_is_no_petition_and_a_petition_is_not_sent_to_court_by_the_centre(letters, book):
    dispute = book.after()

    dispute.when(letters.classify(), at=NOON).then_rejected("mediation.not-a-petition")
    refer = letters.say(ReferExternal, route=Route.COURT, body="县人民法院", went_on=MONDAY)
    letters.after().when(refer, at=NOON).then_rejected("mediation.not-a-dispute")


def test_a_class_that_no_pack_names_is_refused(letters):
    none = replace(letters.book.policy, petition=replace(letters.book.policy.petition, classes=()))
    replace(letters.after(), policy=none).when(letters.classify(), at=NOON).then_rejected("mediation.unknown-class")


@pytest.mark.req("M-083")
def test_a_complaint_names_the_unit_complained_of_which_does_not_handle_it(letters):
    complaint = {"kind": CaseKind.OPINION, "channel": "complaint_telephone"}
    about = {"petition_class": PetitionClass.ACCUSATION, "way": WayOf.DISCIPLINE_OR_POWER, "accused": LAND_OFFICE}
    case = letters.after(letters.classify(**about), **complaint)
    own = letters.set_method(due_on=date(2025, 3, 31))
    other = letters.set_method(due_on=date(2025, 3, 31), handler="360730101-office")

    assert (case.facts[0].channel, case.facts[0].received_on) == ("complaint_telephone", MONDAY)
    assert case.facts[-1].accused == LAND_OFFICE
    case.when(own, at=NOON).then_rejected("mediation.recusal-required")
    for step in (
        other,
        letters.say(AcceptTransfer, acting_unit="360730101-office"),
        letters.report(acting_unit="360730101-office", opinion=None, text="已约谈责任人"),
        letters.tell(outcome=ResultOutcome.UPHELD, text="已约谈责任人"),
    ):
        case = case.when(step, at=NOON).after()
    assert [type(fact) for fact in case.facts[-3:]] == [ResultReported, OpinionResultTold, CaseClosed]
