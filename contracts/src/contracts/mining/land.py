"""Land for a green mine, and the fund it is recommended for: words, commands and facts in the stream of the mine.

Law: opinion on green mines, part 6 (document 3 §六(二)*¶1-¶3, §六(三)), whose beginning is lost. Areas are in square
metres, money in yuan.
"""

from typing import Annotated, get_args

from marshmallow.validate import Length, Range

from contracts.message import command, fact, shape
from contracts.mining.vocabulary import Word
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Name, Text, UnitCode

Year = Annotated[int, Range(min=1900, max=2199)]
SquareMetres = Annotated[int, Range(min=1, max=10_000_000_000)]


@shape
class Instalment:
    """A part of the price, due by a day (分期缴纳)."""

    due_on: Day
    amount: Count


Instalments = Annotated[tuple[Instalment, ...], Length(max=60)]


# Commands


@command
class IncludeInLandPlan:
    """Take the mine's land into an adjusted land-use plan (纳入土地利用规划). Refused: `mining.not-green-mine`."""

    actor: Actor
    unit: UnitCode
    plan: Name
    year: Year
    square_metres: SquareMetres


@command
class RequestLand:
    """Ask for new construction land (新增建设用地); a green mine's reasonable need comes first.

    Refused: `mining.not-green-mine`, `mining.unknown-land-request`.
    """

    actor: Actor
    unit: UnitCode
    kind: Word
    year: Year
    square_metres: SquareMetres
    reason: Text


@command
class SupplyLand:
    """Supply land to the mine after the construction-land procedure. `years` where the term is chosen (弹性出让).

    Refused: `mining.invalid-land-mode`, `mining.land-procedure-required`, `mining.term-exceeds-maximum`,
    `mining.instalments-mismatch`.
    """

    actor: Actor
    unit: UnitCode
    mode: Word
    procedure: Digest | None = None
    square_metres: SquareMetres
    years: Annotated[int, Range(min=1, max=200)] | None = None
    price: Count
    instalments: Instalments = ()
    supplied_on: Day


@command
class ReclaimLand:
    """Mining land was reclaimed (复垦盘活), and `entitled` of new construction land is linked to it (挂钩).

    Refused: `mining.not-green-mine`, `mining.entitlement-too-large`, `mining.date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    reclaimed: SquareMetres
    entitled: Count
    reclaimed_on: Day
    evidence: Digest


@command
class RecommendForFund:
    """Recommend the mine first for a survey fund (优先推荐). Refused: `mining.not-green-mine`."""

    actor: Actor
    unit: UnitCode
    fund: Name
    year: Year


# Facts


@fact
class LandPlanned:
    """The mine's land is in the adjusted land-use plan (纳入规划)."""

    unit: UnitCode
    plan: Name
    year: Year
    square_metres: SquareMetres
    planned_by: Actor
    planned_at: Instant


@fact
class LandRequested:
    """New construction land was asked for; `comes_first`: as a green mine's (优先保障)."""

    unit: UnitCode
    kind: Word
    year: Year
    square_metres: SquareMetres
    reason: Text
    comes_first: bool
    requested_by: Actor
    requested_at: Instant


@fact
class LandSupplied:
    """Land was supplied to the mine (供应采矿用地)."""

    unit: UnitCode
    mode: Word
    procedure: Digest
    square_metres: SquareMetres
    years: int | None
    price: Count
    instalments: Instalments
    supplied_on: Day
    supplied_by: Actor
    recorded_at: Instant


@fact
class LandReclaimed:
    """Mining land was reclaimed, with the new land that is linked to it (复垦与新增挂钩)."""

    unit: UnitCode
    reclaimed: SquareMetres
    entitled: Count
    reclaimed_on: Day
    evidence: Digest
    recorded_by: Actor
    recorded_at: Instant


@fact
class FundRecommended:
    """The mine was recommended first for a survey fund (优先推荐申请)."""

    unit: UnitCode
    fund: Name
    year: Year
    recommended_by: Actor
    recommended_at: Instant


LandCommand = IncludeInLandPlan | RequestLand | SupplyLand | ReclaimLand | RecommendForFund
LandFact = LandPlanned | LandRequested | LandSupplied | LandReclaimed | FundRecommended
LAND_COMMANDS: tuple[type, ...] = get_args(LandCommand)
LAND_FACTS: tuple[type, ...] = get_args(LandFact)
