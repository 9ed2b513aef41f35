"""An agreement: what it is in law, when it takes effect, how it is performed, whether a court can confirm it."""

from datetime import date, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest
from contracts.calendar import CHINA, day_ends
from contracts.mediation.case.messages import (
    AgreementKind,
    AgreementReached,
    AgreementSigned,
    AgreementTookEffect,
    ConfirmationRequested,
    DisputeType,
    Form,
    HostKind,
    Mark,
    MarkDue,
    NotAdmissible,
    PerformanceOverdue,
    PerformanceRecorded,
    Promise,
    RecordPerformance,
    RequestConfirmation,
    SignAgreement,
    SignerKind,
)

TOWNSHIP, JUDICIAL = "360730101", "360730101-judicial"
MONDAY = date(2025, 3, 3)
NOON = datetime(2025, 3, 3, 13, tzinfo=CHINA)
LATER = datetime(2025, 5, 20, 12, tzinfo=CHINA)
MOMENT = timedelta(microseconds=1)
ONE, OTHER = BOTH = ("person-7", "person-8")
KEY: dict[str, Any] = {"unit": TOWNSHIP, "submission": "visit-2025-0103"}
TEXT = "双方同意共用排水沟，费用各半。"


def march(day: int) -> date:
    return date(2025, 3, day)


def sign(book, signer: SignerKind, day: date, party: str | None = None, **other: Any) -> SignAgreement:
    marks = {
        SignerKind.PARTY: Mark.FINGERPRINT,
        SignerKind.MEDIATOR: Mark.SIGNATURE,
        SignerKind.SEAL: Mark.OFFICIAL_SEAL,
    }
    said = {"signer": signer, "party": party, "mark": marks[signer], "signed_on": day, **other}
    signed: SignAgreement = book.say(SignAgreement, **said)
    return signed


def all_signed(book, case, *, on: date = MONDAY):
    for signature in signatures(book, on):
        case = case.when(signature, at=LATER).after()
    return case


def signatures(book, on: date) -> tuple[SignAgreement, ...]:
    return (
        sign(book, SignerKind.PARTY, on, ONE),
        sign(book, SignerKind.PARTY, on, OTHER),
        sign(book, SignerKind.MEDIATOR, on),
        sign(book, SignerKind.SEAL, on),
    )


def agreed(book, **other: Any):
    return book.at_rung(1).when(book.reach(JUDICIAL, **other), at=NOON).after()


@pytest.mark.req("M-059", "M-072")
def test_an_agreement_has_a_text_and_closes_the_case(book):
    reached = AgreementReached(
        **KEY,
        attempt=1,
        rung="judicial_office",
        form=Form.WRITTEN,
        kind=AgreementKind.PEOPLE_MEDIATION,
        text=TEXT,
        promises=(),
        recorded_by="staff-1",
        reached_at=NOON,
    )

    assert agreed(book).facts[-2] == reached
    book.at_rung(1).when(book.reach(JUDICIAL, text=None), at=NOON).then_rejected("mediation.settlement-required")
    book.triaged().when(book.reach(JUDICIAL), at=NOON).then_rejected("mediation.no-attempt-runs")


@pytest.mark.req("M-173")
@pytest.mark.parametrize(
    ("host", "kind"),
    [
        (HostKind.MEDIATION_COMMITTEE, AgreementKind.PEOPLE_MEDIATION),
        (HostKind.ADMINISTRATIVE_ORGAN, AgreementKind.ADMINISTRATIVE),
        (HostKind.CENTRE, AgreementKind.CONTRACT),
    ],
)
def test_what_an_agreement_is_in_law_follows_from_who_hosted_it(book, host, kind):
    case = book.triaged().when(book.start(host_kind=host), at=NOON).after()
    told = case.when(book.reach(JUDICIAL, told_of_nature=True), at=NOON).after()

    assert told.facts[-2].kind is kind
    if kind is not AgreementKind.PEOPLE_MEDIATION:
        case.when(book.reach(JUDICIAL), at=NOON).then_rejected("mediation.nature-not-told")


# When it takes effect


@pytest.mark.req("M-172")
@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_me_15_a_written_agreement_takes_effect_on_the_last_day_of_all_signatures(book, order):
    days = (march(3), march(8), march(5), march(6))
    four = (
        sign(book, SignerKind.PARTY, days[0], ONE),
        sign(book, SignerKind.PARTY, days[1], OTHER),
        sign(book, SignerKind.MEDIATOR, days[2]),
        sign(book, SignerKind.SEAL, days[3]),
    )
    case = agreed(book)
    for place in order:
        assert not any(isinstance(fact, AgreementTookEffect) for fact in case.facts)
        case = case.when(four[place], at=LATER).after()

    assert case.facts[-1] == AgreementTookEffect(
        **KEY,
        effective_on=march(8),
        confirm_on=date(2025, 4, 7),
        confirm_by=day_ends(date(2025, 4, 7)),
        recorded_at=LATER,
    )


