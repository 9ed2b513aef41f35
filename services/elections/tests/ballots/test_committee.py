"""The election committee and its roll: chosen, left, filled in the order of votes, final in its time."""

from datetime import date, timedelta
from typing import Any

import pytest
from contracts.elections.election.messages import (
    ChooseSubstitutes,
    CloseRoll,
    CommitteeMemberLeft,
    FillCommitteeSeat,
    LeaveElectionCommittee,
    NameCommitteeChair,
    NoSubstitute,
    PublishRoll,
    RollClosed,
    Standing,
    SubstitutesChosen,
    SubstituteSeated,
)
from contracts.elections.election.rules import election_policy
from contracts.elections.words import ElectionKind, Post
from contracts.policies import pack_named, resolve

MARCH_2 = date(2025, 3, 2)


def refused(polling: Any, history: list[Any], command: Any, code: str) -> None:
    case = polling.given(*history)
    case.when(command, at=case.facts[0].planned_at).then_rejected(code)


def leaves(polling: Any, person: str) -> Any:
    return polling.say(LeaveElectionCommittee, person=person, left_on=MARCH_2)


def fills(polling: Any, person: str) -> Any:
    return polling.say(FillCommitteeSeat, person=person, filled_on=MARCH_2)


def formed(polling: Any) -> list[Any]:
    return [polling.plan(), polling.form()]


@pytest.mark.req("E-192")
def test_without_an_election_committee_nothing_is_held_among_residents(community):
    planned = [community.plan()]

    refused(community, planned, community.roll()[0], "elections.committee-missing")
    refused(community, planned, leaves(community, "ref-c1"), "elections.committee-missing")
    adopted = [community.plan(), community.submit(), community.adopt(400, 600)]
    refused(community, adopted, community.open(), "elections.committee-missing")


def test_a_congress_has_no_election_committee(head):
    refused(head, [head.plan()], head.form(), "elections.no-election-committee")


def test_a_committee_is_formed_once_of_those_with_the_most_votes(community):
    refused(community, formed(community), community.form(), "elections.committee-formed-already")
    disordered = tuple(Standing(person=f"ref-c{number}", votes=number) for number in range(1, 8))
    refused(community, [community.plan()], community.form(chosen=disordered), "elections.invalid-order")
    refused(community, [community.plan()], community.form(size=8), "elections.committee-size")
    refused(community, [community.plan()], community.form(chair="ref-c6"), "elections.not-a-member")


SIZES = {"bj-village-elections-2012": (5, 9), "zj-village-elections-2020": (5, 9), "sh-village-elections-2020": (7, 9)}


@pytest.mark.parametrize("pack", SIZES)
def test_the_size_of_a_villages_election_committee_is_the_provinces(village, pack: str):
    here = village.like(packs=(pack,))
    least, most = SIZES[pack]
    chosen = tuple(Standing(person=f"ref-c{number}", votes=90 - number) for number in range(1, most + 2))
    for size in (least, most):
        assert here.given(here.plan(), here.form(chosen=chosen, size=size)).facts
    for size in (least - 1, most + 1):
        refused(here, [here.plan()], here.form(chosen=chosen, size=size), "elections.committee-size")


@pytest.mark.req("E-194")
def test_el_06_a_seat_is_filled_by_the_next_one_of_the_original_choice_and_by_nobody_else(community):
    history = [*formed(community), leaves(community, "ref-c3")]
    left = community.given(*history).facts[-1]

    assert (CommitteeMemberLeft, "ref-c6") == (type(left), left.next)
    refused(community, history, fills(community, "ref-c7"), "elections.not-next-in-order")
    refused(community, history, fills(community, "ref-c3"), "elections.not-next-in-order")
    filled = community.given(*history, fills(community, "ref-c6"))
    assert isinstance(filled.facts[-1], SubstituteSeated)
    refused(community, [*history, fills(community, "ref-c6")], fills(community, "ref-c7"), "elections.no-open-seat")


@pytest.mark.req("E-194")
def test_el_06_when_nobody_is_left_the_voters_choose_again(community):
    gone = [step for person in ("ref-c1", "ref-c2") for step in (leaves(community, person),)]
    filled = [gone[0], fills(community, "ref-c6"), gone[1], fills(community, "ref-c7")]
    last = [*formed(community), *filled, leaves(community, "ref-c3")]
    chosen = community.say(
        ChooseSubstitutes,
        chosen=(Standing(person="ref-new", votes=40),),
        chosen_by="居民会议",
        chosen_on=MARCH_2,
    )

    finding = community.given(*last).facts[-1]
    assert (NoSubstitute, 1) == (type(finding), finding.open_seats)
    refused(community, last, fills(community, "ref-new"), "elections.not-next-in-order")
    assert isinstance(community.given(*last, chosen).facts[-1], SubstitutesChosen)
    assert community.given(*last, chosen, fills(community, "ref-new")).facts[-1].person == "ref-new"
    refused(community, formed(community), chosen, "elections.substitutes-left")
    twice = chosen.__class__(
        **{
            **{name: getattr(chosen, name) for name in chosen.__dataclass_fields__},
            "chosen": (Standing(person="ref-x", votes=1), Standing(person="ref-x", votes=1)),
        }
    )
    refused(community, last, twice, "elections.invalid-order")


