"""What is recorded of the conduct of a township's cadres in a year, and what is found missing.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6). Requirements A-030 to A-047.
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Regexp

from contracts.assessment.conduct import (
    Activity,
    Assignments,
    Breach,
    CheckedItems,
    Days,
    Households,
    Layer,
    ListedWord,
    Month,
    SelfCheck,
    Study,
    StudyForm,
)
from contracts.assessment.vocabulary import Year
from contracts.message import fact
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Share, Text, UnitCode

Span = Annotated[str, Regexp(r"[0-9]{4}([HQ][1-4]|-[0-9]{2})?\Z", error="Not a year, half-year, quarter or month.")]


class Owed(StrEnum):
    """What is owed: a study each month, a discussion each quarter, an article of every cadre each half-year, and in the
    year the time in villages, the diary, and that each activity is held."""

    STUDY = "study"
    DISCUSSION = "discussion"
    ARTICLE = "article"
    VILLAGE_TIME = "village-time"
    DIARY = "diary"
    VISIT = "visit"
    RECEPTION = "reception"
    STRIVE_FOR_FIRST = "strive-for-first"
    STATION_APPRAISAL = "station-appraisal"
    MEMBER_APPRAISAL = "member-appraisal"


@fact
class ConductYearOpened:
    """A township's conduct of a year is kept; what ended before `opened_at` is not measured."""

    unit: UnitCode
    year: Year
    next_at: Instant
    opened_at: Instant


@fact
class CadreEntered:
    """A cadre of the township, with layer, village, group and households (驻村、包组联户)."""

    unit: UnitCode
    year: Year
    cadre: Actor
    layer: Layer
    assignments: Assignments
    left_on: Day | None
    entered_by: Actor
    entered_at: Instant


@fact
class InspectionRecorded:
    """An inspection (督查), with its kind, place and finding."""

    unit: UnitCode
    year: Year
    kind: ListedWord
    inspected_on: Day
    place: Text
    finding: Text
    recorded_by: Actor
    recorded_at: Instant


@fact
class SupervisionRecorded:
    """A cadre was supervised from one layer above (三级监督)."""

    unit: UnitCode
    year: Year
    layer: Layer
    supervised: Actor
    supervised_layer: Layer
    supervised_on: Day
    text: Text
    supervised_by: Actor
    recorded_at: Instant


@fact
class StudyHeld:
    """A collective study or a discussion was held (学习、讨论)."""

    unit: UnitCode
    year: Year
    study: Study
    form: StudyForm
    held_on: Day
    topic: Text
    participants: Count
    recorded_by: Actor
    recorded_at: Instant


@fact
class ArticleFiled:
    """A cadre's research article (调研文章), the `number`th of that half-year."""

    unit: UnitCode
    year: Year
    cadre: Actor
    half_year: Span
    number: Count
    written_on: Day
    title: Text
    filed_by: Actor
    filed_at: Instant


@fact
class ConductChecked:
    """A self-check, item by item (自查); `kept` of `of` are kept."""

    unit: UnitCode
    year: Year
    check: SelfCheck
    checked_on: Day
    items: CheckedItems
    kept: Count
    of: Count
    checked_by: Actor
    recorded_at: Instant


@fact
class BreachFound:
    """A finding: a prohibition or a rule of conduct was broken (违反“41个不准”、言行规范)."""

    unit: UnitCode
    year: Year
    cadre: Actor
    breach: Breach
    entry: Count
    happened_on: Day
    text: Text
    found_by: Actor
    found_at: Instant


@fact
class VillageDaysRecorded:
    """Days worked in a village (在村工作); so far `total` of the `working_days` of the year."""

    unit: UnitCode
    year: Year
    cadre: Actor
    village: UnitCode
    days: Days
    total: Count
    working_days: Count
    recorded_by: Actor
    recorded_at: Instant


@fact
class ActivityHeld:
    """An activity was held (活动开展), the `number`th of its kind in the year; an appraisal with subject and result."""

    unit: UnitCode
    year: Year
    activity: Activity
    number: Count
    held_on: Day
    text: Text
    subject: Name | None
    result: Text | None
    recorded_by: Actor
    recorded_at: Instant


@fact
class DiaryEntered:
    """An entry of the diary (民情日记): the cadre's `number`th; `reached` of the `linked` households so far."""

    unit: UnitCode
    year: Year
    cadre: Actor
    written_on: Day
    households: Households
    text: Text
    number: Count
    reached: Count
    linked: Count
    recorded_by: Actor
    recorded_at: Instant


@fact
class ConductMissed:
    """A finding: what was owed in a span was not there when it ended (未开展), by each cadre where each owes it.

    `came_to` beside `least`: times, or the share of the working days.
    """

    unit: UnitCode
    year: Year
    owed: Owed
    span: Span
    cadre: Actor | None
    came_to: Share
    least: Share
    announced_at: Instant


@fact
class ConductMonthChecked:
    """A month and the spans that end with it are checked (按月核查); `missed` is how much was found missing."""

    unit: UnitCode
    year: Year
    month: Month
    missed: Count
    checked_at: Instant


@fact
class ConductMadeGood:
    """What was found missing was there in time and only entered late (补录)."""

    unit: UnitCode
    year: Year
    owed: Owed
    span: Span
    cadre: Actor | None
    made_good_at: Instant


ConductFact = (
    ConductYearOpened
    | CadreEntered
    | InspectionRecorded
    | SupervisionRecorded
    | StudyHeld
    | ArticleFiled
    | ConductChecked
    | BreachFound
    | VillageDaysRecorded
    | ActivityHeld
    | DiaryEntered
    | ConductMissed
    | ConductMonthChecked
    | ConductMadeGood
)
CONDUCT_FACTS: tuple[type, ...] = get_args(ConductFact)
