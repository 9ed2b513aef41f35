"""One comment, objection, query or report on an item that a unit owes the public (群众监督) as a case.

Law: county opinion on township standardisation (document 1 §四2三要, §四4); Organic Law of the Villagers' Committees
(村民委员会组织法), arts. 30, 31. Neither sets a day for the answer (AMB-03): where policy sets none, who takes it on
names one. A day that was named stays unless a rule gives less time; one that an order names is its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypedDict, assert_never

from contracts.calendar import china_day, day_ends
from contracts.cases import CaseCommand, CaseFact, DueDateRederived, PolicyRebound, Reckoning
from contracts.deadlines import DeadlineRule, TimeUnit, deadline
from contracts.disclosure.duty.rules import DisclosurePolicy
from contracts.disclosure.objection.messages import (
    AcceptObjection,
    AnswerObjection,
    CaseLinked,
    ConfirmOrder,
    DecideReport,
    LinkCase,
    MarkObjectionOverdue,
    ObjectionAccepted,
    ObjectionAnswered,
    ObjectionCommand,
    ObjectionFact,
    ObjectionKind,
    ObjectionOverdue,
    ObjectionSubmitted,
    OrderMet,
    OrderOverdue,
    Outcome,
    PublicationOrdered,
    ResultTold,
    SubmitObjection,
    TellResult,
)
from contracts.disclosure.objection.rules import ObjectionPolicy
from contracts.errors import refuse_unless
from contracts.rules import Rules
from contracts.running_cases import Running
from contracts.stream_names import key_of
from contracts.units import UnitKind

from disclosure.duty.opening import number_of, read_period

objection_stream = key_of(__name__, "unit", "objection")

Fact = ObjectionFact | CaseFact

_AS_NAMED = "原定的期限"
"""The day that was named when it was taken on, or that was due before, where no rule gives less time."""


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


def decide(
    command: ObjectionCommand | CaseCommand, objection: Objection, rules: Rules[ObjectionPolicy], now: datetime
) -> Sequence[Fact]:
    return RUNNING.decide(command, objection, rules, now, _decide)


def _due_on(objection: Objection) -> date | None:
    return None if objection.due_at is None else china_day(objection.due_at - timedelta.resolution)


def _reckoning(objection: Objection, policy: ObjectionPolicy) -> Reckoning:
    """By the rule from the day it was said, or the day that was named, whichever is earlier."""
    assert objection.said is not None
    rule, said_on = policy.answer, china_day(objection.said.submitted_at)
    named_on = objection.named_on if rule is not None else _due_on(objection)
    if rule is not None and (named_on is None or said_on + timedelta(days=rule.amount) < named_on):
        return Reckoning(rule, said_on)
    assert named_on is not None, "asked of what is due"
    return Reckoning(DeadlineRule(amount=0, unit=TimeUnit.DAYS, source=_AS_NAMED), named_on)


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


_OrderFact = PublicationOrdered | OrderOverdue | OrderMet


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


RUNNING: Running[Objection, ObjectionPolicy] = Running(
    unit=lambda objection: None if objection.said is None else objection.said.unit,
    due_on=_due_on,
    is_closed=lambda objection: objection.is_answered,
    is_announced=lambda objection: objection.is_announced_overdue,
    reckoning=_reckoning,
    evolve=evolve,
    missed=lambda objection, _, now: overdue(objection, now),
)

_Later = AcceptObjection | LinkCase | AnswerObjection | DecideReport | ConfirmOrder | TellResult | MarkObjectionOverdue


def _decide(
    command: ObjectionCommand, objection: Objection, rules: Rules[ObjectionPolicy], now: datetime
) -> Sequence[ObjectionFact]:
    if isinstance(command, SubmitObjection):
        return [_submit(command, objection, rules, now)]
    refuse_unless(objection.stage is not Stage.NEW, "disclosure.no-such-objection", command.objection)
    return [*overdue(objection, now), *_decide_on(command, objection, now)]


def _decide_on(command: _Later, objection: Objection, now: datetime) -> Sequence[ObjectionFact]:
    match command:
        case AcceptObjection():
            return [_accept(command, objection, now)]
        case LinkCase():
            return [_link(command, objection, now)]
        case AnswerObjection():
            refuse_unless(not objection.is_report, "disclosure.investigation-required", "Not by the unit itself.")
            return [_answer(command, command.outcome, command.correction, objection, now)]
        case DecideReport():
            return _decide_report(command, objection, now)
        case ConfirmOrder():
            return [_confirm(command, objection, now)]
        case TellResult():
            return [_tell(command, objection, now)]
        case MarkObjectionOverdue():
            return []
        case _:
            assert_never(command)


def _submit(
    command: SubmitObjection, objection: Objection, rules: Rules[ObjectionPolicy], now: datetime
) -> ObjectionSubmitted:
    refuse_unless(objection.stage is Stage.NEW, "disclosure.objection-already-submitted", command.objection)
    _refuse_strange_item(command, rules.policy.disclosure, now)
    rule = rules.policy.answer
    due = None if rule is None else deadline(rule, china_day(now), rules.calendar)
    return ObjectionSubmitted(
        **_key(command),
        kind=command.kind,
        catalogue=command.catalogue,
        period=command.period,
        item=command.item,
        version=command.version,
        text=command.text,
        submitted_by=command.actor,
        submitted_at=now,
        due_on=None if due is None else due.due_on,
        due_at=None if due is None else due.due_at,
    )


def _refuse_strange_item(command: SubmitObjection, policy: DisclosurePolicy, now: datetime) -> None:
    """Only what is listed can be objected to: by a catalogue, or as an item of the matter of an occasion. Only villages
    are reported (村组法31)."""
    catalogue = policy.catalogue(command.catalogue)
    if number_of(command.period) is None:
        period = read_period(command.period, catalogue)
        refuse_unless(china_day(now) >= period.first_day, "disclosure.period-not-begun", command.period)
        is_listed = command.item in catalogue.items
    else:
        is_listed = command.item.startswith(f"{command.catalogue}-")
    refuse_unless(is_listed, "disclosure.unknown-item", command.item)
    is_of_a_village = catalogue.responsible is UnitKind.VILLAGE
    refuse_unless(
        command.kind is not ObjectionKind.REPORT or is_of_a_village, "disclosure.report-not-of-a-village", command.unit
    )


def _accept(command: AcceptObjection, objection: Objection, now: datetime) -> ObjectionAccepted:
    refuse_unless(objection.stage is Stage.SUBMITTED, "disclosure.already-accepted", command.objection)
    by_rule = objection.ruled_on
    due_on = command.due_on or by_rule
    refuse_unless(due_on is not None, "disclosure.due-day-required", "No rule sets a day: name one.")
    assert due_on is not None
    refuse_unless(due_on >= china_day(now) or due_on == by_rule, "disclosure.day-in-past", str(due_on))
    refuse_unless(by_rule is None or due_on <= by_rule, "disclosure.due-day-too-late", f"The rule says {by_rule}.")
    return ObjectionAccepted(
        **_key(command),
        accepted_by=command.actor,
        accepted_at=now,
        due_on=due_on,
        due_at=day_ends(due_on),
    )


def _link(command: LinkCase, objection: Objection, now: datetime) -> CaseLinked:
    refuse_unless(not objection.has_case, "disclosure.case-already-linked", command.objection)
    return CaseLinked(**_key(command), case=command.case, linked_at=now)


def _answer(
    command: AnswerObjection | DecideReport,
    outcome: Outcome,
    correction: int | None,
    objection: Objection,
    now: datetime,
) -> ObjectionAnswered:
    refuse_unless(not objection.is_answered, "disclosure.already-answered", command.objection)
    return ObjectionAnswered(
        **_key(command),
        outcome=outcome,
        text=command.text,
        correction=correction,
        due_at=objection.due_at,
        answered_by=command.actor,
        answered_at=now,
    )


def _decide_report(command: DecideReport, objection: Objection, now: datetime) -> list[ObjectionFact]:
    refuse_unless(objection.is_report, "disclosure.not-a-report", command.objection)
    outcome = Outcome.NOT_UPHELD if command.publish_by is None else Outcome.UPHELD
    answered = _answer(command, outcome, None, objection, now)
    return [answered] if command.publish_by is None else [answered, _order(command, command.publish_by, objection, now)]


def _order(command: DecideReport, publish_by: date, objection: Objection, now: datetime) -> PublicationOrdered:
    refuse_unless(publish_by >= china_day(now), "disclosure.day-in-past", str(publish_by))
    assert objection.said is not None
    return PublicationOrdered(
        **_key(command),
        catalogue=objection.said.catalogue,
        period=objection.said.period,
        item=objection.said.item,
        due_on=publish_by,
        due_at=day_ends(publish_by),
        ordered_by=command.actor,
        ordered_at=now,
    )


def _confirm(command: ConfirmOrder, objection: Objection, now: datetime) -> OrderMet:
    refuse_unless(objection.order_due_at is not None, "disclosure.no-order-stands", command.objection)
    assert objection.order_due_at is not None
    return OrderMet(
        **_key(command),
        version=command.version,
        due_at=objection.order_due_at,
        confirmed_by=command.actor,
        met_at=now,
    )


def _tell(command: TellResult, objection: Objection, now: datetime) -> ResultTold:
    refuse_unless(objection.is_answered, "disclosure.not-answered", command.objection)
    refuse_unless(objection.stage is not Stage.TOLD, "disclosure.already-told", command.objection)
    refuse_unless(command.told_on <= china_day(now), "disclosure.date-in-future", str(command.told_on))
    return ResultTold(
        **_key(command),
        means=command.means,
        told_on=command.told_on,
        told_by=command.actor,
        recorded_at=now,
    )


def overdue(objection: Objection, now: datetime) -> list[ObjectionFact]:
    """The missing announcements, if due: no result depends on whether the sweeper ran."""
    facts: list[ObjectionFact] = []
    answer_due, order_due = objection.due_at, objection.order_due_at
    if answer_due is not None and now >= answer_due and not (objection.is_answered or objection.is_announced_overdue):
        facts.append(ObjectionOverdue(**_key_of(objection), due_at=answer_due, announced_at=now))
    if order_due is not None and now >= order_due and not objection.is_order_announced:
        facts.append(OrderOverdue(**_key_of(objection), due_at=order_due, announced_at=now))
    return facts


class _Key(TypedDict):
    unit: str
    objection: str


def _key(command: ObjectionCommand) -> _Key:
    return {"unit": command.unit, "objection": command.objection}


def _key_of(objection: Objection) -> _Key:
    assert objection.said is not None
    return {"unit": objection.said.unit, "objection": objection.said.objection}
