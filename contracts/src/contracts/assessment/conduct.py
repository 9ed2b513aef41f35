"""What is kept of the conduct of a township's cadres: study, time in villages, visits, supervision (作风优良化).

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6). Requirements A-030 to A-047: persons
are named by reference; the words and numbers are the packs' and the lists' (`contracts.assessment.lists`).
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Length, Range

from contracts.assessment.vocabulary import Year
from contracts.message import command, shape
from contracts.vocabulary import ActingRole, Actor, Count, Day, Name, Ref, Text, UnitCode

ListedWord = Annotated[str, Length(min=1, max=60)]
"""One of the words of a list: regular, same_care."""

Month = Annotated[int, Range(min=1, max=12)]
Days = Annotated[tuple[Day, ...], Length(min=1, max=31)]
Households = Annotated[tuple[Ref, ...], Length(min=1, max=200)]


class Layer(StrEnum):
    """Who supervises whom (三级监督): the linked county leader the first hand (一把手), the first hand the other
    members of the team (班子成员), these the cadres of township and villages (乡村干部)."""

    COUNTY_LEADER = "county_leader"
    FIRST_HAND = "first_hand"
    TEAM_MEMBER = "team_member"
    CADRE = "cadre"


class Study(StrEnum):
    """What is held: a collective study (集体学习), a thought discussion or heart-to-heart talk (思想大讨论、谈心)."""

    COLLECTIVE = "collective"
    DISCUSSION = "discussion"


class StudyForm(StrEnum):
    """How it is held (学习形式): together (集中学习), as a symposium (座谈讨论), as special coaching (专题辅导)."""

    TOGETHER = "together"
    SYMPOSIUM = "symposium"
    COACHING = "coaching"


class SelfCheck(StrEnum):
    """What is checked by items: four sames (四个一样), four breaks and builds (四破四立), awarenesses (四种意识)."""

    FOUR_SAMES = "four_sames"
    FOUR_BREAKS = "breaks_and_builds"
    AWARENESSES = "awarenesses"


class Breach(StrEnum):
    """Against what: one of the 41 prohibitions (41个不准; the source gives their number), or a rule of conduct."""

    PROHIBITION = "prohibition"
    CONDUCT_RULE = "conduct-rule"


class Activity(StrEnum):
    """Visiting people's conditions (访民情), great reception (大接访), striving for first (创先争优), appraisal of
    stations (基层站所测评) and of Party members (民主评议党员)."""

    VISIT = "visit"
    RECEPTION = "reception"
    STRIVE_FOR_FIRST = "strive-for-first"
    STATION_APPRAISAL = "station-appraisal"
    MEMBER_APPRAISAL = "member-appraisal"


@shape
class Assignment:
    """Where a cadre is stationed (驻村), and the group and households linked (包组联户)."""

    village: UnitCode
    group: Name | None
    households: tuple[Ref, ...]


Assignments = Annotated[tuple[Assignment, ...], Length(max=50)]


@shape
class CheckedItem:
    """One item, whether it is kept, and what shows it."""

    item: ListedWord
    is_kept: bool
    evidence: Text


CheckedItems = Annotated[tuple[CheckedItem, ...], Length(min=1, max=10)]

# Commands


@command
class OpenConductYear:
    """Begin to keep a township's conduct of a year; the next year opens by itself. Twice has no effect."""

    actor: Actor
    unit: UnitCode
    year: Year


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
CONDUCT_COMMANDS: tuple[type, ...] = get_args(ConductCommand)
