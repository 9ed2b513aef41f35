"""What can be asked about comments and objections, and what is answered."""

from contracts.disclosure.objections import ObjectionKind, ObjectionStatus, Outcome, Version
from contracts.disclosure.vocabulary import CatalogueCode, ItemCode, PeriodCode, Said
from contracts.message import answer, question, shape
from contracts.vocabulary import Count, Day, Id, Instant, StreamName, Text, UnitCode


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
class ObjectionReceiptAnswer:
    """One objection as whoever has its receipt sees it: that it was said, and what became of it."""

    unit: UnitCode
    objection: Id
    line: ObjectionLine
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
