"""How a resolution of the congress is carried out (决议、决定的执行): by the unit that answers for it, and no other.

The record is the responsible unit's own, so that no other unit can enter a status.

Law: district opinion on township people's congresses (document 2 §三(一)5, §四2).
"""

from enum import StrEnum

from contracts.elections.words import Number, SessionNumber, TermNumber
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Day, Instant, Name, Text, UnitCode


@command
class OpenExecution:
    """A resolution is to be carried out by `unit`. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    congress: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    title: Name


class ExecutionStatus(StrEnum):
    """How far it is carried out."""

    STARTED = "started"
    UNDER_WAY = "under-way"
    DONE = "done"
    HINDERED = "hindered"


@command
class ReportExecution:
    """The responsible unit says how far it is. Refused: `no-such-resolution`, `already-done`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    congress: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    status: ExecutionStatus
    on: Day
    text: Text


ExecutionCommand = OpenExecution | ReportExecution


@fact
class ExecutionOpened:
    """`unit` answers for a resolution of the congress of `congress`."""

    unit: UnitCode
    congress: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    title: Name
    opened_at: Instant


@fact
class ExecutionReported:
    """A status of the execution."""

    unit: UnitCode
    congress: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    status: ExecutionStatus
    on: Day
    text: Text
    reported_by: Actor
    reported_at: Instant


ExecutionFact = ExecutionOpened | ExecutionReported


@question
class ResolutionsOfCongress:
    """The resolutions of a township's congress and how far each is carried out: what the next session checks."""

    unit: UnitCode


@shape
class ExecutionLine:
    """One resolution; `status` None: nothing was reported yet."""

    term: TermNumber
    session: SessionNumber
    number: Number
    title: Name
    responsible: UnitCode
    status: ExecutionStatus | None
    on: Day | None
    text: Text | None


@answer
class ExecutionLines:
    """One page of resolutions, the newest first; `next` is the token of the page after it."""

    resolutions: tuple[ExecutionLine, ...]
    next: str | None
