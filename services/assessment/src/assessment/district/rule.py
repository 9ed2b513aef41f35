"""A district's yearly lists, the titles of its communities, and its own title.

Law: draft opinion on residents' committees, parts 1 and 3 (document 5 §一, §三(三)). Requirements A-208, A-286; AMB-41.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from typing import assert_never

from contracts.assessment.community.rules import TitlePolicy
from contracts.assessment.district.messages import (
    CityTaskCompleted,
    CompleteCityTask,
    ConferDistrictTitle,
    CountTitle,
    DistrictCommand,
    DistrictFact,
    DistrictTitleConferred,
    FixYearlyList,
    TitleCounted,
    YearlyListFixed,
)
from contracts.assessment.words import Title
from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of
from contracts.units import is_below

district_stream = key_of(__name__, "unit")


@dataclass(frozen=True, slots=True)
class District:
    """`of`: how many communities it had when its newest list was fixed; `titles`: community to what it holds."""

    years: frozenset[int] = frozenset()
    of: int | None = None
    titles: Mapping[str, frozenset[Title]] = field(default_factory=dict)
    completed_on: date | None = None
    is_demonstration: bool = False

    @property
    def demonstration(self) -> int:
        return sum(Title.DEMONSTRATION in held for held in self.titles.values())


def decide(
    command: DistrictCommand, district: District, rules: Rules[TitlePolicy], now: datetime
) -> list[DistrictFact]:
    match command:
        case FixYearlyList():
            return [_fix(command, district, rules.policy, now)]
        case CountTitle():
            return _count(command, district, now)
        case CompleteCityTask():
            return _complete(command, district, now)
        case ConferDistrictTitle():
            return [_confer(command, district, rules.policy, now)]
        case _:
            assert_never(command)


def _fix(command: FixYearlyList, district: District, policy: TitlePolicy, now: datetime) -> YearlyListFixed:
    refuse_unless(command.year not in district.years, "assessment.list-already-fixed", str(command.year))
    named = command.communities
    refuse_unless(len(set(named)) == len(named), "assessment.community-twice", command.unit)
    strangers = [unit for unit in named if not is_below(unit, command.unit)]
    refuse_unless(not strangers, "assessment.not-of-the-district", ", ".join(strangers))
    refuse_unless(len(named) <= command.of, "assessment.more-than-all", f"{len(named)} of {command.of}")
    target, tolerance = policy.yearly_share, policy.tolerance
    refuse_unless(target is not None and tolerance is not None, "assessment.threshold-not-configured", "C.yearly_share")
    assert target is not None
    assert tolerance is not None
    share = Fraction(len(named), command.of)
    return YearlyListFixed(
        unit=command.unit,
        year=command.year,
        communities=named,
        of=command.of,
        share=share,
        is_within=abs(share - target) <= tolerance,
        fixed_by=command.actor,
        fixed_at=now,
    )


def _count(command: CountTitle, district: District, now: datetime) -> list[DistrictFact]:
    if (command.title in district.titles.get(command.community, frozenset())) == command.is_held:
        return []
    return [
        TitleCounted(
            unit=command.unit,
            community=command.community,
            title=command.title,
            is_held=command.is_held,
            counted_at=now,
        )
    ]


def _complete(command: CompleteCityTask, district: District, now: datetime) -> list[DistrictFact]:
    refuse_unless(command.completed_on <= china_day(now), "assessment.date-in-future", str(command.completed_on))
    if district.completed_on is not None:
        return []
    return [
        CityTaskCompleted(
            unit=command.unit, completed_on=command.completed_on, recorded_by=command.actor, recorded_at=now
        )
    ]


def _confer(
    command: ConferDistrictTitle, district: District, policy: TitlePolicy, now: datetime
) -> DistrictTitleConferred:
    refuse_unless(not district.is_demonstration, "assessment.already-demonstration", command.unit)
    refuse_unless(district.completed_on is not None, "assessment.city-task-open", command.unit)
    refuse_unless(bool(district.of), "assessment.list-required", command.unit)
    least = policy.district_share
    refuse_unless(least is not None, "assessment.threshold-not-configured", "C.title.district.demo_share")
    assert least is not None
    assert district.of is not None
    share = Fraction(district.demonstration, district.of)
    refuse_unless(share >= least, "assessment.standard-not-reached", f"{share} of {least}")
    return DistrictTitleConferred(
        unit=command.unit,
        demonstration=district.demonstration,
        of=district.of,
        share=share,
        effect=command.effect,
        conferred_by=command.actor,
        conferred_at=now,
    )


def evolve(district: District, fact: DistrictFact) -> District:
    match fact:
        case YearlyListFixed():
            return replace(district, years=district.years | {fact.year}, of=fact.of)
        case TitleCounted():
            held = district.titles.get(fact.community, frozenset())
            after = held | {fact.title} if fact.is_held else held - {fact.title}
            return replace(district, titles={**district.titles, fact.community: after})
        case CityTaskCompleted():
            return replace(district, completed_on=fact.completed_on)
        case DistrictTitleConferred():
            return replace(district, is_demonstration=True)
        case _:
            assert_never(fact)
