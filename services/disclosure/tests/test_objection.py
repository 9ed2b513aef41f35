"""Comments, objections, queries and reports: who answers by when, who is told, and what is ordered."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.deadlines import DeadlineRule, TimeUnit
from contracts.disclosure.objection.messages import (
    AcceptObjection,
    AnswerObjection,
    CaseLinked,
    ConfirmOrder,
    DecideReport,
    LinkCase,
    MarkObjectionOverdue,
    Means,
    ObjectionAccepted,
    ObjectionAnswered,
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
from contracts.disclosure.objection.rules import ObjectionPolicy, objection_policy
from contracts.errors import Malformed
from contracts.message import dump, load
from contracts.permissions import PUBLIC, permissions_of
from contracts.policies import pack_named, resolve
from contracts.sealed import Blank, Sealed, seal_in
from disclosure.objection import STREAM
from ledger.testing.given import Case, given

PACKS = ("cn-open-government-2019", "cn-villagers-2018", "county-2011", "county-2011-supervision", "community-draft")
SILENT = objection_policy(resolve("360730", [pack_named(name) for name in PACKS]))
FIVE_DAYS = replace(SILENT, answer=DeadlineRule(amount=5, unit=TimeUnit.DAYS, source="a county's own rule"))

VILLAGE = "360730101201"
KEY: dict[str, Any] = {"unit": VILLAGE, "objection": "3a0f2b0e-5c43-4f0e-9d43-0d8f2a1c7e55"}
ITEM: dict[str, Any] = {"catalogue": "VA", "period": "2025Q1", "item": "VA-2a", "version": 1}
INSTANT = timedelta(microseconds=1)
MONDAY = datetime(2025, 4, 21, 10, tzinfo=CHINA)
DUE_AT = datetime(2025, 4, 27, tzinfo=CHINA)
"""The end of Saturday the 26th, five days after the Monday."""
LATER = datetime(2025, 5, 6, 9, tzinfo=CHINA)


def sealed(word: str = "c") -> Sealed:
    """Words as the decider gets them; different words differ."""
    key_id = "3d2a9a52-6a0d-4d6e-9d6c-2f0a4f1b7c11"
    return Sealed(key_id=key_id, kind="statement", algorithm="A256GCM", nonce="n" * 16, ciphertext=word * 64)


def submit(**other: Any) -> SubmitObjection:
    said = {"actor": "person-7", "kind": ObjectionKind.OBJECTION, "text": sealed()}
    return SubmitObjection(**{**KEY, **ITEM, **said, **other})


def submitted(due_on: date | None = None, **other: Any) -> ObjectionSubmitted:
    said: dict[str, Any] = {"kind": ObjectionKind.OBJECTION, "text": sealed()}
    due_at = None if due_on is None else DUE_AT
    by = {"submitted_by": "person-7", "submitted_at": MONDAY, "due_on": due_on, "due_at": due_at}
    return ObjectionSubmitted(**{**KEY, **ITEM, **said, **by, **other})


def accept(due_on: date | None = None) -> AcceptObjection:
    return AcceptObjection(**KEY, actor="clerk", due_on=due_on)


def answer(**other: Any) -> AnswerObjection:
    return AnswerObjection(
        **{**KEY, "actor": "clerk", "outcome": Outcome.UPHELD, "text": "已核对并更正。", "correction": 2, **other}
    )


def answered(at: datetime, due_at: datetime | None, **other: Any) -> ObjectionAnswered:
    said = {"outcome": Outcome.UPHELD, "text": "已核对并更正。", "correction": 2}
    return ObjectionAnswered(**{**KEY, **said, "due_at": due_at, "answered_by": "clerk", "answered_at": at, **other})


def tell(told_on: date = date(2025, 4, 21)) -> TellResult:
    return TellResult(**KEY, actor="clerk", means=Means.TELEPHONE, told_on=told_on)


def mark_overdue() -> MarkObjectionOverdue:
    return MarkObjectionOverdue(**KEY, actor="clock")


def overdue(at: datetime, due_at: datetime = DUE_AT) -> ObjectionOverdue:
    return ObjectionOverdue(**KEY, due_at=due_at, announced_at=at)


def case(policy: ObjectionPolicy = SILENT, *commands: Any, at: datetime = MONDAY) -> Case[Any, Any, Any, Any]:
    """The history that these commands make."""
    told = given(STREAM, policy)
    for command in commands:
        told = told.when(command, at=at).after()
    return told


# Submitting


@pytest.mark.req("D-022")
def test_anyone_may_object_to_an_item_and_where_the_rules_are_silent_no_day_is_invented():
    case().when(submit(), at=MONDAY).then(submitted())


@pytest.mark.req("D-022")
def test_di_17_where_a_rule_gives_five_days_the_clock_runs_from_the_day_after():
    case(FIVE_DAYS).when(submit(), at=MONDAY).then(submitted(due_on=date(2025, 4, 26)))


@pytest.mark.req("D-022")
def test_submitting_comments_and_objections_is_open_to_the_public_of_any_place():
    permissions = permissions_of("disclosure")

    permissions.refuse_role("submit_objection", PUBLIC)
    permissions.refuse_unit("submit_objection", PUBLIC, actor_unit="110101", record_unit=VILLAGE)


def test_what_is_not_public_at_all_can_be_objected_to_without_a_version():
    command = submit(version=None)

    case().when(command, at=MONDAY).then(submitted(version=None))


def test_an_id_is_used_for_one_objection():
    case(SILENT, submit()).when(submit(text=sealed("d")), at=MONDAY).then_rejected(
        "disclosure.objection-already-submitted"
    )


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ({"catalogue": "XX"}, "disclosure.unknown-catalogue"),
        ({"item": "VA-99"}, "disclosure.unknown-item"),
        ({"item": "TP-2"}, "disclosure.unknown-item"),
        ({"period": "2025H1"}, "disclosure.wrong-period"),
        ({"period": "2025Q3"}, "disclosure.period-not-begun"),
    ],
)
def test_only_what_a_catalogue_lists_can_be_objected_to(other: dict[str, str], code: str):
    case().when(submit(**other), at=MONDAY).then_rejected(code)


def test_what_an_occasion_made_public_can_be_objected_to_as_an_item_of_its_matter():
    matter = {"catalogue": "VA", "period": "m-village-resolution-3f2a9c81b0d4-1", "item": "VA-1"}

    [fact] = case().when(submit(**matter), at=MONDAY).after().facts
    assert (fact.period, fact.item) == (matter["period"], "VA-1")
    strange = submit(**{**matter, "item": "TP-2"})
    case().when(strange, at=MONDAY).then_rejected("disclosure.unknown-item")


def test_the_first_moment_of_a_period_is_early_enough_to_speak_of_it():
    begins = datetime(2025, 7, 1, tzinfo=CHINA)
    command = submit(period="2025Q3", version=None)

    case().when(command, at=begins - INSTANT).then_rejected("disclosure.period-not-begun")
    assert len(case().when(command, at=begins).after().facts) == 1


@pytest.mark.parametrize(
    ("field", "value"), [("text", " "), ("text", "长" * 1334), ("version", 0), ("objection", "7"), ("kind", "praise")]
)
def test_a_malformed_objection_names_the_field(field: str, value: Any):
    document = {**dump(submit()), "text": "第二项金额与账目不符。", field: value}

    with pytest.raises(Malformed) as refusal:
        load(SubmitObjection, seal_in(SubmitObjection, document, Blank()))

    assert list(refusal.value.problems) == [field]


def test_nothing_is_done_about_an_objection_that_nobody_submitted():
    commands = [accept(), answer(), tell(), mark_overdue(), LinkCase(**KEY, actor="clerk", case="mediation_case-7")]

    for command in commands:
        case().when(command, at=MONDAY).then_rejected("disclosure.no-such-objection")


# Taking it on


def test_where_the_rules_are_silent_who_takes_it_on_names_the_day():
    day = date(2025, 4, 26)

    case(SILENT, submit()).when(accept(), at=MONDAY).then_rejected("disclosure.due-day-required")
    case(SILENT, submit()).when(accept(day), at=MONDAY).then(
        ObjectionAccepted(**KEY, accepted_by="clerk", accepted_at=MONDAY, due_on=day, due_at=DUE_AT)
    )


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2025, 4, 20), "disclosure.day-in-past"),
        (date(2025, 4, 21), None),
        (date(2025, 4, 26), None),
        (date(2025, 4, 27), "disclosure.due-day-too-late"),
    ],
)
def test_the_named_day_is_neither_past_nor_later_than_the_rules_day(day: date, code: str | None):
    attempt = case(FIVE_DAYS, submit()).when(accept(day), at=MONDAY)

    if code is None:
        [_, accepted] = attempt.after().facts
        assert accepted.due_on == day
    else:
        attempt.then_rejected(code)


def test_it_is_taken_on_once_and_not_after_its_answer():
    case(FIVE_DAYS, submit(), accept()).when(accept(), at=MONDAY).then_rejected("disclosure.already-accepted")
    case(FIVE_DAYS, submit(), answer()).when(accept(), at=MONDAY).then_rejected("disclosure.already-accepted")


@pytest.mark.req("D-022")
def test_mediations_case_is_linked_once():
    link = LinkCase(**KEY, actor="service:mediation", case="mediation_case-2025-7")
    linked = CaseLinked(**KEY, case="mediation_case-2025-7", linked_at=MONDAY)

    case(SILENT, submit()).when(link, at=MONDAY).then(linked)
    case(SILENT, submit(), link).when(link, at=MONDAY).then_rejected("disclosure.case-already-linked")


# Answering


@pytest.mark.req("D-022")
def test_an_answer_in_the_last_moment_is_in_time():
    now = DUE_AT - INSTANT

    case(FIVE_DAYS, submit()).when(answer(), at=now).then(answered(now, DUE_AT))


@pytest.mark.req("D-022")
def test_an_answer_in_the_first_moment_after_the_day_announces_the_delay_first():
    case(FIVE_DAYS, submit()).when(answer(), at=DUE_AT).then(overdue(DUE_AT), answered(DUE_AT, DUE_AT))


def test_it_is_answered_once():
    case(SILENT, submit(), answer()).when(answer(), at=MONDAY).then_rejected("disclosure.already-answered")


def test_a_missed_answer_is_announced_once_by_the_clock():
    missed = case(FIVE_DAYS, submit())

    missed.when(mark_overdue(), at=DUE_AT - INSTANT).then()
    missed.when(mark_overdue(), at=DUE_AT).then(overdue(DUE_AT))
    missed.when(mark_overdue(), at=DUE_AT).after().when(mark_overdue(), at=LATER).then()


def test_the_named_day_makes_overdue_as_the_rules_day_does():
    accepted = case(SILENT, submit(), accept(date(2025, 4, 26)))

    accepted.when(mark_overdue(), at=DUE_AT).then(overdue(DUE_AT))


def test_nothing_is_overdue_where_neither_rule_nor_person_named_a_day():
    case(SILENT, submit()).when(mark_overdue(), at=datetime(2035, 1, 1, tzinfo=CHINA)).then()


def test_what_is_answered_never_becomes_overdue():
    case(FIVE_DAYS, submit(), answer()).when(mark_overdue(), at=LATER).then()


# Telling


@pytest.mark.req("D-038")
def test_the_result_is_told_to_the_person_once_it_is_there():
    told = ResultTold(**KEY, means=Means.TELEPHONE, told_on=MONDAY.date(), told_by="clerk", recorded_at=MONDAY)

    case(SILENT, submit()).when(tell(), at=MONDAY).then_rejected("disclosure.not-answered")
    case(SILENT, submit(), answer()).when(tell(), at=MONDAY).then(told)
    case(SILENT, submit(), answer(), tell()).when(tell(), at=MONDAY).then_rejected("disclosure.already-told")


@pytest.mark.req("D-038")
def test_nobody_was_told_tomorrow():
    case(SILENT, submit(), answer()).when(tell(date(2025, 4, 22)), at=MONDAY).then_rejected("disclosure.date-in-future")


# Reports on a village


def report() -> SubmitObjection:
    return submit(kind=ObjectionKind.REPORT, version=None)


def decide_report(publish_by: date | None) -> DecideReport:
    return DecideReport(**KEY, actor="township", text="经查属实，责令限期公布。", publish_by=publish_by)


ORDERED = PublicationOrdered(
    **KEY,
    catalogue="VA",
    period="2025Q1",
    item="VA-2a",
    due_on=date(2025, 4, 26),
    due_at=DUE_AT,
    ordered_by="township",
    ordered_at=MONDAY,
)


@pytest.mark.req("D-204")
def test_a_report_on_a_village_is_not_answered_by_the_village():
    case(SILENT, report()).when(answer(), at=MONDAY).then_rejected("disclosure.investigation-required")


@pytest.mark.req("D-204")
def test_a_founded_report_orders_publication_by_a_day():
    said = answered(MONDAY, None, text="经查属实，责令限期公布。", correction=None, answered_by="township")

    case(SILENT, report()).when(decide_report(date(2025, 4, 26)), at=MONDAY).then(said, ORDERED)


@pytest.mark.req("D-204")
def test_an_unfounded_report_orders_nothing():
    case(SILENT, report()).when(decide_report(None), at=MONDAY).then(
        answered(
            MONDAY,
            None,
            outcome=Outcome.NOT_UPHELD,
            text="经查属实，责令限期公布。",
            correction=None,
            answered_by="township",
        )
    )


@pytest.mark.req("D-204")
def test_an_order_that_is_not_met_in_time_is_announced_once():
    ordered = case(SILENT, report(), decide_report(date(2025, 4, 26)))
    announced = OrderOverdue(**KEY, due_at=DUE_AT, announced_at=DUE_AT)

    ordered.when(mark_overdue(), at=DUE_AT - INSTANT).then()
    ordered.when(mark_overdue(), at=DUE_AT).then(announced)
    ordered.when(mark_overdue(), at=DUE_AT).after().when(mark_overdue(), at=LATER).then()


@pytest.mark.req("D-204")
def test_an_order_is_met_by_a_version_and_then_stands_no_more():
    ordered = case(SILENT, report(), decide_report(date(2025, 4, 26)))
    confirm = ConfirmOrder(**KEY, actor="township", version=1)
    met = OrderMet(**KEY, version=1, due_at=DUE_AT, confirmed_by="township", met_at=MONDAY)

    ordered.when(confirm, at=MONDAY).then(met)
    ordered.when(confirm, at=MONDAY).after().when(confirm, at=LATER).then_rejected("disclosure.no-order-stands")
    ordered.when(confirm, at=MONDAY).after().when(mark_overdue(), at=LATER).then()


def test_an_order_does_not_name_a_day_that_is_past():
    case(SILENT, report()).when(decide_report(date(2025, 4, 20)), at=MONDAY).then_rejected("disclosure.day-in-past")


def test_what_is_no_report_is_not_decided_as_one():
    case(SILENT, submit()).when(decide_report(None), at=MONDAY).then_rejected("disclosure.not-a-report")


def test_only_villages_are_reported():
    command = submit(kind=ObjectionKind.REPORT, catalogue="TG", item="TG-1a")

    case().when(command, at=MONDAY).then_rejected("disclosure.report-not-of-a-village")


@pytest.mark.req("D-204")
@pytest.mark.parametrize("method", ["decide_report", "confirm_order"])
def test_only_the_township_above_settles_a_report(method: str):
    permissions = permissions_of("disclosure")

    assert set(permissions.methods[method]) == {"DisclosureOfficerTownship"}
    permissions.refuse_unit(method, "DisclosureOfficerTownship", actor_unit="360730101", record_unit=VILLAGE)
    assert permissions.methods[method]["DisclosureOfficerTownship"] == "below"