@pytest.mark.req("E-193")
def test_who_left_the_committee_acts_no_more(community):
    history = [*formed(community), leaves(community, "ref-c3")]
    acting = community.roll()[0]
    fields = {name: getattr(acting, name) for name in acting.__dataclass_fields__}

    refused(community, history, acting.__class__(**{**fields, "actor": "ref-c3"}), "elections.left-the-committee")
    assert community.given(*history, acting.__class__(**{**fields, "actor": "ref-c2"})).facts


@pytest.mark.req("E-191")
def test_who_stands_does_not_chair_the_election_committee(community):
    member = Post.COMMITTEE_MEMBER
    named = [*community.adopted(), community.open(), community.nominate(member, "ref-c2")]
    chairs = community.say(NameCommitteeChair, person="ref-c2", named_on=MARCH_2)

    refused(community, named, chairs, "elections.candidate-on-election-committee")
    assert "ref-c2" == community.given(*formed(community), chairs).facts[-1].person
    stranger = community.say(NameCommitteeChair, person="ref-z", named_on=MARCH_2)
    refused(community, formed(community), stranger, "elections.not-a-member")


def test_nothing_is_done_on_a_day_to_come(community):
    later = community.say(LeaveElectionCommittee, person="ref-c1", left_on=date(2025, 3, 29))

    refused(community, formed(community), later, "elections.invalid-date")


# The roll


@pytest.mark.req("E-351", "E-367")
@pytest.mark.parametrize(("days", "in_time"), [(19, False), (20, True)])
@pytest.mark.parametrize("kind", ["village", "district"])
def test_a_roll_is_public_twenty_days_before(kind: str, days: int, in_time: bool, request):
    polling = request.getfixturevalue(kind)
    day = polling.plan().held_on - timedelta(days=days)
    command = polling.say(PublishRoll, voters=1000, published_on=day)
    if in_time:
        published = polling.given(*formed(polling), command).facts[-1]
        assert published.objections_until == day + timedelta(days=5)
    else:
        refused(polling, formed(polling), command, "elections.published-too-late")


@pytest.mark.req("E-352", "E-367")
@pytest.mark.parametrize(("days", "is_over"), [(5, False), (6, True)])
def test_a_roll_is_final_once_the_days_for_objections_are_over(village, days: int, is_over: bool):
    published = village.roll()[0]
    day = published.published_on + timedelta(days=days)
    command = village.say(CloseRoll, voters=999, objections=1, closed_on=day)
    history = [*formed(village), published]
    if is_over:
        assert isinstance(village.given(*history, command).facts[-1], RollClosed)
        refused(village, [*history, command], command, "elections.roll-final-already")
        refused(village, [*history, command], published, "elections.roll-final-already")
    else:
        refused(village, history, command, "elections.roll-still-open")
    refused(village, formed(village), command, "elections.roll-missing")


def test_nobody_is_named_or_votes_before_the_roll_is_final(village):
    opened = [village.plan(), village.form(), village.submit(), village.adopt(600, 700), village.roll()[0]]

    refused(village, opened, village.open(), "elections.roll-not-final")


def test_nobody_else_votes_than_stands_on_the_roll(village):
    refused(village, village.confirmed(), village.vote(entitled=1001), "elections.roll-differs")


@pytest.mark.parametrize(("days", "in_time"), [(19, False), (20, True)])
def test_from_2026_on_a_communitys_roll_is_public_twenty_days_before(community, days: int, in_time: bool):
    here = community.like(packs=("cn-residents-2026",))
    command = here.say(PublishRoll, voters=1000, published_on=here.plan().held_on - timedelta(days=days))
    if in_time:
        assert here.given(*formed(here), command).facts[-1].clause == "居组法2025"
    else:
        refused(here, formed(here), command, "elections.published-too-late")


@pytest.mark.parametrize("pack", ["cn-villagers-2018-elections", "cn-villagers-2026"])
def test_both_texts_of_the_villages_law_have_the_same_days_for_the_roll(pack: str):
    days = election_policy(resolve("360730101201", [pack_named(pack)])).of(ElectionKind.VILLAGERS).days

    assert (20, 5) == (days.roll, days.objections)
