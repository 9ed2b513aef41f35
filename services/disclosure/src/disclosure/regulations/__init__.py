"""The rules that a unit gave itself, and the volume of those in force (制度汇编).

Law: county opinion on township standardisation (document 1 §四2一要, §四2二要).
"""

from contracts.disclosure.regulations.rules import regulation_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from disclosure.regulations.answers import regulations_of_unit, volume_of_unit
from disclosure.regulations.rule import Regulations, decide, evolve, regulations_stream
from disclosure.regulations.view import REGULATIONS

STREAM = Stream(
    rule=Rule(begins=Regulations(), decide=decide, evolve=evolve),
    key=regulations_stream,
    rules=RulesOf.TODAY,
    policy=regulation_policy,
    views=(REGULATIONS,),
    answers=(regulations_of_unit, volume_of_unit),
)
