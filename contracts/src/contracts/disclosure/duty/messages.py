"""What a unit owes the public: duties of the calendars, matters outside them, and what other services recorded.

A duty is opened, its items are drafted, checked and published; what arises is added, what is out of date is corrected,
what may not be shown is withheld; reminders come before the due date and the ladder of those who are told after it
(督办). `actor` is set by the door from the caller's token, never sent in the document.

Law: county opinion on township standardisation (document 1 §四1 to §四4): posted catalogues; regular work at fixed
intervals (常规性工作定期公开), staged work step by step (阶段性工作分步公开), temporary work as it arises
(临时性工作随时公开); opinion on township people's congresses (document 2 §三); opinion on green mines (document 3
§七(三)); Regulations on Open Government Information (信息公开条例), arts. 14-18, 26, 37: lawful grounds, separable
parts, periodic review, personal data; the statutes on organisation, elections, deputies, villagers' committees and
minerals (requirements D.2, event flows). The text gives neither lead times nor rungs: both are the county's practice.
Nothing is sent to private persons (requirement X-021).
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Range

from contracts.bilingual import Bilingual
from contracts.blobs import Blob
from contracts.deadlines import TimeUnit
from contracts.disclosure.words import (
    AtMostAll,
    Attachment,
    CatalogueCode,
    Cause,
    Channel,
    Entry,
    EntryKind,
    Evidence,
    FewChannels,
    Figures,
    Ground,
    ItemCode,
    NumberedEntry,
    Opening,
    PeriodCode,
    Publication,
    Redaction,
    Table,
    Verdict,
)
from contracts.errors import Malformed
from contracts.message import answer, command, fact, question, shape
from contracts.units import UnitKind
from contracts.vocabulary import Actor, Count, Day, Digest, Instant, Name, Share, StreamName, Text, UnitCode


@command
class OpenDuty:
    """Open the duty of a unit's catalogue for a period. Sent by the service itself when the period says so."""

    actor: Actor
    unit: UnitCode
    kind: UnitKind
    catalogue: CatalogueCode
    period: PeriodCode


@command
class DraftItems:
    """Write entries; an entry for an item that has one already is its next version."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    entries: Annotated[tuple[Entry, ...], AtMostAll]


@command
class SubmitDuty:
    """Hand the drafted items in for the secrecy check; refused while an item has no entry."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode


@command
class CheckItems:
    """Pass items, or withhold them on a ground; never by their author."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    verdicts: Annotated[tuple[Verdict, ...], AtMostAll]


@command
class PublishItems:
    """Record that checked items were made public through channels. `items` empty: all that are ready.

    `evidence` shows for a channel that it did; the day it was done is claimed, the day it is recorded is not.
    """

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: tuple[ItemCode, ...]
    channels: Annotated[tuple[Channel, ...], FewChannels]
    evidence: Annotated[tuple[Evidence, ...], FewChannels] = ()
    claimed_on: Day


@command
class TakeDownItems:
    """Record that a posting was taken down again, on a day that is not in the future."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    channel: Channel
    taken_down_on: Day


@command
class CorrectItems:
    """Write new versions of published items, with the reason; they are checked and published like the first."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    entries: Annotated[tuple[Entry, ...], AtMostAll]
    reason: Text


@command
class MarkOverdue:
    """Announce a missed due date. Sent by the service itself; nothing happens if it is not missed."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode


_LAST_COMMON_DAY = 28
"""Every month has it, so that an interval of months ends where it says."""


class BasisKind(StrEnum):
    """Why something is owed that no catalogue lists."""

    OFFICE = "office"
    PETITION = "petition"
    FACT = "fact"


class Signers(StrEnum):
    """Who has asked for it."""

    VILLAGERS = "villagers"
    REPRESENTATIVES = "representatives"


@shape
class Petition:
    """So many signatures of so many who could have signed."""

    by: Signers
    signatures: Count
    of: Annotated[int, Range(min=1)]


