"""A residents' committee: in which ways it is elected, for how long, and how many communities elect it directly."""

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from contracts.bilingual import Bilingual
from contracts.calendar import CHINA
from contracts.elections.election.messages import (
    CandidateEligible,
    CandidateRejected,
    DirectElectionCoverage,
    ElectionPlanned,
    GroupsSetOut,
    RollPublished,
    SetOutGroups,
    VotersMode,
)
from contracts.elections.election.rules import election_policy
from contracts.elections.words import ElectionKind, Post
from contracts.policies import pack_named, resolve
from contracts.unit_register import EnrolUnit
from contracts.units import UnitKind
from elections.service import SERVICE
from ledger.testing.playing import Played

GROUPS = "cn-residents-2018-groups"
GROUPS_2026 = "cn-residents-2026-groups"
MEMBER = Post.COMMITTEE_MEMBER


def refused(polling: Any, history: list[Any], command: Any, code: str) -> None:
    case = polling.given(*history)
    at = case.facts[0].planned_at if case.facts else polling.given(polling.plan()).facts[0].planned_at
    case.when(command, at=at).then_rejected(code)


@pytest.mark.req("E-346")
@pytest.mark.parametrize("mode", list(VotersMode))
def test_there_are_three_ways_to_elect_a_residents_committee(community, mode: VotersMode):
    planned = community.given(community.plan(mode=mode)).facts[-1]

    assert (ElectionPlanned, mode) == (type(planned), planned.mode)
    assert {"all_voters", "household_reps", "group_reps"} == set(community.policy.modes)


@pytest.mark.req("E-346")
def test_a_way_that_the_rules_do_not_know_and_none_at_all_are_refused(community):
    only = replace(community.policy, modes=("all_voters",))
    case = replace(community.given(), policy=only)

    case.when(community.plan(mode=VotersMode.GROUP_REPS), at=datetime(2025, 3, 28, 12, tzinfo=CHINA)).then_rejected(
        "elections.mode-not-open"
    )
    refused(community, [], community.plan(mode=None), "elections.mode-required")


@pytest.mark.req("E-346")
@pytest.mark.parametrize(("ends", "is_lawful"), [(date(2030, 3, 20), True), (date(2030, 3, 21), False)])
@pytest.mark.parametrize("kind", ["community", "village"])
def test_a_term_lasts_five_years_and_not_longer(kind: str, ends: date, is_lawful: bool, request):
    polling = request.getfixturevalue(kind)
    plan = polling.plan(term_ends_on=ends)
    if is_lawful:
        assert ends == polling.given(plan).facts[-1].term_ends_on
    else:
        refused(polling, [], plan, "elections.term-too-long")


@pytest.mark.req("E-346")
@pytest.mark.parametrize("pack", ["cn-residents-2018", "cn-residents-2026"])
def test_both_texts_have_three_ways_and_five_years(pack: str):
    policy = election_policy(resolve("360730101001", [pack_named(pack)]))

    assert (5, 3) == (policy.of(ElectionKind.RESIDENTS).term_years, len(policy.modes))


def test_a_villages_committee_has_five_years_by_either_text_of_its_law():
    texts = [pack_named(name) for name in ("cn-villagers-2018-elections", "cn-villagers-2026")]
    policies = [election_policy(resolve("360730101201", [text])) for text in texts]

    shanghai = pack_named("sh-village-elections-2020").parameters["village_committee.term_years"]
    assert 5 == shanghai.value
    assert [5, 5] == [policy.of(ElectionKind.VILLAGERS).term_years for policy in policies]


@pytest.mark.req("E-346")
@pytest.mark.parametrize(
    ("found", "code"),
    [
        ({"age_on_election_day": 17}, "elections.under-age"),
        ({"age_on_election_day": 18}, None),
        ({"has_political_rights": False}, "elections.deprived-of-rights"),
        ({"is_deputy": False}, None),
    ],
)
def test_every_resident_of_eighteen_may_stand_who_has_political_rights(community, found: Any, code: str | None):
    history = [*community.adopted(), community.open(), community.nominate(MEMBER, "ref-m1")]
    checked = community.given(*history, community.check(MEMBER, "ref-m1", **found)).facts[-1]
    if code is None:
        assert isinstance(checked, CandidateEligible)
    else:
        assert (CandidateRejected, code) == (type(checked), checked.code)


def by_groups(community: Any, representatives: int, groups: int = 20, pack: str = GROUPS) -> tuple[Any, Any]:
    """A community that elects by representatives of its groups, up to the roll, and the command that sets them out."""
    here = community.like(packs=(pack,), entitled=representatives)
    command = here.say(
        SetOutGroups, groups=groups, representatives=representatives, wished_by="居民会议", wished_on=date(2025, 2, 1)
    )
    return here, command


