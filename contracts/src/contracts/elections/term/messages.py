"""One congress for its term (一届人大): its opening and end, its presidium, its credentials committee, its deputies.

Deputies are elected, their credentials (代表资格) reviewed, confirmed by the presidium and published, or their election
is invalid; a mandate is suspended and ended (暂停执行代表职务、代表资格终止). A congress knows of its own sessions, and
shows its roll to each of them. An answer may be asked as of a day, as known on a day: who was unseated later stands
among the deputies of the day as long as nobody knew.

Law: Organic Law of Local Congresses and Governments (组织法), arts. 9, 19, 20, 37 and 38; Election Law (选举法), arts.
46, 47, 55, 57 and 58; Deputies Law (代表法), arts. 61-63; district opinion on township people's congresses (document 2
§三(三), §三(三)2).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length, Range

from contracts.elections.words import (
    Persons,
    Presidium,
    PresidiumMeeting,
    Roll,
    SeatKind,
    SessionNumber,
    TermNumber,
    Votes,
    Word,
)
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Text, UnitCode

Seats = Annotated[int, Range(min=1, max=200)]


@command
class OpenTerm:
    """Enter a congress whose deputies have been elected. Until its own first session it is convened by the
    presidium, and its deputies are reviewed by the credentials committee, of the term before.

    Refused: `duplicate-congress`, `presidium-incomplete`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    township: Name
    seats: Seats
    elected_on: Day
    presidium: Presidium
    reviewers: Persons


@shape
class ElectedDeputy:
    """A person who won a seat of a district; the name is kept elsewhere, sealed."""

    deputy: Ref
    district: Ref
    elected_on: Day
    by_election: bool


Elected = Annotated[tuple[ElectedDeputy, ...], Length(min=1, max=200)]


@command
class TakeOverTerm:
    """Enter a congress that sat already when its records began to be kept here (承接既有代表名册).

    Its deputies were reviewed and published before; from here on every change of them is a fact. `reviewers` are the
    members of its credentials committee. Refused: `duplicate-congress`, `presidium-incomplete`, `named-twice`,
    `no-vacant-seat` (more deputies than seats), `day-too-early`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    township: Name
    seats: Seats
    elected_on: Day
    begun_on: Day
    presidium: Presidium
    reviewers: Persons
    deputies: Elected


@command
class ElectPresidium:
    """The congress elected its presidium at a session (选举主席团). Refused: `session-not-open`,
    `presidium-incomplete`, `not-a-deputy`, `named-twice`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    presidium: Presidium


class CommitteeSeatKind(StrEnum):
    """The chair and the vice-chairs of the credentials committee are members of the presidium."""

    CHAIR = "chair"
    VICE_CHAIR = "vice-chair"
    MEMBER = "member"


@shape
class CommitteeSeat:
    """One member of the credentials committee."""

    deputy: Ref
    seat: CommitteeSeatKind


Committee = Annotated[tuple[CommitteeSeat, ...], Length(min=1, max=40)]


@command
class FormCommittee:
    """The plenary of the first session adopted the credentials committee (代表资格审查委员会).

    Refused: `wrong-session`, `session-not-open`, `not-a-deputy`, `not-presidium-member`, `committee-exists`,
    `committee-term-expired`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    committee: Committee


@command
class FillCommittee:
    """A vacancy of the committee is filled (补选). Refused: `no-vacancy`, and as when it was formed."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    seat: CommitteeSeat


@command
class EndTerm:
    """The next congress holds its first session: this one's mandate is over. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    ended_on: Day


@command
class MarkFirstSessionOverdue:
    """Announce that no first session was held in time. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: TermNumber


@command
class EnterDeputies:
    """Who was elected, in the general election or in a by-election. Refused: `already-a-deputy`, `no-vacant-seat`,
    `no-such-term`, `named-twice`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputies: Elected


@shape
class Review:
    """The three questions of a review (选举法 第四十七条): each answered yes or no."""

    deputy: Ref
    meets_conditions: bool
    lawful_procedure: bool
    free_of_sabotage: bool

    @property
    def is_passed(self) -> bool:
        return self.meets_conditions and self.lawful_procedure and self.free_of_sabotage


Reviews = Annotated[tuple[Review, ...], Length(min=1, max=200)]


@command
class ReviewCredentials:
    """The credentials committee answers the three questions for each. Refused: `not-committee-member`,
    `not-elected`, `committee-term-expired`, `deputy-suspended`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    reviewed_on: Day
    reviewers: Persons
    reviews: Reviews


class InvalidGround(StrEnum):
    """Why an election is invalid: the three questions of the review, and what is found out later."""

    CONDITIONS_NOT_MET = "conditions-not-met"
    PROCEDURE_UNLAWFUL = "procedure-unlawful"
    BRIBERY = "bribery"
    FORCE = "force"
    FRAUD = "fraud"
    FALSE_DATA = "false-data"
    FOREIGN_FUNDING = "foreign-funding"


