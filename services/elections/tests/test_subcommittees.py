"""Sub-committees of a residents' committee: those that are owed, their leaders and representatives, what is missing."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.canonical import canonical
from contracts.catalogue import facts_of
from contracts.elections.office.messages import OfficeVacated, OfficialElected
from contracts.elections.subcommittees.messages import (
    DissolveSubcommittee,
    OpenSubcommittees,
    SetSubcommittee,
    SubcommitteeDissolved,
    SubcommitteeSet,
    SubcommitteesOfCommunities,
    SubcommitteesOwed,
)
from contracts.elections.subcommittees.rules import SubcommitteePolicy, subcommittee_policy
from contracts.errors import Forbidden, Malformed
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from contracts.succession import SucceedUnit
from contracts.unit_register import EnrolUnit
from contracts.units import UnitKind
from elections.office.rule import office_stream
from elections.seated import PREPARES
from elections.service import SERVICE
from elections.subcommittees import STREAM
from ledger.door import Source
from ledger.store import Draft
from ledger.testing.given import Case, given
from ledger.testing.golden import document_of
from ledger.testing.playing import Played

UNIT, BESIDE = "360730100009", "360730100010"
POLICY: SubcommitteePolicy = subcommittee_policy(resolve(UNIT, [pack_named("community-draft-standards")]))
SILENT = SubcommitteePolicy(kinds=(), leaders=None, least=None, most=None)
FIVE = ("mediation", "security", "health", "population", "culture")
Told = Case[Any, Any, Any, Any]


def moment(month: int, day: int, hour: int = 10, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


MARCH, JUNE = moment(3, 31), moment(6, 20)
OPEN = OpenSubcommittees(actor="service:elections", unit=UNIT)
SET = SetSubcommittee(
    actor="committee",
    unit=UNIT,
    kind="health",
    name="公共卫生委员会",
    since=date(2025, 3, 31),
    leaders=("m-1",),
    representatives=("r-1", "r-2", "r-3"),
    seated=("c-1", "m-1", "m-2"),
)
CHANGE = replace(SET, since=date(2025, 6, 1), leaders=("m-2",))
DISSOLVE = DissolveSubcommittee(actor="committee", unit=UNIT, kind="health", dissolved_on=date(2025, 6, 2))
OWED = SubcommitteesOwed(unit=UNIT, kinds=FIVE, since=date(2025, 3, 31), noted_at=MARCH)


def told(*steps: tuple[Any, datetime], policy: SubcommitteePolicy = POLICY) -> Told:
    case = given(STREAM, policy)
    for command, at in steps:
        case = case.when(command, at=at).after()
    return case


def decided(case: Told) -> list[Any]:
    return list(case.after().facts[len(case.facts) :])


OPENED = ((OPEN, MARCH),)
STANDS = (*OPENED, (SET, MARCH))
CHANGED = (*STANDS, (CHANGE, JUNE))
GONE = (*STANDS, (DISSOLVE, JUNE))


# Which are owed


@pytest.mark.req("E-156")
def test_a_community_owes_the_five_of_the_rules():
    assert POLICY.kinds == FIVE
    assert decided(told().when(OPEN, at=MARCH)) == [OWED]


@pytest.mark.parametrize("steps", [OPENED, STANDS, GONE, ((SET, MARCH),)])
def test_what_is_owed_is_said_once(steps: Any):
    assert decided(told(*steps).when(OPEN, at=JUNE)) == []


def test_what_is_owed_is_said_anew_once_the_rules_name_others():
    others = replace(POLICY, kinds=("mediation",))
    anew = SubcommitteesOwed(unit=UNIT, kinds=("mediation",), since=date(2025, 6, 20), noted_at=JUNE)
    case = given(STREAM, others, *told(*STANDS).facts)

    assert decided(case.when(CHANGE, at=JUNE))[0] == anew
    assert decided(case.when(DISSOLVE, at=JUNE))[0] == anew
    assert decided(case.when(OPEN, at=JUNE)) == []


# Its people


@pytest.mark.req("E-156", "E-157")
@pytest.mark.parametrize("kind", [*FIVE, "environment"])
def test_each_of_the_five_is_set_up_and_others_are_allowed(kind: str):
    assert decided(told(*OPENED).when(replace(SET, kind=kind), at=MARCH)) == [
        SubcommitteeSet(
            unit=UNIT,
            kind=kind,
            name="公共卫生委员会",
            since=date(2025, 3, 31),
            leaders=("m-1",),
            representatives=("r-1", "r-2", "r-3"),
            set_by="committee",
            set_at=MARCH,
        )
    ]


@pytest.mark.req("E-157")
@pytest.mark.parametrize(("number", "is_taken"), [(2, False), (3, True), (4, True), (5, True), (6, False)])
@pytest.mark.parametrize("steps", [(), OPENED, STANDS, GONE])
def test_it_has_three_to_five_representatives(steps: Any, number: int, is_taken: bool):
    people = tuple(f"p-{each}" for each in range(number))
    case = told(*steps).when(replace(CHANGE, representatives=people), at=JUNE)

    if is_taken:
        assert decided(case)[-1].representatives == people
    else:
        said = f"leaders: 1 of subcommittee.leaders 1; representatives: {number} of subcommittee.reps 3 to 5"
        case.then_rejected("elections.subcommittee-size", said)


@pytest.mark.req("E-157")
@pytest.mark.parametrize(("leaders", "is_taken"), [((), False), (("m-1",), True), (("m-1", "m-2"), False)])
def test_it_is_led_by_one(leaders: tuple[str, ...], is_taken: bool):
    case = told(*OPENED).when(replace(SET, leaders=leaders), at=JUNE)

    if is_taken:
        assert decided(case)[-1].leaders == leaders
    else:
        case.then_rejected("elections.subcommittee-size")


@pytest.mark.req("E-157")
@pytest.mark.parametrize("seated", [(), ("c-1", "m-2")])
@pytest.mark.parametrize("steps", [(), OPENED, STANDS, GONE])
def test_its_leader_is_on_the_committee(steps: Any, seated: tuple[str, ...]):
    case = told(*steps).when(replace(SET, seated=seated), at=JUNE)

    case.then_rejected("elections.not-committee-member", "leaders: m-1")


@pytest.mark.req("E-157")
def test_its_leader_is_counted_apart_from_the_representatives():
    both = replace(SET, representatives=("r-1", "r-2", "m-1"))
    twice = replace(SET, representatives=("r-1", "r-2", "r-2"))

    told().when(both, at=JUNE).then_rejected("elections.named-twice", "leaders, representatives: m-1")
    told().when(twice, at=JUNE).then_rejected("elections.named-twice", "leaders, representatives: r-2")


def test_where_no_pack_gives_numbers_none_is_asked_for_but_a_leader_is_on_the_committee():
    many = replace(SET, leaders=("m-1", "m-2"), representatives=())

    assert decided(told(policy=SILENT).when(many, at=JUNE))[-1].leaders == ("m-1", "m-2")
    told(policy=SILENT).when(replace(many, seated=("m-1",)), at=JUNE).then_rejected("elections.not-committee-member")


# Its days


def test_its_people_change_and_the_same_again_decides_nothing():
    [fact] = decided(told(*STANDS).when(CHANGE, at=JUNE))

    assert (fact.since, fact.leaders) == (date(2025, 6, 1), ("m-2",))
    assert decided(told(*CHANGED).when(replace(CHANGE, actor="another"), at=JUNE)) == []
    for news in ({"name": "卫生委员会"}, {"representatives": ("r-1", "r-2", "r-4")}, {"since": date(2025, 6, 3)}):
        assert len(decided(told(*CHANGED).when(replace(CHANGE, **news), at=JUNE))) == 1


@pytest.mark.parametrize(("day", "is_taken"), [(30, False), (31, True), (32, True)])
@pytest.mark.parametrize("command", [CHANGE, DISSOLVE])
def test_nothing_comes_before_the_people_that_stand(command: Any, day: int, is_taken: bool):
    on = date.fromordinal(date(2025, 3, 1).toordinal() + day - 1)
    name = "since" if command is CHANGE else "dissolved_on"
    case = told(*STANDS).when(replace(command, **{name: on}), at=JUNE)

    if is_taken:
        assert len(decided(case)) == 1
    else:
        case.then_rejected("elections.day-too-early", f"{name}: not before 2025-03-31")


@pytest.mark.parametrize(("day", "is_taken"), [(19, True), (20, True), (21, False)])
@pytest.mark.parametrize("command", [CHANGE, DISSOLVE])
def test_nothing_is_entered_of_a_day_to_come(command: Any, day: int, is_taken: bool):
    name = "since" if command is CHANGE else "dissolved_on"
    case = told(*STANDS).when(replace(command, **{name: date(2025, 6, day)}), at=JUNE)

    if is_taken:
        assert len(decided(case)) == 1
    else:
        case.then_rejected("elections.date-in-future")


def test_what_exists_is_dissolved_and_may_be_set_up_again():
    assert decided(told(*STANDS).when(DISSOLVE, at=JUNE)) == [
        SubcommitteeDissolved(
            unit=UNIT, kind="health", dissolved_on=date(2025, 6, 2), dissolved_by="committee", recorded_at=JUNE
        )
    ]
    for steps in ((), OPENED, GONE):
        told(*steps).when(DISSOLVE, at=JUNE).then_rejected("elections.no-such-subcommittee", "kind: health")
    assert len(decided(told(*GONE).when(SET, at=JUNE))) == 1


# Views, and what the door adds


def play(folder: Path, begins: datetime = MARCH) -> Played:
    desk = Played(SERVICE, SERVICE.answers, begins=begins, unit="360730", folder=folder)
    desk.activate("community-draft-standards")
    return desk


def enrol(unit: str = UNIT, kind: UnitKind = UnitKind.COMMUNITY, valid_from: date = date(2020, 1, 1)) -> EnrolUnit:
    name = Bilingual(zh="梅江社区", en="Meijiang Community")
    return EnrolUnit(actor="desk", unit=unit, kind=kind, name=name, valid_from=valid_from)


def put(desk: Played, kind: type, post: str, person: str, number: int, unit: str = UNIT) -> None:
    """As the office's own stream has it."""
    recorded_as = facts_of("elections").type_named(kind)
    document = document_of(recorded_as)
    document |= {"unit": unit, "post": post, "person": person}
    note = {"$correlationId": str(UUID(int=number)), "decided_at": "2025-03-31T04:00:00.000000Z"}
    stream = office_stream(unit, post)
    before = len(list(desk.store.read(stream))) - 1
    draft = Draft(UUID(int=number), recorded_as, canonical(document), canonical(note))
    desk.store.append(stream, [draft], expected=before)


