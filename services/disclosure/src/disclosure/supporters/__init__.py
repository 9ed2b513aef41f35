"""The units that are linked with one unit or support it (挂点帮扶单位).

Law: county opinion on township standardisation (document 1 §五2).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from disclosure.supporters.answers import supporters_of_unit
from disclosure.supporters.rule import Supporters, decide, evolve, supporters_stream
from disclosure.supporters.view import SUPPORTERS

STREAM = Stream(
    rule=Rule(begins=Supporters(), decide=decide, evolve=evolve),
    key=supporters_stream,
    rules=RulesOf.NONE,
    views=(SUPPORTERS,),
    answers=(supporters_of_unit,),
)
