"""A case with a due date, in whatever service: why it is due then, and what makes an open due date another.

Law: Legislation Law (立法法), art. 104: rules do not reach back, so that a case keeps those it was opened under; a
statute that reaches running cases is applied case by case, with its ground. A due date past the last known holiday
notice is provisional and is derived anew when the notice comes. What was recorded before stays.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from contracts.calendar import Calendar
from contracts.deadlines import Deadline, DeadlineRule, Stop, deadline
from contracts.explanations import Explanation, explain_deadline
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Day, Digest, Instant, StreamName, Text, UnitCode


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How a due date is reckoned: the rule, the day from which it is counted, and where the clock stood still."""

    rule: DeadlineRule
    start: date
    stops: tuple[Stop, ...] = ()

    def deadline(self, calendar: Calendar) -> Deadline:
        return deadline(self.rule, self.start, calendar, self.stops)

    def explained(self, calendar: Calendar) -> Explanation:
        return explain_deadline(self.rule, self.start, calendar, self.stops)


@dataclass(frozen=True, slots=True)
class Dated:
    """A due date as recorded and how the rules reckon it; `owed`: of what, where a case has several at a time."""

    due_on: date
    reckoning: Reckoning
    owed: str | None = None


# Commands


@command
class RebindPolicy:
    """Let a running case follow a pack whose statute reaches running cases; `ground` is the clause that says so.

    The pack takes the place of earlier versions of its own text; everything else that the case follows stays, and what
    has been activated since without reaching running cases stays out. A case that follows the pack already is left as
    it is. Refused: `unknown-case`, `case-closed`, `case-keeps-its-rules`, `policy-not-active`, `due-date-passed`.
    """

    actor: Actor
    unit: UnitCode
    case: StreamName
    pack: Digest
    ground: Text


@command
class SettleDueDate:
    """Derive an open due date anew by the holiday notices that are known now; nothing happens if it stays.

    Refused: `unknown-case`, `case-closed`, `case-keeps-its-rules`, `no-due-date`, `due-date-passed`.
    """

    actor: Actor
    unit: UnitCode
    case: StreamName


# Facts


class BasisKind(StrEnum):
    """What a due date was derived anew from: a pack (政策文本) or a holiday notice (放假通知)."""

    PACK = "pack"
    NOTICE = "notice"


@shape
class Basis:
    """A pack or a notice, by its digest."""

    kind: BasisKind
    digest: Digest


@fact
class PolicyRebound:
    """A running case follows other packs from here on, on the ground of a statute; both lists in their order."""

    unit: UnitCode
    pack: Digest
    ground: Text
    packs_before: tuple[Digest, ...]
    packs_after: tuple[Digest, ...]
    rebound_at: Instant


@fact
class DueDateRederived:
    """An open due date was derived anew (期限重新确定); the one before stays in the record.

    `basis` is what it rests on now: the pack that the case was rebound to, or the notices that speak of its days.
    """

    unit: UnitCode
    before: Deadline
    after: Deadline
    basis: tuple[Basis, ...]
    ground: Text
    rederived_at: Instant


# Queries


@question
class ExplainDeadline:
    """Why a case is due when it is: an answer is `DeadlineExplained`. `case` is the stream that the case is kept in.

    `due_on`: which due date of a case that has had several; the newest one if no day is given. Refused:
    `unknown-case`; `no-due-date`; `calendar-not-carried` and `policy-not-carried` where this release lacks what was
    followed.
    """

    unit: UnitCode
    case: StreamName
    due_on: Day | None = None


@answer
class DeadlineExplained:
    """The due date as recorded, and one page of the days that lead to it by the packs and notices followed then.

    `packs` are those the case followed, widest authority first; `next` is the token of the page after this one.
    """

    unit: UnitCode
    case: StreamName
    due: Deadline
    packs: tuple[Digest, ...]
    explanation: Explanation
    next: str | None


@question
class OpenCases:
    """The cases with an open due date of a unit, and of every unit in its area; soonest due first."""

    unit: UnitCode
    provisional_only: bool = False


@shape
class OpenCase:
    """One case whose due date is still ahead."""

    unit: UnitCode
    case: StreamName
    due: Deadline


@answer
class OpenCasesAnswer:
    """One page of open cases; `next` is the token of the page after it."""

    cases: tuple[OpenCase, ...]
    next: str | None


CaseCommand = RebindPolicy | SettleDueDate
CaseFact = PolicyRebound | DueDateRederived

CASE_COMMANDS = (RebindPolicy, SettleDueDate)
CASE_FACTS = (PolicyRebound, DueDateRederived)