@pytest.mark.req("M-172")
@pytest.mark.parametrize("left_out", range(4))
def test_without_one_of_the_signatures_it_is_not_in_effect(book, left_out):
    case = agreed(book)
    for place, signature in enumerate(signatures(book, MONDAY)):
        if place != left_out:
            case = case.when(signature, at=LATER).after()

    assert not any(isinstance(fact, AgreementTookEffect) for fact in case.facts)


@pytest.mark.req("M-172")
def test_an_oral_agreement_takes_effect_when_it_is_reached_if_no_party_wants_a_written_one(book):
    oral = {"form": Form.ORAL, "text": "双方口头约定即日疏通", "wants_oral": BOTH}
    case = agreed(book, **oral)

    assert case.facts[-2] == AgreementTookEffect(
        **KEY, effective_on=MONDAY, confirm_on=date(2025, 4, 2), confirm_by=day_ends(date(2025, 4, 2)), recorded_at=NOON
    )
    one = book.reach(JUDICIAL, **{**oral, "wants_oral": (ONE,)})
    book.at_rung(1).when(one, at=NOON).then_rejected("mediation.consent-missing")
    case.when(sign(book, SignerKind.MEDIATOR, MONDAY), at=LATER).then_rejected("mediation.not-written")


def test_a_contract_needs_the_parties_signatures_alone_and_no_court_confirms_it(book):
    case = book.triaged().when(book.start(host_kind=HostKind.CENTRE), at=NOON).after()
    case = case.when(book.reach(JUDICIAL, told_of_nature=True), at=NOON).after()
    case = case.when(sign(book, SignerKind.PARTY, MONDAY, ONE), at=LATER).after()

    case.when(sign(book, SignerKind.PARTY, march(4), OTHER), at=LATER).then(
        AgreementSigned(
            **KEY,
            signer=SignerKind.PARTY,
            party=OTHER,
            mark=Mark.FINGERPRINT,
            signed_on=march(4),
            recorded_by="staff-1",
            recorded_at=LATER,
        ),
        AgreementTookEffect(**KEY, effective_on=march(4), confirm_on=None, confirm_by=None, recorded_at=LATER),
    )


def test_what_is_no_signature_is_refused(book):
    case = agreed(book)
    stranger = sign(book, SignerKind.PARTY, MONDAY, "person-9")
    before, after = sign(book, SignerKind.SEAL, march(2)), sign(book, SignerKind.SEAL, date(2025, 5, 21))

    case.when(stranger, at=LATER).then_rejected("mediation.not-a-party")
    case.when(before, at=LATER).then_rejected("mediation.day-too-early")
    case.when(after, at=LATER).then_rejected("mediation.date-in-future")
    by_hand = sign(book, SignerKind.SEAL, MONDAY, mark=Mark.SIGNATURE)
    case.when(by_hand, at=LATER).then_rejected("mediation.wrong-mark")
    signed = case.when(sign(book, SignerKind.SEAL, MONDAY), at=LATER).after()
    signed.when(sign(book, SignerKind.SEAL, march(4)), at=LATER).then_rejected("mediation.signed-already")
    book.at_rung(1).when(sign(book, SignerKind.SEAL, MONDAY), at=LATER).then_rejected("mediation.no-agreement")
    elsewhere = sign(book, SignerKind.SEAL, MONDAY, acting_unit="360731")
    case.when(elsewhere, at=LATER).then_rejected("forbidden-unit")


# Performance

PROMISES = (
    Promise(party=ONE, what="疏通排水沟", due_on=march(20)),
    Promise(party=OTHER, what="支付一半费用", due_on=date(2025, 4, 10)),
)


def perform(book, number: int, **other: Any) -> RecordPerformance:
    said = {"promise": number, "is_performed": True, "text": "回访已履行", "looked_on": march(4), **other}
    performed: RecordPerformance = book.say(RecordPerformance, **said)
    return performed


@pytest.mark.req("M-175")
def test_each_promise_is_a_duty_that_is_announced_when_its_day_has_passed(book):
    case, mark = agreed(book, promises=PROMISES), book.say(MarkDue)
    first = day_ends(march(20))
    overdue = PerformanceOverdue(**KEY, promise=1, due_at=first, announced_at=first)

    case.when(mark, at=first - MOMENT).then()
    case.when(mark, at=first).then(overdue)
    announced = case.when(mark, at=first).after()
    announced.when(mark, at=first + timedelta(days=3)).then()
    second = day_ends(date(2025, 4, 10))
    announced.when(mark, at=second).then(PerformanceOverdue(**KEY, promise=2, due_at=second, announced_at=second))