def seated(desk: Played, **sent: Any) -> Any:
    document = {"unit": UNIT, **sent}
    with desk.views.live().reading() as connection:
        return PREPARES[SetSubcommittee](Source(connection, desk.store.read), document, date(2025, 6, 20))["seated"]


@pytest.mark.req("E-157")
def test_the_door_reads_who_is_on_the_committee_from_the_record_of_its_offices(tmp_path):
    desk = play(tmp_path)
    assert seated(desk) == []
    put(desk, OfficialElected, "committee_chair", "c-1", 1)
    put(desk, OfficialElected, "committee_member", "m-1", 2)
    put(desk, OfficialElected, "committee_member", "m-2", 3)
    put(desk, OfficialElected, "township_head", "t-1", 4)
    put(desk, OfficialElected, "committee_vice_chair", "v-1", 5, unit=BESIDE)
    assert seated(desk) == ["c-1", "m-1", "m-2"]
    put(desk, OfficeVacated, "committee_member", "m-1", 6)
    assert seated(desk) == ["c-1", "m-2"]
    with pytest.raises(Malformed, match="seated"):
        seated(desk, seated=["m-1"])


def lines(desk: Played, unit: str = "360730") -> Any:
    return desk.ask(SubcommitteesOfCommunities(unit=unit)).subcommittees


