"""Units that assessment keeps records for: each is enrolled once.

The rule is that of every service that keeps such a register: `ledger.unit_register`.
"""

from contracts.catalogue import commands_of, facts_of
from ledger.stream import shared
from ledger.unit_register import unit_decider
from ledger.unit_view import unit_answers, units_view

from assessment.tables import MERGED, UNIT

STREAM = shared(
    unit_decider("assessment", commands_of("assessment"), facts_of("assessment")),
    views=(units_view(UNIT, MERGED),),
    answers=(unit_answers(UNIT, MERGED),),
)
