"""What is known of one objection, and what each fact makes of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from contracts.cases import CaseFact, DueDateRederived, PolicyRebound
from contracts.disclosure.objection.messages import (
    CaseLinked,
    ObjectionAccepted,
    ObjectionAnswered,
    ObjectionFact,
    ObjectionKind,
    ObjectionOverdue,
    ObjectionSubmitted,
    OrderMet,
    OrderOverdue,
    PublicationOrdered,
    ResultTold,
)

_OrderFact = PublicationOrdered | OrderOverdue | OrderMet


class Stage(StrEnum):
    NEW = "new"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    ANSWERED = "answered"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Objection:
    """What is known of one objection; `said` is the fact it began with. `order_due_at` is set while an order stands.

    `due_on`: by when it is answered. `ruled_on`: by when a rule wants it to be, `named_on`: the day that was named to
    whoever said it by the one who took it on.
    """

    stage: Stage = Stage.NEW
    said: ObjectionSubmitted | None = None
    due_at: datetime | None = None
    ruled_on: date | None = None
    named_on: date | None = None
    is_announced_overdue: bool = False
    has_case: bool = False
    order_due_at: datetime | None = None
    is_order_announced: bool = False

    @property
    def is_answered(self) -> bool:
        return self.stage in (Stage.ANSWERED, Stage.TOLD)

    @property
    def is_report(self) -> bool:
        return self.said is not None and self.said.kind is ObjectionKind.REPORT


def evolve(objection: Objection, fact: ObjectionFact | CaseFact) -> Objection:
    if isinstance(fact, _OrderFact | CaseFact):
        return _evolve_order(objection, fact) if isinstance(fact, _OrderFact) else _evolve_case(objection, fact)
    match fact:
        case ObjectionSubmitted():
            return Objection(stage=Stage.SUBMITTED, said=fact, due_at=fact.due_at, ruled_on=fact.due_on)
        case ObjectionAccepted():
            named_on = None if fact.due_on == objection.ruled_on else fact.due_on
            return replace(objection, stage=Stage.ACCEPTED, due_at=fact.due_at, named_on=named_on)
        case CaseLinked():
            return replace(objection, has_case=True)
        case ObjectionAnswered():
            return replace(objection, stage=Stage.ANSWERED)
        case ObjectionOverdue():
            return replace(objection, is_announced_overdue=True)
        case ResultTold():
            return replace(objection, stage=Stage.TOLD)
        case _:
            assert_never(fact)


def _evolve_case(objection: Objection, fact: CaseFact) -> Objection:
    match fact:
        case DueDateRederived():
            return replace(objection, due_at=fact.after.due_at, ruled_on=fact.after.due_on)
        case PolicyRebound():
            return objection
        case _:
            assert_never(fact)


def _evolve_order(objection: Objection, fact: _OrderFact) -> Objection:
    match fact:
        case PublicationOrdered():
            return replace(objection, order_due_at=fact.due_at)
        case OrderOverdue():
            return replace(objection, is_order_announced=True)
        case OrderMet():
            return replace(objection, order_due_at=None)
        case _:
            assert_never(fact)
