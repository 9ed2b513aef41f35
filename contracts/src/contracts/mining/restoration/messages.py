"""Restoration of a mine's area, and breach of what was agreed.

The stream of a mine is `mining_restoration-<unit>`.

Law: Mineral Resources Law of 2024, arts. 46 and 48 (矿产资源法 第四十六、四十八条), from 2025-07-01; opinion on green
mines, part 4 item 5 (document 3 §四(五)*), whose beginning is lost.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.message import answer, command, fact, question, shape
from contracts.mining.words import Word
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Text, UnitCode


@command
class PostRestorationPlan:
    """The plan (矿区生态修复方案) is posted in the area for comment. A changed plan is posted and heard again."""

    actor: Actor
    unit: UnitCode
    plan: Digest
    posted_on: Day


class HearingPurpose(StrEnum):
    """What the hearing is about: the plan before its approval, or the works at their acceptance."""

    PLAN = "plan"
    ACCEPTANCE = "acceptance"


@command
class RecordHearing:
    """One of those whom the law names was heard specially (专门听取意见), or took part in the acceptance.

    Sent by nobody: it is how mining takes the hearing from the fact of the village that held it.
    Refused: `mining.plan-not-posted`, `mining.unknown-hearing`, `mining.date-in-future`, `mining.day-too-early`.
    """

    actor: Actor
    unit: UnitCode
    purpose: HearingPurpose
    heard: Word
    held_on: Day
    opinions: Text


@command
class ApproveRestoration:
    """Approve the plan with the mining plan. Refused: `mining.hearing-required`, `mining.plan-not-posted`."""

    actor: Actor
    unit: UnitCode


Phase = Annotated[int, Range(min=1, max=99)]
"""Which phase of the works is meant, counted from 1: phased works are accepted in phases (分期验收)."""

Invited = Annotated[tuple[Word, ...], Length(max=10)]


@command
class AcceptRestoration:
    """Accept a phase of the works, with the ecology authority; the result is published. `invited`: who was invited.

    Refused: `mining.hearing-required`, `mining.restoration-not-approved`, `mining.phase-out-of-order`.
    """

    actor: Actor
    unit: UnitCode
    phase: Phase
    is_last: bool
    with_authority: UnitCode
    experts: Count
    invited: Invited
    report: Digest
    accepted_on: Day


@command
class RecordBreach:
    """The mine has not done an agreed task of building by its day (违约): the department that grants mining rights
    pursues it. Refused: `mining.task-not-due`, `mining.breach-already-recorded`."""

    actor: Actor
    unit: UnitCode
    task: Word
    due_on: Day
    text: Text
    measure: Text


@command
class SettleBreach:
    """The breach was made good, or paid for. Refused: `mining.no-such-breach`."""

    actor: Actor
    unit: UnitCode
    task: Word
    text: Text


RestorationCommand = (
    PostRestorationPlan | RecordHearing | ApproveRestoration | AcceptRestoration | RecordBreach | SettleBreach
)


@fact
class RestorationPlanPosted:
    """The plan is posted in the area for comment (征求意见)."""

    unit: UnitCode
    plan: Digest
    posted_on: Day
    posted_by: Actor
    recorded_at: Instant


@fact
class RestorationHeard:
    """One of those whom the law names was heard (专门听取意见)."""

    unit: UnitCode
    purpose: HearingPurpose
    heard: Word
    held_on: Day
    opinions: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class RestorationApproved:
    """The plan is approved (批准); `heard` are those who were."""

    unit: UnitCode
    plan: Digest
    heard: tuple[Word, ...]
    approved_by: Actor
    approved_at: Instant


@fact
class RestorationAccepted:
    """A phase of the works is accepted (验收), and the result goes to the public."""

    unit: UnitCode
    phase: Phase
    is_last: bool
    with_authority: UnitCode
    experts: Count
    invited: tuple[Word, ...]
    report: Digest
    accepted_on: Day
    clause: Text
    accepted_by: Actor
    accepted_at: Instant


@fact
class BreachRecorded:
    """An agreed task was not done, and the breach is pursued (追究违约责任) by this measure."""

    unit: UnitCode
    task: Word
    due_on: Day
    text: Text
    measure: Text
    clause: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class BreachSettled:
    """The breach is settled (违约责任了结)."""

    unit: UnitCode
    task: Word
    text: Text
    settled_by: Actor
    settled_at: Instant


RestorationFact = (
    RestorationPlanPosted
    | RestorationHeard
    | RestorationApproved
    | RestorationAccepted
    | BreachRecorded
    | BreachSettled
)


@question
class RestorationsOfArea:
    """Where the restoration of each mine in an area stands, in the order of codes."""

    unit: UnitCode


@shape
class RestorationLine:
    """One mine (矿区生态修复). `phases`: how many are accepted; `open_breaches`: agreed tasks that are pursued."""

    unit: UnitCode
    posted_on: Day | None
    is_approved: bool
    phases: Count
    is_finished: bool
    open_breaches: Count


@answer
class RestorationLines:
    """One page of mines."""

    restorations: tuple[RestorationLine, ...]
    next: str | None


RESTORATION_CLAUSE = "矿产资源法48"
BREACH_CLAUSE = "3 §四(五)*"
