"""The facts of a township's yearly assessment.

Law: county opinion on township standardisation, parts 3 and 5 (document 1 §三1, §五1, §五4). State machine S16.
"""

from typing import get_args

from contracts.assessment.cadres import CadreProposed
from contracts.assessment.townships import LocalIndicator, Missed, NegativeFinding, Stages
from contracts.assessment.vocabulary import Indicator, SchemeCode, Year
from contracts.bilingual import Bilingual
from contracts.message import fact
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Share, StreamName, Text, UnitCode


@fact
class YearOpened:
    """A township's year of assessment; instants by which plan and result have to be there, None where no rule says."""

    unit: UnitCode
    year: Year
    plan_due_at: Instant | None
    result_due_at: Instant | None
    next_at: Instant
    opened_at: Instant


@fact
class LeadingGroupFormed:
    """The township's leading group, headed by its Party secretary (领导小组)."""

    unit: UnitCode
    year: Year
    leader: Actor
    formed_on: Day
    recorded_at: Instant


@fact
class PlanFiled:
    """The implementation plan is filed (实施方案报送); late if not before `due_at`."""

    unit: UnitCode
    year: Year
    characteristics: Text
    stages: Stages
    due_at: Instant | None
    filed_by: Actor
    filed_at: Instant


@fact
class LocalIndicatorAdded:
    """An indicator of the township's own (自选指标)."""

    unit: UnitCode
    year: Year
    indicator: LocalIndicator
    name: Bilingual
    added_at: Instant


@fact
class LocalIndicatorDropped:
    """A local indicator is dropped."""

    unit: UnitCode
    year: Year
    indicator: LocalIndicator
    dropped_at: Instant


@fact
class NegativeFindingRecorded:
    """Something to be prevented was found (防止事项); shown with the year's result."""

    unit: UnitCode
    year: Year
    kind: NegativeFinding
    found_on: Day
    text: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class YearEndCheckBegun:
    """The county's group checks the township (年终考核); a score sheet is opened for it."""

    unit: UnitCode
    year: Year
    scheme: SchemeCode
    begun_by: Actor
    begun_at: Instant


@fact
class TownshipAssessed:
    """All owners have recorded, and the year's result is counted; `findings` is how many negative ones stand by it."""

    unit: UnitCode
    year: Year
    sheet: StreamName
    unmet_mandatory: tuple[Indicator, ...]
    mandatory_share: Share | None
    score: Share | None
    digest: Digest
    findings: Count
    due_at: Instant | None
    assessed_at: Instant


@fact
class TownshipCommended:
    """A township with good results is commended (表彰奖励); disclosure publishes the list."""

    unit: UnitCode
    year: Year
    score: Share | None
    digest: Digest
    reason: Text
    decided_by: Actor
    commended_at: Instant


@fact
class TownshipNotCommended:
    """The group decided not to commend, with the reason."""

    unit: UnitCode
    year: Year
    score: Share | None
    digest: Digest
    reason: Text
    decided_by: Actor
    decided_at: Instant


@fact
class TownshipOverdue:
    """The day passed by which the plan, or the result of the year, had to be there; said once for each."""

    unit: UnitCode
    year: Year
    missed: Missed
    due_at: Instant
    announced_at: Instant


TownshipFact = (
    YearOpened
    | LeadingGroupFormed
    | PlanFiled
    | LocalIndicatorAdded
    | LocalIndicatorDropped
    | NegativeFindingRecorded
    | YearEndCheckBegun
    | TownshipAssessed
    | TownshipCommended
    | TownshipNotCommended
    | CadreProposed
    | TownshipOverdue
)
TOWNSHIP_FACTS: tuple[type, ...] = get_args(TownshipFact)
