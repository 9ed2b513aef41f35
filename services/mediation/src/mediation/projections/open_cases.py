"""The open due dates of cases: the time of people's mediation, the open step of a letter, a visit or an opinion."""

from datetime import date

from contracts.mediation.case.messages import (
    AcceptanceTold,
    AttemptFailed,
    AttemptStarted,
    CaseClosed,
    CaseReferredExternal,
    CaseRegistered,
    CaseWithdrawn,
    HandlingExtended,
    HearingBegun,
    HearingEnded,
    MediationContinued,
    MediationTerminated,
    PetitionOverdue,
    ResultReported,
    ReviewAnswered,
    ReviewAsked,
)
from ledger.open_cases import open_cases_table, open_cases_view

from mediation.deciders import CASES
from mediation.projections.streams import facts_outside
from mediation.projections.tables import METADATA

OPEN_CASE = open_cases_table(METADATA)
_Due = tuple[date | None, bool]
_Clocked = AcceptanceTold | HandlingExtended | ReviewAsked | HearingBegun | HearingEnded


def _registered(fact: CaseRegistered) -> _Due:
    return fact.tell_on, False


def _clocked(fact: _Clocked) -> _Due:
    """Days of the calendar; none while a hearing goes on, or where the rules give none."""
    return None if fact.clock is None else fact.clock.due_on, False


def _started(fact: AttemptStarted) -> _Due | None:
    """Only the first attempt on the ladder begins the time."""
    return None if fact.finish_on is None else (fact.finish_on, False)


def _continued(fact: MediationContinued) -> _Due:
    return fact.finish_on, False


def _failed(fact: AttemptFailed) -> _Due | None:
    return (None, False) if fact.is_last else None


OPEN_CASES = open_cases_view(
    OPEN_CASE,
    {
        CaseRegistered: _registered,
        AttemptStarted: _started,
        AttemptFailed: _failed,
        MediationContinued: _continued,
        AcceptanceTold: _clocked,
        HandlingExtended: _clocked,
        ReviewAsked: _clocked,
        HearingBegun: _clocked,
        HearingEnded: _clocked,
    },
    (
        CaseClosed,
        CaseReferredExternal,
        CaseWithdrawn,
        MediationTerminated,
        PetitionOverdue,
        ResultReported,
        ReviewAnswered,
    ),
    rederived=(CASES,),
    outside=facts_outside(),
)
