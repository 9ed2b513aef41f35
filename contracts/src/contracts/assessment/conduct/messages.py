"""The conduct of a township's cadres: study, time in villages, visits, supervision (作风优良化), and what is missing.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6). Requirements A-030 to A-047: persons
are named by reference; the words and numbers are the packs' and the lists' (`contracts.assessment.words`).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range, Regexp

from contracts.assessment.words import Year
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import ActingRole, Actor, Count, Day, Instant, Name, Ref, Share, Text, UnitCode


@command
class OpenConductYear:
    """Begin to keep a township's conduct of a year; the next year opens by itself. Twice has no effect."""

    actor: Actor
    unit: UnitCode
    year: Year


class Layer(StrEnum):
    """Who supervises whom (三级监督): the linked county leader the first hand (一把手), the first hand the other
    members of the team (班子成员), these the cadres of township and villages (乡村干部)."""

    COUNTY_LEADER = "county_leader"
    FIRST_HAND = "first_hand"
    TEAM_MEMBER = "team_member"
    CADRE = "cadre"


@shape
class Assignment:
    """Where a cadre is stationed (驻村), and the group and households linked (包组联户)."""

    village: UnitCode
    group: Name | None
    households: tuple[Ref, ...]


Assignments = Annotated[tuple[Assignment, ...], Length(max=50)]


@command
class EnterCadre:
    """Enter a cadre with layer and places; again replaces it. Who left before a period ends is not measured in it.

    Refused: `year-not-open`, `not-of-the-township`, `household-twice`, `word-not-listed`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    cadre: Actor
    layer: Layer
    assignments: Assignments
    left_on: Day | None = None


ListedWord = Annotated[str, Length(min=1, max=60)]
"""One of the words of a list: regular, same_care."""


@command
class RecordInspection:
    """An inspection of the kind that the packs list. Refused: `year-not-open`, `word-not-listed`, `wrong-year`,
    `date-in-future`."""

    actor: Actor
    unit: UnitCode
    year: Year
    kind: ListedWord
    inspected_on: Day
    place: Text
    finding: Text


@command
class RecordSupervision:
    """Supervision of a cadre by who stands one layer above, as the caller's role says.

    Refused: `year-not-open`, `no-such-cadre`, `forbidden-role`, `wrong-year`, `date-in-future`.
    """

    actor: Actor
    acting_role: ActingRole
    unit: UnitCode
    year: Year
    supervised: Actor
    supervised_on: Day
    text: Text


class Study(StrEnum):
    """What is held: a collective study (集体学习), a thought discussion or heart-to-heart talk (思想大讨论、谈心)."""

    COLLECTIVE = "collective"
    DISCUSSION = "discussion"


class StudyForm(StrEnum):
    """How it is held (学习形式): together (集中学习), as a symposium (座谈讨论), as special coaching (专题辅导)."""

    TOGETHER = "together"
    SYMPOSIUM = "symposium"
    COACHING = "coaching"


@command
class RecordStudy:
    """A study or discussion of the whole unit. Refused: `year-not-open`, `wrong-year`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    year: Year
    study: Study
    form: StudyForm
    held_on: Day
    topic: Text
    participants: Count


@command
class FileArticle:
    """A cadre's research article on the own work. Refused: `year-not-open`, `no-such-cadre`, `wrong-year`,
    `date-in-future`."""

    actor: Actor
    unit: UnitCode
    year: Year
    cadre: Actor
    written_on: Day
    title: Text


class SelfCheck(StrEnum):
    """What is checked by items: four sames (四个一样), four breaks and builds (四破四立), awarenesses (四种意识)."""

    FOUR_SAMES = "four_sames"
    FOUR_BREAKS = "breaks_and_builds"
    AWARENESSES = "awarenesses"


@shape
class CheckedItem:
    """One item, whether it is kept, and what shows it."""

    item: ListedWord
    is_kept: bool
    evidence: Text


CheckedItems = Annotated[tuple[CheckedItem, ...], Length(min=1, max=10)]


