"""Disputes, petitions and periodic work move as the state machines of the requirements list it (S9, S10, S12).

Every command is tried in every state. Where more happens than is listed, or less, the reason stands beside it.
"""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from contracts.calendar import CHINA
from contracts.mediation.case.messages import (
    AcceptTransfer,
    ArchiveCase,
    Archived,
    AttemptStarted,
    CaseArchived,
    CaseClosed,
    CaseKind,
    CaseReclassified,
    CaseReferredExternal,
    CaseRegistered,
    CaseSigned,
    CaseTriaged,
    CaseWithdrawn,
    ClosePetition,
    EffectTracked,
    HandlingOverdue,
    MarkDue,
    MediationTerminated,
    MethodSet,
    OpinionResultTold,
    PetitionOverdue,
    PetitionStep,
    ReclassifyCase,
    RecordExternalOutcome,
    ReferExternal,
    ReportResult,
    ResultReported,
    ReviewAsked,
    ReviewLevel,
    Route,
    StopMediation,
    TrackEffect,
    TransferAccepted,
    WithdrawCase,
)
from contracts.mediation.month.messages import MarkMonth, PeriodicDuty
from ledger.testing.machine import Named, by_fact, departures, happening, read_machine

from services.mediation.tests import test_months as months
from services.mediation.tests.conftest import BOTH, JUDICIAL, LAND_OFFICE, MONDAY, ONE, ROUTES, TOWNSHIP, Book, noon
from services.mediation.tests.test_petition import Letters

PAGE = Path(__file__).parents[3] / "docs" / "requirements" / "state-machines.md"
TUESDAY = date(2025, 3, 4)
NOON = noon(TUESDAY)
LADDERS = {
    "people": ("judicial_office", "centre_deputy_director", "centre_director"),
    "admin": ("competent_unit", "deputy_director+departments", "director+departments"),
}
STEPS = {
    rung: f"{ladder}_step{place}" for ladder, rungs in LADDERS.items() for place, rung in enumerate(rungs, start=1)
}


# S9: a dispute


def of_dispute(fact: Any, case: Any) -> tuple[str, ...]:
    match fact:
        case AttemptStarted():
            return ("on_spot" if fact.rung == "on_spot" else STEPS[fact.rung],)
        case TransferAccepted() | ResultReported():
            return ("other_handling",) if case.transfer.case_class == "other" else ()
        case CaseClosed():
            return ("external_closed",) if fact.cause.value == "external" else ("succeeded",)
        case _:
            return by_fact(
                {
                    CaseRegistered: "registered",
                    CaseSigned: "signed",
                    CaseTriaged: "triaged",
                    CaseReclassified: "triaged",
                    MediationTerminated: "terminated",
                    CaseReferredExternal: "referred_external",
                    EffectTracked: "tracked",
                    CaseArchived: "archived",
                    CaseWithdrawn: "withdrawn",
                }
            )(fact, case)


def of_a_dispute(book: Book) -> list[Any]:
    office = {"acting_role": "CentreDeputyDirector", "actor": "deputy-1"}
    reclassified = [
        book.say(ReclassifyCase, **office, case_class=case_class, handler=handler, reason="定性有误")
        for case_class, handler in (("administrative_mediation", LAND_OFFICE), ("other", LAND_OFFICE))
    ]
    out = {"route": Route.COURT, "body": "县人民法院", "by": ONE, "went_on": MONDAY}
    outcome = {"body": "县人民法院", "outcome": "达成协议", "decided_on": TUESDAY}
    return [
        book.sign(),
        book.triage(),
        book.triage("administrative_mediation", LAND_OFFICE),
        book.triage("other", LAND_OFFICE),
        *reclassified,
        book.say(AcceptTransfer, acting_unit=LAND_OFFICE),
        book.start("on_spot"),
        *(book.start(rung) for rungs in LADDERS.values() for rung in rungs),
        *(book.fail(unit, routes_told=ROUTES, told=BOTH) for unit in (TOWNSHIP, JUDICIAL, LAND_OFFICE)),
        *(book.reach(unit) for unit in (TOWNSHIP, JUDICIAL, LAND_OFFICE)),
        book.say(StopMediation, by=ONE, routes_told=ROUTES, told=BOTH),
        book.say(ReferExternal, **out),
        book.say(RecordExternalOutcome, **outcome),
        book.say(ReportResult, acting_unit=LAND_OFFICE, actor="land-1", text="已责令恢复原状"),
        book.say(WithdrawCase, by=BOTH, reason="双方自行和解"),
        book.say(TrackEffect, text="已回访", looked_on=TUESDAY),
        book.say(ArchiveCase, documents=tuple(Archived)),
    ]


