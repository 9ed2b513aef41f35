"""One session of a township people's congress (人代会会议): its agenda, its meetings, its votes.

On the way to it stand request, approval, preparation, the presidium's decision, and the notice to each deputy on the
roll of the congress as the session knows it. It sits: opening, meetings, deliberation, votes, the end of each item, and
what deputies bring up: inquiries, motions, formal questions (询问、议案、质询案). Three marks follow its end:
announced, reported, archived.

Law: Organic Law of Local Congresses and Governments (地方各级人民代表大会和地方各级人民政府组织法), arts. 12-25;
district opinion on township people's congresses (document 2 §三(一), §三(一)2, 3, 5).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Length

from contracts.elections.words import (
    Matter,
    Number,
    Persons,
    Presidium,
    PresidiumMeeting,
    Roll,
    SessionKind,
    SessionNumber,
    TermNumber,
    Votes,
    Word,
)
from contracts.message import Json, answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Instant, Name, Ref, Share, Text, UnitCode

MOST_ITEMS = 40


@shape
class AgendaItem:
    """One item of the agenda."""

    item: Ref
    matter: Matter
    title: Name


Agenda = Annotated[tuple[AgendaItem, ...], Length(max=MOST_ITEMS)]


@shape
class Dates:
    """When a session is held: both days belong to it, `days` is its length (会期), half days counted."""

    begins_on: Day
    ends_on: Day
    days: Share


@shape
class ExtraGround:
    """Why a session is called besides the regular ones: the presidium's own reason, or the deputies who propose it."""

    reason: Word | None
    text: Text | None
    proposed_by: Persons = ()
    presidium: PresidiumMeeting | None = None
    votes: Votes | None = None


@command
class RequestSession:
    """Ask the Party committee for instructions before a session (向乡镇党委请示); a returned request is sent anew.

    Refused: `request-incomplete`, `presidium-decision-required`, `reason-required`, `invalid-duration`,
    `session-too-short`, `session-too-short-for-election`, `invalid-transition`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    extra: ExtraGround | None = None
    guiding_ideas: Text | None
    tentative: Dates | None
    agenda: Agenda
    prep_body: Text | None
    other: Text | None = None


@command
class ApproveSession:
    """The Party committee approves the request (批准); preparation may start."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    approved_on: Day


@command
class ReturnRequest:
    """The Party committee sends the request back with its reason."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    reason: Text


@shape
class PrepTask:
    """A task of the preparatory body and who sees to it."""

    task: Name
    members: Persons


@command
class BeginPreparation:
    """The preparatory working body (大会筹备工作机构) with its members and tasks. Refused: `approval-required`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    tasks: Annotated[tuple[PrepTask, ...], Length(min=1, max=20)]


@shape
class VotedItem:
    """An item of the agenda and the presidium's votes on it."""

    item: AgendaItem
    votes: Votes


VotedItems = Annotated[tuple[VotedItem, ...], Length(max=MOST_ITEMS)]


@shape
class VotedPaper:
    """A draft to be submitted to the congress (草案) and the presidium's votes on it."""

    matter: Matter
    title: Name
    votes: Votes


VotedPapers = Annotated[tuple[VotedPaper, ...], Length(max=MOST_ITEMS)]


@command(version=2)
class DecideSession:
    """A presidium meeting decides the date and votes on agenda and drafts, item by item.

    `suggestions`: how many of the deputies' suggestions no session was told the end of, added by the door (not in
    version 1); their handling is then on the agenda. Refused: `forbidden-role` (convened by another than the chair),
    `not-presidium-member`, `presidium-decision-required`, `not-enough-signers` (fewer than one fifth proposed it),
    `agenda-not-passed`, `suggestions-left-out`, `invalid-tally`, `invalid-duration`, `session-too-short`,
    `session-too-short-for-election`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    meeting: PresidiumMeeting
    dates: Dates
    date_votes: Votes
    agenda: VotedItems
    papers: VotedPapers
    suggestions: Count = 0


@command
class MoveSession:
    """The presidium brings the session forward or postpones it (提前、推迟); earlier notices are superseded."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    meeting: PresidiumMeeting
    dates: Dates
    date_votes: Votes
    reason: Text


