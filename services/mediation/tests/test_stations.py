"""The station of a village: headed by the secretary, with somebody who does the work; what it settles stays there."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.mediation.station.messages import (
    CloseStation,
    SetUpStation,
    StaffStation,
    StationClosed,
    StationLine,
    StationSetUp,
    StationsOfArea,
    StationStaffed,
    VillageOffice,
)
from contracts.mediation.station.rules import station_policy
from contracts.policies import pack_named, resolve
from contracts.succession import SucceedUnit
from contracts.unit_register import EnrolUnit
from contracts.units import UnitKind
from ledger.testing.given import Case, given
from ledger.testing.playing import Played
from mediation.service import SERVICE
from mediation.station import STREAM

from services.mediation.tests.conftest import LAND_OFFICE, PACKS, TOWNSHIP, Book

PACK = "township-centre-2012"
POLICY = station_policy(resolve("360730", [pack_named(PACK)]))
NO_POLICY = station_policy(resolve("360730", []))
VILLAGE, REF = "360730101201", "station-2012"
KEY: dict[str, Any] = {"unit": VILLAGE, "station": REF}
TODAY = date(2025, 3, 4)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
NOON = datetime(2025, 3, 4, 12, tzinfo=CHINA)
STAFF: dict[str, Any] = {"head": "secretary-1", "office": VillageOffice.PARTY_SECRETARY, "workers": ("worker-1",)}
StationCase = Case[Any, Any, Any, Any]


def set_up(**other: Any) -> Any:
    return SetUpStation(**{**KEY, **STAFF, "actor": "deputy-1", "set_up_on": TODAY, **other})


def staff(**other: Any) -> Any:
    return StaffStation(**{**KEY, **STAFF, "actor": "deputy-1", "from_on": TODAY, **other})


def close(on: date = TODAY, **other: Any) -> Any:
    return CloseStation(**{**KEY, "actor": "deputy-1", "closed_on": on, "reason": "村组合并", **other})


def after(*commands: Any) -> StationCase:
    case: StationCase = given(STREAM, POLICY)
    for command in (set_up(), *commands):
        case = case.when(command, at=NOON).after()
    return case


@pytest.mark.req("M-007")
def test_a_village_sets_up_one_station_and_a_second_one_beside_it_is_refused():
    made = StationSetUp(**KEY, **STAFF, set_up_on=TODAY, set_up_by="deputy-1", recorded_at=NOON)
    closed = StationClosed(**KEY, closed_on=TODAY, reason="村组合并", closed_by="deputy-1", recorded_at=NOON)

    given(STREAM, POLICY).when(set_up(), at=NOON).then(made)
    after().when(set_up(station="station-2"), at=NOON).then_rejected("mediation.duplicate-station")
    after().when(close(), at=NOON).then(closed)
    after(close()).when(set_up(), at=NOON).then_rejected("mediation.duplicate-station")
    assert after(close(), set_up(station="station-2")).facts[-1].station == "station-2"


@pytest.mark.req("M-007")
@pytest.mark.parametrize("made", [set_up, staff])
@pytest.mark.parametrize("office", list(VillageOffice))
def test_the_head_is_the_secretary_of_the_villages_party_organisation(made, office):
    case: StationCase = given(STREAM, POLICY) if made is set_up else after()
    command = made(office=office)

    if office == "party_secretary":
        assert case.when(command, at=NOON).after().facts[-1].head == "secretary-1"
    else:
        case.when(command, at=NOON).then_rejected("mediation.station-head-must-be-secretary")


@pytest.mark.req("M-008")
@pytest.mark.parametrize("made", [set_up, staff])
def test_at_least_one_does_the_work_beside_the_head(made):
    case: StationCase = given(STREAM, POLICY) if made is set_up else after()

    case.when(made(workers=()), at=NOON).then_rejected("mediation.worker-required")
    case.when(made(workers=("secretary-1",)), at=NOON).then_rejected("mediation.person-twice")
    case.when(made(workers=("worker-1", "worker-1")), at=NOON).then_rejected("mediation.person-twice")
    for workers in (("worker-1",), ("worker-1", "worker-2")):
        assert case.when(made(workers=workers), at=NOON).after().facts[-1].workers == workers


def test_others_head_the_station_or_do_its_work():
    said = {"head": "secretary-2", "workers": ("worker-2", "worker-3")}
    staffed = StationStaffed(**KEY, **{**STAFF, **said}, from_on=TODAY, entered_by="deputy-1", recorded_at=NOON)

    after().when(staff(**said), at=NOON).then(staffed)


def test_only_a_village_has_a_station_and_only_where_a_rule_has_them():
    for unit in ("360730101", "360730101201-group-1", "360730"):
        given(STREAM, POLICY).when(set_up(unit=unit), at=NOON).then_rejected("mediation.not-a-village")
    given(STREAM, NO_POLICY).when(set_up(), at=NOON).then_rejected("mediation.no-stations")
    given(STREAM, POLICY).when(set_up(set_up_on=TOMORROW), at=NOON).then_rejected("mediation.date-in-future")


@pytest.mark.parametrize("before", [(), (set_up(), close())], ids=["none", "closed"])
@pytest.mark.parametrize("command", [staff(), close()], ids=["staff", "close"])
def test_where_no_station_works_nothing_is_done_in_it(before, command):
    case: StationCase = given(STREAM, POLICY)
    for earlier in before:
        case = case.when(earlier, at=NOON).after()
    case.when(command, at=NOON).then_rejected("mediation.no-such-station")


@pytest.mark.parametrize("made", [lambda day: staff(from_on=day), close], ids=["staff", "close"])
def test_nothing_is_done_before_the_station_was_set_up_or_in_the_future(made):
    after().when(made(YESTERDAY), at=NOON).then_rejected("mediation.day-too-early")
    after().when(made(TOMORROW), at=NOON).then_rejected("mediation.date-in-future")
    assert after().when(made(TODAY), at=NOON).after().facts


# What is shown of them


def enrol(unit: str, kind: UnitKind = UnitKind.VILLAGE, since: date = date(2025, 1, 1)) -> EnrolUnit:
    return EnrolUnit(actor="desk", unit=unit, kind=kind, name=Bilingual(zh="村", en="Village"), valid_from=since)


@pytest.fixture
def played(tmp_path):
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    return played


@pytest.mark.req("M-007", "M-008")
def test_a_village_of_the_register_without_a_station_is_found(played):
    villages = [enrol(f"36073010120{number}") for number in range(1, 5)]
    others = [enrol(TOWNSHIP, UnitKind.TOWNSHIP), enrol("360730101401", UnitKind.COMMUNITY), enrol("360730102201")]
    merged = SucceedUnit(actor="desk", unit="360730101204", successor="360730101203", valid_from=date(2025, 12, 31))
    later = enrol("360730101205", since=date(2026, 1, 1))
    second: dict[str, Any] = {"unit": "360730101202", "station": "station-1"}
    played.at(NOON, *villages, *others, later, merged, set_up(), set_up(**second), staff(workers=("worker-9",)))
    question = StationsOfArea(unit=TOWNSHIP, year=2025)
    first = played.ask(question, limit=1)
    rest = played.ask(question, after=first.next)
    played.at(NOON, close(**second))
    after_closing = played.ask(question)

    lines = (*first.villages, *rest.villages)
    assert [(line.unit, line.station, line.workers) for line in lines] == [
        (VILLAGE, REF, ("worker-9",)),
        ("360730101202", "station-1", ("worker-1",)),
        ("360730101203", None, ()),
    ]
    assert (first.without_station, rest.next, after_closing.without_station) == (1, None, 2)
    assert (lines[0].head, lines[0].set_up_on, lines[2].head) == ("secretary-1", TODAY, None)
    assert played.ask(StationsOfArea(unit=VILLAGE, year=2025)).villages == (lines[0],)
    assert played.ask(StationsOfArea(unit="360730101204", year=2024)).villages == ()
    rows = played.rows()
    played.projector.rebuild()
    assert played.views.live().rows() == rows


@pytest.mark.req("M-009")
def test_what_a_station_screened_and_settled_in_the_village_is_counted_apart_from_what_it_passed_up(played, policy):
    head = {"acting_role": "VillageStationHead", "actor": "secretary-1"}

    def of(unit: str, name: str) -> Book:
        book = Book(policy, unit)
        book.submission = name
        return book

    def settled(book: Book) -> list[Any]:
        return [book.start("on_spot", **head, acting_unit=book.unit), book.reach(book.unit)]

    group = f"{VILLAGE}-group-1"
    kept, unscreened, in_group, open_still, up, beside = (
        *(of(VILLAGE, name) for name in ("kept", "unscreened")),
        *(of(group, "in-group"), of(VILLAGE, "open"), of(VILLAGE, "up"), of(f"{VILLAGE[:-1]}2", "beside")),
    )
    played.at(NOON, enrol(VILLAGE), set_up())
    played.at(NOON, *(each.register(screened=each is not unscreened) for each in (kept, unscreened, in_group)))
    played.at(NOON, *(each.register(screened=True) for each in (open_still, up, beside)))
    played.at(NOON, *(step for each in (kept, unscreened, in_group, beside) for step in settled(each)))
    played.at(NOON, up.sign(), up.triage("administrative_mediation", LAND_OFFICE))
    (line,) = played.ask(StationsOfArea(unit=VILLAGE, year=2025)).villages
    next_year = played.ask(StationsOfArea(unit=VILLAGE, year=2026)).villages[0]

    assert isinstance(line, StationLine)
    assert (line.screened, line.settled_in_village, line.passed_up) == (4, 2, 1)
    assert (next_year.screened, next_year.settled_in_village, next_year.passed_up) == (0, 0, 0)
