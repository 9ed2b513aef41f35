"""No ballot before the measures are whole, lawful and adopted; no election without its ground."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from contracts.elections.election.messages import (
    Approval,
    BallotForm,
    Contest,
    ElectionPlanned,
    Figure,
    MeasuresAdopted,
    MeasuresRefused,
    MeasuresSubmitted,
    TieRule,
)
from contracts.elections.words import Basis, ElectionKind, Post
from contracts.errors import Rejected
from elections.election import STREAM
from elections.election.measures import extra_bounds

HEAD = Post.TOWNSHIP_HEAD


def moment(polling: Any) -> Any:
    return polling.given(polling.plan()).facts[0].planned_at


def refused(polling: Any, history: list[Any], command: Any, code: str) -> None:
    polling.given(*history).when(command, at=moment(polling)).then_rejected(code)


def test_an_election_is_planned_once(head):
    planned = head.given(head.plan()).facts[0]

    assert (HEAD, "party-2025-11") == (planned.contests[0].post, planned.approval.reference)
    assert isinstance(planned, ElectionPlanned)
    refused(head, [head.plan()], head.plan(), "elections.election-planned-already")
    refused(head, [], head.submit(), "elections.no-such-election")


@pytest.mark.req("E-043")
def test_without_the_partys_approval_no_election_of_a_congress_is_planned(head):
    refused(head, [], head.plan(approval=None), "elections.party-approval-missing")


def test_an_approval_of_tomorrow_is_none(head):
    approval = Approval(reference="party-2025-11", approved_on=date(2025, 3, 29))

    refused(head, [], head.plan(approval=approval), "elections.invalid-date")


@pytest.mark.req("E-054")
def test_a_general_election_links_to_the_standing_committees_arrangement(head):
    refused(head, [], head.plan(arrangement=None), "elections.arrangement-required")
    assert "npc-2025-2" == head.given(head.plan()).facts[0].arrangement


def test_a_by_election_links_to_what_is_vacant(head):
    here = head.like(basis=Basis.BY_ELECTION)

    refused(here, [], here.plan(vacancies=()), "elections.vacancy-required")


@pytest.mark.req("E-047")
@pytest.mark.parametrize(
    "post", [Post.CONGRESS_CHAIR, Post.CONGRESS_VICE_CHAIR, Post.TOWNSHIP_HEAD, Post.DEPUTY_TOWNSHIP_HEAD]
)
def test_the_congress_elects_the_four_offices(head, post: Post):
    assert head.given(head.plan(contests=(Contest(post=post, seats=1),))).facts


@pytest.mark.req("E-047")
def test_the_congress_elects_no_other_post(head):
    refused(head, [], head.plan(contests=(Contest(post=Post.DEPUTY, seats=1),)), "elections.not-elected-here")


@pytest.mark.parametrize(("post", "most"), [(Post.CONGRESS_CHAIR, 1), (Post.CONGRESS_VICE_CHAIR, 2), (HEAD, 1)])
@pytest.mark.req("E-002", "E-003")
def test_no_more_seats_than_an_office_has(head, post: Post, most: int):
    assert head.given(head.plan(contests=(Contest(post=post, seats=most),))).facts
    refused(head, [], head.plan(contests=(Contest(post=post, seats=most + 1),)), "elections.too-many-seats")


def test_a_post_stands_once_in_an_election(head):
    twice = (Contest(post=HEAD, seats=1), Contest(post=HEAD, seats=1))

    refused(head, [], head.plan(contests=twice), "elections.post-twice")


def test_who_elects_fits_the_unit(head, community):
    refused(head, [], head.plan(kind=ElectionKind.RESIDENTS), "elections.wrong-unit")
    refused(community, [], community.plan(mode=None), "elections.mode-required")
    refused(head, [], head.plan(session=None), "elections.session-required")
    refused(head, [], head.plan(term_ends_on=date(2025, 3, 20)), "elections.invalid-date")


def test_a_kind_of_election_without_an_active_pack_is_refused(head, village):
    wrong = head.plan(kind=ElectionKind.VILLAGERS)

    refused(head, [], wrong.__class__(**{**_fields(wrong), "unit": village.unit}), "policy-not-active")


def _fields(command: Any) -> dict[str, Any]:
    return {name: getattr(command, name) for name in command.__dataclass_fields__}


# The measures


@pytest.mark.req("E-046")
@pytest.mark.parametrize("name", ["quorum", "majority", "ballot_form", "tie_rule"])
def test_measures_with_an_empty_field_are_incomplete(head, name: str):
    refused(head, [head.plan()], head.submit(**{name: None}), "elections.election-measures-incomplete")


@pytest.mark.req("E-046")
def test_measures_without_the_number_of_candidates_are_incomplete(head):
    refused(head, [head.plan()], head.submit(candidate_count=()), "elections.election-measures-incomplete")


@pytest.mark.req("E-347")
@pytest.mark.parametrize("name", ["quorum", "majority", "rerun_floor"])
def test_residents_settle_what_their_law_leaves_open_before_anybody_votes(community, name: str):
    planned = [community.plan(), community.form()]
    empty = community.submit(**{name: None})

    refused(community, planned, empty, "elections.election-measures-incomplete")
    refused(community, [*planned, *community.roll()], community.open(), "elections.election-measures-incomplete")


@pytest.mark.req("E-046")
def test_measures_that_depart_from_the_statute_are_unlawful(head):
    lawful = head.measures()
    for change in (
        {"majority": lawful.quorum},
        {"quorum": lawful.majority},
        {"ballot_form": BallotForm.SHOWN},
        {"tie_rule": TieRule.DRAW},
        {"candidate_count": (Figure(post=HEAD, extra=2),)},
    ):
        refused(head, [head.plan()], head.submit(**change), "elections.election-measures-unlawful")


@pytest.mark.req("E-323")
@pytest.mark.parametrize(("extra", "is_lawful"), [(0, False), (1, True), (2, True), (3, True), (4, False)])
def test_el_07_for_vice_posts_one_to_three_more_stand_than_seats(deputy_heads, extra: int, is_lawful: bool):
    command = deputy_heads.submit(candidate_count=(Figure(post=Post.DEPUTY_TOWNSHIP_HEAD, extra=extra),))
    _judged(deputy_heads, command, is_lawful)


@pytest.mark.req("E-323")
@pytest.mark.parametrize(("extra", "is_lawful"), [(0, False), (1, True), (2, False)])
def test_el_07_for_chief_posts_one_more_stands_than_seats(head, extra: int, is_lawful: bool):
    _judged(head, head.submit(candidate_count=(Figure(post=HEAD, extra=extra),)), is_lawful)


@pytest.mark.req("E-326")
def test_el_07_in_a_by_election_as_many_may_stand_as_seats_or_more(head):
    here = head.like(basis=Basis.BY_ELECTION)
    for extra in (0, 1, 2):
        _judged(here, here.submit(candidate_count=(Figure(post=HEAD, extra=extra),)), is_lawful=True)


DIRECT = [(1, 1, 1), (2, 1, 2), (3, 1, 3), (4, 2, 4)]
"""Seats, least extra, most extra: one third rounded up to once more."""


@pytest.mark.req("E-354")
@pytest.mark.parametrize(("seats", "least", "most"), DIRECT)
def test_el_07_in_a_district_a_third_to_once_more_stand_than_seats(district, seats: int, least: int, most: int):
    here = district.like(contests=(Contest(post=Post.DEPUTY, seats=seats),))
    for extra in range(most + 2):
        command = here.submit(candidate_count=(Figure(post=Post.DEPUTY, extra=extra),))
        _judged(here, command, is_lawful=least <= extra <= most)


def _judged(polling: Any, command: Any, is_lawful: bool) -> None:
    case = polling.given(polling.plan()).when(command, at=moment(polling))
    if is_lawful:
        assert isinstance(case.after().facts[-1], MeasuresSubmitted)
    else:
        case.then_rejected("elections.election-measures-unlawful")


@pytest.mark.req("E-045")
@pytest.mark.parametrize(("agree", "kind"), [(36, MeasuresRefused), (37, MeasuresAdopted)])
def test_the_plenary_adopts_the_measures_with_more_than_half_of_all_deputies(head, agree: int, kind: type):
    voted = head.given(head.plan(), head.submit(), head.adopt(agree, present=60)).facts[-1]

    assert (kind, 37) == (type(voted), voted.needed)


@pytest.mark.req("E-045")
def test_no_ballot_before_the_measures_are_adopted(head):
    for history in ([head.plan()], [head.plan(), head.submit()], [head.plan(), head.submit(), head.adopt(36, 60)]):
        refused(head, history, head.vote(), "elections.election-measures-not-adopted")
    refused(head, [head.plan(), head.submit()], head.open(), "elections.election-measures-not-adopted")


def test_measures_that_were_refused_make_room_for_others(head):
    case = head.given(head.plan(), head.submit(), head.adopt(36, 60), head.submit(version="measures-2"))

    assert "measures-2" == case.facts[-1].measures.version


def test_only_what_was_submitted_is_voted_on_and_by_no_more_than_are_there(head):
    submitted = [head.plan(), head.submit(version="measures-2")]

    refused(head, submitted, head.adopt(), "elections.other-version")
    refused(head, [head.plan(), head.submit()], head.adopt(64, 66), "elections.invalid-tally")
    refused(head, head.adopted(), head.adopt(), "elections.invalid-transition")
    refused(head, head.adopted(), head.submit(), "elections.invalid-transition")


def test_a_vote_of_tomorrow_is_refused(head):
    tomorrow = head.adopt()
    later = tomorrow.__class__(**{**_fields(tomorrow), "voted_on": date(2025, 3, 29)})

    refused(head, [head.plan(), head.submit()], later, "elections.invalid-date")


@pytest.mark.parametrize(("agree", "kind"), [(300, MeasuresRefused), (301, MeasuresAdopted)])
def test_residents_adopt_with_more_than_half_of_those_present(community, agree: int, kind: type):
    voted = community.given(community.plan(), community.form(), community.submit(), community.adopt(agree, 600))

    assert kind is type(voted.facts[-1])


def test_where_no_pack_gives_the_majority_for_the_measures_nothing_is_adopted(village):
    here = village.like(kind=village.kind)
    policy = here.policy
    rules = policy.of(here.kind)

    assert ("1/2", True, "村组法22") == (
        str(rules.adoption.threshold.share),
        rules.adoption.threshold.is_strict,
        rules.adoption.source,
    )
    with pytest.raises(Rejected):
        policy.of(ElectionKind.CONGRESS)
    assert STREAM.initial.plan is None


@pytest.mark.req("E-326")
def test_the_lower_bound_of_a_by_election_is_as_many_as_seats_and_there_is_no_upper_one(head):
    here = head.like(basis=Basis.BY_ELECTION)
    planned = STREAM.fold(here.given(here.plan()).facts)

    assert (0, None) == extra_bounds(here.contests[0], planned, here.policy)


REQUIRED = (Path(__file__).resolve().parents[4] / "docs" / "requirements" / "elections.md").read_text("utf-8")
OFFICES = re.compile(r"(?m)^\| (E-20[4-7]) \| [^|]+ \| [^|]+ \| [^|]+ \| `([a-z_]+)` \|")


@pytest.mark.req("E-204..E-207")
def test_the_offices_of_the_list_and_no_others_are_filled_by_election(head):
    rows = OFFICES.findall(REQUIRED)

    assert ["E-204", "E-205", "E-206", "E-207"] == [row for row, _ in rows]
    assert [name for _, name in rows] == [post.value for post in head.policy.of(ElectionKind.CONGRESS).posts]