@shape
class Basis:
    """On what ground: the office itself says why, villagers have petitioned for it, or another fact has led to it."""

    kind: BasisKind
    text: Text
    petition: Petition | None = None
    cause: Cause | None = None

    def __post_init__(self) -> None:
        if (self.kind is BasisKind.PETITION) != (self.petition is not None):
            raise Malformed({"petition": ["With a petition, and only then."]})
        if (self.kind is BasisKind.FACT) != (self.cause is not None):
            raise Malformed({"cause": ["With a fact, and only then."]})


@shape
class Interval:
    """So many days or months."""

    amount: Annotated[int, Range(min=1, max=120)]
    unit: TimeUnit

    def __post_init__(self) -> None:
        if self.unit not in (TimeUnit.DAYS, TimeUnit.MONTHS):
            raise Malformed({"unit": ["Days or months."]})


@shape
class Matter:
    """What is to be disclosed outside the calendars. `begins_on`: when it arose, was made or changed, or begins.

    `interval` is how often regular work is disclosed. `concerns` is the catalogue's item that government information
    belongs to. `due_on` is named where a statute or an order names it. `posting_days`: how long a posting stands.
    """

    name: Bilingual
    begins_on: Day
    interval: Interval | None = None
    concerns: ItemCode | None = None
    due_on: Day | None = None
    posting_days: Annotated[int, Range(min=1, max=3660)] | None = None
    basis: Basis

    def __post_init__(self) -> None:
        months = self.interval is not None and self.interval.unit is TimeUnit.MONTHS
        if months and self.begins_on.day > _LAST_COMMON_DAY:
            raise Malformed({"begins_on": [f"Not after day {_LAST_COMMON_DAY}: not every month has such a day."]})


@command
class OpenMatter:
    """Open a duty outside the calendars. `period` is `m-<matter>-<number>`: the number counts intervals or stages."""

    actor: Actor
    unit: UnitCode
    kind: UnitKind
    catalogue: CatalogueCode
    period: PeriodCode
    matter: Matter


@command
class FinishStage:
    """The stage itself is over; a finding if it was not disclosed before."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    finished_on: Day


@command
class AddItems:
    """Add items that the catalogue does not list ("等"), on the office's own ground or that of a petition."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    names: Annotated[tuple[Bilingual, ...], AtMostAll]
    basis: Basis


@command
class ReportChange:
    """The record behind posted items has changed: what is posted is outdated until it is posted anew."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    changed_on: Day
    reason: Text


class Presence(StrEnum):
    """What an inspection found of an item."""

    PRESENT = "present"
    MISSING = "missing"
    OUTDATED = "outdated"
    DIFFERS = "differs"
    """Something else stands there than what is recorded as published."""


@shape
class Observation:
    """What was found of one item, with a photo or a copy of the page."""

    item: ItemCode
    found: Presence
    note: Text | None = None
    blob: Blob | None = None


@command
class RecordInspection:
    """Record what an inspection found; who inspects cannot publish for the unit."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    inspected_on: Day
    observations: Annotated[tuple[Observation, ...], AtMostAll]


class Occasion(StrEnum):
    """Why something is owed that another service has recorded."""

    VILLAGE_RESOLUTION = "village_resolution"
    VILLAGE_IMPLEMENTATION = "village_implementation"
    BALLOT_RESULT = "ballot_result"
    SESSION_DATE = "session_date"
    SESSION_ANNOUNCEMENT = "session_announcement"
    ELECTION_RESULT = "election_result"
    OATH = "oath"
    DEPUTY_LIST = "deputy_list"
    DEPUTY_PROFILE = "deputy_profile"
    CREDENTIALS_ENDED = "credentials_ended"
    OFFICE_ENDED = "office_ended"
    SUGGESTION_REPORT = "suggestion_report"
    VOTER_ROLL = "voter_roll"
    NOMINEES = "nominees"
    FINAL_CANDIDATES = "final_candidates"
    VILLAGE_ROLL = "village_roll"
    VILLAGE_CANDIDATES = "village_candidates"
    VILLAGE_PROXIES = "village_proxies"
    RESIDENTS_ROLL = "residents_roll"
    ELECTION_LIST = "election_list"
    DECLARED_RESULT = "declared_result"
    VILLAGE_AUDIT = "village_audit"
    MINE_DIRECTORY = "mine_directory"
    MINE_STANDARDS = "mine_standards"
    MINE_PROGRESS = "mine_progress"
    MINE_FALSIFICATION = "mine_falsification"
    MINE_UNDERPERFORMANCE = "mine_underperformance"
    MINE_ASSESSMENT = "mine_assessment"
    MINE_RESTORATION = "mine_restoration"
    COMMENDATION = "commendation"
    CENTRE_CHECK = "centre_check"