@pytest.mark.req("E-156")
def test_each_of_the_five_that_a_community_lacks_is_missing_since_a_day(tmp_path):
    desk = play(tmp_path)
    desk.at(MARCH, enrol())
    assert [(line.kind, line.since, line.is_missing) for line in lines(desk)] == [
        (kind, date(2025, 3, 31), True) for kind in sorted(FIVE)
    ]
    desk.at(JUNE, CHANGE, replace(SET, kind="environment"))
    [health] = [line for line in lines(desk) if line.kind == "health"]
    assert (health.name, health.since, health.is_missing) == ("公共卫生委员会", date(2025, 6, 1), False)
    assert (health.leaders, health.representatives) == (("m-2",), ("r-1", "r-2", "r-3"))
    assert sum(line.is_missing for line in lines(desk)) == 4
    desk.at(JUNE, DISSOLVE, replace(DISSOLVE, kind="environment"))
    [health] = [line for line in lines(desk) if line.kind == "health"]
    assert (health.name, health.since, health.is_missing) == (None, date(2025, 6, 2), True)
    assert (health.leaders, health.representatives) == ((), ())
    assert [line.kind for line in lines(desk)] == sorted(FIVE)


@pytest.mark.req("E-156")
def test_of_a_community_that_has_all_five_nothing_is_missing(tmp_path):
    desk = play(tmp_path)
    desk.at(MARCH, enrol(), *(replace(SET, kind=kind) for kind in FIVE))

    assert [line.is_missing for line in lines(desk)] == [False] * 5


