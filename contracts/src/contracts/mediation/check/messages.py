"""What assessment's half-yearly check of the centre came to, and what was rewarded or penalised by it (event flow 43).

Law: township opinion on the centre (document 4 §二(六), §三(七), §五): one mechanism assesses what was done
(一个机制考核落实).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.mediation.words import HalfCode
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Digest, Id, Instant, Share, StreamName, Text, UnitCode

CheckYear = Annotated[int, Range(min=2000, max=2199)]


@shape
class CheckCause:
    """The fact of assessment that says so."""

    stream: StreamName
    fact: Id


@shape
class CheckedSubject:
    """What one subject's half-year came to; `unmet`: how many mandatory indicators were not met."""

    subject: UnitCode
    responsible: Actor
    unmet: Count
    score: Share | None
    digest: Digest


Checked = Annotated[tuple[CheckedSubject, ...], Length(min=1, max=60)]


@command
class NoteCheck:
    """Every subject of the half-year is checked. Of the same half-year a second time nothing is recorded."""

    actor: Actor
    unit: UnitCode
    year: CheckYear
    half: HalfCode
    results: Checked
    completed_at: Instant
    cause: CheckCause


class Consequence(StrEnum):
    """What follows for a subject (兑现奖惩)."""

    REWARD = "reward"
    PENALTY = "penalty"


@command
class NoteConsequence:
    """A subject was rewarded or penalised for its year. Of the same subject a second time nothing is recorded."""

    actor: Actor
    unit: UnitCode
    year: CheckYear
    subject: UnitCode
    consequence: Consequence
    reason: Text
    decided_at: Instant
    cause: CheckCause


CheckCommand = NoteCheck | NoteConsequence


@fact
class CheckNoted:
    """The results of a half-yearly check reached the centre (半年检查考核结果)."""

    unit: UnitCode
    year: CheckYear
    half: HalfCode
    results: Checked
    completed_at: Instant
    cause: CheckCause
    noted_at: Instant


@fact
class ConsequenceNoted:
    """A subject's reward or penalty reached the centre (奖惩结果)."""

    unit: UnitCode
    year: CheckYear
    subject: UnitCode
    consequence: Consequence
    reason: Text
    decided_at: Instant
    cause: CheckCause
    noted_at: Instant


CheckFact = CheckNoted | ConsequenceNoted


@question
class ChecksOfUnit:
    """The results of a township's half-yearly checks, the latest first, each subject with what followed."""

    unit: UnitCode


@question
class FourOnesOfUnit:
    """How the four ones hold in a half-year, for a unit and every unit in its area (M-057)."""

    unit: UnitCode
    half: HalfCode


@shape
class CheckLine:
    """One subject in one half-year; `consequence` is of its whole year, None while nothing followed."""

    half: HalfCode
    subject: UnitCode
    responsible: Actor
    unmet: Count
    score: Share | None
    consequence: Consequence | None
    reason: Text | None


@answer
class CheckLines:
    """One page of results; `next` is the token of the page after this one."""

    checks: tuple[CheckLine, ...]
    next: str | None


class FourOne(StrEnum):
    """The four ones (四个一)."""

    WINDOW = "window"
    """一个窗口服务群众."""
    PLATFORM = "platform"
    """一个平台受理反馈."""
    FLOW = "flow"
    """一个流程调解到底."""
    MECHANISM = "mechanism"
    """一个机制考核落实."""


@shape
class FourOneLine:
    """`done` of `of`: through the window; fed back; mediated to an end; assessed."""

    one: FourOne
    done: Count
    of: Count


@answer
class FourOnesAnswer:
    """Window: matters that the centre itself received, of all that came in. Platform: those whose outcome was told or
    whose case is closed, of all that came in. Flow: those whose mediation came to an end, of all that were mediated.
    Mechanism: whether the half-yearly check of the centre is on record."""

    half: HalfCode
    ones: tuple[FourOneLine, ...]