def test_a_dispute_moves_as_listed(book: Book):
    pool = [(command, NOON) for command in of_a_dispute(book)]
    found = happening(book.after(), pool, of_dispute, apart=_how_far)

    assert "" == departures(
        read_machine(PAGE, "S9"),
        found,
        never={("terminated", "withdrawn"): "terminated stands between signed and triaged by the order of names alone"},
        beyond={
            **{
                (state, "terminated"): "a party may refuse at the start (M-169)"
                for state in ("registered", "signed", "triaged")
            },
            **{
                (state, "archived"): "an untracked case is filed with the finding that it was not tracked (M-026)"
                for state in ("succeeded", "external_closed")
            },
            **{
                (state, "tracked"): "the last rung failed, and the parties went nowhere"
                for state in ("people_step3", "admin_step3")
            },
            **{
                (state, "referred_external"): "nothing stops a party from going to court (M-170)"
                for state in ("tracked", "other_handling")
            },
            ("other_handling", "triaged"): "classified anew once, with its reason (M-062)",
            ("other_handling", "withdrawn"): "the parties take back what is not settled yet",
        },
    )


def _how_far(case: Any) -> Any:
    held = case.transfer
    return len(case.attempts), case.running is None, case.stage, None if held is None else held.case_class


# S10: a petition


@pytest.fixture
def letters(book: Book, new: Any) -> Letters:
    return Letters(book, new)


def of_petition(fact: Any, case: Any) -> tuple[str, ...]:
    match fact:
        case CaseRegistered():
            return ("received", "filed")
        case PetitionOverdue():
            return ("overdue",) if fact.step is PetitionStep.HANDLE else ()
        case ReviewAsked():
            return ("review" if fact.level is ReviewLevel.REVIEW else "recheck",)
        case _:
            return by_fact(
                {
                    MethodSet: "method_set",
                    TransferAccepted: "in_handling",
                    HandlingOverdue: "overdue",
                    ResultReported: "handled",
                    OpinionResultTold: "result_told",
                    CaseClosed: "closed",
                }
            )(fact, case)


def test_a_petition_and_an_opinion_move_as_listed(letters: Letters):
    late = datetime(2025, 7, 1, 12, tzinfo=CHINA)
    in_time = [
        letters.classify(),
        letters.accept(),
        letters.set_method(due_on=date(2025, 3, 31)),
        letters.say(AcceptTransfer),
        letters.report(),
        letters.tell(),
        letters.ask(),
        letters.answer(),
        letters.ask(ReviewLevel.RECHECK),
        letters.answer(ReviewLevel.RECHECK),
        letters.say(ClosePetition, waives_review=True),
        letters.say(MarkDue),
    ]
    afterwards = [letters.say(AcceptTransfer), letters.report(), letters.tell(), letters.say(MarkDue)]
    pool = [*((command, NOON) for command in in_time), *((command, late) for command in afterwards)]
    found = {
        move
        for kind in (CaseKind.LETTER, CaseKind.OPINION)
        for move in happening(letters.after(kind=kind), pool, of_petition)
    }

    assert "" == departures(
        read_machine(PAGE, "S10"),
        frozenset(found),
        never={
            ("received", "rejected_empty"): "what has no content is refused, and its refusal is all that is recorded"
        },
        beyond={
            ("filed", "overdue"): "the person's time runs from acceptance on, whether or not a method is set (ME-06)",
            ("overdue", "method_set"): "what is late is done all the same, and its lateness stays recorded",
            **{
                ("closed", level): "what was asked within its thirty days counts, whatever was closed meanwhile (M-181)"
                for level in ("review", "recheck")
            },
        },
    )


# S12: what is owed in a month

OF_A_MONTH = {
    PeriodicDuty.MEETING: months.meeting(),
    PeriodicDuty.FIRST_HALF: months.screening(10),
    PeriodicDuty.SECOND_HALF: months.screening(20),
    PeriodicDuty.FACTORS: months.screening(20, covers_factors=True),
    PeriodicDuty.TREATMENT: months.treatment(),
    PeriodicDuty.REPORT: months.report(),
    PeriodicDuty.SITUATION: months.situation(),
}


def of_duty(duty: PeriodicDuty) -> Named:
    def named(_: Any, month: Any) -> tuple[str, ...]:
        if month.done.get(duty):
            return ("done",)
        return ("overdue",) if duty in month.announced else ("due",)

    return named


def timed(done: Any) -> list[Any]:
    return [(done, months.NOON), (months.say(MarkMonth), months.END), (done, months.END)]


def test_periodic_work_moves_as_listed():
    found = {
        move for duty, done in OF_A_MONTH.items() for move in happening(months.opened(), timed(done), of_duty(duty))
    }

    assert "" == departures(
        read_machine(PAGE, "S12"),
        frozenset(found),
        never={},
        beyond={("overdue", "done"): "what was done in its time and entered late; that it was late stays recorded"},
    )
