"""Comments and objections on what was made public, from submission until the result is told.

Law: county opinion on township standardisation, part 4 items 2 to 4 (document 1 §四2三要, §四4): what is public accepts
the supervision of the masses, and who raised an opinion is told its result; Organic Law of the Villagers' Committees
(村民委员会组织法), arts. 30, 31: queries of villagers are answered, reports are investigated, publication is ordered.
"""

from enum import StrEnum
from typing import Annotated

from marshmallow.validate import Range

from contracts.disclosure.words import CatalogueCode, ItemCode, PeriodCode, Said
from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import Actor, Count, Day, Id, Instant, StreamName, Text, UnitCode

Version = Annotated[int, Range(min=1)]
"""Which version of an item is meant, counted from 1."""


class ObjectionKind(StrEnum):
    """What somebody has to say: a comment (意见), an objection (异议), a villager's query (查询), or a report (反映).

    A report says that a village publishes late or falsely; it is investigated by the township, not by the village.
    """

    COMMENT = "comment"
    OBJECTION = "objection"
    QUERY = "query"
    REPORT = "report"


@command
class SubmitObjection:
    """Say something about an item. `objection` is made by who submits, and their receipt: whoever has it may ask.

    `version` None: about the item as such, as when nothing is public that should be. `text` is sealed.
    """

    actor: Actor
    unit: UnitCode
    objection: Id
    kind: ObjectionKind
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    version: Version | None = None
    text: Said


@command
class AcceptObjection:
    """Take it on, to be answered by `due_on`: needed where no rule sets a day, and never later than the rule's day."""

    actor: Actor
    unit: UnitCode
    objection: Id
    due_on: Day | None = None


@command
class LinkCase:
    """Name the case that mediation opened for it."""

    actor: Actor
    unit: UnitCode
    objection: Id
    case: StreamName


class Outcome(StrEnum):
    """What became of it. `elsewhere`: the text says where it belongs."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly-upheld"
    NOT_UPHELD = "not-upheld"
    EXPLAINED = "explained"
    NO_SUCH_PUBLICATION = "no-such-publication"
    ELSEWHERE = "elsewhere"


@command
class AnswerObjection:
    """Answer it. `correction` is the version of the item that puts right what was upheld, once there is one."""

    actor: Actor
    unit: UnitCode
    objection: Id
    outcome: Outcome
    text: Text
    correction: Version | None = None


@command
class DecideReport:
    """Settle a report after investigation. `publish_by`: the village is ordered to publish by that day; None: it is
    unfounded."""

    actor: Actor
    unit: UnitCode
    objection: Id
    text: Text
    publish_by: Day | None = None


@command
class ConfirmOrder:
    """The village has published as it was ordered to: `version` of the item."""

    actor: Actor
    unit: UnitCode
    objection: Id
    version: Version


class Means(StrEnum):
    """How a person was told (告知方式)."""

    IN_PERSON = "in-person"
    TELEPHONE = "telephone"
    LETTER = "letter"
    ONLINE = "online"


@command
class TellResult:
    """The result was told to who raised it; a notice to one person, not a publication."""

    actor: Actor
    unit: UnitCode
    objection: Id
    means: Means
    told_on: Day


@command
class MarkObjectionOverdue:
    """Announce a missed answer or a missed order. Sent by the service itself; nothing happens if none is missed."""

    actor: Actor
    unit: UnitCode
    objection: Id


ObjectionCommand = (
    SubmitObjection
    | AcceptObjection
    | LinkCase
    | AnswerObjection
    | DecideReport
    | ConfirmOrder
    | TellResult
    | MarkObjectionOverdue
)


@fact
class ObjectionSubmitted:
    """Somebody said something about an item (群众监督); mediation opens an opinion case for it (event flow 20).

    To be answered before `due_at`; None where neither law nor policy sets a day. `text` stays sealed.
    """

    unit: UnitCode
    objection: Id
    kind: ObjectionKind
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    version: Version | None
    text: Said
    submitted_by: Actor
    submitted_at: Instant
    due_on: Day | None
    due_at: Instant | None


@fact
class ObjectionAccepted:
    """Taken on (受理), to be answered before `due_at`."""

    unit: UnitCode
    objection: Id
    accepted_by: Actor
    accepted_at: Instant
    due_on: Day
    due_at: Instant


@fact
class CaseLinked:
    """Mediation handles it as this case."""

    unit: UnitCode
    objection: Id
    case: StreamName
    linked_at: Instant


@fact
class ObjectionAnswered:
    """Answered (答复); late if not before `due_at`."""

    unit: UnitCode
    objection: Id
    outcome: Outcome
    text: Text
    correction: Version | None
    due_at: Instant | None
    answered_by: Actor
    answered_at: Instant


@fact
class ObjectionOverdue:
    """The day passed by which it had to be answered."""

    unit: UnitCode
    objection: Id
    due_at: Instant
    announced_at: Instant


@fact
class PublicationOrdered:
    """The village is ordered to publish the item lawfully (责令依法公布) before `due_at`."""

    unit: UnitCode
    objection: Id
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    due_on: Day
    due_at: Instant
    ordered_by: Actor
    ordered_at: Instant


@fact
class OrderOverdue:
    """The day passed by which the village had to publish."""

    unit: UnitCode
    objection: Id
    due_at: Instant
    announced_at: Instant


@fact
class OrderMet:
    """The village published as ordered; late if not before `due_at`."""

    unit: UnitCode
    objection: Id
    version: Version
    due_at: Instant
    confirmed_by: Actor
    met_at: Instant


@fact
class ResultTold:
    """Who raised it was told the result (告知处理结果)."""

    unit: UnitCode
    objection: Id
    means: Means
    told_on: Day
    told_by: Actor
    recorded_at: Instant


ObjectionFact = (
    ObjectionSubmitted
    | ObjectionAccepted
    | CaseLinked
    | ObjectionAnswered
    | ObjectionOverdue
    | PublicationOrdered
    | OrderOverdue
    | OrderMet
    | ResultTold
)


@question
class ObjectionReceipt:
    """Where one objection stands, for whoever has its id, without its text.

    Refused `disclosure.no-such-objection`, without a hint.
    """

    unit: UnitCode
    objection: Id


@question
class ObjectionsOfUnit:
    """Everything said about a unit's items, unanswered first, then by the day it is due."""

    unit: UnitCode


