"""The file of a deputy (代表履职手册): public profile, performance, reports to the voters and how they rated them.

A deputy is named by a reference; the name is kept where the person was nominated, sealed. `profile` is what the law has
made public, and nothing private.

Law: Deputies Law (代表法), art. 58; district opinion on township people's congresses (document 2 §三(二)3, §三(三)3).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Range

from contracts.elections.words import Number, Ratings, SessionNumber, TermNumber
from contracts.message import answer, command, fact, question, shape
from contracts.sealed import Particular, Sealed
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode


@command
class OpenDeputyFile:
    """Open the file of a deputy with the public profile. Refused: `file-exists`."""

    actor: Actor
    unit: UnitCode
    deputy: Ref
    term: TermNumber
    district: Ref
    profile: Text


@command
class ChangeDeputyProfile:
    """The public profile has changed. Refused: `no-such-file`."""

    actor: Actor
    unit: UnitCode
    deputy: Ref
    profile: Text


class PerformanceKind(StrEnum):
    """What a deputy does besides sitting in sessions, which are counted from their own record."""

    ACTIVITY = "activity"
    RECEPTION = "reception"
    INSPECTION = "inspection"
    SUGGESTION = "suggestion"
    STUDY = "study"


@command
class EnterPerformance:
    """Enter what the deputy did. Refused: `no-such-file`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    deputy: Ref
    kind: PerformanceKind
    on: Day
    text: Text


@command
class RecordDutyReport:
    """The deputy reported to the voters (向选民述职). Refused: `no-such-file`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    deputy: Ref
    reported_on: Day
    venue: Name
    attendance: Count
    text: Text


@command
class EvaluateDeputy:
    """How the voters rated the deputy at a report (履职测评). Refused: `report-required`, `invalid-rating` (outside
    the scale, twice, or more than attended), `already-done`, `no-such-file`.
    """

    actor: Actor
    unit: UnitCode
    deputy: Ref
    report: Number
    ratings: Ratings


Opinion = Annotated[Sealed, Particular("statement", case="opinion", within="unit", most=4000)]
"""What was said, sealed under the key `case:<unit>-<opinion>`."""


@command
class CollectOpinion:
    """What somebody asked of the deputy (代表收集的民情民意). Where it needs handling, mediation opens a case for it.

    `source`: who said it, by reference. Refused: `no-such-file`, `date-in-future`, `already-done`.
    """

    actor: Actor
    unit: UnitCode
    deputy: Ref
    opinion: Ref
    source: Actor
    collected_on: Day
    subject: Name
    text: Opinion
    needs_handling: bool


DeputyFileCommand = (
    OpenDeputyFile | ChangeDeputyProfile | EnterPerformance | RecordDutyReport | EvaluateDeputy | CollectOpinion
)


@fact
class DeputyFileOpened:
    """The file of a deputy."""

    unit: UnitCode
    deputy: Ref
    term: TermNumber
    district: Ref
    opened_at: Instant


Version = Annotated[int, Range(min=1)]


@fact
class DeputyProfileChanged:
    """The public profile of a deputy. `to_publish`: the law in force on the day asks for its publication."""

    unit: UnitCode
    deputy: Ref
    version: Version
    profile: Text
    to_publish: bool
    changed_at: Instant


@fact
class PerformanceEntered:
    """What a deputy did; `number` counts the entries of the file."""

    unit: UnitCode
    deputy: Ref
    number: Number
    kind: PerformanceKind
    on: Day
    text: Text
    entered_at: Instant


@fact
class DutyReportGiven:
    """A deputy reported to the voters."""

    unit: UnitCode
    deputy: Ref
    number: Number
    reported_on: Day
    venue: Name
    attendance: Count
    text: Text
    recorded_at: Instant


@fact
class DeputyEvaluated:
    """The voters' ratings at a report; a basis for recommending re-election (连任推荐的重要依据)."""

    unit: UnitCode
    deputy: Ref
    report: Number
    reported_on: Day
    ratings: Ratings
    voters: Count
    recorded_at: Instant


@fact
class DeputyOpinionCollected:
    """An opinion that a deputy collected (民意收集); see `CollectOpinion`."""

    unit: UnitCode
    deputy: Ref
    opinion: Ref
    source: Actor
    collected_on: Day
    subject: Name
    text: Opinion
    needs_handling: bool
    recorded_at: Instant


DeputyFileFact = (
    DeputyFileOpened
    | DeputyProfileChanged
    | PerformanceEntered
    | DutyReportGiven
    | DeputyEvaluated
    | DeputyOpinionCollected
)


@question
class HandbookOfDeputy:
    """A deputy's performance: sessions from their own record, all else from the file. Refused: `no-such-file`."""

    unit: UnitCode
    deputy: Ref


@shape
class AttendedSession:
    """A session that the deputy came to when it opened."""

    term: TermNumber
    session: SessionNumber
    opened_on: Day


@shape
class PerformanceLine:
    """One entry of the file."""

    number: Number
    kind: PerformanceKind
    on: Day
    text: Text


@shape
class DutyReportLine:
    """One report to the voters, with their ratings if they were taken."""

    number: Number
    reported_on: Day
    venue: Name
    attendance: Count
    text: Text
    ratings: Ratings | None


@answer
class HandbookAnswer:
    """The handbook, each list in the order of the record."""

    unit: UnitCode
    deputy: Ref
    district: Ref
    profile: Text
    sessions: tuple[AttendedSession, ...]
    performance: tuple[PerformanceLine, ...]
    reports: tuple[DutyReportLine, ...]
