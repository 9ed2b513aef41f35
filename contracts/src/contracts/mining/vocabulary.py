"""Words of the mining service."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range, Regexp

from contracts.sealed import Particular, Sealed
from contracts.vocabulary import Share, Text

Word = Annotated[str, Regexp(r"[a-z0-9][a-z0-9_-]{0,62}\Z", error="Not a word of the rules.")]
"""One of the words that a pack lists: a dimension, a prerequisite, a kind of mine."""

ItemCode = Annotated[
    str, Regexp(r"[a-z][a-z_]{0,40}\.[a-z0-9][a-z0-9-]{0,20}\Z", error="Not <dimension>.<item> of a standard.")
]
"""One item (三级指标) of a standard; what stands before the point is its dimension (一级指标)."""

Points = Share
"""Points (分值), exact: "165/1" or "33/2". Never a float."""

MOST_ITEMS = 200
"""How many items a standard may have; the longest known has 100."""

PointsOfItems = Annotated[Mapping[ItemCode, Share], Length(min=1, max=MOST_ITEMS)]
"""Item to points."""

PointsOfDimensions = Annotated[Mapping[Word, Share], Length(min=1, max=30)]
"""Dimension to points."""

Remarks = Annotated[Mapping[ItemCode, Text], Length(max=MOST_ITEMS)]
"""Item to what is said of it."""

Round = Annotated[int, Range(min=1, max=99)]
"""Which certification of the mine is meant, counted from 1: a removed mine that comes back begins another."""

Years = Annotated[Share, Range(min=0, max=10_000)]
"""A time in years, exact."""

Said = Annotated[Sealed, Particular("statement", case="tip", within="unit", most=4000)]
"""What somebody says of a mine, sealed under the key `case:<unit>-<tip>` of the one tip or objection."""


class MineStage(StrEnum):
    """Where a mine stands (S13). `absent`: not on the register."""

    ABSENT = "absent"
    PLANNED = "planned"
    """纳入计划."""
    BUILDING = "building"
    """建设."""
    SELF_ASSESSED = "self-assessed"
    """企业自评."""
    UNDER_EVALUATION = "under-evaluation"
    """第三方评估."""
    EVALUATED = "evaluated"
    """评估完成: materials are reviewed, the notice is posted."""
    CERTIFIED = "certified"
    """列入名录."""
    UNDER_REVIEW = "under-review"
    """核查: still in the directory."""
    REMOVED = "removed"
    """移出名录."""
    REJECTED = "rejected"
    """不予列入."""


class Prerequisite(StrEnum):
    """What bars a mine before anything is scored (先决条件)."""

    VALID_LICENCES = "valid_licences"
    """证照合法有效."""
    NO_UNRESOLVED_PENALTY = "no_unresolved_penalty"
    """近三年内未受处罚，或者已整改到位."""
    NO_MAJOR_ACCIDENT = "no_major_accident"
    """未发生重大安全、环境事故."""
    NOT_ABNORMAL = "not_abnormal"
    """未列入异常名录."""
    OPERATING_WITH_RESERVES = "operating_with_reserves"
    """正常生产，剩余储量年限符合规定."""
    OUTSIDE_PROTECTED_AREAS = "outside_protected_areas"
    """不在保护地范围内."""


class MineLevel(StrEnum):
    """At which level materials are reviewed, or a standard is issued (四级联创, AMB-29)."""

    NATIONAL = "national"
    PROVINCIAL = "provincial"
    MUNICIPAL = "municipal"
    COUNTY = "county"


class NotApplicable(StrEnum):
    """How the points of an item that a kind of mine cannot have are made up for (不涉及项).

    `within-dimension`: what was earned in the dimension is scaled up to its maximum. `within-total`: what was earned
    in all is scaled up to the whole. `full-points`: the item counts as earned. The sources give no formula: the
    standard chooses one.
    """

    WITHIN_DIMENSION = "within-dimension"
    WITHIN_TOTAL = "within-total"
    FULL_POINTS = "full-points"


class ReviewVerdict(StrEnum):
    """What a level makes of the materials: handed on, or back (退回) to the level below."""

    FORWARD = "forward"
    BACK = "back"


class Inadmissible(StrEnum):
    """Why an objection to a notice does not count; it is kept all the same."""

    ANONYMOUS = "anonymous"
    """未署名."""
    LATE = "late"
    """逾期."""


class ReviewCause(StrEnum):
    """Why a listed mine is looked at again (动态监管)."""

    SUPERVISION = "supervision"
    """日常监督管理."""
    TIP = "tip"
    """社会监督."""


class ReviewOutcome(StrEnum):
    """What a review of a listed mine comes to."""

    NO_BREACH = "no-breach"
    """未发现问题."""
    CURE = "cure"
    """限期整改: it no longer meets the indicators, and is given time."""
    REMOVAL = "removal"
    """移出名录."""


class RemovalGround(StrEnum):
    """Why a mine leaves the directory (退出情形), as far as the sources name it: their list of 2024 is not known."""

    STANDARD_BREACHED = "standard-breached"
    """不再符合标准 (3 §二(二)¶5)."""
    NOT_CURED = "not-cured"
    """限期整改不到位."""
    FALSIFICATION = "falsification"
    """弄虚作假: the result never stood, the mine is out from the day of its listing on."""
    PREREQUISITE_LOST = "prerequisite-lost"
    """先决条件不再具备."""
    CLOSED = "closed"
    """矿山关闭."""