@command
class RecordConductCheck:
    """A self-check, every item of its list once. Refused: `year-not-open`, `word-not-listed`, `items-missing`,
    `wrong-year`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    year: Year
    check: SelfCheck
    checked_on: Day
    items: CheckedItems


class Breach(StrEnum):
    """Against what: one of the 41 prohibitions (41个不准; the source gives their number), or a rule of conduct."""

    PROHIBITION = "prohibition"
    CONDUCT_RULE = "conduct-rule"


@command
class RecordBreach:
    """A breach: number `entry` of the prohibitions or of the rules of conduct. Refused: `year-not-open`,
    `no-such-cadre`, `no-such-entry`, `wrong-year`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    year: Year
    cadre: Actor
    breach: Breach
    entry: Count
    happened_on: Day
    text: Text


Days = Annotated[tuple[Day, ...], Length(min=1, max=31)]


@command
class RecordVillageDays:
    """Working days that a cadre worked in a village; a day counts once, and only a working day does.

    Refused: `year-not-open`, `no-such-cadre`, `not-of-the-township`, `wrong-year`, `date-in-future`,
    `no-working-day`, `day-twice`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    cadre: Actor
    village: UnitCode
    days: Days


class Activity(StrEnum):
    """Visiting people's conditions (访民情), great reception (大接访), striving for first (创先争优), appraisal of
    stations (基层站所测评) and of Party members (民主评议党员)."""

    VISIT = "visit"
    RECEPTION = "reception"
    STRIVE_FOR_FIRST = "strive-for-first"
    STATION_APPRAISAL = "station-appraisal"
    MEMBER_APPRAISAL = "member-appraisal"


@command
class RecordActivity:
    """An activity. An appraisal names the station or Party member, and its result.

    Refused: `year-not-open`, `result-required`, `wrong-year`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    activity: Activity
    held_on: Day
    text: Text
    subject: Name | None = None
    result: Text | None = None


Households = Annotated[tuple[Ref, ...], Length(min=1, max=200)]


@command
class RecordDiary:
    """An entry of a cadre's diary of people's conditions (民情日记), with the households reached.

    Refused: `year-not-open`, `no-such-cadre`, `household-not-linked`, `wrong-year`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    year: Year
    cadre: Actor
    written_on: Day
    households: Households
    text: Text


Month = Annotated[int, Range(min=1, max=12)]


@command
class CheckConduct:
    """A month ended: what was owed until then is there or is found missing. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    year: Year
    month: Month


ConductCommand = (
    OpenConductYear
    | EnterCadre
    | RecordInspection
    | RecordSupervision
    | RecordStudy
    | FileArticle
    | RecordConductCheck
    | RecordBreach
    | RecordVillageDays
    | RecordActivity
    | RecordDiary
    | CheckConduct
)


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


Span = Annotated[str, Regexp(r"[0-9]{4}([HQ][1-4]|-[0-9]{2})?\Z", error="Not a year, half-year, quarter or month.")]


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


@question
class ConductOfUnit:
    """The record of a township's conduct in a year, in the order in which it was written."""

    unit: UnitCode
    year: Year


@question
class CadresOfUnit:
    """A township's cadres in a year, with what each of them has done."""

    unit: UnitCode
    year: Year


@shape
class ConductLine:
    """One fact of the record: its recorded type, and of what kind it is; cadre, day and words where it has any.

    `is_made_good`: of what was found missing, whether it was there and only entered late; None of anything else.
    """

    fact: str
    kind: str | None
    cadre: Actor | None
    on: Day | None
    text: Text | None
    is_made_good: bool | None


@answer
class ConductOfUnitAnswer:
    """One page of the record; `next` is the token of the page after it."""

    unit: UnitCode
    year: Year
    lines: tuple[ConductLine, ...]
    next: str | None


@shape
class CadreLine:
    """`village_time`: days in villages as a share of the working days of the year; None while none was entered."""

    cadre: Actor
    layer: Layer
    assignments: Assignments
    articles: Count
    diary: Count
    village_time: Share | None
    supervised: Count
    breaches: Count
    missed: Count


@answer
class CadresOfUnitAnswer:
    """One page by cadre; `reached` of the `linked` households are reached; `next` is the token of the page after it."""

    unit: UnitCode
    year: Year
    reached: Count
    linked: Count
    cadres: tuple[CadreLine, ...]
    next: str | None
