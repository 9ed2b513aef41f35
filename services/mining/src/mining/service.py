"""What mining is made of: its table of contents."""

from ledger.activation import clock_decider, policy_decider
from ledger.erasure import erasure_decider
from ledger.open_cases import open_case_answers
from ledger.packs import pack_decider
from ledger.particulars import opening_decider
from ledger.refusals import refusal_decider
from ledger.service import Service
from ledger.succession import succession_decider

from mining import annual, exploration, mine, parcels, programme, red_lines, restoration, standards, unit, zone
from mining.locating import PREPARES
from mining.open_cases import OPEN_CASE, OPEN_CASES, explain_deadline
from mining.tables import AGENDA, BOOKMARK

SERVICE = Service(
    "mining",
    streams=(
        unit.STREAM,
        mine.STREAM,
        standards.STREAM,
        annual.STREAM,
        exploration.STREAM,
        red_lines.STREAM,
        restoration.STREAM,
        programme.STREAM,
        zone.STREAM,
        parcels.STREAM,
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
    views=(OPEN_CASES,),
    answers=(explain_deadline, open_case_answers(OPEN_CASE)),
    prepares=PREPARES,
)
