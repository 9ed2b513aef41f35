"""What mediation is made of: its table of contents."""

from ledger.activation import clock_decider, policy_decider
from ledger.erasure import erasure_decider
from ledger.open_cases import open_case_answers
from ledger.packs import pack_decider
from ledger.particulars import opening_decider
from ledger.refusals import refusal_decider
from ledger.service import Service
from ledger.succession import succession_decider

from mediation import (
    case,
    centre,
    check,
    haves,
    key_persons,
    month,
    order,
    outcomes,
    proxy,
    register,
    roster,
    special,
    station,
    unit,
    visit,
)
from mediation.figures import FIGURES
from mediation.open_cases import OPEN_CASE, OPEN_CASES, explain_deadline
from mediation.tables import AGENDA, BOOKMARK

SERVICE = Service(
    "mediation",
    streams=(
        unit.STREAM,
        case.STREAM,
        month.STREAM,
        order.STREAM,
        proxy.STREAM,
        visit.STREAM,
        special.STREAM,
        outcomes.STREAM,
        roster.STREAM,
        register.STREAM,
        key_persons.STREAM,
        check.STREAM,
        centre.STREAM,
        station.STREAM,
        haves.STREAM,
    ),
    shared=(
        pack_decider,
        policy_decider,
        clock_decider,
        succession_decider,
        refusal_decider,
        opening_decider,
        erasure_decider,
    ),
    bookmark=BOOKMARK,
    agenda=AGENDA,
    views=(OPEN_CASES, FIGURES),
    answers=(explain_deadline, open_case_answers(OPEN_CASE)),
)