@shape
class Invalid:
    """An election that the presidium declares invalid, and on what ground."""

    deputy: Ref
    ground: InvalidGround
    text: Text


Invalids = Annotated[tuple[Invalid, ...], Length(max=200)]


@command
class ConfirmCredentials:
    """A meeting of the presidium confirms the report, or declares elections invalid. Refused:
    `credentials-not-reviewed`, `presidium-decision-required`, `not-presidium-member`, `forbidden-role`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    meeting: PresidiumMeeting
    votes: Votes
    confirmed: Persons
    invalid: Invalids = ()


@command
class PublishDeputies:
    """The list of confirmed deputies is public (公布代表名单). Refused: `not-confirmed`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputies: Persons
    published_on: Day


@command
class InvalidateElection:
    """What was found out later makes the election of a sitting deputy invalid; the presidium decides it.

    Refused: `not-a-deputy`, `presidium-decision-required`, `not-presidium-member`, `forbidden-role`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    meeting: PresidiumMeeting
    votes: Votes
    invalid: Invalid


@command
class ShowRoll:
    """Show a session the congress as it stands. Sent by the service itself; by hand where a session was early."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber


class SessionStep(StrEnum):
    """What the congress has to know of a session of its own."""

    REQUESTED = "requested"
    OPENED = "opened"
    CLOSED = "closed"
    CANCELLED = "cancelled"


@command
class NoteSession:
    """A session of this congress has taken a step. Sent by the service itself.

    `absent` had no leave; `reported`: the session dealt with changes of deputies.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    step: SessionStep
    on: Day
    absent: Persons = ()
    reported: bool = False


@command
class SuspendDeputy:
    """A deputy's functions are suspended (暂时停止执行代表职务). Refused: `ground-not-lawful`, `not-a-deputy`,
    `deputy-suspended`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputy: Ref
    ground: Word
    since: Day


@command
class RestoreDeputy:
    """The ground has gone within the term: functions are resumed. Refused: `not-suspended`, `date-in-future`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputy: Ref
    since: Day


@command
class FileDeputyResignation:
    """A deputy resigns in writing to the congress; `item` is the item of a session's agenda that decides it.

    Refused: `not-a-deputy`, `already-filed`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputy: Ref
    item: Ref
    filed_on: Day


@command
class SettleDeputyResignation:
    """A session voted on the item of a resignation. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    item: Ref
    accepted: bool
    on: Day


@command
class SettleDeputyRecall:
    """The voters recalled the deputy. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputy: Ref
    on: Day
    basis: Text


@command
class TerminateDeputy:
    """The mandate ended on a ground of the statute (代表资格终止); moving away needs no vote.

    Refused: `ground-not-lawful`, `session-not-open` (a resignation is accepted by the congress alone),
    `absences-too-few`, `not-a-deputy`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    deputy: Ref
    ground: Word
    ended_on: Day
    basis: Text


TermCommand = (
    OpenTerm | TakeOverTerm | ElectPresidium | FormCommittee | FillCommittee | EndTerm | MarkFirstSessionOverdue
)

CredentialsCommand = EnterDeputies | ReviewCredentials | ConfirmCredentials | PublishDeputies | InvalidateElection

KnownSessionCommand = ShowRoll | NoteSession

MandateCommand = (
    SuspendDeputy
    | RestoreDeputy
    | FileDeputyResignation
    | SettleDeputyResignation
    | SettleDeputyRecall
    | TerminateDeputy
)

CongressCommand = TermCommand | KnownSessionCommand | CredentialsCommand | MandateCommand


@fact
class TermOpened:
    """A congress was elected (第几届); its first session is due on `first_session_by`, two months later."""

    unit: UnitCode
    term: TermNumber
    township: Name
    seats: Seats
    elected_on: Day
    presidium: Presidium
    reviewers: Persons
    first_session_by: Day | None
    due_at: Instant | None
    opened_at: Instant


@fact
class FirstSessionOverdue:
    """Two months after the election there has been no first session (组织法 第二十条)."""

    unit: UnitCode
    term: TermNumber
    due_at: Instant
    announced_at: Instant


@fact
class TermBegun:
    """The congress held its first session: its deputies are active from `begun_on` (组织法 第三十八条)."""

    unit: UnitCode
    term: TermNumber
    begun_on: Day
    deputies: Persons
    recorded_at: Instant


@fact
class TermEnded:
    """The next congress met: the mandate of these deputies is over, and the committee with it."""

    unit: UnitCode
    term: TermNumber
    ended_on: Day
    deputies: Persons
    recorded_at: Instant


@fact
class PresidiumElected:
    """The presidium that presides over this session and convenes the next one."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    presidium: Presidium
    recorded_at: Instant


