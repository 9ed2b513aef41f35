"""Consultative councils, what they do, and that a major matter is executed after a consultation or flagged."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.community_matter.messages import (
    CommunityMatterExecuted,
    CommunityMatterKind,
    ConsultationHeld,
    ConsultationLack,
    ConsultationMissing,
    ExecuteCommunityMatter,
    ExecutedMattersOfCommunities,
)
from contracts.elections.council.messages import (
    ActionsOfCouncils,
    CouncilActionRecorded,
    CouncilCategory,
    CouncilMember,
    CouncilSeat,
    CouncilSet,
    CouncilsOfCommunities,
    CouncilWork,
    RecordCouncilAction,
    SetCouncil,
)
from contracts.elections.council.rules import CouncilPolicy, council_policy
from contracts.elections.residents_meeting.messages import (
    CloseResidentsMeeting,
    ConsultationsOfCommunities,
    HoldResidentsMeeting,
    KeepResidentsMinutes,
    MeetingForm,
)
from contracts.errors import Forbidden, Malformed, Rejected
from contracts.message import dump, load
from contracts.permissions import permissions_of
from contracts.policies import pack_named, resolve
from elections.community_matter import STREAM as COMMUNITY_MATTER
from elections.council import STREAM as COUNCIL
from elections.seated import PREPARES
from elections.service import SERVICE
from ledger.door import Source
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

UNIT, BESIDE = "360730100009", "360730100010"
POLICY: CouncilPolicy = council_policy(resolve(UNIT, [pack_named("community-draft-standards")]))
FIVE = ("party_delegate", "npc_deputy", "cppcc_member", "public_figure", "resident_unit_head")
Told = Case[Any, Any, Any, Any]


def moment(month: int, day: int, hour: int = 10, year: int = 2025) -> datetime:
    return datetime(year, month, day, hour, tzinfo=CHINA)


MARCH, JUNE = moment(3, 31), moment(6, 20)
SEATS = (
    CouncilSeat(person="p-1", category=CouncilCategory.PARTY_DELEGATE),
    CouncilSeat(person="p-2", category=CouncilCategory.PUBLIC_FIGURE),
)
MEMBERS = (
    CouncilMember(person="p-1", category=CouncilCategory.PARTY_DELEGATE),
    CouncilMember(person="p-2", category=CouncilCategory.PUBLIC_FIGURE),
)
SET = SetCouncil(actor="committee", unit=UNIT, since=date(2025, 3, 31), members=SEATS)
CHANGE = replace(SET, since=date(2025, 6, 1), members=SEATS[:1])
ACT = RecordCouncilAction(
    actor="committee",
    unit=UNIT,
    work=CouncilWork.SERVICE,
    acted_on=date(2025, 6, 2),
    title="走访独居老人",
    outcome="走访十二户，需求转社区服务站",
)
EXECUTE = ExecuteCommunityMatter(
    actor="committee",
    unit=UNIT,
    matter="road",
    kind=CommunityMatterKind.PUBLIC_CONSTRUCTION,
    title="小区道路硬化",
    executed_on=date(2025, 6, 18),
    consultation="road-talk",
    consulted=ConsultationHeld(held_on=date(2025, 6, 18), is_closed=True),
)
ALONE = replace(EXECUTE, consultation=None, consulted=None)


def told(*steps: tuple[Any, datetime], policy: CouncilPolicy = POLICY) -> Told:
    case = given(COUNCIL, policy)
    for command, at in steps:
        case = case.when(command, at=at).after()
    return case


def decided(case: Told) -> list[Any]:
    return list(case.after().facts[len(case.facts) :])


STANDS = ((SET, MARCH),)
CHANGED = (*STANDS, (CHANGE, JUNE))
ACTIVE = (*STANDS, (ACT, JUNE))


# Who sits in the council


@pytest.mark.req("E-147")
def test_a_council_is_set_up_with_its_members():
    [fact] = decided(told().when(SET, at=MARCH))

    assert fact == CouncilSet(unit=UNIT, since=date(2025, 3, 31), members=MEMBERS, set_by="committee", set_at=MARCH)


@pytest.mark.req("E-147", "E-239", "E-240", "E-241", "E-242", "E-243")
def test_a_member_sits_by_one_of_the_five_categories_of_the_rules():
    assert POLICY.categories == FIVE
    for category in FIVE:
        seats = (CouncilSeat(person="p-1", category=CouncilCategory(category)),)
        [fact] = decided(told().when(replace(SET, members=seats), at=MARCH))
        assert [member.category for member in fact.members] == [category]


@pytest.mark.req("E-147")
@pytest.mark.parametrize("category", [None, CouncilCategory.OTHER])
@pytest.mark.parametrize("steps", [(), STANDS, CHANGED])
def test_a_member_without_one_of_these_categories_is_refused(steps: Any, category: CouncilCategory | None):
    seats = (*SEATS, CouncilSeat(person="p-3", category=category))
    case = told(*steps).when(replace(CHANGE, members=seats), at=JUNE)

    said = f"members.category of p-3: {category or 'none'}; consult_council.categories"
    case.then_rejected("elections.invalid-member-category", said)


def test_where_no_pack_names_any_each_category_is_taken_but_not_none():
    silent = CouncilPolicy(categories=())
    other = (CouncilSeat(person="p-1", category=CouncilCategory.OTHER),)
    none = (CouncilSeat(person="p-1", category=None),)

    assert len(decided(told(policy=silent).when(replace(SET, members=other), at=MARCH))) == 1
    none_given = told(policy=silent).when(replace(SET, members=none), at=MARCH)
    none_given.then_rejected("elections.invalid-member-category")


@pytest.mark.parametrize("steps", [(), STANDS])
def test_nobody_sits_twice(steps: Any):
    twice = replace(SET, members=(*SEATS, CouncilSeat(person="p-1", category=CouncilCategory.NPC_DEPUTY)))

    told(*steps).when(twice, at=JUNE).then_rejected("elections.named-twice", "members: p-1")


@pytest.mark.req("E-147")
def test_its_members_change_and_the_same_again_decides_nothing():
    [fact] = decided(told(*STANDS).when(CHANGE, at=JUNE))

    assert (fact.since, fact.members) == (date(2025, 6, 1), MEMBERS[:1])
    assert decided(told(*CHANGED).when(replace(CHANGE, actor="another"), at=JUNE)) == []
    assert len(decided(told(*CHANGED).when(replace(SET, since=date(2025, 6, 20)), at=JUNE))) == 1


@pytest.mark.parametrize(("day", "is_taken"), [(30, False), (31, True), (32, True)])
def test_no_change_lies_before_the_members_that_stand(day: int, is_taken: bool):
    since = date.fromordinal(date(2025, 3, 1).toordinal() + day - 1)
    case = told(*STANDS).when(replace(CHANGE, since=since), at=JUNE)

    if is_taken:
        assert len(decided(case)) == 1
    else:
        case.then_rejected("elections.day-too-early", "since: not before 2025-03-31")


@pytest.mark.parametrize(("day", "is_taken"), [(19, True), (20, True), (21, False)])
@pytest.mark.parametrize("command", [SET, ACT])
def test_nothing_is_entered_of_a_day_to_come(command: Any, day: int, is_taken: bool):
    on = {"since" if command is SET else "acted_on": date(2025, 6, day)}
    case = told(*STANDS).when(replace(command, **on), at=JUNE)

    if is_taken:
        assert len(decided(case)) == 1
    else:
        case.then_rejected("elections.date-in-future")


# What it does


@pytest.mark.req("E-148")
@pytest.mark.parametrize("work", CouncilWork)
def test_what_the_council_takes_part_in_is_recorded_and_numbered(work: CouncilWork):
    [fact] = decided(told(*ACTIVE).when(replace(ACT, work=work), at=JUNE))

    assert fact == CouncilActionRecorded(
        unit=UNIT,
        number=2,
        work=work,
        acted_on=date(2025, 6, 2),
        title="走访独居老人",
        outcome="走访十二户，需求转社区服务站",
        recorded_by="committee",
        recorded_at=JUNE,
    )


def test_without_a_council_it_does_nothing():
    told().when(ACT, at=JUNE).then_rejected("elections.no-such-council", UNIT)


@pytest.mark.parametrize(("day", "is_taken"), [(30, False), (31, True), (32, True)])
@pytest.mark.parametrize("steps", [STANDS, CHANGED, ACTIVE])
def test_it_did_nothing_before_it_was_set_up(steps: Any, day: int, is_taken: bool):
    acted_on = date.fromordinal(date(2025, 3, 1).toordinal() + day - 1)
    case = told(*steps).when(replace(ACT, acted_on=acted_on), at=JUNE)

    if is_taken:
        assert len(decided(case)) == 1
    else:
        case.then_rejected("elections.day-too-early", "acted_on: set up on 2025-03-31")


# What is executed


def executed(command: ExecuteCommunityMatter = EXECUTE) -> list[Any]:
    return decided(given(COMMUNITY_MATTER, None).when(command, at=JUNE))


@pytest.mark.req("E-152")
@pytest.mark.parametrize("kind", CommunityMatterKind)
def test_what_was_consulted_on_is_executed(kind: CommunityMatterKind):
    assert executed(replace(EXECUTE, kind=kind)) == [
        CommunityMatterExecuted(
            unit=UNIT,
            matter="road",
            kind=kind,
            title="小区道路硬化",
            executed_on=date(2025, 6, 18),
            consultation="road-talk",
            consulted=ConsultationHeld(held_on=date(2025, 6, 18), is_closed=True),
            lack=None,
            recorded_by="committee",
            recorded_at=JUNE,
        )
    ]


@pytest.mark.req("E-152")
@pytest.mark.parametrize("kind", CommunityMatterKind)
def test_what_is_executed_without_consultation_is_flagged(kind: CommunityMatterKind):
    [fact, flag] = executed(replace(ALONE, kind=kind))

    assert fact.lack is ConsultationLack.NONE_NAMED
    assert flag == ConsultationMissing(unit=UNIT, matter="road", lack=ConsultationLack.NONE_NAMED, noted_at=JUNE)


@pytest.mark.req("E-152")
@pytest.mark.parametrize(("day", "lack"), [(17, None), (18, None), (19, ConsultationLack.HELD_AFTERWARDS)])
def test_a_consultation_comes_before_the_execution_or_on_its_day(day: int, lack: ConsultationLack | None):
    consulted = ConsultationHeld(held_on=date(2025, 6, day), is_closed=True)
    [fact, *flags] = executed(replace(EXECUTE, consulted=consulted))

    assert fact.lack is lack
    assert [flag.lack for flag in flags] == ([] if lack is None else [lack])


@pytest.mark.req("E-152")
def test_a_consultation_without_complete_minutes_is_none():
    consulted = ConsultationHeld(held_on=date(2025, 6, 18), is_closed=False)
    [fact, flag] = executed(replace(EXECUTE, consulted=consulted))

    assert (fact.lack, flag.lack) == (ConsultationLack.MINUTES_INCOMPLETE, ConsultationLack.MINUTES_INCOMPLETE)


def test_a_consultation_that_is_not_on_record_is_refused():
    case = given(COMMUNITY_MATTER, None).when(replace(EXECUTE, consulted=None), at=JUNE)

    case.then_rejected("elections.no-such-consultation", "consultation: road-talk")


@pytest.mark.parametrize("first", [EXECUTE, ALONE])
@pytest.mark.parametrize("second", [EXECUTE, ALONE])
def test_a_matter_is_executed_once(first: Any, second: Any):
    case = given(COMMUNITY_MATTER, None, *executed(first)).when(second, at=JUNE)

    case.then_rejected("elections.executed-already", "matter: road")


@pytest.mark.parametrize(("day", "is_taken"), [(19, True), (20, True), (21, False)])
def test_nothing_is_executed_on_a_day_to_come(day: int, is_taken: bool):
    case = given(COMMUNITY_MATTER, None).when(replace(EXECUTE, executed_on=date(2025, 6, day)), at=JUNE)

    if is_taken:
        assert [type(fact) for fact in decided(case)] == [CommunityMatterExecuted]
    else:
        case.then_rejected("elections.date-in-future")


# Views, and what the door adds


HOLD = HoldResidentsMeeting(
    actor="committee",
    unit=UNIT,
    meeting="road-talk",
    form=MeetingForm.CONSULTATION,
    held_on=date(2025, 6, 17),
    entitled=7,
    attended=5,
)
KEEP = KeepResidentsMinutes(
    actor="committee",
    unit=UNIT,
    meeting="road-talk",
    place="社区会议室",
    topics="小区道路硬化",
    opinions="先修三号楼前",
    result="同意",
)
CLOSE = CloseResidentsMeeting(actor="committee", unit=UNIT, meeting="road-talk")


def play(folder: Path) -> Played:
    desk = Played(SERVICE, SERVICE.answers, begins=moment(1, 1), unit="360730", folder=folder)
    desk.activate("cn-residents-2018", "cn-voting-2018", "community-draft-standards")
    return desk


def prepared(desk: Played, **sent: Any) -> Any:
    """The document of the command as the door completes it."""
    document = {name: value for name, value in dump(ALONE).items() if name != "consulted"}
    desk.projector.catch_up()
    with desk.views.live().reading() as connection:
        source = Source(connection, desk.store.read)
        document = PREPARES[ExecuteCommunityMatter](source, {**document, **sent}, date(2025, 6, 20))
    return load(ExecuteCommunityMatter, document)


@pytest.mark.req("E-152")
def test_the_door_reads_the_consultation_from_its_own_record(tmp_path):
    desk = play(tmp_path)
    assert prepared(desk) == ALONE
    assert prepared(desk, consultation="road-talk").consulted is None
    desk.at(JUNE, HOLD)
    open_still = ConsultationHeld(held_on=date(2025, 6, 17), is_closed=False)
    assert prepared(desk, consultation="road-talk").consulted == open_still
    desk.at(JUNE, KEEP, CLOSE)
    assert prepared(desk, consultation="road-talk").consulted == replace(open_still, is_closed=True)
    assert prepared(desk, consultation="road-talk", unit=BESIDE).consulted is None


def test_a_residents_meeting_of_another_form_consults_on_nothing(tmp_path):
    desk = play(tmp_path)
    desk.at(JUNE, replace(HOLD, form=MeetingForm.GROUP_REPS))

    assert prepared(desk, consultation="road-talk").consulted is None
    assert desk.ask(ConsultationsOfCommunities(unit="360730")).consultations == ()
    desk.at(JUNE, KEEP, CLOSE)
    assert desk.ask(ConsultationsOfCommunities(unit="360730")).consultations == ()


def test_what_the_door_reads_is_never_sent(tmp_path):
    desk = play(tmp_path)

    with pytest.raises(Malformed, match="consulted"):
        prepared(desk, consulted={"held_on": "2025-06-18", "is_closed": True})


@pytest.mark.req("E-152")
def test_a_consultation_meeting_stays_open_until_its_minutes_are_complete(tmp_path):
    desk = play(tmp_path)
    desk.at(JUNE, HOLD)
    with pytest.raises(Rejected, match="minutes-required"):
        desk.send(CLOSE)
    [line] = desk.ask(ConsultationsOfCommunities(unit="360730")).consultations
    assert (line.topics, line.is_closed) == (None, False)
    desk.at(JUNE, KEEP, CLOSE)
    [line] = desk.ask(ConsultationsOfCommunities(unit="360730")).consultations

    shown = (line.meeting, line.held_on, line.attended, line.entitled)
    assert shown == ("road-talk", date(2025, 6, 17), 5, 7)
    minutes = (line.place, line.topics, line.opinions, line.result)
    assert minutes == ("社区会议室", "小区道路硬化", "先修三号楼前", "同意")
    assert line.is_closed


@pytest.mark.req("E-147", "E-148")
def test_the_councils_of_an_area_are_shown_as_they_stand_with_what_they_did(tmp_path):
    desk = play(tmp_path)
    desk.at(JUNE, replace(SET, unit=BESIDE), SET, CHANGE, ACT, replace(ACT, work=CouncilWork.MANAGEMENT))
    first = desk.ask(CouncilsOfCommunities(unit="360730"), limit=1)
    second = desk.ask(CouncilsOfCommunities(unit="360730"), limit=1, after=first.next)
    [own] = first.councils
    [other] = second.councils
    did = desk.ask(ActionsOfCouncils(unit=UNIT)).actions

    assert (own.unit, own.since, own.members, own.actions) == (UNIT, date(2025, 6, 1), MEMBERS[:1], 2)
    assert (other.unit, other.members, other.actions, second.next) == (BESIDE, MEMBERS, 0, None)
    assert [(each.number, each.work) for each in did] == [(1, CouncilWork.SERVICE), (2, CouncilWork.MANAGEMENT)]
    assert (did[0].acted_on, did[0].title, did[0].outcome) == (ACT.acted_on, ACT.title, ACT.outcome)
    assert desk.ask(ActionsOfCouncils(unit=BESIDE)).actions == ()


@pytest.mark.req("E-152")
def test_executed_matters_of_an_area_show_which_lack_a_consultation(tmp_path):
    desk = play(tmp_path)
    desk.at(JUNE, EXECUTE, replace(ALONE, matter="lift", executed_on=date(2025, 6, 1)), replace(ALONE, unit=BESIDE))
    shown = desk.ask(ExecutedMattersOfCommunities(unit="360730")).matters

    assert [(line.unit, line.matter, line.lack) for line in shown] == [
        (UNIT, "lift", ConsultationLack.NONE_NAMED),
        (UNIT, "road", None),
        (BESIDE, "road", ConsultationLack.NONE_NAMED),
    ]
    assert (shown[1].consultation, shown[1].consulted_on) == ("road-talk", date(2025, 6, 18))
    assert (shown[1].kind, shown[1].title, shown[1].executed_on) == (EXECUTE.kind, EXECUTE.title, EXECUTE.executed_on)
    assert desk.ask(ExecutedMattersOfCommunities(unit="360732")).matters == ()


def test_the_views_are_made_anew_to_the_same(tmp_path):
    desk = play(tmp_path)
    desk.at(JUNE, SET, CHANGE, ACT, HOLD, KEEP, CLOSE, EXECUTE, replace(ALONE, matter="lift"))
    desk.projector.catch_up()
    before = desk.rows()
    desk.projector.rebuild()

    assert before == desk.rows()


# Who may


@pytest.mark.parametrize("method", ["set_council", "record_council_action", "execute_community_matter"])
def test_a_committee_keeps_its_own_record_and_no_other(method: str):
    permissions = permissions_of("elections")

    permissions.refuse_unit(method, "ResidentsCommittee", actor_unit=UNIT, record_unit=UNIT)
    with pytest.raises(Forbidden, match="forbidden-unit"):
        permissions.refuse_unit(method, "ResidentsCommittee", actor_unit=BESIDE, record_unit=UNIT)
    for role in ("TownshipGovernment", "DistrictCivilAffairs", "Public"):
        with pytest.raises(Forbidden, match="forbidden-role"):
            permissions.refuse_role(method, role)
