"""A team decides on announced topics, together, by ballot where that is introduced, and by a majority."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from contracts.disclosure.words import Cause
from contracts.elections.decision.messages import (
    AnnounceTopic,
    ConsultationRecorded,
    Consulted,
    DecideAlone,
    IssueTopic,
    NoConsultationRecorded,
    RecordConsultation,
    RecordDecisionPublished,
    TeamDecisionAdopted,
    TeamDecisionPublished,
    TeamDecisionRejected,
    TopicAnnounced,
    TopicIssued,
    TopicKind,
    VoteOnTopic,
)
from contracts.elections.matters.messages import BallotDecided
from contracts.elections.words import Body, Meeting
from elections.decision import STREAM
from ledger.testing.given import given

from services.elections.tests.meetings import NOON, TITLE, TOWNSHIP, met

KEY: dict[str, Any] = {"unit": TOWNSHIP, "decision": "road-2025"}
TEXT = "讨论通组公路建设方案。"
TEAM = ("member-1", "member-2", "member-3")
CAUSE = Cause(stream="disclosure_duty-x", type="disclosure.occasion-disclosed.v1", digest="a" * 64)
VOTE = met(Body.JOINT_MEETING, 9, entitled=3, attended=3, agreed=2, against=1, abstained=0, by_ballot=True)

ANNOUNCED = TopicAnnounced(
    **KEY,
    title=TITLE,
    kind=TopicKind.MAJOR_PROJECT,
    amount=None,
    is_major=True,
    text=TEXT,
    members=TEAM,
    announced_on=date(2025, 6, 3),
    announced_at=NOON,
)
ORDINARY = replace(ANNOUNCED, kind=TopicKind.ORDINARY, is_major=False)
ISSUED = TopicIssued(**KEY, members=TEAM, issued_on=date(2025, 6, 4), issued_at=NOON)
CONSULTED = ConsultationRecorded(
    **KEY,
    consulted=Consulted.BOTH,
    consulted_on=date(2025, 6, 5),
    opinions="群众普遍赞成。",
    plan="分两期实施。",
    recorded_at=NOON,
)
ADOPTED = TeamDecisionAdopted(
    **KEY,
    title=TITLE,
    kind=TopicKind.MAJOR_PROJECT,
    body=Body.JOINT_MEETING,
    meeting=VOTE,
    reason=None,
    decided_on=date(2025, 6, 9),
    decided_at=NOON,
)


def announce(**changes) -> AnnounceTopic:
    document = {"kind": TopicKind.MAJOR_PROJECT, "amount": None, "members": TEAM, "announced_on": date(2025, 6, 3)}
    return AnnounceTopic(actor="office", **KEY, title=TITLE, text=TEXT, **{**document, **changes})


def issue(members=TEAM, day: int = 4) -> IssueTopic:
    return IssueTopic(actor="office", **KEY, members=members, issued_on=date(2025, 6, day))


def vote(meeting: Meeting = VOTE) -> VoteOnTopic:
    return VoteOnTopic(actor="secretary", **KEY, meeting=meeting)


def ballot(meeting: Meeting = VOTE, *, is_adopted: bool = True) -> BallotDecided:
    return BallotDecided(
        unit=TOWNSHIP,
        case="road-2025",
        title=TITLE,
        body=meeting.body,
        agreed=meeting.agreed,
        against=meeting.against,
        abstained=meeting.abstained,
        is_adopted=is_adopted,
        held_on=meeting.held_on,
        decided_at=NOON,
    )


@pytest.mark.req("E-106", "E-107", "E-108")
def test_a_topic_is_announced_handed_out_discussed_and_decided(decisions):
    given(STREAM, decisions).when(announce(), at=NOON).then(ANNOUNCED)
    given(STREAM, decisions, ANNOUNCED).when(issue(), at=NOON).then(ISSUED)
    given(STREAM, decisions, ANNOUNCED, ISSUED).when(CONSULT, at=NOON).then(CONSULTED)
    given(STREAM, decisions, ANNOUNCED, ISSUED, CONSULTED).when(vote(), at=NOON).then(ADOPTED, ballot())


CONSULT = RecordConsultation(
    actor="office",
    **KEY,
    consulted=Consulted.BOTH,
    consulted_on=date(2025, 6, 5),
    opinions="群众普遍赞成。",
    plan="分两期实施。",
)


@pytest.mark.req("E-106", "E-107")
def test_members_consult_on_a_topic_that_each_of_them_has(decisions):
    almost = replace(ISSUED, members=TEAM[:2])
    code = "elections.topic-not-prenotified"

    given(STREAM, decisions, ANNOUNCED).when(CONSULT, at=NOON).then_rejected(code)
    given(STREAM, decisions, ANNOUNCED, almost).when(CONSULT, at=NOON).then_rejected(code, "member-3")
    case = given(STREAM, decisions, ANNOUNCED, ISSUED)
    case.when(replace(CONSULT, consulted_on=date(2025, 6, 3)), at=NOON).then_rejected(code)
    case.when(replace(CONSULT, consulted_on=date(2025, 6, 4)), at=NOON).after()


@pytest.mark.req("E-106")
def test_a_topic_that_one_member_does_not_have_is_not_voted_on(decisions):
    almost = replace(ISSUED, members=TEAM[:2])
    case = given(STREAM, decisions, ANNOUNCED, almost, CONSULTED)

    case.when(vote(), at=NOON).then_rejected("elections.topic-not-prenotified", "member-3")
    case.when(issue(TEAM[2:]), at=NOON).after().when(vote(), at=NOON).then(ADOPTED, ballot())


@pytest.mark.req("E-106")
@pytest.mark.parametrize(("lead_days", "is_early"), [(None, True), (4, True), (5, True), (6, False)])
def test_where_a_pack_asks_for_days_before_the_meeting_they_are_kept(decisions, lead_days, is_early):
    case = given(STREAM, replace(decisions, lead_days=lead_days), ANNOUNCED, ISSUED, CONSULTED)
    if is_early:
        case.when(vote(), at=NOON).then(ADOPTED, ballot())
    else:
        case.when(vote(), at=NOON).then_rejected("elections.topic-not-prenotified")


@pytest.mark.req("E-106")
def test_a_topic_handed_out_after_the_meeting_was_not_announced(decisions):
    late = replace(ISSUED, issued_on=date(2025, 6, 10))

    given(STREAM, decisions, ANNOUNCED, late, CONSULTED).when(vote(), at=NOON).then_rejected(
        "elections.topic-not-prenotified"
    )


@pytest.mark.req("E-106")
def test_a_topic_handed_out_again_counts_from_the_first_time(decisions):
    again = replace(ISSUED, issued_on=date(2025, 6, 10))

    given(STREAM, decisions, ANNOUNCED, ISSUED, again, CONSULTED).when(vote(), at=NOON).then(ADOPTED, ballot())


@pytest.mark.req("E-107")
def test_a_vote_without_any_consultation_is_a_finding(decisions):
    finding = NoConsultationRecorded(**KEY, found_at=NOON)

    given(STREAM, decisions, ANNOUNCED, ISSUED).when(vote(), at=NOON).then(finding, ADOPTED, ballot())


@pytest.mark.req("E-108")
@pytest.mark.parametrize(
    ("agreed", "against", "abstained", "is_adopted"),
    [(2, 1, 2, True), (1, 1, 3, False), (1, 2, 2, False), (1, 0, 4, True)],
)
def test_more_than_half_of_the_votes_cast_decide_and_a_tie_does_not(decisions, agreed, against, abstained, is_adopted):
    meeting = replace(VOTE, entitled=5, attended=5, agreed=agreed, against=against, abstained=abstained)
    rejected = TeamDecisionRejected(
        **KEY,
        title=TITLE,
        kind=TopicKind.MAJOR_PROJECT,
        body=Body.JOINT_MEETING,
        meeting=meeting,
        reason=None,
        decided_on=date(2025, 6, 9),
        decided_at=NOON,
    )

    given(STREAM, decisions, ANNOUNCED, ISSUED, CONSULTED).when(vote(meeting), at=NOON).then(
        replace(ADOPTED, meeting=meeting) if is_adopted else rejected, ballot(meeting, is_adopted=is_adopted)
    )


@pytest.mark.req("E-108")
def test_where_nobody_votes_nothing_is_decided(decisions):
    meeting = replace(VOTE, agreed=0, against=0, abstained=3)

    given(STREAM, decisions, ANNOUNCED, ISSUED).when(vote(meeting), at=NOON).then_rejected("elections.no-votes")


@pytest.mark.req("E-109")
@pytest.mark.parametrize("kind", [kind for kind in TopicKind if kind is not TopicKind.ORDINARY])
def test_a_major_matter_is_decided_by_ballot_where_it_is_introduced(decisions, kind):
    by_hands = replace(VOTE, by_ballot=False)
    history = (replace(ANNOUNCED, kind=kind), ISSUED, CONSULTED)
    not_introduced = replace(decisions, is_ballot_required=False)

    given(STREAM, decisions, *history).when(vote(by_hands), at=NOON).then_rejected("elections.ballot-required")
    given(STREAM, not_introduced, *history).when(vote(by_hands), at=NOON).then(
        replace(ADOPTED, kind=kind, meeting=by_hands)
    )


@pytest.mark.req("E-109")
def test_an_ordinary_matter_needs_no_ballot(decisions):
    by_hands = replace(VOTE, body=Body.TEAM, by_ballot=False)
    adopted = replace(ADOPTED, kind=TopicKind.ORDINARY, body=Body.TEAM, meeting=by_hands)

    given(STREAM, decisions, ORDINARY, ISSUED, CONSULTED).when(vote(by_hands), at=NOON).then(adopted)


@pytest.mark.parametrize("body", [Body.TEAM, Body.PARTY_BRANCH, Body.ASSEMBLY, Body.ONE_PERSON])
def test_a_ballot_of_another_body_decides_no_major_matter(decisions, body):
    given(STREAM, decisions, ANNOUNCED, ISSUED).when(vote(replace(VOTE, body=body)), at=NOON).then_rejected(
        "elections.wrong-body"
    )


@pytest.mark.req("E-112")
@pytest.mark.parametrize("kind", list(TopicKind))
def test_nobody_decides_one_of_the_four_kinds_alone(decisions, kind):
    command = DecideAlone(actor="mayor", **KEY, decided_on=date(2025, 6, 9), is_adopted=True, reason="日常维修。")
    [announced] = given(STREAM, decisions).when(announce(kind=kind), at=NOON)._decide()
    case = given(STREAM, decisions, announced).when(command, at=NOON)
    if kind is TopicKind.ORDINARY:
        case.then(replace(ADOPTED, kind=kind, body=Body.ONE_PERSON, meeting=None, reason="日常维修。"))
    else:
        case.then_rejected("elections.collective-decision-required")


@pytest.mark.req("E-112")
@pytest.mark.parametrize(
    ("large", "amount", "is_major"), [(None, 9_000_000, False), (50_000, 49_999, False), (50_000, 50_000, True)]
)
def test_a_sum_is_large_from_the_amount_on_that_a_pack_sets(decisions, large, amount, is_major):
    command = announce(kind=TopicKind.ORDINARY, amount=amount)

    given(STREAM, replace(decisions, large_amount=large)).when(command, at=NOON).then(
        replace(ORDINARY, amount=amount, is_major=is_major)
    )


@pytest.mark.req("E-111")
def test_a_decision_by_ballot_is_published_once(decisions):
    command = RecordDecisionPublished(actor="service:elections", **KEY, published_at=NOON, cause=CAUSE)
    published = TeamDecisionPublished(**KEY, cause=CAUSE, published_at=NOON)
    decided = (ANNOUNCED, ISSUED, CONSULTED, ADOPTED, ballot())

    given(STREAM, decisions, *decided).when(command, at=NOON).then(published)
    given(STREAM, decisions, *decided, published).when(command, at=NOON).then()
    given(STREAM, decisions, *decided[:-1]).when(command, at=NOON).then()


def test_a_team_is_named_once_and_strangers_are_not_of_it(decisions):
    given(STREAM, decisions).when(announce(members=("member-1", "member-1")), at=NOON).then_rejected(
        "elections.member-twice"
    )
    given(STREAM, decisions, ANNOUNCED).when(issue(("member-9",)), at=NOON).then_rejected("elections.not-a-member")


def test_a_topic_is_announced_once_and_closed_with_its_decision(decisions):
    given(STREAM, decisions, ANNOUNCED).when(announce(), at=NOON).then_rejected("elections.invalid-transition")
    given(STREAM, decisions).when(issue(), at=NOON).then_rejected("elections.invalid-transition")
    given(STREAM, decisions, ANNOUNCED, ISSUED, ADOPTED).when(vote(), at=NOON).then_rejected(
        "elections.invalid-transition"
    )


@pytest.mark.parametrize(("day", "code"), [(2, "invalid-transition"), (3, None), (20, None), (21, "date-in-future")])
def test_a_topic_is_handed_out_between_its_announcement_and_today(decisions, day, code):
    case = given(STREAM, decisions, ANNOUNCED).when(issue(day=day), at=NOON)
    if code is None:
        case.then(replace(ISSUED, issued_on=date(2025, 6, day)))
    else:
        case.then_rejected(f"elections.{code}")