@fact
class CommitteeFormed:
    """The credentials committee, until the term ends."""

    unit: UnitCode
    term: TermNumber
    committee: Committee
    recorded_at: Instant


@fact
class CommitteeSeatVacated:
    """A member left the credentials committee with the mandate; the seat is to be filled."""

    unit: UnitCode
    term: TermNumber
    seat: CommitteeSeat
    recorded_at: Instant


@fact
class CommitteeSeatFilled:
    """A vacancy of the credentials committee was filled."""

    unit: UnitCode
    term: TermNumber
    seat: CommitteeSeat
    recorded_at: Instant


@fact
class DeputiesEntered:
    """These persons were elected; none of them acts before review, confirmation and publication."""

    unit: UnitCode
    term: TermNumber
    deputies: Elected
    recorded_at: Instant


@fact
class CredentialsReviewed:
    """The committee's report; without the presidium's confirmation it has no effect."""

    unit: UnitCode
    term: TermNumber
    reviewed_on: Day
    reviewers: Persons
    reviews: Reviews
    recorded_at: Instant


@fact
class DeputyListConfirmed:
    """The presidium confirmed these credentials; the list is to be public before the session (document 2 §三(三)2)."""

    unit: UnitCode
    term: TermNumber
    meeting: PresidiumMeeting
    deputies: Persons
    confirmed_at: Instant


@fact
class DeputyElectionInvalidated:
    """An election is invalid (当选无效): the seat is vacant, a by-election is due.

    `acted_from`: since when the person acted as a deputy; what was done since is to be looked at again. None: never.
    """

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    district: Ref
    ground: InvalidGround
    text: Text
    acted_from: Day | None
    invalidated_at: Instant


@fact
class DeputyListPublished:
    """These deputies stand on a published list; `active`: they act from now, otherwise from the first session on."""

    unit: UnitCode
    term: TermNumber
    deputies: Persons
    published_on: Day
    active: bool
    recorded_at: Instant


@fact
class DeputySeatVacated:
    """A seat of a district is vacant: a by-election is due (补选); no number of days is in the text."""

    unit: UnitCode
    term: TermNumber
    district: Ref
    since: Day
    recorded_at: Instant


@fact
class DeputySeatFilled:
    """A deputy elected in a by-election takes a vacant seat of the district."""

    unit: UnitCode
    term: TermNumber
    district: Ref
    deputy: Ref
    recorded_at: Instant


@fact
class RollShown:
    """The congress as it stands, for a session; `version` grows with every change."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    version: Count
    township: Name
    presidium: Presidium
    deputies: Roll
    shown_at: Instant


@fact
class SessionNoted:
    """The congress knows of a step of its session; `absent` stayed away without leave."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    step: SessionStep
    on: Day
    absent: Persons
    noted_at: Instant


@fact
class ChangesReported:
    """Suspensions and terminations were reported to this session (向会议报告)."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputies: Persons
    recorded_at: Instant


@fact
class ChangesNotReported:
    """A finding: the session closed and these suspensions and terminations had not been reported to it."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputies: Persons
    recorded_at: Instant


@fact
class DeputySuspended:
    """A deputy neither votes nor speaks; the mandate goes on (代表法 第六十一条)."""

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    ground: Word
    since: Day
    recorded_at: Instant


@fact
class DeputyRestored:
    """A deputy's functions are resumed."""

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    since: Day
    recorded_at: Instant


@fact
class DeputyResignationFiled:
    """A deputy's written resignation waits for the congress."""

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    item: Ref
    filed_on: Day
    recorded_at: Instant


@fact
class DeputyResignationRefused:
    """The congress did not accept the resignation: the mandate goes on."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputy: Ref
    recorded_at: Instant


@fact
class DeputyTerminated:
    """The mandate of a deputy ended on `ended_on` (代表资格终止), to be reported and announced; the seat is vacant.

    `by_rule`: nobody decided it. An office that rests on the mandate ends with it.
    """

    unit: UnitCode
    term: TermNumber
    deputy: Ref
    district: Ref
    ground: Word
    by_rule: bool
    ended_on: Day
    basis: Text
    recorded_at: Instant


TermFact = (
    TermOpened
    | FirstSessionOverdue
    | TermBegun
    | TermEnded
    | PresidiumElected
    | CommitteeFormed
    | CommitteeSeatVacated
    | CommitteeSeatFilled
)

CredentialsFact = (
    DeputiesEntered
    | CredentialsReviewed
    | DeputyListConfirmed
    | DeputyElectionInvalidated
    | DeputyListPublished
    | DeputySeatVacated
    | DeputySeatFilled
)

KnownSessionFact = RollShown | SessionNoted | ChangesReported | ChangesNotReported

MandateFact = DeputySuspended | DeputyRestored | DeputyResignationFiled | DeputyResignationRefused | DeputyTerminated

CongressFact = TermFact | KnownSessionFact | CredentialsFact | MandateFact


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
