"""How large a community is and how it is staffed and paid, held against what the opinion asks for (社区规模与配备).

Law: draft opinion on residents' committees, part 2 (document 5 §二(一)1, §二(一)2(4)-(5), §二(二)1(1)-(2)).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.assessment.words import Indicator, Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Share, UnitCode


class CommunityKind(StrEnum):
    """Which sizes are asked for: an existing community, a new residential area (新建住宅区), a community of one
    employer (单位型社区), a market town's only one (集镇型社区)."""

    EXISTING = "existing"
    NEW = "new"
    UNIT_TYPE = "unit_type"
    SOLE_MARKET_TOWN = "sole_market_town"


Households = Annotated[tuple[Count, ...], Length(max=200)]


@shape
class CommunityFigures:
    """`groups`, `stewards`: the households of each of them; `occupied`: households moved in; `funds` in yuan a year."""

    kind: CommunityKind
    households: Count
    occupied: Count
    members: Count
    full_time: Count
    groups: Households
    stewards: Households
    funds: Count


@command
class RecordFigures:
    """Enter a community's figures of a day. What they come to follows by rule, and again replaces it.

    Refused: `figures-contradict` (more moved in than there are, more full-time than members), `date-in-future`,
    `policy-not-active`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    counted_on: Day
    figures: CommunityFigures


class Size(StrEnum):
    """What is measured: households (户数), occupancy (入住率), members (成员), their full-time share (专职比例),
    households per member (分片包户), households of each group (居民小组), steward (门栋长), work funds (工作经费)."""

    HOUSEHOLDS = "households"
    OCCUPANCY = "occupancy"
    MEMBERS = "members"
    FULL_TIME = "full-time"
    PER_MEMBER = "per-member"
    GROUP = "group"
    STEWARD = "steward"
    FUNDS = "funds"


@shape
class SizeLine:
    """One measure. `met` None: the text names no bound ("about"), or asks nothing of this kind of community.

    `number` tells groups and stewards apart, from 1; `indicator` is the one of scheme C that the measure bears on.
    """

    size: Size
    number: Count | None
    indicator: Indicator
    value: Share
    least: Share | None
    most: Share | None
    met: bool | None


@fact
class SizesJudged:
    """A community's figures, and each of them beside its bounds (规模核查)."""

    unit: UnitCode
    year: Year
    counted_on: Day
    figures: CommunityFigures
    lines: tuple[SizeLine, ...]
    recorded_by: Actor
    recorded_at: Instant


@question
class SizesOfArea:
    """The communities of an area, year by year, with what their figures came to."""

    unit: UnitCode


@answer
class SizesOfAreaAnswer:
    """One page by unit and year; `next` is the token of the page after it."""

    unit: UnitCode
    communities: tuple[SizesJudged, ...]
    next: str | None
