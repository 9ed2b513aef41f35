"""The units that elections keeps records for: villages, communities, townships and what lies above them.

The rule is that of every service that keeps such a register: `ledger.unit_register`.
"""

from contracts.catalogue import commands_of, facts_of
from ledger.stream import shared
from ledger.unit_register import unit_decider
from ledger.unit_view import unit_answers, units_view

from elections.tables import MERGED, UNIT

STREAM = shared(
    unit_decider("elections", commands_of("elections"), facts_of("elections")),
    views=(units_view(UNIT, MERGED),),
    answers=(unit_answers(UNIT, MERGED),),
)