@pytest.mark.req("M-175")
def test_what_was_performed_is_not_overdue_and_what_was_not_can_be_sued_for(book):
    case = agreed(book, promises=PROMISES)
    recorded = PerformanceRecorded(
        **KEY,
        promise=1,
        is_performed=True,
        text="回访已履行",
        looked_on=march(4),
        right_to_sue_told=False,
        recorded_by="staff-1",
        recorded_at=LATER,
    )
    kept = case.when(perform(book, 1), at=datetime(2025, 3, 5, tzinfo=CHINA)).after()

    assert kept.when(book.say(MarkDue), at=LATER).after().facts[-1].promise == 2
    broken = perform(book, 2, is_performed=False, text="拒不支付")
    case.when(broken, at=NOON + timedelta(days=2)).then_rejected("mediation.right-to-sue-not-told")
    told = perform(book, 2, is_performed=False, text="拒不支付", right_to_sue_told=True)
    assert case.when(told, at=NOON + timedelta(days=2)).after().facts[-1].right_to_sue_told
    assert case.when(perform(book, 1), at=LATER).after().facts[-1] == recorded
    kept.when(perform(book, 1), at=LATER).then_rejected("mediation.performed-already")
    case.when(perform(book, 3), at=LATER).then_rejected("mediation.no-such-promise")
    future = perform(book, 1, looked_on=date(2025, 5, 21))
    case.when(future, at=LATER).then_rejected("mediation.date-in-future")


def test_a_promise_is_a_partys_and_lies_ahead(book):
    stranger = (Promise(party="person-9", what="疏通", due_on=march(20)),)
    past = (Promise(party=ONE, what="疏通", due_on=march(2)),)

    book.at_rung(1).when(book.reach(JUDICIAL, promises=stranger), at=NOON).then_rejected("mediation.not-a-party")
    book.at_rung(1).when(book.reach(JUDICIAL, promises=past), at=NOON).then_rejected("mediation.day-too-early")


# Confirmation


def confirm(book, day: date, *by: str) -> RequestConfirmation:
    asked: RequestConfirmation = book.say(RequestConfirmation, court="县人民法院", by=by or BOTH, requested_on=day)
    return asked


@pytest.mark.req("M-174")
@pytest.mark.parametrize(
    ("signed_on", "last"),
    [
        (march(3), date(2025, 4, 2)),
        (march(5), date(2025, 4, 7)),  # 4 April is a public holiday, 5 and 6 April with it
        (march(20), date(2025, 4, 21)),  # 19 April is a Saturday
    ],
)
def test_confirmation_is_asked_jointly_within_thirty_days_and_a_rest_day_moves_it_on(book, signed_on, last):
    case = all_signed(book, agreed(book), on=signed_on)

    assert case.facts[-1].confirm_on == last
    in_time = case.when(confirm(book, last), at=LATER).after().facts[-1]
    assert in_time == ConfirmationRequested(
        **KEY,
        court="县人民法院",
        by=BOTH,
        requested_on=last,
        objections=(),
        recorded_by="staff-1",
        recorded_at=LATER,
    )
    late = case.when(confirm(book, last + timedelta(days=1)), at=LATER).after().facts[-1]
    assert late.objections == (NotAdmissible.LATE,)


@pytest.mark.req("M-174")
def test_one_party_alone_is_recorded_as_not_admissible(book):
    case = all_signed(book, agreed(book))

    assert case.when(confirm(book, MONDAY, ONE), at=LATER).after().facts[-1].objections == (NotAdmissible.NOT_JOINTLY,)
    asked = case.when(confirm(book, MONDAY), at=LATER).after()
    asked.when(confirm(book, MONDAY), at=LATER).then_rejected("mediation.confirmation-requested-already")
    case.when(confirm(book, MONDAY, "person-9"), at=LATER).then_rejected("mediation.not-a-party")


@pytest.mark.req("M-174")
def test_no_court_confirms_a_matter_of_status_and_none_before_it_is_in_effect(book, new):
    unsigned = agreed(book)
    assert NotAdmissible.NOT_IN_EFFECT in unsigned.when(confirm(book, MONDAY), at=LATER).after().facts[-1].objections
    about_status = book.register(dispute=DisputeType.STATUS)
    case = new.when(about_status, at=NOON).after()
    for step in (book.sign(), book.triage(), book.start(), book.reach(JUDICIAL)):
        case = case.when(step, at=NOON).after()
    signed = all_signed(book, case)

    assert signed.facts[-1].confirm_on is None
    assert signed.when(confirm(book, MONDAY), at=LATER).after().facts[-1].objections == (NotAdmissible.STATUS,)


@pytest.mark.req("M-173")
def test_an_agreement_before_the_centres_leaders_is_not_confirmed(book):
    case = book.triaged().when(book.start(host_kind=HostKind.CENTRE), at=NOON).after()
    case = case.when(book.reach(JUDICIAL, told_of_nature=True), at=NOON).after()
    asked = all_signed(book, case).when(confirm(book, MONDAY), at=LATER).after().facts[-1]

    assert asked.objections == (NotAdmissible.NOT_LAWFULLY_HOSTED,)