@command
class CancelSession:
    """The presidium calls the session off, with its reason."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    meeting: PresidiumMeeting
    votes: Votes
    reason: Text


@command
class IssueNotice:
    """Send the notice (会议通知) and the passed papers to every deputy who may act, and say when the date was public.

    Sent again after the roll has changed, it goes to the deputies who have none yet. Refused:
    `presidium-decision-required`, `agenda-not-passed` (a paper the presidium did not pass),
    `deputy-list-not-published`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    issued_on: Day
    date_published_on: Day
    papers: Annotated[tuple[Name, ...], Length(max=40)]


@command
class RecordDelivery:
    """Which deputies the notice has reached. Refused: `not-notified`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputies: Persons
    delivered_on: Day


@command
class EnterRoll:
    """The congress as it stands: whose names are on the roll, and its presidium. Sent by the service itself.

    `version` grows with every change of the roll; an older one changes nothing.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    version: Count
    township: Name
    presidium: Presidium
    deputies: Roll


@command
class OpenSession:
    """The session opens (开幕) with the deputies who attend; `rules_of_procedure` names the rules in force, if any.

    Refused: `quorum-not-met`, `not-a-deputy`, `deputy-suspended`, `papers-missing`, `deputy-list-not-published`,
    `presidium-decision-required`, `date-in-future`, `invalid-transition`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    opened_on: Day
    attending: Persons
    rules_of_procedure: Name | None


class MeetingKind(StrEnum):
    """The meetings of a session (预备会、主席团会、全体会)."""

    PREPARATORY = "preparatory"
    PRESIDIUM = "presidium"
    PLENARY = "plenary"


@command
class HoldMeeting:
    """One meeting of the session with who attended. Refused: `invalid-transition` for a plenary before the
    preparatory meeting, `quorum-not-met` for a plenary, `not-a-deputy`, `not-presidium-member`, `deputy-suspended`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    kind: MeetingKind
    held_on: Day
    attending: Persons
    guests: Persons = ()


@command
class RecordDeliberation:
    """Deputies deliberated an item (审议); `opinions` is the gist of what they said.

    Refused: `no-such-item`, `not-a-deputy`, `deputy-suspended`, `session-not-open`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    item: Ref
    held_on: Day
    minutes: Count
    speakers: Persons
    opinions: Text


@shape
class ProposedResolution:
    """A resolution or decision (决议、决定): the deliberations it rests on, and who carries it out."""

    title: Name
    deliberations: Annotated[tuple[Number, ...], Length(max=40)]
    responsible: UnitCode


@command
class TakeVote:
    """A plenary votes on an item (表决). Not adopted is an outcome, no refusal.

    Refused: `vote-without-deliberation`, `resolution-without-deliberation`, `invalid-tally`, `no-such-meeting`,
    `no-such-item`, `already-disposed`, `secret-ballot-required` for an election.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    item: Ref
    meeting: Number
    votes: Votes
    resolution: ProposedResolution | None = None


class Disposal(StrEnum):
    """How an item that is not put to the vote comes to its end."""

    HEARD = "heard"
    REFERRED = "referred"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    ELECTED = "elected"


@command
class DisposeItem:
    """An item that needs no vote comes to its end. Refused: `vote-required`, `already-disposed`, `no-such-item`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    item: Ref
    disposal: Disposal
    text: Text | None = None


@command
class PutInquiry:
    """A deputy asks the government during deliberation (询问). Refused: `forbidden-role` for who is no deputy,
    `deputy-suspended`, `session-not-open`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputy: Ref
    addressee: UnitCode
    question: Text


@command
class AnswerInquiry:
    """The reply to an inquiry, also after the session. Refused: `no-such-inquiry`, `already-answered`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    reply: Text


class Mover(StrEnum):
    """Who may move: the presidium, the government of the township, or deputies jointly."""

    PRESIDIUM = "presidium"
    GOVERNMENT = "government"
    DEPUTIES = "deputies"


@command
class SubmitMotion:
    """A motion (议案). Refused: `not-enough-signers`, `not-a-deputy`, `deputy-suspended`, `session-not-open`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    mover: Mover
    signers: Persons = ()
    title: Name
    text: Text


@command
class DecideMotion:
    """The presidium puts the motion on the agenda as `item`, or says why not.

    Refused: `no-such-motion`, `already-decided`, `reason-required`, `item-twice`, `session-too-short-for-election`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    item: AgendaItem | None
    reason: Text | None = None


@command
class WithdrawMotion:
    """The movers take it back before the vote, the presidium consenting. Refused: `consent-required`,
    `no-such-motion`, `already-disposed`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    presidium_consents: bool


