"""The register of the units that mining keeps records for.

The rule is that of every service that keeps such a register: `ledger.unit_register`.
"""

from contracts.catalogue import commands_of, facts_of
from ledger.stream import shared
from ledger.unit_register import unit_decider
from ledger.unit_view import unit_answers, unit_table, units_view

from mining.tables import MERGED, METADATA

_UNIT = unit_table(METADATA)

STREAM = shared(
    unit_decider("mining", commands_of("mining"), facts_of("mining")),
    views=(units_view(_UNIT, MERGED),),
    answers=(unit_answers(_UNIT, MERGED),),
)
