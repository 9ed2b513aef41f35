"""A score sheet: the results of one subject by one scheme for one year or half-year, indicator by indicator.

Law: documents 1 §五4, 4 §三(七), 4 §六(一), 5 §三(二): results rest on evidence (有据查事). Rows A-001 to A-005.
"""

from enum import StrEnum

from contracts.assessment.words import Cause, EvidenceItem, Indicator, SchemeCode, Term
from contracts.message import answer, command, fact, question
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Share, StreamName, Text, UnitCode


@command
class OpenSheet:
    """Begin to assess. Sent by the service itself when the case it belongs to has come that far.

    `assessor`: the unit that records the results; None where fields have owners, or the level decides.
    Refused: `scheme-not-active`, `weights-invalid`.
    """

    actor: Actor
    unit: UnitCode
    scheme: SchemeCode
    term: Term
    case: StreamName
    assessor: UnitCode | None


class Verdict(StrEnum):
    """What became of an indicator: met (达标), not met (不达标), not applicable (不适用)."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_APPLICABLE = "not-applicable"


@command
class RecordResult:
    """Record what became of one indicator; again replaces what was said before, which stays in the record.

    `unit` is the unit that assesses, the caller's own. Where the indicator is counted the value decides and `verdict`
    is left out; otherwise `verdict` is needed. Not applicable needs a `note`. Refused: `no-such-sheet`,
    `sheet-already-closed`, `indicator-not-in-scheme`, `derived-indicator`, `forbidden-field`, `self-assessment`,
    `not-in-charge`, `evidence-required`, `verdict-required`, `value-required`, `verdict-follows-value`,
    `note-required`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    subject: UnitCode
    scheme: SchemeCode
    term: Term
    indicator: Indicator
    verdict: Verdict | None = None
    value: Share | None = None
    evidence: tuple[EvidenceItem, ...]
    assessed_on: Day
    note: Text | None = None


@command
class AnnotateResult:
    """Say why a result is what it is, without changing it: the only hand that a derived result knows (A-003).

    Refused: `no-such-sheet`, `indicator-not-in-scheme`, `no-such-result`, `not-in-charge`.
    """

    actor: Actor
    unit: UnitCode
    subject: UnitCode
    scheme: SchemeCode
    term: Term
    indicator: Indicator
    reason: Text


@command
class TakeMeasure:
    """What other services' facts come to. Sent by the service itself when a measure that was asked for changes."""

    actor: Actor
    unit: UnitCode
    scheme: SchemeCode
    term: Term
    indicator: Indicator
    hits: Count
    total: Count
    cause: Cause


@command
class CloseSheet:
    """Every result is there: the sheet is counted and no longer changes.

    Refused: `no-such-sheet`, `sheet-already-closed`, `not-in-charge`, `self-assessment`, `results-missing`.
    """

    actor: Actor
    unit: UnitCode
    subject: UnitCode
    scheme: SchemeCode
    term: Term


SheetCommand = OpenSheet | RecordResult | AnnotateResult | TakeMeasure | CloseSheet


@fact
class SheetOpened:
    """A subject is being assessed by a scheme as it stood then (考核开始): `digest` is that scheme's.

    `derived` are the indicators that only other services' facts decide.
    """

    unit: UnitCode
    scheme: SchemeCode
    term: Term
    case: StreamName
    assessor: UnitCode | None
    digest: Digest
    derived: tuple[Indicator, ...]
    opened_at: Instant


class Modality(StrEnum):
    """How binding an indicator is: commanded, in general (一般、原则上), encouraged (提倡、鼓励), or only shown."""

    MANDATORY = "mandatory"
    NORM = "norm"
    OPTIONAL = "optional"
    INFORMATION = "information"


@fact
class ResultRecorded:
    """One indicator's result (考核结果) for a unit; the newest of an indicator is the one that stands.

    `value` is exact. A derived result has no `evidence`: it rests on the fact `cause`, which names those beneath it.
    `assessor` and `assessed_on` are None for what no person assessed.
    """

    unit: UnitCode
    scheme: SchemeCode
    term: Term
    indicator: Indicator
    modality: Modality
    verdict: Verdict
    value: Share | None
    evidence: tuple[EvidenceItem, ...]
    cause: Cause | None
    assessor: UnitCode | None
    assessed_on: Day | None
    note: Text | None
    digest: Digest
    recorded_by: Actor
    recorded_at: Instant


@fact
class ResultAnnotated:
    """A reason stands beside a result, which stays as it is (说明)."""

    unit: UnitCode
    scheme: SchemeCode
    term: Term
    indicator: Indicator
    reason: Text
    annotated_by: Actor
    annotated_at: Instant


@fact
class LateMeasureNoted:
    """A measure changed after the sheet was closed or its evidence frozen; the result stands, with this beside it."""

    unit: UnitCode
    scheme: SchemeCode
    term: Term
    indicator: Indicator
    verdict: Verdict
    value: Share
    cause: Cause
    noted_at: Instant


@fact
class SheetClosed:
    """The sheet is counted: how many owed indicators are met, which mandatory ones are not, and the exact score.

    `score` is the part met of what applies, by weight where the scheme has weights; optional indicators never lower
    it (A-005). None where nothing applies. `vetoed`: indicators not met that void the whole.
    """

    unit: UnitCode
    scheme: SchemeCode
    term: Term
    case: StreamName
    met: Count
    not_met: Count
    not_applicable: Count
    unmet_mandatory: tuple[Indicator, ...]
    vetoed: tuple[Indicator, ...]
    mandatory_share: Share | None
    score: Share | None
    digest: Digest
    closed_by: Actor
    closed_at: Instant


SheetFact = SheetOpened | ResultRecorded | ResultAnnotated | LateMeasureNoted | SheetClosed


@question
class SheetOfUnit:
    """A unit's score sheet of a term, with everything that was said of each indicator. Refused: `no-such-sheet`."""

    unit: UnitCode
    scheme: SchemeCode
    term: Term


@answer
class SheetOfUnitAnswer:
    """One page of what was said, oldest first; of an indicator the newest result stands. `next`: the page after it."""

    unit: UnitCode
    scheme: SchemeCode
    term: Term
    digest: Digest
    opened_at: Instant
    closed_at: Instant | None
    met: Count | None
    not_met: Count | None
    not_applicable: Count | None
    unmet_mandatory: tuple[Indicator, ...]
    vetoed: tuple[Indicator, ...]
    score: Share | None
    results: tuple[ResultRecorded, ...]
    annotations: tuple[ResultAnnotated, ...]
    late: tuple[LateMeasureNoted, ...]
    next: str | None
