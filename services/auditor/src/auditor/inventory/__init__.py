"""The inventories of all streams (目录) of one year, each made after an audit that found nothing.

Law: district opinion on township congress work, part 3 (document 2 §三(一)5): what is found is followed up (跟踪记录).
"""

from contracts.units import NATION
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from auditor.inventory.rule import Inventories, decide, evolve, inventory_stream

STREAM = Stream(
    rule=Rule(begins=Inventories(), decide=decide, evolve=evolve),
    key=inventory_stream,
    rules=RulesOf.NONE,
    unit=lambda _: NATION,
)
