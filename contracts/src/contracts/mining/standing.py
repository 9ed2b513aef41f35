"""What a mine must be before anything is scored (先决条件), and the standard and the rules that a round follows.

Law: opinion on green mines, part 4 item 1 (document 3 §四(一)); the national schemes of 2020 and 2024
(绿色矿山评价指标), known by concordant excerpts only (statutes 3.7). What the source has lost is rules of a pack, never
invented as its text.
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.errors import Malformed
from contracts.message import shape
from contracts.mining.vocabulary import (
    ItemCode,
    MineLevel,
    NotApplicable,
    Points,
    PointsOfDimensions,
    PointsOfItems,
    Word,
    Years,
)
from contracts.vocabulary import Count, Day, Digest, Name, Share

Some = Length(max=50)


@shape
class Licence:
    """A licence (采矿许可证、安全生产许可证 …) and the days it is good for."""

    name: Name
    valid_from: Day
    valid_to: Day | None = None
    evidence: Digest


@shape
class Incident:
    """A penalty (行政处罚) or an accident; `resolved_on`: rectified and accepted on that day."""

    happened_on: Day
    is_major: bool
    resolved_on: Day | None = None
    evidence: Digest


@shape
class AbnormalEntry:
    """Entered on the list of abnormal operations (异常名录) for these days; `until` None: still there."""

    since: Day
    until: Day | None = None


@shape
class Standing:
    """What an authority attests of a mine; what follows from it for a notice is for the rules to say."""

    licences: Annotated[tuple[Licence, ...], Length(min=1, max=20)]
    penalties: Annotated[tuple[Incident, ...], Some] = ()
    accidents: Annotated[tuple[Incident, ...], Some] = ()
    abnormal: Annotated[tuple[AbnormalEntry, ...], Some] = ()
    is_operating: bool
    reserves: Years


@shape
class Standard:
    """One version of a standard (标准) as a round is scored by it.

    `items`: item to its greatest points. `exempt`: the items that this kind of mine may declare as not applicable.
    `pass_points` and `level1_share`: the least of the whole and of each dimension. `divergence`: a greater difference
    between the two assessments of an item is explained from the site.
    """

    standard: Word
    level: MineLevel
    industry: Word
    in_force_from: Day
    items: PointsOfItems
    exempt: tuple[ItemCode, ...] = ()
    pass_points: Points | None = None
    level1_share: Share | None = None
    not_applicable: NotApplicable | None = None
    divergence: Points | None = None

    @property
    def dimensions(self) -> tuple[str, ...]:
        """In name order."""
        return tuple(sorted({dimension_of(item) for item in self.items}))


def dimension_of(item: str) -> str:
    return item.partition(".")[0]


@shape
class EvaluatorRules:
    """What a third party must be (第三方评估机构); None where the rules give no number."""

    team: Count | None = None
    team_senior: Count | None = None
    professionals: Count | None = None
    senior_share: Share | None = None


@shape
class RoundRules:
    """The rules that one certification follows to its end, whatever is activated meanwhile (AMB-33).

    `levels`: who reviews the materials, in this order. `notice_working_days` None: no rule sets the length.
    """

    standard: Standard
    evaluator: EvaluatorRules
    levels: tuple[MineLevel, ...] = ()
    notice_working_days: Count | None = None

    def __post_init__(self) -> None:
        if len(set(self.levels)) != len(self.levels):
            raise Malformed({"levels": ["Named twice."]})


@shape
class Result:
    """What the marks of one assessment come to. `dimensions`: dimension to points, made up for what is not applicable.

    `short`: the dimensions that miss their least share.
    """

    dimensions: PointsOfDimensions
    total: Points
    short: tuple[Word, ...]
    is_passed: bool
