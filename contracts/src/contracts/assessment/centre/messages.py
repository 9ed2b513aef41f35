"""The half-yearly check of a township's governance centre, member units and village stations (综治检查考核).

Law: township opinion on the governance centre, parts 2 (6) and 3 (7) (乡镇综治信访维稳中心建设意见 二(六)、三(七);
document 4 §二(六), §三(七)). State machine S17, requirements A-205, A-206; AMB-49: the centre checks its member units
and stations, and is itself checked by the township's Party committee with the governance office.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.assessment.words import Indicator, SchemeCode, Term, Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Digest, Instant, Share, StreamName, Text, UnitCode


@shape
class CheckSubject:
    """Who is checked, and who answers for it (责任人), by reference."""

    unit: UnitCode
    responsible: Actor


Subjects = Annotated[tuple[CheckSubject, ...], Length(min=1, max=60)]
"""The subjects of one check, each once, the centre among them."""


@command
class OpenCentreYear:
    """Begin a township's year of checks; each year after it begins by itself with the same subjects.

    `unit` is the caller's own: the centre, or the body above it. Refused: `scheme-not-active`, `year-already-open`,
    `not-in-charge`, `self-assessment`, `subject-twice`, `not-of-the-township`, `centre-not-named`.
    """

    actor: Actor
    unit: UnitCode
    township: UnitCode
    year: Year
    centre: UnitCode
    above: UnitCode
    subjects: Subjects


@command
class CarryOverCentreYear:
    """Begin the next year as the last one stood. Sent by the service itself at the new year. Twice has no effect."""

    actor: Actor
    unit: UnitCode
    year: Year
    centre: UnitCode
    above: UnitCode
    subjects: Subjects


@command
class NameSubjects:
    """Name the subjects anew, for the half-years whose evidence is not frozen yet.

    Refused: `year-not-open`, `not-in-charge`, `subject-twice`, `not-of-the-township`, `centre-not-named`,
    `already-frozen`.
    """

    actor: Actor
    unit: UnitCode
    township: UnitCode
    year: Year
    subjects: Subjects


class Half(StrEnum):
    """A half of the year (半年)."""

    FIRST = "H1"
    SECOND = "H2"


@command
class FreezeEvidence:
    """The half-year is over: what is known now is the evidence, and a score sheet is opened for each subject.

    Refused: `year-not-open`, `not-in-charge`, `half-year-not-over`, `already-frozen`, `scheme-not-active`.
    """

    actor: Actor
    unit: UnitCode
    township: UnitCode
    year: Year
    half: Half


@command
class TakeCentreSheet:
    """A subject's score sheet was closed. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year
    term: Term
    subject: UnitCode
    sheet: StreamName
    unmet_mandatory: tuple[Indicator, ...]
    vetoed: tuple[Indicator, ...]
    mandatory_share: Share | None
    score: Share | None
    digest: Digest


class RewardOutcome(StrEnum):
    """What the year comes to for one subject: a reward (奖) or a penalty (惩)."""

    REWARD = "reward"
    PENALTY = "penalty"


@command
class DecideReward:
    """Reward or penalise a subject for the year, with the reason: the text gives no threshold.

    Only the body above the centre decides. Refused: `year-not-open`, `not-in-charge`, `self-assessment`,
    `no-such-subject`, `results-missing`, `already-decided`.
    """

    actor: Actor
    unit: UnitCode
    township: UnitCode
    year: Year
    subject: UnitCode
    outcome: RewardOutcome
    target_met: bool
    reason: Text


@command
class MarkCentreOverdue:
    """Announce what has fallen due. Sent by the service itself; nothing due is nothing done."""

    actor: Actor
    unit: UnitCode
    year: Year


CentreCommand = (
    OpenCentreYear
    | CarryOverCentreYear
    | NameSubjects
    | FreezeEvidence
    | TakeCentreSheet
    | DecideReward
    | MarkCentreOverdue
)


@fact
class CentreYearOpened:
    """A township's year of checks; by when the evidence of each half and the decisions have to be there, if at all."""

    unit: UnitCode
    year: Year
    centre: UnitCode
    above: UnitCode
    subjects: Subjects
    first_due_at: Instant | None
    second_due_at: Instant | None
    decision_due_at: Instant | None
    next_at: Instant
    opened_by: Actor
    opened_at: Instant


