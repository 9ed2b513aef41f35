"""Notices of correction and orders of special supervision: to whom, by when, with what result.

Law: township opinion on the centre (document 4 §三(八), §四(二)): problems are notified with a time limit (限期整改);
key work, major incidents and major disputes are supervised specially (专项督查督办); departments are pressed to solve
hot and difficult problems of public concern.
"""

from enum import StrEnum

from contracts.message import answer, command, fact, question, shape
from contracts.vocabulary import ActingUnit, Actor, Count, Day, Instant, Ref, Text, UnitCode


class OrderKind(StrEnum):
    """A notice of correction (限期整改), an order of special supervision (专项督办), a hot problem (热点、难点问题)."""

    CORRECTION = "correction"
    SUPERVISION = "supervision"
    HOT_PROBLEM = "hot_problem"


@command
class IssueOrder:
    """Tell a unit what to put right or to settle, and by when. Refused: `order-already-issued`, `day-in-past`."""

    actor: Actor
    unit: UnitCode
    order: Ref
    kind: OrderKind
    to: UnitCode
    text: Text
    due_on: Day


@command
class ReportOrder:
    """The unit reports its result. Refused: `no-such-order`, `order-met-already`, `forbidden-unit` to any other."""

    actor: Actor
    acting_unit: ActingUnit
    unit: UnitCode
    order: Ref
    text: Text


@command
class MarkOrder:
    """Announce that an order was missed. Sent by the service itself."""

    actor: Actor
    unit: UnitCode
    order: Ref


OrderCommand = IssueOrder | ReportOrder | MarkOrder


@fact
class OrderIssued:
    """A unit was told what to put right or settle (下达), before `due_at`."""

    unit: UnitCode
    order: Ref
    kind: OrderKind
    to: UnitCode
    text: Text
    due_on: Day
    due_at: Instant
    issued_by: Actor
    issued_at: Instant


@fact
class OrderMet:
    """The unit reported its result (整改、办结情况); late if not before `due_at`."""

    unit: UnitCode
    order: Ref
    to: UnitCode
    text: Text
    due_at: Instant
    met_by: Actor
    met_at: Instant


@fact
class OrderOverdue:
    """The day passed: the unit is reminded, and an order of supervision goes to the director (上报中心主任)."""

    unit: UnitCode
    order: Ref
    kind: OrderKind
    to: UnitCode
    escalated: bool
    due_at: Instant
    announced_at: Instant


OrderFact = OrderIssued | OrderMet | OrderOverdue


@question
class OrdersOfUnit:
    """The notices and orders that a unit's centre has given, the latest due date first."""

    unit: UnitCode


class OrderStatus(StrEnum):
    """Where an order stands; late stays overdue."""

    ISSUED = "issued"
    MET = "met"


@shape
class OrderLine:
    """One notice or order."""

    order: Ref
    kind: OrderKind
    to: UnitCode
    text: Text
    due_on: Day
    status: OrderStatus
    is_overdue: bool
    met_at: Instant | None


@answer
class OrderLines:
    """One page of orders; `overdue` counts those open ones of all pages, `next` is the token of the next page."""

    orders: tuple[OrderLine, ...]
    overdue: Count
    next: str | None
