"""Elected offices: nobody is appointed, and how each ends is its own rule."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.office.messages import (
    DecideRecall,
    DecideResignation,
    DefenceForm,
    DefenceGiven,
    EndOffice,
    EndWithMandate,
    FileResignation,
    MovedBy,
    MoveRecall,
    NoteSessionClosed,
    OathMissing,
    OathTaken,
    OfficeBasis,
    OfficeTermEnded,
    OfficeVacated,
    OfficialElected,
    OfficialRecalled,
    OfficialTransferredOut,
    OtherPostRecorded,
    RecallMoved,
    RecallRefused,
    RecordDefence,
    RecordOath,
    RecordOfficial,
    RecordOtherPost,
    RecordTransferOut,
    ResignationAccepted,
    ResignationFiled,
    ResignationRefused,
    SeatOfficial,
    VacancyGround,
)
from contracts.elections.office.rules import office_policy
from contracts.elections.words import Basis, HeldSession, Post, Vote
from contracts.policies import pack_named, resolve
from elections.office import STREAM
from elections.office.state import Office
from ledger.testing.given import Case, given

NOON = datetime(2025, 3, 28, 12, tzinfo=CHINA)
TOWNSHIP = "360730101"
SESSION = "elections_session-360730101-19-7"
PACKS = ("cn-congress-2022", "district-congress-2020", "cn-residents-2018")
POLICY = office_policy(resolve(TOWNSHIP, [pack_named(name) for name in PACKS]))
CHAIR, VICE, HEAD, DEPUTY_HEAD = (
    Post.CONGRESS_CHAIR,
    Post.CONGRESS_VICE_CHAIR,
    Post.TOWNSHIP_HEAD,
    Post.DEPUTY_TOWNSHIP_HEAD,
)
PARTY: dict[str, Any] = {"actor": "clerk", "unit": TOWNSHIP}


def march(day: int) -> date:
    return date(2025, 3, day)


def say(kind: type, post: Post, person: str | None = "ref-wen", **fields: Any) -> Any:
    named = {} if person is None else {"person": person}
    return kind(**{**PARTY, "post": post, **named, **fields})


@pytest.fixture
def seat(sealed_name):
    def seated(post: Post = HEAD, person: str = "ref-wen", **fields: Any) -> SeatOfficial:
        given_: dict[str, Any] = {
            "name": sealed_name,
            "basis": Basis.GENERAL,
            "election": "head-2025",
            "session": SESSION,
            "elected_on": march(20),
            "term_ends_on": date(2026, 9, 30),
            "clauses": ("组织法25",),
        }
        told: SeatOfficial = say(SeatOfficial, post, person, **{**given_, **fields})
        return told

    return seated


def told(*commands: Any) -> Case[Any, Any, Any, Any]:
    case: Case[Any, Any, Any, Any] = given(STREAM, POLICY)
    for command in commands:
        case = case.when(command, at=NOON).after()
    return case


def refused(history: list[Any], command: Any, code: str) -> None:
    told(*history).when(command, at=NOON).then_rejected(code)


def last(*commands: Any) -> Any:
    return told(*commands).facts[-1]


def vote(agree: int, present: int = 66) -> Vote:
    return Vote(agree=agree, against=1, abstained=1, present=present, entitled=72)


def test_the_elected_hold_the_office_from_the_result_on_and_owe_the_oath(seat, sealed_name):
    told().when(seat(), at=NOON).then(
        OfficialElected(
            unit=TOWNSHIP,
            post=HEAD,
            person="ref-wen",
            name=sealed_name,
            basis=Basis.GENERAL,
            election="head-2025",
            session=SESSION,
            elected_on=march(20),
            term_ends_on=date(2026, 9, 30),
            clauses=("组织法25",),
            owes_oath=True,
            recorded_at=NOON,
        )
    )


def test_members_of_a_residents_committee_owe_no_constitutional_oath(seat):
    assert last(seat(Post.COMMITTEE_CHAIR)).owes_oath is False


@pytest.mark.req("E-048", "E-196")
def test_nobody_is_appointed_to_an_elected_office(sealed_name):
    fields = {"name": sealed_name, "elected_on": march(1), "term_ends_on": date(2026, 9, 30), "evidence": "公告第1号"}
    committee = (Post.COMMITTEE_CHAIR, Post.COMMITTEE_VICE_CHAIR, Post.COMMITTEE_MEMBER)
    for post in (CHAIR, VICE, HEAD, DEPUTY_HEAD, *committee):
        appointed = say(RecordOfficial, post, basis=OfficeBasis.APPOINTMENT, **fields)
        refused([], appointed, "elections.appointment-instead-of-election")
        assert last(say(RecordOfficial, post, basis=OfficeBasis.ELECTION, **fields)).election is None
    by_election = last(say(RecordOfficial, HEAD, basis=OfficeBasis.BY_ELECTION, **fields))
    assert Basis.BY_ELECTION is by_election.basis
    future = say(RecordOfficial, HEAD, basis=OfficeBasis.ELECTION, **{**fields, "elected_on": march(29)})
    refused([], future, "elections.invalid-date")


@pytest.mark.req("E-002")
def test_a_township_has_one_chair(seat):
    second = seat(CHAIR, "ref-second", basis=Basis.BY_ELECTION)

    refused([seat(CHAIR)], second, "elections.chair-count-exceeded")


@pytest.mark.req("E-003")
def test_a_township_has_at_most_two_vice_chairs(seat):
    two = [seat(VICE, "ref-one"), seat(VICE, "ref-two")]

    assert 2 == len(told(*two).facts)
    refused(two, seat(VICE, "ref-three"), "elections.vice-chair-count-exceeded")
    refused([seat(VICE, "ref-one")], seat(VICE, "ref-one"), "elections.office-taken")


def test_a_general_election_ends_the_terms_before_and_a_by_election_does_not(seat):
    before = [seat(DEPUTY_HEAD, "ref-one", election="old"), seat(DEPUTY_HEAD, "ref-two", election="old")]
    again = told(*before, seat(DEPUTY_HEAD, "ref-one", election="new")).facts[2:]
    filled = told(*before, seat(DEPUTY_HEAD, "ref-three", election="by", basis=Basis.BY_ELECTION)).facts[2:]

    assert [("ref-one", OfficeTermEnded), ("ref-two", OfficeTermEnded), ("ref-one", OfficialElected)] == [
        (fact.person, type(fact)) for fact in again
    ]
    assert [("ref-three", OfficialElected)] == [(fact.person, type(fact)) for fact in filled]


# The oath


@pytest.mark.req("E-050")
def test_the_oath_is_recorded_with_day_place_and_witness_and_is_no_condition_of_the_office(seat):
    oath = say(RecordOath, HEAD, taken_on=march(20), place="会议厅", witness="ref-chair")
    taken = last(seat(), oath)

    assert (OathTaken, "会议厅", "ref-chair", "head-2025") == (
        type(taken),
        taken.place,
        taken.witness,
        taken.election,
    )
    refused([seat(), oath], oath, "elections.sworn-already")
    refused([], oath, "elections.not-in-office")
    early = say(RecordOath, HEAD, taken_on=march(19), place="会议厅", witness="ref-chair")
    refused([seat()], early, "elections.invalid-date")
    resigned = say(FileResignation, HEAD, filed_on=march(21), reason="调任")
    assert isinstance(last(seat(), resigned), ResignationFiled)


@pytest.mark.req("E-050")
def test_whoever_is_not_sworn_when_the_session_closes_is_found_and_stays_in_office(seat):
    closing = say(NoteSessionClosed, HEAD, None, session=SESSION)
    oath = say(RecordOath, HEAD, taken_on=march(20), place="会议厅", witness="ref-chair")

    told(seat()).when(closing, at=NOON).then(
        OathMissing(unit=TOWNSHIP, post=HEAD, persons=("ref-wen",), session=SESSION)
    )
    told(seat(), oath).when(closing, at=NOON).then()
    other = say(NoteSessionClosed, HEAD, None, session="elections_session-360730101-19-6")
    told(seat()).when(other, at=NOON).then()
    assert "ref-wen" in STREAM.fold(told(seat(), closing).facts).holders


# Transfer out of the area


@pytest.mark.req("E-051")
@pytest.mark.parametrize("post", [CHAIR, VICE])
def test_el_34_a_chair_who_is_transferred_out_is_chair_no_more_from_that_day_on(seat, post: Post):
    transfer = say(RecordTransferOut, post, transferred_on=march(25))
    facts = told(seat(post), transfer).facts[1:]

    assert [OfficialTransferredOut, OfficeVacated] == [type(fact) for fact in facts]
    assert (False, VacancyGround.TRANSFERRED_OUT, march(25), "选举法54; 选举法56") == (
        facts[0].must_resign,
        facts[1].ground,
        facts[1].vacated_on,
        facts[1].clause,
    )
    resignation = say(FileResignation, post, filed_on=march(26), reason="调离")
    refused([seat(post), transfer], resignation, "elections.not-in-office")


@pytest.mark.req("E-052")
@pytest.mark.parametrize("post", [HEAD, DEPUTY_HEAD])
def test_el_34_a_head_who_is_transferred_out_holds_the_office_until_the_congress_accepts(seat, post: Post):
    transfer = say(RecordTransferOut, post, transferred_on=march(25))
    transferred = last(seat(post), transfer)
    ends = say(EndOffice, post, ground=VacancyGround.TRANSFERRED_OUT, ended_on=march(25), evidence="调令")

    assert (OfficialTransferredOut, True) == (type(transferred), transferred.must_resign)
    refused([seat(post), transfer], ends, "elections.resignation-decision-required")
    refused([seat(post), transfer], transfer, "elections.transferred-already")
    resignation = say(FileResignation, post, filed_on=march(26), reason="调离")
    accepts = say(DecideResignation, post, session=SESSION, vote=vote(37), decided_on=march(27))
    assert isinstance(last(seat(post), transfer, resignation, accepts), OfficeVacated)


@pytest.mark.req("E-052")
@pytest.mark.parametrize("ground", [VacancyGround.RESIGNED, VacancyGround.RECALLED, VacancyGround.MANDATE_ENDED])
def test_a_heads_office_ends_without_a_vote_by_death_alone(seat, ground: VacancyGround):
    ends = say(EndOffice, HEAD, ground=ground, ended_on=march(25), evidence="说明")
    death = say(EndOffice, HEAD, ground=VacancyGround.DIED, ended_on=march(25), evidence="讣告")

    refused([seat()], ends, "elections.resignation-decision-required")
    vacated = last(seat(), death)
    assert (OfficeVacated, VacancyGround.DIED, 0) == (type(vacated), vacated.ground, vacated.holders)
    refused([], death, "elections.not-in-office")


@pytest.mark.req("E-328")
@pytest.mark.parametrize("post", [CHAIR, VICE])
def test_a_chairs_office_ends_with_the_mandate_as_deputy(seat, post: Post):
    ends = say(EndOffice, post, ground=VacancyGround.MANDATE_ENDED, ended_on=march(25), evidence="接受辞去代表职务")
    vacated = last(seat(post), ends)

    assert (VacancyGround.MANDATE_ENDED, "选举法54; 选举法56") == (vacated.ground, vacated.clause)


@pytest.mark.req("E-328", "E-051")
def test_el_34_a_mandate_that_ends_takes_the_chairs_office_with_it_and_no_other(seat):
    ended = OfficeVacated(
        unit=TOWNSHIP,
        post=CHAIR,
        person="ref-wen",
        ground=VacancyGround.MANDATE_ENDED,
        vacated_on=march(25),
        holders=0,
        clause="选举法54; 选举法56",
        recorded_at=NOON,
    )

    told(seat(CHAIR)).when(say(EndWithMandate, CHAIR, ended_on=march(25)), at=NOON).then(ended)
    told(seat(CHAIR)).when(say(EndWithMandate, CHAIR, "ref-other", ended_on=march(25)), at=NOON).then()
    told(seat(HEAD)).when(say(EndWithMandate, HEAD, ended_on=march(25)), at=NOON).then()


# Resignation


@pytest.mark.req("E-053", "E-329")
@pytest.mark.parametrize("post", [CHAIR, VICE, HEAD, DEPUTY_HEAD])
@pytest.mark.parametrize(("agree", "kind"), [(36, ResignationRefused), (37, OfficeVacated)])
def test_the_congress_decides_on_a_resignation_with_more_than_half_of_all_deputies(
    seat, post: Post, agree: int, kind: type
):
    filed = say(FileResignation, post, filed_on=march(21), reason="个人原因")
    decides = say(DecideResignation, post, session=SESSION, vote=vote(agree), decided_on=march(22))
    facts = told(seat(post), filed, decides).facts

    assert kind is type(facts[-1])
    if kind is OfficeVacated:
        assert (ResignationAccepted, 37, "组织法25") == (type(facts[-2]), facts[-2].needed, facts[-2].clause)
    else:
        assert "ref-wen" in STREAM.fold(facts).holders


@pytest.mark.req("E-053")
def test_nobody_but_a_session_decides_on_a_resignation(seat):
    filed = say(FileResignation, HEAD, filed_on=march(21), reason="个人原因")
    between = say(DecideResignation, HEAD, session=None, vote=vote(60), decided_on=march(22))
    decides = say(DecideResignation, HEAD, session=SESSION, vote=vote(60), decided_on=march(22))

    refused([seat(), filed], between, "elections.session-not-open")
    refused([seat()], decides, "elections.nothing-to-decide")
    refused([seat(), filed], filed, "elections.resigning-already")
    too_many = say(DecideResignation, HEAD, session=SESSION, vote=vote(65), decided_on=march(22))
    refused([seat(), filed], too_many, "elections.invalid-tally")


def held(opened: int = 21, closed: int | None = 23, *deputies: int) -> HeldSession:
    ended = None if closed is None else march(closed)
    return HeldSession(opened_on=march(opened), closed_on=ended, all_deputies=deputies or (72,))


NEVER = HeldSession(opened_on=None, closed_on=None, all_deputies=())
BEFORE_AND_AFTER = [(held(22, 22), None), (held(22, None), None), (held(23), "session-not-open")]
OUTSIDE = [
    *BEFORE_AND_AFTER,
    (held(20, 21), "session-not-open"),
    (NEVER, "session-not-open"),
    (held(21, 23, 71), "roll-differs"),
    (held(21, 23, 71, 72), None),
]
"""Of what is decided on the 22nd by 72 deputies."""


@pytest.mark.req("E-053", "E-315")
@pytest.mark.parametrize(("session", "code"), OUTSIDE)
def test_a_resignation_is_decided_while_its_session_sits_and_by_all_its_deputies(
    seat, session: HeldSession, code: str | None
):
    filed = say(FileResignation, HEAD, filed_on=march(21), reason="个人原因")
    decided = say(DecideResignation, HEAD, session=SESSION, vote=vote(60), decided_on=march(22), held=session)

    if code is None:
        assert isinstance(last(seat(), filed, decided), OfficeVacated)
    else:
        refused([seat(), filed], decided, f"elections.{code}")


@pytest.mark.req("E-053")
@pytest.mark.parametrize(("day", "in_order"), [(20, False), (21, True)])
def test_a_resignation_is_not_decided_before_it_was_filed(seat, day: int, in_order: bool):
    filed = say(FileResignation, HEAD, filed_on=march(21), reason="个人原因")
    decided = say(DecideResignation, HEAD, session=SESSION, vote=vote(60), decided_on=march(day))

    if in_order:
        assert isinstance(last(seat(), filed, decided), OfficeVacated)
    else:
        refused([seat(), filed], decided, "elections.invalid-date")


@pytest.mark.req("E-327", "E-315")
@pytest.mark.parametrize(("session", "code"), OUTSIDE)
def test_a_recall_is_moved_and_voted_on_while_its_session_sits(seat, session: HeldSession, code: str | None):
    moved = moves(moved_on=march(22), held=session)
    voted = replace(decides(60), held=session)

    if code is None:
        assert isinstance(last(seat(), moved), RecallMoved)
        assert isinstance(last(seat(), moves(), DEFENDS, voted), OfficeVacated)
    else:
        refused([seat()], moved, f"elections.{code}")
        refused([seat(), moves(), DEFENDS], voted, f"elections.{code}")


@pytest.mark.req("E-327")
def test_nobody_defends_or_votes_before_the_motion(seat):
    moved = moves(moved_on=march(22))

    refused([seat(), moved], DEFENDS, "elections.invalid-date")
    later = [seat(), moved, replace(DEFENDS, given_on=march(22))]
    refused(later, replace(decides(60), decided_on=march(21)), "elections.invalid-date")
    assert isinstance(last(*later, decides(60)), OfficeVacated)


@pytest.mark.req("E-004", "E-329")
@pytest.mark.parametrize(
    ("post", "other"),
    [
        (CHAIR, "state_administrative_organ.township"),
        (VICE, "state_administrative_organ.county_bureau"),
        (HEAD, "congress_chair"),
    ],
)
def test_who_takes_a_post_that_excludes_the_office_resigns_first(seat, post: Post, other: str):
    takes = say(RecordOtherPost, post, other=other, from_on=march(26))
    elsewhere = say(RecordOtherPost, post, other="charity.board", from_on=march(26))

    refused([seat(post)], takes, "elections.incompatible-office")
    assert isinstance(last(seat(post), elsewhere), OtherPostRecorded)


# Recall


def moves(number: int = 15, **fields: Any) -> MoveRecall:
    given_: dict[str, Any] = {
        "by": MovedBy.DEPUTIES,
        "movers": tuple(f"ref-d{each}" for each in range(number)),
        "all_deputies": 72,
        "reasons": "长期不履行职责",
        "session": SESSION,
        "moved_on": march(21),
    }
    command: MoveRecall = say(MoveRecall, HEAD, **{**given_, **fields})
    return command


DEFENDS = say(RecordDefence, HEAD, form=DefenceForm.WRITTEN, given_on=march(21))


def decides(agree: int) -> DecideRecall:
    command: DecideRecall = say(DecideRecall, HEAD, vote=vote(agree), decided_on=march(22))
    return command


@pytest.mark.req("E-327")
@pytest.mark.parametrize(("movers", "is_enough"), [(14, False), (15, True), (73, False)])
def test_el_36_one_fifth_of_all_deputies_moves_a_recall(seat, movers: int, is_enough: bool):
    if is_enough:
        moved = last(seat(), moves(movers))
        assert (RecallMoved, "组织法31") == (type(moved), moved.clause)
    else:
        refused([seat()], moves(movers), "elections.not-enough-signers")


@pytest.mark.req("E-327")
def test_the_presidium_moves_a_recall_by_itself_and_always_with_reasons_in_a_session(seat):
    presidium = moves(by=MovedBy.PRESIDIUM, movers=("ref-chair",))

    assert isinstance(last(seat(), presidium), RecallMoved)
    refused([seat()], moves(reasons=None), "elections.reason-required")
    refused([seat()], moves(session=None), "elections.session-not-open")
    refused([seat()], moves(by=MovedBy.PRESIDIUM, movers=()), "elections.not-enough-signers")
    refused([], moves(), "elections.not-in-office")
    refused([seat(), moves()], moves(), "elections.recall-moved-already")


@pytest.mark.req("E-327")
def test_nobody_votes_on_a_recall_before_a_defence_was_offered(seat):
    refused([seat(), moves()], decides(60), "elections.defence-not-offered")
    refused([seat()], decides(60), "elections.no-recall-moved")
    refused([seat()], DEFENDS, "elections.no-recall-moved")
    assert isinstance(last(seat(), moves(), DEFENDS), DefenceGiven)


@pytest.mark.req("E-327", "E-315")
@pytest.mark.parametrize(("agree", "kinds"), [(36, [RecallRefused]), (37, [OfficialRecalled, OfficeVacated])])
def test_el_36_more_than_half_of_all_deputies_recall_an_official(seat, agree: int, kinds: list[type]):
    facts = told(seat(), moves(), DEFENDS, decides(agree)).facts[3:]

    assert kinds == [type(fact) for fact in facts]
    assert (37, "组织法25") == (facts[0].needed, facts[0].clause)


def test_an_office_that_nobody_was_elected_to_has_no_holder():
    assert STREAM.fold([]) == Office()
