"""A decision of a township's Party-and-government team on one topic, from the announcement of the topic.

Law: county opinion on township standardisation, part 4 items 1 and 2 (document 1 §四1一要, §四1二要, §四2一要): topics
are announced before the meeting (议题预告), major matters are decided together (三重一大), and by ballot (民主票决)
where that is introduced.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.bilingual import Bilingual
from contracts.disclosure.words import Cause
from contracts.elections.matters.messages import BallotDecided
from contracts.elections.words import Body, Meeting
from contracts.message import command, fact
from contracts.vocabulary import Actor, Count, Day, Instant, Ref, Text, UnitCode

Members = Annotated[tuple[Actor, ...], Length(min=1, max=60)]
"""Members of the team, each by pseudonymous reference, none twice."""


class TopicKind(StrEnum):
    """What is to be decided: one of the four kinds that nobody decides alone (三重一大), or an ordinary matter."""

    MAJOR_DECISION = "major_decision"
    KEY_PERSONNEL = "key_personnel"
    MAJOR_PROJECT = "major_project"
    LARGE_FUNDS = "large_funds"
    ORDINARY = "ordinary"


@command
class AnnounceTopic:
    """Put a topic on the team's agenda. `amount` in yuan, where money is spent; `members` is the whole team."""

    actor: Actor
    unit: UnitCode
    decision: Ref
    title: Bilingual
    kind: TopicKind
    amount: Count | None
    text: Text
    members: Members
    announced_on: Day


@command
class IssueTopic:
    """Hand the printed topic to members. Refused: `not-a-member`."""

    actor: Actor
    unit: UnitCode
    decision: Ref
    members: Members
    issued_on: Day


class Consulted(StrEnum):
    """Whose opinion was sought (征求意见)."""

    CADRES = "cadres"
    PUBLIC = "public"
    BOTH = "both"


@command
class RecordConsultation:
    """Say whose opinions were sought, what they were, and what is proposed (提出预案)."""

    actor: Actor
    unit: UnitCode
    decision: Ref
    consulted: Consulted
    consulted_on: Day
    opinions: Text
    plan: Text


@command
class VoteOnTopic:
    """Decide in a meeting. Refused: `topic-not-prenotified`, `ballot-required`, `wrong-body`, `no-votes`."""

    actor: Actor
    unit: UnitCode
    decision: Ref
    meeting: Meeting


@command
class DecideAlone:
    """One person decides. Refused for the four kinds of matters: `collective-decision-required`."""

    actor: Actor
    unit: UnitCode
    decision: Ref
    decided_on: Day
    is_adopted: bool
    reason: Text


@command
class RecordDecisionPublished:
    """The result is public. Sent by the service itself when disclosure says so; `cause` is that fact."""

    actor: Actor
    unit: UnitCode
    decision: Ref
    published_at: Instant
    cause: Cause


DecisionCommand = AnnounceTopic | IssueTopic | RecordConsultation | VoteOnTopic | DecideAlone | RecordDecisionPublished


@fact
class TopicAnnounced:
    """A topic is announced (议题预告). `is_major`: by its kind, or by the amount."""

    unit: UnitCode
    decision: Ref
    title: Bilingual
    kind: TopicKind
    amount: Count | None
    is_major: bool
    text: Text
    members: Members
    announced_on: Day
    announced_at: Instant


@fact
class TopicIssued:
    """Members have the printed topic (印发议题)."""

    unit: UnitCode
    decision: Ref
    members: Members
    issued_on: Day
    issued_at: Instant


@fact
class ConsultationRecorded:
    """Opinions were sought and a plan was proposed."""

    unit: UnitCode
    decision: Ref
    consulted: Consulted
    consulted_on: Day
    opinions: Text
    plan: Text
    recorded_at: Instant


@fact
class NoConsultationRecorded:
    """Finding: the team voted although nobody's opinion was recorded."""

    unit: UnitCode
    decision: Ref
    found_at: Instant


@fact
class TeamDecisionAdopted:
    """The team decided for the proposal (集体决定). `meeting` is None where one person decided an ordinary matter."""

    unit: UnitCode
    decision: Ref
    title: Bilingual
    kind: TopicKind
    body: Body
    meeting: Meeting | None
    reason: Text | None
    decided_on: Day
    decided_at: Instant


@fact
class TeamDecisionRejected:
    """The proposal found no majority, or one person decided against it."""

    unit: UnitCode
    decision: Ref
    title: Bilingual
    kind: TopicKind
    body: Body
    meeting: Meeting | None
    reason: Text | None
    decided_on: Day
    decided_at: Instant


@fact
class TeamDecisionPublished:
    """The result of the ballot is public (公布)."""

    unit: UnitCode
    decision: Ref
    cause: Cause
    published_at: Instant


DecisionFact = (
    TopicAnnounced
    | TopicIssued
    | ConsultationRecorded
    | NoConsultationRecorded
    | TeamDecisionAdopted
    | TeamDecisionRejected
    | BallotDecided
    | TeamDecisionPublished
)
