"""The restoration of one mine's area (矿区生态修复), who was heard on it, and breach of what was agreed (违约责任).

Law: Mineral Resources Law of 2024, arts. 46 and 48 (矿产资源法 第四十六、四十八条); opinion on green mines, part 4
item 5 (document 3 §四(五)*).
"""

from contracts.mining.restoration.rules import restoration_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mining.restoration.answers import restorations_of_area
from mining.restoration.reactions import HEAR
from mining.restoration.rule import Restoration, decide, evolve, restoration_stream
from mining.restoration.view import RESTORATIONS

STREAM = Stream(
    rule=Rule(begins=Restoration(), decide=decide, evolve=evolve),
    key=restoration_stream,
    rules=RulesOf.TODAY,
    policy=restoration_policy,
    views=(RESTORATIONS,),
    answers=(restorations_of_area,),
    reactions=(HEAR,),
)