@command
class PutQuestion:
    """A formal question (质询案) in writing. Refused: `question-invalid` without addressee, question or content,
    `not-enough-signers`, `not-a-deputy`, `deputy-suspended`, `session-not-open`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    signers: Persons
    addressee: UnitCode | None
    question: Name | None
    content: Text | None


class AnswerForm(StrEnum):
    """How a formal question is answered: by the head in person, or in writing over the head's signature."""

    ORAL = "oral"
    WRITTEN = "written"


@command
class DecideQuestion:
    """The presidium decides on an oral or a written answer. Refused: `no-such-question`, `already-decided`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    form: AnswerForm


@command
class AnswerQuestion:
    """The head answers in person, or signs the written answer. Refused: `no-such-question`, `already-answered`,
    `form-not-decided`, `head-required`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    by_head: bool
    answered_on: Day
    text: Text


@command
class CloseSession:
    """The session closes (闭幕) after so many days; `excused` are the absent deputies who had leave.

    Refused: `session-without-deliberation`, `items-open`, `session-too-short`, `session-too-short-for-election`,
    `invalid-duration`, `date-in-future`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    closed_on: Day
    days: Share
    excused: Persons = ()


@command
class AnnounceResults:
    """The announcement of the session's results (公告) under the presidium's seal.

    Refused: `session-not-closed`, `already-done`, `seal-missing`, `seal-text-invalid`.
    """

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    announced_on: Day
    seal: Name | None


@command
class ReportResults:
    """The report to the standing committee above (上报). Refused like the announcement."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    reported_on: Day
    to: UnitCode
    seal: Name | None


@command
class ArchiveSession:
    """The session's documents are in the archive (存档). Refused: `session-not-closed`, `already-done`."""

    actor: Actor
    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    archived_on: Day
    documents: Annotated[tuple[Name, ...], Length(min=1, max=60)]


ConveningCommand = (
    RequestSession | ApproveSession | ReturnRequest | BeginPreparation | DecideSession | MoveSession | CancelSession
)

SummonsCommand = IssueNotice | RecordDelivery | EnterRoll

SittingCommand = OpenSession | HoldMeeting | RecordDeliberation | TakeVote | DisposeItem

FloorCommand = (
    PutInquiry
    | AnswerInquiry
    | SubmitMotion
    | DecideMotion
    | WithdrawMotion
    | PutQuestion
    | DecideQuestion
    | AnswerQuestion
)

ClosingCommand = CloseSession | AnnounceResults | ReportResults | ArchiveSession

SessionCommand = ConveningCommand | SummonsCommand | SittingCommand | ClosingCommand | FloorCommand


@fact
class SessionRequested:
    """The request for a session lies before the Party committee."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    extra: ExtraGround | None
    guiding_ideas: Text | None
    tentative: Dates | None
    agenda: Agenda
    prep_body: Text | None
    other: Text | None
    requested_by: Actor
    requested_at: Instant


@fact
class SessionApproved:
    """The Party committee approved the request on `approved_on`."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    approved_on: Day
    approved_by: Actor
    recorded_at: Instant


@fact
class RequestReturned:
    """The Party committee returned the request."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    reason: Text
    returned_by: Actor
    returned_at: Instant


@fact
class PreparationBegun:
    """The preparatory working body is set up."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    tasks: tuple[PrepTask, ...]
    begun_at: Instant


@fact
class SessionDateDecided:
    """The presidium decided when the congress meets, and what is put before it (组织法 第十四条: 予以公布).

    `agenda` and `papers` are what it passed; what found no majority stands in `not_passed`, by title.
    """

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    meeting: PresidiumMeeting
    dates: Dates
    agenda: VotedItems
    papers: VotedPapers
    not_passed: tuple[Name, ...]
    decided_at: Instant


@fact
class SessionMoved:
    """The presidium brought the session forward or postponed it; notices sent for `before` no longer count."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    meeting: PresidiumMeeting
    before: Dates
    dates: Dates
    reason: Text
    moved_at: Instant


@fact
class SessionCancelled:
    """The presidium called the session off."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    meeting: PresidiumMeeting | None
    reason: Text
    cancelled_at: Instant


@fact
class RollEntered:
    """The session knows the congress as it stands: its presidium, and every deputy on the roll."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    version: Count
    township: Name
    presidium: Presidium
    deputies: Roll
    entered_at: Instant


@fact
class NoticeIssued:
    """The notice with its papers went to these deputies for the date decided last."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputies: Persons
    papers: tuple[Name, ...]
    issued_on: Day
    date_published_on: Day
    issued_at: Instant


