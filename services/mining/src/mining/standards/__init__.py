"""The standards that an authority published, and the documents of their management (标准规范、管理细则).

Law: opinion on green mines, part 4 item 1 and part 7 item 3 (document 3 §四(一), §七(三)).
"""

from contracts.mining.mine.rules import mining_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mining.standards.answers import standards_of_unit
from mining.standards.rule import Standards, decide, evolve, standards_stream
from mining.standards.view import STANDARDS

STREAM = Stream(
    rule=Rule(begins=Standards(), decide=decide, evolve=evolve),
    key=standards_stream,
    rules=RulesOf.TODAY,
    policy=mining_policy,
    views=(STANDARDS,),
    answers=(standards_of_unit,),
)