def test_with_the_first_of_them_it_is_said_of_a_community_in_no_register_what_it_lacks(tmp_path):
    desk = play(tmp_path)
    desk.at(MARCH, SET)
    assert sum(line.is_missing for line in lines(desk)) == 4
    desk.at(JUNE, enrol())

    assert len(desk.facts(SubcommitteesOwed)) == 1


def test_a_village_owes_none_and_a_community_to_come_none_before_it_is_one(tmp_path):
    desk = play(tmp_path)
    desk.at(MARCH, enrol(BESIDE, UnitKind.VILLAGE), enrol(valid_from=date(2025, 6, 1)))
    assert lines(desk) == ()
    desk.at(JUNE)

    assert {(line.unit, line.since) for line in lines(desk)} == {(UNIT, date(2025, 6, 1))}


def test_of_a_merged_community_nothing_is_missing_but_what_it_had_is_shown(tmp_path):
    desk = play(tmp_path)
    desk.at(MARCH, enrol(), SET, enrol(BESIDE))
    desk.at(JUNE, SucceedUnit(actor="desk", unit=UNIT, successor=BESIDE, valid_from=date(2025, 8, 1)))

    assert [line.kind for line in lines(desk, UNIT)] == ["health"]
    assert len(lines(desk, BESIDE)) == 5


def test_a_page_holds_so_many_and_the_views_are_made_anew_to_the_same(tmp_path):
    desk = play(tmp_path)
    desk.at(MARCH, enrol(), enrol(BESIDE))
    desk.at(JUNE, SET, CHANGE, DISSOLVE, SET)
    asked = SubcommitteesOfCommunities(unit="360730")
    first = desk.ask(asked, limit=6)
    second = desk.ask(asked, limit=6, after=first.next)

    shown = [line.unit for line in (*first.subcommittees, *second.subcommittees)]
    assert (shown, second.next) == ([UNIT] * 5 + [BESIDE] * 5, None)
    before = desk.rows()
    desk.projector.rebuild()
    assert before == desk.rows()


def test_what_the_rules_name_no_more_is_missing_no_more(tmp_path):
    desk = play(tmp_path)
    desk.at(MARCH, enrol())
    fewer = SubcommitteesOwed(unit=UNIT, kinds=("health", "sports"), since=date(2025, 6, 20), noted_at=JUNE)
    recorded_as, document = facts_of("elections").write(fewer)
    note = {"$correlationId": str(UUID(int=9)), "decided_at": "2025-06-20T02:00:00.000000Z"}
    draft = Draft(UUID(int=9), recorded_as, canonical(document), canonical(note))
    desk.store.append(f"elections_subcommittees-{UNIT}", [draft], expected=0)

    assert [(line.kind, line.since) for line in lines(desk)] == [
        ("health", date(2025, 3, 31)),
        ("sports", date(2025, 6, 20)),
    ]


# Who may


@pytest.mark.parametrize("method", ["set_subcommittee", "dissolve_subcommittee"])
def test_a_committee_keeps_its_own_and_no_other(method: str):
    permissions = permissions_of("elections")

    permissions.refuse_unit(method, "ResidentsCommittee", actor_unit=UNIT, record_unit=UNIT)
    with pytest.raises(Forbidden, match="forbidden-unit"):
        permissions.refuse_unit(method, "ResidentsCommittee", actor_unit=BESIDE, record_unit=UNIT)
    for role in ("TownshipGovernment", "DistrictCivilAffairs", "Public"):
        with pytest.raises(Forbidden, match="forbidden-role"):
            permissions.refuse_role(method, role)