@command
class OpenOccasion:
    """Owe the publication of what another service recorded. Sent by the service itself.

    Nothing is owed that no active pack orders. A further cause of an open duty is a further item of it. `event_on`: the
    day of the session or election before which it has to be public.
    """

    actor: Actor
    unit: UnitCode
    kind: UnitKind
    catalogue: CatalogueCode
    period: PeriodCode
    occasion: Occasion
    name: Bilingual
    happened_on: Day
    event_on: Day | None
    cause: Cause


@shape
class WithheldReview:
    """Whether the ground on which an item is withheld remains (定期评估审查), and why."""

    item: ItemCode
    remains: bool
    reason: Text


@command
class ReviewWithheld:
    """Review withheld items; one whose ground is gone is checked anew and published."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    reviews: Annotated[tuple[WithheldReview, ...], AtMostAll]


@command
class WithdrawItems:
    """Take back what is public (撤回), on a lawful ground with the reason: it is shown no more, and stays recorded."""

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    ground: Ground
    reason: Text


@command
class GiveNotice:
    """Remind of a duty, or tell those above that it is overdue. Sent by the service itself when either is due.

    Whatever else is decided about a duty records first what is due by then.
    """

    actor: Actor
    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode


MatterCommand = OpenMatter | FinishStage | AddItems | ReportChange | RecordInspection

DutyCommand = (
    OpenDuty
    | DraftItems
    | SubmitDuty
    | CheckItems
    | PublishItems
    | CorrectItems
    | TakeDownItems
    | MarkOverdue
    | MatterCommand
    | ReviewWithheld
    | WithdrawItems
    | GiveNotice
    | OpenOccasion
)


@fact
class StageFinished:
    """A stage of the work is over."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    finished_on: Day
    finished_by: Actor
    recorded_at: Instant


@fact
class StageNotDisclosed:
    """A finding: the stage was finished while these items were not public."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    missing: tuple[ItemCode, ...]


@shape
class NamedItem:
    """An item that no catalogue lists."""

    item: ItemCode
    name: Bilingual


@fact
class ItemsAdded:
    """The duty has items beside those of its catalogue."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[NamedItem, ...], AtMostAll]
    basis: Basis
    added_by: Actor
    added_at: Instant


@fact
class ItemsOutdated:
    """The record behind these items has changed since they were published."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    changed_on: Day
    reason: Text
    reported_by: Actor
    reported_at: Instant


@fact
class InspectionRecorded:
    """What an inspection found on a day; what is missing has to be published again, what is outdated renewed."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    inspected_on: Day
    observations: Annotated[tuple[Observation, ...], AtMostAll]
    inspected_by: Actor
    recorded_at: Instant


@fact
class OccasionRecorded:
    """This item of the duty makes public what the fact `cause` says (公开事由); see `OpenOccasion`."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    occasion: Occasion
    happened_on: Day
    event_on: Day | None
    cause: Cause
    recorded_at: Instant


@fact
class OccasionDisclosed:
    """What the fact `cause` says is public for the first time, through channels that meet the duty (已予公布).

    The service of `cause.stream` finds its own case by it. The proof of the date is `claimed_on`, the day that the unit
    says, and `published_at`, the moment at which it was recorded.
    """

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    occasion: Occasion
    cause: Cause
    version: Count
    digest: Digest
    channels: tuple[Channel, ...]
    claimed_on: Day
    published_at: Instant


@fact
class ItemsWithdrawn:
    """Published items were taken back. Their digests prove what was public; a new version has to be written."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    ground: Ground
    reason: Text
    withdrawn_by: Actor
    withdrawn_at: Instant


