"""The centre of a township: one at a time, led by a leader and a full-time deputy, staffed as the rules ask."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.mediation.centre.messages import (
    AppointCentreDeputy,
    AppointCentreDirector,
    CentreClosed,
    CentreDeputyAppointed,
    CentreDeputyRelieved,
    CentreDirectorAppointed,
    CentreEstablished,
    CentreMember,
    CentreRosterEntered,
    CentresOfTownship,
    CloseCentre,
    DaysBetween,
    EnterCentreRoster,
    EnterRotation,
    EstablishCentre,
    RelieveCentreDeputy,
    RotationEntered,
    RotationsOfCentre,
    StaffOutOfRange,
    TownshipOffice,
    UnitsWithoutStaff,
)
from contracts.mediation.centre.rules import centre_policy
from contracts.policies import pack_named, resolve
from ledger.testing.given import Case, given
from ledger.testing.playing import Played
from mediation.centre import STREAM
from mediation.service import SERVICE

PACK = "township-centre-2012"
POLICY = centre_policy(resolve("360730", [pack_named(PACK)]))
NO_POLICY = centre_policy(resolve("360730", []))
TOWNSHIP, REF = "360730101", "centre-2012"
KEY: dict[str, Any] = {"unit": TOWNSHIP, "centre": REF}
TODAY = date(2025, 3, 4)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
NOON = datetime(2025, 3, 4, 12, tzinfo=CHINA)
MOVE_IN = ("governance_office", "petition_office", "police_station", "judicial_office")
ROTATING = ("labour", "civil_affairs", "armed_forces", "family_planning", "womens_federation", "youth_league")
CentreCase = Case[Any, Any, Any, Any]


def establish(**other: Any) -> Any:
    return EstablishCentre(**{**KEY, "actor": "director-1", "established_on": TODAY, **other})


def close(on: date = TODAY, **other: Any) -> Any:
    return CloseCentre(**{**KEY, "actor": "director-1", "closed_on": on, "reason": "机构改革", **other})


def direct(person: str = "leader-1", **other: Any) -> Any:
    said = {"person": person, "office": TownshipOffice.DEPUTY_TOWNSHIP_HEAD, "from_on": TODAY}
    return AppointCentreDirector(**{**KEY, "actor": "director-1", **said, **other})


def assist(person: str = "deputy-1", **other: Any) -> Any:
    said = {"person": person, "is_full_time": True, "from_on": TODAY}
    return AppointCentreDeputy(**{**KEY, "actor": "director-1", **said, **other})


def relieve(person: str = "deputy-1", on: date = TODAY) -> Any:
    return RelieveCentreDeputy(**KEY, actor="director-1", person=person, until_on=on)


def own(*persons: str, is_full_time: bool = True) -> tuple[CentreMember, ...]:
    return tuple(CentreMember(person=person, from_unit=None, is_full_time=is_full_time) for person in persons)


def moved_in(*units: str) -> tuple[CentreMember, ...]:
    return tuple(
        CentreMember(person=f"from-{unit.replace('_', '-')}", from_unit=unit, is_full_time=True) for unit in units
    )


def roster(*members: CentreMember, on: date = TODAY) -> Any:
    return EnterCentreRoster(**KEY, actor="deputy-1", staff=members, from_on=on)


def rotate(person: str = "turn-1", unit: str = "labour", first: date = TODAY, last: date = TOMORROW) -> Any:
    said: dict[str, Any] = {"person": person, "from_unit": unit, "from_on": first, "to_on": last}
    return EnterRotation(**KEY, actor="deputy-1", **said)


def after(*commands: Any, policy: Any = POLICY) -> CentreCase:
    case: CentreCase = given(STREAM, policy)
    for command in (establish(), *commands):
        case = case.when(command, at=NOON).after()
    return case


STAFFED = (*own("staff-1", "staff-2"), *moved_in(*MOVE_IN))


# The centre itself


@pytest.mark.req("M-001")
def test_a_township_sets_up_one_centre_and_a_second_one_beside_it_is_refused():
    established = CentreEstablished(
        **KEY, established_on=TODAY, to_move_in=MOVE_IN, established_by="director-1", recorded_at=NOON
    )

    given(STREAM, POLICY).when(establish(), at=NOON).then(established)
    after().when(establish(centre="centre-2"), at=NOON).then_rejected("mediation.duplicate-centre")
    after().when(establish(), at=NOON).then_rejected("mediation.duplicate-centre")


@pytest.mark.req("M-001")
def test_a_centre_that_was_closed_makes_room_for_another_but_not_for_its_own_reference():
    closed = CentreClosed(**KEY, closed_on=TODAY, reason="机构改革", closed_by="director-1", recorded_at=NOON)

    after().when(close(), at=NOON).then(closed)
    assert len(after(close(), establish(centre="centre-2")).facts) == 3
    after(close()).when(establish(), at=NOON).then_rejected("mediation.duplicate-centre")
    again = after(close(), establish(centre="centre-2"))
    again.when(establish(centre="centre-3"), at=NOON).then_rejected("mediation.duplicate-centre")


def test_only_a_township_has_a_centre_and_only_where_a_rule_has_them():
    for unit in ("360730", "360730101201", "360730101-police"):
        given(STREAM, POLICY).when(establish(unit=unit), at=NOON).then_rejected("mediation.not-a-township")
    given(STREAM, NO_POLICY).when(establish(), at=NOON).then_rejected("mediation.no-centres")
    later = establish(established_on=TOMORROW)
    given(STREAM, POLICY).when(later, at=NOON).then_rejected("mediation.date-in-future")


@pytest.mark.parametrize("before", [(), (establish(), close())], ids=["none", "closed"])
@pytest.mark.parametrize(
    "command", [close(), direct(), assist(), relieve(), roster(), rotate()], ids=lambda command: type(command).__name__
)
def test_where_no_centre_works_nothing_is_done_in_it(before, command):
    case: CentreCase = given(STREAM, POLICY)
    for earlier in before:
        case = case.when(earlier, at=NOON).after()
    case.when(command, at=NOON).then_rejected("mediation.no-such-centre")


@pytest.mark.parametrize(
    "made",
    [
        close,
        lambda day: direct(from_on=day),
        lambda day: assist("deputy-2", from_on=day),
        lambda day: relieve(on=day),
        lambda day: roster(*STAFFED, on=day),
    ],
    ids=["close", "direct", "assist", "relieve", "roster"],
)
def test_nothing_is_done_before_the_centre_was_set_up_or_in_the_future(made):
    case = after() if isinstance(made(TODAY), AppointCentreDeputy) else after(assist())

    case.when(made(YESTERDAY), at=NOON).then_rejected("mediation.day-too-early")
    case.when(made(TOMORROW), at=NOON).then_rejected("mediation.date-in-future")
    assert case.when(made(TODAY), at=NOON).after().facts


# Who leads it


@pytest.mark.req("M-002")
@pytest.mark.parametrize("office", list(TownshipOffice))
def test_the_director_is_a_township_leader_who_serves_concurrently(office):
    case, command = after(), direct(office=office)
    appointed = CentreDirectorAppointed(
        **KEY, person="leader-1", office=office, from_on=TODAY, appointed_by="director-1", recorded_at=NOON
    )

    if office in ("unit_head", "cadre"):
        case.when(command, at=NOON).then_rejected("mediation.not-township-leader")
    else:
        case.when(command, at=NOON).then(appointed)


@pytest.mark.req("M-003")
def test_there_is_one_deputy_director_at_a_time():
    appointed = CentreDeputyAppointed(
        **KEY, person="deputy-1", is_full_time=True, from_on=TODAY, appointed_by="director-1", recorded_at=NOON
    )
    relieved = CentreDeputyRelieved(
        **KEY, person="deputy-1", until_on=TODAY, relieved_by="director-1", recorded_at=NOON
    )

    after().when(assist(), at=NOON).then(appointed)
    after(assist()).when(assist("deputy-2"), at=NOON).then_rejected("mediation.deputy-appointed-already")
    after(assist()).when(relieve(), at=NOON).then(relieved)
    assert after(assist(), relieve(), assist("deputy-2")).facts[-1].person == "deputy-2"
    after(assist()).when(relieve("deputy-2"), at=NOON).then_rejected("mediation.no-such-deputy")


@pytest.mark.req("M-003")
def test_the_deputy_director_serves_full_time():
    part_time = assist(is_full_time=False)

    after().when(part_time, at=NOON).then_rejected("mediation.deputy-must-be-full-time")
    after(direct()).when(assist("leader-1"), at=NOON).then_rejected("mediation.post-held-already")


@pytest.mark.parametrize(
    ("before", "command"),
    [
        ((assist(),), direct("deputy-1")),
        ((roster(*STAFFED),), direct("staff-1")),
        ((roster(*STAFFED),), assist("staff-1")),
        ((assist(),), assist("deputy-1")),
        ((assist(),), roster(*own("staff-1", "deputy-1"))),
        ((direct(),), roster(*own("staff-1", "leader-1"))),
    ],
)
def test_nobody_holds_two_posts_of_the_centre(before, command):
    after(*before).when(command, at=NOON).then_rejected("mediation.post-held-already")


# Who works in it


@pytest.mark.req("M-004", "M-005")
def test_a_roster_as_the_rules_ask_gives_no_finding():
    entered = CentreRosterEntered(
        **KEY,
        staff=STAFFED,
        from_on=TODAY,
        full_time=2,
        is_out_of_range=False,
        without_staff=(),
        entered_by="deputy-1",
        recorded_at=NOON,
    )

    after().when(roster(*STAFFED), at=NOON).then(entered)


@pytest.mark.req("M-004")
@pytest.mark.parametrize(("how_many", "is_flagged"), [(0, True), (1, True), (2, False), (3, False), (4, True)])
def test_fewer_than_two_and_more_than_three_full_time_staff_are_flagged(how_many, is_flagged):
    staff = own(*(f"staff-{number}" for number in range(how_many)))
    found = after(assist(), roster(*staff, *moved_in(*MOVE_IN))).facts[3:]
    flag = StaffOutOfRange(**KEY, full_time=how_many, least=2, most=3, found_at=NOON)

    assert found == ((flag,) if is_flagged else ())


@pytest.mark.req("M-004")
def test_neither_the_deputy_nor_part_time_staff_nor_those_who_moved_in_are_counted():
    part_time = own("staff-2", is_full_time=False)
    facts = after(assist(), roster(*own("staff-1"), *part_time, *moved_in(*MOVE_IN))).facts

    assert (facts[2].full_time, facts[2].is_out_of_range) == (1, True)
    assert isinstance(facts[3], StaffOutOfRange)


@pytest.mark.req("M-005", "M-107..M-110")
@pytest.mark.parametrize("missing", MOVE_IN)
def test_a_unit_that_is_to_move_in_and_has_nobody_on_the_roster_is_found(missing):
    there = moved_in(*(unit for unit in MOVE_IN if unit != missing))
    found = after(roster(*own("staff-1", "staff-2"), *there)).facts[2:]

    assert found == (UnitsWithoutStaff(**KEY, without_staff=(missing,), found_at=NOON),)


def test_a_roster_names_each_person_once_and_only_units_that_move_in():
    after().when(roster(*own("staff-1", "staff-1")), at=NOON).then_rejected("mediation.person-twice")
    after().when(roster(*moved_in("labour")), at=NOON).then_rejected("mediation.unknown-kind")
    assert after(roster(*own("staff-1")), roster(*own("staff-1", "staff-2"))).facts[-2].full_time == 2


def test_where_the_rules_ask_for_nothing_more_nothing_is_found():
    case = after()
    silent: CentreCase = given(STREAM, NO_POLICY, *case.facts)

    assert len(silent.when(roster(), at=NOON).after().facts) == 2
    part_time = silent.when(assist(is_full_time=False), at=NOON).after()
    assert len(part_time.when(assist("deputy-2"), at=NOON).after().facts) == 3


# Who is sent to it in rotation


@pytest.mark.req("M-006", "M-111..M-116")
@pytest.mark.parametrize("unit", [*ROTATING, "land_office"])
def test_units_send_staff_in_rotation_those_that_the_rules_name_and_others(unit):
    entered = RotationEntered(
        **KEY,
        person="turn-1",
        from_unit=unit,
        is_listed=unit != "land_office",
        from_on=TODAY,
        to_on=TOMORROW,
        entered_by="deputy-1",
        recorded_at=NOON,
    )

    after().when(rotate(unit=unit), at=NOON).then(entered)


@pytest.mark.req("M-006")
def test_a_rotation_ends_after_it_begins_and_lies_beside_the_others_of_its_person():
    backwards = rotate(first=TOMORROW, last=TODAY)
    after().when(backwards, at=NOON).then_rejected("mediation.ends-before-it-begins")
    after().when(rotate(first=YESTERDAY), at=NOON).then_rejected("mediation.day-too-early")
    assert after(rotate(first=TODAY, last=TODAY)).facts[-1].to_on == TODAY
    two_days = timedelta(2)
    sent = after(rotate(first=TODAY + two_days, last=TODAY + 2 * two_days))
    for first, last in ((2, 4), (0, 2), (4, 6), (3, 3), (1, 5)):
        again = rotate(first=TODAY + timedelta(first), last=TODAY + timedelta(last))
        sent.when(again, at=NOON).then_rejected("mediation.rotation-overlaps")
    for first, last in ((0, 1), (5, 6)):
        assert sent.when(rotate(first=TODAY + timedelta(first), last=TODAY + timedelta(last)), at=NOON).after().facts
    assert sent.when(rotate("turn-2", first=TODAY, last=TODAY + two_days), at=NOON).after().facts


# What is shown of it


def played_in(folder: Any) -> Played:
    played = Played(SERVICE, SERVICE.answers, begins=datetime(2025, 1, 2, tzinfo=CHINA), unit="360730", folder=folder)
    played.activate(PACK)
    return played


@pytest.mark.req("M-001", "M-002", "M-003", "M-005")
def test_a_centre_is_shown_with_those_who_lead_it_and_what_it_lacks(tmp_path):
    played = played_in(tmp_path)
    played.at(NOON, establish(centre="centre-1"))
    new = played.ask(CentresOfTownship(unit=TOWNSHIP)).centres[0]
    played.at(
        NOON, close(centre="centre-1"), establish(), direct(), assist(), relieve(), assist("deputy-2"), roster(*STAFFED)
    )
    played.at(NOON, roster(*own("staff-1"), *moved_in(*MOVE_IN[:3])))
    page = played.ask(CentresOfTownship(unit=TOWNSHIP), limit=1)
    line = played.ask(CentresOfTownship(unit=TOWNSHIP), limit=1, after=page.next).centres[0]

    assert (new.director, new.office, new.deputies, new.staff, new.is_out_of_range) == (None, None, (), (), None)
    assert new.without_staff == MOVE_IN
    assert (page.centres[0].centre, page.centres[0].closed_on, line.closed_on) == ("centre-1", TODAY, None)
    assert (line.director, line.office, line.deputies) == ("leader-1", "deputy_township_head", ("deputy-2",))
    assert (line.staff[0], len(line.staff), line.full_time) == (own("staff-1")[0], 4, 1)
    assert (line.is_out_of_range, line.without_staff) == (True, ("judicial_office",))
    rows = played.rows()
    played.projector.rebuild()
    assert played.views.live().rows() == rows


@pytest.mark.req("M-006")
def test_gaps_between_rotations_and_their_overlaps_are_shown_on_whatever_page(tmp_path):
    days = {number: date(2025, 3, number) for number in range(1, 32)}
    played = played_in(tmp_path)
    played.at(
        NOON,
        establish(),
        rotate("turn-1", "labour", days[4], days[10]),
        rotate("turn-2", "civil_affairs", days[11], days[20]),
        rotate("turn-3", "land_office", days[15], days[17]),
        rotate("turn-1", "labour", days[22], days[25]),
    )
    question = RotationsOfCentre(**KEY)
    whole = played.ask(question)
    pages = [played.ask(question, limit=1)]
    while pages[-1].next is not None:
        pages.append(played.ask(question, limit=1, after=pages[-1].next))

    assert [(line.person, line.is_listed) for line in whole.rotations] == [
        ("turn-1", True),
        ("turn-2", True),
        ("turn-3", False),
        ("turn-1", True),
    ]
    assert whole.gaps == (DaysBetween(from_on=days[21], to_on=days[21]),)
    assert whole.overlaps == (DaysBetween(from_on=days[15], to_on=days[17]),)
    assert tuple(line for page in pages for line in page.rotations) == whole.rotations
    assert tuple(gap for page in pages for gap in page.gaps) == whole.gaps
    assert tuple(span for page in pages for span in page.overlaps) == whole.overlaps
    assert played.ask(RotationsOfCentre(unit=TOWNSHIP, centre="centre-9")).rotations == ()
