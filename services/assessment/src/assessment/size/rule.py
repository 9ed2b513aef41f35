"""A community's figures beside their bounds: nothing is rounded, and what the text says "about" of is only shown.

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1, §二(一)2(4)-(5), §二(二)1(1)-(2)).
Expert row AS-13.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from contracts.assessment.size.messages import (
    CommunityFigures,
    CommunityKind,
    RecordFigures,
    Size,
    SizeLine,
    SizesJudged,
)
from contracts.assessment.size.rules import Bounds, SizePolicy
from contracts.calendar import china_day
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.stream_names import key_of

size_stream = key_of(__name__, "unit")

_NOTHING_ASKED = Bounds()


@dataclass(frozen=True, slots=True)
class Sizes:
    """Nothing that was entered before bears on what is entered now."""


def decide(command: RecordFigures, sizes: Sizes, rules: Rules[SizePolicy], now: datetime) -> list[SizesJudged]:
    figures = command.figures
    refuse_unless(figures.occupied <= figures.households, "assessment.figures-contradict", "occupied > households")
    refuse_unless(figures.full_time <= figures.members, "assessment.figures-contradict", "full_time > members")
    refuse_unless(command.counted_on <= china_day(now), "assessment.date-in-future", str(command.counted_on))
    return [
        SizesJudged(
            unit=command.unit,
            year=command.year,
            counted_on=command.counted_on,
            figures=figures,
            lines=tuple(_lines(figures, rules.policy)),
            recorded_by=command.actor,
            recorded_at=now,
        )
    ]


def _lines(figures: CommunityFigures, policy: SizePolicy) -> Iterator[SizeLine]:
    yield from _households(figures, policy)
    yield _line(Size.MEMBERS, "C3.1", Fraction(figures.members), policy.members)
    if figures.members:
        yield _line(Size.FULL_TIME, "C3.2", Fraction(figures.full_time, figures.members), policy.full_time)
        yield _line(Size.PER_MEMBER, "C8.2", Fraction(figures.households, figures.members), _NOTHING_ASKED)
    for number, households in enumerate(figures.groups, start=1):
        yield _line(Size.GROUP, "C2.4", Fraction(households), policy.group, number)
    for number, households in enumerate(figures.stewards, start=1):
        yield _line(Size.STEWARD, "C2.5", Fraction(households), policy.steward, number)
    standard = policy.funds_for(figures.households)
    yield _line(Size.FUNDS, "C1.5", Fraction(figures.funds), Bounds(standard, standard))


def _households(figures: CommunityFigures, policy: SizePolicy) -> Iterator[SizeLine]:
    """Of a new residential area also how many have moved in; of the exempt kinds no number is asked."""
    households = Fraction(figures.households)
    if figures.kind is not CommunityKind.NEW:
        asked = _NOTHING_ASKED if figures.kind.value in policy.exempt else policy.existing
        yield _line(Size.HOUSEHOLDS, "C1.1", households, asked)
        return
    yield _line(Size.HOUSEHOLDS, "C1.3", households, policy.new)
    if figures.households:
        yield _line(Size.OCCUPANCY, "C1.3", Fraction(figures.occupied, figures.households), policy.occupancy)


def _line(size: Size, indicator: str, value: Fraction, bounds: Bounds, number: int | None = None) -> SizeLine:
    return SizeLine(
        size=size,
        number=number,
        indicator=indicator,
        value=value,
        least=bounds.least,
        most=bounds.most,
        met=bounds.judge(value),
    )


def evolve(sizes: Sizes, fact: SizesJudged) -> Sizes:
    return sizes
