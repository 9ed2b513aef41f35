"""How one resolution of the congress is carried out (决议、决定的执行), by the unit that answers for it.

Law: district opinion on township people's congresses (document 2 §三(一)5, §四2).
"""

from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from elections.execution.answers import resolutions_of_congress
from elections.execution.reactions import OPEN
from elections.execution.rule import Execution, decide, evolve, execution_stream
from elections.execution.view import EXECUTIONS

STREAM = Stream(
    rule=Rule(begins=Execution(), decide=decide, evolve=evolve),
    key=execution_stream,
    rules=RulesOf.NONE,
    views=(EXECUTIONS,),
    answers=(resolutions_of_congress,),
    reactions=(OPEN,),
)
