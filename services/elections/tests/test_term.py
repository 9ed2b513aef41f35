"""One congress for its term: who its deputies are, which organs it has, and what it makes of its sessions."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.term.messages import (
    ChangesNotReported,
    ChangesReported,
    CommitteeFormed,
    CommitteeSeat,
    CommitteeSeatFilled,
    CommitteeSeatKind,
    CommitteeSeatVacated,
    ConfirmCredentials,
    CredentialsReviewed,
    DeputiesEntered,
    DeputyElectionInvalidated,
    DeputyListConfirmed,
    DeputyListPublished,
    DeputyResignationFiled,
    DeputyResignationRefused,
    DeputyRestored,
    DeputySeatFilled,
    DeputySeatVacated,
    DeputySuspended,
    DeputyTerminated,
    ElectedDeputy,
    ElectPresidium,
    EndTerm,
    EnterDeputies,
    FileDeputyResignation,
    FillCommittee,
    FirstSessionOverdue,
    FormCommittee,
    Invalid,
    InvalidateElection,
    InvalidGround,
    MarkFirstSessionOverdue,
    NoteSession,
    OpenTerm,
    PresidiumElected,
    PublishDeputies,
    RestoreDeputy,
    Review,
    ReviewCredentials,
    RollShown,
    SessionNoted,
    SessionStep,
    SettleDeputyResignation,
    ShowRoll,
    SuspendDeputy,
    TakeOverTerm,
    TermBegun,
    TermEnded,
    TerminateDeputy,
    TermOpened,
)
from contracts.elections.term.rules import TermPolicy, term_policy
from contracts.elections.words import ConvenedAs, PresidiumMeeting, PresidiumSeat, RollEntry, SeatKind, Standing, Votes
from contracts.policies import pack_named, resolve
from elections.term import STREAM
from ledger.testing.given import Case, given

PACKS = (
    "cn-congress-2022",
    "cn-deputies-2025-mandate",
    "district-congress-2020",
    "district-congress-2020-practice",
)
POLICY: TermPolicy = term_policy(resolve("360730100", [pack_named(name) for name in PACKS]))
KEY: dict[str, Any] = {"unit": "360730100", "term": 19}
OLD = ("old-chair", "old-vice", "old-3", "old-4", "old-5")
SEATS = tuple(
    PresidiumSeat(person=person, seat=seat)
    for person, seat in zip(OLD, (SeatKind.CHAIR, SeatKind.VICE_CHAIR, *[SeatKind.MEMBER] * 3), strict=True)
)
DEPUTIES = tuple(f"d-{number:02}" for number in range(1, 11))
ELECTED_ON = date(2026, 7, 20)


def moment(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=CHINA)


AUGUST, SEPTEMBER, OCTOBER = moment(8, 3), moment(9, 2), moment(10, 9)


def open_term(**other: Any) -> OpenTerm:
    said: dict[str, Any] = {
        "actor": "clerk",
        "township": "梅江镇",
        "seats": 10,
        "elected_on": ELECTED_ON,
        "presidium": SEATS,
        "reviewers": ("old-3", "old-4"),
    }
    return OpenTerm(**{**KEY, **said, **other})


def elected(deputy: str, *, by_election: bool = False, on: date = ELECTED_ON) -> ElectedDeputy:
    district = f"district-{(int(deputy[2:]) + 1) // 2}"
    return ElectedDeputy(deputy=deputy, district=district, elected_on=on, by_election=by_election)


def enter(*deputies: str, **other: Any) -> EnterDeputies:
    return EnterDeputies(**KEY, actor="committee", deputies=tuple(elected(each, **other) for each in deputies))


def review(
    *deputies: str, reviewers: tuple[str, ...] = ("old-3", "old-4"), on: date = ELECTED_ON, **answer: bool
) -> Any:
    passed = {"meets_conditions": True, "lawful_procedure": True, "free_of_sabotage": True, **answer}
    reviews = tuple(Review(deputy=each, **passed) for each in deputies)
    return ReviewCredentials(**KEY, actor="reviewer", reviewed_on=on, reviewers=reviewers, reviews=reviews)


def meeting(*present: str, **other: Any) -> PresidiumMeeting:
    said: dict[str, Any] = {
        "held_on": date(2026, 7, 30),
        "convened_by": "old-chair",
        "convened_as": ConvenedAs.CHAIR,
        "present": present or OLD,
    }
    return PresidiumMeeting(**{**said, **other})


def yes(agree: int = 5) -> Votes:
    return Votes(agree=agree, against=0, abstain=0)


def confirm(*deputies: str, **other: Any) -> ConfirmCredentials:
    said: dict[str, Any] = {"meeting": meeting(), "votes": yes(), "confirmed": deputies}
    return ConfirmCredentials(**{**KEY, "actor": "chair", **said, **other})


def publish(*deputies: str, on: date = date(2026, 8, 1)) -> PublishDeputies:
    return PublishDeputies(**KEY, actor="clerk", deputies=deputies, published_on=on)


def note(step: SessionStep, session: int = 1, **other: Any) -> NoteSession:
    said: dict[str, Any] = {"actor": "service:elections", "on": date(2026, 9, 1), "session": session, "step": step}
    return NoteSession(**{**KEY, **said, **other})


def terminate(deputy: str, ground: str = "moved_away", on: date = date(2026, 9, 1)) -> TerminateDeputy:
    return TerminateDeputy(**KEY, actor="reviewer", deputy=deputy, ground=ground, ended_on=on, basis="户籍迁出本镇")


def suspend(deputy: str, ground: str = "detained") -> SuspendDeputy:
    return SuspendDeputy(**KEY, actor="reviewer", deputy=deputy, ground=ground, since=date(2026, 9, 1))


def told(
    *commands: Any, at: datetime = AUGUST, case: Case[Any, Any, Any, Any] | None = None
) -> Case[Any, Any, Any, Any]:
    history = case or given(STREAM, POLICY)
    for command in commands:
        history = history.when(command, at=at).after()
    return history


def listed() -> Case[Any, Any, Any, Any]:
    """Ten deputies reviewed, confirmed, published; the congress has not met."""
    return told(open_term(), enter(*DEPUTIES), review(*DEPUTIES), confirm(*DEPUTIES), publish(*DEPUTIES))


def presidium(*persons: str) -> ElectPresidium:
    seats = (SeatKind.CHAIR, *[SeatKind.MEMBER] * (len(persons) - 1))
    members = tuple(PresidiumSeat(person=person, seat=seat) for person, seat in zip(persons, seats, strict=True))
    return ElectPresidium(**KEY, actor="clerk", session=1, presidium=members)


COMMITTEE = (
    CommitteeSeat(deputy="d-01", seat=CommitteeSeatKind.CHAIR),
    CommitteeSeat(deputy="d-06", seat=CommitteeSeatKind.MEMBER),
    CommitteeSeat(deputy="d-07", seat=CommitteeSeatKind.MEMBER),
)
FORM = FormCommittee(**KEY, actor="clerk", session=1, committee=COMMITTEE)


def meeting_now() -> Case[Any, Any, Any, Any]:
    """The first session is open; it has its presidium and its committee."""
    steps = (note(SessionStep.REQUESTED), note(SessionStep.OPENED), presidium("d-01", "d-02", "d-03"), FORM)
    return told(*steps, at=SEPTEMBER, case=listed())


def after_session() -> Case[Any, Any, Any, Any]:
    return told(note(SessionStep.CLOSED), at=SEPTEMBER, case=meeting_now())


# The term


@pytest.mark.req("E-001", "E-316")
def test_a_congress_is_entered_once_and_its_first_session_is_due_two_months_after_the_election():
    case = given(STREAM, POLICY).when(open_term(), at=AUGUST)

    case.then(
        TermOpened(
            **KEY,
            township="梅江镇",
            seats=10,
            elected_on=ELECTED_ON,
            presidium=SEATS,
            reviewers=("old-3", "old-4"),
            first_session_by=date(2026, 9, 20),
            due_at=datetime(2026, 9, 21, tzinfo=CHINA),
            opened_at=AUGUST,
        )
    )
    case.after().when(open_term(), at=AUGUST).then_rejected("elections.duplicate-congress")
    given(STREAM, POLICY).when(enter("d-01"), at=AUGUST).then_rejected("elections.no-such-term")
    given(STREAM, POLICY).when(open_term(elected_on=date(2026, 8, 4)), at=AUGUST).then_rejected(
        "elections.date-in-future"
    )


@pytest.mark.req("E-001")
def test_a_congress_that_sat_before_its_records_were_kept_here_is_taken_over_with_its_deputies():
    began = date(2026, 7, 28)
    deputies = tuple(map(elected, DEPUTIES))
    command = TakeOverTerm(
        **KEY,
        actor="clerk",
        township="梅江镇",
        seats=10,
        elected_on=ELECTED_ON,
        begun_on=began,
        presidium=SEATS,
        reviewers=("d-06",),
        deputies=deputies,
    )
    case = given(STREAM, POLICY).when(command, at=AUGUST)

    case.then(
        TermOpened(
            **KEY,
            township="梅江镇",
            seats=10,
            elected_on=ELECTED_ON,
            presidium=SEATS,
            reviewers=("d-06",),
            first_session_by=None,
            due_at=None,
            opened_at=AUGUST,
        ),
        DeputiesEntered(**KEY, deputies=deputies, recorded_at=AUGUST),
        TermBegun(**KEY, begun_on=began, deputies=DEPUTIES, recorded_at=AUGUST),
    )
    case.after().when(command, at=AUGUST).then_rejected("elections.duplicate-congress")
    case.after().when(terminate("d-05", on=began), at=AUGUST).after()
    start = given(STREAM, POLICY)
    start.when(replace(command, seats=9), at=AUGUST).then_rejected("elections.no-vacant-seat")
    early = replace(command, begun_on=date(2026, 7, 19))
    start.when(early, at=AUGUST).then_rejected("elections.day-too-early")
    ahead = replace(command, begun_on=date(2026, 8, 4))
    start.when(ahead, at=AUGUST).then_rejected("elections.date-in-future")
    twice = replace(command, deputies=(deputies[0], deputies[0]))
    start.when(twice, at=AUGUST).then_rejected("elections.named-twice")


@pytest.mark.req("E-312")
def test_a_presidium_without_chair_and_vice_chair_is_incomplete():
    bare = tuple(replace(seat, seat=SeatKind.MEMBER) for seat in SEATS)
    chairless = (SEATS[1], *SEATS[2:])

    given(STREAM, POLICY).when(open_term(presidium=bare), at=AUGUST).then_rejected("elections.presidium-incomplete")
    given(STREAM, POLICY).when(open_term(presidium=chairless), at=AUGUST).after()


@pytest.mark.req("E-316")
def test_el_35_a_first_session_that_is_missing_is_announced_overdue_once_and_not_a_moment_early():
    mark = MarkFirstSessionOverdue(**KEY, actor="service:elections")
    due_at = datetime(2026, 9, 21, tzinfo=CHINA)
    early = datetime(2026, 9, 20, 23, 59, 59, tzinfo=CHINA)

    listed().when(mark, at=early).then()
    late = listed().when(mark, at=due_at)
    late.then(FirstSessionOverdue(**KEY, due_at=due_at, announced_at=due_at))
    late.after().when(mark, at=OCTOBER).then()
    told(note(SessionStep.OPENED), at=SEPTEMBER, case=listed()).when(mark, at=OCTOBER).then()
    unswept = told(note(SessionStep.OPENED), at=OCTOBER, case=listed()).facts
    assert [type(fact) for fact in unswept[-4:]] == [FirstSessionOverdue, SessionNoted, TermBegun, RollShown]


# Credentials


@pytest.mark.req("E-061", "E-062", "E-330")
def test_el_33_a_deputy_is_entered_reviewed_confirmed_and_published_in_this_order():
    opened = told(open_term())
    entering = opened.when(enter("d-01"), at=AUGUST)
    entering.then(DeputiesEntered(**KEY, deputies=(elected("d-01"),), recorded_at=AUGUST))
    entered = entering.after()
    entered.when(confirm("d-01"), at=AUGUST).then_rejected("elections.credentials-not-reviewed", "d-01")
    entered.when(publish("d-01"), at=AUGUST).then_rejected("elections.not-confirmed", "d-01")
    reviewing = entered.when(review("d-01"), at=AUGUST)
    reviewing.then(
        CredentialsReviewed(
            **KEY,
            reviewed_on=ELECTED_ON,
            reviewers=("old-3", "old-4"),
            reviews=(Review(deputy="d-01", meets_conditions=True, lawful_procedure=True, free_of_sabotage=True),),
            recorded_at=AUGUST,
        )
    )
    reviewed = reviewing.after()
    reviewed.when(publish("d-01"), at=AUGUST).then_rejected("elections.not-confirmed")
    confirming = reviewed.when(confirm("d-01"), at=AUGUST)
    confirming.then(DeputyListConfirmed(**KEY, meeting=meeting(), deputies=("d-01",), confirmed_at=AUGUST))
    confirming.after().when(publish("d-01"), at=AUGUST).then(
        DeputyListPublished(**KEY, deputies=("d-01",), published_on=date(2026, 8, 1), active=False, recorded_at=AUGUST)
    )


@pytest.mark.parametrize("question", ["meets_conditions", "lawful_procedure", "free_of_sabotage"])
@pytest.mark.req("E-061")
def test_one_no_among_the_three_questions_is_no_passed_review(question):
    answer: dict[str, Any] = {question: False}
    case = told(open_term(), enter("d-01"), review("d-01", **answer))

    case.when(confirm("d-01"), at=AUGUST).then_rejected("elections.credentials-not-reviewed")


@pytest.mark.req("E-062")
def test_without_a_majority_of_the_presidium_a_report_has_no_effect():
    case = told(open_term(), enter("d-01"), review("d-01"))

    case.when(confirm("d-01", votes=yes(2)), at=AUGUST).then_rejected("elections.presidium-decision-required")
    case.when(confirm("d-01", votes=yes(3)), at=AUGUST).after()
    stranger = confirm("d-01", meeting=meeting("d-01"))
    case.when(stranger, at=AUGUST).then_rejected("elections.not-presidium-member")
    other = confirm("d-01", meeting=meeting(convened_by="old-4"))
    case.when(other, at=AUGUST).then_rejected("forbidden-role")
    case.when(confirm(), at=AUGUST).then_rejected("elections.credentials-not-reviewed")


@pytest.mark.req("E-061")
def test_before_a_congress_has_its_committee_that_of_the_congress_before_reviews():
    case = told(open_term(), enter("d-01"))

    case.when(review("d-01", reviewers=("d-02",)), at=AUGUST).then_rejected("elections.not-committee-member")
    case.when(review("d-01", reviewers=()), at=AUGUST).then_rejected("elections.not-committee-member")
    case.when(review("d-02"), at=AUGUST).then_rejected("elections.not-elected", "d-02")


@pytest.mark.req("E-330")
def test_the_presidium_declares_an_election_invalid_and_the_seat_is_vacant():
    invalid = Invalid(deputy="d-02", ground=InvalidGround.CONDITIONS_NOT_MET, text="不满十八周岁")
    case = told(open_term(), enter("d-01", "d-02"), review("d-01"), review("d-02", meets_conditions=False))
    both = case.when(confirm("d-01", invalid=(invalid,)), at=AUGUST)

    both.then(
        DeputyListConfirmed(**KEY, meeting=meeting(), deputies=("d-01",), confirmed_at=AUGUST),
        DeputyElectionInvalidated(
            **KEY,
            deputy="d-02",
            district="district-1",
            ground=InvalidGround.CONDITIONS_NOT_MET,
            text="不满十八周岁",
            acted_from=None,
            invalidated_at=AUGUST,
        ),
        DeputySeatVacated(**KEY, district="district-1", since=date(2026, 8, 3), recorded_at=AUGUST),
    )
    both.after().when(publish("d-02"), at=AUGUST).then_rejected("elections.not-confirmed")


@pytest.mark.req("E-330")
def test_el_33_what_is_found_out_later_unseats_a_sitting_deputy_and_says_since_when_the_person_acted():
    invalid = Invalid(deputy="d-06", ground=InvalidGround.BRIBERY, text="以财物贿赂选民")
    new = meeting("d-01", "d-02", "d-03", convened_by="d-01", held_on=date(2026, 10, 8))
    command = InvalidateElection(**KEY, actor="chair", meeting=new, votes=yes(2), invalid=invalid)
    case = after_session()

    case.when(command, at=OCTOBER).then(
        DeputyElectionInvalidated(
            **KEY,
            deputy="d-06",
            district="district-3",
            ground=InvalidGround.BRIBERY,
            text="以财物贿赂选民",
            acted_from=date(2026, 9, 1),
            invalidated_at=OCTOBER,
        ),
        DeputySeatVacated(**KEY, district="district-3", since=date(2026, 10, 9), recorded_at=OCTOBER),
        CommitteeSeatVacated(**KEY, seat=COMMITTEE[1], recorded_at=OCTOBER),
    )
    strange = replace(command, invalid=replace(invalid, deputy="d-99"))
    case.when(strange, at=OCTOBER).then_rejected("elections.not-a-deputy")
    case.when(replace(command, votes=yes(1)), at=OCTOBER).then_rejected("elections.presidium-decision-required")


def test_seats_are_won_once_and_no_more_of_them_than_there_are():
    case = told(open_term(seats=2), enter("d-01"))

    case.when(enter("d-01"), at=AUGUST).then_rejected("elections.already-a-deputy")
    case.when(enter("d-02", "d-03"), at=AUGUST).then_rejected("elections.no-vacant-seat", "3 of 2")
    case.when(enter("d-02", by_election=True), at=AUGUST).then_rejected("elections.no-vacant-seat", "district-1")
    case.when(enter("d-02", "d-02"), at=AUGUST).then_rejected("elections.named-twice")
    case.when(enter("d-02", on=date(2026, 8, 4)), at=AUGUST).then_rejected("elections.date-in-future")
    after_session().when(enter("d-11"), at=OCTOBER).then_rejected("elections.no-vacant-seat")


@pytest.mark.req("E-061")
def test_a_vacant_seat_is_filled_by_a_by_election_and_reviewed_by_the_congress_own_committee():
    vacant = told(terminate("d-10"), at=SEPTEMBER, case=after_session())
    entry = elected("d-09", by_election=True)
    new = replace(entry, deputy="d-11", district="district-5")
    entering = vacant.when(EnterDeputies(**KEY, actor="committee", deputies=(new,)), at=OCTOBER)

    entering.then(
        DeputiesEntered(**KEY, deputies=(new,), recorded_at=OCTOBER),
        DeputySeatFilled(**KEY, district="district-5", deputy="d-11", recorded_at=OCTOBER),
    )
    entered = entering.after()
    entered.when(review("d-11"), at=OCTOBER).then_rejected("elections.not-committee-member")
    now = meeting("d-01", "d-02", convened_by="d-01", held_on=date(2026, 10, 8))
    steps = (review("d-11", reviewers=("d-06", "d-07")), confirm("d-11", meeting=now, votes=yes(2)))
    ready = told(*steps, at=OCTOBER, case=entered)
    ready.when(publish("d-11", on=date(2026, 10, 9)), at=OCTOBER).then(
        DeputyListPublished(**KEY, deputies=("d-11",), published_on=date(2026, 10, 9), active=True, recorded_at=OCTOBER)
    )


# Organs


@pytest.mark.req("E-012", "E-312")
def test_the_congress_elects_its_presidium_from_its_deputies_while_it_meets():
    opened = told(note(SessionStep.OPENED), at=SEPTEMBER, case=listed())
    command = presidium("d-01", "d-02", "d-03")

    listed().when(command, at=SEPTEMBER).then_rejected("elections.session-not-open")
    opened.when(presidium("d-01", "old-3"), at=SEPTEMBER).then_rejected("elections.not-a-deputy", "old-3")
    bare = replace(command, presidium=tuple(replace(seat, seat=SeatKind.MEMBER) for seat in command.presidium))
    opened.when(bare, at=SEPTEMBER).then_rejected("elections.presidium-incomplete")
    [fact] = opened.when(command, at=SEPTEMBER).after().facts[len(opened.facts) : len(opened.facts) + 1]
    assert fact == PresidiumElected(**KEY, session=1, presidium=command.presidium, recorded_at=SEPTEMBER)


@pytest.mark.req("E-056", "E-058", "E-059")
def test_the_credentials_committee_is_adopted_by_the_first_session_from_deputies_and_led_by_the_presidium():
    steps = (note(SessionStep.OPENED), presidium("d-01", "d-02"))
    case = told(*steps, at=SEPTEMBER, case=listed())

    case.when(replace(FORM, session=2), at=SEPTEMBER).then_rejected("elections.wrong-session")
    listed().when(FORM, at=AUGUST).then_rejected("elections.session-not-open")
    strangers = replace(FORM, committee=(CommitteeSeat(deputy="old-3", seat=CommitteeSeatKind.MEMBER),))
    case.when(strangers, at=SEPTEMBER).then_rejected("elections.not-a-deputy")
    for seat in (CommitteeSeatKind.CHAIR, CommitteeSeatKind.VICE_CHAIR):
        unled = replace(FORM, committee=(CommitteeSeat(deputy="d-05", seat=seat),))
        case.when(unled, at=SEPTEMBER).then_rejected("elections.not-presidium-member", "d-05")
    forming = case.when(FORM, at=SEPTEMBER)
    forming.then(CommitteeFormed(**KEY, committee=COMMITTEE, recorded_at=SEPTEMBER))
    forming.after().when(FORM, at=SEPTEMBER).then_rejected("elections.committee-exists")


@pytest.mark.req("E-060")
def test_a_member_whose_mandate_ends_leaves_the_committee_and_the_vacancy_is_filled_at_a_session():
    fill = FillCommittee(
        **KEY, actor="clerk", session=2, seat=CommitteeSeat(deputy="d-08", seat=CommitteeSeatKind.MEMBER)
    )
    vacant = told(terminate("d-07"), at=SEPTEMBER, case=after_session())
    again = told(note(SessionStep.OPENED, 2, on=date(2026, 10, 8)), at=OCTOBER, case=vacant)

    assert CommitteeSeatVacated(**KEY, seat=COMMITTEE[2], recorded_at=SEPTEMBER) in vacant.facts
    after_session().when(fill, at=OCTOBER).then_rejected("elections.no-vacancy")
    vacant.when(fill, at=OCTOBER).then_rejected("elections.session-not-open")
    again.when(replace(fill, seat=COMMITTEE[1]), at=OCTOBER).then_rejected("elections.named-twice")
    again.when(fill, at=OCTOBER).then(CommitteeSeatFilled(**KEY, seat=fill.seat, recorded_at=OCTOBER))


@pytest.mark.req("E-057")
def test_after_the_term_the_committee_acts_no_more():
    over = told(EndTerm(**KEY, actor="service:elections", ended_on=date(2026, 10, 8)), at=OCTOBER, case=after_session())

    over.when(review("d-06"), at=OCTOBER).then_rejected("elections.committee-term-expired")
    over.when(FORM, at=OCTOBER).then_rejected("elections.committee-term-expired")
    fill = FillCommittee(**KEY, actor="clerk", session=2, seat=COMMITTEE[1])
    over.when(fill, at=OCTOBER).then_rejected("elections.committee-term-expired")


# Suspension and end


@pytest.mark.parametrize("ground", ["detained", "serving_sentence"])
@pytest.mark.req("E-064")
def test_a_deputy_is_suspended_on_the_two_grounds_of_the_statute(ground):
    after_session().when(suspend("d-05", ground), at=SEPTEMBER).then(
        DeputySuspended(**KEY, deputy="d-05", ground=ground, since=date(2026, 9, 1), recorded_at=SEPTEMBER)
    )


@pytest.mark.req("E-064", "E-065")
def test_on_no_other_ground_is_a_deputy_suspended_or_ended():
    case = after_session()

    case.when(suspend("d-05", "absent_without_leave"), at=SEPTEMBER).then_rejected("elections.ground-not-lawful")
    case.when(terminate("d-05", "dissatisfaction"), at=SEPTEMBER).then_rejected("elections.ground-not-lawful")
    case.when(suspend("d-99"), at=SEPTEMBER).then_rejected("elections.not-a-deputy")
    case.when(terminate("d-99"), at=SEPTEMBER).then_rejected("elections.not-a-deputy")


@pytest.mark.req("E-331")
def test_a_suspended_deputy_is_restored_when_the_ground_has_gone_and_not_when_the_mandate_has():
    restore = RestoreDeputy(**KEY, actor="reviewer", deputy="d-05", since=date(2026, 9, 2))
    case = told(suspend("d-05"), at=SEPTEMBER, case=after_session())

    case.when(suspend("d-05"), at=SEPTEMBER).then_rejected("elections.deputy-suspended")
    case.when(restore, at=SEPTEMBER).then(
        DeputyRestored(**KEY, deputy="d-05", since=date(2026, 9, 2), recorded_at=SEPTEMBER)
    )
    after_session().when(restore, at=SEPTEMBER).then_rejected("elections.not-suspended")
    ended = told(terminate("d-05"), at=SEPTEMBER, case=case)
    ended.when(restore, at=SEPTEMBER).then_rejected("elections.not-suspended")
    in_place = EnterDeputies(
        **KEY, actor="committee", deputies=(replace(elected("d-05", by_election=True), deputy="d-11"),)
    )
    case.when(in_place, at=SEPTEMBER).then_rejected("elections.no-vacant-seat")


@pytest.mark.req("E-065")
def test_el_34_a_deputy_who_moves_away_is_none_from_that_day_without_a_vote():
    after_session().when(terminate("d-05"), at=SEPTEMBER).then(
        DeputyTerminated(
            **KEY,
            deputy="d-05",
            district="district-3",
            ground="moved_away",
            by_rule=True,
            ended_on=date(2026, 9, 1),
            basis="户籍迁出本镇",
            recorded_at=SEPTEMBER,
        ),
        DeputySeatVacated(**KEY, district="district-3", since=date(2026, 9, 1), recorded_at=SEPTEMBER),
    )
    after_session().when(terminate("d-05", on=date(2026, 9, 3)), at=SEPTEMBER).then_rejected("elections.date-in-future")


def test_a_recall_is_decided_and_no_rule_of_its_own():
    [fact] = [
        fact
        for fact in told(terminate("d-05", "recalled"), at=SEPTEMBER, case=after_session()).facts
        if isinstance(fact, DeputyTerminated)
    ]

    assert not fact.by_rule


@pytest.mark.req("E-065")
def test_el_34_absent_from_two_sessions_without_leave_the_seat_ends_and_after_one_it_does_not():
    once = told(note(SessionStep.CLOSED, absent=("d-09",)), at=SEPTEMBER, case=meeting_now())
    early = once.when(terminate("d-09", "absent_without_leave"), at=SEPTEMBER)
    early.then_rejected("elections.absences-too-few", "1 of 2")
    assert not [fact for fact in once.facts if isinstance(fact, DeputyTerminated)]

    second = told(note(SessionStep.OPENED, 2, on=date(2026, 10, 8)), at=OCTOBER, case=once)
    closing = note(SessionStep.CLOSED, 2, on=date(2026, 10, 9), absent=("d-08", "d-09"))
    second.when(closing, at=OCTOBER).then(
        SessionNoted(
            **KEY,
            session=2,
            step=SessionStep.CLOSED,
            on=date(2026, 10, 9),
            absent=("d-08", "d-09"),
            noted_at=OCTOBER,
        ),
        DeputyTerminated(
            **KEY,
            deputy="d-09",
            district="district-5",
            ground="absent_without_leave",
            by_rule=True,
            ended_on=date(2026, 10, 9),
            basis="未经批准2次不出席会议",
            recorded_at=OCTOBER,
        ),
        DeputySeatVacated(**KEY, district="district-5", since=date(2026, 10, 9), recorded_at=OCTOBER),
    )


@pytest.mark.req("E-332")
def test_the_congress_alone_accepts_a_deputys_resignation():
    file = FileDeputyResignation(**KEY, actor="d-05", deputy="d-05", item="resignation-d-05", filed_on=date(2026, 9, 2))
    settle = SettleDeputyResignation(
        **KEY, actor="service:elections", session=2, item="resignation-d-05", accepted=True, on=date(2026, 10, 8)
    )
    filing = after_session().when(file, at=SEPTEMBER)
    filing.then(
        DeputyResignationFiled(
            **KEY, deputy="d-05", item="resignation-d-05", filed_on=date(2026, 9, 2), recorded_at=SEPTEMBER
        )
    )
    filed = filing.after()
    filed.when(file, at=SEPTEMBER).then_rejected("elections.already-filed")
    by_hand = terminate("d-05", "resignation_accepted")
    filed.when(by_hand, at=SEPTEMBER).then_rejected("elections.session-not-open")
    filed.when(replace(settle, accepted=False), at=OCTOBER).then(
        DeputyResignationRefused(**KEY, session=2, deputy="d-05", recorded_at=OCTOBER)
    )
    accepted = told(settle, at=OCTOBER, case=filed).facts[len(filed.facts)]
    assert (accepted.ground, accepted.by_rule, accepted.ended_on) == (
        "resignation_accepted",
        False,
        date(2026, 10, 8),
    )
    filed.when(replace(settle, item="resignation-head"), at=OCTOBER).then()
    strange = replace(file, deputy="d-99")
    after_session().when(strange, at=SEPTEMBER).then_rejected("elections.not-a-deputy")


@pytest.mark.req("E-064", "E-065")
def test_suspensions_and_ends_are_reported_to_the_next_session_or_it_is_a_finding():
    changed = told(suspend("d-04"), terminate("d-05"), at=SEPTEMBER, case=after_session())
    opened = told(note(SessionStep.OPENED, 2), at=OCTOBER, case=changed)
    closing = note(SessionStep.CLOSED, 2)
    noted = SessionNoted(**KEY, session=2, step=SessionStep.CLOSED, on=date(2026, 9, 1), absent=(), noted_at=OCTOBER)

    opened.when(replace(closing, reported=True), at=OCTOBER).then(
        noted, ChangesReported(**KEY, session=2, deputies=("d-04", "d-05"), recorded_at=OCTOBER)
    )
    silent = opened.when(closing, at=OCTOBER)
    silent.then(noted, ChangesNotReported(**KEY, session=2, deputies=("d-04", "d-05"), recorded_at=OCTOBER))
    third = told(note(SessionStep.OPENED, 3), at=OCTOBER, case=silent.after())
    assert ChangesReported(**KEY, session=3, deputies=("d-04", "d-05"), recorded_at=OCTOBER) in (
        told(note(SessionStep.CLOSED, 3, reported=True), at=OCTOBER, case=third).facts
    )


def test_the_next_congress_ends_the_mandate_of_everybody():
    end = EndTerm(**KEY, actor="service:elections", ended_on=date(2026, 10, 8))
    case = told(suspend("d-04"), at=SEPTEMBER, case=after_session()).when(end, at=OCTOBER)

    case.then(TermEnded(**KEY, ended_on=date(2026, 10, 8), deputies=DEPUTIES, recorded_at=OCTOBER))
    case.after().when(end, at=OCTOBER).then()
    given(STREAM, POLICY).when(end, at=OCTOBER).then()


# The roll


def entries(**standings: Standing) -> tuple[RollEntry, ...]:
    named = {name.replace("_", "-"): standing for name, standing in standings.items()}
    return tuple(RollEntry(deputy=name, standing=named.get(name, Standing.LISTED)) for name in DEPUTIES)


def test_a_session_that_is_requested_sees_the_roll_and_a_known_step_changes_nothing():
    shown = RollShown(
        **KEY, session=1, version=1, township="梅江镇", presidium=SEATS, deputies=entries(), shown_at=SEPTEMBER
    )
    noted = SessionNoted(
        **KEY, session=1, step=SessionStep.REQUESTED, on=date(2026, 9, 1), absent=(), noted_at=SEPTEMBER
    )
    case = listed().when(note(SessionStep.REQUESTED), at=SEPTEMBER)

    case.then(noted, shown)
    case.after().when(note(SessionStep.REQUESTED), at=SEPTEMBER).then()
    by_hand = ShowRoll(**KEY, actor="clerk", session=1)
    listed().when(by_hand, at=SEPTEMBER).then(shown)
    given(STREAM, POLICY).when(note(SessionStep.REQUESTED), at=SEPTEMBER).then()


def test_a_session_that_goes_on_sees_every_change_and_one_that_is_over_sees_none():
    pending = told(note(SessionStep.REQUESTED), at=SEPTEMBER, case=listed())
    changed = told(terminate("d-01"), at=SEPTEMBER, case=pending).facts[-1]
    cancelled = told(note(SessionStep.CANCELLED), terminate("d-01"), at=SEPTEMBER, case=pending).facts[-1]

    assert (changed.version, [entry.deputy for entry in changed.deputies]) == (2, list(DEPUTIES[1:]))
    assert type(cancelled) is DeputySeatVacated


def test_from_the_first_session_on_the_listed_deputies_act():
    pending = told(note(SessionStep.REQUESTED), at=SEPTEMBER, case=listed())
    case = pending.when(note(SessionStep.OPENED), at=SEPTEMBER)
    active = entries(**{name.replace("-", "_"): Standing.ACTIVE for name in DEPUTIES})

    case.then(
        SessionNoted(**KEY, session=1, step=SessionStep.OPENED, on=date(2026, 9, 1), absent=(), noted_at=SEPTEMBER),
        TermBegun(**KEY, begun_on=date(2026, 9, 1), deputies=DEPUTIES, recorded_at=SEPTEMBER),
        RollShown(
            **KEY,
            session=1,
            version=2,
            township="梅江镇",
            presidium=SEATS,
            deputies=active,
            shown_at=SEPTEMBER,
        ),
    )


def test_a_member_of_the_presidium_whose_mandate_ended_sits_in_it_no_more():
    now = meeting("d-01", "d-03", convened_by="d-01", held_on=date(2026, 9, 2))
    case = told(terminate("d-03"), at=SEPTEMBER, case=after_session())
    command = InvalidateElection(
        **KEY,
        actor="chair",
        meeting=now,
        votes=yes(2),
        invalid=Invalid(deputy="d-06", ground=InvalidGround.FRAUD, text="虚报选票"),
    )

    case.when(command, at=SEPTEMBER).then_rejected("elections.not-presidium-member", "d-03")
