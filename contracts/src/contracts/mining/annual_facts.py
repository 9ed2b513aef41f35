"""Facts of the yearly assessment of one unit (S14): what other services react to names the unit, the day, the clause.

Law: annex to the opinion on green mines, arts. 8-12 (document 3 §附8-§附12).
"""

from typing import get_args

from contracts.message import fact
from contracts.mining.annual import Falsehood, Grade, Materials, Year
from contracts.mining.vocabulary import Word
from contracts.vocabulary import Actor, Day, Digest, Instant, Ref, Text, UnitCode

FALSIFICATION_CLAUSE = "3 §附10"
CIRCULAR_CLAUSE = "3 §附11"
ASSESSMENT_CLAUSE = "3 §附8"
CARRYING_CLAUSE = "3 §附9"


@fact
class AnnualAssessmentScheduled:
    """A unit's year is to be assessed by `assessor` (年度考核), to be completed before `due_at`.

    `required`: the materials that are asked for. `publishes_falsehood`, `publishes_circular`: whether circulars are
    published (AMB-32).
    """

    unit: UnitCode
    year: Year
    assessor: UnitCode
    required: tuple[Word, ...]
    due_on: Day
    due_at: Instant
    publishes_falsehood: bool
    publishes_circular: bool
    scheduled_by: Actor
    scheduled_at: Instant


@fact
class MaterialsSubmitted:
    """The assessed unit handed in its materials (考核材料)."""

    unit: UnitCode
    year: Year
    materials: Materials
    submitted_by: Actor
    submitted_at: Instant


@fact
class AssessmentBegun:
    """The competent unit began to assess (开展考核)."""

    unit: UnitCode
    year: Year
    begun_by: Actor
    begun_at: Instant


@fact
class AnnualAssessmentCompleted:
    """The year's assessment is done (考核完成); late if not before `due_at` (event flow 33)."""

    unit: UnitCode
    year: Year
    assessor: UnitCode
    grade: Grade
    report: Digest
    completed_on: Day
    due_at: Instant
    clause: Text
    completed_by: Actor
    completed_at: Instant


@fact
class AnnualAssessmentOverdue:
    """The competent unit did not complete the assessment in time (event flow 34)."""

    unit: UnitCode
    year: Year
    assessor: UnitCode
    due_on: Day
    due_at: Instant
    clause: Text
    announced_at: Instant


@fact
class ResultNotified:
    """The result was sent to the assessed unit (考核结果通报)."""

    unit: UnitCode
    year: Year
    notified_on: Day
    notified_by: Actor
    recorded_at: Instant


@fact
class ResultAcknowledged:
    """The assessed unit has the result (签收)."""

    unit: UnitCode
    year: Year
    acknowledged_by: Actor
    acknowledged_at: Instant


@fact
class ResultCarriedOver:
    """The result is part of the department's performance evaluation (纳入绩效评价体系)."""

    unit: UnitCode
    year: Year
    evaluation: Ref
    carried_on: Day
    clause: Text
    carried_by: Actor
    recorded_at: Instant


@fact
class ResultNotCarriedOver:
    """Finding: the case ended, and the result is no part of the department's performance evaluation."""

    unit: UnitCode
    year: Year
    clause: Text
    found_at: Instant


@fact
class AssessmentClosed:
    """The case of the year is closed (考核办结)."""

    unit: UnitCode
    year: Year
    closed_by: Actor
    closed_at: Instant


@fact
class FalsificationFound:
    """The assessment rests on what is false (弄虚作假): its result is void (event flows 30, 31).

    `voids_result`: a result had been recorded. `is_published`: the circular goes to the public too.
    """

    unit: UnitCode
    year: Year
    kind: Falsehood
    voids_result: bool
    found_on: Day
    text: Text
    evidence: Digest
    is_published: bool
    clause: Text
    found_by: Actor
    recorded_at: Instant


@fact
class UnderperformanceCircular:
    """Poor work or an unmet task was criticised (通报), with the grounds (event flow 32)."""

    unit: UnitCode
    year: Year
    issued_on: Day
    grounds: Text
    is_published: bool
    clause: Text
    issued_by: Actor
    recorded_at: Instant


@fact
class ExperienceCommended:
    """The experience of an outstanding unit was summed up to be spread (总结推广)."""

    unit: UnitCode
    year: Year
    commended_on: Day
    text: Text
    clause: Text
    commended_by: Actor
    recorded_at: Instant


AnnualFact = (
    AnnualAssessmentScheduled
    | MaterialsSubmitted
    | AssessmentBegun
    | AnnualAssessmentCompleted
    | AnnualAssessmentOverdue
    | ResultNotified
    | ResultAcknowledged
    | ResultCarriedOver
    | ResultNotCarriedOver
    | AssessmentClosed
    | FalsificationFound
    | UnderperformanceCircular
    | ExperienceCommended
)
ANNUAL_FACTS: tuple[type, ...] = get_args(AnnualFact)