@fact
class SubjectsNamed:
    """The subjects from here on (考核对象)."""

    unit: UnitCode
    year: Year
    centre: UnitCode
    above: UnitCode
    subjects: Subjects
    next_at: Instant
    named_by: Actor
    named_at: Instant


@shape
class SubjectCheck:
    """One subject of a check, who answers for it, who records its results, and whose facts count for it, if any's."""

    subject: UnitCode
    responsible: Actor
    assessor: UnitCode
    counted_for: UnitCode | None


Checks = Annotated[tuple[SubjectCheck, ...], Length(min=1, max=60)]


@fact
class EvidenceFrozen:
    """The evidence of a half-year stands as it is known now (半年考核取证); each subject gets a score sheet.

    `derived` are the indicators that only other services' facts decide.
    """

    unit: UnitCode
    year: Year
    term: Term
    scheme: SchemeCode
    checks: Checks
    derived: tuple[Indicator, ...]
    frozen_by: Actor
    frozen_at: Instant


@fact
class SubjectChecked:
    """All results of one subject are there and counted (考核结果), with the person who answers for it."""

    unit: UnitCode
    year: Year
    term: Term
    subject: UnitCode
    responsible: Actor
    sheet: StreamName
    unmet_mandatory: tuple[Indicator, ...]
    vetoed: tuple[Indicator, ...]
    mandatory_share: Share | None
    score: Share | None
    digest: Digest
    checked_at: Instant


@shape
class SubjectResult:
    """What one subject's half-year came to."""

    subject: UnitCode
    responsible: Actor
    unmet_mandatory: tuple[Indicator, ...]
    score: Share | None
    digest: Digest


Results = Annotated[tuple[SubjectResult, ...], Length(min=1, max=60)]


@fact
class HalfYearCheckCompleted:
    """The last subject of a half-year is checked (半年检查考核完成): what each came to (event flow 43)."""

    unit: UnitCode
    year: Year
    term: Term
    results: Results
    completed_at: Instant


@fact
class SubjectRewarded:
    """A subject is rewarded for its year (兑现奖励), by the results of both half-years and its target."""

    unit: UnitCode
    year: Year
    subject: UnitCode
    responsible: Actor
    target_met: bool
    first_score: Share | None
    second_score: Share | None
    reason: Text
    decided_by: Actor
    decided_at: Instant


@fact
class SubjectPenalised:
    """A subject is penalised for its year (兑现惩罚), by the results of both half-years and its target."""

    unit: UnitCode
    year: Year
    subject: UnitCode
    responsible: Actor
    target_met: bool
    first_score: Share | None
    second_score: Share | None
    reason: Text
    decided_by: Actor
    decided_at: Instant


class CentreMissed(StrEnum):
    """What was not there in time: the evidence of a half-year, or the decisions of the year (奖惩决定)."""

    FIRST_HALF = "first-half"
    SECOND_HALF = "second-half"
    DECISION = "decision"


@fact
class CentreOverdue:
    """The day passed by which the evidence, or the decisions of the year, had to be there; said once for each."""

    unit: UnitCode
    year: Year
    missed: CentreMissed
    due_at: Instant
    announced_at: Instant


CentreFact = (
    CentreYearOpened
    | SubjectsNamed
    | EvidenceFrozen
    | SubjectChecked
    | HalfYearCheckCompleted
    | SubjectRewarded
    | SubjectPenalised
    | CentreOverdue
)


@question
class CentreChecksOfArea:
    """Every subject's years of checks, of each township in the area of `unit`, by township, year and subject."""

    unit: UnitCode


@shape
class HalfYearLine:
    """Where one half-year stands for a subject; None where it has not come that far."""

    frozen_at: Instant | None
    checked_at: Instant | None
    score: Share | None
    digest: Digest | None
    is_overdue: bool


@shape
class CentreCheckLine:
    """One subject's year; `outcome` None while nothing is decided."""

    township: UnitCode
    year: Year
    subject: UnitCode
    responsible: Actor
    first: HalfYearLine
    second: HalfYearLine
    outcome: RewardOutcome | None
    target_met: bool | None
    reason: Text | None
    is_decision_overdue: bool


@answer
class CentreChecksOfAreaAnswer:
    """One page of years; `next` is the token of the page after it."""

    checks: tuple[CentreCheckLine, ...]
    next: str | None
