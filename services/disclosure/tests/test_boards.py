"""Notice boards: the register of a unit, whether there are enough, and what an inspection finds."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.disclosure.boards.messages import (
    BoardFault,
    BoardInspected,
    BoardKind,
    BoardMoved,
    BoardRegistered,
    BoardRegisterOpened,
    BoardRetired,
    BoardsOfUnit,
    BoardsReviewed,
    BoardsShort,
    BoardsStanding,
    BoardsSuffice,
    BoardUpdated,
    InspectBoard,
    MoveBoard,
    OpenBoardRegister,
    RegisterBoard,
    RetireBoard,
    ReviewBoards,
    UnitsShortOfBoards,
    UpdateBoard,
)
from contracts.disclosure.boards.rules import board_policy
from contracts.disclosure.unit.messages import EnrolUnit
from contracts.errors import Forbidden, Rejected
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from contracts.units import UnitKind
from disclosure.boards import STREAM
from disclosure.service import SERVICE
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

PACKS = ("cn-open-government-2019", "cn-villagers-2018", "county-2011", "county-2011-supervision", "community-draft")
POLICY = board_policy(resolve("360730", [pack_named(name) for name in PACKS]))
COUNTY, TOWNSHIP, VILLAGE, COMMUNITY = "360730", "360730101", "360730101201", "360730101001"
NOON = datetime(2025, 3, 3, 12, tzinfo=CHINA)
TODAY, TOMORROW = date(2025, 3, 3), date(2025, 3, 4)
PHOTO = "ab" * 32


def register(kind: BoardKind, valid_from: date = TODAY, unit: str = COMMUNITY) -> RegisterBoard:
    return RegisterBoard(actor="clerk", unit=unit, kind=kind, place="社区服务站门前", valid_from=valid_from)


def registered(number: int, kind: BoardKind, valid_from: date = TODAY) -> BoardRegistered:
    return BoardRegistered(
        unit=COMMUNITY,
        number=number,
        kind=kind,
        place="社区服务站门前",
        valid_from=valid_from,
        registered_by="clerk",
        registered_at=NOON,
    )


def short(kind: BoardKind, standing: int, least: int, unit: str = COMMUNITY, at: datetime = NOON) -> BoardsShort:
    return BoardsShort(unit=unit, boards=BoardsStanding(kind=kind, standing=standing, least=least), found_at=at)


def suffice(kind: BoardKind, standing: int, least: int, at: datetime = NOON) -> BoardsSuffice:
    return BoardsSuffice(unit=COMMUNITY, boards=BoardsStanding(kind=kind, standing=standing, least=least), found_at=at)


def open_register(unit: str = COMMUNITY, kind: UnitKind = UnitKind.COMMUNITY) -> OpenBoardRegister:
    return OpenBoardRegister(actor="clock", unit=unit, kind=kind)


def retire(number: int, valid_to: date) -> RetireBoard:
    return RetireBoard(actor="clerk", unit=COMMUNITY, number=number, valid_to=valid_to, reason="道路改造")


def inspect(*faults: BoardFault, text: str | None = "栏内空白。", on: date = TODAY) -> InspectBoard:
    return InspectBoard(
        actor="commission", unit=COMMUNITY, number=1, inspected_on=on, faults=faults, text=text, evidence=(PHOTO,)
    )


def case(*commands: Any) -> Case[Any, Any, Any, Any]:
    told = given(STREAM, POLICY)
    for command in commands:
        told = told.when(command, at=NOON).after()
    return told


OPENED = case(open_register())
COMPLETE = case(
    open_register(),
    register(BoardKind.DISCLOSURE),
    register(BoardKind.DISCLOSURE),
    register(BoardKind.PUBLICITY),
)


# Whether there are enough


@pytest.mark.req("D-026", "D-029")
def test_a_community_without_boards_is_found_short_of_two_disclosure_boards_and_a_publicity_board():
    case().when(open_register(), at=NOON).then(
        BoardRegisterOpened(unit=COMMUNITY, kind=UnitKind.COMMUNITY, opened_at=NOON),
        short(BoardKind.DISCLOSURE, 0, 2),
        short(BoardKind.PUBLICITY, 0, 1),
    )


@pytest.mark.req("D-030")
def test_a_village_without_boards_is_found_short_of_an_affairs_board_and_a_sunshine_board():
    case().when(open_register(VILLAGE, UnitKind.VILLAGE), at=NOON).then(
        BoardRegisterOpened(unit=VILLAGE, kind=UnitKind.VILLAGE, opened_at=NOON),
        short(BoardKind.DISCLOSURE, 0, 1, VILLAGE),
        short(BoardKind.SUNSHINE, 0, 1, VILLAGE),
    )


def test_the_sources_ask_a_township_for_no_board():
    case().when(open_register(TOWNSHIP, UnitKind.TOWNSHIP), at=NOON).then(
        BoardRegisterOpened(unit=TOWNSHIP, kind=UnitKind.TOWNSHIP, opened_at=NOON)
    )


@pytest.mark.req("D-026")
def test_one_disclosure_board_is_too_few_and_two_are_enough():
    first = OPENED.when(register(BoardKind.DISCLOSURE), at=NOON)
    first.then(registered(1, BoardKind.DISCLOSURE), short(BoardKind.DISCLOSURE, 1, 2))
    second = first.after().when(register(BoardKind.DISCLOSURE), at=NOON)
    second.then(registered(2, BoardKind.DISCLOSURE), suffice(BoardKind.DISCLOSURE, 2, 2))
    second.after().when(register(BoardKind.DISCLOSURE), at=NOON).then(registered(3, BoardKind.DISCLOSURE))


@pytest.mark.req("D-029")
def test_one_publicity_board_is_enough():
    OPENED.when(register(BoardKind.PUBLICITY), at=NOON).then(
        registered(1, BoardKind.PUBLICITY), suffice(BoardKind.PUBLICITY, 1, 1)
    )


@pytest.mark.req("D-028")
def test_an_electronic_display_is_recorded_and_neither_asked_for_nor_counted_for_another():
    OPENED.when(register(BoardKind.DISPLAY), at=NOON).then(registered(1, BoardKind.DISPLAY))


@pytest.mark.req("D-026")
def test_a_board_counts_from_its_first_day_to_its_last():
    planned = OPENED.when(register(BoardKind.PUBLICITY, TOMORROW), at=NOON)
    planned.then(registered(1, BoardKind.PUBLICITY, TOMORROW))
    begins = datetime(2025, 3, 4, tzinfo=CHINA)
    review = ReviewBoards(actor="clock", unit=COMMUNITY, on=TOMORROW)
    reviewed = BoardsReviewed(unit=COMMUNITY, on=TOMORROW, reviewed_at=begins)

    planned.after().when(review, at=begins).then(reviewed, suffice(BoardKind.PUBLICITY, 1, 1, begins))
    planned.after().when(review, at=begins - timedelta(microseconds=1)).then()
    planned.after().when(review, at=begins).after().when(review, at=begins).then()


def test_a_board_that_falls_makes_short_once_its_last_day_is_over():
    fallen = BoardRetired(
        unit=COMMUNITY, number=3, valid_to=TODAY, reason="道路改造", retired_by="clerk", retired_at=NOON
    )
    retired = COMPLETE.when(retire(3, TODAY), at=NOON)
    retired.then(fallen)
    tomorrow = datetime(2025, 3, 4, tzinfo=CHINA)
    review = ReviewBoards(actor="clock", unit=COMMUNITY, on=TOMORROW)

    retired.after().when(review, at=tomorrow).then(
        BoardsReviewed(unit=COMMUNITY, on=TOMORROW, reviewed_at=tomorrow),
        short(BoardKind.PUBLICITY, 0, 1, at=tomorrow),
    )


# The register


def test_opening_a_register_twice_has_no_effect():
    OPENED.when(open_register(), at=NOON).then()


def test_a_unit_that_is_not_enrolled_has_no_register():
    case().when(register(BoardKind.DISCLOSURE), at=NOON).then_rejected("disclosure.unknown-unit")


@pytest.mark.req("D-030")
def test_the_register_keeps_place_and_last_update():
    move = MoveBoard(actor="clerk", unit=COMMUNITY, number=1, place="文化广场", moved_on=TODAY)
    update = UpdateBoard(actor="clerk", unit=COMMUNITY, number=1, updated_on=TODAY, evidence=(PHOTO,))

    COMPLETE.when(move, at=NOON).then(
        BoardMoved(unit=COMMUNITY, number=1, place="文化广场", moved_on=TODAY, recorded_by="clerk", recorded_at=NOON)
    )
    COMPLETE.when(update, at=NOON).then(
        BoardUpdated(
            unit=COMMUNITY, number=1, updated_on=TODAY, evidence=(PHOTO,), updated_by="clerk", recorded_at=NOON
        )
    )


def test_a_board_is_renewed_only_while_it_stands_and_not_tomorrow():
    def update(number: int, day: date) -> UpdateBoard:
        return UpdateBoard(actor="clerk", unit=COMMUNITY, number=number, updated_on=day)

    COMPLETE.when(update(4, TODAY), at=NOON).then_rejected("disclosure.no-such-board")
    COMPLETE.when(update(1, TOMORROW), at=NOON).then_rejected("disclosure.date-in-future")
    COMPLETE.when(update(1, date(2025, 3, 2)), at=NOON).then_rejected("disclosure.board-not-standing")


def test_a_board_is_retired_once_and_not_before_it_stood():
    COMPLETE.when(retire(1, date(2025, 3, 2)), at=NOON).then_rejected("disclosure.board-not-standing")
    case(open_register(), register(BoardKind.DISPLAY), retire(1, TODAY)).when(retire(1, TODAY), at=NOON).then_rejected(
        "disclosure.board-retired-already"
    )


# Inspection


@pytest.mark.req("D-031")
def test_an_inspection_records_what_was_found_with_its_evidence():
    COMPLETE.when(inspect(BoardFault.EMPTY), at=NOON).then(
        BoardInspected(
            unit=COMMUNITY,
            number=1,
            inspected_on=TODAY,
            faults=(BoardFault.EMPTY,),
            text="栏内空白。",
            evidence=(PHOTO,),
            inspected_by="commission",
            recorded_at=NOON,
        )
    )


def test_a_fault_is_put_in_words_and_a_board_in_order_needs_none():
    COMPLETE.when(inspect(BoardFault.STALE, text=None), at=NOON).then_rejected("disclosure.reason-required")
    assert len(COMPLETE.when(inspect(text=None), at=NOON).after().facts) == len(COMPLETE.facts) + 1


@pytest.mark.req("D-031")
def test_the_discipline_commission_reads_and_inspects_the_county_and_publishes_for_nobody():
    permissions, role = permissions_of("disclosure"), "DisciplineCommission"
    for method in ("duties_of_unit", "duty_history", "objections_of_unit", "inspect_board", "units_short_of_boards"):
        permissions.refuse_role(method, role)
        permissions.refuse_unit(method, role, actor_unit=COUNTY, record_unit=VILLAGE)
    with pytest.raises(Forbidden) as elsewhere:
        permissions.refuse_unit("inspect_board", role, actor_unit=COUNTY, record_unit="360731101")
    mays = {method for method, roles in permissions.methods.items() if role in roles}

    assert elsewhere.value.code == "forbidden-unit"
    assert mays.isdisjoint({"draft_items", "submit_duty", "check_items", "publish_items", "correct_items"})
    assert mays.isdisjoint({"register_board", "move_board", "retire_board", "update_board", "answer_objection"})


# What is answered


def play(folder: Path) -> Played:
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, 9, tzinfo=CHINA), unit=COUNTY, folder=folder)
    played.activate(*PACKS)
    for unit, kind in ((VILLAGE, UnitKind.VILLAGE), (COMMUNITY, UnitKind.COMMUNITY), (TOWNSHIP, UnitKind.TOWNSHIP)):
        name = Bilingual(zh=f"单位{unit}", en=f"Unit {unit}")
        enrol = EnrolUnit(actor="desk", unit=unit, kind=kind, name=name, valid_from=date(2025, 1, 1))
        played.at(played.clock.now(), enrol)
    kinds = (BoardKind.DISCLOSURE, BoardKind.DISCLOSURE, BoardKind.PUBLICITY, BoardKind.DISPLAY)
    played.at(NOON, *(register(kind) for kind in kinds), register(BoardKind.DISCLOSURE, TOMORROW, VILLAGE))
    update = UpdateBoard(actor="clerk", unit=COMMUNITY, number=1, updated_on=TOMORROW)
    played.at(datetime(2025, 3, 5, 9, tzinfo=CHINA), update, inspect(BoardFault.STALE), retire(3, date(2025, 3, 7)))
    played.at(datetime(2025, 3, 10, 9, tzinfo=CHINA))
    return played


@pytest.fixture(scope="module")
def played(tmp_path_factory) -> Played:
    return play(tmp_path_factory.mktemp("boards"))


@pytest.mark.req("D-030")
def test_the_boards_of_a_unit_are_listed_with_place_last_update_and_what_was_found(played):
    answer = played.ask(BoardsOfUnit(unit=COMMUNITY))
    first, *_, last = answer.boards

    assert [board.number for board in answer.boards] == [1, 2, 3, 4]
    assert (first.place, first.updated_on, first.faults) == ("社区服务站门前", TOMORROW, (BoardFault.STALE,))
    assert (answer.boards[2].valid_to, last.kind) == (date(2025, 3, 7), BoardKind.DISPLAY)


@pytest.mark.req("D-026", "D-029", "D-030")
def test_who_is_short_of_boards_is_listed_for_an_area(played):
    found = [(each.unit, each.boards.kind) for each in played.ask(UnitsShortOfBoards(unit=COUNTY)).units]

    assert found == [(COMMUNITY, BoardKind.PUBLICITY), (VILLAGE, BoardKind.SUNSHINE)]
    assert played.ask(BoardsOfUnit(unit=VILLAGE)).short == (
        BoardsStanding(kind=BoardKind.SUNSHINE, standing=0, least=1),
    )
    assert played.ask(UnitsShortOfBoards(unit=TOWNSHIP)).next is None


def test_the_clock_counts_again_on_the_day_a_board_comes_to_stand_and_on_the_day_after_its_last(played):
    reviewed = [(fact.unit, fact.reviewed_at) for fact in played.facts(BoardsReviewed)]

    assert reviewed == [
        (VILLAGE, datetime(2025, 3, 4, tzinfo=CHINA)),
        (COMMUNITY, datetime(2025, 3, 8, tzinfo=CHINA)),
    ]


@pytest.mark.parametrize("limit", [1, 2, 3, 4])
def test_pages_of_boards_and_of_findings_together_are_all_of_them_each_once(played, limit: int):
    numbers, units = list[int](), list[str]()
    after: str | None = None
    while not numbers or after is not None:
        page = played.ask(BoardsOfUnit(unit=COMMUNITY), limit=limit, after=after)
        numbers, after = [*numbers, *(board.number for board in page.boards)], page.next
    while not units or after is not None:
        page = played.ask(UnitsShortOfBoards(unit=COUNTY), limit=limit, after=after)
        units, after = [*units, *(each.unit for each in page.units)], page.next

    assert (numbers, units) == ([1, 2, 3, 4], [COMMUNITY, VILLAGE])


def test_a_unit_that_nobody_enrolled_has_no_boards(played):
    with pytest.raises(Rejected) as refusal:
        played.ask(BoardsOfUnit(unit="360730999"))

    assert refusal.value.code == "disclosure.unknown-unit"


def test_views_of_boards_that_are_built_anew_have_equal_rows(tmp_path):
    again = play(tmp_path)
    live = again.rows()
    again.projector.rebuild()

    assert again.views.live().rows() == live
    assert all(live[table] for table in ("board", "short_of_boards", "agenda"))