@pytest.mark.req("E-346")
@pytest.mark.parametrize("pack", [GROUPS, GROUPS_2026])
@pytest.mark.parametrize(("representatives", "fits"), [(39, False), (40, True), (60, True), (61, False)])
def test_two_to_three_represent_each_group(community, representatives: int, fits: bool, pack: str):
    here, command = by_groups(community, representatives, pack=pack)
    history = [here.plan(mode=VotersMode.GROUP_REPS), here.form()]
    if not fits:
        refused(here, history, command, "elections.representatives-per-group")
        return
    case = here.given(*history)
    at = case.facts[0].planned_at
    case.when(command, at=at).then(
        GroupsSetOut(
            unit=here.unit,
            election=here.election,
            groups=20,
            representatives=representatives,
            wished_by="居民会议",
            wished_on=date(2025, 2, 1),
            recorded_by="clerk",
            recorded_at=at,
        )
    )


@pytest.mark.req("E-346")
def test_the_representatives_of_the_groups_and_nobody_else_stand_on_the_roll(community):
    here, command = by_groups(community, 50)
    history = [here.plan(mode=VotersMode.GROUP_REPS), here.form(), here.submit(), here.adopt(30, 33)]
    roll = here.roll()[0]

    refused(here, history, roll, "elections.groups-not-set-out")
    refused(here, [*history, command], replace(roll, voters=51), "elections.roll-differs")
    assert isinstance(here.given(*history, command, roll).facts[-1], RollPublished)
    refused(here, [*history, command, roll], command, "elections.roll-published-already")


def test_groups_are_set_out_where_groups_elect_and_not_in_advance(community):
    here, command = by_groups(community, 50)

    refused(here, [here.plan(), here.form()], command, "elections.not-by-groups")
    planned = [here.plan(mode=VotersMode.GROUP_REPS), here.form()]
    refused(here, planned, replace(command, wished_on=date(2025, 3, 29)), "elections.invalid-date")
    without = community.like(entitled=9)
    assert without.given(without.plan(mode=VotersMode.GROUP_REPS), without.form(), replace(command, groups=1)).facts


# Coverage of direct elections


def elected(played: Played, community: Any, code: str, mode: VotersMode) -> None:
    """The committee of a community as all its steps record it."""
    votes = ({"ref-a": 600, "ref-b": 100}, {"ref-m1": 500, "ref-m2": 420, "ref-m3": 100})
    steps = [*community.counted(community.tally(*votes, valid=700)), community.declare()]
    for step in (community.plan(mode=mode), *steps[1:]):
        played.send(replace(step, unit=code))


@pytest.mark.req("E-190")
def test_the_share_of_communities_that_elect_directly_is_computed_and_held_against_the_goal(community, tmp_path: Path):
    played = Played(
        SERVICE, SERVICE.answers, begins=datetime(2025, 3, 28, 9, tzinfo=CHINA), unit="360730", folder=tmp_path
    )
    played.activate("cn-residents-2018", "cn-voting-2018", "community-draft-standards")
    for number in range(1, 6):
        name = Bilingual(zh=f"社区{number}", en=f"Community {number}")
        enrol: dict[str, Any] = {"actor": "desk", "unit": f"36073010000{number}", "name": name}
        kind = UnitKind.COMMUNITY if number < 6 else UnitKind.VILLAGE
        played.send(EnrolUnit(**enrol, kind=kind, valid_from=date(2024, 1, 1)))
    empty = played.ask(DirectElectionCoverage(unit="360731"))
    assert (0, 0, None, False) == (empty.communities, empty.directly, empty.share, empty.is_reached)

    for number, mode in ((1, VotersMode.ALL_VOTERS), (2, VotersMode.ALL_VOTERS), (3, VotersMode.HOUSEHOLD_REPS)):
        elected(played, community, f"36073010000{number}", mode)
    before = played.ask(DirectElectionCoverage(unit="360730"))
    elected(played, community, "360730100004", VotersMode.ALL_VOTERS)
    after = played.ask(DirectElectionCoverage(unit="360730"))

    assert (5, 2, Fraction(2, 5), False) == (before.communities, before.directly, before.share, before.is_reached)
    assert (3, Fraction(3, 5), Fraction(3, 5), date(2015, 12, 31), True) == (
        after.directly,
        after.share,
        after.least,
        after.due_on,
        after.is_reached,
    )
    assert (1, Fraction(1)) == (
        played.ask(DirectElectionCoverage(unit="360730100001")).directly,
        played.ask(DirectElectionCoverage(unit="360730100001")).share,
    )
