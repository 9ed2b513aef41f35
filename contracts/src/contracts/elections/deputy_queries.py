"""What can be asked about the deputies of a congress, and what is answered.

An answer may be asked as of a day, as known on a day: who was unseated later stands among the deputies of the day as
long as nobody knew.
"""

from enum import StrEnum

from contracts.elections.deputy_files import PerformanceKind, Ratings
from contracts.elections.sessions import Number, SeatKind, SessionNumber, TermNumber
from contracts.elections.terms import CommitteeSeatKind
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Name, Ref, Text, UnitCode


class DeputyStanding(StrEnum):
    """How a deputy stands, those whose mandate has ended too."""

    UNREVIEWED = "unreviewed"
    CONFIRMED = "confirmed"
    LISTED = "listed"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    INVALID = "invalid"
    TERMINATED = "terminated"
    TERM_ENDED = "term-ended"


@question
class DeputiesOnDay:
    """Who the deputies of a township's congress were on `on`, as it was known at the end of `known_on`."""

    unit: UnitCode
    on: Day
    known_on: Day


@question
class CongressOfTerm:
    """One congress as it stands: its numbers, its organs, what is vacant, what is to be reported. Refused:
    `no-such-term`.
    """

    unit: UnitCode
    term: TermNumber


@shape
class DeputyLine:
    """One deputy of that day; `since` when the standing began, `ground` why it did, if there is one."""

    term: TermNumber
    deputy: Ref
    district: Ref
    standing: DeputyStanding
    since: Day
    ground: Name | None


@answer
class DeputyLines:
    """One page of deputies in the order of term and reference; `next` is the token of the page after it."""

    deputies: tuple[DeputyLine, ...]
    next: str | None


@shape
class PresidiumLine:
    """One member of the presidium."""

    person: Ref
    seat: SeatKind


@shape
class CommitteeLine:
    """One member of the credentials committee."""

    deputy: Ref
    seat: CommitteeSeatKind


@answer
class CongressAnswer:
    """One congress. `vacant` are districts, as often as they have a vacant seat; `unreported` the deputies whose
    suspension or end no session has heard of; `committee_vacancies` seats to be filled.
    """

    unit: UnitCode
    term: TermNumber
    township: Name
    seats: Count
    all_deputies: Count
    elected_on: Day
    first_session_by: Day | None
    first_session_overdue: bool
    begun_on: Day | None
    ended_on: Day | None
    presidium: tuple[PresidiumLine, ...]
    committee: tuple[CommitteeLine, ...]
    committee_vacancies: Count
    vacant: tuple[Ref, ...]
    unreported: tuple[Ref, ...]
    last_session: SessionNumber | None


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