@fact
class WithheldReviewed:
    """The grounds of withheld items were reviewed."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    reviews: Annotated[tuple[WithheldReview, ...], AtMostAll]
    reviewed_by: Actor
    reviewed_at: Instant


@fact
class PartialDisclosurePossible:
    """A finding: the whole of these items was withheld where a part would do (区分处理)."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]


@fact
class DutyOpened:
    """A unit owes a catalogue for a period (公开责任).

    On time is every moment before `due_at`, the end of `due_on` in China; a holiday notice still to come may move a
    due date that `is_provisional`. `annual` are the items that may stay unchanged; only `calendar_channels` meet the
    due date. `next` is the duty after this one, `next_notice_at` when it is first reminded of.
    """

    unit: UnitCode
    kind: UnitKind
    catalogue: CatalogueCode
    period: PeriodCode
    items: tuple[ItemCode, ...]
    annual: tuple[ItemCode, ...]
    calendar_channels: tuple[Channel, ...]
    due_on: Day | None
    due_at: Instant | None
    is_provisional: bool
    opened_at: Instant
    next: Opening | None
    next_notice_at: Instant | None
    matter: Matter | None


@fact
class ItemsDrafted:
    """Entries written for items that are not public yet."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    entries: Annotated[tuple[NumberedEntry, ...], AtMostAll]
    author: Actor
    drafted_at: Instant


@fact
class DutySubmitted:
    """Every item has an entry; the secrecy check may begin."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    submitted_by: Actor
    submitted_at: Instant


@fact
class ItemsChecked:
    """The secrecy check (保密审查) of items, by another person than their author."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    verdicts: Annotated[tuple[Verdict, ...], AtMostAll]
    checked_by: Actor
    checked_at: Instant


@fact
class ItemsPublished:
    """Items made public. `claimed_on` is the day the unit says it did so, `published_at` when it was recorded."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[Publication, ...], AtMostAll]
    channels: tuple[Channel, ...]
    evidence: tuple[Evidence, ...]
    claimed_on: Day
    published_by: Actor
    published_at: Instant


@fact
class PublicationBackdated:
    """A finding: the claimed day lies `days` before the day it was recorded, more than the policy lets pass."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    channels: tuple[Channel, ...]
    claimed_on: Day
    published_at: Instant
    days: Count


@fact
class ItemsTakenDown:
    """A posting came down after `shown_days`; what was published stays recorded."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    channel: Channel
    taken_down_on: Day
    shown_days: Count
    taken_down_by: Actor
    recorded_at: Instant


@fact
class PostingTooShort:
    """A finding: the posting stood fewer days than `least_days`; on this channel the items must be posted again."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    items: Annotated[tuple[ItemCode, ...], AtMostAll]
    channel: Channel
    shown_days: Count
    least_days: Count


@fact
class DutyReopened:
    """A fulfilled duty has `missing` items again; no due date follows, and whether it was late before stands."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    missing: tuple[ItemCode, ...]
    reopened_at: Instant


@fact
class ItemsCorrected:
    """New versions of published items, with the reason; the versions before stay visible."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    entries: Annotated[tuple[NumberedEntry, ...], AtMostAll]
    reason: Text
    author: Actor
    corrected_at: Instant


@fact
class DisclosureOverdue:
    """The due date passed and `missing` items were neither public on a calendar channel nor withheld.

    `next_notice_at`: when the first of those above is told.
    """

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    due_at: Instant
    missing: tuple[ItemCode, ...]
    announced_at: Instant
    next_notice_at: Instant | None = None


@fact
class DutyFulfilled:
    """Every item is public on a calendar channel or withheld on a ground; late if not before `due_at`, if any."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    due_at: Instant | None
    fulfilled_at: Instant


