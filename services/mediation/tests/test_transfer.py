"""From the centre to the unit whose it is: form, day, the one return, the designation that binds, the person's time."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from contracts.calendar import CHINA, day_ends
from contracts.impartiality import RecordTie, Tie, TieKind
from contracts.mediation.case.messages import (
    AcceptTransfer,
    CaseReclassified,
    CaseTriaged,
    DesignateUnit,
    HandlingOverdue,
    MarkDue,
    ReclassifyCase,
    ReportResult,
    ResultReported,
    ReturnTransfer,
    TransferAccepted,
    TransferReturned,
    UnitDesignated,
)

TOWNSHIP, JUDICIAL, LAND_OFFICE = "360730101", "360730101-judicial", "360730101-land"
MONDAY = date(2025, 3, 3)
NOON = datetime(2025, 3, 4, 12, tzinfo=CHINA)
LAST = date(2025, 3, 10)
"""Five working days after the Monday."""
DUE = date(2025, 5, 30)
MOMENT = timedelta(microseconds=1)
KEY: dict[str, Any] = {"unit": TOWNSHIP, "submission": "visit-2025-0103"}
OFFICE = {"acting_role": "CentreDeputyDirector", "actor": "deputy-1"}


def give_back(book, **other: Any) -> ReturnTransfer:
    returned: ReturnTransfer = book.say(
        ReturnTransfer,
        **{
            "acting_unit": LAND_OFFICE,
            "actor": "land-1",
            "reason": "属林业部门",
            "responsible": "360730101-forest",
            **other,
        },
    )
    return returned


def designate(book, handler: str = LAND_OFFICE, **other: Any) -> DesignateUnit:
    designated: DesignateUnit = book.say(
        DesignateUnit, **{**OFFICE, "handler": handler, "reason": "权属争议由土地部门主办", **other}
    )
    return designated


@pytest.mark.req("M-060", "M-023", "M-010")
def test_a_case_is_handed_over_with_its_class_unit_and_day(book):
    triaged = CaseTriaged(
        **KEY,
        case_class="people_mediation",
        handler=JUDICIAL,
        transfer_form="移送〔2025〕7号",
        substitution=None,
        return_on=date(2025, 3, 11),
        return_by=day_ends(date(2025, 3, 11)),
        due_on=DUE,
        due_at=day_ends(DUE),
        triaged_by="deputy-1",
        triaged_at=NOON,
    )

    book.after(book.sign()).when(book.triage(), at=NOON).then(triaged)


def test_a_case_is_signed_before_it_is_handed_over(book):
    book.after().when(book.triage(), at=NOON).then_rejected("mediation.invalid-transition")
    book.triaged().when(book.triage(), at=NOON).then_rejected("mediation.invalid-transition")


@pytest.mark.req("M-039")
def test_no_case_is_handed_over_without_the_form(book):
    book.after(book.sign()).when(book.triage(transfer_form=None), at=NOON).then_rejected(
        "mediation.transfer-form-required"
    )


@pytest.mark.req("M-061")
def test_a_day_is_named_for_every_case_and_is_not_past(book):
    signed = book.after(book.sign())

    signed.when(book.triage(due_on=None), at=NOON).then_rejected("mediation.deadline-required")
    signed.when(book.triage(due_on=MONDAY), at=NOON).then_rejected("mediation.day-in-past")
    assert signed.when(book.triage(due_on=date(2025, 3, 4)), at=NOON).after().facts[-1].due_on == date(2025, 3, 4)


@pytest.mark.req("M-062")
def test_a_class_is_one_of_the_three(book):
    signed = book.after(book.sign())

    assert set(book.policy.ladders) == {"people_mediation", "administrative_mediation", "other"}
    signed.when(book.triage("criminal"), at=NOON).then_rejected("mediation.unknown-class")


@pytest.mark.req("M-062")
def test_a_case_is_classed_anew_once_with_a_reason(book):
    anew = {**OFFICE, "case_class": "administrative_mediation", "handler": LAND_OFFICE, "reason": "涉及行政确权"}
    reclassified = CaseReclassified(
        **KEY,
        case_class="administrative_mediation",
        handler=LAND_OFFICE,
        reason="涉及行政确权",
        substitution=None,
        return_on=date(2025, 3, 11),
        return_by=day_ends(date(2025, 3, 11)),
        reclassified_by="deputy-1",
        reclassified_at=NOON,
    )
    again = book.say(ReclassifyCase, **anew)

    book.triaged().when(again, at=NOON).then(reclassified)
    once = book.triaged().when(again, at=NOON).after()
    once.when(again, at=NOON).then_rejected("mediation.reclassified-already")
    assert once.when(book.start("competent_unit"), at=NOON).after().facts[-1].rung == "competent_unit"
    no_reason = book.say(ReclassifyCase, **{**anew, "reason": None})
    book.triaged().when(no_reason, at=NOON).then_rejected("mediation.reason-required")
    by_staff = book.say(ReclassifyCase, **{**anew, "acting_role": "CentreStaff"})
    book.triaged().when(by_staff, at=NOON).then_rejected("forbidden-role")
    unknown = book.say(ReclassifyCase, **{**anew, "case_class": "criminal"})
    book.triaged().when(unknown, at=NOON).then_rejected("mediation.unknown-class")
    book.at_rung(1).when(again, at=NOON).then_rejected("mediation.invalid-transition")


@pytest.mark.req("M-039", "M-010")
def test_the_unit_takes_the_case_and_no_other_unit_does(book):
    take = book.say(AcceptTransfer, acting_unit=JUDICIAL, actor="judicial-1")
    taken = TransferAccepted(**KEY, handler=JUDICIAL, accepted_by="judicial-1", accepted_at=NOON)

    book.triaged().when(take, at=NOON).then(taken)
    book.triaged().when(book.say(AcceptTransfer, acting_unit=LAND_OFFICE), at=NOON).then_rejected("forbidden-unit")
    once = book.triaged().when(take, at=NOON).after()
    once.when(take, at=NOON).then_rejected("mediation.transfer-accepted-already")
    book.after().when(take, at=NOON).then_rejected("mediation.invalid-transition")


# The one return


def test_a_unit_returns_what_is_not_its_own_with_grounds(book):
    case = book.triaged("other", LAND_OFFICE)
    returned = TransferReturned(
        **KEY,
        handler=LAND_OFFICE,
        reason="属林业部门",
        responsible="360730101-forest",
        returned_by="land-1",
        returned_at=NOON,
    )

    case.when(give_back(book), at=NOON).then(returned)
    case.when(give_back(book, reason=None), at=NOON).then_rejected("mediation.reason-required")
    case.when(give_back(book, acting_unit=JUDICIAL), at=NOON).then_rejected("forbidden-unit")
    taken = case.when(book.say(AcceptTransfer, acting_unit=LAND_OFFICE), at=NOON).after()
    taken.when(give_back(book), at=NOON).then_rejected("mediation.transfer-accepted-already")


def test_me_09_it_is_returned_within_five_working_days(book):
    case = book.triaged("other", LAND_OFFICE)
    end = day_ends(LAST)

    assert (case.facts[-1].return_on, case.facts[-1].return_by) == (LAST, end)
    assert isinstance(case.when(give_back(book), at=end - MOMENT).after().facts[-1], TransferReturned)
    case.when(give_back(book), at=end).then_rejected("mediation.return-too-late")


def test_me_06_after_one_return_a_unit_is_designated_and_nobody_returns_it_again(book):
    returned = book.triaged("other", LAND_OFFICE).when(give_back(book), at=NOON).after()
    designated = UnitDesignated(
        **KEY,
        handler=LAND_OFFICE,
        reason="权属争议由土地部门主办",
        substitution=None,
        designated_by="deputy-1",
        designated_at=NOON,
    )

    returned.when(give_back(book), at=NOON).then_rejected("mediation.returned-already")
    take = book.say(AcceptTransfer, acting_unit=LAND_OFFICE)
    returned.when(take, at=NOON).then_rejected("mediation.returned-already")
    returned.when(designate(book), at=NOON).then(designated)
    returned.when(designate(book, acting_role="CentreStaff"), at=NOON).then_rejected("forbidden-role")
    bound = returned.when(designate(book, "360730101-forest"), at=NOON).after()
    for unit in ("360730101-forest", LAND_OFFICE):
        code = "mediation.designation-binding" if unit != LAND_OFFICE else "forbidden-unit"
        bound.when(give_back(book, acting_unit=unit), at=NOON).then_rejected(code)
    taken = bound.when(book.say(AcceptTransfer, acting_unit="360730101-forest"), at=NOON).after()
    assert isinstance(taken.facts[-1], TransferAccepted)
    book.triaged("other", LAND_OFFICE).when(designate(book), at=NOON).then_rejected("mediation.not-returned")


def test_a_rung_does_not_begin_while_nobody_has_the_case(book):
    back = give_back(book, acting_unit=JUDICIAL)
    returned = book.triaged().when(back, at=NOON).after()

    returned.when(book.start(), at=NOON).then_rejected("mediation.invalid-transition")


@pytest.mark.parametrize("steps", [0, 1, 2, 3])
def test_the_persons_time_goes_on_whoever_has_the_case(book, steps):
    case = book.triaged("other", LAND_OFFICE)
    take = book.say(AcceptTransfer, acting_unit="360730101-forest")
    for step in (give_back(book), designate(book, "360730101-forest"), take)[:steps]:
        case = case.when(step, at=NOON).after()
    handler = "360730101-forest" if steps > 1 else LAND_OFFICE
    end = day_ends(DUE)
    overdue = HandlingOverdue(**KEY, handler=handler, due_at=end, announced_at=end)

    case.when(book.say(MarkDue), at=end - MOMENT).then()
    case.when(book.say(MarkDue), at=end).then(overdue)


@pytest.mark.req("M-061")
def test_a_missed_day_is_announced_once_and_before_the_late_result(book):
    case, end = book.triaged("other", LAND_OFFICE), day_ends(DUE)
    result = book.say(ReportResult, acting_unit=LAND_OFFICE, text="已办结")
    facts = case.when(result, at=end).after().facts[len(case.facts) :]
    announced = case.when(book.say(MarkDue), at=end).after()

    assert [type(fact) for fact in facts][:2] == [HandlingOverdue, ResultReported]
    announced.when(book.say(MarkDue), at=end + timedelta(days=9)).then()
    late = announced.when(result, at=end).after().facts[-2]
    assert late.reported_at >= late.due_at


def test_a_day_that_comes_after_the_end_of_mediation_is_not_announced(book):
    case = book.at_rung(1)
    marked = case.when(book.say(MarkDue), at=day_ends(DUE)).after()

    assert [type(fact).__name__ for fact in marked.facts[len(case.facts) :]] == ["MediationTerminated"]
    early = book.triaged(due_on=date(2025, 3, 20)).when(book.start(), at=NOON).after()
    marked = early.when(book.say(MarkDue), at=day_ends(DUE)).after()
    kinds = [type(fact).__name__ for fact in marked.facts[len(early.facts) :]]
    assert kinds == ["HandlingOverdue", "MediationTerminated"]


# Recusal


@pytest.mark.req("M-183")
@pytest.mark.parametrize("bound", ["deputy-1", LAND_OFFICE])
def test_neither_who_hands_over_nor_who_handles_is_bound_to_a_party(book, bound):
    tie = Tie(holder=bound, to="person-8", kind=TieKind.INTEREST)
    record = book.say(RecordTie, case="mediation_case-360730101-visit-2025-0103", tie=tie)
    tied = book.after(record, book.sign())

    tied.when(book.triage("other", LAND_OFFICE), at=NOON).then_rejected("mediation.recusal-required")
    unbound = {"actor": "deputy-2"} if bound == "deputy-1" else {"handler": JUDICIAL}
    assert isinstance(tied.when(book.triage(**unbound), at=NOON).after().facts[-1], CaseTriaged)
