"""Representatives of a village: who they are, that they meet, and what the groups decide and are told."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.elections.villagers.messages import (
    Attendance,
    CalledBy,
    CheckRepresentatives,
    ChosenBy,
    EndRepresentativesTerm,
    EnterRepresentatives,
    GroupDecided,
    GroupTold,
    HoldGroupMeeting,
    HoldRepresentativesMeeting,
    QuarterMissed,
    RepresentativesChecked,
    RepresentativesEntered,
    RepresentativesMeetingMissed,
    RepresentativesMet,
    RepresentativesOfVillage,
    RepresentativesTermEnded,
    TellGroup,
    Told,
)
from contracts.elections.villagers.rules import villagers_policy
from contracts.policies import pack_named, resolve
from elections.service import SERVICE
from elections.villagers import STREAM
from ledger.testing.given import Case, given
from ledger.testing.playing import Played

VILLAGE = "360730101201"
PACKS = ("cn-villagers-2018-elections", "cn-villagers-2018-meetings", "cn-villagers-2018-representatives")
REPRESENTATIVES_2026 = ("cn-villagers-2026-representatives",)
POLICY = villagers_policy(resolve("360730", [pack_named(name) for name in PACKS]))
KEY: dict[str, Any] = {"unit": VILLAGE, "term": "2024"}
WHO: dict[str, Any] = {"actor": "secretary", **KEY}


def noon(month: int, day: int, year: int = 2025) -> datetime:
    return datetime(year, month, day, 12, tzinfo=CHINA)


AT, DAY = noon(2, 10), date(2025, 2, 10)
ENTER = EnterRepresentatives(
    **WHO,
    representatives=40,
    committee_members=5,
    women=15,
    households=400,
    chosen_by=ChosenBy.HOUSEHOLDS,
    chosen_on=date(2025, 2, 1),
)
ENTERED = RepresentativesEntered(
    **KEY,
    representatives=40,
    committee_members=5,
    women=15,
    households=400,
    chosen_by=ChosenBy.HOUSEHOLDS,
    chosen_on=date(2025, 2, 1),
    next_check_at=datetime(2025, 4, 1, tzinfo=CHINA),
    entered_by="secretary",
    entered_at=AT,
)
MEET = HoldRepresentativesMeeting(
    **WHO, held_on=DAY, attended=30, called_by=CalledBy.COMMITTEE, agenda="听取村委会上年工作报告"
)
GROUP = HoldGroupMeeting(
    **WHO,
    group="第三村民小组",
    held_on=DAY,
    adults=Attendance(entitled=90, attended=60),
    agreed=31,
    matter="机动地发包",
)
TELL = TellGroup(**WHO, number=1, told=Told.DECISION, told_on=DAY, text="张贴于组公开栏")
CHECK = CheckRepresentatives(actor="clock", **KEY)


def village(*commands: Any) -> Case[Any, Any, Any, Any]:
    story: Case[Any, Any, Any, Any] = given(STREAM, POLICY, ENTERED)
    for command in commands:
        story = story.when(command, at=AT).after()
    return story


def entering(**other: Any) -> Case[Any, Any, Any, Any]:
    return given(STREAM, POLICY).when(replace(ENTER, **other), at=AT)


@pytest.mark.req("E-339")
def test_the_members_of_the_representatives_meeting_are_entered():
    entering().then(ENTERED)
    entering(chosen_on=date(2025, 2, 11)).then_rejected("elections.date-in-future")


@pytest.mark.req("E-339")
@pytest.mark.parametrize(("committee_members", "is_enough"), [(9, True), (10, True), (11, False)])
def test_four_fifths_of_the_members_are_representatives(committee_members: int, is_enough: bool):
    """Of 40 representatives 10 is a fifth of fifty."""
    case = entering(committee_members=committee_members, women=30)
    if is_enough:
        assert case.after().facts
    else:
        case.then_rejected("elections.too-few-representatives", "40 of 51")


@pytest.mark.req("E-339")
@pytest.mark.parametrize(("women", "is_enough"), [(14, False), (15, True), (45, True), (46, False)])
def test_a_third_of_the_members_are_women(women: int, is_enough: bool):
    case = entering(women=women)
    if is_enough:
        assert case.after().facts
    else:
        case.then_rejected("elections.too-few-women")


@pytest.mark.req("E-339")
@pytest.mark.parametrize(("households", "fits"), [(199, False), (200, True), (600, True), (601, False)])
def test_a_representative_stands_for_five_to_fifteen_households(households: int, fits: bool):
    case = entering(households=households)
    if fits:
        assert case.after().facts
    else:
        case.then_rejected("elections.representatives-per-households")
    assert entering(households=households, chosen_by=ChosenBy.GROUPS).after().facts


def test_where_no_pack_says_how_many_households_any_number_does():
    open_ = replace(POLICY, households=None)

    assert given(STREAM, open_).when(replace(ENTER, households=9000), at=AT).after().facts


@pytest.mark.req("E-339")
@pytest.mark.parametrize(("attended", "is_enough"), [(29, False), (30, True), (45, True)])
def test_two_thirds_of_the_members_are_a_meeting(attended: int, is_enough: bool):
    case = village().when(replace(MEET, attended=attended), at=AT)
    if not is_enough:
        case.then_rejected("elections.quorum-not-met")
        return
    case.then(
        RepresentativesMet(
            **KEY,
            held_on=DAY,
            members=45,
            attended=attended,
            called_by=CalledBy.COMMITTEE,
            proposers=None,
            agenda="听取村委会上年工作报告",
            recorded_by="secretary",
            recorded_at=AT,
        )
    )


@pytest.mark.req("E-339")
@pytest.mark.parametrize(("proposers", "is_enough"), [(None, False), (7, False), (8, True)])
def test_a_fifth_of_the_representatives_may_ask_for_a_meeting(proposers: int | None, is_enough: bool):
    case = village().when(replace(MEET, called_by=CalledBy.REPRESENTATIVES, proposers=proposers), at=AT)
    if is_enough:
        assert case.after().facts[-1].proposers == proposers
    else:
        case.then_rejected("elections.not-enough-signers")


def test_no_more_attend_than_there_are_members_and_none_tomorrow():
    village().when(replace(MEET, attended=46), at=AT).then_rejected("elections.attendance-exceeds-entitled")
    village().when(replace(MEET, held_on=date(2025, 2, 11)), at=AT).then_rejected("elections.date-in-future")
    given(STREAM, POLICY).when(MEET, at=AT).then_rejected("elections.no-such-term")


def missed(year: int, quarter: int, at: datetime) -> RepresentativesMeetingMissed:
    return RepresentativesMeetingMissed(**KEY, year=year, quarter=quarter, held=0, least=1, announced_at=at)


def checked(year: int, quarter: int, next_check: datetime, at: datetime) -> RepresentativesChecked:
    return RepresentativesChecked(**KEY, year=year, quarter=quarter, next_check_at=next_check, checked_at=at)


APRIL, JULY, OCTOBER = (datetime(2025, month, 1, tzinfo=CHINA) for month in (4, 7, 10))


@pytest.mark.req("E-339")
def test_a_quarter_without_a_meeting_is_announced_when_it_is_over_and_one_is_enough():
    village().when(CHECK, at=noon(3, 31)).then()
    village().when(CHECK, at=APRIL).then(missed(2025, 1, APRIL), checked(2025, 1, JULY, APRIL))
    village(MEET).when(CHECK, at=APRIL).then(checked(2025, 1, JULY, APRIL))


@pytest.mark.req("E-339")
def test_no_announcement_depends_on_whether_the_sweeper_ran():
    late = replace(MEET, held_on=date(2025, 7, 3))
    facts = village().when(late, at=noon(7, 4)).after().facts[1:]

    assert [missed(2025, 1, noon(7, 4)), checked(2025, 1, JULY, noon(7, 4))] == list(facts[:2])
    assert [missed(2025, 2, noon(7, 4)), checked(2025, 2, OCTOBER, noon(7, 4))] == list(facts[2:4])
    assert isinstance(facts[4], RepresentativesMet)


def test_representatives_entered_anew_keep_what_their_meeting_did():
    anew = village(MEET).when(replace(ENTER, representatives=42, women=16), at=noon(3, 1)).after()

    anew.when(CHECK, at=APRIL).then(checked(2025, 1, JULY, APRIL))
    anew.when(replace(MEET, attended=31), at=noon(3, 2)).then_rejected("elections.quorum-not-met")


def test_a_term_that_is_over_owes_nothing_more():
    end = EndRepresentativesTerm(**WHO)
    ended = village().when(end, at=AT)

    ended.then(RepresentativesTermEnded(**KEY, ended_by="secretary", ended_at=AT))
    ended.after().when(CHECK, at=OCTOBER).then()
    ended.after().when(MEET, at=AT).then_rejected("elections.no-such-term")


def test_the_law_of_2026_asks_of_representatives_what_that_of_2018_asked():
    """Other packs, whose values are compared one by one with those that every test here goes by."""
    packs = [pack_named(name) for name in ("cn-villagers-2026", "cn-villagers-2026-meetings", *REPRESENTATIVES_2026)]

    assert villagers_policy(resolve("360730", packs)) == POLICY


# Groups


def decided(command: HoldGroupMeeting, needed: int, *, is_adopted: bool) -> GroupDecided:
    return GroupDecided(
        **KEY,
        number=1,
        group="第三村民小组",
        held_on=DAY,
        adults=command.adults,
        households=command.households,
        agreed=command.agreed,
        needed=needed,
        is_adopted=is_adopted,
        matter="机动地发包",
        recorded_by="secretary",
        recorded_at=AT,
    )


def came(attended: int, entitled: int) -> Attendance:
    return Attendance(entitled=entitled, attended=attended)


@pytest.mark.req("E-341")
@pytest.mark.parametrize(
    ("adults", "households", "is_enough"),
    [
        (came(60, 90), None, True),
        (came(59, 90), None, False),
        (None, came(20, 30), True),
        (None, came(19, 30), False),
        (came(59, 90), came(20, 30), True),
        (came(59, 90), came(19, 30), False),
        (None, None, False),
    ],
)
def test_two_thirds_of_a_groups_adults_or_households_are_a_meeting(adults, households, is_enough: bool):
    command = replace(GROUP, adults=adults, households=households, agreed=19)
    case = village().when(command, at=AT)
    if is_enough:
        assert case.after().facts[-1].number == 1
    else:
        case.then_rejected("elections.quorum-not-met")


@pytest.mark.req("E-341")
@pytest.mark.parametrize(("agreed", "is_adopted"), [(30, False), (31, True), (60, True)])
def test_more_than_half_of_those_attending_decide_for_the_group(agreed: int, is_adopted: bool):
    command = replace(GROUP, agreed=agreed)

    village().when(command, at=AT).then(decided(command, 31, is_adopted=is_adopted))


def test_a_groups_numbers_agree():
    for other, code in (
        ({"agreed": 61}, "votes-exceed-attendance"),
        ({"adults": came(91, 90)}, "attendance-exceeds-entitled"),
        ({"held_on": date(2025, 2, 11)}, "date-in-future"),
    ):
        village().when(replace(GROUP, **other), at=AT).then_rejected(f"elections.{code}")


@pytest.mark.req("E-341")
@pytest.mark.parametrize("told", list(Told))
def test_the_group_is_told_its_decision_and_what_came_of_it_each_once(told: Told):
    story = village(GROUP).when(replace(TELL, told=told), at=AT)

    story.then(
        GroupTold(
            **KEY, number=1, told=told, told_on=DAY, text="张贴于组公开栏", recorded_by="secretary", recorded_at=AT
        )
    )
    story.after().when(replace(TELL, told=told), at=AT).then_rejected("elections.told-already")


def test_a_group_is_told_what_it_decided_and_not_before():
    refused = village(replace(GROUP, agreed=30))

    refused.when(replace(TELL, told=Told.IMPLEMENTATION), at=AT).then_rejected("elections.invalid-transition")
    assert refused.when(TELL, at=AT).after().facts
    village().when(TELL, at=AT).then_rejected("elections.no-such-meeting")
    village(GROUP).when(replace(TELL, told_on=date(2025, 2, 9)), at=AT).then_rejected("elections.invalid-transition")
    village(GROUP).when(replace(TELL, told_on=date(2025, 2, 11)), at=AT).then_rejected("elections.date-in-future")


@pytest.mark.req("E-339", "E-341")
def test_a_village_shows_the_quarters_it_missed_and_what_a_group_was_not_told(tmp_path: Path):
    played = Played(SERVICE, SERVICE.answers, begins=AT, unit="360730", folder=tmp_path)
    played.activate(*PACKS)
    for command in (ENTER, MEET, GROUP, TELL, replace(ENTER, term="2019")):
        played.send(command)
    played.at(noon(7, 2), EndRepresentativesTerm(**WHO))
    played.at(noon(12, 2))
    first = played.ask(RepresentativesOfVillage(unit=VILLAGE), limit=1)
    [term] = first.terms
    [meeting] = term.groups

    assert ("2024", 40, 45, 15, 1, True) == (
        term.term,
        term.representatives,
        term.members,
        term.women,
        term.meetings,
        term.is_over,
    )
    assert (QuarterMissed(year=2025, quarter=2),) == term.missed
    assert (True, DAY, None) == (meeting.is_adopted, meeting.decision_told_on, meeting.implementation_told_on)
    [other] = played.ask(RepresentativesOfVillage(unit=VILLAGE), limit=1, after=first.next).terms
    assert ("2019", [1, 2, 3]) == (other.term, [each.quarter for each in other.missed])
    assert played.rows() == played.rebuilt(tmp_path / "again")
