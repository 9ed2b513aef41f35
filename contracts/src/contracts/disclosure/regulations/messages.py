"""The register of a unit's regulations and the volume they are compiled into.

Law: county opinion on township standardisation (document 1 §四2一要, §四2二要): the rules exist, are compiled into one
volume (汇编成册), and clauses that no longer fit are revised; documents 2, 4 and 5 list the rules of congresses,
governance centres and residents' committees.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range, Regexp

from contracts.bilingual import Bilingual
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Name, Text, UnitCode

RuleCode = Annotated[str, Regexp(r"[a-z][a-z0-9_]{0,62}\Z", error="Not the code of a rule.")]
"""A rule by its code: that of the policy's list, or the unit's own."""


@command
class RecordRegulation:
    """Record a rule (制度) or its next version. In force it names who adopted it and when; `text` is its digest."""

    actor: Actor
    unit: UnitCode
    code: RuleCode
    title: Name
    scope: Name
    owner: Name
    is_draft: bool
    adopted_by: Name | None = None
    adopted_on: Day | None = None
    text: Digest | None = None


@command
class RepealRegulation:
    """The rule binds no more from `repealed_on` on."""

    actor: Actor
    unit: UnitCode
    code: RuleCode
    repealed_on: Day
    reason: Text


@command
class ReviewRegulation:
    """The rule was gone through and stays as it is."""

    actor: Actor
    unit: UnitCode
    code: RuleCode
    reviewed_on: Day


Months = Annotated[int, Range(min=1, max=120)]


@command
class SetReviewInterval:
    """Say how often the unit's rules are gone through; the sources set no interval."""

    actor: Actor
    unit: UnitCode
    months: Months


RuleSet = Annotated[str, Regexp(r"[a-z][a-z0-9_]{0,30}\Z", error="Not a set of rules.")]
"""Which list of rules a volume is held against: `township`, `congress`, `centre`, `residents`."""


@command
class CompileVolume:
    """Compile the rules in force today into one volume, and hold it against a list of the policy."""

    actor: Actor
    unit: UnitCode
    set: RuleSet


RegulationCommand = RecordRegulation | RepealRegulation | ReviewRegulation | SetReviewInterval | CompileVolume


class RegulationStatus(StrEnum):
    """A draft binds nobody; what is repealed binds no more."""

    DRAFT = "draft"
    IN_FORCE = "in-force"
    REPEALED = "repealed"


@fact
class RegulationRecorded:
    """A version of a rule; the versions before stay in the register."""

    unit: UnitCode
    code: RuleCode
    version: Count
    title: Name
    scope: Name
    owner: Name
    status: RegulationStatus
    adopted_by: Name | None
    adopted_on: Day | None
    text: Digest | None
    recorded_by: Actor
    recorded_at: Instant


@fact
class RegulationRepealed:
    """A rule binds no more."""

    unit: UnitCode
    code: RuleCode
    repealed_on: Day
    reason: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class RegulationReviewed:
    """A rule was gone through and stays as it is."""

    unit: UnitCode
    code: RuleCode
    reviewed_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class ReviewIntervalSet:
    """How many months after its adoption or last review a rule is due to be gone through."""

    unit: UnitCode
    months: Months
    set_by: Actor
    set_at: Instant


_MOST_RULES = Length(max=200)


@shape
class RequiredRule:
    """A rule that a list of the policy names."""

    code: RuleCode
    name: Bilingual


@shape
class VolumeRule:
    """A rule in force, in a volume."""

    code: RuleCode
    title: Name
    version: Count
    adopted_on: Day


@fact
class VolumeCompiled:
    """The volume of the rules in force on a day, with its findings.

    `missing`: rules of the list that are not in force. `unreviewed`: rules in force that were not gone through within
    the unit's own interval; none where it has set none.
    """

    unit: UnitCode
    set: RuleSet
    on: Day
    rules: Annotated[tuple[VolumeRule, ...], _MOST_RULES]
    missing: Annotated[tuple[RequiredRule, ...], _MOST_RULES]
    unreviewed: Annotated[tuple[RuleCode, ...], _MOST_RULES]
    compiled_by: Actor
    compiled_at: Instant


RegulationFact = RegulationRecorded | RegulationRepealed | RegulationReviewed | ReviewIntervalSet | VolumeCompiled


@question
class RegulationsOfUnit:
    """The newest version of every rule of a unit, in the order of the codes."""

    unit: UnitCode


@question
class VolumeOfUnit:
    """The newest volume that a unit compiled against a list. Refused `disclosure.no-such-volume` if there is none."""

    unit: UnitCode
    set: RuleSet


@shape
class RegulationLine:
    """One rule as it stands; it is repealed from `repealed_on` on."""

    code: RuleCode
    version: Count
    title: Name
    scope: Name
    owner: Name
    status: RegulationStatus
    adopted_by: Name | None
    adopted_on: Day | None
    repealed_on: Day | None
    reviewed_on: Day | None
    text: Digest | None


@answer
class RegulationLines:
    """One page of a unit's rules; `review_months` None: no interval is set."""

    regulations: tuple[RegulationLine, ...]
    review_months: Months | None
    next: str | None


@answer
class VolumeAnswer:
    """A volume as it was compiled."""

    unit: UnitCode
    set: RuleSet
    on: Day
    rules: tuple[VolumeRule, ...]
    missing: tuple[RequiredRule, ...]
    unreviewed: tuple[RuleCode, ...]
