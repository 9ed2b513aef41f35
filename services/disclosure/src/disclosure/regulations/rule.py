"""The rules that a unit gave itself, and the volume of those in force (制度汇编).

Law: county opinion on township standardisation (document 1 §四2一要, §四2二要).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import assert_never

from contracts.calendar import china_day
from contracts.deadlines import DeadlineRule, TimeUnit, corresponding_day
from contracts.disclosure.regulations.messages import (
    CompileVolume,
    RecordRegulation,
    RegulationCommand,
    RegulationFact,
    RegulationRecorded,
    RegulationRepealed,
    RegulationReviewed,
    RegulationStatus,
    RepealRegulation,
    ReviewIntervalSet,
    ReviewRegulation,
    SetReviewInterval,
    VolumeCompiled,
    VolumeRule,
)
from contracts.disclosure.regulations.rules import RegulationPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

regulations_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class Regulation:
    """One rule: `version` the newest one recorded; the rest is of the version last adopted."""

    version: int = 0
    adopted: VolumeRule | None = None
    reviewed_on: date | None = None
    repealed_on: date | None = None

    def in_force_on(self, day: date) -> VolumeRule | None:
        is_repealed = self.repealed_on is not None and self.repealed_on <= day
        is_adopted = self.adopted is not None and self.adopted.adopted_on <= day
        return self.adopted if is_adopted and not is_repealed else None

    def last_gone_through(self) -> date:
        assert self.adopted is not None
        return max(self.adopted.adopted_on, self.reviewed_on or self.adopted.adopted_on)


@dataclass(frozen=True, slots=True)
class Regulations:
    """The rules by code; `review_months` None: the unit set no interval."""

    by_code: Mapping[str, Regulation] = field(default_factory=dict)
    review_months: int | None = None


def decide(
    command: RegulationCommand, regulations: Regulations, rules: Rules[RegulationPolicy], now: datetime
) -> list[RegulationFact]:
    match command:
        case RecordRegulation():
            return [_record(command, regulations, now)]
        case RepealRegulation():
            return [_repeal(command, regulations, now)]
        case ReviewRegulation():
            return [_review(command, regulations, now)]
        case SetReviewInterval():
            return [ReviewIntervalSet(unit=command.unit, months=command.months, set_by=command.actor, set_at=now)]
        case CompileVolume():
            return [_compile(command, regulations, rules.policy, now)]
        case _:
            assert_never(command)


def _record(command: RecordRegulation, regulations: Regulations, now: datetime) -> RegulationRecorded:
    is_adopted = command.adopted_by is not None and command.adopted_on is not None
    is_bare = command.adopted_by is None and command.adopted_on is None
    refuse_unless(is_bare if command.is_draft else is_adopted, "disclosure.adoption-required", command.code)
    adopted_on = command.adopted_on
    refuse_unless(adopted_on is None or adopted_on <= china_day(now), "disclosure.date-in-future", str(adopted_on))
    before = regulations.by_code.get(command.code, Regulation())
    return RegulationRecorded(
        unit=command.unit,
        code=command.code,
        version=before.version + 1,
        title=command.title,
        scope=command.scope,
        owner=command.owner,
        status=RegulationStatus.DRAFT if command.is_draft else RegulationStatus.IN_FORCE,
        adopted_by=command.adopted_by,
        adopted_on=adopted_on,
        text=command.text,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _repeal(command: RepealRegulation, regulations: Regulations, now: datetime) -> RegulationRepealed:
    adopted = _binding(command.code, regulations)
    refuse_unless(command.repealed_on >= adopted.adopted_on, "disclosure.ends-before-it-begins", command.code)
    return RegulationRepealed(
        unit=command.unit,
        code=command.code,
        repealed_on=command.repealed_on,
        reason=command.reason,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _review(command: ReviewRegulation, regulations: Regulations, now: datetime) -> RegulationReviewed:
    adopted = _binding(command.code, regulations)
    refuse_unless(command.reviewed_on <= china_day(now), "disclosure.date-in-future", str(command.reviewed_on))
    refuse_unless(command.reviewed_on >= adopted.adopted_on, "disclosure.ends-before-it-begins", command.code)
    return RegulationReviewed(
        unit=command.unit,
        code=command.code,
        reviewed_on=command.reviewed_on,
        recorded_by=command.actor,
        recorded_at=now,
    )


def _binding(code: str, regulations: Regulations) -> VolumeRule:
    """The version adopted of a rule that was not repealed."""
    found = regulations.by_code.get(code, Regulation())
    refuse_unless(found.adopted is not None and found.repealed_on is None, "disclosure.no-such-regulation", code)
    assert found.adopted is not None
    return found.adopted


def _compile(
    command: CompileVolume, regulations: Regulations, policy: RegulationPolicy, now: datetime
) -> VolumeCompiled:
    refuse_unless(command.set in policy.required, "disclosure.unknown-rule-set", command.set)
    today = china_day(now)
    standing = {code: regulations.by_code[code].in_force_on(today) for code in sorted(regulations.by_code)}
    return VolumeCompiled(
        unit=command.unit,
        set=command.set,
        on=today,
        rules=tuple(rule for rule in standing.values() if rule is not None),
        missing=tuple(rule for rule in policy.required[command.set] if standing.get(rule.code) is None),
        unreviewed=tuple(
            code for code, rule in standing.items() if rule is not None and _is_unreviewed(code, regulations, today)
        ),
        compiled_by=command.actor,
        compiled_at=now,
    )


def _is_unreviewed(code: str, regulations: Regulations, today: date) -> bool:
    """The corresponding day of the month is still in time."""
    if regulations.review_months is None:
        return False
    rule = DeadlineRule(amount=regulations.review_months, unit=TimeUnit.MONTHS, source="set by the unit")
    return today > corresponding_day(rule, regulations.by_code[code].last_gone_through())


def evolve(regulations: Regulations, fact: RegulationFact) -> Regulations:
    match fact:
        case RegulationRecorded():
            return _with(regulations, fact.code, _recorded(regulations.by_code.get(fact.code, Regulation()), fact))
        case RegulationRepealed():
            before = regulations.by_code[fact.code]
            return _with(regulations, fact.code, replace(before, repealed_on=fact.repealed_on))
        case RegulationReviewed():
            before = regulations.by_code[fact.code]
            return _with(regulations, fact.code, replace(before, reviewed_on=fact.reviewed_on))
        case ReviewIntervalSet():
            return replace(regulations, review_months=fact.months)
        case VolumeCompiled():
            return regulations
        case _:
            assert_never(fact)


def _recorded(before: Regulation, fact: RegulationRecorded) -> Regulation:
    """A draft leaves what is in force; an adopted version takes its place, also where the rule was repealed."""
    if fact.adopted_on is None:
        return replace(before, version=fact.version)
    adopted = VolumeRule(code=fact.code, title=fact.title, version=fact.version, adopted_on=fact.adopted_on)
    return Regulation(version=fact.version, adopted=adopted)


def _with(regulations: Regulations, code: str, regulation: Regulation) -> Regulations:
    return replace(regulations, by_code={**regulations.by_code, code: regulation})