@question
class ObjectionsOnItem:
    """What was said about one item and what became of it, without its text and without persons; oldest first."""

    unit: UnitCode
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode


class ObjectionStatus(StrEnum):
    """Where it stands. Whether the answer was late is told by its due date."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    TOLD = "told"


@shape
class ObjectionLine:
    """One objection as the public may see it. `is_public_version`: the version it names was public when it came.

    `is_overdue`: the day passed without an answer; it stays so when the answer came late.
    """

    kind: ObjectionKind
    catalogue: CatalogueCode
    period: PeriodCode
    item: ItemCode
    version: Version | None
    is_public_version: bool
    status: ObjectionStatus
    submitted_at: Instant
    due_on: Day | None
    is_overdue: bool
    outcome: Outcome | None
    answered_at: Instant | None
    correction: Version | None
    publish_by: Day | None
    order_met_at: Instant | None
    is_order_overdue: bool


@answer
class ObjectionReceiptAnswer:
    """One objection as whoever has its receipt sees it: that it was said, and what became of it."""

    unit: UnitCode
    objection: Id
    line: ObjectionLine
    answer: Text | None
    case: StreamName | None
    told_on: Day | None


@shape
class ObjectionRecord:
    """One objection as its unit sees it: `text` is sealed, `open_sealed` of revision 0 of `stream` reads it."""

    unit: UnitCode
    objection: Id
    stream: StreamName
    line: ObjectionLine
    text: Said
    answer: Text | None
    case: StreamName | None
    told_on: Day | None


@answer
class ObjectionRecords:
    """One page of a unit's objections; `next` is the token of the page after it, `unanswered` counts all pages."""

    records: tuple[ObjectionRecord, ...]
    unanswered: Count
    next: str | None


@answer
class ObjectionLines:
    """One page of the objections on an item."""

    objections: tuple[ObjectionLine, ...]
    next: str | None