@fact
class NoticeDelivered:
    """The notice reached these deputies."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    deputies: Persons
    delivered_on: Day
    recorded_at: Instant


@fact
class SessionOpened:
    """The session opened. `all_deputies` is the number that quorum and majorities are measured by (AMB-51)."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    opened_on: Day
    all_deputies: Count
    attending: Persons
    absent: Persons
    opened_at: Instant


class SessionFinding(StrEnum):
    """What a session is flagged for without being stopped."""

    DEPUTY_NOT_NOTIFIED = "deputy-not-notified"
    RULES_OF_PROCEDURE_MISSING = "rules-of-procedure-missing"
    OUTSIDE_QUARTER = "regular-session-outside-quarter"
    Q1_WORK_REPORT_MISSING = "q1-agenda-missing-work-report"
    Q3_ITEM_MISSING = "q3-item-missing"


@fact
class SessionFlagged:
    """A finding that does not stop the session; `what` says which deputies or which matters."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    finding: SessionFinding
    deputies: Persons
    matters: tuple[Word, ...]
    flagged_at: Instant


@fact
class MeetingHeld:
    """One meeting of the session; `guests` attended without vote."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    kind: MeetingKind
    held_on: Day
    attending: Persons
    guests: Persons
    recorded_at: Instant


@fact
class ItemDeliberated:
    """One deliberation of an item; `number` counts the session's deliberations."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    item: Ref
    held_on: Day
    minutes: Count
    speakers: Persons
    opinions: Text
    recorded_at: Instant


@fact
class VoteTaken:
    """A plenary voted; adopted with more than half of `all_deputies`, not of those present (组织法 第二十五条)."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    item: Ref
    matter: Matter
    meeting: Number
    votes: Votes
    all_deputies: Count
    adopted: bool
    voted_at: Instant


@fact
class ResolutionAdopted:
    """A resolution, on the ground of the deliberations named; `responsible` carries it out."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    item: Ref
    title: Name
    deliberations: tuple[Number, ...]
    responsible: UnitCode
    adopted_at: Instant


@fact
class ItemDisposed:
    """An item came to its end without a vote."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    item: Ref
    matter: Matter
    disposal: Disposal
    text: Text | None
    disposed_at: Instant


@fact
class InquiryPut:
    """A deputy asked; the inquiry stays open until it has its reply."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    deputy: Ref
    addressee: UnitCode
    question: Text
    put_at: Instant


@fact
class InquiryAnswered:
    """The reply to an inquiry."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    reply: Text
    answered_by: Actor
    answered_at: Instant


@fact
class MotionSubmitted:
    """A motion lies before the presidium."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    mover: Mover
    signers: Persons
    title: Name
    text: Text
    submitted_at: Instant


@fact
class MotionDecided:
    """The presidium put the motion on the agenda as `item`, or did not, with its reason."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    item: AgendaItem | None
    reason: Text | None
    decided_at: Instant


@fact
class MotionWithdrawn:
    """The motion was taken back with the presidium's consent; its item is off the agenda."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    withdrawn_at: Instant


@fact
class QuestionPut:
    """A formal question of deputies."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    signers: Persons
    addressee: UnitCode
    question: Name
    content: Text
    put_at: Instant


@fact
class QuestionFormDecided:
    """The presidium decided how the question is answered."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    form: AnswerForm
    decided_at: Instant


@fact
class QuestionAnswered:
    """The head of the addressee answered the question."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    number: Number
    form: AnswerForm
    answered_on: Day
    text: Text
    recorded_at: Instant


Matters = Annotated[tuple[Matter, ...], Length(max=MOST_ITEMS)]


@fact
class CongressSessionClosed:
    """The session closed (闭会); it is to be announced, reported and archived (document 2 §三(一)5).

    `dealt_with` are the matters that were heard or decided, `is_first` whether it was the first of the term, `absent`
    the deputies who came to no meeting and had no leave.
    """

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    is_first: bool
    opened_on: Day
    closed_on: Day
    days: Share
    all_deputies: Count
    dealt_with: Matters
    resolutions: Count
    absent: Persons
    closed_at: Instant


