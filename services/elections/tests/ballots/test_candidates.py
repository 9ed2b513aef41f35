"""Who stands: named by those who may, in time, checked, and as many as the measures say."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from contracts.elections.election.messages import (
    CandidateEligible,
    CandidateRejected,
    CandidateWithdrawn,
    CommitteeMemberLeft,
    Contest,
    FinalListPublished,
    LeavesOn,
    NominatorKind,
    NomineesPublished,
    PreliminaryHeld,
    PublishNominees,
    RecordPreliminary,
    ResidenceRequirement,
    Standing,
    WithdrawCandidate,
)
from contracts.elections.election.rules import election_policy
from contracts.elections.words import Basis, Post
from contracts.policies import pack_named, resolve

HEAD, DEPUTY_HEAD, CHAIR = Post.TOWNSHIP_HEAD, Post.DEPUTY_TOWNSHIP_HEAD, Post.CONGRESS_CHAIR
MEMBER = Post.COMMITTEE_MEMBER


def refused(polling: Any, history: list[Any], command: Any, code: str) -> None:
    case = polling.given(*history)
    case.when(command, at=case.facts[0].planned_at).then_rejected(code)


def nominating(polling: Any) -> list[Any]:
    return [*polling.adopted(), polling.open()]


def signers(number: int, first: int = 1) -> tuple[str, ...]:
    return tuple(f"ref-s{each}" for each in range(first, first + number))


@pytest.mark.req("E-044")
@pytest.mark.parametrize(("day", "is_open"), [(4, False), (5, True), (12, True), (13, False)])
def test_who_is_named_outside_the_days_of_nomination_is_no_candidate(head, day: int, is_open: bool):
    command = head.nominate(HEAD, "ref-wen", nominated_on=date(2025, 3, day))
    if is_open:
        assert "ref-wen" == head.given(*nominating(head), command).facts[-1].person
    else:
        refused(head, nominating(head), command, "elections.nomination-invalid")


@pytest.mark.req("E-044")
def test_who_is_named_by_nobody_twice_or_before_the_nominations_is_no_candidate(head):
    named = head.nominate(HEAD, "ref-wen")

    refused(head, nominating(head), head.nominate(HEAD, "ref-wen", nominators=()), "elections.nomination-invalid")
    refused(head, head.adopted(), named, "elections.nomination-invalid")
    refused(head, [*nominating(head), named], named, "elections.nomination-invalid")
    by_voters = head.nominate(HEAD, "ref-wen", by=NominatorKind.VOTERS)
    refused(head, nominating(head), by_voters, "elections.nomination-invalid")
    refused(head, nominating(head), head.nominate(DEPUTY_HEAD, "ref-wen"), "elections.not-elected-here")


@pytest.mark.req("E-322")
@pytest.mark.parametrize(("number", "is_enough"), [(9, False), (10, True)])
def test_el_06_ten_deputies_name_a_candidate_together(head, number: int, is_enough: bool):
    command = head.nominate(HEAD, "ref-wen", nominators=signers(number))
    if is_enough:
        assert head.given(*nominating(head), command).facts
    else:
        refused(head, nominating(head), command, "elections.not-enough-signers")


@pytest.mark.req("E-353")
@pytest.mark.parametrize(("number", "is_enough"), [(9, False), (10, True)])
def test_el_06_ten_voters_of_a_district_name_a_candidate_together(district, number: int, is_enough: bool):
    command = district.nominate(Post.DEPUTY, "ref-v1", nominators=signers(number))
    if is_enough:
        assert district.given(*nominating(district), command).facts
    else:
        refused(district, nominating(district), command, "elections.not-enough-signers")


@pytest.mark.req("E-322")
def test_el_06_no_deputy_names_more_persons_than_there_are_seats(deputy_heads):
    names = [f"ref-x{number}" for number in range(4)]
    same = [deputy_heads.nominate(DEPUTY_HEAD, name, nominators=signers(10)) for name in names]

    refused(deputy_heads, [*nominating(deputy_heads), *same[:3]], same[3], "elections.too-many-nominated")


@pytest.mark.req("E-322")
def test_el_06_the_presidium_names_no_more_persons_than_there_are_seats(head):
    by = {"by": NominatorKind.PRESIDIUM}
    first = head.nominate(HEAD, "ref-wen", **by, nominators=("ref-chair",))
    second = head.nominate(HEAD, "ref-lu", **by, nominators=("ref-vice",))

    refused(head, [*nominating(head), first], second, "elections.too-many-nominated")


def test_who_declined_counts_no_more_and_may_be_named_again(head):
    by = {"by": NominatorKind.PRESIDIUM, "nominators": ("ref-chair",)}
    declined = head.say(WithdrawCandidate, post=HEAD, person="ref-wen", declined_on=date(2025, 3, 11))
    history = [*nominating(head), head.nominate(HEAD, "ref-wen", **by), declined]

    assert isinstance(head.given(*history).facts[-1], CandidateWithdrawn)
    assert head.given(*history, head.nominate(HEAD, "ref-lu", **by)).facts
    refused(head, history, declined, "elections.no-such-candidate")


@pytest.mark.req("E-004")
@pytest.mark.parametrize(
    ("post", "held"),
    [
        (CHAIR, "state_administrative_organ.township"),
        (CHAIR, "state_administrative_organ.county_bureau"),
        (Post.CONGRESS_VICE_CHAIR, "state_administrative_organ.township"),
        (HEAD, "congress_chair"),
        (DEPUTY_HEAD, "congress_vice_chair"),
    ],
)
def test_the_chair_and_a_post_in_the_administration_exclude_each_other(head, post: Post, held: str):
    here = head.like(contests=(Contest(post=post, seats=1),), extras={post: 1}, names=((post, "ref-a"),))

    refused(here, nominating(here), here.nominate(post, "ref-a", posts=(held,)), "elections.incompatible-office")
    history = [*nominating(here), here.nominate(post, "ref-a", posts=("school.teacher",))]
    checked = here.given(*history, here.check(post, "ref-a", posts=(held,))).facts[-1]
    assert (CandidateRejected, "elections.incompatible-office") == (type(checked), checked.code)


@pytest.mark.parametrize(
    ("found", "code"),
    [
        ({"age_on_election_day": 17}, "elections.under-age"),
        ({"has_political_rights": False}, "elections.deprived-of-rights"),
        ({"is_deputy": False}, "elections.not-a-deputy"),
    ],
)
def test_the_check_rejects_a_candidate_with_the_code_of_the_rule(head, found: dict[str, Any], code: str):
    here = head.like(contests=(Contest(post=CHAIR, seats=1),), extras={CHAIR: 1}, names=((CHAIR, "ref-a"),))
    history = [*nominating(here), here.nominate(CHAIR, "ref-a")]

    rejected = here.given(*history, here.check(CHAIR, "ref-a", **found)).facts[-1]
    assert (CandidateRejected, code) == (type(rejected), rejected.code)
    passed = here.given(*history, here.check(CHAIR, "ref-a", age_on_election_day=18)).facts[-1]
    assert isinstance(passed, CandidateEligible)
    refused(here, nominating(here), here.check(CHAIR, "ref-a"), "elections.no-such-candidate")


RESIDENCE = [(date(2024, 3, 10), False), (date(2024, 3, 11), True), (None, True)]


@pytest.mark.req("E-195")
@pytest.mark.parametrize(("since", "is_found"), RESIDENCE)
def test_short_or_unknown_residence_is_a_finding_and_no_bar(community, since: date | None, is_found: bool):
    history = [*nominating(community), community.nominate(MEMBER, "ref-m1")]
    facts = community.given(*history, community.check(MEMBER, "ref-m1", resident_since=since)).facts
    eligible = next(fact for fact in facts if isinstance(fact, CandidateEligible))
    findings = [fact.least_months for fact in facts if isinstance(fact, ResidenceRequirement)]

    assert "ref-m1" == eligible.person
    assert ([12] if is_found else []) == findings


@pytest.mark.req("E-195")
def test_a_residence_that_begins_tomorrow_is_an_invalid_date(community):
    history = [*nominating(community), community.nominate(MEMBER, "ref-m1")]

    refused(
        community,
        history,
        community.check(MEMBER, "ref-m1", resident_since=date(2025, 3, 29)),
        "elections.invalid-date",
    )


@pytest.mark.req("E-195")
@pytest.mark.parametrize("pack", ["cn-residents-2018", "cn-residents-2026"])
def test_the_statute_by_itself_asks_nobody_how_long_they_have_lived_there(pack: str):
    assert election_policy(resolve("360730101001", [pack_named(pack)])).residence is None


# The final list


def eligible(polling: Any, post: Post, *persons: str) -> list[Any]:
    named = [
        polling.nominate(post, person, nominators=signers(10, 20 * number)) for number, person in enumerate(persons)
    ]
    return [*nominating(polling), *named, *(polling.check(post, person) for person in persons)]


def listed(polling: Any, post: Post, *persons: str) -> Any:
    return polling.publish(*((post, person) for person in persons))


@pytest.mark.req("E-323")
def test_el_07_the_final_list_has_as_many_names_as_the_measures_say(deputy_heads):
    three = ("ref-p1", "ref-p2", "ref-p3")
    few = eligible(deputy_heads, DEPUTY_HEAD, *three)
    enough = eligible(deputy_heads, DEPUTY_HEAD, *three, "ref-p4")

    refused(deputy_heads, few, listed(deputy_heads, DEPUTY_HEAD, *three), "elections.candidate-count-unlawful")
    published = deputy_heads.given(*enough, listed(deputy_heads, DEPUTY_HEAD, *three, "ref-p4")).facts[-1]
    assert (FinalListPublished, 4) == (type(published), len(published.candidates))
    refused(deputy_heads, enough, listed(deputy_heads, DEPUTY_HEAD, *three), "elections.candidate-not-listed")
    twice = (*three, "ref-p4", "ref-p4")
    refused(deputy_heads, enough, listed(deputy_heads, DEPUTY_HEAD, *twice), "elections.candidate-count-unlawful")


@pytest.mark.req("E-323")
def test_el_07_a_chief_post_may_have_one_candidate_where_only_one_was_nominated(head):
    alone = eligible(head, HEAD, "ref-wen")
    rejected = [
        *nominating(head),
        head.nominate(HEAD, "ref-wen"),
        head.nominate(HEAD, "ref-lu"),
        head.check(HEAD, "ref-wen"),
        head.check(HEAD, "ref-lu", age_on_election_day=17),
    ]

    assert isinstance(head.given(*alone, listed(head, HEAD, "ref-wen")).facts[-1], FinalListPublished)
    refused(head, rejected, listed(head, HEAD, "ref-wen"), "elections.candidate-count-unlawful")


def preliminary(polling: Any, post: Post, *votes: int, ballots: int = 66) -> Any:
    standings = tuple(Standing(person=f"ref-p{number}", votes=each) for number, each in enumerate(votes, start=1))
    return polling.say(RecordPreliminary, post=post, standings=standings, ballots=ballots, held_on=date(2025, 3, 13))


@pytest.mark.req("E-323")
def test_el_07_with_too_many_names_a_preliminary_ballot_decides_by_the_order_of_votes(head):
    names = ("ref-p1", "ref-p2", "ref-p3")
    three = eligible(head, HEAD, *names)
    held = head.given(*three, preliminary(head, HEAD, 40, 10, 16))

    refused(head, three, listed(head, HEAD, *names), "elections.preliminary-required")
    assert (PreliminaryHeld, ("ref-p1", "ref-p3")) == (type(held.facts[-1]), held.facts[-1].kept)
    history = [*three, preliminary(head, HEAD, 40, 10, 16)]
    refused(head, history, listed(head, HEAD, "ref-p1", "ref-p2"), "elections.not-by-order-of-votes")
    assert head.given(*history, listed(head, HEAD, "ref-p1", "ref-p3")).facts


def test_a_preliminary_ballot_decides_nothing_by_a_draw(head):
    three = eligible(head, HEAD, "ref-p1", "ref-p2", "ref-p3")

    refused(head, three, preliminary(head, HEAD, 40, 13, 13), "elections.preliminary-tied")
    refused(head, three, preliminary(head, HEAD, 67, 1, 2), "elections.invalid-tally")
    refused(head, three, preliminary(head, HEAD, 40, 20), "elections.invalid-tally")
    two = eligible(head, HEAD, "ref-p1", "ref-p2")
    refused(head, two, preliminary(head, HEAD, 40, 20), "elections.preliminary-not-needed")


def test_only_the_eligible_are_listed_and_only_for_what_is_elected(head):
    two = eligible(head, HEAD, "ref-p1", "ref-p2")

    refused(head, two, listed(head, HEAD, "ref-p1", "ref-stranger"), "elections.candidate-not-eligible")
    more = head.publish((HEAD, "ref-p1"), (HEAD, "ref-p2"), (DEPUTY_HEAD, "ref-p1"))
    refused(head, two, more, "elections.not-elected-here")
    refused(head, head.adopted(), head.publish(), "elections.invalid-transition")


@pytest.mark.req("E-354")
@pytest.mark.parametrize(("days", "in_time"), [(6, False), (7, True)])
def test_the_final_list_of_a_district_is_public_seven_days_before(district, days: int, in_time: bool):
    history = district.confirmed()[:-1]
    command = district.publish(on=district.plan().held_on - timedelta(days=days))
    if in_time:
        published = district.given(*history, command).facts[-1]
        assert "选举法31; 选举法32" == published.clause
    else:
        refused(district, history, command, "elections.published-too-late")


@pytest.mark.req("E-354")
@pytest.mark.parametrize(("days", "in_time"), [(14, False), (15, True)])
def test_the_nominees_of_a_district_are_public_fifteen_days_before(district, days: int, in_time: bool):
    history = [*nominating(district), district.nominate(Post.DEPUTY, "ref-v1")]
    day = district.plan().held_on - timedelta(days=days)
    command = district.say(PublishNominees, published_on=day)
    if in_time:
        assert isinstance(district.given(*history, command).facts[-1], NomineesPublished)
    else:
        refused(district, history, command, "elections.published-too-late")


def test_without_a_nominee_nothing_is_published(district):
    command = district.say(PublishNominees, published_on=date(2025, 3, 1))

    refused(district, nominating(district), command, "elections.no-such-candidate")
    refused(district, district.adopted(), command, "elections.invalid-transition")


LIST_DAYS = [("bj-village-elections-2012", 5), ("zj-village-elections-2020", 5), ("sh-village-elections-2020", 5)]


@pytest.mark.parametrize(("pack", "days"), LIST_DAYS)
def test_a_provinces_day_for_the_final_list_is_data(village, pack: str, days: int):
    here = village.like(packs=(pack,), size=7)
    history = here.confirmed()[:-1]
    last = here.plan().held_on - timedelta(days=days)

    refused(here, history, here.publish(on=last + timedelta(days=1)), "elections.published-too-late")
    assert here.given(*history, here.publish(on=last)).facts


def test_a_refusal_to_stand_in_zhejiang_comes_three_days_before(village):
    here = village.like(packs=("zj-village-elections-2020",))
    chair = Post.COMMITTEE_CHAIR
    late = here.say(WithdrawCandidate, post=chair, person="ref-a", declined_on=date(2025, 3, 18))
    in_time = here.say(WithdrawCandidate, post=chair, person="ref-a", declined_on=date(2025, 3, 17))

    refused(here, here.confirmed(), late, "elections.withdrawal-too-late")
    ballot = here.given(*here.confirmed(), in_time, here.vote()).facts[-1].ballot
    assert ("ref-b",) == ballot[0].candidates


# The election committee and its candidates


@pytest.mark.req("E-193")
def test_el_06_a_member_who_is_confirmed_as_candidate_leaves_the_election_committee(community):
    here = community.like(names=(*community.names[:4], (MEMBER, "ref-c2")))
    left = here.given(*here.confirmed()).facts[-1]

    assert (CommitteeMemberLeft, "ref-c2", LeavesOn.CANDIDACY, "ref-c6") == (
        type(left),
        left.person,
        left.on,
        left.next,
    )
    assert not [fact for fact in here.given(*here.confirmed()[:-1]).facts if isinstance(fact, CommitteeMemberLeft)]


@pytest.mark.req("E-365")
def test_el_06_in_a_village_a_member_leaves_when_nominated(village):
    nominated = village.nominate(Post.COMMITTEE_CHAIR, "ref-c2")
    left = village.given(*nominating(village), nominated).facts[-1]

    assert (LeavesOn.NOMINATION, "ref-c2", "ref-c6") == (left.on, left.person, left.next)


def test_a_by_election_of_deputy_heads_may_have_one_name_for_each_seat(deputy_heads):
    here = deputy_heads.like(basis=Basis.BY_ELECTION, extras={DEPUTY_HEAD: 0}, names=deputy_heads.names[:3])

    assert isinstance(here.given(*here.confirmed()).facts[-1], FinalListPublished)


def test_where_a_law_lets_it_short_residence_bars_a_candidate(community):
    """No pack in force does so; the mode is data (AMB-54)."""
    policy = community.policy
    assert policy.residence is not None
    enforced = replace(policy, residence=replace(policy.residence, is_enforced=True))
    case = community.given(*nominating(community), community.nominate(MEMBER, "ref-m1"))
    check = community.check(MEMBER, "ref-m1", resident_since=date(2024, 3, 11))
    rejected = replace(case, policy=enforced).when(check, at=case.facts[0].planned_at).after().facts[-1]

    assert (CandidateRejected, "elections.residence-requirement") == (type(rejected), rejected.code)
