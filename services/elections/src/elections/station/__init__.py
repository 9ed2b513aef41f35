"""One place where deputies and voters meet (人大代表之家、站), and who was received there.

Law: opinion on standardising township people's congress work (document 2 §三(二)3).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.station.rule import Station, decide, evolve, station_stream

STREAM = Stream(
    rule=Rule(begins=Station(), decide=decide, evolve=evolve),
    key=station_stream,
    rules=RulesOf.NONE,
)
