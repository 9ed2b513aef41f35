"""A district's part in the creation: its list of each year, its communities' titles, and its own title (示范区).

Law: draft opinion on residents' committees, part 1 and part 3 (document 5 §一, §三(三)). Requirements A-208, A-286;
AMB-41: about 20 % is 20 % give or take five points.
"""

from typing import Annotated

from marshmallow.validate import Length

from contracts.assessment.words import Title, Year
from contracts.message import command, fact
from contracts.vocabulary import Actor, Count, Day, Instant, Share, Text, UnitCode

Communities = Annotated[tuple[UnitCode, ...], Length(min=1, max=250)]
"""Communities of one district, each once."""


@command
class FixYearlyList:
    """Fix which communities take part in a year, of how many that the district has.

    A share outside the tolerance is accepted and flagged. Refused: `list-already-fixed`, `community-twice`,
    `not-of-the-district`, `more-than-all`, `threshold-not-configured`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    communities: Communities
    of: Count


@command
class CountTitle:
    """A community got or lost a title. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    community: UnitCode
    title: Title
    is_held: bool


@command
class CompleteCityTask:
    """The city office says that the city-wide task is completed (全市任务完成). Refused: `date-in-future`."""

    actor: Actor
    unit: UnitCode
    completed_on: Day


@command
class ConferDistrictTitle:
    """Confer the title of demonstration district on one with marked effect and enough demonstration communities.

    Refused: `city-task-open`, `threshold-not-configured`, `standard-not-reached`, `already-demonstration`,
    `list-required`.
    """

    actor: Actor
    unit: UnitCode
    effect: Text


DistrictCommand = FixYearlyList | CountTitle | CompleteCityTask | ConferDistrictTitle


@fact
class YearlyListFixed:
    """The communities that take part in a year (年度创建名单): `share` of all; `is_within` the tolerance or flagged."""

    unit: UnitCode
    year: Year
    communities: Communities
    of: Count
    share: Share
    is_within: bool
    fixed_by: Actor
    fixed_at: Instant


@fact
class TitleCounted:
    """A community of the district holds a title, or does no longer."""

    unit: UnitCode
    community: UnitCode
    title: Title
    is_held: bool
    counted_at: Instant


@fact
class CityTaskCompleted:
    """The city-wide task is completed, as far as this district's title waits for it."""

    unit: UnitCode
    completed_on: Day
    recorded_by: Actor
    recorded_at: Instant


@fact
class DistrictTitleConferred:
    """The district is a demonstration district (规范化建设示范区)."""

    unit: UnitCode
    demonstration: Count
    of: Count
    share: Share
    effect: Text
    conferred_by: Actor
    conferred_at: Instant


DistrictFact = YearlyListFixed | TitleCounted | CityTaskCompleted | DistrictTitleConferred
