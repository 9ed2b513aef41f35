"""The way to a session of the congress: nothing starts before the step it follows."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.session.messages import (
    AgendaItem,
    CancelSession,
    ExtraGround,
    MoveSession,
    NoticeDelivered,
    NoticeIssued,
    PreparationBegun,
    RequestReturned,
    ReturnRequest,
    SessionApproved,
    SessionCancelled,
    SessionDateDecided,
    SessionMoved,
    SessionRequested,
)
from contracts.elections.words import ConvenedAs, Matter, PresidiumSeat, SeatKind, SessionKind, Standing, StandsIn
from elections.session import STREAM
from ledger.testing.given import given


def moment(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2025, month, day, hour, tzinfo=CHINA)


@pytest.mark.req("E-022", "E-212", "E-213", "E-214", "E-215", "E-216")
def test_a_request_names_ideas_date_agenda_and_the_preparatory_body(regular):
    command = regular.request(other="无")

    given(STREAM, regular.policy).when(command, at=moment(2, 17)).then(
        SessionRequested(
            **regular.key,
            kind=SessionKind.REGULAR,
            extra=None,
            guiding_ideas=command.guiding_ideas,
            tentative=command.tentative,
            agenda=command.agenda,
            prep_body=command.prep_body,
            other="无",
            requested_by="clerk",
            requested_at=moment(2, 17),
        )
    )


@pytest.mark.parametrize(
    ("left_out", "missing"),
    [
        ({"guiding_ideas": None}, "guiding_ideas"),
        ({"tentative": None}, "tentative_date"),
        ({"agenda": ()}, "agenda"),
        ({"prep_body": None}, "prep_body"),
    ],
)
@pytest.mark.req("E-022")
def test_a_request_that_lacks_one_of_the_four_is_incomplete(regular, left_out, missing):
    case = given(STREAM, regular.policy).when(regular.request(**left_out), at=moment(2, 17))

    case.then_rejected("elections.request-incomplete", missing)


@pytest.mark.req("E-023", "E-029")
def test_preparation_starts_after_the_party_committee_has_approved(regular):
    case = regular.requested()

    case.when(regular.prepare(), at=moment(2, 18)).then_rejected("elections.approval-required")
    approved = case.when(regular.approve(), at=moment(2, 18))
    approved.then(
        SessionApproved(**regular.key, approved_on=date(2025, 2, 18), approved_by="party", recorded_at=moment(2, 18))
    )
    approved.after().when(regular.prepare(), at=moment(2, 19)).then(
        PreparationBegun(**regular.key, tasks=regular.prepare().tasks, begun_at=moment(2, 19))
    )


@pytest.mark.req("E-023")
def test_a_refused_request_goes_back_with_its_reason_and_is_sent_anew(regular):
    back = ReturnRequest(**regular.key, actor="party", reason="议程不全")
    case = regular.requested().when(back, at=moment(2, 18))

    case.then(RequestReturned(**regular.key, reason="议程不全", returned_by="party", returned_at=moment(2, 18)))
    returned = case.after()
    returned.when(regular.prepare(), at=moment(2, 19)).then_rejected("elections.approval-required")
    returned.when(regular.request(), at=moment(2, 19)).after().when(regular.approve(), at=moment(2, 20)).after()


JUMPS = [
    ("requested", "decide", "approve-session"),
    ("requested", "open", "approve-session"),
    ("preparing", "open", "decide-session"),
    ("decided", "open", "issue-notice"),
    ("decided", "prepare", "issue-notice"),
    ("notified", "request", "open-session"),
]


@pytest.mark.parametrize(("state", "step", "missing"), JUMPS)
@pytest.mark.req("E-029")
def test_a_jump_is_refused_and_names_the_missing_step(regular, state, step, missing):
    case, command = getattr(regular, state)(), getattr(regular, step)()

    case.when(command, at=moment(3, 12)).then_rejected("elections.invalid-transition", f"It waits for: {missing}.")


@pytest.mark.req("E-024")
def test_without_a_preparatory_body_nothing_is_decided(regular):
    approved = regular.requested().when(regular.approve(), at=moment(2, 18)).after()

    approved.when(regular.decide(), at=moment(2, 24)).then_rejected("elections.invalid-transition")


# The presidium's decision


@pytest.mark.req("E-025", "E-026")
def test_the_presidium_decides_the_date_and_passes_agenda_and_drafts_by_vote(regular):
    command = regular.decide()

    regular.preparing().when(command, at=moment(2, 24)).then(
        SessionDateDecided(
            **regular.key,
            kind=SessionKind.REGULAR,
            meeting=command.meeting,
            dates=command.dates,
            agenda=command.agenda,
            papers=command.papers,
            not_passed=(),
            decided_at=moment(2, 24),
        )
    )


@pytest.mark.parametrize(("agree", "passed"), [(4, False), (5, True)])
@pytest.mark.req("E-026")
def test_an_item_without_a_majority_of_the_presidium_is_not_on_the_agenda(regular, agree, passed):
    *others, budget = regular.agenda
    command = regular.decide(agenda=(*map(regular.voted, others), regular.voted(budget, agree)))
    [decided] = regular.preparing().when(command, at=moment(2, 24)).after().facts[-1:]

    assert passed == (budget in [voted.item for voted in decided.agenda])
    assert decided.not_passed == (() if passed else (budget.title,))


@pytest.mark.req("E-026")
def test_no_item_passed_is_no_agenda_and_no_paper_is_sent_that_was_not_passed(regular):
    none = regular.decide(agenda=tuple(regular.voted(item, 2) for item in regular.agenda))
    regular.preparing().when(none, at=moment(2, 24)).then_rejected("elections.agenda-not-passed")

    strange = regular.notice(papers=("未经表决的草案",))
    regular.decided().when(strange, at=moment(2, 26)).then_rejected("elections.agenda-not-passed")


HANDLING = AgendaItem(item="suggestions", matter=Matter.SUGGESTION_HANDLING, title="听取和审议代表建议办理情况的报告")


@pytest.mark.req("E-079")
@pytest.mark.parametrize("count", [0, 1, 40])
def test_the_handling_of_suggestions_is_on_the_agenda_as_long_as_there_are_any(regular, count):
    preparing = regular.preparing()
    without = replace(regular.decide(), suggestions=count)
    told = replace(without, agenda=(*without.agenda, regular.voted(HANDLING)))
    not_passed = replace(without, agenda=(*without.agenda, regular.voted(HANDLING, 4)))

    assert "suggestion_handling" in [
        voted.item.matter for voted in preparing.when(told, at=moment(2, 24)).after().facts[-1].agenda
    ]
    for left_out in (without, not_passed):
        case = preparing.when(left_out, at=moment(2, 24))
        if count:
            case.then_rejected("elections.suggestions-left-out")
        else:
            assert isinstance(case.after().facts[-1], SessionDateDecided)


@pytest.mark.parametrize("agree", [0, 4])
@pytest.mark.req("E-025")
def test_a_date_without_a_majority_of_the_presidium_is_no_date(regular, agree):
    command = regular.decide(date_votes=regular.votes(agree))

    regular.preparing().when(command, at=moment(2, 24)).then_rejected("elections.presidium-decision-required")


@pytest.mark.req("E-025")
def test_before_a_date_is_decided_no_notice_goes_out(regular):
    case = regular.preparing().when(regular.notice(), at=moment(2, 26))

    case.then_rejected("elections.presidium-decision-required")


@pytest.mark.req("E-012")
def test_who_is_no_member_of_the_presidium_neither_meets_nor_votes(regular):
    meeting = regular.meeting(present=(*regular.meeting().present, "deputy-30"))
    case = regular.preparing().when(regular.decide(meeting=meeting), at=moment(2, 24))

    case.then_rejected("elections.not-presidium-member", "deputy-30")


def test_more_votes_than_members_present_are_no_tally(regular):
    command = regular.decide(date_votes=regular.votes(9, 1))

    regular.preparing().when(command, at=moment(2, 24)).then_rejected("elections.invalid-tally")


VICE = {"convened_by": "deputy-02", "convened_as": ConvenedAs.VICE_CHAIR}
MEMBER = {"convened_by": "deputy-05", "convened_as": ConvenedAs.CHOSEN_MEMBER}


@pytest.mark.parametrize(
    "convened",
    [
        {"convened_by": "deputy-05"},
        VICE,
        MEMBER,
        {**VICE, "stands_in": StandsIn.CHAIR_VACANT},
        {**MEMBER, "convened_as": ConvenedAs.VICE_CHAIR, "stands_in": StandsIn.CHAIR_UNABLE},
    ],
)
@pytest.mark.req("E-006")
def test_while_there_is_a_chair_nobody_else_convenes_the_presidium(regular, convened):
    command = regular.decide(meeting=regular.meeting(**convened))

    regular.preparing().when(command, at=moment(2, 24)).then_rejected("forbidden-role")


@pytest.mark.parametrize("convened", [VICE, MEMBER])
@pytest.mark.req("E-006")
def test_a_vice_chair_or_a_chosen_member_stands_in_for_a_chair_who_is_unable_or_vacant(regular, convened):
    unable = regular.meeting(**convened, stands_in=StandsIn.CHAIR_UNABLE)
    vacant = regular.meeting(**convened, stands_in=StandsIn.CHAIR_VACANT)
    seats = tuple(
        PresidiumSeat(person=seat.person, seat=SeatKind.MEMBER if seat.seat is SeatKind.CHAIR else seat.seat)
        for seat in regular.roll().presidium
    )
    chairless = regular.preparing().when(regular.roll(1, presidium=seats), at=moment(2, 20)).after()

    regular.preparing().when(regular.decide(meeting=unable), at=moment(2, 24)).after()
    chairless.when(regular.decide(meeting=vacant), at=moment(2, 24)).after()


def test_the_presidium_meets_when_the_session_knows_the_congress(regular):
    case = regular.told((regular.request(), moment(2, 17)), (regular.approve(), moment(2, 18)))
    case = case.when(regular.prepare(), at=moment(2, 19)).after()

    case.when(regular.decide(), at=moment(2, 24)).then_rejected("elections.roll-not-entered")


def test_a_roll_that_is_no_news_changes_nothing(regular):
    regular.requested().when(regular.roll(), at=moment(2, 18)).then()
    given(STREAM, regular.policy).when(regular.roll(), at=moment(2, 18)).then()


# Its length


ELECTION = AgendaItem(item="chair", matter=Matter.ELECTION, title="选举镇长")


@pytest.mark.parametrize(
    ("begins", "ends", "days"), [(12, 12, "0"), (12, 12, "1/3"), (12, 11, "1"), (12, 12, "3/2"), (12, 13, "5/2")]
)
@pytest.mark.req("E-019")
def test_a_length_is_a_positive_multiple_of_half_a_day_that_fits_its_days(regular, begins, ends, days):
    command = regular.request(tentative=regular.dates(begins, ends, days))

    given(STREAM, regular.policy).when(command, at=moment(2, 17)).then_rejected("elections.invalid-duration")


@pytest.mark.req("E-017")
def test_a_session_without_elections_lasts_a_day_and_half_a_day_is_too_short(regular):
    half, one = regular.dates(days="1/2"), regular.dates(days="1")
    case = regular.preparing()

    case.when(regular.decide(dates=half), at=moment(2, 24)).then_rejected("elections.session-too-short")
    case.when(regular.decide(dates=one), at=moment(2, 24)).after()


@pytest.mark.req("E-018")
def test_with_an_election_one_day_is_too_short_and_a_day_and_a_half_is_enough(regular):
    agenda = (*map(regular.voted, regular.agenda), regular.voted(ELECTION))
    one, longer = regular.decide(agenda=agenda), regular.decide(agenda=agenda, dates=regular.dates(12, 13, "3/2"))
    case = regular.preparing()

    case.when(one, at=moment(2, 24)).then_rejected("elections.session-too-short-for-election")
    case.when(longer, at=moment(2, 24)).after()


@pytest.mark.parametrize(("days", "lasts"), [("3/2", False), ("2", True)])
@pytest.mark.req("E-016")
def test_the_first_session_of_a_term_lasts_two_days(regular, days, lasts):
    first = replace(regular, session=1)
    command = first.request(tentative=first.dates(12, 13, days))
    case = given(STREAM, first.policy).when(command, at=moment(2, 17))

    if lasts:
        case.after()
    else:
        case.then_rejected("elections.session-too-short")


# Additional sessions


def extra(regular: Any, **ground: Any) -> Any:
    return regular.request(kind=SessionKind.EXTRA, extra=ExtraGround(**{"reason": "election", "text": None, **ground}))


@pytest.mark.req("E-015", "E-208", "E-209", "E-210", "E-211")
def test_an_additional_session_has_a_reason_of_the_list_and_somebody_who_calls_it(regular):
    start = given(STREAM, regular.policy)
    called = {"presidium": regular.meeting(), "votes": regular.votes()}

    start.when(extra(regular), at=moment(2, 17)).then_rejected("elections.presidium-decision-required")
    start.when(regular.request(kind=SessionKind.EXTRA), at=moment(2, 17)).then_rejected(
        "elections.presidium-decision-required"
    )
    for reason in (None, "celebration", "other"):
        command = extra(regular, reason=reason, **called)
        start.when(command, at=moment(2, 17)).then_rejected("elections.reason-required")
    for reason in ("major_matter", "budget_adjustment", "election"):
        start.when(extra(regular, reason=reason, **called), at=moment(2, 17)).after()
    start.when(extra(regular, reason="other", text="应急事项", **called), at=moment(2, 17)).after()


def test_a_regular_session_needs_no_ground(regular):
    ground = ExtraGround(reason="election", text=None)

    given(STREAM, regular.policy).when(regular.request(extra=ground), at=moment(2, 17)).then_rejected(
        "elections.ground-not-needed"
    )


@pytest.mark.parametrize(("signers", "enough"), [(14, False), (15, True)])
@pytest.mark.req("E-015")
def test_one_fifth_of_all_deputies_may_propose_an_additional_session(regular, signers, enough):
    names = tuple(f"deputy-{number:02}" for number in range(1, signers + 1))
    request = extra(regular, proposed_by=names)
    special = regular.preparing(kind=SessionKind.EXTRA, extra=request.extra)
    case = special.when(regular.decide(), at=moment(2, 24))

    if enough:
        case.after()
    else:
        case.then_rejected("elections.not-enough-signers", "14 of 72")


@pytest.mark.req("E-015")
def test_an_additional_session_that_the_presidium_did_not_carry_is_not_called(regular):
    refused = extra(regular, presidium=regular.meeting(held_on=date(2025, 2, 14)), votes=regular.votes(4, 5))
    case = regular.preparing(kind=SessionKind.EXTRA, extra=refused.extra)

    case.when(regular.decide(), at=moment(2, 24)).then_rejected("elections.presidium-decision-required")


# Notices


@pytest.mark.req("E-027")
def test_the_notice_goes_to_every_deputy_who_may_act_and_its_delivery_is_recorded_for_each(regular):
    suspended = regular.roll(1, {"deputy-40": Standing.SUSPENDED})
    case = regular.decided().when(suspended, at=moment(2, 25)).after().when(regular.notice(), at=moment(2, 26))
    everyone = tuple(f"deputy-{number:02}" for number in range(1, 73) if number != 40)

    case.then(
        NoticeIssued(
            **regular.key,
            deputies=everyone,
            papers=("镇政府工作报告", "主席团工作报告"),
            issued_on=date(2025, 2, 26),
            date_published_on=date(2025, 2, 25),
            issued_at=moment(2, 26),
        )
    )
    case.after().when(regular.deliver("deputy-01"), at=moment(2, 27)).then(
        NoticeDelivered(
            **regular.key, deputies=("deputy-01",), delivered_on=date(2025, 2, 27), recorded_at=moment(2, 27)
        )
    )
    case.after().when(regular.deliver("deputy-40"), at=moment(2, 27)).then_rejected("elections.not-notified")


def test_a_deputy_who_came_on_the_roll_later_is_notified_too_and_nobody_twice(regular):
    case = regular.notified().when(regular.roll(1, {"deputy-73": Standing.ACTIVE}), at=moment(3, 1)).after()
    again = case.when(regular.notice(issued_on=date(2025, 3, 2)), at=moment(3, 2)).after()

    assert again.facts[-1].deputies == ("deputy-73",)
    again.when(regular.notice(issued_on=date(2025, 3, 2)), at=moment(3, 3)).then()


@pytest.mark.req("E-320")
def test_a_moved_session_goes_back_to_decided_and_its_notices_no_longer_count(regular):
    new = regular.dates(20, 20)
    move = MoveSession(
        **regular.key,
        actor="chair",
        meeting=regular.meeting(held_on=date(2025, 3, 5)),
        dates=new,
        date_votes=regular.votes(),
        reason="防汛",
    )
    case = regular.notified().when(move, at=moment(3, 5))

    case.then(
        SessionMoved(
            **regular.key,
            meeting=move.meeting,
            before=regular.dates(),
            dates=new,
            reason="防汛",
            moved_at=moment(3, 5),
        )
    )
    case.after().when(regular.open(), at=moment(3, 12)).then_rejected("elections.invalid-transition")
    again = case.after().when(regular.notice(issued_on=date(2025, 3, 6)), at=moment(3, 6)).after()
    assert len(again.facts[-1].deputies) == 72


def test_the_presidium_calls_a_session_off_and_nobody_opens_it(regular):
    cancel = CancelSession(
        **regular.key,
        actor="chair",
        meeting=regular.meeting(held_on=date(2025, 3, 5)),
        votes=regular.votes(5),
        reason="合并召开",
    )
    case = regular.notified().when(cancel, at=moment(3, 5))

    case.then(SessionCancelled(**regular.key, meeting=cancel.meeting, reason="合并召开", cancelled_at=moment(3, 5)))
    case.after().when(regular.open(), at=moment(3, 12)).then_rejected("elections.invalid-transition")
    regular.opened().when(cancel, at=moment(3, 13)).then_rejected("elections.invalid-transition")
    undecided = replace(cancel, votes=regular.votes(4))
    regular.notified().when(undecided, at=moment(3, 5)).then_rejected("elections.presidium-decision-required")


def test_claimed_days_lie_neither_ahead_nor_before_what_they_follow(regular):
    ahead = regular.decide(meeting=regular.meeting(held_on=date(2025, 2, 25)))
    past = regular.decide(dates=regular.dates(20, 20, month=2))

    regular.preparing().when(ahead, at=moment(2, 24)).then_rejected("elections.date-in-future")
    regular.preparing().when(past, at=moment(2, 24)).then_rejected("elections.day-too-early")
    assert regular.dates().days == Fraction(1)