@fact
class DutyFulfilledAgain:
    """A reopened duty has no missing item any more; whether it was late was said the first time."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    fulfilled_at: Instant


@fact
class ReminderGiven:
    """So many days are left, and `missing` items; `to` are the offices it goes to.

    `notice_at`: when it fell due, however late it is recorded; `next_at`: when the next notice does.
    """

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    days_before: Count
    to: tuple[Name, ...]
    missing: tuple[ItemCode, ...]
    notice_at: Instant
    next_at: Instant | None


@fact
class DutyEscalated:
    """The duty has been overdue for so many days: the unit `to` of that level is told. Moments: see `ReminderGiven`."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    days_after: Count
    level: UnitKind
    to: UnitCode
    missing: tuple[ItemCode, ...]
    notice_at: Instant
    next_at: Instant | None


@fact
class FiguresStated:
    """What an entry says of the books of `books`, read off its own table."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    version: Count
    books: PeriodCode
    figures: Figures


@fact
class FiguresPublished:
    """Figures of the books of `books` are public, in this version of the item."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    version: Count
    books: PeriodCode
    figures: Figures


MatterFact = StageFinished | StageNotDisclosed | ItemsAdded | ItemsOutdated | InspectionRecorded

OccasionFact = OccasionRecorded | OccasionDisclosed

WithholdingFact = WithheldReviewed | PartialDisclosurePossible | ItemsWithdrawn

LadderFact = ReminderGiven | DutyEscalated

FiguresFact = FiguresStated | FiguresPublished

DutyFact = (
    DutyOpened
    | ItemsDrafted
    | DutySubmitted
    | ItemsChecked
    | ItemsPublished
    | PublicationBackdated
    | ItemsTakenDown
    | PostingTooShort
    | DutyReopened
    | ItemsCorrected
    | DisclosureOverdue
    | DutyFulfilled
    | DutyFulfilledAgain
    | MatterFact
    | WithholdingFact
    | LadderFact
    | OccasionFact
    | FiguresFact
)


@question
class WithheldItems:
    """What a unit withholds or has redacted, by item and ground, and nothing of what it says."""

    unit: UnitCode


@question
class MissingItems:
    """What a duty still lacks, for those who work on it: an answer is `MissingItemsAnswer`."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode


@question
class Completeness:
    """How complete a unit's duties of a period are, from their facts alone: an answer is `CompletenessAnswer`."""

    unit: UnitCode
    period: PeriodCode


@question
class DutiesOfUnit:
    """Every duty of a unit, newest period first."""

    unit: UnitCode


@question
class OverdueDuties:
    """The duties of a unit, and of every unit in its area, whose due date has passed unmet; longest overdue first."""

    unit: UnitCode


@question
class DutyHistory:
    """Every recorded fact of one duty, in order: an answer is `DutyHistoryAnswer`."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode


@question
class PublishedPage:
    """What a unit has made public for a period, with all versions, and what it withholds on which ground."""

    unit: UnitCode
    period: PeriodCode


@question
class ReadAttachment:
    """One part of an attachment of an entry that is public, from `offset` on: an answer is `BlobPart`."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    digest: Digest
    offset: Count


class Reserve(StrEnum):
    """How something is not disclosed."""

    WITHHELD = "withheld"
    REDACTED = "redacted"
    WITHDRAWN = "withdrawn"


@shape
class WithheldLine:
    """One item. `rule` and `count`: which rule removed how many places of a redacted one."""

    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    name: Bilingual
    reserve: Reserve
    ground: Ground
    rule: str | None
    count: Count | None


@answer
class WithheldLines:
    """One page of the list; `next` is the token of the page after it."""

    unit: UnitCode
    lines: tuple[WithheldLine, ...]
    next: str | None


