"""One demonstration zone (绿色矿业发展示范区): its plan, its mines, and what it has done of all it is for.

Law: opinion on green mines, part 4 item 6 and part 6 (document 3 §四(六), §六(二)*¶3, §六(三)).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mining.zone.answers import zones_of_area
from mining.zone.rule import Zone, decide, evolve, zone_stream
from mining.zone.view import ZONES

STREAM = Stream(
    rule=Rule(begins=Zone(), decide=decide, evolve=evolve),
    key=zone_stream,
    rules=RulesOf.NONE,
    views=(ZONES,),
    answers=(zones_of_area,),
)
