"""What a centre's work is measured by, half by half: mass incidents, crimes, skip-level petitions, cult activity.

Law: township opinion on the centre (document 4 §六(三)); Regulation on Petition Work (信访工作条例20): only a visit
to a body above the next higher one is skip-level, never a letter, a call or a petition online.
"""

from contracts.mediation.words import HalfCode, Word
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Instant, Name, Ref, UnitCode


@command
class EnterOutcome:
    """The figure of a half-year that is over, and whose it is: the police station's, the petition office's.

    It is corrected by entering it again.

    Refused: `unknown-kind`, `counted-by-itself`, `half-not-over`.
    """

    actor: Actor
    unit: UnitCode
    half: HalfCode
    indicator: Word
    count: Count
    source: Name


@command
class CountIncident:
    """A mass incident of the half-year. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    half: HalfCode
    incident: Ref


@command
class CloseHalf:
    """The half-year is over: what was counted is held against the half-year before. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    half: HalfCode


OutcomeCommand = EnterOutcome | CountIncident | CloseHalf


@fact
class OutcomeEntered:
    """The figure of a half-year (工作实效指标), in place of what was entered before."""

    unit: UnitCode
    half: HalfCode
    indicator: Word
    count: Count
    source: Name
    entered_by: Actor
    entered_at: Instant


@fact
class IncidentCounted:
    """A mass incident counts for its half-year (群体性事件计数)."""

    unit: UnitCode
    half: HalfCode
    incident: Ref
    counted_at: Instant


@fact
class HalfClosed:
    """The half-year is over (半年统计): so many mass incidents; the next one ends at `next_at`."""

    unit: UnitCode
    half: HalfCode
    mass_incidents: Count
    next_half: HalfCode
    next_at: Instant
    closed_at: Instant


@fact
class OutcomeRisen:
    """Finding: the figure is higher than that of the half-year before (指标上升)."""

    unit: UnitCode
    half: HalfCode
    indicator: Word
    before: Count
    now: Count
    found_at: Instant


OutcomeFact = OutcomeEntered | IncidentCounted | HalfClosed | OutcomeRisen


@question
class OutcomesOfUnit:
    """The figures of a unit, the newest half-year first."""

    unit: UnitCode


@shape
class OutcomeLine:
    """One figure. `has_risen`: it was higher than that of the half-year before when both were known."""

    half: HalfCode
    indicator: Word
    count: Count
    has_risen: bool


@answer
class OutcomeLines:
    """One page of figures; `next` is the token of the page after this one."""

    figures: tuple[OutcomeLine, ...]
    next: str | None


MASS_INCIDENTS = "mass_incidents"
"""The one that is counted from the record itself."""