@answer
class MissingItemsAnswer:
    """The items of a duty that are not settled, each by the step it waits for, in the catalogue's order."""

    due_on: Day | None
    due_at: Instant | None
    without_entry: tuple[ItemCode, ...]
    unchecked: tuple[ItemCode, ...]
    unpublished: tuple[ItemCode, ...]
    to_be_renewed: tuple[ItemCode, ...]
    settled: Count


@shape
class CompletenessLine:
    """The items of one duty. `share` of those that were public in time, or withheld on a ground."""

    catalogue: CatalogueCode
    items: Count
    in_time: Count
    late: Count
    withheld: Count
    missing: Count
    share: Share


@answer
class CompletenessAnswer:
    """One line for each duty of the period, and the share of all their items together; None where there are none."""

    unit: UnitCode
    period: PeriodCode
    duties: tuple[CompletenessLine, ...]
    share: Share | None


class DutyStatus(StrEnum):
    """Where a duty stands today. Late stays late, whatever is corrected afterwards."""

    OPEN = "open"
    IN_REVIEW = "in-review"
    OVERDUE = "overdue"
    REOPENED = "reopened"
    PUBLISHED = "published"
    PUBLISHED_LATE = "published-late"


@shape
class DutyLine:
    """One duty as a line of a list. `items` in all; of them `published` on any channel and `withheld`."""

    stream: StreamName
    unit: UnitCode
    unit_name: Bilingual
    catalogue: CatalogueCode
    period: PeriodCode
    status: DutyStatus
    due_on: Day | None
    due_at: Instant | None
    fulfilled_at: Instant | None
    items: Count
    published: Count
    withheld: Count


@answer
class DutyLines:
    """One page of duties; `next` is the token of the page after it."""

    duties: tuple[DutyLine, ...]
    next: str | None


@shape
class HistoryLine:
    """One fact as recorded: `data` is its canonical JSON, `digest` that of the fact."""

    revision: Count
    type: Name
    data: str
    actor: str
    role: str
    actor_unit: str
    decided_at: Instant
    digest: str


@answer
class DutyHistoryAnswer:
    """The facts of one duty, oldest first; none if there is no such duty."""

    stream: StreamName
    facts: tuple[HistoryLine, ...]


@shape
class PublishedVersion:
    """One version of an item that was made public, with the digest of its content and what shows that it was.

    `backdated`: the claimed day lies further before the recorded moment than the policy lets pass. Of what was
    withdrawn on a ground, `withdrawn_on`, nothing is said but the reason for it.
    """

    version: Count
    digest: Digest
    withdrawn_on: Ground | None
    kind: EntryKind
    text: Text | None
    table: Table | None
    attachments: tuple[Attachment, ...]
    redactions: tuple[Redaction, ...]
    reason: Text | None
    since: PeriodCode | None
    correction: Text | None
    channels: tuple[Channel, ...]
    evidence: tuple[Evidence, ...]
    claimed_on: Day
    published_at: Instant
    backdated: bool


@shape
class PublishedItem:
    """One item of a catalogue, newest version first; `withheld_on` instead if it is not disclosed.

    `outdated`: the record behind it has changed since, or an inspection found it so.
    """

    item: ItemCode
    name: Bilingual
    versions: tuple[PublishedVersion, ...]
    outdated: bool
    withheld_on: Ground | None


@shape
class PublishedCatalogue:
    """A catalogue's public items in the source's order."""

    catalogue: CatalogueCode
    status: DutyStatus
    due_on: Day | None
    items: tuple[PublishedItem, ...]


@answer
class PublishedPageAnswer:
    """A unit's public record for a period."""

    unit: UnitCode
    unit_name: Bilingual
    period: PeriodCode
    catalogues: tuple[PublishedCatalogue, ...]


STANDING = "standing"
"""The period of a posted catalogue: what is posted stands until it is posted anew."""


class Rhythm(StrEnum):
    """When what is owed is owed."""

    PERIODIC = "periodic"
    STANDING = "standing"
    REGULAR = "regular"
    STAGED = "staged"
    IMMEDIATE = "immediate"
    ACTIVE = "active"
    """Government information, so many working days from its making or change, beside any calendar."""
