"""One register of a centre in one year: numbered without gaps, corrected by later entries.

Law: township opinion on the centre (document 4 §二(三) to §二(八), §三(一), §四).
"""

from contracts.mediation.register.rules import register_policy
from ledger.decider import RulesOf
from ledger.stream import Rule, Stream

from mediation.register.answers import register_of_unit
from mediation.register.rule import Register, decide, evolve, register_stream
from mediation.register.view import REGISTERS

STREAM = Stream(
    rule=Rule(begins=Register(), decide=decide, evolve=evolve),
    key=register_stream,
    rules=RulesOf.TODAY,
    policy=register_policy,
    views=(REGISTERS,),
    answers=(register_of_unit,),
)
