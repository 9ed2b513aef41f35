"""Land that mining used up, place by place.

The stream of a place is `mining_parcels-<unit>`. Areas are in square metres.

Law: opinion on green mines, part 6 item 2 (document 3 §六(二)*¶3, ¶4).
"""

from typing import Annotated

from marshmallow.validate import Range

from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Name, Ref, UnitCode


@command
class SetArableLimit:
    """Set how much arable land the place may give up in all (核减控制数). A later limit replaces it."""

    actor: Actor
    unit: UnitCode
    most: Count
    decided_on: Day


SquareMetres = Annotated[int, Range(min=1, max=10_000_000_000)]


@command
class UseReclaimedArable:
    """Count arable land won from an abandoned mine for the balance (耕地占补平衡).

    Refused: `mining.plan-or-ecology-not-met`, `mining.date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    site: Name
    square_metres: SquareMetres
    meets_plan: bool
    meets_ecology: bool
    used_on: Day
    evidence: Digest


@command
class SurveyDamagedLand:
    """Survey land on the spot that lawful mining damaged for good (实地调查); `arable` and `basic_farmland` are parts.

    Refused: `mining.parcel-already-surveyed`, `mining.not-for-land-change`, `mining.date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    parcel: Ref
    mine: UnitCode
    square_metres: SquareMetres
    arable: Count
    basic_farmland: Count
    is_lawful: bool
    is_recoverable: bool
    surveyed_on: Day


@command
class ReviewLandReport:
    """Review the special report on the parcel (专项报告评审). Refused: `mining.survey-required`,
    `mining.date-in-future`."""

    actor: Actor
    unit: UnitCode
    parcel: Ref
    report: Digest
    is_passed: bool
    reviewed_on: Day


@command
class EnterLandChange:
    """Enter the parcel in the survey of changes (变更调查). `replaced`: basic farmland marked out anew in the area.

    Refused: `mining.review-not-passed`, `mining.change-already-entered`, `mining.control-limit-exceeded`,
    `mining.basic-farmland-must-be-replaced`, `mining.date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    parcel: Ref
    replaced: Count
    entered_on: Day


ParcelCommand = SetArableLimit | UseReclaimedArable | SurveyDamagedLand | ReviewLandReport | EnterLandChange


@fact
class ArableLimitSet:
    """So much arable land may be given up in the place (控制数上限)."""

    unit: UnitCode
    most: Count
    decided_on: Day
    set_by: Actor
    set_at: Instant


@fact
class ReclaimedArableUsed:
    """Arable land won from an abandoned mine counts for the balance (占补平衡)."""

    unit: UnitCode
    site: Name
    square_metres: SquareMetres
    used_on: Day
    evidence: Digest
    recorded_by: Actor
    recorded_at: Instant


@fact
class DamagedLandSurveyed:
    """A parcel that lawful mining damaged for good was surveyed (损毁土地调查)."""

    unit: UnitCode
    parcel: Ref
    mine: UnitCode
    square_metres: SquareMetres
    arable: Count
    basic_farmland: Count
    surveyed_on: Day
    surveyed_by: Actor
    recorded_at: Instant


@fact
class LandReportReviewed:
    """The special report on a parcel was reviewed (评审)."""

    unit: UnitCode
    parcel: Ref
    report: Digest
    is_passed: bool
    reviewed_on: Day
    reviewed_by: Actor
    recorded_at: Instant


@fact
class LandChangeEntered:
    """The parcel is in the survey of changes, and the arable holding is reduced by its arable part (据实核减)."""

    unit: UnitCode
    parcel: Ref
    arable_reduced: Count
    reduced_in_all: Count
    replaced: Count
    entered_on: Day
    entered_by: Actor
    recorded_at: Instant


ParcelFact = ArableLimitSet | ReclaimedArableUsed | DamagedLandSurveyed | LandReportReviewed | LandChangeEntered


@question
class ParcelsOfUnit:
    """The parcels of a place that mining used up, in the order of their names."""

    unit: UnitCode


@shape
class ParcelLine:
    """One parcel; `is_passed` is None before its report was reviewed."""

    parcel: Ref
    mine: UnitCode
    square_metres: Count
    arable: Count
    basic_farmland: Count
    is_passed: bool | None
    entered_on: Day | None


@answer
class ParcelLines:
    """One page of parcels. `reduced` of `limit` is given up; `won`: arable land won back for the balance."""

    parcels: tuple[ParcelLine, ...]
    limit: Count
    reduced: Count
    won: Count
    next: str | None
