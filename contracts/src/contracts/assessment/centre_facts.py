"""The facts of the half-yearly check of a governance centre.

Law: township opinion on the governance centre, parts 2 (6) and 3 (7) (document 4 §二(六), §三(七)). State machine S17.
"""

from typing import Annotated, get_args

from marshmallow.validate import Length

from contracts.assessment.centres import CentreMissed, Subjects
from contracts.assessment.vocabulary import Indicator, SchemeCode, Term, Year
from contracts.message import fact, shape
from contracts.vocabulary import Actor, Digest, Instant, Share, StreamName, Text, UnitCode


@shape
class SubjectCheck:
    """One subject of a check, who answers for it, who records its results, and whose facts count for it, if any's."""

    subject: UnitCode
    responsible: Actor
    assessor: UnitCode
    counted_for: UnitCode | None


@shape
class SubjectResult:
    """What one subject's half-year came to."""

    subject: UnitCode
    responsible: Actor
    unmet_mandatory: tuple[Indicator, ...]
    score: Share | None
    digest: Digest


Checks = Annotated[tuple[SubjectCheck, ...], Length(min=1, max=60)]
Results = Annotated[tuple[SubjectResult, ...], Length(min=1, max=60)]


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
CENTRE_FACTS: tuple[type, ...] = get_args(CentreFact)
