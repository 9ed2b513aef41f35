"""One notice of correction or order of supervision: issued, met, or announced as missed once.

Law: township opinion on the centre (document 4 §三(八), §四(二)).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from contracts.calendar import china_day, day_ends
from contracts.errors import Rejected, refuse_unless
from contracts.mediation.order.messages import (
    IssueOrder,
    MarkOrder,
    OrderCommand,
    OrderFact,
    OrderIssued,
    OrderKind,
    OrderMet,
    OrderOverdue,
    ReportOrder,
)
from contracts.rules import Rules
from contracts.stream_names import key_of

order_stream = key_of(__name__, "unit", "order")


@dataclass(frozen=True, slots=True)
class Order:
    """`issued` None: there is none."""

    issued: OrderIssued | None = None
    is_met: bool = False
    is_announced: bool = False


def decide(command: OrderCommand, order: Order, rules: Rules[None], now: datetime) -> Sequence[OrderFact]:
    if isinstance(command, IssueOrder):
        return [_issue(command, order, now)]
    if order.issued is None:
        raise Rejected("mediation.no-such-order", command.order)
    overdue = _overdue(order, order.issued, now)
    match command:
        case ReportOrder():
            return [*overdue, _met(command, order, order.issued, now)]
        case MarkOrder():
            return overdue
        case _:
            assert_never(command)


def _issue(command: IssueOrder, order: Order, now: datetime) -> OrderIssued:
    refuse_unless(order.issued is None, "mediation.order-already-issued", command.order)
    refuse_unless(command.due_on >= china_day(now), "mediation.day-in-past", str(command.due_on))
    return OrderIssued(
        unit=command.unit,
        order=command.order,
        kind=command.kind,
        to=command.to,
        text=command.text,
        due_on=command.due_on,
        due_at=day_ends(command.due_on),
        issued_by=command.actor,
        issued_at=now,
    )


def _met(command: ReportOrder, order: Order, issued: OrderIssued, now: datetime) -> OrderMet:
    refuse_unless(command.acting_unit == issued.to, "forbidden-unit", f"It was given to {issued.to}.")
    refuse_unless(not order.is_met, "mediation.order-met-already", command.order)
    return OrderMet(
        unit=issued.unit,
        order=issued.order,
        to=issued.to,
        text=command.text,
        due_at=issued.due_at,
        met_by=command.actor,
        met_at=now,
    )


def _overdue(order: Order, issued: OrderIssued, now: datetime) -> list[OrderOverdue]:
    if order.is_met or order.is_announced or now < issued.due_at:
        return []
    return [
        OrderOverdue(
            unit=issued.unit,
            order=issued.order,
            kind=issued.kind,
            to=issued.to,
            escalated=issued.kind is OrderKind.SUPERVISION,
            due_at=issued.due_at,
            announced_at=now,
        )
    ]


def evolve(order: Order, fact: OrderFact) -> Order:
    match fact:
        case OrderIssued():
            return Order(issued=fact)
        case OrderMet():
            return replace(order, is_met=True)
        case OrderOverdue():
            return replace(order, is_announced=True)
        case _:
            assert_never(fact)
