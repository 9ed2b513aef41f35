"""A decision of a township's Party-and-government team on one topic (党政班子会决策).

Law: county opinion on township standardisation, part 4 items 1 and 2 (document 1 §四1一要, §四1二要, §四2一要).
The minority submits to the majority (少数服从多数): a tie is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import assert_never

from contracts.bilingual import Bilingual
from contracts.calendar import china_day
from contracts.elections.decision.messages import (
    AnnounceTopic,
    ConsultationRecorded,
    DecideAlone,
    DecisionCommand,
    DecisionFact,
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
from contracts.elections.decision.rules import DecisionRules
from contracts.elections.matters.messages import BallotDecided
from contracts.elections.words import Body, Meeting
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

from elections.resolution.meeting import ballot_decided, refuse_impossible

decision_stream = key_of(__name__, "unit", "decision")

_TEAM_BODIES = (Body.TEAM, Body.PARTY_COMMITTEE, Body.JOINT_MEETING)


@dataclass(frozen=True, slots=True)
class Topic:
    """`title` is None before it is announced; `issued`: by member, the day on which the topic was handed over."""

    title: Bilingual | None = None
    kind: TopicKind = TopicKind.ORDINARY
    is_major: bool = False
    members: tuple[str, ...] = ()
    announced_on: date | None = None
    issued: tuple[tuple[str, date], ...] = ()
    is_consulted: bool = False
    is_decided: bool = False
    is_adopted_by_ballot: bool = False
    is_published: bool = False


def decide(
    command: DecisionCommand, topic: Topic, rules: Rules[DecisionRules], now: datetime
) -> Sequence[DecisionFact]:
    match command:
        case AnnounceTopic():
            return [_announced(command, topic, rules.policy, now)]
        case RecordDecisionPublished():
            return _published(command, topic)
        case IssueTopic() | RecordConsultation() | VoteOnTopic() | DecideAlone():
            refuse_unless(topic.title is not None and not topic.is_decided, "elections.invalid-transition")
            return _of_open_topic(command, topic, rules.policy, now)
        case _:
            assert_never(command)


def _of_open_topic(
    command: IssueTopic | RecordConsultation | VoteOnTopic | DecideAlone,
    topic: Topic,
    rules: DecisionRules,
    now: datetime,
) -> Sequence[DecisionFact]:
    match command:
        case IssueTopic():
            return [_issued(command, topic, now)]
        case RecordConsultation():
            return [_consulted(command, topic, now)]
        case VoteOnTopic():
            return _vote(command, topic, rules, now)
        case DecideAlone():
            return [_alone(command, topic, now)]
        case _:
            assert_never(command)


def _announced(command: AnnounceTopic, topic: Topic, rules: DecisionRules, now: datetime) -> TopicAnnounced:
    refuse_unless(topic.title is None, "elections.invalid-transition", command.decision)
    refuse_unless(len(set(command.members)) == len(command.members), "elections.member-twice")
    _refuse_day(command.announced_on, None, now)
    is_large = command.amount is not None and rules.large_amount is not None and command.amount >= rules.large_amount
    return TopicAnnounced(
        unit=command.unit,
        decision=command.decision,
        title=command.title,
        kind=command.kind,
        amount=command.amount,
        is_major=command.kind in rules.major_kinds or is_large,
        text=command.text,
        members=command.members,
        announced_on=command.announced_on,
        announced_at=now,
    )


def _issued(command: IssueTopic, topic: Topic, now: datetime) -> TopicIssued:
    strangers = sorted(set(command.members) - set(topic.members))
    refuse_unless(not strangers, "elections.not-a-member", ", ".join(strangers))
    _refuse_day(command.issued_on, topic.announced_on, now)
    return TopicIssued(
        unit=command.unit,
        decision=command.decision,
        members=command.members,
        issued_on=command.issued_on,
        issued_at=now,
    )


def _consulted(command: RecordConsultation, topic: Topic, now: datetime) -> ConsultationRecorded:
    """By members who have the topic: it is handed to each of them first."""
    _refuse_day(command.consulted_on, None, now)
    _refuse_unnotified(topic, command.consulted_on, None)
    return ConsultationRecorded(
        unit=command.unit,
        decision=command.decision,
        consulted=command.consulted,
        consulted_on=command.consulted_on,
        opinions=command.opinions,
        plan=command.plan,
        recorded_at=now,
    )


def _vote(command: VoteOnTopic, topic: Topic, rules: DecisionRules, now: datetime) -> Sequence[DecisionFact]:
    meeting = command.meeting
    refuse_impossible(meeting, china_day(now))
    _refuse_unnotified(topic, meeting.held_on, rules.lead_days)
    refuse_unless(meeting.body in _TEAM_BODIES, "elections.wrong-body", meeting.body)
    if topic.is_major and rules.is_ballot_required:
        refuse_unless(meeting.by_ballot, "elections.ballot-required", topic.kind)
        refuse_unless(meeting.body in rules.ballot_bodies, "elections.wrong-body", meeting.body)
    is_adopted = rules.majority.is_met(meeting.agreed, meeting.agreed + meeting.against)
    outcome = _outcome(command, topic, meeting, is_adopted=is_adopted, now=now)
    finding = [] if topic.is_consulted else [_no_consultation(command, now)]
    assert topic.title is not None
    ballot = ballot_decided(command.unit, command.decision, topic.title, meeting, is_adopted=is_adopted, now=now)
    return [*finding, outcome, *ballot]


def _refuse_unnotified(topic: Topic, held_on: date, lead_days: int | None) -> None:
    """Every member has the topic, no later than on the day of the meeting and as early as a pack asks."""
    issued = dict(topic.issued)
    missing = [member for member in topic.members if member not in issued]
    refuse_unless(not missing, "elections.topic-not-prenotified", ", ".join(missing))
    days = min((held_on - issued[member]).days for member in topic.members)
    refuse_unless(days >= (lead_days or 0), "elections.topic-not-prenotified", f"{days} days before {held_on}")


def _alone(command: DecideAlone, topic: Topic, now: datetime) -> DecisionFact:
    refuse_unless(not topic.is_major, "elections.collective-decision-required", topic.kind)
    _refuse_day(command.decided_on, topic.announced_on, now)
    return _outcome(command, topic, None, is_adopted=command.is_adopted, now=now)


def _outcome(
    command: VoteOnTopic | DecideAlone, topic: Topic, meeting: Meeting | None, *, is_adopted: bool, now: datetime
) -> TeamDecisionAdopted | TeamDecisionRejected:
    assert topic.title is not None
    kind = TeamDecisionAdopted if is_adopted else TeamDecisionRejected
    return kind(
        unit=command.unit,
        decision=command.decision,
        title=topic.title,
        kind=topic.kind,
        body=Body.ONE_PERSON if meeting is None else meeting.body,
        meeting=meeting,
        reason=command.reason if isinstance(command, DecideAlone) else None,
        decided_on=command.decided_on if isinstance(command, DecideAlone) else command.meeting.held_on,
        decided_at=now,
    )


def _no_consultation(command: VoteOnTopic, now: datetime) -> NoConsultationRecorded:
    return NoConsultationRecorded(unit=command.unit, decision=command.decision, found_at=now)


def _published(command: RecordDecisionPublished, topic: Topic) -> Sequence[DecisionFact]:
    """Once is enough."""
    if not topic.is_adopted_by_ballot or topic.is_published:
        return []
    return [
        TeamDecisionPublished(
            unit=command.unit, decision=command.decision, cause=command.cause, published_at=command.published_at
        )
    ]


def _refuse_day(day: date, earliest: date | None, now: datetime) -> None:
    refuse_unless(day <= china_day(now), "elections.date-in-future", str(day))
    is_later = earliest is None or day >= earliest
    refuse_unless(is_later, "elections.invalid-transition", f"{day} is before {earliest}")


def evolve(topic: Topic, fact: DecisionFact) -> Topic:
    match fact:
        case TopicAnnounced():
            return Topic(fact.title, fact.kind, fact.is_major, fact.members, fact.announced_on)
        case TopicIssued():
            return replace(topic, issued=_first_days(topic, fact))
        case ConsultationRecorded():
            return replace(topic, is_consulted=True)
        case TeamDecisionAdopted() | TeamDecisionRejected():
            return replace(topic, is_decided=True)
        case BallotDecided():
            return replace(topic, is_adopted_by_ballot=fact.is_adopted)
        case TeamDecisionPublished():
            return replace(topic, is_published=True)
        case NoConsultationRecorded():
            return topic
        case _:
            assert_never(fact)


def _first_days(topic: Topic, fact: TopicIssued) -> tuple[tuple[str, date], ...]:
    """A topic handed over twice counts from the first time."""
    days = dict(topic.issued)
    for member in fact.members:
        days[member] = min(fact.issued_on, days.get(member, fact.issued_on))
    return tuple(sorted(days.items()))
