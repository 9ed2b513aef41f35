"""Comments and objections on what was made public: words, commands and facts of one stream.

Law: county opinion on township standardisation, part 4 items 2 to 4 (document 1 §四2三要, §四4): what is public accepts
the supervision of the masses, and who raised an opinion is told its result; Organic Law of the Villagers' Committees
(村民委员会组织法), arts. 30, 31: queries of villagers are answered, reports are investigated, publication is ordered.
"""

from enum import StrEnum
from typing import Annotated, get_args

from marshmallow.validate import Range

from contracts.disclosure.vocabulary import CatalogueCode, ItemCode, PeriodCode, Said
from contracts.message import command, fact
from contracts.vocabulary import Actor, Day, Id, Instant, StreamName, Text, UnitCode

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


class ObjectionStatus(StrEnum):
    """Where it stands. Whether the answer was late is told by its due date."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    TOLD = "told"


class Outcome(StrEnum):
    """What became of it. `elsewhere`: the text says where it belongs."""

    UPHELD = "upheld"
    PARTLY_UPHELD = "partly-upheld"
    NOT_UPHELD = "not-upheld"
    EXPLAINED = "explained"
    NO_SUCH_PUBLICATION = "no-such-publication"
    ELSEWHERE = "elsewhere"


class Means(StrEnum):
    """How a person was told (告知方式)."""

    IN_PERSON = "in-person"
    TELEPHONE = "telephone"
    LETTER = "letter"
    ONLINE = "online"


# Commands


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


# Facts


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
OBJECTION_COMMANDS: tuple[type, ...] = get_args(ObjectionCommand)
OBJECTION_FACTS: tuple[type, ...] = get_args(ObjectionFact)
