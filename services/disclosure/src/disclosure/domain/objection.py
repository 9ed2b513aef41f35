"""One comment, objection, query or report on an item that a unit owes the public (群众监督).

Law: county opinion on township standardisation (document 1 §四2三要, §四4); Organic Law of the Villagers' Committees
(村民委员会组织法), arts. 30, 31. Neither sets a day for the answer: where policy sets none, who takes it on names one.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TypedDict, assert_never

from contracts.calendar import china_day, day_ends
from contracts.deadlines import deadline
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
from contracts.units import UnitKind

from disclosure.domain.objection_state import Objection, Stage
from disclosure.domain.periods import number_of, read_period

_Later = AcceptObjection | LinkCase | AnswerObjection | DecideReport | ConfirmOrder | TellResult | MarkObjectionOverdue


def decide(
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