@fact
class ResultsAnnounced:
    """The results were announced under the presidium's seal."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    announced_on: Day
    seal: Name
    recorded_at: Instant


@fact
class ResultsReported:
    """The results were reported to the standing committee above."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    reported_on: Day
    to: UnitCode
    seal: Name
    recorded_at: Instant


@fact
class SessionArchived:
    """The session's documents are in the archive."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    archived_on: Day
    documents: tuple[Name, ...]
    recorded_at: Instant


@fact
class SessionCompleted:
    """Announcement, report and archive are all done."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber
    completed_at: Instant


ConveningFact = (
    SessionRequested
    | SessionApproved
    | RequestReturned
    | PreparationBegun
    | SessionDateDecided
    | SessionMoved
    | SessionCancelled
)

SummonsFact = NoticeIssued | NoticeDelivered | RollEntered

SittingFact = (
    SessionOpened | SessionFlagged | MeetingHeld | ItemDeliberated | VoteTaken | ResolutionAdopted | ItemDisposed
)

FloorFact = (
    InquiryPut
    | InquiryAnswered
    | MotionSubmitted
    | MotionDecided
    | MotionWithdrawn
    | QuestionPut
    | QuestionFormDecided
    | QuestionAnswered
)

ClosingFact = CongressSessionClosed | ResultsAnnounced | ResultsReported | SessionArchived | SessionCompleted

SessionFact = ConveningFact | SummonsFact | SittingFact | ClosingFact | FloorFact


@question
class SessionsOfUnit:
    """The sessions of a township's congress, the newest first."""

    unit: UnitCode


@question
class SessionRecord:
    """All that is recorded of one session. Refused: `no-such-session`."""

    unit: UnitCode
    term: TermNumber
    session: SessionNumber


class SessionStage(StrEnum):
    """How far a session has come."""

    REQUESTED = "requested"
    RETURNED = "returned"
    APPROVED = "approved"
    PREPARING = "preparing"
    DECIDED = "decided"
    NOTIFIED = "notified"
    OPEN = "open"
    CLOSED = "closed"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


@shape
class SessionLine:
    """One session; the days are those decided last, and of a closed session those it was held."""

    term: TermNumber
    session: SessionNumber
    kind: SessionKind
    stage: SessionStage
    begins_on: Day | None
    ends_on: Day | None
    days: Share | None
    all_deputies: Count | None
    attending: Count | None
    findings: Count
    is_announced: bool
    is_reported: bool
    is_archived: bool


@answer
class SessionLines:
    """One page of sessions; `next` is the token of the page after it."""

    sessions: tuple[SessionLine, ...]
    next: str | None


class Outcome(StrEnum):
    """What became of an item of the agenda."""

    OPEN = "open"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not-adopted"
    HEARD = "heard"
    REFERRED = "referred"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    ELECTED = "elected"


@shape
class ItemLine:
    """One item of the agenda with its deliberations and its outcome."""

    item: Ref
    matter: Matter
    title: Name
    deliberations: Count
    minutes: Count
    outcome: Outcome


@shape
class InquiryLine:
    """One inquiry; without a reply it is open."""

    number: Number
    deputy: Ref
    addressee: UnitCode
    question: Text
    reply: Text | None


@shape
class ResolutionLine:
    """One resolution and who carries it out."""

    number: Number
    title: Name
    responsible: UnitCode


@shape
class FindingLine:
    """One finding on the session."""

    finding: SessionFinding
    deputies: Persons
    matters: tuple[Word, ...]


@answer
class SessionRecordAnswer:
    """One session with its agenda, inquiries, resolutions and findings, each in the order of the record."""

    unit: UnitCode
    line: SessionLine
    agenda: tuple[ItemLine, ...]
    inquiries: tuple[InquiryLine, ...]
    resolutions: tuple[ResolutionLine, ...]
    findings: tuple[FindingLine, ...]


ELECTIONS = (Matter.ELECTION, Matter.BY_ELECTION)
"""Items for which a session lasts longer (选举事项)."""

APPROVED_BY_VOTE = (
    Matter.BUDGET,
    Matter.BUDGET_EXECUTION,
    Matter.FINAL_ACCOUNTS,
    Matter.BUDGET_ADJUSTMENT,
    Matter.RESIGNATION,
    Matter.RECALL,
)
"""Items that nothing but a vote disposes of (审查和批准; 罢免; 接受辞职)."""


def _without_suggestions(document: Json) -> Json:
    return {**document, "suggestions": 0}


UPCASTS = {"elections.decide-session.v1": _without_suggestions}
